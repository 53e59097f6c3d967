//! The bars of a tornado: what each input does to a figure over its range, and their order.

use crate::analysis::question::even_values;
use crate::model::Input;

/// How many even points decide whether a row is monotonic.
const SHAPE_POINTS: usize = 5;

/// Rises or falls below this share of the largest figure are rounding.
const ROUNDING: f64 = 1e-12;

/// One input's effect on a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What varies.
    pub input: Input,
    /// Lower end of its range.
    pub low: f64,
    /// Upper end of its range.
    pub high: f64,
    /// The metric at the lower end.
    pub at_low: Option<f64>,
    /// The metric at the upper end.
    pub at_high: Option<f64>,
    /// `at_high − at_low`, where both have a value and so has the base.
    pub swing: Option<f64>,
    /// Whether the metric only rises or only falls over five even points of the range.
    pub monotonic: bool,
}

/// The bar of a metric that is `at` while nothing varies, over an input's range. An absent value is
/// later than every other where `is_latest`, else neither more nor less than any.
pub(super) fn bar(
    input: Input,
    (low, high): (f64, f64),
    at: Option<f64>,
    is_latest: bool,
    metric: impl FnMut(f64) -> Option<f64>,
) -> Bar {
    let points: Vec<_> =
        even_values(input, low, high, SHAPE_POINTS).into_iter().map(metric).collect();
    let (at_low, at_high) = (points[0], points[SHAPE_POINTS - 1]);
    let swing = at.and(at_high.zip(at_low)).map(|(high, low)| high - low);
    Bar { input, low, high, at_low, at_high, swing, monotonic: is_monotonic(&points, is_latest) }
}

/// Whether the points only rise or only fall. Those whose lack of a value says nothing must have
/// none of the others between them.
fn is_monotonic(points: &[Option<f64>], is_latest: bool) -> bool {
    let size = points.iter().flatten().fold(0.0, |most: f64, value| most.max(value.abs()));
    let ranks: Vec<f64> = if is_latest {
        points.iter().map(|point| point.unwrap_or(f64::INFINITY)).collect()
    } else {
        let first = points.iter().position(Option::is_some).unwrap_or(0);
        let present: Vec<f64> = points.iter().copied().flatten().collect();
        if points[first..].iter().take(present.len()).any(Option::is_none) {
            return false;
        }
        present
    };
    let rises = |from: f64, to: f64| to >= from - ROUNDING * size;
    ranks.windows(2).all(|pair| rises(pair[0], pair[1]))
        || ranks.windows(2).all(|pair| rises(pair[1], pair[0]))
}

/// Puts rows in order, those that tie as they are.
///
/// Nothing moves a figure more than taking it away or giving it: first come rows without a value
/// at either end though the base has one, then those that lack one at one end, or have one though
/// the base has none, by falling distance of the remaining end from the base. The others follow by
/// falling size of swing, and last those without any value.
pub(super) fn sort<T>(rows: &mut [T], at: Option<f64>, bar: impl Fn(&T) -> &Bar) {
    let key = |row: &T| {
        let Bar { at_low, at_high, swing, .. } = bar(row);
        match (at, at_low.or(*at_high), swing) {
            (Some(_), None, _) => (0, 0.0),
            (Some(at), Some(end), None) => (1, (end - at).abs()),
            (None, Some(_), _) => (1, 0.0),
            (Some(_), Some(_), Some(swing)) => (2, swing.abs()),
            (None, None, _) => (3, 0.0),
        }
    };
    rows.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(b.1.total_cmp(&a.1))
    });
}

#[cfg(test)]
mod tests {
    use super::super::super::question::tests::close;
    use super::*;
    use crate::model::{Driver, SiteNumber};

