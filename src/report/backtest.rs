//! The back-test: as a report to read with a chart of each figure, as JSON, as a table.

use super::answer::{capped_note, head, indexed};
use super::json::flagged;
use super::response::curve;
use super::table::{Cell, Readers, Table, text};
use crate::analysis::{Backtest, BacktestLine, BacktestRow, Bound, ClaimKind};
use crate::preset::{Currency, Preset};
use crate::view::format;
use crate::view::words::backtest::{error_words, mean_errors, row_kind};
use crate::view::words::bound_words;
use crate::widgets::ChartSeries;
use serde_json::{Value, json};

/// The report's text.
pub fn text(preset: &Preset, backtest: &Backtest) -> String {
    let mut out = head(
        preset,
        "Modelled against reported, year by year. Errors are shares of what was reported; where a \
         claim has two bounds, that is their middle.",
    );
    let currency = preset.money();
    for line in &backtest.lines {
        out += &text::aligned(&[table_of(currency, line)], 4, 9);
        let errors = mean_errors(line);
        if !errors.is_empty() {
            out += &format!("Mean error: {errors}.\n");
        }
        out += &chart(currency, line);
    }
    out + capped_note(backtest.margin_capped)
}

fn table_of(currency: Currency, line: &BacktestLine) -> Table {
    let unit = currency.of(line.measure.unit());
    let figure = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| format::figure(unit, value))
    };
    let rows = line.rows.iter().map(|row| {
        let reported = match (row.reported, row.bound) {
            (None, Some(bound)) => bound_words(bound, unit),
            (reported, _) => figure(reported),
        };
        let error = row.error().map_or_else(|| "–".to_owned(), error_words);
        let mark = match row.holds {
            Some(true) => "✓ ",
            Some(false) => "✗ ",
            None => "",
        };
        let kind = row_kind(row.kind);
        [row.year().to_string(), figure(row.modelled), reported, error, format!("{mark}{kind}")]
    });
    let title = format!("{} of {}", line.measure.label_without_year(), line.scenario.id());
    text::words(&title, ["", "modelled", "reported", "error", ""], rows)
}

/// Both by year, as curves; of two years or more.
fn chart(currency: Currency, line: &BacktestLine) -> String {
    let (Some(first), Some(last)) = (line.rows.first(), line.rows.last()) else {
        return String::new();
    };
    let years: Vec<i32> = (first.year()..=last.year()).collect();
    let by_year = |value: fn(&BacktestRow) -> Option<f64>| -> Vec<f64> {
        let of = |year: &i32| {
            let mut rows = line.rows.iter().filter(|row| row.year() == *year);
            rows.find_map(value).unwrap_or(f64::NAN)
        };
        years.iter().map(of).collect()
    };
    let (modelled, reported) = (by_year(|row| row.modelled), by_year(|row| row.reported));
    let all = || modelled.iter().chain(&reported).copied().filter(|value| value.is_finite());
    let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    if years.len() < 2 || high <= low {
        return String::new();
    }
    let names: Vec<String> = years.iter().map(i32::to_string).collect();
    let x_labels = indexed(&names);
    let series = [
        ChartSeries { name: "modelled", values: &modelled, mark: 1, ..ChartSeries::default() },
        ChartSeries { name: "reported", values: &reported, mark: 2, ..ChartSeries::default() },
    ];
    let unit = currency.of(line.measure.unit());
    format!("\n{}", curve(&series, &x_labels, (low, high), unit))
}

/// The command line's JSON.
pub fn json(preset: &Preset, backtest: &Backtest) -> Value {
    let rows: Vec<Value> = rows(backtest).map(row_json).collect();
    flagged(json!({ "preset": preset.name, "rows": rows }), backtest.margin_capped)
}

fn rows(backtest: &Backtest) -> impl Iterator<Item = &BacktestRow> {
    backtest.lines.iter().flat_map(|line| &line.rows)
}

/// The finite ends of a row's bound.
fn ends(row: &BacktestRow) -> [Option<f64>; 2] {
    let (low, high) = row.bound.map_or((f64::NEG_INFINITY, f64::INFINITY), Bound::ends);
    [low, high].map(|end| Some(end).filter(|end| end.is_finite()))
}

fn row_json(row: &BacktestRow) -> Value {
    let [low, high] = ends(row);
    json!({
        "year": row.year(),
        "measure": row.measure.name(),
        "scenario": row.scenario.id(),
        "kind": row.kind.map(ClaimKind::id),
        "modelled": row.modelled,
        "reported": row.reported,
        "low": low,
        "high": high,
        "error": row.error(),
        "holds": row.holds,
    })
}

/// A row for each figure of a year.
pub fn table(preset: &Preset, backtest: &Backtest) -> Table {
    let rows = rows(backtest).map(|row| {
        let unit = preset.shown(row.measure.unit());
        let figure = |value| Cell::figure(unit, value);
        let [low, high] = ends(row);
        let word = |holds: bool| Cell::named(holds.to_string(), if holds { "yes" } else { "no" });
        [
            Cell::count(row.year().into()),
            Cell::named(row.measure.name(), row.measure.label_without_year()),
            Cell::text(row.scenario.id()),
            Cell::or_blank(row.kind, |kind| Cell::text(kind.id())),
            Cell::or_absent(row.modelled, figure),
            Cell::or_blank(row.reported, figure),
            Cell::or_blank(low, figure),
            Cell::or_blank(high, figure),
            Cell::or_blank(row.error(), |error| Cell::share(error, format::figure)),
            Cell::or_blank(row.holds, word),
        ]
    });
    let columns = [
        "year", "measure", "scenario", "kind", "modelled", "reported", "low", "high", "error",
        "holds",
    ];
    Table::new("", columns).read_by(Readers::Programs, &["low", "high"]).with_rows(rows)
}
