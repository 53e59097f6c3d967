//! A figure's response to one input, in all three scenarios.

use crate::analysis::{Evaluator, Question};
use crate::model::{Input, Inputs, Metric, Scenario, Scenarios, Unit};

/// Stretches between the points of a response, at least and at most, where they are whole steps of
/// the input's slider or equal parts of these.
const STRETCHES: (usize, usize) = (75, 200);

/// A figure at even places over the whole range of an input, all other inputs as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// What varies.
    pub input: Input,
    /// The figure.
    pub metric: Metric,
    /// The input's lowest and highest value.
    pub range: (f64, f64),
    /// The figure from the lowest value to the highest; `None` where there is none.
    pub values: Scenarios<Vec<Option<f64>>>,
    /// What it was worked out from.
    inputs: Box<Inputs>,
}

impl Response {
    pub(super) fn new(inputs: &Inputs, input: Input, metric: Metric) -> Self {
        let slider = input.spec().slider;
        let range = (slider.min, slider.max);
        let places = places(range, stretches(input) + 1);
        let values = Scenarios::from_fn(|scenario| along(inputs, scenario, metric, input, &places));
        Self { input, metric, range, values, inputs: Box::new(inputs.clone()) }
    }

    /// Whether it still says what is asked.
    pub(super) fn answers(&self, inputs: &Inputs, input: Input, metric: Metric) -> bool {
        self.input == input && self.metric == metric && *self.inputs == *inputs
    }

    /// The values of an input at which a scenario's figure is absent, as stretches from end to end.
    pub fn absent(&self, scenario: Scenario) -> Vec<(f64, f64)> {
        let places = places(self.range, self.values[scenario].len());
        let mut stretches: Vec<(f64, f64)> = Vec::new();
        let mut goes_on = false;
        for (place, value) in places.into_iter().zip(&self.values[scenario]) {
            match (value, stretches.last_mut().filter(|_| goes_on)) {
                (None, Some((_, end))) => *end = place,
                (None, None) => stretches.push((place, place)),
                (Some(_), _) => {}
            }
            goes_on = value.is_none();
        }
        stretches
    }

    /// The figures at round settings from end to end, at most so many.
    pub fn at_round_settings(&self, most: usize) -> Vec<(f64, Scenarios<Option<f64>>)> {
        let months = self.input.spec().unit == Unit::Months;
        let by: &[usize] =
            if months { &[1, 3, 6, 12, 24] } else { &[1, 2, 5, 10, 20, 50, 100, 200, 500] };
        let (steps, last) = (steps(self.input), self.values[Scenario::Base].len() - 1);
        let fits = |by: &&usize| (*by * last).is_multiple_of(steps) && steps / **by < most;
        let Some(by) = by.iter().find(fits) else { return Vec::new() };
        let apart = by * last / steps;
        let at = |place: usize| {
            let setting = self.range.0 + (self.range.1 - self.range.0) * place as f64 / last as f64;
            (setting, Scenarios::from_fn(|scenario| self.values[scenario][place]))
        };
        (0..=last).step_by(apart).map(at).collect()
    }
}

/// Between how many points a response runs.
fn stretches(input: Input) -> usize {
    let (least, most) = STRETCHES;
    let steps = steps(input);
    if steps < least {
        return steps * least.div_ceil(steps.max(1)).max(1);
    }
    let coarser = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    let fits = |apart: &usize| steps.is_multiple_of(*apart) && steps / apart <= most;
    coarser.into_iter().find(fits).map_or(most, |apart| steps / apart)
}

/// The steps of an input's slider from end to end.
fn steps(input: Input) -> usize {
    let slider = input.spec().slider;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a table's steps")]
    let steps = ((slider.max - slider.min) / slider.step).round().clamp(1.0, 1e6) as usize;
    steps
}

/// So many even places from one end of a range to the other, both included.
pub(super) fn places((low, high): (f64, f64), count: usize) -> Vec<f64> {
    let last = count.saturating_sub(1).max(1) as f64;
    (0..count).map(|place| low + (high - low) * place as f64 / last).collect()
}

/// A figure with an input at each of several places.
pub(super) fn along(
    inputs: &Inputs,
    scenario: Scenario,
    metric: Metric,
    input: Input,
    places: &[f64],
) -> Vec<Option<f64>> {
    let whole = input.spec().valid.whole;
    let mut evaluator = Evaluator::new(Question::new(inputs, scenario, metric));
    let held = |place: f64| if whole { place.round() } else { place };
    let points: Vec<_> = places.iter().map(|place| [(input, held(*place))]).collect();
    evaluator.values_with(&points)
}
