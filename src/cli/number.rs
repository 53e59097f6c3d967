//! Numbers and ranges as they are written on the command line: `0.7`, `70%`, `−2`, `0.4..0.9`.

pub(super) use crate::preset::assignment::number;

use crate::model::Unit;
use crate::preset::ShownUnit;
use crate::text::quoted;

/// A number that is finite.
///
/// # Errors
/// When it is no number, none that is finite, or has a percent sign where the unit is no share.
pub(super) fn finite(text: &str, shown: ShownUnit) -> Result<f64, String> {
    number(text, shown).and_then(|value| {
        value
            .is_finite()
            .then_some(value)
            .ok_or_else(|| format!("{} is no finite number; valid is any that is", quoted(text)))
    })
}

/// A range `A..B`, also written `A..=B`; the end belongs to it either way.
///
/// # Errors
/// When it isn't written so, or an end is no number.
pub(super) fn range(text: &str, shown: ShownUnit) -> Result<(f64, f64), String> {
    let ends = text.split_once("..").map(|(from, to)| (from, to.strip_prefix('=').unwrap_or(to)));
    let ends = ends.filter(|(from, to)| !from.trim().is_empty() && !to.trim().is_empty());
    let (from, to) = ends.ok_or_else(|| {
        let example = match shown.unit {
            Unit::Share | Unit::PerYear | Unit::Ratio => "0.4..0.9 or 40%..90%",
            _ => "0..36",
        };
        format!("{} is not a range; write A..B, such as {example}", quoted(text))
    })?;
    Ok((finite(from, shown)?, finite(to, shown)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Currency;

    const fn plain(unit: Unit) -> ShownUnit {
        Currency::DOLLAR.of(unit)
    }

    #[test]
    fn numbers_are_fractions_percentages_and_negative_in_either_way() {
        for (text, unit, value) in [
            ("0.7", Unit::Share, 0.7),
            ("70%", Unit::Share, 0.7),
            ("70 %", Unit::Share, 0.7),
            ("70%", Unit::Ratio, 0.7),
            ("7%", Unit::PerYear, 0.07),
            ("-2", Unit::Billions, -2.0),
            ("−2", Unit::Billions, -2.0),
            ("1e1", Unit::Years, 10.0_f64),
        ] {
            assert_eq!(number(text, plain(unit)).map(f64::to_bits), Ok(value.to_bits()), "{text}");
        }
        assert!(number("x", plain(Unit::Share)).unwrap_err().contains("0.7 or 70%"));
        for text in ["NaN", "inf", "-inf", "1e999"] {
            assert!(
                finite(text, plain(Unit::Years)).unwrap_err().contains("no finite number"),
                "{text}"
            );
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        assert_eq!(range("0.4..0.9", plain(Unit::Share)), Ok((0.4, 0.9)));
        assert_eq!(range("40%..=90%", plain(Unit::Share)), Ok((0.4, 0.9)));
        assert_eq!(range("-5..-1.5", plain(Unit::Months)), Ok((-5.0, -1.5)));
        for text in ["0.4", "0.4..", "..0.9", "..", "0.4..0.9..1", "a..b", ""] {
            assert!(range(text, plain(Unit::Share)).is_err(), "{text}");
        }
    }
}
