//! Piecewise linear curves between whole months, and reading them earlier.

/// Adds `scale` times a curve, read `by` months earlier, to `out`: `out[k] += scale·C(k − by)`.
///
/// `curve` and `out` hold a value for each whole month 0, 1, …; between them the curve is linear,
/// and one month left of 0 it is 0 (a cumulative curve is 0 at 0 as well, so it is 0 throughout
/// there). `by` is 0 or more, so nothing right of the last month is ever read.
pub fn add_delayed(out: &mut [f64], curve: &[f64], by: f64, scale: f64) {
    debug_assert!(by >= 0.0 && out.len() == curve.len());
    // A delay beyond the last month reads zeros only; the cast saturates, so none is too long.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "by is finite and not negative"
    )]
    let whole = by.ceil() as usize;
    if whole > out.len() {
        return;
    }
    let part = whole as f64 - by;
    if whole == 0 {
        for (sum, value) in out.iter_mut().zip(curve) {
            *sum += scale * value;
        }
        return;
    }
    out[whole - 1] += scale * part * curve[0];
    for ((sum, left), right) in out[whole..].iter_mut().zip(curve).zip(&curve[1..]) {
        *sum += scale * (left + part * (right - left));
    }
}

/// Each month's average of a knot curve: the mean of its two ends. `knots` is one longer.
pub fn average(out: &mut [f64], knots: &[f64]) {
    for ((mean, left), right) in out.iter_mut().zip(knots).zip(&knots[1..]) {
        *mean = 0.5 * (left + right);
    }
}

/// The cumulative curve of monthly flows, 0 at 0. `out` is one longer.
pub fn accumulate(out: &mut [f64], flows: &[f64]) {
    let mut total = 0.0;
    out[0] = 0.0;
    for (knot, flow) in out[1..].iter_mut().zip(flows) {
        total += flow;
        *knot = total;
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "every value here is exact")]
mod tests {
    use super::*;

    #[test]
    fn a_delayed_curve_is_read_between_its_knots() {
        let curve = [0.0, 1.0, 3.0, 6.0];
        let delayed = |by: f64| {
            let mut out = [0.0; 4];
            add_delayed(&mut out, &curve, by, 1.0);
            out
        };
        assert_eq!(delayed(0.0), curve);
        assert_eq!(delayed(1.0), [0.0, 0.0, 1.0, 3.0]);
        assert_eq!(delayed(1.5), [0.0, 0.0, 0.5, 2.0]);
        assert_eq!(delayed(0.25), [0.0, 0.75, 2.5, 5.25]);
        assert_eq!(delayed(3.5), [0.0; 4]);
        assert_eq!(delayed(1e9), [0.0; 4]);
    }

    #[test]
    fn left_of_the_first_month_an_average_falls_to_zero_within_a_month() {
        let mut out = [0.0; 3];
        add_delayed(&mut out, &[2.0, 4.0, 4.0], 0.5, 1.0);
        assert_eq!(out, [1.0, 3.0, 4.0]);
    }
}
