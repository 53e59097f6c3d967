//! Every dialog at every size: whole, with its keys, and with a sign wherever something is cut; and
//! figures that stand apart on every screen.

use crate::support::{Desk, preset};
use payback::preset::Library;
use payback::preset::library::BUNDLED;
use payback::session::Dialog;
use std::collections::BTreeSet;

/// What opens each dialog, and a name of it.
pub const DIALOGS: &[(&str, &str)] = &[
    ("help", "?"),
    ("the end of help", "? End"),
    ("words and marks", "? Tab"),
    ("help, filtered", "? / text:pin"),
    ("the palette", ":"),
    ("the palette, looked in", ": text:util"),
    ("the metrics, filtered", "m / text:income"),
    ("a value", "="),
    ("a value refused", "= text:172 Enter"),
    ("two readings", "= text:0.72 Enter"),
    ("a target to solve for", "t"),
    ("a target of the grid", "3 ="),
    ("the metrics", "m"),
    ("the last metric", "m End"),
    ("an axis", "3 i"),
    ("the other axis", "3 I PageDown*3"),
    ("copy", "y"),
    ("save as", "s"),
    ("save as, listed", "S text:/ Tab"),
    ("open", "o"),
    ("open, looked for", "o text:war"),
    ("open, nothing found", "o text:zzz"),
    ("rename", "o text:mine ctrl-r"),
    ("duplicate", "o ctrl-d"),
    ("what comes along", "o ctrl-d Enter Down"),
    ("delete", "o text:mine ctrl-x"),
    ("deleted", "o ctrl-t"),
    ("deleted, its name", "o ctrl-t n"),
    ("compare with", "c w"),
    ("texts", "E"),
    ("a source", "Right e"),
    ("a claim", "6 Home e"),
    ("a claim refused", "6 Home e Down*6 Right Down Home Delete*9 text:much Enter"),
    ("a calibration", "6 C"),
    ("a calibration, filtered", "6 C / text:yield"),
    ("a calibration of nothing", "6 C Space Down Space Down Space Enter"),
    ("a calibration worked out", "6 C Enter"),
    ("a claim left", "6 n text:It_pays Esc"),
    ("a target of risk", "4 ="),
    ("a setting of risk", "4 v v Down ="),
    ("history", "Right*5 Down Right*3 z"),
    ("no history", "z"),
    ("pins", "p P"),
    ("no pins", "P"),
    ("a pin's name", "P n"),
    ("a pin asked about", "p P D"),
    ("a taken name", "Right s Home Delete*20 text:mine Enter"),
    ("what differs there", "Right s Home Delete*20 text:mine Enter v"),
    ("unsaved", "Right q"),
    ("unsaved with pins", "p Right q"),
    ("unsaved before opening", "Right o Down Enter"),
    ("pins lost", "p q"),
];

fn desk(folder: &std::path::Path, keys: &str, size: (u16, u16)) -> Desk {
    let mut desk = Desk::saving_in(folder, "apec-40b").sized(size.0, size.1);
    desk.answering = false;
    desk.frame();
    desk.keys(keys);
    desk
}

/// The lines of the dialog, borders included, of a screen that one is open on.
fn popup(screen: &str) -> Vec<String> {
    let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let corner = |line: &Vec<char>| line.iter().position(|letter| *letter == '┌');
    let top = lines.iter().position(|line| corner(line).is_some()).expect("a dialog's corner");
    let left = corner(&lines[top]).unwrap();
    let right = lines[top].iter().rposition(|letter| *letter == '┐').expect("its other corner");
    let ends = |line: &Vec<char>| line.get(left) == Some(&'└') && line.get(right) == Some(&'┘');
    let bottom = lines.iter().rposition(ends).expect("its lower corners");
    lines[top..=bottom].iter().map(|line| line[left..=right].iter().collect()).collect()
}

fn words(popup: &[String]) -> BTreeSet<String> {
    let inside = &popup[1..popup.len() - 1];
    let text =
        inside.iter().map(|line| line.trim_matches(['│', '▴', '▾', '┌', '┐'])).collect::<Vec<_>>();
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    text.join(" ").split_whitespace().filter(is_word).map(str::to_owned).collect()
}

#[test]
fn every_dialog_is_whole_and_cuts_nothing_silently_at_any_size() {
    let folder = tempfile::tempdir().unwrap();
    let mine = preset("price-war");
    let library = Library::at(folder.path());
    library.save_as("mine", &mine).unwrap();
    library.save_as("gone", &mine).unwrap();
    library.trash("gone").unwrap();
    for (name, keys) in DIALOGS {
        let mut wide = desk(folder.path(), keys, (200, 60));
        assert!(wide.session.dialog.is_some(), "{name}: no dialog");
        let all = words(&popup(&wide.screen()));
        for size in [(60, 20), (61, 21), (80, 24), (120, 40), (200, 60)] {
            let mut desk = desk(folder.path(), keys, size);
            let screen = desk.screen();
            let popup = popup(&screen);
            for line in &popup[1..popup.len() - 1] {
                let ends = (line.chars().next(), line.chars().last());
                let sound = ends.0 == Some('│') && ends.1.is_some_and(|end| "│▴▾".contains(end));
                assert!(sound, "{name} at {size:?}: a torn border\n{screen}");
            }
            let foot = popup.last().unwrap();
            assert!(foot.chars().any(char::is_alphabetic), "{name} at {size:?}: no keys\n{screen}");
            let missing: Vec<_> = all.difference(&words(&popup)).cloned().collect();
            let is_told = popup.iter().any(|line| line.contains(['…', '▾', '▴']));
            assert!(
                missing.is_empty() || is_told,
                "{name} at {size:?} cuts {missing:?} without a sign\n{screen}"
            );
        }
    }
    // Nothing was saved on the way.
    assert!(!folder.path().join("apec-40b-mine.ron").exists());
}

