//! Numbers as people read them: `$2.7 bn`, `−$1.1 bn`, `11.3 y`, `65 %`, with real minus signs.

use crate::analysis::{MetricDifference, Node, Operation, formula_number};
use crate::model::{Flags, Metric, Outcome, Unit};
use crate::preset::{Currency, ShownUnit};
use std::borrow::Cow;

/// The sign that people write, not the hyphen.
const MINUS: &str = "−";
const MINUS_SIGN: char = '−';

/// A number with so many decimals, a real minus sign, no negative zero and no exponent.
pub fn decimal(value: f64, decimals: usize) -> String {
    if value.abs() >= TRILLION {
        return if value > 0.0 { ">1 trillion" } else { "<−1 trillion" }.to_owned();
    }
    let digits = grouped(value.abs(), decimals);
    let zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if value < 0.0 && !zero { MINUS } else { "" };
    format!("{sign}{digits}")
}

/// From here on a number's digits say nothing.
const TRILLION: f64 = 1e12;

/// The number's digits, thousands parted by commas.
fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let whole = text.find('.').unwrap_or(text.len());
    if whole <= 3 {
        return text;
    }
    let mut out = String::with_capacity(text.len() + whole / 3);
    for (index, digit) in text.chars().enumerate() {
        if index > 0 && index < whole && (whole - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with at most so many decimals, none of them an idle zero.
pub fn trimmed(value: f64, decimals: usize) -> String {
    let text = decimal(value, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// How values of a unit are written.
struct Written {
    /// What a value is multiplied by to be shown.
    factor: f64,
    /// What stands before and behind the digits.
    around: (&'static str, &'static str),
    /// Decimals of a result.
    decimals: usize,
    /// Most decimals of an input in a narrow column.
    narrow: usize,
}

/// The one table of units; the preset's currency is put in place of `$`.
const fn written(unit: Unit) -> Written {
    let (factor, around, decimals, narrow) = match unit {
        Unit::Share => (100.0, ("", " %"), 0, 1),
        Unit::PerYear => (100.0, ("", " %"), 1, 1),
        Unit::Months => (1.0, ("", " mo"), 0, 1),
        Unit::Years => (1.0, ("", " y"), 1, 1),
        Unit::Weeks => (1.0, ("", " wk"), 0, 1),
        Unit::Billions => (1.0, ("$", " bn"), 1, 1),
        Unit::BillionsPerYear => (1.0, ("$", " bn/yr"), 1, 1),
        Unit::Ratio => (1.0, ("", "×"), 2, 2),
        Unit::DollarsPerYearPerDollar => (1.0, ("$", "/yr per $"), 3, 3),
        Unit::MonthOfYear => (1.0, ("month ", ""), 0, 0),
        Unit::Megawatts => (1.0, ("", " MW"), 0, 0),
        Unit::MegawattsPerBillion => (1.0, ("", " MW/$bn"), 0, 1),
        Unit::DollarsPerMegawattHour => (1.0, ("$", "/MWh"), 0, 1),
        Unit::MillionsPerYearPerMegawatt => (1.0, ("$", " m/MW"), 1, 1),
    };
    Written { factor, around, decimals, narrow }
}

/// Whether values of the unit are shown as percentages.
pub(super) fn is_percent(unit: impl Into<Unit>) -> bool {
    matches!(unit.into(), Unit::Share | Unit::PerYear)
}

/// How many decimals a result of that unit deserves.
pub(super) fn decimals(unit: impl Into<Unit>, value: f64) -> usize {
    let (unit, size) = (unit.into(), value.abs());
    match unit {
        Unit::Billions | Unit::BillionsPerYear if (0.005..0.095).contains(&size) => 2,
        Unit::Billions | Unit::BillionsPerYear if size >= 999.95 => 0,
        // A share below ten percent would lose its second digit.
        Unit::Share if size > 0.0 && size < 0.0995 => 1,
        _ => written(unit).decimals,
    }
}

/// Puts the unit around a number's digits, its sign before a currency sign.
pub(super) fn with_unit(ShownUnit { unit, currency }: ShownUnit, digits: &str) -> String {
    let (before, after) = written(unit).around;
    let number = digits.trim_start_matches(['<', '>', MINUS_SIGN, '+']);
    let signs = &digits[..digits.len() - number.len()];
    currency.words(format!("{signs}{before}{number}{after}")).into_owned()
}

pub(super) fn shown(unit: impl Into<Unit>, value: f64) -> f64 {
    value * written(unit.into()).factor
}

/// A value beside an axis that says the unit.
pub fn on_axis(unit: impl Into<Unit>, value: f64, decimals: usize) -> String {
    trimmed(shown(unit, value), decimals)
}

/// The unit in a caption: `%`, `$bn`.
pub fn axis_unit(unit: ShownUnit) -> Cow<'static, str> {
    if is_percent(unit) { "%".into() } else { unit.name() }
}

/// A result, sensibly rounded.
pub fn figure(unit: ShownUnit, value: f64) -> String {
    with_unit(unit, &decimal(shown(unit, value), decimals(unit, value)))
}

/// A result with so many decimals.
pub(super) fn figure_to(unit: ShownUnit, value: f64, decimals: usize) -> String {
    with_unit(unit, &decimal(shown(unit, value), decimals))
}

/// A result without its unit, for columns that say it once.
pub fn bare_figure(unit: impl Into<Unit>, value: f64) -> String {
    let unit = unit.into();
    decimal(shown(unit, value), decimals(unit, value))
}

/// An input, with every digit that it was given and no more.
pub fn setting(unit: ShownUnit, value: f64) -> String {
    with_unit(unit, &on_axis(unit, value, 6))
}

/// An input's value that was searched for, with a digit more than a slider shows.
pub fn found_setting(unit: ShownUnit, value: f64) -> String {
    let parts = match unit.unit {
        Unit::Ratio | Unit::DollarsPerYearPerDollar | Unit::Share | Unit::PerYear => 1e4,
        _ => 100.0,
    };
    setting(unit, (value * parts).round() / parts)
}

/// Where an input moves to, with the digits that still get there: the last of them is rounded away
/// from where it is now, since a figure that leaps is not yet there a hair before.
pub fn moved_setting(unit: ShownUnit, now: f64, to: f64) -> String {
    let away = if to > now { f64::ceil } else { f64::floor };
    // What is a round number but for the last bits of its arithmetic stays one.
    let round = (to * 1e5).round();
    let digits = if (to * 1e5 - round).abs() < 1e-6 { round } else { away(to * 1e5) };
    if (to - now).abs() < 1e-12 { setting(unit, now) } else { setting(unit, digits / 1e5) }
}

/// A move of an input, as briefly as its slider has it: `65 → 73.8 %`. Where it moves to is rounded
/// away from where it is now, so that it still gets there.
pub(super) fn move_words(unit: ShownUnit, now: f64, to: f64) -> String {
    let (from, at) = (shown(unit, now), shown(unit, to));
    let words = |decimals: usize| {
        let parts = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
        let (scaled, round) = (at * parts, (at * parts).round());
        let away = if to > now { scaled.ceil() } else { scaled.floor() };
        // What is a round number but for the last bits of its arithmetic stays one.
        let scaled = if (scaled - round).abs() < 1e-6 { round } else { away };
        [from, scaled / parts].map(|value| with_unit(unit, &trimmed(value, decimals)))
    };
    let least = written(unit.unit).narrow;
    let differ = |[from, to]: &[String; 2]| from != to;
    let [from, to] = (least..6).map(words).find(differ).unwrap_or_else(|| words(6));
    // The unit once, where it stands behind the digits.
    let digits = to.rfind(|letter: char| letter.is_ascii_digit()).map_or(0, |at| at + 1);
    let from = from.strip_suffix(&to[digits..]).unwrap_or(&from);
    format!("{from} → {to}")
}

/// An input in a narrow column: at most one decimal of what is shown.
pub fn short_setting(unit: ShownUnit, value: f64) -> String {
    with_unit(unit, &on_axis(unit, value, written(unit.unit).narrow))
}

/// The decimals beyond which a move of an input is none.
const MOST_OF_MOVE: usize = 6;

/// An input's two values as briefly, with as many more decimals as it takes to tell them apart.
pub(super) fn settings_apart(units: [ShownUnit; 2], values: [f64; 2]) -> [String; 2] {
    let words = |decimals| {
        let one = |at: usize| with_unit(units[at], &on_axis(units[at], values[at], decimals));
        [one(0), one(1)]
    };
    let differ = |[from, to]: &[String; 2]| from != to;
    let least = written(units[0].unit).narrow;
    (least..=MOST_OF_MOVE).map(words).find(differ).unwrap_or_else(|| words(least))
}

/// The decimals with which a difference isn't rounded away.
pub(super) fn decimals_of_change(unit: impl Into<Unit>, difference: f64) -> usize {
    let unit = unit.into();
    let shows = |decimals: &usize| {
        bare_change_to(unit, difference, *decimals).contains(|digit| matches!(digit, '1'..='9'))
    };
    let least = decimals(unit, difference);
    (least..=MOST_OF_MOVE).find(shows).unwrap_or(least)
}

/// An input in a very narrow column: yearly money without the year, yields as a share a year.
pub fn narrow_setting(unit: ShownUnit, value: f64) -> String {
    narrow_setting_to(unit, value, narrow_decimals(unit.unit, value))
}

/// The same with so many decimals.
pub(super) fn narrow_setting_to(unit: ShownUnit, value: f64, decimals: usize) -> String {
    let digits = decimal(shown(unit, value), decimals);
    match unit.unit {
        Unit::BillionsPerYear => with_unit(unit.currency.of(Unit::Billions), &digits),
        Unit::DollarsPerYearPerDollar => format!("{digits}/yr"),
        _ => with_unit(unit, &digits),
    }
}

/// The decimals that a value needs in such a column.
pub(super) fn narrow_decimals(unit: Unit, value: f64) -> usize {
    let most = if unit == Unit::DollarsPerYearPerDollar { 4 } else { written(unit).narrow };
    trimmed(shown(unit, value), most).split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A difference between two results, always signed; shares differ by percentage points.
pub fn change(unit: ShownUnit, difference: f64) -> String {
    change_to(unit, difference, decimals(unit, difference))
}

/// A difference with so many decimals.
pub(super) fn change_to(unit: ShownUnit, difference: f64, decimals: usize) -> String {
    let signed = bare_change_to(unit, difference, decimals);
    if is_percent(unit) { format!("{signed} pp") } else { with_unit(unit, &signed) }
}

/// A difference without its unit, for places beside a figure that says it: `+0.6`.
pub fn bare_change(unit: impl Into<Unit>, difference: f64) -> String {
    let unit = unit.into();
    bare_change_to(unit, difference, decimals(unit, difference))
}

/// The same with so many decimals.
pub(super) fn bare_change_to(unit: impl Into<Unit>, difference: f64, decimals: usize) -> String {
    let digits = decimal(shown(unit, difference), decimals);
    if digits.starts_with([MINUS_SIGN, '<', '>']) { digits } else { format!("+{digits}") }
}

/// A share of draws in percent, with one digit after the point; neither a few of them nor all but
/// a few are rounded away.
pub fn odds(share: f64) -> String {
    const LEAST: f64 = 0.0005;
    if share > 0.0 && share < LEAST {
        return "<0.1 %".to_owned();
    }
    if share < 1.0 && share > 1.0 - LEAST {
        return ">99.9 %".to_owned();
    }
    format!("{} %", decimal(share * 100.0, 1))
}

/// Where a figure lies among others, 0 to 100: `P8`; near the ends with a digit after the point.
pub fn percentile(rank: f64) -> String {
    let whole = (1.0..=99.0).contains(&rank) || rank <= 0.0 || rank >= 100.0;
    format!("P{}", decimal(rank, usize::from(!whole)))
}

/// Whether two results read the same.
pub fn reads_same(unit: impl Into<Unit>, a: f64, b: f64) -> bool {
    let unit = unit.into();
    a.to_bits() == b.to_bits() || bare_figure(unit, a) == bare_figure(unit, b)
}

/// Two results with as many digits as it takes to tell them apart.
pub(super) fn told_apart(unit: ShownUnit, [a, b]: [f64; 2]) -> [String; 2] {
    let least = decimals(unit.unit, a).max(decimals(unit.unit, b));
    let words = |decimals| [a, b].map(|value| figure_to(unit, value, decimals));
    let differ = |[a, b]: &[String; 2]| a != b;
    (least..=9).map(words).find(differ).unwrap_or_else(|| words(least))
}

/// By how much a metric's two values differ, as far as they are in currencies that can be
/// subtracted.
pub fn difference(metric: &MetricDifference, [a, b]: [Currency; 2]) -> Option<f64> {
    let is_same = a.of(metric.metric.spec().unit).is_same_in(b);
    metric.difference().filter(|_| is_same)
}

/// Whether a metric's two values differ in the digits in which their difference is shown, or by
/// their currencies.
pub fn differs(metric: &MetricDifference, currencies: [Currency; 2]) -> bool {
    match difference(metric, currencies) {
        Some(difference) => bare_change(metric.metric.spec().unit, difference)
            .contains(|digit| matches!(digit, '1'..='9')),
        None => metric.a.is_some() || metric.b.is_some(),
    }
}

/// What stands where a metric has no value: `never by 2040` for a payback, `ambiguous` for a
/// return that several rates claim, else `n/a`.
pub fn absent(metric: Metric, flags: Flags, horizon_year: i32) -> String {
    if is_never_by_horizon(metric) {
        format!("never by {horizon_year}")
    } else if metric == Metric::Irr && flags.irr_ambiguous
        || metric == Metric::EquityIrr && flags.equity_irr_ambiguous
    {
        "ambiguous".to_owned()
    } else {
        "n/a".to_owned()
    }
}

/// Whether no value means 'never by the horizon': years counted on the cash flow itself come to an
/// end, a multiple of a loss doesn't exist.
pub(super) fn is_never_by_horizon(metric: Metric) -> bool {
    metric.absent_is_latest() && !metric.spec().has_moving_denominator
}

/// What stands in a chart or a narrow column where a metric has no value.
pub(super) const fn absent_word(metric: Metric) -> &'static str {
    if metric.absent_is_latest() { "never" } else { "none" }
}

/// How a figure of a derivation is shown: what goes into it as it was given, what follows with the
/// digits that it has in formulas.
pub fn of_node(node: &Node) -> fn(ShownUnit, f64) -> String {
    match node.operation {
        Operation::Input | Operation::Given => setting,
        _ => match node.decimals {
            None => |unit, value| derived(unit, value, None),
            Some(0) => |unit, value| derived(unit, value, Some(0)),
            Some(1) => |unit, value| derived(unit, value, Some(1)),
            Some(2) => |unit, value| derived(unit, value, Some(2)),
            Some(3) => |unit, value| derived(unit, value, Some(3)),
            Some(4) => |unit, value| derived(unit, value, Some(4)),
            Some(_) => |unit, value| derived(unit, value, Some(6)),
        },
    }
}

fn derived(unit: ShownUnit, value: f64, decimals: Option<u8>) -> String {
    match shown(unit, value) {
        // So many digits say nothing.
        size if size.abs() >= 1e6 => figure(unit, value),
        size => with_unit(unit, &formula_number(size, decimals)),
    }
}

/// A figure of a derivation.
pub fn node(currency: Currency, node: &Node) -> String {
    let shown = |value| of_node(node)(currency.of(node.unit), value);
    node.value.map_or_else(|| "n/a".to_owned(), shown)
}

/// A label that may have a person's own names in it, which stay as they are.
pub fn label(currency: Currency, label: &str) -> Cow<'_, str> {
    let units = ["$bn", "$m"].into_iter().filter(|unit| label.contains(unit));
    units.fold(Cow::Borrowed(label), |label, unit| {
        Cow::Owned(label.replace(unit, &currency.words(unit)))
    })
}

/// A metric of an outcome, whether it has a value or not.
pub fn metric(currency: Currency, outcome: &Outcome, metric: Metric, horizon_year: i32) -> String {
    match outcome.metrics[metric] {
        Some(value) => figure(currency.of(metric.spec().unit), value),
        None => absent(metric, outcome.flags, horizon_year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn dollars(unit: Unit) -> ShownUnit {
        Currency::DOLLAR.of(unit)
    }

    #[test]
    fn a_move_is_brief_and_still_gets_there() {
        for (unit, now, to, text) in [
            (Unit::Share, 0.65, 0.737_06, "65 → 73.8 %"),
            (Unit::Share, 0.31, 0.310_53, "31 → 31.1 %"),
            (Unit::Share, 0.31, 0.29, "31 → 29 %"),
            (Unit::Share, 0.652_8, 0.652_85, "65.28 → 65.29 %"),
            (Unit::Months, 3.0, 0.8633, "3 → 0.8 mo"),
            (Unit::Months, 3.0, 0.0, "3 → 0 mo"),
            (Unit::Billions, 40.0, 69.73, "$40 → $69.8 bn"),
            (Unit::Ratio, 1.0, 0.839_2, "1 → 0.83×"),
            (Unit::DollarsPerYearPerDollar, 0.325, 0.376_2, "$0.325 → $0.377/yr per $"),
        ] {
            assert_eq!(move_words(dollars(unit), now, to), text);
        }
    }

    #[test]
    fn figures_read_as_people_write_them() {
        for (unit, value, text) in [
            (Unit::Billions, 2.712, "$2.7 bn"),
            (Unit::Billions, -1.058, "−$1.1 bn"),
            (Unit::Billions, -0.0001, "$0.0 bn"),
            (Unit::Billions, -0.041, "−$0.04 bn"),
            (Unit::Billions, 0.0, "$0.0 bn"),
            (Unit::Billions, 1234.5, "$1,234 bn"),
            (Unit::BillionsPerYear, 9.345, "$9.3 bn/yr"),
            (Unit::Share, 0.2949, "29 %"),
            (Unit::Share, -0.3124, "−31 %"),
            (Unit::Share, 0.0357, "3.6 %"),
            (Unit::PerYear, 0.0801, "8.0 %"),
            (Unit::PerYear, -0.008_58, "−0.9 %"),
            (Unit::Years, 11.293, "11.3 y"),
        ] {
            assert_eq!(figure(dollars(unit), value), text);
        }
    }

    #[test]
    fn no_number_is_written_with_an_exponent() {
        for (value, text) in [
            (1e6, "1,000,000"),
            (-2.5e9, "−2,500,000,000"),
            (999_999_999_999.0, "999,999,999,999"),
            (1e12, ">1 trillion"),
            (3.0024e16, ">1 trillion"),
            (-1.5e300, "<−1 trillion"),
            (1e-3, "0.001"),
            (1e-9, "0"),
            (-1e-300, "0"),
        ] {
            assert_eq!(trimmed(value, 3), text);
        }
        assert_eq!(figure(dollars(Unit::Billions), -1e15), "<−$1 trillion bn");
        assert_eq!(change(dollars(Unit::Billions), 1e15), ">$1 trillion bn");
        for unit in [Unit::Share, Unit::Years, Unit::Billions, Unit::Ratio, Unit::Weeks] {
            for power in -320..=308 {
                for value in [10.0_f64.powi(power), -10.0_f64.powi(power)] {
                    for text in [
                        figure(dollars(unit), value),
                        bare_figure(dollars(unit), value),
                        setting(dollars(unit), value),
                        short_setting(dollars(unit), value),
                        narrow_setting(dollars(unit), value),
                        change(dollars(unit), value),
                        odds(value),
                        percentile(value),
                    ] {
                        let digits = text.trim_end_matches(" wk").trim_end_matches(" bn");
                        assert!(!digits.contains(['e', 'E']) && text.len() < 40, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_share_of_draws_is_never_rounded_to_none_or_all() {
        for (share, text) in [
            (0.0, "0.0 %"),
            (0.000_499, "<0.1 %"),
            (0.000_5, "0.1 %"),
            (0.4217, "42.2 %"),
            (0.999_4, "99.9 %"),
            (0.999_501, ">99.9 %"),
            (0.999_999, ">99.9 %"),
            (1.0, "100.0 %"),
        ] {
            assert_eq!(odds(share), text, "{share}");
        }
    }

    #[test]
    fn what_has_no_value_says_why() {
        let flags = |irr_ambiguous| Flags { irr_ambiguous, ..Flags::default() };
        assert_eq!(absent(Metric::Irr, flags(true), 2040), "ambiguous");
        assert_eq!(absent(Metric::Irr, flags(false), 2040), "n/a");
        assert_eq!(absent(Metric::Npv, flags(true), 2040), "n/a");
        assert_eq!(absent(Metric::PaybackYears, flags(true), 2040), "never by 2040");
    }

    #[test]
    fn inputs_keep_their_digits() {
        assert_eq!(setting(dollars(Unit::Share), 0.65), "65 %");
        assert_eq!(setting(dollars(Unit::Share), 0.305), "30.5 %");
        assert_eq!(setting(dollars(Unit::Share), 0.57), "57 %");
        assert_eq!(setting(dollars(Unit::Share), -0.123_456), "−12.3456 %");
        assert_eq!(setting(dollars(Unit::Months), 18.0), "18 mo");
        assert_eq!(setting(dollars(Unit::DollarsPerYearPerDollar), 0.325), "$0.325/yr per $");
        assert_eq!(setting(dollars(Unit::Billions), 40.0), "$40 bn");
    }

    #[test]
    fn differences_are_signed_and_shares_differ_by_points() {
        assert_eq!(change(dollars(Unit::Billions), 0.31), "+$0.3 bn");
        assert_eq!(change(dollars(Unit::Billions), -0.31), "−$0.3 bn");
        assert_eq!(change(dollars(Unit::Share), 0.12), "+12 pp");
        assert_eq!(change(dollars(Unit::Years), -2.04), "−2.0 y");
    }

    #[test]
    fn money_is_shown_in_the_presets_currency() {
        for (sign, figures) in [
            ("€", ["€2.7 bn", "−€1.1 bn", "+€1.5 bn/yr", "€0.325/yr per €", "25 MW/€bn", "€bn"]),
            (
                "EUR",
                [
                    "EUR 2.7 bn",
                    "−EUR 1.1 bn",
                    "+EUR 1.5 bn/yr",
                    "EUR 0.325/yr per EUR",
                    "25 MW/EUR bn",
                    "EUR bn",
                ],
            ),
        ] {
            let of = |unit| Currency::new(sign).of(unit);
            assert_eq!(figure(of(Unit::Billions), 2.712), figures[0]);
            assert_eq!(figure(of(Unit::Billions), -1.058), figures[1]);
            assert_eq!(change(of(Unit::BillionsPerYear), 1.5), figures[2]);
            assert_eq!(setting(of(Unit::DollarsPerYearPerDollar), 0.325), figures[3]);
            assert_eq!(narrow_setting(of(Unit::MegawattsPerBillion), 25.0), figures[4]);
            assert_eq!(axis_unit(of(Unit::Billions)), figures[5]);
            assert_eq!(figure(of(Unit::Share), 0.29), "29 %");
        }
        let label = |text| label(Currency::new("EUR"), text).into_owned();
        assert_eq!(label("Facility power per $bn"), "Facility power per EUR bn");
        assert_eq!(label("Spend, the $ site"), "Spend, the $ site");
    }
}
