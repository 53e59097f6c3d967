//! The order of what comes in and what is shown: questions, pastes, and what the terminal still
//! sends when the program has gone.

use crate::distant::Distant;
use crate::program::Program;
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

const RIGHT: &str = "\x1b[C";

fn moved() -> Program {
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    program
}

fn milliseconds(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

fn discarded(program: &Program) -> Vec<PathBuf> {
    let folder = program.home.path().join("state/payback/discarded");
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    files.map(|file| file.unwrap().path()).collect()
}

#[track_caller]
fn assert_runs(program: &mut Program) {
    assert!(program.child.try_wait().unwrap().is_none(), "it ended:\n{}", program.screen());
}

#[test]
fn a_question_is_answered_only_once_it_was_shown() {
    let mut program = moved();
    program.type_in("qd");
    program.wait_for("unsaved changes");
    milliseconds(200);
    assert_runs(&mut program);
    program.type_in("d");
    assert_eq!(program.wait_for_end(), 0);
}

#[test]
fn an_answer_waits_for_the_reply_that_says_the_question_is_shown() {
    let mut program = Program::start_unanswered(&[], &[]);
    program.wait_for("? help");
    program.type_in("\x1b[0n\x1b[C");
    program.wait_for("65 % → 66 %");
    let questions =
        |program: &Program| program.bytes().windows(4).filter(|part| part == b"\x1b[5n").count();
    let before = questions(&program);
    program.type_in("q");
    program.wait_for("unsaved changes");
    assert!(questions(&program) > before, "the question's frame asks");
    program.type_in("d");
    milliseconds(200);
    assert_runs(&mut program);
    for _ in 0..questions(&program) {
        program.type_in("\x1b[0n");
    }
    program.type_in("d");
    milliseconds(50);
    program.type_in("\x1b[0n");
    assert_eq!(program.wait_for_end(), 0);
}

#[test]
fn a_terminal_that_never_replies_does_not_keep_questions_from_being_answered() {
    let mut program = Program::start_unanswered(&[], &[]);
    program.wait_for("? help");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    program.type_in("q");
    program.wait_for("unsaved changes");
    milliseconds(1100);
    program.type_in("d");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_given_back();
}

#[test]
fn a_paste_without_brackets_is_no_command_and_what_follows_it_is() {
    let mut program = moved();
    program.type_in("q\rd\rrm -rf important\rq\rd\r");
    program.wait_for("pasted text isn’t taken for keys");
    milliseconds(300);
    assert_runs(&mut program);
    program.type_in(RIGHT);
    program.wait_for("65 % → 67 %");
    // Where text is typed it is typed.
    program.type_in("E");
    program.wait_for("Name and summary");
    program.type_in(" as pasted in one go");
    program.wait_for("as pasted in one go");
}

#[test]
fn fast_typing_and_held_keys_are_taken_as_they_come() {
    let mut program = moved();
    program.type_in("=72\r");
    program.wait_for("72 %");
    program.type_in(&"l".repeat(5));
    program.wait_for("77 %");
    program.type_in(&RIGHT.repeat(12));
    program.wait_for("89 %");
}

#[test]
fn what_is_discarded_is_kept() {
    let mut program = moved();
    program.type_in("q");
    program.wait_for("unsaved changes");
    program.wait_for_quiet();
    program.type_in("d");
    assert_eq!(program.wait_for_end(), 0);
    let kept = discarded(&program);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(fs::read_to_string(&kept[0]).unwrap().contains("utilization: 0.66"));
    let journals = program.home.path().join("state/payback/journals");
    let left = fs::read_dir(journals).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing is offered at the next start");

    // The same where another preset is opened.
    let mut program = moved();
    program.type_in("o");
    program.wait_for("Open");
    program.type_in("freeze");
    program.wait_for("grid-freeze");
    program.type_in("\r");
    program.wait_for("unsaved changes");
    program.wait_for_quiet();
    program.type_in("d");
    program.wait_for("changes discarded; press o, then Ctrl-T, to restore them");
    let kept = discarded(&program);
    assert!(fs::read_to_string(&kept[0]).unwrap().contains("utilization: 0.66"), "{kept:?}");
}

#[test]
fn what_cannot_be_kept_on_discarding_is_offered_at_the_next_start() {
    let mut program = moved();
    let state = program.home.path().join("state/payback");
    program.wait_until("kept", |_| state.join("journals").is_dir());
    fs::write(state.join("discarded"), "no folder").unwrap();
    program.type_in("q");
    program.wait_for("unsaved changes");
    program.wait_for_quiet();
    program.type_in("d");
    assert_eq!(program.wait_for_end(), 0);
    let names = fs::read_dir(state.join("journals")).unwrap();
    let names: Vec<_> = names.map(|file| file.unwrap().path()).collect();
    assert!(names.iter().any(|name| name.extension().is_some_and(|end| end == "ron")), "{names:?}");
}

#[test]
fn mouse_reports_on_their_way_are_typed_at_no_prompt() {
    for (key, then) in [("q", "prompt>"), ("\x1a", "topped")] {
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-i"]);
        let program = Program::on(shell, &[("PS1", "prompt> "), ("PS2", "more> ")], true);
        let mut far = Distant::new(program, Duration::from_millis(300));
        far.program.wait_for("prompt>");
        far.type_in(concat!("'", env!("CARGO_BIN_EXE_payback"), "'\r"));
        far.wait_for("? help");
        // Over no slider, so that nothing changes.
        far.turn_wheel(true);
        far.run_for(Duration::from_millis(700));
        assert!(far.reports > 20, "{} reports", far.reports);
        let before = far.program.bytes().len();
        far.type_in(key);
        far.wait_until("gone", |program| {
            let bytes = program.bytes();
            let text = String::from_utf8_lossy(&bytes[before..]).into_owned();
            text.contains("\x1b[?1049l") && text.contains(then)
        });
        far.run_for(Duration::from_millis(800));
        let bytes = far.program.bytes();
        let text = String::from_utf8_lossy(&bytes[before..]).into_owned();
        let (_, after) = text.rsplit_once("\x1b[?1049l").unwrap();
        assert!(!after.contains("65;") && !after.contains("[<"), "{after:?}");
        far.turn_wheel(false);
        far.type_in("echo he$((1))re\r");
        far.wait_for("he1re");
    }
}

#[test]
fn a_terminal_that_is_left_gives_its_last_word_within_a_second() {
    let mut program = Program::start_unanswered(&[], &[]);
    program.wait_for("? help");
    let start = Instant::now();
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
    assert!(start.elapsed() < Duration::from_millis(1800), "{:?}", start.elapsed());
    program.assert_given_back();
}

#[test]
fn ctrl_l_draws_the_whole_screen_anew_also_in_a_dialog() {
    let mut program = moved();
    for (key, shown) in [("", "? help"), ("m", "Which figure?")] {
        program.type_in(key);
        program.wait_for(shown);
        program.wait_for_quiet();
        let good = program.screen();
        // Somebody else writes on the terminal.
        program.terminal.lock().unwrap().parser.process(b"\x1b[2J\x1b[5;5Hwall: garbage");
        assert!(program.screen().contains("garbage"));
        program.type_in("\x0c");
        program.wait_until("whole", |program| program.screen() == good);
    }
}

#[test]
fn keys_of_other_terminals_and_input_methods_act() {
    let mut program = moved();
    program.type_in("\x1b[108;2u");
    program.wait_for("65 % → 76 %");
    program.type_in("\x1b[d");
    program.wait_for("65 % → 66 %");
    program.type_in("＝");
    program.wait_for("valid 0 % to 100 %");
    program.type_in("７２％");
    program.wait_for("７２％");
    program.type_in("\x1bOM");
    program.wait_for("66 % → 72 %");
    // Halves of characters in other encodings are nothing.
    program.type_in("\u{1b}[1;1:3C");
    program.type_in_bytes(b"\x83q");
    program.type_in_bytes(b"\x95\x5c\xe9");
    milliseconds(700);
    assert_runs(&mut program);
    assert!(!program.screen().contains("unsaved changes. Save"), "{}", program.screen());
}

#[test]
fn ctrl_c_ends_a_paste_that_has_no_end() {
    let mut program = moved();
    program.type_in("\x1b[200~some text");
    milliseconds(50);
    program.type_in("\x03");
    program.wait_for("unsaved changes");
}

#[test]
fn a_reply_of_seventy_thousand_bytes_is_no_key() {
    let mut program = moved();
    let reply = format!("\x1b]52;c;{}\x1b\\", "qdqd".repeat(17_500));
    program.type_in(&reply);
    program.type_in(RIGHT);
    program.wait_for("65 % → 67 %");
    assert_runs(&mut program);
}

#[test]
fn a_limit_on_processor_time_gives_the_terminal_back() {
    let mut program = moved();
    program.signal(Signal::XCPU);
    let status = program.wait_for_status();
    assert!(status.signal().is_some(), "{status:?}");
    program.assert_given_back();
}

#[test]
fn a_terminal_that_claims_every_size_costs_no_more_than_a_large_one() {
    let mut program = moved();
    let cells = |program: &mut Program, columns: u16, rows: u16| {
        let before = program.bytes().len();
        program.resize_pty(columns, rows);
        program.wait_until("drawn", |program| program.bytes().len() > before);
        program.wait_for_quiet();
        let bytes = program.bytes().len() - before;
        // Two frames are held: one that is shown, one that is drawn.
        for _ in 0..2 {
            let before = program.bytes().len();
            program.type_in(RIGHT);
            program.wait_until("drawn again", |program| program.bytes().len() > before);
            program.wait_for_quiet();
        }
        (bytes, resident(program))
    };
    // The allocator keeps some of what a first large frame took.
    cells(&mut program, 500, 200);
    cells(&mut program, 500, 199);
    let (large, memory) = cells(&mut program, 500, 200);
    let (huge, more) = cells(&mut program, u16::MAX, u16::MAX);
    assert!(huge <= large + large / 10, "{huge} bytes, {large} for 500 × 200");
    assert!(more <= memory + memory / 10, "{more} kB, {memory} for 500 × 200");
}

/// Resident memory in kilobytes.
fn resident(program: &Program) -> u64 {
    let process = program.process().as_raw_nonzero();
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
