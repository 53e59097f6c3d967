//! What reaches the wire, write by write.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A writer that counts its writes.
#[derive(Clone, Default)]
pub struct Wire(Rc<RefCell<Vec<usize>>>);

impl Wire {
    /// The sizes of the writes since the last call.
    pub fn take(&self) -> Vec<usize> {
        std::mem::take(&mut self.0.borrow_mut())
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
