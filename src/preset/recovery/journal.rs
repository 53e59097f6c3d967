//! The running program's journal: one file, replaced whole at every change.

use super::format::{journal_text, parse_journal};
use super::{JOURNAL, LOCK, Unsaved, make_folder};
use crate::preset::save::{SaveError, save_bytes};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Most journals that are begun within the same second by processes of the same number.
const MOST: u32 = 1000;

/// Why a journal was not written. What it held before is still there.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The system names no folder for it.
    #[error("this system names no home folder")]
    NoFolder,
    /// Its folder can't be made, or its lock can't.
    #[error("{}: {source}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It can't be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// What is open couldn't be read again.
    #[error("what is open is no sound preset")]
    Unsound,
}

/// What the running program keeps of its unsaved changes.
///
/// Dropping it leaves the file: only [`Journal::clear`] says that nothing is unsaved.
#[derive(Debug)]
pub struct Journal {
    folder: Option<PathBuf>,
    slot: Option<Slot>,
}

/// A name in the folder that is this program's alone.
#[derive(Debug)]
struct Slot {
    journal: PathBuf,
    lock: PathBuf,
    /// Held as long as the program runs; the system lets go of it however that ends.
    _held: File,
}

impl Journal {
    pub(super) const fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, slot: None }
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
        if self.slot.as_ref().is_some_and(|slot| !slot.lock.exists()) {
            self.slot = None;
        }
        let slot = match self.slot.take() {
            Some(slot) => slot,
            None => self.begin()?,
        };
        let slot = self.slot.insert(slot);
        Ok(save_bytes(&slot.journal, text.as_bytes())?)
    }

    /// Takes the journal away: nothing is unsaved any more, or it was given up on purpose.
    pub fn clear(&mut self) {
        if let Some(slot) = self.slot.take() {
            // The lock last: a journal without one would be taken for a leftover.
            let _ = fs::remove_file(&slot.journal);
            let _ = fs::remove_file(&slot.lock);
        }
    }

    fn begin(&self) -> Result<Slot, JournalError> {
        let folder = self.folder.as_deref().ok_or(JournalError::NoFolder)?;
        Slot::begin(folder)
            .map_err(|source| JournalError::Folder { folder: folder.to_owned(), source })
    }
}

impl Slot {
    fn begin(folder: &Path) -> io::Result<Self> {
        make_folder(folder)?;
        let second = chrono::Utc::now().format("%Y%m%dT%H%M%SZ");
        let process = std::process::id();
        for number in 0..MOST {
            let lock = folder.join(format!("{second}-{process}-{number}.{LOCK}"));
            match File::create_new(&lock) {
                Ok(held) => {
                    // A file system without locks gets a journal nevertheless.
                    let _ = held.try_lock();
                    let journal = lock.with_extension(JOURNAL);
                    return Ok(Self { journal, lock, _held: held });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}
