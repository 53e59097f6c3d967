//! A curve through a plot: a line that turns with it, a mark at its points, bands behind it.

use ratatui::style::Style;

use super::{axes::Plot, pen::Pen, scale::floored};

/// Columns from one mark to the next, at least, so that the line between them is seen.
const MARK_SPACING: u16 = 4;

/// The lower and the upper end of a band, point for point.
#[derive(Debug, Clone, Copy, Default)]
pub struct Band<'a> {
    /// The lower end.
    pub low: &'a [f64],
    /// The upper end.
    pub high: &'a [f64],
}

impl Band<'_> {
    pub(super) fn draw(&self, pen: &mut Pen<'_>, plot: &Plot, shade: &str) {
        for column in 0..plot.area.width {
            let Some(place) = plot.place_at(column) else {
                continue;
            };
            let ends = interpolate(self.low, place).zip(interpolate(self.high, place));
            let Some((low, high)) = ends.map(|(a, b)| (a.min(b), a.max(b))) else {
                continue;
            };
            let (bottom, top) = plot.scale;
            if high < bottom || low > top {
                continue;
            }
            let (Some(first), Some(last)) = (plot.nearest_row(high), plot.nearest_row(low)) else {
                continue;
            };
            for row in first..=last {
                pen.put(plot.area.x + column, plot.area.y + row, shade, pen.paint.dim);
            }
        }
    }
}

/// The value of a series at a place between its points, on the straight line between them.
fn interpolate(values: &[f64], place: f64) -> Option<f64> {
    let index = floored(place, u16::MAX);
    let part = place - f64::from(index);
    let from = *values.get(usize::from(index))?;
    if part <= 0.0 {
        return from.is_finite().then_some(from);
    }
    let to = *values.get(usize::from(index) + 1)?;
    let value = from * (1.0 - part) + to * part;
    value.is_finite().then_some(value)
}

/// The row of a series at each column of the plot.
fn rows(plot: &Plot, values: &[f64]) -> Vec<Option<u16>> {
    (0..plot.area.width)
        .map(|column| plot.row_of(interpolate(values, plot.place_at(column)?)?))
        .collect()
}

/// Draws the line of a series, without marks.
pub(super) fn draw_line(pen: &mut Pen<'_>, plot: &Plot, values: &[f64], style: Style) {
    let [down_right, down_left, up_right, up_left] = pen.paint.glyphs.turns;
    let (flat, steep) = (pen.paint.glyphs.horizontal, pen.paint.glyphs.vertical);
    let rows = rows(plot, values);
    for (column, row) in (0..).zip(&rows) {
        let Some(row) = *row else { continue };
        let next = rows.get(usize::from(column) + 1).copied().flatten();
        let next = next.unwrap_or(row);
        let mut put = |row: u16, symbol: &str| {
            pen.put(plot.area.x + column, plot.area.y + row, symbol, style);
        };
        if next == row {
            put(row, flat);
            continue;
        }
        let (here, there) = if next < row { (up_left, down_right) } else { (down_left, up_right) };
        put(row, here);
        put(next, there);
        for between in row.min(next) + 1..row.max(next) {
            put(between, steep);
        }
    }
}

/// Draws a mark at the points of a series; one that meets another series' mark becomes a shared one.
pub(super) fn draw_marks(pen: &mut Pen<'_>, plot: &Plot, values: &[f64], mark: &str, style: Style) {
    let spacing = match plot.points {
        0 | 1 => MARK_SPACING,
        _ => plot.column_of_point(1) - plot.column_of_point(0),
    };
    let step = usize::from(MARK_SPACING.div_ceil(spacing.max(1)));
    for (index, &value) in values.iter().enumerate().step_by(step) {
        let Some(row) = plot.row_of(value) else {
            continue;
        };
        let (column, row) = (plot.area.x + plot.column_of_point(index), plot.area.y + row);
        let there = pen.symbol_at(column, row);
        let shared = there != mark
            && (pen.paint.glyphs.handles.contains(&there) || there == pen.paint.glyphs.merged);
        let symbol = if shared { pen.paint.glyphs.merged } else { mark };
        pen.put(column, row, symbol, style);
    }
}
