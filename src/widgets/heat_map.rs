//! A heat map of a grid: shades by style and by density, contours, cliffs, marks and a cursor.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    paint::Paint,
    pen::{Pen, text_cells},
};

mod area;
mod lines;
mod shading;
mod words;

pub use area::MapArea;

/// A grid of values that fills a rectangle, the first row at the bottom.
///
/// Shades change at round levels, so that their borders are the contours of these; each is labelled
/// where it passes. Where neighbouring values leap, or from none to one where none is
/// [the last of all](Self::none_is_last), the border is drawn double.
///
/// ratatui's canvas knows neither levels nor hatching nor labels on its lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct HeatMap<'a> {
    /// The values, row by row from the bottom, each row from the left; `None` where there is none.
    pub values: &'a [Option<f64>],
    /// Beside each value whether it leaps to the next one across, and to the next one up; nowhere
    /// where it is empty.
    pub leaps: &'a [[bool; 2]],
    /// Columns of the grid. A last row that is short has no values at its right.
    pub columns: usize,
    /// Where one shade gives way to the next, rising, and what that border is called, if anything.
    pub levels: &'a [(f64, &'a str)],
    /// A shade below the first level, one from each level on.
    pub shades: &'a [Shade],
    /// Whether cells are drawn as two halves of full colour in place of one density.
    pub halves: bool,
    /// Whether no value is the last of all, as of a payback that never comes.
    pub none_is_last: bool,
    /// What stands in each cell where they are wide enough; nothing where it is empty.
    pub numbers: &'a [String],
    /// Lines through the grid, each as (column, row) points; whole numbers are centres of cells.
    pub contours: &'a [Vec<(f64, f64)>],
    /// Lines of the same kind along which the values leap.
    pub cliffs: &'a [Vec<(f64, f64)>],
    /// Marks above values and lines.
    pub marks: &'a [GridMark<'a>],
    /// The (column, row) of the cursor.
    pub cursor: Option<(usize, usize)>,
    /// Labels under places across, rising; thinned where they would touch.
    pub x_labels: &'a [(f64, &'a str)],
    /// Labels beside places upwards, rising; thinned where they would share a row.
    pub y_labels: &'a [(f64, &'a str)],
    /// The bar that tells what the shades mean, on a row at the bottom.
    pub legend: Legend<'a>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// How a stretch of values is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shade {
    /// Its density, where cells aren't drawn in halves.
    pub symbol: &'static str,
    /// Its colour, as that of a text.
    pub style: Style,
}

/// The words around a heat map's scale bar.
#[derive(Debug, Clone, Copy, Default)]
pub struct Legend<'a> {
    /// The values between the shades, from below the lowest to above the highest; no bar is drawn
    /// where there are none.
    pub bounds: &'a [&'a str],
    /// What a cell without a value means, said among them as well; nothing is said where it is empty.
    pub none: &'a str,
    /// What the contours mean; nothing is said where it is empty.
    pub contour: &'a str,
    /// What the cliffs mean; nothing is said where it is empty.
    pub cliff: &'a str,
}

#[derive(Debug, Clone, Copy)]
pub struct GridMark<'a> {
    /// One column wide.
    pub symbol: &'a str,
    /// The grid's column; between two where it isn't whole.
    pub column: f64,
    /// The grid's row, counted from the bottom; between two where it isn't whole.
    pub row: f64,
    pub style: Style,
}

impl HeatMap<'_> {
    /// Where the grid lies in an area, in the buffer's own columns and rows.
    pub fn grid(&self, area: Rect) -> MapArea {
        let footer = self.footer(area.height);
        let widest = self.y_labels.iter().map(|(_, label)| text_cells(label));
        let gutter = widest.max().map_or(0, |widest| widest.saturating_add(1));
        let gutter = if gutter <= area.width / 2 { gutter } else { 0 };
        let rows = match self.columns {
            0 => 0,
            columns => self.values.len().div_ceil(columns),
        };
        MapArea {
            area: Rect {
                x: area.x.saturating_add(gutter),
                width: area.width - gutter,
                height: area.height - footer,
                ..area
            },
            columns: self.columns,
            rows,
        }
    }

    fn footer(&self, height: u16) -> u16 {
        let labels = u16::from(!self.x_labels.is_empty() && height >= 3);
        labels + u16::from(height >= 5)
    }

    fn draw_marks(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        for mark in self.marks {
            // Before a number, so that it hides no digit.
            if let Some(place) = self.shown_in(grid, mark.column, mark.row) {
                let (column, row) = (grid.area.x + place.x, grid.area.y + place.y);
                pen.text(column, row, 1, mark.symbol, mark.style);
            }
        }
        let cursor = self.cursor.filter(|&(column, row)| grid.holds(column, row));
        let place = cursor.and_then(|(c, r)| self.shown_in(grid, c as f64, r as f64));
        let Some(place) = place else { return };
        let (start, row) = (grid.area.x + place.x, grid.area.y + place.y);
        // What stands under the cursor stays in sight: the cursor's style alone shows there.
        let is_marked = self.marks.iter().any(|mark| pen.symbol_at(start, row) == mark.symbol);
        if is_marked || place.width > 1 {
            for column in start..start + place.width {
                pen.restyle(column, row, self.paint.selected);
            }
        } else {
            pen.put(start, row, self.paint.glyphs.cursor, self.paint.selected);
        }
    }

    fn draw_labels(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        let area = grid.area;
        if area.x > 0 {
            let line = area.x - 1;
            for row in 0..area.height {
                pen.put(line, area.y + row, self.paint.glyphs.vertical, self.paint.dim);
            }
            let mut free = area.height;
            for &(index, label) in self.y_labels {
                let row = grid.cell_of(0.0, index).map(|(_, row)| row);
                let Some(row) = row.filter(|row| *row < free) else {
                    continue;
                };
                free = row;
                pen.put(line, area.y + row, self.paint.glyphs.tick, self.paint.dim);
                pen.text_before(line, area.y + row, line, label, self.paint.dim);
            }
        }
        if self.footer(pen.height()) == 0 || self.x_labels.is_empty() {
            return;
        }
        let mut free = 0;
        for &(index, label) in self.x_labels {
            let column = grid.cell_of(index, 0.0).map(|(column, _)| column);
            let Some(column) = column else {
                continue;
            };
            let width = text_cells(label);
            let start = column.saturating_sub(width / 2).min(area.width.saturating_sub(width));
            if start < free {
                continue;
            }
            free = start + width + 1;
            let room = area.width - start;
            pen.text(area.x + start, area.y + area.height, room, label, self.paint.dim);
        }
    }
}

impl Widget for HeatMap<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        if pen.width() == 0 || pen.height() == 0 {
            return;
        }
        let grid = self.grid(Rect::new(0, 0, pen.width(), pen.height()));
        self.draw_values(&mut pen, &grid);
        self.draw_leaps(&mut pen, &grid);
        let glyphs = self.paint.glyphs;
        for (lines, symbol) in [(self.contours, glyphs.contour), (self.cliffs, glyphs.cliff)] {
            lines::draw(&mut pen, &grid, lines, symbol);
        }
        self.draw_words(&mut pen, &grid);
        self.draw_marks(&mut pen, &grid);
        self.draw_labels(&mut pen, &grid);
        if pen.height() >= 5 {
            self.draw_legend(&mut pen, grid.area.x);
        }
    }
}

#[cfg(test)]
mod tests;
