//! What a simulation says: figures of every metric, odds of targets, bands by year.

use super::moments::Moments;
use super::tally::{BARS, DrawCounts, Watch};
use super::target::Target;
use crate::analysis::threads::on_threads;
use crate::model::{Metric, Scenarios};
use std::sync::atomic::AtomicBool;

/// The percentiles of a metric.
pub const PERCENTS: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// The percentiles of a band.
pub const BAND_PERCENTS: [u8; 5] = [5, 25, 50, 75, 95];

/// The shares of figures below percentiles.
pub(super) fn shares<const N: usize>(percents: [u8; N]) -> [f64; N] {
    percents.map(|percent| f64::from(percent) / 100.0)
}

/// A percentile's name in JSON and CSV.
pub fn percent_id(percent: u8) -> String {
    format!("p{percent}")
}

/// What is known of one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricRisk {
    /// The metric that was asked for, in whose unit the figures are.
    pub metric: Metric,
    /// Mean over the draws that have a value.
    pub mean: Option<f64>,
    /// Their sample standard deviation.
    pub deviation: Option<f64>,
    /// Whether mean and deviation say nothing: it is a ratio, and its denominator comes near zero
    /// in some draws.
    pub is_singular: bool,
    /// The percentiles of [`PERCENTS`]. Of a metric in years they are those of all draws, one
    /// without a value being later than every other: `None` is never. Of any other metric they are
    /// those of the draws that have a value.
    pub percentiles: [Option<f64>; 7],
    /// Share of the draws that have a value.
    pub defined: f64,
    /// Each scenario's own value.
    pub own: Scenarios<Option<f64>>,
    /// The percentile, 0 to 100, at which it lies among the draws that percentiles are those of:
    /// the share of them below it, those equal to it counted half. A scenario that never pays back
    /// lies above all draws that do.
    pub ranks: Scenarios<Option<f64>>,
    /// How often it falls where.
    pub histogram: Histogram,
}

/// How often figures fall into even stretches between two ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Histogram {
    /// Where the first stretch begins.
    pub low: f64,
    /// Where the last one ends.
    pub high: f64,
    /// Draws in each stretch.
    pub counts: Vec<u64>,
    /// Draws below the first and above the last.
    pub beyond: (u64, u64),
    /// Draws without a value.
    pub absent: u64,
}

impl Histogram {
    /// Draws that have a value.
    pub fn present(&self) -> u64 {
        self.counts.iter().sum::<u64>() + self.beyond.0 + self.beyond.1
    }
}

/// The odds of a target.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetRisk {
    /// The target whose odds these are.
    pub target: Target,
    /// Share of the draws that keep it. One without a value doesn't, except that never is more
    /// than any number of years.
    pub probability: f64,
    /// √(p(1−p)/n): exact for independent draws, and at least the error of a scrambled sequence.
    pub standard_error: f64,
    /// Share of the draws that have a value of the metric.
    pub defined: f64,
}

/// The percentiles of one year's figure, those of [`BAND_PERCENTS`], $bn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearBand {
    /// Its number.
    pub year: i32,
    /// Its percentiles, rising, $bn.
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
    pub operating_income: Vec<YearBand>,
    /// Cumulative free cash flow at each year's end.
    pub cumulative_fcf: Vec<YearBand>,
    /// Whether some draw met `margin_capped`.
    pub margin_capped: bool,
    /// Whether there are fewer draws than were wanted, since memory was short.
    pub short_of_memory: bool,
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

/// How many draws percentiles and places are those of: all of them where one without a value is
/// later than every other, else those that have a value.
fn ranked(metric: Option<&Metric>, moments: &Moments, draws: usize) -> u64 {
    let all = metric.is_some_and(|metric| metric.absent_is_latest());
    if all { draws as u64 } else { moments.count }
}

/// What is to be summed up.
pub(super) struct Summed<'a> {
    pub draws: usize,
    pub seed: u64,
    pub watch: &'a Watch,
    pub tally: &'a DrawCounts,
    pub short_of_memory: bool,
}

