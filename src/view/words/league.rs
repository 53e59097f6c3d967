//! The words of a league table.

use crate::analysis::LeagueOrder;
use crate::model::{Better, Metric};

/// A rank in words: `1st`, `2nd`, `11th`.
pub fn ordinal(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

/// Which preset the first one is: of a figure that is neither good nor bad, none is the best.
pub fn first_of(metric: Metric) -> &'static str {
    match metric.spec().better {
        Better::Higher | Better::Lower => "first",
        Better::Neither => "highest",
    }
}

/// What those that come before another one are.
pub fn before(metric: Metric) -> &'static str {
    match metric.spec().better {
        Better::Higher | Better::Lower => "better",
        Better::Neither => "higher",
    }
}

/// Which presets come first: `the best first`, `the lowest first`.
pub fn way(order: LeagueOrder) -> &'static str {
    match (order.metric.spec().better, order.is_best_first()) {
        (Better::Neither, true) => "the highest first",
        (Better::Neither, false) => "the lowest first",
        (Better::Higher | Better::Lower, true) => "the best first",
        (Better::Higher | Better::Lower, false) => "the worst first",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_read_as_people_say_them() {
        let ranks = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 123].map(ordinal);
        assert_eq!(
            ranks,
            [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st",
                "111th", "123rd"
            ]
        );
    }
}
