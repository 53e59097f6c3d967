//! The same explorer on ratatui's and crossterm's own layers, as most programs use them: pending
//! input is taken in before a draw, and there is no pacing.

use crossterm::event::{self, Event, KeyCode as Code};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use payback::app::press;
use payback::key::{Key, KeyCode};
use payback::preset::Library;
use payback::session::{Moment, Session};
use payback::view::{self, Look};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io;
use std::time::Duration;

/// Has this program be that one.
pub const ARGUMENT: &str = "--as-stock";

pub fn run() -> io::Result<()> {
    let (preset, origin) = Library::bundled_only().find("apec-40b").map_err(io::Error::other)?;
    let mut session = Session::new(preset, origin);
    let look = Look::new(true, true);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let (columns, rows) = size()?;
    press(&mut session, view::room(columns, rows), Moment::default());
    let mut ends = false;
    while !ends {
        terminal.draw(|frame| drop(view::draw(&session, &look, frame.buffer_mut())))?;
        let mut event = event::read()?;
        loop {
            if let Event::Key(key) = event {
                ends |= key.code == Code::Char('q');
                take(&mut session, key.code);
            }
            if !event::poll(Duration::ZERO)? {
                break;
            }
            event = event::read()?;
        }
    }
    execute!(io::stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

fn take(session: &mut Session, code: Code) {
    let code = match code {
        Code::Right => KeyCode::Right,
        Code::Left => KeyCode::Left,
        _ => return,
    };
    let key = Key { code, ctrl: false, alt: false, shift: false };
    let action = session.action_of(key);
    press(session, action, Moment::default());
}
