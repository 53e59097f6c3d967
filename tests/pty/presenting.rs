//! Presenting with the real program: what is recorded, and the speaker's second terminal.

use crate::program::Program;
use rustix::process::Signal;
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

const FIRST: &str = "the base pays back after 11.3 y";
const SECOND: &str = "55 % of the pledge is growth";

#[test]
fn a_recording_is_what_was_sent_and_plays_to_the_same_screen() {
    let mut program = Program::start(&["present", "six-findings", "--record", "talk.cast"], &[]);
    program.wait_for(FIRST);
    program.type_in(" ");
    program.wait_for(SECOND);
    program.type_in("6\r");
    program.wait_for("The base isn't the middle");
    program.wait_for_quiet();
    program.type_in("q");
    program.wait_for("End the presentation?");
    program.wait_for_quiet();
    program.type_in("e");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_given_back();
    let text = fs::read_to_string(program.home.path().join("talk.cast")).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (head, events) = lines.split_first().unwrap();
    assert_eq!(
        (&head["version"], &head["term"]["cols"], &head["term"]["rows"]),
        (&3.into(), &80.into(), &24.into())
    );
    let of = |code: &str| -> Vec<&str> {
        events
            .iter()
            .filter(|event| event[1] == code)
            .map(|event| event[2].as_str().unwrap())
            .collect()
    };
    assert_eq!(of("m").len(), 3, "a mark for each slide: {:?}", of("m"));
    assert!(of("m")[0].contains(FIRST));
    let sent = of("o").concat();
    assert_eq!(sent.as_bytes(), program.bytes());
    let mut played = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    played.process(sent.as_bytes());
    assert_eq!(played.screen().contents(), program.screen());
    // There is no rehearsal left to be offered.
    let state = program.home.path().join("state");
    let journals = fs::read_dir(state.join("payback/journals")).map_or(0, Iterator::count);
    assert_eq!(journals, 0);
    let mut again = Program::start(&["present", "six-findings", "--record", "/dev/null"], &[]);
    again.wait_for("already: choose another name");
    assert_eq!(again.wait_for_end(), 2);
}

#[test]
fn notes_follow_and_either_terminal_may_die() {
    let runtime = tempfile::tempdir().unwrap();
    let environment = [("XDG_RUNTIME_DIR", runtime.path().to_str().unwrap())];
    let mut notes = Program::start(&["present", "--notes"], &environment);
    notes.wait_for("Waiting for a presentation");
    let mut talk = Program::start(&["present", "six-findings"], &environment);
    talk.wait_for(FIRST);
    notes.wait_for("slide 1 of 6");
    notes.wait_for("worth −$2.0 bn");
    notes.wait_for("Next: It holds if 55 % of the pledge is growth: 4.3 y");
    // A machine with much else to do is late now and then.
    let mut soonest = Duration::MAX;
    for slide in [2, 3, 4, 5, 6, 5, 4, 3, 2, 1] {
        let begun = Instant::now();
        talk.type_in(&format!("{slide}\r"));
        notes.wait_for(&format!("slide {slide} of 6"));
        soonest = soonest.min(begun.elapsed());
    }
    assert!(soonest < Duration::from_millis(100), "{soonest:?}");
    talk.signal(Signal::KILL);
    notes.wait_for("Waiting for a presentation");
    let mut next = Program::start(&["present", "six-findings"], &environment);
    next.wait_for(FIRST);
    notes.wait_for("slide 1 of 6");
    notes.signal(Signal::KILL);
    next.type_in(" ");
    next.wait_for(SECOND);
    let mut notes = Program::start(&["present", "--notes"], &environment);
    notes.wait_for("slide 2 of 6");
    notes.type_in("q");
    assert_eq!(notes.wait_for_end(), 0);
    notes.assert_given_back();
    next.type_in("q");
    next.wait_for("End the presentation?");
    next.wait_for_quiet();
    next.type_in("e");
    assert_eq!(next.wait_for_end(), 0);
    let left = fs::read_dir(runtime.path().join("payback")).unwrap().filter_map(Result::ok);
    let sockets = left.filter(|entry| entry.file_name().to_string_lossy().ends_with(".socket"));
    assert_eq!(sockets.count(), 0);
}
