//! What holds on every screen: the wheel, the way back, the change that stays.

use crate::support::{Desk, preset};
use payback::session::{Row, Screen};
use payback::view::{ClickTarget, PointerKind};

/// The keys to every screen and every list, whatever is open over it.
const PLACES: &[&str] = &[
    "1",
    "1 Down*2 Enter Down",
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
    "c",
    "b",
    "t text:10 Enter",
    "x Down Right",
    "6 Home e",
    "6 Home e Down*2",
    "Right e",
    "E",
    "z",
    "p P",
    "m",
    "3 i",
    "o",
    "o ctrl-d",
    "y",
    "?",
    "=",
    "= text:0.5 Enter",
    "s",
    "4 =",
    "Right q",
    "p q",
];

// The wheel

#[test]
fn the_wheel_changes_nothing_but_the_chosen_slider() {
    for keys in PLACES {
        for (column, steps) in [(3, -1), (45, 1), (70, -1)] {
            for row in (1..24).step_by(4) {
                let mut desk = Desk::at("grid-freeze");
                desk.answering = false;
                desk.frame();
                desk.keys(keys);
                let before = desk.session.preset.clone();
                let chosen = ClickTarget::Track(desk.session.row);
                let (_, regions) = desk.frame();
                let at = regions.at(column, row).map(|(_, target)| target);
                for _ in 0..8 {
                    desk.mouse(PointerKind::Wheel(steps), column, row);
                }
                let may_move = at == Some(chosen) && desk.session.dialog.is_none();
                let changed = desk.session.preset != before;
                assert!(may_move || !changed, "{keys}, at {column}, {row}: {at:?}");
            }
        }
    }
}

#[test]
fn a_turn_that_began_to_scroll_scrolls_on_until_the_pointer_has_moved_and_rested() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("7");
    let track = desk.track(desk.session.row);
    let (column, row) = (track.x + 5, track.y + 4);
    desk.mouse(PointerKind::Wheel(-1), column, row);
    let scrolled_to = desk.session.row;
    // However long the pointer rests: what has come under it is not changed.
    for _ in 0..9 {
        desk.pause().mouse(PointerKind::Wheel(-1), column, row);
    }
    desk.assert_open("apec-40b");
    assert_ne!(desk.session.row, scrolled_to);
    // A pointer that trembles scrolls on as well.
    let track = desk.track(desk.session.row);
    desk.mouse(PointerKind::Wheel(-1), column, track.y + 1);
    desk.assert_open("apec-40b");
    // Put on the chosen track afterwards, it moves the slider.
    let track = desk.track(desk.session.row);
    desk.pause().mouse(PointerKind::Wheel(1), column + 1, track.y);
    assert_ne!(desk.session.preset, preset("apec-40b"));
}

#[test]
fn a_second_press_on_programme_finds_the_slider_of_the_first() {
    for keys in ["7", "7 PageDown", "7 PageDown*3"] {
        for line in 3..16 {
            let mut desk = Desk::at("apec-40b");
            desk.keys(keys);
            let (_, regions) = desk.frame();
            let Some((area, ClickTarget::Track(pressed))) = regions.at(60, line) else { continue };
            let before = desk.session.preset.clone();
            desk.click(area.x + 20, line).click(area.x + 30, line);
            assert_eq!(desk.session.row, pressed, "{keys}, line {line}");
            let mut only = before.clone();
            let input = pressed.input().expect("a slider");
            let scenario = desk.session.scenario;
            only.inputs.set(input, scenario, desk.session.value(input, scenario));
            assert!(desk.session.preset == only, "{keys}, line {line}: another one moved as well");
        }
    }
}

#[test]
fn lists_scroll_wherever_the_wheel_turns_over_them() {
    for keys in ["2", "2 v v", "6", "t text:10 Enter", "x Right", "5", "7", "Right c"] {
        let mut desk = Desk::at("apec-40b");
        desk.frame();
        desk.keys(keys);
        let before = desk.screen();
        for _ in 0..6 {
            desk.mouse(PointerKind::Wheel(-1), 5, 20);
        }
        assert_ne!(desk.screen(), before, "{keys}: nothing scrolls");
    }
}

// The way back

