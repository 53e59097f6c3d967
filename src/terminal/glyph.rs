//! What a cell puts on the screen: its symbol made harmless, its width, how far terminals agree on
//! that width, and which stretches of a row have to be written.

use std::ops::Range;

use ratatui::buffer::{Cell, CellWidth};
use unicode_width::UnicodeWidthChar;

use super::color::ColorDepth;
use super::style::{Pens, Sgr, VISIBLE_ON_BLANK};

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
    fn of(cell: &'cell Cell, room: u16, pens: &mut Pens) -> Self {
        let (symbol, width) = harmless(cell.symbol(), room);
        Self { symbol, width, pen: pens.of(cell) }
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
    fn next(cell: &'cell Cell, room: u16, pens: &mut Pens, tails: &mut u16) -> Self {
        if *tails > 0 {
            *tails -= 1;
            return Self::Tail;
        }
        let glyph = Glyph::of(cell, room, pens);
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
pub(super) fn is_same(before: &Cell, after: &Cell) -> bool {
    before.fg == after.fg
        && before.bg == after.bg
        && before.modifier == after.modifier
        && match (before.symbol().as_bytes(), after.symbol().as_bytes()) {
            ([before], [after]) => before == after,
            ([b0, b1, b2], [a0, a1, a2]) => [b0, b1, b2] == [a0, a1, a2],
            (before, after) => before == after,
        }
}

/// A row as it shall be, and where it is not yet so.
#[derive(Debug)]
pub(super) struct GlyphRow<'cell> {
    /// What each column shall show.
    pub slots: Vec<GlyphSlot<'cell>>,
    /// Whether it shows something else now.
    pub changed: Vec<bool>,
    /// Whether every glyph takes one column, now and then.
    pub is_narrow: bool,
}

impl<'cell> GlyphRow<'cell> {
    /// A row that shows `before`, as long as `after`, and shall show that.
    pub(super) fn between(before: &'cell [Cell], after: &'cell [Cell], depth: ColorDepth) -> Self {
        let columns = after.len();
        let mut row = Self {
            slots: Vec::with_capacity(columns),
            changed: Vec::with_capacity(columns),
            is_narrow: true,
        };
        // How many columns are still covered by the glyph before.
        let (mut old_tails, mut new_tails) = (0, 0);
        let [mut old_pens, mut new_pens] = [Pens::new(depth), Pens::new(depth)];
        for (column, (before, after)) in before.iter().zip(after).enumerate() {
            let room = u16::try_from(columns - column).unwrap_or(u16::MAX);
            let same = old_tails == 0 && new_tails == 0 && is_same(before, after);
            let new = GlyphSlot::next(after, room, &mut new_pens, &mut new_tails);
            if same {
                old_tails = new_tails;
            }
            let changed = !same && {
                let old = GlyphSlot::next(before, room, &mut old_pens, &mut old_tails);
                row.is_narrow &= old.is_narrow();
                !old.looks_like(&new)
            };
            row.is_narrow &= new.is_narrow();
            row.slots.push(new);
            row.changed.push(changed);
        }
        row
    }
}

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
    pub(super) fn glyphs(&self) -> impl Iterator<Item = (usize, &'row Glyph<'row>)> + use<'row> {
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

/// The symbol that may be sent for `symbol`, and its width.
fn harmless(symbol: &str, room: u16) -> (&str, u16) {
    if let [b' '..=b'~'] = symbol.as_bytes() {
        return (symbol, 1);
    }
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
