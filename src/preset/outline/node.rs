//! A value of a text, and its place.

use std::fmt;

/// A stretch of a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Its part of the text; empty where it doesn't fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// What kind of value stands somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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

impl fmt::Display for Kind {
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
pub struct Node {
    pub kind: Kind,
    /// Where it is; a record's word included.
    pub span: Span,
    /// The field's name or the map's key before it.
    pub key: Option<Span>,
    /// The word before a record's parenthesis.
    pub tag: Option<Span>,
    /// Where the comma behind it is.
    pub comma: Option<usize>,
    /// The values inside, as indices of the outline.
    pub children: Vec<usize>,
}

impl Node {
    /// From its name or key to its end, the comma apart.
    pub fn entry(&self) -> Span {
        Span { start: self.key.map_or(self.span.start, |key| key.start), end: self.span.end }
    }

    /// Where a message about it points: to all of a scalar, to a group's beginning.
    pub const fn beginning(&self) -> Span {
        match self.kind {
            Kind::Number | Kind::Text | Kind::Word => self.span,
            Kind::Record | Kind::List | Kind::Map => {
                Span { start: self.span.start, end: self.span.start + 1 }
            }
        }
    }
}

/// Why a text has no outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanError {
    pub span: Span,
    /// What is wrong, in a sentence.
    pub reason: String,
    /// What to do.
    pub help: Option<String>,
}
