//! Cases into figures: side by side where drivers alone vary, else one by one.

use super::cases::Chunk;
use super::rows::Rows;
use crate::model::{
    Batch, Driver, Drivers, Metric, Plan, Request, Scenario, Scratch, Workspace, evaluate_for,
};
use crate::preset::Preset;
use crate::preset::assignment::assign_field;
use csv::ByteRecord;

/// What works cases of a preset out.
pub(super) struct Evaluator<'a> {
    preset: &'a Preset,
    scenario: Scenario,
    metrics: &'a [Metric],
    head: &'a [String],
    /// Whether work ends at the first invalid case.
    strict: bool,
    /// The drivers of the columns, and the programme made ready for many of them, where no column is
    /// anything else.
    side_by_side: Option<(Vec<Driver>, Batch)>,
}

/// What a thread needs again and again.
#[derive(Default)]
pub(super) struct Bench {
    drivers: Vec<Drivers>,
    lines: Vec<u64>,
    figures: Vec<f64>,
    scratch: Scratch,
    workspace: Workspace,
}

/// What came of some cases.
#[derive(Debug, Default)]
pub(super) struct Worked {
    pub(super) rows: Vec<u8>,
    pub(super) done: u64,
    /// The lines that are no cases, and why.
    pub(super) refused: Vec<(u64, String)>,
    pub(super) margin_capped: bool,
}

impl<'a> Evaluator<'a> {
    /// For cases with these columns, of which the first ones say how far they go.
    pub(super) fn new(
        preset: &'a Preset,
        scenario: Scenario,
        metrics: &'a [Metric],
        (head, strict): (&'a [String], bool),
        first: Option<&Chunk>,
    ) -> Self {
        let drivers: Option<Vec<Driver>> = head.iter().map(|key| driver(key, scenario)).collect();
        // No stretch of values is known for sure: what lies beyond is worked out all the same.
        let side_by_side = drivers.zip(first).map(|(drivers, first)| {
            let own = *preset.inputs.scenarios[scenario].drivers();
            let (mut low, mut high) = (own, own);
            for (column, driver) in drivers.iter().enumerate() {
                for record in &first.records {
                    if let Some(value) = record.get(column).and_then(number) {
                        low[*driver] = low[*driver].min(value);
                        high[*driver] = high[*driver].max(value);
                    }
                }
                let slider = driver.spec().slider;
                low[*driver] = low[*driver].max(slider.min.min(own[*driver]));
                high[*driver] = high[*driver].min(slider.max.max(own[*driver]));
            }
            let plan = Plan::new(&preset.inputs.programme);
            let request = Request { metrics: metrics.to_vec(), by_year: false };
            (drivers, Batch::new(&plan, (low, high), request))
        });
        Self { preset, scenario, metrics, head, strict, side_by_side }
    }

    /// Works cases out.
    pub(super) fn work(&self, chunk: &Chunk, bench: &mut Bench, rows: &Rows) -> Worked {
        match &self.side_by_side {
            Some((drivers, batch)) => self.side_by_side(chunk, drivers, batch, bench, rows),
            None => self.one_by_one(chunk, bench, rows),
        }
    }

    fn side_by_side(
        &self,
        chunk: &Chunk,
        drivers: &[Driver],
        batch: &Batch,
        bench: &mut Bench,
        rows: &Rows,
    ) -> Worked {
        let mut worked = Worked::default();
        let own = *self.preset.inputs.scenarios[self.scenario].drivers();
        bench.drivers.clear();
        bench.lines.clear();
        for (record, line) in chunk.records.iter().zip(&chunk.lines) {
            let case = plain(record, drivers, own).map_or_else(
                || {
                    let changed = self.changed(record)?;
                    Ok(*changed.inputs.scenarios[self.scenario].drivers())
                },
                Ok,
            );
            match case {
                Ok(case) => {
                    bench.drivers.push(case);
                    bench.lines.push(*line);
                }
                Err(why) => {
                    worked.refused.push((*line, why));
                    if self.strict {
                        break;
                    }
                }
            }
        }
        let count = bench.drivers.len();
        bench.figures.clear();
        bench.figures.resize(count * self.metrics.len(), f64::NAN);
        worked.margin_capped =
            batch.evaluate(&bench.drivers, &mut bench.scratch, &mut bench.figures);
        for (place, line) in bench.lines.iter().enumerate() {
            let of = (0..self.metrics.len()).map(|metric| bench.figures[metric * count + place]);
            rows.write(*line, of, &mut worked.rows);
        }
        worked.done = count as u64;
        worked
    }

    fn one_by_one(&self, chunk: &Chunk, bench: &mut Bench, rows: &Rows) -> Worked {
        let mut worked = Worked::default();
        for (record, line) in chunk.records.iter().zip(&chunk.lines) {
            match self.changed(record) {
                Ok(preset) => {
                    let plan = Plan::new(&preset.inputs.programme);
                    let drivers = preset.inputs.scenarios[self.scenario].drivers();
                    let outcome = evaluate_for(self.metrics, &plan, drivers, &mut bench.workspace);
                    worked.margin_capped |= outcome.flags.margin_capped;
                    let of = self.metrics.iter();
                    let of = of.map(|metric| outcome.metrics[*metric].unwrap_or(f64::NAN));
                    rows.write(*line, of, &mut worked.rows);
                    worked.done += 1;
                }
                Err(why) => {
                    worked.refused.push((*line, why));
                    if self.strict {
                        break;
                    }
                }
            }
        }
        worked
    }

    /// The preset with a case's fields.
    fn changed(&self, record: &ByteRecord) -> Result<Preset, String> {
        if record.len() != self.head.len() {
            let (cells, columns) = (record.len(), self.head.len());
            let is_open = record.iter().any(|cell| cell.contains(&b'\n'));
            let open = if is_open { "; a quotation mark may be left open" } else { "" };
            return Err(format!("the first line has {columns} columns, this one {cells}{open}"));
        }
        let mut preset = self.preset.clone();
        for (key, cell) in self.head.iter().zip(record) {
            let cell = std::str::from_utf8(cell);
            let value = cell.map_err(|_| format!("{key} isn't text in UTF-8"))?.trim();
            if !value.is_empty() {
                assign_field(&mut preset, key, value).map_err(|why| format!("{key}: {why}"))?;
            }
        }
        match preset.inputs.violations().into_iter().next() {
            Some(error) => Err(error.to_string()),
            None => Ok(preset),
        }
    }
}

/// The driver that a key sets in a scenario and in none but that, or in all three.
fn driver(key: &str, scenario: Scenario) -> Option<Driver> {
    let name = key.strip_prefix(scenario.id()).and_then(|rest| rest.strip_prefix('.'));
    Driver::from_id(name.unwrap_or(key))
}

/// The drivers of a case that is written as plain numbers, each of them valid; any other is read with
/// more care.
fn plain(record: &ByteRecord, drivers: &[Driver], own: Drivers) -> Option<Drivers> {
    if record.len() != drivers.len() {
        return None;
    }
    let mut case = own;
    for (driver, cell) in drivers.iter().zip(record) {
        if cell.is_empty() {
            continue;
        }
        let value = number(cell)?;
        if !driver.spec().valid.contains(value) {
            return None;
        }
        case[*driver] = value;
    }
    Some(case)
}

fn number(cell: &[u8]) -> Option<f64> {
    std::str::from_utf8(cell).ok()?.trim().parse().ok()
}
