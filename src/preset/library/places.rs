//! Where a library keeps its files: a person's own folders, or one folder that nothing leads out
//! of.

use super::LibraryError;
use crate::preset::files::{Expected, Folder, Links, Stamp};
use crate::preset::read::{LARGEST, unreadable};
use crate::preset::save;
use etcetera::BaseStrategy;
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

    /// The file of a name, as messages show it.
    pub fn path_of(&self, name: &str) -> Option<PathBuf> {
        let file = file_of(name);
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
            Self::Own { presets, .. } => made(presets, 0o777)
                .map_err(|source| LibraryError::Folder { folder: presets.clone(), source }),
            Self::Confined { folder, .. } => {
                folder.again().map_err(|source| LibraryError::Folder { folder: ".".into(), source })
            }
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
    pub fn state(&self, make: bool) -> Option<Folder> {
        match self {
            Self::None => None,
            Self::Own { state, .. } if make => made(state, 0o700).ok(),
            Self::Own { state, .. } => Folder::open(state).ok(),
            Self::Confined { folder, .. } if make => folder.inside(HIDDEN).ok(),
            Self::Confined { folder, .. } => folder.existing_inside(HIDDEN).ok(),
        }
    }

    /// The path of that folder, made where it isn't there yet.
    pub fn state_path(&self) -> Option<PathBuf> {
        self.state(true)?;
        match self {
            Self::None => None,
            Self::Own { state, .. } => Some(state.clone()),
            Self::Confined { path, .. } => Some(path.join(HIDDEN)),
        }
    }

    /// Whether anything has the file name of a preset's name.
    pub fn has(&self, name: &str) -> bool {
        self.existing().is_some_and(|folder| folder.has(&file_of(name)))
    }

    /// Whether a regular file has the file name of a preset's name.
    pub fn has_file(&self, name: &str) -> bool {
        self.existing().is_some_and(|folder| folder.has_file(&file_of(name)))
    }

    /// The names of all files that end in `.ron`, sorted.
    pub fn names(&self) -> Vec<String> {
        let files = self.existing().and_then(|folder| folder.names().ok()).unwrap_or_default();
        let mut names: Vec<String> = files
            .iter()
            .filter_map(|file| Some(file.to_str()?.strip_suffix(".ron")?.to_owned()))
            .collect();
        names.sort();
        names
    }

    /// The bytes of a name's file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, LibraryError> {
        let path = self.path_of(name).ok_or(LibraryError::NoHome)?;
        let folder = match self {
            Self::Own { presets, .. } => Folder::open(presets),
            Self::None => return Err(LibraryError::NoHome),
            Self::Confined { folder, .. } => folder.again(),
        };
        let bytes = folder.and_then(|folder| folder.read(&file_of(name), LARGEST));
        Ok(bytes.map_err(|error| unreadable(&path, &error))?)
    }

    /// Replaces the file of a name.
    pub fn write(
        &self,
        name: &str,
        bytes: &[u8],
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        let folder = self.open()?;
        let path = self.path_of(name).ok_or(LibraryError::NoHome)?;
        Ok(match folder.links() {
            Links::Follow => save::save_bytes(&path, bytes, expected)?,
            Links::Refuse => save::save_in(&folder, &file_of(name), &path, bytes, expected)?,
        })
    }

    /// The open folder of saved presets, if it is there.
    fn existing(&self) -> Option<Folder> {
        match self {
            Self::None => None,
            Self::Own { presets, .. } => Folder::open(presets).ok(),
            Self::Confined { folder, .. } => folder.again().ok(),
        }
    }
}

/// The file name of a preset's name.
pub fn file_of(name: &str) -> OsString {
    format!("{name}.ron").into()
}

/// Opens a folder by its path, which is made where it isn't there yet.
fn made(path: &Path, mode: u32) -> io::Result<Folder> {
    DirBuilder::new().recursive(true).mode(mode).create(path)?;
    Folder::open(path)
}
