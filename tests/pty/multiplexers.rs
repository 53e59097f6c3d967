//! The program in real multiplexers: tmux and GNU screen (Debian: `tmux`, `screen`). Where one
//! isn't installed its tests are skipped, and that is said.

use crate::distant::Distant;
use crate::program::Program;
use crate::support::skipped;
use portable_pty::CommandBuilder;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const RIGHT: &str = "\x1b[C";

/// Payback of base: 11.3 y (APEC $40bn, as announced)
const FIGURE: &str = "UGF5YmFjayBvZiBiYXNlOiAxMS4zIHkgKEFQRUMgJDQwYm4sIGFzIGFubm91bmNlZCkK";

/// Whether a program is installed; says so where it isn't.
fn is_there(name: &str) -> bool {
    let version = if name == "tmux" { "-V" } else { "--version" };
    let there = Command::new(name).arg(version).stdout(Stdio::null()).status().is_ok();
    if !there {
        skipped("the tests in it", &format!("{name} isn't installed"));
    }
    there
}

/// What multiplexers keep of their own: sockets and settings.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        // A socket's path has at most a hundred characters.
        let place = Self(tempfile::tempdir_in("/tmp").unwrap());
        place.write("tmux.conf", "set -s set-clipboard on\nset -s escape-time 0\n");
        place.write("screenrc", "startup_message off\naltscreen on\ntermcapinfo * XT\n");
        fs::create_dir(place.path("sockets")).unwrap();
        fs::set_permissions(place.path("sockets"), fs::Permissions::from_mode(0o700)).unwrap();
        place
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn tmux(&self) -> Vec<String> {
        ["tmux", "-f", &self.path("tmux.conf"), "-S", &self.path("tmux")]
            .map(str::to_owned)
            .to_vec()
    }

    fn screen(&self) -> Vec<String> {
        ["screen", "-c", &self.path("screenrc"), "-S", "test"].map(str::to_owned).to_vec()
    }

    /// Starts words as a command on a terminal.
    fn start(&self, words: &[String], silent: bool) -> Program {
        let mut command = CommandBuilder::new(&words[0]);
        command.args(&words[1..]);
        let sockets = self.path("sockets");
        let environment = [
            ("SCREENDIR", sockets.as_str()),
            ("SHELL", "/bin/sh"),
            ("PS1", "prompt> "),
            ("COLORTERM", "truecolor"),
        ];
        Program::on(command, &environment, silent)
    }

    /// Starts the program by words, and has it copy the figure.
    fn copied(&self, words: &[String]) -> Program {
        let mut program = self.start(words, false);
        program.wait_for("Utilization");
        program.wait_for_quiet();
        copy_figure(&mut program);
        program
    }

    /// tmux with nothing but its defaults.
    fn bare_tmux(&self) -> Vec<String> {
        self.write("tmux.conf", "");
        self.tmux()
    }

    /// Has a multiplexer carry out a command from outside.
    fn order(&self, words: &[String]) -> Output {
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).env("SCREENDIR", self.path("sockets")).env_remove("TMUX");
        command.output().unwrap()
    }

    fn order_tmux(&self, words: &[&str]) {
        let done = self.order(&[self.tmux(), owned(words)].concat());
        assert!(done.status.success(), "{done:?}");
    }

    fn order_screen(&self, words: &[&str]) {
        let done = self.order(&[self.screen(), vec!["-X".to_owned()], owned(words)].concat());
        assert!(done.status.success(), "{done:?}");
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Their servers are children of nobody here.
        if Path::new(&self.path("tmux")).exists() {
            self.order(&[self.tmux(), owned(&["kill-server"])].concat());
        }
        let sockets = fs::read_dir(self.path("sockets"));
        if sockets.is_ok_and(|mut sockets| sockets.next().is_some()) {
            self.order(&[self.screen(), owned(&["-X", "quit"])].concat());
        }
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// As two words: a single one would be read by a shell.
fn payback() -> Vec<String> {
    owned(&["env", env!("CARGO_BIN_EXE_payback")])
}

fn text_of(program: &Program) -> String {
    String::from_utf8_lossy(&program.bytes()).into_owned()
}

fn milliseconds(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

/// Chooses the figure in the list of what can be copied.
fn copy_figure(program: &mut Program) {
    program.type_in("y");
    program.wait_for("the table, for a spreadsheet");
    program.type_in("\x1b[A");
    program.wait_for_quiet();
    program.type_in("\r");
}

/// The screen without what is said at its foot.
fn picture(program: &Program) -> Vec<String> {
    let screen = program.screen();
    screen.lines().take(20).map(str::to_owned).collect()
}

#[test]
fn a_paste_of_tmux_without_brackets_discards_nothing() {
    if !is_there("tmux") {
        return;
    }
    let place = Place::new();
    let words = [place.tmux(), owned(&["new-session", "-x", "80", "-y", "24"]), payback()].concat();
    let mut program = place.start(&words, false);
    program.wait_for("Utilization");
    program.wait_for_quiet();
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    place.order_tmux(&["set-buffer", "q\nd\ntouch pasted\nd\nd\n"]);
    place.order_tmux(&["paste-buffer"]);
    program.wait_for("pasted text isn’t taken for keys");
    milliseconds(300);
    place.order_tmux(&["set-buffer", "qd"]);
    place.order_tmux(&["paste-buffer"]);
    program.wait_for("has unsaved changes");
    milliseconds(300);
    assert!(program.screen().contains("has unsaved changes"), "{}", program.screen());
}

#[test]
fn a_paste_of_gnu_screen_discards_nothing() {
    if !is_there("screen") {
        return;
    }
    let place = Place::new();
    let mut program = place.start(&[place.screen(), payback()].concat(), false);
    program.wait_for("Utilization");
    program.wait_for_quiet();
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    place.order_screen(&["register", ".", "q\\rd\\rtouch pasted\\rd\\rd\\r"]);
    place.order_screen(&["paste", "."]);
    program.wait_for("pasted text isn’t taken for keys");
    milliseconds(300);
    place.order_screen(&["register", ".", "qd"]);
    place.order_screen(&["paste", "."]);
    program.wait_for("has unsaved changes");
    milliseconds(300);
    assert!(program.screen().contains("has unsaved changes"), "{}", program.screen());
}

#[test]
fn a_copy_takes_the_way_through_the_innermost_multiplexer_and_damages_nothing() {
    if !is_there("tmux") || !is_there("screen") {
        return;
    }
    let new_session = owned(&["new-session", "-x", "80", "-y", "24"]);
    for (name, through) in [("tmux", "tmux"), ("screen", "GNU screen"), ("both", "tmux")] {
        let place = Place::new();
        let words = match name {
            "tmux" => [place.tmux(), new_session.clone(), payback()].concat(),
            "screen" => [place.screen(), payback()].concat(),
            _ => [place.tmux(), new_session.clone(), place.screen(), payback()].concat(),
        };
        let mut program = place.start(&words, false);
        program.wait_for("Utilization");
        program.wait_for_quiet();
        let before = picture(&program);
        copy_figure(&mut program);
        program.wait_for(&format!("clipboard through {through}"));
        program.wait_until("sent", |program| text_of(program).contains(FIGURE));
        program.wait_for_quiet();
        assert_eq!(picture(&program), before, "{name}");
    }
}

#[test]
fn whoever_is_restricted_starts_no_tmux_by_a_copy() {
    if !is_there("tmux") {
        return;
    }
    let place = Place::new();
    let (called, path) = (place.path("called"), format!("PATH={}", place.path("sockets")));
    place.write("sockets/tmux", &format!("#!/bin/sh\n: >{called}\n"));
    fs::set_permissions(place.path("sockets/tmux"), fs::Permissions::from_mode(0o755)).unwrap();
    let new_session = owned(&["new-session", "-x", "80", "-y", "24"]);
    let dir = tempfile::tempdir().unwrap();
    let restricted = ["--restricted", dir.path().to_str().unwrap()];
    for (arguments, is_called) in [(&restricted[..], false), (&[][..], true)] {
        let payback = owned(&["env", &path, env!("CARGO_BIN_EXE_payback")]);
        let words = [place.tmux(), new_session.clone(), payback, owned(arguments)].concat();
        let mut program = place.copied(&words);
        program.wait_for("handed to tmux");
        assert_eq!(Path::new(&called).exists(), is_called, "{arguments:?}");
        place.order_tmux(&["kill-server"]);
    }
}

#[test]
fn a_copy_reaches_the_terminal_through_a_tmux_that_nobody_set_up() {
    if !is_there("tmux") {
        return;
    }
    let place = Place::new();
    let new_session = owned(&["new-session", "-x", "80", "-y", "24"]);
    let mut program = place.copied(&[place.bare_tmux(), new_session, payback()].concat());
    program.wait_for("clipboard through tmux");
    program.wait_until("sent", |program| text_of(program).contains(FIGURE));
}

#[test]
fn a_copy_from_gnu_screen_in_a_tmux_that_nobody_set_up_reaches_the_terminal() {
    if !is_there("tmux") || !is_there("screen") {
        return;
    }
    let place = Place::new();
    let new_session = owned(&["new-session", "-x", "80", "-y", "24"]);
    let words = [place.bare_tmux(), new_session, place.screen(), payback()].concat();
    let mut program = place.copied(&words);
    program.wait_for("clipboard through tmux");
    program.wait_until("sent", |program| text_of(program).contains(FIGURE));
}

#[test]
fn a_copy_that_may_not_arrive_is_in_a_file_as_well() {
    if !is_there("tmux") || !is_there("screen") {
        return;
    }
    for name in ["tmux", "screen"] {
        let (outer, inner) = (Place::new(), Place::new());
        let new_session = owned(&["new-session", "-x", "80", "-y", "24"]);
        let words = if name == "tmux" {
            let within = owned(&["env", "-u", "TMUX"]);
            let twice = [new_session.clone(), within, inner.tmux(), new_session];
            [outer.bare_tmux(), twice.concat(), payback()].concat()
        } else {
            let within = owned(&["env", "-u", "STY"]);
            [outer.screen(), within, inner.screen(), payback()].concat()
        };
        let mut program = outer.copied(&words);
        program.wait_for("which may not pass it on");
        assert!(program.screen().contains("figure"), "{name}:\n{}", program.screen());
    }
}

#[test]
fn a_copy_that_tmux_would_keep_to_itself_goes_to_a_file() {
    if !is_there("tmux") || !is_there("screen") {
        return;
    }
    // GNU screen around it takes no clipboard from tmux; nor does a tmux that is told not to fill it.
    for name in ["in screen", "off"] {
        let place = Place::new();
        let new_session = owned(&["new-session", "-x", "80", "-y", "24"]);
        let mut words = [place.bare_tmux(), new_session, payback()].concat();
        if name == "in screen" {
            words = [place.screen(), words].concat();
        } else {
            place.write("tmux.conf", "set -s set-clipboard off\n");
        }
        let mut program = place.copied(&words);
        program.wait_for("t reach the terminal");
        assert!(program.screen().contains("the figure is in"), "{name}:\n{}", program.screen());
        assert!(!text_of(&program).contains(FIGURE), "{name}");
    }
}

#[test]
fn the_theme_keeps_its_colours_within_gnu_screen() {
    if !is_there("screen") {
        return;
    }
    let place = Place::new();
    let mut program = place.start(&[place.screen(), payback()].concat(), false);
    program.wait_for("Utilization");
    program.wait_for_quiet();
    let terminal = program.terminal.lock().unwrap();
    let screen = terminal.parser.screen();
    let colored = (0..24)
        .flat_map(|row| (0..80).map(move |column| (row, column)))
        .filter(|(row, column)| {
            screen.cell(*row, *column).is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
        })
        .count();
    assert!(colored > 40, "{colored} cells have a colour");
}

#[test]
fn mouse_reports_on_their_way_through_a_multiplexer_are_typed_at_no_prompt() {
    for name in ["tmux", "screen"] {
        if !is_there(name) {
            continue;
        }
        let place = Place::new();
        let shell = owned(&["sh", "-i"]);
        let words = match name {
            "tmux" => {
                [place.tmux(), owned(&["new-session", "-x", "80", "-y", "24"]), shell].concat()
            }
            _ => [place.screen(), shell].concat(),
        };
        let mut far = Distant::new(place.start(&words, true), Duration::from_millis(300));
        far.wait_for("prompt>");
        far.type_in(concat!("'", env!("CARGO_BIN_EXE_payback"), "'\r"));
        far.wait_for("Utilization");
        far.turn_wheel(true);
        far.run_for(Duration::from_millis(900));
        assert!(far.reports > 20, "{name}: {} reports", far.reports);
        far.type_in("q");
        far.wait_until("gone", |program| !program.screen().contains("Utilization"));
        far.run_for(Duration::from_secs(1));
        far.turn_wheel(false);
        far.run_for(Duration::from_millis(400));
        let screen = far.program.screen();
        assert!(!screen.contains("65;") && !screen.contains("2;1M"), "{name}:\n{screen}");
        far.type_in("echo he$((1))re\r");
        far.wait_for("he1re");
    }
}
