//! `payback config` and `payback doctor --format json` as their users meet them.

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A person's home, empty at first.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("config/payback/settings.ron")
    }

    fn write(&self, text: &str) {
        fs::create_dir_all(self.file().parent().unwrap()).unwrap();
        fs::write(self.file(), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_payback"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .env("HOME", self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("TERM", "xterm-256color")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// Exit status, standard output, standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    fn done(&self, arguments: &[&str]) -> String {
        let (status, out, err) = self.run(arguments);
        assert_eq!((status, err.as_str()), (0, ""), "{arguments:?}: {out}");
        out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(arguments)).unwrap()
    }
}

/// What is said of a setting.
fn setting<'a>(json: &'a Value, id: &str) -> &'a Value {
    let settings = json["settings"].as_array().unwrap();
    settings.iter().find(|setting| setting["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn the_path_is_told_and_a_file_with_every_default_is_written_there_once() {
    let home = Home::new();
    let path = home.file().to_str().unwrap().to_owned();
    assert_eq!(home.done(&["config", "path"]), format!("{path}\n"));
    assert!(!home.file().exists(), "asking writes nothing");
    assert_eq!(home.done(&["config", "init"]), format!("written: {path}\n"));
    let written = fs::read_to_string(home.file()).unwrap();
    let json = home.json(&["config", "--format", "json"]);
    assert_eq!((&json["state"], &json["problems"]), (&"read".into(), &Value::Array(Vec::new())));
    for setting in json["settings"].as_array().unwrap() {
        assert_eq!(setting["value"], setting["default"], "{setting}");
        let name = setting["id"].as_str().unwrap().rsplit('.').next().unwrap();
        assert!(written.contains(&format!("{name}: ")), "{name} in\n{written}");
    }

    home.write("(mouse: false)");
    let (status, out, err) = home.run(&["config", "init"]);
    assert_eq!((status, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("is there already; it was left as it is"), "{err}");
    assert_eq!(fs::read_to_string(home.file()).unwrap(), "(mouse: false)");
}

#[test]
fn what_is_in_force_is_shown_with_its_default_and_what_is_valid() {
    let home = Home::new();
    let text = home.done(&["config"]);
    assert!(
        text.contains("Settings file: ~/config/payback/settings.ron (there is none)"),
        "{text}"
    );
    assert!(text.contains("‘payback config init’ writes it"), "{text}");
    assert_eq!(home.done(&["config", "show"]), text);

    home.write("(color: \"256\", mouse: false, frames_per_second: (ssh: 7))");
    let json = home.json(&["config", "show", "--format", "json"]);
    // The two ways to write it are one.
    assert_eq!(home.json(&["config", "--format", "json"]), json);
    assert_eq!(json["file"], "~/config/payback/settings.ron");
    for (id, value, default) in [
        ("color", Value::from("256"), Value::from("auto")),
        ("mouse", false.into(), true.into()),
        ("frames_per_second.ssh", 7.into(), 20.into()),
        ("frames_per_second.local", 60.into(), 60.into()),
    ] {
        let setting = setting(&json, id);
        assert_eq!((&setting["value"], &setting["default"]), (&value, &default), "{id}");
        assert!(setting["valid"].as_str().is_some_and(|valid| !valid.is_empty()), "{id}");
        assert!(setting["meaning"].as_str().is_some_and(|text| !text.is_empty()), "{id}");
    }
    let text = home.done(&["config"]);
    assert!(!text.contains("config init"), "{text}");
    let line = |id: &str| text.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
    assert!(line("frames_per_second.ssh").ends_with("  7  (default 20)"), "{text}");
    assert!(line("frames_per_second.local").ends_with("  60  (the default)"), "{text}");
}

#[test]
fn a_faulty_file_is_status_1_with_its_line_and_what_is_sound_of_it_in_force() {
    let home = Home::new();
    home.write("(\n    mouse: false,\n    color: \"blue\",\n)");
    let (status, text, err) = home.run(&["config"]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert!(text.contains("(read, but for what is wrong in it)"), "{text}");
    assert!(text.contains("settings.ron:3:") && text.contains("‘blue’"), "{text}");
    let (status, json, _) = home.run(&["config", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((status, json["problems"].as_array().unwrap().len()), (1, 1));
    assert_eq!(setting(&json, "mouse")["value"], false);
    assert_eq!(setting(&json, "color")["value"], "auto");
}

#[test]
fn a_place_that_cannot_be_written_is_said() {
    let home = Home::new();
    fs::write(home.0.path().join("config"), "in the way").unwrap();
    let (status, out, err) = home.run(&["config", "init"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("~/config/payback/settings.ron was not written"), "{err}");
}

#[test]
fn the_doctor_tells_a_program_what_it_tells_a_person_and_names_nobody() {
    let home = Home::new();
    home.write("(frames_per_second: (local: 33))");
    let (text, json) = (home.done(&["doctor"]), home.json(&["doctor", "--format", "json"]));
    let findings = json["findings"].as_array().unwrap();
    for finding in findings {
        let part = |name: &str| finding[name].as_str().unwrap_or_else(|| panic!("{finding}"));
        let line = text.lines().find(|line| line.split("  ").next() == Some(part("id")));
        let line = line.unwrap_or_else(|| panic!("{finding} in\n{text}"));
        assert!(line.contains(part("found")) && line.contains(part("because")), "{line}");
        assert!(text.contains(part("follows")), "{finding} in\n{text}");
    }
    let of = |id: &str| findings.iter().find(|finding| finding["id"] == id).unwrap();
    assert_eq!(text.lines().filter(|line| !line.starts_with(' ')).count(), findings.len());
    assert_eq!(of("TERM")["found"], "xterm-256color");
    assert_eq!(of("size")["found"], "none");
    assert_eq!(of("settings")["found"], "~/config/payback/settings.ron");
    assert_eq!(of("ssh")["follows"], "at most 33 frames are drawn in a second");
    assert!(of("config")["follows"] == "can be written", "{}", of("config"));
    assert!(!json.to_string().contains(home.0.path().to_str().unwrap()), "{json}");

    let output = home
        .command(&["doctor", "--format", "json"])
        .env("NO_COLOR", "1")
        .env("LANG", "C")
        .output()
        .unwrap();
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let of = |id: &str| findings.iter().find(|finding| finding["id"] == id).unwrap();
    assert_eq!(
        (&of("colours")["found"], &of("unicode")["found"]),
        (&"no colours".into(), &"no".into())
    );
    assert_eq!(of("colours")["because"], "NO_COLOR is set");
}
