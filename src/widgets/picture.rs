//! Widgets drawn as text, for tests.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Modifier,
    widgets::Widget,
};
use unicode_width::UnicodeWidthStr;

/// The widget's text at this size, each row between bars.
pub(super) fn picture(widget: impl Widget, width: u16, height: u16) -> String {
    rows(widget, width, height, |row| {
        let mut text = String::new();
        let mut cells = row.iter();
        while let Some(cell) = cells.next() {
            text.push_str(cell.symbol());
            // The cell behind a wide symbol isn't seen.
            if cell.symbol().width() == 2 {
                cells.next();
            }
        }
        text
    })
}

/// The same size as [`picture`], with `R` for reversed, `B` for bold, `d` for dim cells.
pub(super) fn modifiers(widget: impl Widget, width: u16, height: u16) -> String {
    let letter = |modifier: Modifier| match modifier {
        m if m.contains(Modifier::REVERSED) => 'R',
        m if m.contains(Modifier::BOLD) => 'B',
        m if m.contains(Modifier::DIM) => 'd',
        _ => '.',
    };
    rows(widget, width, height, |row| row.iter().map(|cell| letter(cell.modifier)).collect())
}

fn rows(widget: impl Widget, width: u16, height: u16, text: impl Fn(&[Cell]) -> String) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width.max(1)));
    rows.fold(String::new(), |picture, row| picture + "|" + &text(row) + "|\n")
}
