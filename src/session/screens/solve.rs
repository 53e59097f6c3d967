//! Solve: what must be true for a target, and applying a way to it.

use crate::analysis::{Consequence, JointMove, Solution, Solutions, Unmoved};
use crate::model::{Input, Metric};
use crate::session::action::Effect;
use crate::session::dialogs::exact::Exacted;
use crate::session::{Screen, Session};

/// What the Solve screen remembers.
#[derive(Debug, Clone, Default)]
pub struct SolveState {
    /// What the figure is to be.
    pub target: Option<f64>,
    /// The chosen row.
    pub selected: usize,
    /// What the ways of the last answer cost.
    pub consequences: Consequences,
}

/// What becomes of the project on the ways to a target.
#[derive(Debug, Clone, Default)]
pub struct Consequences {
    /// On the move of the main drivers together.
    pub together: Option<Consequence>,
    /// On the nearest way of each input that gets there alone.
    alone: Vec<(Input, Consequence)>,
}

impl Consequences {
    /// What becomes of it when one input moves.
    pub fn alone(&self, input: Input) -> Option<Consequence> {
        self.alone.iter().find(|(of, _)| *of == input).map(|(_, consequence)| *consequence)
    }

    /// The same of any way.
    pub fn of(&self, way: WayThere) -> Option<Consequence> {
        match way {
            WayThere::Together(_) => self.together,
            WayThere::Alone(solution) => self.alone(solution.input),
        }
    }
}

/// A way to a target.
#[derive(Debug, Clone, Copy)]
pub enum WayThere<'a> {
    /// The smallest move of the main drivers together; `None` when none gets there.
    Together(Option<&'a JointMove>),
    /// One input alone.
    Alone(&'a Solution),
}

/// Whether a single input meets the target, if only by a leap over it.
pub fn gets_there(solution: &Solution) -> bool {
    !(solution.roots.is_empty() && solution.stretches.is_empty() && solution.jumps.is_empty())
}

impl Session {
    /// What becomes of the project on each of the ways to a target.
    pub(in crate::session) fn consequences_of(
        &self,
        (drivers, others): &(Solutions, Vec<Solution>),
    ) -> Consequences {
        let unmoved = Unmoved::new(&self.preset.inputs, drivers.scenario, &self.preset.claims);
        let together = drivers.joint.as_ref().map(|joint| {
            let moves = joint.moves.iter();
            unmoved.after(moves.map(|(driver, to)| (Input::Driver(*driver), *to)))
        });
        let alone = drivers.alone.iter().chain(others);
        let alone = alone
            .filter_map(|solution| Some((solution.input, unmoved.after_nearest(solution)?)))
            .collect();
        Consequences { together, alone }
    }

    /// The rows of the Solve screen: all main drivers together, each driver alone, then every other
    /// input, those that get there first.
    pub fn solutions(&self) -> Vec<WayThere<'_>> {
        let target = self.screens.solve.target;
        let answer = target.and_then(|target| self.solved((self.scenario, self.metric, target)));
        let Some((drivers, others)) = answer else { return Vec::new() };
        let mut rows = vec![WayThere::Together(drivers.joint.as_ref())];
        rows.extend(drivers.alone.iter().map(WayThere::Alone));
        let (there, short): (Vec<_>, Vec<_>) =
            others.iter().partition(|solution| gets_there(solution));
        rows.extend(there.into_iter().chain(short).map(WayThere::Alone));
        rows
    }

    /// Goes there, once there is a target.
    pub(super) fn go_to_solve(&mut self) {
        let asks = self.screen == Screen::Solve || self.screens.solve.target.is_none();
        self.screens.solve.selected = 0;
        if asks {
            self.ask_exactly(Exacted::SolveTarget(self.metric));
        } else {
            self.enter(Screen::Solve);
        }
    }

    pub(in crate::session) fn solve_for(&mut self, target: f64) {
        self.screens.solve.target = Some(target);
        self.screens.solve.selected = 0;
        self.enter(Screen::Solve);
    }

    /// Another metric for all screens; on this one, its target is asked for.
    pub(in crate::session) fn pick(&mut self, metric: Metric) {
        let solving = self.screen == Screen::Solve && metric != self.metric;
        self.effects.push(Effect::RememberMetric(metric));
        self.set_metric(metric);
        if solving {
            self.ask_exactly(Exacted::SolveTarget(metric));
        }
    }

    /// Applies the chosen way.
    pub(in crate::session) fn apply_solution(&mut self) {
        const LEAPS: &str = "the figure leaps over the target: no value meets it";
        const FAILS: &str = "this way does not get there";
        const AWAITED: &str = "it is still being worked out";
        let nearest = |solution: &Solution| {
            solution.nearest(self.preset.inputs.get(solution.input, self.scenario)?)
        };
        let values: Result<Vec<(Input, f64)>, &str> =
            match self.solutions().get(self.screens.solve.selected) {
                Some(WayThere::Together(Some(joint))) => {
                    let moves = joint.moves.iter();
                    Ok(moves.map(|(driver, value)| (Input::Driver(*driver), *value)).collect())
                }
                Some(WayThere::Alone(solution)) => match nearest(solution) {
                    Some(root) => Ok(vec![(solution.input, root)]),
                    None if gets_there(solution) => Err(LEAPS),
                    None => Err(FAILS),
                },
                Some(WayThere::Together(None)) => Err(FAILS),
                None => Err(AWAITED),
            };
        match values {
            Ok(values) => self.set_exactly(values),
            Err(why) => self.say(why),
        }
    }
}
