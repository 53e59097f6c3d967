//! What has to change for a metric to reach a target: every driver alone, and the main drivers
//! together.

use super::error::AnalysisError;
use super::joint::{JointMove, smallest};
use super::question::Question;
use super::solve::{Solution, alone, check_target};
use crate::model::{Driver, Metric, Scenario};

/// What has to change for a metric to reach a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Solutions {
    /// The figure.
    pub metric: Metric,
    /// The scenario at which other inputs are held.
    pub scenario: Scenario,
    /// What it is to be.
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

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;
    use crate::model::Input;

    #[test]
    fn a_target_that_is_no_number_is_refused() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        assert!(matches!(solve_drivers(question, f64::INFINITY), Err(AnalysisError::Target(_))));
    }

    /// The bull recipe of faster power and higher attach gives 3.4, and no attach rate gives 5.
    #[test]
    fn faster_power_and_attach_alone_do_not_make_the_bull() {
        let mut inputs = announced();
        inputs.set(Input::Driver(Driver::PowerDelay), Scenario::Base, 0.0);
        inputs.set(Input::Driver(Driver::Attach), Scenario::Base, 0.45);
        let question = Question::new(&inputs, Scenario::Base, Metric::OperatingIncome);
        assert!((question.value().unwrap() - 3.4).abs() < 0.05, "{:?}", question.value());
        let solutions = solve_drivers(question, 5.0).unwrap();
        let alone = |driver: Driver| &solutions.alone[driver as usize];
        assert!(alone(Driver::Attach).roots.is_empty());
        assert!((alone(Driver::Attach).reach.unwrap().1 - 4.75).abs() < 0.01);
        let utilization = alone(Driver::Utilization).roots[0];
        assert!((0.72..0.82).contains(&utilization), "{utilization}");
    }
}
