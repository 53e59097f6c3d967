//! What is left of a panic: the report on standard error and in a file, for a bug report.

use crate::preset::Library;
use crate::preset::files::Folder;
use chrono::{DateTime, Local};
use color_eyre::config::{HookBuilder, Theme};
use std::ffi::OsStr;
use std::io::{self, Write};
use std::panic;
use std::time::SystemTime;

/// Has errors and panics reported. A panic's report is also kept as a file among what the program
/// notes for a person (`$XDG_STATE_HOME/payback` or `~/.local/state/payback`). Where a library is
/// restricted it is only kept: it may tell of the machine, and whoever is there can't read files.
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
        let kept = library.state().and_then(|state| keep(&state, &report, SystemTime::now()).ok());
        if !library.is_restricted() {
            let _ = writeln!(out, "{report}\n");
        }
        let folder = library.state_folder();
        let what = match (kept, folder) {
            (Some(name), Some(folder)) => format!(
                "This report is kept in {}; what was unsaved is offered at the next start.",
                folder.join(name).display()
            ),
            (Some(name), None) => format!(
                "A report is kept for whoever set this account up, called ‘{name}’; what was \
                 unsaved is offered at the next start."
            ),
            (None, _) if library.is_restricted() => "No report could be kept.".to_owned(),
            (None, _) => "Please keep this report.".to_owned(),
        };
        let _ = writeln!(out, "payback met a fault of its own. {what}");
    }));
    Ok(())
}

/// Writes a report to a file of its own, and gives its name.
fn keep(state: &Folder, report: &str, at: SystemTime) -> io::Result<String> {
    let time = DateTime::<Local>::from(at).format("%Y-%m-%d %H.%M.%S%.3f");
    let name = format!("panic {time}.txt");
    let version = env!("CARGO_PKG_VERSION");
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let mut file = state.create(OsStr::new(&name), 0o600)?;
    writeln!(file, "payback {version} {arguments:?}\n{report}")?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    #[test]
    fn a_report_is_kept_whatever_the_clock_says() {
        let folder = tempfile::tempdir().unwrap();
        let state = Folder::open(folder.path()).unwrap();
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(3 * 86_400);
        let kept = keep(&state, "a report", before).unwrap();
        assert!(kept.contains("panic 1969-12-2"), "{kept:?}");
        let text = fs::read_to_string(folder.path().join(kept)).unwrap();
        assert!(text.ends_with("a report\n"));
    }
}