#[test]
fn no_dialog_panics_on_a_screen_that_is_too_small() {
    let folder = tempfile::tempdir().unwrap();
    Library::at(folder.path()).save_as("mine", &preset("price-war")).unwrap();
    for (_, keys) in DIALOGS {
        let mut desk = desk(folder.path(), keys, (80, 24));
        for size in [(0, 0), (1, 1), (3, 9), (20, 5), (59, 20), (60, 19), (59, 60), (300, 19)] {
            desk.size = size;
            let screen = desk.screen();
            assert!(size.0 < 40 || screen.contains("payback needs 60×20"), "{screen}");
        }
        // What is open stays so, and is left as usual.
        desk.size = (80, 24);
        for _ in 0..3 {
            desk.keys("Esc");
        }
        assert!(!matches!(desk.session.dialog, Some(Dialog::Help(_))));
    }
}

/// Every screen with figures in columns.
pub const SCREENS: &[&str] = &[
    "1",
    "1 Down*2 Enter",
    "1 Down*4 Enter",
    "2",
    "2 v",
    "2 v v",
    "2 v v v",
    "3",
    "4",
    "4 v",
    "4 v v",
    "5",
    "5 v",
    "6",
    "7",
    "7 PageDown*2",
    "7 End",
    "9",
    "9 v",
    "b",
    "t text:10 Enter",
    "x Right Down Right",
    "L Down H Down L Down L 7 Down*3 L*3 c",
    "c w text:price-war Enter",
    "p L 1",
];

/// Where two figures touch, or a cut label touches one.
pub fn touching(line: &str) -> Option<String> {
    let letters: Vec<char> = line.chars().collect();
    let begins = |at: usize| {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let amount = next.is_ascii_digit() || next == '$';
        letters[at].is_ascii_digit() || matches!(letters[at], '−' | '+' | '$') && amount
    };
    for at in 1..letters.len() {
        let before = letters[at - 1];
        let is_digit = letters[at].is_ascii_digit();
        // A unit stands behind a digit and a space.
        let unit = |unit: &str| {
            let text: String = letters[..at].iter().collect();
            text.strip_suffix(unit)
                .and_then(|rest| rest.strip_suffix(' '))
                .is_some_and(|rest| rest.ends_with(|letter: char| letter.is_ascii_digit()))
        };
        let behind_unit = ["y", "bn", "mo", "pp", "%", "wk", "bn/yr"].iter().any(|name| unit(name));
        let behind_digit = before.is_ascii_digit() && !is_digit;
        if begins(at) && (behind_unit || behind_digit || before == '…') {
            return Some(
                letters[at.saturating_sub(12)..(at + 8).min(letters.len())].iter().collect(),
            );
        }
    }
    let mut numbers = line.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    numbers
        .find(|number| number.matches('.').count() > 1 && !number.contains(".."))
        .map(str::to_owned)
}

#[test]
fn touching_figures_are_told() {
    for line in ["8.3 y9.1 y", "12.311.4", "2.0−3.1", "40 %12 %", "$2.0 bn$3.0 bn", "Label…12.0"]
    {
        assert!(touching(line).is_some(), "{line}");
    }
    for line in ["8.3 y 9.1 y", "6–12 mo", "P50 12.3", "2025-11", "+$2.0 bn", "$40bn", "0.4…", "…"]
    {
        assert_eq!(touching(line), None, "{line}");
    }
}

#[test]
fn no_two_figures_touch_on_any_screen_of_any_preset() {
    for (id, _) in BUNDLED {
        for keys in SCREENS {
            let mut desk = Desk::at(id).sized(60, 20);
            // A column is as wide as its figures, whatever was drawn how often.
            desk.answering = !keys.starts_with('4') || id == "apec-40b";
            desk.frame();
            desk.keys(keys);
            for size in [(60, 20), (80, 24), (120, 40)] {
                desk.size = size;
                let screen = desk.screen();
                for line in screen.lines() {
                    let found = touching(line);
                    assert_eq!(found, None, "{id}, {keys} at {size:?}\n{screen}");
                }
            }
        }
    }
}

#[test]
fn the_list_to_compare_with_says_so_and_how_to_leave_it_at_every_size() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path(), "c w", size);
        desk.assert_shows("Enter compare");
        desk.assert_shows("Esc close");
        desk.assert_lacks("Enter open");
        desk.keys("Esc o").assert_shows("Enter open");
    }
}
