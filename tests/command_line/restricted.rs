//! `--restricted DIR`: attempts to get out of it, with the real binary and with the library.

use payback::preset::library::{BUNDLED, CopyScope};
use payback::preset::{Expected, Library, LibraryError, Origin};
use portable_pty::{CommandBuilder, PtySize};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What must never come out.
const SECRET: &str = "the secret outside";

/// A folder to stay in, with a secret preset beside it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.dir()).unwrap();
        fs::write(place.dir().join("mine.ron"), named("inside")).unwrap();
        fs::write(place.secret(), named(SECRET)).unwrap();
        place
    }

    fn dir(&self) -> PathBuf {
        self.0.path().join("dir")
    }

    fn secret(&self) -> PathBuf {
        self.0.path().join("secret.ron")
    }

    fn library(&self) -> Library {
        Library::restricted_to(&self.dir()).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_payback"));
        command
            .arg("--restricted")
            .arg(self.dir())
            .args(arguments)
            // The most tempting place to read from, and folders to leave something in.
            .current_dir(self.0.path())
            .env_clear()
            .env("HOME", self.0.path().join("home"))
            .env("XDG_DATA_HOME", self.0.path().join("data"))
            .env("XDG_STATE_HOME", self.0.path().join("state"))
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("SSH_ORIGINAL_COMMAND", "presets show secret.ron")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command; what it says holds neither the secret nor where the folder is.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.command(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(!said.contains(SECRET) && !said.contains("panicked"), "{arguments:?}: {said}");
        let outside = self.0.path().to_str().unwrap();
        let given = arguments.iter().any(|argument| argument.contains(outside));
        assert!(given || !said.contains(outside), "{arguments:?}: {said}");
        (output.status.code().unwrap_or(-1), said)
    }

    /// Everything outside of the folder, with what it holds.
    fn outside(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.0.path()).unwrap() {
            let path = entry.unwrap().path();
            if path != self.dir() {
                found.push((path.clone(), fs::read(&path).unwrap_or_default()));
            }
        }
        found.sort();
        found
    }
}

fn named(name: &str) -> String {
    BUNDLED[0].1.replacen("APEC $40bn, as announced", name, 1)
}

/// Names that lead elsewhere, or look as if they did.
fn names(place: &Place) -> Vec<String> {
    let secret = place.secret().to_str().unwrap().to_owned();
    let mut names: Vec<String> = [
        "../secret",
        "../secret.ron",
        "secret.ron",
        "./mine.ron",
        "mine.ron",
        "dir/mine",
        "/etc/passwd",
        "~/secret.ron",
        "~",
        "..",
        ".",
        "",
        " ",
        "-",
        "---",
        ".payback",
        ".payback/recent.json",
        ".hidden",
        "mine/../../secret",
        "..%2fsecret",
        "..\\secret",
        "mine\u{0}",
        "mine\n",
        "mi\u{1b}[2Jne",
        "mine\u{202e}",
        "ｍｉｎｅ",
        "mіne",
        "mine\u{200b}",
        "\u{2215}etc\u{2215}passwd",
        "．．／secret",
        "/proc/self/cwd/secret.ron",
        "/dev/stdin",
        "/dev/fd/0",
        "$HOME/secret.ron",
        "`id`",
        "$(id)",
        "mine;id",
        "mine|id",
        "*",
        "mine ",
        " mine",
        "é",
        "mine.ron.ron",
        "secret.ron/",
        "mine.tmp/../../secret",
    ]
    .map(str::to_owned)
    .to_vec();
    names.extend([secret, "x".repeat(65), "x".repeat(5_000), "../".repeat(2_000) + "etc/passwd"]);
    names
}

