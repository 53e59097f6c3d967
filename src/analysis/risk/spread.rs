//! Where the spread comes from: Sobol indices.

use super::error::RiskError;
use super::normal::quantile;
use super::scores::{BLOCK, Uniforms, blocks};
use super::simulation::{DrawMaker, RiskQuestion};
use crate::model::{Batch, Driver, Drivers, Metric, Plan, Request, Scratch};
use crate::pages::Pages;
use std::sync::atomic::{AtomicBool, Ordering};

/// The parts of a variance that one dimension is answerable for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SobolIndices {
    /// First order: what would go if it were known, on average.
    pub first: f64,
    /// Total order: what would stay if all others were known, on average.
    pub total: f64,
}

/// Why a metric's spread can't be shared out among the drivers.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoSpread {
    /// What correlated drivers add overlaps.
    #[error(
        "the drivers are correlated, so what one of them adds to the spread can't be told from what \
         the others add; with comovement 0 and no correlations it can"
    )]
    Correlated,
    /// Some draws have no value.
    #[error("{} has no value in some draws, so its spread can't be shared out", .0.spec().label)]
    Missing(Metric),
    /// There is no spread.
    #[error("{} is the same in every draw", .0.spec().label)]
    Constant(Metric),
    /// The settings don't fit the inputs.
    #[error(transparent)]
    Risk(#[from] RiskError),
    /// It is no longer wanted.
    #[error("cancelled")]
    Cancelled,
}

/// Each driver that varies with its Sobol indices of a metric, or why they can't be told.
pub type SpreadResult = Result<Vec<(Driver, SobolIndices)>, NoSpread>;

/// Sobol indices of a metric for each driver that varies, from so many pairs of draws (rounded up
/// to whole blocks of 4096), each evaluated once more for every driver.
///
/// # Errors
/// When drivers are correlated, when a draw has no value, when the metric doesn't vary, and when
/// it is cancelled.
pub fn spread(
    question: &RiskQuestion,
    metric: Metric,
    pairs: usize,
    cancelled: &AtomicBool,
) -> SpreadResult {
    let drawing = independent(question)?;
    let plan = Plan::new(&question.inputs.programme);
    let request = Request { metrics: vec![metric], by_year: false };
    let batch = Batch::new(&plan, drawing.ranges(), request);
    shared_out(&drawing, &batch, metric, pairs, cancelled)
}

/// The same for the first metric of a simulation's question, by what it evaluates with.
pub(super) fn spread_with(
    question: &RiskQuestion,
    batch: &Batch,
    pairs: usize,
    cancelled: &AtomicBool,
) -> SpreadResult {
    shared_out(&independent(question)?, batch, question.metrics[0], pairs, cancelled)
}

/// Draws in pairs, if drivers aren't correlated.
fn independent(question: &RiskQuestion) -> Result<DrawMaker, NoSpread> {
    let drawing = DrawMaker::new(question, 2)?;
    if drawing.is_independent() { Ok(drawing) } else { Err(NoSpread::Correlated) }
}

/// Shares the variance of the batch's first figure, this metric, out.
fn shared_out(
    drawing: &DrawMaker,
    batch: &Batch,
    metric: Metric,
    pairs: usize,
    cancelled: &AtomicBool,
) -> SpreadResult {
    let (mut scratch, mut draws) = (Scratch::default(), vec![Drivers::default(); BLOCK]);
    let mut figures = Pages::zeros(batch.outputs() * BLOCK).ok_or(RiskError::NoMemory)?;
    let evaluate = |uniforms: &[&[f64; BLOCK]], out: &mut [f64; BLOCK]| {
        draws.fill(drawing.base);
        for (marginal, uniforms) in drawing.marginals.iter().zip(uniforms) {
            for (drivers, uniform) in draws.iter_mut().zip(*uniforms) {
                drivers[marginal.driver] = marginal.at(quantile(*uniform));
            }
        }
        batch.evaluate(&draws, &mut scratch, &mut figures);
        out.copy_from_slice(&figures[..BLOCK]);
    };
    let drivers: Vec<Driver> = drawing.marginals.iter().map(|marginal| marginal.driver).collect();
    if drivers.is_empty() {
        return Err(NoSpread::Constant(metric));
    }
    let indices = indices(&drawing.uniforms, pairs, cancelled, evaluate)
        .map_err(|why| why.for_metric(metric))?;
    Ok(drivers.into_iter().zip(indices).collect())
}

/// Why there are no indices.
enum NoIndices {
    Missing,
    Constant,
    Cancelled,
}

impl NoIndices {
    const fn for_metric(self, metric: Metric) -> NoSpread {
        match self {
            Self::Missing => NoSpread::Missing(metric),
            Self::Constant => NoSpread::Constant(metric),
            Self::Cancelled => NoSpread::Cancelled,
        }
    }
}

