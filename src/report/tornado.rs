//! Tornado and spider: as drawn bars and curves with a table, as JSON, as CSV.

use super::answer::{
    WIDTH, capped_note, cell, csv_table, drawn, figure_of, flag_capped, head, label, paragraph,
    setting, value,
};
use super::json::{number, object};
use super::response::curve;
use super::table::Table;
use crate::analysis::{Tornado, TornadoRow};
use crate::model::Metric;
use crate::preset::Preset;
use crate::view::format;
use crate::widgets::{self, Glyphs, Series};
use serde_json::{Value, json};

/// How many of a spider's curves are drawn, from the first row.
const CURVES: usize = 8;

/// The report's text: bars, the figures behind them, and a spider's curves where it has points.
pub fn text(preset: &Preset, tornado: &Tornado) -> String {
    let Tornado { metric, scenario, at, rows, margin_capped } = tornado;
    let mut out = head(
        preset,
        &format!(
            "{}: {}. One input at a time; the others stay as they are there.",
            figure_of(*metric, *scenario),
            value(preset, *metric, *at)
        ),
    );
    let (valued, without): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| at.is_some() || has_value(row));
    let (moving, still): (Vec<_>, Vec<_>) = valued.into_iter().partition(|row| moves(row));
    out.push('\n');
    if rows.is_empty() {
        out += "No driver differs between the scenarios; --pm 10% varies every input.\n";
    } else {
        match at {
            Some(at) if !moving.is_empty() => out += &bars(preset, *metric, *at, &moving),
            Some(_) => {}
            None => out += "Without a figure to start from there are no bars to draw.\n",
        }
    }
    if !moving.is_empty() {
        out += &table(preset, *metric, &moving);
    }
    if moving.iter().any(|row| !row.bar.monotonic) {
        out += "\n↕ turns around, or has no value, on the way: the ends don't tell all of it.\n";
    }
    let none = format!("Over all of their ranges {}", value(preset, *metric, None));
    for (rows, what) in [(still, "No effect"), (without, none.as_str())] {
        if !rows.is_empty() {
            let names: Vec<String> = rows.iter().map(|row| label(row.bar.input)).collect();
            out.push('\n');
            out += &paragraph(&format!("{what}: {}.", names.join(", ")), "");
        }
    }
    out += &curves(preset, *metric, &moving);
    out + capped_note(*margin_capped)
}

/// Swings below this share of the figures are rounding.
const ROUNDING: f64 = 1e-9;

/// Whether the metric has a value somewhere on an input's range.
fn has_value(row: &TornadoRow) -> bool {
    let bar = &row.bar;
    !bar.monotonic || bar.at_low.is_some() || bar.at_high.is_some()
}

/// Whether an input has any effect over its range.
fn moves(row: &TornadoRow) -> bool {
    let bar = &row.bar;
    let size = |figure: Option<f64>| figure.unwrap_or_default().abs();
    let rounding = ROUNDING * size(bar.at_low).max(size(bar.at_high));
    !bar.monotonic || bar.swing.is_none_or(|swing| swing.abs() > rounding)
}

fn bars(preset: &Preset, metric: Metric, centre: f64, rows: &[&TornadoRow]) -> String {
    let none = format!("{} at either end", value(preset, metric, None));
    let words: Vec<[String; 3]> = rows
        .iter()
        .map(|row| {
            let figure = |at: Option<f64>| value(preset, metric, at);
            [label(row.bar.input), figure(row.bar.at_low), figure(row.bar.at_high)]
        })
        .collect();
    let drawn_rows: Vec<widgets::TornadoRow> = rows
        .iter()
        .zip(&words)
        .map(|(row, [label, low_text, high_text])| widgets::TornadoRow {
            label,
            low: row.bar.at_low,
            high: row.bar.at_high,
            low_text,
            high_text,
            turning: !row.bar.monotonic,
            none: &none,
        })
        .collect();
    let tornado = widgets::Tornado {
        rows: &drawn_rows,
        centre,
        legend: Some(("at the input's low end", "at its high end")),
        selected: None,
        paint: Glyphs::PICTURE.into(),
    };
    drawn(tornado, WIDTH, u16::try_from(rows.len() + 1).unwrap_or(u16::MAX))
}

