//! Where a library keeps its files: a person's own folders, or one folder that nothing leads out
//! of.

use super::LibraryError;
use crate::preset::files::{Expected, Folder, LARGEST, Links, Stamp, is_regular};
use crate::preset::read::unreadable;
use crate::preset::save;
use etcetera::BaseStrategy;
use rustix::fs::{FileType, Stat};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The program's own folder within one that belongs to somebody.
const HIDDEN: &str = ".payback";

/// The folder for what was deleted, within the program's own.
const TRASH: &str = "trash";

/// Where files are kept.
#[derive(Debug, Clone)]
pub enum Places {
    /// Nowhere.
    None,
    /// In folders of a person's own, by their paths.
    Own {
        /// Saved presets.
        presets: PathBuf,
        /// What was deleted.
        trash: PathBuf,
        /// What the program notes for itself.
        state: PathBuf,
    },
    /// In one folder, held open; everything of the program's own in a hidden folder in it.
    Confined {
        /// The open folder.
        folder: Arc<Folder>,
        /// The path by which it was opened.
        path: PathBuf,
    },
}

impl Places {
    /// Those that the system keeps for the person who runs the program.
    pub fn of_user() -> Self {
        let Ok(xdg) = etcetera::base_strategy::Xdg::new() else { return Self::None };
        let data = xdg.data_dir().join("payback");
        let state = xdg.state_dir().unwrap_or_else(|| data.clone()).join("payback");
        Self::Own { presets: data.join("presets"), trash: data.join(TRASH), state }
    }

    /// All in one folder.
    pub fn in_one(folder: PathBuf) -> Self {
        let state = folder.join(HIDDEN);
        Self::Own { presets: folder, trash: state.join(TRASH), state }
    }

    /// One folder that nothing leads out of.
    pub fn confined(folder: &Path) -> io::Result<Self> {
        let path = std::path::absolute(folder)?;
        Ok(Self::Confined { folder: Arc::new(Folder::open_confined(folder)?), path })
    }

    /// The path of the folder of saved presets, where that may be told.
    pub fn presets(&self) -> Option<&Path> {
        match self {
            Self::Own { presets, .. } => Some(presets),
            Self::None | Self::Confined { .. } => None,
        }
    }

    /// A file among the saved presets, as messages show it.
    pub fn path_of(&self, file: &OsStr) -> Option<PathBuf> {
        match self {
            Self::None => None,
            Self::Own { presets, .. } => Some(presets.join(file)),
            Self::Confined { .. } => Some(file.into()),
        }
    }

    /// The open folder of saved presets, made where it isn't there yet.
    pub fn open(&self) -> Result<Folder, LibraryError> {
        match self {
            Self::None => Err(LibraryError::NoHome),
            Self::Own { presets, .. } => made(presets, 0o777).map_err(|error| self.refused(error)),
            Self::Confined { folder, .. } => folder.again().map_err(|error| self.refused(error)),
        }
    }

    /// The open folder of what was deleted, made where it isn't there yet.
    pub fn trash(&self) -> Result<Folder, LibraryError> {
        match self {
            Self::None => Err(LibraryError::NoHome),
            Self::Own { trash, .. } => made(trash, 0o700)
                .map_err(|source| LibraryError::Folder { folder: trash.clone(), source }),
            Self::Confined { folder, .. } => folder
                .inside(HIDDEN)
                .and_then(|hidden| hidden.inside(TRASH))
                .map_err(|source| LibraryError::Folder { folder: TRASH.into(), source }),
        }
    }

    /// The open folder of what was deleted, if it is there.
    pub fn existing_trash(&self) -> Option<Folder> {
        match self {
            Self::None => None,
            Self::Own { trash, .. } => Folder::open(trash).ok(),
            Self::Confined { folder, .. } => {
                folder.existing_inside(HIDDEN).and_then(|hidden| hidden.existing_inside(TRASH)).ok()
            }
        }
    }

    /// A file of the trash, as messages show it.
    pub fn path_in_trash(&self, file: &OsStr) -> PathBuf {
        match self {
            Self::Own { trash, .. } => trash.join(file),
            Self::None | Self::Confined { .. } => Path::new(TRASH).join(file),
        }
    }

