//! What a program that is no longer there left unsaved.

use super::format::{Unusable, parse_journal};
use super::{JOURNAL, LOCK, Recovery, Unsaved, holder, renamed};
use crate::preset::files::{Folder, LARGEST};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;

/// Largest journal that is read: two presets, and a little around them.
const LARGEST_JOURNAL: u64 = 2 * LARGEST + 64 * 1024;

/// A journal whose program has ended, locked against other programs.
#[derive(Debug)]
pub struct Leftover {
    /// What it holds.
    pub unsaved: Unsaved,
    recovery: Recovery,
    folder: Folder,
    journal: OsString,
    _held: Option<File>,
}

impl Leftover {
    /// The journal of a name, if nobody holds it and it can be read.
    pub(super) fn take(recovery: &Recovery, folder: &Folder, journal: &OsStr) -> Option<Self> {
        let lock = renamed(journal, JOURNAL, LOCK);
        // A folder that can't be written to can still be read.
        let mut held = folder.file_to_lock(&lock).or_else(|_| folder.create(&lock, 0o600)).ok();
        if held.as_mut().is_some_and(|lock| !holder::take(lock)) {
            return None;
        }
        let parsed = match folder.read(journal, LARGEST_JOURNAL) {
            Ok(bytes) if bytes.len() as u64 <= LARGEST_JOURNAL => parse_journal(&bytes),
            // Its program took it away just now.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !folder.has(journal) => {
                let _ = folder.remove(&lock);
                return None;
            }
            _ => Err(Unusable::Broken),
        };
        match parsed {
            Ok(unsaved) => Some(Self {
                unsaved,
                recovery: recovery.clone(),
                folder: folder.again().ok()?,
                journal: journal.to_owned(),
                _held: held,
            }),
            Err(Unusable::Newer) => None,
            Err(Unusable::Broken) => {
                let mut aside = journal.to_owned();
                aside.push(".unreadable");
                let _ = folder.rename(journal, &aside);
                let _ = folder.remove(&lock);
                None
            }
        }
    }

    /// Takes the journal away: what it holds is safe elsewhere.
    pub fn remove(self) {
        let _ = self.folder.remove(&self.journal);
        let _ = self.folder.remove(&renamed(&self.journal, JOURNAL, LOCK));
    }

    /// Takes the journal away, and keeps what it holds among what was discarded.
    ///
    /// # Errors
    /// When that can't be written: then the journal stays, and comes back with the error.
    pub fn discard(self) -> Result<(), (Box<Self>, io::Error)> {
        match self.recovery.keep_discarded(&self.unsaved) {
            Ok(()) => {
                self.remove();
                Ok(())
            }
            Err(error) => Err((Box::new(self), error)),
        }
    }
}
