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
use super::folder::{Folder, LARGEST, Links, first_free, force, is_regular};
use rustix::fs::{FlockOperation, Stat, flock};
use rustix::io::Errno;
use sha2::{Digest, Sha256};
use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
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

/// What a file held: its length and the SHA-256 of its bytes. Two files with one stamp hold the
/// same; a file that was only touched, moved or given another mode keeps its stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    length: u64,
    digest: [u8; 32],
}

impl Stamp {
    /// The stamp of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { length: bytes.len() as u64, digest: Sha256::digest(bytes).into() }
    }

    /// The SHA-256 of its bytes in hexadecimal digits, as `sha256sum` prints it.
    pub fn sha256(&self) -> String {
        self.digest.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
    }
}

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

/// Why a file was not written. The file that was there is unharmed, but for
/// [`SaveErrorKind::Torn`].
#[derive(Debug)]
pub enum SaveErrorKind {
    /// The folder that it should go to isn't there.
    NoFolder(io::Error),
    /// The folder may not be written to.
    Denied(io::Error),
    /// Something that is no regular file has the name.
    NotAFile,
    /// A symbolic link has the name, and links are refused.
    Link,
    /// Symbolic links lead in a circle.
    LinkCircle,
    /// The file is marked as read-only.
    ReadOnly,
    /// The file may not be written to.
    NotWritable(io::Error),
    /// There is a file where there should be none.
    Exists,
    /// Somebody else changed the file since it was read or written last.
    Changed,
    /// Somebody else removed the file since it was read or written last: it is not brought back
    /// unasked.
    Vanished,
    /// The disk or the quota is full, or files may not be that large.
    Full(io::Error),
    /// It can't be replaced by another file, only written to: so it is with one that is mounted by
    /// itself.
    Busy(io::Error),
    /// It was written to where it stands, and holds neither the old nor the new contents.
    Torn {
        /// The name of a copy of the old ones, beside it.
        copy: OsString,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused a step, which is told in words.
    Failed(&'static str, io::Error),
}

impl SaveErrorKind {
    /// That the system refused a step.
    pub fn of(step: &'static str, error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem if step == CREATE => {
                Self::Denied(error)
            }
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::Full(error),
            Kind::IsADirectory => Self::NotAFile,
            // A folder that is removed while it is open holds no files.
            Kind::NotFound | Kind::NotADirectory => Self::NoFolder(error),
            _ => Self::Failed(step, error),
        }
    }

