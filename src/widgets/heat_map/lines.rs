//! Contours and cliffs of a target, over a heat map.

use super::area::MapArea;
use crate::widgets::pen::Pen;
use ratatui::style::Color;

/// Draws lines in steps along the axes.
pub(super) fn draw(pen: &mut Pen<'_>, grid: &MapArea, lines: &[Vec<(f64, f64)>], symbol: &str) {
    let style = pen.paint.warning.bg(Color::Reset);
    for line in lines {
        let ends = line.iter().zip(line.iter().skip(1).chain(line.last()));
        for (&from, &to) in ends {
            for (column, row) in grid.cells_between(from, to) {
                pen.put(grid.area.x + column, grid.area.y + row, symbol, style);
            }
        }
    }
}
