//! Paybacks: the ways to count payback, of which one is chosen.

use crate::analysis::payback_metrics;
use crate::model::{Metric, Scenario};
use crate::session::{Screen, Session};

/// What the Paybacks screen remembers.
#[derive(Debug, Clone, Copy, Default)]
pub struct PaybacksState {
    /// The chosen way to count, by its place among all.
    pub selected: usize,
}

impl PaybacksState {
    /// The chosen way to count.
    pub fn chosen(self) -> Option<Metric> {
        payback_metrics().nth(self.selected)
    }
}

impl Session {
    /// Chooses the headline figure's way to count, where it is a payback.
    pub(in crate::session) fn choose_headline_payback(&mut self) {
        if let Some(place) = payback_metrics().position(|metric| metric == self.metric) {
            self.screens.paybacks.selected = place;
        }
    }

    /// Whose payback Explain is opened about, and which, from this screen.
    pub(in crate::session) fn payback_to_explain(&self) -> Option<(Scenario, Metric)> {
        let chosen = self.screens.paybacks.chosen().filter(|_| self.screen == Screen::Paybacks);
        chosen.map(|metric| (self.scenario, metric))
    }
}
