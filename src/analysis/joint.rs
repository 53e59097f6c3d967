//! What has to change for a metric to reach a target: every driver alone, and how little the four
//! main drivers have to move together.
//!
//! In units of each driver's distance between its lowest and highest scenario value, the move is
//! the point nearest to where the scenario stands of all that are at the target or beyond it. That
//! is the design point of structural reliability (Hasofer and Lind, 1974), but tangents, by which
//! it is found there, mislead where payback leaps. So only whether a move gets there is asked: many
//! moves within the distance of the best one so far are tried, from one that gets there the search
//! goes along the border to the nearest, and that again and again until none of many is nearer.

mod border;
mod search;
mod sequence;
mod space;

use super::error::AnalysisError;
use super::question::Question;
use super::solve::{Solution, alone, check_target};
use crate::model::{Driver, Input, Metric, Scenario};
use space::{Displacement, MAIN, Space, length};

/// The smallest move of the main drivers together that gets to a target.
#[derive(Debug, Clone, PartialEq)]
pub struct JointMove {
    /// Where each main driver goes, in their order. A driver that has the same value in all
    /// scenarios stays, and isn't listed.
    pub moves: Vec<(Driver, f64)>,
    /// How far that is: the root of the summed squares of the moves, each in units of the
    /// driver's distance between its lowest and highest scenario value.
    pub distance: f64,
    /// The metric there: within 1e-9 relative of the target, or beyond a leap over it.
    pub value: Option<f64>,
    /// Where the metric leaps over the target: its value just before the move is complete and the
    /// one there, `None` for 'never'.
    pub leap: Option<[Option<f64>; 2]>,
    /// Whether an evaluation of the search met `margin_capped`.
    pub margin_capped: bool,
}

/// The smallest joint move of the four main drivers that brings the metric to the target, or beyond
/// it as seen from the present value, within their sliders' ranges; a value that lies beyond its
/// slider's end may stay or come nearer. An absent value in years lies beyond all others; from any
/// other absent one the metric gets there where it comes to the target from a worse value. `None`
/// when no such move is found.
///
/// # Errors
/// When the target is not finite.
pub fn joint(question: Question, target: f64) -> Result<Option<JointMove>, AnalysisError> {
    check_target(target)?;
    Ok(smallest(question, target, &alone(question, target, &Driver::MAIN)))
}

/// The same when the answers of single drivers are known.
pub(super) fn smallest(question: Question, target: f64, alone: &[Solution]) -> Option<JointMove> {
    let mut space = Space::new(question, target);
    let at_start = space.at_start;
    if space.wanted.is_met(at_start) {
        return Some(space.joint_move(&[0.0; MAIN], at_start));
    }
    let known = space.known(alone);
    let there = space.smallest(&known)?;
    let (there, before) = space.exact(&there);
    let joint = space.joint_move(&there, before);
    // To begin to have a value beyond the target isn't to get to it.
    let appears = space.wanted.from_nothing && before.is_none() && joint.leap.is_some();
    (!appears).then_some(joint)
}

/// What has to change for a metric to reach a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Solutions {
    /// The figure that is to reach the target.
    pub metric: Metric,
    /// The scenario at which other inputs are held.
    pub scenario: Scenario,
    /// What it is to be, in its unit.
    pub target: f64,
    /// The metric with nothing changed.
    pub at: Option<f64>,
    /// Each driver alone, over its slider's range, widened to hold the present value.
    pub alone: Vec<Solution>,
    /// The smallest move of the main drivers together; `None` when no move within their sliders
    /// gets there.
    pub joint: Option<JointMove>,
    /// Whether any evaluation met `margin_capped`.
    pub margin_capped: bool,
}

