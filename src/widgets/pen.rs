//! The only way that widgets write to a buffer: clipped to their area, text made harmless.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

use super::{
    paint::Paint,
    scale::cells,
    text::{columns, graphemes, harmless, is_plain, truncate},
};

/// Writes into one area of a buffer; columns and rows count from the area's corner.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    pub(super) paint: Paint,
}

impl<'a> Pen<'a> {
    pub(super) fn new(area: Rect, buffer: &'a mut Buffer, paint: Paint) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, area, paint }
    }

    pub(super) fn width(&self) -> u16 {
        self.area.width
    }

    pub(super) fn height(&self) -> u16 {
        self.area.height
    }

    /// A pen for a part of this one's area, given in its columns and rows.
    pub(super) fn part(&mut self, part: Rect) -> Pen<'_> {
        let moved = Rect {
            x: self.area.x.saturating_add(part.x),
            y: self.area.y.saturating_add(part.y),
            ..part
        };
        Pen { area: moved.intersection(self.area), buffer: self.buffer, paint: self.paint }
    }

    /// One symbol of one column. It takes over the cell's background, but neither its colour nor
    /// its modifiers, which belonged to what stood there before.
    pub(super) fn put(&mut self, column: u16, row: u16, symbol: &str, style: Style) {
        if column >= self.area.width || row >= self.area.height {
            return;
        }
        let place = (self.area.x + column, self.area.y + row);
        if let Some(cell) = self.buffer.cell_mut(place) {
            cell.modifier = Modifier::empty();
            cell.fg = Color::Reset;
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// What stands in a cell; a blank outside the area.
    pub(super) fn symbol_at(&self, column: u16, row: u16) -> &str {
        if column >= self.area.width || row >= self.area.height {
            return " ";
        }
        self.buffer
            .cell((self.area.x + column, self.area.y + row))
            .map_or(" ", |cell| cell.symbol())
    }

    /// Adds to a cell's style and leaves its symbol.
    pub(super) fn restyle(&mut self, column: u16, row: u16, style: Style) {
        if column < self.area.width && row < self.area.height {
            let place = (self.area.x + column, self.area.y + row);
            if let Some(cell) = self.buffer.cell_mut(place) {
                cell.set_style(style);
            }
        }
    }

    /// One symbol over a stretch of a row.
    pub(super) fn rule(&mut self, column: u16, row: u16, width: u16, symbol: &str, style: Style) {
        let end = column.saturating_add(width).min(self.area.width);
        for column in column..end {
            self.put(column, row, symbol, style);
        }
    }

    /// Text from `column` on, cut to `width` columns with an ellipsis; returns the columns used.
    pub(super) fn text(
        &mut self,
        column: u16,
        row: u16,
        width: u16,
        text: &str,
        style: Style,
    ) -> u16 {
        let width = width.min(self.area.width.saturating_sub(column));
        if is_plain(text) && text.chars().count() <= usize::from(width) {
            let mut used = 0;
            for symbol in text.chars() {
                self.put(column + used, row, symbol.encode_utf8(&mut [0; 4]), style);
                used += 1;
            }
            return used;
        }
        let text = harmless(text);
        let mut used = 0;
        for (symbol, taken) in graphemes(&truncate(&text, width.into(), self.paint.glyphs.ellipsis))
        {
            let taken = cells(taken);
            if taken == 0 {
                continue;
            }
            self.put(column + used, row, symbol, style);
            for behind in 1..taken {
                self.put(column + used + behind, row, " ", style);
            }
            used += taken;
        }
        used
    }

    /// Text that ends before column `end`, and takes at most `width` columns.
    pub(super) fn text_before(
        &mut self,
        end: u16,
        row: u16,
        width: u16,
        text: &str,
        style: Style,
    ) -> u16 {
        let width = width.min(end);
        let taken = text_cells(text).min(width);
        self.text(end - taken, row, taken, text, style)
    }
}

/// Columns that the text takes up once it is harmless.
pub(super) fn text_cells(text: &str) -> u16 {
    cells(columns(&harmless(text)))
}
