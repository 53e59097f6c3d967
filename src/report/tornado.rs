//! Tornado and spider: as drawn bars and curves with a table, as JSON, as a table.

use super::answer::{WIDTH, capped_note, cell, drawn, figure_of, head, paragraph, setting, value};
use super::json::flagged;
use super::response::curve;
use super::table::{Cell, Column, Readers, Table, text};
use crate::analysis::{Tornado, TornadoRow};
use crate::model::Metric;
use crate::preset::{Preset, ShownUnit};
use crate::view::format;
use crate::view::words::input_label;
use crate::widgets::{ChartSeries, Glyphs, TornadoBars, TornadoChart};
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
            Some(at) if !moving.is_empty() => out += &drawn_bars(preset, *metric, *at, &moving),
            Some(_) => {}
            None => out += "Without a figure to start from there are no bars to draw.\n",
        }
    }
    if !moving.is_empty() {
        let table = bars_table(preset, *metric, moving.iter().copied(), format::narrow_setting);
        out += "\n";
        out += &text::aligned(&[table], 18, 8);
    }
    if moving.iter().any(|row| !row.bar.monotonic) {
        out += "\n↕ turns around, or has no value, on the way: the ends don't tell all of it.\n";
    }
    let none = format!("Over all of their ranges {}", value(preset, *metric, None));
    for (rows, what) in [(still, "No effect"), (without, none.as_str())] {
        if !rows.is_empty() {
            let names: Vec<String> =
                rows.iter().map(|row| input_label(preset.money(), row.bar.input)).collect();
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

fn drawn_bars(preset: &Preset, metric: Metric, centre: f64, rows: &[&TornadoRow]) -> String {
    let none = format!("{} at either end", value(preset, metric, None));
    let figure = |at: Option<f64>| value(preset, metric, at).into();
    let drawn_rows: Vec<TornadoBars> = rows
        .iter()
        .map(|row| TornadoBars {
            labels: vec![input_label(preset.money(), row.bar.input).into()],
            low: row.bar.at_low,
            high: row.bar.at_high,
            low_text: figure(row.bar.at_low),
            high_text: figure(row.bar.at_high),
            turning: !row.bar.monotonic,
        })
        .collect();
    let tornado = TornadoChart {
        rows: &drawn_rows,
        centre,
        legend: ("at the input's low end", "at its high end"),
        none: &none,
        none_is_right: metric.absent_is_latest(),
        paint: (&Glyphs::PICTURE).into(),
        ..TornadoChart::default()
    };
    drawn(tornado, WIDTH, u16::try_from(rows.len() + 1).unwrap_or(u16::MAX))
}

/// A row for each input; people read its ends as `setting` writes them.
fn bars_table<'a>(
    preset: &Preset,
    metric: Metric,
    rows: impl IntoIterator<Item = &'a TornadoRow>,
    setting: fn(ShownUnit, f64) -> String,
) -> Table {
    let unit_of_metric = preset.shown(metric.spec().unit);
    let rows = rows.into_iter().map(|TornadoRow { bar, .. }| {
        let unit = preset.shown(bar.input.spec().unit);
        let end = |value| Cell::Figure { value, unit, shown: setting };
        let swing = |value| Cell::Figure { value, unit: unit_of_metric, shown: format::change };
        [
            Cell::input(unit.currency, bar.input),
            Cell::unit(unit),
            end(bar.low),
            end(bar.high),
            Cell::metric(metric),
            Cell::unit(unit_of_metric),
            cell(preset, metric, bar.at_low),
            cell(preset, metric, bar.at_high),
            Cell::or_absent(bar.swing, swing),
            Cell::text(bar.monotonic.to_string()),
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
    let table = Table::new("", columns).called(&[("input", "Input")]);
    table.read_by(Readers::Programs, &["metric", "monotonic"]).with_rows(rows)
}

/// A row for each input.
pub fn bars(preset: &Preset, tornado: &Tornado) -> Table {
    bars_table(preset, tornado.metric, &tornado.rows, format::setting)
}

/// A row for each input; of a spider, for each of its points.
pub fn table(preset: &Preset, tornado: &Tornado) -> Table {
    let Tornado { metric, rows, .. } = tornado;
    if rows.iter().all(|row| row.points.is_empty()) {
        return bars(preset, tornado);
    }
    let points = rows.iter().flat_map(|row| {
        let (input, unit) = (row.bar.input, preset.shown(row.bar.input.spec().unit));
        row.points.iter().map(move |(at, figure)| {
            [
                Cell::input(unit.currency, input),
                Cell::unit(unit),
                Cell::setting(unit, *at),
                cell(preset, *metric, *figure),
                Cell::unit(preset.shown(metric.spec().unit)),
            ]
        })
    });
    let columns = ["input", "unit", "value"].map(Column::from).into_iter();
    let columns = columns.chain([Column::from(*metric), Column::from("metric_unit")]);
    Table::new("", columns).with_rows(points)
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
            row.points.iter().map(|point| setting(preset, row.bar.input, point.0)).collect();
        let last = values.len() - 1;
        let x_labels = [0, last / 2, last].map(|index| (index as f64, names[index].as_str()));
        out += &format!("\n{}\n", input_label(preset.money(), row.bar.input));
        out += &curve(
            &[ChartSeries { values: &values, ..ChartSeries::default() }],
            &x_labels,
            (low, high),
            preset.shown(metric.spec().unit),
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
        let mut fields = json!({
            "input": bar.input.to_string(),
            "low": bar.low,
            "high": bar.high,
            "at_low": bar.at_low,
            "at_high": bar.at_high,
            "swing": bar.swing,
            "monotonic": bar.monotonic,
        });
        if !row.points.is_empty() {
            fields["points"] = json!(row.points);
        }
        fields
    };
    let answer = json!({
        "metric": tornado.metric.id(),
        "scenario": tornado.scenario.id(),
        "at": tornado.at,
        "rows": tornado.rows.iter().map(row).collect::<Vec<_>>(),
    });
    flagged(answer, tornado.margin_capped)
}
