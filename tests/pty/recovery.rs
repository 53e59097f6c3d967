//! What is unsaved survives whatever ends the program: the journal by itself, and the real program
//! killed in a pseudo-terminal.

use crate::program::{Replies, WholeCharacters, Writer};
use payback::model::{Driver, Scenario};
use payback::preset::recovery::{LeftoverError, Recovery, Unsaved};
use payback::preset::{Library, Origin};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::Signal;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

// The journal

fn unsaved(origin: Origin, utilization: f64) -> Unsaved {
    let saved = crate::support::preset("apec-40b");
    let mut open = saved.clone();
    open.inputs.scenarios[Scenario::Base].set_driver(Driver::Utilization, utilization);
    open.summary.push_str("Typed: ‘it\u{2019}s’ \"#\"## \\ \n\ttwo lines\r");
    Unsaved { origin, saved, open, at: "2026-11-22T17:40:00.123Z".parse().unwrap() }
}

fn bundled() -> Origin {
    Origin::Bundled("apec-40b")
}

fn in_folder(folder: &Path) -> Recovery {
    Recovery::of(&Library::at(folder))
}

/// The journals that are left, as whoever starts next finds them.
fn left(recovery: &Recovery) -> Vec<Unsaved> {
    recovery.leftovers().map(|leftover| leftover.unsaved).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn is_journal(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "ron")
}

#[test]
fn a_journal_brings_back_the_state_its_origin_and_what_was_saved() {
    let odd = PathBuf::from(std::ffi::OsString::from_vec(b"/tmp/\xff odd.ron".to_vec()));
    let saved_path = PathBuf::from("/data/mine.ron");
    for origin in [
        bundled(),
        Origin::Saved { name: "mine".to_owned(), path: saved_path },
        Origin::File("/tmp/a \"b\"#.ron".into()),
        Origin::File(odd),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let recovery = in_folder(&folder.path().join("state"));
        let kept = unsaved(origin, 0.66);
        let mut journal = recovery.journal();
        assert!(!folder.path().join("state").exists(), "nothing is written before it must be");
        journal.write(&unsaved(bundled(), 0.5)).unwrap();
        journal.write(&kept).unwrap();
        assert!(left(&recovery).is_empty(), "its program is still running");
        drop(journal);
        // A child that another test has just started may hold its lock for an instant.
        for _ in 0..250 {
            if !left(&recovery).is_empty() {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(left(&recovery), std::slice::from_ref(&kept));
        // Whoever looks changes nothing.
        assert_eq!(left(&recovery), [kept]);
    }
}

#[test]
fn a_relative_path_is_found_from_another_folder() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = in_folder(folder.path());
    recovery.journal().write(&unsaved(Origin::File("mine.ron".into()), 0.5)).unwrap();
    let here = std::env::current_dir().unwrap();
    assert_eq!(left(&recovery)[0].origin, Origin::File(here.join("mine.ron")));
}

#[test]
fn a_cleared_journal_leaves_nothing_and_a_removed_folder_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = in_folder(folder.path());
    let mut journal = recovery.journal();
    journal.write(&unsaved(bundled(), 0.5)).unwrap();
    journal.clear();
    assert_eq!(names(&folder.path().join(".payback/journals")), [""; 0]);
    journal.write(&unsaved(bundled(), 0.6)).unwrap();
    fs::remove_dir_all(folder.path().join(".payback/journals")).unwrap();
    journal.write(&unsaved(bundled(), 0.7)).unwrap();
    drop(journal);
    assert_eq!(left(&recovery), [unsaved(bundled(), 0.7)]);
}

