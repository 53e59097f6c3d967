//! The real program in a pseudo-terminal, its screen read by a terminal emulator.

use crate::program::Program;
use payback::model::{Driver, Scenario};
use payback::preset::read_file;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

fn files_in(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn sliders_move_figures_change_and_the_preset_is_saved() {
    let mut program = Program::start(&[], &[]);
    program.wait_for("APEC $40bn, as announced");
    program.wait_for("? help");
    for part in ["65 %", "$2.7 bn", "11.3 y", "NPV −$2.0 bn", "IRR 8.0 %", "LINK off"] {
        program.wait_for(part);
    }
    // Seven steps to the right: what a fresh evaluation of 72 % gives, and the differences.
    program.type_in(&"\x1b[C".repeat(7));
    program.wait_for("Utilization of base: 65 % → 72 %");
    for part in ["unsaved", "Op. income ▲0.9", "$3.6 bn", "10.4 y", "NPV $2.8 bn ✓", "IRR 10.3 %"]
    {
        program.wait_for(part);
    }
    // The bull's handle dragged to the right end, with the mouse.
    program.type_in("\x1b[<0;72;5M\x1b[<32;76;5M\x1b[<32;80;5M\x1b[<0;80;5m");
    program.wait_for("Utilization of bull: 80 % → 95 %");
    program.type_in("u");
    program.wait_for("undone: Utilization of bull");
    // Saving asks for a name.
    program.type_in("s");
    program.wait_for("apec-40b-mine");
    program.type_in(&"\x7f".repeat(13));
    program.wait_until("erased", |program| !program.screen().contains("apec-40b-mine"));
    program.type_in("higher use");
    program.wait_for("higher use");
    // Later than the last piece of a paste would come.
    thread::sleep(Duration::from_millis(150));
    program.type_in("\r");
    program.wait_for("saved as higher use");
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_given_back();

    let saved = read_file(&program.saved("higher use")).unwrap();
    let mut expected = crate::support::preset("apec-40b");
    expected.inputs.scenarios[Scenario::Base].set_driver(Driver::Utilization, 0.72);
    assert!(saved == expected, "{saved:?}");
    assert_eq!(files_in(program.saved("higher use").parent().unwrap()), 1);
}

#[test]
fn quitting_with_unsaved_changes_asks_and_a_pasted_q_does_nothing() {
    let mut program = Program::start(&["price-war"], &[]);
    program.wait_for("? help");
    program.type_in("\x1b[200~q\x1b[201~\x1b[C");
    program.wait_for("65 % → 66 %");
    program.type_in("q");
    program.wait_for("unsaved changes");
    program.wait_for_quiet();
    program.type_in("\x1b[200~d\x1b[201~q");
    program.wait_until("closed", |program| !program.screen().contains("unsaved changes"));
    program.type_in("\x03");
    program.wait_for("unsaved changes");
    program.wait_for_quiet();
    program.type_in("d");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_given_back();
    assert!(!program.home.path().join("data").exists());
}

#[test]
fn sigterm_ends_it_within_a_second_and_gives_the_terminal_back() {
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    program.type_in("\x1b[C");
    program.wait_for("unsaved");
    let start = Instant::now();
    program.signal(rustix::process::Signal::TERM);
    program.wait_for_end();
    // A loaded machine is granted a little more.
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    program.assert_given_back();
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    program.type_in("\x1b[C");
    program.wait_for("65 % → 66 %");
    let quiet = Duration::from_millis(700);
    // The first quiet stretch may begin before the frame's last byte is read.
    program.wait_until("quiet", |program| {
        let before = program.bytes().len();
        thread::sleep(quiet);
        before == program.bytes().len()
    });
    // A key that does nothing says so once, and then writes nothing either.
    program.type_in("Z");
    program.wait_for("‘Z’ does nothing here");
    thread::sleep(quiet);
    let before = program.bytes().len();
    program.type_in("Z");
    thread::sleep(quiet);
    assert_eq!(String::from_utf8_lossy(&program.bytes()[before..]), "");
    program.type_in("u");
    program.wait_for("undone");
}

#[test]
fn a_resize_draws_anew_and_a_small_window_says_what_it_needs() {
    let mut program = Program::start(&[], &[]);
    program.wait_for("? help");
    let mut resize = |rows: u16, cols: u16, text: &str| {
        program.resize(cols, rows);
        program.wait_for(text);
    };
    resize(40, 120, "cumulative cash by year, $bn");
    resize(10, 40, "payback needs 60×20");
    resize(20, 60, "Op. income 2029       −$1.1 bn");
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_given_back();
}

#[test]
fn no_color_writes_no_colour_and_another_locale_no_unicode() {
    let mut program = Program::start(&[], &[("NO_COLOR", "1")]);
    program.wait_for("? help");
    program.type_in("o\x1b[B");
    program.wait_for("Open a preset");
    let (row, column) = {
        let screen = program.screen();
        let at = screen.lines().position(|line| line.contains("apec-40b-reconciled")).unwrap();
        (u16::try_from(at).unwrap(), 12)
    };
    program.wait_until("chosen in reverse video", move |program| {
        let terminal = program.terminal.lock().unwrap();
        terminal.parser.screen().cell(row, column).is_some_and(vt100::Cell::inverse)
    });
    {
        let terminal = program.terminal.lock().unwrap();
        let screen = terminal.parser.screen();
        for (row, column) in (0..24).flat_map(|row| (0..80).map(move |column| (row, column))) {
            let cell = screen.cell(row, column).unwrap();
            assert_eq!((cell.fgcolor(), cell.bgcolor()), Default::default());
        }
    }
    let mut program = Program::start(&[], &[("LANG", "C")]);
    program.wait_for("? help");
    assert!(program.screen().is_ascii(), "{}", program.screen());
}

#[test]
fn a_terminal_that_cannot_be_drawn_on_is_told_so() {
    let mut program = Program::start(&[], &[("TERM", "dumb")]);
    program.wait_for("payback --render");
    assert_eq!(program.wait_for_end(), 2);
}
