//! Exact percentiles of figures that are kept in pieces, in two passes over them.

use super::moments::Moments;

/// Stretches into which figures are counted.
const STRETCHES: usize = 4096;

/// Up to as many, figures are simply sorted.
const FEW: usize = 8192;

/// Places of figures between their least and their most, in even stretches.
#[derive(Debug, Clone, Copy)]
struct Stretches {
    least: f64,
    per_unit: f64,
}

impl Stretches {
    fn new(moments: &Moments) -> Self {
        let per_unit = STRETCHES as f64 / (moments.most - moments.least);
        Self { least: moments.least, per_unit }
    }

    /// Never falls when the figure rises.
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..STRETCHES")]
    fn of(self, figure: f64) -> usize {
        (((figure - self.least) * self.per_unit) as u32 as usize).min(STRETCHES - 1)
    }
}

/// Percentiles at shares `p` in rising order, at the place h = (n−1)·p, linear between neighbours.
///
/// NaN is no figure. Of `ranked` figures, those that are none come after all others: a percentile
/// that has one of them among its neighbours is `None`.
pub(super) fn percentiles<'a, P: Iterator<Item = &'a [f64]>>(
    pieces: impl Fn() -> P,
    moments: &Moments,
    ranked: u64,
    shares: &[f64],
) -> Vec<Option<f64>> {
    let places: Vec<f64> = shares.iter().map(|share| place(ranked, *share)).collect();
    let there: Vec<f64> =
        places.iter().copied().filter(|place| is_there(*place, moments.count)).collect();
    // They rise, so those that are there come first.
    let mut found = at_places(pieces, moments, &there).into_iter();
    places.iter().map(|_| found.next()).collect()
}

/// The place of a share among so many figures in rising order; on one of them where only rounding
/// puts it beside.
pub(super) fn place(ranked: u64, share: f64) -> f64 {
    let place = ranked.saturating_sub(1) as f64 * share;
    let whole = place.round();
    if (place - whole).abs() <= 1e-12 * whole { whole } else { place }
}

/// Whether both neighbours of a place are among so many figures.
pub(super) fn is_there(place: f64, count: u64) -> bool {
    place.ceil() < count as f64
}

/// The figures at places that are there.
fn at_places<'a, P: Iterator<Item = &'a [f64]>>(
    pieces: impl Fn() -> P,
    moments: &Moments,
    places: &[f64],
) -> Vec<f64> {
    let count = usize::try_from(moments.count).unwrap_or(usize::MAX);
    if places.is_empty() {
        return Vec::new();
    }
    let figures = || pieces().flatten().copied().filter(|figure| !figure.is_nan());
    if moments.least.total_cmp(&moments.most).is_eq() {
        return vec![moments.least; places.len()];
    }
    let stretches = Stretches::new(moments);
    if count <= FEW || !stretches.per_unit.is_finite() {
        let mut sorted: Vec<f64> = figures().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        return places.iter().map(|place| between(*place, |rank| sorted[rank])).collect();
    }
    let mut counts = vec![0_usize; STRETCHES];
    for piece in pieces() {
        for figure in piece {
            // What is no figure goes to the first stretch, and is taken out of it below.
            counts[stretches.of(*figure)] += 1;
        }
    }
    counts[0] -= pieces().map(<[f64]>::len).sum::<usize>() - count;
    // The figures of each stretch that a rank falls into, and how many come before it.
    let mut wanted = vec![u32::MAX; STRETCHES];
    let mut before = Vec::new();
    let mut kept: Vec<Vec<f64>> = Vec::new();
    let mut ranks: Vec<usize> = places.iter().flat_map(|place| neighbours(*place)).collect();
    ranks.sort_unstable();
    let (mut stretch, mut passed) = (0, 0);
    for rank in ranks {
        while passed + counts[stretch] <= rank {
            passed += counts[stretch];
            stretch += 1;
        }
        if wanted[stretch] == u32::MAX {
            wanted[stretch] = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            before.push(passed);
            kept.push(Vec::with_capacity(counts[stretch]));
        }
    }
    for piece in pieces() {
        for figure in piece {
            let slot = wanted[stretches.of(*figure)];
            if slot != u32::MAX && !figure.is_nan() {
                kept[slot as usize].push(*figure);
            }
        }
    }
    for figures in &mut kept {
        figures.sort_unstable_by(f64::total_cmp);
    }
    let at = |rank: usize| {
        let slot = before.partition_point(|before| *before <= rank) - 1;
        kept[slot][rank - before[slot]]
    };
    places.iter().map(|place| between(*place, at)).collect()
}

