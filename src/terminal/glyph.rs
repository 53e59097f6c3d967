//! What a cell puts on the screen: its symbol made harmless, its width, how far terminals agree on
//! that width, and which stretches of a row have to be written.

use ratatui::buffer::{Cell, CellWidth};
use unicode_width::UnicodeWidthChar;

use super::color::ColorDepth;
use super::style::{Sgr, VISIBLE_ON_BLANK};

/// How surely the cursor's column is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// Every terminal agrees.
    Certain,
    /// Nearly every terminal agrees; the next glyph may follow without a
    /// move, but a move across a gap names its column.
    Believed,
    /// Terminals differ: the column must be named before anything else.
    Unknown,
}

/// What is drawn in place of a symbol that must not reach the terminal.
const REPLACEMENT: &str = "?";

/// Longest symbol that is sent, in bytes; the flags of emoji need 28.
const LONGEST: usize = 32;

/// What one cell puts on the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph<'cell> {
    pub symbol: &'cell str,
    pub width: u16,
    pub pen: Sgr,
}

impl<'cell> Glyph<'cell> {
    /// What `cell` shows when `room` columns are left in its row.
    fn of(cell: &'cell Cell, room: u16, depth: ColorDepth) -> Self {
        let (symbol, width) = harmless(cell.symbol(), room);
        Self { symbol, width, pen: Sgr::of(cell, depth) }
    }

    /// How surely the column behind it is known; asked of glyphs that are written.
    pub(super) fn trust(&self) -> Trust {
        trust(self.symbol, self.width)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.symbol == " "
    }

    /// Whether erasing gives the same look.
    pub(super) fn is_erased(&self) -> bool {
        self.is_blank() && self.pen.for_blank(None) == Sgr::DEFAULT
    }

    fn looks_like(&self, other: &Self) -> bool {
        self.symbol == other.symbol
            && (self.pen == other.pen
                || self.is_blank()
                    && self.pen.bg == other.pen.bg
                    && !(self.pen.modifier | other.pen.modifier).intersects(VISIBLE_ON_BLANK))
    }
}

/// One column of a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum GlyphSlot<'cell> {
    /// A glyph begins here.
    Glyph(Glyph<'cell>),
    /// The glyph to the left covers this column.
    Tail,
}

impl<'cell> GlyphSlot<'cell> {
    /// What a column shows, of whose row `room` columns are left and the next `tails` are covered
    /// by the glyph before it.
    fn next(cell: &'cell Cell, room: u16, depth: ColorDepth, tails: &mut u16) -> Self {
        if *tails > 0 {
            *tails -= 1;
            return Self::Tail;
        }
        let glyph = Glyph::of(cell, room, depth);
        *tails = glyph.width - 1;
        Self::Glyph(glyph)
    }

    pub(super) fn looks_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Glyph(a), Self::Glyph(b)) => a.looks_like(b),
            (Self::Tail, Self::Tail) => true,
            _ => false,
        }
    }

    pub(super) fn is_erased(&self) -> bool {
        matches!(self, Self::Glyph(glyph) if glyph.is_erased())
    }

    pub(super) fn is_narrow(&self) -> bool {
        matches!(self, Self::Glyph(glyph) if glyph.width == 1)
    }

    /// Whether both are written with one pen.
    pub(super) fn writes_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Glyph(a), Self::Glyph(b)) if b.is_blank() => {
                b.pen.for_blank(Some(a.pen)) == a.pen
            }
            (Self::Glyph(a), Self::Glyph(b)) => a.pen == b.pen,
            _ => true,
        }
    }
}

/// Whether two cells have the same symbol, colours and modifiers.
///
/// Every cell of every frame is asked, and nearly all have a symbol of one byte or of three:
/// these are compared without a call.
fn is_same(before: &Cell, after: &Cell) -> bool {
    before.fg == after.fg
        && before.bg == after.bg
        && before.modifier == after.modifier
        && match (before.symbol().as_bytes(), after.symbol().as_bytes()) {
            ([before], [after]) => before == after,
            ([b0, b1, b2], [a0, a1, a2]) => [b0, b1, b2] == [a0, a1, a2],
            (before, after) => before == after,
        }
}

