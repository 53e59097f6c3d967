//! The real program, or a shell with it, in a pseudo-terminal.

#![allow(dead_code, missing_docs, reason = "each test file uses its own part of it")]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than anything takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program at work, and the person's folders.
pub struct Program {
    pub home: TempDir,
    pub child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Writer,
    pub terminal: Arc<Mutex<Terminal>>,
    /// The line discipline's settings before.
    settings: String,
    /// What reads the screen holds still, or ends, at the next bytes.
    reading: Arc<Reading>,
}

#[derive(Default)]
struct Reading {
    paused: AtomicBool,
    ended: AtomicBool,
    /// It replies to no question.
    silent: AtomicBool,
}

/// What is typed goes in here, until the terminal is gone.
pub type Writer = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// What a terminal is asked, and replies: whether it is well, and what it is (xterm 390).
const REPLIES: [(&[u8], &str); 2] = [(b"\x1b[5n", "\x1b[0n"), (b"\x1b[>c", "\x1b[>41;390;0c")];

/// What comes from a terminal's other end, never a part of a character: a character in two parts
/// is shown as two by the parser of these tests.
pub struct WholeCharacters<R> {
    reader: R,
    begun: Vec<u8>,
}

impl<R: Read> WholeCharacters<R> {
    pub const fn of(reader: R) -> Self {
        Self { reader, begun: Vec::new() }
    }
}

impl<R: Read> Iterator for WholeCharacters<R> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut read = [0; 4096];
        loop {
            let count = self.reader.read(&mut read).ok().filter(|count| *count > 0)?;
            let mut bytes = std::mem::take(&mut self.begun);
            bytes.extend_from_slice(&read[..count]);
            self.begun = bytes.split_off(bytes.len() - begun(&bytes));
            if !bytes.is_empty() {
                return Some(bytes);
            }
        }
    }
}

