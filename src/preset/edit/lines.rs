//! Where entries go in a text and what goes with them, by its lines.

use crate::preset::outline::{Extent, Outline, SyntaxNode};
use crate::preset::value::{RonLayout, RonValue};
use crate::text::line_start;

/// A text by its lines.
pub(super) struct Lines<'o, 't> {
    outline: &'o Outline<'t>,
    text: &'t str,
    layout: RonLayout<'t>,
}

/// What a line holds behind a place, blanks and comments apart.
enum Rest {
    /// Nothing, up to the end of the line.
    End(usize),
    /// Something.
    Other(usize),
}

impl<'o, 't> Lines<'o, 't> {
    /// Lays values out as the text does.
    pub fn of(outline: &'o Outline<'t>, newline: &'t str) -> Self {
        let layout = RonLayout { newline, indent: "    " };
        let mut lines = Self { outline, text: outline.whole(), layout };
        let first = outline.children(outline.root()).find(|child| lines.is_first(child));
        if let Some(child) = first {
            let outer = lines.indentation(outline.root().span.start);
            let inner = lines.indentation(child.entry().start);
            lines.layout.indent =
                inner.strip_prefix(outer).filter(|more| !more.is_empty()).unwrap_or("    ");
        }
        lines
    }

    pub(super) const fn layout(&self) -> &RonLayout<'t> {
        &self.layout
    }

    /// The blanks that the line of a place begins with.
    pub fn indentation(&self, at: usize) -> &'t str {
        let line = &self.text[line_start(self.text, at)..];
        &line[..line.find(|c| c != ' ' && c != '\t').unwrap_or(line.len())]
    }

    /// Whether an entry is the first on its line, comments apart.
    pub fn is_first(&self, node: &SyntaxNode) -> bool {
        let start = node.entry().start;
        let line = line_start(self.text, start);
        line > 0 && matches!(self.rest(line), Rest::Other(first) if first == start)
    }

    /// What is left of the line behind a place.
    fn rest(&self, mut at: usize) -> Rest {
        loop {
            let rest = &self.text[at..];
            let blank = rest.len()
                - rest
                    .trim_start_matches(|c: char| c.is_whitespace() && c != '\n' && c != '\r')
                    .len();
            at += blank;
            let next = self.text[at..].chars().next();
            if matches!(next, None | Some('\n' | '\r')) {
                return Rest::End(at);
            }
            let comments = self.outline.comments();
            match comments.binary_search_by_key(&at, |comment| comment.start) {
                // A comment of the line's goes on until the line ends, its carriage return apart.
                Ok(found) => {
                    at += self.text[at..comments[found].end].trim_end_matches('\r').len();
                }
                Err(_) => return Rest::Other(at),
            }
        }
    }

    /// Where the line of a place ends, if there is nothing but blanks and comments up to there.
    fn line_end(&self, at: usize) -> Option<usize> {
        match self.rest(at) {
            Rest::End(end) => Some(end),
            Rest::Other(_) => None,
        }
    }

    /// What is taken away with an entry: its lines, or its part of a line.
    pub fn removal(&self, node: &SyntaxNode) -> Extent {
        let entry = node.entry();
        let end = node.comma.map_or(entry.end, |comma| comma + 1);
        match (self.is_first(node), self.rest(end)) {
            (true, Rest::End(end)) => {
                let newline = self.text[end..].find('\n').map_or(0, |newline| newline + 1);
                Extent { start: line_start(self.text, entry.start), end: end + newline }
            }
            (_, Rest::Other(next)) if node.comma.is_some() => {
                Extent { start: entry.start, end: next }
            }
            (true, _) => Extent { start: entry.start, end },
            (false, _) => {
                let start = self.text[..entry.start].trim_end_matches([' ', '\t']).len();
                Extent { start, end }
            }
        }
    }

    /// What is put where to have entries behind another one, or at the beginning of a group.
    pub(super) fn addition(
        &self,
        group: &SyntaxNode,
        anchor: Option<&SyntaxNode>,
        added: &[(&str, RonValue)],
    ) -> Vec<(Extent, String)> {
        let Some(anchor) = anchor else { return vec![self.beginning(group, added)] };
        let end = anchor.comma.map_or(anchor.span.end, |comma| comma + 1);
        let Some(line_end) = self.line_end(end).filter(|_| self.is_first(anchor)) else {
            let entries = self.on_one_line(group, added);
            let text = match anchor.comma {
                Some(_) => format!(" {entries},"),
                None => format!(", {entries}"),
            };
            return vec![(place(end), text)];
        };
        let before = self.indentation(anchor.entry().start);
        let lines = self.on_lines(group, added, before, self.is_on_one_line(anchor));
        if anchor.comma.is_some() {
            return vec![(place(line_end), lines)];
        }
        // As the last one has no comma, the new last one has none.
        let lines = lines.strip_suffix(',').unwrap_or(&lines).to_owned();
        vec![(place(anchor.span.end), ",".to_owned()), (place(line_end), lines)]
    }

    /// Entries at the beginning of a group.
    fn beginning(&self, group: &SyntaxNode, added: &[(&str, RonValue)]) -> (Extent, String) {
        let opening = group.tag.map_or(group.span.start, |tag| {
            tag.end + self.text[tag.end..group.span.end].find('(').unwrap_or(0)
        }) + 1;
        let outer = self.indentation(group.entry().start);
        let first = self.outline.children(group).next();
        match (first, self.rest(opening)) {
            (Some(first), Rest::Other(_)) if !self.is_first(first) => {
                (place(opening), self.on_one_line(group, added) + ", ")
            }
            (Some(first), rest) => {
                let at = match rest {
                    Rest::End(at) => at,
                    Rest::Other(_) => opening,
                };
                let before = self.indentation(first.entry().start);
                (place(at), self.on_lines(group, added, before, self.is_on_one_line(first)))
            }
            (None, rest) => {
                let before = format!("{outer}{}", self.layout.indent);
                let lines = self.on_lines(group, added, &before, false);
                match rest {
                    Rest::End(at) => (place(at), lines),
                    Rest::Other(_) => (place(opening), lines + self.layout.newline + outer),
                }
            }
        }
    }

    /// Whether an entry with something in it has a line of its own, or a part of one.
    fn is_on_one_line(&self, node: &SyntaxNode) -> bool {
        !node.children.is_empty() && !self.outline.text(node.span).contains('\n')
    }

    fn on_lines(
        &self,
        group: &SyntaxNode,
        added: &[(&str, RonValue)],
        before: &str,
        one_line: bool,
    ) -> String {
        let newline = self.layout.newline;
        let one_line = one_line && group.kind != crate::preset::outline::SyntaxKind::Record;
        let entry = |(key, value): &(&str, RonValue)| {
            let entry = self.layout.entry(group.kind, key, value, before, one_line);
            format!("{newline}{before}{entry},")
        };
        added.iter().map(entry).collect()
    }

    fn on_one_line(&self, group: &SyntaxNode, added: &[(&str, RonValue)]) -> String {
        let entry =
            |(key, value): &(&str, RonValue)| self.layout.entry(group.kind, key, value, "", true);
        added.iter().map(entry).collect::<Vec<_>>().join(", ")
    }
}

/// The place before a byte.
const fn place(at: usize) -> Extent {
    Extent { start: at, end: at }
}
