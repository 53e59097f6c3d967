//! Reading a number that a person types: `72`, `72%`, `18 mo`, `$0.33`, `−2`.

use super::fullwidth::in_ascii_forms;
use crate::model::Unit;
use crate::model::spec::Plain;

/// A number that was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Typed {
    /// There is one way to read it.
    Value(f64),
    /// A share below one without a percent sign: as a fraction, or as a percentage.
    Either {
        /// Read as a fraction: 0.72 is 72 %.
        fraction: f64,
        /// Read as a percentage: 0.72 is 0.72 %.
        percentage: f64,
    },
}

/// Why a text isn't a number of the unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Nothing was typed.
    #[error("type a number, such as {0}")]
    Empty(&'static str),
    /// It is no number.
    #[error("‘{text}’ is not a number; write it such as {example}")]
    NotANumber {
        /// What was typed.
        text: String,
        /// How one would look.
        example: &'static str,
    },
}

const fn example(unit: Unit) -> &'static str {
    match unit {
        Unit::Share | Unit::PerYear => "72 or 72%",
        Unit::Months => "18",
        Unit::Years => "6",
        Unit::Weeks => "128",
        Unit::Billions | Unit::BillionsPerYear => "40",
        Unit::Ratio => "1.5",
        Unit::DollarsPerYearPerDollar => "0.325",
    }
}

/// What people write around a number of the unit.
const fn affixes(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Share | Unit::PerYear => &["%"],
        Unit::Months => &["months", "month", "mo"],
        Unit::Years => &["years", "year", "y"],
        Unit::Weeks => &["weeks", "week", "wk"],
        Unit::Billions | Unit::BillionsPerYear => &["bn/yr", "bn", "$"],
        Unit::Ratio => &["×", "x"],
        Unit::DollarsPerYearPerDollar => &["/yr per $", "$"],
    }
}

/// Reads a number of a unit as a person means it.
///
/// # Errors
/// When nothing was typed, or it is no finite number.
pub fn parse_entry(text: &str, unit: Unit) -> Result<Typed, EntryError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(EntryError::Empty(example(unit)));
    }
    let wrong = || EntryError::NotANumber { text: trimmed.to_owned(), example: example(unit) };
    let mut digits = in_ascii_forms(trimmed).replace('−', "-");
    let percent = digits.contains('%');
    for affix in affixes(unit) {
        digits = digits.replacen(affix, "", 1);
    }
    let digits = digits.trim().replace(' ', "");
    // Nothing but digits, a sign and a point: `inf`, `nan` and `1e9` are no numbers that people type.
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+')) {
        return Err(wrong());
    }
    let number: f64 = digits.parse().map_err(|_| wrong())?;
    if !number.is_finite() {
        return Err(wrong());
    }
    Ok(match unit {
        Unit::Share | Unit::PerYear if !percent && number != 0.0 && number.abs() < 1.0 => {
            Typed::Either { fraction: number, percentage: tidy(number / 100.0) }
        }
        Unit::Share | Unit::PerYear => Typed::Value(tidy(number / 100.0)),
        _ => Typed::Value(number),
    })
}

/// A number of a unit as a person would type it; [`parse_entry`] reads it as the same.
pub fn typed(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share | Unit::PerYear => format!("{}%", Plain(tidy(value * 100.0))),
        _ => Plain(value).to_string(),
    }
}

/// Rid of the dust that dividing by a hundred leaves: 57 % is 0.57.
fn tidy(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_mean_them() {
        let value = |text, unit| parse_entry(text, unit);
        assert_eq!(value("72", Unit::Share), Ok(Typed::Value(0.72)));
        assert_eq!(value(" 57 % ", Unit::Share), Ok(Typed::Value(0.57)));
        assert_eq!(value("−2.5%", Unit::Share), Ok(Typed::Value(-0.025)));
        assert_eq!(value("0", Unit::Share), Ok(Typed::Value(0.0)));
        assert_eq!(value("0.5%", Unit::Share), Ok(Typed::Value(0.005)));
        assert_eq!(
            value("0.72", Unit::Share),
            Ok(Typed::Either { fraction: 0.72, percentage: 0.0072 })
        );
        assert_eq!(value("７２％", Unit::Share), Ok(Typed::Value(0.72)));
        assert_eq!(value("－２．５", Unit::Billions), Ok(Typed::Value(-2.5)));
        assert_eq!(value("18 mo", Unit::Months), Ok(Typed::Value(18.0)));
        assert_eq!(value("$40 bn", Unit::Billions), Ok(Typed::Value(40.0)));
        assert_eq!(value("$0.33/yr per $", Unit::DollarsPerYearPerDollar), Ok(Typed::Value(0.33)));
    }

    #[test]
    fn what_is_proposed_is_read_as_the_same() {
        for (unit, value) in [
            (Unit::Share, 0.395),
            (Unit::PerYear, -0.07),
            (Unit::Billions, 2.5),
            (Unit::Billions, -1250.0),
            (Unit::Years, 11.25),
            (Unit::Ratio, 0.5),
        ] {
            assert_eq!(parse_entry(&typed(unit, value), unit), Ok(Typed::Value(value)));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["abc", "1e9", "NaN", "inf", "--2", "7 2 %%", "%", "1.2.3", &"9".repeat(400)] {
            assert!(
                matches!(parse_entry(text, Unit::Share), Err(EntryError::NotANumber { .. })),
                "{text}"
            );
        }
        assert!(matches!(parse_entry(" ", Unit::Months), Err(EntryError::Empty(_))));
    }
}
