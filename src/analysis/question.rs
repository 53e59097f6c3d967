//! A question: one metric of one scenario, and the evaluator that answers it again and again
//! with some inputs changed.

use super::error::AnalysisError;
use super::side_by_side::{PointScratch, between, level};
use crate::model::{
    Batch, Driver, Drivers, Input, Inputs, Metric, Outcome, Plan, Range, Request, Scenario,
    Scenarios, Workspace, evaluate, evaluate_for,
};

/// What every analysis is asked about: a metric of one scenario of these inputs.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What is put into the model.
    pub inputs: &'a Inputs,
    /// Whose assumptions hold where nothing else is said.
    pub scenario: Scenario,
    /// The figure that is read off.
    pub metric: Metric,
}

impl<'a> Question<'a> {
    /// Asks for a metric of a scenario.
    pub const fn new(inputs: &'a Inputs, scenario: Scenario, metric: Metric) -> Self {
        Self { inputs, scenario, metric }
    }

    /// The metric's value with nothing changed.
    pub fn value(&self) -> Option<f64> {
        Evaluator::new(*self).value_with(&[])
    }

    /// An input's value in the scenario. An indicator has one even where the delay is given in
    /// months: the default that it starts from when it is set.
    pub(super) fn input(&self, input: Input) -> f64 {
        self.inputs
            .get(input, self.scenario)
            .or(input.spec().default)
            .unwrap_or(input.spec().valid.min)
    }

    /// The interval over which an input varies where none is given: its slider's range, widened to
    /// hold the present value, or for a number of the programme all that is valid. Where that is
    /// open below it begins at a thousandth of the present value, and where it has no upper end it
    /// ends at ten times that.
    pub fn interval(&self, input: Input) -> (f64, f64) {
        let (spec, now) = (input.spec(), self.input(input));
        match input {
            Input::Driver(_) | Input::Indicator(_) | Input::Weight => {
                (spec.slider.min.min(now), spec.slider.max.max(now))
            }
            Input::Programme(_) | Input::Site(..) => {
                let Range { min, max, above_min, .. } = spec.valid;
                let from = if above_min { min + (now - min) / 1000.0 } else { min };
                let to = if now > 0.0 { 10.0 * now } else { spec.slider.max };
                (from, if max.is_finite() { max } else { to })
            }
        }
    }

    /// Refuses an input that the programme doesn't have.
    pub(super) const fn check_input(&self, input: Input) -> Result<(), AnalysisError> {
        let sites = self.inputs.programme.sites.len();
        match input {
            Input::Site(site, _) if site >= sites => {
                Err(AnalysisError::NoSuchSite { input, sites })
            }
            _ => Ok(()),
        }
    }

    /// Refuses an interval that is empty, reversed or not valid for the input.
    pub(super) fn check_interval(
        &self,
        input: Input,
        (from, to): (f64, f64),
    ) -> Result<(), AnalysisError> {
        self.check_input(input)?;
        let valid = input.spec().valid;
        for value in [from, to] {
            if !valid.contains(value) {
                return Err(AnalysisError::OutOfRange { input, value, valid });
            }
        }
        if from < to { Ok(()) } else { Err(AnalysisError::Reversed { input, from, to }) }
    }
}

/// Answers a question for many changes of the inputs, in one workspace.
///
/// The programme is compiled again only when a change of the programme differs from the change
/// before; drivers and indicators cost one simulation alone.
#[derive(Debug, Clone)]
pub struct Evaluator<'a> {
    question: Question<'a>,
    inputs: Inputs,
    plan: Plan,
    /// The changes of the programme that the plan was made with.
    planned: Vec<(Input, f64)>,
    /// Whether any site has money to spend.
    funded: bool,
    workspace: Workspace,
    margin_capped: bool,
    /// The programme as asked about, made ready for many points.
    batch: Option<&'a Batch>,
    scratch: PointScratch,
}

impl<'a> Evaluator<'a> {
    /// Compiles the question's programme.
    pub fn new(question: Question<'a>) -> Self {
        let inputs = question.inputs.clone();
        let plan = Plan::new(&inputs.programme);
        let funded = is_funded(&inputs);
        Self {
            question,
            inputs,
            plan,
            planned: Vec::new(),
            funded,
            workspace: Workspace::new(),
            margin_capped: false,
            batch: None,
            scratch: PointScratch::default(),
        }
    }

    /// The programme as asked about made ready for so many points with drivers in these ranges;
    /// `None` where they are too few, or have no figures.
    pub(super) fn made_ready(&self, ranges: (Drivers, Drivers), count: usize) -> Option<Batch> {
        if !self.funded || !Batch::is_worthwhile(&self.plan, ranges, count) {
            return None;
        }
        let request = Request { metrics: vec![self.question.metric], by_year: false };
        Some(Batch::new(&self.plan, ranges, request))
    }

