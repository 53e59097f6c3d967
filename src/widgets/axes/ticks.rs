//! Round values on an axis.

/// The smallest of 1, 2 and 5 × 10ᵏ that divides the span into at most `target` steps; `None`
/// where the span is nothing.
fn nice_step(low: f64, high: f64, target: usize) -> Option<f64> {
    let target = target.max(1) as f64;
    let raw = high / target - low / target;
    if !(raw > 0.0 && raw.is_finite()) {
        return None;
    }
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        // A step a rounding error short of the raw one is meant.
        .find(|step| *step >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * power);
    (step > 0.0 && step.is_finite()).then_some(step)
}

/// Round values from `min` to `max`, both included where they are round: at most `target` + 1
/// multiples of 1, 2 or 5 × 10ᵏ.
///
/// Without a span, or with ends that aren't finite, the lowest value alone.
///
/// ```
/// # use payback::widgets::nice_ticks;
/// assert_eq!(nice_ticks(-31.0, 12.0, 5), [-30.0, -20.0, -10.0, 0.0, 10.0]);
/// ```
pub fn nice_ticks(min: f64, max: f64, target: usize) -> Vec<f64> {
    let (low, high) = (min.min(max), min.max(max));
    let Some(step) = nice_step(low, high, target) else {
        return vec![low];
    };
    let slack = 1e-9;
    let first = (low / step - slack).ceil();
    let last = (high / step + slack).floor();
    // `+ 0.0` turns −0 into 0, which would be labelled "-0".
    let mut ticks: Vec<f64> = (0..=target.max(1))
        .map(|number| first + number as f64)
        .take_while(|multiple| *multiple <= last)
        .map(|multiple| multiple * step + 0.0)
        .collect();
    ticks.dedup();
    ticks
}

/// How many round values a value axis of this height has room for.
pub(super) fn tick_target(rows: u16) -> usize {
    usize::from(rows / 2).clamp(3, 8)
}

/// The value of one cell, and the cells from tick to tick, so that every tick falls on a row: the
/// least value from `per_cell` on that leads to steps of 1, 2 or 5 × 10ᵏ.
///
/// `side` is the number of rows of the longer side. `None` where a chart would have to shrink by
/// more than a quarter for it.
pub(super) fn snapped(per_cell: f64, rows: u16, side: u16) -> Option<(f64, u16)> {
    if !(per_cell > 0.0 && per_cell.is_finite()) {
        return None;
    }
    let fewest = 1 + rows / 8;
    let power = 10_f64.powf(per_cell.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0].map(|factor| factor * power);
    (fewest..=side.min(fewest + 3))
        .flat_map(|apart| steps.map(|step| (step / f64::from(apart), apart)))
        .filter(|(cell, _)| (per_cell * (1.0 - 1e-9)..=per_cell / 0.75).contains(cell))
        .min_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round() {
        for (min, max, target, expected) in [
            (0.0, 10.0, 5, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
            (0.0, 1.0, 5, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (-38.0, 26.0, 4, vec![-20.0, 0.0, 20.0]),
            (2025.0, 2040.0, 4, vec![2025.0, 2030.0, 2035.0, 2040.0]),
            (3.0, 3.0, 4, vec![3.0]),
            (7.0, 1.0, 3, vec![2.0, 4.0, 6.0]),
            (0.0, 1e300, 2, vec![0.0, 5e299, 1e300]),
        ] {
            let ticks = nice_ticks(min, max, target);
            assert_eq!(ticks.len(), expected.len(), "{ticks:?}");
            for (tick, expected) in ticks.iter().zip(&expected) {
                assert!((tick - expected).abs() <= expected.abs() * 1e-12, "{ticks:?}");
            }
        }
    }

    #[test]
    fn cells_snap_to_ticks_on_rows() {
        assert_eq!(snapped(38.0 / 6.0, 13, 6), Some((20.0 / 3.0, 3)));
        assert_eq!(snapped(19.0, 5, 2), Some((20.0, 1)));
        assert_eq!(snapped(13.0, 5, 2), None);
        assert_eq!(snapped(0.0, 5, 2), None);
    }

    proptest! {
        #[test]
        fn ticks_are_few_and_inside(low in any::<f64>(), span in 0.0..1e300_f64, target in 0_usize..12) {
            prop_assume!(low.is_finite() && (low + span).is_finite());
            let high = low + span;
            let ticks = nice_ticks(low, high, target);
            prop_assert!(ticks.len() <= target.max(1) + 1);
            let slack = (high / 2.0 - low / 2.0) * 1e-6 + low.abs() * 1e-12;
            prop_assert!(ticks.iter().all(|tick| (low - slack..=high + slack).contains(tick)));
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
