//! Risk: a drawn summary, JSON, CSV.

use super::answer::{
    WIDTH, capped_note, cell, csv_table, drawn, flag_capped, head, paragraph, value,
};
use super::json::{number, object};
use super::table::Table;
use crate::analysis::risk::{
    BAND_PERCENTS, MetricRisk, PERCENTS, RiskResult, Shape, SobolIndices, SpreadResult, TargetRisk,
    YearBand, percent_id,
};
use crate::model::{Driver, Metric, Scenario, Unit};
use crate::preset::Preset;
use crate::view::format;
use crate::widgets::text::pad_left;
use crate::widgets::{Axes, Band as Fan, BandChart, Glyphs, Series, nice_ticks};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Rows of the fan of cumulative cash.
const FAN_ROWS: u16 = 14;

/// Rows of a histogram.
const BARS: usize = 15;

/// Columns of a histogram's longest bar.
const LONGEST: f64 = 46.0;

/// A simulation's answer, as it was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// What it says.
    pub result: &'a RiskResult,
    /// How many draws were asked for.
    pub asked: usize,
    /// Whether all of them were made.
    pub complete: bool,
    /// Where the spread of metrics comes from, if that was asked for.
    pub spreads: &'a [(Metric, SpreadResult)],
    /// How long it took.
    pub elapsed: Duration,
}

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
    out += &odds(&result.targets);
    out += &fan(preset, result);
    for (metric, spread) in answered.spreads {
        out += &spread_words(*metric, spread);
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
    if !answered.complete {
        let asked = format::decimal(answered.asked as f64, 0);
        words += &format!(" Stopped early: {asked} were asked for.");
    }
    words
}

/// A line for each metric: its figures, then where the scenarios lie among them.
fn figures(preset: &Preset, result: &RiskResult) -> String {
    let mut table = Table::new();
    let mut places = Table::new();
    table.row(["", "mean", "sd", "P5", "P25", "P50", "P75", "P95"]);
    places.title("Where the scenarios' own values lie: the percentile of each, and its value");
    places.row(["", "bear", "base", "bull", "has a value"]);
    for risk in &result.metrics {
        let unit = risk.metric.spec().unit;
        let bare = |figure: Option<f64>, none: &str| {
            figure.map_or_else(|| none.to_owned(), |figure| format::bare_figure(unit, figure))
        };
        let moment = |figure: Option<f64>| bare(figure.filter(|_| !risk.is_singular), "–");
        let percentile = |index: usize| bare(risk.percentiles[index], lacking(risk.metric));
        let shown = match unit {
            Unit::Share | Unit::PerYear => "%",
            Unit::Years => "years",
            unit => unit.id(),
        };
        table.row([
            format!("{}, {shown}", risk.metric.spec().label),
            moment(risk.mean),
            moment(risk.deviation),
            percentile(0),
            percentile(2),
            percentile(3),
            percentile(4),
            percentile(6),
        ]);
        let place = |scenario: Scenario| {
            let own = match (risk.own[scenario], risk.metric.spec().unit) {
                // The metric's name says already that it is a year's.
                (Some(own), Unit::BillionsPerYear) => format::figure(Unit::Billions, own),
                (own, _) => value(preset, risk.metric, own),
            };
            risk.ranks[scenario]
                .map_or_else(|| own.clone(), |rank| format!("{} {own}", format::percentile(rank)))
        };
        places.row([
            risk.metric.spec().label.to_owned(),
            place(Scenario::Bear),
            place(Scenario::Base),
            place(Scenario::Bull),
            format::odds(risk.defined),
        ]);
    }
    format!("\n{}{}{}", table.text(28, 5), figures_note(&result.metrics), places.text(19, 8))
}

/// A percentile that has no value: never, or none of the draws has one.
const fn lacking(metric: Metric) -> &'static str {
    if metric.absent_is_latest() { "never" } else { "–" }
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

