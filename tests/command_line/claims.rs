//! `check`: what its text, JSON and CSV say of claims, held against each other and against `eval`.

use crate::evaluation::Home;
use serde_json::{Value, json};

/// A claim of the base scenario as a file writes it.
fn claim(id: &str, kind: &str, measure: &str, bound: &str) -> String {
    format!(
        "(id: \"{id}\", says: \"{id}\", kind: {kind}, scenario: base, measure: \"{measure}\", {bound}),"
    )
}

/// A preset's file with these claims and some lines replaced.
fn file(home: &Home, id: &str, claims: &[String], replaced: &[(&str, &str)]) -> String {
    let bundled = home.done(&["presets", "show", id]);
    let (before, rest) = bundled.split_once("    claims: [").expect("claims");
    let (_, after) = rest.split_once("\n    ],\n").expect("their end");
    let mut text = format!("{before}    claims: [{}],\n{after}", claims.concat());
    for (from, to) in replaced {
        assert!(text.contains(from), "no {from}");
        text = text.replace(from, to);
    }
    home.write("claimed.ron", &text)
}

fn checked(home: &Home, file: &str) -> (i32, Value) {
    let said = home.run(&["check", file, "--format", "json"]);
    (said.status, serde_json::from_str(&said.out).expect("JSON"))
}

/// Whether a claim holds, worked out from its value and bound alone.
fn holds(claim: &Value) -> bool {
    let bound = &claim["bound"];
    let (least, most) = match &bound["within"] {
        Value::Array(ends) => (ends[0].as_f64(), ends[1].as_f64()),
        _ => (bound["at_least"].as_f64(), bound["at_most"].as_f64()),
    };
    match claim["value"].as_f64() {
        Some(value) => least.is_none_or(|end| value >= end) && most.is_none_or(|end| value <= end),
        None => most.is_none() && claim["measure"].as_str().unwrap().ends_with("_years"),
    }
}

/// Every form says the same of every claim of every preset, and what it says follows from the
/// figures that `eval` gives.
#[test]
fn text_json_and_csv_say_the_same_of_every_claim() {
    let home = Home::new();
    let list = home.json(&["presets", "list", "--json"]);
    let (mut holding, mut failing) = (0, 0);
    for entry in list.as_array().unwrap() {
        let id = entry["id"].as_str().unwrap();
        let evaluated = home.json(&["eval", id, "--format", "json"]);
        let (_, json) = checked(&home, id);
        let text = home.run(&["check", id]).out;
        let csv = home.run(&["check", id, "--format", "csv"]).out;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let head = reader.headers().unwrap().clone();
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        let claims = json[0]["claims"].as_array().unwrap();
        let marks: Vec<bool> = text
            .lines()
            .filter(|line| line.starts_with(['✓', '✗']))
            .map(|line| line.starts_with('✓'))
            .collect();
        assert_eq!((claims.len(), claims.len()), (records.len(), marks.len()), "{id}");
        let words: Vec<bool> = text
            .lines()
            .filter(|line| line.starts_with("    ") && line.contains("; "))
            .map(|line| !line.contains("does not hold"))
            .collect();
        assert_eq!(words, marks, "{id}");
        for ((claim, record), mark) in claims.iter().zip(&records).zip(marks) {
            let cell = |name: &str| &record[head.iter().position(|cell| cell == name).unwrap()];
            // Read by the same reader, which may round the last digit.
            let number = |name: &str| serde_json::from_str::<f64>(cell(name)).ok();
            assert_eq!(claim["holds"].as_bool(), Some(holds(claim)), "{claim}");
            assert_eq!(cell("holds"), claim["holds"].to_string(), "{claim}");
            assert_eq!(Some(mark), claim["holds"].as_bool(), "{claim}");
            assert_eq!(number("value"), claim["value"].as_f64(), "{claim}");
            let bound = &claim["bound"];
            let ends = match &bound["within"] {
                Value::Array(ends) => [ends[0].as_f64(), ends[1].as_f64()],
                _ => [bound["at_least"].as_f64(), bound["at_most"].as_f64()],
            };
            assert_eq!([number("low"), number("high")], ends, "{claim}");
            for field in ["id", "kind", "scenario", "measure", "says"] {
                assert_eq!(cell(field), claim[field].as_str().unwrap(), "{claim}");
            }
            assert_eq!(cell("preset"), json[0]["preset"].as_str().unwrap());
            let scenario = &evaluated["scenarios"][cell("scenario")];
            let given = [&scenario["metrics"], &scenario["drivers"]]
                .into_iter()
                .find_map(|figures| figures.get(cell("measure")));
            if cell("measure").contains('@') {
                // As of a year: held against that year in a test of its own.
                assert_eq!(given, None);
            } else {
                assert_eq!(Some(&claim["value"]), given, "{claim}");
            }
            *(if mark { &mut holding } else { &mut failing }) += 1;
        }
    }
    assert!(holding > 10 && failing > 10, "{holding} {failing}");
}

