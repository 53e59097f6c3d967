//! A line to type into.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    glyphs::Glyphs,
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
    /// The text.
    pub text: &'a str,
    /// Graphemes before the cursor; beyond the text's end it stands at the end.
    pub cursor: usize,
    /// What is wrong with the text, on the second row.
    pub error: Option<&'a str>,
    /// The styles of its roles.
    pub styles: InputStyles,
    /// The marks to draw with.
    pub glyphs: Glyphs,
}

/// The styles of an [`InputLine`]'s roles.
#[derive(Debug, Clone, Copy, Default)]
pub struct InputStyles {
    /// What stands before the field.
    pub prompt: Style,
    /// The text.
    pub text: Style,
    /// Added to the cell under the cursor; reversed reads without colour.
    pub cursor: Style,
    /// What is wrong.
    pub error: Style,
}

/// The first grapheme that is seen in a field of `width` columns, and the cursor's column in it.
///
/// The text moves left no further than the cursor needs, which has a column even behind the text.
pub fn window(text: &str, cursor: usize, width: u16) -> (usize, u16) {
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
    /// The cursor's place, counted from the corner of an area this wide: for a real cursor.
    pub fn cursor_column(&self, width: u16) -> u16 {
        let field = self.field_from(width);
        let (_, column) = window(&harmless(self.text), self.cursor, width - field);
        (field + column).min(width.saturating_sub(1))
    }

    /// The grapheme at a column of an area this wide, for a mouse; behind the text, its length.
    pub fn grapheme_at(&self, column: u16, width: u16) -> usize {
        let field = self.field_from(width);
        let text: Cow<'_, str> = harmless(self.text);
        let (first, _) = window(&text, self.cursor, width - field);
        let mut left = usize::from(column.saturating_sub(field));
        let mut index = 0;
        for (number, (_, taken)) in graphemes(&text).enumerate() {
            index = number;
            if number < first {
                continue;
            }
            if left < taken {
                return number;
            }
            left -= taken;
            index = number + 1;
        }
        index
    }

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
        let mut pen = Pen::new(area, buffer, self.glyphs);
        let width = pen.width();
        let field = self.field_from(width);
        let room = field.saturating_sub(1);
        pen.text(0, 0, room, self.prompt, self.styles.prompt);
        let text = harmless(self.text);
        let (first, _) = window(&text, self.cursor, width - field);
        pen.rule(field, 0, width - field, " ", self.styles.text);
        let mut column = field;
        for (symbol, taken) in graphemes(&text).skip(first) {
            let taken = cells(taken);
            if column + taken > width {
                break;
            }
            pen.text(column, 0, taken, symbol, self.styles.text);
            column += taken;
        }
        if width > 0 {
            pen.restyle(self.cursor_column(width), 0, self.styles.cursor);
        }
        if let Some(error) = self.error {
            pen.text(field, 1, u16::MAX, error, self.styles.error);
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::widgets::picture::{modifiers, picture};

    fn line(text: &str, cursor: usize) -> InputLine<'_> {
        InputLine {
            prompt: "Utilization:",
            text,
            cursor,
            styles: InputStyles { cursor: Style::new().reversed(), ..InputStyles::default() },
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
        assert_snapshot!(picture(line(text, 99), 19, 1), @"|Utiliza… 文defghi  |");
        assert_snapshot!(picture(line(text, 4), 19, 1), @"|Utiliza… abc中文def|");
        assert_eq!(window(text, 99, 5), (7, 4));
        assert_eq!(window(text, 4, 5), (2, 3));
        assert_eq!(window("", 3, 0), (0, 0));
    }

    #[test]
    fn a_click_finds_its_grapheme() {
        let line = line("a中b", 0);
        let at = |column: u16| line.grapheme_at(13 + column, 40);
        assert_eq!([0_u16, 1, 2, 3, 9].map(at), [0, 1, 1, 2, 3]);
    }

    #[test]
    fn tiny_fields() {
        assert_snapshot!(picture(line("", 0), 2, 1), @"|  |");
        assert_snapshot!(picture(line("a", 1), 1, 1), @"| |");
        assert_snapshot!(picture(line("ab", 2), 4, 2), @r"
        |… b |
        |    |
        ");
        assert_snapshot!(picture(line("ab", 2), 0, 0), @"");
    }
}
