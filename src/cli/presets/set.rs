//! `payback presets set`: values changed in a preset's file, and nothing else of it.

use super::files::said;
use crate::cli::set::set_all;
use crate::cli::{CommandError, CommandResult};
use crate::preset::{Expected, Library, LibraryError, Origin, differences, refusals, rewritten};
use crate::text::harmless;
use crate::view::difference::difference_rows;

/// Changes values, all or none of them, and says which there were.
pub(super) fn set(library: &Library, name: &str, settings: &[String]) -> CommandResult<String> {
    let opened = library.open(name)?;
    let origin = &opened.origin;
    if let Origin::Bundled(id) = origin {
        return Err(LibraryError::Bundled { id }.into());
    }
    let mut preset = opened.preset.clone();
    set_all(&mut preset, settings, None)?;
    let changes = difference_rows(
        &differences(&opened.preset, &preset),
        [opened.preset.money(), preset.money()],
    );
    if changes.is_empty() {
        return Ok(format!("nothing to change: {} has these values\n", harmless(&origin.id())));
    }
    if let Some(refusal) = refusals(&preset).into_iter().next() {
        return Err(CommandError(refusal.reason));
    }
    let text = rewritten(&opened.bytes, &preset);
    let expected = opened.stamp.map_or(Expected::Nothing, Expected::Unchanged);
    library.save_either_way(origin, text.as_bytes(), expected)?;
    let lines = changes.iter().map(|row| {
        format!("{}  {} → {}\n", harmless(&row.label), harmless(&row.a), harmless(&row.b))
    });
    Ok(said("changed", origin) + &lines.collect::<String>())
}
