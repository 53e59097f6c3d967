//! The list of presets by the real program: it is there at once, and what its lines hold is read
//! while the person goes on.

use crate::program::Program;
use crate::support::{preset, skipped};
use payback::preset::{Preset, to_ron};
use portable_pty::CommandBuilder;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const RIGHT: &str = "\x1b[C";

/// Largest file that is read as a preset.
const LARGEST: usize = 1024 * 1024;

fn named(name: &str) -> String {
    to_ron(&Preset { name: name.to_owned(), ..preset("apec-40b") })
}

/// A folder of so many presets.
fn many(count: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = named("Number N-of-many");
    for number in 0..count {
        let file = folder.path().join(format!("mine {number:04}.ron"));
        fs::write(file, text.replace("Number N", &format!("Number {number}"))).unwrap();
    }
    folder
}

/// The program where these are one's own presets, by way of another program if that is given.
fn start(presets: &Path, by: &[&str]) -> Program {
    let program = env!("CARGO_BIN_EXE_payback");
    // The home is made anew: the folder is reached by a link in it.
    let script = "mkdir -p data/payback && ln -s \"$0\" data/payback/presets && exec \"$@\"";
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c".as_ref(), script.as_ref(), presets.as_os_str()]);
    command.args(by);
    command.arg(program);
    let mut program = Program::command(command, &[]);
    program.wait_for("? help");
    program
}

/// Types it in place of what is typed. What comes in at once is a paste, in which keys mean nothing:
/// hence each part is waited for.
fn find(program: &mut Program, text: &str) {
    while !typed(program).is_empty() {
        let before = typed(program);
        program.type_in("\x7f");
        program.wait_until("erased", |program| typed(program) != before);
    }
    program.type_in(text);
    program.wait_until(text, |program| typed(program) == text);
}

/// What is looked for.
fn typed(program: &Program) -> String {
    let screen = program.screen();
    let line = screen.lines().find_map(|line| line.split_once("│ find ")).unwrap_or_default().1;
    line.rsplit_once('│').unwrap_or_default().0.trim().to_owned()
}

#[test]
fn of_thousands_of_presets_each_is_looked_at_once_it_is_chosen() {
    let presets = many(5000);
    let mut large = named("The largest of all");
    let comment = "// as long as a preset may be\n";
    while large.len() + comment.len() <= LARGEST {
        large.push_str(comment);
    }
    fs::write(presets.path().join("large.ron"), large).unwrap();
    let mut program = start(presets.path(), &[]);
    program.type_in("o");
    program.wait_for("mine 4999");
    for (typed, shown) in [
        ("4321", "Number 4321-of-many"),
        // Found by what it calls itself: those at the beginning are read for that.
        ("42-of", "mine 0042"),
        ("large", "The largest of all"),
    ] {
        find(&mut program, typed);
        program.wait_for(shown);
    }
    // Enter comes before it can be known what it holds.
    find(&mut program, "0777");
    program.type_in("\r");
    program.wait_for("payback  Number 777-of-many");
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
}

#[test]
fn keys_are_answered_while_a_preset_is_not_read_yet() {
    let traced = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    if !traced.is_ok_and(|output| output.status.success()) {
        skipped("a slow file system", "no program can be traced here");
        return;
    }
    let presets = many(3);
    fs::write(presets.path().join("slow.ron"), named("Slow")).unwrap();
    // Longer than anything else is waited for.
    let delay = "inject=openat:delay_enter=100000000";
    let by = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", "slow.ron", "-e", delay];
    let mut program = start(presets.path(), &by);
    program.type_in("o");
    program.wait_for("slow");
    find(&mut program, "slow");
    program.wait_for("reading…");
    find(&mut program, "mine");
    program.wait_until("another line", |program| !program.screen().contains("slow"));
    program.type_in("\x1b");
    program.wait_until("closed", |program| !program.screen().contains("Open a preset"));
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
}

#[test]
fn what_can_not_be_read_is_said_of_the_line_that_is_chosen() {
    let presets = many(2);
    fs::write(presets.path().join("broken.ron"), "(format: 1, nmae: \"Broken\")").unwrap();
    symlink("circle.ron", presets.path().join("circle.ron")).unwrap();
    let mut program = start(presets.path(), &[]);
    program.type_in("o");
    program.wait_for("mine 0001");
    find(&mut program, "broken");
    program.wait_for("nmae");
    find(&mut program, "circle");
    program.wait_for("symbolic links");
    // The same before it is known: the list stays and says why.
    find(&mut program, "broken");
    program.type_in("\r");
    program.wait_for("error: The field ‘scenarios’ is missing in this preset.");
    assert!(program.screen().contains("Open a preset"));
}
