//! Files of one's own: copied, renamed, deleted, brought back, and where they are.

use super::list;
use crate::cli::written::{said, shown};
use crate::cli::{CommandError, CommandResult};
use crate::preset::library::{CopyScope, is_same_name, text_of};
use crate::preset::{Expected, Library, LibraryError, Origin, SaveError, SaveErrorKind};
use crate::text::{nearest, quoted};
use crate::widgets::text::harmless;
use std::ffi::OsStr;
use std::path::PathBuf;

/// Copies a preset, and says where to.
pub(super) fn copy(
    library: &Library,
    (from, to): (&str, &str),
    scope: CopyScope,
    force: bool,
) -> CommandResult<String> {
    let from = library.locate(from)?;
    let target = library.target(to)?;
    let expected = if force { Expected::Anything } else { Expected::Nothing };
    match library.duplicate(&from, &target, scope, expected) {
        Ok(()) => Ok(said("copied to", &target) + &warning(library, &target, to)),
        Err(LibraryError::Save(SaveError { kind: SaveErrorKind::Exists, .. })) => {
            Err(CommandError(format!(
                "there is {} already: choose another name, or give --force to replace it",
                quoted(to)
            )))
        }
        Err(error) => Err(error.into()),
    }
}

/// A copy is one of the file whatever that holds; that it is no preset is said.
fn warning(library: &Library, copy: &Origin, name: &str) -> String {
    match library.open_at(copy) {
        Ok(_) => String::new(),
        Err(_) => {
            format!("it can't be opened as a preset: ‘payback check {}’ says why\n", harmless(name))
        }
    }
}

/// Where a saved preset's file is; without a name the folder of all of them.
pub(super) fn path(library: &Library, name: Option<&str>) -> CommandResult<PathBuf> {
    if library.is_restricted() {
        return Err(CommandError(
            "only names can be used here: ‘payback presets list’ shows them".to_owned(),
        ));
    }
    let Some(name) = name else {
        let folder = library.folder().ok_or(LibraryError::NoHome)?;
        return Ok(folder.to_owned());
    };
    match library.locate(name)? {
        Origin::Bundled(id) => Err(CommandError(format!(
            "‘{id}’ comes with the program and has no file: ‘payback presets copy {id} NAME’ \
             makes one of your own"
        ))),
        Origin::Saved { path, .. } => Ok(path),
        Origin::File(path) => {
            let path = std::path::absolute(&path).unwrap_or(path);
            if path.is_file() {
                Ok(path)
            } else {
                Err(CommandError(format!("there is no file {}", shown(&path))))
            }
        }
    }
}

/// Renames a saved preset.
pub(super) fn rename(library: &Library, from: &str, to: &str) -> CommandResult<String> {
    let origin = library.rename(from, to)?;
    Ok(said("renamed to", &origin))
}

/// Moves a saved preset to the trash, and says where it is then.
pub(super) fn delete(library: &Library, name: &str) -> CommandResult<String> {
    let trashed = library.trash(name)?;
    Ok(format!(
        "moved to the trash: {}\n‘payback presets restore’ brings it back\n",
        if library.is_restricted() { harmless(&trashed.name).into() } else { shown(&trashed.path) }
    ))
}

/// Brings the last deleted preset of a name back, under another name if one is given; without a name
/// lists what can be.
pub(super) fn restore(
    library: &Library,
    name: Option<&str>,
    to: Option<&str>,
) -> CommandResult<String> {
    let trashed = library.trashed();
    let Some(name) = name else {
        return Ok(list::deleted(library, &trashed));
    };
    let name = &text_of(OsStr::new(name));
    let Some(last) = trashed.iter().rev().find(|trashed| is_same_name(&trashed.name, name)) else {
        let meant = nearest(name, trashed.iter().map(|trashed| trashed.name.as_str()))
            .map_or_else(String::new, |meant| format!(": did you mean ‘{meant}’?"));
        return Err(CommandError(format!("there is no {} in the trash{meant}", quoted(name))));
    };
    match library.restore_as(last, to.unwrap_or(&last.name)) {
        Ok(origin) => Ok(said("brought back", &origin)),
        Err(LibraryError::Taken { name: taken }) => Err(CommandError(format!(
            "there is a preset {} already: ‘payback presets restore NAME TO’ brings this one back \
             under another name",
            quoted(&taken)
        ))),
        Err(error) => Err(error.into()),
    }
}
