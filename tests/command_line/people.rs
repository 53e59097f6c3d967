//! `--as NAME`: who uses the program, where several people share an account.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_payback"))
        .arg("--restricted")
        .arg(folder)
        .args(arguments)
        .env_clear()
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .env("LOGNAME", "analyst")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn a_wrong_name_says_what_is_valid_and_a_second_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["", ".", "..", ".anna", "-anna", "anna/../ben", "a b", "ä", &"x".repeat(65)] {
        let (status, said) = run(folder.path(), &[&format!("--as={name}"), "eval"]);
        assert_eq!(status, 2, "{name:?}: {said}");
        assert!(said.contains("valid: 1 to 64 ASCII letters"), "{name:?}: {said}");
    }
    let tries: [&[&str]; 3] = [
        &["--as", "anna", "--as", "ben", "eval"],
        &["--as", "anna", "eval", "--as", "ben"],
        &["eval", "--as=anna", "--as=ben"],
    ];
    for arguments in tries {
        let (status, said) = run(folder.path(), arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(said.contains("'--as <NAME>' cannot be used multiple times"), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn every_subcommand_takes_a_name_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["--as", "anna", "--render", "80x24", "--format", "txt"][..],
        &["--as", "anna", "eval"],
        &["eval", "apec-40b", "--as", "A.b-c_d@example.org"],
        &["presets", "list", "--as", "anna"],
        &["presets", "--as", "anna", "copy", "apec-40b", "mine"],
        &["doctor", "--as", "anna"],
    ] {
        let (status, said) = run(folder.path(), arguments);
        assert_eq!(status, 0, "{arguments:?}: {said}");
    }
}