/// The ranks on both sides of a place.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among counts")]
fn neighbours(place: f64) -> [usize; 2] {
    [place.floor() as usize, place.ceil() as usize]
}

/// Linear between the figures of the neighbouring ranks.
fn between(place: f64, at: impl Fn(usize) -> f64) -> f64 {
    let [left, right] = neighbours(place);
    let (low, high) = (at(left), at(right));
    low + (place - place.floor()) * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by sorting everything.
    fn sorted(figures: &[f64], shares: &[f64]) -> Vec<f64> {
        let mut sorted: Vec<f64> = figures.iter().copied().filter(|x| !x.is_nan()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let place = |share: f64| (sorted.len() - 1) as f64 * share;
        shares.iter().map(|share| between(place(*share), |rank| sorted[rank])).collect()
    }

    #[test]
    fn they_are_those_of_all_figures_sorted() {
        let shares = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0];
        let wave = |n: u32| f64::from(n.wrapping_mul(2_654_435_761) >> 8) / 1e5;
        let spread: Vec<f64> = (0..50_000).map(wave).collect();
        let few = spread[..99].to_vec();
        let lumps: Vec<f64> =
            (0..50_000).map(|n| if n % 3 == 0 { 7.0 } else { wave(n).floor().min(40.0) }).collect();
        let gaps: Vec<f64> =
            (0..50_000).map(|n| if n % 5 == 0 { f64::NAN } else { wave(n) }).collect();
        let far: Vec<f64> = (0..50_000).map(|n| if n == 9 { 1e15 } else { wave(n) }).collect();
        for figures in [spread, few, lumps, gaps, far, vec![3.0; 20_000], vec![1.5]] {
            let moments = Moments::of(&figures);
            let found = percentiles(|| figures.chunks(777), &moments, moments.count, &shares);
            let expected = sorted(&figures, &shares);
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                let found = found.expect("a figure");
                assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found} {expected}");
            }
        }
        let none = [f64::NAN; 3];
        for ranked in [0, 3] {
            let found = percentiles(|| none.chunks(2), &Moments::of(&none), ranked, &shares);
            assert_eq!(found, [None; 9]);
        }
    }

    #[test]
    fn a_figure_that_is_none_comes_after_all_others() {
        let shares = [0.05, 0.25, 0.5, 0.75, 0.8, 0.95];
        for (figures, expected) in [
            // Places 0.2, 1, 2, 3, 3.2 and 3.8 of five: the fifth never comes.
            (
                vec![f64::NAN, 3.0, 1.0, 7.0, 2.0],
                [Some(1.2), Some(2.0), Some(3.0), Some(7.0), None, None],
            ),
            (vec![f64::NAN, f64::NAN, 4.0], [None; 6]),
            (vec![4.0, 4.0, f64::NAN], [Some(4.0), Some(4.0), Some(4.0), None, None, None]),
        ] {
            let (moments, ranked) = (Moments::of(&figures), figures.len() as u64);
            let found = percentiles(|| figures.chunks(2), &moments, ranked, &shares);
            for (found, expected) in found.iter().zip(expected) {
                assert_eq!(found.is_some(), expected.is_some(), "{figures:?}");
                let apart = found.unwrap_or_default() - expected.unwrap_or_default();
                assert!(apart.abs() < 1e-12, "{figures:?}");
            }
        }
        // 0.55 of 100 is 55.000000000000007: on the 56th figure, no neighbour has any weight.
        let figures: Vec<f64> =
            (0..101).map(|n| if n <= 55 { f64::from(n) } else { f64::NAN }).collect();
        let found = percentiles(|| figures.chunks(9), &Moments::of(&figures), 101, &[0.55]);
        assert_eq!(found, [Some(55.0)]);
    }
}
