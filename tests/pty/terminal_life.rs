//! A small program in a pseudo-terminal takes the terminal and gives it back,
//! however it ends.
//!
//! The program is this test binary itself, started anew with [`MODE`] set.

use std::{
    io::{Read, Write},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use payback::key::KeyCode;
use payback::terminal::{
    ColorDepth, Display, EnterError, Events, Guard, Modes, TerminalEvent, size,
};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::style::Style;

const MODE: &str = "PAYBACK_TERMINAL_TEST";
const SECOND: Duration = Duration::from_secs(1);

/// How long the program is busy at a key of its own.
const BUSY: Duration = Duration::from_millis(600);

/// How long it is busy at every key where it is slow.
const SLOW: Duration = Duration::from_millis(7);

/// The program: draws what came in last, until `q`, SIGTERM or hang-up.
#[test]
fn program() {
    let Some(mode) = std::env::var_os(MODE) else {
        return;
    };
    let deaf = mode == "deaf";
    let modes = Modes { mouse: true, title: Some("a test".into()) };
    let mut guard = Guard::enter(modes, None).unwrap();
    let mut screen = Display::new(guard.output(), size(), ColorDepth::Sixteen);
    let mut inputs = Events::start(|input| input).unwrap();
    let (mut last, mut heard) = ("ready".to_owned(), Vec::new());
    let mut count = 0;
    loop {
        let text = format!("{count}: {last}");
        let drawn = screen.draw(|buffer| buffer.set_string(0, 0, text, Style::new()), &[]);
        if drawn.is_err() && !deaf {
            break;
        }
        let Some(input) = inputs.wait(None).unwrap() else { continue };
        count += 1;
        last = format!("{input:?}").replace(['{', '}'], "");
        heard.push(match &input {
            TerminalEvent::Key(key) => key.to_string(),
            TerminalEvent::Paste(text) => text.clone(),
            _ => last.clone(),
        });
        if mode == "slow" {
            thread::sleep(SLOW);
        }
        match input {
            TerminalEvent::Key(key) => match key.code {
                KeyCode::Char('q') | KeyCode::End => break,
                KeyCode::Char('p') => panic!("on purpose"),
                KeyCode::Char('b') => thread::sleep(BUSY),
                KeyCode::Char('w') => {
                    let _ = thread::spawn(|| panic!("on purpose")).join();
                }
                KeyCode::Char('z') => {
                    guard.suspend().unwrap();
                    screen.resize(size());
                }
                _ => {}
            },
            TerminalEvent::Resize(size) => screen.resize(size),
            TerminalEvent::Continued if guard.resume().unwrap() => screen.invalidate(),
            TerminalEvent::Terminate(_) if !deaf => break,
            TerminalEvent::Hangup => break,
            _ => {}
        }
    }
    drop(inputs);
    guard.leave().unwrap_or_default();
    guard.leave().unwrap();
    println!("heard {}.", heard.join(" "));
}

/// The program, or a shell, in a pseudo-terminal.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    seen: Arc<Mutex<Vec<u8>>>,
    /// The thread that reads what is shown ends at the next thing shown.
    closing: Arc<AtomicBool>,
    /// The line discipline's settings before.
    settings: String,
}

fn program_arguments() -> [&'static str; 4] {
    ["--exact", "terminal_life::program", "--nocapture", "--test-threads=1"]
}

