//! Documents that are written to files: whole or not at all, and over nothing unless that is said.

use super::{CommandError, CommandResult};
use crate::preset::library::LibraryError;
use crate::preset::{Expected, Library, Origin, SaveError, SaveErrorKind};
use crate::text::shortened_path;
use std::path::Path;

/// Refuses to write files where there are presets alone; `instead` is what to do.
pub(super) fn check_may_write(library: &Library, instead: &str) -> CommandResult<()> {
    if library.is_restricted() {
        let message = format!("-o writes a file, and here are presets alone: {instead}");
        return Err(CommandError(message));
    }
    Ok(())
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
            Err(CommandError(format!(
                "there is {} already: choose another name, or give --force to replace it",
                shortened_path(path)
            )))
        }
        Err(error) => Err(error.into()),
    }
}