/// The first metric's histogram, bars to the right, the scenarios beside theirs.
fn histogram(preset: &Preset, risk: &MetricRisk) -> String {
    let histogram = &risk.histogram;
    let each = histogram.counts.len() / BARS;
    let bars: Vec<u64> = histogram.counts.chunks(each).map(|bars| bars.iter().sum()).collect();
    // Never is a bar of its own; what other metrics lack is left out.
    let is_bar = risk.metric.absent_is_latest() && histogram.absent > 0;
    let never = if is_bar { histogram.absent } else { 0 };
    let most = bars.iter().copied().max().unwrap_or(0).max(never).max(1) as f64;
    let width = (histogram.high - histogram.low) / BARS as f64;
    let unit = risk.metric.spec().unit;
    let all = histogram.present() + never;
    if histogram.present() == 0 {
        let none = value(preset, risk.metric, None);
        return format!("\n{} has no value in any draw: {none}.\n", risk.metric.spec().label);
    }
    let mut out = format!("\n{}\n", risk.metric.spec().label);
    let mut table = Vec::new();
    for (bar, count) in bars.iter().enumerate() {
        let from = histogram.low + width * bar as f64;
        let is_last = bar + 1 == bars.len();
        let here: Vec<&str> = Scenario::ALL
            .into_iter()
            .filter(|scenario| {
                risk.own[*scenario].is_some_and(|own| {
                    own >= from && (own < from + width || (is_last && own <= from + width * 1.001))
                })
            })
            .map(Scenario::id)
            .collect();
        let share = *count as f64 / all as f64;
        let eighths = *count as f64 / most * LONGEST;
        table.push((from, eighths, share, here.join(" ")));
    }
    let mut labels: Vec<String> =
        table.iter().map(|row| format::short_setting(unit, row.0)).collect();
    if is_bar {
        let none = |scenario: &Scenario| risk.own[*scenario].is_none();
        let here: Vec<&str> = Scenario::ALL.into_iter().filter(none).map(Scenario::id).collect();
        let share = never as f64 / all as f64;
        table.push((f64::INFINITY, never as f64 / most * LONGEST, share, here.join(" ")));
        labels.push(lacking(risk.metric).to_owned());
    }
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    for ((_, length, share, here), label) in table.iter().zip(&labels) {
        let line = format!(
            "{}  {} {} {here}",
            pad_left(label, widest),
            bar(*length),
            format::odds(*share)
        );
        out += line.trim_end();
        out.push('\n');
    }
    let beyond = (histogram.beyond.0 + histogram.beyond.1) as f64 / all as f64;
    if beyond > 0.0 {
        out += &format!("{:widest$}  {} lie beyond these ends.\n", "", format::odds(beyond));
    }
    if !is_bar && histogram.absent > 0 {
        let share = histogram.absent as f64 / (histogram.absent + histogram.present()) as f64;
        out += &format!(
            "{:widest$}  {} of the draws have none and are left out.\n",
            "",
            format::odds(share)
        );
    }
    out
}

/// A bar of so many columns, to an eighth of one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to LONGEST columns")]
fn bar(length: f64) -> String {
    let eighths = (length * 8.0).round() as usize;
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + part
}

