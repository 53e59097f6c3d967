//! The header: what is open, whether it is saved, link and pin; and the tabs.

use crate::session::Session;
use crate::view::line::{piece, put_both, put_left};
use crate::view::look::Look;
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the header and the tabs.
pub(super) fn draw(session: &Session, look: &Look, header: Rect, tabs: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let link =
        if session.linked { piece("LINK on", theme.accent) } else { piece("LINK off", theme.dim) };
    let pin = match &session.pin {
        Some(pin) => piece(format!("   pin {}", pin.at), theme.accent),
        None => piece("   no pin", theme.dim),
    };
    let program = piece("payback  ", theme.title);
    let unsaved = session.is_unsaved().then(|| piece("   unsaved", theme.accent));
    // However long the name is, what stands behind it is seen.
    let taken: usize = [Some(&program), unsaved.as_ref(), Some(&link), Some(&pin)]
        .into_iter()
        .flatten()
        .map(|(text, _)| columns(text))
        .sum();
    let room = usize::from(header.width).saturating_sub(taken + 1);
    let name = harmless(&session.preset.name);
    let name = piece(truncate(&name, room, "…"), theme.text);
    let left: Vec<_> = [program, name].into_iter().chain(unsaved).collect();
    put_both(buffer, header, &left, &[link, pin]);
    put_left(buffer, tabs, &[piece("1 Explore", theme.accent)]);
}
