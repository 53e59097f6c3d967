//! Replacing a file so that it is always whole: the old one or the new one, never a part of
//! either.
//!
//! The new contents go to a temporary file in the same folder, which is forced to disk and then
//! given the file's name, in one step. Written here on an open folder rather than with a crate for
//! temporary files, which knows paths only: those can lead elsewhere from one step to the next.
//!
//! What a file system can't do beyond that is left out: modes, owners, attributes, locks, and
//! forcing a folder to disk.

use super::attributes;
use super::folder::{Folder, LARGEST, Links, force, is_regular};
use super::stamp::Stamp;
use rustix::fs::{FlockOperation, Stat, flock};
use rustix::io::Errno;
use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::time::{Duration, SystemTime};

/// How a temporary file's name begins and ends.
const PREFIX: &str = ".payback-";
const SUFFIX: &str = ".tmp";

/// Age from which a temporary file that nobody holds is taken for one that a killed program left;
/// and where nobody can tell who holds it.
const STALE: Duration = Duration::from_secs(60);
const STALE_WITHOUT_LOCKS: Duration = Duration::from_secs(3600);

/// Most names that are tried for a temporary file.
const TRIES: u32 = 64;

/// What a file should be like for a save to replace it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it is, it is replaced; a missing one is made.
    Anything,
    /// There should be none.
    Nothing,
    /// It should hold what it did when it was read or written last.
    Unchanged(Stamp),
}

/// Why a file was not replaced. The file that was there is unharmed, but for [`Refusal::Torn`].
#[derive(Debug)]
pub enum Refusal {
    /// Something that is no regular file has the name.
    NotAFile,
    /// A symbolic link has the name, and links are refused.
    Link,
    /// The file is marked as read-only.
    ReadOnly,
    /// The file is not the person's to write.
    NotWritable(io::Error),
    /// There is a file where there should be none.
    Exists,
    /// Somebody else changed the file.
    Changed,
    /// Somebody else removed the file.
    Vanished,
    /// It can't be replaced by another file, only written to: so it is with one that is mounted by
    /// itself.
    Busy(io::Error),
    /// It was written to where it stands, and holds neither the old nor the new contents. The old
    /// ones are in a copy of this name beside it.
    Torn {
        /// The copy's name.
        copy: OsString,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused a step.
    System(Step, io::Error),
}

impl Refusal {
    /// What the system said, where it was the system that refused.
    pub fn into_error(self) -> Option<io::Error> {
        match self {
            Self::NotWritable(error)
            | Self::Busy(error)
            | Self::System(_, error)
            | Self::Torn { source: error, .. } => Some(error),
            Self::NotAFile
            | Self::Link
            | Self::ReadOnly
            | Self::Exists
            | Self::Changed
            | Self::Vanished => None,
        }
    }
}

/// A step of replacing a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Looking at what has the name.
    Look,
    /// Reading what it holds.
    Read,
    /// Creating a file in the folder.
    Create,
    /// Writing the contents to that.
    Write,
    /// Forcing them to disk.
    Sync,
    /// Giving it the name.
    Rename,
    /// Keeping a copy of what it holds.
    Copy,
}

impl Step {
    /// The refusal of this step.
    pub fn refused(self, error: impl Into<io::Error>) -> Refusal {
        Refusal::System(self, error.into())
    }
}

