//! The list of what was discarded or deleted, from which it is restored.

use super::open::Preview;
use super::unsaved::Leave;
use super::{Acts, Dialog, Fate};
use crate::preset::library::suggested_name;
use crate::session::action::Effect;
use crate::session::exchange::{
    Kept, KeptPlace, Manage, ManageError, Managed, PreviewSubject, Recoverable,
};
use crate::session::{Context, Session, TextField};
use std::ffi::OsString;

/// What was discarded or deleted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptList {
    /// All of it, the newest first.
    pub entries: Vec<Kept>,
    /// The chosen one.
    pub selected: usize,
    /// Whether it is still being read.
    pub is_reading: bool,
    /// What the chosen one holds.
    pub preview: Option<Preview>,
    /// The name under which it is restored, while that is typed.
    pub naming: Option<TextField>,
    /// What was done, or why it couldn't be, and whether that is an error.
    pub said: Option<(String, bool)>,
    /// Where it was reached from a list of presets: whether that was one to compare with.
    listed_to_compare: Option<bool>,
}

impl KeptList {
    fn place(&self) -> Option<&KeptPlace> {
        self.entries.get(self.selected).map(|kept| &kept.place)
    }

    /// What a look must be taken at to know what the chosen one holds.
    pub(super) fn subject(&self) -> Option<PreviewSubject> {
        self.place().cloned().map(PreviewSubject::Kept)
    }

    /// Asks what the chosen one holds.
    fn look(&mut self, session: &mut Session) {
        let subject = self.subject();
        self.preview = subject.as_ref().map(|_| Preview::Reading);
        session.effects.extend(subject.map(Effect::Preview));
    }

    /// Asks for a name for the chosen one, other than the one that it had if that is taken.
    fn ask_name(&mut self, is_taken: bool) {
        let Some(kept) = self.entries.get(self.selected) else { return };
        let name = match &kept.place {
            KeptPlace::Deleted(trashed) => trashed.name.clone(),
            KeptPlace::Discarded(_) => suggested_name(&kept.name),
        };
        let name = if is_taken { format!("{name} 2") } else { name };
        self.naming = Some(TextField::new(&name));
    }

    fn restore(&self, session: &mut Session, to: String) {
        if let Some(kept) = self.place().cloned() {
            session.effects.push(Effect::Manage(Manage::Restore { kept, to }));
        }
    }
}

impl Acts for KeptList {
    fn context(&self) -> Context {
        if self.naming.is_some() { Context::Text } else { Context::Kept }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.naming.as_mut()
    }

    fn typed(&mut self, _: &mut Session) {
        self.said = None;
    }

    fn list(&mut self, _: &Session) -> Option<(&mut usize, usize)> {
        let lines = self.entries.len();
        self.naming.is_none().then_some((&mut self.selected, lines))
    }

    fn texts(&self, _: &Session) -> Option<Vec<String>> {
        let is_list = self.naming.is_none();
        is_list.then(|| {
            self.entries.iter().map(|kept| format!("{} {}", kept.name, kept.done)).collect()
        })
    }

    fn chosen(&mut self, session: &mut Session) {
        self.said = None;
        self.look(session);
    }

    /// Restores the chosen one.
    fn accept(&mut self, session: &mut Session) -> Fate {
        if let Some(field) = &self.naming {
            self.restore(session, field.text().trim().to_owned());
            return Fate::Stays;
        }
        match self.place().cloned() {
            Some(KeptPlace::Discarded(file)) => {
                session.leave(Leave::TakeUp(file));
                Fate::Closes
            }
            Some(KeptPlace::Deleted(trashed)) => {
                self.restore(session, trashed.name);
                Fate::Stays
            }
            None => Fate::Stays,
        }
    }

    /// Back to the list of presets, where it was reached from one.
    fn cancel(&mut self, session: &mut Session) -> Fate {
        self.said = None;
        if self.naming.take().is_some() {
            return Fate::Stays;
        }
        let list = self.listed_to_compare.map(|to_compare| Effect::List { to_compare });
        session.effects.extend(list);
        Fate::Closes
    }
}

impl Session {
    /// Opens the list of what was discarded or deleted, which is read in the background.
    pub(in crate::session) fn list_kept(&mut self) {
        let listed_to_compare = match &self.dialog {
            Some(Dialog::Open(list)) => Some(list.to_compare),
            _ => None,
        };
        let list = KeptList { is_reading: true, listed_to_compare, ..KeptList::default() };
        self.dialog = Some(Dialog::Kept(list));
        self.effects.push(Effect::ListKept);
    }

    /// What was discarded or deleted is known, or what is left of it; the list may be closed by now.
    pub(in crate::session) fn kept_listed(&mut self, entries: Vec<Kept>) {
        let is_open = |dialog: &mut Dialog| matches!(dialog, Dialog::Kept(_));
        let Some(Dialog::Kept(mut list)) = self.dialog.take_if(is_open) else { return };
        list.entries = entries;
        list.is_reading = false;
        list.scroll(self, 0);
        list.look(self);
        self.dialog = Some(Dialog::Kept(list));
    }

    /// Asks under which name the chosen one is restored.
    pub(super) fn name_kept(&mut self) {
        if let Some(Dialog::Kept(list)) = &mut self.dialog {
            list.said = None;
            list.ask_name(false);
        }
    }

    /// The chosen one is a preset again, or why it couldn't become one.
    pub(super) fn brought_back(&mut self, result: Result<Managed, ManageError>) {
        let Some(Dialog::Kept(list)) = &mut self.dialog else { return };
        match result {
            Ok(Managed::Restored(origin)) => {
                self.file.is_gone &= self.file.origin != origin;
                list.naming = None;
                list.said = Some((format!("restored {}", origin.name()), false));
                self.effects.push(Effect::ListKept);
            }
            Ok(_) => {}
            Err(ManageError { why, is_taken }) => {
                if is_taken && list.naming.is_none() {
                    list.ask_name(true);
                }
                list.said = Some((why, true));
            }
        }
    }

    /// Discarded work was read, to be gone on with.
    pub(in crate::session) fn taken_up(&mut self, work: Result<(OsString, Recoverable), String>) {
        match work {
            Ok((file, work)) => {
                let at = work.at.clone();
                let name = self.resume(work);
                self.say(format!("restored {name} as of {at}; it is unsaved"));
                self.effects.push(Effect::ForgetTakenUp(file));
            }
            Err(why) => self.refuse(why),
        }
    }
}
