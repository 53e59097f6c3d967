//! The response strip: a metric at every cell of the chosen slider's track, so that cliffs and
//! dead ends are seen before they are reached.

use super::{Row, Session};
use crate::analysis::{Evaluator, Question};
use crate::model::{Driver, Input, Inputs, Metric, Outcome, Scenario, Scenarios};

/// A metric along a slider's track, from its left end to its right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strip {
    /// The metric at each cell; `None` where it has no value.
    pub values: Vec<Option<f64>>,
    /// How many cells the track has.
    pub cells: usize,
}

/// Where no track was drawn yet: the cells of the smallest one.
const CELLS: usize = 40;

impl Strip {
    /// The lowest and the highest value, where there is one.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let mut values = self.values.iter().flatten().copied();
        let first = values.next()?;
        Some(values.fold((first, first), |(low, high), value| (low.min(value), high.max(value))))
    }
}

/// The metric at evenly spaced values of an input, everything else as it is.
fn response(question: Question, input: Input, cells: usize) -> Vec<Option<f64>> {
    let slider = input.spec().slider;
    let mut evaluator = Evaluator::new(question);
    let last = cells.saturating_sub(1).max(1) as f64;
    (0..cells)
        .map(|cell| {
            let value = slider.min + (slider.max - slider.min) * cell as f64 / last;
            evaluator.value_with(&[(input, value)])
        })
        .collect()
}

/// The weighted metric at evenly spaced weights of a scenario, everything else as it is.
fn weighted_response(
    inputs: &Inputs,
    scenario: Scenario,
    metric: Metric,
    outcomes: &Scenarios<Outcome>,
    cells: usize,
) -> Vec<Option<f64>> {
    let slider = Input::Weight.spec().slider;
    let mut inputs = inputs.clone();
    let last = cells.saturating_sub(1).max(1) as f64;
    (0..cells)
        .map(|cell| {
            let weight = slider.min + (slider.max - slider.min) * cell as f64 / last;
            inputs.set(Input::Weight, scenario, weight);
            inputs.weighted(metric, outcomes)
        })
        .collect()
}

impl Session {
    /// The metric that the strip shows: weights only bear on figures of money, so that NPV stands
    /// in for any other.
    pub const fn strip_metric(&self) -> Metric {
        match self.row {
            Row::Weight if !self.metric.spec().unit.is_money() => Metric::Npv,
            _ => self.metric,
        }
    }

    /// Works the strip out anew.
    pub(super) fn refresh_strip(&mut self) {
        let cells = if self.strip.cells == 0 { CELLS } else { self.strip.cells };
        let question = Question::new(&self.preset.inputs, self.scenario, self.metric);
        self.strip = Strip {
            values: match self.row.input() {
                Some(Input::Weight) => {
                    let (inputs, metric) = (&self.preset.inputs, self.strip_metric());
                    weighted_response(inputs, self.scenario, metric, &self.outcomes(), cells)
                }
                Some(input) => response(question, input, cells),
                None => Vec::new(),
            },
            cells,
        };
    }

    /// Tells how many cells a track has on the screen.
    pub(super) fn set_track_cells(&mut self, cells: usize) {
        if cells != self.strip.cells {
            self.strip.cells = cells;
            self.refresh_strip();
        }
    }

    /// The margin from which on `margin_capped` holds, where the row is the margin's.
    pub fn cap(&self, row: Row) -> Option<f64> {
        (row == Row::Driver(Driver::Margin))
            .then(|| crate::model::simulation::margin_cap(&self.preset.inputs.programme))
    }
}
