//! Several people who share one account, told apart by `--as`: whose work is offered to whom.

use crate::program::Program;
use rustix::process::Signal;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const RIGHT: &str = "\x1b[C";

/// The folder that all of them are restricted to.
struct Shared(TempDir);

impl Shared {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn start(&self, name: &str) -> Program {
        let dir = self.0.path().to_str().unwrap();
        let mut program = Program::start(&["--restricted", dir, "--as", name], &[]);
        program.wait_for("APEC $40bn, as announced");
        program
    }

    fn people(&self, name: &str) -> PathBuf {
        self.0.path().join(".payback/people").join(name)
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// As long as a person takes to answer, and longer than the program waits for word that its question
/// has been shown.
fn seen_and_read() {
    thread::sleep(Duration::from_millis(1300));
}

/// Moves a slider, and is killed once that is kept.
fn leave_work(shared: &Shared, name: &str) {
    let mut program = shared.start(name);
    program.wait_for("? help");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    let journals = shared.people(name).join("journals");
    program.wait_until("kept", |_| journals.is_dir() && !is_empty(&journals));
    program.wait_for_quiet();
    program.signal(Signal::KILL);
    program.wait_for_status();
}

#[test]
fn dropped_work_is_offered_to_its_owner_alone() {
    let shared = Shared::new();
    leave_work(&shared, "anna");
    let mut ben = shared.start("ben@example.org");
    ben.wait_for_quiet();
    assert!(!ben.screen().contains("earlier run"), "{}", ben.screen());
    ben.type_in("q");
    assert_eq!(ben.wait_for_end(), 0);
    let mut anna = shared.start("anna");
    anna.wait_for("Unsaved changes from an earlier run");
    seen_and_read();
    anna.type_in("\r");
    anna.wait_for("66 %");
    anna.wait_for("resumed");
}
