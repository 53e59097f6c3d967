//! The bar that tells what a heat map's shades mean.

use ratatui::style::Style;

use super::pen::Pen;

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

impl Legend<'_> {
    /// Draws it, a symbol and style for each shade.
    pub(super) fn draw(
        self,
        pen: &mut Pen<'_>,
        (start, row): (u16, u16),
        shades: impl Iterator<Item = (&'static str, Style)>,
    ) {
        let paint = pen.paint;
        let (glyphs, label) = (paint.glyphs, paint.dim);
        let mut column = start;
        column += pen.text(column, row, u16::MAX, self.low, label) + 1;
        for (symbol, style) in shades {
            pen.rule(column, row, CELLS, symbol, style);
            column = column.saturating_add(CELLS);
        }
        column = column.saturating_add(1);
        column += pen.text(column, row, u16::MAX, self.high, label) + 3;
        for (symbol, style, words) in [
            (glyphs.missing, paint.dim, self.none),
            (glyphs.contour, paint.warning, self.contour),
            (glyphs.cliff, paint.warning, self.cliff),
        ] {
            // A sign whose words have no room would say nothing.
            if !words.is_empty() && column.saturating_add(5) < pen.width() {
                pen.put(column, row, symbol, style);
                column += 2 + pen.text(column + 2, row, u16::MAX, words, label) + 3;
            }
        }
    }
}
