//! Pictures of every question screen at the sizes that people have.

use crate::support::Desk;
use payback::view::Look;

/// What a person presses from the start, and what the picture is called.
const SCREENS: &[(&str, &str)] = &[
    ("tornado", "2"),
    ("spider", "2 v"),
    ("plus_minus", "2 v v"),
    ("attribution", "2 v v v"),
    ("attribution_of_income", "m Home Down Enter 2 v v v"),
    ("grid", "3"),
    ("grid_contour", "3 = text:10 Enter Right*5 Up*3"),
    ("cash", "5"),
    ("cash_of_the_bear", "5 BackTab"),
    ("cash_side_by_side", "5 v"),
    ("cash_by_quarter", "5 d"),
    ("claims", "6 Home"),
    ("claims_failing", "6"),
    ("claims_plausibility", "6 End"),
    ("calibrate", "6 C"),
    ("calibrate_found", "6 C Enter"),
    ("programme", "7"),
    ("programme_texts", "7 g Down"),
    ("programme_of_gdp", "7 / text:gdp Enter Down*4"),
    ("programme_date", "7 Down = text:2024-01 Enter"),
    ("programme_site", "7 d Enter"),
    ("backtest_nothing", "8"),
    ("compare", "Right*3 c"),
    ("compare_nothing", "c"),
    ("paybacks", "b"),
    ("solve", "t text:10 Enter"),
    ("solve_of_a_claim", "6 Home PageDown Enter"),
    ("explain", "x Down Right Down Right"),
    ("target", "t"),
    ("target_of_npv", ": text:npv Enter t"),
    ("metrics", "m"),
    ("axes", "3 i"),
];

fn pictures(size: (u16, u16), only: &[&str]) {
    for (name, keys) in SCREENS {
        if only.is_empty() || only.contains(name) {
            let look = Look::new(true, true).for_plain_text();
            let mut desk = Desk::at("apec-40b").sized(size.0, size.1).looking(look);
            // What a screen has room for is known before the first key.
            desk.frame();
            desk.keys(keys);
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), desk.screen());
        }
    }
}

#[test]
fn every_screen_at_80x24() {
    pictures((80, 24), &[]);
}

#[test]
fn every_screen_at_120x40() {
    pictures((120, 40), &[]);
}

const FEW: &[&str] = &[
    "tornado",
    "spider",
    "grid",
    "cash",
    "cash_side_by_side",
    "claims",
    "programme",
    "compare",
    "paybacks",
    "solve",
    "explain",
];

#[test]
fn screens_at_60x20() {
    pictures((60, 20), FEW);
}

#[test]
fn screens_at_160x50() {
    pictures((160, 50), FEW);
}

/// Those whose charts are a row for each line.
const ROWS: &[&str] = &["claims", "paybacks", "explain", "compare", "compare_nothing"];

#[test]
fn screens_at_200x60() {
    pictures((200, 60), ROWS);
}

#[test]
fn screens_in_ascii() {
    for (name, keys) in SCREENS.iter().filter(|(name, _)| ROWS.contains(name)) {
        let mut desk = Desk::at("apec-40b").looking(Look::new(true, false).for_plain_text());
        desk.frame();
        desk.keys(keys);
        insta::assert_snapshot!(format!("{name}_ascii"), desk.screen());
    }
}
