//! Claims: what was said, against the model.

use crate::analysis::{Bound, Claim, Measure, Measurements, measurements};
use crate::model::{Input, Metric, Scenario};
use crate::session::Session;

/// What the Claims screen remembers.
#[derive(Debug, Clone, Default)]
pub struct ClaimsState {
    /// The chosen claim.
    pub selected: usize,
    /// The figures that the claims speak of, while the screen is open.
    measured: Option<Measurements>,
}

impl Session {
    /// The figure that the chosen claim is about, and the year as of which it is meant.
    pub(super) fn claimed(&self) -> Option<(Scenario, Metric, Option<i32>)> {
        let claim = self.preset.claims.get(self.screens.claims.selected)?;
        match claim.measure {
            Measure::Metric(metric) => Some((claim.scenario, metric, None)),
            Measure::MetricIn(metric, year) => Some((claim.scenario, metric, Some(year))),
            Measure::Driver(_) | Measure::SeriesIn(..) => None,
        }
    }

    /// Measures what the claims speak of.
    pub(super) fn refresh_claims(&mut self) {
        self.screens.claims.measured = Some(measurements(&self.preset.inputs, &self.preset.claims));
    }

    /// What the model gives for a claim, on the Claims screen.
    pub fn claim_value(&self, claim: &Claim) -> Option<f64> {
        self.screens.claims.measured.as_ref()?.value(claim.scenario, claim.measure)
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
            Measure::MetricIn(_, year) | Measure::SeriesIn(_, year) => self.say(format!(
                "the claim is about {year}: what must be true is asked of the headline year alone"
            )),
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
