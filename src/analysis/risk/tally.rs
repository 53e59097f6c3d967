//! What is counted of every piece of draws while it is at hand.

use super::moments::Moments;
use super::target::Target;
use crate::model::{Metric, Scenarios};

/// Bars of a histogram.
pub(super) const BARS: usize = 120;

/// Figures nearer to each other than this share of them are one: rounding is no difference.
const SAME: f64 = 1e-9;

/// What is counted, set up once.
#[derive(Debug, Clone)]
pub(super) struct Watch {
    /// The metrics that are simulated, those asked for first, then those of targets; figures by
    /// year follow them.
    pub metrics: Vec<Metric>,
    /// How many of them are asked for.
    pub asked: usize,
    pub years: Vec<i32>,
    /// Each scenario's own value of each metric.
    pub own: Vec<Scenarios<Option<f64>>>,
    /// The ends of each metric's histogram.
    pub ends: Vec<(f64, f64)>,
    /// Each target with the place of its metric.
    pub targets: Vec<(usize, Target)>,
}

/// The counts of one piece, or of all so far.
#[derive(Debug, Clone, Default)]
pub(super) struct DrawCounts {
    /// Of each metric, then of each year's figures (ends alone).
    pub moments: Vec<Moments>,
    /// Of each metric and scenario, draws below its own value and on it.
    pub ranks: Vec<[(u64, u64); 3]>,
    /// Of each metric, draws in each bar, then below and above all.
    pub bars: Vec<Vec<u64>>,
    /// Draws that keep each target.
    pub kept: Vec<u64>,
    pub capped: bool,
}

impl DrawCounts {
    pub(super) fn new(watch: &Watch, outputs: usize) -> Self {
        Self {
            moments: vec![Moments::default(); outputs],
            ranks: vec![[(0, 0); 3]; watch.metrics.len()],
            bars: vec![vec![0; BARS + 2]; watch.metrics.len()],
            kept: vec![0; watch.targets.len()],
            capped: false,
        }
    }

    /// Of a piece, its figures one output's after another's.
    pub(super) fn of(watch: &Watch, figures: &[f64], draws: usize, capped: bool) -> Self {
        let mut tally = Self::new(watch, figures.len() / draws.max(1));
        tally.capped = capped;
        for (output, figures) in figures.chunks_exact(draws).enumerate() {
            if output >= watch.metrics.len() {
                tally.moments[output] = Moments::ends_of(figures);
            } else {
                tally.moments[output] = Moments::of(figures);
                for (ranks, own) in tally.ranks[output].iter_mut().zip(watch.own[output].0) {
                    *ranks = own.map_or((0, 0), |own| rank(figures, own));
                }
                count_bars(figures, watch.ends[output], &mut tally.bars[output]);
            }
        }
        for (kept, (metric, target)) in tally.kept.iter_mut().zip(&watch.targets) {
            let figures = &figures[metric * draws..(metric + 1) * draws];
            *kept = figures.iter().map(|figure| u64::from(target.holds(*figure))).sum();
        }
        tally
    }

    /// Adds the counts of the piece that comes next.
    pub(super) fn add(&mut self, next: &Self) {
        for (moments, next) in self.moments.iter_mut().zip(&next.moments) {
            *moments = moments.with(next);
        }
        for (ranks, next) in self.ranks.iter_mut().flatten().zip(next.ranks.iter().flatten()) {
            ranks.0 += next.0;
            ranks.1 += next.1;
        }
        for (bar, next) in self.bars.iter_mut().flatten().zip(next.bars.iter().flatten()) {
            *bar += next;
        }
        for (kept, next) in self.kept.iter_mut().zip(&next.kept) {
            *kept += next;
        }
        self.capped |= next.capped;
    }
}

/// Figures below a value, and on it.
fn rank(figures: &[f64], value: f64) -> (u64, u64) {
    let slack = SAME * value.abs() + 1e-12;
    let (low, high) = (value - slack, value + slack);
    figures.iter().fold((0, 0), |(below, on), figure| {
        let is_below = *figure < low;
        (below + u64::from(is_below), on + u64::from(*figure <= high && !is_below))
    })
}

/// Adds figures to the bars between two ends.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be within")]
fn count_bars(figures: &[f64], (low, high): (f64, f64), bars: &mut [u64]) {
    let per_unit = BARS as f64 / (high - low);
    for figure in figures {
        if figure.is_nan() {
            continue;
        }
        let place = (figure - low) * per_unit;
        let bar = if place < 0.0 {
            BARS
        } else if place < BARS as f64 {
            place as usize
        } else if *figure <= high {
            BARS - 1
        } else {
            BARS + 1
        };
        bars[bar] += 1;
    }
}
