//! The scanner behind the outline: one pass over the text with a stack of its own.

use super::lexer::{Lexer, error, starts_word};
use super::node::{Extent, ScanError, SyntaxKind, SyntaxNode};
use crate::text::{line_start, nearest};

/// Deepest nesting that is read; the format itself needs six levels.
const DEEPEST: usize = 32;

/// Extensions of RON that change nothing in a preset; the empty name may stand behind a comma.
const KNOWN: [&str; 4] = ["implicit_some", "unwrap_newtypes", "unwrap_variant_newtypes", ""];

/// What is wrong with a file that is no preset at all.
const BEGINS: &str = "A preset begins with ‘(’; this file doesn't.";

/// The values of a text, the outermost first, and its comments.
pub fn scan(text: &str) -> Result<(Vec<SyntaxNode>, Vec<Extent>), ScanError> {
    let mut scanner =
        Scanner { lexer: Lexer::new(text), nodes: Vec::new(), open: Vec::new(), odd_closing: None };
    scanner.run().map_err(|error| scanner.with_suspect(error))?;
    Ok((scanner.nodes, scanner.lexer.comments))
}

/// Whether a word is one of a preset's own fields, or nearly.
fn is_field(word: &str) -> bool {
    let fields =
        ["format", "name", "summary", "programme", "scenarios", "risk", "claims", "sources"];
    nearest(word, fields).is_some()
}

