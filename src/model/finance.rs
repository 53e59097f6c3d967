//! Finance: internal rate of return and payback. They stand on their own and
//! know nothing of programmes.

/// The yearly rates between which the model looks for an internal rate of return.
pub const IRR_RATES: (f64, f64) = (-0.5, 2.0);

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
