//! The schema says of every field just what reading it does.

use super::*;
use crate::model::{ProgrammeNumber, SiteNumber};
use crate::preset::library::BUNDLED;
use crate::preset::outline::{Outline, SyntaxKind, SyntaxNode};
use crate::preset::{PresetView, SetTo, read, to_ron};
use std::collections::BTreeSet;

/// A preset with every field that there is, as the program writes it.
fn everything() -> String {
    let mut preset = read(BUNDLED[0].1.as_bytes(), "bundled").unwrap();
    preset.inputs.scenarios[crate::model::Scenario::Bull]
        .set_indicators(crate::model::Indicators::default());
    preset.risk.correlations = vec![(Driver::Margin, Driver::Attach, 0.5)];
    preset.claims[0].bound = crate::analysis::Bound::Within(1.0, 2.0);
    preset.claims[1].bound = crate::analysis::Bound::AtLeast(1.0);
    preset.claims[2].bound = crate::analysis::Bound::AtMost(1.0);
    // What a number was calibrated at is written where it has moved.
    for calibrated in crate::model::programme::Programme::calibrated() {
        let now = calibrated.number.get(&preset.inputs.programme);
        calibrated.number.set(&mut preset.inputs.programme, 0.9 * now);
    }
    let site = preset.inputs.programme.sites[0].clone();
    preset.inputs.programme.sites.push(Site { name: "Second".to_owned(), ..site });
    preset.currency = "€".to_owned();
    preset.views.push(PresetView {
        name: "what must be true".to_owned(),
        preset: Some("apec-40b".to_owned()),
        screen: Some("Solve"),
        scenario: Some(crate::model::Scenario::Base),
        metric: Some(Metric::Npv),
        targets: vec!["npv>=0".to_owned()],
        axes: Some(["utilization", "power_delay"].map(str::to_owned)),
        set: vec![("base.utilization".to_owned(), SetTo::Number(0.7))],
        title: "{base.npv}".to_owned(),
        note: "a note".to_owned(),
        expect: vec!["base.npv > 0".to_owned()],
    });
    to_ron(&preset)
}

/// The path of every value in a text, as the schema writes it.
fn paths(outline: &Outline<'_>, node: &SyntaxNode, at: &str, found: &mut BTreeSet<String>) {
    if !at.is_empty() {
        found.insert(at.to_owned());
    }
    let tag = node.tag.map_or_else(String::new, |tag| format!(".{}", outline.text(tag)));
    for (index, child) in outline.children(node).enumerate() {
        let dot = if at.is_empty() { "" } else { "." };
        let inside = match (node.kind, child.key) {
            (SyntaxKind::List, _) => format!("{at}[]"),
            (SyntaxKind::Map, _) => format!("{at}{{}}"),
            (_, Some(_)) => format!("{at}{tag}{dot}{}", outline.key(child)),
            (_, None) if tag.is_empty() => format!("{at}.{index}"),
            (_, None) => format!("{at}{tag}"),
        };
        paths(outline, child, &inside, found);
    }
}

#[test]
fn the_schema_has_just_the_fields_that_files_have() {
    let text = everything();
    let outline = Outline::of(&text).unwrap();
    let mut written = BTreeSet::new();
    paths(&outline, outline.root(), "", &mut written);
    // Only one scenario is written with each form of the delay.
    let any_scenario = |path: &str| {
        let path = path.replace("scenarios.base.", "scenarios.bear.");
        path.replace("scenarios.bull.", "scenarios.bear.")
    };
    let is_entry = |path: &String| path.ends_with("[]") || path.ends_with("{}");
    let written: BTreeSet<String> =
        written.iter().filter(|path| !is_entry(path)).map(|path| any_scenario(path)).collect();
    let named: BTreeSet<String> = schema().iter().map(|field| any_scenario(&field.path)).collect();
    assert_eq!(written, named);
    // And no path twice.
    assert_eq!(
        schema().len(),
        schema().iter().map(|field| &field.path).collect::<BTreeSet<_>>().len()
    );
}

