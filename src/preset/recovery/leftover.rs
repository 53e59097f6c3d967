//! What a program that is no longer there left unsaved.

use super::format::{Unusable, parse_journal};
use super::{LOCK, Unsaved, make_folder};
use crate::preset::read::LARGEST;
use crate::preset::{SaveError, save};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Largest journal that is read: two presets, and a little around them.
const LARGEST_JOURNAL: u64 = 2 * LARGEST + 64 * 1024;

/// A journal whose program has ended, locked against other programs.
#[derive(Debug)]
pub struct Leftover {
    /// What it holds.
    pub unsaved: Unsaved,
    journal: PathBuf,
    lock: PathBuf,
    discarded: PathBuf,
    _held: File,
}

impl Leftover {
    /// The journal at a path, if nobody holds it and it can be read.
    pub(super) fn take(journal: PathBuf, discarded: PathBuf) -> Option<Self> {
        let lock = journal.with_extension(LOCK);
        let held = File::options().create(true).append(true).open(&lock);
        // A folder that can't be written to can still be read.
        let held = held.or_else(|_| File::open(&lock)).or_else(|_| File::open(&journal)).ok()?;
        // Where there are no locks, work that is offered twice is better than work that is lost.
        if matches!(held.try_lock(), Err(TryLockError::WouldBlock)) {
            return None;
        }
        let Some(bytes) = contents(&journal) else {
            // Its program took it away just now.
            let _ = fs::remove_file(&lock);
            return None;
        };
        match parse_journal(&bytes) {
            Ok(unsaved) => Some(Self { unsaved, journal, lock, discarded, _held: held }),
            Err(Unusable::Newer) => None,
            Err(Unusable::Broken) => {
                keep_aside(&journal);
                let _ = fs::remove_file(&lock);
                None
            }
        }
    }

    /// Takes the journal away: what it holds is safe elsewhere.
    pub fn remove(self) {
        let _ = fs::remove_file(&self.journal);
        let _ = fs::remove_file(&self.lock);
    }

    /// Takes the journal away, and keeps the preset that it holds as a file among the discarded
    /// ones; gives its path.
    ///
    /// # Errors
    /// When that can't be written: then the journal stays, and comes back with the error.
    pub fn discard(self) -> Result<PathBuf, (Box<Self>, SaveError)> {
        let stem = self.unsaved.at.format("%Y-%m-%d %H.%M.%S").to_string();
        // A folder that can't be made is said by the save.
        let _ = make_folder(&self.discarded);
        let path = (1..)
            .map(|number| match number {
                1 => self.discarded.join(format!("{stem}.ron")),
                number => self.discarded.join(format!("{stem} {number}.ron")),
            })
            .find(|path| fs::symlink_metadata(path).is_err())
            .unwrap_or_default();
        match save(&path, &self.unsaved.open) {
            Ok(()) => {
                self.remove();
                Ok(path)
            }
            Err(error) => Err((Box::new(self), error)),
        }
    }
}

/// A journal's bytes; `None` where there is none. What can't be read in full reads as nothing, and
/// so is kept aside.
fn contents(path: &Path) -> Option<Vec<u8>> {
    // Opening a pipe would wait for somebody to write to it.
    if !fs::symlink_metadata(path).ok()?.is_file() {
        return Some(Vec::new());
    }
    let mut bytes = Vec::new();
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(_) => {}
        Ok(file) => {
            let read = file.take(LARGEST_JOURNAL + 1).read_to_end(&mut bytes);
            if read.is_err() || bytes.len() as u64 > LARGEST_JOURNAL {
                bytes.clear();
            }
        }
    }
    Some(bytes)
}

fn keep_aside(path: &Path) {
    let mut name = path.as_os_str().to_owned();
    name.push(".unreadable");
    let _ = fs::rename(path, name);
}
