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

/// Each month's average of a curve averaged over the `months` behind it:
/// `A(k) = (W(k) − W(k − months))/months`, with `W` the cumulative curve of the monthly averages.
/// `curve` is its knots and its monthly averages; `scratch` is two of the length of knots.
pub fn ramp(
    out: &mut [f64],
    (knots, average_of): (&[f64], &[f64]),
    months: f64,
    (totals, ramped): (&mut [f64], &mut [f64]),
) {
    if months == 0.0 {
        average(out, knots);
        return;
    }
    accumulate(totals, average_of);
    let rate = 1.0 / months;
    for (ramped, total) in ramped.iter_mut().zip(&*totals) {
        *ramped = rate * total;
    }
    add_delayed(ramped, totals, months, -rate);
    average(out, ramped);
}
