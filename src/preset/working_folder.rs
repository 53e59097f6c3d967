//! The folder that relative paths begin in.

use crate::text::shortened_path;
use std::io::ErrorKind;
use std::path::PathBuf;

/// The working folder's path, if it was deleted: no relative path leads anywhere then, and the
/// system says of each only that it isn't there.
pub fn deleted_working_folder() -> Option<String> {
    match std::env::current_dir() {
        Err(error) if error.kind() == ErrorKind::NotFound => Some(shortened_path(its_name())),
        _ => None,
    }
}

/// What it was called: as the shell has it, else as Linux does.
fn its_name() -> PathBuf {
    let path = std::env::var_os("PWD").map(PathBuf::from).filter(|path| path.is_absolute());
    path.or_else(|| std::fs::read_link("/proc/self/cwd").ok()).unwrap_or_else(|| ".".into())
}
