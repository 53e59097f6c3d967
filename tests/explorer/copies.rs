//! `y` on every screen, in every form that it offers.

use crate::support::Desk;
use payback::key::parse_keys;
use payback::model::Scenario;
use payback::report::{copy, picture};
use payback::session::{Copied, Effect, Screen};
use payback::view::format;

/// Every screen and view with something of its own to copy, and the keys that lead there.
const SCREENS: &[(&str, Screen)] = &[
    ("1", Screen::Explore),
    ("1 Down*2 Enter", Screen::Explore),
    ("2", Screen::Drivers),
    ("2 v", Screen::Drivers),
    ("2 v v", Screen::Drivers),
    ("m Home Down Enter 2 v v v", Screen::Drivers),
    ("3 = text:11 Enter", Screen::Grid),
    ("4", Screen::Risk),
    ("4 v", Screen::Risk),
    ("4 v v", Screen::Risk),
    ("5", Screen::Cash),
    ("5 v", Screen::Cash),
    ("6", Screen::Claims),
    ("7", Screen::Numbers),
    ("Right*5 c", Screen::Compare),
    ("b", Screen::Paybacks),
    ("t text:10 Enter", Screen::Solve),
    ("x Down Right", Screen::Explain),
];

/// What `y`, the line of the list and a key ask the app to copy.
fn asked(desk: &mut Desk, line: usize, key: &str) -> (Copied, bool) {
    let mut effects = Vec::new();
    for key in parse_keys(&format!("y Home Down*{line} {key}")).unwrap() {
        let action = desk.session.action_of(key).expect("a key that acts");
        let now = desk.now();
        effects.extend(desk.session.apply(action, now));
    }
    let copy = |effect| match effect {
        Effect::Copy { what, to_file } => Some((what, to_file)),
        _ => None,
    };
    effects.into_iter().find_map(copy).expect("something to copy")
}

#[test]
fn every_line_of_the_list_copies_what_it_says_to_either_place() {
    for (keys, screen) in SCREENS {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.answering = false;
        desk.frame();
        desk.keys(keys);
        assert_eq!(desk.session.screen, *screen, "{keys}");
        for (line, what) in Copied::ALL.into_iter().enumerate() {
            desk.keys("y").assert_shows(what.label());
            desk.keys("Esc");
            assert_eq!(asked(&mut desk, line, "Enter"), (what, false), "{keys}");
            assert_eq!(asked(&mut desk, line, "f"), (what, true), "{keys}");
            assert!(desk.session.dialog.is_none());
        }
    }
}

/// A figure as people read it, back into a number and half of its last digit: `−$1,234.5 bn`,
/// `12.5 %`.
fn number(text: &str) -> Option<(f64, f64)> {
    let digits: String = text
        .replace('−', "-")
        .chars()
        .filter(|letter| letter.is_ascii_digit() || matches!(letter, '-' | '.'))
        .collect();
    let value: f64 = digits.parse().ok()?;
    let decimals = digits.split_once('.').map_or(0, |(_, behind)| behind.len());
    let factor = if text.ends_with('%') { 0.01 } else { 1.0 };
    Some((value * factor, 0.500_001 * 0.1_f64.powi(decimals.try_into().ok()?) * factor))
}

#[test]
fn both_tables_of_every_screen_hold_the_same_cells() {
    for (keys, _) in SCREENS {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.frame();
        desk.keys(keys);
        let text = |what| copy::text(&desk.session, &desk.look, what, desk.size);
        let (tabbed, marked) = (text(Copied::Table), text(Copied::Markdown));
        let full: Vec<Vec<&str>> = tabbed.lines().map(|row| row.split('\t').collect()).collect();
        let read: Vec<Vec<&str>> = marked
            .lines()
            .map(|row| {
                let cells = row.strip_prefix("| ").and_then(|row| row.strip_suffix(" |"));
                cells.unwrap_or_else(|| panic!("{keys}: {row}")).split(" | ").collect()
            })
            .collect();
        assert!(full.len() > 3, "{keys}: {tabbed}");
        assert_eq!(full.len() + 1, read.len(), "{keys}: the rule under the head");
        assert!(read[1].iter().all(|cell| ["---", "--:"].contains(cell)), "{keys}");
        for (index, row) in full.iter().enumerate() {
            let shown = &read[if index == 0 { 0 } else { index + 1 }];
            assert_eq!(row.len(), full[0].len(), "{keys}, row {index}: {row:?}");
            assert_eq!(row.len(), shown.len(), "{keys}, row {index}: {row:?}, {shown:?}");
            for (cell, shown) in row.iter().zip(shown) {
                assert!(!cell.starts_with(['=', '+', '@']), "{cell} is a formula");
                match cell.parse::<f64>() {
                    Ok(value) => {
                        let read = number(shown).unwrap_or_else(|| panic!("{keys}: {shown}"));
                        let (near, slack) = read;
                        assert!((near - value).abs() <= slack, "{keys}: {cell} reads {shown}");
                    }
                    Err(_) => assert_eq!(cell.trim_start_matches('\''), shown.replace("\\|", "|")),
                }
            }
        }
    }
}

#[test]
fn years_are_copied_without_a_comma() {
    for keys in ["4", "5", "Right c", "7"] {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        let marked = copy::text(&desk.session, &desk.look, Copied::Markdown, desk.size);
        assert!(!marked.contains("2,0"), "{keys}: {marked}");
    }
}

#[test]
fn the_figure_and_the_screen_are_copied_as_they_are_shown() {
    for (keys, _) in SCREENS {
        for scenario in Scenario::ALL {
            let mut desk = Desk::at("apec-40b").sized(120, 40);
            desk.answering = false;
            desk.frame();
            desk.keys(keys);
            desk.session.scenario = scenario;
            desk.frame();
            let text = |desk: &Desk, what| copy::text(&desk.session, &desk.look, what, desk.size);
            let figure = text(&desk, Copied::Figure);
            let metric = desk.session.metric;
            let outcome = &desk.session.results.scenarios[scenario].outcome;
            let value = format::metric(outcome, metric, desk.session.horizon_year());
            let label = metric.spec().label;
            let begins = format!("{label} of {}: {value} (APEC $40bn, as announced", scenario.id());
            assert!(figure.starts_with(&begins), "{figure}");
            assert_eq!(figure.contains("unsaved"), desk.session.is_unsaved(), "{figure}");
            let screen = text(&desk, Copied::Screen);
            desk.look = desk.look.for_plain_text();
            assert_eq!(screen, picture::text(&desk.frame().0), "{keys}");
        }
    }
}