    /// A published exercise on a profit (P − V)·M·s − F.
    #[test]
    fn a_published_tornado_is_reproduced() {
        let ranges = [(140.0, 200.0), (30.0, 60.0), (8.0, 20.0), (0.18, 0.35), (150.0, 300.0)];
        let base = [175.0, 40.0, 12.0, 0.25, 180.0];
        let profit = |x: [f64; 5]| Some((x[0] - x[1]) * x[2] * x[3] - x[4]);
        assert!(close(profit(base).unwrap(), 225.0, 1e-12));
        let mut rows: Vec<Bar> = (0..5)
            .map(|place| {
                bar(
                    Input::Driver(Driver::ALL[place]),
                    ranges[place],
                    profit(base),
                    false,
                    |value| {
                        let mut values = base;
                        values[place] = value;
                        profit(values)
                    },
                )
            })
            .collect();
        sort(&mut rows, profit(base), |bar| bar);
        let expected = [(2, 405.0), (3, 275.4), (0, 180.0), (4, -150.0), (1, -90.0)];
        for (row, (place, swing)) in rows.iter().zip(expected) {
            assert_eq!(row.input, Input::Driver(Driver::ALL[place]));
            assert!(close(row.swing.unwrap(), swing, 1e-12) && row.monotonic, "{row:?}");
        }
    }

    /// The places of rows in their order, each given as its values at low and at high.
    fn order(at: Option<f64>, ends: &[(Option<f64>, Option<f64>)]) -> Vec<usize> {
        let place = |place| Input::Site(place, SiteNumber::Pledge);
        let mut rows: Vec<Bar> = (0..)
            .zip(ends)
            .map(|(index, (low, high))| {
                bar(place(index), (0.0, 1.0), at, true, |x| if x < 0.5 { *low } else { *high })
            })
            .collect();
        sort(&mut rows, at, |bar| bar);
        let found = |row: &Bar| (0..ends.len()).find(|index| row.input == place(*index));
        rows.iter().filter_map(found).collect()
    }

    /// First what takes the figure away or gives it, last what never has one.
    #[test]
    fn what_takes_or_gives_the_figure_comes_first() {
        let ends = [
            (Some(9.5), Some(10.5)),
            (None, Some(9.0)),
            (Some(10.0), Some(10.0)),
            (Some(11.0), None),
            (None, None),
            (Some(30.0), Some(2.0)),
            (Some(7.0), None),
            (Some(2.0), Some(30.0)),
            (None, Some(10.0)),
        ];
        assert_eq!(order(Some(10.0), &ends), [4, 6, 1, 3, 8, 5, 7, 0, 2]);
        assert_eq!(order(None, &ends[1..6]), [0, 1, 2, 4, 3]);
    }

    #[test]
    fn a_turn_or_a_gap_is_not_monotonic_and_rounding_is_no_turn() {
        let some = |values: [f64; 5]| values.map(Some);
        for is_latest in [true, false] {
            let is_monotonic = |points: &[Option<f64>]| is_monotonic(points, is_latest);
            assert!(is_monotonic(&some([1.0, 2.0, 2.0, 3.0, 4.0])));
            assert!(is_monotonic(&some([4.0, 4.0, 3.0, 3.0, 1.0])));
            assert!(is_monotonic(&some([1.0, 1.0 + 1e-15, 1.0, 1.0 + 1e-15, 1.0])));
            assert!(!is_monotonic(&some([1.0, 2.0, 3.0, 2.0, 1.0])));
            assert!(!is_monotonic(&[Some(1.0), None, Some(2.0), Some(3.0), Some(4.0)]));
            assert!(is_monotonic(&[None, None, Some(3.0), Some(2.0), Some(1.0)]));
            assert!(is_monotonic(&[None; 5]));
        }
        // From never to soon, and on to later: the best lies on the way.
        let soonest_inside = [None, None, Some(3.0), Some(4.0), Some(5.0)];
        assert!(!is_monotonic(&soonest_inside, true));
        assert!(is_monotonic(&soonest_inside, false));
    }
}
