//! Renaming, duplicating and deleting presets of the list.

use super::{Dialog, OpenList};
use crate::preset::Origin;
use crate::preset::library::{CopyScope, suggested_name};
use crate::session::action::Effect;
use crate::session::exchange::{ListedPreset, Manage, ManageError, Managed};
use crate::session::{Session, TextField};

/// What is asked about the chosen preset of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// Its new name.
    Rename(TextField),
    /// Its copy's name.
    Duplicate(TextField),
    /// What comes along with the copy of that name, by its place among all.
    Scope(String, usize),
    /// Whether it is to be deleted.
    Delete,
}

impl Asking {
    pub(in crate::session) fn rename(entry: &ListedPreset) -> Self {
        Self::Rename(TextField::new(&entry.id))
    }

    pub(in crate::session) fn duplicate(entry: &ListedPreset) -> Self {
        Self::Duplicate(TextField::new(&suggested_name(&copys_name(&entry.origin))))
    }
}

impl OpenList {
    /// Says why something isn't done.
    fn refuse(&mut self, why: &str) {
        self.said = Some((why.to_owned(), true));
    }

    /// Does what was asked about the chosen preset; of a copy, asks what comes along first.
    pub(super) fn manage(&mut self, session: &mut Session) {
        let Some(from) = self.chosen().map(|entry| entry.origin.clone()) else { return };
        let typed = |field: &TextField| field.text().trim().to_owned();
        let manage = match &self.asking {
            None => return,
            Some(Asking::Duplicate(field)) => {
                self.asking = Some(Asking::Scope(typed(field), 0));
                return;
            }
            Some(Asking::Rename(field)) => Manage::Rename { from, to: typed(field) },
            Some(Asking::Scope(to, chosen)) => {
                Manage::Duplicate { from, to: to.clone(), scope: CopyScope::ALL[*chosen] }
            }
            Some(Asking::Delete) => Manage::Trash(from),
        };
        session.effects.push(Effect::Manage(manage));
    }
}

/// What a copy is called at first.
fn copys_name(origin: &Origin) -> String {
    match origin {
        Origin::Bundled(id) => format!("{id}-mine"),
        Origin::Saved { name, .. } => format!("{name} 2"),
        Origin::File(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    }
}

impl Session {
    /// Asks about the chosen preset of the list, or says why not: some can be done with one of a
    /// person's own only.
    pub(in crate::session) fn ask_about_preset(
        &mut self,
        asking: fn(&ListedPreset) -> Asking,
        of_own_only: bool,
    ) {
        let Some(Dialog::Open(list)) = &mut self.dialog else { return };
        list.said = None;
        match list.chosen() {
            Some(entry) if of_own_only && !matches!(entry.origin, Origin::Saved { .. }) => {
                list.refuse("only presets of your own in the library; Ctrl-D copies this one");
            }
            Some(entry) => list.asking = Some(asking(entry)),
            None => list.refuse("choose one of the listed presets first"),
        }
    }

    /// Something was done with a preset's file: the open one follows it.
    pub(in crate::session) fn managed(&mut self, result: Result<Managed, ManageError>) {
        let list = match &mut self.dialog {
            Some(Dialog::Open(list)) => list,
            Some(Dialog::Kept(_)) => return self.brought_back(result),
            _ => return,
        };
        let managed = match result {
            Ok(managed) => managed,
            Err(ManageError { why, .. }) => {
                match &list.asking {
                    Some(Asking::Delete) => list.asking = None,
                    // Its name can be typed anew.
                    Some(Asking::Scope(to, _)) => {
                        list.asking = Some(Asking::Duplicate(TextField::new(to)));
                    }
                    Some(Asking::Rename(_) | Asking::Duplicate(_)) | None => {}
                }
                return list.refuse(&why);
            }
        };
        list.asking = None;
        list.field = TextField::default();
        list.found.clear();
        let (said, shown) = match managed {
            Managed::Renamed { from, to } => {
                if self.file.origin == from {
                    self.file.origin = to.clone();
                }
                (format!("{} is called {} now", from.id(), to.id()), Some(to))
            }
            Managed::Duplicated(to) => (format!("copied as {}", to.id()), Some(to)),
            Managed::Trashed { from } => {
                // Nothing but what is open holds it now.
                self.file.is_gone |= self.file.origin == from;
                ("deleted; press Ctrl-T to restore it".to_owned(), None)
            }
            // It was asked for in another list.
            Managed::Restored(_) => return,
        };
        list.said = Some((said, false));
        list.shown = shown;
        self.effects.push(Effect::List { to_compare: list.to_compare });
        self.reread_league();
    }
}
