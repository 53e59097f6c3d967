//! The fan of cumulative cash and the histogram of the figure.

use crate::analysis::Measure;
use crate::analysis::risk::{Histogram, RiskAnswer};
use crate::model::{Scenario, Series};
use crate::view::canvas::{Canvas, Piece, below, piece, row, width};
use crate::view::charts::under_points;
use crate::view::format;
use crate::view::vocabulary::names;
use crate::widgets::{Axes, Band, Chart, ChartSeries, Drawing, Marker, nice_ticks};
use ratatui::layout::Rect;

pub(super) fn draw_fan(canvas: &mut Canvas, answer: &RiskAnswer, scale: (f64, f64), area: Rect) {
    let theme = &canvas.look.theme;
    draw_fan_heading(canvas, row(area, 0));
    let bands = &answer.result.cumulative_fcf;
    let values =
        |index: usize| -> Vec<f64> { bands.iter().map(|band| band.percentiles[index]).collect() };
    let [p5, p25, p50, p75, p95] = [0, 1, 2, 3, 4].map(values);
    let years: Vec<String> = bands.iter().map(|band| band.year.to_string()).collect();
    let median =
        ChartSeries { values: &p50, bare: true, style: theme.figure, ..ChartSeries::default() };
    let [bear, base, bull] = Scenario::ALL.map(|scenario| ChartSeries {
        values: canvas.years(scenario, Series::CumulativeFcf),
        mark: scenario as usize,
        dotted: true,
        style: canvas.style_of(scenario),
        ..ChartSeries::default()
    });
    let chart = Chart {
        series: &[bear, base, bull, median],
        bands: [Band { low: &p5, high: &p95 }, Band { low: &p25, high: &p75 }],
        drawing: Drawing::Curves,
        axes: Axes {
            scale,
            x_labels: &under_points(&years),
            format: |value| format::trimmed(value, 1),
            ..Axes::default()
        },
        paint: canvas.look.paint(),
    };
    canvas.render(chart, below(area, 1));
}

/// What is drawn, with the sign of each part.
fn draw_fan_heading(canvas: &mut Canvas, area: Rect) {
    let (look, theme) = (canvas.look, &canvas.look.theme);
    let [[outer, inner], [median, _]] = [look.glyphs.bands, look.glyphs.strokes];
    let money = canvas.money();
    let scenarios = Scenario::ALL
        .map(|scenario| piece(format!("  {}", look.name(scenario)), canvas.style_of(scenario)));
    let heads = ["cumulative cash, $bn", "cash, $bn"].map(|words| money.words(words).into_owned());
    let signs = format!("{median} median  {inner} P25–P75  {outer} P5–P95");
    let mut all = Vec::new();
    for head in &heads {
        let words = piece(format!("{head}   {signs}"), theme.dim);
        let longer = std::iter::once(words.clone()).chain(scenarios.iter().cloned());
        all.extend([longer.collect(), vec![words]]);
    }
    let fits = |words: &&Vec<Piece>| width(words) <= usize::from(area.width);
    if let Some(words) = all.iter().find(fits).or(all.last()) {
        canvas.left(area, words);
    }
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

/// The ends of an axis whose round values begin stretches, and these values.
struct Stretches {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
}

impl Stretches {
    /// So many even stretches over a range, the ends moved outwards by as much as it takes.
    fn of((low, high): (f64, f64), count: usize) -> Self {
        let ticks = nice_ticks(low, high, (count / 9).clamp(2, 8));
        let [first, second, ..] = ticks[..] else { return Self { low, high, ticks } };
        let step = second - first;
        let apart = (count.saturating_sub(1) as f64 * step / (high - low)).floor();
        if apart < 1.0 {
            return Self { low, high, ticks };
        }
        let each = step / apart;
        let low = first - ((first - low) / each - 1e-9).ceil() * each;
        Self { low, high: low + each * count as f64, ticks }
    }
}

pub(super) fn draw_histogram(
    canvas: &mut Canvas,
    answer: &RiskAnswer,
    (low, high): (f64, f64),
    area: Rect,
) {
    let look = canvas.look;
    let theme = &look.theme;
    let Some(risk) = answer.result.metric(answer.metric) else { return };
    let unit = answer.metric.spec().unit;
    let (name, shown) = (names(answer.metric), format::axis_unit(canvas.shown(unit)));
    let words = [
        format!("{}, {shown}: how often; scenarios and bounds", name.long),
        format!("{}, {shown}: how often", name.in_sentence()),
        format!("{}: how often", name.in_sentence()),
    ];
    canvas.first_fitting(row(area, 0), &words, theme.dim);
    let stretches = usize::from(area.width.saturating_sub(2)).max(1);
    let Stretches { low, high, ticks } = Stretches::of((low, high), stretches);
    let values = shares(&risk.histogram, (low, high), stretches);
    let place = |value: f64| {
        let share = (value - low) / (high - low);
        (low..=high).contains(&value).then_some(share * stretches as f64)
    };
    let ticks: Vec<(f64, String)> = ticks
        .into_iter()
        .filter_map(|tick| Some((place(tick)? + 1e-6, format::on_axis(unit, tick, 2))))
        .collect();
    let x_labels: Vec<(f64, &str)> =
        ticks.iter().map(|(cell, text)| (*cell, text.as_str())).collect();
    let scenarios = Scenario::ALL.into_iter().filter_map(|scenario| {
        let own = canvas.outcome(scenario).metrics[answer.metric]?;
        let style = canvas.style_of(scenario);
        Some(Marker { place: place(own)?, label: look.mark(scenario), style })
    });
    let bounds = bounds(canvas, answer);
    let bounds = bounds.iter().filter_map(|(bound, label)| {
        Some(Marker { place: place(*bound)?, label, style: theme.change })
    });
    let markers: Vec<Marker> = scenarios.chain(bounds).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    let chart = Chart {
        series: &[ChartSeries { values: &values, style: theme.bar, ..ChartSeries::default() }],
        axes: Axes {
            // A row is left above the bars for the markers' labels.
            scale: (0.0, most.max(f64::MIN_POSITIVE) * 1.15),
            x_labels: &x_labels,
            y_labels: &[(0.0, "")],
            markers: &markers,
            ..Axes::default()
        },
        paint: look.paint(),
        ..Chart::default()
    };
    canvas.render(chart, below(area, 1));
}

/// The bounds on the figure, from targets and claims, each with its sign.
fn bounds(canvas: &Canvas, answer: &RiskAnswer) -> Vec<(f64, &'static str)> {
    let session = canvas.session;
    let targets =
        session.screens.risk.targets.iter().filter(|target| target.metric == answer.metric);
    let mut bounds: Vec<(f64, &str)> =
        targets.map(|target| (target.bound, target.relation.shown())).collect();
    let claims = session.preset.claims.iter();
    for claim in claims.filter(|claim| claim.measure == Measure::Metric(answer.metric)) {
        let (low, high) = claim.bound.ends();
        for (end, sign) in [(low, "≥"), (high, "≤")] {
            let known = bounds.iter().any(|(known, _)| known.to_bits() == end.to_bits());
            if end.is_finite() && !known {
                bounds.push((end, sign));
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
