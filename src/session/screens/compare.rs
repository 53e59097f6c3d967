//! Compare: what differs from another state.

use crate::analysis::{Comparison, compare};
use crate::preset::{Currency, Preset};
use crate::session::Session;
use crate::session::action::Effect;
use crate::session::filter::metric_text;
use crate::session::pins::Against;
use std::rc::Rc;

/// What the Compare screen remembers.
#[derive(Debug, Clone, Default)]
pub struct CompareState {
    pub against: Against,
    /// The first line that is shown.
    pub scroll: usize,
    /// What differs.
    pub comparison: Option<Comparison>,
}

impl CompareState {
    pub(super) fn lines(&self) -> usize {
        let comparison = self.comparison.as_ref();
        comparison.map_or(0, |comparison| comparison.inputs.len() + comparison.metrics.len())
    }
}

impl CompareState {
    /// What the lines are found by.
    pub(super) fn texts(&self) -> Vec<String> {
        let Some(comparison) = &self.comparison else { return Vec::new() };
        let inputs =
            comparison.inputs.iter().map(|input| format!("{} {}", input.label, input.input));
        let metrics = comparison.metrics.iter();
        let metrics =
            metrics.map(|each| format!("{} {}", metric_text(each.metric), each.scenario.id()));
        inputs.chain(metrics).collect()
    }
}

impl Session {
    pub(super) fn refresh_comparison(&mut self) {
        let against = match &self.screens.compare.against {
            Against::Preset(preset) => &preset.inputs,
            Against::Pin(pin) => &pin.snapshot.inputs,
            Against::Saved => &self.file.saved.inputs,
        };
        self.screens.compare.comparison = Some(compare(against, &self.preset.inputs));
    }

    /// The currencies of what is compared with, and of what is open.
    pub fn compared_currencies(&self) -> [Currency; 2] {
        let there = match &self.screens.compare.against {
            Against::Preset(preset) => preset.money(),
            Against::Pin(pin) => pin.currency,
            Against::Saved => self.file.saved.money(),
        };
        [there, self.preset.money()]
    }

    /// Asks for the list of presets, to compare with one.
    pub(in crate::session) fn compare_with_preset(&mut self) {
        self.effects.push(Effect::List { to_compare: true });
    }

    /// A preset to compare with was read.
    pub(in crate::session) fn loaded_to_compare(&mut self, loaded: Result<Preset, String>) {
        self.dialog = None;
        match loaded {
            Ok(preset) => {
                self.screens.compare.against = Against::Preset(Box::new(preset));
                self.screens.compare.scroll = 0;
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Compares with what was saved, then with each pin in turn.
    pub(in crate::session) fn next_against(&mut self) {
        let next = match &self.screens.compare.against {
            Against::Saved => Some(0),
            Against::Pin(pin) => {
                self.pins.all.iter().position(|each| Rc::ptr_eq(each, pin)).map(|index| index + 1)
            }
            Against::Preset(_) => None,
        };
        self.screens.compare.against = match next.and_then(|index| self.pins.all.get(index)) {
            Some(pin) => Against::Pin(Rc::clone(pin)),
            None => Against::Saved,
        };
        if self.pins.all.is_empty() {
            self.say("there is no pin: p sets one");
        }
        self.screens.compare.scroll = 0;
    }
}
