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
    /// `at_high − at_low`, where both have a value and so has the base.
    pub swing: Option<f64>,
    /// Whether the metric only rises or only falls over five even points of the range.
    pub monotonic: bool,
}

/// What a metric's lack of a value means beside its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Later than every value: a payback that never comes.
    Never,
    /// Neither more nor less than any value.
    Unknown,
}

/// The bars of a metric: each factor on its own over its range, the others at their base.
///
/// `metric` is given a value for each factor, in their order. Bars come as in a
/// [`Tornado`](super::Tornado).
pub fn bars<I: Clone>(
    factors: &[Factor<I>],
    absence: Absence,
    mut metric: impl FnMut(&[f64]) -> Option<f64>,
) -> Vec<Bar<I>> {
    let mut values: Vec<f64> = factors.iter().map(|factor| factor.base).collect();
    let at = metric(&values);
    let mut bars = Vec::with_capacity(factors.len());
    for (index, factor) in factors.iter().enumerate() {
        bars.push(bar(factor, at, absence, |value| {
            values[index] = value;
            metric(&values)
        }));
        values[index] = factor.base;
    }
    sort(&mut bars, at, |bar| bar);
    bars
}

/// The bar of a metric that has the value `at` at the factor's base.
pub(super) fn bar<I: Clone>(
    factor: &Factor<I>,
    at: Option<f64>,
    absence: Absence,
    mut metric: impl FnMut(f64) -> Option<f64>,
) -> Bar<I> {
    let step = (factor.high - factor.low) / (SHAPE_POINTS - 1) as f64;
    let points: [Option<f64>; SHAPE_POINTS] = std::array::from_fn(|point| {
        let last = point == SHAPE_POINTS - 1;
        metric(if last { factor.high } else { factor.low + step * point as f64 })
    });
    let (at_low, at_high) = (points[0], points[SHAPE_POINTS - 1]);
    let ends = at.and(at_high.zip(at_low));
    Bar {
        input: factor.input.clone(),
        low: factor.low,
        high: factor.high,
        at_low,
        at_high,
        swing: ends.map(|(high, low)| high - low),
        monotonic: is_monotonic(&points, absence),
    }
}

/// Whether the points only rise or only fall. Those whose lack of a value says nothing must have
/// none of the others between them.
fn is_monotonic(points: &[Option<f64>], absence: Absence) -> bool {
    let size = points.iter().flatten().fold(0.0, |most: f64, value| most.max(value.abs()));
    let ranks: Vec<f64> = match absence {
        Absence::Never => points.iter().map(|point| point.unwrap_or(f64::INFINITY)).collect(),
        Absence::Unknown => {
            let first = points.iter().position(Option::is_some).unwrap_or(0);
            let present: Vec<f64> = points.iter().copied().flatten().collect();
            if points[first..].iter().take(present.len()).any(Option::is_none) {
                return false;
            }
            present
        }
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
pub(super) fn sort<T, I>(rows: &mut [T], at: Option<f64>, bar: impl Fn(&T) -> &Bar<I>) {
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
        let rows = bars(&factors, Absence::Unknown, profit);
        let expected = [("M", 405.0), ("s", 275.4), ("P", 180.0), ("F", -150.0), ("V", -90.0)];
        for (row, (input, swing)) in rows.iter().zip(expected) {
            assert_eq!(row.input, input);
            assert!(close(row.swing.unwrap(), swing, 1e-12), "{row:?}");
            assert!(row.monotonic);
        }
    }

    /// The order of rows, each given as its values at low, at base and at high.
    fn order(
        at: Option<f64>,
        ends: &[(&'static str, Option<f64>, Option<f64>)],
    ) -> Vec<&'static str> {
        let factors: Vec<_> = ends
            .iter()
            .map(|(name, ..)| Factor { input: *name, low: 0.0, base: 0.5, high: 1.0 })
            .collect();
        let rows = bars(&factors, Absence::Never, |values| {
            let moved = values.iter().position(|value| value.total_cmp(&0.5).is_ne());
            moved
                .map_or(at, |index| if values[index] < 0.5 { ends[index].1 } else { ends[index].2 })
        });
        for row in &rows {
            let both = row.at_low.zip(row.at_high).filter(|_| at.is_some());
            assert_eq!(row.swing, both.map(|(low, high)| high - low), "{row:?}");
        }
        rows.into_iter().map(|row| row.input).collect()
    }

    #[test]
    fn what_takes_the_figure_away_comes_first() {
        let ends = [
            ("small", Some(9.5), Some(10.5)),
            ("none at low, near", None, Some(9.0)),
            ("still", Some(10.0), Some(10.0)),
            ("none at high, near", Some(11.0), None),
            ("none at all", None, None),
            ("large", Some(30.0), Some(2.0)),
            ("none at high, far", Some(7.0), None),
            ("as large", Some(2.0), Some(30.0)),
            ("none at low, on the spot", None, Some(10.0)),
        ];
        let expected = [
            "none at all",
            "none at high, far",
            "none at low, near",
            "none at high, near",
            "none at low, on the spot",
            "large",
            "as large",
            "small",
            "still",
        ];
        assert_eq!(order(Some(10.0), &ends), expected);
    }

    #[test]
    fn what_gives_a_figure_comes_first_and_what_never_has_one_last() {
        let ends = [
            ("nothing", None, None),
            ("at high", None, Some(9.0)),
            ("neither", None, None),
            ("at both", Some(3.0), Some(50.0)),
            ("at low", Some(1.0), None),
        ];
        assert_eq!(order(None, &ends), ["at high", "at both", "at low", "nothing", "neither"]);
    }

    #[test]
    fn a_turn_or_a_gap_is_not_monotonic_and_rounding_is_no_turn() {
        let some = |values: [f64; 5]| values.map(Some);
        for absence in [Absence::Never, Absence::Unknown] {
            let is_monotonic = |points: &[Option<f64>]| is_monotonic(points, absence);
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
        assert!(!is_monotonic(&soonest_inside, Absence::Never));
        assert!(is_monotonic(&soonest_inside, Absence::Unknown));
    }
}
