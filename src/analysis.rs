//! Questions put to the model: do the claims hold, what drives a figure, what must be true for it,
//! how does it come about, how likely is it.
//!
//! Uses the model and nothing else of this crate: no files and no terminal.

pub mod attribution;
pub mod claims;
pub mod compare;
pub mod contour;
pub mod crossing;
pub mod error;
pub mod explain;
pub mod grid;
pub mod inquiry;
pub mod joint;
pub mod paybacks;
pub mod question;
pub mod risk;
pub mod solutions;
pub mod solve;
mod threads;
pub mod tornado;
mod wanted;

pub use attribution::{Attribution, AttributionRow, attribute};
pub use claims::{Bound, Claim, ClaimKind, KindCount, Measure, Verdict, check, count_by_kind};
pub use compare::{
    Comparison, InputDifference, MetricDifference, Setting, compare, compare_inputs,
};
pub use crossing::Jump;
pub use error::AnalysisError;
pub use explain::{Explanation, Node, Operation, explain};
pub use grid::{Axis, AxisValues, Grid, counted_grid, grid};
pub use inquiry::{Answer, Inquiry, Query, Way};
pub use joint::{JointMove, joint};
pub use paybacks::{Disagreement, Payback, Paybacks, paybacks};
pub use question::{Evaluator, Question};
pub use risk::{RiskQuestion, RiskResult, RiskSettings, Shape, Simulation, Target};
pub use solutions::{Solutions, solve_drivers};
pub use solve::{Solution, solve};
pub use tornado::{Absence, Bar, Factor, Spread, Tornado, TornadoRow, bars, spider, tornado};
