//! A curve through a plot: a line of dots, and marks along it.

use ratatui::style::Style;

use super::{
    axes::Plot,
    dots::{Dots, Stroke},
    pen::Pen,
    scale::floored,
};

/// The value of a series at a place between its points, on the straight line between them.
pub(super) fn interpolate(values: &[f64], place: f64) -> Option<f64> {
    if place < 0.0 {
        return None;
    }
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

/// Values from a place among the points on.
#[derive(Clone, Copy)]
pub(super) struct Course<'a> {
    pub(super) values: &'a [f64],
    pub(super) from: f64,
}

impl Course<'_> {
    fn at(self, place: f64) -> Option<f64> {
        interpolate(self.values, place - self.from)
    }
}

/// The line of a series; it breaks off where a value is missing.
pub(super) fn draw_line(dots: &mut Dots, plot: &Plot, course: Course<'_>, stroke: Stroke) {
    let places = course.values.iter().enumerate();
    dots.line(places.map(|(index, value)| plot.dot_of(course.from + index as f64, *value)), stroke);
}

/// Columns from one mark of a line to the next, of a plot so many columns wide.
fn mark_spacing(width: u16) -> u16 {
    (width / 4).clamp(6, 18)
}

/// Draws a mark on a line now and then, those of three lines in turn; one that meets another line's
/// mark becomes a shared one. The pen's area is the plot's.
pub(super) fn draw_marks(
    pen: &mut Pen<'_>,
    plot: &Plot,
    course: Course<'_>,
    mark: usize,
    style: Style,
) {
    let width = plot.area.width;
    let spacing = mark_spacing(width);
    let turn = u16::try_from(mark % 3).unwrap_or(0);
    let first = (spacing / 6 + turn * spacing / 3).min(width / 2);
    let symbol = pen.paint.glyphs.mark(mark);
    for column in (first..width).step_by(usize::from(spacing)) {
        let value = plot.place_at(column).and_then(|place| course.at(place));
        let Some(row) = value.and_then(|value| plot.row_of(value)) else {
            continue;
        };
        let there = pen.symbol_at(column, row);
        let is_other =
            pen.paint.glyphs.lines.has_dots() && pen.paint.glyphs.handles.contains(&there);
        let shared = there != symbol && (is_other || there == pen.paint.glyphs.merged);
        pen.put(column, row, if shared { pen.paint.glyphs.merged } else { symbol }, style);
    }
}