#[test]
fn looking_at_what_was_left_holds_nothing_and_taking_it_up_does() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = in_folder(folder.path());
    recovery.journal().write(&unsaved(bundled(), 0.5)).unwrap();
    let [first, second] = [(); 2].map(|()| recovery.leftovers().next().unwrap());
    let held = first.journal.take().unwrap();
    assert_eq!(held.unsaved, second.unsaved);
    assert!(matches!(second.journal.take(), Err(LeftoverError::Taken)));
    assert!(recovery.leftovers().next().is_none());
    // Whoever took it up ends without having dealt with it.
    drop(held);
    second.journal.take().unwrap().remove();
    assert!(matches!(first.journal.take(), Err(LeftoverError::Taken)));
    assert!(recovery.leftovers().next().is_none());
    assert_eq!(names(&folder.path().join(".payback/journals")), [""; 0]);
}

#[test]
fn what_is_discarded_is_kept_and_not_offered_again() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = in_folder(folder.path());
    for utilization in [0.5, 0.6] {
        recovery.journal().write(&unsaved(bundled(), utilization)).unwrap();
    }
    for leftover in recovery.leftovers() {
        leftover.journal.take().unwrap().discard().unwrap();
    }
    let discarded = recovery.discarded().into_iter();
    let kept: Vec<Unsaved> =
        discarded.map(|discarded| recovery.discarded_in(&discarded.file).unwrap()).collect();
    assert_eq!(kept.len(), 2);
    assert!(kept.contains(&unsaved(bundled(), 0.5)));
    assert!(recovery.leftovers().next().is_none());
    assert_eq!(names(&folder.path().join(".payback/journals")), [""; 0]);
}

#[test]
fn a_journal_that_cannot_be_read_is_kept_aside_and_one_of_a_newer_format_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = in_folder(folder.path());
    recovery.journal().write(&unsaved(bundled(), 0.5)).unwrap();
    let journals = folder.path().join(".payback/journals");
    let whole = names(&journals).into_iter().find(|name| is_journal(name)).unwrap();
    let text = fs::read_to_string(journals.join(&whole)).unwrap();
    let put = |name: &str, text: &[u8]| fs::write(journals.join(name), text).unwrap();
    put("empty.ron", b"");
    put("bytes.ron", b"\xff\x00");
    put("half.ron", &text.as_bytes()[..text.len() / 2]);
    put("deep.ron", "[".repeat(100_000).as_bytes());
    put("huge.ron", &vec![b' '; 5_000_000]);
    put(
        "name.ron",
        text.replace("Bundled(", "Saved(name: \"../x\", path: Text(\"/x\"), id: ").as_bytes(),
    );
    put("newer.ron", text.replacen("format: 1", "format: 2, more: [1]", 1).as_bytes());
    fs::create_dir(journals.join("folder.ron")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", journals.join("link.ron")).unwrap();
    assert_eq!(left(&recovery), [unsaved(bundled(), 0.5)]);
    let kept = names(&journals);
    for name in ["empty", "bytes", "half", "deep", "name"] {
        assert!(kept.contains(&format!("{name}.ron.unreadable")), "{name}: {kept:?}");
    }
    // What wasn't read whole may be sound.
    for name in ["newer", "huge", "folder", "link"] {
        assert!(kept.contains(&format!("{name}.ron")), "{name}: {kept:?}");
    }
    assert_eq!(left(&recovery), [unsaved(bundled(), 0.5)]);
}

#[test]
fn locks_and_temporary_files_that_were_left_are_cleared_away_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = in_folder(folder.path());
    let mut running = recovery.journal();
    running.write(&unsaved(bundled(), 0.5)).unwrap();
    let journals = folder.path().join(".payback/journals");
    let of_running = names(&journals);
    assert_eq!(of_running.len(), 2);
    let age = |name: &str, minutes: u64| {
        let file = fs::File::options().append(true).create(true).open(journals.join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(60 * minutes)).unwrap();
        file
    };
    // Of programs that were killed before they wrote a journal, or amid it.
    age("gone.lock", 61);
    age(".payback-0123456789abcdef.tmp", 2);
    // Begun just now; held by a program that has nothing to keep; somebody else's.
    age("new.lock", 59);
    let held = age("held.lock", 61);
    held.try_lock().unwrap();
    age("notes.txt", 600);
    // A program may run for long: its lock is as old as its journal isn't.
    for name in &of_running {
        age(name, 600);
    }
    assert!(recovery.leftovers().next().is_none());
    running.write(&unsaved(bundled(), 0.6)).unwrap();
    let mut kept = of_running;
    kept.extend(["held.lock", "new.lock", "notes.txt"].map(str::to_owned));
    kept.sort();
    assert_eq!(names(&journals), kept);
    drop(running);
    assert_eq!(left(&recovery), [unsaved(bundled(), 0.6)]);
}

