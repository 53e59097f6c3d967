//! A session drawn onto a canvas: a file for each screen and each dialog, the theme, number formats
//! and words.
//!
//! Drawing changes no state; it returns the regions that a mouse can hit. Uses the session and
//! the widgets.
//!
//! ```text
//! header: what is open, its state; tabs
//! verdict: the headline figure of the three scenarios
//! the screen's own area
//! foot: what was said; keys
//! ```
//!
//! While something is presented, a slide stands in place of all of them.

mod backtest;
mod blocks;
mod canvas;
mod cash;
mod change;
mod charts;
mod claim_mark;
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
mod league;
mod look;
mod matched;
mod notes;
mod paybacks;
mod pointer;
mod programme;
mod regions;
mod risk;
pub mod scales;
mod slide;
mod slider;
mod solve;
pub mod theme;
mod title;
mod verdict;
pub mod vocabulary;
mod weighted;
pub mod words;
mod year_table;

pub use look::Look;
pub use notes::{SpeakerNote, draw_notes};
pub use pointer::{Pointer, PointerKind};
pub use regions::{ClickTarget, Regions};
pub use theme::Theme;

use crate::session::{Action, Dialog, Screen, Session};
use crate::widgets::ascii::only_ascii;
use canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

/// The smallest screen that is drawn: columns and rows.
pub const SMALLEST: (u16, u16) = (60, 20);

/// Whether a screen of so many columns and rows is drawn.
pub const fn fits(columns: u16, rows: u16) -> bool {
    columns >= SMALLEST.0 && rows >= SMALLEST.1
}

/// Draws the whole screen, and says what is where on it.
pub fn draw(session: &Session, look: &Look, buffer: &mut Buffer) -> Regions {
    let mut regions = Regions::default();
    let area = buffer.area;
    let mut canvas = Canvas { session, look, buffer, regions: &mut regions };
    if fits(area.width, area.height) {
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
    match &canvas.session.presentation {
        Some(presentation) => slide::draw(canvas, presentation, area),
        None => draw_screen(canvas, area),
    }
    if let Some(dialog) = &canvas.session.dialog {
        dialogs::draw(canvas, dialog, area);
    }
}

fn draw_screen(canvas: &mut Canvas, area: Rect) {
    let [top, band, body, bottom] = Layout::vertical([
        Constraint::Length(2),
        Constraint::Length(verdict::height(canvas.session, area.height)),
        Constraint::Fill(1),
        Constraint::Length(2),
    ])
    .areas(area);
    header::draw(canvas, top);
    verdict::draw(canvas, band);
    match canvas.session.screen {
        Screen::Explore => explore::draw(canvas, body),
        Screen::Drivers => drivers::draw(canvas, body),
        Screen::Grid => grid::draw(canvas, body),
        Screen::Risk => risk::draw(canvas, body),
        Screen::Cash => cash::draw(canvas, body),
        Screen::Claims => claims::draw(canvas, body),
        Screen::Programme => programme::draw(canvas, body),
        Screen::Backtest => backtest::draw(canvas, body),
        Screen::League => league::draw(canvas, body),
        Screen::Compare => compare::draw(canvas, body),
        Screen::Paybacks => paybacks::draw(canvas, body),
        Screen::Solve => solve::draw(canvas, body),
        Screen::Explain => explain::draw(canvas, body),
    }
    foot::draw(canvas, bottom);
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