#[test]
fn every_field_has_a_meaning_and_every_optional_one_a_default() {
    for field in schema() {
        assert!(!field.meaning.is_empty(), "{}", field.path);
        let is_alternative = ["group", "number"].contains(&field.kind)
            && (field.path.starts_with("claims[].") || field.path.contains(".power_delay."));
        let is_filled = field.kind == "group" || field.path == "programme.sites"
            // Left out, they are those of the file itself.
            || field.path == "sources{}.of"
            || field.path.starts_with("programme.calibration.");
        assert!(
            field.required || field.default.is_some() || is_alternative || is_filled,
            "{}",
            field.path
        );
    }
}

/// The text with the value of a path replaced; lists by their first entry.
fn with(text: &str, path: &str, value: &str) -> String {
    let outline = Outline::of(text).unwrap();
    let found = path.replace("[]", ".0").replace(".Months", ".0").replace(".Indicators", "");
    let span = outline.find(&found).span;
    format!("{}{value}{}", &text[..span.start], &text[span.end..])
}

/// The next number up or down.
fn beside(value: f64, up: bool, whole: bool) -> f64 {
    let step = if whole { 1.0 } else { value.abs().max(1.0) * 1e-9 };
    if up { value + step } else { value - step }
}

#[test]
fn reading_accepts_the_ends_of_every_range_and_refuses_what_lies_beyond() {
    let text = everything();
    let mut tried = 0;
    for field in schema() {
        let Some(range) = field.range else { continue };
        // The bear's and the base's delay is in months, the bull's from the indicators.
        let in_indicators = field.path.contains(".Indicators.");
        let in_months = field.path.ends_with(".Months");
        if (in_indicators && !field.path.contains("bull"))
            || (in_months && field.path.contains("bull"))
        {
            continue;
        }
        let judge = |value: f64| {
            let spoilt = with(&text, &field.path, &format!("{value:?}"));
            read(spoilt.as_bytes(), "a.ron").map(|_| ()).map_err(|error| error.to_string())
        };
        let whole = range.whole;
        let (low, above) = (range.min, beside(range.min, true, whole));
        assert_eq!(judge(if range.above_min { above } else { low }), Ok(()), "{}", field.path);
        let below = if range.above_min { low } else { beside(low, false, whole) };
        let mut beyond = vec![below, f64::NAN, f64::INFINITY];
        if range.max.is_finite() {
            assert_eq!(judge(range.max), Ok(()), "{}", field.path);
            beyond.push(beside(range.max, true, whole));
        }
        for value in beyond {
            let error = judge(value).expect_err(&format!("{} {value}", field.path));
            // Formats are refused in their own words.
            let says = error.contains(&format!("valid: {range}")) || field.path == "format";
            assert!(says || !value.is_finite(), "{} {value}\n{error}", field.path);
        }
        tried += 1;
    }
    let numbers = ProgrammeNumber::ALL.len() + SiteNumber::ALL.len();
    assert!(tried > numbers + 3 * (Driver::COUNT - 1), "{tried}");
}

#[test]
fn what_is_required_must_be_there_and_defaults_are_what_holds_otherwise() {
    let text = everything();
    let preset = read(text.as_bytes(), "a.ron").unwrap();
    for field in schema().iter().filter(|field| !field.path.contains(['[', '{'])) {
        let outline = Outline::of(&text).unwrap();
        let found = field.path.replace(".Months", ".0").replace(".Indicators", "");
        let node = outline.find(&found);
        let Some(key) = node.key.filter(|_| outline.key(node) == found.rsplit('.').next().unwrap())
        else {
            continue;
        };
        let end = node.span.end + usize::from(text[node.span.end..].starts_with(','));
        let without = format!("{}{}", &text[..key.start], &text[end..]);
        let read_without = read(without.as_bytes(), "a.ron");
        assert_eq!(read_without.is_err(), field.required, "{}", field.path);
        if let (Ok(read_without), Some(default)) = (read_without, &field.default) {
            let with_default = read(with(&text, &field.path, default).as_bytes(), "a.ron");
            let with_default = with_default.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(read_without, with_default, "{}", field.path);
        }
    }
    assert!(preset.claims.len() > 2);
}
