//! Expectations: what a figure of a scenario is to be, such as `base.payback_years > 10`.

use super::measure::{Measure, MeasureError, Measurements};
use super::risk::{Relation, Target, TargetError};
use crate::model::{Inputs, Scenario};
use std::str::FromStr;

/// A figure of a scenario, written `SCENARIO.METRIC` or `SCENARIO.METRIC@YEAR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureName {
    /// Whose it is.
    pub scenario: Scenario,
    /// A metric, perhaps as of a year.
    pub measure: Measure,
}

/// What a figure is to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expectation {
    /// What is expected of.
    pub figure: FigureName,
    /// On which side of the bound, and the bound in the metric's unit.
    pub target: Target,
}

/// What each expectation's figure comes to, and whether it is as expected.
///
/// A figure that there isn't fails, except that 'never' is more than any number of years.
pub fn check_expectations(
    inputs: &Inputs,
    expectations: &[Expectation],
) -> Vec<(Option<f64>, bool)> {
    let figures = expectations.iter().map(|of| (of.figure.scenario, of.figure.measure));
    let measured = Measurements::new(inputs, figures);
    let check = |Expectation { figure, target }: &Expectation| {
        let value = measured.value(figure.scenario, figure.measure);
        (value, target.holds(value.unwrap_or(f64::NAN)))
    };
    expectations.iter().map(check).collect()
}

/// Why a text is no figure or no expectation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpectationError {
    /// Nothing between a figure and a bound.
    #[error("an expectation is a figure, one of <= >= < > and a bound: base.payback_years > 10")]
    NoRelation,
    /// No scenario before the metric.
    #[error("a figure is SCENARIO.METRIC or SCENARIO.METRIC@YEAR: base.payback_years")]
    NoScenario,
    /// A scenario that there isn't.
    #[error("there is no scenario ‘{0}’")]
    Scenario(String),
    /// A metric that there isn't, or not as of a year.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// Something else than a metric.
    #[error("‘{0}’ is not a metric")]
    NotAMetric(&'static str),
    /// The bound is no number, or a percentage where no share is counted.
    #[error(transparent)]
    Bound(#[from] TargetError),
}

impl FromStr for FigureName {
    type Err = ExpectationError;

    fn from_str(text: &str) -> Result<Self, ExpectationError> {
        let (scenario, measure) =
            text.trim().split_once('.').ok_or(ExpectationError::NoScenario)?;
        let scenario = Scenario::from_id(scenario)
            .ok_or_else(|| ExpectationError::Scenario(scenario.to_owned()))?;
        match Measure::parse(measure)? {
            measure @ (Measure::Metric(_) | Measure::MetricIn(..)) => {
                Ok(Self { scenario, measure })
            }
            other => Err(ExpectationError::NotAMetric(other.name())),
        }
    }
}

impl FromStr for Expectation {
    type Err = ExpectationError;

    fn from_str(text: &str) -> Result<Self, ExpectationError> {
        let text = Relation::plain(text);
        let (name, relation, bound) = Relation::part(&text).ok_or(ExpectationError::NoRelation)?;
        let figure: FigureName = name.parse()?;
        let (Measure::Metric(metric) | Measure::MetricIn(metric, _)) = figure.measure else {
            return Err(ExpectationError::NotAMetric(figure.measure.name()));
        };
        Ok(Self { figure, target: Target::new(metric, relation, bound)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metric;

    #[test]
    fn expectations_are_read_with_their_year_and_their_bound() {
        let read = |text: &str| text.parse::<Expectation>();
        let expectation = read(" base.payback_years > 10 ").unwrap();
        assert_eq!(expectation.figure.scenario, Scenario::Base);
        assert_eq!(expectation.figure.measure, Measure::Metric(Metric::PaybackYears));
        assert_eq!(expectation.target.to_string(), "payback_years>10");
        let expectation = read("bull.operating_margin@2031≤39.5%").unwrap();
        assert_eq!(expectation.figure.measure, Measure::MetricIn(Metric::OperatingMargin, 2031));
        assert_eq!(expectation.target.to_string(), "operating_margin<=0.395");
        for (text, said) in [
            ("base.npv", "an expectation is a figure, one of"),
            ("base.npv = 3", "an expectation is a figure, one of"),
            ("npv > 3", "a figure is SCENARIO.METRIC"),
            ("best.npv > 3", "there is no scenario ‘best’"),
            ("base.nvp > 3", "there is no metric or driver ‘nvp’"),
            ("base.npv@2030 > 3", "‘npv’ doesn't depend on the headline year"),
            ("base.margin > 3", "‘margin’ is not a metric"),
            ("base.fcf@2030 > 3", "‘fcf’ is not a metric"),
            ("base.npv > three", "the bound is not a number"),
            ("base.npv > 3%", "the bound is a percentage, where $bn are counted"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(said), "{text}: {error}");
        }
    }
}