#[test]
fn never_is_more_than_any_number_of_years_and_no_value_is_nothing() {
    let home = Home::new();
    let claims = [
        claim("late", "Tested", "payback_years", "at_least: 200.0"),
        claim("soon", "Tested", "payback_years", "at_most: 200.0"),
        claim("about", "Tested", "payback_years", "within: (0.0, 200.0)"),
        claim("rate", "Tested", "irr", "at_least: -0.4"),
        claim("low-rate", "Tested", "irr", "at_most: 3.0"),
    ];
    let never = [
        ("            utilization: 0.65,", "            utilization: 0.05,"),
        ("residual_share: 1.0", "residual_share: 0.0"),
    ];
    let file = file(&home, "apec-40b", &claims, &never);
    let (status, json) = checked(&home, &file);
    assert_eq!(status, 1);
    let claims = json[0]["claims"].as_array().unwrap();
    assert!(claims.iter().all(|claim| claim["value"].is_null()), "{json}");
    let holding: Vec<bool> = claims.iter().map(|claim| claim["holds"].as_bool().unwrap()).collect();
    assert_eq!(holding, [true, false, false, false, false]);
    let text = home.run(&["check", &file]).out;
    for words in [
        "tested 1 of 5 hold",
        "at least 200 y; never: holds",
        "at most 200 y; never: does not hold",
        "at least −40 %; no value: does not hold",
    ] {
        assert!(text.contains(words), "no ‘{words}’ in\n{text}");
    }
}

/// An exact bound is a bound, and a hair beside it is outside and reads so.
#[test]
fn an_exact_bound_is_valid_and_digits_show_why_a_claim_fails() {
    let home = Home::new();
    let exact = |low: &str, high: &str| {
        claim("exact", "Input", "power_delay", &format!("within: ({low}, {high})"))
    };
    let claims = [
        exact("3.0", "3.0"),
        claim("margin", "Tested", "run_rate_margin", "within: (0.275, 0.2955)"),
    ];
    let sound = file(&home, "apec-40b", &claims, &[]);
    let text = home.run(&["check", &sound]).out;
    assert!(text.contains("within 3–3 mo; 3 mo: holds"), "{text}");
    let margin = home.json(&["eval", "apec-40b", "--format", "json"]);
    let margin = margin["scenarios"]["base"]["metrics"]["run_rate_margin"].as_f64().unwrap();
    let shown = format!("within 27.50–29.55 %; {:.2} %: ", margin * 100.0);
    assert!(text.contains(&shown), "no ‘{shown}’ in\n{text}");

    let moved = [("power_delay: Months(3.0)", "power_delay: Months(3.0000001)")];
    let beyond = file(&home, "apec-40b", &claims[..1], &moved);
    let text = home.run(&["check", &beyond]).out;
    let said = "within 3–3 mo; 3.0000001 mo: does not hold, by +0.0000001 mo";
    assert!(text.contains(said), "{text}");

    let upside_down = file(&home, "apec-40b", &[exact("3.0", "2.9")], &[]);
    home.refused(&["check", &upside_down], &["above its upper end", "(2.9, 3.0)"]);
}

