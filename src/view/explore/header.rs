//! The header: what is open, whether it is saved, link and pin; and the tabs.

use crate::session::Session;
use crate::view::line::{piece, put_both, put_left};
use crate::view::look::Look;
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const PROGRAM: &str = "payback  ";

/// Draws the header and the tabs.
pub(super) fn draw(session: &Session, look: &Look, header: Rect, tabs: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let link =
        if session.linked { piece("LINK on", theme.accent) } else { piece("LINK off", theme.dim) };
    let pin = match &session.pin {
        Some(pin) => piece(format!("   pin {}", pin.at), theme.accent),
        None => piece("   no pin", theme.dim),
    };
    let unsaved = if session.is_unsaved() { "   unsaved" } else { "" };
    let state = [link, pin];
    // A long name gives way to what is said of it.
    let taken: usize = state.iter().map(|(text, _)| columns(text)).sum();
    let room = usize::from(header.width).saturating_sub(PROGRAM.len() + unsaved.len() + taken + 1);
    let name = harmless(&session.preset.name);
    let left = [
        piece(PROGRAM, theme.title),
        piece(truncate(&name, room, "…"), theme.text),
        piece(unsaved, theme.accent),
    ];
    put_both(buffer, header, &left, &state);
    put_left(buffer, tabs, &[piece("1 Explore", theme.accent)]);
}
