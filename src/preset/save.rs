//! Saving so that a file is always whole: the old one or the new one, never a part of either.

use super::files::{self, Expected, Folder, SaveErrorKind, Stamp};
use super::{Preset, read, rewritten};
use crate::text::{os_message, shortened_path};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Most symbolic links that are followed to a file.
const MOST_LINKS: usize = 40;

/// Why a file was not saved. The file that was there before is unharmed, but for
/// [`SaveErrorKind::Torn`].
#[derive(Debug, thiserror::Error)]
#[error("{} was not saved{}", shortened_path(.path), self.words())]
pub struct SaveError {
    /// The file; where it can't be told which a link means, the link.
    pub path: PathBuf,
    /// What stood in the way.
    pub kind: SaveErrorKind,
}

impl SaveError {
    fn words(&self) -> String {
        use SaveErrorKind as Kind;
        let os = os_message;
        match &self.kind {
            Kind::NoFolder(_) => {
                let folder = shortened_path(folder_of(&self.path));
                format!(": there is no folder {folder}. Create it, or save elsewhere.")
            }
            Kind::Denied(error) => {
                format!(": you may not write to its folder: {}. Save elsewhere.", os(error))
            }
            Kind::NotAFile if self.path.is_dir() => {
                ": it is a folder. Choose another name.".to_owned()
            }
            Kind::NotAFile => ": it is not a regular file. Choose another name.".to_owned(),
            Kind::Link => ": it is a symbolic link, which is not followed here. \
                 Choose another name."
                .to_owned(),
            Kind::LinkCircle => {
                ": its symbolic links lead in a circle. Choose another name.".to_owned()
            }
            Kind::ReadOnly => {
                ": the file is read-only. Save under another name, or make it writable.".to_owned()
            }
            Kind::NotWritable(error) => {
                format!(": you may not write to it: {}. Save under another name.", os(error))
            }
            Kind::Exists => {
                ": there is such a file already. Replace it, or choose another name.".to_owned()
            }
            Kind::Changed => ": somebody else changed it meanwhile. \
                 Look at the difference, replace it, or save under another name."
                .to_owned(),
            Kind::Vanished => ": somebody else removed it meanwhile. \
                 Save again to bring it back, or save under another name."
                .to_owned(),
            Kind::Full(_) => {
                ": there is no space left. Free some, then save again, or save elsewhere."
                    .to_owned()
            }
            Kind::Busy(error) => format!(
                ": no other file can take its place, as when it is mounted by itself: {}. \
                 Save under another name.",
                os(error)
            ),
            Kind::Torn { copy, source } => {
                let copy = shortened_path(self.path.with_file_name(copy));
                format!(" whole: {}. What it held before is in {copy}.", os(source))
            }
            Kind::Failed(step, error) => {
                format!(": {step}: {}. Try again, or save elsewhere.", os(error))
            }
        }
    }
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Saves a preset to a file; in one that is there only what differs is changed.
///
/// # Errors
/// When the file can't be written; the old one is unharmed then.
pub fn save(path: &Path, preset: &Preset) -> Result<(), SaveError> {
    let file = read::contents(path).unwrap_or_default();
    let text = rewritten(&file, preset);
    save_by(files::replace, path, text.as_bytes(), Expected::Anything).map(|_| ())
}

/// How the file of a name is written.
pub(super) type Write = fn(&Folder, &OsStr, &[u8], Expected) -> Result<(), SaveErrorKind>;

/// Writes a file; a symbolic link is followed. What the file holds then is returned.
pub(super) fn save_by(
    write: Write,
    path: &Path,
    bytes: &[u8],
    expected: Expected,
) -> Result<Stamp, SaveError> {
    let target = link_target(path)?;
    let failed = |kind| SaveError { path: target.clone(), kind };
    let name = target.file_name().ok_or_else(|| failed(SaveErrorKind::NotAFile))?;
    let folder = Folder::open(folder_of(&target))
        .map_err(|error| failed(SaveErrorKind::of(files::LOOK, error)))?;
    save_in(write, &folder, name, &target, bytes, expected)
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
    write(folder, name, bytes, expected)
        .map_err(|kind| SaveError { path: path.to_owned(), kind })?;
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
    Err(SaveError { path: path.to_owned(), kind: SaveErrorKind::LinkCircle })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn save(path: &Path) -> Result<Stamp, SaveError> {
        save_by(files::replace, path, b"new", Expected::Anything)
    }

    #[test]
    fn links_are_followed_wherever_they_lead() {
        let folder = tempfile::tempdir().unwrap();
        for (link, target) in [("to a file", "there"), ("to nothing", "later")] {
            let link = folder.path().join(link);
            symlink(target, &link).unwrap();
            save(&link).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read(folder.path().join(target)).unwrap(), b"new");
        }
        let circle = folder.path().join("circle");
        symlink("circle", &circle).unwrap();
        let refused = save(&circle).unwrap_err();
        assert!(matches!(refused.kind, SaveErrorKind::LinkCircle));
    }

    #[test]
    fn what_can_take_no_file_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        save(&file).unwrap();
        for path in [folder.path().join("gone/a.ron"), file.join("below a file.ron")] {
            let refused = save(&path).unwrap_err();
            assert!(matches!(refused.kind, SaveErrorKind::NoFolder(_)), "{refused}");
        }
        for path in [folder.path(), Path::new("/")] {
            assert!(matches!(save(path).unwrap_err().kind, SaveErrorKind::NotAFile));
        }
    }

    #[test]
    fn a_path_in_a_message_is_short_and_harmless() {
        let path = PathBuf::from(format!("{}/\u{1b}[2J.ron", "x".repeat(200)));
        let message = SaveError { path, kind: SaveErrorKind::NotAFile }.to_string();
        assert!(message.len() < 200 && !message.contains('\u{1b}'), "{message}");
    }
}
