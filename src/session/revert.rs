//! Going back: reset to what was saved, undo and redo.

use super::Session;
use super::action::Moment;
use super::edit::value_in;
use super::editing::{By, Edited};
use super::message::{Change, Message};
use crate::model::Scenario;

impl Session {
    /// Takes the chosen value, or the row's three, back to what was saved.
    pub(super) fn reset(&mut self, whole_row: bool, now: Moment) {
        let Some(input) = self.row.input() else {
            return self.say_what_opens();
        };
        let scenario = self.scenario;
        let from = self.value(input, scenario);
        let mut inputs = self.preset.inputs.clone();
        if let (false, Some(saved)) =
            (input.is_per_scenario(), self.saved.inputs.get(input, scenario))
        {
            inputs.set(input, scenario, saved);
        }
        for each in Scenario::ALL {
            if whole_row || each == scenario {
                let saved = self.saved.inputs.scenarios[each];
                inputs.scenarios[each].take(input, &saved);
            }
        }
        let to = value_in(&inputs, input, scenario);
        let change = if whole_row {
            Change::RowReset { input }
        } else {
            Change::Value { input, scenario, linked: false, from, to }
        };
        let edited = self.edit(change, now, By::Once, |preset| preset.inputs = inputs);
        if edited == Edited::Same {
            self.message = Some(Message::Note("this is the saved value".to_owned()));
        }
    }

    /// Undoes the last change.
    pub(super) fn undo(&mut self) {
        self.settle();
        let undone = self.history.undo(&mut self.preset).cloned();
        self.shifted(undone.map(Message::Undone), "nothing to undo");
    }

    /// Redoes what was undone last.
    pub(super) fn redo(&mut self) {
        self.settle();
        let redone = self.history.redo(&mut self.preset).cloned();
        self.shifted(redone.map(Message::Redone), "nothing to redo");
    }

    /// Works out what follows once history has taken the preset elsewhere, or says that it didn't.
    pub(super) fn shifted(&mut self, said: Option<Message>, nothing: &str) {
        if let Some(said) = &said {
            // To the claim in question, where it is there.
            if let Message::Undone(Change::Claim { from, to })
            | Message::Redone(Change::Claim { from, to }) = said
            {
                let ids: Vec<&str> = from.iter().chain(to).map(|claim| &*claim.id).collect();
                let mut claims = self.preset.claims.iter();
                self.claim =
                    claims.position(|claim| ids.contains(&&*claim.id)).unwrap_or(self.claim);
            }
            self.claim = self.claim.min(self.preset.claims.len().saturating_sub(1));
            self.begin_move();
            self.recompute(false);
        }
        self.message = said.or_else(|| Some(Message::Note(nothing.to_owned())));
    }
}
