//! The fan of cumulative cash and the histogram of the figure.

use crate::analysis::Measure;
use crate::analysis::risk::Histogram;
use crate::analysis::risk::RiskAnswer;
use crate::model::{Scenario, Series, Unit};
use crate::view::Canvas;
use crate::view::format;
use crate::view::line::{piece, put_left, row};
use crate::view::tier::Tier;
use crate::view::words::short_label;
use crate::widgets::{
    Axes, AxisStyles, Band, BandChart, BandStyles, Chart, Marker, Series as Line, nice_ticks,
};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// Draws both side by side, a heading above each.
pub(super) fn draw(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let [fan, _, histogram] = Layout::horizontal([
        Constraint::Fill(1),
        Constraint::Length(if canvas.tier >= Tier::Roomy { 3 } else { 1 }),
        Constraint::Fill(1),
    ])
    .areas(area);
    draw_fan(canvas, answer, fan);
    draw_histogram(canvas, answer, histogram);
}

/// The longest heading that fits.
fn head(canvas: &mut Canvas, area: Rect, words: &[&str]) {
    let fits = words.iter().find(|words| words.chars().count() <= usize::from(area.width));
    let words = fits.or(words.last()).copied().unwrap_or_default();
    put_left(canvas.buffer, row(area, 0), &[piece(words, canvas.look.theme.dim)]);
}

fn below_head(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

fn draw_fan(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = look.theme;
    head(
        canvas,
        area,
        &[
            "cumulative cash, $bn: P5–P95, P25–P75, median; scenarios",
            "cash, $bn: P5–95, P25–75, median",
            "cash: P5–95, P25–75, P50",
        ],
    );
    let bands = &answer.result.cumulative_fcf;
    let values =
        |index: usize| -> Vec<f64> { bands.iter().map(|band| band.percentiles[index]).collect() };
    let [p5, p25, p50, p75, p95] = [0, 1, 2, 3, 4].map(values);
    let years: Vec<String> = bands.iter().map(|band| band.year.to_string()).collect();
    let x_labels: Vec<(usize, &str)> = years.iter().map(String::as_str).enumerate().collect();
    let scenarios = session.results.scenarios.0.each_ref();
    let lines = Scenario::ALL.map(|scenario| Line {
        name: scenario.id(),
        values: scenarios[scenario as usize].annual.years(Series::CumulativeFcf),
        mark: scenario as usize,
        style: if scenario == session.scenario { theme.accent } else { theme.title },
        ..Line::default()
    });
    let chart = BandChart {
        outer: Band { low: &p5, high: &p95 },
        inner: Band { low: &p25, high: &p75 },
        median: &p50,
        lines: &lines,
        axes: Axes {
            scale: session.risk.axes.map(|[cash, _]| cash),
            x_labels: &x_labels,
            format: |value| format::trimmed(value, 1),
            styles: AxisStyles { line: theme.dim, label: theme.dim, zero: theme.dim },
            ..Axes::default()
        },
        styles: BandStyles { outer: theme.dim, inner: theme.dim, median: theme.text },
        glyphs: look.glyphs,
    };
    chart.render(below_head(area), canvas.buffer);
}

/// The share of draws in each of so many even stretches between two ends, from a histogram that
/// may have other ends.
fn shares(histogram: &Histogram, (low, high): (f64, f64), stretches: usize) -> Vec<f64> {
    let all = histogram.present();
    let width = (histogram.high - histogram.low) / histogram.counts.len() as f64;
    let step = (high - low) / stretches as f64;
    // The draws below a place, those within a bar taken to lie evenly.
    let below = |place: f64| {
        let bars = (place - histogram.low) / width;
        let counted = histogram.counts.iter().enumerate();
        counted.map(|(bar, count)| *count as f64 * (bars - bar as f64).clamp(0.0, 1.0)).sum::<f64>()
    };
    (0..stretches)
        .map(|stretch| {
            let from = low + step * stretch as f64;
            (below(from + step) - below(from)) / all.max(1) as f64
        })
        .collect()
}

fn draw_histogram(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = look.theme;
    let Some(risk) = answer.result.metric(answer.metric) else { return };
    let unit = answer.metric.spec().unit;
    let short = short_label(answer.metric);
    let shown = match unit {
        Unit::Share | Unit::PerYear => "%",
        unit => unit.id(),
    };
    head(
        canvas,
        area,
        &[
            &format!("{}, {shown}: how often; scenarios and bounds", answer.metric.spec().label),
            &format!("{short}, {shown}: how often"),
            &format!("{short}: how often"),
        ],
    );
    let chart = below_head(area);
    let stretches = usize::from(area.width.saturating_sub(2)).max(1);
    let (low, high) =
        session.risk.axes.map_or((risk.histogram.low, risk.histogram.high), |[_, figure]| figure);
    let values = shares(&risk.histogram, (low, high), stretches);
    let place = |value: f64| (value - low) / (high - low) * stretches as f64;
    let ticks = nice_ticks(low, high, 8);
    let texts: Vec<String> = ticks
        .iter()
        .map(|tick| {
            let scale = if matches!(unit, Unit::Share | Unit::PerYear) { 100.0 } else { 1.0 };
            format::trimmed(tick * scale, 2)
        })
        .collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the axis")]
    let x_labels: Vec<(usize, &str)> = ticks
        .iter()
        .zip(&texts)
        .filter(|(tick, _)| (low..=high).contains(*tick))
        .map(|(tick, text)| ((place(*tick) as usize).min(stretches - 1), text.as_str()))
        .collect();
    let bounds = bounds(canvas, answer);
    let mut markers: Vec<Marker> = Scenario::ALL
        .into_iter()
        .filter_map(|scenario| {
            let own = session.results.scenarios[scenario].outcome.metrics[answer.metric]?;
            let style = if scenario == session.scenario { theme.accent } else { theme.title };
            (low..=high).contains(&own).then(|| marker(place(own), look.mark(scenario), style))
        })
        .collect();
    let shown = bounds.iter().filter(|(value, _)| (low..=high).contains(value));
    markers.extend(shown.map(|(value, label)| marker(place(*value), label, theme.change)));
    let most = values.iter().copied().fold(0.0, f64::max);
    Chart {
        series: &[Line { values: &values, style: theme.bar, ..Line::default() }],
        axes: Axes {
            // A row is left above the bars for the markers' labels.
            scale: Some((0.0, most.max(f64::MIN_POSITIVE) * 1.15)),
            x_labels: &x_labels,
            y_labels: &[(0.0, "")],
            markers: &markers,
            styles: AxisStyles { line: theme.dim, label: theme.dim, zero: theme.dim },
            ..Axes::default()
        },
        glyphs: look.glyphs,
        ..Chart::default()
    }
    .render(chart, canvas.buffer);
}

fn marker(place: f64, label: &str, style: Style) -> Marker<'_> {
    Marker { place, label, style }
}

