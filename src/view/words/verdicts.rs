//! Claims put against the model, in words: how many of each kind hold, and a figure beside its
//! bound in enough digits to see on which side of it it lies.

use super::bounds::{decimals, end_digits};
use crate::analysis::{Bound, Claim, ClaimKind, KindCount};
use crate::model::Unit;
use crate::preset::Currency;
use crate::view::format;

/// The kind's word where claims are counted: the model was *fitted* to five of them.
pub const fn kind_word(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Calibrated => "fitted",
        ClaimKind::Input => "inputs",
        ClaimKind::Tested => "tested",
        ClaimKind::Plausibility => "plausible",
    }
}

/// How many claims of each kind hold: `fitted 5 of 5, tested 2 of 5 hold`.
pub fn counts_words(counts: &[KindCount]) -> String {
    if counts.is_empty() {
        return "no claims".to_owned();
    }
    let words: Vec<String> = counts
        .iter()
        .map(|count| format!("{} {} of {}", kind_word(count.kind), count.holding, count.all))
        .collect();
    format!("{} hold", words.join(", "))
}

/// What the model gives for a claim, and by how much that misses the claim's bound.
pub struct VerdictWords {
    /// The figure: `28.4 %`; 'never' or 'no value' where it is absent.
    pub figure: String,
    /// By how much it misses, with its sign; `None` where it holds, is absent, or is told from the
    /// bound by words alone.
    pub miss: Option<String>,
    /// The same in words: `0.6 y too long`, `$2.0 bn short`.
    pub too: Option<String>,
}

/// The decimals beyond which words tell two figures apart, not digits.
const MOST: usize = 9;

/// A claim's figure in words, with as many digits as it takes to see why the claim holds or not.
pub fn verdict_words(currency: Currency, claim: &Claim, value: Option<f64>) -> VerdictWords {
    let unit = claim.measure.unit();
    let shown = currency.of(unit);
    let Some(value) = value else {
        let figure = if unit == Unit::Years { "never" } else { "no value" };
        return VerdictWords { figure: figure.to_owned(), miss: None, too: None };
    };
    let miss = claim.bound.miss(value);
    let Some(decimals) = decimals_against(claim.bound, unit, value) else {
        let side = if miss > 0.0 { "above" } else { "below" };
        let figure = format!("just {side} {}", format::figure_to(shown, value, MOST));
        return VerdictWords { figure, miss: None, too: None };
    };
    let miss = (decimals.max(format::decimals(unit, miss))..=MOST)
        .map(|decimals| format::change_to(shown, miss, decimals))
        .find(|words| words.contains(|c: char| matches!(c, '1'..='9')));
    let too = miss.as_ref().map(|words| too_words(unit, words));
    VerdictWords { figure: format::figure_to(shown, value, decimals), miss, too }
}

/// A signed miss in words, as they go with its unit.
fn too_words(unit: Unit, miss: &str) -> String {
    let is_below = miss.starts_with('−');
    let size = miss.trim_start_matches(['+', '−']);
    let direction = match (unit, is_below) {
        (Unit::Years | Unit::Months | Unit::Weeks, true) => "too short",
        (Unit::Years | Unit::Months | Unit::Weeks, false) => "too long",
        (unit, true) if unit.is_money() => "short",
        (unit, false) if unit.is_money() => "over",
        (_, true) => "too low",
        (_, false) => "too high",
    };
    format!("{size} {direction}")
}

