//! The shares of a spread, in words.

use crate::analysis::risk::{ShapleyEffect, SobolIndices, SpreadShares};
use crate::model::Driver;
use crate::view::format;

/// Shares of a spread as they are told, the greatest first.
pub struct SpreadWords {
    /// What the shares are.
    pub method: &'static str,
    /// What the two columns of words are, and the first one's where the method isn't said beside it.
    pub heads: [&'static str; 2],
    pub whole_head: &'static str,
    /// Each driver with its share, all that it has a part in, and the words of both columns.
    pub rows: Vec<(Driver, f64, [String; 2])>,
}

/// The words of a spread's shares, with a sign for an error.
pub fn spread_words(shares: &SpreadShares, about: &str) -> SpreadWords {
    let odds = |share: f64| format::odds(share.max(0.0));
    let (method, heads, whole_head, mut rows): (_, _, _, Vec<_>) = match shares {
        SpreadShares::Sobol(rows) => {
            let row = |(driver, of): &(Driver, SobolIndices)| {
                (*driver, of.total, [of.first, of.total].map(odds))
            };
            (
                "Sobol index",
                ["alone", "with others"],
                "Sobol: alone",
                rows.iter().map(row).collect(),
            )
        }
        SpreadShares::Shapley(rows) => {
            let row = |(driver, of): &(Driver, ShapleyEffect)| {
                let error = format::decimal(of.standard_error * 100.0, 2);
                (*driver, of.effect, [odds(of.effect), format!("{about}{error} %")])
            };
            (
                "Shapley effect",
                ["effect", "error"],
                "Shapley effect",
                rows.iter().map(row).collect(),
            )
        }
    };
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    SpreadWords { method, heads, whole_head, rows }
}
