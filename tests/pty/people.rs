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
    anna.type_in("\x14");
    anna.wait_for("You can restore");
    seen_and_read();
    anna.type_in("\r");
    anna.wait_for("66 %");
    anna.wait_for("resumed");
}

/// What one session after another writes, all of it.
fn assert_tells_no_path(program: &Program, shared: &Shared) {
    let bytes = program.bytes();
    let written = String::from_utf8_lossy(&bytes);
    let dir = shared.0.path().file_name().unwrap().to_str().unwrap();
    for part in [dir, ".payback", "people/", "trash/", "copies/", "discarded/"] {
        assert!(!written.contains(part), "{part} is told:\n{}", program.screen());
    }
}

#[test]
fn no_message_of_a_restricted_session_tells_where_its_files_are() {
    let shared = Shared::new();
    let mut program = shared.start("anna");
    program.wait_for("? help");
    for (keys, said) in [
        (RIGHT, "65 % → 66 %"),
        ("y", "Copy"),
        ("f", "is in your copies, as"),
        ("s", "apec-40b-mine"),
        ("\r", "saved as apec-40b-mine"),
        ("o", "Open a preset"),
        ("\x18", "Move ‘apec-40b-mine’ to the trash?"),
    ] {
        program.type_in(keys);
        program.wait_for(said);
    }
    seen_and_read();
    for (keys, said) in [
        ("y", "deleted; press Ctrl-T to restore it"),
        ("\x14", "deleted by anna"),
        ("\r", "restored apec-40b-mine"),
        ("\x1b", "Open a preset"),
    ] {
        program.type_in(keys);
        program.wait_for(said);
    }
    // What can't be read, can't be saved, can't be copied.
    fs::write(shared.0.path().join("bad.ron"), "(name: 3").unwrap();
    program.type_in("\x1b");
    program.wait_until("closed", |program| !program.screen().contains("Open a preset"));
    program.type_in("o");
    program.wait_for("Open a preset");
    program.type_in("bad");
    program.wait_for("bad.ron");
    program.type_in("\x1b");
    program.wait_until("closed", |program| !program.screen().contains("Open a preset"));
    let copies = shared.people("anna").join("copies");
    fs::remove_dir_all(&copies).unwrap();
    fs::write(&copies, "").unwrap();
    let mine = shared.0.path().join("apec-40b-mine.ron");
    fs::remove_file(&mine).unwrap();
    fs::create_dir(&mine).unwrap();
    for (keys, said) in [
        ("y", "Copy"),
        ("f", "was not copied"),
        (RIGHT, "66 % → 67 %"),
        ("s", "apec-40b-mine"),
        ("q", "unsaved changes"),
    ] {
        program.type_in(keys);
        program.wait_for(said);
        program.wait_for_quiet();
        assert_tells_no_path(&program, &shared);
    }
    seen_and_read();
    program.type_in("d");
    assert_eq!(program.wait_for_end(), 0);
    assert_tells_no_path(&program, &shared);

    // What was discarded comes back in a session of the same person, and in no other's.
    let mut ben = shared.start("ben");
    ben.wait_for("? help");
    ben.type_in("o");
    ben.wait_for("Open a preset");
    ben.type_in("\x14");
    ben.wait_for("nothing has been discarded or deleted");
    let mut anna = shared.start("anna");
    anna.wait_for("? help");
    for (keys, said) in
        [("o", "Open a preset"), ("\x14", "discarded by you"), ("\r", "; it is unsaved")]
    {
        anna.type_in(keys);
        anna.wait_for(said);
    }
    assert_tells_no_path(&anna, &shared);
    assert_tells_no_path(&ben, &shared);
}

#[test]
fn the_theme_and_the_figure_that_one_chose_are_there_at_the_next_start() {
    let shared = Shared::new();
    let mut anna = shared.start("anna");
    anna.wait_for("? help");
    anna.type_in("T");
    anna.wait_for("theme: dark");
    anna.type_in("m");
    anna.wait_for("Which figure?");
    anna.type_in("\x1b[H\r");
    anna.wait_until("chosen", |program| !program.screen().contains("Which figure?"));
    anna.wait_for_quiet();
    let kept = fs::read_to_string(shared.people("anna").join("settings.ron")).unwrap();
    assert_eq!(kept, "(\n    theme: \"dark\",\n    metric: \"revenue\",\n)\n");
    anna.type_in("q");
    anna.wait_for_end();
    let mut anna = shared.start("anna");
    anna.wait_for("REVENUE");
    anna.type_in("T");
    anna.wait_for("theme: light");
    let mut ben = shared.start("ben");
    ben.wait_for("? help");
    ben.type_in("T");
    ben.wait_for("theme: dark");
}
