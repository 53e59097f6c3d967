//! Questions put to the model: do the claims hold, what drives a figure, what must be true for it,
//! how does it come about, how likely is it.
//!
//! Uses the model and nothing else of this crate: no files and no terminal.

mod attribution;
mod backtest;
mod calibrate;
mod claims;
mod compare;
mod consequence;
mod contour;
mod crossing;
mod error;
mod expectation;
mod explain;
mod grid;
mod inquiry;
mod joint;
mod league;
mod measure;
mod paybacks;
mod question;
pub mod risk;
mod shapley;
mod side_by_side;
mod solve;
mod threads;
mod tornado;
mod wanted;

pub use attribution::{Attribution, AttributionRow, attribute};
pub use backtest::{Actual, Backtest, BacktestLine, BacktestRow, backtest};
pub use calibrate::{ClaimMove, Fit, InputMove, VariedInput, calibrate};
pub use claims::{Bound, Claim, ClaimKind, KindCount, Verdict, check, count_by_kind, measurements};
pub use compare::{
    Comparison, InputDifference, InputValue, MetricDifference, compare, compare_inputs,
};
pub use consequence::{Consequence, Unmoved};
pub use contour::Point;
pub use crossing::Jump;
pub use error::{AnalysisError, MOST_CELLS};
pub use expectation::{Expectation, ExpectationError, FigureName, check_expectations};
pub use explain::{Explanation, Node, Operation, explain, explain_year, formula_number};
pub use grid::{Axis, AxisValues, Grid, counted_grid, grid};
pub use inquiry::{AttributionResult, Inquiry, InquiryAnswer, Query};
pub use joint::{JointMove, Solutions, joint, solve_drivers};
pub use league::{LEAGUE_METRICS, LeagueEntry, LeagueOrder, Standing, is_ranked_apart, standings};
pub use measure::{Measure, MeasureError, Measurements, YearError};
pub use paybacks::{
    Disagreement, PaybackComparison, PaybackRow, payback_metrics, payback_month, paybacks,
};
pub use question::{Evaluator, Question, outcomes};
pub use risk::{RiskQuestion, RiskResult, RiskSettings, Shape, Simulation, Target};
pub use solve::{Solution, solve};
pub use tornado::{Bar, Spread, Tornado, TornadoRow, spider, tornado};
