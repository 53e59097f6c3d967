//! Placing text: spans from the left, spans from the right, nothing outside the row.

use crate::widgets::text::{columns, fit, harmless, is_plain, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A piece of text with its style.
pub(super) type Piece = (String, Style);

/// A piece of text.
pub(super) fn piece(text: impl Into<String>, style: Style) -> Piece {
    (text.into(), style)
}

/// One row of an area; empty where the area has no such row.
pub(super) fn row(area: Rect, index: u16) -> Rect {
    if index < area.height {
        Rect { y: area.y + index, height: 1, ..area }
    } else {
        Rect { height: 0, ..area }
    }
}

/// The columns of an area from `from` on, at most `width` of them.
pub(super) fn cut(area: Rect, from: u16, width: u16) -> Rect {
    let from = from.min(area.width);
    Rect { x: area.x + from, width: width.min(area.width - from), ..area }
}

fn width(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| columns(text)).sum()
}

/// Puts pieces on a row from the left; what has no room is cut.
pub(super) fn put_left(buffer: &mut Buffer, area: Rect, pieces: &[Piece]) {
    if area.is_empty() {
        return;
    }
    let mut from = 0;
    for (text, style) in pieces {
        let room = area.width - from;
        let (x, y) = (area.x + from, area.y);
        // Plain text is harmless.
        let taken = if is_plain(text) && text.chars().count() <= usize::from(room) {
            put_plain(buffer, x, y, text, *style)
        } else {
            let clean = harmless(text);
            let shown = truncate(&clean, usize::from(room), "…");
            if is_plain(&shown) {
                put_plain(buffer, x, y, &shown, *style)
            } else {
                buffer.set_stringn(x, y, &shown, columns(&shown), *style).0 - x
            }
        };
        from += taken.min(room);
    }
}

/// Puts a plain text that fits at a place, and gives the columns that it takes.
fn put_plain(buffer: &mut Buffer, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let mut taken = 0;
    for character in text.chars() {
        if let Some(cell) = buffer.cell_mut((x + taken, y)) {
            cell.set_char(character).set_style(style);
            taken += 1;
        }
    }
    taken
}

/// Puts pieces on a row, its end at the row's end; what has no room is cut.
pub(super) fn put_right(buffer: &mut Buffer, area: Rect, pieces: &[Piece]) {
    let wide = u16::try_from(width(pieces)).unwrap_or(u16::MAX);
    let from = area.width.saturating_sub(wide);
    put_left(buffer, cut(area, from, area.width), pieces);
}

/// Puts pieces at both ends of a row; the left ones are cut where they would meet the right ones.
pub(super) fn put_both(buffer: &mut Buffer, area: Rect, left: &[Piece], right: &[Piece]) {
    let taken = u16::try_from(width(right)).unwrap_or(u16::MAX);
    let gap = u16::from(!right.is_empty());
    put_left(buffer, cut(area, 0, area.width.saturating_sub(taken.saturating_add(gap))), left);
    put_right(buffer, area, right);
}

/// Puts a text in the middle of an area, on as many rows as it needs.
pub(super) fn put_centred(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    if area.is_empty() {
        return;
    }
    let lines = crate::widgets::text::wrap(text, usize::from(area.width));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.height.saturating_sub(height) / 2;
    for (index, line) in (top..).zip(&lines) {
        let left = usize::from(area.width).saturating_sub(columns(line)) / 2;
        let shown = fit(&format!("{}{line}", " ".repeat(left)), usize::from(area.width), "");
        let place = row(area, index);
        if !place.is_empty() {
            buffer.set_string(place.x, place.y, shown.trim_end(), style);
        }
    }
}
