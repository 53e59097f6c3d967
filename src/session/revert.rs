//! Going back: reset to what was saved, undo and redo, and the pin that figures are compared with.

use super::action::Moment;
use super::edit::Move;
use super::message::{Change, Message};
use super::{Pin, Session};
use crate::model::{Inputs, Scenario};
use std::rc::Rc;

impl Session {
    /// Takes the chosen value, or the row's three, back to what was saved.
    pub(super) fn reset(&mut self, whole_row: bool, now: Moment) {
        let Some(input) = self.row.input() else {
            return self.say_what_opens();
        };
        self.settle();
        let before = self.preset.inputs.clone();
        let from = self.value(input, self.scenario);
        if let (false, Some(saved)) =
            (input.is_per_scenario(), self.saved.inputs.get(input, self.scenario))
        {
            self.preset.inputs.set(input, self.scenario, saved);
        }
        for scenario in Scenario::ALL {
            if whole_row || scenario == self.scenario {
                let saved = self.saved.inputs.scenarios[scenario];
                self.preset.inputs.scenarios[scenario].take(input, &saved);
            }
        }
        if self.preset.inputs == before {
            self.message = Some(Message::Note("this is the saved value".to_owned()));
            return;
        }
        if whole_row {
            self.begin_move();
            self.history.record(Change::RowReset { input }, before);
            self.message = Some(Message::Changed(Change::RowReset { input }));
            self.recompute(false);
        } else {
            let present = Move {
                input,
                scenario: self.scenario,
                linked: false,
                at: now.since_start,
                held: false,
                open: true,
            };
            self.changed(present, from, before);
        }
        self.moving = None;
    }

    /// Undoes the last change.
    pub(super) fn undo(&mut self) {
        self.settle();
        let present = self.preset.inputs.clone();
        let shifted = self.history.undo(present);
        self.shifted(shifted, Message::Undone, "nothing to undo");
    }

    /// Redoes what was undone last.
    pub(super) fn redo(&mut self) {
        self.settle();
        let present = self.preset.inputs.clone();
        let shifted = self.history.redo(present);
        self.shifted(shifted, Message::Redone, "nothing to redo");
    }

    pub(super) fn shifted(
        &mut self,
        shifted: Result<(Change, Inputs), Inputs>,
        say: fn(Change) -> Message,
        nothing: &str,
    ) {
        match shifted {
            Ok((change, inputs)) => {
                self.moved_from = Some(Rc::new(self.results.snapshot()));
                self.preset.inputs = inputs;
                self.message = Some(say(change));
                self.recompute(false);
            }
            Err(_) => self.message = Some(Message::Note(nothing.to_owned())),
        }
    }

    /// Pins what stands now; on a pin that nothing has changed since, takes it away.
    pub(super) fn toggle_pin(&mut self, now: Moment) {
        self.settle();
        let unchanged =
            self.pin.as_ref().is_some_and(|pin| pin.snapshot.inputs == self.preset.inputs);
        let said = if unchanged {
            self.pin = None;
            "pin taken away".to_owned()
        } else {
            let at = format!("{:02}:{:02}", now.clock.0, now.clock.1);
            let said = format!("pinned at {at}: figures show how they differ from now on");
            self.pin = Some(Pin { snapshot: Rc::new(self.results.snapshot()), at });
            said
        };
        self.scales = self.fitting_scales();
        self.message = Some(Message::Note(said));
    }
}
