//! Risk: as a report to read, as JSON, as tables.

mod drawn;
pub mod text;

use super::answer::cell;
use super::json::{flagged, object};
use super::table::{Cell, Readers, Table};
use crate::analysis::risk::{
    BAND_PERCENTS, MetricRisk, MetricSpread, PERCENTS, RiskResult, ShapleyEffect, SobolIndices,
    SpreadShares, Target, TargetRisk, YearBand, percent_id,
};
use crate::model::{Driver, Input, Series, Unit};
use crate::preset::Preset;
use crate::view::format;
use serde_json::{Value, json};
use std::time::Duration;

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
    pub spreads: &'a [MetricSpread],
    /// How long it took.
    pub elapsed: Duration,
}

impl Answered<'_> {
    /// Whether there are fewer draws than were asked for, since memory was short.
    fn is_short(&self) -> bool {
        self.result.short_of_memory && self.result.draws < self.asked
    }
}

/// The command line's JSON.
pub fn json(answered: &Answered) -> Value {
    let result = answered.result;
    let metric = |risk: &MetricRisk| {
        let mut fields = json!({ "mean": risk.mean, "sd": risk.deviation });
        for (percent, value) in PERCENTS.into_iter().zip(&risk.percentiles) {
            fields[percent_id(percent)] = json!(value);
        }
        fields["defined"] = json!(risk.defined);
        let ranks = risk.ranks.iter().map(|(scenario, rank)| (scenario.id(), json!(*rank)));
        fields["scenarios"] = object(ranks);
        (risk.metric.id(), fields)
    };
    let target = |risk: &TargetRisk| {
        json!({
            "target": risk.target.to_string(),
            "probability": risk.probability,
            "standard_error": risk.standard_error,
            "defined": risk.defined,
        })
    };
    let answer = json!({
        "draws": result.draws,
        "seed": result.seed,
        "metrics": object(result.metrics.iter().map(metric)),
        "targets": result.targets.iter().map(target).collect::<Vec<_>>(),
        "bands": {
            "operating_income": bands(&result.operating_income),
            "cumulative_fcf": bands(&result.cumulative_fcf),
        },
        "elapsed_seconds": answered.elapsed.as_secs_f64(),
    });
    let mut answer = flagged(answer, result.margin_capped);
    if !answered.complete {
        answer["interrupted"] = true.into();
    }
    if answered.is_short() {
        answer["short_of_memory"] = true.into();
    }
    if !answered.spreads.is_empty() {
        let of_metric = |spread: &MetricSpread| (spread.metric.id(), shares(&spread.shares));
        answer["spread"] = object(answered.spreads.iter().map(of_metric));
    }
    answer
}

/// The shares of a metric's variance.
fn shares(shares: &SpreadShares) -> Value {
    let (method, rows): (_, Vec<Value>) = match shares {
        SpreadShares::Sobol(rows) => {
            let row = |(driver, of): &(Driver, SobolIndices)| json!({ "driver": driver.id(), "first": of.first, "total": of.total });
            ("sobol", rows.iter().map(row).collect())
        }
        SpreadShares::Shapley(rows) => {
            let row = |(driver, of): &(Driver, ShapleyEffect)| {
                let error = of.standard_error;
                json!({ "driver": driver.id(), "effect": of.effect, "standard_error": error })
            };
            ("shapley", rows.iter().map(row).collect())
        }
    };
    json!({ "method": method, "rows": rows })
}

fn bands(bands: &[YearBand]) -> Value {
    let row = |band: &YearBand| {
        let mut fields = json!({ "year": band.year });
        for (percent, value) in BAND_PERCENTS.into_iter().zip(band.percentiles) {
            fields[percent_id(percent)] = json!(value);
        }
        fields
    };
    bands.iter().map(row).collect()
}

/// The percentiles' columns as people know them.
const PERCENTS_SHOWN: &[(&str, &str)] = &[
    ("p5", "P5"),
    ("p10", "P10"),
    ("p25", "P25"),
    ("p50", "P50"),
    ("p75", "P75"),
    ("p90", "P90"),
    ("p95", "P95"),
];

fn target_words(preset: &Preset, target: &Target) -> String {
    let spec = target.metric.spec();
    let bound = format::setting(preset.shown(spec.unit), target.bound);
    format!("{} {} {bound}", spec.label, target.relation.shown())
}

fn error_words(error: f64) -> String {
    format!("±{} %", format::decimal(error * 100.0, 2))
}

/// The figures: a row for each metric and each target.
pub fn figures(preset: &Preset, result: &RiskResult) -> Vec<Table> {
    vec![metrics_table(preset, result).without("year"), targets_table(preset, result)]
}

