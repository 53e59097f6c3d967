//! The fan of cumulative cash and the histogram of the figure.

use crate::analysis::Measure;
use crate::analysis::risk::{Histogram, MetricRisk, RiskAnswer};
use crate::model::{Scenario, Series};
use crate::view::canvas::{Canvas, Piece, below, cut, piece, row, width};
use crate::view::charts::{OverYears, under_points};
use crate::view::vocabulary::names;
use crate::view::{format, scales};
use crate::widgets::{Axes, Band, Chart, ChartSeries, Drawing, Marker, Paint, Plot, nice_ticks};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub(super) fn draw_fan(canvas: &mut Canvas, answer: &RiskAnswer, scale: (f64, f64), area: Rect) {
    let theme = &canvas.look.theme;
    draw_fan_heading(canvas, row(area, 0));
    let bands = &answer.result.cumulative_fcf;
    let in_time = |values: &[f64]| OverYears::of(Series::CumulativeFcf, values).values;
    let values = |index: usize| -> Vec<f64> {
        in_time(&bands.iter().map(|band| band.percentiles[index]).collect::<Vec<_>>())
    };
    let [p5, p25, p50, p75, p95] = [0, 1, 2, 3, 4].map(values);
    let years: Vec<String> = bands.iter().map(|band| band.year.to_string()).collect();
    let median =
        ChartSeries { values: &p50, bare: true, style: theme.figure, ..ChartSeries::default() };
    let of = Scenario::ALL.map(|of| in_time(canvas.years(of, Series::CumulativeFcf)));
    let [bear, base, bull] = Scenario::ALL.map(|scenario| ChartSeries {
        values: &of[scenario as usize],
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
        paint: Paint { bands: scales::bands(canvas.look), ..canvas.look.paint() },
    };
    canvas.render(chart, below(area, 1));
}

/// What is drawn, with the sign of each part.
fn draw_fan_heading(canvas: &mut Canvas, area: Rect) {
    let (look, theme) = (canvas.look, &canvas.look.theme);
    let median = look.glyphs.strokes[0];
    let money = canvas.money();
    let scenarios = Scenario::ALL
        .map(|scenario| piece(format!("  {}", look.name(scenario)), canvas.style_of(scenario)));
    let heads = ["cumulative cash, $bn", "cash, $bn"].map(|words| money.words(words).into_owned());
    let [outer, inner] = match scales::bands(look) {
        Some(grounds) => grounds.map(|ground| piece(look.glyphs.full(), Style::new().fg(ground))),
        None => look.glyphs.bands.map(|shade| piece(shade, theme.dim)),
    };
    let mut all = Vec::new();
    for head in &heads {
        let words = vec![
            piece(format!("{head}   {median} median  "), theme.dim),
            inner.clone(),
            piece(" P25–P75  ", theme.dim),
            outer.clone(),
            piece(" P5–P95", theme.dim),
        ];
        let longer = words.iter().chain(&scenarios).cloned();
        all.extend([longer.collect(), words]);
    }
    let fits = |words: &&Vec<Piece>| width(words) <= usize::from(area.width);
    if let Some(words) = all.iter().find(fits).or(all.last()) {
        canvas.left(area, words);
    }
}

/// The share of draws in each of so many even stretches between two ends, from a histogram that
/// may have other ends.
pub(in crate::view) fn shares(
    histogram: &Histogram,
    (low, high): (f64, f64),
    stretches: usize,
) -> Vec<f64> {
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
pub(in crate::view) struct Stretches {
    pub(in crate::view) low: f64,
    pub(in crate::view) high: f64,
    pub(in crate::view) ticks: Vec<f64>,
}

impl Stretches {
    /// So many even stretches over a range, the ends moved outwards by as much as it takes.
    pub(in crate::view) fn of((low, high): (f64, f64), count: usize) -> Self {
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

/// The draws in which a figure never comes about, as a hatched block beside the bars: a cell of it
/// stands for as many draws as one of theirs.
struct Never {
    /// The bars' room, and the block's.
    beside: Rect,
    block: Rect,
    /// Its height on the bars' scale.
    height: f64,
    share: f64,
}

impl Never {
    /// Columns between the bars and the block.
    const GAP: u16 = 2;

    fn of(risk: &MetricRisk, area: Rect) -> Option<Self> {
        let share = 1.0 - risk.defined;
        let wide = (area.width / 6).clamp(5, 12);
        let is_shown = risk.metric.absent_is_latest() && share > 0.0 && risk.defined > 0.0;
        if !is_shown || area.width < 5 * wide || area.height < 5 {
            return None;
        }
        let beside = Rect { width: area.width - wide - Self::GAP, ..area };
        let block = cut(area, beside.width + Self::GAP, wide);
        Some(Self { beside, block, height: share / risk.defined / f64::from(wide), share })
    }

    fn draw(&self, canvas: &mut Canvas, plot: &Plot) {
        let (dim, fails) = (canvas.look.theme.dim, canvas.look.theme.fails);
        let Some((foot, head)) = plot.zero_row().zip(plot.nearest_row(self.height)) else { return };
        let (foot, head) = (plot.area.y + foot, plot.area.y + head.min(foot.saturating_sub(1)));
        let hatch = canvas.look.glyphs.missing.repeat(usize::from(self.block.width));
        for line in head..foot {
            canvas.text(row(self.block, line), hatch.as_str(), dim);
        }
        let share = format::odds(self.share);
        canvas.text(row(self.block, head.saturating_sub(1)), share, fails);
        let rule = canvas.look.glyphs.horizontal.repeat(usize::from(self.block.width));
        canvas.text(row(self.block, foot), rule, dim);
        canvas.text(row(self.block, foot + 1), "never", fails);
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
    let never = Never::of(risk, below(area, 1));
    let bars = never.as_ref().map_or(below(area, 1), |never| never.beside);
    let stretches = usize::from(bars.width.saturating_sub(2)).max(1);
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
    let most = never.as_ref().map_or(most, |never| most.max(never.height));
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
    canvas.render(chart, bars);
    if let Some(never) = never {
        never.draw(canvas, &chart.plot(bars));
    }
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