/// A row as it shall be, and where it is not yet so. Most of a row stays, and what its columns show
/// is worked out only when it is asked for.
#[derive(Debug)]
pub(super) struct GlyphRow<'cell> {
    cells: &'cell [Cell],
    depth: ColorDepth,
    /// The columns that show something else now, from left to right, and what they shall show.
    changed: Vec<(usize, GlyphSlot<'cell>)>,
    /// The columns that the glyph to their left covers, from left to right.
    covered: Vec<usize>,
    /// Whether every glyph takes one column, now and then.
    pub is_narrow: bool,
}

impl<'cell> GlyphRow<'cell> {
    /// A row that shows `before`, as long as `after`, and shall show that; `None` where the cells are
    /// the same.
    pub(super) fn between(
        before: &'cell [Cell],
        after: &'cell [Cell],
        depth: ColorDepth,
    ) -> Option<Self> {
        let first = before.iter().zip(after).position(|(before, after)| !is_same(before, after))?;
        let (changed, covered) = (Vec::new(), Vec::new());
        let mut row = Self { cells: after, depth, changed, covered, is_narrow: true };
        // How many columns are still covered by the glyph before.
        let (mut old_tails, mut new_tails) = (0, 0);
        for (column, (before, after)) in before.iter().zip(after).enumerate() {
            let room = row.room(column);
            let are_heads = old_tails == 0 && new_tails == 0;
            if are_heads && (column < first || is_same(before, after)) {
                let (_, width) = harmless(after.symbol(), room);
                row.is_narrow &= width == 1;
                (old_tails, new_tails) = (width - 1, width - 1);
                continue;
            }
            let old = GlyphSlot::next(before, room, depth, &mut old_tails);
            let new = GlyphSlot::next(after, room, depth, &mut new_tails);
            row.is_narrow &= old.is_narrow() && new.is_narrow();
            if matches!(new, GlyphSlot::Tail) {
                row.covered.push(column);
            }
            if !old.looks_like(&new) {
                row.changed.push((column, new));
            }
        }
        Some(row)
    }

    /// What a column shall show.
    pub(super) fn slot(&self, column: usize) -> GlyphSlot<'cell> {
        if self.covered.binary_search(&column).is_ok() {
            return GlyphSlot::Tail;
        }
        GlyphSlot::Glyph(Glyph::of(&self.cells[column], self.room(column), self.depth))
    }

    /// From which column on it shall be blank, if the last one that changes shall.
    fn blank_from(&self) -> Option<usize> {
        self.changed.last().filter(|(_, last)| last.is_erased())?;
        let filled = (0..self.width()).rposition(|column| !self.slot(column).is_erased());
        Some(filled.map_or(0, |filled| filled + 1))
    }

    /// How many columns it has.
    pub(super) const fn width(&self) -> usize {
        self.cells.len()
    }

    /// How many columns are left from this one on.
    fn room(&self, column: usize) -> u16 {
        u16::try_from(self.width() - column).unwrap_or(u16::MAX)
    }
}

pub(super) const ERASE_TO_END_OF_LINE: &[u8] = b"\x1b[K";

/// A stretch of a row that is written from left to right with one pen, or
/// erased to the end of the row.
#[derive(Debug, Clone)]
pub(super) struct GlyphRun<'row> {
    pub row: u16,
    pub erases: bool,
    /// Its columns, at least one, and what they shall show; of an erased stretch the first alone.
    slots: &'row [(usize, GlyphSlot<'row>)],
    /// All of the row as it shall be.
    pub content: &'row GlyphRow<'row>,
}

impl<'row> GlyphRun<'row> {
    /// Its first column, and what that shall show.
    pub(super) const fn first(&self) -> &'row (usize, GlyphSlot<'row>) {
        &self.slots[0]
    }

    /// The glyphs to write, with their columns.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = (usize, &'row Glyph<'row>)> + use<'row> {
        self.slots.iter().filter_map(|(column, slot)| match slot {
            GlyphSlot::Glyph(glyph) => Some((*column, glyph)),
            // It is written with the glyph that covers it.
            GlyphSlot::Tail => None,
        })
    }

    /// Whether what a column shall show can be written after it in one go.
    fn goes_on_with(&self, column: usize, slot: &GlyphSlot) -> bool {
        let (from, first) = self.first();
        from + self.slots.len() == column && first.writes_like(slot)
    }
}

