//! What is asked of many scenarios.

use crate::model::metrics::Metric;

/// What is read off every scenario: metrics, and series by calendar year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// Metrics, one output each.
    pub metrics: Vec<Metric>,
    /// Whether operating income by year, then cumulative free cash flow by year follow.
    pub by_year: bool,
}
