//! On which line of a preset's file a claim or a source stands, for messages about it.

use super::outline::{At, Outline};
use super::read::decoded;
use std::collections::BTreeMap;

/// The lines of a file's claims and sources, counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryLines {
    claims: BTreeMap<String, usize>,
    sources: BTreeMap<String, usize>,
}

impl EntryLines {
    /// Those of a file's bytes; none where it can't be read.
    pub fn of(bytes: &[u8]) -> Self {
        let Ok(text) = decoded(bytes, "") else { return Self::default() };
        let Ok(outline) = Outline::of(&text) else { return Self::default() };
        let line = |at: At| {
            let start = at.node().map_or(0, |node| node.entry().start);
            text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1
        };
        let entries = |name: &str| outline.start().at(name).entries();
        let claims = entries("claims").filter_map(|at| Some((at.at("id").text()?, line(at))));
        let sources = entries("sources").map(|at| (at.key(), line(at)));
        Self { claims: claims.collect(), sources: sources.collect() }
    }

    /// The line on which a claim begins, by its id.
    pub fn claim(&self, id: &str) -> Option<usize> {
        self.claims.get(id).copied()
    }

    /// The line of a source's key.
    pub fn source(&self, key: &str) -> Option<usize> {
        self.sources.get(key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_on_their_lines_however_lines_end() {
        let text = "\u{feff}(\n  claims: Some([\n    ( // one\n      id: \"a\\u{41}\" ),\n\n    (id: \"b\")]),\n  \
                    sources: {\n    \"bear.margin\":\n (note: \"n\") } )";
        for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
            let lines = EntryLines::of(text.as_bytes());
            assert_eq!((lines.claim("aA"), lines.claim("b")), (Some(3), Some(6)));
            assert_eq!((lines.source("bear.margin"), lines.source("x")), (Some(8), None));
        }
        for text in [&b"( claims: [ ("[..], b"\xff", b"()", b"(claims: 3)"] {
            assert_eq!(EntryLines::of(text), EntryLines::default());
        }
    }
}
