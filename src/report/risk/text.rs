//! Risk as a report to read: figures, a histogram, odds, the fan of cash, where the spread comes
//! from.

use super::drawn::{fan, histogram, lacking};
use super::{Answered, error_words, target_words};
use crate::analysis::risk::{MetricRisk, MetricSpread, RiskResult, Shape, TargetRisk};
use crate::model::{Metric, Scenario, Unit};
use crate::preset::Preset;
use crate::report::answer::{capped_note, head, paragraph, value};
use crate::report::table::text;
use crate::view::format;
use crate::view::words::spread::spread_words;

/// The report's text: figures, the first one's histogram, odds, the fan of cash, the spread.
pub fn text(preset: &Preset, answered: &Answered) -> String {
    let result = answered.result;
    let mut out = head(preset, &asked(preset, answered));
    if result.draws == 0 {
        return out + "\nIt was stopped before the first draw.\n";
    }
    out += &figures(preset, result);
    if let Some(risk) = result.metrics.first() {
        out += &histogram(preset, risk);
    }
    out += &odds(preset, &result.targets);
    if result.cumulative_fcf.len() >= 2 {
        out += &fan(preset, &result.cumulative_fcf);
        out += &by_year(preset, result);
    }
    for spread in answered.spreads {
        out += &spread_text(spread);
    }
    out + capped_note(result.margin_capped)
}

fn asked(preset: &Preset, answered: &Answered) -> String {
    let draws = format::decimal(answered.result.draws as f64, 0);
    let risk = &preset.risk;
    let values = match risk.shape {
        Shape::Percentiles => "the three values of each driver as P10, median and P90",
        Shape::Pert => "the three values of each driver as extremes and mode (PERT)",
        Shape::Triangular => "the three values of each driver as extremes and mode (triangle)",
        Shape::Uniform => "each driver evenly between its extremes",
    };
    let named = match risk.correlations.len() {
        0 => String::new(),
        1 => ", one pair correlated on its own".to_owned(),
        count => format!(", {count} pairs correlated on their own"),
    };
    let mut words = format!(
        "{draws} draws, seed {}: {values}, comovement {}{named}.",
        answered.result.seed,
        format::trimmed(risk.comovement, 2)
    );
    let asked = format::decimal(answered.asked as f64, 0);
    if !answered.complete {
        words += &format!(" Stopped early: {asked} were asked for.");
    } else if answered.is_short() {
        words += &format!(" Memory is short: {asked} were asked for.");
    }
    words
}

/// A line for each metric: its figures, then where the scenarios lie among them.
fn figures(preset: &Preset, result: &RiskResult) -> String {
    let rows = result.metrics.iter().map(|risk| {
        let unit = risk.metric.spec().unit;
        let bare = |figure: Option<f64>, none: &str| {
            figure.map_or_else(|| none.to_owned(), |figure| format::bare_figure(unit, figure))
        };
        let moment = |figure: Option<f64>| bare(figure.filter(|_| !risk.is_singular), "–");
        let percentile = |index: usize| bare(risk.percentiles[index], lacking(risk.metric));
        let shown = match unit {
            Unit::Share | Unit::PerYear => "%".into(),
            Unit::Years => "years".into(),
            unit => preset.shown(unit).name(),
        };
        let label = format!("{}, {shown}", risk.metric.spec().label);
        let moments = [label, moment(risk.mean), moment(risk.deviation)];
        moments.into_iter().chain([0, 2, 3, 4, 6].map(percentile))
    });
    let heads = ["", "mean", "sd", "P5", "P25", "P50", "P75", "P95"];
    let figures = text::words("", heads, rows);
    format!(
        "\n{}{}{}",
        text::aligned(&[figures], 28, 5),
        figures_note(&result.metrics),
        places(preset, result)
    )
}

