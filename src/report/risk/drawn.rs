//! Risk's drawings: the first metric's histogram, and the fan of cumulative cash.

use crate::analysis::risk::{MetricRisk, YearBand};
use crate::model::{Metric, Scenario, Unit};
use crate::preset::Preset;
use crate::report::answer::{WIDTH, axis_ticks, drawn, indexed, value};
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
    let spec = risk.metric.spec();
    if histogram.present() == 0 {
        let none = value(preset, risk.metric, None);
        return format!("\n{} has no value in any draw: {none}.\n", spec.label);
    }
    // Never is a bar of its own; what other metrics lack is left out.
    let is_bar = risk.metric.absent_is_latest() && histogram.absent > 0;
    let never = if is_bar { histogram.absent } else { 0 };
    let all = (histogram.present() + never) as f64;
    let width = (histogram.high - histogram.low) / BARS as f64;
    let chunks = histogram.counts.chunks(histogram.counts.len() / BARS);
    let last = chunks.len() - 1;
    // What a bar is called, how long it is, and the scenarios that lie there.
    let bars = chunks.enumerate().map(|(bar, counts)| {
        let from = histogram.low + width * bar as f64;
        let lies = |own: f64| {
            own >= from && (own < from + width || bar == last && own <= from + width * 1.001)
        };
        let here = scenarios(risk, |own| own.is_some_and(lies));
        (format::short_setting(preset.shown(spec.unit), from), counts.iter().sum::<u64>(), here)
    });
    let never = is_bar.then(|| {
        (lacking(risk.metric).to_owned(), never, scenarios(risk, |own: Option<f64>| own.is_none()))
    });
    let bars: Vec<_> = bars.chain(never).collect();
    let most = bars.iter().map(|(_, count, _)| *count).max().unwrap_or(0).max(1) as f64;
    let widest = bars.iter().map(|(label, ..)| label.chars().count()).max().unwrap_or(0);
    let mut out = format!("\n{}\n", spec.label);
    for (label, count, here) in &bars {
        let (label, count) = (pad_left(label, widest), *count as f64);
        let (bar, share) = (bar(count / most * LONGEST), format::odds(count / all));
        out += format!("{label}  {bar} {share} {here}").trim_end();
        out.push('\n');
    }
    let beyond = (histogram.beyond.0 + histogram.beyond.1) as f64 / all;
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

/// The names of the scenarios whose own values are so.
fn scenarios(risk: &MetricRisk, is_here: impl Fn(Option<f64>) -> bool) -> String {
    let here = Scenario::ALL.into_iter().filter(|scenario| is_here(risk.own[*scenario]));
    here.map(Scenario::id).collect::<Vec<_>>().join(" ")
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
    let ticks = axis_ticks(preset.shown(Unit::Billions), nice_ticks(low, high, 5), 9);
    let y_labels: Vec<_> = ticks.iter().map(|(tick, words)| (*tick, words.as_str())).collect();
    let years: Vec<String> = bands.iter().map(|band| band.year.to_string()).collect();
    let x_labels = indexed(&years);
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
