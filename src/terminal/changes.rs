//! Which stretches of a row have to be written, from what it shows and what
//! it shall show.

use std::ops::Range;

use super::glyph::{Glyph, GlyphRow, GlyphSlot};

pub(super) const ERASE_TO_END_OF_LINE: &[u8] = b"\x1b[K";

/// A stretch of a row that is written from left to right with one pen, or
/// erased to the end of the row.
#[derive(Debug, Clone)]
pub(super) struct GlyphRun<'row> {
    pub row: u16,
    pub columns: Range<usize>,
    pub erases: bool,
    /// All of the row as it shall be.
    pub slots: &'row [GlyphSlot<'row>],
}

impl<'row> GlyphRun<'row> {
    /// The glyphs to write, with their columns.
    pub fn glyphs(&self) -> impl Iterator<Item = (usize, &'row Glyph<'row>)> + use<'row> {
        let slots = self.slots;
        self.columns.clone().filter_map(|column| match &slots[column] {
            GlyphSlot::Glyph(glyph) => Some((column, glyph)),
            // It is written with the glyph that covers it.
            GlyphSlot::Tail => None,
        })
    }
}

/// Appends what has to be written of a row, from left to right.
pub(super) fn runs<'row>(row: u16, content: &'row GlyphRow<'row>, runs: &mut Vec<GlyphRun<'row>>) {
    let GlyphRow { slots: after, changed, .. } = content;
    let Some(last) = changed.iter().rposition(|&changed| changed) else {
        return;
    };
    let filled = after.iter().rposition(|slot| !slot.is_erased());
    let blank_from = filled.map_or(0, |filled| filled + 1);
    let first_of_row = runs.len();
    for column in (0..=last).filter(|&column| changed[column]) {
        let erases = column >= blank_from && last - column >= ERASE_TO_END_OF_LINE.len();
        let extends = runs[first_of_row..].last().is_some_and(|run| {
            run.columns.end == column
                && !erases
                && after[run.columns.start].writes_like(&after[column])
        });
        if extends {
            if let Some(run) = runs.last_mut() {
                run.columns.end = column + 1;
            }
            continue;
        }
        runs.push(GlyphRun { row, columns: column..column + 1, erases, slots: after });
        if erases {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{
        buffer::Buffer,
        layout::Rect,
        style::{Color, Style},
    };

    use super::{super::color::ColorDepth, *};

    fn found(before: &Buffer, after: &Buffer) -> Vec<(Range<usize>, bool)> {
        let row = GlyphRow::between(&before.content, &after.content, ColorDepth::True);
        let mut found = Vec::new();
        runs(0, &row, &mut found);
        let summary = |run: GlyphRun| (run.columns, run.erases);
        found.into_iter().map(summary).collect()
    }

    #[test]
    fn stretches_are_found() {
        let found = |before: &str, after: &str| {
            found(&Buffer::with_lines([before]), &Buffer::with_lines([after]))
        };
        assert_eq!(found("abc", "abc"), []);
        assert_eq!(found("abcd", "xycz"), [(0..2, false), (3..4, false)]);
        assert_eq!(found("abcdefg", "x      "), [(0..1, false), (1..2, true)]);
        assert_eq!(found("abc", "a  "), [(1..3, false)]);
        assert_eq!(found("ab国", "国cd"), [(0..4, false)]);
    }

    #[test]
    fn a_stretch_has_one_pen() {
        let before = Buffer::with_lines(["----"]);
        let mut after = Buffer::with_lines(["abcd"]);
        after.set_style(Rect::new(1, 0, 2, 1), Style::new().fg(Color::Red));
        assert_eq!(found(&before, &after), [(0..1, false), (1..3, false), (3..4, false)]);
    }
}