/// First order by Saltelli et al. (2010), `mean(f(B)·(f(AB_i) − f(A)))/V`; total order by Jansen
/// (1999), `mean((f(A) − f(AB_i))²)/2V`. `AB_i` is A with dimension i from B.
fn indices(
    uniforms: &Uniforms,
    pairs: usize,
    cancelled: &AtomicBool,
    mut function: impl FnMut(&[&[f64; BLOCK]], &mut [f64; BLOCK]),
) -> Result<Vec<SobolIndices>, NoIndices> {
    let dimensions = uniforms.dimensions() / 2;
    let mut points = blocks(2 * dimensions);
    let mut values = blocks(3);
    let [at_a, at_b, at_mixed] = &mut values[..] else { return Err(NoIndices::Constant) };
    let mut sums = vec![(0.0, 0.0); dimensions];
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut centre = None;
    let blocks = pairs.div_ceil(BLOCK).max(1);
    for block in 0..blocks {
        for (dimension, points) in points.iter_mut().enumerate() {
            uniforms.fill(block, dimension, points);
        }
        let (a, b) = points.split_at(dimensions);
        let mut mixed: Vec<&[f64; BLOCK]> = a.iter().map(|points| &**points).collect();
        function(&mixed, at_a);
        let other: Vec<&[f64; BLOCK]> = b.iter().map(|points| &**points).collect();
        function(&other, at_b);
        // Around zero the products lose the fewest digits.
        let centre = *centre.get_or_insert_with(|| at_a.iter().sum::<f64>() / BLOCK as f64);
        for value in at_a.iter_mut().chain(at_b.iter_mut()) {
            *value -= centre;
            sum += *value;
            squares += *value * *value;
        }
        for dimension in 0..dimensions {
            if cancelled.load(Ordering::Relaxed) {
                return Err(NoIndices::Cancelled);
            }
            mixed[dimension] = other[dimension];
            function(&mixed, at_mixed);
            mixed[dimension] = &a[dimension];
            let (first, total) = &mut sums[dimension];
            for ((a, b), mixed) in at_a.iter().zip(at_b.iter()).zip(at_mixed.iter()) {
                let apart = mixed - centre - a;
                *first += b * apart;
                *total += apart * apart;
            }
        }
    }
    let count = (blocks * BLOCK) as f64;
    let variance = squares / (2.0 * count) - (sum / (2.0 * count)).powi(2);
    if variance.is_nan() || sums.iter().any(|(first, _)| first.is_nan()) {
        return Err(NoIndices::Missing);
    }
    let size = squares.sqrt() + centre.unwrap_or_default().abs();
    if variance.sqrt() <= 1e-12 * size {
        return Err(NoIndices::Constant);
    }
    let share = |(first, total): (f64, f64)| SobolIndices {
        first: first / count / variance,
        total: total / (2.0 * count) / variance,
    };
    Ok(sums.into_iter().map(share).collect())
}

#[cfg(test)]
mod tests {
    use super::super::scores::Sampling;
    use super::*;

    fn sobol_indices(
        dimensions: usize,
        seed: u64,
        pairs: usize,
        function: impl FnMut(&[&[f64; BLOCK]], &mut [f64; BLOCK]),
    ) -> Option<Vec<SobolIndices>> {
        let columns = (0_u32..).take(2 * dimensions).collect();
        let uniforms = Uniforms::new(Sampling::Sobol, seed, columns);
        indices(&uniforms?, pairs, &AtomicBool::new(false), function).ok()
    }

    use std::f64::consts::PI;

    /// Ishigami and Homma (1990), a = 7, b = 0.1, whose indices have closed forms.
    #[test]
    fn the_indices_of_ishigami_are_the_published_ones() {
        let found = sobol_indices(3, 1, 1 << 16, |uniforms, out| {
            let [x, y, z] = [0, 1, 2].map(|dimension| uniforms[dimension]);
            for (index, out) in out.iter_mut().enumerate() {
                let at = |uniforms: &[f64; BLOCK]| PI * (2.0 * uniforms[index] - 1.0);
                *out = at(x).sin() + 7.0 * at(y).sin().powi(2) + 0.1 * at(z).powi(4) * at(x).sin();
            }
        });
        let found = found.expect("it varies");
        for (found, (first, total)) in
            found.iter().zip([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)])
        {
            assert!((found.first - first).abs() < 0.002, "{found:?} {first}");
            assert!((found.total - total).abs() < 0.002, "{found:?} {total}");
        }
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        assert_eq!(sobol_indices(2, 1, 1, |_, out| out.fill(1e9)), None);
        assert_eq!(sobol_indices(2, 1, 1, |_, out| out.fill(f64::NAN)), None);
    }
}
