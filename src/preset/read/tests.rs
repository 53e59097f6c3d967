//! Reading by format: newer ones are refused, older ones brought up to date. There is no older
//! format yet, so that one is made up here.

use super::*;
use crate::model::{Driver, Scenario};
use crate::preset::format::migration::Edit;
use crate::preset::library::BUNDLED;
use crate::preset::locate::Node;

/// Format 0, as it never was: `use` for `utilization`, in percent, and the power delay a plain
/// number of months.
const FORMAT_0: [Step; 1] = [Step { from: 0, edits: from_0 }];

fn from_0(outline: &Outline<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let format = outline.find("format");
    edits.push(Edit { span: format.span, text: "1".to_owned() });
    let scenarios: Vec<Node> = outline.children(outline.find("scenarios")).cloned().collect();
    for scenario in &scenarios {
        if let Some(node) = outline.child(scenario, "use") {
            let percent = outline.text(node.span).parse::<f64>();
            let text = match percent {
                Ok(percent) => format!("utilization: {:?}", percent / 100.0),
                Err(_) => format!("utilization: {}", outline.text(node.span)),
            };
            let start = node.key.map_or(node.span.start, |key| key.start);
            edits.push(Edit { span: Span { start, end: node.span.end }, text });
        }
        if let Some(node) = outline.child(scenario, "power_delay") {
            let text = format!("Months({})", outline.text(node.span));
            edits.push(Edit { span: node.span, text });
        }
    }
    edits
}

const OLD: &str = "(
    format: 0, name: \"Old\",
    scenarios: (
        bear: (use: 45, margin: 0.29, power_delay: 18.0, attach: 0.15),
        base: (use: 65, margin: 0.31, power_delay: 3.0, attach: 0.30),
        bull: (use: 80, margin: 0.32, power_delay: 0.0, attach: 0.45),
    ),
)
";

fn report(text: &str) -> String {
    read_text(text, "old.ron", &FORMAT_0).expect_err("it is refused").to_string()
}

#[test]
fn an_older_format_is_read_as_the_present_one() {
    let preset = read_text(OLD, "old.ron", &FORMAT_0).unwrap_or_else(|error| panic!("{error}"));
    let base = preset.inputs.scenarios[Scenario::Base].drivers();
    assert_eq!(base[Driver::Utilization].to_bits(), 0.65_f64.to_bits());
    assert_eq!(base[Driver::PowerDelay].to_bits(), 3.0_f64.to_bits());
    // Saved again, it is of the present format.
    assert!(crate::preset::to_ron(&preset).contains("    format: 1,\n"));
}

#[test]
fn what_is_wrong_with_an_older_file_is_shown_where_it_stands() {
    let wrong = OLD
        .replace("margin: 0.31", "marge: 0.31")
        .replace("use: 80", "use: 180")
        .replace("18.0", "\"long\"");
    insta::assert_snapshot!(report(&wrong));
}

#[test]
fn a_step_that_is_missing_is_said() {
    let error = read(OLD.as_bytes(), "old.ron").unwrap_err().to_string();
    assert!(error.contains("There is no format 0; the first one is 1."), "{error}");
}

#[test]
fn a_newer_format_is_refused_before_anything_else_is_looked_at() {
    let newer = "(format: 2, name: <<a new kind of text>>, scenarios: {1 => 2})";
    for text in [newer, "// c\nPreset(\n    format: 7,\n    wave: ~~~\n)", "(name: 3, format: 2)"] {
        let error = read(text.as_bytes(), "new.ron").unwrap_err();
        assert_eq!(error.problems().len(), 1, "{error}");
        assert!(error.to_string().contains("; this program reads formats up to 1."), "{error}");
    }
    // What isn't newer is judged as ever.
    let torn = read(b"(format: 1, name: <<", "torn.ron").unwrap_err().to_string();
    assert!(torn.contains("can't stand here"), "{torn}");
}

#[test]
fn places_are_followed_back_to_the_file() {
    let first = migration::migrated(OLD, 0, &FORMAT_0).unwrap();
    let at = |text: &str, part: &str| {
        let start = text.find(part).unwrap();
        Span { start, end: start + part.len() }
    };
    for (new, old) in [
        ("utilization: 0.65", "use: 65"),
        ("margin: 0.31", "margin: 0.31"),
        ("Months(18.0)", "18.0"),
        ("bull", "bull"),
        ("0.45),\n    )", "0.45),\n    )"),
    ] {
        let place = first.original(at(&first.text, new));
        assert_eq!(place, at(OLD, old), "{new}");
    }
    let end = Span { start: first.text.len(), end: first.text.len() };
    assert_eq!(first.original(end).start, OLD.len());
    let (_, text) = BUNDLED[0];
    assert_eq!(migration::migrated(text, FORMAT, &FORMAT_0).unwrap().text, text);
}
