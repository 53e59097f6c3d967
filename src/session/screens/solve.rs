//! Solve: what must be true for a target, and applying a way to it.

use crate::analysis::{ClaimKind, JointMove, Solution, Solutions, check};
use crate::model::{Input, Metric, Scenario};
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
    /// How many claims that the model was fitted to the move of all drivers breaks, of so many that
    /// hold now.
    pub broken: Option<[usize; 2]>,
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
    /// What the smallest move of all drivers does to the claims that the model was fitted to.
    pub(in crate::session) fn claims_broken_by(&self, solutions: &Solutions) -> Option<[usize; 2]> {
        let joint = solutions.joint.as_ref()?;
        let (claims, mut moved) = (&self.preset.claims, self.preset.inputs.clone());
        for (driver, to) in &joint.moves {
            moved.set(Input::Driver(*driver), solutions.scenario, *to);
        }
        let (now, then) = (check(&self.preset.inputs, claims), check(&moved, claims));
        let fitted = now
            .iter()
            .zip(&then)
            .filter(|(now, _)| now.holds && now.claim.kind == ClaimKind::Calibrated);
        let (held, broken) = fitted.fold((0, 0), |(held, broken), (_, then)| {
            (held + 1, broken + usize::from(!then.holds))
        });
        Some([broken, held])
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

    /// The root of a solution that lies nearest to a scenario's present value.
    pub(super) fn nearest_root(&self, solution: &Solution, scenario: Scenario) -> Option<f64> {
        let now = self.preset.inputs.get(solution.input, scenario)?;
        let distance = |root: &f64| (root - now).abs();
        let ends = solution.stretches.iter().map(|(from, to)| now.clamp(*from, *to));
        let roots = solution.roots.iter().copied().chain(ends);
        roots.min_by(|a, b| distance(a).total_cmp(&distance(b)))
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
        let values: Result<Vec<(Input, f64)>, &str> =
            match self.solutions().get(self.screens.solve.selected) {
                Some(WayThere::Together(Some(joint))) => {
                    let moves = joint.moves.iter();
                    Ok(moves.map(|(driver, value)| (Input::Driver(*driver), *value)).collect())
                }
                Some(WayThere::Alone(solution)) => match self.nearest_root(solution, self.scenario)
                {
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
