//! Saving so that a file is always whole: the old one or the new one, never a part of either.

use super::files::{self, Expected, Folder, Refusal, Stamp, Step};
use super::{Preset, read, rewritten};
use crate::text::{os_message, shortened_path};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// Most symbolic links that are followed to a file.
const MOST_LINKS: usize = 40;

/// Why a file was not saved. The file that was there before is unharmed, but for
/// [`SaveError::Torn`].
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The folder that the file should go to isn't there.
    #[error("{} was not saved: there is no folder {}. Create it, or save elsewhere.", shortened_path(.path), shortened_path(.folder))]
    NoFolder {
        /// The file.
        path: PathBuf,
        /// The missing folder.
        folder: PathBuf,
    },
    /// Something that is no regular file has that name.
    #[error("{} was not saved: it is not a regular file. Choose another name.", shortened_path(.path))]
    NotAFile {
        /// What has the name.
        path: PathBuf,
    },
    /// A symbolic link has that name, where links are not followed.
    #[error("{} was not saved: it is a symbolic link, which is not followed here. Choose another name.", shortened_path(.path))]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// There is a file of that name where a new one was to be made.
    #[error("{} was not saved: there is such a file already. Replace it, or choose another name.", shortened_path(.path))]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else changed the file since it was read or written last.
    #[error("{} was not saved: somebody else changed it meanwhile. Look at the difference, replace it, or save under another name.", shortened_path(.path))]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else removed the file since it was read or written last: it is not brought back
    /// unasked.
    #[error("{} was not saved: somebody else removed it meanwhile. Save again to bring it back, or save under another name.", shortened_path(.path))]
    Vanished {
        /// The file.
        path: PathBuf,
    },
    /// The file is marked as read-only.
    #[error("{} was not saved: the file is read-only. Save under another name, or make it writable.", shortened_path(.path))]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The file may not be written to.
    #[error("{} was not saved: you may not write to it: {}. Save under another name.", shortened_path(.path), os_message(.source))]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder may not be written to.
    #[error("{} was not saved: you may not write to its folder: {}. Save elsewhere.", shortened_path(.path), os_message(.source))]
    Denied {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk or the quota is full, or files may not be that large.
    #[error("{} was not saved: there is no space left. Free some, then save again, or save elsewhere.", shortened_path(.path))]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Symbolic links lead in a circle.
    #[error("{} was not saved: its symbolic links lead in a circle. Choose another name.", shortened_path(.path))]
    LinkCircle {
        /// The first link.
        path: PathBuf,
    },
    /// The file can be written to, but no other file can take its place.
    #[error("{} was not saved: no other file can take its place, as when it is mounted by itself: {}. Save under another name.", shortened_path(.path), os_message(.source))]
    Busy {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It was written to where it stands, and that failed on the way: it is not whole.
    #[error("{} was not saved whole: {}. What it held before is in {}.", shortened_path(.path), os_message(.source), shortened_path(.copy))]
    Torn {
        /// The file.
        path: PathBuf,
        /// The copy of what it held.
        copy: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused a step.
    #[error("{} was not saved: {}: {}. Try again, or save elsewhere.", shortened_path(.path), failed(*.step), os_message(.source))]
    Failed {
        /// The file.
        path: PathBuf,
        /// The step.
        step: Step,
        /// What the system said.
        source: io::Error,
    },
}

const fn failed(step: Step) -> &'static str {
    match step {
        Step::Look => "its folder can't be looked into",
        Step::Read => "what is there can't be read",
        Step::Create => "no file can be created in its folder",
        Step::Write => "writing failed",
        Step::Sync => "it can't be forced to disk",
        Step::Rename => "the new file can't take its name",
        Step::Copy => "no copy of what it holds can be made",
    }
}

/// Saves a preset to a file; in one that is there only what differs is changed.
///
/// # Errors
/// When the file can't be written; the old one is unharmed then.
pub fn save(path: &Path, preset: &Preset) -> Result<(), SaveError> {
    let file = read::contents(path).unwrap_or_default();
    save_bytes(path, rewritten(&file, preset).as_bytes(), Expected::Anything).map(|_| ())
}

/// Replaces a file's contents in one step: a temporary file in the same folder is written, forced
/// to disk and renamed. A symbolic link is followed; the permissions of an existing file are kept.
/// What the file holds then is returned.
///
/// # Errors
/// When the file is not as expected or can't be written; the old one is unharmed then.
pub fn save_bytes(path: &Path, bytes: &[u8], expected: Expected) -> Result<Stamp, SaveError> {
    save_by(files::replace, path, bytes, expected)
}

/// Writes into a file where it stands, for one that can't be replaced. A copy of what it holds
/// stands beside it meanwhile.
///
/// # Errors
/// When the file is not as expected or can't be written; where the old one isn't whole then,
/// [`SaveError::Torn`] names the copy.
pub fn save_in_place(path: &Path, bytes: &[u8], expected: Expected) -> Result<Stamp, SaveError> {
    save_by(files::write_in_place, path, bytes, expected)
}

/// How the file of a name is written.
pub(super) type Write = fn(&Folder, &OsStr, &[u8], Expected) -> Result<(), Refusal>;

pub(super) fn save_by(
    write: Write,
    path: &Path,
    bytes: &[u8],
    expected: Expected,
) -> Result<Stamp, SaveError> {
    let target = link_target(path)?;
    let (folder, name) = match (target.parent(), target.file_name()) {
        (Some(folder), Some(name)) if !folder.as_os_str().is_empty() => (folder, name),
        (_, Some(name)) => (Path::new("."), name),
        (_, None) => return Err(SaveError::NotAFile { path: path.to_owned() }),
    };
    let open = Folder::open(folder).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            SaveError::NoFolder { path: target.clone(), folder: folder.to_owned() }
        }
        _ => SaveError::Failed { path: target.clone(), step: Step::Look, source },
    })?;
    save_in(write, &open, name, &target, bytes, expected)
}

