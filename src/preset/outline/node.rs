//! A value of a text, and its place.

use std::fmt;

/// A stretch of a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Extent {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Extent {
    /// Its part of the text; empty where it doesn't fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// What kind of value stands somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxKind {
    /// A number, also `NaN` or `inf`.
    Number,
    /// Text in quotation marks.
    Text,
    /// A bare word, such as a variant's name.
    Word,
    /// `( … )`, with a word before it or without.
    Record,
    /// `[ … ]`
    List,
    /// `{ … }`
    Map,
}

impl SyntaxKind {
    /// The brackets of a group.
    pub const fn brackets(self) -> (char, char) {
        match self {
            Self::List => ('[', ']'),
            Self::Map => ('{', '}'),
            _ => ('(', ')'),
        }
    }
}

impl fmt::Display for SyntaxKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number",
            Self::Text => "text",
            Self::Word => "a word",
            Self::Record => "a group in ( )",
            Self::List => "a list in [ ]",
            Self::Map => "a map in { }",
        })
    }
}

/// One value of the text.
#[derive(Debug, Clone)]
pub struct SyntaxNode {
    pub kind: SyntaxKind,
    /// Where it is; a record's word included.
    pub span: Extent,
    /// The field's name or the map's key before it.
    pub key: Option<Extent>,
    /// The word before a record's parenthesis.
    pub tag: Option<Extent>,
    /// Where the comma behind it is.
    pub comma: Option<usize>,
    /// The values inside, as indices of the outline.
    pub children: Vec<usize>,
}

impl SyntaxNode {
    /// From its name or key to its end, the comma apart.
    pub fn entry(&self) -> Extent {
        Extent { start: self.key.map_or(self.span.start, |key| key.start), end: self.span.end }
    }

    /// Where a message about it points: to all of a scalar, to a group's beginning.
    pub const fn beginning(&self) -> Extent {
        match self.kind {
            SyntaxKind::Number | SyntaxKind::Text | SyntaxKind::Word => self.span,
            SyntaxKind::Record | SyntaxKind::List | SyntaxKind::Map => {
                Extent { start: self.span.start, end: self.span.start + 1 }
            }
        }
    }
}

/// Why a text has no outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanError {
    pub span: Extent,
    /// What is wrong, in a sentence.
    pub reason: String,
    /// What to do.
    pub help: Option<String>,
}
