//! The names under which presets can be saved.

use super::{BUNDLED, has_extension};
use std::path::Path;

/// Longest name of a saved preset, in characters.
const LONGEST_NAME: usize = 64;

/// Longest name of a saved preset in bytes: file systems take 255 with the extension.
const LONGEST_NAME_BYTES: usize = 240;

/// Whether a preset can be saved under a name: 1 to 64 letters, digits, `-`, `_`, `.` and spaces,
/// no dot or space first, no space last, no `.ron`, and not a bundled preset's id.
///
/// # Errors
/// What is wrong with the name.
pub fn check_name(name: &str) -> Result<(), &'static str> {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let bundled = BUNDLED.iter().any(|(id, _)| id.eq_ignore_ascii_case(name));
    if name.trim().is_empty() {
        Err("it is empty")
    } else if !name.chars().all(allowed) {
        Err("letters, digits, spaces and - _ . may be used")
    } else if name.starts_with(['.', ' ']) || name.ends_with(' ') {
        Err("it may not begin with a dot or a space, nor end with a space")
    } else if name.chars().count() > LONGEST_NAME || name.len() > LONGEST_NAME_BYTES {
        Err("it is longer than 64 characters")
    } else if has_extension(Path::new(name)) {
        Err("leave out .ron, which is added")
    } else if bundled {
        Err("a bundled preset has it; choose another")
    } else {
        Ok(())
    }
}
