//! Undo and redo: every edit of the open preset, as the states before and after it.

use super::Session;
use super::message::Message;
use super::state::{Edit, State};
use crate::analysis::Claim;
use crate::preset::Preset;

/// An edit, and how it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it changed.
    pub edit: Edit,
    /// How many key presses or moves of the mouse it took.
    pub moves: usize,
    /// Local time of day at which it began: hour and minute.
    pub clock: (u8, u8),
}

/// Every edit that was made, without limit: states share what they have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    steps: Vec<Step>,
    /// How many of them are done.
    place: usize,
    /// How many steps were done when the preset was opened or last saved, if they still lead there.
    saved: Option<usize>,
}

impl History {
    /// With nothing in it, of a preset as it was opened.
    pub const fn new() -> Self {
        Self { steps: Vec::new(), place: 0, saved: Some(0) }
    }

    /// The state of a preset before an edit that is about to be noted.
    pub(super) fn state(&self, preset: &Preset) -> State {
        let done = self.steps[..self.place].last().map(|step| &step.edit.after);
        State::of(preset, done.or(self.steps.first().map(|step| &step.edit.before)))
    }

    /// Notes an edit; what had been undone is gone.
    pub(super) fn record(&mut self, edit: Edit, clock: (u8, u8)) {
        if self.saved.is_some_and(|saved| saved > self.place) {
            self.saved = None;
        }
        self.steps.truncate(self.place);
        self.steps.push(Step { edit, moves: 1, clock });
        self.place += 1;
    }

    /// Notes that the last edit went on, to another state of the preset. Whether it is still an
    /// edit: once everything is where it began, it is dropped.
    pub(super) fn extend(&mut self, after: &State) -> bool {
        self.steps.truncate(self.place);
        let Some(last) = self.steps.last_mut() else { return false };
        last.edit.after = after.clone();
        last.moves += 1;
        let remains = last.edit.before != last.edit.after;
        if !remains {
            self.steps.pop();
            self.place -= 1;
        }
        remains
    }

    /// Takes the last edit back, and says what it was; `None` when there is nothing to undo.
    pub fn undo(&mut self, preset: &mut Preset) -> Option<&Edit> {
        self.place = self.place.checked_sub(1)?;
        let edit = &self.steps[self.place].edit;
        *preset = edit.before.preset();
        Some(edit)
    }

    /// Makes the edit undone last once more, and says what it was; `None` when there is none.
    pub fn redo(&mut self, preset: &mut Preset) -> Option<&Edit> {
        let edit = &self.steps.get(self.place)?.edit;
        self.place += 1;
        *preset = edit.after.preset();
        Some(edit)
    }

    /// How many steps are done: the present place in the list of all.
    pub const fn place(&self) -> usize {
        self.place
    }

    /// Every step from the first to the last, those undone behind those done.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Notes that the preset was saved as it stands.
    pub const fn note_saved(&mut self) {
        self.saved = Some(self.place);
    }

    /// How many steps lead to what was opened or last saved, if they do.
    pub const fn saved_place(&self) -> Option<usize> {
        self.saved
    }
}

impl Session {
    /// Undoes the last change.
    pub(super) fn undo(&mut self) {
        self.settle();
        match self.history.undo(&mut self.preset).cloned() {
            Some(edit) => self.shifted(&edit, Message::Undone(edit.clone())),
            None => self.say("nothing to undo"),
        }
    }

    /// Redoes what was undone last.
    pub(super) fn redo(&mut self) {
        self.settle();
        match self.history.redo(&mut self.preset).cloned() {
            Some(edit) => self.shifted(&edit, Message::Redone(edit.clone())),
            None => self.say("nothing to redo"),
        }
    }

    fn shifted(&mut self, edit: &Edit, said: Message) {
        // To the claim in question, where it is there.
        let changed = edit.claims().concat();
        let is_changed = |claim: &Claim| changed.iter().any(|changed| changed.id == claim.id);
        if let Some(place) = self.preset.claims.iter().position(is_changed) {
            self.screens.claims.selected = place;
        }
        self.follow_history();
        self.message = Some(said);
    }

    /// Works out what follows once history has taken the preset elsewhere.
    pub(super) fn follow_history(&mut self) {
        let claim = &mut self.screens.claims.selected;
        *claim = (*claim).min(self.preset.claims.len().saturating_sub(1));
        self.begin_move();
        self.recompute(false);
    }
}
