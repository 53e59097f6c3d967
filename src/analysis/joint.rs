//! The smallest joint move: how little the four main drivers have to move together for a metric to
//! meet a target.
//!
//! In units of each driver's distance between its lowest and highest scenario value, the move is
//! the point of the surface 'metric = target' nearest to where the scenario stands. That is the
//! design point of structural reliability (Hasofer and Lind, 1974; Rackwitz and Fiessler, 1978),
//! and it is found as there: go along rays to the surface, then again and again to the nearest
//! point of the tangent plane. Payback has kinks and leaps where tangents mislead, so that is done
//! from many rays, and every best point is tried against small turns at random as well.

mod descent;
mod random;
mod space;

use super::error::AnalysisError;
use super::question::Question;
use super::solve::check_target;
use crate::model::Driver;
use space::Space;

/// The smallest move of the main drivers together that meets a target.
#[derive(Debug, Clone, PartialEq)]
pub struct JointMove {
    /// Where each main driver goes, in their order. A driver that has the same value in all
    /// scenarios stays, and isn't listed.
    pub moves: Vec<(Driver, f64)>,
    /// How far that is: the root of the summed squares of the moves, each in units of the
    /// driver's distance between its lowest and highest scenario value.
    pub distance: f64,
    /// The metric there, within 1e-9 relative of the target.
    pub value: f64,
    /// Whether an evaluation of the search met `margin_capped`.
    pub margin_capped: bool,
}

/// The smallest joint move of the four main drivers that makes the metric meet the target, within
/// their sliders' ranges; a value that lies beyond its slider's end may stay or come nearer.
/// `None` when no such move meets it.
///
/// # Errors
/// When the target is not finite.
pub fn joint(question: Question, target: f64) -> Result<Option<JointMove>, AnalysisError> {
    check_target(target)?;
    Ok(Space::new(question, target).nearest())
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::super::question::{Evaluator, differing_drivers};
    use super::space::{MAIN, Move, scaled, unit};
    use super::*;
    use crate::model::{Metric, Scenario};

    const CASES: [(Metric, Scenario, f64); 8] = [
        (Metric::OperatingIncome, Scenario::Base, 5.0),
        (Metric::CashMultipleYears, Scenario::Base, 5.0),
        (Metric::CashMultipleYears, Scenario::Bear, 6.0),
        (Metric::Npv, Scenario::Base, 0.0),
        (Metric::PaybackYears, Scenario::Base, 8.0),
        (Metric::PaybackYears, Scenario::Bear, 12.0),
        (Metric::Irr, Scenario::Bull, 0.10),
        (Metric::PeakIdleCapital, Scenario::Bear, 10.0),
    ];

    #[test]
    fn the_joint_move_meets_the_target_within_the_sliders() {
        let inputs = announced();
        for (metric, scenario, target) in CASES {
            let question = Question::new(&inputs, scenario, metric);
            let found = joint(question, target).unwrap().unwrap();
            let mut drivers = *inputs.scenarios[scenario].drivers();
            let mut squares = 0.0;
            for (driver, value) in &found.moves {
                let slider = driver.spec().slider;
                assert!((slider.min..=slider.max).contains(value), "{found:?}");
                let (_, low, high) =
                    differing_drivers(&inputs).find(|row| row.0 == *driver).unwrap();
                squares += ((value - drivers[*driver]) / (high - low)).powi(2);
                drivers[*driver] = *value;
            }
            let value = Evaluator::new(question).value_for(&drivers).unwrap();
            assert!((value - target).abs() <= (1e-9 * target.abs()).max(1e-10), "{value}");
            assert!((squares.sqrt() - found.distance).abs() < 1e-9);
        }
    }

    /// No point of many random directions, nor of many close to the one found, is nearer.
    #[test]
    fn no_direction_meets_the_target_sooner() {
        let inputs = announced();
        for (metric, scenario, target) in CASES {
            let question = Question::new(&inputs, scenario, metric);
            let found = joint(question, target).unwrap().unwrap();
            let mut space = Space::new(question, target);
            let best: Move = std::array::from_fn(|axis| {
                let (driver, value) = found.moves[axis];
                (value - space.start[driver]) / space.rooms[axis].unit
            });
            let sooner = found.distance * (1.0 - 1e-6);
            for index in 0..450 {
                let spread = [2.0, 0.3, 0.03][index % 3] * found.distance;
                let centre = if index % 3 == 0 { [0.0; MAIN] } else { best };
                let towards: Move = std::array::from_fn(|axis| {
                    centre[axis] + spread * (2.0 * space.random.share() - 1.0)
                });
                let Some(direction) = unit(&space.held(&towards)) else { continue };
                let end = sooner.min(space.exit(&direction));
                let mut before = (0.0, space.at_start);
                for step in 1..=16 {
                    let distance = end * f64::from(step) / 16.0;
                    let after = (distance, space.value(&scaled(&direction, distance)));
                    let root = space.first_root(&direction, before, after);
                    assert_eq!(root, None, "{}: {direction:?}, {found:?}", metric.id());
                    before = after;
                }
            }
        }
    }

    #[test]
    fn no_move_is_needed_at_the_target_and_none_reaches_too_far() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let here = joint(question, question.value().unwrap()).unwrap().unwrap();
        assert_eq!(here.distance.to_bits(), 0.0f64.to_bits());
        assert_eq!(joint(question, 1e6).unwrap(), None);
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
