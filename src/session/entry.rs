//! Reading a number that a person types: `72`, `72%`, `18 mo`, `$0.33`, `−2`.

use crate::model::Unit;
use crate::model::spec::Plain;
use crate::preset::ShownUnit;

/// A number that was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Typed {
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

/// How people write a number of the unit: an example, and what they put around it.
const fn manner(unit: Unit) -> (&'static str, &'static [&'static str]) {
    match unit {
        Unit::Share | Unit::PerYear => ("72 or 72%", &["%"]),
        Unit::Months => ("18", &["months", "month", "mo"]),
        Unit::Years => ("6", &["years", "year", "y"]),
        Unit::Weeks => ("128", &["weeks", "week", "wk"]),
        Unit::Billions | Unit::BillionsPerYear => ("40", &["bn/yr", "bn", "$"]),
        Unit::Ratio => ("1.5", &["×", "x"]),
        Unit::DollarsPerYearPerDollar => ("0.325", &["/yr per $", "$"]),
        Unit::MonthOfYear => ("6", &[]),
        Unit::Megawatts => ("800", &["MW"]),
        Unit::MegawattsPerBillion => ("25", &["MW/$bn", "MW per $bn", "MW"]),
        Unit::DollarsPerMegawattHour => ("30", &["/MWh", "$"]),
        Unit::MillionsPerYearPerMegawatt => ("10", &["m/MW", "$"]),
    }
}

/// The ASCII character of a fullwidth form, as input methods for East Asian languages type them:
/// `＝`, `７２％`; the sign for minus as a hyphen; any other character as it is.
pub(super) fn folded(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '−' => '-',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - 0xff01 + 0x21).unwrap_or(letter)
        }
        _ => letter,
    }
}

/// Reads a number of a unit as a person means it.
///
/// # Errors
/// When nothing was typed, or it is no finite number: a sentence.
pub(super) fn parse_entry(text: &str, shown: ShownUnit) -> Result<Typed, String> {
    let ShownUnit { unit, currency } = shown;
    let (trimmed, (example, affixes)) = (text.trim(), manner(unit));
    if trimmed.is_empty() {
        return Err(format!("type a number, such as {example}"));
    }
    let mut digits = trimmed.chars().map(folded).collect::<String>();
    let percent = digits.contains('%');
    // With the preset's currency or with `$`, as one is used to.
    for affix in affixes {
        let own = currency.words(*affix);
        let typed = if digits.contains(&*own) { &own } else { *affix };
        digits = digits.replacen(typed, "", 1);
    }
    let digits = digits.trim().replace(' ', "");
    // Nothing but digits, a sign and a point: `inf`, `nan` and `1e9` are no numbers that people type.
    let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+');
    let number = digits.parse().ok().filter(|number: &f64| number.is_finite());
    let Some(number) = number.filter(|_| digits.bytes().all(is_plain)) else {
        return Err(format!("‘{trimmed}’ is not a number; write it such as {example}"));
    };
    Ok(match unit {
        Unit::Share | Unit::PerYear if !percent && number != 0.0 && number.abs() < 1.0 => {
            Typed::Either { fraction: number, percentage: tidy(number / 100.0) }
        }
        Unit::Share | Unit::PerYear => Typed::Value(tidy(number / 100.0)),
        _ => Typed::Value(number),
    })
}

/// A number of a unit as a person would type it; [`parse_entry`] reads it as the same.
pub(super) fn typed(unit: Unit, value: f64) -> String {
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
    use crate::preset::Currency;

    #[test]
    fn numbers_are_read_as_people_mean_them() {
        for (text, unit, value) in [
            ("72", Unit::Share, 0.72),
            (" 57 % ", Unit::Share, 0.57),
            ("−2.5%", Unit::Share, -0.025),
            ("0", Unit::Share, 0.0),
            ("0.5%", Unit::Share, 0.005),
            ("７２　％", Unit::Share, 0.72),
            ("－２．５", Unit::Billions, -2.5),
            ("18 mo", Unit::Months, 18.0),
            ("$40 bn", Unit::Billions, 40.0),
            ("$0.33/yr per $", Unit::DollarsPerYearPerDollar, 0.33),
            // What is proposed is read as the same.
            (&typed(Unit::Share, 0.395), Unit::Share, 0.395),
            (&typed(Unit::PerYear, -0.07), Unit::PerYear, -0.07),
            (&typed(Unit::Billions, -1250.0), Unit::Billions, -1250.0),
            (&typed(Unit::Years, 11.25), Unit::Years, 11.25),
        ] {
            let unit = Currency::DOLLAR.of(unit);
            assert_eq!(parse_entry(text, unit), Ok(Typed::Value(value)), "{text}");
        }
        let share = Currency::DOLLAR.of(Unit::Share);
        let either = Typed::Either { fraction: 0.72, percentage: 0.0072 };
        assert_eq!(parse_entry("0.72", share), Ok(either));
        let long = "9".repeat(400);
        for text in ["abc", "1e9", "NaN", "inf", "--2", "7 2 %%", "%", "1.2.3", " ", &long] {
            assert!(parse_entry(text, share).is_err(), "{text}");
        }
    }

    #[test]
    fn money_is_typed_in_the_presets_currency_or_in_dollars() {
        for (sign, text, unit, value) in [
            ("€", "€40 bn", Unit::Billions, 40.0),
            ("EUR", "−EUR 1.5 bn/yr", Unit::BillionsPerYear, -1.5),
            ("EUR", "EUR 0.33/yr per EUR", Unit::DollarsPerYearPerDollar, 0.33),
            ("EUR", "25 MW/EUR bn", Unit::MegawattsPerBillion, 25.0),
            ("CHF", "CHF 30/MWh", Unit::DollarsPerMegawattHour, 30.0),
            ("kr", "kr 10 m/MW", Unit::MillionsPerYearPerMegawatt, 10.0),
            ("€", "$40", Unit::Billions, 40.0),
        ] {
            let unit = Currency::new(sign).of(unit);
            assert_eq!(parse_entry(text, unit), Ok(Typed::Value(value)), "{text}");
        }
        assert!(parse_entry("£40", Currency::new("€").of(Unit::Billions)).is_err());
    }
}