/// The same for a file of an open folder, which messages show as a path.
pub(super) fn save_in(
    write: Write,
    folder: &Folder,
    name: &OsStr,
    path: &Path,
    bytes: &[u8],
    expected: Expected,
) -> Result<Stamp, SaveError> {
    write(folder, name, bytes, expected).map_err(|refusal| refused(path, refusal))?;
    Ok(Stamp::of(bytes))
}

/// What a chain of symbolic links leads to, there or not yet.
fn link_target(path: &Path) -> Result<PathBuf, SaveError> {
    let mut at = path.to_owned();
    for _ in 0..MOST_LINKS {
        match std::fs::read_link(&at) {
            Ok(next) => at = at.parent().unwrap_or_else(|| Path::new("")).join(next),
            Err(_) => return Ok(at),
        }
    }
    Err(SaveError::LinkCircle { path: path.to_owned() })
}

fn refused(path: &Path, refusal: Refusal) -> SaveError {
    let path = path.to_owned();
    let (step, source) = match refusal {
        Refusal::NotAFile => return SaveError::NotAFile { path },
        Refusal::Link => return SaveError::Link { path },
        Refusal::ReadOnly => return SaveError::ReadOnly { path },
        Refusal::NotWritable(source) => return SaveError::NotWritable { path, source },
        Refusal::Exists => return SaveError::Exists { path },
        Refusal::Changed => return SaveError::Changed { path },
        Refusal::Vanished => return SaveError::Vanished { path },
        Refusal::Busy(source) => return SaveError::Busy { path, source },
        Refusal::Torn { copy, source } => {
            let copy = path.with_file_name(copy);
            return SaveError::Torn { path, copy, source };
        }
        Refusal::System(step, source) => (step, source),
    };
    match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            if step == Step::Create =>
        {
            SaveError::Denied { path, source }
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            SaveError::Full { path }
        }
        io::ErrorKind::IsADirectory => SaveError::NotAFile { path },
        // A folder that is removed while it is open holds no files.
        io::ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or_else(|| Path::new(".")).to_owned();
            SaveError::NoFolder { path, folder }
        }
        _ => SaveError::Failed { path, step, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn save_bytes(path: &Path, bytes: &[u8]) -> Result<Stamp, SaveError> {
        super::save_bytes(path, bytes, Expected::Anything)
    }

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn leftovers(folder: &Path) -> usize {
        fs::read_dir(folder)
            .unwrap()
            .filter(|entry| {
                entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".payback-")
            })
            .count()
    }

    #[test]
    fn replaces_a_file_and_leaves_nothing_behind() {
        let folder = folder();
        let path = folder.path().join("a.ron");
        save_bytes(&path, b"one").unwrap();
        save_bytes(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(leftovers(folder.path()), 0);
    }

    #[test]
    fn keeps_the_mode_and_follows_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder();
        let target = folder.path().join("target.ron");
        fs::write(&target, b"old").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.ron");
        symlink("target.ron", &link).unwrap();
        save_bytes(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
        let dangling = folder.path().join("dangling.ron");
        symlink("later.ron", &dangling).unwrap();
        save_bytes(&dangling, b"x").unwrap();
        assert!(folder.path().join("later.ron").is_file());
        let circle = folder.path().join("circle.ron");
        symlink("circle.ron", &circle).unwrap();
        assert!(matches!(save_bytes(&circle, b"x"), Err(SaveError::LinkCircle { .. })));
    }

    #[test]
    fn refusals_say_what_to_do_and_keep_the_old_file() {
        let folder = folder();
        let gone = folder.path().join("gone/a.ron");
        let error = save_bytes(&gone, b"x").unwrap_err();
        assert!(
            matches!(error, SaveError::NoFolder { .. }) && error.to_string().contains("Create it")
        );
        assert!(matches!(save_bytes(folder.path(), b"x"), Err(SaveError::NotAFile { .. })));
        let locked = folder.path().join("locked.ron");
        fs::write(&locked, b"old").unwrap();
        let mut permissions = fs::metadata(&locked).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&locked, permissions).unwrap();
        assert!(matches!(save_bytes(&locked, b"x"), Err(SaveError::ReadOnly { .. })));
        assert_eq!(fs::read(&locked).unwrap(), b"old");
        let below_a_file = locked.join("a.ron");
        assert!(matches!(save_bytes(&below_a_file, b"x"), Err(SaveError::NoFolder { .. })));
        assert_eq!(leftovers(folder.path()), 0);
    }

    #[test]
    fn a_path_in_a_message_is_short_and_harmless() {
        let path = PathBuf::from(format!("{}/\u{1b}[2J.ron", "x".repeat(200)));
        let message = SaveError::NotAFile { path }.to_string();
        assert!(message.len() < 200 && !message.contains('\u{1b}'), "{message}");
    }
}