#[test]
fn no_name_leads_out_of_the_folder_by_any_subcommand() {
    let place = Place::new();
    let before = place.outside();
    for name in names(&place) {
        // Arguments can't hold a zero byte; the library is tried with it below.
        if name.contains('\u{0}') {
            continue;
        }
        let tries: [&[&str]; 14] = [
            &["--", &name],
            &["--render", "80x24", "--", &name],
            &["eval", "--", &name],
            &["check", "--", &name],
            &["tornado", "--metric", "npv", "--", &name],
            &["compare", "--", "mine", &name],
            &["compare", "--", "mine", "apec-40b", &name],
            &["paybacks", "--", &name],
            &["presets", "show", "--", &name],
            &["presets", "copy", "--", &name, "copied"],
            &["presets", "copy", "--force", "--", "mine", &name],
            &["presets", "diff", "--", "mine", &name],
            &["presets", "rename", "--", "mine", &name],
            &["presets", "delete", "--", &name],
        ];
        for arguments in tries {
            let (status, said) = place.run(arguments);
            assert_eq!(status, 2, "{arguments:?}: {said}");
        }
        place.run(&["presets", "path", "--", &name]);
        place.run(&["presets", "restore", "--", &name]);
    }
    assert_eq!(place.outside(), before, "nothing outside was touched");
    let inside: Vec<_> =
        fs::read_dir(place.dir()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(inside, ["mine.ron"], "and nothing was left inside");
    assert_eq!(fs::read_to_string(place.dir().join("mine.ron")).unwrap(), named("inside"));
}

#[test]
fn a_second_restriction_does_not_replace_the_first() {
    let place = Place::new();
    let outside = place.0.path().to_str().unwrap();
    let joined = format!("--restricted={outside}");
    let tries: [&[&str]; 7] = [
        &["--restricted", outside, "presets", "show", "secret"],
        &["presets", "--restricted", outside, "show", "secret"],
        &["presets", "show", "--restricted", outside, "secret"],
        &["presets", "show", "secret", &joined],
        &["eval", "secret", "--restricted", outside],
        &["eval", &joined, "--", "secret"],
        &["--render", "80x24", &joined, "secret"],
    ];
    for arguments in tries {
        let (status, said) = place.run(arguments);
        assert_eq!(status, 2, "{arguments:?}: {said}");
        assert!(said.contains("cannot be used multiple times"), "{arguments:?}: {said}");
    }
}

#[test]
fn settings_are_neither_shown_nor_written() {
    let place = Place::new();
    let before = place.outside();
    let tries: [&[&str]; 6] = [
        &["config"],
        &["config", "show"],
        &["config", "--format", "json"],
        &["config", "path"],
        &["config", "init"],
        &["config", "show", "--format", "json"],
    ];
    for arguments in tries {
        let (status, said) = place.run(arguments);
        assert_eq!(status, 2, "{arguments:?}: {said}");
        assert!(said.starts_with("payback: settings are no presets"), "{arguments:?}: {said}");
    }
    assert_eq!(place.outside(), before);
    assert_eq!(fs::read_dir(place.dir()).unwrap().count(), 1);
}

#[test]
fn no_name_leads_out_of_the_library_either() {
    let place = Place::new();
    let before = place.outside();
    let library = place.library();
    let preset = library.find("mine").unwrap().0;
    for name in names(&place) {
        assert!(library.open(&name).is_err(), "{name:?}");
        assert!(library.target(&name).is_err(), "{name:?}");
        assert!(library.save_as(&name, &preset).is_err(), "{name:?}");
        assert!(library.rename("mine", &name).is_err() && library.trash(&name).is_err());
        assert!(!library.is_taken(&name), "{name:?}");
        let trashed = library.trash("mine").unwrap();
        assert!(library.restore_as(&trashed, &name).is_err(), "{name:?}");
        library.restore(&trashed).unwrap();
        // A place that was noted or journalled by somebody else.
        for origin in [
            Origin::File(PathBuf::from(&name)),
            Origin::Saved { name: name.clone(), path: place.secret() },
        ] {
            assert!(library.open_at(&origin).is_err(), "{origin:?}");
            assert!(library.bytes(&origin).is_err(), "{origin:?}");
            assert!(!matches!(library.stamp(&origin), Ok(Some(_))), "{origin:?}");
            let saved = library.save(&origin, &preset, Expected::Anything);
            assert!(saved.is_err(), "{origin:?}");
            let copied = library.duplicate(
                &Origin::Bundled("apec-40b"),
                &origin,
                CopyScope::Everything,
                Expected::Anything,
            );
            assert!(copied.is_err(), "{origin:?}");
        }
        for completed in library.complete(&name) {
            assert!(BUNDLED.iter().any(|(id, _)| *id == completed) || completed == "mine");
        }
    }
    assert!(library.folder().is_none(), "it doesn't tell where it is");
    assert_eq!(place.outside(), before);
}

#[test]
fn links_pipes_and_devices_in_the_folder_are_neither_read_nor_written() {
    let place = Place::new();
    let dir = place.dir();
    let outside = place.0.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("deep.ron"), named(SECRET)).unwrap();
    symlink("../secret.ron", dir.join("link.ron")).unwrap();
    symlink(place.secret(), dir.join("absolute.ron")).unwrap();
    symlink("mine.ron", dir.join("inner.ron")).unwrap();
    symlink("../made.ron", dir.join("dangling.ron")).unwrap();
    symlink("/dev/stdin", dir.join("stdin.ron")).unwrap();
    symlink(&outside, dir.join("folder.ron")).unwrap();
    fs::create_dir(dir.join("real.ron")).unwrap();
    let fifo = Command::new("mkfifo").arg(dir.join("pipe.ron")).status().unwrap();
    assert!(fifo.success());
    let listed = place.run(&["presets", "list"]).1;
    for name in ["link", "absolute", "inner", "dangling", "stdin", "folder", "real", "pipe"] {
        assert!(!listed.contains(name), "{listed}");
        for arguments in [
            &["eval", name][..],
            &["presets", "show", name],
            &["presets", "copy", name, "copied"],
            &["presets", "copy", "--force", "mine", name],
        ] {
            let start = Instant::now();
            let (status, said) = place.run(arguments);
            assert_eq!(status, 2, "{arguments:?}: {said}");
            assert!(start.elapsed() < Duration::from_secs(10), "{arguments:?} waited");
        }
        let library = place.library();
        let preset = library.find("mine").unwrap().0;
        assert!(library.save_as(name, &preset).is_err(), "{name}");
    }
    assert_eq!(fs::read_to_string(place.secret()).unwrap(), named(SECRET));
    assert!(!place.0.path().join("made.ron").exists() && dir.join("dangling.ron").is_symlink());
    // A link may be put away; what it leads to stays.
    place.run(&["presets", "delete", "link"]);
    assert!(place.secret().exists() && !dir.join("link.ron").is_symlink());
    assert_ne!(place.run(&["presets", "copy", "link", "copied"]).0, 0);
}

