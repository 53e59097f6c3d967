//! The names under which presets can be saved.

use super::{BUNDLED, has_extension};
use std::path::Path;

/// Longest name of a saved preset, in characters.
const LONGEST_NAME: usize = 64;

/// Longest name of a saved preset in bytes: file systems take 255 with the extension.
const LONGEST_NAME_BYTES: usize = 240;

/// Whether a preset can be saved under a name: 1 to 64 letters (240 bytes at most), digits, `-`, `_`, `.` and spaces,
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
    } else if name.chars().count() > LONGEST_NAME {
        Err("it is longer than 64 characters")
    } else if name.len() > LONGEST_NAME_BYTES {
        Err("it takes more than 240 bytes; use fewer characters of rare scripts")
    } else if has_extension(Path::new(name)) {
        Err("leave out .ron, which is added")
    } else if bundled {
        Err("a bundled preset has it; choose another")
    } else {
        Ok(())
    }
}

/// Why a restricted library takes no path.
pub(super) const NO_PATHS: &str =
    "only presets of one folder can be used here, by their names, without a path";

/// Whether a restricted library takes a name: one that [`check_name`] allows, of ASCII letters,
/// digits, spaces, `-`, `_` and `.` only, that doesn't consist of hyphens.
///
/// # Errors
/// What is wrong with the name.
pub(super) fn check_plain_name(name: &str) -> Result<(), &'static str> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if name.contains(std::path::is_separator) || name.starts_with('~') {
        Err(NO_PATHS)
    } else if !name.chars().all(allowed) {
        Err("the letters a to z, digits, spaces and - _ . may be used")
    } else if name.chars().all(|c| c == '-') {
        Err("it needs a letter or a digit")
    } else {
        check_name(name)
    }
}
