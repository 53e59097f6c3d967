//! Documents that are written to files: whole or not at all, and over nothing unless that is said.

use super::{CommandError, CommandResult};
use crate::preset::library::LibraryError;
use crate::preset::{Expected, Library, Origin, SaveError, SaveErrorKind};
use crate::text::{os_message, shortened_path};
use std::io;
use std::path::Path;

/// Refuses to write files where there are presets alone; `instead` is what to do.
pub(super) fn check_may_write(library: &Library, instead: &str) -> CommandResult<()> {
    if library.is_restricted() {
        let message = format!("-o writes a file, and here are presets alone: {instead}");
        return Err(CommandError(message));
    }
    Ok(())
}

/// What to do where a file is there already and the command can replace it.
pub(super) const OR_FORCE: &str = "choose another name, or give --force to replace it";

/// Why a file isn't begun; `otherwise` is what to do where it is there already.
pub(super) fn not_written(path: &Path, error: &io::Error, otherwise: &str) -> CommandError {
    let shown = shortened_path(path);
    CommandError(match error.kind() {
        io::ErrorKind::AlreadyExists => format!("there is {shown} already: {otherwise}"),
        _ => format!("{shown} can't be written: {}. Choose another place.", os_message(error)),
    })
}

/// Writes a file in one step; one that is there only where that is said.
pub(super) fn written_file(
    library: &Library,
    path: &Path,
    contents: impl AsRef<[u8]>,
    force: bool,
) -> CommandResult<()> {
    let expected = if force { Expected::Anything } else { Expected::Nothing };
    let origin = Origin::File(path.to_owned());
    match library.save_bytes(&origin, contents.as_ref(), expected) {
        Ok(_) => Ok(()),
        Err(LibraryError::Save(SaveError { kind: SaveErrorKind::Exists, .. })) => {
            Err(not_written(path, &io::ErrorKind::AlreadyExists.into(), OR_FORCE))
        }
        Err(error) => Err(error.into()),
    }
}
