//! Which figure the screens speak of, and the target that it is to reach.

use super::dialog::{Dialog, ExactEntry, Exacted, PickList};
use super::message::Message;
use super::{Screen, Session, TextField};
use crate::analysis::{Bound, Measure};
use crate::model::{Input, Metric};

impl Session {
    pub(super) fn ask_target(&mut self, exacted: Exacted) {
        let field = TextField::default();
        self.dialog =
            Some(Dialog::Exact(ExactEntry { exacted, field, error: None, question: None }));
    }

    /// Asks for the target of the screen.
    pub(super) fn enter_target(&mut self) {
        if self.screen == Screen::Risk {
            return self.enter_risk();
        }
        self.ask_target(match self.screen {
            Screen::Grid => Exacted::GridTarget(self.metric),
            _ => Exacted::SolveTarget(self.metric),
        });
    }

    /// Takes a typed target.
    pub(super) fn take_target(&mut self, exacted: Exacted, target: f64) {
        self.dialog = None;
        match exacted {
            Exacted::GridTarget(_) => self.grid.target = Some(target),
            Exacted::SolveTarget(_) => {
                self.solve.target = Some(target);
                self.solve.selected = 0;
                self.enter(Screen::Solve);
            }
            Exacted::Input(..) => {}
        }
    }

    /// Another figure: a target of the one before means nothing for it.
    pub(super) fn set_metric(&mut self, metric: Metric) {
        if metric != self.metric {
            self.metric = metric;
            self.solve.target = None;
            self.grid.target = None;
            self.explain.open.clear();
            self.explain.selected = 0;
            if self.screen == Screen::Solve {
                self.screen = self.before.pop().unwrap_or(Screen::Explore);
            }
            self.refresh_strip();
        }
    }

    pub(super) fn pick_metric(&mut self) {
        self.dialog = Some(Dialog::Pick(PickList::Metric { selected: self.metric as usize }));
    }

    /// Takes what was chosen from a list.
    pub(super) fn picked(&mut self, list: &PickList) {
        self.dialog = None;
        match list {
            PickList::Metric { selected } => {
                let Some(metric) = Metric::ALL.get(*selected).copied() else { return };
                let solving = self.screen == Screen::Solve && metric != self.metric;
                self.set_metric(metric);
                if solving {
                    self.ask_target(Exacted::SolveTarget(metric));
                }
            }
            PickList::Axis { across, inputs, selected } => {
                let Some(input) = inputs.get(*selected).copied() else { return };
                let grid = &mut self.grid;
                let (axis, other) =
                    if *across { (&mut grid.x, &mut grid.y) } else { (&mut grid.y, &mut grid.x) };
                if input == *other {
                    *other = *axis;
                }
                *axis = input;
                grid.cursor = None;
            }
        }
    }

    /// What must be true for the chosen claim: its nearest bound is the target.
    pub(super) fn solve_claim(&mut self) {
        let Some(claim) = self.preset.claims.get(self.claim) else { return };
        let scenario = claim.scenario;
        match claim.measure {
            Measure::Driver(driver) => {
                self.choose_scenario(scenario);
                self.show_slider(Input::Driver(driver));
                self.message =
                    Some(Message::Note("the claim is about an assumption: this slider".to_owned()));
            }
            Measure::Metric(metric) => {
                let value = self.results.scenarios[scenario].outcome.metrics[metric];
                let target = nearest_end(claim.bound, value);
                self.choose_scenario(scenario);
                self.set_metric(metric);
                self.take_target(Exacted::SolveTarget(metric), target);
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
