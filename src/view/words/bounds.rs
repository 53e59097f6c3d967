//! Bounds of claims in words, and the range that is valid for an input.

use crate::analysis::Bound;
use crate::model::{Input, InputSpec, Unit};
use crate::preset::{Currency, ShownUnit};
use crate::view::format;

/// A bound with its unit: `$2.5–3.0 bn`, `≤ 10 %`, `3–5 y`.
pub(in crate::view) fn bound_with_unit(bound: Bound, unit: ShownUnit) -> String {
    let (sign, digits) = bound_digits(bound, unit.unit);
    format!("{sign}{}", format::with_unit(unit, &digits))
}

/// A bound's sign, if it has but one end, and its digits as its unit is shown.
fn bound_digits(bound: Bound, unit: Unit) -> (&'static str, String) {
    match bound {
        // Both ends with the decimals that either needs: 2.5–3.0.
        Bound::Within(low, high) => {
            // A dash before a minus sign can't be read.
            let to = if low < 0.0 || high < 0.0 { " to " } else { "–" };
            let ends = [low, high].map(|end| end_digits(end, unit));
            let most = ends.iter().map(|end| decimals(end)).max().unwrap_or(0);
            let most = most.max(usize::from(unit.is_money()));
            let [low, high] = ends.map(|end| match decimals(&end) {
                0 if most > 0 => format!("{end}.{}", "0".repeat(most)),
                have => format!("{end}{}", "0".repeat(most - have)),
            });
            ("", format!("{low}{to}{high}"))
        }
        Bound::AtLeast(low) => ("≥ ", end_digits(low, unit)),
        Bound::AtMost(high) => ("≤ ", end_digits(high, unit)),
    }
}

/// An end of a bound as it is shown: every digit that it was given, since one of them may decide.
pub(super) fn end_digits(end: f64, unit: Unit) -> String {
    format::on_axis(unit, end, 9)
}

/// How many decimals stand in digits.
pub(super) fn decimals(digits: &str) -> usize {
    digits.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A bound in words: `within $2.5–3.0 bn`, `at most 10 %`.
pub fn bound_words(bound: Bound, unit: ShownUnit) -> String {
    let end = |end| format::with_unit(unit, &end_digits(end, unit.unit));
    match bound {
        Bound::Within(..) => format!("within {}", bound_with_unit(bound, unit)),
        Bound::AtLeast(low) => format!("at least {}", end(low)),
        Bound::AtMost(high) => format!("at most {}", end(high)),
    }
}

/// The range that is valid for an input, its ends written so.
pub(in crate::view) fn valid_words(
    currency: Currency,
    spec: &InputSpec,
    write: fn(ShownUnit, f64) -> String,
) -> String {
    if spec.valid.max.is_finite() {
        let [low, high] =
            [spec.valid.min, spec.valid.max].map(|end| write(currency.of(spec.unit), end));
        format!("valid {low} to {high}")
    } else {
        format!("valid {}", spec.valid)
    }
}

/// The range between two values of an input: `45–80 %`.
pub fn range_words(currency: Currency, input: Input, (low, high): (f64, f64)) -> String {
    let unit = currency.of(input.spec().unit);
    let decimals = [low, high].map(|end| format::narrow_decimals(unit.unit, end));
    let decimals = decimals[0].max(decimals[1]);
    let [low, high] = [low, high].map(|end| format::narrow_setting_to(unit, end, decimals));
    let digits = high.rfind(|letter: char| letter.is_ascii_digit()).map_or(0, |at| at + 1);
    let first = low.strip_suffix(&high[digits..]).unwrap_or(&low);
    if low.contains('−') || high.contains('−') {
        // A dash before a minus sign can't be read.
        return format!("{first} to {high}");
    }
    let sign = high.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    let second = if low.starts_with(&high[..sign]) { &high[sign..] } else { &high };
    format!("{first}–{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_says_its_unit_once_and_has_the_same_decimals_at_both_ends() {
        let of = |input: &str, low, high| {
            range_words(Currency::DOLLAR, Input::from_id(input).expect("an input"), (low, high))
        };
        assert_eq!(of("utilization", 0.45, 0.8), "45–80 %");
        assert_eq!(of("power_delay", -3.0, 12.0), "−3 to 12 mo");
        assert_eq!(of("programme.sites.0.pledge", 13.0, 15.9), "$13.0–15.9 bn");
        assert_eq!(of("programme.revenue_yield", 0.2925, 0.36), "0.2925–0.3600/yr");
    }

    #[test]
    fn a_bound_has_its_unit_and_reads_below_zero_too() {
        let of = |bound, unit| bound_with_unit(bound, Currency::DOLLAR.of(unit));
        assert_eq!(of(Bound::Within(8.0, 10.0), Unit::BillionsPerYear), "$8.0–10.0 bn/yr");
        assert_eq!(of(Bound::Within(-2.5, 3.0), Unit::Billions), "−$2.5 to 3.0 bn");
        assert_eq!(of(Bound::Within(3.0, 5.0), Unit::Years), "3–5 y");
        assert_eq!(of(Bound::Within(0.3, 0.325), Unit::Share), "30.0–32.5 %");
        assert_eq!(of(Bound::Within(0.3, 0.3275), Unit::Share), "30.00–32.75 %");
        assert_eq!(of(Bound::Within(3.0, 3.0), Unit::Years), "3–3 y");
        assert_eq!(of(Bound::AtMost(10.001), Unit::Billions), "≤ $10.001 bn");
        assert_eq!(of(Bound::AtLeast(45.0), Unit::Billions), "≥ $45 bn");
        assert_eq!(of(Bound::AtMost(-1.0), Unit::Billions), "≤ −$1 bn");
        let francs = Currency::new("CHF").of(Unit::Billions);
        assert_eq!(bound_words(Bound::Within(2.5, 3.0), francs), "within CHF 2.5–3.0 bn");
        assert_eq!(bound_with_unit(Bound::AtMost(-1.0), francs), "≤ −CHF 1 bn");
    }
}
