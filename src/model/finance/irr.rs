//! The internal rate of return.
#![expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]

use super::polynomial::{keeps_side, root};
use super::scan::{Found, scan};

/// The yearly rates between which the model looks for an internal rate of return.
pub const IRR_RATES: (f64, f64) = (-0.5, 2.0);

/// The internal rate of return of a series of flows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Irr {
    /// Net present value never changes sign: there is none.
    None,
    /// The one yearly rate at which it does.
    One(f64),
    /// It changes sign more than once, so no rate is the return.
    Several,
}

/// The internal rate of return of flows at equal distances, `per_year` of them a year, between
/// two yearly rates above −1.
///
/// Net present value is a polynomial in the discount factor of one period. A rate that Newton's
/// method finds is the only one where the balance of the flows, growing at this rate, never changes
/// sides before the last one: capital is tied up until the end, as in most investments, and the
/// rate is what it earns. There is none where the balance at the lower of the two rates never
/// changes sides. What is left is scanned from end to end.
#[inline(always)]
pub fn irr(flows: &[f64], per_year: f64, rates: (f64, f64)) -> Irr {
    let ends = (factor(rates.1, per_year), factor(rates.0, per_year));
    let found = match found_at_once(ends, flows) {
        Some(found) => found,
        None => scan(ends, flows),
    };
    match found {
        Found::None => Irr::None,
        Found::One(factor) => Irr::One(factor.powf(-per_year) - 1.0),
        Found::Several => Irr::Several,
    }
}

/// The one change of sign between two discount factors, or that there is none; `None` where it
/// takes a scan to tell.
#[inline(always)]
fn found_at_once(ends: (f64, f64), flows: &[f64]) -> Option<Found> {
    let (_, but_last) = flows.split_last()?;
    match root(ends, flows) {
        Some(root) if keeps_side(root, but_last) => Some(Found::One(root)),
        _ => keeps_side(ends.1, flows).then_some(Found::None),
    }
}

