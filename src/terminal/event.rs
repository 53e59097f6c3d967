//! What comes in from the terminal and from the system.

use crossterm::event::MouseEvent;
use ratatui::layout::Size;

use super::color::Rgb;
use super::identity::Identity;
use crate::key::Key;

/// What comes in from the terminal and from the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A key was pressed, or is held and repeats; never its release.
    Key(Key),
    /// The mouse was pressed, dragged or released, or its wheel turned.
    Mouse(MouseEvent),
    /// Text was pasted: line ends are `\n`, and other control characters but
    /// tabs are left out.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// The process was stopped and goes on: see
    /// [`Guard::resume`](super::Guard::resume).
    Continued,
    /// The terminal has got as far as the oldest
    /// [`QUESTION`](super::QUESTION) without a reply.
    Reply,
    /// The terminal says what it is.
    Identity(Identity),
    /// The terminal says what colour its background has.
    Background(Rgb),
    /// The system asks the process to end, by the signal of that number:
    /// SIGTERM, SIGHUP, SIGINT, SIGQUIT or SIGXCPU. [`end_by`](super::end_by) ends it
    /// so, once everything is in order.
    Terminate(i32),
    /// The terminal is gone. Nothing comes after this.
    Hangup,
}
