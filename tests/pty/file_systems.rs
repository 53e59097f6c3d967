//! What file systems don't offer, met by the real program in a pseudo-terminal: single system calls
//! are refused, as CIFS, NFS, Termux and mounted files refuse them.

use crate::program::Program;
use payback::preset::library::BUNDLED;
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const RIGHT: &str = "\x1b[C";

/// Whether programs can be traced here; says so where they can't.
fn is_traceable() -> bool {
    let traced =
        std::process::Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let is_traceable = traced.is_ok_and(|output| output.status.success());
    if !is_traceable {
        let said = "no program can be traced here: what file systems lack isn't tried (Debian: \
                    strace)\n";
        let _ = fs::write("/dev/stderr", said);
    }
    is_traceable
}

/// A person's folders, for several programs.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.presets()).unwrap();
        fs::create_dir_all(home.journals()).unwrap();
        home
    }

    fn presets(&self) -> PathBuf {
        self.0.path().join("data/payback/presets")
    }

    fn journals(&self) -> PathBuf {
        self.0.path().join("state/payback/journals")
    }

    /// Starts the program, to which these calls are refused; in one folder, if one is given.
    fn start(&self, refused: &[&str], within: Option<&Path>, arguments: &[&str]) -> Program {
        let mut command = CommandBuilder::new("strace");
        // The program is the child, and what traces it is out of the way.
        command.args(["-D", "-f", "-qq", "-o", "/dev/null"]);
        if let Some(folder) = within {
            command.args(["-P", folder.to_str().unwrap()]);
        }
        for call in refused {
            command.args(["-e", &format!("inject={call}")]);
        }
        command.arg(env!("CARGO_BIN_EXE_payback"));
        command.args(arguments);
        let path = |name: &str| self.0.path().join(name).to_str().unwrap().to_owned();
        let (home, data, state) = (path(""), path("data"), path("state"));
        let folders = [("HOME", &*home), ("XDG_DATA_HOME", &*data), ("XDG_STATE_HOME", &*state)];
        let mut program = Program::command(command, &folders);
        program.resize(160, 40);
        program
    }

    /// Whether a journal holds a utilization of 66 %.
    fn is_kept(&self) -> bool {
        let files = fs::read_dir(self.journals()).unwrap().map(|entry| entry.unwrap().path());
        let mut texts = files.filter_map(|path| fs::read_to_string(path).ok());
        texts.any(|text| text.contains("utilization: 0.66"))
    }
}

#[test]
fn a_file_system_without_niceties_takes_journals_and_saves() {
    if !is_traceable() {
        return;
    }
    let home = Home::new();
    let refused = "fchmod,fchown,flock,renameat2,linkat,flistxattr,fgetxattr,fsetxattr,\
                   fremovexattr:error=EPERM";
    let mut program = home.start(&[refused], None, &[]);
    program.wait_for("? help");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    program.wait_until("kept", |_| home.is_kept());
    program.type_in("s");
    program.wait_for("apec-40b-mine");
    program.type_in("\r");
    program.wait_for("saved as apec-40b-mine");
    let saved = home.presets().join("apec-40b-mine.ron");
    assert!(fs::read_to_string(&saved).unwrap().contains("utilization: 0.66"));
    program.type_in(RIGHT);
    program.wait_for("67 %");
    program.type_in("s");
    program.wait_until("saved again", |_| {
        fs::read_to_string(&saved).unwrap().contains("utilization: 0.67")
    });
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
    assert_eq!(fs::read_dir(home.journals()).unwrap().count(), 0);
    assert_eq!(fs::read_dir(home.presets()).unwrap().count(), 1);
}

#[test]
fn without_locks_live_work_is_not_offered_and_that_of_an_ended_program_is() {
    if !is_traceable() {
        return;
    }
    let home = Home::new();
    let no_locks = ["flock:error=ENOLCK"];
    let mut first = home.start(&no_locks, None, &[]);
    first.wait_for("? help");
    first.type_in(RIGHT);
    first.wait_until("kept", |_| home.is_kept());
    let offer = "Unsaved changes from an earlier run";
    let mut second = home.start(&no_locks, None, &[]);
    second.wait_for("? help");
    second.wait_for_quiet();
    assert!(!second.screen().contains(offer), "{}", second.screen());
    second.type_in("q");
    assert_eq!(second.wait_for_end(), 0);
    first.signal(Signal::KILL);
    first.wait_for_status();
    let mut third = home.start(&no_locks, None, &[]);
    third.wait_for(offer);
}

