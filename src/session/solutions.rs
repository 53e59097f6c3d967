//! The ways to a target, as the rows of the Solve screen, and applying one.

use super::Session;
use super::action::Moment;
use super::message::Message;
use crate::analysis::{JointMove, Solution};
use crate::model::Input;

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
    /// The rows of the Solve screen: all main drivers together, each driver alone, then every other
    /// input, those that get there first.
    pub fn solutions(&self) -> Vec<WayThere<'_>> {
        let Some(answer) = &self.answers.solve else { return Vec::new() };
        let (drivers, others) = &**answer;
        let mut rows = vec![WayThere::Together(drivers.joint.as_ref())];
        rows.extend(drivers.alone.iter().map(WayThere::Alone));
        let (there, short): (Vec<_>, Vec<_>) =
            others.iter().partition(|solution| gets_there(solution));
        rows.extend(there.into_iter().chain(short).map(WayThere::Alone));
        rows
    }

    /// The root of a solution that lies nearest to the present value.
    pub fn nearest_root(&self, solution: &Solution) -> Option<f64> {
        let now = self.preset.inputs.get(solution.input, self.scenario)?;
        let distance = |root: &f64| (root - now).abs();
        let ends = solution.stretches.iter().map(|(from, to)| now.clamp(*from, *to));
        let roots = solution.roots.iter().copied().chain(ends);
        roots.min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// Applies the chosen way.
    pub(super) fn apply_solution(&mut self, now: Moment) {
        let values: Option<Vec<(Input, f64)>> = match self.solutions().get(self.solve.selected) {
            Some(WayThere::Together(Some(joint))) => Some(
                joint
                    .moves
                    .iter()
                    .map(|(driver, value)| (Input::Driver(*driver), *value))
                    .collect(),
            ),
            Some(WayThere::Alone(solution)) => {
                self.nearest_root(solution).map(|root| vec![(solution.input, root)])
            }
            _ => None,
        };
        if let Some(values) = values {
            self.set_exactly(values, now);
        } else {
            let leaps = matches!(
                self.solutions().get(self.solve.selected),
                Some(WayThere::Alone(solution)) if gets_there(solution)
            );
            let why = if leaps {
                "the figure leaps over the target: no value meets it"
            } else {
                "this way does not get there"
            };
            self.message = Some(Message::Note(why.to_owned()));
        }
    }
}