/// Nothing says how many claims hold of all kinds taken together.
#[test]
fn claims_are_counted_kind_by_kind() {
    let home = Home::new();
    let claims = [
        claim("one", "Calibrated", "npv", "at_most: 0.0"),
        claim("two", "Plausibility", "npv", "at_least: 0.0"),
        claim("three", "Calibrated", "npv", "at_least: 0.0"),
    ];
    let file = file(&home, "apec-40b", &claims, &[]);
    let counted = "fitted 1 of 2, plausible 0 of 1 hold";
    let check = home.run(&["check", &file]).out;
    assert!(check.contains(counted), "{check}");
    let eval = home.done(&["eval", &file]);
    assert!(eval.contains(counted), "{eval}");
    assert!(!check.contains("of 3") && !eval.contains("of 3"), "{check}{eval}");
    let (_, json) = checked(&home, &file);
    let kinds: Vec<&Value> =
        json[0]["claims"].as_array().unwrap().iter().map(|claim| &claim["kind"]).collect();
    assert_eq!(json!(kinds), json!(["Calibrated", "Plausibility", "Calibrated"]));
}

/// A source that speaks of another value is listed, changes no exit status, and is cited nowhere.
#[test]
fn stale_sources_are_listed_and_never_cited() {
    let home = Home::new();
    let pledge = "        \"programme.sites.0.pledge\": (\n";
    let of = format!("{pledge}            of: [40.0],\n");
    let claims = [claim("loss", "Tested", "npv", "at_most: 0.0")];
    let moved = [("pledge: 40.0", "pledge: 180.0"), (pledge, of.as_str())];
    let file = file(&home, "apec-40b", &claims, &moved);
    let (status, json) = checked(&home, &file);
    assert_eq!(status, 0);
    let told = json!([{ "source": "programme.sites.0.pledge", "of": [40.0], "now": [180.0] }]);
    assert_eq!(json[0]["stale"], told);
    let keys: Vec<&String> = json[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["preset", "claims", "stale"]);
    assert_eq!(checked(&home, "apec-40b").1[0]["stale"], json!([]));
    let text = home.run(&["check", &file]).out;
    let said = "    programme.sites.0.pledge: for $40 bn; now $180 bn\n";
    assert!(text.contains(said), "{text}");
    assert!(!home.run(&["check", "apec-40b"]).out.contains("tale sources"));

    let text = home.done(&["explain", &file, "--metric", "capital"]);
    let at = text.find("programme.sites.0.pledge: ").expect("the pledge");
    assert!(
        text[at..].starts_with("programme.sites.0.pledge: for $40 bn; now $180 bn\n"),
        "{text}"
    );
    assert!(!text.contains("$40bn into cloud"), "{text}");
    let json = home.done(&["explain", &file, "--metric", "capital", "--format", "json"]);
    assert!(json.contains("\"programme.sites.0.pledge: for $40 bn; now $180 bn\""), "{json}");
    assert!(!json.contains("$40bn into cloud"), "{json}");
    // What the program writes tells it too.
    let shown = home.done(&["presets", "show", &file]);
    let (_, json) = checked(&home, &home.write("again.ron", &shown));
    assert_eq!(json[0]["stale"], told);
}

