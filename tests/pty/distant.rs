//! A terminal at the end of a slow link, whose wheel turns.

use crate::program::Program;
use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// Between two reports of the wheel.
const EVERY: Duration = Duration::from_millis(12);

/// A turn of the wheel in the top left corner, over no slider.
const REPORT: &str = "\x1b[<65;2;1M";

/// What the terminal does when bytes get there.
const OBEYED: [(&[u8], Obeyed); 4] = [
    (b"\x1b[5n", Obeyed::Reply("\x1b[0n")),
    (b"\x1b[>c", Obeyed::Reply("\x1b[>41;390;0c")),
    (b"\x1b[?1002h", Obeyed::Mouse(true)),
    (b"\x1b[?1002l", Obeyed::Mouse(false)),
];

#[derive(Clone, Copy)]
enum Obeyed {
    Reply(&'static str),
    Mouse(bool),
}

/// A program, which must answer no questions itself, and the terminal.
pub struct Distant {
    pub program: Program,
    one_way: Duration,
    /// How much of what the program wrote has been looked at.
    seen: usize,
    to_terminal: VecDeque<(Instant, Obeyed)>,
    to_program: VecDeque<(Instant, String)>,
    mouse: bool,
    turns: bool,
    next_turn: Instant,
    /// How many reports of the wheel have come to the program.
    pub reports: usize,
}

impl Distant {
    pub fn new(program: Program, latency: Duration) -> Self {
        Self {
            program,
            one_way: latency / 2,
            seen: 0,
            to_terminal: VecDeque::new(),
            to_program: VecDeque::new(),
            mouse: false,
            turns: false,
            next_turn: Instant::now(),
            reports: 0,
        }
    }

    pub fn turn_wheel(&mut self, on: bool) {
        self.turns = on;
        self.next_turn = Instant::now();
    }

    pub fn type_in(&mut self, bytes: &str) {
        self.to_program.push_back((Instant::now() + self.one_way, bytes.to_owned()));
    }

    pub fn run_for(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.go_on();
        }
    }

    #[track_caller]
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Program) -> bool) {
        let start = Instant::now();
        while !is_so(&self.program) {
            assert!(start.elapsed() < PATIENCE, "never {what}:\n{}", self.program.screen());
            self.go_on();
        }
    }

    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |program| program.screen().contains(text));
    }

    fn go_on(&mut self) {
        thread::sleep(Duration::from_millis(2));
        let now = Instant::now();
        self.look(now);
        while self.to_terminal.front().is_some_and(|(at, _)| *at <= now) {
            match self.to_terminal.pop_front() {
                Some((at, Obeyed::Reply(reply))) => {
                    self.to_program.push_back((at + self.one_way, reply.to_owned()));
                }
                Some((_, Obeyed::Mouse(on))) => self.mouse = on,
                None => {}
            }
        }
        while self.turns && self.next_turn <= now {
            if self.mouse {
                self.to_program.push_back((self.next_turn + self.one_way, REPORT.to_owned()));
            }
            self.next_turn += EVERY;
        }
        self.to_program.make_contiguous().sort_by_key(|(at, _)| *at);
        while self.to_program.front().is_some_and(|(at, _)| *at <= now) {
            if let Some((_, bytes)) = self.to_program.pop_front() {
                self.reports += usize::from(bytes == REPORT);
                self.program.type_in(&bytes);
            }
        }
    }

    /// Puts what the program has written meanwhile on its way.
    fn look(&mut self, now: Instant) {
        let bytes = self.program.bytes();
        while self.seen < bytes.len() {
            let rest = &bytes[self.seen..];
            let obeyed = OBEYED.iter().find(|(sequence, _)| rest.starts_with(sequence));
            let begun = |(sequence, _): &(&[u8], _)| {
                rest.len() < sequence.len() && sequence.starts_with(rest)
            };
            if let Some((sequence, obeyed)) = obeyed {
                self.to_terminal.push_back((now + self.one_way, *obeyed));
                self.seen += sequence.len();
            } else if OBEYED.iter().any(begun) {
                break;
            } else {
                self.seen += 1;
            }
        }
    }
}
