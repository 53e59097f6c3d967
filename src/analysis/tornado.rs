//! Tornado and spider: how far each input on its own moves a metric.
//!
//! A tornado sets one input after the other to the ends of its range and holds all others (one at
//! a time; Eschenbach, *Spiderplots versus Tornado Diagrams for Sensitivity Analysis*, 1992). A
//! spider draws the whole way between the ends.

mod bars;

use super::error::AnalysisError;
use super::question::{Evaluator, Question, differing_drivers, even_values};
use crate::model::{Driver, Indicator, Input, Metric, Range, Scenario};
use bars::{bar, sort};

pub use bars::Bar;

/// How many points a spider has for each input.
pub(super) const SPIDER_POINTS: usize = 21;

/// What the inputs of a tornado range over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// Each driver whose three scenario values aren't all equal, from the lowest to the highest.
    Scenarios,
    /// Every input, by plus and minus this share (above 0, below 1) of its value.
    PlusMinus(f64),
}

/// A row of a tornado or spider.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoRow {
    /// The input's range and what the metric is at its ends.
    pub bar: Bar,
    /// The way between the ends as (input's value, metric); empty but in a spider.
    pub points: Vec<(f64, Option<f64>)>,
    /// Whether an evaluation of the row met `margin_capped`.
    pub margin_capped: bool,
}

/// How far each input moves a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// The figure that the inputs move.
    pub metric: Metric,
    /// The scenario at which other inputs are held.
    pub scenario: Scenario,
    /// The metric with nothing varied; `None` where it has no value.
    pub at: Option<f64>,
    /// First those of inputs that take the figure away or give it: without a value at either end,
    /// then by falling distance of the remaining end from `at`. The others by falling swing; last
    /// those that have no value at all.
    pub rows: Vec<TornadoRow>,
    /// Whether any evaluation met `margin_capped`.
    pub margin_capped: bool,
}

/// How far each input on its own moves a metric.
///
/// With [`Spread::PlusMinus`] every input takes part that isn't zero: drivers, the numbers of the
/// programme and of its sites, and where the scenario's power delay follows from indicators those
/// in its place. Ends are held to what is valid, and are whole numbers for inputs that take
/// nothing else.
///
/// # Errors
/// [`AnalysisError::Variation`] when the share is not above 0 and below 1.
pub fn tornado(question: Question, spread: Spread) -> Result<Tornado, AnalysisError> {
    rows(question, spread, 0)
}

/// The same rows as [`tornado`] gives, with 21 even points over each one's range.
///
/// # Errors
/// [`AnalysisError::Variation`] when the share is not above 0 and below 1.
pub fn spider(question: Question, spread: Spread) -> Result<Tornado, AnalysisError> {
    rows(question, spread, SPIDER_POINTS)
}

fn rows(question: Question, spread: Spread, points: usize) -> Result<Tornado, AnalysisError> {
    let mut evaluator = Evaluator::new(question);
    let at = evaluator.value_with(&[]);
    let mut margin_capped = evaluator.take_margin_capped();
    let mut rows = Vec::new();
    for range in ranges(question, spread)? {
        let row = row(&mut evaluator, range, at, points);
        margin_capped |= row.margin_capped;
        rows.push(row);
    }
    sort(&mut rows, at, |row: &TornadoRow| &row.bar);
    Ok(Tornado { metric: question.metric, scenario: question.scenario, at, rows, margin_capped })
}

/// One input's row, of a metric that is `at` in the scenario.
fn row(
    evaluator: &mut Evaluator,
    (input, low, high): InputRange,
    at: Option<f64>,
    points: usize,
) -> TornadoRow {
    let is_latest = evaluator.question().metric.absent_is_latest();
    let mut figure = |value: f64| evaluator.value_with(&[(input, value)]);
    let bar = bar(input, (low, high), at, is_latest, &mut figure);
    let points = even_values(input, low, high, points);
    let points = points.into_iter().map(|value| (value, figure(value))).collect();
    TornadoRow { bar, points, margin_capped: evaluator.take_margin_capped() }
}

/// An input with the lowest and the highest value that it takes.
type InputRange = (Input, f64, f64);

fn ranges(question: Question, spread: Spread) -> Result<Vec<InputRange>, AnalysisError> {
    match spread {
        Spread::Scenarios => Ok(differing_drivers(question.inputs)
            .map(|(driver, low, high)| (Input::Driver(driver), low, high))
            .collect()),
        Spread::PlusMinus(share) if share > 0.0 && share < 1.0 => {
            let around = |input| {
                let base = question.inputs.get(input, question.scenario)?;
                (base != 0.0).then(|| around(input, base, share))
            };
            Ok(own_inputs(question).into_iter().filter_map(around).collect())
        }
        Spread::PlusMinus(share) => Err(AnalysisError::Variation(share)),
    }
}

/// Every input that the scenario has a value of: its indicators stand in the place of the power
/// delay that follows from them.
fn own_inputs(question: Question) -> Vec<Input> {
    let of = |input: Input| question.inputs.get(input, question.scenario);
    let indicators: Vec<Input> = Indicator::ALL
        .into_iter()
        .map(Input::Indicator)
        .filter(|input| of(*input).is_some())
        .collect();
    Input::all(question.inputs.programme.sites.len())
        .flat_map(|input| match input {
            Input::Indicator(_) => Vec::new(),
            Input::Driver(Driver::PowerDelay) if !indicators.is_empty() => indicators.clone(),
            input => vec![input],
        })
        .collect()
}

