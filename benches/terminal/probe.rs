//! A program in a pseudo-terminal, and how long it takes for what.

use super::stock;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::fs;
use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Which program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// `payback` itself.
    Ours,
    /// The one in `stock.rs`.
    Stock,
}

/// The program at work.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    /// Held, since the program ends with it.
    _master: Box<dyn MasterPty + Send>,
    pub writer: Box<dyn Write + Send>,
    /// What it wrote, and when that was read.
    pub written: Receiver<(Instant, Vec<u8>)>,
    started: Instant,
    _home: TempDir,
}

/// After so long without a byte a frame has been written.
const FRAME_ENDS: Duration = Duration::from_millis(8);

/// Between two keys: longer than the shortest time between two frames.
const BETWEEN: Duration = Duration::from_millis(17);

impl Program {
    pub fn start(which: Which, columns: u16, rows: u16) -> Self {
        Self::start_with(which, columns, rows, &[])
    }

    pub fn start_with(which: Which, columns: u16, rows: u16, environment: &[(&str, &str)]) -> Self {
        let mut command = match which {
            Which::Ours => CommandBuilder::new(env!("CARGO_BIN_EXE_payback")),
            Which::Stock => {
                let mut command = CommandBuilder::new(std::env::current_exe().expect("itself"));
                command.arg(stock::ARGUMENT);
                command
            }
        };
        command.env_clear();
        // Its own each time: what an earlier run left unsaved would be offered first.
        let home = tempfile::tempdir().expect("a folder");
        command.env("HOME", home.path());
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm");
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd("/");
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let (sender, written) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let writer = pty.master.take_writer().expect("its input");
        let started = Instant::now();
        let child = pty.slave.spawn_command(command).expect("the program");
        Self { child, _master: pty.master, writer, written, started, _home: home }
    }

    pub fn type_in(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).expect("it is there");
        self.writer.flush().expect("it is there");
    }

    /// Waits until nothing more is written.
    pub fn settle(&mut self) {
        while self.written.recv_timeout(Duration::from_millis(300)).is_ok() {}
    }

    /// From a key to the last byte of its frame.
    pub fn key(&mut self, key: &[u8]) -> Duration {
        thread::sleep(BETWEEN);
        let pressed = Instant::now();
        self.type_in(key);
        let mut last = self.written.recv_timeout(Duration::from_secs(5)).expect("a frame").0;
        while let Ok((at, _)) = self.written.recv_timeout(FRAME_ENDS) {
            last = at;
        }
        last - pressed
    }

    /// From the start to the last byte of the first frame, which holds the hint bar's end.
    pub fn first_frame(&mut self) -> Duration {
        let mut seen = Vec::new();
        loop {
            let (at, bytes) = self.written.recv_timeout(Duration::from_secs(5)).expect("a frame");
            seen.extend(bytes);
            // Stock's words may be torn by moves, its last row is not.
            if seen.windows(4).any(|four| four == b"help") {
                return at - self.started;
            }
        }
    }

    /// How often it woke up in that time, and the bytes that it wrote.
    pub fn idle(&mut self, time: Duration) -> (u64, usize) {
        let before = self.switches();
        thread::sleep(time);
        let wakes = self.switches() - before;
        (wakes, self.written.try_iter().map(|(_, bytes)| bytes.len()).sum())
    }

    fn id(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// How often its threads have gone to sleep or were sent to.
    fn switches(&self) -> u64 {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.id())).expect("Linux");
        let of_task = |task: fs::DirEntry| {
            let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
            numbers(&status, "ctxt_switches")
        };
        tasks.flatten().map(of_task).sum()
    }

    /// Resident memory in kilobytes.
    pub fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).expect("Linux");
        numbers(&status, "VmRSS")
    }
}

/// The sum of the numbers in lines with that name.
fn numbers(status: &str, name: &str) -> u64 {
    let lines = status.lines().filter(|line| line.contains(name));
    lines.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).sum()
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Arrow keys that keep a slider moving within its track.
pub fn there_and_back(step: usize) -> &'static [u8] {
    if (step / 25).is_multiple_of(2) { b"\x1b[C" } else { b"\x1b[D" }
}