/// The screens above a main one, with the keys that lead there.
const ABOVE: [(&str, Screen); 4] = [
    ("x", Screen::Explain),
    ("t text:10 Enter", Screen::Solve),
    ("c", Screen::Compare),
    ("b", Screen::Paybacks),
];

#[test]
fn q_and_esc_go_one_level_back_and_only_a_main_screen_is_quit() {
    for main in ["1", "2", "3", "4", "5", "6", "7"] {
        for (keys, screen) in ABOVE {
            for back in ["q", "Esc"] {
                let mut desk = Desk::at("apec-40b");
                desk.answering = false;
                desk.keys(main);
                let from = desk.session.screen;
                desk.keys(keys);
                assert_eq!(desk.session.screen, screen);
                desk.keys(back);
                assert_eq!((desk.session.screen, desk.ended), (from, false), "{main} {keys}");
            }
        }
    }
}

#[test]
fn screens_above_each_other_are_left_one_by_one() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("5 c x t text:10 Enter b");
    let mut seen = Vec::new();
    for _ in 0..4 {
        desk.keys("q");
        seen.push(desk.session.screen);
    }
    assert_eq!(seen, [Screen::Solve, Screen::Explain, Screen::Compare, Screen::Cash]);
    // One that is open below already is gone back to.
    desk.keys("x c x c x");
    desk.keys("q");
    assert_eq!((desk.session.screen, desk.ended), (Screen::Cash, false));
    desk.keys("q");
    assert!(desk.ended);
}

#[test]
fn quitting_asks_when_pins_would_be_lost() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("p Right u q").assert_shows("Quitting discards the pin.");
    assert!(!desk.ended);
    desk.keys("q");
    assert!(!desk.ended && desk.session.dialog.is_none(), "a second q stays");
    desk.keys("P n text:two Enter Esc c ctrl-c").assert_shows("Quitting discards the 2 pins.");
    desk.keys("d");
    assert!(desk.ended);
    // A pin outlives the preset that is open: opening another one asks nothing.
    let mut desk = Desk::at("apec-40b");
    desk.keys("p o Down Enter");
    assert!(desk.session.dialog.is_none() && desk.session.pins.all.len() == 1);
    // Where changes are asked about, the pins are named there, and not asked about again.
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), "apec-40b");
    desk.keys("p Right q").assert_shows("Quitting also discards the pin.");
    desk.keys("s Enter");
    assert!(desk.ended && folder.path().join("apec-40b-mine.ron").exists());
}

// The change

#[test]
fn the_change_of_a_step_stays_until_the_next_edit_or_esc() {
    let meanwhile = [
        "Down", "Up", "Tab", "BackTab", "a", "Enter", "2 1", "5 1", "7 Down 1", "x Esc", "b q",
        "c Esc", "z Esc", "? Esc", "m Esc", "y Esc", "= Esc", "o Esc", "P Esc", "M", "u U",
    ];
    for keys in meanwhile {
        let mut desk = Desk::at("apec-40b");
        desk.keys("Right*7").assert_shows("Op. income ▲0.9  ✗ $3.6 bn");
        desk.pause().keys(keys).pause();
        let screen = desk.screen();
        assert!(screen.contains("Op. income ▲0.9"), "{keys}:\n{screen}");
    }
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*7");
    // The mouse chooses as the keys do.
    let (column, row) = desk.cell_of(ClickTarget::Row(Row::Slider(payback::model::Input::Driver(
        payback::model::Driver::Attach,
    ))));
    desk.click(column, row).assert_shows("Op. income ▲0.9");
    desk.keys("Esc").assert_lacks("Op. income ▲");
    // The next edit shows its own change alone.
    desk.keys("Up*4 Right*2 Down Right").assert_lacks("Op. income ▲0.9");
    let unchanged = desk.session.moved_from().cloned();
    desk.keys("Down*9 Right");
    assert!(unchanged.is_some() && desk.session.moved_from().is_some());
    // Nothing to undo is no edit.
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*7 U").assert_shows("Op. income ▲0.9");
    desk.keys("u").assert_shows("Op. income ▼0.9");
    desk.keys("u").assert_shows("Op. income ▼0.9");
}