/// The discount factor of one period at a yearly rate.
#[inline(always)]
fn factor(rate: f64, per_year: f64) -> f64 {
    (1.0 + rate).powf(-1.0 / per_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finance::polynomial::value;
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::{Rng, SeedableRng};

    fn close(value: Option<f64>, expected: f64, within: f64) {
        let value = value.expect("a value");
        assert!((value - expected).abs() < within, "{value} is not {expected}");
    }

    fn one(irr: Irr) -> Option<f64> {
        match irr {
            Irr::One(rate) => Some(rate),
            Irr::None | Irr::Several => None,
        }
    }

    /// Cases printed in the documentation of spreadsheet and numerical libraries.
    #[test]
    fn irr_of_published_examples() {
        let yearly = |flows: &[f64]| one(irr(flows, 1.0, IRR_RATES));
        close(yearly(&[-70.0, 12.0, 15.0, 18.0, 21.0]), -0.021, 5e-4);
        close(yearly(&[-70.0, 12.0, 15.0, 18.0, 21.0, 26.0]), 0.087, 5e-4);
        close(yearly(&[-100.0, 39.0, 59.0, 55.0, 20.0]), 0.28095, 5e-6);
        close(yearly(&[-100.0, 100.0, 0.0, -7.0]), -0.0833, 5e-5);
        assert_eq!(irr(&[1.0, 2.0, 3.0], 1.0, IRR_RATES), Irr::None);
        // Rates of −77 % and 185 %: both are in sight only when the search reaches further down.
        let two = [-50.0, -100.0, 600.0, 300.0, -100.0];
        assert_eq!(irr(&two, 1.0, (-0.95, 10.0)), Irr::Several);
    }

    #[test]
    fn two_close_rates_are_two() {
        // (x − 0.9)(x − 0.9005) has its roots between two scanned points.
        let flows = [0.9 * 0.9005, -1.8005, 1.0];
        assert_eq!(irr(&flows, 1.0, IRR_RATES), Irr::Several);
        // The same within the first and within the last interval that is scanned.
        for (a, b) in [(1.0 / 2.995, 1.0 / 2.99), (1.98, 1.995)] {
            assert_eq!(irr(&[a * b, -a - b, 1.0], 1.0, IRR_RATES), Irr::Several);
        }
        // And beside a third one.
        let third = [0.95 * 0.9 * 0.9005, -0.95 * 1.8005 - 0.9 * 0.9005, 0.95 + 1.8005, -1.0];
        assert_eq!(irr(&third, 1.0, IRR_RATES), Irr::Several);
        // A double root touches zero and never changes sign.
        assert_eq!(irr(&[0.9 * 0.9 + 1e-9, -1.8, 1.0], 1.0, IRR_RATES), Irr::None);
    }

    #[test]
    fn a_rate_near_zero_is_as_precise_as_any() {
        // Flows of a programme that pays back slowly: 180 months, rates from −6 % to +6 %.
        for step in -60..=60 {
            let rate = f64::from(step) / 1000.0;
            let factor = (1.0 + rate).powf(-1.0 / 12.0);
            let mut flows: Vec<f64> = (0..180)
                .map(|t| if t < 30 { -1.25 } else { 0.1 + f64::from(t % 7) / 50.0 })
                .collect();
            let value = value(factor, &flows[..179]);
            flows[179] = -value / factor.powi(179);
            let found = one(irr(&flows, 12.0, IRR_RATES)).expect("one rate");
            assert!((found - rate).abs() < 1e-13, "{found} is not {rate}");
        }
    }

    #[test]
    fn a_root_on_a_scanned_point_is_found() {
        close(one(irr(&[-1.0, 1.0], 1.0, (-0.5, 1.0))), 0.0, 1e-12);
        close(one(irr(&[-1.0, 1.0], 12.0, IRR_RATES)), 0.0, 1e-12);
    }

    /// Random flows: of any sign, with a few changes of sign, of programmes that renew what they
    /// built, close to nothing.
    fn any_flows(kind: usize, uniform: &mut impl FnMut() -> f64) -> Vec<f64> {
        let months = (1.0 + uniform() * 240.0).round();
        let (spend, income, ramp) = (uniform() * 3.0, uniform() * 0.6, 1.0 + uniform() * 60.0);
        let build = 1.0 + uniform() * 60.0;
        let (life, refresh) = (12.0 + uniform() * 80.0, uniform() * 2.0);
        let (fall, last) = (uniform() * 0.01, uniform() * 40.0 - 5.0);
        let mut flows: Vec<f64> = (0..240)
            .map(f64::from)
            .take_while(|t| *t < months)
            .map(|t| {
                let renewal = if (t % life) < build && t >= life { refresh } else { 0.0 };
                let spent = if t < build { spend } else { 0.0 };
                let earned =
                    income * ((t - build / 2.0) / ramp).clamp(0.0, 1.0) * (1.0 - fall).powf(t);
                match kind {
                    0 => uniform() - 0.5,
                    1 => (t * 6.0 / months).floor().mul_add(2.399, spend).sin() + 0.1,
                    2 => earned - spent,
                    3 => earned - spent - renewal,
                    _ => earned - spent - renewal - 0.02 * (uniform() - 0.5),
                }
            })
            .collect();
        if kind != 1 {
            *flows.last_mut().expect("a month") += last;
        }
        flows
    }

    #[test]
    fn what_is_found_at_once_is_what_a_scan_finds() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        let mut uniform = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        // Of each kind: at once none and one, by the scan none, one and several.
        let mut counts = [[0; 5]; 5];
        for case in 0..10_000 {
            let kind = case % 5;
            let flows = any_flows(kind, &mut uniform);
            let ends = (factor(IRR_RATES.1, 12.0), factor(IRR_RATES.0, 12.0));
            let (scanned, at_once) = (scan(ends, &flows), found_at_once(ends, &flows));
            let place = match (at_once, scanned) {
                (Some(Found::One(factor)), Found::One(expected)) => {
                    let [rate, expected] = [factor, expected].map(|x| x.powf(-12.0) - 1.0);
                    assert!((rate - expected).abs() <= 1e-12, "{rate} {expected} {flows:?}");
                    1
                }
                (Some(found), scanned) => {
                    assert_eq!(found, scanned, "{flows:?}");
                    0
                }
                (None, Found::None) => 2,
                (None, Found::One(_)) => 3,
                (None, Found::Several) => 4,
            };
            counts[kind][place] += 1;
        }
        // Of programmes most are found at once; of what changes sign at random, few.
        for (kind, [none, one, ..]) in counts.into_iter().enumerate() {
            let share = f64::from(none + one) / 2000.0;
            assert!(if kind < 2 { share > 0.05 } else { share > 0.6 }, "{kind}: {counts:?}");
        }
        let several: i32 = counts.iter().map(|counts| counts[4]).sum();
        assert!(several > 100, "{counts:?}");
    }
}
