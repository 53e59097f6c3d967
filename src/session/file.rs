//! The file of the open preset: saving to it, and opening another.

use super::action::Effect;
use super::exchange::{PresetRef, Recoverable, SaveResult, Why};
use super::presentation::Presentation;
use super::{Dialog, Edit, History, Leave, Session, State};
use crate::preset::{Origin, Preset, Stamp};

/// What is known of the open preset's file.
#[derive(Debug)]
pub struct OpenFile {
    /// Where the preset came from.
    pub origin: Origin,
    /// What it was when it was opened or last saved.
    pub saved: Preset,
    /// Whether it was deleted, or holds something else that can't be read: nothing but the session
    /// holds the preset.
    pub(super) is_gone: bool,
    /// What somebody else wrote to the file, until it is taken up or asked about.
    pub(super) elsewhere: Option<(Preset, Stamp)>,
    /// What to do once what is unsaved is saved.
    pub(super) then: Option<Leave>,
}

impl OpenFile {
    /// Whether it was deleted or can't be read: what is open can't be opened from there.
    pub const fn is_gone(&self) -> bool {
        self.is_gone
    }
}

impl Session {
    /// Whether something would be lost by leaving now.
    pub fn is_unsaved(&self) -> bool {
        self.is_edited() || self.file.is_gone && !self.is_of_deck()
    }

    /// Whether anything was changed here since it was opened or saved.
    pub(super) fn is_edited(&self) -> bool {
        self.preset != self.file.saved && !self.is_of_deck()
    }

    /// What is moved on the slides of a deck is nobody's work.
    fn is_of_deck(&self) -> bool {
        self.presentation.as_ref().is_some_and(Presentation::is_of_deck)
    }

    /// Saves where it came from; a bundled preset asks for a name.
    pub(super) fn save(&mut self) {
        if matches!(self.file.origin, Origin::Bundled(_)) {
            self.ask_name();
        } else if !self.is_unsaved() && self.file.then.is_none() {
            self.say("nothing has changed since it was saved");
        } else {
            self.save_to(PresetRef::At(self.file.origin.clone()), None);
        }
    }

    pub(super) fn save_to(&mut self, target: PresetRef, agreed: Option<(Why, Option<Stamp>)>) {
        let preset = Box::new(self.preset.clone());
        self.effects.push(Effect::Save { target, preset, agreed });
    }

    pub(super) fn saved(&mut self, result: SaveResult) {
        match result {
            SaveResult::Done(origin) => {
                self.dialog = None;
                self.file.saved = self.preset.clone();
                self.file.is_gone = false;
                self.history.note_saved();
                self.settle();
                self.say(match &origin {
                    Origin::Bundled(id) => format!("saved as {id}"),
                    // A restricted library doesn't say where its files are.
                    Origin::Saved { name, path } if path.is_absolute() => {
                        format!("saved as {name}, in {}", path.display())
                    }
                    Origin::Saved { name, .. } => format!("saved as {name}"),
                    Origin::File(path) => format!("saved in {}", path.display()),
                });
                self.file.origin = origin;
                self.effects.extend(self.file.then.take().map(Leave::effect));
                self.reread_league();
            }
            SaveResult::Ask { why, origin, there } => self.ask_overwrite(why, origin, *there),
            SaveResult::Failed(why) => {
                self.file.then = None;
                if let Some(Dialog::SaveAs(entry)) = &mut self.dialog {
                    entry.error = Some(why);
                    entry.found.clear();
                } else {
                    self.dialog = None;
                    self.refuse(why);
                }
            }
        }
    }

    pub(super) fn loaded(&mut self, loaded: Result<(Preset, Origin), String>) {
        match loaded {
            Ok((preset, origin)) => {
                self.reopen(preset, origin);
                self.say(format!("opened {}", self.preset.name));
            }
            Err(why) => {
                self.dialog = None;
                self.refuse(why);
            }
        }
    }

    /// Goes on with work that was left or given up, as it was then; gives its name.
    pub(super) fn resume(&mut self, work: Recoverable) -> String {
        let Recoverable { origin, saved, open, .. } = work;
        let name = open.name.clone();
        self.reopen(open, origin);
        self.history = History::new();
        // Without a difference it was its file that was gone.
        self.file.is_gone = saved == self.preset;
        if !self.file.is_gone {
            let before = State::of(&saved, None);
            let after = State::of(&self.preset, Some(&before));
            self.history.record(Edit { before, after }, self.now.clock);
        }
        self.file.saved = saved;
        name
    }

    /// Begins anew with another preset; what belongs to the person and the screen stays.
    pub(super) fn reopen(&mut self, preset: Preset, origin: Origin) {
        let before = std::mem::replace(self, Self::new(preset, origin));
        self.metric = before.screens.headline.map_or(before.metric, |headline| headline.metric);
        if self.file.origin == before.file.origin {
            self.screens.backtest.reported = before.screens.backtest.reported;
            self.screens.backtest.table = before.screens.backtest.table;
        }
        self.strip.cells = before.strip.cells;
        self.screens.grid.room = before.screens.grid.room;
        self.screens.league = before.screens.league;
        // They hold inputs, which can be compared with another preset's.
        self.pins.all = before.pins.all;
        // An answer that is still under way belongs to what was open before.
        self.answers.generation = before.answers.generation;
        self.now = before.now;
        self.offered = before.offered;
        self.small_offer = before.small_offer;
        self.effects = before.effects;
        self.refresh_strip();
    }
}
