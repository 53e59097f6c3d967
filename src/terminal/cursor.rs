//! Where the cursor is, as far as that is sure, and the shortest way from
//! there to elsewhere.

use std::cmp::Ordering;

use super::glyph::Trust;
use super::style::push_number;

/// A way to a place. Its length is told without writing it, since a frame
/// weighs some thousand of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Travel {
    /// To a row and a column, from 0.
    Absolute(u16, u16),
    /// Up or down, and then along the row.
    Relative(CursorMove, CursorMove),
}

/// A part of a way, up or down or along the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CursorMove {
    None,
    ToStartOfRow,
    /// Left by so many backspaces.
    Backspace(u16),
    /// `CSI n final`: by so many rows or columns, or to a column from 1.
    Sequence(u16, u8),
}

impl Travel {
    /// The bytes that it takes.
    pub(super) fn length(self) -> usize {
        match self {
            Self::Absolute(row, column) => {
                let row = if row > 0 { digits(row + 1) } else { 0 };
                let column = if column > 0 { 1 + digits(column + 1) } else { 0 };
                3 + row + column
            }
            Self::Relative(vertical, horizontal) => vertical.length() + horizontal.length(),
        }
    }

    /// Appends it.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Absolute(row, column) => {
                out.extend_from_slice(b"\x1b[");
                if row > 0 {
                    push_number(row + 1, |digit| out.push(digit));
                }
                if column > 0 {
                    out.push(b';');
                    push_number(column + 1, |digit| out.push(digit));
                }
                out.push(b'H');
            }
            Self::Relative(vertical, horizontal) => {
                vertical.write(out);
                horizontal.write(out);
            }
        }
    }
}

impl CursorMove {
    const fn length(self) -> usize {
        match self {
            Self::None => 0,
            Self::ToStartOfRow => 1,
            Self::Backspace(times) => times as usize,
            Self::Sequence(1, _) => 3,
            Self::Sequence(number, _) => 3 + digits(number),
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::None => {}
            Self::ToStartOfRow => out.push(b'\r'),
            Self::Backspace(times) => out.extend((0..times).map(|_| 0x08)),
            Self::Sequence(number, last) => {
                out.extend_from_slice(b"\x1b[");
                // 1 is the default.
                if number != 1 {
                    push_number(number, |digit| out.push(digit));
                }
                out.push(last);
            }
        }
    }
}

/// The cursor as far as its place is known.
///
/// Its row is always sure once it is known: nothing that is sent wraps or
/// scrolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CursorPosition {
    row: Option<u16>,
    column: u16,
    trust: Trust,
}

impl CursorPosition {
    /// Anywhere.
    pub(super) const UNKNOWN: Self = Self { row: None, column: 0, trust: Trust::Unknown };

    /// Surely at `column` of `row`, from 0.
    pub(super) fn at(row: u16, column: u16) -> Self {
        Self { row: Some(row), column, trust: Trust::Certain }
    }

    /// Whether the cursor is surely in `row`.
    pub(super) fn is_in(self, row: u16) -> bool {
        self.row == Some(row)
    }

    /// The column, when the cursor is in `row` and a glyph written now would
    /// go there.
    pub(super) fn column_in(self, row: u16) -> Option<u16> {
        (self.is_in(row) && self.trust != Trust::Unknown).then_some(self.column)
    }

    /// Follows a glyph of `width` columns written on a screen of `columns`.
    pub(super) fn advance(&mut self, width: u16, trust: Trust, columns: u16) {
        self.column = self.column.saturating_add(width);
        self.trust = self.trust.max(trust);
        // After the last column terminals differ: some wait with the wrap,
        // others stay on the column.
        if self.column >= columns {
            self.trust = Trust::Unknown;
        }
    }

    /// The shortest sequence that leads to `column` of `row` for sure.
    pub(super) fn travel(self, row: u16, column: u16) -> Travel {
        let absolute = Travel::Absolute(row, column);
        let Some(here) = self.row else {
            return absolute;
        };
        let vertical = match here.cmp(&row) {
            Ordering::Less => CursorMove::Sequence(row - here, b'B'),
            Ordering::Equal => CursorMove::None,
            Ordering::Greater => CursorMove::Sequence(here - row, b'A'),
        };
        let relative = Travel::Relative(vertical, self.horizontal(column));
        if relative.length() < absolute.length() { relative } else { absolute }
    }

    fn horizontal(self, column: u16) -> CursorMove {
        let here = self.column;
        let certain = self.trust == Trust::Certain;
        if certain && here == column {
            return CursorMove::None;
        }
        if column == 0 {
            return CursorMove::ToStartOfRow;
        }
        let absolute = CursorMove::Sequence(column + 1, b'G');
        if !certain {
            return absolute;
        }
        let relative = if here < column {
            CursorMove::Sequence(column - here, b'C')
        } else if here - column <= 3 {
            CursorMove::Backspace(here - column)
        } else {
            CursorMove::Sequence(here - column, b'D')
        };
        if relative.length() <= absolute.length() { relative } else { absolute }
    }
}

const fn digits(number: u16) -> usize {
    match number {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        1000..=9999 => 4,
        10_000.. => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: CursorPosition, row: u16, column: u16) -> String {
        let way = from.travel(row, column);
        let mut out = Vec::new();
        way.write(&mut out);
        assert_eq!(out.len(), way.length(), "{way:?}");
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn ways_are_the_shortest() {
        let from = CursorPosition::at(10, 40);
        assert_eq!(way(from, 10, 40), "");
        assert_eq!(way(from, 10, 41), "\x1b[C");
        assert_eq!(way(from, 10, 49), "\x1b[9C");
        assert_eq!(way(from, 10, 38), "\x08\x08");
        assert_eq!(way(from, 10, 30), "\x1b[10D");
        assert_eq!(way(from, 10, 5), "\x1b[6G");
        assert_eq!(way(from, 10, 0), "\r");
        assert_eq!(way(from, 11, 40), "\x1b[B");
        assert_eq!(way(from, 9, 40), "\x1b[A");
        assert_eq!(way(from, 11, 0), "\x1b[B\r");
        assert_eq!(way(from, 11, 43), "\x1b[B\x1b[3C");
        assert_eq!(way(from, 20, 60), "\x1b[21;61H");
        assert_eq!(way(from, 0, 0), "\x1b[H");
        assert_eq!(way(from, 0, 20), "\x1b[;21H");
        assert_eq!(way(CursorPosition::UNKNOWN, 5, 0), "\x1b[6H");
        assert_eq!(way(CursorPosition::UNKNOWN, 0, 0), "\x1b[H");
    }

    #[test]
    fn a_doubtful_column_is_named() {
        let mut cursor = CursorPosition::at(3, 10);
        cursor.advance(1, Trust::Believed, 80);
        assert_eq!(cursor.column_in(3), Some(11));
        assert_eq!(way(cursor, 3, 20), "\x1b[21G");
        cursor.advance(2, Trust::Unknown, 80);
        assert_eq!(cursor.column_in(3), None);
        assert_eq!(way(cursor, 3, 13), "\x1b[14G");
    }

    #[test]
    fn nothing_follows_the_last_column() {
        let mut cursor = CursorPosition::at(3, 79);
        cursor.advance(1, Trust::Certain, 80);
        assert_eq!(cursor.column_in(3), None);
        assert_eq!(way(cursor, 3, 0), "\r");
        assert_eq!(way(cursor, 4, 79), "\x1b[5;80H");
    }
}