fn table(preset: &Preset, metric: Metric, rows: &[&TornadoRow]) -> String {
    let mut table = Table::new();
    table.title("");
    table.row(["Input", "low", "high", "at low", "at high", "swing"]);
    for row in rows {
        let bar = &row.bar;
        let swing = bar.swing.map(|swing| format::change(metric.spec().unit, swing));
        table.row([
            label(bar.input),
            format::narrow_setting(bar.input.spec().unit, bar.low),
            format::narrow_setting(bar.input.spec().unit, bar.high),
            value(preset, metric, bar.at_low),
            value(preset, metric, bar.at_high),
            swing.unwrap_or_else(|| "n/a".to_owned()),
        ]);
    }
    table.text(18, 8).replacen("\n\n", "\n", 1)
}

/// A spider's curves, each over its own range, all on one scale; nothing for a tornado.
fn curves(preset: &Preset, metric: Metric, rows: &[&TornadoRow]) -> String {
    let with_points: Vec<_> = rows.iter().filter(|row| !row.points.is_empty()).collect();
    let figures = with_points.iter().flat_map(|row| row.points.iter().filter_map(|point| point.1));
    let (low, high) = figures.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| {
        (low.min(figure), high.max(figure))
    });
    if low > high {
        return String::new();
    }
    let mut out = format!("\n{} over each input's range, on one scale\n", metric.spec().label);
    for row in with_points.iter().take(CURVES) {
        let values: Vec<f64> = row.points.iter().map(|point| point.1.unwrap_or(f64::NAN)).collect();
        let names: Vec<String> =
            row.points.iter().map(|point| setting(row.bar.input, point.0)).collect();
        let last = values.len() - 1;
        let x_labels = [0, last / 2, last].map(|index| (index, names[index].as_str()));
        out += &format!("\n{}\n", label(row.bar.input));
        out += &curve(
            &[Series { values: &values, ..Series::default() }],
            &x_labels,
            (low, high),
            metric.spec().unit,
        );
    }
    if with_points.len() > CURVES {
        let rest = with_points.len() - CURVES;
        out += &paragraph(
            &format!("\n{rest} more inputs matter less; --format json has their points."),
            "",
        );
    }
    let gaps = with_points.iter().any(|row| row.points.iter().any(|point| point.1.is_none()));
    if gaps {
        out += &format!("\nWhere a curve is missing: {}.\n", value(preset, metric, None));
    }
    out
}

/// The command line's JSON.
pub fn json(tornado: &Tornado) -> Value {
    let row = |row: &TornadoRow| {
        let bar = &row.bar;
        let mut fields = vec![
            ("input", json!(bar.input.to_string())),
            ("low", number(Some(bar.low))),
            ("high", number(Some(bar.high))),
            ("at_low", number(bar.at_low)),
            ("at_high", number(bar.at_high)),
            ("swing", number(bar.swing)),
            ("monotonic", json!(bar.monotonic)),
        ];
        if !row.points.is_empty() {
            let point =
                |(at, figure): &(f64, Option<f64>)| json!([number(Some(*at)), number(*figure)]);
            fields.push(("points", row.points.iter().map(point).collect()));
        }
        object(fields)
    };
    let mut value = json!({
        "metric": tornado.metric.id(),
        "scenario": tornado.scenario.id(),
        "at": number(tornado.at),
        "rows": tornado.rows.iter().map(row).collect::<Vec<_>>(),
    });
    flag_capped(&mut value, tornado.margin_capped);
    value
}

/// A row for each input; of a spider, for each of its points.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(tornado: &Tornado) -> Result<String, csv::Error> {
    let metric = tornado.metric;
    if tornado.rows.iter().any(|row| !row.points.is_empty()) {
        let rows = tornado.rows.iter().flat_map(|row| {
            let (name, unit) = (row.bar.input.to_string(), row.bar.input.spec().unit.id());
            row.points.iter().map(move |(at, figure)| {
                vec![name.clone(), unit.to_owned(), at.to_string(), cell(*figure)]
            })
        });
        return csv_table(["input", "unit", "value", metric.id()], rows);
    }
    let rows = tornado.rows.iter().map(|row| {
        let bar = &row.bar;
        vec![
            bar.input.to_string(),
            bar.input.spec().unit.id().to_owned(),
            bar.low.to_string(),
            bar.high.to_string(),
            metric.id().to_owned(),
            metric.spec().unit.id().to_owned(),
            cell(bar.at_low),
            cell(bar.at_high),
            cell(bar.swing),
            bar.monotonic.to_string(),
        ]
    });
    let columns = [
        "input",
        "unit",
        "low",
        "high",
        "metric",
        "metric_unit",
        "at_low",
        "at_high",
        "swing",
        "monotonic",
    ];
    csv_table(columns, rows)
}
