//! The questions before changes or pins would be lost.

use super::popup::Popup;
use crate::session::{Context, Leave};
use crate::view::canvas::Canvas;
use ratatui::layout::Rect;

const WIDTH: u16 = 60;

/// Before unsaved changes would be.
pub(super) fn draw(canvas: &mut Canvas, leave: &Leave, area: Rect) {
    let session = canvas.session;
    let before = match leave {
        Leave::Quit => "quitting",
        Leave::Open(_) => "opening another preset",
        Leave::TakeUp(_) | Leave::Resume(_) => "switching to other work",
    };
    let name = &session.preset.name;
    let mut body = format!("‘{name}’ has unsaved changes. Save them before {before}?");
    if *leave == Leave::Quit && !session.pins.all.is_empty() {
        body += &format!(" Quitting also discards {}.", pins_words(session.pins.all.len()));
    }
    Popup::new(Context::Unsaved, "Unsaved changes", WIDTH).around(&[&body]).draw(canvas, area);
}

/// Before pins alone would be.
pub(super) fn draw_pinned(canvas: &mut Canvas, area: Rect) {
    let body = format!("Quitting discards {}. Quit?", pins_words(canvas.session.pins.all.len()));
    Popup::new(Context::Pinned, "Pins", WIDTH).around(&[&body]).draw(canvas, area);
}

/// Before a deck is left.
pub(super) fn draw_end(canvas: &mut Canvas, area: Rect) {
    let body = "End the presentation? What was moved on its slides is kept nowhere.";
    Popup::new(Context::EndPresentation, "Presentation", WIDTH).around(&[body]).draw(canvas, area);
}

fn pins_words(count: usize) -> String {
    if count == 1 { "the pin".to_owned() } else { format!("the {count} pins") }
}