#[test]
fn a_link_in_place_of_the_programs_own_folder_is_not_followed() {
    let place = Place::new();
    let outside = place.0.path().join("outside");
    fs::create_dir(&outside).unwrap();
    symlink(&outside, place.dir().join(".payback")).unwrap();
    let library = place.library();
    library.note_opened(&Origin::Bundled("apec-40b"));
    assert!(library.state().is_none() && library.recent().is_empty());
    assert!(library.trash("mine").is_err() && library.is_taken("mine"));
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn what_the_program_notes_stays_in_a_folder_of_its_own_for_its_owner_alone() {
    let place = Place::new();
    let before = place.outside();
    let library = place.library();
    library.note_opened(&library.locate("mine").unwrap());
    let own = place.dir().join(".payback");
    assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
    // The list is only a file: somebody may have written anything into it.
    let noted = serde_json::to_string(&["mine", "../secret", place.secret().to_str().unwrap()]);
    fs::write(own.join("recent.json"), noted.unwrap()).unwrap();
    let recent: Vec<String> = library.recent().iter().map(Origin::id).collect();
    assert_eq!(recent, ["mine"]);
    library.trash("mine").unwrap();
    assert!(own.join("trash/mine.ron").exists());
    assert_eq!(place.outside(), before);
}

#[test]
fn a_folder_that_is_missing_a_link_or_a_file_is_refused() {
    let place = Place::new();
    symlink(place.dir(), place.0.path().join("link")).unwrap();
    for path in ["gone", "link", "link/", "link/.", "secret.ron", ""] {
        let path = place.0.path().join(path);
        let path = if path == place.0.path() { Path::new("") } else { &path };
        let error = Library::restricted_to(path).unwrap_err();
        assert!(matches!(error, LibraryError::NotRestricted { .. }), "{}: {error}", path.display());
        assert!(error.to_string().contains("Name a folder that is there"), "{error}");
    }
}

#[test]
fn the_folder_stays_the_one_that_was_opened_when_its_path_is_swapped() {
    let place = Place::new();
    let library = place.library();
    let other = place.0.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("mine.ron"), named(SECRET)).unwrap();
    fs::rename(place.dir(), place.0.path().join("moved")).unwrap();
    symlink(&other, place.dir()).unwrap();
    assert_eq!(library.find("mine").unwrap().0.name, "inside");
    library.save_as("new", &library.find("mine").unwrap().0).unwrap();
    assert!(place.0.path().join("moved/new.ron").exists() && !other.join("new.ron").exists());
}