/// The steps of replacing a file, as the system takes them.
trait Steps {
    fn create(&self, folder: &Folder, name: &OsStr, mode: u32) -> io::Result<File> {
        folder.create(name, mode)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn keep(&self, file: &File, existing: &Stat, old: Option<&File>) {
        attributes::keep(file, existing, old);
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        force(file)
    }

    fn rename(&self, folder: &Folder, from: &OsStr, to: &OsStr) -> io::Result<()> {
        folder.rename(from, to)
    }

    fn rename_new(&self, folder: &Folder, from: &OsStr, to: &OsStr) -> io::Result<()> {
        folder.move_new(from, folder, to)
    }

    fn sync_folder(&self, folder: &Folder) -> io::Result<()> {
        folder.sync()
    }

    fn remove(&self, folder: &Folder, name: &OsStr) -> io::Result<()> {
        folder.remove(name)
    }
}

/// The system itself.
struct System;

impl Steps for System {}

/// Replaces a file's contents in one step. The mode of an existing file is kept, and its owner
/// where the system allows that. The name itself may not be a link.
///
/// Whether the file is as expected is looked at right before the step that replaces it.
///
/// # Errors
/// When the file is not as expected, or can't be replaced; it is unharmed then.
pub fn replace(
    folder: &Folder,
    name: &OsStr,
    bytes: &[u8],
    expected: Expected,
) -> Result<(), Refusal> {
    replace_by(&System, folder, name, bytes, expected)
}

fn replace_by(
    steps: &impl Steps,
    folder: &Folder,
    name: &OsStr,
    bytes: &[u8],
    expected: Expected,
) -> Result<(), Refusal> {
    let existing = check(folder, name, expected)?;
    remove_stale(folder);
    // What any new file gets, narrowed by the person's umask. What is to have the mode of an
    // existing file is nobody else's to read before it has.
    let mode = if existing.is_some() { 0o600 } else { 0o666 };
    let (temporary, mut file) =
        create_temporary(steps, folder, mode).map_err(|error| Step::Create.refused(error))?;
    let result = (|| {
        // Held for as long as it is being written, so that nobody takes it for a stale one.
        let _ = flock(&file, FlockOperation::NonBlockingLockExclusive);
        steps.write(&mut file, bytes).map_err(|error| Step::Write.refused(error))?;
        if let Some(existing) = &existing {
            steps.keep(&file, existing, folder.file(name).ok().as_ref());
        }
        steps.sync(&file).map_err(|error| Step::Sync.refused(error))?;
        check(folder, name, expected)?;
        let renamed = match expected {
            Expected::Nothing => steps.rename_new(folder, &temporary, name),
            Expected::Anything | Expected::Unchanged(_) => steps.rename(folder, &temporary, name),
        };
        renamed.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Refusal::Exists,
            io::ErrorKind::ResourceBusy if existing.is_some() => Refusal::Busy(error),
            _ => Step::Rename.refused(error),
        })
    })();
    if result.is_err() {
        // What can't be removed now is stale later.
        let _ = steps.remove(folder, &temporary);
        return result;
    }
    // The file is whole with or without this; it only makes the rename itself outlast a power
    // failure, and some file systems don't offer it.
    let _ = steps.sync_folder(folder);
    Ok(())
}

/// The file that is there already, if there is one and it is as expected.
pub(super) fn check(
    folder: &Folder,
    name: &OsStr,
    expected: Expected,
) -> Result<Option<Stat>, Refusal> {
    let existing = match folder.stat(name) {
        Ok(stat) => stat,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match expected {
                Expected::Unchanged(_) => Err(Refusal::Vanished),
                Expected::Anything | Expected::Nothing => Ok(None),
            };
        }
        Err(error) => return Err(Step::Look.refused(error)),
    };
    if !is_regular(&existing) {
        let is_link = folder.links() == Links::Refuse
            && rustix::fs::FileType::from_raw_mode(existing.st_mode).is_symlink();
        return Err(if is_link { Refusal::Link } else { Refusal::NotAFile });
    }
    // Whoever may write to a folder may replace every file in it, also those that aren't theirs to
    // change.
    if existing.st_mode & 0o222 == 0 {
        return Err(Refusal::ReadOnly);
    }
    folder.may_write(name).map_err(Refusal::NotWritable)?;
    match expected {
        Expected::Anything => {}
        Expected::Nothing => return Err(Refusal::Exists),
        Expected::Unchanged(stamp) => {
            // A file that grew beyond what is read has changed in any case.
            let now = folder.read(name, LARGEST);
            let now = now.map_err(|error| Step::Read.refused(error))?;
            if Stamp::of(&now) != stamp {
                return Err(Refusal::Changed);
            }
        }
    }
    Ok(Some(existing))
}

fn create_temporary(
    steps: &impl Steps,
    folder: &Folder,
    mode: u32,
) -> io::Result<(OsString, File)> {
    for _ in 0..TRIES {
        let random = RandomState::new().build_hasher().finish();
        let name = OsString::from(format!("{PREFIX}{random:016x}{SUFFIX}"));
        match steps.create(folder, &name, mode) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return Ok((name, created?)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes temporary files that a killed program left: old ones of the same person, named as ours
/// are, that no program holds.
fn remove_stale(folder: &Folder) {
    for name in folder.names().unwrap_or_default() {
        if is_temporary(&name) && is_stale(folder, &name) {
            let _ = folder.remove(&name);
        }
    }
}

fn is_temporary(name: &OsStr) -> bool {
    name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)).is_some_and(
        |random| random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit()),
    )
}

fn is_stale(folder: &Folder, name: &OsStr) -> bool {
    let is_own =
        folder.stat(name).is_ok_and(|stat| stat.st_uid == rustix::process::geteuid().as_raw());
    let Some(file) = is_own.then(|| folder.file_to_lock(name).ok()).flatten() else { return false };
    let age = file
        .metadata()
        .and_then(|metadata| metadata.modified())
        .ok()
        .and_then(|modified| SystemTime::now().duration_since(modified).ok());
    let Some(age) = age.filter(|age| *age >= STALE) else { return false };
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => true,
        // Who is still writing holds it.
        Err(Errno::WOULDBLOCK) => false,
        Err(_) => age >= STALE_WITHOUT_LOCKS,
    }
}

#[cfg(test)]
mod tests;
