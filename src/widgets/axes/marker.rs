//! Broken lines through a plot, with labels that keep out of each other's way.

use std::ops::Range;

use super::{Axes, plot::Plot};
use crate::widgets::pen::{Pen, text_cells};

impl Axes<'_> {
    /// Draws the markers over what is in the plot: lines on blank cells alone, labels on top of
    /// curves where nothing is blank. Bars have no holes: what would cover one stands beside it, or
    /// is left out.
    pub(in crate::widgets) fn draw_markers(&self, pen: &mut Pen<'_>, plot: &Plot, bars: bool) {
        let area = plot.area;
        let placed: Vec<_> = self
            .markers
            .iter()
            .filter_map(|marker| Some((marker, plot.column_of_place(marker.place)?)))
            .collect();
        for (marker, column) in &placed {
            let column = area.x + column;
            let marked = plot.zero_row().and_then(|zero| {
                let is_free = |row: &u16| {
                    let symbol = pen.symbol_at(column, area.y + row);
                    !bars || symbol == " " || *row == zero && symbol == pen.paint.glyphs.horizontal
                };
                let beside = [Some(zero), Some(zero + 1), zero.checked_sub(1)];
                let inside = |row: &u16| *row < area.height;
                beside.into_iter().flatten().filter(inside).find(is_free)
            });
            for row in area.y..area.y + area.height {
                if pen.symbol_at(column, row) == " " {
                    pen.put(column, row, pen.paint.glyphs.broken, marker.style);
                }
            }
            if let Some(row) = marked {
                pen.put(column, area.y + row, pen.paint.glyphs.merged, marker.style);
            }
        }
        let mut taken: Vec<(u16, Range<u16>)> = Vec::new();
        for (marker, column) in placed {
            let spans = label_spans(column, area.width, text_cells(marker.label));
            let is_free = |(row, span): &(u16, &Range<u16>)| {
                let meets = |(other, cells): &(u16, Range<u16>)| {
                    other == row && cells.start <= span.end && span.start <= cells.end
                };
                Some(*row) != plot.zero_row() && !taken.iter().any(meets)
            };
            let is_blank = |(row, span): &(u16, &Range<u16>)| {
                let cell = |column| pen.symbol_at(area.x + column, area.y + row);
                (*span).clone().all(|column| cell(column) == " ")
            };
            let places = || {
                let of = |span| (0..area.height).map(move |row| (row, span));
                spans.iter().flat_map(of).filter(is_free)
            };
            let free = places().find(is_blank).or_else(|| places().next().filter(|_| !bars));
            if let Some((row, span)) = free.map(|(row, span)| (row, span.clone())) {
                let width = span.end - span.start;
                pen.text(area.x + span.start, area.y + row, width, marker.label, marker.style);
                taken.push((row, span));
            }
        }
    }
}

/// Right of the marker's column and left of it, where there is room; cut where neither has any.
fn label_spans(column: u16, plot_width: u16, width: u16) -> Vec<Range<u16>> {
    let right = column + 1;
    let mut spans = Vec::new();
    if width == 0 {
        return spans;
    }
    if right + width <= plot_width {
        spans.push(right..right + width);
    }
    if width <= column {
        spans.push(column - width..column);
    }
    if spans.is_empty() {
        let is_right = plot_width - right.min(plot_width) >= column;
        spans.push(if is_right { right..plot_width } else { 0..column });
        spans.retain(|span| !span.is_empty());
    }
    spans
}
