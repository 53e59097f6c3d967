//! Percentiles of more figures than are kept: counts between the percentiles of the first million.

use super::moments::Moments;
use super::percentiles::{is_there, percentiles, place};
use super::settings::MOST_DRAWS;

/// Stretches of about equally many of the first figures. Percentiles of later ones lie within one
/// of them, so their rank errs by less than a thousandth even if every stretch became twice as
/// full.
const STRETCHES: usize = 2048;

/// Even stretches in which the search for a figure's place begins.
const GUIDES: usize = 4096;

/// Figures counted by where they lie.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    edges: Vec<f64>,
    /// The edge at or below the start of each even stretch.
    guides: Vec<u32>,
    per_unit: f64,
    counts: Counts,
}

/// How many figures lie on each edge and above it, before the next, and how many below all.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    below: u64,
    /// On each edge, then above it: side by side, since both are looked up together. There are
    /// fewer draws than such a number counts.
    at: Vec<[u32; 2]>,
}

const _: () = assert!(MOST_DRAWS < u32::MAX as usize, "counts of draws fit");

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.below += other.below;
        for (count, other) in self.at.iter_mut().flatten().zip(other.at.iter().flatten()) {
            *count += other;
        }
    }
}

impl Sketch {
    /// Placed by the first figures, and empty; `None` without any figure.
    pub(super) fn new<'a, P: Iterator<Item = &'a [f64]>>(pieces: impl Fn() -> P) -> Option<Self> {
        let shares: Vec<f64> = (0..=STRETCHES).map(|edge| edge as f64 / STRETCHES as f64).collect();
        let moments = pieces().fold(Moments::default(), |sum, of| sum.with(&Moments::of(of)));
        let edges = percentiles(pieces, &moments, moments.count, &shares);
        let mut edges = edges.into_iter().collect::<Option<Vec<f64>>>()?;
        edges.dedup_by(|next, kept| *next <= *kept);
        let per_unit = GUIDES as f64 / (edges[edges.len() - 1] - edges[0]);
        let per_unit = if per_unit.is_finite() { per_unit } else { 0.0 };
        let mut sketch = Self { edges, guides: Vec::new(), per_unit, counts: Counts::default() };
        let mut guides = vec![u32::MAX; GUIDES];
        for (edge, value) in sketch.edges.iter().enumerate().rev() {
            guides[sketch.even(*value)] = u32::try_from(edge).unwrap_or(0);
        }
        // A stretch without an edge begins at the last one before it.
        let mut last = 0;
        for guide in &mut guides {
            if *guide == u32::MAX {
                *guide = last;
            } else {
                let first_here = *guide;
                *guide = first_here.saturating_sub(1);
                last = first_here;
            }
        }
        // The search begins at or before the last edge at or below any figure of the stretch.
        sketch.guides = guides;
        sketch.counts = sketch.empty();
        Some(sketch)
    }

    /// Counts of nothing, to be added later.
    pub(super) fn empty(&self) -> Counts {
        Counts { below: 0, at: vec![[0; 2]; self.edges.len()] }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..GUIDES")]
    fn even(&self, figure: f64) -> usize {
        (((figure - self.edges[0]) * self.per_unit) as u32 as usize).min(GUIDES - 1)
    }

    /// Counts figures; NaN is none.
    pub(super) fn count(&self, figures: &[f64], counts: &mut Counts) {
        for figure in figures {
            if figure.is_nan() {
                continue;
            }
            if *figure < self.edges[0] {
                counts.below += 1;
                continue;
            }
            let even = self.even(*figure);
            let from = self.guides[even] as usize;
            let to = self
                .guides
                .get(even + 1)
                .map_or(self.edges.len(), |next| (*next as usize + 2).min(self.edges.len()));
            let edge = from + self.edges[from..to].partition_point(|edge| edge <= figure);
            let edge = edge.saturating_sub(1);
            counts.at[edge][usize::from(self.edges[edge] < *figure)] += 1;
        }
    }

    pub(super) fn add(&mut self, counts: &Counts) {
        self.counts.add(counts);
    }

    /// Percentiles at shares in rising order, of all that was added; `moments` are of the same. Of
    /// `ranked` figures, those that were none come after all others.
    pub(super) fn percentiles(
        &self,
        moments: &Moments,
        ranked: u64,
        shares: &[f64],
    ) -> Vec<Option<f64>> {
        let places = shares.iter().map(|share| place(ranked, *share));
        let at = |place| is_there(place, moments.count).then(|| self.at(place, moments));
        places.map(at).collect()
    }

    /// The figure at a place among all in rising order.
    fn at(&self, place: f64, moments: &Moments) -> f64 {
        // Figures between two edges are taken to lie evenly.
        let within = |passed: f64, count: u64, low: f64, high: f64| {
            low + (high - low) * ((place - passed + 0.5) / count as f64).clamp(0.0, 1.0)
        };
        let mut passed = self.counts.below as f64;
        if place < passed {
            return within(0.0, self.counts.below, moments.least, self.edges[0]);
        }
        for (edge, value) in self.edges.iter().enumerate() {
            let [on, count] = self.counts.at[edge].map(u64::from);
            passed += on as f64;
            if place < passed {
                return *value;
            }
            if place < passed + count as f64 {
                let high = self.edges.get(edge + 1).copied().unwrap_or(moments.most);
                return within(passed, count, *value, high);
            }
            passed += count as f64;
        }
        moments.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The share of figures below and up to a value.
    fn ranks(figures: &[f64], value: f64) -> (f64, f64) {
        let count = figures.len() as f64;
        let below = figures.iter().filter(|figure| **figure < value).count() as f64;
        let up_to = figures.iter().filter(|figure| **figure <= value).count() as f64;
        (below / count, up_to / count)
    }

    #[test]
    fn ranks_err_by_less_than_a_thousandth() {
        let wave = |n: u32| (f64::from(n.wrapping_mul(2_654_435_761)) / 4e8).exp();
        let kinds: [Vec<f64>; 4] = [
            (0..300_000).map(wave).collect(),
            // A lump of a third of all figures, and another at the end.
            (0..300_000).map(|n| if n % 3 == 0 { 40.0 } else { wave(n).min(900.0) }).collect(),
            (0..300_000).map(|n| f64::from(n % 5)).collect(),
            vec![3.0; 300_000],
        ];
        let shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
        for figures in kinds {
            let first = &figures[..100_000];
            let mut sketch = Sketch::new(|| first.chunks(999)).expect("figures");
            let mut counts = sketch.empty();
            sketch.count(&figures, &mut counts);
            sketch.add(&counts);
            let (moments, count) = (Moments::of(&figures), figures.len() as u64);
            for (share, value) in shares.iter().zip(sketch.percentiles(&moments, count, &shares)) {
                let value = value.expect("a figure");
                let (below, up_to) = ranks(&figures, value);
                assert!(below - 0.001 <= *share && *share <= up_to + 0.001, "P{share}: {value}");
            }
            // With a quarter more that are none, P75 lies at what was P94, and P90 nowhere.
            let later = sketch.percentiles(&moments, count * 5 / 4, &[0.75, 0.9]);
            let (below, up_to) = ranks(&figures, later[0].expect("a figure"));
            assert!(below - 0.001 <= 0.9375 && 0.9375 <= up_to + 0.001, "{later:?}");
            assert_eq!(later[1], None);
        }
    }
}
