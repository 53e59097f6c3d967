//! Percentiles of more figures than are kept: counts between the percentiles of the first ones.

use super::moments::Moments;
use super::percentiles::{is_there, percentiles, place};
use super::settings::MOST_DRAWS;
use crate::pages::Pages;
use pulp::{Arch, Simd, WithSimd};

/// Stretches of about equally many of the first figures. A percentile of all figures lies within
/// one of them, so its rank errs by less than a thousandth even if a stretch became twice as full;
/// figures within one are taken to lie evenly, so that it errs by far less.
const STRETCHES: usize = 2048;

/// Up to this far from a share that is wanted every edge is kept; the standard error of the first
/// figures' ranks is less than a fifth of it. Elsewhere one edge of so many is: what is small stays in
/// a core's cache.
const CLOSE: f64 = 0.03;
const APART: usize = 32;

/// Even stretches in which the search for a figure's place begins.
const GUIDES: usize = 4096;

/// Edges that each search looks at, whatever it finds: a branch for each would be guessed wrong, and
/// a processor compares so many at once.
const NEAR: usize = 8;

/// Counts of one sketch: of figures below all edges, then of those from each edge to the next.
pub(super) const COUNTS: usize = STRETCHES + 2;

const _: () = assert!(COUNTS < u16::MAX as usize, "edges have short numbers");
const _: () = assert!(MOST_DRAWS < u32::MAX as usize, "counts of draws fit");

/// Where figures are counted.
#[derive(Debug)]
pub(super) struct Sketch {
    /// In rising order, then NaN, which is above no figure and below none.
    edges: Pages<f64>,
    count: usize,
    /// The edge at or below the start of each even stretch.
    guides: Pages<u16>,
    per_unit: f64,
}

impl Sketch {
    /// Memory that one takes, with its counts.
    pub(super) const BYTES: usize = 8 * (STRETCHES + 1 + NEAR) + 2 * GUIDES + 4 * COUNTS;

    /// Placed by the first figures, closely near the shares of which percentiles are wanted, or
    /// everywhere where it isn't known which will be; `None` without any figure, or without memory.
    pub(super) fn new<'a, P: Iterator<Item = &'a [f64]>>(
        pieces: impl Fn() -> P,
        wanted: Option<&[f64]>,
    ) -> Option<Self> {
        let shares: Vec<f64> = (0..=STRETCHES)
            .map(|edge| (edge, edge as f64 / STRETCHES as f64))
            .filter(|(edge, share)| {
                let is_near = |wanted: &f64| (wanted - share).abs() <= CLOSE;
                edge % APART == 0 || wanted.is_none_or(|wanted| wanted.iter().any(is_near))
            })
            .map(|(_, share)| share)
            .collect();
        let moments = pieces().fold(Moments::default(), |sum, of| sum.with(&Moments::ends_of(of)));
        let found = percentiles(pieces, &moments, moments.count, &shares);
        let found = found.into_iter().collect::<Option<Vec<f64>>>()?;
        let mut edges: Pages<f64> = Pages::zeros(STRETCHES + 1 + NEAR)?;
        edges.fill(f64::NAN);
        let mut count = 0;
        let mut push = |edge: f64| {
            if count == 0 || edge > edges[count - 1] {
                edges[count] = edge;
                count += 1;
            }
        };
        for lump in found.chunk_by(|one, next| one >= next) {
            push(lump[0]);
            if lump.len() > 1 {
                // A figure of which there are many has a stretch for itself.
                push(lump[0].next_up());
            }
        }
        let per_unit = GUIDES as f64 / (edges[count - 1] - edges[0]);
        let per_unit = if per_unit.is_finite() { per_unit } else { 0.0 };
        let mut sketch = Self { edges, count, guides: Pages::zeros(GUIDES)?, per_unit };
        sketch.guide();
        Some(sketch)
    }

    fn edges(&self) -> &[f64] {
        &self.edges[..self.count]
    }

