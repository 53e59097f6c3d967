//! A metric's response to one input: a curve over its range, in axes that say their units.

use super::answer::{WIDTH, axis_ticks, drawn, setting, value};
use crate::analysis::{Evaluator, Question, Solution};
use crate::preset::{Preset, ShownUnit};
use crate::view::format;
use crate::widgets::{Axes, Chart, ChartSeries, Drawing, Glyphs, nice_ticks};

/// Points of a solution's curve.
const CURVE_POINTS: usize = 67;

/// Rows of a curve alone, its labels included; with a target it takes twice as many.
const CURVE_ROWS: u16 = 7;

/// Differences below this share of the figures are rounding.
const ROUNDING: f64 = 1e-9;

/// The metric over the interval, with the target as a line of its own.
pub(super) fn response(
    preset: &Preset,
    question: Question,
    target: f64,
    solution: &Solution,
) -> String {
    let Some((low, high)) = solution.reach else { return String::new() };
    // A figure that moves by rounding alone has no curve.
    if high - low <= ROUNDING * low.abs().max(high.abs()) {
        return String::new();
    }
    let (from, to) = solution.between;
    let (input, metric) = (solution.input, question.metric);
    let valid = input.spec().valid;
    let mut evaluator = Evaluator::new(question);
    let places: Vec<f64> = (0..CURVE_POINTS)
        .map(|index| from + (to - from) * index as f64 / (CURVE_POINTS - 1) as f64)
        .map(|place| if valid.whole { place.round() } else { place })
        .collect();
    let points: Vec<_> = places
        .iter()
        .filter(|place| valid.contains(**place))
        .map(|place| [(input, *place)])
        .collect();
    let mut values = evaluator.values_with(&points).into_iter();
    let figures: Vec<f64> = places
        .iter()
        .map(|place| valid.contains(*place).then(|| values.next().flatten()))
        .map(|figure| figure.flatten().unwrap_or(f64::NAN))
        .collect();
    // A target far out of reach would flatten the curve.
    let near = target >= low - (high - low) && target <= high + (high - low);
    let targets = vec![target; if near { CURVE_POINTS } else { 0 }];
    let name = format!("target {}", format::setting(preset.shown(metric.spec().unit), target));
    let series = [
        ChartSeries {
            name: metric.spec().label,
            values: &figures,
            mark: 1,
            ..ChartSeries::default()
        },
        ChartSeries { name: &name, values: &targets, mark: 2, ..ChartSeries::default() },
    ];
    let scale = if near { (low.min(target), high.max(target)) } else { (low, high) };
    let last = CURVE_POINTS - 1;
    let names =
        [0, last / 2, last].map(|index| (index as f64, setting(preset, input, places[index])));
    let x_labels = names.each_ref().map(|(index, name)| (*index, name.as_str()));
    let shown = if near { &series[..] } else { &series[..1] };
    let mut out = curve(shown, &x_labels, scale, preset.shown(metric.spec().unit));
    if figures.iter().any(|figure| figure.is_nan()) {
        out += &format!("Where the curve is missing: {}.\n", value(preset, metric, None));
    }
    out
}

/// Curves of a figure in axes whose values say their unit.
pub(super) fn curve(
    series: &[ChartSeries],
    x_labels: &[(f64, &str)],
    (low, high): (f64, f64),
    unit: ShownUnit,
) -> String {
    let ticks = axis_ticks(unit, nice_ticks(low, high, 3), 12);
    let y_labels: Vec<_> = ticks.iter().map(|(tick, words)| (*tick, words.as_str())).collect();
    let margin = (high - low) * 0.02;
    let axes = Axes {
        scale: (low - margin, high + margin),
        x_labels,
        y_labels: &y_labels,
        ..Axes::default()
    };
    let chart = Chart {
        series,
        drawing: Drawing::Curves,
        axes,
        paint: (&Glyphs::PICTURE).into(),
        ..Chart::default()
    };
    let rows = if series.len() > 1 { 2 * CURVE_ROWS } else { CURVE_ROWS };
    drawn(chart, WIDTH, rows)
}
