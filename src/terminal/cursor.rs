//! Where the cursor is, as far as that is sure, and the shortest way from
//! there to elsewhere.

use std::cmp::Ordering;

use super::{glyph::Trust, style::push_number};

/// A way to a place. Its length is told without writing it, since a frame
/// weighs some thousand of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Travel {
    /// To a row and a column, from 0.
    Absolute(u16, u16),
    /// Up or down, and then along the row.
    Relative(Vertical, Horizontal),
}

/// Rows to move by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vertical {
    Stay,
    Up(u16),
    Down(u16),
}

/// Columns to move by, or to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Horizontal {
    Stay,
    ToStart,
    /// To a column from 1.
    To(u16),
    Right(u16),
    Left(u16),
    /// Left by so many backspaces.
    Backspace(u16),
}

impl Travel {
    /// The bytes that it takes.
    pub fn length(self) -> usize {
        match self {
            Self::Absolute(row, column) => {
                let row = if row > 0 { digits(row + 1) } else { 0 };
                let column = if column > 0 { 1 + digits(column + 1) } else { 0 };
                3 + row + column
            }
            Self::Relative(vertical, horizontal) => {
                let vertical = match vertical {
                    Vertical::Stay => 0,
                    Vertical::Up(by) | Vertical::Down(by) => sequence_length(by),
                };
                vertical + horizontal.length()
            }
        }
    }

    /// Appends it.
    pub fn write(self, out: &mut Vec<u8>) {
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
                match vertical {
                    Vertical::Stay => {}
                    Vertical::Up(by) => sequence(by, b'A', out),
                    Vertical::Down(by) => sequence(by, b'B', out),
                }
                horizontal.write(out);
            }
        }
    }
}

impl Horizontal {
    const fn length(self) -> usize {
        match self {
            Self::Stay => 0,
            Self::ToStart => 1,
            Self::To(number) | Self::Right(number) | Self::Left(number) => sequence_length(number),
            Self::Backspace(times) => times as usize,
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Stay => {}
            Self::ToStart => out.push(b'\r'),
            Self::To(column) => sequence(column, b'G', out),
            Self::Right(by) => sequence(by, b'C', out),
            Self::Left(by) => sequence(by, b'D', out),
            Self::Backspace(times) => out.extend((0..times).map(|_| 0x08)),
        }
    }
}

/// The cursor as far as its place is known.
///
/// Its row is always sure once it is known: nothing that is sent wraps or
/// scrolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    row: Option<u16>,
    column: u16,
    trust: Trust,
}

impl Cursor {
    /// Anywhere.
    pub const UNKNOWN: Self = Self { row: None, column: 0, trust: Trust::Unknown };

    /// Surely at `column` of `row`, from 0.
    pub fn at(row: u16, column: u16) -> Self {
        Self { row: Some(row), column, trust: Trust::Certain }
    }

    /// Whether the cursor is surely in `row`.
    pub fn is_in(self, row: u16) -> bool {
        self.row == Some(row)
    }

    /// The column, when the cursor is in `row` and a glyph written now would
    /// go there.
    pub fn column_in(self, row: u16) -> Option<u16> {
        (self.is_in(row) && self.trust != Trust::Unknown).then_some(self.column)
    }

    /// Follows a glyph of `width` columns written on a screen of `columns`.
    pub fn advance(&mut self, width: u16, trust: Trust, columns: u16) {
        self.column = self.column.saturating_add(width);
        self.trust = self.trust.max(trust);
        // After the last column terminals differ: some wait with the wrap,
        // others stay on the column.
        if self.column >= columns {
            self.trust = Trust::Unknown;
        }
    }

    /// The shortest sequence that leads to `column` of `row` for sure.
    pub fn travel(self, row: u16, column: u16) -> Travel {
        let absolute = Travel::Absolute(row, column);
        let Some(here) = self.row else {
            return absolute;
        };
        let vertical = match here.cmp(&row) {
            Ordering::Less => Vertical::Down(row - here),
            Ordering::Equal => Vertical::Stay,
            Ordering::Greater => Vertical::Up(here - row),
        };
        let relative = Travel::Relative(vertical, self.horizontal(column));
        if relative.length() < absolute.length() { relative } else { absolute }
    }

    fn horizontal(self, column: u16) -> Horizontal {
        let here = self.column;
        let certain = self.trust == Trust::Certain;
        if certain && here == column {
            return Horizontal::Stay;
        }
        if column == 0 {
            return Horizontal::ToStart;
        }
        let absolute = Horizontal::To(column + 1);
        if !certain {
            return absolute;
        }
        let relative = if here < column {
            Horizontal::Right(column - here)
        } else if here - column <= 3 {
            Horizontal::Backspace(here - column)
        } else {
            Horizontal::Left(here - column)
        };
        if relative.length() <= absolute.length() { relative } else { absolute }
    }
}

/// `CSI n final`, without the number when it is 1, which is the default.
fn sequence(number: u16, last: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if number != 1 {
        push_number(number, |digit| out.push(digit));
    }
    out.push(last);
}

const fn sequence_length(number: u16) -> usize {
    3 + if number == 1 { 0 } else { digits(number) }
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

    fn way(from: Cursor, row: u16, column: u16) -> String {
        let way = from.travel(row, column);
        let mut out = Vec::new();
        way.write(&mut out);
        assert_eq!(out.len(), way.length(), "{way:?}");
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn ways_are_the_shortest() {
        let from = Cursor::at(10, 40);
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
        assert_eq!(way(Cursor::UNKNOWN, 5, 0), "\x1b[6H");
        assert_eq!(way(Cursor::UNKNOWN, 0, 0), "\x1b[H");
    }

    #[test]
    fn a_doubtful_column_is_named() {
        let mut cursor = Cursor::at(3, 10);
        cursor.advance(1, Trust::Believed, 80);
        assert_eq!(cursor.column_in(3), Some(11));
        assert_eq!(way(cursor, 3, 20), "\x1b[21G");
        cursor.advance(2, Trust::Unknown, 80);
        assert_eq!(cursor.column_in(3), None);
        assert_eq!(way(cursor, 3, 13), "\x1b[14G");
    }

    #[test]
    fn nothing_follows_the_last_column() {
        let mut cursor = Cursor::at(3, 79);
        cursor.advance(1, Trust::Certain, 80);
        assert_eq!(cursor.column_in(3), None);
        assert_eq!(way(cursor, 3, 0), "\r");
        assert_eq!(way(cursor, 4, 79), "\x1b[5;80H");
    }
}
