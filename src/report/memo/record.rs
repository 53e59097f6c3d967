//! What the figures are held against: claims, what was reported, the preset as it was; and how the
//! memo is made again.

use super::charts::Charts;
use super::sections::{ADVICE, Part, Section};
use super::{MemoOrigin, MemoQuestion};
use crate::analysis::{Actual, backtest as held_against};
use crate::model::Scenario;
use crate::preset::{Preset, differences};
use crate::report::backtest::table;
use crate::report::chart::Subject;
use crate::report::claims::CheckedPreset;
use crate::report::table::{Cell, Table};
use crate::view::difference::difference_rows;
use crate::view::words::backtest::mean_errors;
use crate::view::words::capital;
use crate::view::words::verdicts::counts_words;

/// The claims, kind by kind.
pub(super) fn claims(preset: &Preset) -> Section {
    let checked = CheckedPreset::new(preset);
    let counted = Part::words(format!("{}.", capital(&counts_words(&checked.counts()))));
    let tables = checked.by_kind().into_iter().map(Part::Table);
    Section::new("claims", "Claims", [counted].into_iter().chain(tables).collect())
}

/// Modelled against reported, where there is a record.
pub(super) fn backtest(
    preset: &Preset,
    actuals: &[Actual],
    charts: &mut Charts,
) -> Option<Section> {
    let parts = recorded(preset, (Scenario::Base, actuals), charts, "backtest");
    (!parts.is_empty()).then(|| Section::new("backtest", "Modelled against reported", parts))
}

/// The same as parts; none without a record.
pub(super) fn recorded(
    preset: &Preset,
    (scenario, actuals): (Scenario, &[Actual]),
    charts: &mut Charts,
    name: &str,
) -> Vec<Part> {
    let found = held_against(&preset.inputs, &preset.claims, actuals, scenario);
    let Some(first) = found.lines.first() else { return Vec::new() };
    let shows = format!("{}, modelled and reported", first.measure.label_without_year());
    let drawn = charts.draw(preset, Subject::Backtest(&found), (name, shows));
    let errors = found.lines.iter().filter_map(|line| {
        let (errors, label) = (mean_errors(line), line.measure.label_without_year());
        let words = format!("Mean error of {label} in {}: {errors}.", line.scenario.id());
        (!errors.is_empty()).then(|| Part::words(words))
    });
    let rows = Part::Table(table(preset, &found));
    [drawn].into_iter().chain(errors).chain([rows]).collect()
}

/// What differs from the preset as it is saved or bundled.
pub(super) fn changes(question: &MemoQuestion<'_>) -> Section {
    let (saved, preset) = (question.saved, question.preset);
    let MemoOrigin { name, state, .. } = question.origin;
    let rows = changed(saved, preset, state);
    let part = if rows.is_empty() {
        Part::words(format!("Nothing differs from {name} {state}."))
    } else {
        Part::Table(rows)
    };
    Section::new("changes", format!("Changes from {name} {state}"), vec![part])
}

/// A row for everything that differs between a preset and another state of it.
pub(super) fn changed(before: &Preset, after: &Preset, state: &str) -> Table {
    let found = differences(before, after);
    let rows = difference_rows(&found, [before.money(), after.money()]).into_iter();
    let rows = rows.map(|row| [row.part.to_owned(), row.label, row.a, row.b].map(Cell::Text));
    Table::new("", ["part", "what", "before", "here"]).called(&[("before", state)]).with_rows(rows)
}

/// The version, the file, the command, the date.
pub(super) fn reproduction(question: &MemoQuestion<'_>) -> Section {
    let MemoOrigin { name, state, digest, command, .. } = question.origin;
    let version = env!("CARGO_PKG_VERSION");
    let file = match digest {
        Some(digest) => format!("preset {name} {state}, whose file has the SHA-256 {digest}"),
        None => format!("preset {name} {state}, whose file isn’t at hand"),
    };
    let again = command.map_or_else(
        || Part::words("What was changed is more than a command can say: save the preset first."),
        Part::command,
    );
    let parts =
        vec![Part::words(format!("payback {version}; {file}.")), again, Part::words(ADVICE)];
    Section::new("reproduce", "How to reproduce this", parts)
}
