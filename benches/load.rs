//! What many sessions on one host cost, as a table: how long a key takes to its frame, processor
//! time and memory, for 1 to 200 sessions at once, a tenth of them on Risk.
//!
//! `cargo bench --bench load` measures all numbers of sessions, with numbers after `--` those. The
//! program is the one that was built, or the one that `PAYBACK` names.
#![allow(missing_docs)]
#![cfg(target_os = "linux")]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// Sessions at once.
const NUMBERS: [usize; 5] = [1, 10, 50, 100, 200];

/// Keys that each session types, and the time between two of them.
const KEYS: u32 = 20;
const PACE: Duration = Duration::from_millis(500);

/// A key without a frame for so long is counted as having taken it.
const PATIENCE: Duration = Duration::from_secs(10);

/// A session in a pseudo-terminal.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    /// Held, since the program ends with it.
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    written: Receiver<Instant>,
}

impl Session {
    fn start(program: &OsString, folder: &Path) -> Self {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("HOME", folder);
        command.env("XDG_STATE_HOME", folder.join("state"));
        command.env("XDG_RUNTIME_DIR", folder.parent().unwrap_or(folder));
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.cwd("/");
        let size = PtySize { rows: 40, cols: 120, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let (sender, written) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(1..) = reader.read(&mut bytes) {
                if sender.send(Instant::now()).is_err() {
                    return;
                }
            }
        });
        let writer = pty.master.take_writer().expect("its input");
        let child = pty.slave.spawn_command(command).expect("the program");
        Self { child, _master: pty.master, writer, written }
    }

    fn type_in(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("it takes keys");
    }

    /// Waits until nothing has been written for a moment.
    fn settle(&self) {
        while self.written.recv_timeout(Duration::from_millis(200)).is_ok() {}
    }

    /// Types keys at an even pace; how long each took to the first bytes of its frame.
    fn work(&mut self, begin: Instant) -> Vec<Duration> {
        let one = |number: u32| {
            thread::sleep((begin + number * PACE).saturating_duration_since(Instant::now()));
            self.written.try_iter().for_each(drop);
            let typed = Instant::now();
            self.type_in(if number.is_multiple_of(2) { "[" } else { "]" });
            let frame = self.written.recv_timeout(PATIENCE);
            frame.map_or(PATIENCE, |frame| frame.saturating_duration_since(typed))
        };
        (0..KEYS).map(one).collect()
    }

    fn file(&self, name: &str) -> String {
        let pid = self.child.process_id().unwrap_or_default();
        fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default()
    }

    /// Processor time so far, in hundredths of a second.
    fn processor(&self) -> u64 {
        let stat = self.file("stat");
        let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
    }

    /// Memory, of what is shared with other sessions its part, in kB.
    fn memory(&self) -> u64 {
        let rollup = self.file("smaps_rollup");
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        pss.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
    }
}

/// One row of the table.
fn row(program: &OsString, number: usize) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let home = |index: usize| {
        let home = folder.path().join(format!("home-{index}"));
        fs::create_dir(&home).expect("a home");
        home
    };
    let mut sessions: Vec<Session> =
        (0..number).map(|index| Session::start(program, &home(index))).collect();
    let on_risk = number.div_ceil(10);
    for (index, session) in sessions.iter_mut().enumerate() {
        session.settle();
        session.type_in("j");
        if index < on_risk {
            session.type_in("4");
        }
        session.settle();
    }
    let begin = Instant::now() + Duration::from_millis(100);
    let before: u64 = sessions.iter().map(Session::processor).sum();
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let work = |(index, session): (usize, &mut Session)| {
            // Nobody types at the same moment as all others.
            let begin = begin + PACE * u32::try_from(index).unwrap_or(0) / 200;
            session.work(begin)
        };
        let of = sessions.iter_mut().enumerate();
        let threads: Vec<_> = of.map(|of| scope.spawn(move || work(of))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("its times")).collect()
    });
    let elapsed = begin.elapsed();
    let after: u64 = sessions.iter().map(Session::processor).sum();
    let cores = (after - before) as f64 / 100.0 / elapsed.as_secs_f64();
    // Odds are refined after the last key, and take the most when they are nearly done.
    let look = |_| {
        thread::sleep(Duration::from_millis(100));
        let memory = sessions.iter().map(Session::memory);
        memory.fold((0, 0), |(sum, most), one| (sum + one, most.max(one)))
    };
    let looks: Vec<(u64, u64)> = (0..20).map(look).collect();
    let all = looks.iter().map(|(sum, _)| *sum).max().unwrap_or_default() as f64 / 1024.0;
    let largest = looks.iter().map(|(_, most)| *most).max().unwrap_or_default() as f64 / 1024.0;
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    for session in &mut sessions {
        session.child.kill().expect("it ends");
        session.child.wait().expect("it has ended");
    }
    format!(
        "| {number} | {on_risk} | {:.1} ms | {:.1} ms | {cores:.2} | {all:.0} MB | {:.1} MB | {largest:.1} MB |",
        at(50),
        at(99),
        all / number as f64,
    )
}

fn main() {
    let program = env::var_os("PAYBACK").unwrap_or_else(|| env!("CARGO_BIN_EXE_payback").into());
    let asked: Vec<usize> = env::args().filter_map(|word| word.parse().ok()).collect();
    let numbers = if asked.is_empty() { NUMBERS.to_vec() } else { asked };
    println!(
        "| sessions | on Risk | key to frame, p50 | p99 | cores busy | memory | each | largest |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for number in numbers {
        println!("{}", row(&program, number));
    }
}
