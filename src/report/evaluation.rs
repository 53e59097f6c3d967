//! A preset's evaluation: as a report to read, as JSON, as tables.

mod sides;
mod text;

pub use sides::WEIGHTED;

use super::json::object;
use super::table::{Cell, Column, Readers, Table};
use crate::model::{
    Driver, Metric, Outcome, Plan, Scenario, Scenarios, Series, Timeline, Unit, Workspace, evaluate,
};
use crate::preset::Preset;
use serde_json::{Value, json};

/// A preset, evaluated.
pub struct Evaluation<'a> {
    preset: &'a Preset,
    plan: Plan,
    scenarios: Scenarios<(Outcome, Timeline)>,
}

impl<'a> Evaluation<'a> {
    /// Evaluates the three scenarios.
    pub fn new(preset: &'a Preset) -> Self {
        let plan = Plan::new(&preset.inputs.programme);
        let scenarios = Scenarios::from_fn(|scenario| {
            let mut workspace = Workspace::new();
            let drivers = preset.inputs.scenarios[scenario].drivers();
            (evaluate(&plan, drivers, &mut workspace), workspace.timeline)
        });
        Self { preset, plan, scenarios }
    }

    /// The command line's JSON, with rows of quarters and of months where they are asked for.
    pub fn json(&self, quarterly: bool, monthly: bool) -> Value {
        let scenarios = Scenario::ALL.map(|scenario| {
            let (outcome, timeline) = &self.scenarios[scenario];
            let drivers = self.preset.inputs.scenarios[scenario].drivers();
            let drivers = Driver::ALL.map(|driver| (driver.id(), json!(drivers[driver])));
            let metrics = Metric::ALL.map(|metric| (metric.id(), json!(outcome.metrics[metric])));
            let mut fields = vec![
                ("drivers", object(drivers)),
                ("metrics", object(metrics)),
                ("flags", json!(outcome.flags.ids())),
                ("annual", self.annual_json(timeline)),
            ];
            if self.plan.uses().debt {
                fields.push(("owed_at_equity_payback", json!(outcome.owed_at_equity_payback)));
            }
            if quarterly {
                fields.push(("quarterly", self.quarterly_json(timeline)));
            }
            if monthly {
                fields.push(("monthly", self.monthly_json(timeline)));
            }
            (scenario.id(), object(fields))
        });
        let weighted =
            self.weighted().into_iter().map(|(metric, value)| (metric.id(), json!(value)));
        json!({
            "preset": self.preset.name,
            "scenarios": object(scenarios),
            "weighted": object(weighted),
        })
    }

    fn annual_json(&self, timeline: &Timeline) -> Value {
        let years = self.plan.years().iter().map(|year| json!(year.year));
        rows_json("year", years, |series| timeline.annual(&self.plan, series))
    }

    fn quarterly_json(&self, timeline: &Timeline) -> Value {
        let quarters = self.plan.quarters();
        let names = quarters.iter().map(|quarter| json!(quarter.to_string()));
        rows_json("quarter", names, |series| timeline.quarterly(&quarters, series))
    }

    fn monthly_json(&self, timeline: &Timeline) -> Value {
        let months = (0..self.plan.months()).map(|t| json!(self.month(t)));
        rows_json("month", months, |series| timeline.months(series).to_vec())
    }

    /// A month's name by its index.
    fn month(&self, t: usize) -> String {
        let t = i32::try_from(t).unwrap_or(i32::MAX);
        self.preset.inputs.programme.start.plus(t).to_string()
    }

    /// A row for each scenario's metrics.
    pub fn metrics(&self) -> Table {
        let horizon = self.preset.inputs.programme.horizon.year();
        let currency = self.preset.money();
        let rows = self.scenarios.iter().flat_map(|(scenario, (outcome, _))| {
            Metric::ALL.map(|metric| {
                [
                    Cell::text(scenario.id()),
                    Cell::metric(metric),
                    Cell::value(currency, metric, outcome.metrics[metric], outcome.flags, horizon),
                    Cell::unit(currency.of(metric.spec().unit)),
                ]
            })
        });
        Table::new("", ["scenario", "metric", "value", "unit"]).with_rows(rows)
    }

    /// A row for each year of some scenarios.
    pub fn years(&self, scenarios: &[Scenario]) -> Table {
        let years = self.plan.years().iter().map(|year| Cell::count(year.year.into()));
        let years: Vec<_> = years.collect();
        self.series("year", scenarios, &years, |timeline, series| {
            timeline.annual(&self.plan, series)
        })
    }

    /// A row for each quarter of every scenario.
    pub fn quarters(&self) -> Table {
        let quarters = self.plan.quarters();
        let names: Vec<_> =
            quarters.iter().map(|quarter| Cell::text(quarter.to_string())).collect();
        self.series("quarter", &Scenario::ALL, &names, |timeline, series| {
            timeline.quarterly(&quarters, series)
        })
    }

    /// A row for each month of every scenario.
    pub fn months(&self) -> Table {
        let months = (0..self.plan.months()).map(|t| Cell::text(self.month(t)));
        let months: Vec<_> = months.collect();
        self.series("month", &Scenario::ALL, &months, |timeline, series| {
            timeline.months(series).to_vec()
        })
    }

    fn series(
        &self,
        time: &str,
        scenarios: &[Scenario],
        times: &[Cell],
        values: impl Fn(&Timeline, Series) -> Vec<f64>,
    ) -> Table {
        let columns = ["scenario", time].map(Column::from).into_iter();
        let columns =
            columns.chain(Series::ALL.map(|series| Column::new(series.id(), series.label())));
        let columns = columns.chain([Column::from("unit")]);
        let unit = self.preset.shown(Unit::Billions);
        let rows = scenarios.iter().flat_map(|scenario| {
            let values = Series::ALL.map(|series| values(&self.scenarios[*scenario].1, series));
            times.iter().enumerate().map(move |(index, time)| {
                let values = values.iter().map(|of| Cell::figure(unit, of[index]));
                let names = [Cell::text(scenario.id()), time.clone()];
                names.into_iter().chain(values).chain([Cell::unit(unit)]).collect::<Vec<_>>()
            })
        });
        Table::new("", columns).read_by(Readers::Csv, &["unit"]).with_rows(rows)
    }
}

/// A row for each time, named so, with every series.
fn rows_json(
    time: &'static str,
    times: impl Iterator<Item = Value>,
    values: impl Fn(Series) -> Vec<f64>,
) -> Value {
    let columns = Series::ALL.map(values);
    let row = |(index, at): (usize, Value)| {
        let cells = Series::ALL.into_iter().zip(&columns);
        let cells = cells.map(|(series, values)| (series.id(), json!(values[index])));
        object([(time, at)].into_iter().chain(cells))
    };
    times.enumerate().map(row).collect()
}
