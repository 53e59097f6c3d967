//! The spider: the figure along every driver's way from its lowest to its highest value, all on one
//! axis, so that slopes can be compared.

use super::range_words;
use crate::analysis::Tornado as Answer;
use crate::model::Unit;
use crate::view::Canvas;
use crate::view::format;
use crate::view::line::{cut, piece, put_centred, put_left, row};
use crate::view::regions::Target;
use crate::view::words::input_label;
use crate::widgets::chart::Series;
use crate::widgets::{Axes, AxisStyles, Chart, Drawing};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

/// Columns of the list, and right of the plot for the curves' numbers.
const LIST: u16 = 20;
const NUMBERS: u16 = 6;

/// Draws a curve for each driver: the chosen one with marks, and its values below.
pub(super) fn draw(canvas: &mut Canvas, answer: &Answer, area: Rect) {
    let theme = canvas.look.theme;
    let [list, chart] =
        Layout::horizontal([Constraint::Length(LIST), Constraint::Fill(1)]).areas(area);
    let selected = canvas.session.drivers.selected.min(answer.rows.len().saturating_sub(1));
    draw_list(canvas, answer, selected, list);
    let curves: Vec<Vec<f64>> = answer
        .rows
        .iter()
        .map(|row| row.points.iter().map(|(_, value)| value.unwrap_or(f64::NAN)).collect())
        .collect();
    let every = || curves.iter().flatten().copied().filter(|value| value.is_finite());
    let low = every().fold(f64::INFINITY, f64::min);
    let high = every().fold(f64::NEG_INFINITY, f64::max);
    let Some(chosen) = answer.rows.get(selected).filter(|_| low <= high) else {
        let why = "no driver differs, or the figure has no value";
        put_centred(canvas.buffer, chart, why, theme.dim);
        return;
    };
    let series = |index: usize, bare: bool| Series {
        values: &curves[index],
        mark: canvas.session.scenario as usize,
        bare,
        style: if bare { theme.dim } else { theme.accent },
        ..Series::default()
    };
    // The chosen one last, so that it lies above the others.
    let others = (0..curves.len()).filter(|index| *index != selected);
    let mut drawn: Vec<Series> = others.map(|index| series(index, true)).collect();
    drawn.push(series(selected, false));
    let unit = chosen.bar.input.spec().unit;
    let labels: Vec<String> =
        chosen.points.iter().map(|(value, _)| format::short_setting(unit, *value)).collect();
    let x_labels: Vec<(usize, &str)> = labels.iter().map(String::as_str).enumerate().collect();
    let share = matches!(answer.metric.spec().unit, Unit::Share | Unit::PerYear);
    let chart_widget = Chart {
        series: &drawn,
        drawing: Drawing::Curves,
        axes: Axes {
            scale: Some((low.min(high - 1e-9), high)),
            x_labels: &x_labels,
            format: if share {
                |value| format::trimmed(value * 100.0, 1)
            } else {
                |value| format::trimmed(value, 1)
            },
            styles: AxisStyles { line: theme.dim, label: theme.dim, zero: theme.dim },
            ..Axes::default()
        },
        legend: false,
        glyphs: canvas.look.glyphs,
    };
    let plot_area = Rect { width: chart.width.saturating_sub(NUMBERS), ..chart };
    let plot = chart_widget.plot(plot_area);
    chart_widget.render(plot_area, canvas.buffer);
    // At a curve's right end stands its number; several at one height stand side by side.
    let mut taken = vec![0_u16; usize::from(area.height)];
    for (index, curve) in curves.iter().enumerate() {
        let Some(at) = curve.last().and_then(|value| plot.row_of(*value)) else { continue };
        let line = plot.area.y + at;
        let used = &mut taken[usize::from(line)];
        let style = if index == selected { theme.accent } else { theme.dim };
        let place = cut(row(chart, line), plot_area.width + 1 + *used, 2);
        put_left(canvas.buffer, place, &[piece((index + 1).to_string(), style)]);
        *used += 2;
    }
}

fn draw_list(canvas: &mut Canvas, answer: &Answer, selected: usize, area: Rect) {
    let theme = canvas.look.theme;
    for (index, entry) in answer.rows.iter().enumerate() {
        let line = u16::try_from(2 * index).unwrap_or(u16::MAX);
        let (name, below) = (row(area, line), row(area, line.saturating_add(1)));
        let mark = if index == selected { canvas.look.glyphs.selected } else { " " };
        let style = if index == selected { theme.accent } else { theme.text };
        let label = format!("{mark} {} {}", index + 1, input_label(entry.bar.input));
        put_left(canvas.buffer, name, &[piece(label, style)]);
        let range = range_words(entry.bar.input, entry.bar.low, entry.bar.high);
        put_left(canvas.buffer, cut(below, 4, LIST), &[piece(range, theme.dim)]);
        for place in [name, below] {
            canvas.regions.add(place, Target::Line(index));
        }
    }
}
