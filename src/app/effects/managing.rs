//! Renaming, duplicating, deleting presets, and bringing them back.

use super::{Files, sentence};
use crate::preset::files::Expected;
use crate::preset::{LibraryError, Origin};
use crate::session::{Manage, Managed};

impl Files {
    /// Does it. What is known of the open preset's file goes with the file.
    pub(super) fn manage(&mut self, manage: Manage) -> Result<Managed, String> {
        self.try_manage(manage).map_err(|error| sentence(&error))
    }

    fn try_manage(&mut self, manage: Manage) -> Result<Managed, LibraryError> {
        let library = &self.library;
        Ok(match manage {
            Manage::Rename { from, to } => {
                let renamed = library.rename_at(&from, &to)?;
                library.note_opened(&renamed);
                if let Some(known) = self.known.as_mut().filter(|known| known.origin == from) {
                    known.origin = renamed.clone();
                }
                Managed::Renamed { from, to: renamed }
            }
            Manage::Duplicate { from, to } => {
                let copy = library.target(&to)?;
                library.duplicate(&from, &copy, Expected::Nothing)?;
                Managed::Duplicated(copy)
            }
            Manage::Trash(from) => {
                let trashed = library.trash_at(&from)?;
                Managed::Trashed { from, trashed }
            }
            Manage::Restore(trashed) => {
                let restored: Origin = library.restore(&trashed)?;
                Managed::Restored(restored)
            }
        })
    }
}