    /// Evaluates points at which the programme is as asked about with a batch made for them.
    pub(super) fn with_batch(self, batch: Option<&'a Batch>) -> Self {
        Self { batch, ..self }
    }

    /// The question that it answers.
    pub const fn question(&self) -> Question<'a> {
        self.question
    }

    /// The metric's value with some inputs changed, unchecked; changes don't outlast the call.
    ///
    /// Setting an indicator makes the power delay follow from the indicators, setting the driver
    /// `power_delay` replaces them. `None` where the metric has no value, and where the changes
    /// leave no site a pledge.
    pub fn value_with(&mut self, changes: &[(Input, f64)]) -> Option<f64> {
        self.plan_for(changes);
        let drivers = self.drivers_with(changes);
        self.value_of(&drivers)
    }

    /// The metric's value at each of several points, each some inputs changed: to 1e-9 what
    /// [`value_with`](Self::value_with) says, and absent where that has none. Points that follow each
    /// other and differ in drivers alone are evaluated side by side, where they are enough.
    pub fn values_with<const N: usize>(
        &mut self,
        points: &[[(Input, f64); N]],
    ) -> Vec<Option<f64>> {
        let mut values = Vec::with_capacity(points.len());
        for points in points.chunk_by(|one, next| is_same_programme(one, next)) {
            self.plan_for(&points[0]);
            let drivers: Vec<Drivers> =
                points.iter().map(|changes| self.drivers_with(changes)).collect();
            let shared = self.batch.filter(|_| self.planned.is_empty());
            let own = || self.made_ready(between(&drivers), drivers.len());
            let own = shared.is_none().then(own).flatten();
            match shared.or(own.as_ref()) {
                Some(batch) => {
                    let from = values.len();
                    self.margin_capped |= self.scratch.values(batch, &drivers, &mut values);
                    level(values[from..].iter_mut());
                }
                None => values.extend(drivers.iter().map(|drivers| self.value_of(drivers))),
            }
        }
        values
    }

    /// The scenario's drivers with changes of its inputs.
    pub(super) fn drivers_with(&self, changes: &[(Input, f64)]) -> Drivers {
        let mut assumptions = self.inputs.scenarios[self.question.scenario];
        for (input, value) in changes {
            assumptions.set(*input, *value);
        }
        *assumptions.drivers()
    }

    /// Whether any site has a pledge with these changes.
    pub(super) fn funds(&mut self, changes: &[(Input, f64)]) -> bool {
        self.plan_for(changes);
        self.funded
    }

    /// The metric's value for a set of drivers, the programme as in the call before.
    fn value_of(&mut self, drivers: &Drivers) -> Option<f64> {
        if !self.funded {
            return None;
        }
        let outcome = self.outcome_of(drivers);
        outcome.metrics[self.question.metric]
    }

    /// The metric's value for a set of drivers in place of the scenario's, the programme as
    /// asked about.
    pub fn value_for(&mut self, drivers: &Drivers) -> Option<f64> {
        self.plan_for(&[]);
        self.value_of(drivers)
    }

    /// The scenario's drivers, the power delay in months.
    pub fn drivers(&self) -> &Drivers {
        self.inputs.scenarios[self.question.scenario].drivers()
    }

    /// Whether an evaluation met `margin_capped` since the last call of this: depreciation and
    /// platform costs took more than the reference margin leaves.
    pub const fn take_margin_capped(&mut self) -> bool {
        std::mem::replace(&mut self.margin_capped, false)
    }

    fn outcome_of(&mut self, drivers: &Drivers) -> Outcome {
        let asked = [self.question.metric];
        let outcome = evaluate_for(&asked, &self.plan, drivers, &mut self.workspace);
        self.margin_capped |= outcome.flags.margin_capped;
        outcome
    }

    /// Makes sure that the plan is that of the programme with these changes.
    fn plan_for(&mut self, changes: &[(Input, f64)]) {
        if is_same_programme(&self.planned, changes) {
            return;
        }
        let scenario = self.question.scenario;
        for (input, _) in self.planned.drain(..) {
            if let Some(value) = self.question.inputs.get(input, scenario) {
                self.inputs.set(input, scenario, value);
            }
        }
        for (input, value) in of_programme(changes) {
            self.inputs.set(*input, scenario, *value);
            self.planned.push((*input, *value));
        }
        self.plan = Plan::new(&self.inputs.programme);
        self.funded = is_funded(&self.inputs);
    }
}

/// The changes of the programme.
fn of_programme(changes: &[(Input, f64)]) -> impl Iterator<Item = &(Input, f64)> {
    changes.iter().filter(|(input, _)| !input.is_per_scenario())
}

