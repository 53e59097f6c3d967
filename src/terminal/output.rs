//! The terminal as a writer.

use std::io::{self, Write};
use std::sync::Arc;

use ratatui::layout::Size;
use rustix::termios::tcgetwinsize;

use super::tty::Tty;

/// Writes to the terminal without a buffer: one write, one system call.
///
/// Once the terminal has been given back, by its [`Guard`](super::Guard) or
/// by a panic in any thread, writing fails with
/// [`NotConnected`](io::ErrorKind::NotConnected).
#[derive(Debug, Clone)]
pub struct TtyWriter(pub(super) Arc<Tty>);

impl Write for TtyWriter {
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

/// More columns and rows than any screen shows, and what is taken of a screen that has more cells
/// than [`MOST_CELLS`]. A terminal may claim 65,535 columns and rows, and each frame costs what its
/// cells do; what lies beyond stays blank.
const LARGEST: Size = Size::new(2000, 1000);
const LARGE: Size = Size::new(500, 200);

const MOST_CELLS: u32 = 100_000;

/// The size of the terminal at standard output, from the system rather than
/// from the terminal; 80×24 if that isn't known, and at most 100,000 cells.
pub fn size() -> Size {
    match tcgetwinsize(io::stdout()) {
        Ok(known) => believable(known.ws_col, known.ws_row),
        Err(_) => ASSUMED,
    }
}

fn believable(columns: u16, rows: u16) -> Size {
    if columns == 0 || rows == 0 {
        return ASSUMED;
    }
    let (columns, rows) = (columns.min(LARGEST.width), rows.min(LARGEST.height));
    if u32::from(columns) * u32::from(rows) > MOST_CELLS {
        return Size::new(columns.min(LARGE.width), rows.min(LARGE.height));
    }
    Size::new(columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_one_that_there_is_memory_for() {
        for (claimed, believed) in [
            ((120, 40), (120, 40)),
            ((0, 40), (80, 24)),
            ((120, 0), (80, 24)),
            ((1, 1), (1, 1)),
            ((640, 150), (640, 150)),
            ((u16::MAX, u16::MAX), (500, 200)),
            ((2000, 51), (500, 51)),
            ((u16::MAX, 40), (2000, 40)),
            ((80, u16::MAX), (80, 1000)),
        ] {
            assert_eq!(believable(claimed.0, claimed.1), Size::from(believed));
        }
    }
}
