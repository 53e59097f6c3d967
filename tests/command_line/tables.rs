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

const APEC: (&str, &str) = ("preset", "APEC $40bn, as announced");

#[test]
fn evaluations_as_csv_are_those_of_the_json() {
    let json = printed("eval price-war --monthly --format json");
    let json: Value = serde_json::from_str(&json).unwrap();
    let all = ["bear", "base", "bull"];
    let of = [("preset", json["preset"].as_str().unwrap())];
    let series = |rows, time| {
        let table = expected::series(&json, &all, rows, time);
        let width = table.head.len();
        table.with(width, "unit", "$bn")
    };
    for (rows, table) in [
        ("--rows metrics", expected::metrics(&json)),
        ("", series("annual", "year")),
        ("--monthly", series("monthly", "month")),
    ] {
        let printed = printed(&format!("eval price-war {rows} --format csv"));
        assert_csv(rows, &printed, &table.of(&of));
    }
}

#[test]
fn tornados_and_spiders_as_csv_are_those_of_the_json() {
    for rest in ["--metric npv", "--metric payback_years --scenario bull", "--metric irr --pm 10%"]
    {
        let of = |json: &Value, table: fn(&Value) -> Table| {
            table(json).of(&[APEC, ("scenario", json["scenario"].as_str().unwrap())])
        };
        let command = format!("tornado apec-40b {rest}");
        assert_agrees(&command, |json| of(json, expected::tornado));
        assert_agrees(&format!("{command} --spider"), |json| of(json, expected::spider));
    }
}

#[test]
fn grids_as_csv_are_those_of_the_json() {
    let axes = "--x utilization=0.4..0.9/6 --y power_delay=0..36/4";
    for (rest, scenario) in
        [("--metric payback_years --target 14", "base"), ("--metric npv --scenario bear", "bear")]
    {
        let command = format!("grid apec-40b {axes} {rest}");
        let of = [APEC, ("scenario", scenario)];
        assert_agrees(&command, |json| expected::grid_csv(json).of(&of));
        let json = serde_json::from_str(&printed(&format!("{command} --format json"))).unwrap();
        let wide = printed(&format!("{command} --format csv --wide"));
        assert_csv("wide", &wide, &expected::grid_matrix(&json));
        if rest.contains("--target") {
            let lines = printed(&format!("{command} --format csv --rows lines"));
            let of = [APEC, ("scenario", scenario), ("metric", "payback_years")];
            assert!(lines.contains(",contour,") && lines.contains(",cliff,"), "{lines}");
            assert_csv("lines", &lines, &expected::grid_lines(&json, 14.0).of(&of));
        }
    }
}

#[test]
fn solutions_as_csv_are_those_of_the_json() {
    // Between them roots, stretches, jumps, edges and a joint move.
    let of = |target: &str, table: Table| {
        let metric = target.split(' ').next().unwrap();
        let unit = expected::metric_unit(metric);
        table.of(&[APEC, ("scenario", "base"), ("metric", metric), ("metric_unit", unit)])
    };
    for target in ["npv --target 0", "payback_years --target 10", "capital --target 40"] {
        let table = |json: &Value| of(target, expected::solutions(json));
        assert_agrees(&format!("solve apec-40b --metric {target}"), table);
    }
    for (input, target) in [
        ("utilization", "npv --target 0"),
        ("utilization", "payback_years --target 20"),
        ("programme.server_life", "payback_years --target 11"),
        ("attach", "capital --target 40"),
    ] {
        let table = |json: &Value| of(target, expected::solution(input, json));
        assert_agrees(&format!("solve apec-40b --vary {input} --metric {target}"), table);
    }
}

#[test]
fn attributions_as_csv_are_those_of_the_json() {
    for (metric, from, to) in [("npv", "bear", "base"), ("irr", "base", "bull")] {
        let of = [APEC, ("metric", metric), ("from", from), ("to", to)];
        let table = |json: &Value| expected::attribution(json, metric).of(&of);
        let command = format!("attribute apec-40b --metric {metric} --from {from} --to {to}");
        assert_agrees(&command, table);
    }
}

#[test]
fn odds_as_csv_are_those_of_the_json() {
    let figures_and_bands = |name: &str, command: &str| {
        let json = printed(&format!("{command} --format json"));
        let json: Value = serde_json::from_str(&json).unwrap();
        for (rows, kinds) in [("figures", &["metric", "target"][..]), ("bands", &["band"])] {
            let printed = printed(&format!("{command} --format csv --rows {rows}"));
            let table = expected::risk_of(&json, kinds);
            assert_csv(rows, &printed, &table.of(&[("preset", name)]));
        }
    };
    let targets = "--target payback_years<=10 --target npv>=0";
    figures_and_bands(APEC.1, &format!("risk apec-40b --draws 2000 {targets}"));
    let name = serde_json::from_str::<Value>(&printed("eval price-war --format json")).unwrap();
    let name = name["preset"].as_str().unwrap();
    figures_and_bands(name, "risk price-war --draws 2000 --metrics irr,payback_years");

    let shapley = "risk apec-40b --draws 2000 --metrics npv --spread";
    let independent = "risk apec-40b --set risk.comovement=0 --draws 2000 --metrics npv --spread";
    for (command, method) in [(shapley, "shapley"), (independent, "sobol")] {
        let json = printed(&format!("{command} --format json"));
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["spread"]["npv"]["method"], method);
        let printed = printed(&format!("{command} --format csv --rows spread"));
        assert_csv(command, &printed, &expected::spread(&json).of(&[APEC]));
    }
}

