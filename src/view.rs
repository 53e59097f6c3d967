//! A session drawn onto a frame: a file for each screen, the theme, number formats, size tiers.
//!
//! Drawing changes no state; it returns the regions that a mouse can hit. Uses the session and
//! the widgets.

mod cash;
mod claims;
mod compare;
mod dialogs;
pub mod difference;
mod drivers;
mod explain;
mod explore;
mod foot;
pub mod format;
mod frame;
mod grid;
mod header;
mod line;
mod look;
mod numbers;
mod paybacks;
mod pointer;
mod regions;
mod risk;
mod solve;
pub mod theme;
mod tier;
mod title;
pub mod words;

pub use frame::frame;
pub use look::Look;
pub use pointer::{Pointer, PointerKind};
pub use regions::{Regions, Target};
pub use theme::Theme;
pub use tier::{SMALLEST, Tier};

use crate::session::{Action, Screen, Session};
use crate::widgets::ascii::only_ascii;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

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
    let [top, body, bottom] =
        Layout::vertical([Constraint::Length(2), Constraint::Fill(1), Constraint::Length(2)])
            .areas(area);
    header::draw(session, look, top, buffer, &mut regions);
    let canvas = &mut Canvas { session, look, tier, buffer, regions: &mut regions };
    match session.screen {
        Screen::Explore => explore::draw(session, look, tier, body, canvas.buffer, canvas.regions),
        Screen::Drivers => drivers::draw(canvas, body),
        Screen::Grid => grid::draw(canvas, body),
        Screen::Risk => risk::draw(canvas, body),
        Screen::Cash => cash::draw(canvas, body),
        Screen::Claims => claims::draw(canvas, body),
        Screen::Numbers => numbers::draw(canvas, body),
        Screen::Compare => compare::draw(canvas, body),
        Screen::Paybacks => paybacks::draw(canvas, body),
        Screen::Solve => solve::draw(canvas, body),
        Screen::Explain => explain::draw(canvas, body),
    }
    foot::draw(session, look, bottom, buffer);
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

/// What a screen of that size has room for.
pub fn room(columns: u16, rows: u16) -> Action {
    Action::Room {
        track: usize::from(explore::track_width(columns)),
        grid: grid::room(columns, rows),
        help_end: dialogs::help_end(Rect::new(0, 0, columns, rows)),
    }
}

/// What a screen is drawn with.
struct Canvas<'a> {
    session: &'a Session,
    look: &'a Look,
    tier: Tier,
    buffer: &'a mut Buffer,
    regions: &'a mut Regions,
}
