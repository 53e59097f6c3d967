//! Undo and redo: every edit of the open preset, with the parts of it that the edit changed.

mod parts;

use super::Session;
use super::message::{Change, Message};
use crate::preset::Preset;
use parts::Parts;

/// An edit, and what its other side has otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it changed.
    pub change: Change,
    /// How many key presses or moves of the mouse it took.
    pub moves: usize,
    /// Local time of day at which it began: hour and minute.
    pub clock: (u8, u8),
    parts: Parts,
}

/// Every edit that was made, without limit: a step keeps only what it changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    done: Vec<Step>,
    /// The one undone last comes last.
    undone: Vec<Step>,
    /// How many steps were done when the preset was opened or last saved, if they still lead there.
    saved: Option<usize>,
}

impl History {
    /// With nothing in it, of a preset as it was opened.
    pub const fn new() -> Self {
        Self { undone: Vec::new(), done: Vec::new(), saved: Some(0) }
    }

    /// Notes an edit from one state of the preset to another; what had been undone is gone.
    pub fn record(&mut self, change: Change, before: &Preset, after: &Preset, clock: (u8, u8)) {
        if self.saved.is_some_and(|saved| saved > self.done.len()) {
            self.saved = None;
        }
        self.undone.clear();
        self.done.push(Step { change, moves: 1, clock, parts: Parts::of(before, after) });
    }

    /// Notes that the last edit went on, from one state of the preset to another. Whether it is
    /// still an edit: once everything is where it began, it is dropped.
    pub fn extend(&mut self, change: Change, mut before: Preset, after: &Preset) -> bool {
        let Some(last) = self.done.last_mut() else { return false };
        // From where the last edit left the preset, to where it began.
        last.parts.exchange(&mut before);
        last.parts = Parts::of(&before, after);
        last.change = last.change.continued(change);
        last.moves += 1;
        let remains = !last.parts.is_empty();
        if !remains {
            self.done.pop();
        }
        remains
    }

    /// Takes the last edit back, and says what it was; `None` when there is nothing to undo.
    pub fn undo(&mut self, preset: &mut Preset) -> Option<&Change> {
        shift(&mut self.done, &mut self.undone, preset)
    }

    /// Makes the edit undone last once more, and says what it was; `None` when there is none.
    pub fn redo(&mut self, preset: &mut Preset) -> Option<&Change> {
        shift(&mut self.undone, &mut self.done, preset)
    }

    /// How many steps are done: the present place in the list of all.
    pub const fn place(&self) -> usize {
        self.done.len()
    }

    /// Every step from the first to the last, those undone behind those done.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        let undone = self.undone.len();
        (0..self.done.len() + undone).map(move |index| {
            let behind = index.checked_sub(self.done.len());
            behind.map_or_else(|| &self.done[index], |behind| &self.undone[undone - 1 - behind])
        })
    }

    /// Notes that the preset was saved as it stands.
    pub const fn note_saved(&mut self) {
        self.saved = Some(self.done.len());
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
            Some(change) => self.shifted(Message::Undone(change)),
            None => self.say("nothing to undo"),
        }
    }

    /// Redoes what was undone last.
    pub(super) fn redo(&mut self) {
        self.settle();
        match self.history.redo(&mut self.preset).cloned() {
            Some(change) => self.shifted(Message::Redone(change)),
            None => self.say("nothing to redo"),
        }
    }

    fn shifted(&mut self, said: Message) {
        // To the claim in question, where it is there.
        if let Message::Undone(Change::Claim { from, to })
        | Message::Redone(Change::Claim { from, to }) = &said
        {
            let ids: Vec<&str> = from.iter().chain(to).map(|claim| &*claim.id).collect();
            let place = self.preset.claims.iter().position(|claim| ids.contains(&&*claim.id));
            self.screens.claims.selected = place.unwrap_or(self.screens.claims.selected);
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

fn shift<'a>(
    from: &mut Vec<Step>,
    to: &'a mut Vec<Step>,
    preset: &mut Preset,
) -> Option<&'a Change> {
    let mut step = from.pop()?;
    step.parts.exchange(preset);
    to.push(step);
    to.last().map(|step| &step.change)
}