/// A claim as of a year is measured with that headline year, a series by its row of that year; each
/// as `eval` gives it.
#[test]
fn claims_as_of_a_year_are_held_against_that_year() {
    let home = Home::new();
    let claims = [
        claim("income-2027", "Tested", "operating_income@2027", "at_least: 1.5"),
        claim("multiple-2033", "Tested", "cash_multiple_years@2033", "within: (3.0, 5.0)"),
        claim("book-2030", "Calibrated", "net_book_value@2030", "at_most: 100.0"),
        claim("now", "Tested", "operating_income", "at_least: 1.5"),
        claim("headline", "Tested", "operating_income@2029", "at_least: 1.5"),
    ];
    let file = file(&home, "apec-40b", &claims, &[]);
    let (_, json) = checked(&home, &file);
    let found = json[0]["claims"].as_array().unwrap();
    let base = |arguments: &[&str]| {
        let mut all = vec!["eval", &file, "--format", "json"];
        all.extend(arguments);
        home.json(&all)["scenarios"]["base"].clone()
    };
    let as_of = |year: &str| base(&["--set", &format!("programme.headline_year={year}")]);
    assert_eq!(found[0]["value"], as_of("2027")["metrics"]["operating_income"]);
    assert_eq!(found[1]["value"], as_of("2033")["metrics"]["cash_multiple_years"]);
    let annual = base(&[])["annual"].as_array().unwrap().clone();
    let row = annual.iter().find(|row| row["year"] == 2030).unwrap();
    assert_eq!(found[2]["value"], row["net_book_value"]);
    assert_eq!(found[3]["value"], found[4]["value"]);
    let measures: Vec<&str> = found.iter().map(|of| of["measure"].as_str().unwrap()).collect();
    assert_eq!(measures[..2], ["operating_income@2027", "cash_multiple_years@2033"]);
    let text = home.run(&["check", &file]).out;
    assert!(text.contains("    base operating_income@2027, at least $1.5 bn; $"), "{text}");
    let csv = home.run(&["check", &file, "--format", "csv"]).out;
    assert!(csv.contains(",net_book_value@2030,"), "{csv}");
    // Explained, it is the same figure.
    let explained =
        home.json(&["explain", &file, "--metric", "operating_income@2027", "--format", "json"]);
    assert_eq!(explained["label"], "Operating income 2027");
    let value = |value: &Value| value.as_f64().unwrap();
    assert!((value(&explained["value"]) - value(&found[0]["value"])).abs() < 1e-9);
    let text = home.done(&["explain", &file, "--metric", "operating_income@2027", "--depth", "1"]);
    assert!(text.contains("Operating income 2027 of base:"), "{text}");
    for (metric, said) in [
        ("npv@2027", "npv doesn't depend on the headline year; write npv alone"),
        ("revenue@2025", "2025 is not wholly inside the horizon; valid: 2026 to 2040"),
        ("revenue@x", "‘x’ is not a year; write revenue@YYYY"),
        ("revenu@2027", "did you mean ‘revenue’?"),
    ] {
        let refused = home.run(&["explain", &file, "--metric", metric]);
        assert!(refused.status != 0 && refused.err.contains(said), "{}", refused.err);
    }
}

/// Dates can't be set so that a claim of a file would be as of a year that isn't modelled.
#[test]
fn a_file_keeps_the_years_of_its_claims() {
    let home = Home::new();
    let claims = [claim("book", "Tested", "net_book_value@2039", "at_most: 100.0")];
    let file = file(&home, "apec-40b", &claims, &[]);
    let refused = home.run(&["presets", "set", &file, "programme.horizon=2038-12"]);
    assert!(refused.status != 0, "{}", refused.out);
    assert!(refused.err.contains("2039 is not modelled: valid: 2025 to 2038"), "{}", refused.err);
    home.done(&["presets", "set", &file, "programme.horizon=2039-06"]);
    // With other dates for once, the claim has no value.
    let said = home.run(&["check", &file]).out;
    assert!(said.contains("tested 1 of 1 hold"), "{said}");
}

/// A margin that leaves less than depreciation takes is said beside the claims that rest on it.
#[test]
fn a_claim_on_a_capped_margin_carries_the_flag() {
    let home = Home::new();
    let income = claim("income", "Tested", "operating_income", "at_least: 0.0");
    for (margin, flags) in [("0.31", Value::Null), ("0.6", json!(["margin_capped"]))] {
        let margin = format!("margin: {margin}");
        let path =
            file(&home, "apec-40b", std::slice::from_ref(&income), &[("margin: 0.31", &margin)]);
        let (_, said) = checked(&home, &path);
        assert_eq!(said[0]["claims"][0]["flags"], flags, "{said}");
        let words = home.run(&["check", &path]).out;
        assert_eq!(words.contains("the margin is capped"), flags != Value::Null, "{words}");
    }
}
