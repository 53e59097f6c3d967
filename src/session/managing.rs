//! Renaming, duplicating and deleting presets, in the list of those that can be opened.

use super::action::Effect;
use super::dialog::Dialog;
use super::opening::OpenList;
use super::{Session, TextField};
use crate::preset::Origin;
use crate::preset::library::{Trashed, suggested_name};

/// What is asked about the chosen preset of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// Its new name.
    Rename(TextField),
    /// Its copy's name.
    Duplicate(TextField),
    /// Whether it is to be deleted.
    Delete,
}

/// What is done with a preset's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manage {
    /// It gets another name.
    Rename {
        /// Its place.
        from: Origin,
        /// The new name.
        to: String,
    },
    /// It is copied, comments included.
    Duplicate {
        /// Its place.
        from: Origin,
        /// The copy's name or path.
        to: String,
    },
    /// It goes to the trash.
    Trash(Origin),
    /// It comes back from the trash.
    Restore(Trashed),
}

/// What was done with a preset's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Managed {
    /// It has another name.
    Renamed {
        /// Where it was.
        from: Origin,
        /// Where it is.
        to: Origin,
    },
    /// Its copy is here.
    Duplicated(Origin),
    /// It is in the trash.
    Trashed {
        /// Where it was.
        from: Origin,
        /// Where it is.
        trashed: Trashed,
    },
    /// It is back.
    Restored(Origin),
}

impl Session {
    /// Asks about the chosen preset, or brings back what was deleted last.
    pub(super) fn ask_in_list(&mut self, answer: char) -> Vec<Effect> {
        let Some(Dialog::Open(list)) = &mut self.dialog else { return Vec::new() };
        list.said = None;
        if answer == 'u' {
            return match &list.trashed {
                Some(trashed) => vec![Effect::Manage(Manage::Restore(trashed.clone()))],
                None => list.refuse("nothing was deleted in this list"),
            };
        }
        let Some(entry) = list.chosen() else {
            return list.refuse("choose one of the listed presets first");
        };
        let is_own = matches!(entry.origin, Origin::Saved { .. });
        match answer {
            'd' => {
                let name = match &entry.origin {
                    Origin::Bundled(id) => format!("{id}-mine"),
                    Origin::Saved { name, .. } => format!("{name} 2"),
                    Origin::File(path) => {
                        let stem = path.file_stem().unwrap_or_default();
                        stem.to_string_lossy().into_owned()
                    }
                };
                list.asking = Some(Asking::Duplicate(TextField::new(&suggested_name(&name))));
            }
            _ if !is_own => {
                return list
                    .refuse("only presets of your own in the library; Ctrl-D copies this one");
            }
            'r' => list.asking = Some(Asking::Rename(TextField::new(&entry.id))),
            _ => list.asking = Some(Asking::Delete),
        }
        Vec::new()
    }

    /// Does what was asked about the chosen preset.
    pub(super) fn manage(list: &OpenList) -> Vec<Effect> {
        let Some(from) = list.chosen().map(|entry| entry.origin.clone()) else { return Vec::new() };
        let typed = |field: &TextField| field.text().trim().to_owned();
        let manage = match &list.asking {
            Some(Asking::Rename(field)) => Manage::Rename { from, to: typed(field) },
            Some(Asking::Duplicate(field)) => Manage::Duplicate { from, to: typed(field) },
            Some(Asking::Delete) => Manage::Trash(from),
            None => return Vec::new(),
        };
        vec![Effect::Manage(manage)]
    }

    /// Something was done with a preset's file: the open one follows it.
    pub(super) fn managed(&mut self, result: Result<Managed, String>) -> Vec<Effect> {
        let Some(Dialog::Open(list)) = &mut self.dialog else { return Vec::new() };
        let managed = match result {
            Ok(managed) => managed,
            Err(why) => {
                if list.asking == Some(Asking::Delete) {
                    list.asking = None;
                }
                return list.refuse(&why);
            }
        };
        list.asking = None;
        list.field = TextField::default();
        list.found.clear();
        let (said, shown) = match managed {
            Managed::Renamed { from, to } => {
                if self.origin == from {
                    self.origin = to.clone();
                }
                (format!("{} is called {} now", from.id(), to.id()), Some(to))
            }
            Managed::Duplicated(to) => (format!("copied as {}", to.id()), Some(to)),
            Managed::Trashed { from, trashed } => {
                // Nothing but what is open holds it now.
                self.unfiled |= self.origin == from;
                let place = trashed.path.display();
                let said = format!("deleted: Ctrl-U brings it back. It is in {place}");
                list.trashed = Some(trashed);
                (said, None)
            }
            Managed::Restored(origin) => {
                self.unfiled &= self.origin != origin;
                list.trashed = None;
                (format!("{} is back", origin.id()), Some(origin))
            }
        };
        list.said = Some((said, false));
        list.shown = shown;
        vec![Effect::List]
    }
}

impl OpenList {
    /// Says why something isn't done.
    fn refuse(&mut self, why: &str) -> Vec<Effect> {
        self.said = Some((why.to_owned(), true));
        Vec::new()
    }
}
