//! What is typed for a value, read as what its field holds.

use crate::model::month::MonthError;
use crate::model::{InputError, Month, Range, Unit};
use crate::preset::currency::ShownUnit;
use crate::text::{did_you_mean, quoted, shortened};

/// The value that takes away what can be absent.
pub(super) const NONE: &str = "none";

/// A number in the unit's own terms: a share as a fraction or with a percent sign.
///
/// # Errors
/// When it is no number, or has a percent sign where the unit is no share.
pub(crate) fn number(text: &str, shown: ShownUnit) -> Result<f64, String> {
    let is_share = matches!(shown.unit, Unit::Share | Unit::PerYear | Unit::Ratio);
    let (digits, percent) = match text.trim().strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (text.trim(), false),
    };
    let value: f64 = digits.replace('−', "-").parse().map_err(|_| {
        let example = if is_share { "0.7 or 70%" } else { "12" };
        format!("{} is not a number, such as {example}", quoted(text))
    })?;
    match (percent, is_share) {
        (true, true) => Ok(value / 100.0),
        (true, false) => Err(format!(
            "{} is a percentage, where {} are counted: leave the % out",
            quoted(text),
            shown.name()
        )),
        (false, _) => Ok(value),
    }
}

/// A number within what is valid of the field of that key.
pub(super) fn number_within(
    text: &str,
    shown: ShownUnit,
    (key, valid): (&str, Range),
) -> Result<f64, String> {
    let value = number(text, shown)?;
    if valid.contains(value) {
        return Ok(value);
    }
    Err(InputError::OutOfRange { field: key.to_owned(), value, valid }.to_string())
}

/// A number that isn't infinite.
pub(super) fn finite(text: &str, shown: ShownUnit) -> Result<f64, String> {
    let value = number(text, shown)?;
    let error = || format!("{} is not a finite number", quoted(text));
    value.is_finite().then_some(value).ok_or_else(error)
}

pub(super) fn month(text: &str) -> Result<Month, String> {
    shortened(text).parse().map_err(|error: MonthError| error.to_string())
}

pub(super) fn year(text: &str) -> Result<i32, String> {
    text.parse().map_err(|_| format!("{} is not a year, such as 2029", quoted(text)))
}

/// A text of one line.
pub(super) fn text(text: &str) -> Result<String, String> {
    match text.chars().find(|c| c.is_control()) {
        Some(c) => Err(format!("a text can't hold the character {}", c.escape_unicode())),
        None => Ok(text.to_owned()),
    }
}

/// A text that something is called by.
pub(super) fn named(name: &str) -> Result<String, String> {
    if name.trim().is_empty() {
        return Err("a name can't be empty".to_owned());
    }
    text(name)
}

/// A text that may be left out.
pub(super) fn optional(value: &str) -> Result<String, String> {
    if value == NONE { Ok(String::new()) } else { text(value) }
}

/// One of several words.
pub(super) fn word<T: Copy>(
    text: &str,
    all: &[T],
    id: impl Fn(T) -> &'static str,
) -> Result<T, String> {
    all.iter().copied().find(|one| id(*one) == text).ok_or_else(|| {
        let ids: Vec<&str> = all.iter().map(|one| id(*one)).collect();
        format!("{} is not one of its words; {}", quoted(text), did_you_mean(text, &ids))
    })
}

/// Texts with commas between them; none of them for `none`.
pub(super) fn list(value: &str) -> Result<Vec<String>, String> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    if value == NONE { Ok(Vec::new()) } else { parts.map(text).collect() }
}
