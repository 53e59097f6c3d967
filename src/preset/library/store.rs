//! A folder in which a library keeps files: one of a person's own, or one within a folder that
//! nothing leads out of.

use super::LibraryError;
use crate::preset::files::{Expected, Folder, LARGEST, Links, Stamp, is_regular};
use crate::preset::read::unreadable;
use crate::preset::save;
use rustix::fs::{FileType, Stat};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;

/// A folder for files of one kind; it is opened anew for each use.
#[derive(Debug, Clone)]
pub enum Store {
    /// There is none.
    Nowhere,
    /// The folder of a path, which gets this mode when it is made.
    At(PathBuf, u32),
    /// The folder that names lead to from one that is held open. Its path isn't told.
    Inside(Arc<Folder>, Vec<String>),
}

impl Store {
    /// The folder of a name in it.
    #[must_use]
    pub fn within(&self, name: &str) -> Self {
        match self {
            Self::Nowhere => Self::Nowhere,
            Self::At(path, _) => Self::At(path.join(name), 0o700),
            Self::Inside(folder, names) => {
                let names = names.iter().cloned().chain([name.to_owned()]).collect();
                Self::Inside(folder.clone(), names)
            }
        }
    }

    /// The open folder, made where it isn't there yet if that is wanted.
    pub fn open(&self, make: bool) -> io::Result<Folder> {
        match self {
            Self::Nowhere => Err(io::ErrorKind::NotFound.into()),
            Self::At(path, mode) => match Folder::open(path) {
                Err(error) if make && error.kind() == io::ErrorKind::NotFound => {
                    DirBuilder::new().recursive(true).mode(*mode).create(path)?;
                    Folder::open(path)
                }
                opened => opened,
            },
            Self::Inside(folder, names) => names.iter().try_fold(folder.again()?, |at, name| {
                if make { at.inside(name) } else { at.existing_inside(name) }
            }),
        }
    }

    /// The same, made where it isn't there yet.
    pub fn made(&self) -> Result<Folder, LibraryError> {
        self.open(true).map_err(|error| self.refused(error))
    }

    /// The open folder, if it is there.
    pub fn existing(&self) -> Result<Option<Folder>, LibraryError> {
        match self.open(false) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some).map_err(|error| self.refused(error)),
        }
    }

    /// That the folder can't be used.
    fn refused(&self, source: io::Error) -> LibraryError {
        let Some(folder) = self.shown() else { return LibraryError::NoHome };
        let is_unnamed = folder.as_os_str().is_empty();
        LibraryError::Folder { folder: if is_unnamed { ".".into() } else { folder }, source }
    }

    /// The folder as messages show it.
    fn shown(&self) -> Option<PathBuf> {
        match self {
            Self::Nowhere => None,
            Self::At(path, _) => Some(path.clone()),
            Self::Inside(_, names) => Some(names.last().map(PathBuf::from).unwrap_or_default()),
        }
    }

    /// A file in it as messages show it.
    pub fn path_of(&self, file: &OsStr) -> Result<PathBuf, LibraryError> {
        Ok(self.shown().ok_or(LibraryError::NoHome)?.join(file))
    }

    /// Whether anything in it has that name.
    pub fn has(&self, file: &OsStr) -> Result<bool, LibraryError> {
        let Some(folder) = self.existing()? else { return Ok(false) };
        is_there(folder.lstat(file).map(|_| true)).map_err(|error| self.refused(error))
    }

    /// Whether a regular file in it has that name.
    pub fn has_file(&self, file: &OsStr) -> Result<bool, LibraryError> {
        let Some(folder) = self.existing()? else { return Ok(false) };
        is_file(&folder, file).map_err(|error| self.refused(error))
    }

    /// Whether a name in it is that of a file or a link, as far as can be told.
    pub fn has_file_or_link(&self, file: &OsStr) -> bool {
        let Ok(Some(folder)) = self.existing() else { return true };
        is_file_or_link(&folder, file)
    }

    /// The names of everything in it, in no particular order.
    pub fn files(&self) -> Result<Vec<OsString>, LibraryError> {
        let Some(folder) = self.existing()? else { return Ok(Vec::new()) };
        folder.names().map_err(|error| self.refused(error))
    }

    /// The bytes of a file.
    pub fn read(&self, file: &OsStr) -> Result<Vec<u8>, LibraryError> {
        let path = self.path_of(file)?;
        let bytes = self.open(false).and_then(|folder| folder.read(file, LARGEST));
        Ok(bytes.map_err(|error| unreadable(&path, &error))?)
    }

    /// Writes a file.
    pub fn write(
        &self,
        by: save::Write,
        file: &OsStr,
        bytes: &[u8],
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        let (folder, path) = (self.made()?, self.path_of(file)?);
        Ok(match folder.links() {
            Links::Follow => save::save_by(by, &path, bytes, expected)?,
            Links::Refuse => save::save_in(by, &folder, file, &path, bytes, expected)?,
        })
    }
}

/// Whether a regular file in a folder has that name.
pub fn is_file(folder: &Folder, file: &OsStr) -> io::Result<bool> {
    is_there(match folder.stat(file) {
        // Links in a circle: reading it says so.
        Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => Ok(true),
        found => found.map(|stat| is_regular(&stat)),
    })
}

/// Whether a name in a folder is that of a file, or of a link that doesn't lead to anything else.
/// What can't be looked at is: reading it says why.
pub fn is_file_or_link(folder: &Folder, file: &OsStr) -> bool {
    match folder.lstat(file) {
        Ok(stat) if is_link(&stat) => {
            // Where links aren't followed it stays one.
            folder.stat(file).map_or(true, |stat| is_regular(&stat) || is_link(&stat))
        }
        Ok(stat) => is_regular(&stat),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

fn is_link(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::Symlink
}

/// A name that nothing has, or can have, is no error.
fn is_there(found: io::Result<bool>) -> io::Result<bool> {
    found.or_else(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::InvalidFilename => Ok(false),
        // Our own word for what is no single part of a path.
        io::ErrorKind::InvalidInput if error.raw_os_error().is_none() => Ok(false),
        _ => Err(error),
    })
}
