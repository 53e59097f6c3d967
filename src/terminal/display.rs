//! A frame drawn, encoded and sent in one write.

use std::io::{self, Write};
use std::mem;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::color::ColorDepth;
use super::encoder::Encoder;

/// The screen that a person sees, drawn frame by frame.
#[derive(Debug)]
pub struct Display<W: Write> {
    writer: W,
    encoder: Encoder,
    shown: Buffer,
    /// What the next frame is drawn on: blank.
    next: Buffer,
    bytes: Vec<u8>,
}

impl<W: Write> Display<W> {
    /// A screen of `size` that is drawn through `writer`. Nothing is sent
    /// until the first frame, which clears it.
    pub fn new(writer: W, size: Size, depth: ColorDepth) -> Self {
        let blank = Buffer::empty(Rect::from((Position::ORIGIN, size)));
        Self {
            writer,
            encoder: Encoder::new(depth),
            shown: blank.clone(),
            next: blank,
            bytes: Vec::new(),
        }
    }

    /// Has `draw` draw a frame, starting from a blank one, and sends what
    /// differs from the frame before in one write; nothing if nothing
    /// differs. A frame that sends anything has `after` at its end, such as
    /// a [`QUESTION`](super::QUESTION), which shows nothing. Returns the number
    /// of bytes sent.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to; the next frame is then drawn
    /// in full.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer), after: &[u8]) -> io::Result<usize> {
        draw(&mut self.next);
        self.bytes.clear();
        self.encoder.frame(&self.shown, &self.next, &mut self.bytes);
        mem::swap(&mut self.shown, &mut self.next);
        let sent = self.send(after);
        // Once the frame is out, so that nobody waits for it.
        self.blank(self.shown.area);
        sent
    }

    /// Has the next frame drawn on a blank of this size.
    fn blank(&mut self, area: Rect) {
        self.next.resize(area);
        self.next.reset();
    }

    /// Sends the frame that was encoded, if it changes anything, and `after`.
    fn send(&mut self, after: &[u8]) -> io::Result<usize> {
        if self.bytes.is_empty() {
            return Ok(0);
        }
        self.bytes.extend_from_slice(after);
        let sent = self.writer.write_all(&self.bytes);
        if let Err(error) = sent.and_then(|()| self.writer.flush()) {
            self.invalidate();
            return Err(error);
        }
        Ok(self.bytes.len())
    }

    /// Draws frames of another size from now on. The next one is drawn in
    /// full, even at the same size, since a terminal may move or drop text
    /// when it is resized.
    pub fn resize(&mut self, size: Size) {
        self.blank(Rect::from((Position::ORIGIN, size)));
        self.invalidate();
    }

    /// Draws the next frame in full, as when others have written on the
    /// terminal meanwhile.
    pub fn invalidate(&mut self) {
        self.encoder.invalidate();
    }

    /// Shows other colours from now on; the next frame is drawn in full.
    pub fn set_color_depth(&mut self, depth: ColorDepth) {
        self.encoder = Encoder::new(depth);
    }

    /// What the screen is drawn through.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.writer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Cell;

    #[test]
    fn every_frame_begins_blank_and_as_large_as_the_screen() {
        let mut display = Display::new(Vec::new(), Size::new(4, 2), ColorDepth::True);
        for (columns, rows) in [(4, 2), (3, 3), (6, 1), (6, 4)] {
            display.resize(Size::new(columns, rows));
            for _ in 0..3 {
                let draw = |buffer: &mut Buffer| {
                    assert_eq!(*buffer, Buffer::empty(Rect::new(0, 0, columns, rows)));
                    buffer.content.fill(Cell::new("x"));
                };
                display.draw(draw, &[]).unwrap();
            }
        }
    }
}
