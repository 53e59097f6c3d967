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
