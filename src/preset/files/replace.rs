//! Replacing a file so that it is always whole: the old one or the new one, never a part of
//! either.
//!
//! The new contents go to a temporary file in the same folder, which is forced to disk and then
//! given the file's name, in one step. Written here on an open folder rather than with a crate for
//! temporary files, which knows paths only: those can lead elsewhere from one step to the next.

use super::folder::{Folder, Links, is_regular};
use super::stamp::Stamp;
use rustix::fs::{FlockOperation, Gid, Mode, Stat, Uid, fchmod, fchown, flock, fstat};
use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::time::{Duration, SystemTime};

/// How a temporary file's name begins and ends.
const PREFIX: &str = ".payback-";
const SUFFIX: &str = ".tmp";

/// Age from which a temporary file that nobody holds is taken for one that a killed program left.
const STALE: Duration = Duration::from_secs(60);

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

/// Why a file was not replaced. The file that was there is unharmed.
#[derive(Debug)]
pub enum Refusal {
    /// Something that is no regular file has the name.
    NotAFile,
    /// A symbolic link has the name, and links are refused.
    Link,
    /// The file is marked as read-only, or not the person's to write.
    ReadOnly,
    /// There is a file where there should be none.
    Exists,
    /// Somebody else changed the file.
    Changed,
    /// Somebody else removed the file.
    Vanished,
    /// The system refused.
    System(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::System(error)
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

    fn keep_mode(&self, file: &File, existing: &Stat) -> io::Result<()> {
        let own = fstat(file)?;
        if (own.st_uid, own.st_gid) != (existing.st_uid, existing.st_gid) {
            // Only the administrator may give files away; anybody else's stays their own.
            let owner = Uid::from_raw(existing.st_uid);
            let group = Gid::from_raw(existing.st_gid);
            let _ =
                fchown(file, Some(owner), Some(group)).or_else(|_| fchown(file, None, Some(group)));
        }
        Ok(fchmod(file, Mode::from_raw_mode(existing.st_mode))?)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
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
    let (temporary, mut file) = create_temporary(steps, folder, mode)?;
    let result = (|| {
        // Held for as long as it is being written, so that nobody takes it for a stale one.
        let _ = flock(&file, FlockOperation::NonBlockingLockExclusive);
        steps.write(&mut file, bytes)?;
        if let Some(existing) = &existing {
            steps.keep_mode(&file, existing)?;
        }
        steps.sync(&file)?;
        check(folder, name, expected)?;
        match expected {
            Expected::Nothing => match steps.rename_new(folder, &temporary, name) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(Refusal::Exists);
                }
                renamed => renamed?,
            },
            _ => steps.rename(folder, &temporary, name)?,
        }
        Ok(())
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
fn check(folder: &Folder, name: &OsStr, expected: Expected) -> Result<Option<Stat>, Refusal> {
    let existing = match folder.stat(name) {
        Ok(stat) => stat,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match expected {
                Expected::Unchanged(_) => Err(Refusal::Vanished),
                Expected::Anything | Expected::Nothing => Ok(None),
            };
        }
        Err(error) => return Err(error.into()),
    };
    if !is_regular(&existing) {
        let is_link = folder.links() == Links::Refuse
            && rustix::fs::FileType::from_raw_mode(existing.st_mode).is_symlink();
        return Err(if is_link { Refusal::Link } else { Refusal::NotAFile });
    }
    // Whoever may write to a folder may replace every file in it, also those that aren't theirs to
    // change.
    if existing.st_mode & 0o222 == 0 || !folder.may_write(name) {
        return Err(Refusal::ReadOnly);
    }
    match expected {
        Expected::Anything => {}
        Expected::Nothing => return Err(Refusal::Exists),
        Expected::Unchanged(stamp) => {
            // A file that grew beyond what is read has changed in any case.
            let now = folder.read(name, crate::preset::read::LARGEST)?;
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
    let Some(file) = is_own.then(|| folder.file(name).ok()).flatten() else { return false };
    let age = file
        .metadata()
        .and_then(|metadata| metadata.modified())
        .ok()
        .and_then(|modified| SystemTime::now().duration_since(modified).ok());
    // Who is still writing holds it.
    age.is_some_and(|age| age >= STALE)
        && flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok()
}

#[cfg(test)]
mod tests;
