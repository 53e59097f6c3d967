//! Where the spread of figures comes from: Sobol indices where the drivers are independent, else
//! Shapley effects.

mod sampler;
mod shapley;
mod sobol;

use super::error::RiskError;
use super::scores::BLOCK;
use super::simulation::{DrawMaker, RiskQuestion};
use super::target::absent;
use crate::model::{Batch, Driver, Drivers, Metric, Plan, Request, Scratch};
use crate::pages::Pages;
use sampler::{PIECE, Sampler};
pub use shapley::ShapleyEffect;
use shapley::shapley_effects;
pub use sobol::SobolIndices;
use sobol::sobol_indices;
use std::sync::atomic::{AtomicBool, Ordering};

/// Replicates of a Shapley estimate: enough to tell its error from.
const REPLICATES: usize = 16;

/// The fewest pairs of a replicate.
const FEWEST: usize = 16;

/// Draws evaluated one by one take several times as long.
const ONE_BY_ONE: usize = 16;

/// The shares of a metric's variance, of each driver that is drawn, in the drivers' order; none
/// where the metric doesn't vary.
#[derive(Debug, Clone, PartialEq)]
pub enum SpreadShares {
    /// Of independent drivers.
    Sobol(Vec<(Driver, SobolIndices)>),
    /// Of correlated ones.
    Shapley(Vec<(Driver, ShapleyEffect)>),
}

/// Where a metric's spread comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricSpread {
    /// The metric.
    pub metric: Metric,
    /// Who is answerable for it.
    pub shares: SpreadShares,
}

impl SpreadShares {
    /// How many drivers have a share.
    pub const fn len(&self) -> usize {
        match self {
            Self::Sobol(rows) => rows.len(),
            Self::Shapley(rows) => rows.len(),
        }
    }

