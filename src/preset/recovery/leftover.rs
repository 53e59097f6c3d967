//! What programs that are no longer there left unsaved. Looking at it holds nothing; who takes it
//! up or gives it up holds it, and reads it again.

use super::format::{Unusable, parse_journal, read_whole};
use super::{JOURNAL, JOURNALS, LOCK, Recovery, Unsaved, ends_with, holder, renamed};
use crate::preset::files::Folder;
use crate::text::os_message;
use std::cmp::Reverse;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::time::Duration;

/// How often, and how far apart, a lock is tried: who only looks has it for a moment.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(5);

/// What was left, the newest first; each is read when it is asked for.
#[derive(Debug)]
pub struct Leftovers {
    recovery: Recovery,
    folder: Option<Folder>,
    journals: std::vec::IntoIter<OsString>,
}

/// A journal whose program has ended, as it was looked at.
#[derive(Debug)]
pub struct Leftover {
    /// What it holds.
    pub unsaved: Unsaved,
    /// Where it is.
    pub journal: LeftJournal,
}

/// The place of such a journal.
#[derive(Debug, Clone)]
pub struct LeftJournal {
    recovery: Recovery,
    name: OsString,
}

/// A journal that is this program's now, until this is dropped.
#[derive(Debug)]
pub struct HeldLeftover {
    /// What it holds.
    pub unsaved: Unsaved,
    recovery: Recovery,
    folder: Folder,
    name: OsString,
    _lock: Option<File>,
}

/// Why a leftover can't be had.
#[derive(Debug, thiserror::Error)]
pub enum LeftoverError {
    /// Somebody else was faster.
    #[error("another session has taken them up")]
    Taken,
    /// The system refused.
    #[error("{}", os_message(.0))]
    System(#[from] io::Error),
    /// It holds something else now.
    #[error("their file can’t be read any more")]
    Unusable,
}

impl Leftovers {
    pub(super) fn of(recovery: &Recovery, folder: Option<Folder>, names: &[OsString]) -> Self {
        let modified = |name: &OsString| {
            let stat = folder.as_ref()?.lstat(name).ok()?;
            Some((stat.st_mtime, stat.st_mtime_nsec))
        };
        let is_left = |name: &&OsString| folder.as_ref().is_some_and(|at| is_left(at, name));
        let journals = names.iter().filter(|name| ends_with(name, JOURNAL)).filter(is_left);
        let mut journals: Vec<OsString> = journals.cloned().collect();
        journals.sort_by_cached_key(|name| Reverse((modified(name), name.clone())));
        Self { recovery: recovery.clone(), folder, journals: journals.into_iter() }
    }

    /// How many have not been read.
    pub fn unread(&self) -> usize {
        self.journals.len()
    }
}

impl Iterator for Leftovers {
    type Item = Leftover;

    /// The next one that nobody holds and that can be read. One that was read whole and is broken
    /// is kept aside, with `.unreadable` added to its name; every other stays as it is.
    fn next(&mut self) -> Option<Leftover> {
        let folder = self.folder.as_ref()?;
        loop {
            let name = self.journals.next()?;
            if !is_left(folder, &name) {
                continue;
            }
            match read(folder, &name) {
                Ok(Ok(unsaved)) => {
                    let journal = LeftJournal { recovery: self.recovery.clone(), name };
                    return Some(Leftover { unsaved, journal });
                }
                Ok(Err(Unusable::Broken)) => keep_aside(folder, &name),
                Ok(Err(Unusable::Newer)) | Err(_) => {}
            }
        }
    }
}

impl LeftJournal {
    /// Takes it, and reads it again.
    ///
    /// # Errors
    /// When somebody else has it, or it can't be read.
    pub fn take(&self) -> Result<HeldLeftover, LeftoverError> {
        let Self { recovery, name } = self;
        let folder = recovery.folder(JOURNALS)?;
        let lock = hold(&folder, name)?;
        match read(&folder, name) {
            Ok(Ok(unsaved)) => {
                let (recovery, name) = (recovery.clone(), name.clone());
                Ok(HeldLeftover { unsaved, recovery, folder, name, _lock: lock })
            }
            Ok(Err(_)) => Err(LeftoverError::Unusable),
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.has(name) => {
                let _ = folder.remove(&lock_of(name));
                Err(LeftoverError::Taken)
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl HeldLeftover {
    /// Takes the journal away: what it holds is safe elsewhere.
    pub fn remove(self) {
        let _ = self.folder.remove(&self.name);
        let _ = self.folder.remove(&lock_of(&self.name));
    }

    /// Takes the journal away, and keeps what it holds among what was discarded.
    ///
    /// # Errors
    /// When that can't be written: then the journal stays.
    pub fn discard(self) -> io::Result<()> {
        self.recovery.keep_discarded(&self.unsaved)?;
        self.remove();
        Ok(())
    }
}

fn lock_of(journal: &OsStr) -> OsString {
    renamed(journal, JOURNAL, LOCK)
}

/// Whether nobody holds a journal, as far as can be told; where it can't, somebody does.
fn is_left(folder: &Folder, journal: &OsStr) -> bool {
    match folder.file(&lock_of(journal)) {
        Ok(mut lock) => !holder::is_held(&mut lock),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// What a journal holds, if it can be read whole.
fn read(folder: &Folder, journal: &OsStr) -> io::Result<Result<Unsaved, Unusable>> {
    read_whole(folder, journal).map(|bytes| parse_journal(&bytes))
}

/// A journal's lock; `None` where there is none and none can be made, since a folder that can't be
/// written to can still be read.
fn hold(folder: &Folder, journal: &OsStr) -> Result<Option<File>, LeftoverError> {
    let name = lock_of(journal);
    let opened = match folder.file_to_lock(&name) {
        Err(error) if error.kind() == ErrorKind::NotFound => folder.create(&name, 0o600),
        opened => opened,
    };
    let mut lock = match opened {
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            return Ok(None);
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(LeftoverError::Taken),
        opened => opened?,
    };
    for _ in 0..TRIES {
        if holder::take(&mut lock) {
            return Ok(Some(lock));
        }
        std::thread::sleep(PAUSE);
    }
    Err(LeftoverError::Taken)
}

/// Gives a broken journal another name, unless somebody has it meanwhile.
fn keep_aside(folder: &Folder, journal: &OsStr) {
    let Ok(_lock) = hold(folder, journal) else { return };
    if matches!(read(folder, journal), Ok(Err(Unusable::Broken))) {
        let aside = [journal, OsStr::new(".unreadable")].into_iter().collect::<OsString>();
        let _ = folder.rename(journal, &aside);
        let _ = folder.remove(&lock_of(journal));
    }
}