/// Whether two sets of changes leave the same programme.
fn is_same_programme(one: &[(Input, f64)], other: &[(Input, f64)]) -> bool {
    of_programme(one)
        .map(|(input, value)| (*input, value.to_bits()))
        .eq(of_programme(other).map(|(input, value)| (*input, value.to_bits())))
}

/// What the model makes of every scenario.
pub fn outcomes(inputs: &Inputs) -> Scenarios<Outcome> {
    outcomes_in(&mut Workspace::new(), inputs)
}

/// The same in a workspace that was used before.
pub(super) fn outcomes_in(workspace: &mut Workspace, inputs: &Inputs) -> Scenarios<Outcome> {
    let plan = Plan::new(&inputs.programme);
    inputs.scenarios.map(|assumptions| evaluate(&plan, assumptions.drivers(), workspace))
}

/// Whether any site has money to spend: without any there is nothing to evaluate.
pub(super) fn is_funded(inputs: &Inputs) -> bool {
    inputs.programme.sites.iter().any(|site| site.pledge > 0.0)
}

/// The drivers whose three scenario values aren't all equal, with the lowest and the highest.
pub(super) fn differing_drivers(inputs: &Inputs) -> impl Iterator<Item = (Driver, f64, f64)> {
    Driver::ALL.into_iter().filter_map(|driver| {
        let values = inputs.scenarios.0.map(|assumptions| assumptions.drivers()[driver]);
        let low = values.into_iter().fold(f64::INFINITY, f64::min);
        let high = values.into_iter().fold(f64::NEG_INFINITY, f64::max);
        (low < high).then_some((driver, low, high))
    })
}

/// `count` values at even distances from `from` to `to`, both ends exact; of a whole-number input
/// the nearest whole numbers.
pub(super) fn even_values(input: Input, from: f64, to: f64, count: usize) -> Vec<f64> {
    let last = count.saturating_sub(1);
    let whole = input.spec().valid.whole;
    (0..count)
        .map(|index| {
            if index == last {
                return to;
            }
            let value = from + (to - from) * (index as f64 / last as f64);
            if whole { value.round() } else { value }
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Assumptions, Indicator, Programme, ProgrammeNumber, Scenarios, SiteNumber};

    /// The announcement as its readers see it: bear, base, bull.
    pub fn announced() -> Inputs {
        Inputs {
            programme: Programme::default(),
            scenarios: Scenarios([
                Assumptions::new(Drivers([0.45, 0.29, 18.0, 0.15, 0.25, 0.0, 0.0, 1.0]), 0.25),
                Assumptions::new(Drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0, 1.0]), 0.5),
                Assumptions::new(Drivers([0.80, 0.32, 0.0, 0.45, 0.0, 0.0, 0.0, 1.0]), 0.25),
            ]),
        }
    }

    pub fn close(a: f64, b: f64, relative: f64) -> bool {
        (a - b).abs() <= relative * a.abs().max(b.abs()) + 1e-12
    }

    #[test]
    fn changes_answer_as_if_the_inputs_had_been_set() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let mut evaluator = Evaluator::new(question);
        let before = evaluator.value_with(&[]);
        for (input, value) in [
            (Input::Driver(Driver::Utilization), 0.8),
            (Input::Programme(ProgrammeNumber::TaxRate), 0.3),
            (Input::Indicator(Indicator::QueueMonths), 60.0),
            (Input::Site(0, SiteNumber::Months), 20.0),
        ] {
            let mut changed = inputs.clone();
            changed.set(input, Scenario::Base, value);
            let expected = Question::new(&changed, Scenario::Base, Metric::Npv).value();
            assert!(expected.is_some() && expected != before, "{input}");
            assert_eq!(evaluator.value_with(&[(input, value)]), expected, "{input}");
            assert_eq!(evaluator.value_with(&[]), before, "{input} does not outlast its call");
        }
    }

    #[test]
    fn the_flag_is_raised_once_for_the_evaluations_that_met_it() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::OperatingIncome);
        let mut evaluator = Evaluator::new(question);
        evaluator.value_with(&[(Input::Driver(Driver::Margin), 0.3)]);
        assert!(!evaluator.take_margin_capped());
        evaluator.value_with(&[(Input::Driver(Driver::Margin), 0.6)]);
        assert!(evaluator.take_margin_capped());
        assert!(!evaluator.take_margin_capped());
    }

    #[test]
    fn a_programme_without_a_pledge_has_no_figures() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let pledge = Input::Site(0, SiteNumber::Pledge);
        assert_eq!(Evaluator::new(question).value_with(&[(pledge, 0.0)]), None);
    }
}
