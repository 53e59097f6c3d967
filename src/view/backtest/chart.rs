//! A figure by year: a line for what the model gives, a mark for what was reported.

use crate::analysis::{BacktestLine, BacktestRow, Bound};
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::charts::{axis_format, under_points};
use crate::view::format;
use crate::widgets::{Axes, Chart, ChartSeries, Drawing};
use ratatui::layout::Rect;
use ratatui::widgets::Clear;

pub(super) fn draw(canvas: &mut Canvas, line: &BacktestLine, chosen: &BacktestRow, area: Rect) {
    draw_heading(canvas, line, row(area, 0));
    let area = below(area, 1);
    let modelled: Vec<f64> =
        line.course.iter().map(|(_, value)| value.unwrap_or(f64::NAN)).collect();
    let finite = modelled.iter().copied().filter(|value| value.is_finite());
    let all = finite.chain(line.rows.iter().filter_map(known));
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return canvas.centred(area, "the model gives none", canvas.look.theme.dim);
    }
    // What grows much is seen from zero on.
    let low = if low > 0.0 && low < high / 2.0 { 0.0 } else { low };
    let flat = if high - low <= 1e-9 * high.abs() { (high.abs() * 0.05).max(0.5) } else { 0.0 };
    let years: Vec<String> = line.course.iter().map(|(year, _)| year.to_string()).collect();
    let series = [ChartSeries {
        values: &modelled,
        bare: true,
        style: canvas.look.theme.scenario(line.scenario),
        ..ChartSeries::default()
    }];
    let chart = Chart {
        series: &series,
        drawing: Drawing::Curves,
        axes: Axes {
            scale: (low - flat, high + flat),
            x_labels: &under_points(&years),
            format: axis_format(line.measure.unit()),
            ..Axes::default()
        },
        paint: canvas.look.paint(),
        ..Chart::default()
    };
    let plot = chart.plot(area);
    canvas.render(chart, area);
    // The chosen one last, so that nothing lies above it.
    let mut rows: Vec<&BacktestRow> = line.rows.iter().collect();
    rows.sort_by_key(|row| *row == chosen);
    for year in rows {
        let point = line.course.iter().position(|(of, _)| *of == year.year());
        let at = known(year).and_then(|value| plot.row_of(value)).zip(point);
        let Some((down, point)) = at else { continue };
        let (place, column) =
            (row(area, plot.area.y + down), plot.area.x + plot.column_of_point(point));
        let (sign, theme) = (sign(canvas, year), &canvas.look.theme);
        let (place, words, style) = if year == chosen {
            let place = cut(place, column.saturating_sub(1), 3);
            (place, format!("[{sign}]"), theme.accent)
        } else {
            (cut(place, column, 1), sign.to_owned(), theme.figure)
        };
        // Where the line runs, the mark keeps its own style.
        canvas.render(Clear, place);
        canvas.text(place, words, style);
    }
}

/// What is known of a year: what was reported, or the one end of its bound.
fn known(year: &BacktestRow) -> Option<f64> {
    year.reported.or(match year.bound? {
        Bound::AtLeast(end) | Bound::AtMost(end) => Some(end),
        Bound::Within(..) => None,
    })
}

/// The mark of that.
fn sign(canvas: &Canvas, year: &BacktestRow) -> &'static str {
    match (year.reported, year.bound) {
        (None, Some(Bound::AtLeast(_))) => "≥",
        (None, Some(Bound::AtMost(_))) => "≤",
        _ => canvas.look.glyphs.merged,
    }
}

/// What is drawn: `$bn by year: line modelled, ◆ reported`.
fn draw_heading(canvas: &mut Canvas, line: &BacktestLine, area: Rect) {
    let mut signs: Vec<String> = Vec::new();
    for year in &line.rows {
        let word = if year.reported.is_some() { "reported" } else { "bound" };
        let words = format!("{} {word}", sign(canvas, year));
        if !signs.contains(&words) {
            signs.push(words);
        }
    }
    let unit = format::axis_unit(canvas.shown(line.measure.unit()));
    let words = format!("{unit} by year: line modelled, {}", signs.join(", "));
    canvas.text(area, words, canvas.look.theme.dim);
}
