//! Where and how the terminal writes next, and the shortest way to have it
//! write something else somewhere else.

use std::ops::Range;

use super::cursor::CursorPosition;
use super::glyph::{ERASE_TO_END_OF_LINE, Glyph, GlyphRow, GlyphRun, GlyphSlot, Trust};
use super::style::Sgr;

/// Cells up to which a gap may be rewritten rather than jumped over; the
/// longest jump takes ten bytes.
const LONGEST_BRIDGE: usize = 10;

/// The bytes that the cheapest change of pen takes, `CSI m`.
const CHEAPEST_PEN: usize = 3;

/// The bytes that the cheapest way to another row takes, such as `CSI B`.
const CHEAPEST_VERTICAL: usize = 3;

/// The terminal's pen and cursor, as far as they are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct WriteHead {
    pub pen: Option<Sgr>,
    pub cursor: CursorPosition,
}

impl WriteHead {
    pub(super) const UNKNOWN: Self = Self { pen: None, cursor: CursorPosition::UNKNOWN };

    /// Draws a run, from wherever this is.
    pub(super) fn draw(&mut self, run: &GlyphRun, out: &mut Vec<u8>) {
        if run.erases {
            self.approach(run, out);
            out.extend_from_slice(ERASE_TO_END_OF_LINE);
            return;
        }
        for (column, glyph) in run.glyphs() {
            self.reach(run, column, glyph, out);
            self.write(glyph, run.content.width(), out);
        }
    }

    /// Gets ready to write the first glyph of a run.
    pub(super) fn approach(&mut self, run: &GlyphRun, out: &mut Vec<u8>) {
        if let Some((column, glyph)) = run.glyphs().next() {
            self.reach(run, column, glyph, out);
            self.take_pen_for(glyph, out);
        }
    }

    /// The bytes that it takes to get ready for a run, if fewer than `limit`. What has to be tried
    /// is written behind `out`, and taken away again.
    pub(super) fn cost_below(
        &self,
        limit: usize,
        run: &GlyphRun,
        out: &mut Vec<u8>,
    ) -> Option<usize> {
        let &(column, GlyphSlot::Glyph(ref first)) = run.first() else {
            return None;
        };
        let gap = self.gap(run, column);
        let pen = if self.has_pen_for(first) { 0 } else { CHEAPEST_PEN };
        let vertical = if self.cursor.is_in(run.row) { 0 } else { CHEAPEST_VERTICAL };
        if gap != Some(0) && vertical + pen >= limit {
            return None;
        }
        let cost = match gap {
            Some(0) => self.pen_cost(first),
            Some(1..=LONGEST_BRIDGE) => {
                let start = out.len();
                { *self }.approach(run, out);
                let tried = out.len() - start;
                out.truncate(start);
                tried
            }
            _ => {
                let jump = self.cursor.travel(run.row, narrow(column)).length();
                (jump + pen < limit).then(|| jump + self.pen_cost(first))?
            }
        };
        (cost < limit).then_some(cost)
    }

    /// Moves to `column` of a run, or rewrites the unchanged glyphs on the way
    /// there if that is shorter, counting the change of pen for `glyph`.
    fn reach(&mut self, run: &GlyphRun, column: usize, glyph: &Glyph, out: &mut Vec<u8>) {
        let gap = self.gap(run, column);
        if gap == Some(0) {
            return;
        }
        let start = out.len();
        let mut jump = *self;
        jump.travel(run.row, column, out);
        let Some(gap @ 1..=LONGEST_BRIDGE) = gap else {
            *self = jump;
            return;
        };
        let jumped = out.len() - start;
        let jump_cost = jumped + jump.pen_cost(glyph);
        let mut bridge = *self;
        if bridge.rewrite(run.content, column - gap..column, out)
            && out.len() - start - jumped + bridge.pen_cost(glyph) < jump_cost
        {
            out.drain(start..start + jumped);
            *self = bridge;
        } else {
            out.truncate(start + jumped);
            *self = jump;
        }
    }

    /// How many columns of a run's row lie between the cursor and `column` on its right, where writing
    /// may lead from one to the other.
    fn gap(self, run: &GlyphRun, column: usize) -> Option<usize> {
        let here = self.cursor.column_in(run.row).filter(|_| !run.erases)?;
        column.checked_sub(usize::from(here))
    }

    fn travel(&mut self, row: u16, column: usize, out: &mut Vec<u8>) {
        let column = narrow(column);
        self.cursor.travel(row, column).write(out);
        self.cursor = CursorPosition::at(row, column);
    }

    /// Writes the glyphs of a gap, unless one leaves the column in doubt.
    fn rewrite(&mut self, row: &GlyphRow, gap: Range<usize>, out: &mut Vec<u8>) -> bool {
        for column in gap.clone() {
            match row.slot(column) {
                GlyphSlot::Tail if column == gap.start => return false,
                GlyphSlot::Glyph(glyph) if glyph.trust() == Trust::Unknown => return false,
                GlyphSlot::Glyph(glyph) => self.write(&glyph, row.width(), out),
                GlyphSlot::Tail => {}
            }
        }
        true
    }

    fn write(&mut self, glyph: &Glyph, columns: usize, out: &mut Vec<u8>) {
        self.take_pen_for(glyph, out);
        out.extend_from_slice(glyph.symbol.as_bytes());
        let columns = u16::try_from(columns).unwrap_or(u16::MAX);
        self.cursor.advance(glyph.width, glyph.trust(), columns);
    }

    fn take_pen_for(&mut self, glyph: &Glyph, out: &mut Vec<u8>) {
        let pen = self.pen_for(glyph);
        pen.change(self.pen, out);
        self.pen = Some(pen);
    }

    fn has_pen_for(self, glyph: &Glyph) -> bool {
        self.pen == Some(self.pen_for(glyph))
    }

    fn pen_cost(self, glyph: &Glyph) -> usize {
        self.pen_for(glyph).cost(self.pen)
    }

    fn pen_for(self, glyph: &Glyph) -> Sgr {
        if glyph.is_blank() { glyph.pen.for_blank(self.pen) } else { glyph.pen }
    }
}

/// A column within a screen, of which there are never more.
fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
