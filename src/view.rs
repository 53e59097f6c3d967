//! A session drawn onto a canvas: a file for each screen and each dialog, the theme, number formats
//! and words, size tiers.
//!
//! Drawing changes no state; it returns the regions that a mouse can hit. Uses the session and
//! the widgets.
//!
//! ```text
//! header: what is open, its state; tabs
//! the screen's own area
//! foot: what was said; keys
//! ```

mod canvas;
mod cash;
mod charts;
mod claims;
mod compare;
mod dialogs;
pub mod difference;
mod drivers;
mod explain;
mod explore;
mod foot;
pub mod format;
mod grid;
mod header;
mod hints;
mod look;
mod numbers;
mod paybacks;
mod pointer;
mod regions;
mod risk;
mod slider;
mod solve;
pub mod theme;
mod tier;
mod title;
mod verdict;
mod vocabulary;
mod weighted;
pub mod words;
mod year_table;

pub use look::Look;
pub use pointer::{Pointer, PointerKind};
pub use regions::{ClickTarget, Regions};
pub use theme::Theme;
pub use tier::{SMALLEST, Tier};

use crate::session::{Action, Dialog, Screen, Session};
use crate::widgets::ascii::only_ascii;
use canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

/// Draws the whole screen, and says what is where on it.
pub fn draw(session: &Session, look: &Look, buffer: &mut Buffer) -> Regions {
    let mut regions = Regions::default();
    let area = buffer.area;
    let tier = Tier::of(area.width, area.height);
    let mut canvas =
        Canvas { session, look, tier: tier.unwrap_or(Tier::Table), buffer, regions: &mut regions };
    if tier.is_some() {
        draw_all(&mut canvas, area);
    } else {
        let (columns, rows) = SMALLEST;
        let words = format!(
            "payback needs {columns}×{rows}; this terminal has {}×{}",
            area.width, area.height
        );
        canvas.centred(area, &words, look.theme.text);
    }
    // Nothing but ASCII where the terminal shows nothing else, the preset's own text included.
    if !look.unicode {
        only_ascii(canvas.buffer);
    }
    regions
}

fn draw_all(canvas: &mut Canvas, area: Rect) {
    let [top, body, bottom] =
        Layout::vertical([Constraint::Length(2), Constraint::Fill(1), Constraint::Length(2)])
            .areas(area);
    header::draw(canvas, top);
    match canvas.session.screen {
        Screen::Explore => explore::draw(canvas, body),
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
    foot::draw(canvas, bottom);
    if let Some(dialog) = &canvas.session.dialog {
        dialogs::draw(canvas, dialog, area);
    }
}

/// A session drawn onto a screen of so many columns and rows, and what is where on it: for pictures
/// and tests.
pub fn frame(session: &Session, look: &Look, columns: u16, rows: u16) -> (Buffer, Regions) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let regions = draw(session, look, &mut buffer);
    (buffer, regions)
}

/// What a screen of that size has room for.
pub fn room(columns: u16, rows: u16) -> Action {
    Action::Room {
        track: usize::from(slider::track_width(columns)),
        grid: grid::room(columns, rows),
    }
}

/// How far help can be scrolled on a screen of that size, while it is open.
pub fn help_end(session: &Session, columns: u16, rows: u16) -> Option<Action> {
    match &session.dialog {
        Some(Dialog::Help(help)) => {
            let end = dialogs::help_end(session, *help, Rect::new(0, 0, columns, rows));
            Some(Action::HelpEnd(end))
        }
        _ => None,
    }
}
