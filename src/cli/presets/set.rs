//! `payback presets set`: values changed in a preset's file, and nothing else of it.

use crate::cli::CommandResult;
use crate::cli::set::set_all;
use crate::cli::written::{check_own, write};
use crate::preset::Library;

/// Changes values, all or none of them, and says which there were.
pub(super) fn set(library: &Library, name: &str, settings: &[String]) -> CommandResult<String> {
    let opened = library.open(name)?;
    check_own(&opened.origin)?;
    let mut preset = opened.preset.clone();
    set_all(&mut preset, settings, None)?;
    write(library, &opened, &preset)
}
