//! The folder for what sessions of one account on a host share while they run.

use rustix::process::geteuid;
use std::env;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::PathBuf;

/// The account's own for as long as it is logged in, or else one that nobody else can write to;
/// `None` where there is neither.
pub(super) fn folder() -> Option<PathBuf> {
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let runtime = runtime.filter(|folder| folder.is_absolute() && folder.is_dir());
    let own = geteuid().as_raw();
    let folder = runtime.map_or_else(
        || PathBuf::from(format!("/tmp/payback-{own}")),
        |folder| folder.join("payback"),
    );
    // It may be there already.
    let _ = DirBuilder::new().mode(0o700).create(&folder);
    let found = fs::symlink_metadata(&folder).ok()?;
    let is_own = found.is_dir() && found.uid() == own && found.mode() & 0o022 == 0;
    is_own.then_some(folder)
}
