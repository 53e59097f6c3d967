//! The scanner behind the outline: one pass over the text with a stack of its own.

use super::cursor::{Cursor, error, starts_word};
use super::node::{Kind, Node, ScanError, Span};
use crate::text::nearest;

/// Deepest nesting that is read; the format itself needs six levels.
const DEEPEST: usize = 32;

/// Extensions of RON that change nothing in a preset; the empty name may stand behind a comma.
const KNOWN: [&str; 4] = ["implicit_some", "unwrap_newtypes", "unwrap_variant_newtypes", ""];

/// What is wrong with a file that is no preset at all.
const BEGINS: &str = "A preset begins with ‘(’; this file doesn't.";

/// The values of a text, the outermost first, and its comments.
pub fn scan(text: &str) -> Result<(Vec<Node>, Vec<Span>), ScanError> {
    let mut scanner = Scanner {
        cursor: Cursor::new(text),
        nodes: Vec::new(),
        open: Vec::new(),
        odd_closing: None,
    };
    scanner.run().map_err(|error| scanner.with_suspect(error))?;
    Ok((scanner.nodes, scanner.cursor.comments))
}

/// Whether a word is one of a preset's own fields, or nearly.
fn is_field(word: &str) -> bool {
    let fields =
        ["format", "name", "summary", "programme", "scenarios", "risk", "claims", "sources"];
    nearest(word, fields).is_some()
}

