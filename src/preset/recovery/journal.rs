//! The running program's journal: one file, replaced whole at every change.

use super::format::{journal_text, parse_journal};
use super::{JOURNAL, JOURNALS, LOCK, Recovery, Unsaved, holder, renamed};
use crate::preset::files::{Expected, Folder, first_free, replace_unheld};
use crate::text::os_message;
use chrono::{DateTime, Utc};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::time::SystemTime;

/// Most journals that are begun within the same second by processes of the same number.
const MOST: u32 = 1000;

/// Why a journal was not written. What it held before is still there.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is no folder for it, and none can be made.
    #[error("their folder can’t be made or opened: {}", os_message(.0))]
    NoFolder(io::Error),
    /// It can't be written.
    #[error("{}", os_message(.0))]
    System(#[from] io::Error),
    /// Somebody put something else there.
    #[error("something else has their file’s name")]
    InTheWay,
    /// What is open couldn't be read again.
    #[error("what is open is no sound preset")]
    Unsound,
}

/// What the running program keeps of its unsaved changes.
///
/// Dropping it leaves the file: only [`Journal::clear`] says that nothing is unsaved.
#[derive(Debug)]
pub struct Journal {
    recovery: Recovery,
    slot: Option<Slot>,
}

/// A name in the folder that is this program's alone.
#[derive(Debug)]
struct Slot {
    folder: Folder,
    journal: OsString,
    lock: OsString,
    /// Held as long as the program runs; the system lets go of it however that ends.
    held: File,
}

impl Journal {
    pub(super) const fn new(recovery: Recovery) -> Self {
        Self { recovery, slot: None }
    }

    /// Writes what is unsaved in place of what was written before.
    ///
    /// # Errors
    /// When it can't be written, or couldn't be read again; what was written before is kept.
    pub fn write(&mut self, unsaved: &Unsaved) -> Result<(), JournalError> {
        let text = journal_text(unsaved);
        // A sound journal must not give way to one that the next start can't offer.
        parse_journal(text.as_bytes()).map_err(|_| JournalError::Unsound)?;
        // The folder may have been removed since.
        let slot = match self.slot.take().filter(|slot| slot.folder.has(&slot.lock)) {
            Some(slot) => slot,
            None => self.begin()?,
        };
        let slot = self.slot.insert(slot);
        let written =
            replace_unheld(&slot.folder, &slot.journal, text.as_bytes(), Expected::Anything);
        written.map_err(|kind| match kind.into_error() {
            Some(error) => error.into(),
            None => JournalError::InTheWay,
        })?;
        holder::refresh(&slot.held);
        Ok(())
    }

    /// Takes the journal away: nothing is unsaved any more, or it was given up on purpose.
    pub fn clear(&mut self) {
        if let Some(slot) = self.slot.take() {
            // The lock last: a journal without one would be taken for a leftover.
            let _ = slot.folder.remove(&slot.journal);
            let _ = slot.folder.remove(&slot.lock);
        }
    }

    fn begin(&self) -> Result<Slot, JournalError> {
        let folder = self.recovery.folder(JOURNALS).map_err(JournalError::NoFolder)?;
        Ok(Slot::begin(folder)?)
    }
}

impl Slot {
    fn begin(folder: Folder) -> io::Result<Self> {
        let second = DateTime::<Utc>::from(SystemTime::now()).format("%Y%m%dT%H%M%SZ");
        let process = std::process::id();
        let name = |number| OsString::from(format!("{second}-{process}-{number}{LOCK}"));
        let (lock, mut held) = first_free((0..MOST).map(name), |lock| folder.create(lock, 0o600))?;
        // A file system without locks gets a journal nevertheless.
        holder::take(&mut held);
        Ok(Self { journal: renamed(&lock, LOCK, JOURNAL), folder, lock, held })
    }
}
