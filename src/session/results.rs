//! What the model makes of the inputs, recomputed only where they changed.

use crate::model::{Inputs, Outcome, Plan, Scenario, Scenarios, Series, Workspace, evaluate};
use std::rc::Rc;

/// Every series of a scenario by the year or the quarter, $bn.
#[derive(Debug, Clone, PartialEq)]
pub struct Periodic([Vec<f64>; Series::ALL.len()]);

impl Periodic {
    /// A series' values, one for each period.
    pub fn of(&self, series: Series) -> &[f64] {
        &self.0[series as usize]
    }
}

/// A scenario's figures and series.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioResult {
    /// Metrics and flags.
    pub outcome: Outcome,
    /// Series by financial year.
    pub annual: Periodic,
}

/// What was put in at some moment, and what came out.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What was put in.
    pub inputs: Inputs,
    /// What came out.
    pub scenarios: Scenarios<Rc<ScenarioResult>>,
}

/// The three scenarios, evaluated.
#[derive(Debug)]
pub struct Results {
    pub(super) inputs: Inputs,
    plan: Plan,
    workspace: Workspace,
    /// Each scenario's figures and series.
    pub scenarios: Scenarios<Rc<ScenarioResult>>,
}

impl Results {
    /// Evaluates the three scenarios.
    pub fn new(inputs: &Inputs) -> Self {
        let plan = Plan::new(&inputs.programme);
        let mut workspace = Workspace::new();
        let scenarios =
            Scenarios::from_fn(|scenario| result(&plan, inputs, scenario, &mut workspace));
        Self { inputs: inputs.clone(), plan, workspace, scenarios }
    }

    /// Evaluates again what other inputs change.
    pub fn update(&mut self, inputs: &Inputs) {
        let programme_changed = inputs.programme != self.inputs.programme;
        if programme_changed {
            self.plan = Plan::new(&inputs.programme);
        }
        for scenario in Scenario::ALL {
            let drivers = |inputs: &Inputs| *inputs.scenarios[scenario].drivers();
            if programme_changed || drivers(inputs) != drivers(&self.inputs) {
                self.scenarios[scenario] =
                    result(&self.plan, inputs, scenario, &mut self.workspace);
            }
        }
        self.inputs.clone_from(inputs);
    }

    /// The years of the series.
    pub fn years(&self) -> impl ExactSizeIterator<Item = i32> {
        self.plan.years().iter().map(|year| year.year)
    }

    /// The quarters of the series: `2029-Q1`.
    pub fn quarters(&self) -> Vec<String> {
        self.plan.quarters().iter().map(ToString::to_string).collect()
    }

    /// A scenario's series by quarter of the financial year; evaluated anew, since they are looked at
    /// far less often than they would change.
    pub fn quarterly(&self, scenario: Scenario) -> Periodic {
        let mut workspace = Workspace::new();
        evaluate(&self.plan, self.inputs.scenarios[scenario].drivers(), &mut workspace);
        let quarters = self.plan.quarters();
        Periodic(Series::ALL.map(|series| workspace.timeline.quarterly(&quarters, series)))
    }

    /// What was put in and what came out, to be kept.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { inputs: self.inputs.clone(), scenarios: self.scenarios.map(Rc::clone) }
    }
}

fn result(
    plan: &Plan,
    inputs: &Inputs,
    scenario: Scenario,
    workspace: &mut Workspace,
) -> Rc<ScenarioResult> {
    let outcome = evaluate(plan, inputs.scenarios[scenario].drivers(), workspace);
    let timeline = &workspace.timeline;
    let annual = Periodic(Series::ALL.map(|series| timeline.annual(plan, series)));
    Rc::new(ScenarioResult { outcome, annual })
}

/// The lowest and the highest value that a chart shows; zero is always among them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Zero or below.
    pub min: f64,
    /// Zero or above.
    pub max: f64,
}

impl Scale {
    const NOTHING: Self = Self { min: 0.0, max: 0.0 };

    fn grow(&mut self, values: &[f64]) {
        for value in values {
            self.min = self.min.min(*value);
            self.max = self.max.max(*value);
        }
    }
}

/// The scales that the three panels share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scales {
    /// Of operating income by year, $bn.
    pub income: Scale,
    /// Of cumulative free cash flow by year, $bn.
    pub cash: Scale,
}

impl Scales {
    /// Scales on which every scenario fits.
    pub fn of(scenarios: &Scenarios<Rc<ScenarioResult>>) -> Self {
        Self { income: Scale::NOTHING, cash: Scale::NOTHING }.with(scenarios)
    }

    /// Scales on which these scenarios fit as well.
    #[must_use]
    pub fn with(mut self, scenarios: &Scenarios<Rc<ScenarioResult>>) -> Self {
        for (_, result) in scenarios.iter() {
            self.income.grow(result.annual.of(Series::OperatingIncome));
            self.cash.grow(result.annual.of(Series::CumulativeFcf));
        }
        self
    }
}
