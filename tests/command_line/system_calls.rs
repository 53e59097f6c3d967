//! Every system call of saving, listing, renaming and deleting is refused, by every error that
//! real file systems give: what was asked for is done without the nicety, or the true cause is
//! stated, and no file is lost or torn.
//!
//! `PAYBACK_MATRIX=full` refuses every call by every error; otherwise each kind of call is refused
//! by every error once, and each single call by one error.

use payback::preset::library::BUNDLED;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Errors, and what the system calls them.
const ERRORS: [(&str, &str); 10] = [
    ("EPERM", "Operation not permitted"),
    ("EACCES", "Permission denied"),
    ("EINVAL", "Invalid argument"),
    ("EOPNOTSUPP", "Operation not supported"),
    ("ENOSYS", "Function not implemented"),
    ("EBADF", "Bad file descriptor"),
    ("EBUSY", "Device or resource busy"),
    ("EXDEV", "Invalid cross-device link"),
    ("EIO", "Input/output error"),
    ("ENOSPC", "No space left on device"),
];

/// What touches files.
const CALLS: [&str; 27] = [
    "access",
    "fchmod",
    "fchmodat",
    "fchown",
    "faccessat",
    "fgetxattr",
    "flistxattr",
    "flock",
    "fremovexattr",
    "fsetxattr",
    "fstat",
    "fsync",
    "getdents64",
    "linkat",
    "lseek",
    "mkdir",
    "mkdirat",
    "newfstatat",
    "openat",
    "read",
    "readlink",
    "renameat",
    "renameat2",
    "statx",
    "unlinkat",
    "write",
    "ftruncate",
];

/// Calls that a system may refuse for good without anything being lost.
const NICETIES: [&str; 8] = [
    "fchmod",
    "fchown",
    "fgetxattr",
    "flistxattr",
    "flock",
    "fremovexattr",
    "fsetxattr",
    "renameat2",
];

const OLD: &str = "// Old.";
const NEW: &str = BUNDLED[6].1;

/// A command, and what holds once it is done.
struct Task {
    arguments: &'static [&'static str],
    /// What is refused in any case.
    refused: &'static [&'static str],
    /// Whether it is done: nothing of it, or all of it, else it is torn.
    state: fn(&Home) -> State,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Untouched,
    Done,
    Torn(String),
}

const TASKS: [Task; 7] = [
    Task {
        arguments: &["presets", "copy", "--force", "price-war", "mine"],
        refused: &[],
        state: replaced,
    },
    // A file that is mounted by itself.
    Task {
        arguments: &["presets", "copy", "--force", "price-war", "mine"],
        refused: &["inject=renameat:error=EBUSY"],
        state: replaced,
    },
    Task { arguments: &["presets", "copy", "price-war", "new"], refused: &[], state: made },
    // Neither a way to rename without replacing nor second names for files.
    Task {
        arguments: &["presets", "copy", "price-war", "new"],
        refused: &["inject=renameat2:error=ENOSYS", "inject=linkat:error=EACCES"],
        state: made,
    },
    Task {
        arguments: &["presets", "rename", "mine", "new"],
        refused: &[],
        state: |home| match (home.text("mine").as_deref(), home.text("new").as_deref()) {
            (Some(OLD), None) => State::Untouched,
            (None, Some(OLD)) => State::Done,
            other => State::Torn(format!("{other:?}")),
        },
    },
    Task {
        arguments: &["presets", "delete", "mine"],
        refused: &[],
        state: |home| match (home.text("mine").as_deref(), home.trashed().as_deref()) {
            (Some(OLD), None) => State::Untouched,
            (None, Some(OLD)) => State::Done,
            other => State::Torn(format!("{other:?}")),
        },
    },
    // Done is what is printed.
    Task { arguments: &["presets", "list"], refused: &[], state: |_| State::Untouched },
];

fn replaced(home: &Home) -> State {
    match home.text("mine").as_deref() {
        Some(OLD) => State::Untouched,
        Some(NEW) => State::Done,
        other => State::Torn(format!("{other:?}")),
    }
}

fn made(home: &Home) -> State {
    match home.text("new").as_deref() {
        None => State::Untouched,
        Some(NEW) => State::Done,
        other => State::Torn(format!("{other:?}")),
    }
}

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.presets()).unwrap();
        fs::write(home.presets().join("mine.ron"), OLD).unwrap();
        home
    }

    fn presets(&self) -> PathBuf {
        self.0.path().join("data/payback/presets")
    }

    fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.presets().join(format!("{name}.ron"))).ok()
    }

    fn trashed(&self) -> Option<String> {
        fs::read_to_string(self.0.path().join("data/payback/trash/mine.ron")).ok()
    }

    /// Runs the program under strace, which writes what it sees to a file.
    fn run(&self, task: &Task, refused: Option<&str>) -> Output {
        Command::new("strace")
            .args(["-f", "-qq", "-s", "4096", "-o"])
            .arg(self.log())
            .args(task.refused.iter().copied().chain(refused).flat_map(|call| ["-e", call]))
            .arg(env!("CARGO_BIN_EXE_payback"))
            .args(task.arguments)
            .env_clear()
            .env("HOME", self.0.path())
            .env("XDG_DATA_HOME", self.0.path().join("data"))
            .env("XDG_STATE_HOME", self.0.path().join("state"))
            .env("PATH", "/usr/bin:/bin")
            .env("LANG", "C.UTF-8")
            .output()
            .unwrap()
    }

    fn log(&self) -> PathBuf {
        self.0.path().join("log")
    }

    /// Names of temporary files that were left.
    fn litter(&self) -> Vec<String> {
        let folder = fs::read_dir(self.presets()).unwrap();
        let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| Path::new(name).extension().is_none_or(|e| e != "ron")).collect()
    }
}