struct Scanner<'t> {
    lexer: Lexer<'t>,
    nodes: Vec<SyntaxNode>,
    open: Vec<usize>,
    /// The first bracket that is closed from another indentation than its own line's, and the
    /// line of the closing one: the closing one was probably meant for another.
    odd_closing: Option<(Extent, usize)>,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), ScanError> {
        self.lexer.skip_blank()?;
        self.attributes()?;
        if self.lexer.peek().is_none() {
            return error(
                self.lexer.here(),
                "The file is empty.",
                Some("a preset begins with ( and ends with )"),
            );
        }
        self.beginning()?;
        self.item(None)?;
        while let Some(&group) = self.open.last() {
            self.lexer.skip_blank()?;
            let Some(next) = self.lexer.peek() else {
                let (bracket, _) = self.nodes[group].kind.brackets();
                let reason = format!("This {bracket} is never closed.");
                return error(self.opening(group), reason, None);
            };
            if self.closes(next, group)? {
                continue;
            }
            self.entry(group)?;
            if self.open.last() == Some(&group) {
                self.separator()?;
            }
        }
        self.lexer.skip_blank()?;
        match self.lexer.peek() {
            None => Ok(()),
            Some(_) => error(
                self.lexer.here(),
                "The preset has ended; nothing but comments may follow.",
                Some("is there a closing bracket too many before this?"),
            ),
        }
    }

    /// Attributes at the beginning: those that change nothing here may stand there.
    fn attributes(&mut self) -> Result<(), ScanError> {
        loop {
            let rest = self.lexer.rest();
            if !rest.strip_prefix("#!").is_some_and(|rest| rest.trim_start().starts_with('[')) {
                return Ok(());
            }
            let start = self.lexer.at;
            let attribute = &rest[..rest.find(']').map_or(rest.len(), |end| end + 1)];
            let opening = attribute.find('(').unwrap_or(attribute.len() - 1);
            let closing = attribute.rfind(')').filter(|closing| *closing > opening);
            let mut at = opening + 1;
            for name in attribute[at..closing.unwrap_or(at)].split(',') {
                let place = start + at + (name.len() - name.trim_start().len());
                if !KNOWN.contains(&name.trim()) {
                    let span = Extent { start: place, end: place + name.trim().len() };
                    let help = "leave it out; everything that a preset needs is on";
                    return error(span, "This attribute is not known.", Some(help));
                }
                at += name.len() + 1;
            }
            self.lexer.at += attribute.len();
            self.lexer.skip_blank()?;
        }
    }

    /// Refuses a text that doesn't begin as a preset does: with a bracket, perhaps behind a word.
    fn beginning(&mut self) -> Result<(), ScanError> {
        let here = self.lexer.here();
        if self.lexer.peek().is_some_and(starts_word) && !self.lexer.at_raw_text() {
            self.lexer.skip_word();
            let end = self.lexer.at;
            self.lexer.skip_blank()?;
            let next = self.lexer.peek();
            self.lexer.at = here.start;
            let help = match next {
                Some('(') => return Ok(()),
                Some(':') if is_field(&self.lexer.text[here.start..end]) => {
                    "put ( before the first field and ) after the last one"
                }
                _ => "is it the right file?",
            };
            return error(Extent { start: here.start, end }, BEGINS, Some(help));
        }
        match self.lexer.peek() {
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
        let opening = self.opening(group);
        let (bracket, wanted) = self.nodes[group].kind.brackets();
        if next != wanted {
            let line = self.lexer.line_of(opening.start);
            return error(
                self.lexer.here(),
                format!("‘{next}’ can't close the ‘{bracket}’ of line {line}; ‘{wanted}’ does."),
                None,
            );
        }
        self.note_indentation(opening);
        self.lexer.at += 1;
        self.nodes[group].span.end = self.lexer.at;
        self.open.pop();
        if !self.open.is_empty() {
            self.separator()?;
        }
        Ok(true)
    }

    /// The comma after an entry; none is needed before a closing bracket.
    fn separator(&mut self) -> Result<(), ScanError> {
        self.lexer.skip_blank()?;
        match self.lexer.peek() {
            Some(',') => {
                let group = self.open.last().and_then(|group| self.nodes[*group].children.last());
                if let Some(&last) = group {
                    self.nodes[last].comma = Some(self.lexer.at);
                }
                self.lexer.at += 1;
            }
            Some(')' | ']' | '}') | None => {}
            Some(c)
                if starts_word(c) || c.is_ascii_digit() || matches!(c, '"' | '(' | '[' | '{') =>
            {
                return error(self.lexer.here(), "A comma is missing before this.", None);
            }
            Some(c) => return self.lexer.misplaced(c),
        }
        Ok(())
    }

    /// A field, a map's entry or a list's.
    fn entry(&mut self, group: usize) -> Result<(), ScanError> {
        let start = self.lexer.at;
        let key = match self.nodes[group].kind {
            SyntaxKind::Record
                if self.lexer.peek().is_some_and(starts_word) && !self.lexer.at_raw_text() =>
            {
                self.lexer.skip_word();
                let key = Extent { start, end: self.lexer.at };
                self.lexer.skip_blank()?;
                if self.lexer.peek() == Some(':') {
                    Some(key)
                } else {
                    self.lexer.at = start;
                    None
                }
            }
            SyntaxKind::Map => {
                let Some((SyntaxKind::Text, key)) = self.lexer.scalar()? else {
                    return error(
                        self.lexer.here(),
                        "A key in quotation marks is missing here.",
                        None,
                    );
                };
                self.lexer.skip_blank()?;
                if self.lexer.peek() != Some(':') {
                    return error(self.lexer.here(), "A colon is missing after the key.", None);
                }
                Some(key)
            }
            _ => None,
        };
        if key.is_some() {
            self.lexer.at += 1;
            self.lexer.skip_blank()?;
        }
        self.item(key)
    }

    /// One value; a group is only opened.
    fn item(&mut self, key: Option<Extent>) -> Result<(), ScanError> {
        let start = self.lexer.at;
        let mut tag = None;
        if let Some((kind, span)) = self.lexer.scalar()? {
            self.lexer.skip_blank()?;
            if kind != SyntaxKind::Word || self.lexer.peek() != Some('(') {
                self.lexer.at = span.end;
                self.add(kind, span, key, None);
                return Ok(());
            }
            tag = Some(span);
        }
        let kind = match self.lexer.peek() {
            Some('(') => SyntaxKind::Record,
            Some('[') => SyntaxKind::List,
            Some('{') => SyntaxKind::Map,
            _ => return self.lexer.no_value(),
        };
        if self.open.len() == DEEPEST {
            let reason = format!(
                "Nested too deeply: no preset needs more than {DEEPEST} brackets in one another."
            );
            return error(self.lexer.here(), reason, None);
        }
        self.lexer.at += 1;
        let span = Extent { start, end: self.lexer.at };
        let index = self.add(kind, span, key, tag);
        self.open.push(index);
        Ok(())
    }

    /// Adds a value to the innermost group; its index.
    fn add(
        &mut self,
        kind: SyntaxKind,
        span: Extent,
        key: Option<Extent>,
        tag: Option<Extent>,
    ) -> usize {
        let index = self.nodes.len();
        if let Some(&parent) = self.open.last() {
            self.nodes[parent].children.push(index);
        }
        self.nodes.push(SyntaxNode { kind, span, key, tag, comma: None, children: Vec::new() });
        index
    }

    /// Where the bracket of a group that is still open stands.
    fn opening(&self, group: usize) -> Extent {
        let end = self.nodes[group].span.end;
        Extent { start: end - 1, end }
    }

    /// Compares the indentation of a closing bracket that is first on its line with that of the
    /// line on which its group opens.
    fn note_indentation(&mut self, opening: Extent) {
        let Lexer { text, at, .. } = self.lexer;
        let before = text[..at].trim_end_matches([' ', '\t']);
        let first_on_its_line = before.ends_with('\n') && before.len() > opening.start;
        if self.odd_closing.is_some() || !first_on_its_line {
            return;
        }
        let opening_line = &text[line_start(text, opening.start)..];
        let indentation = opening_line.len() - opening_line.trim_start().len();
        if indentation != at - before.len() {
            self.odd_closing = Some((opening, self.lexer.line_of(at)));
        }
    }

    /// The error in place of one that stands right behind the end of a text of several lines: that
    /// end was to be the beginning of another text.
    fn unclosed_text(&self, error: &ScanError) -> Option<ScanError> {
        let long = self.lexer.long_text?;
        let between = self.lexer.text.get(long.end..error.span.start)?;
        let is_behind = between.chars().all(|c| c == ' ' || c == '\t')
            && error.span.start < self.lexer.text.len()
            && !self.lexer.text[error.span.start..].starts_with(['\r', '\n']);
        if !is_behind || !long.of(self.lexer.text).starts_with('"') {
            return None;
        }
        let line = self.lexer.line_of(long.end);
        Some(ScanError {
            span: Extent { start: long.start, end: long.start + 1 },
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
        if let Some(text) = self.lexer.long_text {
            let line = self.lexer.line_of(text.start);
            error.help = Some(format!(
                "the text that begins on line {line} runs over several lines;\nis its closing quotation mark missing?"
            ));
        } else if let Some((opening, closing_line)) = self.odd_closing {
            let line = self.lexer.line_of(opening.start);
            let bracket = opening.of(self.lexer.text);
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
