//! A heat map of a grid: shades by style and by density, contours, cliffs, marks and a cursor.

use std::array::from_fn;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
    widgets::Widget,
};

use super::{
    paint::Paint,
    pen::{Pen, text_cells},
    scale::{cells, floored, share},
};

mod area;

pub use area::MapArea;

/// A grid of values that fills a rectangle, the first row at the bottom.
///
/// A shade has a style and a density of its own, so that it reads without colour.
#[derive(Debug, Clone, Copy, Default)]
pub struct HeatMap<'a> {
    /// The values, row by row from the bottom, each row from the left; `None` where there is none.
    pub values: &'a [Option<f64>],
    /// Columns of the grid. A last row that is short has no values at its right.
    pub columns: usize,
    /// The values of the lowest and of the highest shade; values beyond have the shade at that end.
    pub scale: (f64, f64),
    /// A colour for each shade, from the lowest.
    pub shades: [Option<Color>; 4],
    /// Lines through the grid, each as (column, row) points; whole numbers are centres of cells.
    pub contours: &'a [Vec<(f64, f64)>],
    /// Lines of the same kind along which the values leap.
    pub cliffs: &'a [Vec<(f64, f64)>],
    /// Marks above values and lines.
    pub marks: &'a [GridMark<'a>],
    /// The (column, row) of the cursor.
    pub cursor: Option<(usize, usize)>,
    /// Labels under columns, by their indices in rising order; thinned where they would touch.
    pub x_labels: &'a [(usize, &'a str)],
    /// Labels at rows, by their indices in rising order; thinned where they would share a row.
    pub y_labels: &'a [(usize, &'a str)],
    /// The bar that tells what the shades mean, on a row at the bottom.
    pub legend: Legend<'a>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// The words around a heat map's scale bar.
#[derive(Debug, Clone, Copy, Default)]
pub struct Legend<'a> {
    /// The value of the lowest shade.
    pub low: &'a str,
    /// The value of the highest shade.
    pub high: &'a str,
    /// What a cell without a value means; nothing is said where it is empty.
    pub none: &'a str,
    /// What the contours mean; nothing is said where it is empty.
    pub contour: &'a str,
    /// What the cliffs mean; nothing is said where it is empty.
    pub cliff: &'a str,
}

/// Cells that each shade takes up on the bar.
const CELLS: u16 = 2;

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

    /// The density and style of each shade, from the lowest.
    fn inks(&self) -> [(&'static str, Style); 4] {
        let style = |shade: usize| Style { fg: self.shades[shade], ..Style::new() };
        from_fn(|shade| (self.paint.glyphs.densities[shade], style(shade)))
    }

    fn draw_values(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        let (inks, (low, high)) = (self.inks(), self.scale);
        let (shades, last) = (inks.len() as f64, cells(inks.len() - 1));
        for row in 0..grid.area.height {
            for column in 0..grid.area.width {
                let value = grid.index_at(column, row).and_then(|(column, row)| {
                    let value = self.values.get(row * self.columns + column);
                    value.copied().flatten().filter(|value| value.is_finite())
                });
                let (symbol, style) = match value {
                    Some(value) => {
                        inks[usize::from(floored(share(value, low, high) * shades, last))]
                    }
                    None => (self.paint.glyphs.missing, self.paint.dim),
                };
                pen.put(grid.area.x + column, grid.area.y + row, symbol, style);
            }
        }
    }

    fn draw_marks(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        for mark in self.marks {
            if let Some((column, row)) = grid.cell_of(mark.column, mark.row) {
                let (column, row) = (grid.area.x + column, grid.area.y + row);
                pen.text(column, row, 1, mark.symbol, mark.style);
            }
        }
        let cursor = self.cursor.filter(|&(column, row)| grid.holds(column, row));
        if let Some((column, row)) = cursor.and_then(|(c, r)| grid.cell_of(c as f64, r as f64)) {
            let (column, row) = (grid.area.x + column, grid.area.y + row);
            // A mark under the cursor stays in sight: the cursor's style alone shows there.
            if self.marks.iter().any(|mark| pen.symbol_at(column, row) == mark.symbol) {
                pen.restyle(column, row, self.paint.selected);
            } else {
                pen.put(column, row, self.paint.glyphs.cursor, self.paint.selected);
            }
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
                let row = grid.cell_of(0.0, index as f64).map(|(_, row)| row);
                let Some(row) = row.filter(|row| *row < free && index < grid.rows) else {
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
            let column = grid.cell_of(index as f64, 0.0).map(|(column, _)| column);
            let Some(column) = column.filter(|_| index < grid.columns) else {
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

    fn draw_legend(&self, pen: &mut Pen<'_>, start: u16) {
        let (paint, legend, row) = (self.paint, self.legend, pen.height() - 1);
        let (glyphs, label) = (paint.glyphs, paint.dim);
        let mut column = start;
        column += pen.text(column, row, u16::MAX, legend.low, label) + 1;
        for (symbol, style) in self.inks() {
            pen.rule(column, row, CELLS, symbol, style);
            column = column.saturating_add(CELLS);
        }
        column = column.saturating_add(1);
        column += pen.text(column, row, u16::MAX, legend.high, label) + 3;
        for (symbol, style, words) in [
            (glyphs.missing, paint.dim, legend.none),
            (glyphs.contour, paint.warning, legend.contour),
            (glyphs.cliff, paint.warning, legend.cliff),
        ] {
            // A sign whose words have no room would say nothing.
            if !words.is_empty() && column.saturating_add(5) < pen.width() {
                pen.put(column, row, symbol, style);
                column += 2 + pen.text(column + 2, row, u16::MAX, words, label) + 3;
            }
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
        let glyphs = self.paint.glyphs;
        for (lines, symbol) in [(self.contours, glyphs.contour), (self.cliffs, glyphs.cliff)] {
            draw_lines(&mut pen, &grid, lines, symbol);
        }
        self.draw_marks(&mut pen, &grid);
        self.draw_labels(&mut pen, &grid);
        if pen.height() >= 5 {
            self.draw_legend(&mut pen, grid.area.x);
        }
    }
}

/// Draws lines in steps along the axes.
fn draw_lines(pen: &mut Pen<'_>, grid: &MapArea, lines: &[Vec<(f64, f64)>], symbol: &str) {
    let style = pen.paint.warning;
    for line in lines {
        let ends = line.iter().zip(line.iter().skip(1).chain(line.last()));
        for (&from, &to) in ends {
            for (column, row) in grid.cells_between(from, to) {
                pen.put(grid.area.x + column, grid.area.y + row, symbol, style);
            }
        }
    }
}

#[cfg(test)]
mod tests;
