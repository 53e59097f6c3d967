//! Finance: internal rate of return and payback. They stand on their own and
//! know nothing of programmes.

mod irr;
mod polynomial;
mod scan;

pub use irr::{IRR_RATES, Irr, irr};

use super::series;

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

/// Paybacks of the balances at the end of each period, before which there is none; each period's
/// flow is spread evenly over it.
///
/// An outlay now is a first balance (−1000, then −700, −300, …), and a payback counts the period
/// before it. What lies within [`SLACK`] of zero is zero.
pub fn paybacks(balances: &[f64]) -> Paybacks {
    let zero = -SLACK * series::largest(balances);
    let payback = |found: Option<usize>| match found {
        Some(period) => {
            let (before, at) = (balances[period - 1], series::crossing(balances, period));
            Payback::At(Crossing { period, before, at })
        }
        None if series::is_drawn(balances, zero) => Payback::Never,
        None => Payback::NothingDrawn,
    };
    Paybacks {
        first: payback(series::first_return(balances, zero)),
        lasting: payback(series::last_return(balances, zero)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64, within: f64) {
        let value = value.expect("a value");
        assert!((value - expected).abs() < within, "{value} is not {expected}");
    }

    /// Balances of an opening one and flows.
    fn balances(opening: f64, flows: &[f64]) -> Vec<f64> {
        let ends = flows.iter().scan(opening, |balance, flow| {
            *balance += flow;
            Some(*balance)
        });
        std::iter::once(opening).chain(ends).collect()
    }

    /// Paybacks counted from the opening balance on.
    fn of(opening: f64, flows: &[f64]) -> (Option<f64>, Option<f64>) {
        let Paybacks { first, lasting } = paybacks(&balances(opening, flows));
        let since = |payback: Payback| payback.periods().map(|periods| periods - 1.0);
        (since(first), since(lasting))
    }

    #[test]
    fn payback_of_published_examples() {
        let discounted = |flows: &[f64], rate: f64| {
            let factors = (1..).map(|period| (1.0 + rate).powi(-period));
            flows.iter().zip(factors).map(|(flow, factor)| flow * factor).collect::<Vec<_>>()
        };
        let flows = [300.0, 400.0, 500.0, 200.0];
        close(of(-1000.0, &flows).0, 2.6, 1e-12);
        close(of(-1000.0, &discounted(&flows, 0.1)).0, 3.154, 5e-4);
        let twice = of(-10.0, &[6.0, 6.0, -15.0, 8.0, 8.0]);
        close(twice.0, 1.667, 5e-4);
        close(twice.1, 4.625, 1e-12);
        let level = [3000.0; 5];
        close(of(-10_000.0, &level).0, 3.333, 5e-4);
        close(of(-10_000.0, &discounted(&level, 0.1)).0, 4.263, 5e-4);
    }

    #[test]
    fn no_payback_without_a_return_from_below() {
        let never = Paybacks { first: Payback::Never, lasting: Payback::Never };
        assert_eq!(paybacks(&[-1.0, -0.5]), never);
        assert_eq!(paybacks(&[-1.0]), never);
        assert_eq!(of(-1.0, &[2.0, -3.0]), (Some(0.5), None));
        assert_eq!(of(-1.0, &[1.0]), (Some(1.0), Some(1.0)));
    }

    #[test]
    fn where_nothing_is_drawn_payback_takes_no_time() {
        let nothing = Paybacks { first: Payback::NothingDrawn, lasting: Payback::NothingDrawn };
        assert_eq!(paybacks(&[1.0, 3.0]), nothing);
        assert_eq!(paybacks(&[0.0, 0.0]), nothing);
        assert_eq!(paybacks(&[]), nothing);
        // What rounding draws is nothing.
        assert_eq!(paybacks(&[1.0, -1e-10, 2.0]), nothing);
        assert_eq!(nothing.first.periods(), Some(0.0));
    }

    #[test]
    fn a_balance_that_ends_at_zero_but_for_rounding_is_paid_back() {
        // Ten times 0.1 add up to a hair less than 1.
        let flows = [0.1; 10];
        assert!(-1.0 + flows.iter().sum::<f64>() < 0.0, "there is no tie to lose");
        assert_eq!(of(-1.0, &flows), (Some(10.0), Some(10.0)), "at most the period's end");
        // A billionth of the largest balance is zero, two of them are not.
        assert_eq!(of(-1.0, &[1.0 - 0.9e-9]).0, Some(1.0));
        assert_eq!(of(-1.0, &[1.0 - 2e-9]).0, None);
        // A balance that rounding leaves below zero isn't drawn again.
        assert_eq!(of(-1.0, &[1.0, -0.5e-9, 0.25e-9, 1.0]).1, Some(1.0));
    }

    /// Long enough for several months side by side, with a return in each of them in turn.
    #[test]
    fn a_return_is_found_in_whatever_month_it_is() {
        for month in 1..40 {
            let mut balances = [-1.0; 40];
            balances[month..].fill(1.0);
            let found = paybacks(&balances);
            assert_eq!(found.first.periods(), Some(month as f64 + 0.5));
            assert_eq!(found.lasting, found.first);
        }
    }
}
