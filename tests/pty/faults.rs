//! What goes wrong around a terminal, against the real program in a pseudo-terminal.
//!
//! Work that would be lost with the terminal is kept for later in each case.

use crate::program::Program;
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// A second, and something for a machine with much else to do.
const SECOND: Duration = Duration::from_millis(1500);

const RIGHT: &str = "\x1b[C";

/// A program in which utilization was moved from 65 % to 66 %.
fn moved() -> Program {
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    program
}

#[track_caller]
fn assert_work_is_kept(program: &Program) {
    let folder = program.home.path().join("state/payback/journals");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let journals: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "ron")).collect();
    assert_eq!(journals.len(), 1);
    let text = fs::read_to_string(&journals[0]).unwrap();
    assert!(text.contains("utilization: 0.66"), "{text}");
}

fn milliseconds(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

#[test]
fn a_signal_ends_it_within_a_second_and_is_how_it_ended() {
    for (signal, name) in [
        (Signal::TERM, "Terminated"),
        (Signal::HUP, "Hangup"),
        (Signal::INT, "Interrupt"),
        (Signal::QUIT, "Quit"),
    ] {
        let mut program = moved();
        let start = Instant::now();
        program.signal(signal);
        let status = program.wait_for_status();
        assert!(start.elapsed() < SECOND, "{name}: {:?}", start.elapsed());
        assert!(status.signal().is_some_and(|signal| signal.starts_with(name)), "{status:?}");
        program.assert_given_back();
        assert_work_is_kept(&program);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_vanishes_ends_it_within_a_second_without_spinning() {
    let mut program = moved();
    let process = program.process().as_raw_nonzero();
    let start = Instant::now();
    // A key that changes what is shown but not what is unsaved.
    program.vanish("?");
    // Until somebody asks for its status, a process that has ended tells what it used.
    let stat = || fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields = |stat: &str| -> Vec<String> {
        let (_, fields) = stat.rsplit_once(") ").unwrap();
        fields.split(' ').map(str::to_owned).collect()
    };
    while fields(&stat())[0] != "Z" {
        assert!(start.elapsed() < SECOND, "{}", stat());
        milliseconds(5);
    }
    let used = fields(&stat());
    let ticks: u64 = used[11..13].iter().map(|ticks| ticks.parse::<u64>().unwrap()).sum();
    assert!(ticks <= 30, "{ticks} hundredths of a second of work");
    let status = program.wait_for_status();
    assert!(status.signal().is_some_and(|signal| signal.starts_with("Hangup")), "{status:?}");
    assert_work_is_kept(&program);
}

#[test]
fn a_terminal_that_takes_nothing_does_not_keep_it_from_ending() {
    let mut program = moved();
    program.stop_taking(true);
    // Each opening of help and each closing writes a screen, until the terminal's buffer is full.
    for _ in 0..200 {
        program.type_in("?");
        milliseconds(5);
    }
    let start = Instant::now();
    program.signal(Signal::TERM);
    let status = program.wait_for_status();
    assert!(start.elapsed() < SECOND, "{:?}", start.elapsed());
    assert!(status.signal().is_some(), "{status:?}");
    assert_work_is_kept(&program);
}

#[test]
fn a_terminal_that_takes_nothing_for_a_while_shows_the_latest_state_after() {
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    program.stop_taking(true);
    for step in 0..100 {
        program.type_in(if step % 2 == 0 { "2" } else { "1" });
        milliseconds(5);
    }
    // On a busy machine several of them may come in at once, which is a paste and no command.
    milliseconds(200);
    program.type_in("1");
    milliseconds(200);
    program.type_in(&RIGHT.repeat(3));
    milliseconds(200);
    program.stop_taking(false);
    program.wait_for("65 % → 68 %");
    program.type_in("q");
    program.wait_for("unsaved changes");
    program.wait_for_quiet();
    program.type_in("d");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_given_back();
}

#[test]
fn ctrl_z_suspends_it_and_fg_brings_it_back_as_it_was() {
    let mut shell = CommandBuilder::new("sh");
    shell.args(["-i"]);
    let mut program = Program::command(shell, &[("PS1", "prompt> ")]);
    program.wait_for("prompt>");
    program.type_in(concat!("'", env!("CARGO_BIN_EXE_payback"), "'\r"));
    program.wait_for("? help");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    program.type_in("\x1a");
    program.wait_until("suspended", |program| {
        let screen = program.screen();
        screen.contains("topped") && screen.trim_end().ends_with("prompt>")
    });
    // Nothing of it is in the way of what is typed meanwhile.
    program.type_in("echo mean$((1))while\r");
    program.wait_for("mean1while");
    assert!(!program.terminal.lock().unwrap().parser.screen().alternate_screen());
    program.resize(100, 30);
    program.type_in("fg\r");
    program.wait_for("65 % → 66 %");
    program.type_in(RIGHT);
    program.wait_for("65 % → 67 %");
    program.type_in("q");
    program.wait_for("unsaved changes");
    program.wait_for_quiet();
    program.type_in("d");
    program.wait_until("back in the shell", |program| !program.screen().contains("unsaved"));
    program.type_in("exit\r");
    assert_eq!(program.wait_for_end(), 0);
}

#[test]
fn ctrl_z_does_nothing_where_no_shell_could_bring_it_back_and_a_continuation_redraws() {
    // As sshd runs a forced command: in a session of its own, with a shell around it or without.
    let program = env!("CARGO_BIN_EXE_payback");
    for script in [format!("exec '{program}'"), format!("'{program}'; exit")] {
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-c", &script]);
        let mut program = Program::command(shell, &[]);
        program.wait_for("? help");
        program.type_in("\x1a");
        program.type_in(RIGHT);
        program.wait_for("65 % → 66 %");
        let count = |program: &Program, sequence: &str| {
            String::from_utf8_lossy(&program.bytes()).matches(sequence).count()
        };
        assert_eq!(count(&program, "\x1b[?1049l"), 0, "the screen was given back: {script}");
        let whole = |program: &Program| count(program, "\x1b[J");
        let before = whole(&program);
        rustix::process::kill_process_group(program.process(), Signal::CONT).unwrap();
        program.wait_until("drawn anew", |program| whole(program) > before);
        program.wait_for("65 % → 66 %");
    }
}

#[test]
fn a_storm_of_resizes_ends_in_a_whole_screen() {
    let mut program = moved();
    let start = Instant::now();
    let sizes = [(80, 24), (1, 1), (200, 60), (59, 19), (60, 20), (2, 50), (120, 40)];
    let before = program.bytes().len();
    for storm in 0..70 {
        let (columns, rows) = sizes[storm % sizes.len()];
        program.resize(columns, rows);
        milliseconds(2);
    }
    let frames = |program: &Program| {
        let bytes = program.bytes();
        bytes[before..].windows(3).filter(|part| part == b"\x1b[J").count()
    };
    let storm = start.elapsed();
    program.wait_for("cumulative cash by year, $bn");
    program.wait_for("65 % → 66 %");
    program.wait_for_quiet();
    let most = storm.as_millis() / 16 + 3;
    assert!(frames(&program) as u128 <= most, "{} frames in {storm:?}", frames(&program));
    // The last screen is as one that never was another size.
    let stormy = program.screen();
    program.resize(100, 30);
    program.wait_for_quiet();
    program.resize(120, 40);
    program.wait_for_quiet();
    assert_eq!(program.screen(), stormy);
}

#[test]
fn a_torn_arrow_is_an_arrow_and_a_lone_esc_loses_nothing() {
    let mut program = moved();
    for (pieces, gap) in [(["\x1b", "[C"], 30), (["\x1b[", "C"], 300), (["\x1bO", "C"], 300)] {
        let shown = program.bytes().len();
        program.type_in(pieces[0]);
        milliseconds(gap);
        program.type_in(pieces[1]);
        program.wait_until("a frame", |program| program.bytes().len() > shown);
    }
    program.wait_for("65 % → 69 %");
    program.type_in("\x1b");
    milliseconds(150);
    program.type_in(RIGHT);
    program.wait_until("moved on", |program| program.screen().contains("70 %"));
    assert!(program.screen().contains("unsaved"));
}

#[test]
fn replies_of_the_terminal_and_released_keys_are_no_keys() {
    let mut program = moved();
    program.wait_for_quiet();
    let before = program.bytes().len();
    let replies = [
        "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
        "\x1b[?2026;2$y",
        "\x1bP>|tmux 3.4\x1b\\",
        "\x1bP1+r544e=787465726d\x1b\\",
        "\x1b[?62;22;52c",
        "\x1b[>41;390;0c",
        "\x1b[24;80R",
        "\x1b[0n",
        "\x1b[3n",
        "\x1b[8;24;80t",
        "\x1b[I\x1b[O",
        "\x1b[1;1:3C",
        "\x1b[113;1:3u",
    ];
    for reply in replies {
        program.type_in(reply);
        // And torn in two, as over a network.
        let (first, second) = reply.split_at(reply.len() / 2);
        if first != "\x1b" {
            program.type_in(first);
            milliseconds(30);
            program.type_in(second);
        }
    }
    milliseconds(300);
    assert_eq!(String::from_utf8_lossy(&program.bytes()[before..]), "");
    program.type_in(RIGHT);
    program.wait_for("65 % → 67 %");
}

#[test]
fn a_paste_is_no_command_however_it_is_torn() {
    let mut program = moved();
    for piece in ["\x1b[20", "0~qdu", "s\x1bq\r\x1b[2", "01~"] {
        program.type_in(piece);
        milliseconds(30);
    }
    program.type_in(RIGHT);
    program.wait_for("65 % → 67 %");
}

#[test]
fn leaving_waits_for_replies_that_the_shell_would_take_for_keys() {
    let mut program = Program::start_unanswered(&[], &[]);
    program.wait_for("? help");
    assert!(program.bytes().ends_with(b"\x1b[5n"), "the first frame asks");
    program.type_in("q");
    milliseconds(300);
    assert!(program.child.try_wait().unwrap().is_none(), "it waits");
    let start = Instant::now();
    // To the first frame's question, and to the one before leaving.
    program.type_in("\x1b[0n\x1b[0n");
    assert_eq!(program.wait_for_end(), 0);
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
    // A terminal that never replies is waited for no longer than a second.
    let mut program = Program::start_unanswered(&[], &[]);
    program.wait_for("? help");
    let start = Instant::now();
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
    assert!(start.elapsed() < SECOND, "{:?}", start.elapsed());
    program.assert_given_back();
}

#[test]
fn the_mouse_is_let_go_on_both_screens() {
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_given_back();
    let bytes = program.bytes();
    let text = String::from_utf8_lossy(&bytes);
    let (before, after) = text.rsplit_once("\x1b[?1049l").unwrap();
    let frames_end = before.rfind("\x1b[5n").unwrap();
    assert!(before[frames_end..].contains("\x1b[?1002l") && after.contains("\x1b[?1002l"));
}
