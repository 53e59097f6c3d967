//! A curve through a plot: a line of dots, marks along it, bands behind it.

use ratatui::style::Style;

use super::{
    axes::Plot,
    dots::{ACROSS, DOWN, Dots, Stroke},
    pen::Pen,
    scale::{floored, rounded},
};

/// The lower and the upper end of a band, point for point.
#[derive(Debug, Clone, Copy, Default)]
pub struct Band<'a> {
    /// The lower end.
    pub low: &'a [f64],
    /// The upper end.
    pub high: &'a [f64],
}

impl Band<'_> {
    /// Shades whole cells that lie inside, and dots of cells that do so in part; without braille, a
    /// cell is inside if its middle is.
    pub(super) fn draw(&self, dots: &mut Dots, plot: &Plot, (stroke, braille): (Stroke, bool)) {
        for column in 0..plot.area.width {
            let sides = [0, 1]
                .map(|side| (ACROSS * column + side, self.dots_at(plot, ACROSS * column + side)));
            let spans = sides.into_iter().filter_map(|(x, span)| Some((x, span?)));
            let both = spans.clone().map(|(_, span)| span);
            let Some(both) = both.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1))) else { continue };
            for (x, span) in spans.filter(|_| braille) {
                dots.shade(x, span, stroke);
            }
            for row in 0..plot.area.height {
                let (first, last) = (DOWN * row, DOWN * row + DOWN - 1);
                let middle = first + DOWN / 2;
                let (top, bottom) = if braille { (first, last) } else { (middle, middle) };
                if both.0 <= top && bottom <= both.1 {
                    dots.fill(column, row, stroke);
                }
            }
        }
    }

    /// The dots between both ends in a column of dots, the top one and the bottom one.
    fn dots_at(&self, plot: &Plot, x: u16) -> Option<(u16, u16)> {
        let place = plot.place_of_dot(x)?;
        let (a, b) = (interpolate(self.low, place)?, interpolate(self.high, place)?);
        let [top, bottom] = [a.max(b), a.min(b)].map(|end| plot.dot_of(place, end));
        let (top, bottom) = (top?.1, bottom?.1);
        let last = (DOWN * plot.area.height).checked_sub(1)?;
        let is_in_sight = bottom >= 0.0 && top <= f64::from(last);
        is_in_sight.then(|| (rounded(top, last), rounded(bottom, last)))
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

/// The line of a series; it breaks off where a value is missing.
pub(super) fn draw_line(dots: &mut Dots, plot: &Plot, values: &[f64], stroke: Stroke) {
    let places = values.iter().enumerate().map(|(index, value)| plot.dot_of(index as f64, *value));
    dots.line(places, stroke);
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
    values: &[f64],
    mark: usize,
    style: Style,
) {
    let width = plot.area.width;
    let spacing = mark_spacing(width);
    let turn = u16::try_from(mark % 3).unwrap_or(0);
    let first = (spacing / 6 + turn * spacing / 3).min(width / 2);
    let symbol = pen.paint.glyphs.mark(mark);
    for column in (first..width).step_by(usize::from(spacing)) {
        let value = plot.place_at(column).and_then(|place| interpolate(values, place));
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
