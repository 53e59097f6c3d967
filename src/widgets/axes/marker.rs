//! Broken lines through a plot, with labels that keep out of each other's way.

use std::ops::Range;

use super::{Axes, Plot};
use crate::widgets::pen::{Pen, text_cells};

impl Axes<'_> {
    /// Draws the markers over what is in the plot: lines on blank cells alone, labels on top.
    pub(in crate::widgets) fn draw_markers(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let area = plot.area;
        let placed: Vec<_> = self
            .markers
            .iter()
            .filter_map(|marker| Some((marker, plot.column_of_place(marker.place)?)))
            .collect();
        for (marker, column) in &placed {
            let column = area.x + column;
            for row in area.y..area.y + area.height {
                if pen.symbol_at(column, row) == " " {
                    pen.put(column, row, pen.glyphs.broken, marker.style);
                }
            }
            if let Some(row) = plot.zero_row() {
                pen.put(column, area.y + row, pen.glyphs.merged, marker.style);
            }
        }
        let mut taken: Vec<(u16, Range<u16>)> = Vec::new();
        for (marker, column) in placed {
            let span = label_span(column, area.width, text_cells(marker.label));
            let is_free = |row: &u16| {
                let meets = |(other, cells): &(u16, Range<u16>)| {
                    other == row && cells.start <= span.end && span.start <= cells.end
                };
                Some(*row) != plot.zero_row() && !taken.iter().any(meets)
            };
            let is_blank = |row: &u16| {
                let cell = |column| pen.symbol_at(area.x + column, area.y + row);
                span.clone().all(|column| cell(column) == " ")
            };
            let rows = || (0..area.height).filter(is_free);
            let free = rows().find(is_blank).or_else(|| rows().next());
            if let (Some(row), false) = (free, span.is_empty()) {
                let width = span.end - span.start;
                pen.text(area.x + span.start, area.y + row, width, marker.label, marker.style);
                taken.push((row, span));
            }
        }
    }
}

/// Right of the marker's column, or left of it where the right has no room; cut where neither has.
fn label_span(column: u16, plot_width: u16, width: u16) -> Range<u16> {
    let right = column + 1;
    if right + width <= plot_width {
        right..right + width
    } else if width <= column {
        column - width..column
    } else if plot_width - right.min(plot_width) >= column {
        right..plot_width
    } else {
        0..column
    }
}
