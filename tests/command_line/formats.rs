//! Files and answers over time: what the first edition kept is read as it was, what a newer one
//! writes is refused in words, and nothing of either is lost.

use crate::evaluation::{Home, assert_same};
use payback::preset::recovery::Recovery;
use payback::preset::{Library, Origin, read_deck};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What the first edition wrote: its own presets, answers on them, settings and a journal, and the
/// first deck.
fn kept(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/first-edition");
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The answers that were kept, by what was asked; the figures of the last ones depend on draws.
const ANSWERS: [(&str, &str); 9] = [
    ("eval", "eval FILE"),
    ("tornado", "tornado FILE --metric npv"),
    (
        "grid",
        "grid FILE --x utilization=0.5..0.8/3 --y power_delay=0..12/3 --metric payback_years --target 10",
    ),
    ("solve", "solve FILE --metric npv --target 0 --vary utilization"),
    ("attribute", "attribute FILE --metric npv --from base --to bull"),
    ("explain", "explain FILE --metric capital"),
    ("paybacks", "paybacks FILE"),
    ("check", "check FILE"),
    ("risk", "risk FILE --draws 1000 --target payback_years<=10"),
];

/// Every name of an answer is in a later one, with a value of the same kind.
fn assert_goes_on(place: &str, now: &Value, then: &Value) {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            for (name, then) in then {
                let now = now.get(name).unwrap_or_else(|| panic!("{place}: ‘{name}’ is gone"));
                assert_goes_on(&format!("{place}.{name}"), now, then);
            }
        }
        (Value::Array(now), Value::Array(then)) => {
            for (index, (now, then)) in now.iter().zip(then).enumerate() {
                assert_goes_on(&format!("{place}.{index}"), now, then);
            }
        }
        (Value::Null, Value::Number(_)) | (Value::Number(_), Value::Null) => {}
        (now, then) => {
            let is_same = std::mem::discriminant(now) == std::mem::discriminant(then);
            assert!(is_same, "{place}: {now} was {then}");
        }
    }
}

/// Every figure is what it was.
fn assert_figures(place: &str, now: &Value, then: &Value) {
    match then {
        Value::Object(fields) => {
            for (name, then) in fields {
                assert_figures(&format!("{place}.{name}"), &now[name], then);
            }
        }
        Value::Array(entries) => {
            assert_eq!(now.as_array().map(Vec::len), Some(entries.len()), "{place}");
            for (index, then) in entries.iter().enumerate() {
                assert_figures(&format!("{place}.{index}"), &now[index], then);
            }
        }
        then => assert_same(place, now, then),
    }
}

#[test]
fn presets_of_the_first_edition_are_answered_as_they_were() {
    let home = Home::new();
    let file = home.write("apec-40b.ron", &kept("apec-40b.ron"));
    for (name, asked) in ANSWERS {
        let asked: Vec<&str> =
            asked.split(' ').map(|word| if word == "FILE" { &*file } else { word }).collect();
        let now = home.run(&[&asked[..], &["--format", "json"]].concat());
        assert_eq!(now.err, "", "{name}");
        let now: Value = serde_json::from_str(&now.out).unwrap();
        let then: Value = serde_json::from_str(&kept(&format!("{name}.json"))).unwrap();
        assert_goes_on(name, &now, &then);
        if name == "eval" {
            assert_figures(name, &now["scenarios"], &then["scenarios"]);
        }
    }
}

#[test]
fn the_first_deck_settings_and_journal_are_read() {
    let home = Home::new();
    let library = Library::bundled_only();
    let mut preset_of =
        |name: &str| library.find(name).map(|found| found.0).map_err(|error| error.to_string());
    let deck = read_deck(kept("six-findings.ron").as_bytes(), "deck.ron", &mut preset_of).unwrap();
    let shown: Vec<_> = deck.views.iter().map(|view| view.screen.unwrap_or("Explore")).collect();
    assert_eq!(shown, ["Cash", "Paybacks", "Explore", "Cash", "Claims", "Risk"]);

    let settings = home.path().join(".config/payback");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("settings.ron"), kept("settings.ron")).unwrap();
    let config = home.done(&["config"]);
    assert!(!config.contains("there is none") && !config.contains("error"), "{config}");

    let journals = home.path().join("library/.payback/journals");
    fs::create_dir_all(&journals).unwrap();
    fs::write(journals.join("1.ron"), kept("journal.ron")).unwrap();
    let library = Library::at(home.path().join("library"));
    let left: Vec<_> = Recovery::of(&library).leftovers().collect();
    assert_eq!(left.len(), 1);
    let unsaved = &left[0].unsaved;
    assert_eq!(unsaved.origin, Origin::Bundled("apec-40b"));
    assert_eq!(payback::preset::differences(&unsaved.saved, &unsaved.open).len(), 1);
}

#[test]
fn what_a_newer_version_wrote_is_refused_in_words_and_left_as_it_is() {
    let newer = "newer version of payback";
    let preset = kept("apec-40b.ron");
    let deck = kept("six-findings.ron");
    let home = Home::new();
    for (text, was, is) in [
        (&preset, "format: 1", "format: 2"),
        (&preset, "format: 1,", "format: 1,\n    horizons: [1],"),
        (&preset, "programme: (", "programme: (\n        water_per_mw: 3.0,"),
        (&preset, "kind: Tested", "kind: Overheard"),
        (&preset, "measure: \"npv\"", "measure: \"lcoe\""),
        (&deck, "format: 1", "format: 2"),
        (&deck, "format: 1,", "format: 1,\n    music: \"loud\","),
        (&deck, "screen: Cash", "screen: Weather"),
        (&deck, "metric: \"payback_years\"", "metric: \"lcoe\""),
    ] {
        assert!(text.contains(was), "{was}");
        let text = text.replacen(was, is, 1);
        let file = home.write("newer.ron", &text);
        if text.contains("scenarios:") {
            home.refused(&["eval", &file], &[newer]);
            home.refused(&["calibrate", &file, "--vary", "base.margin", "--write"], &[newer]);
        } else {
            home.refused(&["present", &file, "--dry-run"], &[newer]);
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), text, "{is}");
    }
}
