//! A place in a text that moves over its smallest parts: blanks, comments, words, numbers, texts.

use super::node::{Extent, ScanError, SyntaxKind};
use crate::text::{quoted, shortened};

/// A place in a text.
pub(super) struct Lexer<'t> {
    pub text: &'t str,
    pub at: usize,
    /// The last text that runs over several lines: its closing quotation mark may be missing.
    pub long_text: Option<Extent>,
    /// The comments that it moved over. Some are passed twice, where it looks ahead.
    pub comments: Vec<Extent>,
}

/// The error with its parts.
pub(super) fn error<T>(
    span: Extent,
    reason: impl Into<String>,
    help: Option<&str>,
) -> Result<T, ScanError> {
    Err(ScanError { span, reason: reason.into(), help: help.map(str::to_owned) })
}

/// Whether a word can begin with a character.
pub(super) const fn starts_word(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

impl<'t> Lexer<'t> {
    /// At the beginning.
    pub const fn new(text: &'t str) -> Self {
        Self { text, at: 0, long_text: None, comments: Vec::new() }
    }

    /// A number, a text or a word; `None` where something else stands.
    pub fn scalar(&mut self) -> Result<Option<(SyntaxKind, Extent)>, ScanError> {
        let start = self.at;
        let kind = match self.peek() {
            Some('"') => {
                self.skip_text()?;
                SyntaxKind::Text
            }
            Some('r') if self.at_raw_text() => {
                self.skip_raw_text()?;
                SyntaxKind::Text
            }
            Some(c) if c.is_ascii_digit() || matches!(c, '+' | '-' | '.') => {
                self.skip_while(|c| {
                    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-')
                });
                SyntaxKind::Number
            }
            Some(c) if starts_word(c) => {
                self.skip_word();
                match &self.text[start..self.at] {
                    "NaN" | "inf" => SyntaxKind::Number,
                    _ => SyntaxKind::Word,
                }
            }
            _ => return Ok(None),
        };
        let span = Extent { start, end: self.at };
        if kind == SyntaxKind::Text && span.of(self.text).contains('\n') {
            self.long_text = Some(span);
        }
        Ok(Some((kind, span)))
    }

    fn skip_text(&mut self) -> Result<(), ScanError> {
        let start = self.at;
        let mut escaped = false;
        for (offset, byte) in self.text.as_bytes()[start + 1..].iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    self.at = start + offset + 2;
                    return Ok(());
                }
                _ => {}
            }
        }
        error(
            Extent { start, end: start + 1 },
            "This text is never closed with a quotation mark.",
            None,
        )
    }

    /// Whether a raw text begins here.
    pub(super) fn at_raw_text(&self) -> bool {
        self.rest()
            .strip_prefix('r')
            .is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
    }

    fn skip_raw_text(&mut self) -> Result<(), ScanError> {
        let hashes = self.rest()[1..].bytes().take_while(|byte| *byte == b'#').count();
        let opening = 2 + hashes;
        let closing = format!("\"{}", "#".repeat(hashes));
        match self.rest()[opening..].find(&closing) {
            Some(length) => {
                self.at += opening + length + closing.len();
                Ok(())
            }
            None => error(
                Extent { start: self.at, end: self.at + opening },
                format!("This text is never closed with {}.", quoted(&closing)),
                None,
            ),
        }
    }

    /// Moves over a word.
    pub(super) fn skip_word(&mut self) {
        if self.rest().starts_with("r#") {
            self.at += 2;
        }
        self.skip_while(|c| c.is_ascii_alphanumeric() || c == '_');
    }

    /// Blanks and comments.
    pub fn skip_blank(&mut self) -> Result<(), ScanError> {
        loop {
            self.skip_while(|c| c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}'));
            let start = self.at;
            if self.rest().starts_with("//") {
                self.skip_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.skip_block_comment()?;
            } else {
                return Ok(());
            }
            if self.comments.last().is_none_or(|last| last.start < start) {
                self.comments.push(Extent { start, end: self.at });
            }
        }
    }

    fn skip_block_comment(&mut self) -> Result<(), ScanError> {
        let start = self.at;
        let mut level = 0_usize;
        while let Some(found) = self.rest().find(['/', '*']) {
            self.at += found;
            if self.rest().starts_with("/*") {
                level += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                level -= 1;
                self.at += 2;
                if level == 0 {
                    return Ok(());
                }
            } else {
                self.at += 1;
            }
        }
        error(
            Extent { start, end: start + 2 },
            "This comment is never closed.",
            Some("every /* needs a */ of its own"),
        )
    }

    fn skip_while(&mut self, fits: impl Fn(char) -> bool) {
        self.at += self.rest().find(|c| !fits(c)).unwrap_or(self.rest().len());
    }

    /// What is still to come.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The place of the next character.
    pub fn here(&self) -> Extent {
        Extent { start: self.at, end: self.at + self.peek().map_or(0, char::len_utf8) }
    }

    /// The number of a byte's line.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// The error where a value should stand.
    pub fn no_value<T>(&self) -> Result<T, ScanError> {
        let Some(c) = self.peek() else {
            return error(self.here(), "The file ends where a value is missing.", None);
        };
        match c {
            ',' | ':' | ')' | ']' | '}' => {
                error(self.here(), format!("A value is missing before ‘{c}’."), None)
            }
            _ => self.misplaced(c),
        }
    }

    /// The error for a character that belongs to nothing.
    pub fn misplaced<T>(&self, c: char) -> Result<T, ScanError> {
        let help = match c {
            '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' => {
                Some("text goes between straight quotation marks: \"…\"")
            }
            '%' => Some("shares are written as fractions: 0.65 for 65 %"),
            '−' | '–' => Some("a minus sign is written with the hyphen: -1.5"),
            '$' | '€' => Some("money is a plain number in $bn: 40.0"),
            ';' => Some("fields are separated by commas"),
            ':' => Some("a field's name is written without quotation marks"),
            '=' => Some("a field is written with a colon: margin: 0.31"),
            _ => None,
        };
        error(
            self.here(),
            format!("‘{}’ can't stand here.", shortened(c.encode_utf8(&mut [0; 4]))),
            help,
        )
    }
}
