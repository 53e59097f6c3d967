//! What a session says, put into words.

mod edits;
pub mod sources;
pub mod verdicts;

use super::format;
use crate::model::spec::Unit;
use crate::model::{Input, Scenario};
use crate::session::{Change, Message, Row, Session};
use sources::Origin;

/// What an edit changed, in words.
pub fn change_words(change: &Change) -> String {
    match change {
        Change::Value { input, scenario, linked, from, to } => {
            let unit = input.spec().unit;
            let whose = match (linked, input.is_per_scenario()) {
                (_, false) => String::new(),
                (true, true) => format!(" of all, {}", scenario.id()),
                (false, true) => format!(" of {}", scenario.id()),
            };
            format!(
                "{}{whose}: {} → {}",
                input.spec().label,
                format::setting(unit, *from),
                format::setting(unit, *to)
            )
        }
        Change::Values { scenario, values } => {
            let words: Vec<String> = values
                .iter()
                .map(|(input, value)| {
                    format!(
                        "{} {}",
                        input.spec().label,
                        format::short_setting(input.spec().unit, *value)
                    )
                })
                .collect();
            format!("{} to {}", scenario.id(), words.join(", "))
        }
        Change::Resumed => "the changes of an earlier run".to_owned(),
        Change::RowReset { input } => {
            format!("{}: all three back to the saved values", input.spec().label)
        }
        Change::Texts { from, to, summary } => edits::texts_words(from, to, *summary),
        Change::Source { key, from, to } => edits::source_words(key, from.as_ref(), to.as_ref()),
        Change::Claim { from, to } => edits::claim_words(from.as_deref(), to.as_deref()),
        Change::RiskShape { from, to } => format!("Risk shape: {} → {}", from.id(), to.id()),
        Change::RiskComovement { from, to } => {
            let share = |value: &f64| format::trimmed(*value, 6);
            format!("Comovement: {} → {}", share(from), share(to))
        }
        Change::RiskCorrelation { pair: (one, other), from, to } => {
            let correlation = |value: &Option<f64>| {
                value.map_or_else(|| "by comovement".to_owned(), |value| format::trimmed(value, 6))
            };
            format!(
                "{} – {}: {} → {}",
                one.spec().label,
                other.spec().label,
                correlation(from),
                correlation(to)
            )
        }
    }
}

/// The sentence at the foot of the screen, and whether it is an error.
pub fn sentence(message: &Message) -> (String, bool) {
    match message {
        Message::Changed(change) => (change_words(change), false),
        Message::Undone(change) => (format!("undone: {}", change_words(change)), false),
        Message::Redone(change) => (format!("redone: {}", change_words(change)), false),
        Message::Note(note) => (note.clone(), false),
        Message::Error(error) => (error.clone(), true),
    }
}

/// Where the chosen value comes from, and how old that is; where its source doesn't speak of it,
/// what it speaks of.
pub fn source_note(session: &Session, row: Row, scenario: Scenario) -> Option<String> {
    let words = source_words(session, row, scenario)?;
    let age = source_age(session, row, scenario);
    Some(age.map_or_else(|| words.clone(), |age| format!("{words} · {age}")))
}

fn origin_of(session: &Session, row: Row, scenario: Scenario) -> Option<Origin<'_>> {
    sources::origin(&session.preset, &session.saved.inputs, row.input()?, scenario)
}

/// Where a value comes from, or from what it has moved.
pub(super) fn source_words(session: &Session, row: Row, scenario: Scenario) -> Option<String> {
    match origin_of(session, row, scenario)? {
        Origin::Cited(source) => {
            let parts = [&source.note, &source.cite].into_iter().filter(|part| !part.is_empty());
            Some(parts.cloned().collect::<Vec<_>>().join(" · "))
        }
        Origin::Moved(words) => Some(words),
    }
}

/// The date of a value's source; nothing for a value that it doesn't speak of.
pub(super) fn source_age(session: &Session, row: Row, scenario: Scenario) -> Option<String> {
    match origin_of(session, row, scenario)? {
        Origin::Cited(source) if !source.as_of.is_empty() => {
            Some(format!("as of {}", source.as_of))
        }
        Origin::Cited(_) | Origin::Moved(_) => None,
    }
}

/// A short name of a metric for tight places.
pub(super) const fn short_label(metric: crate::model::Metric) -> &'static str {
    use crate::model::Metric;
    match metric {
        Metric::PaybackYears => "payback",
        Metric::OperatingIncome => "op. income",
        Metric::CashMultipleYears => "steady payback",
        Metric::PeakDraw => "peak draw",
        _ => metric.spec().label,
    }
}

