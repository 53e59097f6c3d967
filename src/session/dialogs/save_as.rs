//! Typing a name or a path to save under.

use super::{Acts, Dialog, Fate};
use crate::preset::Origin;
use crate::session::action::Effect;
use crate::session::exchange::{PresetRef, SaveLocation};
use crate::session::{Context, Session, TextField};

/// A name or a path to save under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveAs {
    /// What is typed.
    pub field: TextField,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Where it leads, or why it leads nowhere.
    pub place: Option<Result<SaveLocation, String>>,
    /// Names and paths that continue what is typed.
    pub found: Vec<String>,
}

impl SaveAs {
    fn look_for_place(&self, session: &mut Session) {
        session.effects.push(Effect::Locate(self.field.text().trim().to_owned()));
    }
}

impl Acts for SaveAs {
    fn context(&self) -> Context {
        Context::Place
    }

    fn field(&mut self) -> Option<&mut TextField> {
        Some(&mut self.field)
    }

    fn typed(&mut self, session: &mut Session) {
        self.error = None;
        self.found.clear();
        self.look_for_place(session);
    }

    fn completing(&mut self) -> Option<(&mut TextField, &mut Vec<String>)> {
        Some((&mut self.field, &mut self.found))
    }

    fn chosen(&mut self, session: &mut Session) {
        self.look_for_place(session);
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        let typed = self.field.text().trim().to_owned();
        session.save_to(PresetRef::Typed(typed), None);
        Fate::Stays
    }

    fn cancel(&mut self, session: &mut Session) -> Fate {
        session.file.then = None;
        Fate::Closes
    }
}

impl Session {
    /// Asks for a name or a path to save under.
    pub(in crate::session) fn ask_name(&mut self) {
        let suggestion = match &self.file.origin {
            Origin::Bundled(id) => format!("{id}-mine"),
            origin => origin.id(),
        };
        self.ask_place(&suggestion);
    }

    pub(super) fn ask_place(&mut self, text: &str) {
        let field = TextField::new(text);
        let entry = SaveAs { field, error: None, place: None, found: Vec::new() };
        entry.look_for_place(self);
        self.dialog = Some(Dialog::SaveAs(entry));
    }

    /// Where the typed name or path leads is known.
    pub(in crate::session) fn located(&mut self, typed: &str, place: Result<SaveLocation, String>) {
        if let Some(Dialog::SaveAs(entry)) = &mut self.dialog
            && entry.field.text().trim() == typed
        {
            entry.place = Some(place);
        }
    }
}