/// A ratio whose values reach further than so many times the distance from P5 to P95 has a
/// denominator near zero.
const SINGULAR: f64 = 10.0;

/// Whether a ratio's denominator comes near zero: some draws have no value, since there it is zero
/// or below, or some lie far out.
fn is_singular(metric: Metric, moments: &Moments, draws: usize, found: &[Option<f64>; 7]) -> bool {
    let [Some(low), .., Some(high)] = found else { return metric.spec().has_moving_denominator };
    let reach = (low - moments.least).max(moments.most - high);
    metric.spec().has_moving_denominator
        && (moments.count < draws as u64 || reach > SINGULAR * (high - low))
}

/// Sums up; `percentiles` gives those of an output, of so many ranked, at shares in rising order.
pub(super) fn summarize(
    summed: &Summed,
    threads: usize,
    cancelled: &AtomicBool,
    percentiles: impl Fn(usize, u64, &[f64]) -> Vec<Option<f64>> + Sync,
) -> Option<RiskResult> {
    let Summed { draws, seed, watch, tally, short_of_memory } = *summed;
    let Watch { metrics, asked, years, .. } = watch;
    let outputs = metrics.len() + 2 * years.len();
    let (of_metrics, of_bands) = (shares(PERCENTS), shares(BAND_PERCENTS));
    let found = on_threads(
        outputs,
        threads,
        cancelled,
        || (),
        |(), output| {
            let ranked = ranked(metrics.get(output), &tally.moments[output], draws);
            // Metrics that only a target asks for need no percentiles.
            match metrics.get(output) {
                Some(_) if output >= *asked => Vec::new(),
                Some(_) => percentiles(output, ranked, &of_metrics),
                None => percentiles(output, ranked, &of_bands),
            }
        },
    )?;
    let metric_risks = metrics[..*asked].iter().enumerate().map(|(place, metric)| {
        let moments = tally.moments[place];
        let defined = moments.count as f64 / draws.max(1) as f64;
        let ranked = ranked(Some(metric), &moments, draws);
        let rank = |(below, on): (u64, u64)| {
            (ranked > 0).then(|| 100.0 * (below as f64 + 0.5 * on as f64) / ranked as f64)
        };
        let last = Some(100.0 * defined).filter(|_| metric.absent_is_latest() && draws > 0);
        let own = watch.own[place];
        let ranks = tally.ranks[place];
        let percentiles = found[place].as_slice().try_into().unwrap_or([None; 7]);
        let (low, high) = watch.ends[place];
        let bars = &tally.bars[place];
        MetricRisk {
            metric: *metric,
            mean: (moments.count > 0).then_some(moments.mean),
            deviation: moments.deviation(),
            is_singular: is_singular(*metric, &moments, draws, &percentiles),
            percentiles,
            defined,
            own,
            ranks: Scenarios::from_fn(|scenario| {
                let ranks = ranks[scenario as usize];
                own[scenario].map_or(last, |_| rank(ranks))
            }),
            histogram: Histogram {
                low,
                high,
                counts: bars[..BARS].to_vec(),
                beyond: (bars[BARS], bars[BARS + 1]),
                absent: draws as u64 - moments.count,
            },
        }
    });
    let targets = watch.targets.iter().zip(&tally.kept).map(|((place, target), kept)| {
        let probability = *kept as f64 / draws.max(1) as f64;
        TargetRisk {
            target: *target,
            probability,
            standard_error: (probability * (1.0 - probability) / draws.max(1) as f64).sqrt(),
            defined: tally.moments[*place].count as f64 / draws.max(1) as f64,
        }
    });
    let bands = |from: usize| {
        let rows = years.iter().zip(&found[from..]);
        let band = |(year, found): (&i32, &Vec<Option<f64>>)| {
            let found = found.iter().copied().collect::<Option<Vec<f64>>>()?;
            Some(YearBand { year: *year, percentiles: found.try_into().ok()? })
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
        short_of_memory,
    })
}
