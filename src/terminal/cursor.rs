//! Where the cursor is, as far as that is sure, and the shortest way from
//! there to elsewhere.

use super::{glyph::Trust, style::push_number};

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

    /// The column, when the cursor is in `row` and a glyph written now would
    /// go there.
    pub fn column_in(self, row: u16) -> Option<u16> {
        (self.row == Some(row) && self.trust != Trust::Unknown).then_some(self.column)
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
    pub fn travel(self, row: u16, column: u16) -> Vec<u8> {
        let absolute = position(row, column);
        match self.row {
            None => absolute,
            Some(here) => {
                let mut relative = vertical(here, row);
                relative.extend(self.horizontal(column));
                if relative.len() < absolute.len() { relative } else { absolute }
            }
        }
    }

    fn horizontal(self, column: u16) -> Vec<u8> {
        let here = self.column;
        let certain = self.trust == Trust::Certain;
        if certain && here == column {
            return Vec::new();
        }
        if column == 0 {
            return vec![b'\r'];
        }
        let absolute = sequence(column + 1, b'G');
        if !certain {
            return absolute;
        }
        let relative = if here < column {
            sequence(column - here, b'C')
        } else if here - column <= 3 {
            vec![0x08; usize::from(here - column)]
        } else {
            sequence(here - column, b'D')
        };
        if relative.len() <= absolute.len() { relative } else { absolute }
    }
}

fn vertical(from: u16, to: u16) -> Vec<u8> {
    match from.cmp(&to) {
        std::cmp::Ordering::Less => sequence(to - from, b'B'),
        std::cmp::Ordering::Equal => Vec::new(),
        std::cmp::Ordering::Greater => sequence(from - to, b'A'),
    }
}

fn position(row: u16, column: u16) -> Vec<u8> {
    let mut out = b"\x1b[".to_vec();
    if row > 0 {
        push_number(row + 1, &mut out);
    }
    if column > 0 {
        out.push(b';');
        push_number(column + 1, &mut out);
    }
    out.push(b'H');
    out
}

/// `CSI n final`, without the number when it is 1, which is the default.
fn sequence(number: u16, last: u8) -> Vec<u8> {
    let mut out = b"\x1b[".to_vec();
    if number != 1 {
        push_number(number, &mut out);
    }
    out.push(last);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: Cursor, row: u16, column: u16) -> String {
        String::from_utf8(from.travel(row, column)).unwrap()
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
