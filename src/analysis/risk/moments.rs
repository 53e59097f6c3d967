//! Mean and standard deviation of figures that come in pieces.

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
        let mut lanes = [(0_u64, f64::INFINITY, f64::NEG_INFINITY); LANES];
        let mut take = |figures: &[f64]| {
            for ((count, least, most), figure) in lanes.iter_mut().zip(figures) {
                *count += u64::from(!figure.is_nan());
                *least = if *figure < *least { *figure } else { *least };
                *most = if *figure > *most { *figure } else { *most };
            }
        };
        let chunks = figures.chunks_exact(LANES);
        let rest = chunks.remainder();
        chunks.for_each(&mut take);
        take(rest);
        lanes.into_iter().fold(Self::default(), |ends, (count, least, most)| Self {
            count: ends.count + count,
            least: ends.least.min(least),
            most: ends.most.max(most),
            ..ends
        })
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
    fn what_is_missing_does_not_count() {
        let moments = Moments::of(&[f64::NAN, 2.0, 4.0, f64::NAN]);
        assert_eq!((moments.count, moments.mean.to_bits()), (2, 3.0_f64.to_bits()));
        assert_eq!(moments.deviation().map(f64::to_bits), Some(2.0_f64.sqrt().to_bits()));
        assert_eq!(Moments::of(&[f64::NAN]).deviation(), None);
        assert_eq!(Moments::of(&[1.0]).deviation(), None);
    }
}