/// The odds of each target.
fn odds(targets: &[TargetRisk]) -> String {
    if targets.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.title("Odds of each target, with the standard error");
    for risk in targets {
        let target = &risk.target;
        let unit = target.metric.spec().unit;
        table.row([
            format!(
                "{} {} {}",
                target.metric.spec().label,
                target.relation.shown(),
                format::setting(unit, target.bound)
            ),
            format::odds(risk.probability),
            format!("±{} %", format::decimal(risk.standard_error * 100.0, 2)),
            lacking_share(target.metric, risk.defined),
        ]);
    }
    let mut out = table.text(30, 6);
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

/// Cumulative cash by year: the bands and the median, with the three scenarios' years beside them.
fn fan(preset: &Preset, result: &RiskResult) -> String {
    let bands = &result.cumulative_fcf;
    if bands.len() < 2 {
        return String::new();
    }
    let row =
        |index: usize| -> Vec<f64> { bands.iter().map(|band| band.percentiles[index]).collect() };
    let [p5, p25, p50, p75, p95] = [0, 1, 2, 3, 4].map(row);
    let ends =
        |values: &[f64], choose: fn(f64, f64) -> f64| values.iter().copied().fold(0.0, choose);
    let (low, high) = (ends(&p5, f64::min), ends(&p95, f64::max));
    let ticks = nice_ticks(low, high, 5);
    let words: Vec<String> = ticks
        .iter()
        .map(|tick| pad_left(&format::short_setting(Unit::Billions, *tick), 9))
        .collect();
    let y_labels: Vec<(f64, &str)> =
        ticks.into_iter().zip(words.iter().map(String::as_str)).collect();
    let years: Vec<String> = bands.iter().map(|band| band.year.to_string()).collect();
    let x_labels: Vec<(usize, &str)> = years.iter().map(String::as_str).enumerate().collect();
    let chart = BandChart {
        outer: Fan { low: &p5, high: &p95 },
        inner: Fan { low: &p25, high: &p75 },
        median: &p50,
        lines: &[] as &[Series],
        axes: Axes {
            scale: Some((low, high)),
            x_labels: &x_labels,
            y_labels: &y_labels,
            ..Axes::default()
        },
        paint: Glyphs::PICTURE.into(),
    };
    let mut table = Table::new();
    table.title("By year, $bn");
    table.row(["", "P5", "P25", "P50", "P75", "P95", "income P5", "P50", "P95"]);
    for (cash, income) in bands.iter().zip(&result.operating_income) {
        let bare = |value: f64| format::bare_figure(Unit::Billions, value);
        let mut cells = vec![cash.year.to_string()];
        cells.extend(cash.percentiles.map(bare));
        cells.extend([0, 2, 4].map(|index| bare(income.percentiles[index])));
        table.row(cells);
    }
    let horizon = preset.inputs.programme.horizon.name();
    format!(
        "\nCumulative cash to {horizon}: P5 to P95, P25 to P75, median\n{}{}",
        drawn(chart, WIDTH, FAN_ROWS),
        table.text(6, 6)
    )
}

/// Where a metric's spread comes from, the greatest share first, or why that can't be said.
fn spread_words(metric: Metric, spread: &SpreadResult) -> String {
    let rows = match spread {
        Err(why) => return format!("\n{}", paragraph(&format!("{why}."), "")),
        Ok(rows) => rows,
    };
    let mut rows = rows.clone();
    rows.sort_by(|a, b| b.1.total.total_cmp(&a.1.total));
    let mut table = Table::new();
    table.title(&format!("Where the spread of {} comes from", metric.spec().label));
    table.row(["", "alone", "with others"]);
    for (driver, shares) in rows {
        table.row([
            driver.spec().label.to_owned(),
            format::odds(shares.first),
            format::odds(shares.total),
        ]);
    }
    table.text(19, 8)
}

/// The command line's JSON.
pub fn json(answered: &Answered) -> Value {
    let result = answered.result;
    let metric = |risk: &MetricRisk| {
        let mut fields =
            vec![("mean".to_owned(), number(risk.mean)), ("sd".to_owned(), number(risk.deviation))];
        for (index, percent) in PERCENTS.into_iter().enumerate() {
            fields.push((percent_id(percent), number(risk.percentiles[index])));
        }
        fields.push(("defined".to_owned(), number(Some(risk.defined))));
        let ranks = risk.ranks.iter().map(|(scenario, rank)| (scenario.id(), number(*rank)));
        fields.push(("scenarios".to_owned(), object(ranks)));
        (risk.metric.id(), object(fields))
    };
    let target = |risk: &TargetRisk| {
        json!({
            "target": risk.target.to_string(),
            "probability": number(Some(risk.probability)),
            "standard_error": number(Some(risk.standard_error)),
            "defined": number(Some(risk.defined)),
        })
    };
    let mut value = json!({
        "draws": result.draws,
        "seed": result.seed,
        "metrics": object(result.metrics.iter().map(metric)),
        "targets": result.targets.iter().map(target).collect::<Vec<_>>(),
        "bands": {
            "operating_income": bands(&result.operating_income),
            "cumulative_fcf": bands(&result.cumulative_fcf),
        },
        "elapsed_seconds": number(Some(answered.elapsed.as_secs_f64())),
    });
    flag_capped(&mut value, result.margin_capped);
    if let Some(fields) = value.as_object_mut() {
        if !answered.complete {
            Map::insert(fields, "interrupted".to_owned(), Value::Bool(true));
        }
        if !answered.spreads.is_empty() {
            let spreads = answered.spreads.iter().map(|(metric, spread)| {
                let rows = spread.as_ref().map_or(Value::Null, |rows| spread_json(rows));
                (metric.id(), rows)
            });
            Map::insert(fields, "spread".to_owned(), object(spreads));
        }
    }
    value
}

fn spread_json(rows: &[(Driver, SobolIndices)]) -> Value {
    object(rows.iter().map(|(driver, shares)| {
        let shares = [("first", number(Some(shares.first))), ("total", number(Some(shares.total)))];
        (driver.id(), object(shares))
    }))
}

fn bands(bands: &[YearBand]) -> Value {
    let row = |band: &YearBand| {
        let percentiles = BAND_PERCENTS.into_iter().zip(band.percentiles);
        let fields = percentiles.map(|(percent, value)| (percent_id(percent), number(Some(value))));
        object(std::iter::once(("year".to_owned(), json!(band.year))).chain(fields))
    };
    bands.iter().map(row).collect()
}

/// A row for each metric, target and year; cells that a kind doesn't have are empty.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(result: &RiskResult) -> Result<String, csv::Error> {
    const COLUMNS: [&str; 19] = [
        "kind",
        "name",
        "unit",
        "year",
        "mean",
        "sd",
        "p5",
        "p10",
        "p25",
        "p50",
        "p75",
        "p90",
        "p95",
        "defined",
        "bear",
        "base",
        "bull",
        "probability",
        "standard_error",
    ];
    let row = |cells: &[(&str, String)]| -> Vec<String> {
        let cell = |column: &str| cells.iter().find(|(name, _)| *name == column);
        COLUMNS
            .map(|column| cell(column).map_or_else(String::new, |(_, cell)| cell.clone()))
            .to_vec()
    };
    let mut rows = Vec::new();
    for risk in &result.metrics {
        let unit = risk.metric.spec().unit.id();
        let mut cells = vec![
            ("kind", "metric".to_owned()),
            ("name", risk.metric.id().to_owned()),
            ("unit", unit.to_owned()),
            ("mean", cell(risk.mean)),
            ("sd", cell(risk.deviation)),
            ("defined", risk.defined.to_string()),
        ];
        for (column, index) in COLUMNS[6..13].iter().zip(0..) {
            let found: Option<f64> = risk.percentiles[index];
            cells.push((column, cell(found)));
        }
        cells.extend(risk.ranks.iter().map(|(scenario, rank)| (scenario.id(), cell(*rank))));
        rows.push(row(&cells));
    }
    for risk in &result.targets {
        rows.push(row(&[
            ("kind", "target".to_owned()),
            ("name", risk.target.to_string()),
            ("probability", risk.probability.to_string()),
            ("standard_error", risk.standard_error.to_string()),
            ("defined", risk.defined.to_string()),
        ]));
    }
    let series = [
        ("operating_income", &result.operating_income),
        ("cumulative_fcf", &result.cumulative_fcf),
    ];
    for (name, bands) in series {
        for band in bands {
            let mut cells = vec![
                ("kind", "band".to_owned()),
                ("name", name.to_owned()),
                ("unit", Unit::Billions.id().to_owned()),
                ("year", band.year.to_string()),
            ];
            let columns = ["p5", "p25", "p50", "p75", "p95"];
            let percentiles = columns.into_iter().zip(band.percentiles);
            cells.extend(percentiles.map(|(column, value)| (column, value.to_string())));
            rows.push(row(&cells));
        }
    }
    csv_table(COLUMNS, rows)
}
