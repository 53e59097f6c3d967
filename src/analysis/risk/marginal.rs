//! Each driver's distribution: from a score to a value.

use super::normal::{HermiteTable, shares};
use super::settings::Shape;
use crate::model::{Driver, Inputs, Range, Scenario};
use statrs::distribution::{Beta, Continuous, ContinuousCDF, Normal};

/// The score of the 90th percentile.
const P90: f64 = 1.281_551_565_544_600_4;

/// Steps to a unit of the score in the table of a beta distribution.
const BETA_STEPS: u32 = 32;

/// A driver that varies, and how.
#[derive(Debug, Clone)]
pub(super) struct Marginal {
    pub driver: Driver,
    curve: Mapping,
}

#[derive(Debug, Clone)]
enum Mapping {
    /// Two half normal distributions around a median, held to what is valid.
    Percentiles {
        base: f64,
        below: f64,
        above: f64,
        valid: Range,
    },
    /// Tabulated by score.
    Beta {
        low: f64,
        extent: f64,
        curve: HermiteTable,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
        shares: HermiteTable,
    },
    Uniform {
        low: f64,
        extent: f64,
        shares: HermiteTable,
    },
}

/// Every driver whose three values aren't all equal, in the drivers' order.
pub(super) fn marginals(inputs: &Inputs, shape: Shape) -> Vec<Marginal> {
    crate::analysis::question::differing_drivers(inputs)
        .map(|(driver, low, high)| {
            let base = inputs.scenarios[Scenario::Base].drivers()[driver];
            Marginal { driver, curve: Mapping::new(shape, driver, [low, base, high]) }
        })
        .collect()
}

impl Mapping {
    fn new(shape: Shape, driver: Driver, [low, base, high]: [f64; 3]) -> Self {
        let extent = high - low;
        match shape {
            Shape::Percentiles => Self::Percentiles {
                base,
                below: (base - low) / P90,
                above: (high - base) / P90,
                valid: driver.spec().valid,
            },
            Shape::Pert => Self::Beta { low, extent, curve: beta((base - low) / extent) },
            Shape::Triangular => Self::Triangular { low, mode: base, high, shares: shares() },
            Shape::Uniform => Self::Uniform { low, extent, shares: shares() },
        }
    }
}

impl Marginal {
    /// The value at a score.
    #[inline]
    pub(super) fn at(&self, score: f64) -> f64 {
        match &self.curve {
            Mapping::Percentiles { base, below, above, valid } => {
                let per_score = if score >= 0.0 { above } else { below };
                (base + score * per_score).clamp(valid.min, valid.max)
            }
            Mapping::Beta { low, extent, curve } => low + extent * curve.at(score).clamp(0.0, 1.0),
            Mapping::Triangular { low, mode, high, shares } => {
                let share = shares.at(score);
                let (left, right, extent) = (mode - low, high - mode, high - low);
                if share * extent < left {
                    low + (share * extent * left).sqrt()
                } else {
                    high - ((1.0 - share) * extent * right).sqrt()
                }
            }
            Mapping::Uniform { low, extent, shares } => low + extent * shares.at(score),
        }
    }
}

/// The quantiles of the PERT distribution on 0..1 with this mode, by score:
/// Beta(1 + 4·mode, 1 + 4·(1 − mode)).
///
/// The upper half is worked out from above, where shares near 1 would have no digits left.
fn beta(mode: f64) -> HermiteTable {
    let normal = Normal::standard();
    let shape = |a: f64, b: f64| Beta::new(a, b).ok();
    let lower = shape(1.0 + 4.0 * mode, 5.0 - 4.0 * mode);
    let upper = shape(5.0 - 4.0 * mode, 1.0 + 4.0 * mode);
    // The two parameters lie between 1 and 5, so there always is a distribution.
    let (Some(lower), Some(upper)) = (lower, upper) else {
        return HermiteTable::new(BETA_STEPS, |_| (mode, 0.0));
    };
    HermiteTable::new(BETA_STEPS, |score| {
        let half = if score <= 0.0 { &lower } else { &upper };
        let share = normal.cdf(-score.abs());
        let place = refined(half, share, half.inverse_cdf(share));
        let density = half.pdf(place);
        let slope = if density > 1e-12 { normal.pdf(score) / density } else { 0.0 };
        (if score <= 0.0 { place } else { 1.0 - place }, slope)
    })
}

/// The quantile by Newton's method from one that is nearly right.
fn refined(beta: &Beta, share: f64, mut place: f64) -> f64 {
    for _ in 0..3 {
        let (missing, density) = (share - beta.cdf(place), beta.pdf(place));
        let next = place + missing / density;
        if !(next > 0.0 && next < 1.0) {
            break;
        }
        place = next;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::question::tests::{announced, close};

    fn share(score: f64) -> f64 {
        Normal::standard().cdf(score)
    }

    fn marginal(shape: Shape, values: [f64; 3]) -> Marginal {
        let driver = Driver::PowerDelay;
        Marginal { driver, curve: Mapping::new(shape, driver, values) }
    }

    #[test]
    fn the_scenarios_are_the_percentiles_and_values_stay_valid() {
        let marginals = marginals(&announced(), Shape::Percentiles);
        let drivers: Vec<Driver> = marginals.iter().map(|marginal| marginal.driver).collect();
        assert_eq!(drivers[..3], [Driver::Utilization, Driver::Margin, Driver::PowerDelay]);
        assert_eq!(drivers[3..], [Driver::Attach, Driver::CapexCut]);
        for (marginal, expected) in marginals.iter().zip([
            [0.45, 0.65, 0.8],
            [0.29, 0.31, 0.32],
            [0.0, 3.0, 18.0],
            [0.15, 0.3, 0.45],
            [0.0, 0.0, 0.25],
        ]) {
            for (score, expected) in [-P90, 0.0, P90].into_iter().zip(expected) {
                assert!(close(marginal.at(score), expected, 1e-14), "{:?}", marginal.driver);
            }
            let valid = marginal.driver.spec().valid;
            for score in [-6.0, 6.0] {
                assert!(valid.contains(marginal.at(score)));
            }
        }
    }

    /// The shapes' own distribution functions, put in after the quantile, give the share back.
    #[test]
    fn extremes_and_mode_make_the_shapes_that_they_should() {
        for [low, base, high] in [[0.0, 3.0, 18.0], [2.0, 2.0, 9.0], [1.0, 8.0, 8.0]] {
            let mode = (base - low) / (high - low);
            let beta = Beta::new(1.0 + 4.0 * mode, 5.0 - 4.0 * mode).expect("valid");
            let pert = marginal(Shape::Pert, [low, base, high]);
            let triangular = marginal(Shape::Triangular, [low, base, high]);
            let uniform = marginal(Shape::Uniform, [low, base, high]);
            let mut before = low;
            for step in -5500..=5500 {
                let score = f64::from(step) / 1000.0 + 0.000_37;
                let expected = share(score);
                let place = (pert.at(score) - low) / (high - low);
                assert!((beta.cdf(place) - expected).abs() < 1e-8, "{mode} {score}");
                assert!(pert.at(score) >= before, "{mode} {score}");
                before = pert.at(score);
                let x = triangular.at(score);
                let below = if x < base {
                    (x - low).powi(2) / (high - low) / (base - low)
                } else {
                    1.0 - (high - x).powi(2) / (high - low) / (high - base).max(1e-300)
                };
                assert!((below - expected).abs() < 1e-9, "{mode} {score} {below} {expected}");
                let x = (uniform.at(score) - low) / (high - low);
                assert!((x - expected).abs() < 1e-10);
            }
        }
    }
}
