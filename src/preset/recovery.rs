//! What is kept of unsaved changes, so that a program that ends badly loses at most a second.
//!
//! Each running program that has something unsaved keeps a journal, a file of its own in the folder
//! `journals` of the state folder, and holds a lock beside it as long as it runs. A journal
//! without its lock is a `Leftover`: the next start offers it. Lives here: the file's format
//! (`format`), the running program's journal (`journal`), what others left (`leftover`).

mod format;
mod journal;
mod leftover;

pub use journal::{Journal, JournalError};
pub use leftover::Leftover;

use super::{Origin, Preset};
use chrono::{DateTime, Utc};
use etcetera::BaseStrategy;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How a journal's name ends, and that of its lock.
const JOURNAL: &str = "ron";
const LOCK: &str = "lock";

/// Older than anything that a program which is still at work leaves for a moment.
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
    /// When that was.
    pub at: DateTime<Utc>,
}

/// The place of the journals.
#[derive(Debug, Clone)]
pub struct Recovery {
    state: Option<PathBuf>,
}

impl Recovery {
    /// That of the person who runs the program: `$XDG_STATE_HOME/payback`, which is
    /// `~/.local/state/payback` where that isn't set.
    pub fn of_user() -> Self {
        let state = etcetera::base_strategy::Xdg::new().ok().and_then(|xdg| xdg.state_dir());
        Self { state: state.map(|state| state.join("payback")) }
    }

    /// In a state folder, which needn't be there yet.
    pub fn at(state: impl Into<PathBuf>) -> Self {
        Self { state: Some(state.into()) }
    }

    /// A place that keeps nothing.
    pub const fn nowhere() -> Self {
        Self { state: None }
    }

    /// A journal for a program that starts now. Nothing is written until something is unsaved.
    pub fn journal(&self) -> Journal {
        Journal::new(self.journals())
    }

    /// What programs that are no longer there left unsaved, the newest first. Each is locked until
    /// it is dropped, so that it is offered by one program at a time.
    ///
    /// A journal that can't be read is kept aside, beside the others, with `.unreadable` added to
    /// its name; one of a newer format is left alone.
    pub fn leftovers(&self) -> Vec<Leftover> {
        let mut found: Vec<Leftover> = self
            .paths()
            .filter(|path| has_extension(path, JOURNAL))
            .filter_map(|path| Leftover::take(path, self.discarded()?))
            .collect();
        found.sort_by_key(|leftover| std::cmp::Reverse(leftover.unsaved.at));
        self.sweep();
        found
    }

    fn journals(&self) -> Option<PathBuf> {
        Some(self.state.as_ref()?.join("journals"))
    }

    /// Where discarded changes are kept, as presets.
    fn discarded(&self) -> Option<PathBuf> {
        Some(self.state.as_ref()?.join("discarded"))
    }

    fn paths(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let entries = self.journals().and_then(|folder| fs::read_dir(folder).ok());
        entries.into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path())
    }

    /// Removes what a kill left: locks without a journal, temporary files.
    fn sweep(&self) {
        let litter = self.paths().filter(|path| {
            let is_lock = has_extension(path, LOCK) && !path.with_extension(JOURNAL).exists();
            (is_lock || has_extension(path, "tmp")) && is_older(path, LITTER)
        });
        for path in litter {
            let free = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
            if free {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

fn is_older(path: &Path, age: Duration) -> bool {
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified());
    modified.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|since| since > age))
}

/// Makes a folder for nobody's eyes but the person's own.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