/// Appends what has to be written of a row, from left to right.
pub(super) fn runs<'row>(row: u16, content: &'row GlyphRow<'row>, runs: &mut Vec<GlyphRun<'row>>) {
    let changed = &content.changed[..];
    let blank_from = content.blank_from();
    let first_of_row = runs.len();
    for (index, (column, slot)) in changed.iter().enumerate() {
        let erases = blank_from.is_some_and(|from| from <= *column)
            && changed.last().is_some_and(|(last, _)| last - column >= ERASE_TO_END_OF_LINE.len());
        let last = runs[first_of_row..].last_mut();
        if let Some(run) = last.filter(|run| !erases && run.goes_on_with(*column, slot)) {
            run.slots = &changed[index - run.slots.len()..=index];
            continue;
        }
        runs.push(GlyphRun { row, erases, slots: &changed[index..=index], content });
        if erases {
            return;
        }
    }
}

/// The symbol that may be sent for `symbol`, and its width.
///
/// Nearly every cell of a frame is asked, and most are of ASCII, whose answer needs no call.
#[inline]
fn harmless(symbol: &str, room: u16) -> (&str, u16) {
    match symbol.as_bytes() {
        [b' '..=b'~'] => (symbol, 1),
        _ => harmless_beyond_ascii(symbol, room),
    }
}

fn harmless_beyond_ascii(symbol: &str, room: u16) -> (&str, u16) {
    if symbol.is_empty() {
        return (" ", 1);
    }
    if is_drawing(symbol) {
        return (symbol, 1);
    }
    let starts_with_mark = symbol.chars().next().and_then(UnicodeWidthChar::width) == Some(0);
    if symbol.len() > LONGEST || starts_with_mark || !symbol.chars().all(is_harmless) {
        return (REPLACEMENT, 1);
    }
    let width = symbol.cell_width();
    if width == 0 || width > room {
        return (" ", 1);
    }
    (symbol, width)
}

/// Whether a symbol is a box, block, braille or octant glyph, of which screens are full: their width
/// needs no looking up.
fn is_drawing(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    matches!(
        (chars.next(), chars.next()),
        (Some('\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}' | '\u{1cd00}'..='\u{1cde5}'), None)
    )
}

fn trust(symbol: &str, width: u16) -> Trust {
    let mut chars = symbol.chars();
    let (Some(single), None) = (chars.next(), chars.next()) else {
        return Trust::Unknown;
    };
    // CJK in the first plane has been wide since terminals know it; emoji
    // have changed their width from one Unicode to the next.
    let is_cjk = matches!(single, '\u{3000}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}');
    if width == 1 && single.width_cjk() == Some(1) {
        Trust::Certain
    } else if width == 1 || width == 2 && is_cjk {
        Trust::Believed
    } else {
        Trust::Unknown
    }
}

/// Whether a character neither controls the terminal nor the order or
/// visibility of the text around it.
pub(super) fn is_harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_made_harmless() {
        let table = [
            ("a", ("a", 1, Trust::Certain)),
            ("é", ("é", 1, Trust::Certain)),
            ("⣿", ("⣿", 1, Trust::Certain)),
            ("─", ("─", 1, Trust::Believed)),
            ("国", ("国", 2, Trust::Believed)),
            ("🚀", ("🚀", 2, Trust::Unknown)),
            ("e\u{301}", ("e\u{301}", 1, Trust::Unknown)),
            ("", (" ", 1, Trust::Certain)),
            ("\x1b", (REPLACEMENT, 1, Trust::Certain)),
            ("\x7f", (REPLACEMENT, 1, Trust::Certain)),
            ("\u{9b}", (REPLACEMENT, 1, Trust::Certain)),
            ("a\u{202e}", (REPLACEMENT, 1, Trust::Certain)),
            ("\u{301}", (REPLACEMENT, 1, Trust::Certain)),
            ("\x1b[2J", (REPLACEMENT, 1, Trust::Certain)),
        ];
        for (symbol, (shown, width, trusted)) in table {
            assert_eq!(harmless(symbol, 9), (shown, width), "{symbol:?}");
            assert_eq!(trust(shown, width), trusted, "{symbol:?}");
        }
        assert_eq!(harmless("国", 1), (" ", 1));
        assert_eq!(harmless(&"e\u{301}".repeat(20), 99), (REPLACEMENT, 1));
    }
}
