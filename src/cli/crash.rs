//! What is left of a panic: the report on standard error and in a file, for a bug report.

use crate::preset::Library;
use chrono::{DateTime, Local};
use color_eyre::config::{HookBuilder, Theme};
use std::fs;
use std::io::{self, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Has errors and panics reported. A panic's report is also kept as a file in the state folder of
/// the library (`$XDG_STATE_HOME/payback` or `~/.local/state/payback`, or within the folder that a
/// restricted one keeps to, whose path isn't told).
///
/// Nothing here can panic itself, not even where standard error is a terminal that is gone or the
/// clock stands before 1970.
///
/// # Errors
/// When reports are already seen to by somebody else.
pub fn install(library: Library) -> color_eyre::Result<()> {
    let (panics, errors) = HookBuilder::default().theme(Theme::new()).try_into_hooks()?;
    errors.install()?;
    panic::set_hook(Box::new(move |panic| {
        let report = panics.panic_report(panic).to_string();
        let mut out = io::stderr().lock();
        let _ = writeln!(out, "{report}");
        let _ = match library
            .state_folder()
            .and_then(|folder| keep(&folder, &report, SystemTime::now()).ok())
        {
            Some(path) => writeln!(
                out,
                "\npayback met a fault of its own. This report is kept in {}; what was unsaved is \
                 offered at the next start.",
                shown(&path, library.is_restricted())
            ),
            None => writeln!(out, "\npayback met a fault of its own; please keep this report."),
        };
    }));
    Ok(())
}

/// A path as it is told; where the folder isn't to be known, its name.
fn shown(path: &Path, restricted: bool) -> std::path::Display<'_> {
    match path.file_name() {
        Some(name) if restricted => Path::new(name).display(),
        _ => path.display(),
    }
}

/// Writes a report to a file of its own.
fn keep(folder: &Path, report: &str, at: SystemTime) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let time = DateTime::<Local>::from(at).format("%Y-%m-%d %H.%M.%S%.3f");
    let path = folder.join(format!("panic {time}.txt"));
    let version = env!("CARGO_PKG_VERSION");
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let mut file = fs::File::create_new(&path)?;
    writeln!(file, "payback {version} {arguments:?}\n{report}")?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_report_is_kept_whatever_the_clock_says() {
        let folder = tempfile::tempdir().unwrap();
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(3 * 86_400);
        let kept = keep(folder.path(), "a report", before).unwrap();
        assert!(kept.to_string_lossy().contains("panic 1969-12-2"), "{kept:?}");
        assert!(fs::read_to_string(kept).unwrap().ends_with("a report\n"));
    }
}
