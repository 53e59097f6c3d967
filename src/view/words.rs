//! What a session says, put into words.

pub mod backtest;
mod bounds;
mod edits;
mod fields;
pub mod filled;
pub mod league;
mod moves;
pub mod odds;
pub mod sources;
pub mod spread;
pub mod verdicts;

pub use edits::edit_words;

use crate::analysis::VariedInput;
use crate::model::{Input, Month, Scenario};
use crate::preset::{Currency, Source};
use crate::session::{Message, Row, Session};
use sources::Provenance;

pub use bounds::bound_words;
pub use bounds::range_words;
pub(super) use bounds::{bound_with_unit, valid_words};
pub use fields::value_words;
pub(super) use fields::{field_valid_words, field_words};
pub use moves::consequence_words;
pub(super) use moves::{claim_about_words, claim_answer_words, together_words};

/// The sentence at the foot of the screen, and whether it is an error.
pub fn sentence(message: &Message) -> (String, bool) {
    match message {
        Message::Changed(edit) => (edit_words(edit), false),
        Message::Undone(edit) => (format!("undone: {}", edit_words(edit)), false),
        Message::Redone(edit) => (format!("redone: {}", edit_words(edit)), false),
        Message::Note(note) | Message::Passing(note) => (note.clone(), false),
        Message::Error(error) => (error.clone(), true),
    }
}

/// Where the chosen value comes from, and how old that is; where its source doesn't speak of it,
/// what it speaks of.
pub fn source_note(session: &Session, row: Row, scenario: Scenario) -> Option<String> {
    let (words, age) = source_words(session, row, scenario)?;
    Some(aged(&words, &age))
}

/// A source in one line: its words, where they were read, as of when.
pub fn source_line(source: &Source) -> String {
    let (words, age) = cited_words(source);
    aged(&words, &age)
}

fn aged(words: &str, age: &str) -> String {
    if age.is_empty() { words.to_owned() } else { format!("{words} · {age}") }
}

/// Where a value comes from, or from what it has moved; and its source's date, or the key that has
/// it speak of the present value; empty where there is neither.
pub(super) fn source_words(
    session: &Session,
    row: Row,
    scenario: Scenario,
) -> Option<(String, String)> {
    let preset = &session.preset;
    if let Some(field) = row.field() {
        let keys = [Some(field.key()), field.key_of_every_site()];
        let source = keys.into_iter().flatten().find_map(|key| preset.sources.get(&key))?;
        return Some(cited_words(source));
    }
    let input = row.input()?;
    let saved = session.saved_value(input, scenario);
    Some(match sources::provenance(preset, saved, input, scenario)? {
        Provenance::Cited(source) => cited_words(source),
        Provenance::Moved(words) => {
            let is_stale = preset.moved_value(input, scenario).is_some();
            (words, if is_stale { "Y confirms it".to_owned() } else { String::new() })
        }
    })
}

/// A source's words, and its date.
fn cited_words(source: &Source) -> (String, String) {
    let parts = [&source.note, &source.cite].map(String::as_str);
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let date = date_words(&source.as_of);
    let age = if date.is_empty() { date } else { format!("as of {date}") };
    (parts.join(" · "), age)
}

/// A date as it is written everywhere: `29 Oct 2025` for `2025-10-29`.
pub fn date_words(date: &str) -> String {
    let parts = date.splitn(3, '-').map(|part| part.parse::<i32>().ok());
    match parts.collect::<Option<Vec<i32>>>().as_deref() {
        Some([year, month @ 1..=12, day]) => format!("{day} {}", Month::new(*year, *month).name()),
        _ => date.to_owned(),
    }
}

/// With a capital letter, as a line begins.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// An input that is varied by itself, behind its scenario where it has one: `base: Attach rate`.
pub fn varied_label(currency: Currency, varied: VariedInput) -> String {
    let label = input_label(currency, varied.input);
    varied.scenario().map_or_else(|| label.clone(), |of| format!("{}: {label}", of.id()))
}

/// An input's name for people, with its site where it has one.
pub fn input_label(currency: Currency, input: Input) -> String {
    currency.words(input.label()).into_owned()
}
