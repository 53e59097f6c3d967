//! What a simulation says: figures of every metric, odds of targets, bands by year.

use super::simulation::on_threads;
use super::tally::{BARS, Tally, Watch};
use super::target::Target;
use crate::model::{Metric, Scenarios};
use std::sync::atomic::AtomicBool;

/// The percentiles of a metric.
pub const PERCENTS: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// The percentiles of a band.
pub const BAND_PERCENTS: [u8; 5] = [5, 25, 50, 75, 95];

/// A percentile's name in JSON and CSV.
pub fn percent_id(percent: u8) -> String {
    format!("p{percent}")
}

/// What is known of one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricRisk {
    /// Which.
    pub metric: Metric,
    /// Mean over the draws that have a value.
    pub mean: Option<f64>,
    /// Their sample standard deviation.
    pub deviation: Option<f64>,
    /// Their percentiles, those of [`PERCENTS`].
    pub percentiles: Option<[f64; 7]>,
    /// Share of the draws that have a value.
    pub defined: f64,
    /// Each scenario's own value.
    pub own: Scenarios<Option<f64>>,
    /// The percentile, 0 to 100, at which it lies among the draws that have a value: the share of
    /// them below it, those equal to it counted half.
    pub ranks: Scenarios<Option<f64>>,
    /// How often it falls where.
    pub histogram: Histogram,
}

/// How often figures fall into even stretches between two ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// Where the first stretch begins.
    pub low: f64,
    /// Where the last one ends.
    pub high: f64,
    /// Draws in each stretch.
    pub counts: Vec<u64>,
    /// Draws below the first and above the last.
    pub beyond: (u64, u64),
}

/// The odds of a target.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetRisk {
    /// Which.
    pub target: Target,
    /// Share of the draws that keep it; a draw without a value doesn't.
    pub probability: f64,
    /// √(p(1−p)/n): exact for independent draws, and at least the error of a scrambled sequence.
    pub standard_error: f64,
}

/// The percentiles of one year's figure, those of [`BAND_PERCENTS`], $bn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Calendar year.
    pub year: i32,
    /// Percentiles.
    pub percentiles: [f64; 5],
}

/// Everything that a simulation says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RiskResult {
    /// How many draws it rests on.
    pub draws: usize,
    /// The seed of the draws.
    pub seed: u64,
    /// The metrics asked for, in that order.
    pub metrics: Vec<MetricRisk>,
    /// The targets, as given.
    pub targets: Vec<TargetRisk>,
    /// Operating income by year.
    pub operating_income: Vec<Band>,
    /// Cumulative free cash flow at each year's end.
    pub cumulative_fcf: Vec<Band>,
    /// Whether some draw met `margin_capped`.
    pub margin_capped: bool,
}

impl RiskResult {
    /// The share of draws that keep a target, with its standard error, if it was asked for.
    pub fn odds(&self, target: &Target) -> Option<&TargetRisk> {
        self.targets.iter().find(|risk| risk.target == *target)
    }

    /// What is known of a metric that was asked for.
    pub fn metric(&self, metric: Metric) -> Option<&MetricRisk> {
        self.metrics.iter().find(|risk| risk.metric == metric)
    }
}

/// What is to be summed up.
pub(super) struct Summed<'a> {
    pub draws: usize,
    pub seed: u64,
    pub asked: &'a [Metric],
    pub metrics: &'a [Metric],
    pub years: &'a [i32],
    pub watch: &'a Watch,
    pub tally: &'a Tally,
}

/// Sums up; `percentiles` gives those of an output at shares in rising order.
pub(super) fn summarize(
    summed: &Summed,
    threads: usize,
    cancelled: &AtomicBool,
    percentiles: impl Fn(usize, &[f64]) -> Option<Vec<f64>> + Sync,
) -> Option<RiskResult> {
    let Summed { draws, seed, asked, metrics, years, watch, tally } = *summed;
    let outputs = metrics.len() + 2 * years.len();
    let shares = |percents: &[u8]| -> Vec<f64> {
        percents.iter().map(|percent| f64::from(*percent) / 100.0).collect()
    };
    let (of_metrics, of_bands) = (shares(&PERCENTS), shares(&BAND_PERCENTS));
    let found = on_threads(outputs, threads, cancelled, |output| {
        // Metrics that only a target asks for need no percentiles.
        match metrics.get(output) {
            Some(metric) if !asked.contains(metric) => None,
            Some(_) => percentiles(output, &of_metrics),
            None => percentiles(output, &of_bands),
        }
    })?;
    let metric_risks = asked.iter().filter_map(|metric| {
        let place = metrics.iter().position(|known| known == metric)?;
        let moments = tally.moments[place];
        let count = moments.count as f64;
        let rank = |(below, on): (u64, u64)| 100.0 * (below as f64 + 0.5 * on as f64) / count;
        let own = watch.own[place];
        let ranks = tally.ranks[place];
        let (low, high) = watch.ends[place];
        let bars = &tally.bars[place];
        Some(MetricRisk {
            metric: *metric,
            mean: (moments.count > 0).then_some(moments.mean),
            deviation: moments.deviation(),
            percentiles: found[place].as_deref().and_then(|found| found.try_into().ok()),
            defined: count / draws.max(1) as f64,
            own,
            ranks: Scenarios::from_fn(|scenario| {
                let ranks = ranks[scenario as usize];
                own[scenario].filter(|_| moments.count > 0).map(|_| rank(ranks))
            }),
            histogram: Histogram {
                low,
                high,
                counts: bars[..BARS].to_vec(),
                beyond: (bars[BARS], bars[BARS + 1]),
            },
        })
    });
    let targets = watch.targets.iter().zip(&tally.kept).map(|((_, target), kept)| {
        let probability = *kept as f64 / draws.max(1) as f64;
        TargetRisk {
            target: *target,
            probability,
            standard_error: (probability * (1.0 - probability) / draws.max(1) as f64).sqrt(),
        }
    });
    let bands = |from: usize| {
        let rows = years.iter().zip(&found[from..]);
        let band = |(year, found): (&i32, &Option<Vec<f64>>)| {
            Some(Band { year: *year, percentiles: found.as_deref()?.try_into().ok()? })
        };
        rows.filter_map(band).collect::<Vec<_>>()
    };
    Some(RiskResult {
        draws,
        seed,
        metrics: metric_risks.collect(),
        targets: targets.collect(),
        operating_income: bands(metrics.len()),
        cumulative_fcf: bands(metrics.len() + years.len()),
        margin_capped: tally.capped,
    })
}
