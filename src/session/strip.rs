//! The response strip: a metric at every cell of the chosen slider's track, so that cliffs and
//! dead ends are seen before they are reached.

use super::response::{along, places};
use super::{Row, Session};
use crate::model::{Driver, Input, Inputs, Metric, Scenario};

/// A metric along a slider's track, from its left end to its right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strip {
    /// The metric at each cell; `None` where it has no value.
    pub values: Vec<Option<f64>>,
    /// How many cells the track has.
    pub cells: usize,
    /// What the values answer.
    asked: Option<Box<Asked>>,
}

/// All that the metric along a track depends on: not where on the track the handle stands.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    inputs: Inputs,
    scenario: Scenario,
    metric: Metric,
    input: Input,
    cells: usize,
}

impl Asked {
    fn new(session: &Session, input: Input, cells: usize) -> Self {
        let (scenario, metric) = (session.scenario, session.strip_metric());
        let mut inputs = session.preset.inputs.clone();
        inputs.set(input, scenario, input.spec().slider.min);
        // What the other scenarios assume doesn't matter, but to figures weighted across all.
        if input != Input::Weight {
            let assumptions = inputs.scenarios[scenario];
            inputs.scenarios = inputs.scenarios.map(|_| assumptions);
        }
        Self { inputs, scenario, metric, input, cells }
    }
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

impl Session {
    /// The metric that the strip shows: weights only bear on figures of money, so that NPV stands
    /// in for any other.
    pub const fn strip_metric(&self) -> Metric {
        match self.row {
            Row::Slider(Input::Weight) if !self.metric.spec().unit.is_money() => Metric::Npv,
            _ => self.metric,
        }
    }

    /// Works the strip out anew, unless what it depends on is as it was: while its own slider
    /// moves it holds still.
    pub(super) fn refresh_strip(&mut self) {
        let cells = if self.strip.cells == 0 { CELLS } else { self.strip.cells };
        let Some(input) = self.row.input() else {
            self.strip = Strip { values: Vec::new(), cells, asked: None };
            return;
        };
        let asked = Asked::new(self, input, cells);
        if self.strip.asked.as_deref() == Some(&asked) {
            return;
        }
        let (scenario, metric, slider) = (self.scenario, asked.metric, input.spec().slider);
        let places = places((slider.min, slider.max), cells);
        let values = if input == Input::Weight {
            // No outcome depends on a weight, only what they weigh together.
            let (mut inputs, outcomes) = (self.preset.inputs.clone(), self.outcomes());
            let weighted = |value| {
                inputs.set(input, scenario, value);
                inputs.weighted(metric, &outcomes)
            };
            places.into_iter().map(weighted).collect()
        } else {
            along(&self.preset.inputs, scenario, metric, input, &places)
        };
        self.strip = Strip { values, cells, asked: Some(Box::new(asked)) };
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
        (row == Row::Slider(Input::Driver(Driver::Margin)))
            .then(|| crate::model::calibration::margin_cap(&self.preset.inputs.programme))
    }
}