/// Tells somebody else to end, also when an assertion fails.
struct Ending<'a>(&'a AtomicBool);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Chance only; between which steps a swap would matter is tried one by one in the library's own
/// tests.
#[test]
fn a_link_that_is_swapped_in_all_the_time_never_gives_the_secret_away() {
    let place = Place::new();
    let library = place.library();
    let file = place.dir().join("race.ron");
    let ended = AtomicBool::new(false);
    let preset = library.find("mine").unwrap().0;
    std::thread::scope(|scope| {
        // The scope waits for the swapper, whatever becomes of this thread.
        let _ending = Ending(&ended);
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                let _ = fs::remove_file(&file);
                let _ = symlink(place.secret(), &file);
                let _ = fs::remove_file(&file);
                let _ = fs::write(&file, named("inside"));
            }
        });
        let start = Instant::now();
        let mut read = 0;
        // On a busy machine it takes longer until the file is met at all.
        let is_early = |read: u32| {
            let passed = start.elapsed();
            passed < Duration::from_secs(1) || read == 0 && passed < Duration::from_secs(60)
        };
        while is_early(read) {
            if let Ok((preset, _)) = library.find("race") {
                assert_eq!(preset.name, "inside");
                read += 1;
            }
            let _ = library.save_as("race", &preset);
        }
        assert!(read > 0, "the race was never won by the file");
    });
    assert_eq!(fs::read_to_string(place.secret()).unwrap(), named(SECRET));
}

#[test]
fn what_is_allowed_just_works_and_takes_the_option_anywhere() {
    let place = Place::new();
    assert_eq!(place.run(&["presets", "copy", "apec-40b", "A b-c_d.2"]).0, 0);
    assert!(place.dir().join("A b-c_d.2.ron").is_file());
    assert!(place.run(&["presets", "list"]).1.contains("A b-c_d.2"));
    assert_eq!(place.run(&["eval", "A b-c_d.2"]).0, 0);
    assert_eq!(place.run(&["presets", "rename", "A b-c_d.2", "b"]).0, 0);
    assert_eq!(
        place.run(&["presets", "delete", "b"]),
        (0, "moved to the trash: b\n‘payback presets restore’ brings it back\n".to_owned())
    );
    assert_eq!(place.run(&["presets", "restore", "b"]).0, 0);
    let dir = place.dir();
    let behind = Command::new(env!("CARGO_BIN_EXE_payback"))
        .args(["presets", "show", "mine", "--restricted"])
        .arg(&dir)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(behind.stdout).unwrap(), named("inside"));
}

#[test]
fn the_explorer_saves_into_the_folder_alone() {
    let place = Place::new();
    let before = place.outside();
    let pty = portable_pty::native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_payback"));
    command.args(["--restricted", place.dir().to_str().unwrap(), "mine"]);
    command.cwd(place.0.path());
    command.env_clear();
    command.env("HOME", place.0.path().join("home"));
    command.env("XDG_DATA_HOME", place.0.path().join("data"));
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut writer = pty.master.take_writer().unwrap();
    let read = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = reader.read_to_end(&mut bytes);
        bytes
    });
    let file = place.dir().join("mine.ron");
    let start = Instant::now();
    while !fs::read_to_string(&file).is_ok_and(|text| text.contains("utilization: 0.66")) {
        // A step to the right, and saved.
        writer.write_all(b"\x1b[C").unwrap();
        std::thread::sleep(Duration::from_millis(100));
        writer.write_all(b"s").unwrap();
        std::thread::sleep(Duration::from_millis(400));
        assert!(start.elapsed() < Duration::from_secs(20), "never saved");
    }
    child.kill().unwrap();
    let _ = child.wait();
    drop(writer);
    drop(pty.master);
    let _ = read.join();
    assert_eq!(place.outside(), before);
}