#[test]
fn claims_as_csv_are_those_of_the_json() {
    assert_agrees("check apec-40b grid-freeze", expected::claims);
}

#[test]
fn comparisons_and_paybacks_as_csv_are_those_of_the_json() {
    assert_agrees("compare apec-40b apec-plus-korea", expected::comparison);
    assert_agrees("compare apec-40b grid-freeze", expected::comparison);
    assert_agrees("paybacks apec-40b", |json| expected::paybacks(json).of(&[APEC]));
}

#[test]
fn digits_round_figures_and_a_mark_begins_the_table() {
    let in_full = printed("eval --rows metrics --format csv");
    let rounded = printed("eval --rows metrics --format csv --digits 3 --bom");
    let rounded = rounded.strip_prefix('\u{feff}').expect("a mark");
    assert!(!in_full.starts_with('\u{feff}') && rounded.len() < in_full.len());
    let mut compared = 0;
    for (full, rounded) in in_full.lines().zip(rounded.lines()) {
        let value = |line: &str| line.rsplit(',').nth(1).and_then(|cell| cell.parse::<f64>().ok());
        if let (Some(full), Some(rounded)) = (value(full), value(rounded)) {
            assert!((full - rounded).abs() <= 0.005 * full.abs().max(1e-9), "{full}: {rounded}");
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
    let wide = "grid --x utilization=0.4..0.9/51 --y attach=0..0.3/4 --metric npv --format csv";
    let head = printed(&format!("{wide} --wide --digits 3"));
    assert!(head.starts_with("attach\\utilization,0.4,0.41,0.42,"), "{head}");
}

#[test]
fn options_of_tables_are_refused_elsewhere_and_no_text_of_a_preset_is_a_formula() {
    let home = crate::evaluation::Home::new();
    for (command, option) in [
        ("eval --digits 3", "--digits"),
        ("eval --bom --format json", "--bom"),
        ("eval --rows metrics", "--rows"),
        ("risk --rows bands", "--rows"),
        ("grid --x utilization=0..1/3 --y attach=0..1/3 --metric npv --wide", "--wide"),
    ] {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        home.refused(&arguments, &[option, "add --format csv"]);
    }
    let lines =
        "grid --x utilization=0..1/3 --y attach=0..1/3 --metric npv --rows lines --format csv";
    home.refused(&lines.split_whitespace().collect::<Vec<_>>(), &["add --target"]);
    home.refused(&["risk", "--format", "csv", "--rows", "spread"], &["add --spread"]);
    let preset = home.done(&["presets", "show", "apec-40b"]);
    let preset = preset
        .replace("name: \"APEC $40bn, as announced\"", "name: \"=HYPERLINK(1)\"")
        .replace("says: \"", "says: \"@SUM(1) ")
        .replace("id: \"", "id: \"+");
    let file = home.write("formulas.ron", &preset);
    let mut tables = 0;
    for command in [
        "eval",
        "check",
        "tornado --metric npv",
        "grid --x utilization=0..1/3 --y attach=0..1/3 --metric npv",
        "solve --metric npv --target 0",
        "attribute --metric npv --from bear --to bull",
        "paybacks",
        "risk --draws 100",
        "calibrate --vary base.margin",
    ] {
        let mut words = command.split(' ');
        let mut arguments = vec![words.next().unwrap(), &file];
        arguments.extend(words.chain(["--format", "csv"]));
        let said = home.run(&arguments);
        let mut reader = csv::Reader::from_reader(said.out.as_bytes());
        for record in reader.records() {
            for cell in &record.unwrap() {
                let formula = cell.starts_with(['=', '+', '@'])
                    || cell.starts_with('-') && cell.parse::<f64>().is_err();
                assert!(!formula, "{command}: {cell}");
            }
        }
        assert!(said.out.contains("'=HYPERLINK(1)"), "{command}: {}{}", said.out, said.err);
        tables += 1;
    }
    assert_eq!(tables, 9);
}

/// Every answer that is an object says which version of the names it has, before anything else.
#[test]
fn every_answer_in_json_has_a_version() {
    for command in [
        "eval",
        "tornado --metric npv",
        "grid --x utilization=0..1/3 --y attach=0..1/3 --metric npv",
        "solve --metric npv --target 0",
        "attribute --metric npv --from bear --to bull",
        "explain --metric npv",
        "compare apec-40b price-war",
        "paybacks",
        "risk --draws 100",
        "calibrate --vary base.margin",
        "backtest aws-backtest",
        "config show",
        "doctor",
        "presets schema",
    ] {
        let json = printed(&format!("{command} --format json"));
        let is_list = json.starts_with('[');
        assert!(is_list || json.starts_with("{\n  \"version\": 1,"), "{command}: {json:.80}");
        let lists = ["presets schema"];
        assert_eq!(is_list, lists.contains(&command), "{command}");
    }
}
