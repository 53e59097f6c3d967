//! Attribution: how much of the difference between two scenarios each driver makes.

use super::error::AnalysisError;
use super::question::{Evaluator, Question};
use super::shapley::shapley_values;
use crate::model::{Driver, Drivers, Inputs, Metric, Scenario};

/// How many sets of drivers there are.
const SETS: usize = 1 << Driver::COUNT;

/// A driver's part of a difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttributionRow {
    /// The driver whose move is credited.
    pub driver: Driver,
    /// Its effect, in the metric's unit.
    pub effect: f64,
}

/// The difference of a metric between two scenarios, shared among the drivers.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The figure whose difference is shared out.
    pub metric: Metric,
    /// The scenario from which drivers move.
    pub from: Scenario,
    /// The scenario to which they move.
    pub to: Scenario,
    /// The metric with all drivers of the first.
    pub at_from: f64,
    /// The metric with all drivers of the second.
    pub at_to: f64,
    /// Each driver's effect, in the drivers' order; they sum to `at_to − at_from`.
    pub rows: Vec<AttributionRow>,
    /// Whether any evaluation met `margin_capped`.
    pub margin_capped: bool,
}

/// Shares the difference of a metric between two scenarios among the drivers.
///
/// A driver's effect is its exact Shapley value, the mean over all orders in which drivers can move
/// from the first scenario's value to the second's of what its own move changes; it takes an
/// evaluation for every set of drivers that have moved.
///
/// # Errors
/// [`AnalysisError::NoValue`] when the metric has no value for some set; it names the smallest.
pub fn attribute(
    inputs: &Inputs,
    metric: Metric,
    from: Scenario,
    to: Scenario,
) -> Result<Attribution, AnalysisError> {
    let mut evaluator = Evaluator::new(Question::new(inputs, from, metric));
    let [start, end] = [from, to].map(|scenario| *inputs.scenarios[scenario].drivers());
    let mut values = [None; SETS];
    for (set, value) in values.iter_mut().enumerate() {
        *value = evaluator.value_for(&blended(&start, &end, set));
    }
    let mut figures = [0.0; SETS];
    for (figure, value) in figures.iter_mut().zip(values) {
        let Some(value) = value else {
            return Err(no_value(metric, from, to, &values));
        };
        *figure = value;
    }
    let effects = shapley_values(Driver::COUNT, &figures);
    let rows = Driver::ALL.into_iter().zip(effects);
    let rows = rows.map(|(driver, effect)| AttributionRow { driver, effect }).collect();
    let margin_capped = evaluator.take_margin_capped();
    let (at_from, at_to) = (figures[0], figures[SETS - 1]);
    Ok(Attribution { metric, from, to, at_from, at_to, rows, margin_capped })
}

/// Whether a driver is in a set.
const fn is_in(driver: Driver, set: usize) -> bool {
    set & (1 << driver as usize) != 0
}

/// The first scenario's drivers with those in the set moved to the second's.
fn blended(start: &Drivers, end: &Drivers, set: usize) -> Drivers {
    Drivers(Driver::ALL.map(|driver| if is_in(driver, set) { end[driver] } else { start[driver] }))
}

fn no_value(
    metric: Metric,
    from: Scenario,
    to: Scenario,
    values: &[Option<f64>; SETS],
) -> AnalysisError {
    let smallest = (0..SETS)
        .filter(|set| values[*set].is_none())
        .min_by_key(|set| set.count_ones())
        .unwrap_or_default();
    let moved = Driver::ALL.into_iter().filter(|driver| is_in(*driver, smallest)).collect();
    AnalysisError::NoValue { metric, from, to, moved }
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::{announced, close};
    use super::*;

    /// The mean marginal effect over every one of the 8! orders.
    fn over_all_orders(question: Question, to: Scenario) -> [f64; Driver::COUNT] {
        fn visit(
            moved: usize,
            evaluator: &mut dyn FnMut(usize) -> f64,
            effects: &mut [f64; Driver::COUNT],
        ) -> f64 {
            // Returns how many orders continue from here.
            if moved == SETS - 1 {
                return 1.0;
            }
            let before = evaluator(moved);
            let mut orders = 0.0;
            for driver in Driver::ALL.into_iter().filter(|driver| !is_in(*driver, moved)) {
                let next = moved | 1 << driver as usize;
                let after = evaluator(next);
                let continuing = visit(next, evaluator, effects);
                effects[driver as usize] += continuing * (after - before);
                orders += continuing;
            }
            orders
        }
        let mut evaluator = Evaluator::new(question);
        let start = *question.inputs.scenarios[question.scenario].drivers();
        let end = *question.inputs.scenarios[to].drivers();
        let mut effects = [0.0; Driver::COUNT];
        let mut evaluate = |set| evaluator.value_for(&blended(&start, &end, set)).unwrap();
        let orders = visit(0, &mut evaluate, &mut effects);
        assert_eq!(orders.to_bits(), 40_320.0f64.to_bits());
        effects.map(|effect| effect / orders)
    }

    #[test]
    fn effects_are_the_mean_over_all_orders_and_sum_to_the_difference() {
        let inputs = announced();
        for (metric, from, to) in [
            (Metric::OperatingIncome, Scenario::Base, Scenario::Bull),
            (Metric::Npv, Scenario::Bear, Scenario::Base),
            (Metric::PaybackYears, Scenario::Base, Scenario::Bull),
        ] {
            let attribution = attribute(&inputs, metric, from, to).unwrap();
            let brute = over_all_orders(Question::new(&inputs, from, metric), to);
            let mut total = 0.0;
            for (row, brute) in attribution.rows.iter().zip(brute) {
                assert!(close(row.effect, brute, 1e-10), "{}: {row:?}, {brute}", metric.id());
                total += row.effect;
            }
            assert!(close(total, attribution.at_to - attribution.at_from, 1e-12));
            let at_to = Question::new(&inputs, to, metric).value();
            assert_eq!(at_to, Some(attribution.at_to));
        }
    }

    #[test]
    fn a_combination_without_a_value_is_named() {
        let inputs = announced();
        let error = attribute(&inputs, Metric::PaybackYears, Scenario::Base, Scenario::Bear);
        let Err(AnalysisError::NoValue { moved, .. }) = error else { panic!("{error:?}") };
        assert!(!moved.is_empty());
        let mut drivers = *inputs.scenarios[Scenario::Base].drivers();
        for driver in moved {
            drivers[driver] = inputs.scenarios[Scenario::Bear].drivers()[driver];
        }
        let question = Question::new(&inputs, Scenario::Base, Metric::PaybackYears);
        assert_eq!(Evaluator::new(question).value_for(&drivers), None);
    }
}
