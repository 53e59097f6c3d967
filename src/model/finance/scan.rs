//! The rates at which net present value changes sign, looked for everywhere: what is left where
//! nothing simpler tells how many there are.

use super::polynomial::{value, value_and_slope};

/// How many rates the scan for sign changes looks at, and how many of them at once.
const SCANNED: usize = 64;
const AT_ONCE: usize = 8;

/// What a scan finds between two discount factors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found {
    /// No change of sign.
    None,
    /// The one discount factor with a change.
    One(f64),
    /// More than one.
    Several,
}

/// Net present value is scanned with its slope at evenly spaced logarithms of the discount factor,
/// several at once. A change of sign between two points is one rate; where both have one sign but
/// the slopes show a turning point towards zero between them, that is looked at as well, so that a
/// pair of close rates isn't missed.
#[cold]
#[inline(never)]
pub(super) fn scan((from, to): (f64, f64), flows: &[f64]) -> Found {
    let points = points(from, to);
    let (values, slopes) = values_and_slopes(&points, flows);
    let mut bracket = None;
    // A zero on a point has no sign; the points around it show whether there is a change.
    let mut last: Option<usize> = None;
    for index in (0..SCANNED).filter(|index| values[*index] != 0.0) {
        if let Some(last) = last {
            let changes = (values[last] < 0.0) != (values[index] < 0.0);
            let side = values[last].signum();
            let turns = !changes && side * slopes[last] < 0.0 && side * slopes[index] > 0.0;
            if turns && crosses_twice(side, points[last], points[index], flows) {
                return Found::Several;
            }
            if changes && bracket.replace((last, index)).is_some() {
                return Found::Several;
            }
        }
        last = Some(index);
    }
    bracket.map_or(Found::None, |(left, right)| {
        let share = values[left] / (values[left] - values[right]);
        let ends = (points[left], points[right]);
        let start = ends.0 + share * (ends.1 - ends.0);
        Found::One(refined(ends, values[left] < 0.0, start, flows))
    })
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

/// `Σ flow_t·x^t` and its slope at many points: Horner's rule, side by side.
fn values_and_slopes(points: &[f64; SCANNED], flows: &[f64]) -> ([f64; SCANNED], [f64; SCANNED]) {
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

/// Whether the polynomial, on one side of zero at both ends of an interval and turning between
/// them, changes sign and back: golden-section search for the turning point.
fn crosses_twice(side: f64, mut left: f64, mut right: f64, flows: &[f64]) -> bool {
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    for _ in 0..80 {
        let inner = right - golden * (right - left);
        let outer = left + golden * (right - left);
        let at = |x: f64| side * value(x, flows);
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

/// The root between two points of which the left one's value is negative or not, and the right
/// one's the opposite: Newton's method from a point between them, kept within its bracket.
fn refined(
    (mut left, mut right): (f64, f64),
    is_negative_left: bool,
    start: f64,
    flows: &[f64],
) -> f64 {
    let mut x = start;
    for _ in 0..100 {
        let (value, slope) = value_and_slope(x, flows);
        if value == 0.0 {
            return x;
        }
        if (value < 0.0) == is_negative_left {
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