    /// Sets where each search begins: at or before the last edge at or below any figure of the
    /// stretch.
    fn guide(&mut self) {
        let mut next = 0;
        for even in 0..GUIDES {
            // A stretch without an edge begins at the last one before it.
            while next < self.count
                && even_stretch(self.edges[next] - self.edges[0], self.per_unit) < even
            {
                next += 1;
            }
            self.guides[even] = u16::try_from(next.saturating_sub(1)).unwrap_or(0);
        }
    }

    /// Counts figures; NaN is none.
    pub(super) fn count(&self, figures: &[f64], counts: &mut [u32]) {
        // Compiled once for every kind of processor, and chosen by what this one can do.
        Arch::new().dispatch(Counting { sketch: self, figures, counts });
    }

    /// Percentiles at shares in rising order, of all that was counted; `moments` are of the same.
    /// Of `ranked` figures, those that were none come after all others.
    pub(super) fn percentiles(
        &self,
        counts: &[u32],
        moments: &Moments,
        ranked: u64,
        shares: &[f64],
    ) -> Vec<Option<f64>> {
        let places = shares.iter().map(|share| place(ranked, *share));
        let at = |place| is_there(place, moments.count).then(|| self.at(place, counts, moments));
        places.map(at).collect()
    }

    /// The figure at a place among all in rising order.
    fn at(&self, place: f64, counts: &[u32], moments: &Moments) -> f64 {
        let edges = self.edges();
        let mut passed = 0.0;
        for (stretch, count) in counts[..=edges.len()].iter().enumerate() {
            let count = f64::from(*count);
            if place < passed + count {
                let low = if stretch == 0 { moments.least } else { edges[stretch - 1] };
                let high = edges.get(stretch).copied().unwrap_or(moments.most);
                // Figures between two edges are taken to lie evenly; between neighbours there is
                // but one.
                let way = ((place - passed + 0.5) / count).clamp(0.0, 1.0);
                return if high <= low.next_up() { low } else { low + (high - low) * way };
            }
            passed += count;
        }
        moments.most
    }
}

/// What is compiled for several kinds of processor.
struct Counting<'a> {
    sketch: &'a Sketch,
    figures: &'a [f64],
    counts: &'a mut [u32],
}

impl WithSimd for Counting<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { sketch, figures, counts } = self;
        let (edges, guides) = (&sketch.edges[..], &sketch.guides[..]);
        let (first, per_unit) = (edges[0], sketch.per_unit);
        for figure in figures {
            let from = usize::from(guides[even_stretch(figure - first, per_unit)]);
            let mut at = from + count_below(simd, &edges[from..from + NEAR], *figure);
            if at == from + NEAR {
                at += edges[at..sketch.count.max(at)].partition_point(|edge| edge <= figure);
            }
            // As many edges are at or below the figure, and the count of those below all is before.
            counts[at] += 1;
        }
        // What is none was counted as below all edges.
        counts[0] -= figures.iter().map(|figure| u32::from(figure.is_nan())).sum::<u32>();
    }
}

/// How many of [`NEAR`] edges are at or below a figure.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=NEAR")]
fn count_below<S: Simd>(simd: S, edges: &[f64], figure: f64) -> usize {
    let figure = simd.splat_f64s(figure);
    let (edges, _) = S::as_simd_f64s(edges);
    let below = |edges: &S::f64s| simd.less_than_or_equal_f64s(*edges, figure);
    if size_of::<S::m64s>() == 1 {
        // A bit for each.
        let bits = |below: S::m64s| bytemuck::bytes_of(&below)[0].count_ones() as usize;
        return edges.iter().map(|edges| bits(below(edges))).sum();
    }
    let (one, none) = (simd.splat_f64s(1.0), simd.splat_f64s(0.0));
    let ones = |edges: &S::f64s| simd.select_f64s(below(edges), one, none);
    let sum = edges.iter().map(ones).fold(none, |sum, ones| simd.add_f64s(sum, ones));
    simd.reduce_sum_f64s(sum) as usize
}

