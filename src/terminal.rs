//! The real terminal: what goes out to it, what comes in from it, and how it is taken and given
//! back.
//!
//! | file | holds |
//! |---|---|
//! | `capabilities` | what the terminal can show, told from the environment |
//! | `clipboard` | a text on its way to the terminal's clipboard |
//! | `color` | colours mapped to what the terminal knows; the one that its background has |
//! | `glyph` | what a cell puts on the screen, made harmless; what of a row is written |
//! | `style` | the shortest SGR sequence from one look to another |
//! | `cursor` | where the cursor is, and the shortest way to elsewhere |
//! | `head` | the terminal's pen and cursor, and the shortest way to draw with them |
//! | `encoder` | two buffers into the bytes that turn one into the other |
//! | `display` | a ratatui frame drawn, encoded and sent in one write |
//! | `recording` | what is sent kept with its timing |
//! | `pacing` | when the next frame may be drawn |
//! | `life` | taking and giving back the terminal, whatever happens |
//! | `modes` | the sequences that switch the terminal's modes |
//! | `tty` | the terminal itself: its modes, its size, and writing to it |
//! | `event` | what comes in from the terminal and the system |
//! | `input` | one wait for keys, mouse, signals and hang-up |
//! | `alarm` | a timer that a thread can sleep on and another one set |
//! | `events` | what wakes a loop: input, and what other threads send it |
//! | `round_trip` | how long the terminal takes to answer, for the doctor |
//! | `identity` | what the terminal says it is |
//! | `escape` | bytes and their timing into input |
//! | `text` | text that comes in: typed or pasted |
//! | `sequence` | what bytes begin with, and sequences too long to be input |
//! | `keys`, `reports` | one complete sequence into a key or a mouse event |
//! | `signals` | signals as something to poll |
//!
//! This room may use ratatui, crossterm's mouse events, and of the rest of the crate its names of
//! keys and harmless texts. While a screen is held it asks the terminal whether it has got so far
//! as a frame ([`QUESTION`]), and once what it is and what background it has; no harm is done when a
//! reply is late or lost, and it can't be taken for a key.

mod alarm;
mod capabilities;
mod clipboard;
mod color;
mod cursor;
mod display;
mod encoder;
mod escape;
mod event;
mod events;
mod glyph;
mod head;
mod identity;
mod input;
mod keys;
mod life;
mod modes;
mod pacing;
mod recording;
mod reports;
mod round_trip;
mod sequence;
mod signals;
mod style;
mod text;
mod tty;

pub use capabilities::Capabilities;
pub use clipboard::{Clipboard, is_multiplexer};
pub use color::{ColorDepth, Rgb};
pub use display::Display;
pub use escape::Decoder;
pub use event::TerminalEvent;
pub use events::{EventSender, Events, channel};
pub use identity::{Identity, Multiplexer};
pub use life::{EnterError, Guard, is_job};
pub use modes::Modes;
pub use pacing::{FIRST_QUESTIONS, FIRST_QUESTIONS_AND_BACKGROUND, Pacing, QUESTION};
pub use recording::Recording;
pub use round_trip::{Reply, round_trip};
pub use signals::end_by;
pub use tty::{TtyWriter, size};
