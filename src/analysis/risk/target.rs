//! Targets: a bound that a figure is to keep, such as `payback_years<=10`.

use crate::model::Metric;
use crate::model::spec::Plain;
use std::fmt;

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
    /// The figure.
    pub metric: Metric,
    /// On which side of the bound.
    pub relation: Relation,
    /// The bound, in the metric's unit; finite.
    pub bound: f64,
}

impl Target {
    /// Whether a figure keeps it; NaN, no value, doesn't.
    #[inline(always)]
    pub fn holds(&self, value: f64) -> bool {
        let slack = ON_IT * self.bound.abs();
        match self.relation {
            Relation::AtMost => value <= self.bound + slack,
            Relation::AtLeast => value >= self.bound - slack,
            Relation::Below => value < self.bound - slack,
            Relation::Above => value > self.bound + slack,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.metric.id(), self.relation.sign(), Plain(self.bound))
    }
}
