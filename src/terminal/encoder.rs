//! Two buffers into the bytes that turn the one on the screen into the other.

use ratatui::buffer::Buffer;

use super::color::ColorDepth;
use super::cursor::CursorPosition;
use super::glyph::{GlyphRow, GlyphRun, runs};
use super::head::WriteHead;
use super::style::Sgr;

/// Begin and end of an update that the terminal shows at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

const RESET_AND_CLEAR: &[u8] = b"\x1b[m\x1b[H\x1b[J";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";

/// Runs up to which a shorter order is looked for; a frame with more has
/// most of its bytes in glyphs.
const MOST_ORDERED: usize = 128;

/// Encodes frames for a terminal that wraps no lines (`CSI ? 7 l`) and does
/// nothing else on its own.
///
/// It knows which colours and modifiers the terminal writes with and where
/// its cursor is, and so sends only what changes.
#[derive(Debug)]
pub(super) struct Encoder {
    depth: ColorDepth,
    head: WriteHead,
    /// Nothing is known of the screen: the next frame clears it.
    lost: bool,
}

impl Encoder {
    /// An encoder for a screen of which nothing is known yet; its first frame
    /// clears it.
    pub fn new(depth: ColorDepth) -> Self {
        Self { depth, head: WriteHead::UNKNOWN, lost: true }
    }

    /// Forgets all it knows of the screen; the next frame clears it and draws
    /// every cell.
    pub(super) fn invalidate(&mut self) {
        *self = Self::new(self.depth);
    }

    /// Appends to `out` what turns a screen that shows `previous` into one
    /// that shows `next`; nothing when they look the same.
    ///
    /// Both cover the whole screen. If their sizes differ, the screen is
    /// cleared and drawn from scratch.
    pub(super) fn frame(&mut self, previous: &Buffer, next: &Buffer, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(BEGIN);
        let content = out.len();
        if self.lost || previous.area != next.area {
            self.clear(out);
            self.rows(&Buffer::empty(next.area), next, out);
        } else {
            self.rows(previous, next, out);
        }
        if out.len() > content {
            out.extend_from_slice(END);
        } else {
            out.drain(start..content);
        }
    }

    fn clear(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(RESET_AND_CLEAR);
        out.extend_from_slice(HIDE_CURSOR);
        self.head = WriteHead { pen: Some(Sgr::DEFAULT), cursor: CursorPosition::at(0, 0) };
        self.lost = false;
    }

    fn rows(&mut self, previous: &Buffer, next: &Buffer, out: &mut Vec<u8>) {
        let columns = usize::from(next.area.width).max(1);
        let rows = previous.content.chunks(columns).zip(next.content.chunks(columns));
        let changed: Vec<_> = (0..)
            .zip(rows)
            .filter_map(|(row, (before, after))| {
                Some((row, GlyphRow::between(before, after, self.depth)?))
            })
            .collect();
        let mut found = Vec::new();
        for (row, content) in &changed {
            runs(*row, content, &mut found);
        }
        // To overwrite half of a wide glyph takes its other half away, which
        // comes right only from left to right.
        let all_narrow = || changed.iter().all(|(_, row)| row.is_narrow);
        let reordered =
            (found.len() <= MOST_ORDERED && all_narrow()).then(|| nearest_first(self.head, &found));
        let mut in_rows = (self.head, Vec::new());
        for run in &found {
            in_rows.0.draw(run, &mut in_rows.1);
        }
        let shortest =
            reordered.filter(|(_, bytes)| bytes.len() < in_rows.1.len()).unwrap_or(in_rows);
        self.head = shortest.0;
        out.extend(shortest.1);
    }
}

/// Draws the run that takes the fewest bytes to get to, again and again.
/// Runs of one colour then come after another, such as figures in a column.
fn nearest_first(mut head: WriteHead, runs: &[GlyphRun]) -> (WriteHead, Vec<u8>) {
    let mut left: Vec<&GlyphRun> = runs.iter().collect();
    let mut out = Vec::new();
    while !left.is_empty() {
        let mut nearest = (0, usize::MAX);
        for (index, run) in left.iter().enumerate() {
            if let Some(cost) = head.cost_below(nearest.1, run, &mut out) {
                nearest = (index, cost);
            }
        }
        head.draw(left.remove(nearest.0), &mut out);
    }
    (head, out)
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    fn after_first(encoder: &mut Encoder, first: &Buffer, next: &Buffer) -> String {
        encoder.frame(first, first, &mut Vec::new());
        let mut out = Vec::new();
        encoder.frame(first, next, &mut out);
        let text = String::from_utf8(out).unwrap();
        if text.is_empty() {
            return text;
        }
        let text = text.strip_prefix("\x1b[?2026h").unwrap();
        text.strip_suffix("\x1b[?2026l").unwrap().to_owned()
    }

    fn change(first: &str, next: &str) -> String {
        let (first, next) = (Buffer::with_lines([first]), Buffer::with_lines([next]));
        after_first(&mut Encoder::new(ColorDepth::True), &first, &next)
    }

    #[test]
    fn only_changes_are_sent() {
        assert_eq!(change("hello", "hello"), "");
        assert_eq!(change("hello world", "hallo world"), "\x1b[2Ga");
        assert_eq!(change("a-----b", "b-----c"), "\rb\x1b[5Cc");
        assert_eq!(change("a---b", "b---c"), "\rb---c");
        assert_eq!(change("ab        x", "cd         "), "\rcd\x1b[8C ");
        assert_eq!(change("abcdefgh", "a       "), "\x1b[2G\x1b[K");
    }

    #[test]
    fn a_gap_in_another_style_is_jumped_over() {
        let mut first = Buffer::with_lines(["a--b   "]);
        let mut next = Buffer::with_lines(["x--y   "]);
        for buffer in [&mut first, &mut next] {
            buffer.set_style(Rect::new(1, 0, 2, 1), Style::new().red());
        }
        let mut encoder = Encoder::new(ColorDepth::True);
        assert_eq!(after_first(&mut encoder, &first, &next), "\rx\x1b[2Cy");
    }

    #[test]
    fn without_colours_a_reversed_selection_stays() {
        let first = Buffer::with_lines(["abc"]);
        let mut next = first.clone();
        next.set_style(Rect::new(1, 0, 1, 1), Style::new().red().on_blue().reversed());
        let mut encoder = Encoder::new(ColorDepth::None);
        assert_eq!(after_first(&mut encoder, &first, &next), "\x1b[2G\x1b[7mb");
        let mut coloured = next.clone();
        coloured[(1, 0)].set_fg(Color::Green);
        let mut out = Vec::new();
        encoder.frame(&next, &coloured, &mut out);
        assert!(out.is_empty(), "a colour that is not shown is not sent");
    }
}
