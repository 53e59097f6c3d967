//! How commands end: output that goes nowhere, Ctrl-C, a working folder that was deleted.

use rustix::process::{Pid, Signal, kill_process};
use std::fs::File;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Every subcommand that prints, with what it needs.
const PRINTING: [&[&str]; 23] = [
    &["--help"],
    &["--version"],
    &["grid", "--help"],
    &["presets", "list", "--help"],
    &["eval"],
    &["eval", "--format", "json"],
    &["check", "apec-40b-reconciled"],
    &["tornado", "--metric", "npv"],
    &["grid", "--x", "utilization=0.4..0.9/3", "--y", "power_delay=0..36/3", "--metric", "npv"],
    &["solve", "--metric", "npv", "--target", "0"],
    &["attribute", "--metric", "npv", "--from", "base", "--to", "bull"],
    &["explain", "--metric", "npv"],
    &["compare", "apec-40b", "price-war"],
    &["compare", "--all", "--sort", "npv"],
    &["paybacks"],
    &["risk", "--draws", "1000"],
    &["config"],
    &["doctor"],
    &["presets", "list"],
    &["presets", "show", "apec-40b"],
    &["man"],
    &["completions", "bash"],
    &["--render", "80x24"],
];

fn payback(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payback"));
    command.args(arguments).stdin(Stdio::null()).env("HOME", "/nonexistent");
    command
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_said_and_ends_with_status_2() {
    for arguments in PRINTING {
        let full = File::options().write(true).open("/dev/full").unwrap();
        // A descriptor to which nothing can be written, as one that is closed.
        let unwritable = File::open("/dev/null").unwrap();
        for (output, why) in [(full, "No space left"), (unwritable, "Bad file descriptor")] {
            let done = payback(arguments).stdout(output).output().unwrap();
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert_eq!(done.status.code(), Some(2), "{arguments:?}: {said}");
            assert!(said.contains("standard output failed") && said.contains(why), "{said}");
        }
        let done = payback(arguments).output().unwrap();
        assert!(!done.stdout.is_empty(), "{arguments:?} prints: {done:?}");
    }
}

#[test]
fn ctrl_c_in_a_grid_says_how_far_it_came() {
    let arguments = [
        &[
            "grid",
            "--x",
            "utilization=0.4..0.9/1000",
            "--y",
            "programme.revenue_yield=0.2..0.4/1000",
        ][..],
        &["--metric", "payback_years"],
    ]
    .concat();
    let mut child =
        payback(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    thread::sleep(Duration::from_millis(400));
    let process = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(process, Signal::INT).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    let mut printed = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut printed).unwrap();
    let status = child.wait().unwrap();
    assert!(
        said.starts_with("payback: stopped after ") && said.contains(" of 1,000,000 cells"),
        "{said}"
    );
    assert!(printed.is_empty());
    assert_eq!(status.signal(), Some(Signal::INT.as_raw()), "{status:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn in_a_deleted_folder_the_message_says_so() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("deleted one");
    for arguments in [
        "eval mine.ron",
        "check mine.ron",
        "compare apec-40b mine.ron",
        "presets copy apec-40b ./mine.ron",
        "--restricted . presets list",
    ] {
        std::fs::create_dir(&folder).unwrap();
        let script = format!("cd \"$1\" && rmdir \"$1\" && exec \"$2\" {arguments}");
        let done = Command::new("sh")
            .args(["-c", &script, "sh"])
            .arg(&folder)
            .arg(env!("CARGO_BIN_EXE_payback"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains("The folder you are in was deleted"), "{arguments}: {said}");
    }
}
