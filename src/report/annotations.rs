//! What a check finds as annotations of a file's lines, in the workflow commands of GitHub Actions.

use super::claims::CheckedPreset;
use crate::analysis::{KindCount, Verdict, count_by_kind};
use crate::preset::entry_lines::EntryLines;
use crate::preset::{Diagnostics, StaleSource};
use crate::view::words::verdicts::counts_words;
use crate::widgets::text::harmless;
use std::borrow::Cow;

/// A preset that was to be checked, and what came of it.
pub struct Annotated<'a> {
    /// Its file, from the root of what is checked out; none of a bundled preset.
    pub file: Option<String>,
    /// Where its claims and sources stand in that.
    pub lines: EntryLines,
    pub outcome: Outcome<'a>,
}

/// What came of a check.
pub enum Outcome<'a> {
    Checked(CheckedPreset<'a>),
    /// Something is wrong with the file.
    Faulty(Diagnostics),
    /// There is no such preset, or it can't be had; the sentence says why.
    Missing(String),
}

/// What an annotation is to look like.
#[derive(Debug, Clone, Copy)]
enum Level {
    Error,
    Warning,
}

/// Where an annotation belongs.
#[derive(Debug, Clone, Copy, Default)]
struct Place<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

/// An annotation for each claim that doesn't hold, each stale source and each problem with a file,
/// then a line that counts.
pub fn text(all: &[Annotated]) -> String {
    let annotations: String = all.iter().flat_map(of_preset).collect();
    annotations + &counted(all)
}

fn of_preset(annotated: &Annotated) -> Vec<String> {
    let file = annotated.file.as_deref();
    let at = |line| Place { file, line, column: None };
    match &annotated.outcome {
        Outcome::Checked(checked) => {
            let fails = checked.verdicts().iter().filter(|verdict| !verdict.holds);
            let claims = fails.map(|verdict| {
                let place = at(annotated.lines.claim(&verdict.claim.id));
                let (title, message) = claim_words(checked, verdict);
                command(Level::Error, place, &title, &message)
            });
            let stale = checked.stale().iter().map(|source| {
                let place = at(annotated.lines.source(&source.key));
                let (title, message) = stale_words(checked, source);
                command(Level::Warning, place, &title, &message)
            });
            claims.chain(stale).collect()
        }
        Outcome::Faulty(found) => {
            let problem = |problem: &crate::preset::Problem| {
                let placed = |number: usize| Some(number).filter(|number| *number > 0);
                let place =
                    Place { file, line: placed(problem.line), column: placed(problem.column) };
                let help = problem.help.iter().map(String::as_str);
                let lines: Vec<&str> = [problem.reason.as_str()].into_iter().chain(help).collect();
                command(Level::Error, place, "preset can't be read", &lines.join("\n"))
            };
            found.problems().iter().map(problem).collect()
        }
        Outcome::Missing(why) => vec![command(Level::Error, at(None), "no preset", why)],
    }
}

fn claim_words(checked: &CheckedPreset, verdict: &Verdict) -> (String, String) {
    let claim = verdict.claim;
    let title = format!("{}: {} claim does not hold", harmless(&claim.id), claim.kind.id());
    (title, format!("{}\n{}", harmless(&claim.says), checked.verdict_line(verdict)))
}

fn stale_words(checked: &CheckedPreset, source: &StaleSource) -> (String, String) {
    let title = format!("{}: stale source", harmless(&source.key));
    (title, format!("The value has moved since: {}", checked.stale_words(source)))
}

/// How many claims of each kind hold, over all presets, in our own words alone: a line that a
/// preset could choose might be taken for a command.
fn counted(all: &[Annotated]) -> String {
    let checked = || {
        all.iter().filter_map(|each| match &each.outcome {
            Outcome::Checked(checked) => Some(checked),
            Outcome::Faulty(_) | Outcome::Missing(_) => None,
        })
    };
    let verdicts = checked().flat_map(CheckedPreset::verdicts);
    let counts: Vec<KindCount> = count_by_kind(verdicts.map(|each| (each.claim, each.holds)));
    let stale: usize = checked().map(|each| each.stale().len()).sum();
    let (presets, unread) = (all.len(), all.len() - checked().count());
    let number =
        |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let mut out = format!("{}: {}", number(presets, "preset"), counts_words(&counts));
    if stale > 0 {
        out += &format!("; {}", number(stale, "stale source"));
    }
    if unread > 0 {
        out += &format!("; {unread} can't be read");
    }
    out + "\n"
}

/// A workflow command, with what would end one of its parts written as GitHub asks.
fn command(level: Level, place: Place, title: &str, message: &str) -> String {
    let level = match level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let number = |number: usize| Cow::Owned(number.to_string());
    let properties = [
        ("file", place.file.map(Cow::Borrowed)),
        ("line", place.file.and(place.line).map(number)),
        ("col", place.file.and(place.line).and(place.column).map(number)),
        ("title", Some(Cow::Borrowed(title))),
    ];
    let properties: Vec<String> = properties
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", property(&value?))))
        .collect();
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_a_command_or_begins_another() {
        let place = Place { file: Some("a,b:c%.ron"), line: Some(3), column: None };
        assert_eq!(
            command(Level::Error, place, "x: y, z", "50 % is\r\n::error::more, it says: 1"),
            "::error file=a%2Cb%3Ac%25.ron,line=3,title=x%3A y%2C z::50 %25 is%0D%0A::error::more, it says: 1\n"
        );
        let nowhere = Place { line: Some(3), ..Place::default() };
        assert_eq!(command(Level::Warning, nowhere, "t", "m"), "::warning title=t::m\n");
    }
}
