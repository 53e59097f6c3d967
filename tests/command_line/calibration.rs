//! `calibrate`: what its forms say, what it writes, and what it refuses.

use crate::evaluation::Home;
use serde_json::{Value, json};
use std::fs;

const YIELD: &str = "programme.revenue_yield";

/// The announced preset with these claims.
fn file(home: &Home, claims: &[(&str, &str, &str)]) -> String {
    let bundled = home.done(&["presets", "show", "apec-40b"]);
    let (before, rest) = bundled.split_once("    claims: [").expect("claims");
    let (_, after) = rest.split_once("\n    ],\n").expect("their end");
    let claim = |(kind, measure, bound): &(&str, &str, &str)| {
        format!(
            "(id: \"{measure}\", says: \"{measure}\", kind: {kind}, scenario: base, measure: \"{measure}\", {bound}),"
        )
    };
    let claims: String = claims.iter().map(claim).collect();
    home.write("fitted.ron", &format!("{before}    claims: [{claims}],\n{after}"))
}

/// Lines of a text that another one doesn't have.
fn lacking<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    text.lines().filter(|line| !other.lines().any(|known| known == *line)).collect()
}

#[test]
fn a_file_is_calibrated_and_only_its_values_change() {
    let home = Home::new();
    // What base earns at a yield of 0.4, whose margin was read off there.
    let figure = |measure: &str| {
        let set = ["programme.revenue_yield=0.4", "programme.calibration.revenue_yield=0.4"];
        let eval =
            home.json(&["eval", "apec-40b", "--set", set[0], "--set", set[1], "--format", "json"]);
        eval["scenarios"]["base"]["metrics"][measure].as_f64().expect("a figure")
    };
    let within = |figure: f64| format!("within: ({}, {})", 0.98 * figure, 1.02 * figure);
    let (revenue, income) = (within(figure("revenue")), within(figure("operating_income")));
    let claims = [
        ("Calibrated", "revenue", &*revenue),
        ("Calibrated", "operating_income", &*income),
        ("Tested", "npv", "at_most: -1.0"),
    ];
    let file = file(&home, &claims);
    let text = fs::read_to_string(home.path().join("fitted.ron")).unwrap();
    let vary = ["calibrate", &file, "--vary", "programme.revenue_yield,base.margin"];

    let found = home.json(&[&vary[..], &["--format", "json"]].concat());
    let inputs = found["inputs"].as_array().unwrap();
    assert_eq!(inputs.len(), 2, "{found}");
    for (input, id, from, to) in
        [(&inputs[0], YIELD, 0.325, 0.4), (&inputs[1], "base.margin", 0.31, 0.31)]
    {
        assert_eq!(input["input"], id);
        assert_eq!(input["from"], from);
        assert!((input["to"].as_f64().unwrap() - to).abs() < 1e-6, "{input}");
    }
    let claims = found["claims"].as_array().unwrap();
    let holds: Vec<_> = claims.iter().map(|claim| (&claim["id"], &claim["holds"])).collect();
    // The present value is negative before, and no longer.
    let expected = [("revenue", true), ("operating_income", true), ("npv", false)];
    assert_eq!(json!(holds), json!(expected));
    assert!(claims[0]["before"].as_f64() < claims[0]["after"].as_f64());
    assert_eq!(fs::read_to_string(home.path().join("fitted.ron")).unwrap(), text);

    let csv = home.done(&[&vary[..], &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| {
        rows[row][head.iter().position(|head| head == name).unwrap()].to_owned()
    };
    assert_eq!((cell(0, "input"), cell(0, "to")), (YIELD.to_owned(), inputs[0]["to"].to_string()));
    assert_eq!(
        (cell(4, "id"), cell(4, "holds"), cell(4, "high")),
        ("npv".to_owned(), "false".to_owned(), "-1".to_owned())
    );

    let said = home.done(&[&vary[..], &["--write"]].concat());
    assert!(said.contains("Fitted claims that hold: 0 of 2 before, 2 of 2 after."), "{said}");
    assert!(said.contains("\nchanged ") && said.contains("Revenue yield  $0.325/yr"), "{said}");
    let written = fs::read_to_string(home.path().join("fitted.ron")).unwrap();
    // The values, and what their sources speak of.
    let changed = lacking(&written, &text);
    let is_source = |line: &&&str| line.contains("of: [");
    assert_eq!(changed.iter().filter(|line| !is_source(line)).count(), 1, "{changed:?}");
    assert!(changed[0].contains("revenue_yield: 0.4,"), "{changed:?}");
    assert_eq!(lacking(&text, &written).len(), 1);
    let again = home.done(&[&vary[..], &["--write"]].concat());
    assert!(again.contains("nothing to change"), "{again}");
}

#[test]
fn what_cannot_be_met_is_said_with_how_near_it_comes() {
    let home = Home::new();
    let claims = [
        ("Calibrated", "run_rate_revenue", "within: (8.0, 10.0)"),
        ("Calibrated", "operating_income", "within: (9.0, 9.5)"),
    ];
    let file = file(&home, &claims);
    let said = home.run(&["calibrate", &file, "--vary", YIELD]);
    assert_eq!(said.status, 1, "{}", said.err);
    for part in ["can't meet them all", "operating_income, within $9.0–9.5 bn", "bn short"] {
        assert!(said.out.contains(part), "no {part}: {}", said.out);
    }
    let json = home.run(&["calibrate", &file, "--vary", YIELD, "--format", "json"]);
    assert_eq!(json.status, 1);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["claims"][1]["holds"], false);
}

#[test]
fn what_may_not_move_or_be_written_is_said_with_what_to_do() {
    let home = Home::new();
    let calibrate = |rest: &[&str], said: &[&str]| {
        home.refused(&[&["calibrate", "apec-40b"], rest].concat(), said);
    };
    calibrate(&[], &["--vary programme.revenue_yield,base.margin,bull.margin"]);
    calibrate(&["--vary", "base.margn"], &["--vary base.margn", "did you mean margin?"]);
    calibrate(&["--vary", "base.programme.pue"], &["write programme.pue"]);
    calibrate(&["--vary", "base.queue_months"], &["given in months", "vary base.power_delay"]);
    calibrate(&["--vary", "programme.horizon"], &["is a date"]);
    calibrate(&["--vary", YIELD, "--write"], &["comes with the program", "Copy it"]);
    home.refused(&["calibrate", "price-war", "--vary", YIELD], &["no claim of the preset"]);
}