/// A call of the program: what it is called, and which one of that name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Call {
    name: &'static str,
    nth: usize,
}

/// The calls of a task that concern files, from the first that names a folder of the person's.
fn calls(task: &Task) -> Vec<Call> {
    let home = Home::new();
    let output = home.run(task, None);
    assert!(output.status.success(), "{output:?}");
    let log = fs::read_to_string(home.log()).unwrap();
    let folder = home.0.path().to_str().unwrap();
    let mut counts = [0; CALLS.len()];
    let mut found = Vec::new();
    let mut begun = false;
    for line in log.lines().skip(1) {
        begun |= line.contains(folder);
        let call = line.split_once(' ').map_or("", |(_, call)| call.trim_start());
        let Some(kind) = CALLS
            .iter()
            .position(|name| call.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')))
        else {
            continue;
        };
        counts[kind] += 1;
        let is_refused = call.contains("(INJECTED)");
        let is_output = is_refused || call.starts_with("write(1,") || call.starts_with("write(2,");
        if begun && !is_output {
            found.push(Call { name: CALLS[kind], nth: counts[kind] });
        }
    }
    assert!(found.len() > 3, "{log}");
    found
}

/// Whether programs can be traced here; says so where they can't.
pub fn is_traceable() -> bool {
    let traced = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let is_traceable = traced.is_ok_and(|output| output.status.success());
    if !is_traceable {
        let said = "no program can be traced here: refused system calls are not tried (Debian: \
                    strace)\n";
        let _ = fs::write("/dev/stderr", said);
    }
    is_traceable
}

/// Refuses a call, and tells what isn't as it should be.
fn refuse(task: &Task, call: Call, (error, words): (&str, &str), for_good: bool) -> Option<String> {
    let Call { name, nth } = call;
    let plus = if for_good { "+" } else { "" };
    let home = Home::new();
    let injection = format!("inject={name}:error={error}:when={nth}{plus}");
    let output = home.run(task, Some(&injection));
    let said = String::from_utf8_lossy(&output.stderr);
    let state = (task.state)(&home);
    let lists = task.arguments[1] == "list";
    let is_done = if lists {
        String::from_utf8_lossy(&output.stdout).contains("mine ")
    } else {
        state == State::Done
    };
    let is_cause = said.contains(words) || (error == "ENOSPC" && said.contains("no space left"));
    let wrong = match output.status.code() {
        _ if matches!(state, State::Torn(_)) => "torn",
        Some(0) if !is_done => "status 0, and nothing is done",
        Some(2) if is_done && said.contains("writing to standard output failed") => return None,
        Some(2) if is_done && !lists => "status 2, and it is done",
        Some(2) if !is_cause => "the cause isn't stated",
        Some(2) if for_good && NICETIES.contains(&name) => "a nicety is made a condition",
        Some(0 | 2) if name != "unlinkat" && !home.litter().is_empty() => "litter",
        Some(0 | 2) => return None,
        _ => "another status",
    };
    let arguments = [task.refused, task.arguments].concat().join(" ");
    Some(format!("{arguments}: {name} {nth}{plus} {error}: {wrong}: {state:?} {said}"))
}

#[test]
fn a_refused_system_call_costs_a_nicety_or_is_named_and_loses_nothing() {
    if !is_traceable() {
        return;
    }
    let is_full = std::env::var("PAYBACK_MATRIX").is_ok_and(|matrix| matrix == "full");
    let mut tried: Vec<&str> = Vec::new();
    let mut wrong = Vec::new();
    let mut runs = 0;
    for task in &TASKS {
        for (index, call) in calls(task).into_iter().enumerate() {
            let is_new = !tried.contains(&call.name);
            let errors = if is_full || is_new { &ERRORS[..] } else { &ERRORS[index % 10..][..1] };
            for error in errors {
                wrong.extend(refuse(task, call, *error, false));
                runs += 1;
                if is_new && NICETIES.contains(&call.name) {
                    wrong.extend(refuse(task, call, *error, true));
                    runs += 1;
                }
            }
            tried.push(call.name);
        }
    }
    assert!(runs > 200, "{runs}");
    assert!(wrong.is_empty(), "{} of {runs}:\n{}", wrong.len(), wrong.join("\n"));
}
