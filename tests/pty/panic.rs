//! A panic gives the terminal back, is reported on it, and leaves a report in a file.
//!
//! The program is this test binary itself, started anew with [`MODE`] set: the explorer with a
//! thread beside it that panics, since nothing in `payback` does so when told to.

use crate::program::Program;
use payback::app::{self, Copies, Setup, Surroundings, Themes};
use payback::cli;
use payback::preset::Library;
use payback::session::Session;
use payback::settings::{CopyChoice, Folders};
use payback::terminal::{Capabilities, Clipboard};
use payback::view::Look;
use portable_pty::CommandBuilder;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

const MODE: &str = "PAYBACK_PANIC_TEST";

fn start(folder: &str) -> Program {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "panic::explorer_with_a_thread_that_panics", "--nocapture"]);
    Program::command(
        command,
        &[(MODE, folder), ("RUST_BACKTRACE", if folder.is_empty() { "0" } else { "1" })],
    )
}

#[test]
fn a_panic_of_a_restricted_session_tells_nothing_of_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let mut program = start(dir);
    program.wait_for("payback met a fault of its own. A report is kept");
    program.assert_modes_given_back();
    assert_eq!(program.wait_for_end(), 101);
    let written = String::from_utf8_lossy(&program.bytes()).into_owned();
    for part in ["on purpose", dir, ".payback", "panic.rs"] {
        assert!(!written.contains(part), "{part} is told: {}", program.screen());
    }
    let kept = fs::read_dir(folder.path().join(".payback")).unwrap();
    let kept: Vec<_> = kept.map(|entry| entry.unwrap().path()).filter(|it| it.is_file()).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(fs::read_to_string(&kept[0]).unwrap().contains("on purpose"));
}

#[test]
fn explorer_with_a_thread_that_panics() {
    let Some(folder) = std::env::var_os(MODE) else { return };
    let library = match folder.to_str() {
        Some("") => Library::of_user(),
        _ => Library::restricted_to(Path::new(&folder)).unwrap(),
    };
    cli::install_reports(library.clone()).unwrap();
    let (preset, origin) = Library::bundled_only().find("apec-40b").unwrap();
    thread::spawn(|| {
        thread::sleep(Duration::from_millis(700));
        panic!("on purpose");
    });
    let capabilities = Capabilities::from_environment();
    let opened = Library::of_user().open_at(&origin).unwrap();
    let session = Session::new(preset, origin);
    let here = Surroundings { colors: capabilities.palette, light: Some(false) };
    // It panics as well, which this test binary's harness reports with status 101.
    let setup = Setup {
        recording: None,
        speaks: false,
        leftovers: app::Leftovers::Offered,
        look: Look::new(true, true),
        themes: Themes::new("dark".to_owned(), Folders::default(), here),
        colors: capabilities.palette,
        mouse: true,
        title: true,
        copies: Copies {
            clipboard: Clipboard::from_environment(&capabilities, None),
            choice: CopyChoice::Auto,
            folder: None,
            library: library.clone(),
        },
        first: None,
        frames_per_second: 60,
        asks_octants: false,
        adapts: true,
    };
    let _ = app::run(session, opened, library, setup, &capabilities);
}

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report_and_the_work() {
    let mut program = start("");
    program.wait_for("? help");
    program.type_in("\x1b[C");
    program.wait_for("65 % → 66 %");
    program.wait_for("payback met a fault of its own");
    program.assert_modes_given_back();
    assert!(program.screen().contains("on purpose"), "{}", program.screen());
    assert_eq!(program.wait_for_end(), 101);
    let reports = program.home.path().join("state/payback");
    let kept: Vec<_> = fs::read_dir(reports).unwrap().map(|file| file.unwrap().path()).collect();
    let (reports, folders): (Vec<_>, Vec<_>) = kept.iter().partition(|path| path.is_file());
    assert_eq!(reports.len(), 1, "{reports:?}");
    let report = fs::read_to_string(reports[0]).unwrap();
    assert!(report.starts_with("payback ") && report.contains("on purpose"), "{report}");
    assert!(!report.contains('\x1b'), "no colours in a file: {report:?}");
    let inside = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let names: Vec<_> =
        inside.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let is_journal = |name: &&String| Path::new(name).extension().is_some_and(|end| end == "ron");
    let journals = names.iter().filter(is_journal);
    assert_eq!(journals.count(), 1, "the work is kept: {names:?}");
}