/// An input varied by a share of its value, within what is valid.
fn around(input: Input, base: f64, share: f64) -> InputRange {
    let valid = input.spec().valid;
    let reach = share * base.abs();
    (input, held(base - reach, valid), held(base + reach, valid))
}

fn held(value: f64, valid: Range) -> f64 {
    let value = if valid.whole { value.round() } else { value };
    // The present value is valid and only shares of it are taken off, so an open lower end is
    // never reached.
    value.max(valid.min).min(valid.max)
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::{announced, close};
    use super::*;
    use crate::model::{Indicators, Inputs, SiteNumber};

    #[test]
    fn the_announced_drivers_rank_by_what_they_move() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::OperatingIncome);
        let tornado = tornado(question, Spread::Scenarios).unwrap();
        let inputs_of: Vec<String> =
            tornado.rows.iter().map(|row| row.bar.input.to_string()).collect();
        assert_eq!(tornado.rows.len(), 5, "drivers that are equal in all scenarios stay out");
        assert_eq!(inputs_of[0], "utilization");
        assert!(close(tornado.at.unwrap(), 2.71, 0.01), "{:?}", tornado.at);
        let first = &tornado.rows[0].bar;
        assert_eq!(
            (first.low.to_bits(), first.high.to_bits()),
            (0.45f64.to_bits(), 0.8f64.to_bits())
        );
        for row in &tornado.rows {
            let direct = |value| Evaluator::new(question).value_with(&[(row.bar.input, value)]);
            assert_eq!(row.bar.at_low, direct(row.bar.low));
            assert_eq!(row.bar.at_high, direct(row.bar.high));
        }
    }

    #[test]
    fn plus_and_minus_takes_every_input_that_is_not_zero_within_what_is_valid() {
        let mut inputs = announced();
        inputs.scenarios[Scenario::Base].set_indicators(Indicators::default());
        let question = Question::new(&inputs, Scenario::Base, Metric::PaybackYears);
        let tornado = tornado(question, Spread::PlusMinus(0.1)).unwrap();
        let row = |input: Input| tornado.rows.iter().find(|row| row.bar.input == input);
        for row in &tornado.rows {
            let valid = row.bar.input.spec().valid;
            assert!(valid.contains(row.bar.low) && valid.contains(row.bar.high), "{row:?}");
        }
        let ends = |input: Input| row(input).map(|row| (row.bar.low, row.bar.high));
        assert_eq!(ends(Input::Site(0, SiteNumber::Months)), Some((29.0, 35.0)));
        assert!(ends(Input::Driver(Driver::CapexCut)).is_none(), "zeros stay out");
        assert!(row(Input::Indicator(Indicator::PpaCoverage)).is_some());
        assert!(row(Input::Driver(Driver::PowerDelay)).is_none(), "the indicators stand for it");
        let growth = Input::from_id("programme.growth_share").unwrap();
        assert_eq!(ends(growth), Some((0.9, 1.0)));
        for wrong in [0.0, 1.0, -0.1, f64::NAN] {
            let refused = super::tornado(question, Spread::PlusMinus(wrong));
            assert!(matches!(refused, Err(AnalysisError::Variation(_))), "{wrong}");
        }
    }

    #[test]
    fn plus_and_minus_takes_negative_values_and_keeps_the_lower_end_below() {
        let mut inputs = announced();
        let (margin, extra) =
            (Input::Driver(Driver::Margin), Input::Site(0, SiteNumber::ExtraDelay));
        inputs.set(margin, Scenario::Base, -0.2);
        inputs.set(extra, Scenario::Base, -58.0);
        let question = Question::new(&inputs, Scenario::Base, Metric::OperatingIncome);
        let tornado = tornado(question, Spread::PlusMinus(0.1)).unwrap();
        for (input, low, high) in [(margin, -0.22, -0.18), (extra, -60.0, -52.2)] {
            let row = tornado.rows.iter().find(|row| row.bar.input == input);
            let bar = &row.expect("negative inputs vary too").bar;
            assert!(close(bar.low, low, 1e-12) && close(bar.high, high, 1e-12), "{bar:?}");
            let mut evaluator = Evaluator::new(question);
            assert_eq!(bar.at_low, evaluator.value_with(&[(input, bar.low)]));
            assert_eq!(bar.at_high, evaluator.value_with(&[(input, bar.high)]));
        }
    }

    #[test]
    fn indicators_stand_in_the_place_of_the_delay_that_follows_from_them() {
        let mut inputs = announced();
        let of_base =
            |inputs: &Inputs| own_inputs(Question::new(inputs, Scenario::Base, Metric::Npv));
        let in_months = of_base(&inputs);
        assert_eq!(in_months[2], Input::Driver(Driver::PowerDelay));
        inputs.scenarios[Scenario::Base].set_indicators(Indicators::default());
        let by_indicators = of_base(&inputs);
        assert_eq!(by_indicators[2..6], Indicator::ALL.map(Input::Indicator));
        assert_eq!(by_indicators[6..], in_months[3..]);
    }
}
