//! A session drawn onto a frame: a file for each screen, the theme, number formats, size tiers.
//!
//! Drawing changes no state; it returns the regions that a mouse can hit. Uses the session and
//! the widgets.

mod dialogs;
mod explore;
pub mod format;
mod frame;
mod line;
mod look;
mod pointer;
mod regions;
mod theme;
mod tier;
pub mod words;

pub use frame::frame;
pub use look::Look;
pub use pointer::{Pointer, PointerKind};
pub use regions::{Regions, Target};
pub use theme::Theme;
pub use tier::{SMALLEST, Tier};

use crate::session::Session;
use crate::widgets::ascii::only_ascii;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the whole screen, and says what is where on it.
pub fn draw(session: &Session, look: &Look, frame: &mut Frame) -> Regions {
    let mut regions = Regions::default();
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let Some(tier) = Tier::of(area.width, area.height) else {
        line::put_centred(
            buffer,
            area,
            &format!(
                "payback needs {}×{}; this is {}×{}",
                SMALLEST.0, SMALLEST.1, area.width, area.height
            ),
            look.theme.text,
        );
        finish(look, buffer);
        return regions;
    };
    explore::draw(session, look, tier, area, buffer, &mut regions);
    if session.dialog.is_some() {
        dialogs::draw(session, look, area, buffer, &mut regions);
    }
    finish(look, buffer);
    regions
}

/// Leaves nothing but ASCII where the terminal shows nothing else, the preset's own text included.
fn finish(look: &Look, buffer: &mut Buffer) {
    if !look.unicode {
        only_ascii(buffer);
    }
}

/// How far help can be scrolled on a screen of that size.
pub fn help_end(columns: u16, rows: u16) -> usize {
    dialogs::help_end(Rect::new(0, 0, columns, rows))
}

/// How many cells a slider's track has on a screen of that width.
pub fn track_cells(width: u16) -> usize {
    usize::from(explore::track_width(width))
}
