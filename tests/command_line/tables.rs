//! Every table that the program writes, cell by cell against its JSON: what is printed as CSV, and
//! what is copied from a screen with tabs or in Markdown.

mod cells;
mod copies;
mod expected;

use cells::{Table, assert_csv};
use serde_json::Value;
use std::process::{Command, Stdio};

/// What a command prints; a claim that doesn't hold is no failure here.
fn printed(arguments: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_payback"))
        .args(arguments.split_whitespace())
        .env_clear()
        .env("HOME", home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let quiet = said.is_empty() || said.starts_with("note: in some of these cases");
    assert!(matches!(output.status.code(), Some(0 | 1)) && quiet, "{arguments}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A command's CSV is the table that its JSON amounts to.
fn assert_agrees(arguments: &str, table: impl Fn(&Value) -> Table) {
    let json = serde_json::from_str(&printed(&format!("{arguments} --format json"))).unwrap();
    let table = table(&json);
    assert_csv(arguments, &printed(&format!("{arguments} --format csv")), &table);
}

#[test]
fn evaluations_as_csv_are_those_of_the_json() {
    let json = printed("eval price-war --monthly --format json");
    let json: Value = serde_json::from_str(&json).unwrap();
    let all = ["bear", "base", "bull"];
    for (rows, table) in [
        ("--rows metrics", expected::metrics(&json)),
        ("", expected::series(&json, &all, "annual", "year")),
        ("--monthly", expected::series(&json, &all, "monthly", "month")),
    ] {
        let printed = printed(&format!("eval price-war {rows} --format csv"));
        assert_csv(rows, &printed, &table);
    }
}

#[test]
fn tornados_and_spiders_as_csv_are_those_of_the_json() {
    for rest in ["--metric npv", "--metric payback_years --scenario bull", "--metric irr --pm 10%"]
    {
        assert_agrees(&format!("tornado apec-40b {rest}"), expected::tornado);
        assert_agrees(&format!("tornado apec-40b {rest} --spider"), expected::spider);
    }
}

#[test]
fn grids_as_csv_are_those_of_the_json() {
    let axes = "--x utilization=0.4..0.9/6 --y power_delay=0..36/4";
    for rest in ["--metric payback_years --target 10", "--metric npv --scenario bear"] {
        assert_agrees(&format!("grid apec-40b {axes} {rest}"), expected::grid);
    }
}

#[test]
fn solutions_as_csv_are_those_of_the_json() {
    // Between them roots, stretches, jumps, edges and a joint move.
    for target in ["npv --target 0", "payback_years --target 10", "capital --target 40"] {
        assert_agrees(&format!("solve apec-40b --metric {target}"), expected::solutions);
    }
    for (input, target) in [
        ("utilization", "npv --target 0"),
        ("utilization", "payback_years --target 20"),
        ("programme.server_life", "payback_years --target 11"),
        ("attach", "capital --target 40"),
    ] {
        let table = |json: &Value| expected::solution(input, json);
        assert_agrees(&format!("solve apec-40b --vary {input} --metric {target}"), table);
    }
}

#[test]
fn attributions_as_csv_are_those_of_the_json() {
    for (metric, ends) in [("npv", "--from bear --to base"), ("irr", "--from base --to bull")] {
        let table = |json: &Value| expected::attribution(json, metric);
        assert_agrees(&format!("attribute apec-40b --metric {metric} {ends}"), table);
    }
}

#[test]
fn odds_as_csv_are_those_of_the_json() {
    let targets = "--target payback_years<=10 --target npv>=0";
    assert_agrees(&format!("risk apec-40b --draws 2000 {targets}"), expected::risk);
    assert_agrees("risk price-war --draws 2000 --metrics irr,payback_years", expected::risk);
}

#[test]
fn claims_as_csv_are_those_of_the_json() {
    assert_agrees("check apec-40b grid-freeze", expected::claims);
}

#[test]
fn comparisons_and_paybacks_as_csv_are_those_of_the_json() {
    assert_agrees("compare apec-40b apec-plus-korea", expected::comparison);
    assert_agrees("compare apec-40b grid-freeze", expected::comparison);
    assert_agrees("paybacks apec-40b", expected::paybacks);
}