    /// Whether there is nothing to share out.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Shares the variance of each metric of a question out among the drivers that are drawn, with
/// about so many evaluations, fewer where they are made one by one; `None` as soon as it is
/// cancelled. The same on any number of threads.
///
/// A payback that never comes counts as the horizon, a multiple that is absent as 100 years; draws
/// in which another metric has no value are left out.
///
/// # Errors
/// When the settings don't fit the inputs, and when there is no memory.
pub fn spread(
    question: &RiskQuestion,
    evaluations: usize,
    threads: usize,
    cancelled: &AtomicBool,
) -> Result<Option<Vec<MetricSpread>>, RiskError> {
    let drawing = DrawMaker::new(question, 2)?;
    let plan = Plan::new(&question.inputs.programme);
    let request = Request { metrics: distinct(question.metrics), by_year: false };
    let batch = Batch::new(&plan, drawing.ranges(), request);
    shared_out(question, &drawing, &batch, (evaluations, threads, cancelled))
}

/// The same by what a simulation evaluates with, whose first figures are the question's metrics.
pub(super) fn spread_with(
    question: &RiskQuestion,
    batch: &Batch,
    evaluations: usize,
    threads: usize,
    cancelled: &AtomicBool,
) -> Result<Option<Vec<MetricSpread>>, RiskError> {
    let drawing = DrawMaker::new(question, 2)?;
    shared_out(question, &drawing, batch, (evaluations, threads, cancelled))
}

fn shared_out(
    question: &RiskQuestion,
    drawing: &DrawMaker,
    batch: &Batch,
    (evaluations, threads, cancelled): (usize, usize, &AtomicBool),
) -> Result<Option<Vec<MetricSpread>>, RiskError> {
    let is_independent = drawing.is_independent();
    let slower = if batch.is_side_by_side() { 1 } else { ONE_BY_ONE };
    let (units, draws) = size(evaluations / slower, is_independent, drawing.marginals.len());
    let metrics = distinct(question.metrics);
    let figures = metrics.len();
    let sampler =
        Sampler { uniforms: &drawing.uniforms, figures, units, draws, threads, cancelled };
    let horizon = question.inputs.programme.months() as f64 / 12.0;
    let absent: Vec<f64> = metrics.iter().map(|metric| absent(*metric, horizon)).collect();
    let function = || {
        let mut evaluation = Evaluation::new(&absent, drawing, batch)?;
        Some(move |scores: &[&[f64]], out: &mut [f64]| evaluation.evaluate(scores, out))
    };
    let drivers: Vec<Driver> = drawing.marginals.iter().map(|marginal| marginal.driver).collect();
    let shares: Option<Vec<SpreadShares>> = if is_independent {
        let named = |rows| SpreadShares::Sobol(drivers.iter().copied().zip(rows).collect());
        sobol_indices(&sampler, &function).map(|all| all.into_iter().map(named).collect())
    } else {
        let named = |rows| SpreadShares::Shapley(drivers.iter().copied().zip(rows).collect());
        let correlations = drawing.correlations();
        shapley_effects(&sampler, &correlations, &function)
            .map(|all| all.into_iter().map(named).collect())
    };
    let Some(shares) = shares else {
        let stopped = cancelled.load(Ordering::Relaxed);
        return if stopped { Ok(None) } else { Err(RiskError::NoMemory) };
    };
    let metrics = metrics.into_iter().zip(shares);
    Ok(Some(metrics.map(|(metric, shares)| MetricSpread { metric, shares }).collect()))
}

/// Units of work for so many evaluations, and the pairs of draws in each. A pair of independent
/// drivers takes another evaluation for each of them, one of correlated drivers for each set.
fn size(evaluations: usize, is_independent: bool, drivers: usize) -> (usize, usize) {
    if is_independent {
        return ((evaluations / (drivers + 2)).div_ceil(BLOCK), BLOCK);
    }
    let pairs = (evaluations / REPLICATES) >> drivers;
    // A power of two of a Sobol sequence leaves no gaps.
    let whole = 1 << pairs.max(1).ilog2();
    (REPLICATES, whole.clamp(FEWEST, BLOCK))
}

/// Figures of draws with given scores.
struct Evaluation<'a> {
    drawing: &'a DrawMaker,
    batch: &'a Batch,
    /// What an absent figure of each metric counts as.
    absent: &'a [f64],
    draws: Vec<Drivers>,
    scratch: Scratch,
    figures: Pages<f64>,
}

impl<'a> Evaluation<'a> {
    /// `None` where there is no memory for it.
    fn new(absent: &'a [f64], drawing: &'a DrawMaker, batch: &'a Batch) -> Option<Self> {
        Some(Self {
            drawing,
            batch,
            absent,
            draws: Vec::with_capacity(PIECE),
            scratch: Scratch::default(),
            figures: Pages::zeros(batch.outputs() * PIECE)?,
        })
    }

    fn evaluate(&mut self, scores: &[&[f64]], out: &mut [f64]) {
        let count = out.len() / self.absent.len().max(1);
        self.draws.clear();
        self.draws.resize(count, self.drawing.base);
        for (marginal, scores) in self.drawing.marginals.iter().zip(scores) {
            for (drivers, score) in self.draws.iter_mut().zip(*scores) {
                drivers[marginal.driver] = marginal.at(*score);
            }
        }
        let figures = &mut self.figures[..self.batch.outputs() * count];
        self.batch.evaluate(&self.draws, &mut self.scratch, figures);
        out.copy_from_slice(&figures[..out.len()]);
        for (out, absent) in out.chunks_exact_mut(count.max(1)).zip(self.absent) {
            for figure in out.iter_mut().filter(|figure| figure.is_nan()) {
                *figure = *absent;
            }
        }
    }
}

/// The metrics in their order, each once.
fn distinct(metrics: &[Metric]) -> Vec<Metric> {
    let mut distinct = Vec::new();
    for metric in metrics {
        if !distinct.contains(metric) {
            distinct.push(*metric);
        }
    }
    distinct
}