/// The bounds on the figure, from targets and claims, each with its sign.
fn bounds(canvas: &Canvas, answer: &RiskAnswer) -> Vec<(f64, String)> {
    let session = canvas.session;
    let targets = session.risk.targets.iter().filter(|target| target.metric == answer.metric);
    let mut bounds: Vec<(f64, String)> =
        targets.map(|target| (target.bound, target.relation.shown().to_owned())).collect();
    let about_it =
        |claim: &&crate::analysis::Claim| claim.measure == Measure::Metric(answer.metric);
    for claim in session.preset.claims.iter().filter(about_it) {
        let (low, high) = claim.bound.ends();
        let ends = [(low, "≥"), (high, "≤")];
        for (end, sign) in ends.into_iter().filter(|(end, _)| end.is_finite()) {
            if !bounds.iter().any(|(known, _)| known.to_bits() == end.to_bits()) {
                bounds.push((end, sign.to_owned()));
            }
        }
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_keeps_its_draws_on_another_axis() {
        let histogram =
            Histogram { low: 0.0, high: 4.0, counts: vec![10, 30, 50, 10], ..Histogram::default() };
        let same = shares(&histogram, (0.0, 4.0), 4);
        assert_eq!(same, [0.1, 0.3, 0.5, 0.1]);
        let wider = shares(&histogram, (-2.0, 6.0), 4);
        for (found, expected) in wider.iter().zip([0.0, 0.4, 0.6, 0.0]) {
            assert!((found - expected).abs() < 1e-12, "{wider:?}");
        }
        let finer = shares(&histogram, (1.0, 3.0), 4);
        for (found, expected) in finer.iter().zip([0.15, 0.15, 0.25, 0.25]) {
            assert!((found - expected).abs() < 1e-12, "{finer:?}");
        }
    }
}
