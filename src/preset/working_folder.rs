//! The folder that relative paths begin in.

use std::io::ErrorKind;

/// Whether the working folder was deleted: no relative path leads anywhere then, and the system
/// says of each only that it isn't there.
pub fn is_working_folder_deleted() -> bool {
    std::env::current_dir().is_err_and(|error| error.kind() == ErrorKind::NotFound)
}
