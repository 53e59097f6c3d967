//! The standard normal distribution, fast: its quantiles for every draw, its shares from a table.

use pulp::{Arch, Simd, WithSimd};
use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// Makes each share strictly between 0 and 1 its quantile: Wichura's algorithm AS 241 (1988),
/// PPND16, to about 1e-16. The library's own takes ten times as long, more than the model.
pub(super) fn quantiles(shares: &mut [f64]) {
    // Compiled once for every kind of processor, and chosen by what this one can do.
    Arch::new().dispatch(Quantiles(shares));
}

/// What is compiled for several kinds of processor.
struct Quantiles<'a>(&'a mut [f64]);

impl WithSimd for Quantiles<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        const TOGETHER: usize = 64;
        for quantiles in self.0.chunks_mut(TOGETHER) {
            let mut shares = [0.5; TOGETHER];
            shares[..quantiles.len()].copy_from_slice(quantiles);
            // The middle of the distribution first, of all: without a branch a processor does
            // several at once.
            for (quantile, share) in quantiles.iter_mut().zip(&shares) {
                let from_middle = share - 0.5;
                let r = 0.180_625 - from_middle * from_middle;
                *quantile = from_middle * horner(&CENTRE.0, r) / horner(&CENTRE.1, r);
            }
            for (quantile, share) in quantiles.iter_mut().zip(&shares) {
                let from_middle = share - 0.5;
                if from_middle.abs() > 0.425 {
                    *quantile = tail(*share, from_middle);
                }
            }
        }
    }
}

#[inline(never)]
fn tail(share: f64, from_middle: f64) -> f64 {
    let r = (-share.min(1.0 - share).ln()).sqrt();
    let (of, r) = if r <= 5.0 { (&SHOULDER, r - 1.6) } else { (&FAR, r - 5.0) };
    (horner(&of.0, r) / horner(&of.1, r)).copysign(from_middle)
}

/// A polynomial, the constant first.
#[inline(always)]
fn horner(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

type Quotient = ([f64; 8], [f64; 8]);

#[rustfmt::skip]
const CENTRE: Quotient = (
    [
        3.387_132_872_796_366_5, 1.331_416_678_917_843_8e2, 1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4, 4.592_195_393_154_987e4, 6.726_577_092_700_87e4,
        3.343_057_558_358_813e4, 2.509_080_928_730_122_7e3,
    ],
    [
        1.0, 4.231_333_070_160_091e1, 6.871_870_074_920_579e2, 5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4, 3.930_789_580_009_271e4, 2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
);

#[rustfmt::skip]
const SHOULDER: Quotient = (
    [
        1.423_437_110_749_683_5, 4.630_337_846_156_546, 5.769_497_221_460_691,
        3.647_848_324_763_204_5, 1.270_458_252_452_368_4, 2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2, 7.745_450_142_783_414e-4,
    ],
    [
        1.0, 2.053_191_626_637_759, 1.676_384_830_183_803_8, 6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1, 1.519_866_656_361_645_7e-2, 5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

#[rustfmt::skip]
const FAR: Quotient = (
    [
        6.657_904_643_501_103, 5.463_784_911_164_114, 1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1, 2.653_218_952_657_612_4e-2, 1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5, 2.010_334_399_292_288_1e-7,
    ],
    [
        1.0, 5.998_322_065_558_88e-1, 1.369_298_809_227_358e-1, 1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4, 1.846_318_317_510_054_8e-5, 1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

/// Scores beyond this are held there: their shares are 4e-11 from 0 and 1, less than the
/// distance between two shares that can be drawn.
const FARTHEST: f64 = 6.5;

/// A smooth function of a score, from its values and slopes at even distances: cubic between them.
#[derive(Debug, Clone)]
pub(super) struct HermiteTable {
    per_unit: f64,
    /// Value and slope over one step at each knot.
    knots: Vec<(f64, f64)>,
}

impl HermiteTable {
    /// Tabulates a function, given with its slope, with so many steps to a unit.
    pub(super) fn new(steps_per_unit: u32, function: impl Fn(f64) -> (f64, f64)) -> Self {
        let per_unit = f64::from(steps_per_unit);
        let last = 13 * steps_per_unit;
        let knots = (0..=last)
            .map(|step| {
                let (value, slope) = function(f64::from(step * 2) / (2.0 * per_unit) - FARTHEST);
                (value, slope / per_unit)
            })
            .collect();
        Self { per_unit, knots }
    }

    /// The function's value at a score.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the place is held within the table"
    )]
    pub(super) fn at(&self, score: f64) -> f64 {
        let place = (score.clamp(-FARTHEST, FARTHEST) + FARTHEST) * self.per_unit;
        let step = (place as usize).min(self.knots.len() - 2);
        let t = place - step as f64;
        let ((left, out), (right, into)) = (self.knots[step], self.knots[step + 1]);
        let rise = right - left;
        left + t * (out + t * ((3.0 * rise - 2.0 * out - into) + t * (out + into - 2.0 * rise)))
    }
}

/// The share below each score, to 1e-11.
pub(super) fn shares() -> HermiteTable {
    let normal = Normal::standard();
    HermiteTable::new(128, |score| (normal.cdf(score), normal.pdf(score)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::processors;

    fn quantile(share: f64) -> f64 {
        let mut shares = [share];
        quantiles(&mut shares);
        shares[0]
    }

    #[test]
    fn quantiles_are_those_of_the_library() {
        let normal = Normal::standard();
        for step in 1..4000_u32 {
            let share = f64::from(step) / 4000.0;
            let expected = normal.inverse_cdf(share);
            assert!((quantile(share) - expected).abs() < 1e-11 * (1.0 + expected.abs()), "{share}");
        }
        // Published: the 97.5th and the 99.9999th percentile and their mirrors.
        for (share, expected) in [(0.975, 1.959_963_984_540_054), (0.999_999, 4.753_424_308_822_9)]
        {
            assert!((quantile(share) - expected).abs() < 1e-9);
            assert!((quantile(1.0 - share) + expected).abs() < 1e-9);
        }
        let least = 0.5 / f64::from(u32::MAX);
        assert!((quantile(least) + 6.337_7).abs() < 1e-3, "{}", quantile(least));
        assert!((normal.cdf(quantile(least)) / least - 1.0).abs() < 1e-6);
    }

    #[test]
    fn every_processor_finds_the_same_quantiles() {
        let shares: Vec<f64> = (0..2000).map(|n| (f64::from(n) + 0.5) / 2000.0).collect();
        let mut found = processors().into_iter().map(|arch| {
            let mut quantiles = shares.clone();
            arch.dispatch(Quantiles(&mut quantiles));
            quantiles.into_iter().map(f64::to_bits).collect::<Vec<_>>()
        });
        let first = found.next().expect("a processor");
        assert!(found.all(|other| other == first));
    }

    #[test]
    fn shares_rise_and_are_close() {
        let (normal, shares) = (Normal::standard(), shares());
        let mut before = -1.0;
        for step in -65_000..=65_000 {
            let score = f64::from(step) / 10_000.0;
            let share = shares.at(score);
            assert!((share - normal.cdf(score)).abs() < 2e-11, "{score}");
            assert!(share >= before, "{score}");
            before = share;
        }
    }
}
