//! What is kept of unsaved changes, so that a program that ends badly loses at most a second.
//!
//! Each running program that has something unsaved keeps a journal, a file of its own in the folder
//! `journals` of the state folder, and holds a lock beside it as long as it runs. A journal
//! without its lock is a `Leftover`: the next start offers it. Lives here: the file's format
//! (`format`), the running program's journal (`journal`), who holds one (`holder`), what others left
//! (`leftover`), and what was given up on purpose, which is kept in a folder of its own
//! (`discarded`).

mod discarded;
mod format;
mod holder;
mod journal;
mod leftover;

pub use discarded::Discarded;
pub use journal::{Journal, JournalError};
pub use leftover::{HeldLeftover, LeftJournal, Leftover, LeftoverError, Leftovers};

use super::files::Folder;
use super::{Library, Origin, Preset};
use chrono::{DateTime, Utc};
use std::ffi::{OsStr, OsString};
use std::io;
use std::time::{Duration, SystemTime};

/// The folder of the journals in the state folder.
const JOURNALS: &str = "journals";

/// How a journal's name ends, and that of its lock.
const JOURNAL: &str = ".ron";
const LOCK: &str = ".lock";

/// Older than a lock whose journal is still to come.
const LITTER: Duration = Duration::from_secs(3600);

/// A preset with changes that no file has yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsaved {
    /// Where the preset came from.
    pub origin: Origin,
    /// The preset as it was read or saved last.
    pub saved: Preset,
    /// The preset as it is open.
    pub open: Preset,
    /// When that was noted; the newest is offered first.
    pub at: DateTime<Utc>,
}

/// The journals in a library's state folder.
#[derive(Debug, Clone)]
pub struct Recovery {
    library: Library,
}

impl Recovery {
    /// Those of a library. One without a state folder keeps nothing.
    pub fn of(library: &Library) -> Self {
        Self { library: library.clone() }
    }

    /// A journal for a program that starts now. Nothing is written until something is unsaved.
    pub fn journal(&self) -> Journal {
        Journal::new(self.clone())
    }

    /// What programs that are no longer there left unsaved, the newest first. They are listed here
    /// and read one by one; nothing is held.
    pub fn leftovers(&self) -> Leftovers {
        let folder = self.folder(JOURNALS).ok();
        let names = folder.as_ref().and_then(|folder| folder.names().ok()).unwrap_or_default();
        if let Some(folder) = &folder {
            remove_idle_locks(folder, &names);
        }
        Leftovers::of(self, folder, &names)
    }

    /// A folder in the state folder, made where it isn't there yet.
    fn folder(&self, name: &str) -> io::Result<Folder> {
        self.library.open_state()?.inside(name)
    }
}

/// Removes locks whose program was killed before it wrote a journal.
fn remove_idle_locks(folder: &Folder, names: &[OsString]) {
    for name in names.iter().filter(|name| ends_with(name, LOCK)) {
        let is_idle = !folder.has(&renamed(name, LOCK, JOURNAL))
            && folder
                .file_to_lock(name)
                .is_ok_and(|mut file| is_old(&file) && holder::take(&mut file));
        if is_idle {
            let _ = folder.remove(name);
        }
    }
}

fn is_old(file: &std::fs::File) -> bool {
    let modified = file.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > LITTER))
}

fn ends_with(name: &OsStr, ending: &str) -> bool {
    name.as_encoded_bytes().ends_with(ending.as_bytes())
}

/// A name with another ending.
fn renamed(name: &OsStr, from: &str, to: &str) -> OsString {
    let text = name.to_string_lossy();
    OsString::from(format!("{}{to}", text.strip_suffix(from).unwrap_or(&text)))
}
