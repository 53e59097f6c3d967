//! The moves that are possible, in units of the drivers' distances, and the metric over them.

use super::super::question::{Evaluator, Question, differing_drivers};
use super::super::wanted::WantedSide;
use crate::model::{Batch, Driver, Drivers, Input, Plan, Request, Scratch};

/// How many drivers move together.
pub(super) const MAIN: usize = Driver::MAIN.len();

/// A move of the main drivers, each in units of its distance between the scenarios.
pub(super) type Displacement = [f64; MAIN];

/// How far a driver may move, in its units; nowhere where it has none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounds {
    pub unit: f64,
    /// Its own ends.
    lowest: f64,
    highest: f64,
    /// The same as moves.
    pub low: f64,
    pub high: f64,
}

/// The moves that are possible, and the metric over them.
pub(super) struct Space<'a> {
    evaluator: Evaluator<'a>,
    batch: Batch,
    scratch: Scratch,
    draws: Vec<Drivers>,
    values: Vec<f64>,
    pub start: Drivers,
    pub bounds: [Bounds; MAIN],
    pub wanted: WantedSide,
    pub at_start: Option<f64>,
    pub margin_capped: bool,
}

impl<'a> Space<'a> {
    pub fn new(question: Question<'a>, target: f64) -> Self {
        let mut evaluator = Evaluator::new(question);
        let start = *evaluator.drivers();
        let (mut lowest, mut highest) = (start, start);
        let mut bounds = [Bounds::default(); MAIN];
        for (driver, low, high) in differing_drivers(question.inputs) {
            if let Some(bounds) = bounds.get_mut(driver as usize) {
                let unit = high - low;
                let (low, high) = question.interval(Input::Driver(driver));
                (lowest[driver], highest[driver]) = (low, high);
                *bounds = Bounds {
                    unit,
                    lowest: low,
                    highest: high,
                    low: (low - start[driver]) / unit,
                    high: (high - start[driver]) / unit,
                };
            }
        }
        let at_start = evaluator.value_with(&[]);
        let request = Request { metrics: vec![question.metric], by_year: false };
        let plan = Plan::new(&question.inputs.programme);
        Self {
            batch: Batch::new(&plan, (lowest, highest), request),
            evaluator,
            scratch: Scratch::default(),
            draws: Vec::new(),
            values: Vec::new(),
            start,
            bounds,
            wanted: WantedSide::new(question.metric, at_start, target),
            at_start,
            margin_capped: false,
        }
    }

    /// Whether many moves are evaluated in little more time than one.
    pub(super) const fn is_fast(&self) -> bool {
        self.batch.is_side_by_side()
    }

    /// The drivers after a move.
    pub(super) fn moved(&self, by: &Displacement) -> Drivers {
        let mut drivers = self.start;
        let moving = Driver::MAIN.into_iter().zip(self.bounds).zip(by);
        for ((driver, bounds), by) in moving.filter(|pair| pair.0.1.unit > 0.0) {
            let from = self.start[driver];
            // Rounding of the units must not carry a value over its end.
            drivers[driver] = (from + by * bounds.unit).clamp(bounds.lowest, bounds.highest);
        }
        drivers
    }

    /// The metric after a move, as the model itself has it.
    pub(super) fn value(&mut self, by: &Displacement) -> Option<f64> {
        let drivers = self.moved(by);
        let value = self.evaluator.value_for(&drivers);
        self.margin_capped |= self.evaluator.take_margin_capped();
        value
    }

    /// Whether a move reaches the target or a value beyond, to the last digit.
    pub(super) fn reaches(&mut self, by: &Displacement) -> bool {
        let value = self.value(by);
        self.wanted.miss(value) <= 0.0
    }

    /// Whether the metric after a move is at the target or beyond it.
    pub(super) fn is_beyond(&mut self, by: &Displacement) -> bool {
        let value = self.value(by);
        self.wanted.is_met(value)
    }

    /// How much each of many moves misses the target by, to the rounding of evaluations side by
    /// side.
    pub(super) fn misses(&mut self, moves: &[Displacement]) -> Vec<f64> {
        self.draws.clear();
        for by in moves {
            let drivers = self.moved(by);
            self.draws.push(drivers);
        }
        self.values.clear();
        self.values.resize(moves.len(), f64::NAN);
        self.margin_capped |= self.batch.evaluate(&self.draws, &mut self.scratch, &mut self.values);
        let wanted = self.wanted;
        self.values
            .iter()
            .map(|value| wanted.miss(Some(*value).filter(|value| !value.is_nan())))
            .collect()
    }

    /// A move held to what is possible.
    pub(super) fn held(&self, by: &Displacement) -> Displacement {
        std::array::from_fn(|axis| by[axis].clamp(self.bounds[axis].low, self.bounds[axis].high))
    }

    /// The move in that direction to a distance, or as far as is possible.
    pub(super) fn towards(&self, by: &Displacement, distance: f64) -> Displacement {
        let factors = by.iter().zip(&self.bounds).map(|(step, bounds)| match *step {
            step if step > 0.0 => bounds.high / step,
            step if step < 0.0 => bounds.low / step,
            _ => f64::INFINITY,
        });
        let exit = factors.fold(f64::INFINITY, f64::min);
        let length = length(by);
        if length > 0.0 { scaled(by, exit.min(distance / length)) } else { *by }
    }
}

pub(super) fn length(by: &Displacement) -> f64 {
    by.iter().map(|step| step * step).sum::<f64>().sqrt()
}

pub(super) fn scaled(by: &Displacement, factor: f64) -> Displacement {
    by.map(|step| step * factor)
}
