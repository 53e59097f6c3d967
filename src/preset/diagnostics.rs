//! What is wrong with a preset file: every problem with its place, drawn with the line that it
//! is on.

use super::outline::Extent;
use crate::text::{is_disruptive, line_start, shortened_path};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::fmt;

/// Most problems that are kept; a file with more has one cause that repeats.
const KEPT: usize = 100;

/// Most problems that are drawn.
const DRAWN: usize = 20;

/// Characters of a long line that are shown before the place and in all.
const BEFORE: usize = 40;
const WIDTH: usize = 100;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1; 0 where no text was read.
    pub line: usize,
    /// The character within the line, counted from 1; 0 where no text was read.
    pub column: usize,
    /// What is wrong, in a sentence.
    pub reason: String,
    /// What to do about it, or what is valid.
    pub help: Option<String>,
    /// Part of the line around the place, ready to be shown.
    excerpt: Excerpt,
}

/// A part of a line that is safe to show, with the bytes of it that are meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Excerpt {
    text: String,
    marked: Extent,
}

/// Everything that is wrong with a file; at least one problem. Its `Display` is the full report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    file: String,
    problems: Vec<Problem>,
    left_out: usize,
}

impl std::error::Error for Diagnostics {}

impl Diagnostics {
    /// The file's name as it was given, made harmless for a terminal.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The problems in the order of the file.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// One line for a status bar: the first problem with its place, and how many follow.
    pub fn first_line(&self) -> String {
        let count = self.problems.len() + self.left_out;
        let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
        self.problems.first().map_or_else(String::new, |first| {
            if first.line == 0 {
                return first.sentence();
            }
            format!("{}:{}:{}: {}{more}", self.file, first.line, first.column, first.reason)
        })
    }

    /// The first problem where the file is named already: `line 13: unknown field`.
    pub fn first_reason(&self) -> String {
        self.problems.first().map_or_else(String::new, |first| match first.line {
            0 => first.sentence(),
            line => format!("line {line}: {}", first.reason),
        })
    }

    /// A report of one problem with a file of which no text was read, so that nothing in it has a
    /// place; the reason names the file.
    pub(crate) fn of_whole_file(file: &str, reason: String, help: &str) -> Self {
        let help = Some(help.to_owned());
        let problem = Problem { line: 0, column: 0, reason, help, excerpt: Excerpt::default() };
        Self { file: shortened_path(file), problems: vec![problem], left_out: 0 }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().take(DRAWN).enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            f.write_str(&problem.drawn(&self.file))?;
        }
        let hidden = self.problems.len().saturating_sub(DRAWN) + self.left_out;
        if hidden > 0 {
            write!(f, "\n\nand {hidden} more of the kind")?;
        }
        Ok(())
    }
}

impl Problem {
    /// The reason and the help in a line.
    fn sentence(&self) -> String {
        let help = self.help.as_ref().map_or_else(String::new, |help| format!(" {help}"));
        format!("{}{help}", self.reason)
    }

    fn drawn(&self, file: &str) -> String {
        if self.line == 0 {
            return format!("error: {}", self.sentence());
        }
        let origin = Origin::path(file).line(self.line).char_column(self.column);
        let mut group = Level::ERROR.primary_title(self.reason.as_str()).element(origin);
        if !self.excerpt.text.is_empty() {
            let marked = self.excerpt.marked.start..self.excerpt.marked.end;
            group = group.element(
                Snippet::source(self.excerpt.text.as_str())
                    .line_start(self.line)
                    .annotation(AnnotationKind::Primary.span(marked)),
            );
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        // The renderer announces the excerpt as if it were from a second file, with a name that
        // is empty; the place is said already.
        let drawn = Renderer::plain().render(&[group]);
        drawn.lines().filter(|line| line.trim() != ":::").collect::<Vec<_>>().join("\n")
    }
}

/// Problems as they are found in one text.
pub(super) struct Findings<'t> {
    file: String,
    text: &'t str,
    found: Vec<(Extent, String, Option<String>)>,
    left_out: usize,
}

impl<'t> Findings<'t> {
    pub fn new(file: &str, text: &'t str) -> Self {
        Self { file: shortened_path(file), text, found: Vec::new(), left_out: 0 }
    }

    /// Notes a problem at a place.
    pub fn add(&mut self, span: Extent, reason: impl Into<String>, help: Option<String>) {
        if self.found.len() < KEPT {
            self.found.push((span, reason.into(), help));
        } else {
            self.left_out += 1;
        }
    }