    /// What the system said, where it was the system that refused.
    pub fn into_error(self) -> Option<io::Error> {
        match self {
            Self::NoFolder(error)
            | Self::Denied(error)
            | Self::NotWritable(error)
            | Self::Full(error)
            | Self::Busy(error)
            | Self::Torn { source: error, .. }
            | Self::Failed(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Steps of writing a file, in the words for their failing.
pub const LOOK: &str = "its folder can't be looked into";
pub const READ: &str = "what is there can't be read";
pub const HOLD: &str = "its folder can't be locked";
pub const CREATE: &str = "no file can be created in its folder";
pub const WRITE: &str = "writing failed";
pub const SYNC: &str = "it can't be forced to disk";
pub const RENAME: &str = "the new file can't take its name";
pub const COPY: &str = "no copy of what it holds can be made";

/// Steps that no save is refused for.
const KEEP: &str = "keeping the attributes";
const SYNC_FOLDER: &str = "forcing the folder to disk";
const REMOVE: &str = "removing the temporary file";

/// The result of a step.
pub fn step<T>(step: &'static str, done: io::Result<T>) -> Result<T, SaveErrorKind> {
    done.map_err(|error| SaveErrorKind::of(step, error))
}

/// Told of each step before it is taken: an error of its own stands for the system's refusal. Tests
/// have steps fail through it, and change things between two of them.
type Before<'a> = &'a mut dyn FnMut(&'static str) -> io::Result<()>;

/// Replaces a file's contents in one step. The mode of an existing file is kept, and its owner
/// where the system allows that. The name itself may not be a link.
///
/// The folder is held from the last look at whether the file is as expected until it is replaced:
/// of two who expect the same, one finds it changed.
///
/// # Errors
/// When the file is not as expected, or can't be replaced; it is unharmed then.
pub fn replace(
    folder: &Folder,
    name: &OsStr,
    bytes: &[u8],
    expected: Expected,
) -> Result<(), SaveErrorKind> {
    replace_watched(folder, name, bytes, expected, Folder::hold, &mut |_| Ok(()))
}

/// The same in a folder that is held already, or for a file that nobody else writes.
///
/// # Errors
/// Like [`replace`].
pub fn replace_unheld(
    folder: &Folder,
    name: &OsStr,
    bytes: &[u8],
    expected: Expected,
) -> Result<(), SaveErrorKind> {
    replace_watched(folder, name, bytes, expected, |_| Ok(None), &mut |_| Ok(()))
}

fn replace_watched(
    folder: &Folder,
    name: &OsStr,
    bytes: &[u8],
    expected: Expected,
    hold: fn(&Folder) -> io::Result<Option<OwnedFd>>,
    before: Before,
) -> Result<(), SaveErrorKind> {
    let existing = check(folder, name, expected)?;
    remove_stale(folder);
    // What any new file gets, narrowed by the person's umask. What is to have the mode of an
    // existing file is nobody else's to read before it has.
    let mode = if existing.is_some() { 0o600 } else { 0o666 };
    let (temporary, mut file) =
        step(CREATE, before(CREATE).and_then(|()| create_temporary(folder, mode)))?;
    let result = (|| {
        // Held for as long as it is being written, so that nobody takes it for a stale one.
        let _ = flock(&file, FlockOperation::NonBlockingLockExclusive);
        step(WRITE, before(WRITE).and_then(|()| file.write_all(bytes)))?;
        if let Some(existing) = &existing
            && before(KEEP).is_ok()
        {
            attributes::keep(&file, existing, folder.file(name).ok().as_ref());
        }
        step(SYNC, before(SYNC).and_then(|()| force(&file)))?;
        let _held = step(HOLD, hold(folder))?;
        check(folder, name, expected)?;
        let renamed = before(RENAME).and_then(|()| match expected {
            Expected::Nothing => folder.move_new(&temporary, folder, name),
            Expected::Anything | Expected::Unchanged(_) => folder.rename(&temporary, name),
        });
        renamed.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => SaveErrorKind::Exists,
            io::ErrorKind::ResourceBusy if existing.is_some() => SaveErrorKind::Busy(error),
            _ => SaveErrorKind::of(RENAME, error),
        })
    })();
    // What can't be removed now is stale later. Behind the renaming the file is whole; forcing its
    // folder to disk only makes that outlast a power failure, and some file systems don't offer it.
    let _ = match &result {
        Ok(()) => before(SYNC_FOLDER).and_then(|()| folder.sync()),
        Err(_) => before(REMOVE).and_then(|()| folder.remove(&temporary)),
    };
    result
}

/// The file that is there already, if there is one and it is as expected.
pub(super) fn check(
    folder: &Folder,
    name: &OsStr,
    expected: Expected,
) -> Result<Option<Stat>, SaveErrorKind> {
    let existing = match folder.stat(name) {
        Ok(stat) => stat,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match expected {
                Expected::Unchanged(_) => Err(SaveErrorKind::Vanished),
                Expected::Anything | Expected::Nothing => Ok(None),
            };
        }
        Err(error) => return Err(SaveErrorKind::of(LOOK, error)),
    };
    if !is_regular(&existing) {
        let is_link = folder.links() == Links::Refuse
            && rustix::fs::FileType::from_raw_mode(existing.st_mode).is_symlink();
        return Err(if is_link { SaveErrorKind::Link } else { SaveErrorKind::NotAFile });
    }
    // Whoever may write to a folder may replace every file in it, also those that aren't theirs to
    // change.
    if existing.st_mode & 0o222 == 0 {
        return Err(SaveErrorKind::ReadOnly);
    }
    folder.may_write(name).map_err(SaveErrorKind::NotWritable)?;
    match expected {
        Expected::Anything => {}
        Expected::Nothing => return Err(SaveErrorKind::Exists),
        Expected::Unchanged(stamp) => check_contents(folder, name, stamp)?,
    }
    Ok(Some(existing))
}

/// Whether a file that was there a moment ago holds what is expected.
fn check_contents(folder: &Folder, name: &OsStr, expected: Stamp) -> Result<(), SaveErrorKind> {
    let bytes = match folder.read(name, LARGEST) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(SaveErrorKind::Vanished);
        }
        read => step(READ, read)?,
    };
    // A file that grew beyond what is read has changed in any case.
    if Stamp::of(&bytes) == expected { Ok(()) } else { Err(SaveErrorKind::Changed) }
}

fn create_temporary(folder: &Folder, mode: u32) -> io::Result<(OsString, File)> {
    let name = |_| {
        let random = RandomState::new().build_hasher().finish();
        OsString::from(format!("{PREFIX}{random:016x}{SUFFIX}"))
    };
    first_free((0..TRIES).map(name), |name| folder.create(name, mode))
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
