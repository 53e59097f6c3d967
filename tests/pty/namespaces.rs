//! The real program where the processes around it lie outside its PID namespace, as in a container:
//! the system gives their parent, group and session as 0.

use crate::program::Program;
use crate::support::skipped;
use portable_pty::CommandBuilder;
use std::fs;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_payback");

const RIGHT: &str = "\x1b[C";

/// How a PID namespace is made: by root, and by anybody where that is allowed.
const WAYS: [&[&str]; 2] =
    [&["--pid", "--fork"], &["--user", "--map-root-user", "--pid", "--fork"]];

/// What makes a PID namespace with a `/proc` of its own, or with the one around it; `None` where
/// nothing may.
fn unshare(own_proc: bool) -> Option<CommandBuilder> {
    let proc: &[&str] = if own_proc { &["--mount-proc"] } else { &[] };
    let way = WAYS.into_iter().find(|way| {
        let tried = Command::new("unshare").args(*way).args(proc).arg("true").output();
        tried.is_ok_and(|output| output.status.success())
    });
    let Some(way) = way else {
        skipped("processes outside the PID namespace", "unshare makes none here");
        return None;
    };
    let mut command = CommandBuilder::new("unshare");
    command.args(way);
    command.args(proc);
    Some(command)
}

#[test]
fn ctrl_z_does_nothing_where_all_processes_around_lie_outside_the_namespace() {
    let script = |script: &str| ["sh".to_owned(), "-c".to_owned(), script.to_owned()].to_vec();
    let commands = [
        // The first process of its namespace, with no parent, a group and a session outside.
        vec![PROGRAM.to_owned()],
        // Its parent is the first one, of the same group.
        script(&format!("'{PROGRAM}'; exit")),
        // A session of its own, unlike its parent, which has the one outside.
        script(&format!("setsid '{PROGRAM}'; exit")),
        script(&format!("setsid sh -c \"'{PROGRAM}'; exit\"; exit")),
    ];
    for (command, own_proc) in
        commands.iter().flat_map(|command| [(command, true), (command, false)])
    {
        let Some(mut unshare) = unshare(own_proc) else { return };
        unshare.args(command);
        let mut program = Program::command(unshare, &[]);
        program.wait_for("? help");
        program.type_in("\x1a");
        program.type_in(RIGHT);
        program.wait_for("65 % → 66 %");
        program.type_in("q");
        program.wait_for("unsaved changes");
        program.wait_for_quiet();
        program.type_in("d");
        assert_eq!(program.wait_for_end(), 0, "{command:?}");
        program.assert_given_back();
    }
}

#[test]
fn a_shell_in_the_namespace_stops_it_and_brings_it_back_in_a_session_from_outside() {
    for own_proc in [true, false] {
        let Some(mut unshare) = unshare(own_proc) else { return };
        unshare.args(["sh", "-i"]);
        let mut program = Program::command(unshare, &[("PS1", "prompt> ")]);
        program.wait_for("prompt>");
        program.type_in(&format!("'{PROGRAM}'\r"));
        program.wait_for("? help");
        program.type_in(RIGHT);
        program.wait_for("65 % → 66 %");
        program.type_in("\x1a");
        program.wait_until("suspended", |program| {
            program.screen().contains("topped") && program.screen().trim_end().ends_with("prompt>")
        });
        program.type_in("fg\r");
        program.wait_for("65 % → 66 %");
        program.type_in("q");
        program.wait_for("unsaved changes");
        program.wait_for_quiet();
        program.type_in("d");
        program.wait_until("back in the shell", |program| !program.screen().contains("unsaved"));
        program.type_in("exit\r");
        // Some shells complain that the group in front before them can't be named here.
        program.wait_for_end();
    }
}

#[test]
fn a_terminal_of_somebody_else_is_opened_in_a_session_from_outside() {
    let Some(mut unshare) = unshare(true) else { return };
    // After a change of user the terminal's name can't be opened, but /dev/tty can.
    let nobody = ["setpriv", "--reuid=65534", "--clear-groups"];
    let is_root = rustix::process::geteuid().is_root();
    let tried = Command::new(nobody[0]).args(&nobody[1..]).arg("true").output();
    if !is_root || !tried.is_ok_and(|output| output.status.success()) {
        skipped("a terminal of somebody else", "no other user can be taken on here");
        return;
    }
    unshare.args(nobody);
    unshare.arg(PROGRAM);
    let mut program = Program::command(unshare, &[]);
    program.wait_for("? help");
    let outer = program.process().as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/{outer}/task/{outer}/children")).unwrap();
    let files = fs::read_dir(format!("/proc/{}/fd", children.trim())).unwrap();
    let mut names = files.filter_map(|file| fs::read_link(file.unwrap().path()).ok());
    assert!(names.any(|name| name == Path::new("/dev/tty")));
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
}