/// How many bytes at the end begin a character that isn't whole.
fn begun(bytes: &[u8]) -> usize {
    let last = bytes.iter().rev().take(3);
    let Some(at) = last.clone().position(|byte| byte & 0xc0 != 0x80) else { return 0 };
    let needed = match last.clone().nth(at) {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    if at + 1 < needed { at + 1 } else { 0 }
}

#[test]
fn characters_arrive_whole_wherever_they_are_cut() {
    let text = "Capital · · ⠉⠒ 日 𝕏 end";
    for at in 0..=text.len() {
        let (first, second) = text.as_bytes().split_at(at);
        let parts: Vec<Vec<u8>> = WholeCharacters::of(first.chain(second)).collect();
        assert!(parts.iter().all(|part| std::str::from_utf8(part).is_ok()), "{at}: {parts:?}");
        assert_eq!(parts.concat(), text.as_bytes(), "{at}");
    }
}

pub struct Terminal {
    pub parser: vt100::Parser,
    pub bytes: Vec<u8>,
}

impl Program {
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_payback"));
        command.args(arguments);
        Self::command(command, environment)
    }

    /// On a terminal that replies to no question.
    pub fn start_unanswered(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_payback"));
        command.args(arguments);
        Self::on(command, environment, true)
    }

    pub fn command(command: CommandBuilder, environment: &[(&str, &str)]) -> Self {
        Self::on(command, environment, false)
    }

    /// On a terminal that replies to questions, or doesn't.
    pub fn on(mut command: CommandBuilder, environment: &[(&str, &str)], silent: bool) -> Self {
        let home = tempfile::tempdir().unwrap();
        command.cwd(home.path());
        command.env_clear();
        command.env("PATH", "/usr/bin:/bin");
        command.env("HOME", home.path());
        command.env("XDG_DATA_HOME", home.path().join("data"));
        command.env("XDG_STATE_HOME", home.path().join("state"));
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).unwrap();
        let settings = settings(&*pty.master);
        let (rows, columns) = (24.try_into().unwrap(), 80.try_into().unwrap());
        let parser = vt100::Parser::new(rows, columns, 0);
        let terminal = Arc::new(Mutex::new(Terminal { parser, bytes: Vec::new() }));
        let sink = Arc::clone(&terminal);
        let output = WholeCharacters::of(pty.master.try_clone_reader().unwrap());
        let child = pty.slave.spawn_command(command).unwrap();
        let reading = Arc::<Reading>::default();
        reading.silent.store(silent, Ordering::SeqCst);
        let writer = Arc::new(Mutex::new(Some(pty.master.take_writer().unwrap())));
        let mut replies = Replies::new(&writer);
        let told = Arc::clone(&reading);
        thread::spawn(move || {
            for bytes in output {
                let mut terminal = sink.lock().unwrap();
                terminal.parser.process(&bytes);
                terminal.bytes.extend_from_slice(&bytes);
                // While nobody sees the screen yet: a reply comes before whatever is typed on
                // account of it.
                if !told.silent.load(Ordering::SeqCst) {
                    replies.to(&bytes);
                }
                drop(terminal);
                while told.paused.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(5));
                }
                if told.ended.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self { home, child, writer, master: Some(pty.master), terminal, settings, reading }
    }

    /// Types, or moves the mouse: what a terminal sends for it.
    pub fn type_in(&mut self, bytes: &str) {
        self.type_in_bytes(bytes.as_bytes());
    }

    pub fn type_in_bytes(&mut self, bytes: &[u8]) {
        let mut writer = self.writer.lock().unwrap();
        let writer = writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    pub fn screen(&self) -> String {
        self.terminal.lock().unwrap().parser.screen().contents()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.terminal.lock().unwrap().bytes.clone()
    }

    pub fn resize(&mut self, cols: u16, rows: u16) {
        let mut terminal = self.terminal.lock().unwrap();
        let screen = terminal.parser.screen_mut();
        screen.set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        drop(terminal);
        self.resize_pty(cols, rows);
    }

    /// Another size as the system has it; the screen that is looked at keeps its own.
    pub fn resize_pty(&mut self, cols: u16, rows: u16) {
        let size = PtySize { rows, cols, ..PtySize::default() };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// The terminal goes away. What reads it ends at the bytes that a key brings.
    pub fn vanish(&mut self, key: &str) {
        self.reading.ended.store(true, Ordering::SeqCst);
        self.type_in(key);
        *self.writer.lock().unwrap() = None;
        self.master = None;
    }

    /// From the next bytes on the terminal takes nothing any more, or takes all again.
    pub fn stop_taking(&self, stop: bool) {
        self.reading.paused.store(stop, Ordering::SeqCst);
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&mut Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < PATIENCE, "never {what}:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |program| program.screen().contains(text));
    }

    /// Waits until nothing has been written for a while.
    pub fn wait_for_quiet(&mut self) {
        self.wait_until("quiet", |program| {
            let before = program.bytes().len();
            thread::sleep(Duration::from_millis(300));
            before == program.bytes().len()
        });
    }

    #[track_caller]
    pub fn wait_for_status(&mut self) -> ExitStatus {
        self.wait_until("at an end", |program| program.child.try_wait().unwrap().is_some());
        self.child.wait().unwrap()
    }

    #[track_caller]
    pub fn wait_for_end(&mut self) -> u32 {
        self.wait_for_status().exit_code()
    }

    pub fn process(&self) -> rustix::process::Pid {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        rustix::process::Pid::from_raw(id).unwrap()
    }

    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.process(), signal).unwrap();
    }

    /// The terminal is as it was: main screen, cursor shown, no mouse, no paste brackets, the
    /// same line discipline, and nothing left on the main screen.
    #[track_caller]
    pub fn assert_given_back(&mut self) {
        self.assert_modes_given_back();
        assert_eq!(self.screen(), "", "nothing is left on the main screen");
    }

    #[track_caller]
    pub fn assert_modes_given_back(&mut self) {
        self.wait_until("given back", |program| {
            let terminal = program.terminal.lock().unwrap();
            let screen = terminal.parser.screen();
            !screen.alternate_screen() && !screen.hide_cursor()
        });
        assert_eq!(settings(&**self.master.as_ref().unwrap()), self.settings);
        let terminal = self.terminal.lock().unwrap();
        let screen = terminal.parser.screen();
        assert!(!screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }

    pub fn presets(&self) -> PathBuf {
        self.home.path().join("data/payback/presets")
    }

    pub fn saved(&self, name: &str) -> PathBuf {
        self.presets().join(format!("{name}.ron"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Replies to the questions that a program asks.
pub struct Replies {
    writer: Writer,
    /// The end of what it wrote, in which a question may begin.
    tail: Vec<u8>,
}

impl Replies {
    pub fn new(writer: &Writer) -> Self {
        Self { writer: Arc::clone(writer), tail: Vec::new() }
    }

    pub fn to(&mut self, bytes: &[u8]) {
        self.tail.extend_from_slice(bytes);
        while let Some((at, question, reply)) = self.next() {
            self.tail.drain(..at + question.len());
            if let Some(writer) = self.writer.lock().unwrap().as_mut() {
                // A program that has ended needs no reply.
                let _ = writer.write_all(reply.as_bytes());
                let _ = writer.flush();
            }
        }
        let begun = 3.min(self.tail.len());
        self.tail.drain(..self.tail.len() - begun);
    }

    fn next(&self) -> Option<(usize, &'static [u8], &'static str)> {
        let at =
            |question: &[u8]| self.tail.windows(question.len()).position(|part| part == question);
        REPLIES
            .iter()
            .filter_map(|(question, reply)| Some((at(question)?, *question, *reply)))
            .min()
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