impl Running {
    fn start(mode: &str) -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(program_arguments());
        Self::command(command, mode)
    }

    fn command(mut command: CommandBuilder, mode: &str) -> Self {
        command.env(MODE, mode);
        command.env("RUST_BACKTRACE", "0");
        command.cwd(std::env::current_dir().unwrap());
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).unwrap();
        let settings = settings(&*pty.master);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pty.master.try_clone_reader().unwrap();
        let sink = Arc::clone(&seen);
        let closing = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&closing);
        let child = pty.slave.spawn_command(command).unwrap();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                sink.lock().unwrap().extend_from_slice(&bytes[..count]);
                if stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self {
            child,
            writer: Some(pty.master.take_writer().unwrap()),
            master: Some(pty.master),
            seen,
            closing,
            settings,
        }
    }

    fn seen(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).into_owned()
    }

    /// Waits until what came since `from` holds `text`; returns where that ends.
    fn wait_for(&self, from: usize, text: &str) -> usize {
        let start = Instant::now();
        loop {
            let seen = self.seen();
            let found = seen.get(from..).and_then(|new| new.find(text));
            if let Some(found) = found {
                return from + found + text.len();
            }
            assert!(start.elapsed() < 8 * SECOND, "no {text:?} in {seen:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn type_in(&mut self, keys: &[u8]) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys).unwrap();
        writer.flush().unwrap();
    }

    fn wait_for_end(&mut self) {
        let start = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < SECOND, "still running: {:?}", self.seen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        rustix::process::kill_process(id, signal).unwrap();
    }

    fn assert_given_back(&self) {
        let master = self.master.as_deref().unwrap();
        // What was written last may still be on its way to this reader.
        self.wait_for(0, "\x1b[23;0t");
        assert_eq!(settings(master), self.settings);
        let seen = self.seen();
        for (mode, held) in
            [("1049", 'h'), ("2004", 'h'), ("1002", 'h'), ("1006", 'h'), ("25", 'l'), ("7", 'l')]
        {
            let free = if held == 'h' { 'l' } else { 'h' };
            let taken = seen.rfind(&format!("\x1b[?{mode}{held}"));
            let given_back = seen.rfind(&format!("\x1b[?{mode}{free}"));
            assert!(taken.is_some() && taken < given_back, "{mode} in {seen:?}");
        }
        assert_eq!(
            seen.matches("\x1b[?2026h").count(),
            seen.matches("\x1b[?2026l").count() - seen.matches("\x1b[?1049l").count(),
            "every update ends, and leaving ends one in any case"
        );
        assert_eq!(seen.matches("\x1b[22;0t").count(), seen.matches("\x1b[23;0t").count());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

#[test]
fn leaving_gives_all_back() {
    let mut running = Running::start("plain");
    let end = running.wait_for(0, "0: ready");
    let held = settings(running.master.as_deref().unwrap());
    assert_ne!(held, running.settings);
    assert!(running.seen().contains("\x1b]2;a test\x1b\\"));
    running.type_in(b"\x1b[A");
    let end = running.wait_for(end, "Up");
    running.type_in(b"\x1b[<0;5;6M");
    let end = running.wait_for(end, "Down(Left)");
    let larger = PtySize { rows: 30, cols: 100, ..PtySize::default() };
    running.master.as_ref().unwrap().resize(larger).unwrap();
    running.wait_for(end, "width: 100, height: 30");
    running.type_in(b"q");
    running.wait_for_end();
    running.assert_given_back();
}

#[test]
fn a_torn_arrow_is_an_arrow_and_a_lone_esc_is_esc() {
    let mut running = Running::start("plain");
    let end = running.wait_for(0, "0: ready");
    running.type_in(b"\x1b");
    thread::sleep(Duration::from_millis(25));
    running.type_in(b"[C");
    let end = running.wait_for(end, "Right");
    running.type_in(b"\x1b");
    running.wait_for(end, "Esc");
    running.type_in(b"q");
    running.wait_for_end();
}

#[test]
fn keys_that_come_apart_are_told_apart_however_busy_the_program_is() {
    let mut running = Running::start("plain");
    running.wait_for(0, "0: ready");
    for (key, pause) in [
        (&b"b"[..], 150),
        (b"\x1b", 30),
        (b"x", 80),
        (b"y", 80),
        (b"\x1b", 10),
        (b"[C", 80),
        (b"q", 0),
    ] {
        running.type_in(key);
        thread::sleep(Duration::from_millis(pause));
    }
    running.wait_for(0, "heard b Esc x y → q.");
}

#[test]
fn input_is_read_once_and_in_order_whoever_reads_it() {
    let mut running = Running::start("slow");
    running.wait_for(0, "0: ready");
    let keys: Vec<u8> = b"acdefghijk".iter().copied().cycle().take(400).collect();
    for (place, key) in keys.iter().enumerate() {
        running.type_in(&[*key]);
        // Now and then the program has caught up, and reads for itself.
        thread::sleep(Duration::from_millis((place * 5 % 13) as u64));
    }
    running.type_in(b"\x1b[F");
    let end = running.wait_for(0, "heard ");
    running.wait_for(end, " End.");
    let seen = running.seen();
    let heard = seen[end..].split_once(" End.").unwrap().0;
    // What was read together is told as one text.
    assert_eq!(heard.replace(' ', ""), String::from_utf8(keys).unwrap());
}

#[test]
fn a_panic_is_reported_on_a_terminal_given_back() {
    for (key, drawing_thread) in [(b"p", true), (b"w", false)] {
        let mut running = Running::start("plain");
        running.wait_for(0, "0: ready");
        running.type_in(key);
        running.wait_for_end();
        running.assert_given_back();
        let seen = running.seen();
        let (_, after) = seen.rsplit_once("\x1b[?1049l").unwrap();
        assert!(after.contains("on purpose"), "{drawing_thread}: {seen:?}");
    }
}

#[test]
fn sigterm_ends_within_a_second() {
    for signal in [rustix::process::Signal::TERM, rustix::process::Signal::HUP] {
        let mut running = Running::start("plain");
        running.wait_for(0, "0: ready");
        running.signal(signal);
        running.wait_for_end();
        running.assert_given_back();
    }
}

#[test]
fn a_closed_terminal_ends_it() {
    // One that hears no signal must see the hang-up itself.
    for mode in ["plain", "deaf"] {
        for torn in [false, true] {
            let mut running = Running::start(mode);
            running.wait_for(0, "0: ready");
            if torn {
                running.type_in(b"\x1b[1;");
            }
            running.closing.store(true, Ordering::SeqCst);
            running.writer = None;
            running.master = None;
            running.signal(rustix::process::Signal::WINCH);
            running.wait_for_end();
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn idling_wakes_nobody() {
    let running = Running::start("plain");
    running.wait_for(0, "0: ready");
    thread::sleep(Duration::from_millis(200));
    let before = switches(running.child.process_id().unwrap());
    thread::sleep(SECOND);
    assert_eq!(before, switches(running.child.process_id().unwrap()));
}

/// How often each thread of a process went to sleep or was sent to.
#[cfg(target_os = "linux")]
fn switches(process: u32) -> Vec<String> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).unwrap();
    let status = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("status"));
    let mut lines: Vec<String> = tasks
        .flat_map(|task| {
            let status = status(task.unwrap()).unwrap();
            let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
            switches.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn a_suspended_program_comes_back() {
    let mut command = CommandBuilder::new("sh");
    command.env("PS1", "prompt> ");
    command.args(["-i"]);
    let mut shell = Running::command(command, "plain");
    let end = shell.wait_for(0, "prompt> ");
    let program = std::env::current_exe().unwrap();
    let arguments = program_arguments().join(" ");
    shell.type_in(format!("'{}' {arguments}\n", program.display()).as_bytes());
    let end = shell.wait_for(end, "0: ready");
    shell.type_in(b"z");
    let end = shell.wait_for(end, "\x1b[?1049l");
    let end = shell.wait_for(end, "prompt> ");
    assert!(shell.seen().contains("topped"), "{:?}", shell.seen());
    shell.type_in(b"fg\n");
    let end = shell.wait_for(end, "\x1b[?1049h");
    shell.wait_for(end, "Continued");
    let frames = shell.seen().matches("\x1b[J").count();
    assert_eq!(frames, 2, "drawn in full once at the start, once on return");
    shell.type_in(b"q");
    shell.wait_for(end, "\x1b[?1049l");
    shell.wait_for(end, "prompt> ");
    assert_eq!(shell.seen().matches("\x1b[?1049h").count(), 2);
    shell.type_in(b"exit\n");
    shell.wait_for_end();
}

#[test]
fn what_is_no_terminal_is_said_so() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(program_arguments())
        .env(MODE, "plain")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(report.contains("NotATerminal(\"standard input\")"), "{report}");
    assert!(!output.stdout.contains(&0x1b));
    let sentence = EnterError::NotATerminal("standard input").to_string();
    assert!(sentence.contains("standard input is not one"), "{sentence}");
}