#[test]
fn a_lock_is_asked_for_as_nfs_gives_it() {
    use payback::preset::Library;
    use payback::preset::recovery::{Recovery, Unsaved};
    if !is_traceable() {
        return;
    }
    // NFS gives an exclusive lock on what is open for writing alone.
    let home = Home::new();
    let log = home.0.path().join("log");
    let library = Library::at(home.0.path().join("presets"));
    let preset = library.find("apec-40b").unwrap().0;
    let origin = library.locate("apec-40b").unwrap();
    let at = "2026-11-22T17:40:00Z".parse().unwrap();
    let unsaved = Unsaved { origin, saved: preset.clone(), open: preset, at };
    Recovery::of(&library).journal().write(&unsaved).unwrap();
    let folder = home.0.path().join("presets/.payback/journals");
    fs::remove_dir(home.journals()).unwrap();
    fs::rename(folder, home.journals()).unwrap();
    let mut command = CommandBuilder::new("strace");
    command.args(["-D", "-f", "-qq", "-o", log.to_str().unwrap(), "-e", "trace=openat,flock"]);
    command.arg(env!("CARGO_BIN_EXE_payback"));
    let path = |name: &str| home.0.path().join(name).to_str().unwrap().to_owned();
    let (data, state) = (path("data"), path("state"));
    let folders = [("XDG_DATA_HOME", &*data), ("XDG_STATE_HOME", &*state)];
    let mut program = Program::command(command, &folders);
    program.wait_for("Unsaved changes from an earlier run");
    program.type_in("\x14");
    program.wait_for("You can restore");
    program.type_in("\r");
    program.wait_for("resumed");
    let log = fs::read_to_string(log).unwrap();
    let mut opened = HashMap::new();
    let mut exclusive = 0;
    for line in log.lines() {
        if let (true, Some((_, number))) = (line.contains("openat("), line.rsplit_once(" = ")) {
            opened.insert(number, line);
        }
        let Some((_, locked)) = line.split_once("flock(") else { continue };
        let Some((number, kind)) = locked.split_once(", ") else { continue };
        let Some(open) = opened.get(number).filter(|open| open.contains(".lock\"")) else {
            continue;
        };
        let is_writable = open.contains("O_RDWR") || open.contains("O_WRONLY");
        assert!(is_writable || !kind.starts_with("LOCK_EX"), "{open}\n{line}");
        exclusive += usize::from(kind.starts_with("LOCK_EX"));
    }
    assert!(exclusive > 0, "{log}");
}

#[test]
fn a_file_that_nothing_can_take_the_place_of_is_written_into_after_a_question() {
    if !is_traceable() {
        return;
    }
    let home = Home::new();
    let file = home.presets().join("mine.ron");
    let text: Vec<&str> = BUNDLED[0].1.lines().filter(|line| !line.contains("//")).collect();
    fs::write(&file, text.join("\n")).unwrap();
    let inode = fs::metadata(&file).unwrap().ino();
    let holds = |part: &str| fs::read_to_string(&file).unwrap().contains(part);
    let presets = home.presets();
    let mut program = home.start(&["renameat:error=EBUSY"], Some(&presets), &["mine"]);
    program.wait_for("? help");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    program.type_in("s");
    program.wait_for("Write in place?");
    assert!(!holds("utilization: 0.66"));
    program.type_in("r");
    program.wait_until("written", |_| holds("utilization: 0.66"));
    program.wait_until("answered", |program| !program.screen().contains("Write in place"));
    // Not asked again.
    program.type_in(RIGHT);
    program.wait_for("67 %");
    program.type_in("s");
    program.wait_until("written again", |_| holds("utilization: 0.67"));
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
    assert_eq!(fs::metadata(&file).unwrap().ino(), inode, "it is the same file");
    assert_eq!(fs::read_dir(home.presets()).unwrap().count(), 1, "no copy is left");
}

#[test]
fn a_journal_is_kept_or_the_cause_is_told() {
    if !is_traceable() {
        return;
    }
    let all =
        ["openat", "write", "fsync", "renameat", "newfstatat", "faccessat", "unlinkat", "flock"];
    let errors = [
        ("EIO", "Input/output error"),
        ("EACCES", "Permission denied"),
        ("EINVAL", "Invalid argument"),
        ("ENOSYS", "Function not implemented"),
        ("EBADF", "Bad file descriptor"),
        ("EXDEV", "Invalid cross-device link"),
        ("EOPNOTSUPP", "Operation not supported"),
        ("EPERM", "Operation not permitted"),
        ("EBUSY", "Device or resource busy"),
        ("ENOSPC", "No space left on device"),
    ];
    let is_full = std::env::var("PAYBACK_MATRIX").is_ok_and(|matrix| matrix == "full");
    for (index, call) in all.iter().enumerate() {
        let tried = if is_full { &errors[..] } else { &errors[index..=index] };
        for (error, words) in tried {
            let home = Home::new();
            let journals = home.journals();
            let refused = format!("{call}:error={error}");
            let mut program = home.start(&[&refused], Some(&journals), &[]);
            program.wait_for("? help");
            program.type_in(RIGHT);
            program.wait_for("65 % → 66 %");
            let is_told = |program: &Program| {
                let screen = program.screen();
                screen.contains("kept in case of a crash") && screen.contains(words)
            };
            program.wait_until(&refused, |program| home.is_kept() || is_told(program));
        }
    }
}

#[test]
fn whatever_a_file_is_called_it_is_in_the_list_and_opens() {
    use std::os::unix::ffi::OsStrExt;
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    fs::create_dir_all(program.presets()).unwrap();
    let files: [&[u8]; 3] = [b"plan (1).ron", b"Pr\xe4misse.ron", b"esc\x1b[31m.ron"];
    for file in files {
        let path = program.presets().join(std::ffi::OsStr::from_bytes(file));
        fs::write(path, BUNDLED[6].1).unwrap();
    }
    for name in ["plan (1)", "Pr\\xE4misse", "esc\\u{1b}[31m"] {
        program.type_in("o");
        program.wait_for("Open a preset");
        program.type_in(name);
        program.wait_for(&format!("▸ {name}"));
        // Later than the last piece of a paste would come.
        std::thread::sleep(std::time::Duration::from_millis(150));
        program.type_in("\r");
        program.wait_for(&format!("[{name}]"));
    }
}
