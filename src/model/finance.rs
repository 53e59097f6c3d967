//! Finance: net present value, internal rate of return, payback. They stand on their own and
//! know nothing of programmes.

/// The yearly rates between which the model looks for an internal rate of return.
pub const IRR_RATES: (f64, f64) = (-0.5, 2.0);

/// Net present value of flows at equal distances, the first one now:
/// `Σ flow_t/(1 + rate)^t`, with the rate of one period.
pub fn npv(rate: f64, flows: &[f64]) -> f64 {
    polynomial(1.0 / (1.0 + rate), flows).0
}

/// When cumulative flows come back to zero, counted in periods.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Paybacks {
    /// The first return from below zero.
    pub first: Option<f64>,
    /// The last one, if the sum isn't below zero at any period's end after it.
    pub lasting: Option<f64>,
}

/// Paybacks of an opening balance and a flow for each period after it, each flow spread evenly
/// over its period.
///
/// An outlay now is an opening balance (−1000, then 300, 400, …); spending that takes time is a
/// flow like any other, after an opening balance of 0. A crossing is a period that begins below
/// zero and ends at or above it.
pub fn paybacks(opening: f64, flows: impl IntoIterator<Item = f64>) -> Paybacks {
    let mut paybacks = Paybacks::default();
    let mut balance = opening;
    for (period, flow) in flows.into_iter().enumerate() {
        let before = balance;
        balance += flow;
        if before < 0.0 && balance >= 0.0 {
            let crossing = period as f64 - before / flow;
            paybacks.first = paybacks.first.or(Some(crossing));
            paybacks.lasting = Some(crossing);
        }
    }
    // Below zero at the end means below zero after the last crossing, and the other way round:
    // a dip in between would have ended in a later crossing.
    if balance < 0.0 {
        paybacks.lasting = None;
    }
    paybacks
}

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

/// How many rates the scan for sign changes looks at, and how many of them at once.
const SCANNED: usize = 64;
const AT_ONCE: usize = 8;

/// The internal rate of return of flows at equal distances, `per_year` of them a year, between
/// two yearly rates above −1.
///
/// Net present value is a polynomial in the discount factor of one period. It is scanned with its
/// slope at evenly spaced logarithms of it, several at once. A change of sign between two points
/// is one rate; where both have one sign but the slopes show a turning point towards zero between
/// them, that is looked at as well, so that a pair of close rates isn't missed. The one sign
/// change found is refined by Newton's method, kept within its bracket.
pub fn irr(flows: &[f64], per_year: f64, rates: (f64, f64)) -> Irr {
    let points = points(factor(rates.1, per_year), factor(rates.0, per_year));
    let (values, slopes) = scan(&points, flows);
    let mut bracket = None;
    // A zero on a point has no sign; the points around it show whether there is a change.
    let mut last: Option<usize> = None;
    for index in (0..SCANNED).filter(|index| values[*index] != 0.0) {
        if let Some(last) = last {
            let changes = (values[last] < 0.0) != (values[index] < 0.0);
            let side = values[last].signum();
            let turns = !changes && side * slopes[last] < 0.0 && side * slopes[index] > 0.0;
            if turns && crosses_twice(side, points[last], points[index], flows) {
                return Irr::Several;
            }
            if changes && bracket.replace((last, index)).is_some() {
                return Irr::Several;
            }
        }
        last = Some(index);
    }
    match bracket {
        None => Irr::None,
        Some((left, right)) => {
            let ends = [(points[left], values[left]), (points[right], values[right])];
            Irr::One(refine(ends, flows).powf(-per_year) - 1.0)
        }
    }
}

/// The scanned discount factors, from one to another.
fn points(from: f64, to: f64) -> [f64; SCANNED] {
    let ratio = (to / from).powf(1.0 / (SCANNED - 1) as f64);
    let mut points = [from; SCANNED];
    for index in 1..SCANNED {
        points[index] = points[index - 1] * ratio;
    }
    points
}

/// The discount factor of one period at a yearly rate.
fn factor(rate: f64, per_year: f64) -> f64 {
    (1.0 + rate).powf(-1.0 / per_year)
}

