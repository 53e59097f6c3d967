//! A popup in the middle of a frame.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Clear, Widget},
};
use unicode_width::UnicodeWidthStr;

use super::{
    paint::Paint,
    pen::Pen,
    scale::cells,
    text::{harmless, wrap},
};

/// A popup with a title in its border, wrapped lines, and a footer. Render it on the whole frame:
/// it finds its own place and clears what is beneath.
#[derive(Debug, Clone, Copy, Default)]
pub struct DialogBox<'a> {
    /// What stands in the upper border.
    pub title: &'a str,
    /// Lines, wrapped to the width.
    pub body: &'a [&'a str],
    /// What stands in the lower border: usually the keys that act.
    pub footer: &'a str,
    /// Wrapped lines to skip at the top.
    pub scroll: usize,
    /// The width asked for, border included.
    pub width: u16,
    /// The height asked for, border included; 0 takes what the body needs.
    pub height: u16,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// The popup's rectangle: of this width and height, border included, or as much of them as the
/// frame holds, in the frame's middle.
pub fn area(frame: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(frame.width), height.min(frame.height));
    Rect {
        x: frame.x + (frame.width - width) / 2,
        y: frame.y + (frame.height - height) / 2,
        width,
        height,
    }
}

/// The part of a popup that holds its contents: inside the border, with a free column at either
/// side. A popup too small for a border is all contents.
pub fn inner(popup: Rect) -> Rect {
    if popup.width < 5 || popup.height < 3 {
        return popup;
    }
    Rect { x: popup.x + 2, y: popup.y + 1, width: popup.width - 4, height: popup.height - 2 }
}

impl DialogBox<'_> {
    /// The popup's rectangle in this frame, border included; [`inner`] gives the contents'.
    pub fn area(&self, frame: Rect) -> Rect {
        let height = match self.height {
            0 => cells(self.lines(frame).len()).saturating_add(2),
            height => height,
        };
        area(frame, self.width, height)
    }

    /// How far the body can be scrolled in this frame.
    pub fn last_scroll(&self, frame: Rect) -> usize {
        let height = inner(self.area(frame)).height;
        self.lines(frame).len().saturating_sub(height.into())
    }

    fn lines(&self, frame: Rect) -> Vec<String> {
        // Any height that has room for a border gives the same width.
        let width = inner(area(frame, self.width, u16::MAX)).width;
        self.body
            .iter()
            .flat_map(|line| line.split('\n'))
            .flat_map(|line| wrap(&harmless(line), width.into()))
            .collect()
    }

    fn draw_border(&self, pen: &mut Pen<'_>) {
        let (right, bottom) = (pen.width() - 1, pen.height() - 1);
        let [top_left, top_right, bottom_left, bottom_right] = self.paint.glyphs.corners;
        let style = self.paint.accent;
        for row in [0, bottom] {
            pen.rule(0, row, pen.width(), self.paint.glyphs.horizontal, style);
        }
        for row in 0..=bottom {
            pen.put(0, row, self.paint.glyphs.vertical, style);
            pen.put(right, row, self.paint.glyphs.vertical, style);
        }
        pen.put(0, 0, top_left, style);
        pen.put(right, 0, top_right, style);
        pen.put(0, bottom, bottom_left, style);
        pen.put(right, bottom, bottom_right, style);
        for (row, words, style) in
            [(0, self.title, self.paint.title), (bottom, self.footer, self.paint.dim)]
        {
            if !words.is_empty() && right >= 6 {
                let taken = pen.text(3, row, right - 5, words, style);
                pen.put(2, row, " ", style);
                pen.put(3 + taken, row, " ", style);
            }
        }
    }
}

/// Blanks a wide symbol whose right half the popup covers: terminals would show neither it nor the
/// border.
fn blank_halves(popup: Rect, frame: Rect, buffer: &mut Buffer) {
    if popup.x <= frame.x {
        return;
    }
    for row in popup.rows() {
        if let Some(cell) = buffer.cell_mut((popup.x - 1, row.y))
            && cell.symbol().width() > 1
        {
            cell.set_symbol(" ");
        }
    }
}

impl Widget for DialogBox<'_> {
    fn render(self, frame: Rect, buffer: &mut Buffer) {
        let frame = frame.intersection(buffer.area);
        let popup = self.area(frame);
        if popup.is_empty() {
            return;
        }
        blank_halves(popup, frame, buffer);
        Clear.render(popup, buffer);
        buffer.set_style(popup, self.paint.text);
        let contents = inner(popup);
        let mut pen = Pen::new(popup, buffer, self.paint);
        if contents != popup {
            self.draw_border(&mut pen);
        }
        let mut pen = Pen::new(contents, buffer, self.paint);
        let lines = self.lines(frame);
        let scroll = self.scroll.min(self.last_scroll(frame));
        for (row, line) in (0..contents.height).zip(&lines[scroll..]) {
            pen.text(0, row, contents.width, line, self.paint.text);
        }
        if contents != popup {
            let mut pen = Pen::new(popup, buffer, self.paint);
            let right = popup.width - 1;
            if scroll > 0 {
                pen.put(right, 1, self.paint.glyphs.more_above, self.paint.accent);
            }
            if lines.len() > scroll + usize::from(contents.height) {
                let row = contents.height;
                pen.put(right, row, self.paint.glyphs.more_below, self.paint.accent);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use ratatui::widgets::Paragraph;

    use super::*;
    use crate::widgets::picture::picture;

    const BODY: [&str; 3] =
        ["The scenario has changes that are not saved.", "", "Quit all the same?"];

    fn dialog(width: u16, height: u16) -> DialogBox<'static> {
        DialogBox {
            title: "Unsaved changes",
            body: &BODY,
            footer: "y quit  n stay",
            width,
            height,
            ..DialogBox::default()
        }
    }

    /// A dialog above text of wide symbols.
    struct Over(DialogBox<'static>);

    impl Widget for Over {
        fn render(self, area: Rect, buffer: &mut Buffer) {
            let lines = ["中文字中文字中文字中文字中文字中文字"; 9].join("\n");
            Paragraph::new(lines).render(area, buffer);
            self.0.render(area, buffer);
        }
    }

    #[test]
    fn a_popup_covers_what_is_beneath() {
        assert_snapshot!(picture(Over(dialog(27, 0)), 36, 8), @r"
        |中文┌─ Unsaved changes ───────┐ 文字|
        |中文│ The scenario has        │ 文字|
        |中文│ changes that are not    │ 文字|
        |中文│ saved.                  │ 文字|
        |中文│                         │ 文字|
        |中文│ Quit all the same?      │ 文字|
        |中文└─ y quit  n stay ────────┘ 文字|
        |中文字中文字中文字中文字中文字中文字|
        ");
    }
}
