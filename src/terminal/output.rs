//! The terminal as a writer.

use std::{
    io::{self, Write},
    sync::Arc,
};

use ratatui::layout::Size;
use rustix::termios::tcgetwinsize;

use super::tty::Tty;

/// Writes to the terminal without a buffer: one write, one system call.
///
/// Once the terminal has been given back, by its [`Guard`](super::Guard) or
/// by a panic in any thread, writing fails with
/// [`NotConnected`](io::ErrorKind::NotConnected).
#[derive(Debug, Clone)]
pub struct Output(pub(super) Arc<Tty>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a terminal that doesn't know its size, such as a serial line, is
/// taken to have.
const ASSUMED: Size = Size::new(80, 24);

/// The size of the terminal at standard output, from the system rather than
/// from the terminal; 80×24 if that isn't known.
pub fn size() -> Size {
    match tcgetwinsize(io::stdout()) {
        Ok(known) if known.ws_col > 0 && known.ws_row > 0 => Size::new(known.ws_col, known.ws_row),
        _ => ASSUMED,
    }
}
