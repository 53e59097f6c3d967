//! Targets: a bound that a figure is to keep, such as `payback_years<=10`.

use crate::model::{Metric, Unit};
use std::fmt;
use std::str::FromStr;

/// Figures nearer to a bound than this share of it are on it: rounding isn't a miss.
const ON_IT: f64 = 1e-12;

/// How a figure is to stand to a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
}

impl Relation {
    /// All four; those of two characters first, so that they are found first.
    pub const ALL: [Self; 4] = [Self::AtMost, Self::AtLeast, Self::Below, Self::Above];

    /// How it is written.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::Above => ">",
        }
    }

    /// A text with relations as they are written in place of the signs that people read.
    pub fn plain(text: &str) -> String {
        text.replace('≤', "<=").replace('≥', ">=")
    }

    /// The first relation of a text, with what stands before and behind it.
    pub fn part(text: &str) -> Option<(&str, Self, &str)> {
        Self::ALL.into_iter().find_map(|relation| {
            text.split_once(relation.sign()).map(|(before, behind)| (before, relation, behind))
        })
    }

    /// How it is shown.
    pub const fn shown(self) -> &'static str {
        match self {
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
            Self::Below => "<",
            Self::Above => ">",
        }
    }
}

/// A bound that a metric is to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The metric whose value is tested.
    pub metric: Metric,
    /// On which side of the bound.
    pub relation: Relation,
    /// The bound, in the metric's unit; finite.
    pub bound: f64,
}

impl Target {
    /// A bound as it is written, `10` or for a share `12%`.
    ///
    /// # Errors
    /// When it is no number, or a percentage where no share is counted.
    pub fn new(metric: Metric, relation: Relation, bound: &str) -> Result<Self, TargetError> {
        let (digits, percent) = match bound.trim().strip_suffix('%') {
            Some(digits) => (digits.trim_end(), true),
            None => (bound.trim(), false),
        };
        let unit = metric.spec().unit;
        if percent && !matches!(unit, Unit::Share | Unit::PerYear) {
            return Err(TargetError::Percentage(unit.id()));
        }
        let number: Option<f64> = digits.replace('−', "-").parse().ok();
        let number = number.filter(|number| number.is_finite());
        let number = number.ok_or_else(|| TargetError::Bound(bound.trim().to_owned()))?;
        Ok(Self { metric, relation, bound: if percent { number / 100.0 } else { number } })
    }

    /// Whether a figure keeps it. NaN, no value, doesn't, except that never is more than any number
    /// of years.
    #[inline]
    pub fn holds(&self, value: f64) -> bool {
        let is_never = value.is_nan() && self.metric.absent_is_latest();
        let value = if is_never { f64::INFINITY } else { value };
        let slack = ON_IT * self.bound.abs();
        match self.relation {
            Relation::AtMost => value <= self.bound + slack,
            Relation::AtLeast => value >= self.bound - slack,
            Relation::Below => value < self.bound - slack,
            Relation::Above => value > self.bound + slack,
        }
    }
}

/// Why a text is no target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Nothing between a figure and a bound.
    #[error("a target is a figure, one of <= >= < > and a bound, such as payback_years<=10")]
    NoRelation,
    /// No figure of that name.
    #[error("there is no metric of that name")]
    Metric(String),
    /// The bound is no number.
    #[error("the bound is not a number, such as 10, -2 or for a share 12%")]
    Bound(String),
    /// A percentage where no share is counted.
    #[error("the bound is a percentage, where {0} are counted: leave the % out")]
    Percentage(&'static str),
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let text = Relation::plain(text);
        let (metric, relation, bound) = Relation::part(&text).ok_or(TargetError::NoRelation)?;
        let name = metric.trim();
        let metric = Metric::from_id(name).ok_or_else(|| TargetError::Metric(name.to_owned()))?;
        Self::new(metric, relation, bound)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.metric.id(), self.relation.sign(), self.bound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_as_they_are_written() {
        for (text, read) in [
            ("payback_years<=10", "payback_years<=10"),
            (" npv >= 0 ", "npv>=0"),
            ("npv≥−2.5", "npv>=-2.5"),
            ("irr>12%", "irr>0.12"),
            ("operating_margin < 40 %", "operating_margin<0.4"),
        ] {
            assert_eq!(
                text.parse::<Target>().map(|target| target.to_string()),
                Ok(read.to_owned())
            );
        }
        let error = |text: &str| text.parse::<Target>().unwrap_err();
        assert_eq!(error("payback_years"), TargetError::NoRelation);
        assert_eq!(error("payback<=10"), TargetError::Metric("payback".to_owned()));
        assert_eq!(error("npv<=ten"), TargetError::Bound("ten".to_owned()));
        assert_eq!(error("npv<=inf"), TargetError::Bound("inf".to_owned()));
        assert_eq!(error("npv>=5%"), TargetError::Percentage("$bn"));
    }

    #[test]
    fn a_figure_on_the_bound_by_rounding_is_on_it() {
        let target = |relation| Target { metric: Metric::Capital, relation, bound: 40.0 };
        let on = 40.0 + 1e-14;
        assert!(target(Relation::AtMost).holds(on) && target(Relation::AtLeast).holds(on));
        assert!(!target(Relation::Above).holds(on) && !target(Relation::Below).holds(on));
        assert!(!Relation::ALL.into_iter().any(|relation| target(relation).holds(f64::NAN)));
    }

    #[test]
    fn never_is_more_than_any_number_of_years() {
        for metric in [Metric::PaybackYears, Metric::CashMultipleYears] {
            let keeps = |relation| Target { metric, relation, bound: 1e9 }.holds(f64::NAN);
            let kept: Vec<_> = Relation::ALL.into_iter().filter(|of| keeps(*of)).collect();
            assert_eq!(kept, [Relation::AtLeast, Relation::Above], "{}", metric.id());
        }
    }
}
