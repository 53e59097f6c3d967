//! Mean and standard deviation of figures that come in pieces.

use pulp::{Arch, Simd, WithSimd};

/// Sums that are made side by side: a sum of one after another waits for each addition.
const LANES: usize = 8;

/// How many figures there are, their mean, the sum of squares around it, and their ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    pub count: u64,
    pub mean: f64,
    squares: f64,
    pub least: f64,
    pub most: f64,
}

impl Default for Moments {
    fn default() -> Self {
        Self { count: 0, mean: 0.0, squares: 0.0, least: f64::INFINITY, most: f64::NEG_INFINITY }
    }
}

impl Moments {
    /// Of a piece; NaN is no figure. The mean first, then squares around it lose less than both at
    /// once, and a piece fits into the cache.
    pub(super) fn of(figures: &[f64]) -> Self {
        let ends = Self::ends_of(figures);
        if ends.count == 0 {
            return ends;
        }
        let mean = sum(figures, |figure| figure) / ends.count as f64;
        let squares = sum(figures, |figure| (figure - mean) * (figure - mean));
        Self { mean, squares, ..ends }
    }

    /// How many there are, and their ends alone.
    pub(super) fn ends_of(figures: &[f64]) -> Self {
        // Compiled once for every kind of processor, and chosen by what this one can do.
        Arch::new().dispatch(Ends(figures))
    }

    /// With another piece (Chan, Golub and `LeVeque`, 1979).
    pub(super) fn with(self, other: &Self) -> Self {
        if self.count == 0 || other.count == 0 {
            return if self.count == 0 { *other } else { self };
        }
        let (here, there) = (self.count as f64, other.count as f64);
        let (all, apart) = (here + there, other.mean - self.mean);
        Self {
            count: self.count + other.count,
            mean: self.mean + apart * there / all,
            squares: self.squares + other.squares + apart * apart * here * there / all,
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    /// The sample standard deviation; none of fewer than two figures.
    pub(super) fn deviation(&self) -> Option<f64> {
        (self.count > 1).then(|| (self.squares / (self.count - 1) as f64).sqrt())
    }
}

/// What is compiled for several kinds of processor.
struct Ends<'a>(&'a [f64]);

impl WithSimd for Ends<'_> {
    type Output = Moments;

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    fn with_simd<S: Simd>(self, simd: S) -> Moments {
        let one = simd.splat_f64s(1.0);
        let mut counts = simd.splat_f64s(0.0);
        let mut least = simd.splat_f64s(f64::INFINITY);
        let mut most = simd.splat_f64s(f64::NEG_INFINITY);
        let (vectors, rest) = S::as_simd_f64s(self.0);
        for figures in vectors {
            let is_there = simd.equal_f64s(*figures, *figures);
            counts = simd.select_f64s(is_there, simd.add_f64s(counts, one), counts);
            least = simd.select_f64s(simd.less_than_f64s(*figures, least), *figures, least);
            most = simd.select_f64s(simd.greater_than_f64s(*figures, most), *figures, most);
        }
        let rest = rest.iter().filter(|figure| !figure.is_nan());
        let ends = |ends: Moments, figure: &f64| Moments {
            count: ends.count + 1,
            least: ends.least.min(*figure),
            most: ends.most.max(*figure),
            ..ends
        };
        let of_vectors = Moments {
            count: simd.reduce_sum_f64s(counts) as u64,
            least: simd.reduce_min_f64s(least),
            most: simd.reduce_max_f64s(most),
            ..Moments::default()
        };
        rest.fold(of_vectors, ends)
    }
}

/// The sum of something of each figure, NaN left out, always added up in the same order.
#[inline]
fn sum(figures: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let mut take = |figures: &[f64]| {
        for (sum, figure) in lanes.iter_mut().zip(figures) {
            *sum += if figure.is_nan() { 0.0 } else { of(*figure) };
        }
    };
    let chunks = figures.chunks_exact(LANES);
    let rest = chunks.remainder();
    chunks.for_each(&mut take);
    take(rest);
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::processors;

    #[test]
    fn pieces_add_up_to_the_whole() {
        let figures: Vec<f64> = (0..1000).map(|n| 1e6 + f64::from(n * n % 97)).collect();
        let whole = Moments::of(&figures);
        let pieces = figures
            .chunks(77)
            .map(Moments::of)
            .fold(Moments::default(), |sum, piece| sum.with(&piece));
        assert!((whole.mean - pieces.mean).abs() < 1e-8);
        let deviation = whole.deviation().expect("many");
        assert!((deviation - pieces.deviation().expect("many")).abs() < 1e-9 * deviation);
        let (n, mean) = (1000.0, figures.iter().sum::<f64>() / 1000.0);
        let direct: f64 = figures.iter().map(|figure| (figure - mean).powi(2)).sum::<f64>();
        assert!((deviation - (direct / (n - 1.0)).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn every_processor_finds_the_same_ends() {
        let wave = |n: u32| f64::from(n.wrapping_mul(2_654_435_761) >> 8) - 7e6;
        let mut figures: Vec<f64> = (0..1003).map(wave).collect();
        figures[..9].fill(f64::NAN);
        figures[1002] = f64::NAN;
        for length in [0, 3, 9, 10, 17, 1003] {
            let figures = &figures[..length];
            let there = || figures.iter().copied().filter(|figure| !figure.is_nan());
            for arch in processors() {
                let ends = arch.dispatch(Ends(figures));
                assert_eq!(ends.count, there().count() as u64, "{arch:?}");
                assert_eq!(ends.least.to_bits(), there().fold(f64::INFINITY, f64::min).to_bits());
                assert_eq!(ends.most.to_bits(), there().fold(-f64::INFINITY, f64::max).to_bits());
            }
        }
    }

    #[test]
    fn what_is_missing_does_not_count() {
        let moments = Moments::of(&[f64::NAN, 2.0, 4.0, f64::NAN]);
        assert_eq!((moments.count, moments.mean.to_bits()), (2, 3.0_f64.to_bits()));
        assert_eq!(moments.deviation().map(f64::to_bits), Some(2.0_f64.sqrt().to_bits()));
        assert_eq!(Moments::of(&[f64::NAN]).deviation(), None);
        assert_eq!(Moments::of(&[1.0]).deviation(), None);
    }
}