    /// Whether another problem is still kept; in a flood there is no need to word it.
    pub(super) const fn has_room(&self) -> bool {
        self.found.len() < KEPT
    }

    /// Whether all is well so far.
    pub(super) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The report, in the order of the file.
    pub(super) fn into_diagnostics(mut self) -> Diagnostics {
        self.found.sort_by_key(|(span, ..)| span.start);
        let problems = self
            .found
            .into_iter()
            .map(|(span, reason, help)| problem(self.text, span, reason, help))
            .collect();
        Diagnostics { file: self.file, problems, left_out: self.left_out }
    }
}

fn problem(text: &str, span: Extent, reason: String, help: Option<String>) -> Problem {
    let start = char_start(text, span.start);
    let line_start = line_start(text, start);
    let line = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = text[line_start..start].chars().count() + 1;
    let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let end = char_start(text, span.end).clamp(start, line_end);
    let marked = text[start..end].chars().count();
    let excerpt = excerpt(text[line_start..line_end].trim_end_matches('\r'), column - 1, marked);
    Problem { line, column, reason, help, excerpt }
}

/// Where the character begins that a byte belongs to; the text's end for a byte behind it.
fn char_start(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The part of a line around a marked place, without anything that a terminal would obey.
fn excerpt(line: &str, marked_from: usize, marked: usize) -> Excerpt {
    let first =
        if line.chars().nth(WIDTH).is_some() { marked_from.saturating_sub(BEFORE) } else { 0 };
    let mut shown = Excerpt::default();
    if first > 0 {
        shown.text.push('…');
    }
    let mut rest = line.chars().skip(first);
    for (index, c) in (first..).zip(rest.by_ref().take(WIDTH)) {
        if index == marked_from {
            shown.marked.start = shown.text.len();
        }
        if index == marked_from + marked {
            shown.marked.end = shown.text.len();
        }
        shown.text.push(if is_disruptive(c) && c != '\t' { '\u{fffd}' } else { c });
    }
    let shown_to = first + line.chars().skip(first).take(WIDTH).count();
    if marked_from >= shown_to {
        shown.marked.start = shown.text.len();
    }
    if marked_from + marked >= shown_to {
        shown.marked.end = shown.text.len();
    }
    if rest.next().is_some() {
        shown.text.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(text: &str, start: usize, end: usize) -> String {
        let mut found = Findings::new("a.ron", text);
        found.add(Extent { start, end }, "It is wrong.", None);
        found.into_diagnostics().to_string()
    }

    #[test]
    fn a_long_or_hostile_line_is_cut_and_disarmed() {
        let text = format!("{}\u{202e}\u{1b}[31m\"{}", "é".repeat(5_000), "z".repeat(500_000));
        let drawn = report(&text, 10_003, 10_009);
        assert!(drawn.len() < 2_000 && !drawn.contains(['\u{202e}', '\u{1b}']), "{drawn}");
        insta::assert_snapshot!(drawn, @r#"
        error: It is wrong.
         --> a.ron:1:5002
          |
        1 | …ééééééééééééééééééééééééééééééééééééééé��[31m"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz…
          |                                          ^^^^^^
        "#);
    }

    #[test]
    fn two_files_of_a_deep_folder_are_told_apart() {
        let said = |name: &str| {
            let file = format!("/srv/analysts/{}{name}", "apec programme/".repeat(8));
            let mut found = Findings::new(&file, "x");
            found.add(Extent::default(), "It is wrong.", None);
            let report = found.into_diagnostics();
            assert!(report.to_string().contains(&format!("{name}:1:1")), "{report}");
            let whole = Diagnostics::of_whole_file(&file, "It is wrong.".to_owned(), "");
            assert!(whole.file().ends_with(name), "{}", whole.file());
            report.first_line()
        };
        let (one, other) = (said("/bear case.ron"), said("/bull case.ron"));
        assert!(one.starts_with("/srv/analysts/a…") && one != other, "{one}");
    }

    #[test]
    fn a_flood_of_problems_is_counted_not_drawn() {
        let mut found = Findings::new("a.ron", "x");
        for _ in 0..1_000 {
            found.add(Extent::default(), "Wrong.", None);
        }
        let report = found.into_diagnostics();
        assert_eq!(report.problems().len(), KEPT);
        assert!(report.to_string().ends_with("and 980 more of the kind"));
        assert!(report.first_line().ends_with("(and 999 more)"));
    }
}
