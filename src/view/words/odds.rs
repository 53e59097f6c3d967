//! Odds in words.

use crate::analysis::risk::MetricRisk;
use crate::model::{Better, Flags};
use crate::preset::Currency;
use crate::view::format;

/// The odds of a figure in a sentence, to the horizon's year; the longest comes first.
pub fn odds_sentences(currency: Currency, year: i32, risk: &MetricRisk) -> Vec<String> {
    let unit = currency.of(risk.metric.spec().unit);
    let [low, _, _, half, _, _, high] = risk.percentiles;
    let figure = |value: f64| format::figure(unit, value);
    let share = format::odds(risk.defined);
    if risk.defined == 0.0 {
        return vec![format!(
            "{} in every draw",
            format::absent(risk.metric, Flags::default(), year)
        )];
    }
    // What is read off a year in full run is not a matter of the horizon.
    let by_multiple = risk.metric.absent_is_latest() && risk.metric.spec().has_moving_denominator;
    if let Some(half) = half.filter(|_| by_multiple) {
        let half = figure(half);
        return vec![
            format!("{share} of draws pay back at all; half within {half}"),
            format!("half within {half}"),
        ];
    }
    if risk.metric.absent_is_latest() {
        let half = half.map_or_else(
            || "the median draw never does".to_owned(),
            |half| format!("half by {}", figure(half)),
        );
        return vec![
            format!("{share} of draws pay back by {year}; {half}"),
            format!("{share} pay back by {year}; {half}"),
            half,
        ];
    }
    let (Some(low), Some(half), Some(high)) = (low, half, high) else { return Vec::new() };
    let side = match risk.metric.spec().better {
        Better::Lower => "or less",
        Better::Higher | Better::Neither => "or more",
    };
    let of = if risk.defined < 1.0 {
        format!("of the {share} that have one, half")
    } else {
        "half of draws".to_owned()
    };
    let (low, half, high) = (figure(low), figure(half), figure(high));
    vec![
        format!("{of} give {half} {side}; nine in ten lie between {low} and {high}"),
        format!("{of} give {half} {side}; 90 % within {low} to {high}"),
        format!("{of} give {half} {side}"),
        format!("half give {half} {side}"),
    ]
}
