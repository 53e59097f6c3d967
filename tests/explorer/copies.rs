//! `y` on every screen, in every form that it offers.

use crate::support::{Desk, preset};
use payback::key::parse_keys;
use payback::model::{Driver, Input, Scenario};
use payback::preset::Currency;
use payback::report::picture;
use payback::session::{Copied, Effect, Screen};
use payback::view::format;
use roxmltree::Document;

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
    ("7", Screen::Programme),
    ("Right*5 c", Screen::Compare),
    ("b", Screen::Paybacks),
    ("t text:10 Enter", Screen::Solve),
    ("x Down Right", Screen::Explain),
];

/// What `y`, the line of the list and a key ask the app to copy.
fn asked(desk: &mut Desk, line: usize, key: &str) -> (Copied, bool) {
    let mut effects = Vec::new();
    for key in parse_keys(&format!("y Home Down*{line} {key}")).unwrap() {
        let action = desk.session.action_of(key);
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
        for (line, what) in desk.session.copies().into_iter().enumerate() {
            desk.keys("y").assert_shows(what.label());
            desk.keys("Esc");
            assert_eq!(asked(&mut desk, line, "Enter"), (what, false), "{keys}");
            assert_eq!(asked(&mut desk, line, "f"), (what, true), "{keys}");
            assert!(desk.session.dialog.is_none());
        }
    }
}

#[test]
fn every_table_is_one_for_its_reader() {
    for (keys, _) in SCREENS {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.frame();
        desk.keys(keys);
        let text = |what| desk.copied(what).unwrap();
        let (tabbed, marked) = (text(Copied::Table), text(Copied::Markdown));
        let full: Vec<Vec<&str>> = tabbed.lines().map(|row| row.split('\t').collect()).collect();
        assert!(full.len() > 3, "{keys}: {tabbed}");
        for row in &full {
            assert_eq!(row.len(), full[0].len(), "{keys}: {row:?}");
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '@'])), "{keys}: {row:?}");
        }
        let title = marked.lines().next().unwrap();
        assert!(title.starts_with("APEC $40bn, as announced"), "{keys}: {title}");
        let whose = ["bear", "base", "bull", "drivers", "each driver", "claims", "compared"];
        assert!(whose.iter().any(|name| title.contains(name)), "{keys}: {title}");
        assert_eq!(title.contains("unsaved"), desk.session.is_unsaved(), "{keys}: {title}");
        for table in marked.split("\n\n").filter(|block| block.starts_with('|')) {
            let rows: Vec<&str> = table.lines().collect();
            let columns = |row: &str| row.replace("\\|", "").matches('|').count();
            assert!(rows.len() > 2, "{keys}: {table}");
            assert!(rows.iter().all(|row| columns(row) == columns(rows[0])), "{keys}: {table}");
            let rule = |cell: &str| ["", "---", "--:"].contains(&cell);
            assert!(rows[1].split('|').all(rule), "{keys}: {table}");
        }
    }
}

#[test]
fn what_never_comes_is_said_in_markdown_and_empty_for_a_spreadsheet() {
    for keys in ["1", "2", "2 v", "3", "4", "b", "t text:10 Enter", "x"] {
        let mut stressed = preset("apec-40b");
        for scenario in Scenario::ALL {
            stressed.inputs.set(Input::Driver(Driver::Utilization), scenario, 0.4);
        }
        let mut desk = Desk::on(stressed).sized(120, 40);
        desk.frame();
        desk.keys(keys);
        let text = |what| desk.copied(what).unwrap();
        let (tabbed, marked) = (text(Copied::Table), text(Copied::Markdown));
        assert!(marked.contains("| never by 2040 |"), "{keys}: {marked}");
        assert!(!tabbed.contains("never"), "{keys}: {tabbed}");
        assert!(!marked.contains("payback_years"), "{keys}: {marked}");
    }
}