/// `Σ flow_t·x^t` and its slope at many points: Horner's rule, side by side.
fn scan(points: &[f64; SCANNED], flows: &[f64]) -> ([f64; SCANNED], [f64; SCANNED]) {
    let (mut values, mut slopes) = ([0.0; SCANNED], [0.0; SCANNED]);
    for from in (0..SCANNED).step_by(AT_ONCE) {
        let mut at = [0.0; AT_ONCE];
        at.copy_from_slice(&points[from..from + AT_ONCE]);
        let (mut value, mut slope) = ([0.0; AT_ONCE], [0.0; AT_ONCE]);
        for flow in flows.iter().rev() {
            for lane in 0..AT_ONCE {
                slope[lane] = slope[lane] * at[lane] + value[lane];
                value[lane] = value[lane] * at[lane] + flow;
            }
        }
        values[from..from + AT_ONCE].copy_from_slice(&value);
        slopes[from..from + AT_ONCE].copy_from_slice(&slope);
    }
    (values, slopes)
}

/// The polynomial `Σ flow_t·x^t` and its slope.
fn polynomial(x: f64, flows: &[f64]) -> (f64, f64) {
    let (mut value, mut slope) = (0.0, 0.0);
    for flow in flows.iter().rev() {
        slope = slope * x + value;
        value = value * x + flow;
    }
    (value, slope)
}

/// Whether the polynomial, on one side of zero at both ends of an interval and turning between
/// them, changes sign and back: golden-section search for the turning point.
fn crosses_twice(side: f64, mut left: f64, mut right: f64, flows: &[f64]) -> bool {
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    for _ in 0..80 {
        let inner = right - golden * (right - left);
        let outer = left + golden * (right - left);
        let at = |x: f64| side * polynomial(x, flows).0;
        let (near, far) = (at(inner), at(outer));
        if near < 0.0 || far < 0.0 {
            return true;
        }
        if near < far {
            right = outer;
        } else {
            left = inner;
        }
    }
    false
}

/// The root between two points with values of opposite sign.
fn refine(ends: [(f64, f64); 2], flows: &[f64]) -> f64 {
    let [(mut left, at_left), (mut right, at_right)] = ends;
    let mut x = left - at_left * (right - left) / (at_right - at_left);
    for _ in 0..100 {
        let (value, slope) = polynomial(x, flows);
        if value == 0.0 {
            return x;
        }
        if (value < 0.0) == (at_left < 0.0) {
            left = x;
        } else {
            right = x;
        }
        let step = value / slope;
        let newton = x - step;
        // Quadratic convergence: a relative step of 1e-9 leaves an error of about 1e-18. This near
        // to the root, rounding may put it outside of its bracket.
        if step.abs() <= 1e-9 * x {
            return newton;
        }
        x = if newton > left && newton < right { newton } else { 0.5 * (left + right) };
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let value = polynomial(factor, &flows[..179]).0;
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

    #[test]
    fn payback_of_published_examples() {
        let discounted = |flows: &[f64], rate: f64| {
            let factors = (1..).map(|period| (1.0 + rate).powi(-period));
            flows.iter().zip(factors).map(|(flow, factor)| flow * factor).collect::<Vec<_>>()
        };
        let flows = [300.0, 400.0, 500.0, 200.0];
        close(paybacks(-1000.0, flows).first, 2.6, 1e-12);
        close(paybacks(-1000.0, discounted(&flows, 0.1)).first, 3.154, 5e-4);
        let twice = paybacks(-10.0, [6.0, 6.0, -15.0, 8.0, 8.0]);
        close(twice.first, 1.667, 5e-4);
        close(twice.lasting, 4.625, 1e-12);
        let level = [3000.0; 5];
        close(paybacks(-10_000.0, level).first, 3.333, 5e-4);
        close(paybacks(-10_000.0, discounted(&level, 0.1)).first, 4.263, 5e-4);
    }

    #[test]
    fn no_payback_without_a_return_from_below() {
        assert_eq!(paybacks(0.0, [1.0, 2.0]), Paybacks::default());
        assert_eq!(paybacks(0.0, [-1.0, 0.5]), Paybacks::default());
        let lost_again = paybacks(-1.0, [2.0, -3.0]);
        assert_eq!((lost_again.first, lost_again.lasting), (Some(0.5), None));
        assert_eq!(paybacks(-1.0, [1.0]).lasting, Some(1.0));
    }

    #[test]
    fn npv_discounts_from_now() {
        assert!((npv(0.1, &[-100.0, 60.0, 60.0]) - 4.132_231_404_958_68).abs() < 1e-12);
    }
}
