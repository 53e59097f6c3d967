//! A line to type into.

use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};

use super::{
    paint::Paint,
    pen::{Pen, text_cells},
    scale::cells,
    text::{graphemes, harmless},
};

/// A one-line field with a cursor, and beneath it what is wrong with the text.
///
/// It holds no state: text and cursor are the caller's.
#[derive(Debug, Clone, Copy, Default)]
pub struct InputLine<'a> {
    /// What stands before the field.
    pub prompt: &'a str,
    pub text: &'a str,
    /// Graphemes before the cursor; beyond the text's end it stands at the end.
    pub cursor: usize,
    /// What is wrong with the text, on the second row.
    pub error: Option<&'a str>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// The first grapheme that is seen in a field of `width` columns, and the cursor's column in it.
///
/// The text moves left no further than the cursor needs, which has a column even behind the text.
fn window(text: &str, cursor: usize, width: u16) -> (usize, u16) {
    let widths: Vec<usize> = graphemes(text).map(|(_, width)| width).collect();
    let cursor = cursor.min(widths.len());
    let under = widths.get(cursor).copied().unwrap_or(1).max(1);
    let mut first = cursor;
    let mut before = 0;
    while let Some(previous) = first.checked_sub(1) {
        if before + widths[previous] + under > usize::from(width) {
            break;
        }
        before += widths[previous];
        first = previous;
    }
    (first, cells(before))
}

impl InputLine<'_> {
    /// Where the field begins: the prompt never takes more than half of the width.
    fn field_from(&self, width: u16) -> u16 {
        match text_cells(self.prompt) {
            0 => 0,
            prompt => (prompt + 1).min(width / 2),
        }
    }
}

impl Widget for InputLine<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let width = pen.width();
        let field = self.field_from(width);
        let room = field.saturating_sub(1);
        pen.text(0, 0, room, self.prompt, self.paint.dim);
        let text = harmless(self.text);
        let (first, cursor) = window(&text, self.cursor, width - field);
        pen.rule(field, 0, width - field, " ", self.paint.text);
        let mut column = field;
        for (symbol, taken) in graphemes(&text).skip(first) {
            let taken = cells(taken);
            if column + taken > width {
                break;
            }
            pen.text(column, 0, taken, symbol, self.paint.text);
            column += taken;
        }
        let cursor = (field + cursor).min(width.saturating_sub(1));
        if first > 0 && cursor > field {
            pen.put(field, 0, self.paint.glyphs.ellipsis, self.paint.dim);
        }
        pen.restyle(cursor, 0, self.paint.selected);
        if let Some(error) = self.error {
            pen.text(field, 1, u16::MAX, error, self.paint.error);
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use ratatui::style::Style;

    use super::*;
    use crate::widgets::picture::{modifiers, picture};

    fn line(text: &str, cursor: usize) -> InputLine<'_> {
        InputLine {
            prompt: "Utilization:",
            text,
            cursor,
            paint: Paint { selected: Style::new().reversed(), ..Paint::default() },
            ..InputLine::default()
        }
    }

    #[test]
    fn the_cursor_and_the_error_are_seen() {
        let wrong = InputLine { error: Some("0–100 %; did you mean 72 %?"), ..line("0.72", 4) };
        assert_snapshot!(picture(wrong, 44, 2), @r"
        |Utilization: 0.72                           |
        |             0–100 %; did you mean 72 %?    |
        ");
        assert_snapshot!(modifiers(wrong, 44, 1), @"|.................R..........................|");
    }

    #[test]
    fn long_text_moves_with_the_cursor() {
        let text = "abc中文defghi";
        assert_snapshot!(picture(line(text, 99), 19, 1), @"|Utiliza… … defghi  |");
        assert_snapshot!(picture(line(text, 4), 19, 1), @"|Utiliza… abc中文def|");
        assert_eq!(window(text, 99, 5), (7, 4));
        assert_eq!(window(text, 4, 5), (2, 3));
        assert_eq!(window("", 3, 0), (0, 0));
    }
}