struct Scanner<'t> {
    cursor: Cursor<'t>,
    nodes: Vec<Node>,
    open: Vec<usize>,
    /// The first bracket that is closed from another indentation than its own line's, and the
    /// line of the closing one: the closing one was probably meant for another.
    odd_closing: Option<(Span, usize)>,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), ScanError> {
        self.cursor.skip_blank()?;
        self.attributes()?;
        if self.cursor.peek().is_none() {
            return error(
                self.cursor.here(),
                "The file is empty.",
                Some("a preset begins with ( and ends with )"),
            );
        }
        self.beginning()?;
        self.item(None)?;
        while let Some(&group) = self.open.last() {
            self.cursor.skip_blank()?;
            let Some(next) = self.cursor.peek() else {
                let (span, bracket) = self.opening(group);
                return error(span, format!("This {bracket} is never closed."), None);
            };
            if self.closes(next, group)? {
                continue;
            }
            self.entry(group)?;
            if self.open.last() == Some(&group) {
                self.separator()?;
            }
        }
        self.cursor.skip_blank()?;
        match self.cursor.peek() {
            None => Ok(()),
            Some(_) => error(
                self.cursor.here(),
                "The preset has ended; nothing but comments may follow.",
                Some("is there a closing bracket too many before this?"),
            ),
        }
    }

    /// Attributes at the beginning: those that change nothing here may stand there.
    fn attributes(&mut self) -> Result<(), ScanError> {
        loop {
            let rest = self.cursor.rest();
            if !rest.strip_prefix("#!").is_some_and(|rest| rest.trim_start().starts_with('[')) {
                return Ok(());
            }
            let start = self.cursor.at;
            let attribute = &rest[..rest.find(']').map_or(rest.len(), |end| end + 1)];
            let opening = attribute.find('(').unwrap_or(attribute.len() - 1);
            let closing = attribute.rfind(')').filter(|closing| *closing > opening);
            let mut at = opening + 1;
            for name in attribute[at..closing.unwrap_or(at)].split(',') {
                let place = start + at + (name.len() - name.trim_start().len());
                if !KNOWN.contains(&name.trim()) {
                    let span = Span { start: place, end: place + name.trim().len() };
                    let help = "leave it out; everything that a preset needs is on";
                    return error(span, "This attribute is not known.", Some(help));
                }
                at += name.len() + 1;
            }
            self.cursor.at += attribute.len();
            self.cursor.skip_blank()?;
        }
    }

    /// Refuses a text that doesn't begin as a preset does: with a bracket, perhaps behind a word.
    fn beginning(&mut self) -> Result<(), ScanError> {
        let here = self.cursor.here();
        if self.cursor.peek().is_some_and(starts_word) && !self.cursor.at_raw_text() {
            self.cursor.skip_word();
            let end = self.cursor.at;
            self.cursor.skip_blank()?;
            let next = self.cursor.peek();
            self.cursor.at = here.start;
            let help = match next {
                Some('(') => return Ok(()),
                Some(':') if is_field(&self.cursor.text[here.start..end]) => {
                    "put ( before the first field and ) after the last one"
                }
                _ => "is it the right file?",
            };
            return error(Span { start: here.start, end }, BEGINS, Some(help));
        }
        match self.cursor.peek() {
            // A list or a map is told apart by its kind, later.
            Some('(' | '[' | '{') => Ok(()),
            _ => error(here, BEGINS, Some("is it the right file?")),
        }
    }

    /// Closes the innermost group where `next` does so.
    fn closes(&mut self, next: char, group: usize) -> Result<bool, ScanError> {
        if !matches!(next, ')' | ']' | '}') {
            return Ok(false);
        }
        let (opening, bracket) = self.opening(group);
        let wanted = match bracket {
            '[' => ']',
            '{' => '}',
            _ => ')',
        };
        if next != wanted {
            let line = self.cursor.line_of(opening.start);
            return error(
                self.cursor.here(),
                format!("‘{next}’ can't close the ‘{bracket}’ of line {line}; ‘{wanted}’ does."),
                None,
            );
        }
        self.note_indentation(opening);
        self.cursor.at += 1;
        self.nodes[group].span.end = self.cursor.at;
        self.open.pop();
        if !self.open.is_empty() {
            self.separator()?;
        }
        Ok(true)
    }

    /// The comma after an entry; none is needed before a closing bracket.
    fn separator(&mut self) -> Result<(), ScanError> {
        self.cursor.skip_blank()?;
        match self.cursor.peek() {
            Some(',') => {
                let group = self.open.last().and_then(|group| self.nodes[*group].children.last());
                if let Some(&last) = group {
                    self.nodes[last].comma = Some(self.cursor.at);
                }
                self.cursor.at += 1;
            }
            Some(')' | ']' | '}') | None => {}
            Some(c)
                if starts_word(c) || c.is_ascii_digit() || matches!(c, '"' | '(' | '[' | '{') =>
            {
                return error(self.cursor.here(), "A comma is missing before this.", None);
            }
            Some(c) => return self.cursor.misplaced(c),
        }
        Ok(())
    }

    /// A field, a map's entry or a list's.
    fn entry(&mut self, group: usize) -> Result<(), ScanError> {
        let start = self.cursor.at;
        let key = match self.nodes[group].kind {
            Kind::Record
                if self.cursor.peek().is_some_and(starts_word) && !self.cursor.at_raw_text() =>
            {
                self.cursor.skip_word();
                let key = Span { start, end: self.cursor.at };
                self.cursor.skip_blank()?;
                if self.cursor.peek() == Some(':') {
                    Some(key)
                } else {
                    self.cursor.at = start;
                    None
                }
            }
            Kind::Map => {
                let Some((Kind::Text, key)) = self.cursor.scalar()? else {
                    return error(
                        self.cursor.here(),
                        "A key in quotation marks is missing here.",
                        None,
                    );
                };
                self.cursor.skip_blank()?;
                if self.cursor.peek() != Some(':') {
                    return error(self.cursor.here(), "A colon is missing after the key.", None);
                }
                Some(key)
            }
            _ => None,
        };
        if key.is_some() {
            self.cursor.at += 1;
            self.cursor.skip_blank()?;
        }
        self.item(key)
    }

    /// One value; a group is only opened.
    fn item(&mut self, key: Option<Span>) -> Result<(), ScanError> {
        let start = self.cursor.at;
        let mut tag = None;
        let mut word = None;
        if let Some((kind, span)) = self.cursor.scalar()? {
            self.cursor.skip_blank()?;
            if kind == Kind::Word && self.cursor.peek() == Some('(') {
                tag = Some(span);
            } else {
                word = Some((kind, span));
                self.cursor.at = span.end;
            }
        }
        let (kind, span) = if let Some(scalar) = word {
            scalar
        } else {
            let kind = match self.cursor.peek() {
                Some('(') => Kind::Record,
                Some('[') => Kind::List,
                Some('{') => Kind::Map,
                _ => return self.cursor.no_value(),
            };
            let here = self.cursor.here();
            if self.open.len() == DEEPEST {
                return error(
                    here,
                    format!(
                        "Nested too deeply: no preset needs more than {DEEPEST} brackets in one another."
                    ),
                    None,
                );
            }
            self.open.push(self.nodes.len());
            self.cursor.at += 1;
            (kind, Span { start, end: self.cursor.at })
        };
        let index = self.nodes.len();
        let parents = if word.is_some() { self.open.len() } else { self.open.len() - 1 };
        if let Some(&parent) = parents.checked_sub(1).and_then(|last| self.open.get(last)) {
            self.nodes[parent].children.push(index);
        }
        self.nodes.push(Node { kind, span, key, tag, comma: None, children: Vec::new() });
        Ok(())
    }

    /// Where a group's bracket opens, and which one it is.
    fn opening(&self, group: usize) -> (Span, char) {
        let node = &self.nodes[group];
        let bracket = match node.kind {
            Kind::List => '[',
            Kind::Map => '{',
            _ => '(',
        };
        (Span { start: node.span.end - 1, end: node.span.end }, bracket)
    }

    /// Compares the indentation of a closing bracket that is first on its line with that of the
    /// line on which its group opens.
    fn note_indentation(&mut self, opening: Span) {
        let Cursor { text, at, .. } = self.cursor;
        let before = text[..at].trim_end_matches([' ', '\t']);
        let first_on_its_line = before.ends_with('\n') && before.len() > opening.start;
        if self.odd_closing.is_some() || !first_on_its_line {
            return;
        }
        let opening_line = &text[self.cursor.line_start(opening.start)..];
        let indentation = opening_line.len() - opening_line.trim_start().len();
        if indentation != at - before.len() {
            self.odd_closing = Some((opening, self.cursor.line_of(at)));
        }
    }

    /// The error in place of one that stands right behind the end of a text of several lines: that
    /// end was to be the beginning of another text.
    fn unclosed_text(&self, error: &ScanError) -> Option<ScanError> {
        let long = self.cursor.long_text?;
        let between = self.cursor.text.get(long.end..error.span.start)?;
        let is_behind = between.chars().all(|c| c == ' ' || c == '\t')
            && error.span.start < self.cursor.text.len()
            && !self.cursor.text[error.span.start..].starts_with(['\r', '\n']);
        if !is_behind || !long.of(self.cursor.text).starts_with('"') {
            return None;
        }
        let line = self.cursor.line_of(long.end);
        Some(ScanError {
            span: Span { start: long.start, end: long.start + 1 },
            reason: "This text is not closed on its line.".to_owned(),
            help: Some(format!(
                "its closing quotation mark seems to be missing: as it stands, the text ends on line {line},\nwhere the next one was to begin"
            )),
        })
    }

    /// Adds where the cause may lie, which is often long before the place where it shows.
    fn with_suspect(&self, mut error: ScanError) -> ScanError {
        if let Some(unclosed) = self.unclosed_text(&error) {
            return unclosed;
        }
        if error.help.is_some() {
            return error;
        }
        if let Some(text) = self.cursor.long_text {
            let line = self.cursor.line_of(text.start);
            error.help = Some(format!(
                "the text that begins on line {line} runs over several lines;\nis its closing quotation mark missing?"
            ));
        } else if let Some((opening, closing_line)) = self.odd_closing {
            let line = self.cursor.line_of(opening.start);
            let bracket = opening.of(self.cursor.text);
            error.help = Some(format!(
                "the ‘{bracket}’ of line {line} is closed on line {closing_line}, from another indentation;\nis a bracket missing between them?"
            ));
        }
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> String {
        scan(text).unwrap_err().reason
    }

    #[test]
    fn says_what_does_not_add_up() {
        assert_eq!(reason("(a: (x: 1) b: 2)"), "A comma is missing before this.");
        assert_eq!(reason("(a: )"), "A value is missing before ‘)’.");
        assert_eq!(reason("(a: \"x)"), "This text is never closed with a quotation mark.");
        assert_eq!(reason("(a: r#\"x\")"), "This text is never closed with ‘\"#’.");
        assert_eq!(reason("#!/bin/sh\necho"), BEGINS);
        assert_eq!(reason(") (a: 1)"), BEGINS);
        assert!(scan("Preset (a: 1)").is_ok());
        assert_eq!(reason("(a: \"x\ny\"\n b: 1)"), "A comma is missing before this.");
        assert_eq!(reason("/* /* */ ("), "This comment is never closed.");
        assert_eq!(reason("({1: 2})"), "A key in quotation marks is missing here.");
    }
}
