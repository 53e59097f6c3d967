//! The Risk screen of the real program in a pseudo-terminal: a slider key held down is answered at
//! once, however busy the background is.

use crate::program::WholeCharacters;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A held key's repetitions within two seconds.
const KEYS: usize = 60;
const PACE: Duration = Duration::from_millis(33);

/// Longer than anything takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(90);

struct Program {
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    _master: Box<dyn portable_pty::MasterPty + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _home: tempfile::TempDir,
}

impl Program {
    fn start() -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_payback"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        // What an earlier run left unsaved would be offered first.
        let home = tempfile::tempdir().expect("a home");
        command.env("HOME", home.path());
        for folder in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env(folder, home.path().join(folder));
        }
        let size = PtySize { rows: 40, cols: 120, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let child = pty.slave.spawn_command(command).expect("the binary");
        let reader = pty.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        thread::spawn(move || {
            for bytes in WholeCharacters::of(reader) {
                if sender.send((Instant::now(), bytes)).is_err() {
                    return;
                }
            }
        });
        let writer = pty.master.take_writer().expect("a writer");
        let (rows, columns) = (40.try_into().expect("rows"), 120.try_into().expect("columns"));
        let parser = vt100::Parser::new(rows, columns, 0);
        Self { writer, output, parser, _master: pty.master, child, _home: home }
    }

    fn type_in(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).expect("written");
        self.writer.flush().expect("written");
    }

    fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        let start = Instant::now();
        while !self.screen().contains(text) {
            assert!(start.elapsed() < PATIENCE, "never ‘{text}’:\n{}", self.screen());
            if let Ok((_, bytes)) = self.output.recv_timeout(Duration::from_millis(100)) {
                self.parser.process(&bytes);
            }
        }
    }

    /// Holds a key down for two seconds, and says how long each press took until the screen showed
    /// the slider's new value, in rising order.
    fn hold(&mut self, key: &str) -> Vec<Duration> {
        let mut taken = Vec::with_capacity(KEYS);
        for _ in 0..KEYS {
            let before = self.slider();
            let pressed = Instant::now();
            self.type_in(key);
            let mut answered = None;
            while let Ok((at, bytes)) = match answered {
                // What else comes within the pace belongs to the picture as well.
                Some(_) => self.output.recv_timeout(PACE.saturating_sub(pressed.elapsed())),
                None => self.output.recv_timeout(PATIENCE),
            } {
                self.parser.process(&bytes);
                if answered.is_none() && self.slider() != before {
                    answered = Some(at);
                }
                if answered.is_some() && pressed.elapsed() >= PACE {
                    break;
                }
            }
            let answered = answered.unwrap_or_else(|| panic!("unanswered:\n{}", self.screen()));
            taken.push(answered.saturating_duration_since(pressed));
        }
        taken.sort_unstable();
        taken
    }

    /// The words at the right of the tabs: the slider and its value.
    fn slider(&self) -> String {
        let screen = self.screen();
        let line = screen.lines().nth(1).unwrap_or_default();
        line.split("[ ]").nth(1).unwrap_or_default().trim().to_owned()
    }
}

#[test]
fn a_held_slider_key_is_answered_at_once_while_the_odds_are_refined() {
    let mut program = Program::start();
    program.wait_for("Explore");
    // What the machine takes at this moment without a simulation, on a screen of the same size.
    // The margin has room for as many steps down, and up again.
    program.type_in("j5");
    program.wait_for("[ ] Margin at reference 31 %");
    let idle = program.hold("[");
    program.type_in("4");
    program.wait_for("draws");
    let busy = program.hold("]");
    let (median, late) = (KEYS / 2, KEYS * 95 / 100);
    println!(
        "key to screen, median and 95th percentile: {:?} {:?} with a simulation, {:?} {:?} without",
        busy[median], busy[late], idle[median], idle[late]
    );
    let budget = Duration::from_millis(5);
    assert!(
        busy[median] < budget + 3 * idle[median],
        "{:?} with a simulation, {:?} without",
        busy[median],
        idle[median]
    );
    assert!(
        busy[late] < 4 * budget + 4 * idle[late].max(idle[median]),
        "{:?} with a simulation, {:?} without",
        busy[late],
        idle[late]
    );
    // Once the key is let go, the answer is refined to its end.
    program.wait_for("1,000,000 draws");
    assert!(!program.screen().contains("refining"));
    program.type_in("q");
    let start = Instant::now();
    while program.child.try_wait().expect("a child").is_none() {
        assert!(start.elapsed() < PATIENCE, "it never ends");
        let more = program.output.recv_timeout(Duration::from_millis(50));
        if let Err(RecvTimeoutError::Disconnected) = more {
            thread::sleep(Duration::from_millis(20));
        }
    }
}
