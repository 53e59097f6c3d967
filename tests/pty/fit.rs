//! How the real program fits the terminal that it is on: colours, themes, settings, the mouse,
//! copies, and the doctor.

use crate::program::Program;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const RIGHT: &str = "\x1b[C";

/// A configuration folder with files in it.
fn configured(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("payback").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn started(arguments: &[&str], config: &TempDir, environment: &[(&str, &str)]) -> Program {
    let config = config.path().to_str().unwrap();
    let environment = [&[("XDG_CONFIG_HOME", config)], environment].concat();
    let mut program = Program::start(arguments, &environment);
    program.wait_for("? help");
    program
}

fn text_of(program: &Program) -> String {
    String::from_utf8_lossy(&program.bytes()).into_owned()
}

fn bytes_hold(program: &mut Program, what: &str) {
    program.wait_until(what, |program| text_of(program).contains(what));
}

fn copies(program: &Program) -> PathBuf {
    program.home.path().join("state/payback/copies")
}

/// The one copy whose file's name begins and ends so.
fn copied(program: &Program, begins: &str, ends: &str) -> String {
    let files = fs::read_dir(copies(program)).unwrap().map(|entry| entry.unwrap());
    let mut found = files.filter(|entry| {
        let name = entry.file_name().into_string().unwrap();
        name.starts_with(begins) && name.ends_with(ends)
    });
    let (first, second) = (found.next(), found.next());
    assert!(second.is_none(), "there are more");
    fs::read_to_string(first.expect("a copy").path()).unwrap()
}

#[test]
fn a_copy_is_sent_as_osc_52_and_never_called_copied() {
    let mut program = started(&[], &configured(&[]), &[]);
    program.type_in("y");
    program.wait_for("the table, for a spreadsheet");
    program.type_in("\x1b[A\r");
    program.wait_for("the figure: sent to the terminal's clipboard");
    // Payback of base: 11.3 y (APEC $40bn, as announced)
    bytes_hold(
        &mut program,
        "\x1b]52;c;UGF5YmFjayBvZiBiYXNlOiAxMS4zIHkgKEFQRUMgJDQwYm4sIGFzIGFubm91bmNlZCkK\x07",
    );
    assert!(!program.screen().contains("copied"));
    assert!(!copies(&program).exists());
}

#[test]
fn a_copy_goes_to_a_file_where_that_is_asked_for_or_there_is_no_clipboard() {
    let mut program = started(&[], &configured(&[]), &[]);
    program.type_in("y\x1b[Bf");
    program.wait_for("the table is in ~/state/payback/copies/apec-40b-explore-2");
    let table = copied(&program, "apec-40b-explore-", ".csv");
    let line = |part: &str| table.lines().find(|line| line.contains(part)).unwrap().to_owned();
    assert!(table.starts_with("preset,name,unit,bear,base,bull\n"), "{table}");
    let of = "\"APEC $40bn, as announced\"";
    assert_eq!(line(",utilization,"), format!("{of},utilization,share,0.45,0.65,0.8"));
    assert!(line(",payback_years,").contains(",years,,"), "the bear has none");
    assert!(!text_of(&program).contains("\x1b]52"));

    let folder = program.home.path().join("reports");
    let setting = format!("(copies: {folder:?})");
    let mut program = started(&[], &configured(&[("settings.ron", &setting)]), &[]);
    for _ in 0..2 {
        program.type_in("y\x1b[Bf");
        program.wait_for("the table is in ");
        program.type_in("\x1b[C");
        program.wait_for_quiet();
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "one doesn't replace the other");

    let mut program = started(&[], &configured(&[]), &[("TERM", "linux")]);
    program.type_in("y\x1b[B\x1b[B\x1b[B\x1b[B\r");
    program.wait_for("no clipboard here; the screen is in");
    let screen = copied(&program, "apec-40b-explore-", ".txt");
    assert!(screen.is_ascii() && screen.contains("> Utilization        45 %   65 %   80 %"));
}

#[test]
fn the_mouse_is_switched_by_a_key_and_starts_as_the_settings_say() {
    let mut program = started(&[], &configured(&[]), &[]);
    bytes_hold(&mut program, "\x1b[?1002h");
    program.type_in("M");
    program.wait_for("mouse off: the terminal selects text");
    bytes_hold(&mut program, "\x1b[?1002l");
    program.type_in("M");
    program.wait_for("mouse on: it moves handles; Shift-drag selects text");

    let config = configured(&[("settings.ron", "(mouse: false, title: false)")]);
    let program = started(&[], &config, &[]);
    let bytes = text_of(&program);
    assert!(!bytes.contains("\x1b[?1002h") && !bytes.contains("\x1b]2;"));
}

#[test]
fn settings_choose_preset_metric_and_theme_and_the_command_line_goes_before() {
    let config = configured(&[
        ("settings.ron", "(theme: \"mine\", preset: \"price-war\", metric: \"npv\")"),
        ("themes/mine.ron", "(roles: (accent: (fg: \"208\")))"),
    ]);
    let mut program = started(&[], &config, &[]);
    program.wait_for("APEC $40bn in a price war");
    program.wait_for("NPV here");
    bytes_hold(&mut program, "38;5;208");
    let program = started(&["grid-freeze", "--theme", "light"], &config, &[]);
    assert!(program.screen().contains("grid freeze"), "{}", program.screen());
    assert!(!text_of(&program).contains("38;5;208"));
    let program = started(&["--color", "never"], &config, &[]);
    let terminal = program.terminal.lock().unwrap();
    let screen = terminal.parser.screen();
    for (row, column) in (0..24).flat_map(|row| (0..80).map(move |column| (row, column))) {
        let cell = screen.cell(row, column).unwrap();
        assert_eq!((cell.fgcolor(), cell.bgcolor()), Default::default());
    }
}

#[test]
fn the_terminal_is_asked_for_its_background_and_the_theme_follows_the_answer() {
    let config = configured(&[]);
    let mut program = started(&[], &config, &[]);
    bytes_hold(&mut program, "\x1b]11;?\x1b\\");
    assert!(!text_of(&program).contains("38;5;"), "until then its own sixteen colours");
    // Solarized light, on which text is nearly black.
    program.type_in("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\");
    bytes_hold(&mut program, "38;5;234");
    program.type_in("T");
    program.wait_for("theme: contrast-light until you quit");
    for (arguments, environment) in
        [(&[][..], &[("COLORFGBG", "15;0")][..]), (&["--color", "16"], &[])]
    {
        let program = started(arguments, &config, environment);
        assert!(!text_of(&program).contains("\x1b]11;"), "{arguments:?}");
    }
}

#[test]
fn a_faulty_settings_file_is_told_and_stops_nothing() {
    let config = configured(&[("settings.ron", "(\n    them: \"light\",\n    mouse: false,\n)")]);
    let mut program = started(&[], &config, &[]);
    // Wide enough for the file's name, wherever the tests have their files.
    program.resize(160, 24);
    program.wait_for("settings.ron:2:5: There is no field ‘them’");
    assert!(!text_of(&program).contains("\x1b[?1002h"), "what is sound of it counts");
    program.type_in(RIGHT);
    program.wait_for("65 % → 66 %");
    let config = configured(&[("settings.ron", "(preset: \"gone\", theme: \"gone\")")]);
    let mut program = started(&[], &config, &[]);
    program.wait_for("there is no theme ‘gone’");
    program.wait_for("APEC $40bn");
}

/// Answers what the doctor asks, as a terminal does, and gives what it says.
fn examined(environment: &[(&str, &str)], answer: &str) -> (String, Program) {
    let mut program = Program::start(&["doctor"], environment);
    program.resize(100, 50);
    bytes_hold(&mut program, "\x1b[c");
    program.type_in(answer);
    assert_eq!(program.wait_for_end(), 0);
    program.wait_for("copies that aren't sent");
    (program.screen(), program)
}

#[test]
fn the_doctor_asks_the_terminal_and_leaves_it_as_it_was() {
    let (said, mut program) = examined(&[("COLORFGBG", "0;15")], "\x1b[?62;22c");
    for part in [
        "(the terminal says it is 62;22)",
        "256 colours  (TERM is xterm-256color)",
        "auto: light  (the background is known)",
        "~/.config/payback/settings.ron  (there is none)",
    ] {
        assert!(said.contains(part), "no ‘{part}’ in\n{said}");
    }
    let home = program.home.path().display().to_string();
    assert!(!said.contains(&home), "{said}");
    program.assert_modes_given_back();
}

#[test]
fn a_terminal_that_never_answers_is_not_waited_for_long() {
    let mut program = Program::start(&["doctor"], &[("NO_COLOR", "1")]);
    program.resize(100, 50);
    program.wait_for("no terminal answered a question");
    program.wait_for("no colours  (NO_COLOR is set)");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_modes_given_back();
}

#[test]
fn a_theme_that_is_not_there_is_said_before_anything_is_drawn() {
    let mut program = Program::start(&["--theme", "drak"], &[]);
    program.wait_for("there is no theme ‘drak’; did you mean ‘dark’?");
    assert_eq!(program.wait_for_end(), 2);
    assert!(!Path::new(&program.home.path().join("state")).exists());
}

/// How many frames follow on a second of arrow keys, 50 a second.
fn frames(settings: &str, environment: &[(&str, &str)]) -> usize {
    let config = configured(&[("settings.ron", settings)]);
    let mut program = started(&[], &config, environment);
    program.wait_for_quiet();
    let count = |program: &Program| text_of(program).matches("\x1b[?2026h").count();
    let before = count(&program);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(1) {
        program.type_in(RIGHT);
        thread::sleep(Duration::from_millis(20));
    }
    count(&program) - before
}

#[test]
fn the_rate_of_frames_is_that_of_the_settings_here_and_over_ssh() {
    let ssh = [("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22")];
    let slow_here = "(frames_per_second: (local: 2, ssh: 240))";
    let slow_there = "(frames_per_second: (local: 240, ssh: 2))";
    for (settings, environment, is_slow) in [
        (slow_here, &[][..], true),
        (slow_here, &ssh[..], false),
        (slow_there, &[][..], false),
        (slow_there, &ssh[..], true),
    ] {
        let frames = frames(settings, environment);
        let right = if is_slow { frames <= 4 } else { frames > 4 };
        assert!(right, "{frames} frames of {settings}, {environment:?}");
    }
}