#[test]
fn a_journal_never_gives_way_to_one_that_could_not_be_offered() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = in_folder(folder.path());
    let mut journal = recovery.journal();
    journal.write(&unsaved(bundled(), 0.5)).unwrap();
    let mut broken = unsaved(bundled(), 0.6);
    broken.open.inputs.programme.sites.clear();
    assert!(journal.write(&broken).is_err());
    drop(journal);
    assert_eq!(left(&recovery), [unsaved(bundled(), 0.5)]);
}

#[test]
fn a_state_folder_that_cannot_be_written_is_an_error_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for recovery in [in_folder(&file.join("state")), Recovery::of(&Library::bundled_only())] {
        let mut journal = recovery.journal();
        assert!(journal.write(&unsaved(bundled(), 0.5)).is_err());
        journal.clear();
        assert!(recovery.leftovers().next().is_none());
    }
}

#[test]
fn a_restricted_library_keeps_journals_in_its_own_folder_and_nothing_leads_out() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::restricted_to(folder.path()).unwrap();
    let recovery = Recovery::of(&library);
    let outside = tempfile::tempdir().unwrap().path().join("out.ron");
    recovery.journal().write(&unsaved(Origin::File(outside.clone()), 0.5)).unwrap();
    assert_eq!(names(&folder.path().join(".payback/journals")).len(), 2);
    // A journal that names a file outside, as one written by hand could.
    let start = crate::support::preset("apec-40b");
    let mut desk = crate::support::Desk::with(start, bundled(), library);
    desk.offer(recovery.leftovers());
    desk.keys("ctrl-t Enter s").assert_shows("can't be used");
    assert!(!outside.exists() && desk.session.is_unsaved());
    desk.keys("S Backspace*200 text:inside Enter").assert_shows("saved as inside");
    assert!(folder.path().join("inside.ron").exists());
}

// The program

/// Longer than anything takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program at work in a pseudo-terminal.
struct Program {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Writer,
    screen: Arc<Mutex<vt100::Parser>>,
    /// The thread that reads the screen ends at the next thing shown.
    closing: Arc<AtomicBool>,
}

impl Program {
    fn start(home: &Path, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_payback"));
        command.args(arguments);
        command.cwd(home);
        command.env_clear();
        command.env("HOME", home);
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        Self::command(command)
    }

