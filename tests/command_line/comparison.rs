//! `compare`: what each side holds stands on its own side, in every form; dates too.

use crate::evaluation::Home;
use serde_json::{Value, json};
use std::fs;

/// Every date of a programme: its key, and what stands for it in the bundled preset's file, the
/// other file, and people's text.
const DATES: [(&str, &str, &str, &str, &str); 6] = [
    ("programme.start", "start: \"2025-11\"", "start: \"2025-10\"", "2025-11", "2025-10"),
    ("programme.horizon", "horizon: \"2040-12\"", "horizon: \"2041-06\"", "2040-12", "2041-06"),
    ("programme.headline_year", "headline_year: 2029", "headline_year: 2030", "2029", "2030"),
    (
        "programme.stress_from",
        "stress_from: \"2028-01\"",
        "stress_from: \"2027-03\"",
        "2028-01",
        "2027-03",
    ),
    ("programme.gdp.by", "by: \"2028-12\"", "by: \"2029-01\"", "2028-12", "2029-01"),
    ("programme.sites.0.first", "first: \"2025-11\"", "first: \"2026-02\"", "2025-11", "2026-02"),
];

fn other_dates(home: &Home) -> String {
    let mut text = home.done(&["presets", "show", "apec-40b"]);
    for (key, from, to, ..) in DATES {
        assert_eq!(text.matches(from).count(), 1, "{key}");
        text = text.replace(from, to);
    }
    home.write("other-dates.ron", &text)
}

/// A date as JSON has it: a year is a number.
fn date(text: &str) -> Value {
    text.parse::<i32>().map_or_else(|_| json!(text), |year| json!(year))
}

#[test]
fn dates_that_differ_are_listed_each_on_its_side() {
    let home = Home::new();
    let other = other_dates(&home);
    for (swapped, sides) in [(false, ["apec-40b", &other]), (true, [&*other, "apec-40b"])] {
        let json = home.json(&["compare", sides[0], sides[1], "--format", "json"]);
        let rows: Vec<Value> = DATES
            .iter()
            .map(|(key, _, _, one, other)| {
                let (a, b) = if swapped { (other, one) } else { (one, other) };
                json!({ "input": key, "a": date(a), "b": date(b) })
            })
            .collect();
        assert_eq!(json["inputs"], json!(rows));
        let csv = home.done(&["compare", sides[0], sides[1], "--format", "csv"]);
        for (key, _, _, one, other) in DATES {
            let (a, b) = if swapped { (other, one) } else { (one, other) };
            let unit = if key == "programme.headline_year" { "year" } else { "YYYY-MM" };
            let line = format!("input,{key},{a},{b},{unit}");
            assert!(csv.lines().any(|found| found == line), "no {line} in\n{csv}");
        }
    }
    let text = home.done(&["compare", "apec-40b", &other]);
    for (label, a, b) in [
        ("Start", "Nov 2025", "Oct 2025"),
        ("Horizon", "Dec 2040", "Jun 2041"),
        ("Headline year", "2029", "2030"),
        ("Stress from", "Jan 2028", "Mar 2027"),
        ("GDP: by", "Dec 2028", "Jan 2029"),
        ("14 APEC economies: First month", "Nov 2025", "Feb 2026"),
    ] {
        let line = text.lines().find(|line| line.trim_start().starts_with(label));
        let words: Vec<&str> = line
            .unwrap_or_else(|| panic!("no {label} in\n{text}"))
            .trim_start()
            .trim_start_matches(label)
            .split("  ")
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        assert_eq!(words, [a, b], "{label}");
    }
    let same = home.json(&["compare", &other, &other, "--format", "json"]);
    assert_eq!(same["inputs"], json!([]));
}

/// A dates's move changes figures: the comparison gives what `eval` gives for each side.
#[test]
fn figures_stand_on_the_side_that_they_are_of() {
    let home = Home::new();
    let other = other_dates(&home);
    for [a, b] in [["apec-40b", "price-war"], ["price-war", "apec-40b"], ["apec-40b", &other]] {
        let json = home.json(&["compare", a, b, "--format", "json"]);
        let sides = [a, b].map(|side| home.json(&["eval", side, "--format", "json"]));
        let csv = home.done(&["compare", a, b, "--format", "csv"]);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        let rows = json["metrics"].as_array().unwrap();
        let mut differing = 0;
        for row in rows {
            let (scenario, metric) =
                (row["scenario"].as_str().unwrap(), row["metric"].as_str().unwrap());
            let [a, b] =
                sides.each_ref().map(|side| &side["scenarios"][scenario]["metrics"][metric]);
            assert_eq!((&row["a"], &row["b"]), (a, b), "{row}");
            let name = format!("{scenario}.{metric}");
            let record = records.iter().find(|record| record[1] == name).expect("a line");
            // Read by the same reader, which may round the last digit.
            let cell = |index: usize| serde_json::from_str::<f64>(&record[index]).ok();
            assert_eq!((cell(2), cell(3)), (a.as_f64(), b.as_f64()), "{name}");
            differing += usize::from(a != b);
        }
        assert!(differing > 20, "{differing}");
        for row in json["inputs"].as_array().unwrap() {
            let record = records.iter().find(|record| record[1] == *row["input"].as_str().unwrap());
            let record = record.expect("a line");
            for (side, index) in [("a", 2), ("b", 3)] {
                let said = match &row[side] {
                    Value::String(text) => text.clone(),
                    value => value.as_f64().map_or_else(String::new, |value| value.to_string()),
                };
                assert_eq!(record[index], said, "{row}");
            }
        }
    }
}

/// The currency is no input, but all amounts are in it.
#[test]
fn two_currencies_are_named_before_the_amounts_that_they_keep_apart() {
    let home = Home::new();
    let file = |name: &str, text: &str| {
        let path = home.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let dollars = home.done(&["presets", "show", "apec-40b"]);
    let euros =
        file("euros.ron", &dollars.replacen("format: 1,", "format: 1, currency: \"€\",", 1));
    let alone = home.done(&["compare", "apec-40b", &euros]);
    let named = "A is in $ and B in €: amounts can't be compared.";
    assert!(alone.contains(&format!("\nNo input differs, but {named}\n")), "{alone}");
    assert!(!alone.contains("Inputs that differ"), "{alone}");
    assert!(alone.contains("$2.7 bn") && alone.contains("€2.7 bn"), "{alone}");
    let both = home.done(&["compare", &euros, "price-war"]);
    let turned = "\nA is in € and B in $: amounts can't be compared.\n";
    assert!(both.contains(turned) && both.contains("Inputs that differ"), "{both}");
    let same = home.done(&["compare", &euros, &euros]);
    assert!(same.contains("No input differs, and so no figure does."), "{same}");
}