/// The even stretch of a figure so far above the first edge.
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..GUIDES")]
fn even_stretch(above: f64, per_unit: f64) -> usize {
    ((above * per_unit) as u32 as usize).min(GUIDES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::processors;

    /// The share of figures below and up to a value.
    fn ranks(figures: &[f64], value: f64) -> (f64, f64) {
        let count = figures.len() as f64;
        let below = figures.iter().filter(|figure| **figure < value).count() as f64;
        let up_to = figures.iter().filter(|figure| **figure <= value).count() as f64;
        (below / count, up_to / count)
    }

    #[test]
    fn every_processor_counts_alike() {
        let wave = |n: u32| (f64::from(n.wrapping_mul(2_654_435_761)) / 4e8).exp();
        // Most by themselves, and many more than are compared at once in one even stretch.
        let mut figures: Vec<f64> = (0..20_000).map(wave).collect();
        figures.extend((0..2000).map(|n| 40.0 + 1e-9 * f64::from(n % 500)));
        let sketch = Sketch::new(|| figures.chunks(9000), None).expect("figures");
        // Edges themselves, and what lies beyond them.
        figures.extend(sketch.edges());
        figures.extend([f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 0.0, -0.0]);
        let mut expected = vec![0; COUNTS];
        for figure in figures.iter().filter(|figure| !figure.is_nan()) {
            expected[sketch.edges().partition_point(|edge| edge <= figure)] += 1;
        }
        for arch in processors() {
            let mut counts = vec![0; COUNTS];
            arch.dispatch(Counting { sketch: &sketch, figures: &figures, counts: &mut counts });
            assert!(counts == expected, "{arch:?}");
        }
    }

    #[test]
    fn ranks_err_by_less_than_a_thousandth() {
        let wave = |n: u32| (f64::from(n.wrapping_mul(2_654_435_761)) / 4e8).exp();
        let kinds: [Vec<f64>; 5] = [
            (0..300_000).map(wave).collect(),
            // A lump of a third of all figures, and another at the end.
            (0..300_000).map(|n| if n % 3 == 0 { 40.0 } else { wave(n).min(900.0) }).collect(),
            (0..300_000).map(|n| f64::from(n % 5)).collect(),
            // Many small lumps, which only close edges tell apart.
            (0..300_000_u32).map(|n| f64::from(n.wrapping_mul(2_654_435_761) >> 23)).collect(),
            vec![3.0; 300_000],
        ];
        let shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
        for figures in kinds {
            let first = &figures[..8192];
            let (moments, count) = (Moments::of(&figures), figures.len() as u64);
            let counted = |wanted| {
                let sketch = Sketch::new(|| first.chunks(999), wanted).expect("figures");
                let mut counts = vec![0; COUNTS];
                sketch.count(&figures, &mut counts);
                (sketch, counts)
            };
            let (sketch, counts) = counted(None);
            let (near, few) = counted(Some(&shares));
            for found in [(&sketch, &counts), (&near, &few)] {
                let found = found.0.percentiles(found.1, &moments, count, &shares);
                for (share, value) in shares.iter().zip(found) {
                    let value = value.expect("a figure");
                    let (below, up_to) = ranks(&figures, value);
                    assert!(
                        below - 0.001 <= *share && *share <= up_to + 0.001,
                        "P{share}: {value}"
                    );
                }
            }
            // With a quarter more that are none, P75 lies at what was P94, and P90 nowhere.
            let later = sketch.percentiles(&counts, &moments, count * 5 / 4, &[0.75, 0.9]);
            let (below, up_to) = ranks(&figures, later[0].expect("a figure"));
            assert!(below - 0.001 <= 0.9375 && 0.9375 <= up_to + 0.001, "{later:?}");
            assert_eq!(later[1], None);
        }
    }
}
