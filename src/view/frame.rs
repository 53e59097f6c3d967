//! Drawing without a terminal: for pictures and tests.

use super::{Look, Regions, draw};
use crate::session::Session;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// A session drawn onto a screen of so many columns and rows, and what is where on it.
pub fn frame(session: &Session, look: &Look, columns: u16, rows: u16) -> (Buffer, Regions) {
    let mut regions = Regions::default();
    let Ok(mut terminal) = Terminal::new(TestBackend::new(columns, rows));
    let Ok(_) = terminal.draw(|frame| regions = draw(session, look, frame));
    (terminal.backend().buffer().clone(), regions)
}
