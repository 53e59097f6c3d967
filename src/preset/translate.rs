//! What the RON reader refuses although the outline and the structure are sound, in a person's
//! words: escapes within text, odd numbers, attributes.

use super::diagnostics::Findings;
use super::locate::Span;
use crate::text::{quoted, shortened};
use ron::error::{Error, Position, SpannedError};

/// Notes the reader's error at its place.
pub fn add(error: &SpannedError, text: &str, found: &mut Findings<'_>) {
    let start = offset(text, error.span.start);
    let end = offset(text, error.span.end).max(start);
    let (reason, help) = words(&error.code);
    found.add(Span { start, end }, reason, help.map(str::to_owned));
}

fn words(error: &Error) -> (String, Option<&'static str>) {
    let (reason, help) = match error {
        Error::InvalidEscape(_) => (
            "This escape within a text doesn't exist.",
            Some(
                "written with a backslash: \\\" \\\\ \\n \\t \\u{2026}; a path needs \\\\ for each \\",
            ),
        ),
        Error::Eof => ("The file ends too early.", None),
        Error::ExpectedComma => ("A comma is missing here.", None),
        Error::ExpectedMapColon => ("A colon is missing after this name.", None),
        Error::ExpectedFloat
        | Error::ExpectedInteger
        | Error::FloatUnderscore
        | Error::UnderscoreAtBeginning
        | Error::IntegerOutOfBounds
        | Error::InvalidIntegerDigit { .. } => {
            ("This is not a number.", Some("such as 40.0, 0.65 or -1.5"))
        }
        Error::ExpectedString | Error::ExpectedStringEnd => {
            ("Text in quotation marks is needed here.", None)
        }
        Error::ExpectedArray | Error::ExpectedArrayEnd => ("A list in [ ] is needed here.", None),
        Error::ExpectedMap | Error::ExpectedMapEnd => ("A map in { } is needed here.", None),
        Error::ExpectedAttribute | Error::ExpectedAttributeEnd | Error::NoSuchExtension(_) => (
            "This attribute is not known.",
            Some("leave it out; everything that a preset needs is on"),
        ),
        Error::UnclosedBlockComment => ("This comment is never closed.", None),
        Error::ExceededRecursionLimit => ("Nested too deeply.", None),
        Error::MissingStructField { field, .. } => {
            return (format!("The field ‘{field}’ is missing."), None);
        }
        Error::DuplicateStructField { field, .. } => {
            return (format!("The field ‘{field}’ is given twice."), None);
        }
        Error::NoSuchStructField { found, .. } => {
            return (format!("There is no field {} here.", quoted(found)), None);
        }
        Error::NoSuchEnumVariant { found, .. } => {
            return (format!("This can't be {}.", quoted(found)), None);
        }
        Error::UnexpectedChar(c) => {
            return (format!("‘{}’ can't stand here.", shortened(&c.to_string())), None);
        }
        Error::TrailingCharacters => {
            ("The preset has ended; nothing but comments may follow.", None)
        }
        _ => ("This can't be read.", Some("compare it with a bundled preset")),
    };
    (reason.to_owned(), help)
}

/// The byte at which a line and column begin; the text's end where they lie behind it.
fn offset(text: &str, position: Position) -> usize {
    let mut line_start = 0;
    for _ in 1..position.line {
        match text[line_start..].find('\n') {
            Some(length) => line_start += length + 1,
            None => return text.len(),
        }
    }
    let line = &text[line_start..];
    line.char_indices()
        .nth(position.col.saturating_sub(1))
        .map_or(text.len(), |(offset, _)| line_start + offset)
}
