//! Mean and standard deviation of figures that come in pieces.

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
    /// Of a piece; NaN is no figure. Two passes over a piece that fits into the cache lose less
    /// than one.
    #[inline]
    pub(super) fn of(figures: &[f64]) -> Self {
        let (mut count, mut sum) = (0_u64, 0.0);
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for figure in figures {
            let there = !figure.is_nan();
            count += u64::from(there);
            sum += if there { *figure } else { 0.0 };
            least = if *figure < least { *figure } else { least };
            most = if *figure > most { *figure } else { most };
        }
        if count == 0 {
            return Self::default();
        }
        let mean = sum / count as f64;
        let mut squares = 0.0;
        for figure in figures {
            let apart = figure - mean;
            squares += if figure.is_nan() { 0.0 } else { apart * apart };
        }
        Self { count, mean, squares, least, most }
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
