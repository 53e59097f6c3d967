//! Risk's drawings: the first metric's histogram, and the fan of cumulative cash.

use crate::analysis::risk::{MetricRisk, YearBand};
use crate::model::{Metric, Scenario, Unit};
use crate::preset::Preset;
use crate::report::answer::{WIDTH, drawn, value};
use crate::view::format;
use crate::widgets::text::pad_left;
use crate::widgets::{Axes, Band, Chart, ChartSeries, Drawing, Glyphs, nice_ticks};

/// Rows of the fan of cumulative cash.
const FAN_ROWS: u16 = 14;

/// Rows of a histogram.
const BARS: usize = 15;

/// Columns of a histogram's longest bar.
const LONGEST: f64 = 46.0;

/// A percentile that has no value: never, or none of the draws has one.
pub(super) const fn lacking(metric: Metric) -> &'static str {
    if metric.absent_is_latest() { "never" } else { "–" }
}

/// The first metric's histogram, bars to the right, the scenarios beside theirs.
pub(super) fn histogram(preset: &Preset, risk: &MetricRisk) -> String {
    let histogram = &risk.histogram;
    let each = histogram.counts.len() / BARS;
    let bars: Vec<u64> = histogram.counts.chunks(each).map(|bars| bars.iter().sum()).collect();
    // Never is a bar of its own; what other metrics lack is left out.
    let is_bar = risk.metric.absent_is_latest() && histogram.absent > 0;
    let never = if is_bar { histogram.absent } else { 0 };
    let most = bars.iter().copied().max().unwrap_or(0).max(never).max(1) as f64;
    let width = (histogram.high - histogram.low) / BARS as f64;
    let unit = risk.metric.spec().unit;
    let all = histogram.present() + never;
    if histogram.present() == 0 {
        let none = value(preset, risk.metric, None);
        return format!("\n{} has no value in any draw: {none}.\n", risk.metric.spec().label);
    }
    let mut out = format!("\n{}\n", risk.metric.spec().label);
    let mut table = Vec::new();
    for (bar, count) in bars.iter().enumerate() {
        let from = histogram.low + width * bar as f64;
        let is_last = bar + 1 == bars.len();
        let here: Vec<&str> = Scenario::ALL
            .into_iter()
            .filter(|scenario| {
                risk.own[*scenario].is_some_and(|own| {
                    own >= from && (own < from + width || (is_last && own <= from + width * 1.001))
                })
            })
            .map(Scenario::id)
            .collect();
        let share = *count as f64 / all as f64;
        let eighths = *count as f64 / most * LONGEST;
        table.push((from, eighths, share, here.join(" ")));
    }
    let mut labels: Vec<String> =
        table.iter().map(|row| format::short_setting(unit, row.0)).collect();
    if is_bar {
        let none = |scenario: &Scenario| risk.own[*scenario].is_none();
        let here: Vec<&str> = Scenario::ALL.into_iter().filter(none).map(Scenario::id).collect();
        let share = never as f64 / all as f64;
        table.push((f64::INFINITY, never as f64 / most * LONGEST, share, here.join(" ")));
        labels.push(lacking(risk.metric).to_owned());
    }
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    for ((_, length, share, here), label) in table.iter().zip(&labels) {
        let line = format!(
            "{}  {} {} {here}",
            pad_left(label, widest),
            bar(*length),
            format::odds(*share)
        );
        out += line.trim_end();
        out.push('\n');
    }
    let beyond = (histogram.beyond.0 + histogram.beyond.1) as f64 / all as f64;
    if beyond > 0.0 {
        out += &format!("{:widest$}  {} lie beyond these ends.\n", "", format::odds(beyond));
    }
    if !is_bar && histogram.absent > 0 {
        let share = histogram.absent as f64 / (histogram.absent + histogram.present()) as f64;
        out += &format!(
            "{:widest$}  {} of the draws have none and are left out.\n",
            "",
            format::odds(share)
        );
    }
    out
}

/// A bar of so many columns, to an eighth of one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to LONGEST columns")]
fn bar(length: f64) -> String {
    let eighths = (length * 8.0).round() as usize;
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + part
}

/// The bands of cumulative cash and the median; of two years or more.
pub(super) fn fan(preset: &Preset, bands: &[YearBand]) -> String {
    let row =
        |index: usize| -> Vec<f64> { bands.iter().map(|band| band.percentiles[index]).collect() };
    let [p5, p25, p50, p75, p95] = [0, 1, 2, 3, 4].map(row);
    let ends =
        |values: &[f64], choose: fn(f64, f64) -> f64| values.iter().copied().fold(0.0, choose);
    let (low, high) = (ends(&p5, f64::min), ends(&p95, f64::max));
    let ticks = nice_ticks(low, high, 5);
    let words: Vec<String> = ticks
        .iter()
        .map(|tick| pad_left(&format::short_setting(Unit::Billions, *tick), 9))
        .collect();
    let y_labels: Vec<(f64, &str)> =
        ticks.into_iter().zip(words.iter().map(String::as_str)).collect();
    let years: Vec<String> = bands.iter().map(|band| band.year.to_string()).collect();
    let x_labels: Vec<(usize, &str)> = years.iter().map(String::as_str).enumerate().collect();
    let chart = Chart {
        series: &[ChartSeries { values: &p50, bare: true, ..ChartSeries::default() }],
        bands: [Band { low: &p5, high: &p95 }, Band { low: &p25, high: &p75 }],
        drawing: Drawing::Curves,
        axes: Axes {
            scale: (low, high),
            x_labels: &x_labels,
            y_labels: &y_labels,
            ..Axes::default()
        },
        paint: (&Glyphs::PICTURE).into(),
    };
    let horizon = preset.inputs.programme.horizon.name();
    let title = format!("\nCumulative cash to {horizon}: P5 to P95, P25 to P75, median\n");
    title + &drawn(chart, WIDTH, FAN_ROWS)
}
