//! Finance: internal rate of return and payback. They stand on their own and
//! know nothing of programmes.

mod irr;
mod polynomial;
mod scan;

pub use irr::{IRR_RATES, Irr, irr};

/// Share of the largest absolute cumulative flow that counts as zero: a balance that comes back to
/// zero but for rounding has come back.
pub const SLACK: f64 = 1e-9;

/// A period that begins below zero and ends at or above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// Which, the first being 0.
    pub period: usize,
    /// The balance at its beginning, below zero.
    pub before: f64,
    /// When the balance is zero, in periods from the beginning of the first: at most the end of
    /// this one.
    pub at: f64,
}

/// Whether cumulative flows come back to zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Payback {
    /// They are never below zero: there is nothing to pay back.
    NothingDrawn,
    /// They come back to zero at this crossing.
    At(Crossing),
    /// They don't, within the flows given.
    Never,
}

impl Payback {
    /// Periods until then: 0 where nothing is drawn, `None` for never.
    pub fn periods(self) -> Option<f64> {
        match self {
            Self::NothingDrawn => Some(0.0),
            Self::At(crossing) => Some(crossing.at),
            Self::Never => None,
        }
    }
}

/// When cumulative flows come back to zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paybacks {
    /// The first return from below zero.
    pub first: Payback,
    /// The last one, if the sum isn't below zero at any period's end after it.
    pub lasting: Payback,
}

/// Paybacks of an opening balance and a flow for each period after it, each flow spread evenly
/// over its period.
///
/// An outlay now is an opening balance (−1000, then 300, 400, …); spending that takes time is a
/// flow like any other, after an opening balance of 0. What lies within [`SLACK`] of zero is zero.
pub fn paybacks(opening: f64, flows: impl IntoIterator<Item = f64, IntoIter: Clone>) -> Paybacks {
    let flows = flows.into_iter();
    let mut balance = opening;
    let largest = flows.clone().fold(opening.abs(), |largest, flow| {
        balance += flow;
        largest.max(balance.abs())
    });
    let is_below = |balance: f64| balance < -SLACK * largest;
    let mut balance = opening;
    let (mut first, mut last) = (None, None);
    let mut is_drawn = is_below(opening);
    for (period, flow) in flows.enumerate() {
        let before = balance;
        balance += flow;
        is_drawn |= is_below(balance);
        if is_below(before) && !is_below(balance) {
            let at = period as f64 + (-before / flow).min(1.0);
            last = Some(Crossing { period, before, at });
            first = first.or(last);
        }
    }
    // Below zero at the end means below zero after the last crossing, and the other way round:
    // a dip in between would have ended in a later crossing.
    let last = last.filter(|_| !is_below(balance));
    let payback = |crossing: Option<Crossing>| match crossing {
        Some(crossing) => Payback::At(crossing),
        None if is_drawn => Payback::Never,
        None => Payback::NothingDrawn,
    };
    Paybacks { first: payback(first), lasting: payback(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64, within: f64) {
        let value = value.expect("a value");
        assert!((value - expected).abs() < within, "{value} is not {expected}");
    }

    #[test]
    fn payback_of_published_examples() {
        let discounted = |flows: &[f64], rate: f64| {
            let factors = (1..).map(|period| (1.0 + rate).powi(-period));
            flows.iter().zip(factors).map(|(flow, factor)| flow * factor).collect::<Vec<_>>()
        };
        let flows = [300.0, 400.0, 500.0, 200.0];
        let first =
            |opening: f64, flows: &[f64]| paybacks(opening, flows.iter().copied()).first.periods();
        close(first(-1000.0, &flows), 2.6, 1e-12);
        close(first(-1000.0, &discounted(&flows, 0.1)), 3.154, 5e-4);
        let twice = paybacks(-10.0, [6.0, 6.0, -15.0, 8.0, 8.0]);
        close(twice.first.periods(), 1.667, 5e-4);
        close(twice.lasting.periods(), 4.625, 1e-12);
        let level = [3000.0; 5];
        close(first(-10_000.0, &level), 3.333, 5e-4);
        close(first(-10_000.0, &discounted(&level, 0.1)), 4.263, 5e-4);
    }

    #[test]
    fn no_payback_without_a_return_from_below() {
        let never = Paybacks { first: Payback::Never, lasting: Payback::Never };
        assert_eq!(paybacks(0.0, [-1.0, 0.5]), never);
        let lost_again = paybacks(-1.0, [2.0, -3.0]);
        assert_eq!((lost_again.first.periods(), lost_again.lasting), (Some(0.5), Payback::Never));
        assert_eq!(paybacks(-1.0, [1.0]).lasting.periods(), Some(1.0));
    }

    #[test]
    fn where_nothing_is_drawn_payback_takes_no_time() {
        let nothing = Paybacks { first: Payback::NothingDrawn, lasting: Payback::NothingDrawn };
        assert_eq!(paybacks(0.0, [1.0, 2.0]), nothing);
        assert_eq!(paybacks(0.0, [0.0, 0.0]), nothing);
        // What rounding draws is nothing.
        assert_eq!(paybacks(0.0, [1.0, -1.0 - 1e-10, 2.0]), nothing);
        assert_eq!(nothing.first.periods(), Some(0.0));
    }

    #[test]
    fn a_balance_that_ends_at_zero_but_for_rounding_is_paid_back() {
        // Ten times 0.1 add up to a hair less than 1.
        let tie = paybacks(-1.0, [0.1; 10]);
        assert!(-1.0 + [0.1; 10].iter().sum::<f64>() < 0.0, "there is no tie to lose");
        for payback in [tie.first, tie.lasting] {
            assert_eq!(payback.periods(), Some(10.0), "at most the period's end");
        }
        // A billionth of the largest balance is zero, two of them are not.
        assert_eq!(paybacks(-1.0, [1.0 - 0.9e-9]).first.periods(), Some(1.0));
        assert_eq!(paybacks(-1.0, [1.0 - 2e-9]).first, Payback::Never);
        // A balance that rounding leaves below zero isn't drawn again.
        let again = paybacks(-1.0, [1.0, -0.5e-9, 0.25e-9, 1.0]);
        assert_eq!(again.lasting.periods(), Some(1.0));
    }
}