/// A claim's bound beside a figure that says the unit: `2.5–3.0`, `≤10 %`.
pub(super) fn bound(bound: crate::analysis::Bound, unit: Unit) -> String {
    let percent = if matches!(unit, Unit::Share | Unit::PerYear) { " %" } else { "" };
    let (sign, digits) = bound_digits(bound, unit);
    format!("{sign}{digits}{percent}")
}

/// A claim's bound with its unit: `$2.5–3.0 bn`, `≤10 %`, `3–5 y`.
pub(super) fn bound_with_unit(bound: crate::analysis::Bound, unit: Unit) -> String {
    let (sign, digits) = bound_digits(bound, unit);
    format!("{sign}{}", format::with_unit(unit, &digits))
}

/// A bound's sign, if it has but one end, and its digits as its unit is shown.
fn bound_digits(bound: crate::analysis::Bound, unit: Unit) -> (&'static str, String) {
    use crate::analysis::Bound;
    match bound {
        // Both ends with the decimals that either needs: 2.5–3.0.
        Bound::Within(low, high) => {
            // A dash before a minus sign can't be read.
            let to = if low < 0.0 || high < 0.0 { " to " } else { "–" };
            let (low, high) = (end_digits(low, unit), end_digits(high, unit));
            let decimals = |text: &str| text.split_once('.').map_or(0, |(_, rest)| rest.len());
            let least = usize::from(unit.is_money());
            let most = decimals(&low).max(decimals(&high)).max(least);
            let level = |text: String| match (decimals(&text), most) {
                (have, most) if have == most => text,
                (0, most) => format!("{text}.{}", "0".repeat(most)),
                (have, most) => format!("{text}{}", "0".repeat(most - have)),
            };
            ("", format!("{}{to}{}", level(low), level(high)))
        }
        Bound::AtLeast(low) => ("≥", end_digits(low, unit)),
        Bound::AtMost(high) => ("≤", end_digits(high, unit)),
    }
}

/// An end of a bound as it is shown: every digit that it was given, since one of them may decide.
fn end_digits(end: f64, unit: Unit) -> String {
    format::trimmed(end * format::shown_factor(unit), 9)
}

/// A claim's bound in words: `within $2.5–3.0 bn`, `at most 10 %`.
pub fn bound_words(claimed: crate::analysis::Bound, unit: Unit) -> String {
    use crate::analysis::Bound;
    match claimed {
        Bound::Within(..) => format!("within {}", bound_with_unit(claimed, unit)),
        Bound::AtLeast(low) => {
            format!("at least {}", format::with_unit(unit, &end_digits(low, unit)))
        }
        Bound::AtMost(high) => {
            format!("at most {}", format::with_unit(unit, &end_digits(high, unit)))
        }
    }
}

/// An input's name for people, with its site where it has one.
pub fn input_label(input: Input) -> String {
    match input {
        Input::Site(site, number) => format!("site {}: {}", site + 1, number.spec().label),
        _ => input.spec().label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Bound;

    #[test]
    fn a_bound_has_its_unit_and_reads_below_zero_too() {
        let of = |bound, unit| bound_with_unit(bound, unit);
        assert_eq!(of(Bound::Within(8.0, 10.0), Unit::BillionsPerYear), "$8.0–10.0 bn/yr");
        assert_eq!(of(Bound::Within(-2.5, 3.0), Unit::Billions), "−$2.5 to 3.0 bn");
        assert_eq!(of(Bound::Within(3.0, 5.0), Unit::Years), "3–5 y");
        assert_eq!(of(Bound::Within(0.3, 0.325), Unit::Share), "30.0–32.5 %");
        assert_eq!(of(Bound::Within(0.3, 0.3275), Unit::Share), "30.00–32.75 %");
        assert_eq!(of(Bound::Within(3.0, 3.0), Unit::Years), "3–3 y");
        assert_eq!(of(Bound::AtMost(10.001), Unit::Billions), "≤$10.001 bn");
        assert_eq!(of(Bound::AtLeast(45.0), Unit::Billions), "≥$45 bn");
        assert_eq!(of(Bound::AtMost(-1.0), Unit::Billions), "≤−$1 bn");
        assert_eq!(bound_words(Bound::Within(2.5, 3.0), Unit::Billions), "within $2.5–3.0 bn");
        assert_eq!(bound(Bound::Within(2.5, 3.0), Unit::Billions), "2.5–3.0");
    }
}
