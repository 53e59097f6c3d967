//! Why the library can't give or take a preset.

use crate::preset::nearest::quoted;
use crate::preset::save::harmless_path;
use crate::preset::{Diagnostics, SaveError};
use std::path::PathBuf;

/// Why the library can't give or take a preset.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// No preset has that name.
    #[error("there is no preset {}{}; there are {}", quoted(.name),
        .meant.as_ref().map_or(String::new(), |meant| format!(": did you mean ‘{meant}’?")), .names.join(", "))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The nearest name that there is.
        meant: Option<String>,
        /// All names that there are.
        names: Vec<String>,
    },
    /// The file of that preset has something wrong with it.
    #[error("{0}")]
    Unreadable(#[from] Diagnostics),
    /// A preset can't be saved under that name.
    #[error("{} can't be a preset's name: {reason}", quoted(.name))]
    Name {
        /// The refused name.
        name: String,
        /// What is wrong with it, and what would do.
        reason: &'static str,
    },
    /// The file could not be written.
    #[error("{0}")]
    Save(#[from] SaveError),
    /// The data folder could not be made.
    #[error("the folder {} for presets can't be created: {source}. Save to a file elsewhere.", harmless_path(.folder))]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system names no home folder.
    #[error("there is no home folder to keep presets in. Set XDG_DATA_HOME, or save to a file.")]
    NoHome,
}