    /// The open folder of what the program notes for itself, made where it isn't there yet if
    /// that is wanted.
    pub fn state(&self, make: bool) -> io::Result<Folder> {
        match self {
            Self::None => Err(io::ErrorKind::NotFound.into()),
            Self::Own { state, .. } if make => made(state, 0o700),
            Self::Own { state, .. } => Folder::open(state),
            Self::Confined { folder, .. } if make => folder.inside(HIDDEN),
            Self::Confined { folder, .. } => folder.existing_inside(HIDDEN),
        }
    }

    /// The path of that folder, made where it isn't there yet.
    pub fn state_path(&self) -> Option<PathBuf> {
        self.state(true).ok()?;
        match self {
            Self::None => None,
            Self::Own { state, .. } => Some(state.clone()),
            Self::Confined { path, .. } => Some(path.join(HIDDEN)),
        }
    }

    /// Whether anything among the saved presets has a file name.
    pub fn has(&self, file: &OsStr) -> Result<bool, LibraryError> {
        let Some(folder) = self.existing()? else { return Ok(false) };
        is_there(folder.lstat(file).map(|_| true)).map_err(|error| self.refused(error))
    }

    /// Whether a regular file among the saved presets has a file name.
    pub fn has_file(&self, file: &OsStr) -> Result<bool, LibraryError> {
        let Some(folder) = self.existing()? else { return Ok(false) };
        is_there(match folder.stat(file) {
            // Links in a circle: reading it says so.
            Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => Ok(true),
            found => found.map(|stat| is_regular(&stat)),
        })
        .map_err(|error| self.refused(error))
    }

    /// Whether a name among the saved presets is that of a file, or of a link that doesn't lead to
    /// anything else. What can't be looked at is: reading it says why.
    pub fn is_file_or_link(&self, file: &OsStr) -> bool {
        let Ok(Some(folder)) = self.existing() else { return true };
        match folder.lstat(file) {
            Ok(stat) if is_link(&stat) => {
                // Where links aren't followed it stays one.
                folder.stat(file).map_or(true, |stat| is_regular(&stat) || is_link(&stat))
            }
            Ok(stat) => is_regular(&stat),
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        }
    }

    /// The names of all files among the saved presets, in no particular order.
    pub fn files(&self) -> Result<Vec<OsString>, LibraryError> {
        let Some(folder) = self.existing()? else { return Ok(Vec::new()) };
        folder.names().map_err(|error| self.refused(error))
    }

    /// The bytes of a file.
    pub fn read(&self, file: &OsStr) -> Result<Vec<u8>, LibraryError> {
        let path = self.path_of(file).ok_or(LibraryError::NoHome)?;
        let folder = match self {
            Self::Own { presets, .. } => Folder::open(presets),
            Self::None => return Err(LibraryError::NoHome),
            Self::Confined { folder, .. } => folder.again(),
        };
        let bytes = folder.and_then(|folder| folder.read(file, LARGEST));
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
        let folder = self.open()?;
        let path = self.path_of(file).ok_or(LibraryError::NoHome)?;
        Ok(match folder.links() {
            Links::Follow => save::save_by(by, &path, bytes, expected)?,
            Links::Refuse => save::save_in(by, &folder, file, &path, bytes, expected)?,
        })
    }

    /// The open folder of saved presets, if it is there.
    fn existing(&self) -> Result<Option<Folder>, LibraryError> {
        let opened = match self {
            Self::None => return Ok(None),
            Self::Own { presets, .. } => Folder::open(presets),
            Self::Confined { folder, .. } => folder.again(),
        };
        match opened {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some).map_err(|error| self.refused(error)),
        }
    }

    /// That the folder of saved presets can't be used.
    fn refused(&self, source: io::Error) -> LibraryError {
        let folder = self.presets().unwrap_or(Path::new(".")).to_owned();
        LibraryError::Folder { folder, source }
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

/// Opens a folder by its path, which is made where it isn't there yet.
fn made(path: &Path, mode: u32) -> io::Result<Folder> {
    match Folder::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            DirBuilder::new().recursive(true).mode(mode).create(path)?;
            Folder::open(path)
        }
        opened => opened,
    }
}