    fn command(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).unwrap();
        let (rows, columns) = (24.try_into().unwrap(), 80.try_into().unwrap());
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, columns, 0)));
        let sink = Arc::downgrade(&screen);
        let closing = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&closing);
        let mut output = WholeCharacters::of(pty.master.try_clone_reader().unwrap());
        let writer: Writer = Arc::new(Mutex::new(Some(pty.master.take_writer().unwrap())));
        let mut replies = Replies::new(&writer);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        thread::spawn(move || {
            while let (Some(bytes), Some(screen)) = (output.next(), sink.upgrade()) {
                let mut screen = screen.lock().unwrap();
                screen.process(&bytes);
                replies.to(&bytes);
                drop(screen);
                if stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self { child, master: Some(pty.master), writer, screen, closing }
    }

    fn type_in(&mut self, bytes: &str) {
        let mut writer = self.writer.lock().unwrap();
        let writer = writer.as_mut().unwrap();
        writer.write_all(bytes.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    fn screen(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, is_so: impl Fn(&mut Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < PATIENCE, "never {what}:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |program| program.screen().contains(text));
    }

    /// Opens the dialog about what an earlier run left, which a line tells of.
    #[track_caller]
    fn look_at_what_was_left(&mut self) {
        self.wait_for(LEFT);
        self.type_in("\x14");
        self.wait_for("You can restore");
    }

    #[track_caller]
    fn wait_for_end(&mut self) {
        self.wait_until("at an end", |program| program.child.try_wait().unwrap().is_some());
    }

    fn process(&self) -> rustix::process::Pid {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        rustix::process::Pid::from_raw(id).unwrap()
    }

    #[track_caller]
    fn end_by(&mut self, signal: Signal) {
        rustix::process::kill_process(self.process(), signal).unwrap();
        self.wait_for_end();
    }

    /// The figures that Explore shows of the base case: what a restart must bring back.
    fn figures(&self) -> Vec<String> {
        let screen = self.screen();
        let figures = ["Utilization", "Op. income", "Payback", "NPV"];
        let lines =
            screen.lines().filter(|line| figures.iter().any(|label| line.starts_with(label)));
        // Differences to what was before the last move are not shown after a restart.
        lines
            .map(|line| {
                line.split_whitespace().filter(|word| word.contains(['$', '%', 'y'])).collect()
            })
            .collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A person's home.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        // A library whose state folder is the person's.
        fs::create_dir(home.path().join("view")).unwrap();
        let state = home.path().join(".local/state/payback");
        std::os::unix::fs::symlink(state, home.path().join("view/.payback")).unwrap();
        Self(home)
    }

    fn start(&self, arguments: &[&str]) -> Program {
        let mut program = Program::start(self.0.path(), arguments);
        program.wait_for("payback");
        program
    }

    /// A program at work, with seven steps taken: 65 % → 72 %.
    fn start_and_change(&self) -> Program {
        let mut program = self.start(&[]);
        program.wait_for("? help");
        program.type_in(&"\x1b[C".repeat(7));
        program.wait_for("65 % → 72 %");
        program
    }

    fn state(&self) -> PathBuf {
        self.0.path().join(".local/state/payback")
    }

    fn journals(&self) -> Vec<String> {
        names(&self.state().join("journals"))
    }

    /// The utilization of the base case in what was left.
    #[track_caller]
    fn left_utilization(&self) -> f64 {
        let left = left(&in_folder(&self.0.path().join("view")));
        assert_eq!(left.len(), 1, "{:?}", self.journals());
        left[0].open.inputs.scenarios[Scenario::Base].drivers()[Driver::Utilization]
    }
}

const LEFT: &str = "Unsaved changes from an earlier run";

#[track_caller]
fn assert_near(ours: f64, expected: f64) {
    assert!((ours - expected).abs() < 1e-12, "{ours} is not {expected}");
}

#[test]
fn kill_9_loses_at_most_the_last_second() {
    let home = Home::new();
    let mut program = home.start_and_change();
    thread::sleep(Duration::from_millis(1200));
    // What settles the move, so that figures stand alone.
    program.type_in("\x1b");
    program.wait_until("settled", |program| !program.screen().contains("▲0.9"));
    let before = program.figures();
    program.end_by(Signal::KILL);
    assert_near(home.left_utilization(), 0.72);

    let mut program = home.start(&["price-war"]);
    program.wait_for(LEFT);
    program.wait_for("65 % → 72 %");
    program.look_at_what_was_left();
    program.wait_for("1 difference");
    program.type_in("\r");
    program.wait_for("resumed APEC $40bn, as announced");
    program.wait_for("unsaved");
    assert_eq!(program.figures(), before);
    // What was saved is known as well.
    program.type_in("c");
    program.wait_for("What differs from what was saved");
    program.wait_for("65 %");
    program.type_in("u");
    program.wait_for("no changes");
    program.type_in("U");
    program.wait_for("72 %");
    // Killed again at once: nothing that was resumed is lost.
    program.end_by(Signal::KILL);
    assert_near(home.left_utilization(), 0.72);
}

#[test]
fn a_fresh_start_offers_nothing_and_loses_nothing() {
    let home = Home::new();
    home.start_and_change().end_by(Signal::TERM);
    let left = home.journals();
    let mut program = home.start(&["--fresh"]);
    program.wait_for("? help");
    program.type_in("\x1b[C");
    program.wait_for("65 % → 66 %");
    assert!(!program.screen().contains(LEFT), "{}", program.screen());
    program.type_in("u");
    program.wait_for("undone");
    program.type_in("q");
    program.wait_for_end();
    assert_eq!(home.journals(), left);
    let mut program = home.start(&[]);
    program.wait_for(LEFT);
    program.wait_for("65 % → 72 %");
}

#[test]
fn sigterm_sighup_and_a_closed_terminal_keep_a_change_made_just_before() {
    for how in ["term", "hup", "closed"] {
        let home = Home::new();
        let mut program = home.start_and_change();
        match how {
            "term" => program.end_by(Signal::TERM),
            "hup" => program.end_by(Signal::HUP),
            _ => {
                program.closing.store(true, Ordering::SeqCst);
                *program.writer.lock().unwrap() = None;
                program.master = None;
                // Drawn anew, so that the last one who holds the terminal lets go of it.
                rustix::process::kill_process(program.process(), Signal::WINCH).unwrap();
                program.wait_for_end();
            }
        }
        assert_near(home.left_utilization(), 0.72);
        assert!(!home.0.path().join(".local/share").exists(), "no preset was made of it");
    }
}

#[test]
fn a_suspended_program_that_is_never_continued_has_kept_its_changes() {
    let home = Home::new();
    let mut program = home.start_and_change();
    program.type_in("\x1a");
    program.wait_until("kept", |_| home.journals().iter().any(|name| is_journal(name)));
    program.end_by(Signal::KILL);
    assert_near(home.left_utilization(), 0.72);
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_wakes_the_program_once_its_changes_are_kept() {
    let home = Home::new();
    let mut program = home.start_and_change();
    program.wait_until("kept", |_| home.journals().len() == 2);
    let process = program.process().as_raw_nonzero();
    let switches = || {
        let tasks = fs::read_dir(format!("/proc/{process}/task")).unwrap();
        let status = tasks.map(|task| fs::read_to_string(task.unwrap().path().join("status")));
        let lines = status.map(|status| status.unwrap()).collect::<String>();
        lines
            .lines()
            .filter(|line| line.contains("ctxt_switches"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    program.wait_until("at rest for a second", |_| {
        let before = switches();
        thread::sleep(Duration::from_secs(1));
        before == switches()
    });
}

#[test]
fn a_clean_end_leaves_no_journal() {
    // Given up on purpose.
    let home = Home::new();
    let mut program = home.start_and_change();
    program.wait_until("kept", |_| home.journals().len() == 2);
    program.type_in("q");
    program.wait_for("unsaved changes");
    program.type_in("d");
    program.wait_for_end();
    assert_eq!(home.journals(), [""; 0]);
    // Undone.
    let mut program = home.start_and_change();
    program.wait_until("kept", |_| home.journals().len() == 2);
    program.type_in("u");
    program.wait_until("gone", |_| home.journals().is_empty());
    program.type_in("q");
    program.wait_for_end();
    // Nothing is asked at the next start.
    let mut program = home.start(&[]);
    program.wait_for("? help");
    assert!(!program.screen().contains(LEFT));
}

#[test]
fn two_at_once_do_not_disturb_each_other() {
    let home = Home::new();
    let mut first = home.start_and_change();
    first.wait_until("kept", |_| home.journals().len() == 2);
    let mut second = home.start(&[]);
    second.wait_for("? help");
    assert!(!second.screen().contains(LEFT), "the first one is still at work");
    second.type_in("\x1b[C");
    second.wait_for("65 % → 66 %");
    second.wait_until("kept", |_| home.journals().len() == 4);
    first.end_by(Signal::KILL);
    second.type_in("q");
    second.wait_for("unsaved changes. Save");
    second.type_in("d");
    second.wait_for_end();
    assert_near(home.left_utilization(), 0.72);
}

#[test]
fn what_was_discarded_or_put_off_is_never_lost_by_one_key() {
    let home = Home::new();
    home.start_and_change().end_by(Signal::TERM);
    let mut program = home.start(&[]);
    program.wait_for(LEFT);
    program.type_in("\x1b");
    program.wait_for("offered again at the next start");
    program.type_in("q");
    program.wait_for_end();
    let mut program = home.start(&[]);
    program.look_at_what_was_left();
    program.type_in("d");
    program.wait_for("changes discarded; press o, then Ctrl-T, to restore them");
    program.type_in("q");
    program.wait_for_end();
    let mut program = home.start(&[]);
    program.wait_for("? help");
    assert!(!program.screen().contains(LEFT));
    program.type_in("o");
    program.wait_for("Open a preset");
    program.type_in("\x14");
    program.wait_for("discarded by you");
    program.type_in("\r");
    program.wait_for("; it is unsaved");
    program.wait_for("72 %");
}

#[test]
fn a_broken_journal_does_not_stop_the_start() {
    let home = Home::new();
    let journals = home.state().join("journals");
    fs::create_dir_all(&journals).unwrap();
    fs::write(journals.join("x.ron"), "(format: 1, at").unwrap();
    let mut program = home.start(&[]);
    program.wait_for("? help");
    program.wait_until("kept aside", |_| home.journals() == ["x.ron.unreadable"]);
    assert!(!program.screen().contains(LEFT));
}

#[test]
fn a_full_disk_leaves_the_old_file_and_the_open_work() {
    let home = Home::new();
    let file = home.0.path().join("mine.ron");
    payback::preset::save(&file, &crate::support::preset("apec-40b")).unwrap();
    let old = fs::read(&file).unwrap();
    // No file may grow any more: what a full disk says, without one.
    let mut command = CommandBuilder::new("/bin/sh");
    let program = env!("CARGO_BIN_EXE_payback");
    command.args(["-c", &format!("ulimit -f 0; exec '{program}' mine.ron")]);
    command.cwd(home.0.path());
    command.env_clear();
    command.env("HOME", home.0.path());
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    let mut program = Program::command(command);
    program.wait_for("? help");
    program.type_in("\x1b[C");
    program.wait_for("65 % → 66 %");
    program.wait_for("aren’t kept in case of a crash");
    program.type_in("s");
    program.wait_for("there is no space left");
    program.wait_for("unsaved");
    assert_eq!(fs::read(&file).unwrap(), old);
    assert_eq!(names(home.0.path()), [".local", "mine.ron", "view"]);
}

#[test]
fn a_journal_that_cannot_be_written_is_said_once() {
    let home = Home::new();
    fs::write(home.0.path().join(".local"), "in the way").unwrap();
    let mut program = home.start_and_change();
    program.wait_for("aren’t kept in case of a crash");
    program.type_in("\x1b[C");
    program.wait_for("65 % → 73 %");
    thread::sleep(Duration::from_millis(1200));
    program.wait_for("65 % → 73 %");
}

/// A program in a home, run by a shell's script with the binary as `$0`.
fn run_in(home: &Home, script: &str) -> Program {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_payback")]);
    command.cwd(home.0.path());
    command.env_clear();
    command.env("PATH", "/usr/bin:/bin");
    command.env("HOME", home.0.path());
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    Program::command(command)
}

/// So many journals of programs that have ended.
fn leave_many(home: &Home, count: usize) {
    let recovery = in_folder(&home.0.path().join("view"));
    recovery.journal().write(&unsaved(bundled(), 0.72)).unwrap();
    let journals = home.state().join("journals");
    let left = names(&journals).into_iter().find(|name| is_journal(name)).unwrap();
    for number in 1..count {
        fs::copy(journals.join(&left), journals.join(format!("20251120T1740{number}Z-1-0.ron")))
            .unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_leftovers_take_neither_memory_nor_descriptors_and_all_of_them_stay() {
    let home = Home::new();
    fs::create_dir_all(home.state()).unwrap();
    leave_many(&home, 1000);
    let mut program = run_in(&home, "ulimit -n 64; exec \"$0\"");
    program.wait_for(LEFT);
    let process = program.process().as_raw_nonzero();
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kibibytes: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kibibytes < 40 * 1024, "{peak}");
    program.wait_for("992 older sets of changes");
    // The last of those that are read brings more.
    program.type_in(&"\x1b[B".repeat(8));
    program.wait_for("984 older sets of changes");
    program.type_in("\x1b");
    program.wait_for("offered again at the next start");
    program.type_in("q");
    program.wait_for_end();
    let journals = home.journals();
    assert_eq!(journals.iter().filter(|name| is_journal(name)).count(), 1000);
    assert!(!journals.iter().any(|name| name.ends_with(".unreadable")));
}

#[cfg(target_os = "linux")]
#[test]
fn no_sound_journal_is_taken_for_a_broken_one_whatever_the_system_refuses() {
    let traced =
        std::process::Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    if !traced.is_ok_and(|output| output.status.success()) {
        crate::support::skipped("refused system calls", "no program can be traced here");
        return;
    }
    for call in ["openat", "read", "flock", "getdents64", "newfstatat"] {
        for error in ["EMFILE", "EIO"] {
            let home = Home::new();
            home.start_and_change().end_by(Signal::TERM);
            let folder = home.state().join("journals");
            let before = home.journals();
            let left = before.iter().find(|name| is_journal(name)).unwrap();
            let text = fs::read(folder.join(left)).unwrap();
            let at: Vec<String> =
                before.iter().map(|name| format!("-P '{}'", folder.join(name).display())).collect();
            let mut program = run_in(
                &home,
                &format!(
                    "exec strace -f -qq -o /dev/null -P '{}' {} -e inject={call}:error={error} \"$0\"",
                    folder.display(),
                    at.join(" "),
                ),
            );
            program.wait_for("? help");
            thread::sleep(Duration::from_millis(200));
            // What was left is put off, if it could be read.
            program.type_in("\x1b");
            thread::sleep(Duration::from_millis(200));
            program.type_in("q");
            program.wait_for_end();
            assert_eq!(fs::read(folder.join(left)).ok(), Some(text), "{call} {error}");
            let mut program = home.start(&[]);
            program.wait_for(LEFT);
        }
    }
}

#[test]
fn what_was_resumed_and_then_discarded_is_kept_among_what_was_discarded() {
    let home = Home::new();
    home.start_and_change().end_by(Signal::TERM);
    let mut program = home.start(&[]);
    program.look_at_what_was_left();
    program.type_in("\r");
    program.wait_for("resumed APEC $40bn");
    program.type_in("q");
    program.wait_for("unsaved changes. Save");
    program.type_in("d");
    program.wait_for_end();
    let recovery = in_folder(&home.0.path().join("view"));
    let discarded = recovery.discarded();
    assert_eq!(discarded.len(), 1);
    let unsaved = recovery.discarded_in(&discarded[0].file).unwrap();
    let kept = unsaved.open.inputs.scenarios[Scenario::Base].drivers();
    assert_near(kept[Driver::Utilization], 0.72);
}

#[test]
fn who_only_looks_keeps_nobody_off_and_one_of_two_takes_it_up() {
    let home = Home::new();
    home.start_and_change().end_by(Signal::TERM);
    let [mut first, mut second] = [(); 2].map(|()| home.start(&[]));
    first.look_at_what_was_left();
    second.look_at_what_was_left();
    first.type_in("\r");
    first.wait_for("resumed APEC $40bn");
    second.type_in("\r");
    second.wait_for("another session has taken them up");
    first.end_by(Signal::KILL);
    assert_near(home.left_utilization(), 0.72);
}
