//! A ratatui frame drawn, encoded and sent in one write.

use std::{
    convert::Infallible,
    io::{self, Write},
    mem,
};

use ratatui::{
    Frame, Terminal,
    backend::{Backend, ClearType, WindowSize},
    buffer::{Buffer, Cell},
    layout::{Position, Rect, Size},
};

use super::{color::ColorDepth, encoder::Encoder};

/// The screen that a person sees, drawn frame by frame.
#[derive(Debug)]
pub struct Screen<W: Write> {
    writer: W,
    encoder: Encoder,
    /// Draws the frames, but shows them to nobody.
    stage: Terminal<Stage>,
    shown: Buffer,
    /// What is being drawn; kept for its memory.
    next: Buffer,
    bytes: Vec<u8>,
}

impl<W: Write> Screen<W> {
    /// A screen of `size` that is drawn through `writer`. Nothing is sent
    /// until the first frame, which clears it.
    pub fn new(writer: W, size: Size, depth: ColorDepth) -> Self {
        Self {
            writer,
            encoder: Encoder::new(depth),
            stage: stage(size),
            shown: Buffer::empty(Rect::from((Position::ORIGIN, size))),
            next: Buffer::default(),
            bytes: Vec::new(),
        }
    }

    /// Has `draw` draw a frame, starting from a blank one, and sends what
    /// differs from the frame before in one write; nothing if nothing
    /// differs. Returns the number of bytes sent.
    ///
    /// The cursor is hidden unless `draw` sets its position.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to; the next frame is then drawn
    /// in full.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<usize> {
        self.draw_before(draw, &[])
    }

    /// The same; a frame that sends anything has `after` at its end, such as
    /// a [`QUESTION`](super::QUESTION), which shows nothing.
    ///
    /// # Errors
    ///
    /// As for [`draw`](Self::draw).
    pub fn draw_before(
        &mut self,
        draw: impl FnOnce(&mut Frame),
        after: &[u8],
    ) -> io::Result<usize> {
        let next = &mut self.next;
        let drawn = self.stage.draw(|frame| {
            next.reset();
            next.resize(frame.area());
            // Ratatui is left with an empty one, since it would look for differences once more.
            let empty = Buffer::empty(Rect { height: 0, ..frame.area() });
            *frame.buffer_mut() = mem::take(next);
            draw(frame);
            *next = mem::replace(frame.buffer_mut(), empty);
        });
        match drawn {
            Ok(_) => {}
            Err(never) => match never {},
        }
        let caret = self.stage.backend().caret;
        self.bytes.clear();
        self.encoder.frame(&self.shown, &self.next, caret, &mut self.bytes);
        mem::swap(&mut self.shown, &mut self.next);
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

    /// The size of the frames.
    pub fn size(&self) -> Size {
        self.stage.backend().size
    }

    /// Draws frames of another size from now on. The next one is drawn in
    /// full, even at the same size, since a terminal may move or drop text
    /// when it is resized.
    pub fn resize(&mut self, size: Size) {
        self.stage.backend_mut().size = size;
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

    /// The frame that was drawn last.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }

    /// What the screen is drawn through.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.writer
    }
}

fn stage(size: Size) -> Terminal<Stage> {
    match Terminal::new(Stage { size, caret: None }) {
        Ok(terminal) => terminal,
        Err(never) => match never {},
    }
}

/// A backend that takes frames from ratatui and leaves encoding to
/// [`Screen`]: only the whole frame tells which unchanged cells are cheaper
/// written than skipped. It answers ratatui's questions from memory.
#[derive(Debug)]
struct Stage {
    size: Size,
    caret: Option<Position>,
}

impl Backend for Stage {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.caret = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.caret.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.caret = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _clear_type: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
