//! The table of each screen.

use super::Cell;
use crate::model::{Input, Metric, Scenario, Series, Unit};
use crate::report::paybacks::SideBySide;
use crate::report::{attribution, claims, comparison, grid, risk, solve};
use crate::session::{DriversView, Row, Screen, Session};
use crate::view::format;
use crate::view::words::input_label;

/// The table of the screen that a session is on: a head, then rows. Where the screen waits for an
/// answer, there is only a head.
pub(super) fn of(session: &Session) -> Vec<Vec<Cell>> {
    match session.screen {
        Screen::Explore => explore(session),
        Screen::Drivers => match session.screens.drivers.view {
            DriversView::Attribution => attribution_table(session),
            _ => drivers(session),
        },
        Screen::Grid => session.answers.grid.as_deref().map_or_else(
            || vec![texts(["input", "input", "figure"])],
            |answer| of_csv(grid::csv(answer)),
        ),
        Screen::Risk => session.answers.risk.as_deref().map_or_else(
            || vec![texts(["kind", "name", "unit"])],
            |answer| of_csv(risk::csv(&answer.result)),
        ),
        Screen::Cash => cash(session),
        Screen::Claims => of_csv(claims::csv(&[claims::CheckedPreset::new(&session.preset)])),
        Screen::Numbers => numbers(session),
        Screen::Compare => session.screens.compare.comparison.as_ref().map_or_else(
            || vec![texts(["kind", "name", "a", "b", "unit"])],
            |answer| of_csv(comparison::csv(answer)),
        ),
        Screen::Paybacks => of_csv(SideBySide::new(&session.preset).csv()),
        Screen::Solve => session.answers.solve.as_deref().map_or_else(
            || vec![texts(["input", "unit", "found", "value"])],
            |(drivers, _)| of_csv(solve::drivers_csv(drivers)),
        ),
        Screen::Explain => explain(session),
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn texts<const N: usize>(words: [&str; N]) -> Vec<Cell> {
    words.map(text).into()
}

/// A figure; an empty cell where there is none.
fn figure(unit: Unit, value: Option<f64>) -> Cell {
    value.map_or_else(|| text(""), |value| Cell::Number(value, format::figure(unit, value)))
}

fn setting(unit: Unit, value: Option<f64>) -> Cell {
    value.map_or_else(|| text(""), |value| Cell::Number(value, format::setting(unit, value)))
}

/// A CSV table's cells; what reads as a number is one. A year is known by its column's head or by
/// its row's unit, and has no thousands.
fn of_csv(table: Result<String, csv::Error>) -> Vec<Vec<Cell>> {
    let table = table.unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let is_year = |record: &csv::StringRecord, column: usize| {
        let head = records.first().and_then(|head| head.get(column));
        head == Some("year") || record.iter().any(|field| field == "year")
    };
    let cell = |record: &csv::StringRecord, column: usize, field: &str| match field
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite())
    {
        Some(year) if is_year(record, column) => Cell::Number(year, field.to_owned()),
        Some(value) => Cell::Number(value, format::trimmed(value, 3)),
        None => text(field),
    };
    let row = |record: &csv::StringRecord| {
        record.iter().enumerate().map(|(column, field)| cell(record, column, field)).collect()
    };
    records.iter().map(row).collect()
}

fn explore(session: &Session) -> Vec<Vec<Cell>> {
    let mut rows = vec![texts(["", "unit", "bear", "base", "bull"])];
    for input in Row::all(session.screens.explore.drawer).into_iter().filter_map(Row::input) {
        let unit = input.spec().unit;
        let values =
            Scenario::ALL.map(|scenario| setting(unit, session.preset.inputs.get(input, scenario)));
        rows.push([text(input_label(input)), text(unit.id())].into_iter().chain(values).collect());
    }
    for metric in Metric::ALL {
        let unit = metric.spec().unit;
        let values = Scenario::ALL.map(|scenario| {
            figure(unit, session.results.scenarios[scenario].outcome.metrics[metric])
        });
        let label = text(metric.spec().label);
        rows.push([label, text(unit.id())].into_iter().chain(values).collect());
    }
    rows
}

fn numbers(session: &Session) -> Vec<Vec<Cell>> {
    let mut rows = vec![texts(["number", "unit", "value"])];
    let sites = session.preset.inputs.programme.sites.len();
    for input in Row::numbers(sites).into_iter().filter_map(Row::input) {
        let unit = input.spec().unit;
        let value = setting(unit, session.preset.inputs.get(input, session.scenario));
        rows.push(vec![text(input_label(input)), text(unit.id()), value]);
    }
    rows
}

fn drivers(session: &Session) -> Vec<Vec<Cell>> {
    let mut rows = vec![texts([
        "input", "unit", "low", "high", "figure", "unit", "at low", "at high", "swing",
    ])];
    let Some(tornado) = &session.answers.drivers else { return rows };
    let spec = session.metric.spec();
    for bar in tornado.rows.iter().map(|row| &row.bar) {
        let unit = bar.input.spec().unit;
        rows.push(vec![
            text(input_label(bar.input)),
            text(unit.id()),
            setting(unit, Some(bar.low)),
            setting(unit, Some(bar.high)),
            text(spec.label),
            text(spec.unit.id()),
            figure(spec.unit, bar.at_low),
            figure(spec.unit, bar.at_high),
            figure(spec.unit, bar.swing),
        ]);
    }
    rows
}

/// From base to bull, then from bear to base.
fn attribution_table(session: &Session) -> Vec<Vec<Cell>> {
    let mut rows = vec![texts(["from", "to", "driver", "effect", "unit"])];
    let ways = session.answers.attribution.as_deref();
    for (way, (from, to)) in ways.into_iter().flatten().zip([("base", "bull"), ("bear", "base")]) {
        let Ok(way) = way else { continue };
        let table = of_csv(attribution::csv(way)).into_iter().skip(1);
        rows.extend(table.map(|row| [text(from), text(to)].into_iter().chain(row).collect()));
    }
    rows
}

/// Every series by year, of the chosen scenario or of all three.
fn cash(session: &Session) -> Vec<Vec<Cell>> {
    let head = ["scenario", "year"].into_iter().map(text);
    let series = Series::ALL.iter().map(|series| text(format!("{}, $bn", series.label())));
    let mut rows = vec![head.chain(series).collect::<Vec<_>>()];
    for scenario in Scenario::ALL {
        if scenario != session.scenario && !session.screens.cash.side_by_side {
            continue;
        }
        let annual = &session.results.scenarios[scenario].annual;
        for (index, year) in session.results.years().enumerate() {
            let values = Series::ALL.iter().map(|series| {
                let value = annual.years(*series)[index];
                Cell::Number(value, format::decimal(value, 2))
            });
            let year = Cell::Number(f64::from(year), year.to_string());
            rows.push([text(scenario.id()), year].into_iter().chain(values).collect());
        }
    }
    rows
}

/// The lines in sight, each with its depth in the derivation.
fn explain(session: &Session) -> Vec<Vec<Cell>> {
    let mut rows = vec![texts(["depth", "figure", "value", "unit"])];
    for line in session.screens.explain.lines() {
        let node = line.node;
        let value = match node.input {
            Some(Input::Driver(_) | Input::Indicator(_)) | None => figure(node.unit, node.value),
            Some(_) => setting(node.unit, node.value),
        };
        let depth = Cell::Number(line.depth as f64, line.depth.to_string());
        rows.push(vec![depth, text(node.label.clone()), value, text(node.unit.id())]);
    }
    rows
}
