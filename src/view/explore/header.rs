//! The header: what is open, whether it is saved, link and pin; and the tabs.

use crate::session::Session;
use crate::view::line::{piece, put_both, put_left};
use crate::view::look::Look;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the header and the tabs.
pub(super) fn draw(session: &Session, look: &Look, header: Rect, tabs: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let mut left = vec![piece("payback  ", theme.title), piece(&session.preset.name, theme.text)];
    if session.is_unsaved() {
        left.push(piece("   unsaved", theme.accent));
    }
    let link =
        if session.linked { piece("LINK on", theme.accent) } else { piece("LINK off", theme.dim) };
    let pin = match &session.pin {
        Some(pin) => piece(format!("   pin {}", pin.at), theme.accent),
        None => piece("   no pin", theme.dim),
    };
    put_both(buffer, header, &left, &[link, pin]);
    put_left(buffer, tabs, &[piece("1 Explore", theme.accent)]);
}
