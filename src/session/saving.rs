//! Saving, opening and leaving, with the questions that come in between.

use super::action::{Effect, SaveResult, SaveTarget};
use super::dialog::{Dialog, Leave, SaveAs};
use super::message::Message;
use super::{Session, TextField};
use crate::preset::{Origin, Preset};

impl Session {
    /// Saves where it came from; a bundled preset asks for a name.
    pub(super) fn save(&mut self) -> Vec<Effect> {
        let target = match &self.origin {
            Origin::Bundled(_) => {
                self.ask_name();
                return Vec::new();
            }
            Origin::Saved { name, .. } => SaveTarget::Name(name.clone()),
            Origin::File(path) => SaveTarget::Path(path.clone()),
        };
        if !self.is_unsaved() && self.after_save.is_none() {
            self.message = Some(Message::Note("nothing has changed since it was saved".to_owned()));
            return Vec::new();
        }
        vec![self.save_effect(target, true)]
    }

    pub(super) fn save_effect(&self, target: SaveTarget, replace: bool) -> Effect {
        Effect::Save { target, preset: Box::new(self.preset.clone()), replace }
    }

    pub(super) fn ask_name(&mut self) {
        let suggestion = match &self.origin {
            Origin::Bundled(id) => format!("{id}-mine"),
            Origin::Saved { name, .. } => name.clone(),
            Origin::File(path) => {
                path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
            }
        };
        let field = TextField::new(&suggestion);
        self.dialog = Some(Dialog::SaveAs(SaveAs { field, error: None }));
    }

    pub(super) fn saved_as(&mut self, result: SaveResult) -> Vec<Effect> {
        match result {
            SaveResult::Done(origin) => {
                self.dialog = None;
                self.saved = self.preset.clone();
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
                    Some(leave) => self.leave(leave),
                    None => Vec::new(),
                }
            }
            SaveResult::Exists(target) => {
                self.dialog = Some(Dialog::Replace(target));
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
                let (metric, cells, room) = (self.metric, self.strip.cells, self.grid.room);
                let help_end = self.help_end;
                let generation = self.generation;
                let pins = std::mem::take(&mut self.pins);
                *self = Self::new(preset, origin);
                self.metric = metric;
                self.strip.cells = cells;
                self.grid.room = room;
                self.help_end = help_end;
                // They hold inputs, which can be compared with another preset's.
                self.pins = pins;
                // An answer that is still under way belongs to what was open before.
                self.generation = generation;
                self.refresh_strip();
                self.message = Some(Message::Note(format!("opened {}", self.preset.name)));
            }
            Err(why) => {
                self.dialog = None;
                self.message = Some(Message::Error(why));
            }
        }
    }

    /// Leaves what is open, unless something is unsaved: then it asks.
    pub(super) fn leave(&mut self, leave: Leave) -> Vec<Effect> {
        if self.is_unsaved() {
            self.dialog = Some(Dialog::Unsaved(leave));
            return Vec::new();
        }
        self.dialog = None;
        match leave {
            Leave::Quit => vec![Effect::Quit],
            Leave::Open(origin) => vec![Effect::Load(origin)],
        }
    }
}