#[test]
fn copies_in_markdown_read_well() {
    for (name, keys) in [
        ("explore", "1"),
        ("drivers", "2"),
        ("attribution", "m Home Down Enter 2 v v v"),
        ("risk", "4"),
        ("cash", "5"),
        ("claims", "6"),
        ("programme", "7"),
        ("compare", "Right*5 c"),
        ("paybacks", "b"),
        ("solve", "t text:10 Enter"),
        ("explain", "x Down Right"),
    ] {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.frame();
        desk.keys(keys);
        let copied = desk.copied(Copied::Markdown).unwrap();
        insta::assert_snapshot!(format!("markdown_{name}"), copied);
    }
}

#[test]
fn years_are_copied_without_a_comma() {
    for keys in ["4", "5", "Right c", "7"] {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        let marked = desk.copied(Copied::Markdown).unwrap();
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
            let text = |desk: &Desk, what| desk.copied(what).unwrap();
            let figure = text(&desk, Copied::Figure);
            let metric = desk.session.metric;
            let outcome = &desk.session.results.scenarios[scenario].outcome;
            let value =
                format::metric(Currency::DOLLAR, outcome, metric, desk.session.horizon_year());
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

/// Where there is a chart for documents it is offered, and is a drawing of what is open; nowhere else.
#[test]
fn the_chart_of_a_screen_is_the_drawing_of_what_is_open() {
    for (keys, part) in [
        ("1", Some("Operating income")),
        ("2", Some("what moves payback of base")),
        ("Tab 2 v", Some("Payback of bull")),
        ("2 v v v", None),
        ("3 = text:11 Enter", Some("Power delay")),
        ("4", Some("Payback")),
        ("5", Some("cash")),
        ("6", None),
        ("7", None),
        ("8", Some("reported")),
        ("b", Some("ayback")),
        ("x", None),
    ] {
        let id = if keys == "8" { "aws-backtest" } else { "apec-40b" };
        let mut desk = Desk::at(id).sized(120, 40);
        desk.frame();
        desk.keys(keys);
        let is_offered = desk.session.copies().contains(&Copied::Chart);
        let drawn = desk.copied(Copied::Chart);
        assert_eq!((is_offered, drawn.is_ok()), (part.is_some(), part.is_some()), "{keys}");
        let (Ok(drawn), Some(part)) = (drawn, part) else { continue };
        let document = Document::parse(&drawn).unwrap();
        let texts: Vec<&str> =
            document.descendants().filter_map(|node| node.text()).map(str::trim).collect();
        assert!(texts.iter().any(|text| text.contains(part)), "{keys}: {texts:?}");
        assert!(texts.iter().any(|text| text.contains(&desk.session.preset.name)), "{keys}");
    }
    // One that isn't worked out yet is of something else.
    let mut desk = Desk::at("apec-40b");
    desk.keys("3 4 3");
    desk.answering = false;
    desk.keys("1 Right 3");
    let stale = desk.copied(Copied::Chart);
    assert!(stale.unwrap_err().contains("still being worked out"));
}

/// The screen as a drawing has the screen's words.
#[test]
fn the_screen_as_a_drawing_says_what_the_screen_says() {
    for (keys, _) in SCREENS {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.frame();
        desk.keys(keys);
        let drawn = desk.copied(Copied::Picture).unwrap();
        let document = Document::parse(&drawn).unwrap();
        let said: String = document
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .flat_map(str::split_whitespace)
            .collect();
        for word in ["payback", "LINK", desk.session.screen.label()] {
            assert!(said.contains(word), "{keys}: {said}");
        }
    }
}

/// Before it is written, the list says what it will hold.
#[test]
fn the_list_says_what_a_report_will_hold() {
    for (keys, said) in [
        ("5", ["that nothing differs from apec-40b", "no odds"]),
        ("Right*2 4", ["what differs from apec-40b as bundled", "the odds of 100,000 draws"]),
    ] {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.keys(keys);
        let line = desk.session.copies().iter().position(|what| *what == Copied::Report).unwrap();
        desk.keys(&format!("y Home Down*{line}"));
        for said in said {
            desk.assert_shows(said);
        }
    }
}
