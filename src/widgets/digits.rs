//! Digits of blocks, three to five rows high, for the back of a room.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{paint::Paint, pen::Pen, scale::cells};

mod font;

/// A figure in large digits. It may hold digits, signs of currencies, `−`, `%`, and the word `never`.
///
/// Where there are no blocks to draw them with, or the figure holds anything else, nothing is drawn:
/// [`width`](Self::width) says so beforehand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Digits<'a> {
    /// The figure.
    pub text: &'a str,
    /// Rows of a digit, one of [`HEIGHTS`](Self::HEIGHTS).
    pub height: u16,
    /// What it is drawn in.
    pub style: Style,
    /// The marks to draw with.
    pub paint: Paint,
}

impl Digits<'_> {
    /// The heights that there are, the greatest first.
    pub const HEIGHTS: [u16; 3] = [5, 4, 3];

    /// The columns that it takes; `None` where it can't be drawn.
    pub fn width(&self) -> Option<u16> {
        if !self.paint.glyphs.has_blocks() {
            return None;
        }
        let mut end = 0_u16;
        for (index, sign) in self.text.chars().enumerate() {
            let rows = font::rows(capital(sign), self.height)?;
            let gap = if index > 0 { gap(sign) } else { 0 };
            end = end.saturating_add(gap).saturating_add(columns(rows));
        }
        Some(end)
    }
}

/// A word is drawn in capitals, as high as digits are.
const fn capital(sign: char) -> char {
    sign.to_ascii_uppercase()
}

/// Columns that stay free before a sign: points stand close to their digits.
const fn gap(sign: char) -> u16 {
    if matches!(sign, '.' | ',') { 1 } else { 2 }
}

fn columns(rows: &[&str]) -> u16 {
    rows.first().map_or(0, |row| cells(row.chars().count()))
}

impl Widget for Digits<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        if self.width().is_none() {
            return;
        }
        let mut pen = Pen::new(area, buffer, self.paint);
        let mut from = 0_u16;
        for (index, sign) in self.text.chars().enumerate() {
            let Some(rows) = font::rows(capital(sign), self.height) else { continue };
            from = from.saturating_add(if index > 0 { gap(sign) } else { 0 });
            for (line, row) in (0..).zip(rows) {
                for (column, block) in (from..u16::MAX).zip(row.chars()) {
                    if block != ' ' {
                        pen.put(column, line, block.encode_utf8(&mut [0; 4]), self.style);
                    }
                }
            }
            from = from.saturating_add(columns(rows));
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::widgets::{Glyphs, picture::picture};

    fn digits(text: &str, height: u16) -> Digits<'_> {
        Digits { text, height, ..Digits::default() }
    }

    #[test]
    fn a_figure_is_as_wide_as_it_says() {
        for height in Digits::HEIGHTS {
            for text in ["0123456789", "−$1,234.5", "65%", "£€", "never", ""] {
                let width = digits(text, height).width().expect("every sign has a form");
                let drawn = picture(digits(text, height), width + 1, height + 1);
                let rows: Vec<&str> = drawn.lines().collect();
                let widest =
                    rows.iter().map(|row| row.trim_end_matches([' ', '|']).chars().count());
                assert_eq!(widest.max(), Some(usize::from(width) + usize::from(width > 0)));
                assert_eq!(rows.last().map(|row| row.trim_matches(['|', ' '])), Some(""));
            }
        }
    }

    #[test]
    fn every_row_of_a_sign_is_equally_wide_and_made_of_blocks() {
        for height in Digits::HEIGHTS {
            for sign in "0123456789.,−%$£€NEVR".chars() {
                let rows = font::rows(sign, height).expect("a form");
                assert_eq!(rows.len(), usize::from(height));
                for row in rows {
                    assert_eq!(cells(row.chars().count()), columns(rows), "{sign}");
                    assert!(row.chars().all(|block| " ▀▄█".contains(block)), "{sign}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_drawn_where_there_are_no_blocks_or_no_form() {
        let ascii = Digits { paint: (&Glyphs::ASCII).into(), ..digits("10", 3) };
        assert_eq!(ascii.width(), None);
        assert_eq!(picture(ascii, 3, 1), "|   |\n");
        assert_eq!(digits("10 y", 3).width(), None);
        assert_eq!(digits("10", 2).width(), None);
    }

    #[test]
    fn figures_of_three_and_five_rows() {
        assert_snapshot!("three_rows", picture(digits("10.7", 3), 27, 3));
        assert_snapshot!("five_rows", picture(digits("−$2%", 5), 42, 5));
    }
}
