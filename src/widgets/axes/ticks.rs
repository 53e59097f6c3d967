//! Round values on an axis.

use crate::widgets::scale::rounded;

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

/// The rows of lines: every tick is on the middle of a row, and all are as many rows apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RowScale {
    /// The value of the middle of the top row.
    top: f64,
    /// The value of a row's height.
    per_row: f64,
    /// Rows from tick to tick.
    pub(super) apart: u16,
    /// The lowest tick, and how far above the bottom row it is.
    first: (f64, u16),
}

/// How far beyond the middle of a row the dots of a plot's outer rows reach, in rows.
const BEYOND: f64 = 3.0 / 8.0;

impl RowScale {
    /// The closest scale that a range fits on, with a tick that the caller has and its step, or
    /// with round ones; `None` for a range that has no length, or where a caller's ticks would
    /// take up no more than half of the rows.
    pub(super) fn fitting(
        (low, high): (f64, f64),
        rows: u16,
        ticks: Option<(f64, f64)>,
    ) -> Option<Self> {
        let fewest = 1 + rows / 8;
        let closest = (high - low) / (f64::from(rows) - 1.0 + 2.0 * BEYOND);
        if !(closest > 0.0 && closest.is_finite()) || rows < 3 {
            return None;
        }
        let round = |apart: u16| -> Vec<(f64, f64)> {
            let power = 10_f64.powf((closest * f64::from(apart)).log10().floor());
            let quarters = (power >= 10.0).then_some(2.5);
            let factors = [1.0, 2.0, 5.0, 10.0, 20.0].into_iter().chain(quarters);
            factors.map(|factor| (0.0, factor * power)).collect()
        };
        let steps = |apart: u16| match ticks {
            Some(given) => vec![given],
            None => round(apart),
        };
        let most = if ticks.is_some() { rows - 1 } else { (rows - 1).min(2 * fewest + 3) };
        let all = (fewest.min(rows - 1)..=most)
            .flat_map(|apart| steps(apart).into_iter().map(move |(from, step)| (apart, from, step)))
            .filter(|(_, from, step)| from.is_finite() && *step > 0.0 && step.is_finite());
        let scales = all
            .filter_map(|(apart, from, step)| Self::with((low, high), rows, (apart, from, step)));
        scales
            .filter(|scale| ticks.is_none() || scale.per_row < 2.0 * closest)
            .min_by(|a, b| a.per_row.total_cmp(&b.per_row))
    }

    /// Ticks from `from` on with this step, so many rows apart; `None` where the range doesn't fit.
    fn with(
        (low, high): (f64, f64),
        rows: u16,
        (apart, from, step): (u16, f64, f64),
    ) -> Option<Self> {
        let per_row = step / f64::from(apart);
        let slack = 1e-9;
        let tick = from + ((low - from) / step - slack).ceil() * step + 0.0;
        let under = rounded(((tick - low) / per_row - BEYOND - slack).ceil(), u16::MAX);
        let bottom = tick - f64::from(under) * per_row;
        let top = bottom + f64::from(rows - 1) * per_row;
        let fits = top + (BEYOND + slack) * per_row >= high && under + apart < rows;
        (fits && per_row > 0.0).then_some(Self { top, per_row, apart, first: (tick, under) })
    }

    pub(super) fn rows_below_top(self, value: f64) -> f64 {
        (self.top - value) / self.per_row
    }

    /// The values of the lowest and the highest dot.
    pub(super) fn ends(self, rows: u16) -> (f64, f64) {
        let bottom = self.top - f64::from(rows.saturating_sub(1)) * self.per_row;
        (bottom - BEYOND * self.per_row, self.top + BEYOND * self.per_row)
    }

    pub(super) fn ticks(self, rows: u16) -> Vec<f64> {
        let ((first, under), step) = (self.first, self.per_row * f64::from(self.apart));
        let count = rows.saturating_sub(1 + under) / self.apart;
        // A tick that is next to nothing beside the step is zero.
        let tidy = |tick: f64| if tick.abs() < 1e-9 * step { 0.0 } else { tick };
        (0..=count).map(|number| tidy(first + step * f64::from(number))).collect()
    }
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
        fn ticks_of_lines_are_on_rows_evenly_and_the_range_fits(
            low in -1e3..1e3_f64, span in 0.01..1e4_f64, rows in 4_u16..60,
        ) {
            let (low, high) = (low, low + span);
            let scale = RowScale::fitting((low, high), rows, None).unwrap();
            let ticks = scale.ticks(rows);
            prop_assert!((2..=12).contains(&ticks.len()), "{ticks:?}");
            let places: Vec<f64> = ticks.iter().map(|tick| scale.rows_below_top(*tick)).collect();
            for (place, tick) in places.iter().zip(&ticks) {
                prop_assert!((place - place.round()).abs() < 1e-6, "{tick} at {place}");
                prop_assert!((-1e-6..f64::from(rows)).contains(place));
            }
            for pair in places.windows(2) {
                prop_assert!((pair[0] - pair[1] - f64::from(scale.apart)).abs() < 1e-6);
            }
            // As far as the outermost dots.
            let ends = [scale.rows_below_top(high), scale.rows_below_top(low)];
            prop_assert!(ends[0] >= -0.376 && ends[1] <= f64::from(rows) - 1.0 + 0.376, "{ends:?}");
            // Most of the rows are used.
            prop_assert!(ends[1] - ends[0] > 0.5 * f64::from(rows - 2), "{ends:?} of {rows}");
        }

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
