//! Why a risk simulation can't be run, and what would be valid.

use super::remedy::Remedy;
use super::settings::{COMOVEMENT, CORRELATION};
use crate::model::Driver;
use crate::model::spec::Plain;

/// Why a simulation can't be run.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RiskError {
    /// A comovement out of range.
    #[error("the comovement is {}: valid is {COMOVEMENT}", Plain(*.0))]
    Comovement(f64),
    /// A correlation out of range.
    #[error("the correlation of {} and {} is {}: valid is {CORRELATION}", .0.id(), .1.id(), Plain(*.2))]
    Correlation(Driver, Driver, f64),
    /// A driver correlated with itself.
    #[error("{} is paired with itself: name two different drivers", .0.id())]
    WithItself(Driver),
    /// A pair named more than once.
    #[error(
        "the correlation of {} and {} is given twice, perhaps once in the other order: leave one out",
        .0.id(),
        .1.id()
    )]
    Twice(Driver, Driver),
    /// A correlation of a driver that doesn't vary.
    #[error(
        "{} is {} in all three scenarios, so it is not drawn and has no correlation with {}: leave \
         that pair out, or let {} differ between the scenarios",
        .constant.id(),
        Plain(*.value),
        .with.id(),
        .constant.id()
    )]
    Constant {
        /// The driver whose three values are equal.
        constant: Driver,
        /// Its value.
        value: f64,
        /// What it was paired with.
        with: Driver,
    },
    /// Correlations that can't all hold, with what can.
    #[error("these correlations can't hold together: {0} (their matrix is not positive definite)")]
    NotPositiveDefinite(Box<Remedy>),
    /// The system has no room for even a few draws.
    #[error("there is not enough memory for a simulation now")]
    NoMemory,
}
