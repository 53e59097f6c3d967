//! Why a question can't be answered, and what would be valid.

use crate::model::spec::Plain;
use crate::model::{Driver, Input, Metric, Range, Scenario};

/// Most cells that a grid may have.
pub const MOST_CELLS: usize = 1_000_000;

/// Why a question can't be answered.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnalysisError {
    /// A target that is no number.
    #[error("the target is {}; valid is any finite number", Plain(*.0))]
    Target(f64),
    /// An interval without extent, or the wrong way round.
    #[error(
        "{input} from {} to {} is no interval: the first end must be below the second",
        Plain(*.from),
        Plain(*.to)
    )]
    Reversed {
        /// The input that was to vary.
        input: Input,
        /// First end.
        from: f64,
        /// Second end.
        to: f64,
    },
    /// An end of an interval is not valid for the input.
    #[error("{input} can't be {}: valid is {valid}", Plain(*.value))]
    OutOfRange {
        /// The input that was to vary.
        input: Input,
        /// The refused end.
        value: f64,
        /// What is valid.
        valid: Range,
    },
    /// A site that the programme doesn't have.
    #[error("{input}: there is no such site; they are numbered 0 to {}", .sites.saturating_sub(1))]
    NoSuchSite {
        /// The input that was to vary.
        input: Input,
        /// How many sites there are.
        sites: usize,
    },
    /// A grid's axis with fewer than two points.
    #[error("the axis of {input} has {count} points; an axis has at least 2")]
    TooFewPoints {
        /// The axis.
        input: Input,
        /// How many points were asked for.
        count: usize,
    },
    /// Both axes of a grid vary the same input.
    #[error("both axes are {0}; a grid needs two different inputs")]
    SameAxis(Input),
    /// An axis that would take the other's effect away.
    #[error(
        "power_delay in months replaces the indicators, so it can't be varied together with {0}: \
         vary one of them against another input"
    )]
    Replaced(Input),
    /// A grid that is too large.
    #[error("{} × {} is more than {} cells, the most a grid may have", grouped(*.x), grouped(*.y), grouped(MOST_CELLS))]
    TooManyCells {
        /// Points along x.
        x: usize,
        /// Points along y.
        y: usize,
    },
    /// A share by which inputs are to be moved that leaves nothing or all.
    #[error(
        "{} % is no share to vary by: valid is above 0 % and below 100 %, such as 10 %",
        Plain(percent(*.0))
    )]
    Variation(f64),
    /// The metric has no value for a combination that an attribution needs.
    #[error(
        "{} has no value with {} and the other drivers of {}, so its difference can't be attributed",
        .metric.id(),
        drivers_of(.moved, *.to),
        .from.id()
    )]
    NoValue {
        /// The metric without a value.
        metric: Metric,
        /// The scenario attributed from.
        from: Scenario,
        /// The scenario attributed to.
        to: Scenario,
        /// The drivers that have the second scenario's values in the combination.
        moved: Vec<Driver>,
    },
    /// No claim that the model is to be fitted to.
    #[error("no claim is Calibrated, so there is nothing to fit the model to")]
    NothingFitted,
    /// No input that may move.
    #[error("no input may move: choose at least one")]
    NothingVaried,
    /// An indicator of a scenario whose delay doesn't follow from the indicators.
    #[error(
        "the power delay of {scenario} is given in months, so {input} has no effect: \
         vary {scenario}.power_delay",
        scenario = .scenario.id()
    )]
    InMonths {
        /// The indicator.
        input: Input,
        /// The scenario.
        scenario: Scenario,
    },
    /// The answer was no longer wanted.
    #[error("cancelled")]
    Cancelled,
}

/// A share in percent, rid of binary dust.
fn percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

/// A whole number, thousands parted by commas.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The drivers of a scenario that a combination takes, in words.
fn drivers_of(moved: &[Driver], to: Scenario) -> String {
    let Some((last, before)) = moved.split_last() else {
        return "none of the drivers moved".to_owned();
    };
    let names: Vec<&str> = before.iter().map(|driver| driver.id()).collect();
    if names.is_empty() {
        format!("{} of {}", last.id(), to.id())
    } else {
        format!("{} and {} of {}", names.join(", "), last.id(), to.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_combination_of_drivers_is_said_in_words() {
        let moved = [Driver::Utilization, Driver::Attach, Driver::PowerDelay];
        let of_bear = |count: usize| drivers_of(&moved[..count], Scenario::Bear);
        assert_eq!(of_bear(1), "utilization of bear");
        assert_eq!(of_bear(3), "utilization, attach and power_delay of bear");
    }
}