/// Where the scenarios lie among the draws.
fn places(preset: &Preset, result: &RiskResult) -> String {
    let rows = result.metrics.iter().map(|risk| {
        let spec = risk.metric.spec();
        let place = |scenario: Scenario| {
            let own = match (risk.own[scenario], spec.unit) {
                // The metric's name says already that it is a year's.
                (Some(own), Unit::BillionsPerYear) => {
                    format::figure(preset.shown(Unit::Billions), own)
                }
                (own, _) => value(preset, risk.metric, own),
            };
            let rank = risk.ranks[scenario];
            rank.map_or_else(|| own.clone(), |rank| format!("{} {own}", format::percentile(rank)))
        };
        let [bear, base, bull] = Scenario::ALL.map(place);
        [spec.label.to_owned(), bear, base, bull, format::odds(risk.defined)]
    });
    let title = "Where the scenarios' own values lie: the percentile of each, and its value";
    let heads = ["", "bear", "base", "bull", "has a value"];
    text::aligned(&[text::words(title, heads, rows)], 19, 8)
}

/// Of which draws the figures are.
fn figures_note(metrics: &[MetricRisk]) -> String {
    let mut note = "Mean and sd are of those that have one".to_owned();
    if metrics.iter().any(|risk| risk.is_singular) {
        note += ", and left out for ratios whose denominator comes near zero";
    }
    note.push('.');
    if metrics.iter().any(|risk| risk.metric.absent_is_latest() && risk.defined < 1.0) {
        note += " Percentiles of years are of all draws: never is later than any year.";
    }
    let lacks = |risk: &&MetricRisk| !risk.metric.absent_is_latest() && risk.defined < 1.0;
    for risk in metrics.iter().filter(lacks) {
        let (label, share) = (risk.metric.spec().label, format::odds(1.0 - risk.defined));
        note += &format!(" Of {label}, {share} of the draws have none and are left out.");
    }
    paragraph(&note, "")
}

/// The share of draws without a value, where there are any.
fn lacking_share(metric: Metric, defined: f64) -> String {
    let word = if metric.absent_is_latest() { "never" } else { "no value" };
    let share = 1.0 - defined;
    if share > 0.0 { format!("{word} in {}", format::odds(share)) } else { String::new() }
}

/// The odds of each target.
fn odds(preset: &Preset, targets: &[TargetRisk]) -> String {
    if targets.is_empty() {
        return String::new();
    }
    let rows = targets.iter().map(|risk| {
        [
            target_words(preset, &risk.target),
            format::odds(risk.probability),
            error_words(risk.standard_error),
            lacking_share(risk.target.metric, risk.defined),
        ]
    });
    let title = "Odds of each target, with the standard error";
    let mut out = text::aligned(&[text::words(title, [""; 4], rows)], 30, 6);
    let lacks = |latest: bool| {
        let of = |risk: &TargetRisk| risk.target.metric.absent_is_latest() == latest;
        targets.iter().any(|risk| of(risk) && risk.defined < 1.0)
    };
    if lacks(true) {
        out += "Never misses ≤ and <, and meets ≥ and >.\n";
    }
    if lacks(false) {
        out += "A draw without a value misses its target.\n";
    }
    out
}

fn by_year(preset: &Preset, result: &RiskResult) -> String {
    let bare = |value: f64| format::bare_figure(Unit::Billions, value);
    let bands = result.cumulative_fcf.iter().zip(&result.operating_income);
    let rows = bands.map(|(cash, income)| {
        let income = [0, 2, 4].map(|index| bare(income.percentiles[index]));
        let cells = [cash.year.to_string()].into_iter().chain(cash.percentiles.map(bare));
        cells.chain(income)
    });
    let heads = ["", "P5", "P25", "P50", "P75", "P95", "income P5", "P50", "P95"];
    let title = preset.money().words("By year, $bn");
    text::aligned(&[text::words(&title, heads, rows)], 6, 6)
}

/// Where a metric's spread comes from, the greatest share first.
fn spread_text(spread: &MetricSpread) -> String {
    let label = spread.metric.spec().label;
    if spread.shares.is_empty() {
        return format!("\n{}", paragraph(&format!("{label} is the same in every draw."), ""));
    }
    let words = spread_words(&spread.shares, "±");
    let title = format!("Where the spread of {label} comes from, by {}", words.method);
    let heads = [""].into_iter().chain(words.heads);
    let rows = words
        .rows
        .into_iter()
        .map(|(driver, _, cells)| [driver.spec().label.to_owned()].into_iter().chain(cells));
    text::aligned(&[text::words(&title, heads, rows)], 19, 8)
}
