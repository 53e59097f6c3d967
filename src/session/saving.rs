//! Saving, opening and leaving, with the questions that come in between.

use super::action::{Effect, May, SaveResult, SaveTarget};
use super::dialog::{Dialog, Leave};
use super::message::Message;
use super::{Session, TextField};
use crate::preset::{Origin, Preset};

/// A name or a path to save under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveAs {
    /// What is typed.
    pub field: TextField,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Where it leads, or why it leads nowhere.
    pub place: Option<Result<Place, String>>,
    /// Names and paths that continue what is typed.
    pub found: Vec<String>,
}

/// A place to save in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's path.
    pub path: String,
    /// Whether something is there already.
    pub is_taken: bool,
}

impl SaveAs {
    pub(super) fn new(text: &str) -> Self {
        Self { field: TextField::new(text), error: None, place: None, found: Vec::new() }
    }
}

impl Session {
    /// Saves where it came from; a bundled preset asks for a name.
    pub(super) fn save(&mut self) -> Vec<Effect> {
        if matches!(self.origin, Origin::Bundled(_)) {
            return self.ask_name();
        }
        if !self.is_unsaved() && self.after_save.is_none() {
            self.message = Some(Message::Note("nothing has changed since it was saved".to_owned()));
            return Vec::new();
        }
        vec![self.save_effect(SaveTarget::At(self.origin.clone()), May::Ask)]
    }

    pub(super) fn save_effect(&self, target: SaveTarget, may: May) -> Effect {
        Effect::Save { target, preset: Box::new(self.preset.clone()), may }
    }

    /// Asks for a name or a path to save under.
    pub(super) fn ask_name(&mut self) -> Vec<Effect> {
        let suggestion = match &self.origin {
            Origin::Bundled(id) => format!("{id}-mine"),
            origin => origin.id(),
        };
        self.dialog = Some(Dialog::SaveAs(SaveAs::new(&suggestion)));
        self.look_for_place()
    }

    /// Asks where the typed name or path leads.
    pub(super) fn look_for_place(&mut self) -> Vec<Effect> {
        let Some(Dialog::SaveAs(entry)) = &self.dialog else { return Vec::new() };
        vec![Effect::Locate(entry.field.text().trim().to_owned())]
    }

    /// Where the typed name or path leads is known.
    pub(super) fn located(&mut self, typed: &str, place: Result<Place, String>) {
        if let Some(Dialog::SaveAs(entry)) = &mut self.dialog
            && entry.field.text().trim() == typed
        {
            entry.place = Some(place);
        }
    }

    pub(super) fn saved_as(&mut self, result: SaveResult) -> Vec<Effect> {
        match result {
            SaveResult::Done(origin) => {
                self.dialog = None;
                self.saved = self.preset.clone();
                self.unfiled = false;
                self.history.note_saved();
                self.settle();
                self.message = Some(Message::Note(match &origin {
                    Origin::Bundled(id) => format!("saved as {id}"),
                    Origin::Saved { name, path } => {
                        format!("saved as {name}, in {}", path.display())
                    }
                    Origin::File(path) => format!("saved in {}", path.display()),
                }));
                self.origin = origin;
                match self.after_save.take() {
                    Some(leave) => vec![leave.effect()],
                    None => Vec::new(),
                }
            }
            SaveResult::Ask { why, origin, there } => {
                self.ask_overwrite(why, origin, &there);
                Vec::new()
            }
            SaveResult::Failed(why) => {
                self.after_save = None;
                if let Some(dialog @ Dialog::SaveAs(_)) = &mut self.dialog {
                    dialog.set_error(Some(why));
                } else {
                    self.dialog = None;
                    self.message = Some(Message::Error(why));
                }
                Vec::new()
            }
        }
    }

    pub(super) fn loaded(&mut self, loaded: Result<(Preset, Origin), String>) {
        match loaded {
            Ok((preset, origin)) => {
                self.reopen(preset, origin);
                self.message = Some(Message::Note(format!("opened {}", self.preset.name)));
            }
            Err(why) => {
                self.dialog = None;
                self.message = Some(Message::Error(why));
            }
        }
    }

    /// Begins anew with another preset; what belongs to the person and the screen stays.
    pub(super) fn reopen(&mut self, preset: Preset, origin: Origin) {
        let (metric, cells, room) = (self.metric, self.strip.cells, self.grid.room);
        let help_end = self.help_end;
        let generation = self.answers.generation;
        let pins = std::mem::take(&mut self.pins);
        *self = Self::new(preset, origin);
        self.metric = metric;
        self.strip.cells = cells;
        self.grid.room = room;
        self.help_end = help_end;
        // They hold inputs, which can be compared with another preset's.
        self.pins = pins;
        // An answer that is still under way belongs to what was open before.
        self.answers.generation = generation;
        self.refresh_strip();
    }

    /// Leaves what is open, unless something would be lost: then it asks. Pins outlive the preset
    /// that is open, but not the program.
    pub(super) fn leave(&mut self, leave: Leave) -> Vec<Effect> {
        if self.is_unsaved() {
            self.dialog = Some(Dialog::Unsaved(leave));
            return Vec::new();
        }
        if leave == Leave::Quit && !self.pins.is_empty() {
            self.dialog = Some(Dialog::Pinned);
            return Vec::new();
        }
        self.dialog = None;
        vec![leave.effect()]
    }
}
