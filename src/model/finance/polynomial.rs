//! Net present value as a polynomial in the discount factor of one period.
#![expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]

/// Flows that are worked on side by side.
const LANES: usize = 8;

/// The polynomial `Σ flow_t·x^t`.
#[inline(always)]
pub(super) fn value(x: f64, flows: &[f64]) -> f64 {
    let (powers, step) = powers(x);
    let (chunks, rest) = flows.as_chunks::<LANES>();
    let mut lanes = padded(rest);
    for chunk in chunks.iter().rev() {
        for lane in 0..LANES {
            lanes[lane] = lanes[lane] * step + chunk[lane];
        }
    }
    product(&powers, &lanes)
}

/// The polynomial and its slope: Horner's rule for every eighth flow, with the powers of `x^8`.
#[inline(always)]
pub(super) fn value_and_slope(x: f64, flows: &[f64]) -> (f64, f64) {
    let (powers, step) = powers(x);
    let (chunks, rest) = flows.as_chunks::<LANES>();
    let (mut values, mut slopes) = (padded(rest), [0.0; LANES]);
    for chunk in chunks.iter().rev() {
        for lane in 0..LANES {
            slopes[lane] = slopes[lane] * step + values[lane];
            values[lane] = values[lane] * step + chunk[lane];
        }
    }
    // x times the slope of x^lane·value(x^8) is x^lane·(lane·value + 8·x^8·slope).
    let (mut whole, mut scaled) = ([0.0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        whole[lane] = powers[lane] * values[lane];
        let inner = lane as f64 * values[lane] + LANES as f64 * step * slopes[lane];
        scaled[lane] = powers[lane] * inner;
    }
    (sum(whole), sum(scaled) / x)
}

/// Whether the sums `Σ flow_t·x^t` of the first flow, the first two, … all lie on one side of zero.
///
/// They are the coefficients of the power series of polynomial(x·y)/(1 − y), so by Descartes' rule
/// the polynomial has no root in 0..x where they do. At a root x they are, but for the last one
/// which is zero, those of the polynomial divided by its factor of that root, so that where they
/// all lie on one side there is no other positive root at all.
#[inline(always)]
pub(super) fn keeps_side(x: f64, flows: &[f64]) -> bool {
    let (powers, step) = powers(x);
    let growth = 1.0 / step;
    let (mut lowest, mut highest) = (0.0, 0.0);
    // What came before a chunk, as a value at its first flow; sums within the chunk don't wait
    // for it.
    let mut before = 0.0;
    for chunk in flows.chunks(LANES) {
        let (mut sum, mut low, mut high) = (0.0, f64::INFINITY, f64::NEG_INFINITY);
        for (flow, power) in chunk.iter().zip(powers) {
            sum += flow * power;
            low = if sum < low { sum } else { low };
            high = if sum > high { sum } else { high };
        }
        (low, high) = (before + low, before + high);
        lowest = if low < lowest { low } else { lowest };
        highest = if high > highest { high } else { highest };
        before = (before + sum) * growth;
    }
    lowest >= 0.0 || highest <= 0.0
}

/// A root between two points that Newton's method finds from 1, if it finds one.
#[inline(always)]
pub(super) fn root((left, right): (f64, f64), flows: &[f64]) -> Option<f64> {
    let mut x = 1.0_f64.clamp(left, right);
    for _ in 0..24 {
        let (value, slope) = value_and_slope(x, flows);
        let step = value / slope;
        let newton = x - step;
        // Quadratic convergence: a relative step of 1e-9 leaves an error of rounding.
        if step.abs() <= 1e-9 * x {
            return Some(newton);
        }
        let next = newton.clamp(left, right);
        if next.total_cmp(&x).is_eq() {
            return None;
        }
        x = next;
    }
    None
}

/// The powers of `x` from 0 to 7, and the next one.
#[inline(always)]
fn powers(x: f64) -> ([f64; LANES], f64) {
    let (mut powers, mut known, mut next) = ([1.0; LANES], 1, x);
    while known < LANES {
        for lane in 0..known {
            powers[known + lane] = powers[lane] * next;
        }
        known *= 2;
        next *= next;
    }
    (powers, next)
}

#[inline(always)]
fn padded(rest: &[f64]) -> [f64; LANES] {
    let mut lanes = [0.0; LANES];
    lanes[..rest.len()].copy_from_slice(rest);
    lanes
}

#[inline(always)]
fn product(powers: &[f64; LANES], lanes: &[f64; LANES]) -> f64 {
    let mut products = *powers;
    for lane in 0..LANES {
        products[lane] *= lanes[lane];
    }
    sum(products)
}

/// The sum of the lanes: halves first, so that as little as can be waits for another.
#[inline(always)]
fn sum(mut lanes: [f64; LANES]) -> f64 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_slopes_are_those_of_the_sum_of_powers() {
        for count in [0, 1, 7, 8, 9, 30] {
            let flows: Vec<f64> = (0..count).map(|t| f64::from(t * 7 % 5) - 1.5).collect();
            for x in [0.5, 0.97, 1.0, 1.2] {
                let (mut sum, mut slope) = (0.0, 0.0);
                for (t, flow) in (0..).zip(&flows) {
                    sum += flow * f64::powi(x, t);
                    slope += f64::from(t) * flow * f64::powi(x, t - 1);
                }
                let found = value_and_slope(x, &flows);
                assert!((found.0 - sum).abs() <= 1e-11 * (1.0 + sum.abs()), "{count} {x}");
                assert!((found.1 - slope).abs() <= 1e-11 * (1.0 + slope.abs()), "{count} {x}");
                assert_eq!(value(x, &flows).to_bits(), found.0.to_bits());
            }
        }
    }

    #[test]
    fn sums_that_change_sides_are_seen_wherever_they_do() {
        for at in 1..30 {
            let mut flows = [0.0; 30];
            (flows[0], flows[at]) = (-1.0, 1.1);
            assert!(!keeps_side(1.0, &flows) && keeps_side(1.0, &flows[..at]), "{at}");
            // At a factor of 0.9 the second one comes to less than the first.
            assert!(keeps_side(0.9, &flows), "{at}");
            let opposite = flows.map(|flow| -flow);
            assert!(!keeps_side(1.0, &opposite) && keeps_side(0.9, &opposite), "{at}");
        }
        assert!(keeps_side(1.0, &[]) && keeps_side(1.0, &[0.0, 0.0]));
    }
}
