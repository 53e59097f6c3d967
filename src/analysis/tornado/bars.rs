//! The bars of any function of several numbers.

/// How many even points decide whether a row is monotonic.
const SHAPE_POINTS: usize = 5;

/// Rises or falls below this share of the largest figure are rounding.
const ROUNDING: f64 = 1e-12;

/// An input with the range over which it varies and the value at which it is held otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factor<I> {
    /// What varies.
    pub input: I,
    /// Lower end.
    pub low: f64,
    /// Value while others vary.
    pub base: f64,
    /// Upper end.
    pub high: f64,
}

/// One input's effect on a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar<I> {
    /// What varies.
    pub input: I,
    /// Lower end of its range.
    pub low: f64,
    /// Upper end of its range.
    pub high: f64,
    /// The metric at the lower end.
    pub at_low: Option<f64>,
    /// The metric at the upper end.
    pub at_high: Option<f64>,
    /// `at_high − at_low`, where both have a value.
    pub swing: Option<f64>,
    /// Whether the metric only rises or only falls over five even points of the range, one that
    /// has no value counted as no change of direction unless others around it have one.
    pub monotonic: bool,
}

/// The bars of a metric: each factor on its own over its range, the others at their base.
///
/// `metric` is given a value for each factor, in their order. Bars come by falling size of swing,
/// those that lack a value at an end last, ties in the factors' order.
pub fn bars<I: Clone>(
    factors: &[Factor<I>],
    mut metric: impl FnMut(&[f64]) -> Option<f64>,
) -> Vec<Bar<I>> {
    let mut values: Vec<f64> = factors.iter().map(|factor| factor.base).collect();
    let mut bars = Vec::with_capacity(factors.len());
    for (index, factor) in factors.iter().enumerate() {
        let step = (factor.high - factor.low) / (SHAPE_POINTS - 1) as f64;
        let points: [Option<f64>; SHAPE_POINTS] = std::array::from_fn(|point| {
            let last = point == SHAPE_POINTS - 1;
            values[index] = if last { factor.high } else { factor.low + step * point as f64 };
            metric(&values)
        });
        values[index] = factor.base;
        bars.push(bar(factor, &points));
    }
    sort_by_swing(&mut bars, |bar| bar.swing);
    bars
}

fn bar<I: Clone>(factor: &Factor<I>, points: &[Option<f64>; SHAPE_POINTS]) -> Bar<I> {
    let (at_low, at_high) = (points[0], points[SHAPE_POINTS - 1]);
    Bar {
        input: factor.input.clone(),
        low: factor.low,
        high: factor.high,
        at_low,
        at_high,
        swing: at_high.zip(at_low).map(|(high, low)| high - low),
        monotonic: is_monotonic(points),
    }
}

/// Whether the points that have a value stand together and only rise or only fall.
fn is_monotonic(points: &[Option<f64>]) -> bool {
    let present: Vec<f64> = points.iter().copied().flatten().collect();
    let first = points.iter().position(Option::is_some).unwrap_or(0);
    if points[first..].iter().take(present.len()).any(Option::is_none) {
        return false;
    }
    let rounding = ROUNDING * present.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    let steps = || present.windows(2).map(|pair| pair[1] - pair[0]);
    steps().all(|step| step >= -rounding) || steps().all(|step| step <= rounding)
}

/// Puts rows in order: by falling size of swing, those without one last, ties as they are.
pub(super) fn sort_by_swing<T>(rows: &mut [T], swing: impl Fn(&T) -> Option<f64>) {
    let size = |row: &T| swing(row).map_or(f64::NEG_INFINITY, f64::abs);
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
}

#[cfg(test)]
mod tests {
    use super::super::super::question::tests::close;
    use super::*;

    /// A published exercise on a profit (P − V)·M·s − F.
    #[test]
    fn a_published_tornado_is_reproduced() {
        let factor = |input, low, base, high| Factor { input, low, base, high };
        let factors = [
            factor("P", 140.0, 175.0, 200.0),
            factor("V", 30.0, 40.0, 60.0),
            factor("M", 8.0, 12.0, 20.0),
            factor("s", 0.18, 0.25, 0.35),
            factor("F", 150.0, 180.0, 300.0),
        ];
        let profit = |x: &[f64]| Some((x[0] - x[1]) * x[2] * x[3] - x[4]);
        let base: Vec<f64> = factors.iter().map(|factor| factor.base).collect();
        assert!(close(profit(&base).unwrap(), 225.0, 1e-12));
        let rows = bars(&factors, profit);
        let expected = [("M", 405.0), ("s", 275.4), ("P", 180.0), ("F", -150.0), ("V", -90.0)];
        for (row, (input, swing)) in rows.iter().zip(expected) {
            assert_eq!(row.input, input);
            assert!(close(row.swing.unwrap(), swing, 1e-12), "{row:?}");
            assert!(row.monotonic);
        }
    }

    #[test]
    fn rows_without_a_value_come_last_and_ties_keep_their_order() {
        let factor = |input| Factor { input, low: 0.0, base: 0.0, high: 1.0 };
        let rows = bars(&["lacking", "a", "b", "large"].map(factor), |x| {
            (x[0] < 0.9).then_some(x[1] - x[2] + 3.0 * x[3])
        });
        assert_eq!(
            rows.iter().map(|row| row.input).collect::<Vec<_>>(),
            ["large", "a", "b", "lacking"]
        );
        assert_eq!((rows[3].swing, rows[3].at_low), (None, Some(0.0)));
    }

    #[test]
    fn a_turn_or_a_gap_is_not_monotonic_and_rounding_is_no_turn() {
        let some = |values: [f64; 5]| values.map(Some);
        assert!(is_monotonic(&some([1.0, 2.0, 2.0, 3.0, 4.0])));
        assert!(is_monotonic(&some([4.0, 4.0, 3.0, 3.0, 1.0])));
        assert!(is_monotonic(&some([1.0, 1.0 + 1e-15, 1.0, 1.0 + 1e-15, 1.0])));
        assert!(!is_monotonic(&some([1.0, 2.0, 3.0, 2.0, 1.0])));
        assert!(!is_monotonic(&[Some(1.0), None, Some(2.0), Some(3.0), Some(4.0)]));
        assert!(is_monotonic(&[None, None, Some(3.0), Some(2.0), Some(1.0)]));
        assert!(is_monotonic(&[None; 5]));
    }
}
