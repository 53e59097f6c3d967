//! What was given up on purpose: kept as presets, in a folder of its own.

use super::{DISCARDED, Recovery, Unsaved};
use crate::preset::files::{Expected, SaveErrorKind, replace};
use crate::preset::to_ron;
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;

/// Most files that are discarded within one second.
const MOST: u32 = 1000;

impl Recovery {
    /// Keeps what is open as a file among the discarded ones; gives its path.
    ///
    /// # Errors
    /// When there is no folder for it, or it can't be written.
    pub fn keep_discarded(&self, unsaved: &Unsaved) -> io::Result<PathBuf> {
        let discarded = self.folder(DISCARDED)?;
        let text = to_ron(&unsaved.open);
        let second = unsaved.at.format("%Y-%m-%d %H.%M.%S");
        for number in 1..=MOST {
            let name = if number == 1 {
                format!("{second}.ron")
            } else {
                format!("{second} {number}.ron")
            };
            match replace(&discarded, OsStr::new(&name), text.as_bytes(), Expected::Nothing) {
                Ok(()) => {
                    let state = self.library.state_folder().unwrap_or_default();
                    return Ok(state.join(DISCARDED).join(name));
                }
                // Something has the name.
                Err(SaveErrorKind::Exists) => {}
                Err(kind) => {
                    let error = kind.into_error();
                    return Err(error.unwrap_or_else(|| io::ErrorKind::AlreadyExists.into()));
                }
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}
