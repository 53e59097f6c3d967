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

#[test]
fn the_trash_tells_who_deleted_what_and_no_command_tells_where_the_folder_is() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("presets of the team");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("bad.ron"), "(name: 3").unwrap();
    fs::create_dir(dir.join("folder.ron")).unwrap();
    for (arguments, status) in [
        (&["presets", "copy", "apec-40b", "mine", "--as", "anna"][..], 0),
        (&["presets", "copy", "apec-40b", "mine"], 2),
        (&["presets", "copy", "apec-40b", "folder", "--force"], 2),
        (&["presets", "set", "mine", "margin=0.3"], 0),
        (&["presets", "set", "bad", "margin=0.3"], 2),
        (&["presets", "show", "bad"], 2),
        (&["presets", "rename", "mine", "folder"], 2),
        (&["presets", "path", "mine"], 2),
        (&["check", "bad"], 2),
        (&["eval", "gone"], 2),
        (&["eval", "mine", "--format", "json"], 0),
        (&["presets", "delete", "mine", "--as", "anna"], 0),
        (&["presets", "copy", "apec-40b", "other"], 0),
        (&["presets", "delete", "other"], 0),
        (&["presets", "list"], 0),
        (&["presets", "list", "--format", "json"], 0),
        (&["doctor"], 0),
        (&["doctor", "--format", "json", "--as", "anna"], 0),
        (&["doctor", "--theme", "gone"], 2),
        (&["config"], 2),
        (&["config", "path"], 2),
        (&["--render", "80x24", "--keys", "o ctrl-t", "--format", "txt"], 0),
    ] {
        let (found, said) = run(&dir, arguments);
        assert_eq!(found, status, "{arguments:?}: {said}");
        for part in ["presets of the team", ".payback", "people/", "trash/"] {
            assert!(!said.contains(part), "{arguments:?} tells {part}: {said}");
        }
    }
    let (_, listed) = run(&dir, &["presets", "list", "--deleted"]);
    assert!(listed.contains("mine  deleted by anna, 20"), "{listed}");
    assert!(listed.contains("other  deleted by analyst, 20"), "{listed}");
    assert_eq!(run(&dir, &["presets", "restore"]).1, listed);
    let (_, json) = run(&dir, &["presets", "list", "--deleted", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json[0]["name"], &json[0]["by"]), (&"mine".into(), &"anna".into()));
    // What one deleted another may bring back.
    assert_eq!(run(&dir, &["presets", "restore", "mine", "--as", "ben"]).0, 0);
    // Nor is it told where there is nothing.
    let gone = folder.path().join("presets of the team, gone");
    let (status, said) = run(&gone, &["presets", "list"]);
    assert!(status == 2 && !said.contains("presets of the team"), "{said}");
}
