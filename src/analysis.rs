//! Questions put to the model: do the claims hold, what drives a figure, how likely is it.
//!
//! Uses the model and nothing else of this crate: no files and no terminal.

pub mod claims;
pub mod risk;

pub use claims::{Bound, Claim, ClaimKind, Measure};
pub use risk::{RiskSettings, Shape};