/// The fewest decimals, not fewer than the bound's own, with which a figure reads on the side of
/// the bound on which it lies.
fn decimals_against(bound: Bound, unit: Unit, value: f64) -> Option<usize> {
    let shown = |value: f64, decimals: usize| -> f64 {
        format!("{:.decimals$}", format::shown(unit, value)).parse().unwrap_or(value)
    };
    let (low, high) = bound.ends();
    let written = |end: f64| {
        if end.is_finite() { decimals(&end_digits(end, unit)) } else { 0 }
    };
    let least = format::decimals(unit, value).max(written(low)).max(written(high));
    (least..=MOST).find(|&decimals| {
        let reads = shown(value, decimals);
        (reads < shown(low, MOST)) == (value < low) && (reads > shown(high, MOST)) == (value > high)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Measure;
    use crate::model::Scenario;

    fn words(measure: &str, bound: Bound, value: Option<f64>) -> (String, Option<String>) {
        let VerdictWords { figure, miss, .. } = claim_words(measure, bound, value);
        (figure, miss)
    }

    fn claim_words(measure: &str, bound: Bound, value: Option<f64>) -> VerdictWords {
        let claim = Claim {
            id: String::new(),
            says: String::new(),
            kind: ClaimKind::Tested,
            scenario: Scenario::Base,
            measure: Measure::parse(measure).expect("a measure"),
            bound,
            source: String::new(),
        };
        verdict_words(Currency::DOLLAR, &claim, value)
    }

    #[test]
    fn a_figure_has_the_digits_that_tell_it_from_its_bound() {
        use Bound::{AtLeast, AtMost, Within};
        for (measure, bound, value, figure, miss) in [
            ("run_rate_margin", Within(0.275, 0.295), 0.284, "28.4 %", None),
            ("run_rate_margin", Within(0.275, 0.295), 0.2951, "29.51 %", Some("+0.01 pp")),
            ("run_rate_margin", AtMost(0.62), 0.7712, "77 %", Some("+15 pp")),
            ("run_rate_margin", AtMost(0.62), 0.6204, "62.04 %", Some("+0.04 pp")),
            ("run_rate_margin", AtMost(0.62), 0.617, "62 %", None),
            ("run_rate_margin", AtMost(0.62), 0.62, "62 %", None),
            ("run_rate_margin", Within(0.30, 0.32), 0.364, "36 %", Some("+4.4 pp")),
            ("run_rate_revenue", Within(8.0, 10.0), 9.97, "$10.0 bn/yr", None),
            ("run_rate_revenue", Within(8.0, 10.0), 10.04, "$10.04 bn/yr", Some("+$0.04 bn/yr")),
            ("npv", AtLeast(0.0), -0.000_02, "−$0.00002 bn", Some("−$0.00002 bn")),
            ("npv", AtLeast(0.0), -1.978, "−$2.0 bn", Some("−$2.0 bn")),
            ("cash_multiple_years", Within(3.0, 3.0), 3.0, "3.0 y", None),
            (
                "cash_multiple_years",
                Within(3.0, 3.0),
                3.000_000_01,
                "3.00000001 y",
                Some("+0.00000001 y"),
            ),
        ] {
            let expected = (figure.to_owned(), miss.map(str::to_owned));
            assert_eq!(words(measure, bound, Some(value)), expected, "{measure} {value}");
        }
    }

    #[test]
    fn a_miss_is_said_as_its_unit_has_it() {
        let of =
            |measure: &str, value| claim_words(measure, Bound::Within(3.0, 5.0), Some(value)).too;
        for (measure, value, expected) in [
            ("cash_multiple_years", 5.6, Some("0.6 y too long")),
            ("cash_multiple_years", 2.6, Some("0.4 y too short")),
            ("power_delay", 9.0, Some("4 mo too long")),
            ("npv", 1.0, Some("$2.0 bn short")),
            ("run_rate_revenue", 7.0, Some("$2.0 bn/yr over")),
            ("run_rate_margin", 5.15, Some("15 pp too high")),
            ("run_rate_margin", 4.0, None),
        ] {
            assert_eq!(of(measure, value).as_deref(), expected, "{measure} {value}");
        }
    }

    #[test]
    fn what_no_digit_shows_is_said() {
        let of = |value| words("npv", Bound::Within(-1.0, 10.0), Some(value));
        assert_eq!(of(10.0_f64.next_up()), ("just above $10.000000000 bn".to_owned(), None));
        assert_eq!(of(10.0_f64.next_down()), ("$10.0 bn".to_owned(), None));
        assert_eq!(of((-1.0_f64).next_down()), ("just below −$1.000000000 bn".to_owned(), None));
    }

    #[test]
    fn an_absent_figure_is_never_a_number() {
        let figure = |measure| words(measure, Bound::AtLeast(1.0), None);
        assert_eq!(figure("payback_years"), ("never".to_owned(), None));
        assert_eq!(figure("irr"), ("no value".to_owned(), None));
    }

    #[test]
    fn claims_are_counted_in_words_kind_by_kind() {
        let count = |kind, holding, all| KindCount { kind, holding, all };
        let counts = [count(ClaimKind::Calibrated, 5, 5), count(ClaimKind::Tested, 2, 5)];
        assert_eq!(counts_words(&counts), "fitted 5 of 5, tested 2 of 5 hold");
        assert_eq!(counts_words(&[]), "no claims");
    }
}
