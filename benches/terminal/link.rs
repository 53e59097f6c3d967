//! A key held on a slow link: a relay delays and throttles what goes both ways between the
//! program's pseudo-terminal and a terminal, which shows it and replies to `CSI 5 n`.
//!
//! The relay takes from the program all that it writes, as the buffers of a network do.

use super::Row;
use super::probe::{Program, Which, there_and_back};
use std::collections::VecDeque;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

const BYTES_PER_SECOND: f64 = 16_000.0;
const ONE_WAY: Duration = Duration::from_millis(100);
/// So many keys, so far apart: 8 s.
const KEYS: u32 = 240;
const REPEAT: Duration = Duration::from_micros(33_333);
const QUESTION: &[u8] = b"\x1b[5n";
const REPLY: &[u8] = b"\x1b[0n";

/// What is on its way, and when it arrives.
#[derive(Default)]
struct Way(VecDeque<(Instant, Vec<u8>)>);

impl Way {
    fn arrived(&mut self, now: Instant) -> Option<(Instant, Vec<u8>)> {
        self.0.front().is_some_and(|(at, _)| *at <= now).then(|| self.0.pop_front()).flatten()
    }
}

/// A terminal that shows what arrives and replies.
struct Terminal {
    parser: vt100::Parser,
    /// The end of what came, in which a torn question may begin.
    tail: Vec<u8>,
    /// All that is to be seen, and when it changed.
    shows: String,
    changed: Option<Instant>,
}

impl Terminal {
    /// Takes bytes that arrived at a time; gives back how many questions to reply to.
    fn take(&mut self, at: Instant, bytes: &[u8]) -> usize {
        self.parser.process(bytes);
        let shows = self.parser.screen().contents_formatted();
        if shows != self.shows {
            (self.shows, self.changed) = (shows, Some(at));
        }
        self.tail.extend_from_slice(bytes);
        let questions = self.tail.windows(QUESTION.len()).filter(|part| *part == QUESTION).count();
        let keep = if self.tail.ends_with(QUESTION) { 0 } else { QUESTION.len() - 1 };
        self.tail.drain(..self.tail.len().saturating_sub(keep));
        questions
    }
}

/// From letting go to the last change of what the terminal shows, and what the frames took.
struct Held {
    last: Duration,
    bytes: usize,
    screen: String,
}

fn hold(which: Which) -> Held {
    let mut program =
        Program::start_with(which, 200, 60, &[("SSH_CONNECTION", "10.0.0.2 1 10.0.0.1 22")]);
    let parser =
        vt100::Parser::new(60.try_into().expect("rows"), 200.try_into().expect("columns"), 0);
    let mut terminal = Terminal { parser, tail: Vec::new(), shows: String::new(), changed: None };
    let (mut to_terminal, mut to_program) = (Way::default(), Way::default());
    let start = Instant::now();
    let holds = start + Duration::from_secs(3);
    let released = holds + REPEAT * KEYS;
    let (mut free, mut keys, mut bytes) = (start, 0, 0);
    loop {
        let now = Instant::now();
        let quiet = terminal.changed.is_none_or(|at| now > at + Duration::from_secs(3));
        if now > released + Duration::from_secs(3) && to_terminal.0.is_empty() && quiet {
            break;
        }
        while keys < KEYS && now >= holds + REPEAT * keys {
            let key = there_and_back(keys as usize).to_vec();
            to_program.0.push_back((now + ONE_WAY, key));
            keys += 1;
        }
        while let Some((_, key)) = to_program.arrived(now) {
            program.type_in(&key);
        }
        while let Some((at, bytes)) = to_terminal.arrived(now) {
            for _ in 0..terminal.take(at, &bytes) {
                to_program.0.push_back((at + ONE_WAY, REPLY.to_vec()));
            }
        }
        match program.written.recv_timeout(Duration::from_millis(1)) {
            Ok((at, frame)) => {
                // A packet's worth at a time.
                for part in frame.chunks(512) {
                    let takes = Duration::from_secs_f64(part.len() as f64 / BYTES_PER_SECOND);
                    free = free.max(at) + takes;
                    to_terminal.0.push_back((free + ONE_WAY, part.to_vec()));
                }
                if at > holds {
                    bytes += frame.len();
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => panic!("the program ended"),
        }
    }
    let last = terminal.changed.expect("a frame").saturating_duration_since(released);
    Held { last, bytes, screen: terminal.parser.screen().contents() }
}

pub fn rows() -> Vec<Row> {
    let [ours, stock] = [Which::Ours, Which::Stock].map(hold);
    // The same figures in the end: only the header says since when what is pinned.
    let value = |held: &Held| {
        held.screen.lines().find(|line| line.contains("Utilization")).map(str::to_owned)
    };
    assert_eq!(value(&ours), value(&stock), "both end with the same state");
    let text = |held: &Held| format!("{:.1} s, {} kB", held.last.as_secs_f64(), held.bytes / 1000);
    vec![Row::new(
        "last frame after holding a key 8 s at 30 Hz on 16 kB/s and 200 ms round trip, 200×60",
        &text(&ours),
        &text(&stock),
        "1 s",
        ours.last <= Duration::from_secs(1),
    )]
}