/// Every driver alone, and the smallest move of the four main drivers together.
///
/// # Errors
/// When the target is not finite.
pub fn solve_drivers(question: Question, target: f64) -> Result<Solutions, AnalysisError> {
    check_target(target)?;
    let alone = alone(question, target, &Driver::ALL);
    let joint = smallest(question, target, &alone);
    let margin_capped = alone.iter().any(|solution| solution.margin_capped)
        || joint.as_ref().is_some_and(|joint| joint.margin_capped);
    let (Question { metric, scenario, .. }, at) = (question, question.value());
    Ok(Solutions { metric, scenario, target, at, alone, joint, margin_capped })
}

impl Space<'_> {
    /// A move with the metric just before it is complete.
    fn joint_move(&mut self, by: &Displacement, before: Option<f64>) -> JointMove {
        let value = self.value(by);
        let drivers = self.moved(by);
        let moving = || Driver::MAIN.into_iter().zip(self.bounds).filter(|pair| pair.1.unit > 0.0);
        let start = self.start;
        let steps =
            moving().map(|(driver, bounds)| (drivers[driver] - start[driver]) / bounds.unit);
        JointMove {
            distance: steps.map(|step| step * step).sum::<f64>().sqrt(),
            moves: moving().map(|(driver, _)| (driver, drivers[driver])).collect(),
            value,
            leap: (!self.wanted.meets(value)).then_some([before, value]),
            margin_capped: self.margin_capped,
        }
    }

    /// The moves of single drivers at which the metric meets the target or leaps over it, and those
    /// just beside them, where rounding may put it on the other side.
    fn known(&self, alone: &[Solution]) -> Vec<Displacement> {
        let mut known = Vec::new();
        for solution in alone {
            let Input::Driver(driver) = solution.input else { continue };
            let Some(bounds) = self.bounds.get(driver as usize).filter(|bounds| bounds.unit > 0.0)
            else {
                continue;
            };
            let from = self.start[driver];
            let stretches = solution.stretches.iter().map(|(low, high)| from.clamp(*low, *high));
            let jumps = solution.jumps.iter().map(|jump| jump.at);
            for at in solution.roots.iter().copied().chain(stretches).chain(jumps) {
                for beside in [0.0, 4.0 * f64::EPSILON, 1e-12] {
                    let mut by = [0.0; MAIN];
                    let step = at - from + beside * at.abs().copysign(at - from);
                    by[driver as usize] = step / bounds.unit;
                    known.push(self.held(&by));
                }
            }
        }
        known.sort_by(|a, b| length(a).total_cmp(&length(b)));
        known
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;

    #[test]
    fn no_move_is_needed_at_the_target_and_none_reaches_too_far() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let here = joint(question, question.value().unwrap()).unwrap().unwrap();
        assert_eq!(here.distance.to_bits(), 0.0f64.to_bits());
        assert_eq!(joint(question, 1e6).unwrap(), None);
    }

    /// A return is looked for from −50 % on, so none begins below a target of −60 %; one of −40 %
    /// is passed on the way from −50 %.
    #[test]
    fn beginning_to_have_a_value_beyond_the_target_is_not_getting_to_it() {
        let mut inputs = announced();
        inputs.programme.residual_share = 0.0;
        inputs.set(Input::Driver(Driver::Margin), Scenario::Bear, -0.5);
        let question = Question::new(&inputs, Scenario::Bear, Metric::Irr);
        assert_eq!(question.value(), None);
        assert_eq!(joint(question, -0.6).unwrap(), None);
        let found = joint(question, -0.4).unwrap().unwrap();
        assert!(found.leap.is_none() && (found.value.unwrap() + 0.4).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn drivers_that_are_equal_in_all_scenarios_stay() {
        let mut inputs = announced();
        for scenario in Scenario::ALL {
            inputs.scenarios[scenario].set_driver(Driver::Margin, 0.31);
        }
        let question = Question::new(&inputs, Scenario::Base, Metric::OperatingIncome);
        let found = joint(question, 4.0).unwrap().unwrap();
        assert!(found.moves.iter().all(|(driver, _)| *driver != Driver::Margin));
        assert_eq!(found.moves.len(), 3);
    }
}