/// The bands: a row for each series and year.
pub fn bands_of(preset: &Preset, result: &RiskResult) -> Vec<Table> {
    vec![bands_table(preset, result).without("kind")]
}

/// Where the spread of metrics comes from: a row for each metric and driver.
pub fn spread_of(preset: &Preset, spreads: &[MetricSpread]) -> Vec<Table> {
    let share = |share: f64| Cell::share(share, format::figure);
    let rows = spreads.iter().flat_map(|spread| {
        let row = |method: &str, driver: &Driver, shares: [Cell; 4]| {
            let names = [
                Cell::metric(spread.metric),
                Cell::text(method),
                Cell::input(preset.money(), Input::Driver(*driver)),
            ];
            names.into_iter().chain(shares).collect::<Vec<_>>()
        };
        match &spread.shares {
            SpreadShares::Sobol(rows) => rows
                .iter()
                .map(|(driver, of)| {
                    let shares = [share(of.first), share(of.total), Cell::Blank, Cell::Blank];
                    row("sobol", driver, shares)
                })
                .collect::<Vec<_>>(),
            SpreadShares::Shapley(rows) => rows
                .iter()
                .map(|(driver, of)| {
                    let [effect, error] = [of.effect, of.standard_error].map(share);
                    row("shapley", driver, [Cell::Blank, Cell::Blank, effect, error])
                })
                .collect(),
        }
    });
    let columns = ["metric", "method", "driver", "first", "total", "effect", "standard_error"];
    vec![Table::new("", columns).with_rows(rows)]
}

/// A row for each metric, target and year.
pub fn tables(preset: &Preset, result: &RiskResult) -> [Table; 3] {
    [metrics_table(preset, result), targets_table(preset, result), bands_table(preset, result)]
}

fn metrics_table(preset: &Preset, result: &RiskResult) -> Table {
    let rows = result.metrics.iter().map(|risk| {
        let unit = preset.shown(risk.metric.spec().unit);
        // Near a denominator of zero they say nothing.
        let shown = if risk.is_singular { |_, _| "–".to_owned() } else { format::figure };
        let moment = |value| Cell::or_absent(value, |value| Cell::Figure { value, unit, shown });
        let names = [
            Cell::text("metric"),
            Cell::metric(risk.metric),
            Cell::unit(unit),
            Cell::Blank,
            moment(risk.mean),
            moment(risk.deviation),
        ];
        let percentiles = risk.percentiles.iter().map(|at| cell(preset, risk.metric, *at));
        let ranks = risk.ranks.iter().map(|(_, rank)| {
            Cell::or_absent(*rank, |value| Cell::Number { value, shown: format::percentile })
        });
        names.into_iter().chain(percentiles).chain([Cell::odds(risk.defined)]).chain(ranks)
    });
    let columns = [
        "kind", "name", "unit", "year", "mean", "sd", "p5", "p10", "p25", "p50", "p75", "p90",
        "p95", "defined", "bear", "base", "bull",
    ];
    let table = Table::new("", columns).read_by(Readers::Programs, &["kind", "year"]);
    table.called(&[("name", ""), ("defined", "has a value")]).called(PERCENTS_SHOWN).with_rows(rows)
}

fn targets_table(preset: &Preset, result: &RiskResult) -> Table {
    let rows = result.targets.iter().map(|risk| {
        let error = risk.standard_error;
        [
            Cell::text("target"),
            Cell::named(risk.target.to_string(), target_words(preset, &risk.target)),
            Cell::odds(risk.probability),
            Cell::share(error, |_, of| error_words(of)),
            Cell::odds(risk.defined),
        ]
    });
    let columns = ["kind", "name", "probability", "standard_error", "defined"];
    let table = Table::new("", columns).read_by(Readers::Programs, &["kind"]);
    let heads = [("name", "target"), ("probability", "odds"), ("defined", "has a value")];
    table.called(&heads).with_rows(rows)
}

fn bands_table(preset: &Preset, result: &RiskResult) -> Table {
    let bands = [
        (Series::OperatingIncome, &result.operating_income),
        (Series::CumulativeFcf, &result.cumulative_fcf),
    ];
    let unit = preset.shown(Unit::Billions);
    let rows = bands.into_iter().flat_map(|(series, bands)| {
        bands.iter().map(move |band| {
            let names = [
                Cell::text("band"),
                Cell::named(series.id(), series.label()),
                Cell::unit(unit),
                Cell::count(band.year.into()),
            ];
            let figures = band.percentiles.map(|value| Cell::figure(unit, value));
            names.into_iter().chain(figures)
        })
    });
    let columns = ["kind", "name", "unit", "year", "p5", "p25", "p50", "p75", "p95"];
    Table::new("", columns)
        .read_by(Readers::Programs, &["kind"])
        .called(PERCENTS_SHOWN)
        .with_rows(rows)
}
