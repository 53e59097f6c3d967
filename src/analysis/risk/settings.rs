//! How the drivers vary, and together, as a preset says it.

use crate::model::{Driver, Range};

/// The distribution that a driver's three scenario values stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shape {
    /// The lowest and the highest value are the 10th and the 90th percentile, the base the median.
    #[default]
    Percentiles,
    /// The three values as extremes and mode of a beta distribution (PERT).
    Pert,
    /// The three values as extremes and mode of a triangle.
    Triangular,
    /// Evenly between the extremes.
    Uniform,
}

impl Shape {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Percentiles, Self::Pert, Self::Triangular, Self::Uniform];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Percentiles => "Percentiles",
            Self::Pert => "Pert",
            Self::Triangular => "Triangular",
            Self::Uniform => "Uniform",
        }
    }
}

/// The most draws that a simulation may have.
pub const MOST_DRAWS: usize = 1_000_000_000;

/// What a correlation may be.
pub const CORRELATION: Range = Range::new(-1.0, 1.0);

/// What the comovement may be.
pub const COMOVEMENT: Range = Range::new(0.0, 1.0);

/// How the drivers vary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RiskSettings {
    /// Every driver's distribution.
    pub shape: Shape,
    /// Correlation of every pair of drivers in the direction from bear to bull.
    pub comovement: f64,
    /// Correlations of single pairs, in place of the comovement.
    pub correlations: Vec<(Driver, Driver, f64)>,
}
