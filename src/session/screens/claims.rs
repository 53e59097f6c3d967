//! Claims: what was said, against the model.

use crate::analysis::{Bound, Measure};
use crate::model::{Input, Metric, Scenario};
use crate::session::Session;

/// What the Claims screen remembers.
#[derive(Debug, Clone, Default)]
pub struct ClaimsState {
    /// The chosen claim.
    pub selected: usize,
}

impl Session {
    /// The figure that the chosen claim is about.
    pub(super) fn claimed(&self) -> Option<(Scenario, Metric)> {
        let claim = self.preset.claims.get(self.screens.claims.selected)?;
        match claim.measure {
            Measure::Metric(metric) => Some((claim.scenario, metric)),
            Measure::Driver(_) => None,
        }
    }

    /// What must be true for the chosen claim: its nearest bound is the target.
    pub(in crate::session) fn solve_claim(&mut self) {
        let Some(claim) = self.preset.claims.get(self.screens.claims.selected) else { return };
        let scenario = claim.scenario;
        match claim.measure {
            Measure::Driver(driver) => {
                self.choose_scenario(scenario);
                self.show_slider(Input::Driver(driver));
                self.say("the claim is about an assumption: this slider");
            }
            Measure::Metric(metric) => {
                let value = self.results.scenarios[scenario].outcome.metrics[metric];
                let target = nearest_end(claim.bound, value);
                self.choose_scenario(scenario);
                self.set_metric(metric);
                self.solve_for(target);
            }
        }
    }
}

/// The end of a bound that a figure misses, or that lies nearest.
fn nearest_end(bound: Bound, value: Option<f64>) -> f64 {
    let (low, high) = bound.ends();
    match (low.is_finite(), high.is_finite()) {
        (true, false) => low,
        (false, _) => high,
        (true, true) => {
            let value = value.unwrap_or(high);
            if (value - low).abs() <= (value - high).abs() { low } else { high }
        }
    }
}
