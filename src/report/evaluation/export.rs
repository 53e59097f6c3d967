//! An evaluation for programs: JSON and CSV.

use super::{Evaluation, Rows};
use crate::model::plan::Year;
use crate::model::{Driver, Metric, Scenario, Series, Timeline};
use crate::report::json::{number, object};
use serde_json::{Value, json};

impl Evaluation<'_> {
    /// The command line's JSON.
    pub fn json(&self, monthly: bool) -> Value {
        let scenarios = Scenario::ALL.map(|scenario| {
            let (outcome, timeline) = &self.scenarios[scenario];
            let drivers = self.preset.inputs.scenarios[scenario].drivers();
            let drivers = Driver::ALL.map(|driver| (driver.id(), number(Some(drivers[driver]))));
            let metrics = Metric::ALL.map(|metric| (metric.id(), number(outcome.metrics[metric])));
            let mut fields = vec![
                ("drivers", object(drivers)),
                ("metrics", object(metrics)),
                ("flags", json!(outcome.flags.ids())),
                ("annual", self.annual_json(timeline)),
            ];
            if monthly {
                fields.push(("monthly", self.monthly_json(timeline)));
            }
            (scenario.id(), object(fields))
        });
        json!({ "preset": self.preset.name, "scenarios": object(scenarios) })
    }

    fn annual_json(&self, timeline: &Timeline) -> Value {
        let columns = Series::ALL.map(|series| timeline.annual(&self.plan, series));
        let row = |(index, year): (usize, &Year)| {
            let cells = Series::ALL.into_iter().zip(&columns);
            let cells = cells.map(|(series, values)| (series.id(), number(Some(values[index]))));
            object([("year", json!(year.year))].into_iter().chain(cells))
        };
        self.plan.years().iter().enumerate().map(row).collect()
    }

    fn monthly_json(&self, timeline: &Timeline) -> Value {
        let row = |t: usize| {
            let cells =
                Series::ALL.map(|series| (series.id(), number(Some(timeline.months(series)[t]))));
            object([("month", json!(self.month(t)))].into_iter().chain(cells))
        };
        (0..self.plan.months()).map(row).collect()
    }

    /// A month's name by its index.
    fn month(&self, t: usize) -> String {
        let t = i32::try_from(t).unwrap_or(i32::MAX);
        self.preset.inputs.programme.start.plus(t).to_string()
    }

    /// A CSV table with a head.
    ///
    /// # Errors
    /// Never for tables of ours; the writer's errors are passed on.
    pub fn csv(&self, rows: Rows) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let text = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        match rows {
            Rows::Metrics => {
                writer.write_record(["scenario", "metric", "value", "unit"])?;
                for (scenario, (outcome, _)) in self.scenarios.iter() {
                    for metric in Metric::ALL {
                        let value = text(outcome.metrics[metric]);
                        let unit = metric.spec().unit.id();
                        writer.write_record([scenario.id(), metric.id(), &value, unit])?;
                    }
                }
            }
            Rows::Years | Rows::Months => {
                let time = if rows == Rows::Years { "year" } else { "month" };
                let ids = Series::ALL.map(Series::id);
                writer.write_record(["scenario", time].into_iter().chain(ids))?;
                for (scenario, (_, timeline)) in self.scenarios.iter() {
                    let columns: Vec<Vec<f64>> = Series::ALL
                        .map(|series| match rows {
                            Rows::Years => timeline.annual(&self.plan, series),
                            _ => timeline.months(series).to_vec(),
                        })
                        .to_vec();
                    for index in 0..columns[0].len() {
                        let when = match rows {
                            Rows::Years => self.plan.years()[index].year.to_string(),
                            _ => self.month(index),
                        };
                        let cells = columns.iter().map(|values| values[index].to_string());
                        writer.write_record(
                            [scenario.id().to_owned(), when].into_iter().chain(cells),
                        )?;
                    }
                }
            }
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
