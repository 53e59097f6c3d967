//! The back-test in words: how far the model is from what was reported.

use super::verdicts::kind_word;
use crate::analysis::{BacktestLine, ClaimKind};
use crate::view::format;

/// An error in percent, signed.
pub fn error_words(error: f64) -> String {
    let digits = format::decimal(error * 100.0, 1);
    let sign = if digits.starts_with(['−', '<', '>']) { "" } else { "+" };
    format!("{sign}{digits} %")
}

/// What a row is: the claim's kind, or that it was added.
pub fn row_kind(kind: Option<ClaimKind>) -> &'static str {
    kind.map_or("added", kind_word)
}

/// How large the errors are, fitted years and tested ones apart: `fitted 2019–2022 1.4 %, …`; empty
/// where there are none.
pub fn mean_errors(line: &BacktestLine) -> String {
    let kinds = [
        Some(ClaimKind::Calibrated),
        Some(ClaimKind::Tested),
        Some(ClaimKind::Plausibility),
        Some(ClaimKind::Input),
        None,
    ];
    let said = kinds.into_iter().filter_map(|kind| {
        let (mean, first, last) = line.mean_error(kind)?;
        let (word, years) = (row_kind(kind), years_words((first, last)));
        Some(format!("{word} {years} {} %", format::decimal(mean * 100.0, 1)))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// The answer: on which side of what was reported the model is, on average, or whether its bounds
/// hold: `on average 9.9 % above reported, 2019–2025`.
pub(in crate::view) fn answer_words(line: &BacktestLine) -> String {
    let Some((bias, years, count)) = line.bias() else { return bounds_words(line) };
    let (average, years) = (if count > 1 { "on average " } else { "" }, years_words(years));
    let size = format::decimal(bias.abs() * 100.0, 1);
    let side = match bias {
        _ if size == "0.0" => return format!("{average}as reported, {years}"),
        above if above > 0.0 => "above",
        _ => "below",
    };
    format!("{average}{size} % {side} reported, {years}")
}

/// The same where nothing but bounds is known.
fn bounds_words(line: &BacktestLine) -> String {
    let held: Vec<bool> = line.rows.iter().filter_map(|row| row.holds).collect();
    let (all, holding, years) =
        (held.len(), held.iter().filter(|holds| **holds).count(), years_words(line.years()));
    match (holding, all) {
        (1, 1) => format!("its bound holds, {years}"),
        (_, 1) => format!("its bound fails, {years}"),
        _ => format!("{holding} of {all} bounds hold, {years}"),
    }
}

fn years_words((first, last): (i32, i32)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
