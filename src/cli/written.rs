//! A preset's file changed where its values differ, and the sentence that says so.

use super::{CommandError, CommandResult};
use crate::preset::library::text_of;
use crate::preset::{
    Expected, Library, LibraryError, Opened, Origin, Preset, differences, refusals, rewritten,
};
use crate::text::harmless;
use crate::view::difference::difference_rows;
use std::path::Path;

/// A sentence about a place: its name, and its file where that may be told.
pub(super) fn said(done: &str, origin: &Origin) -> String {
    let id = origin.id();
    match origin {
        Origin::Saved { path, .. } if path.is_absolute() => {
            format!("{done} {}, in {}\n", harmless(&id), shown(path))
        }
        _ => format!("{done} {}\n", harmless(&id)),
    }
}

pub(super) fn shown(path: &Path) -> String {
    text_of(path.as_os_str())
}

/// Refuses to change what comes with the program.
pub(super) fn check_own(origin: &Origin) -> CommandResult<()> {
    match origin {
        Origin::Bundled(id) => Err(LibraryError::Bundled { id }.into()),
        Origin::Saved { .. } | Origin::File(_) => Ok(()),
    }
}

/// Writes the values that changed into the preset's file and nothing else, and says which.
pub(super) fn write(library: &Library, opened: &Opened, preset: &Preset) -> CommandResult<String> {
    let origin = &opened.origin;
    let changes = difference_rows(
        &differences(&opened.preset, preset),
        [opened.preset.money(), preset.money()],
    );
    if changes.is_empty() {
        return Ok(format!("nothing to change: {} has these values\n", harmless(&origin.id())));
    }
    if let Some(refusal) = refusals(preset).into_iter().next() {
        return Err(CommandError(refusal.reason));
    }
    let text = rewritten(&opened.bytes, preset);
    let expected = opened.stamp.map_or(Expected::Nothing, Expected::Unchanged);
    library.save_either_way(origin, text.as_bytes(), expected)?;
    let lines = changes.iter().map(|row| {
        format!("{}  {} → {}\n", harmless(&row.label), harmless(&row.a), harmless(&row.b))
    });
    Ok(said("changed", origin) + &lines.collect::<String>())
}
