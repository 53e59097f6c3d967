//! Why the library can't give or take a preset.

use crate::preset::{Diagnostics, SaveError};
use crate::text::{os_message, quoted, shortened_path};
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
    /// No saved preset has that name.
    #[error("there is no saved preset {}{}", quoted(.name),
        .meant.as_ref().map_or(". ‘payback presets list’ shows those that there are".to_owned(), |meant| format!(": did you mean ‘{meant}’?")))]
    NotSaved {
        /// The name that was asked for.
        name: String,
        /// The nearest name that there is.
        meant: Option<String>,
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
    /// The preset has nothing to present.
    #[error("{} has no views to present: A in the explorer adds what is on screen as one", quoted(.name))]
    NoViews {
        /// Its name.
        name: String,
    },
    /// Nothing but presets of one folder can be used, and this isn't the name of one.
    #[error("{} can't be used: {reason}", quoted(.name))]
    Restricted {
        /// What was asked for.
        name: String,
        /// What is wrong with it, and what would do.
        reason: &'static str,
    },
    /// The folder that everything should be restricted to can't be used.
    #[error("the folder that --restricted names can't be used: {}. Name a folder that is there, not a link to one.", os_message(.source))]
    NotRestricted {
        /// What the system said.
        source: std::io::Error,
    },
    /// A bundled preset can't be changed, renamed or deleted.
    #[error(
        "‘{id}’ comes with the program and can't be changed. Copy it under a name of your own."
    )]
    Bundled {
        /// Its id in [`BUNDLED`](crate::preset::library::BUNDLED).
        id: &'static str,
    },
    /// Something has the name already.
    #[error("there is a preset {} already. Choose another name.", quoted(.name))]
    Taken {
        /// The name, as it was asked for.
        name: String,
    },
    /// A saved preset could not be renamed, moved to the trash or brought back.
    #[error("{} could not be {done}: {}. It is where it was.", quoted(.name), os_message(.source))]
    NotMoved {
        /// The preset's name.
        name: String,
        /// What should have been done with it.
        done: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file could not be written.
    #[error("{0}")]
    Save(#[from] SaveError),
    /// The data folder can't be made or opened.
    #[error("the folder {} for presets can't be used: {}. Save to a file elsewhere.", shortened_path(.folder), os_message(.source))]
    Folder {
        /// Its path; in a restricted library no more than its name.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system names no home folder.
    #[error("there is no home folder to keep presets in. Set XDG_DATA_HOME, or save to a file.")]
    NoHome,
}
