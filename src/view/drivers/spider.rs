//! The spider: the figure along every driver's way from its lowest to its highest value, all on one
//! axis, so that slopes can be compared.

use super::response::headings;
use crate::analysis::Tornado;
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::charts::axis_format;
use crate::view::regions::ClickTarget;
use crate::view::words::range_words;
use crate::widgets::{Axes, Chart, ChartSeries, Drawing};
use ratatui::layout::{Constraint, Layout, Rect};

/// Columns of the list, and right of the plot for the curves' numbers.
const LIST: u16 = 20;
const NUMBERS: u16 = 6;

/// Draws the curves beside a list that gives each its number.
pub(super) fn draw_with_list(canvas: &mut Canvas, answer: &Tornado, area: Rect) {
    let [list, chart] =
        Layout::horizontal([Constraint::Length(LIST), Constraint::Fill(1)]).areas(area);
    let selected = canvas.session.screens.drivers.selected.min(answer.rows.len().saturating_sub(1));
    draw_list(canvas, answer, selected, list);
    draw(canvas, answer, chart);
}

/// Draws a curve for each driver, from its lowest value to its highest: the chosen one with marks.
pub(super) fn draw(canvas: &mut Canvas, answer: &Tornado, chart_area: Rect) {
    let theme = &canvas.look.theme;
    let hue = canvas.style_of(canvas.session.scenario);
    let selected = canvas.session.screens.drivers.selected.min(answer.rows.len().saturating_sub(1));
    let curves: Vec<Vec<f64>> = answer
        .rows
        .iter()
        .map(|row| row.points.iter().map(|(_, value)| value.unwrap_or(f64::NAN)).collect())
        .collect();
    let every = || curves.iter().flatten().copied().filter(|value| value.is_finite());
    let ends = every().reduce(f64::min).zip(every().reduce(f64::max));
    let Some((chosen, (low, high))) = answer.rows.get(selected).zip(ends) else {
        let why = "no driver differs, or the figure has no value";
        canvas.centred(chart_area, why, theme.dim);
        return;
    };
    let series = |index: usize, bare: bool| ChartSeries {
        values: &curves[index],
        mark: canvas.session.scenario as usize,
        bare,
        // Where there is one grey, lines are told apart by how they are drawn.
        dotted: bare && index.is_multiple_of(2),
        style: match (bare, index / 2 % 2) {
            (false, _) => hue,
            (true, 0) => theme.dim,
            (true, _) => theme.text,
        },
        ..ChartSeries::default()
    };
    // The chosen one last, so that it lies above the others.
    let others = (0..curves.len()).filter(|index| *index != selected);
    let mut drawn: Vec<ChartSeries> = others.map(|index| series(index, true)).collect();
    drawn.push(series(selected, false));
    let (input, range) = (chosen.bar.input, (chosen.bar.low, chosen.bar.high));
    let heads = headings(canvas, answer.metric, input, range);
    canvas.first_fitting(row(chart_area, 0), &heads, theme.title);
    let chart_area = below(chart_area, 1);
    // The axis is every driver's own: the chosen one's range stands above.
    let last = chosen.points.len().saturating_sub(1) as f64;
    let x_labels = [(0.0, "each at its lowest"), (last, "at its highest")];
    let chart = Chart {
        series: &drawn,
        drawing: Drawing::Curves,
        axes: Axes {
            scale: (low.min(high - 1e-9), high),
            x_labels: &x_labels,
            format: axis_format(answer.metric.spec().unit),
            ..Axes::default()
        },
        paint: canvas.look.paint(),
        ..Chart::default()
    };
    let plot_area = cut(chart_area, 0, chart_area.width.saturating_sub(NUMBERS));
    let plot = chart.plot(plot_area);
    canvas.render(chart, plot_area);
    // At a curve's right end stands its number; several at one height stand side by side.
    let mut taken = vec![0_u16; usize::from(chart_area.height)];
    for (index, curve) in curves.iter().enumerate() {
        let Some(at) = curve.last().and_then(|value| plot.row_of(*value)) else { continue };
        let line = plot.area.y + at;
        let used = &mut taken[usize::from(line)];
        let style = if index == selected { hue } else { theme.dim };
        let place = cut(row(chart_area, line), plot_area.width + 1 + *used, 2);
        canvas.text(place, (index + 1).to_string(), style);
        *used += 2;
    }
}

fn draw_list(canvas: &mut Canvas, answer: &Tornado, selected: usize, area: Rect) {
    for (place, index) in canvas.session.screen_lines(answer.rows.len()).into_iter().enumerate() {
        let entry = &answer.rows[index];
        let line = u16::try_from(2 * place).unwrap_or(u16::MAX);
        let (name, range) = (row(area, line), row(area, line.saturating_add(1)));
        let (mark, style) = canvas.mark(index == selected);
        let bar = &entry.bar;
        let label = canvas.input_name(bar.input, usize::from(LIST).saturating_sub(4));
        canvas.text(name, format!("{mark} {} {label}", index + 1), style);
        canvas.mark_screen_words(name);
        let words = range_words(canvas.money(), bar.input, (bar.low, bar.high));
        canvas.text(cut(range, 4, LIST), words, canvas.look.theme.dim);
        for place in [name, range] {
            canvas.on_click(place, ClickTarget::Line(index));
        }
    }
}
