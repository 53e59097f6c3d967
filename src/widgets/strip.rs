//! The response strip: how high a value would be at each cell of a track.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    paint::Paint,
    pen::{Pen, text_cells},
    scale::{cells, rounded, share},
};

/// Heights, one a column, on a scale that the caller gives, in as many rows as there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResponseStrip<'a> {
    /// A value for each cell, `None` where there is none. Another number of values than cells is
    /// stretched, ends on ends.
    pub values: &'a [Option<f64>],
    /// The values of the lowest and of the full height, the first above the second where less is
    /// better; values beyond are drawn at these.
    pub scale: (f64, f64),
    /// What it means that there is none, said where it has room.
    pub none: &'a str,
    /// The cell to point out, counted from the left.
    pub marked: Option<u16>,
    /// The style of the heights.
    pub style: Style,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

impl ResponseStrip<'_> {
    /// The height in eighths, 1 to eight times the rows, of a value on the strip's scale.
    pub fn eighths(&self, value: f64, rows: u16) -> u16 {
        let (low, high) = self.scale;
        let most = 8 * rows.max(1) - 1;
        1 + rounded(share(value, low, high) * f64::from(most), most)
    }

    fn value_at(&self, cell: u16, width: u16) -> Option<f64> {
        let last = self.values.len().checked_sub(1)?;
        let index = match usize::from(width) {
            0 | 1 => 0,
            width => (usize::from(cell) * last + (width - 1) / 2) / (width - 1),
        };
        self.values.get(index).copied().flatten().filter(|value| value.is_finite())
    }
}

impl Widget for ResponseStrip<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let (width, rows) = (pen.width(), area.height);
        for cell in 0..width {
            let value = self.value_at(cell, width).map(|value| self.eighths(value, rows));
            let style = if value.is_some() { self.style } else { self.paint.dim };
            let marked = self.marked == Some(cell);
            let style = if marked { self.paint.accent.patch(style) } else { style };
            for row in 0..rows {
                let below = 8 * (rows - 1 - row);
                let symbol = match value {
                    Some(eighths) => self.paint.glyphs.rise(eighths.saturating_sub(below)),
                    None => self.paint.glyphs.missing,
                };
                pen.put(cell, row, symbol, style);
            }
        }
        self.draw_none(&mut pen, rows);
    }
}

impl ResponseStrip<'_> {
    /// Says in the middle of the longest stretch without values what that means.
    fn draw_none(&self, pen: &mut Pen<'_>, rows: u16) {
        let (width, taken) = (pen.width(), text_cells(self.none) + 2);
        let is_none = |cell: u16| cell < width && self.value_at(cell, width).is_none();
        let length = |start: u16| (start..width).take_while(|cell| is_none(*cell)).count();
        let starts = (0..width).filter(|cell| is_none(*cell) && (*cell == 0 || !is_none(cell - 1)));
        let longest = starts.map(|start| (cells(length(start)), start)).max();
        if let Some((length, start)) = longest.filter(|(length, _)| *length >= taken + 2) {
            let words = format!(" {} ", self.none);
            let column = start + (length - taken) / 2;
            pen.text(column, rows / 2, taken, &words, self.paint.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use ratatui::style::Modifier;

    use super::*;
    use crate::widgets::glyphs::Glyphs;
    use crate::widgets::picture::{modifiers, picture};

    fn falling() -> Vec<Option<f64>> {
        (0..40_u8).map(|cell| (cell > 13).then(|| 4.0 + 8.0 * 14.0 / f64::from(cell))).collect()
    }

    #[test]
    fn cliffs_are_seen_before_they_are_reached() {
        let values = falling();
        let strip = ResponseStrip {
            values: &values,
            scale: (5.0, 12.0),
            marked: Some(24),
            none: "never",
            style: Style::new(),
            paint: Paint { accent: Style::new().add_modifier(Modifier::BOLD), ..Paint::default() },
        };
        assert_snapshot!(picture(strip, 40, 1), @"|╱╱╱ never ╱╱╱╱█▇▇▇▆▆▆▅▅▅▅▄▄▄▄▄▄▄▄▃▃▃▃▃▃▃|");
        assert_snapshot!(modifiers(strip, 40, 1), @"|........................B...............|");
        assert_snapshot!(picture(strip, 20, 1), @"|╱╱╱╱╱╱╱█▇▆▅▅▄▄▄▄▃▃▃▃|");
        let less_is_better = ResponseStrip { scale: (12.0, 5.0), ..strip };
        assert_snapshot!(picture(less_is_better, 40, 1), @"|╱╱╱ never ╱╱╱╱▁▂▂▂▃▃▃▄▄▄▄▅▅▅▅▅▅▅▆▆▆▆▆▆▆▆|");
        let ascii = ResponseStrip { paint: (&Glyphs::ASCII).into(), ..strip };
        assert_snapshot!(picture(ascii, 40, 1), @"|/// never ////####=======---------------|");
    }
}
