//! The analyses as they are run: the binary's JSON key by key and against the library, the
//! findings that the presets were made to show, what it says to bad input, and its texts.

use payback::analysis::{
    Question, Spread, attribute, compare, explain, paybacks, solve, solve_drivers, tornado,
};
use payback::model::{Input, Metric, Scenario};
use payback::preset::{Library, Preset};
use serde_json::Value;
use std::process::{Command, Output};

fn run(arguments: &str) -> Output {
    let data = tempfile::tempdir().expect("a folder");
    Command::new(env!("CARGO_BIN_EXE_payback"))
        .args(arguments.split_whitespace())
        .env("XDG_DATA_HOME", data.path())
        .output()
        .expect("the binary")
}

/// Beside a CSV table of which some cases are capped.
const CAPPED: &str = "note: in some of these cases the reference margin is capped\n";

/// What a command prints that is expected to succeed.
fn text(arguments: &str) -> String {
    let output = run(arguments);
    let said = String::from_utf8(output.stderr).expect("text");
    let quiet = said.is_empty() || (said == CAPPED && arguments.contains("--format csv"));
    assert!(output.status.success() && quiet, "{arguments}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

/// A command's JSON, but for the version before everything in it.
fn json(arguments: &str) -> Value {
    let text = text(&format!("{arguments} --format json"));
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    let version = value.as_object_mut().and_then(|fields| fields.shift_remove("version"));
    assert_eq!(version, Some(1.into()), "{arguments}");
    value
}

/// What a command says that is expected to be refused.
fn refusal(arguments: &str) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments}");
    assert!(output.stdout.is_empty(), "{arguments} prints something");
    String::from_utf8(output.stderr).expect("text")
}

fn bundled(name: &str) -> Preset {
    Library::bundled_only().find(name).expect("bundled").0
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn rows(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

/// Whether a figure is the library's; reading JSON may round its last bit.
fn is(value: &Value, wanted: Option<f64>) -> bool {
    match (value.as_f64(), wanted) {
        (Some(value), Some(wanted)) => (value - wanted).abs() <= 1e-12 * wanted.abs(),
        (value, wanted) => value.is_none() && wanted.is_none(),
    }
}

fn near(value: &Value, wanted: f64, within: f64) -> bool {
    value.as_f64().is_some_and(|value| (value - wanted).abs() <= within)
}

#[test]
fn tornado_and_spider_are_the_librarys() {
    let value = json("tornado apec-40b --metric operating_income");
    assert_eq!(keys(&value), ["metric", "scenario", "at", "rows"]);
    let preset = bundled("apec-40b");
    let question = Question::new(&preset.inputs, Scenario::Base, Metric::OperatingIncome);
    let ours = tornado(question, Spread::Scenarios).unwrap();
    assert!(is(&value["at"], ours.at));
    for (row, ours) in rows(&value["rows"]).iter().zip(&ours.rows) {
        let wanted = ["input", "low", "high", "at_low", "at_high", "swing", "monotonic"];
        assert_eq!(keys(row), wanted);
        assert_eq!(row["input"], ours.bar.input.to_string());
        assert!(is(&row["swing"], ours.bar.swing), "{row}");
    }
    let spider = json("tornado apec-40b --metric npv --scenario bull --spider");
    for row in rows(&spider["rows"]) {
        assert_eq!(rows(&row["points"]).len(), 21);
        assert_eq!(row["points"][20][1], row["at_high"]);
    }
    let wide = json("tornado apec-40b --metric npv --pm 10%");
    assert!(rows(&wide["rows"]).iter().any(|row| row["input"] == "programme.server_life"));
    let table = text("tornado apec-40b --metric npv --format csv");
    assert!(table.starts_with("preset,scenario,input,unit,low,high,metric,metric_unit,at_low"));
}

#[test]
fn a_grid_has_its_cells_and_the_line_of_its_target() {
    let asked = "grid apec-40b --x utilization=0.4..0.9/6 --y power_delay=0..=36/4 \
                 --metric payback_years --target 10";
    let value = json(asked);
    assert_eq!(keys(&value), ["x", "y", "metric", "cells", "contour", "cliffs"]);
    assert_eq!(keys(&value["x"]), ["input", "values"]);
    assert_eq!((rows(&value["cells"]).len(), rows(&value["cells"][0]).len()), (4, 6));
    assert_eq!(value["cells"][3][0], Value::Null);
    let alone = json("eval apec-40b --set utilization=0.9 --set power_delay=36");
    assert_eq!(value["cells"][3][5], alone["scenarios"]["base"]["metrics"]["payback_years"]);
    let first = &value["contour"][0][0];
    assert!(near(&first[0], 0.73, 0.02) && near(&first[1], 0.0, 0.0), "{first}");
    let table = text(&format!("{asked} --format csv"));
    assert_eq!(
        table.lines().next(),
        Some("preset,scenario,utilization,x_unit,power_delay,y_unit,payback_years,metric_unit")
    );
    assert_eq!(table.lines().count(), 25);
    let without = json("grid --x attach=0..1/2 --y programme.tax_rate=0%..50%/3 --metric npv");
    assert!(rows(&without["contour"]).is_empty() && rows(&without["cliffs"]).is_empty());
}

#[test]
fn where_payback_leaps_it_passes_the_target_and_does_not_meet_it() {
    let leaping = "grid apec-40b --x programme.server_life=6..12/61 --y utilization=0.6..0.7/21 \
                   --metric payback_years --target 11";
    let value = json(leaping);
    let points = |lines: &Value| -> Vec<(f64, f64)> {
        let points = rows(lines).iter().flat_map(rows);
        points.map(|at| (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())).collect()
    };
    let preset = bundled("apec-40b");
    let (life, utilization) =
        (Input::from_id("programme.server_life").unwrap(), Input::from_id("utilization").unwrap());
    let payback = |(x, y): (f64, f64)| {
        let mut inputs = preset.inputs.clone();
        inputs.set(life, Scenario::Base, x);
        inputs.set(utilization, Scenario::Base, y);
        Question::new(&inputs, Scenario::Base, Metric::PaybackYears).value().unwrap()
    };
    let (met, leapt) = (points(&value["contour"]), points(&value["cliffs"]));
    assert!(met.len() > 5 && leapt.len() > 20, "{met:?} {leapt:?}");
    for at in met {
        assert!((payback(at) - 11.0).abs() <= 1.1e-5, "{at:?}: {}", payback(at));
    }
    for (x, y) in leapt {
        // The leap lies on an edge between two cells: across it, or upwards.
        let around = |d: f64, e: f64| [payback((x - d, y - e)), payback((x + d, y + e))];
        let parts = |[a, b]: [f64; 2]| (a < 11.0) != (b < 11.0) && (a - b).abs() > 0.1;
        assert!(parts(around(1e-6, 0.0)) || parts(around(0.0, 1e-6)), "{x}, {y}");
    }
    let words = text(leaping);
    assert!(words.contains("Payback leaps and passes 11 y along ╬:"), "{words}");
    assert!(words.contains("╬ passes 11 y"), "{words}");
}

#[test]
fn a_target_on_the_lowest_plateau_is_met() {
    let asked = "grid apec-40b --x utilization=0.5..0.9/5 --y programme.residual_share=0..1/5 \
                 --metric peak_draw --target";
    let plain = json(&asked.replace(" --target", ""));
    let cells: Vec<f64> =
        rows(&plain["cells"]).iter().flat_map(rows).map(|cell| cell.as_f64().unwrap()).collect();
    for target in [cells.iter().copied().fold(f64::MAX, f64::min), cells[0]] {
        let asked = format!("{asked} {target}");
        assert!(!rows(&json(&asked)["contour"]).is_empty());
        assert!(!text(&asked).contains("met nowhere"));
    }
    let flat = "grid apec-40b --x programme.residual_share=0..1/5 --y programme.discount_rate=0..0.2/5 \
                --metric capital --target 40";
    assert!(text(flat).contains("$40 bn is met everywhere on this grid."), "{}", text(flat));
}

#[test]
fn a_grid_and_its_refusals_hold_to_their_limits() {
    let months = "--x utilization=0.5..0.9/2 --y programme.sites.0.months=12..=15/100 --metric npv";
    let value = json(&format!("grid apec-40b {months}"));
    assert_eq!(value["y"]["values"], serde_json::json!([12.0, 13.0, 14.0, 15.0]));
    for (axes, why) in [
        ("--x attach=0..1/1001 --y margin=0..0.5/1000", "1,000,000"),
        ("--x attach=0..1/1 --y margin=0..0.5/10", "at least 2"),
        ("--x attach=0..1/2 --y attach=0..0.5/2", "two different inputs"),
    ] {
        let said = refusal(&format!("grid apec-40b {axes} --metric npv"));
        assert!(said.contains(why), "{said}");
    }
}

/// A CSV table's rows by the names of its columns.
fn table(arguments: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = text(&format!("{arguments} --format csv"));
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

/// Whether a cell is the figure of the JSON; an empty one where there is none.
fn is_cell(cell: &str, wanted: &Value) -> bool {
    cell.parse().map_or(cell.is_empty() && wanted.is_null(), |cell: f64| is(wanted, Some(cell)))
}

#[test]
fn every_cell_of_a_tornados_table_is_the_jsons_and_the_models() {
    for (asked, metric) in [
        ("tornado apec-40b --metric payback_years", Metric::PaybackYears),
        ("tornado grid-freeze --metric npv --pm 10% --set base.margin=-0.2", Metric::Npv),
        ("tornado apec-plus-korea --metric payback_years --pm 30%", Metric::PaybackYears),
    ] {
        let (value, table) = (json(asked), table(asked));
        assert_eq!(rows(&value["rows"]).len(), table.len());
        let mut inputs = bundled(asked.split(' ').nth(1).unwrap()).inputs;
        if asked.contains("margin") {
            inputs.set(Input::from_id("margin").unwrap(), Scenario::Base, -0.2);
        }
        for (row, cells) in rows(&value["rows"]).iter().zip(&table) {
            for id in ["low", "high", "at_low", "at_high", "swing"] {
                assert!(is_cell(&cells[id], &row[id]), "{asked}: {id} of {row} is {cells:?}");
            }
            assert_eq!(
                (cells["input"].as_str(), cells["metric"].as_str()),
                (row["input"].as_str().unwrap(), metric.id())
            );
            assert_eq!(cells["monotonic"], row["monotonic"].to_string());
            let number = |id: &str| row[id].as_f64();
            assert!(number("low") < number("high"), "{asked}: {row}");
            for (end, id) in [("low", "at_low"), ("high", "at_high")] {
                let mut inputs = inputs.clone();
                let input = Input::from_id(row["input"].as_str().unwrap()).unwrap();
                inputs.set(input, Scenario::Base, number(end).unwrap());
                assert!(
                    is(&row[id], Question::new(&inputs, Scenario::Base, metric).value()),
                    "{row}"
                );
            }
            let both = number("at_low").zip(number("at_high"));
            assert!(is(&row["swing"], both.map(|(low, high)| high - low)), "{row}");
        }
    }
    let asked = "tornado apec-40b --metric payback_years --spider";
    let points = json(asked);
    let points: Vec<_> = rows(&points["rows"])
        .iter()
        .flat_map(|row| {
            rows(&row["points"]).iter().map(|point| (row["input"].clone(), point.clone()))
        })
        .collect();
    let table = table(asked);
    assert_eq!(points.len(), table.len());
    for ((input, point), cells) in points.iter().zip(&table) {
        assert_eq!(input.as_str(), Some(cells["input"].as_str()));
        assert!(is_cell(&cells["value"], &point[0]) && is_cell(&cells["payback_years"], &point[1]));
    }
}

#[test]
fn every_cell_of_a_grids_table_is_the_jsons() {
    let asked = "grid apec-40b --x power_delay=0..=36/4 --y utilization=0.4..0.9/3 \
                 --metric payback_years";
    let (value, table) = (json(asked), table(asked));
    let (xs, ys) = (rows(&value["x"]["values"]), rows(&value["y"]["values"]));
    let cells = ys
        .iter()
        .zip(rows(&value["cells"]))
        .flat_map(|(y, row)| xs.iter().zip(rows(row)).map(move |(x, cell)| (x, y, cell)));
    assert_eq!(table.len(), cells.clone().count());
    for ((x, y, cell), row) in cells.zip(&table) {
        assert!(is_cell(&row["power_delay"], x) && is_cell(&row["utilization"], y), "{row:?}");
        assert!(is_cell(&row["payback_years"], cell), "{row:?}");
    }
}

#[test]
fn what_takes_the_payback_away_leads_the_tornado() {
    for (asked, input, label) in [
        ("tornado apec-40b --metric payback_years", "utilization", "Utilization"),
        ("tornado apec-40b --metric payback_years --pm 40%", "capacity_cost", "Capacity cost"),
    ] {
        let value = json(asked);
        let rows = rows(&value["rows"]);
        assert_eq!((&rows[0]["input"], &rows[0]["swing"]), (&input.into(), &Value::Null));
        let swings: Vec<Option<f64>> = rows.iter().map(|row| row["swing"].as_f64()).collect();
        let first = swings.iter().position(Option::is_some).unwrap();
        assert!(swings[first..].iter().all(Option::is_some), "{swings:?}");
        assert!(
            swings[first..].windows(2).all(|pair| pair[0].unwrap().abs() >= pair[1].unwrap().abs())
        );
        let bars = text(asked);
        let line = bars.lines().find(|line| line.contains('│')).unwrap();
        assert!(line.starts_with(label), "{bars}");
    }
}

#[test]
fn an_irr_that_is_not_found_names_the_rates_that_were_tried() {
    let asked =
        "explain apec-40b --metric irr --set utilization=0 --set programme.residual_share=0";
    let words = text(asked);
    assert!(words.contains("doesn't change sign at any rate from −50 % to 200 %"), "{words}");
    for words in [words, text(&format!("{asked} --format json"))] {
        assert!(!words.contains("every rate"), "{words}");
    }
}

#[test]
fn solve_finds_roots_jumps_and_the_joint_move() {
    let preset = bundled("apec-40b");
    let question = Question::new(&preset.inputs, Scenario::Base, Metric::Npv);
    let value = json("solve apec-40b --metric npv --target 0 --vary utilization");
    assert_eq!(keys(&value), ["input", "roots", "jumps", "stretches", "reach"]);
    let input = Input::from_id("utilization").unwrap();
    let ours = solve(question, 0.0, input, None).unwrap();
    assert!(is(&value["roots"][0], ours.roots.first().copied()));
    let met = json(&format!("eval --set base.utilization={}", ours.roots[0]));
    assert!(near(&met["scenarios"]["base"]["metrics"]["npv"], 0.0, 1e-6));

    let all = json("solve apec-40b --metric npv --target 0");
    // The margin's slider reaches where the reference margin is capped, which is said.
    assert_eq!(keys(&all), ["alone", "joint", "flags"]);
    assert_eq!(rows(&all["alone"]).len(), 8);
    assert_eq!(keys(&all["alone"][0]), ["input", "roots", "jumps", "stretches", "reach"]);
    assert_eq!(keys(&all["joint"]), ["moves", "distance"]);
    let ours = solve_drivers(question, 0.0).unwrap();
    assert!(is(&all["joint"]["distance"], ours.joint.map(|joint| joint.distance)));

    // 'Never' is later than every number of years: where a payback begins below the target, it
    // leaps over it.
    let late = "solve apec-40b --metric payback_years --target 20 --vary utilization";
    let jump = json(late);
    assert_eq!(keys(&jump), ["input", "roots", "jumps", "stretches", "reach"]);
    assert_eq!(jump["roots"], serde_json::json!([]));
    let [at, before, after] = &rows(&jump["jumps"][0])[..] else { panic!("{jump}") };
    assert!(near(at, 0.557, 1e-3) && near(after, 12.75, 0.01), "{jump}");
    assert_eq!(*before, Value::Null);
    assert_eq!(jump["reach"][1], *after);
    let words = text(late);
    assert!(words.contains("  Payback leaps from never by 2040 to 12.8 y at 55.7 %"), "{words}");
    let table = text(&format!("{late} --format csv"));
    assert!(table.lines().nth(1).is_some_and(|row| row.contains(",jump,")));
    // Beside the target it merely begins.
    let payback = json("solve apec-40b --metric payback_years --target 10");
    let first = &payback["alone"][0];
    assert_eq!(keys(first), ["input", "roots", "jumps", "stretches", "reach", "edges"]);
    assert!(rows(&first["jumps"]).is_empty());
    let words = text("solve apec-40b --metric payback_years --target 10 --vary utilization");
    assert!(
        words.contains("  has a value only from 55.7 %") && !words.contains("leaps"),
        "{words}"
    );
    let nowhere = json("solve apec-40b --metric operating_income --target 50");
    assert_eq!(nowhere["joint"], Value::Null);
    let flat = json("solve apec-40b --metric capital --target 40 --vary attach");
    assert_eq!(flat["stretches"], serde_json::json!([[0.0, 0.9]]));
    assert_eq!(flat["roots"], serde_json::json!([]));
    let flat = json("solve apec-40b --metric capital --target 40");
    assert_eq!(keys(&flat["alone"][0]), ["input", "roots", "jumps", "stretches", "reach"]);
    let life = "solve apec-40b --metric payback_years --target 11 --format csv";
    let leaps = text(life).lines().filter(|row| row.contains(",jump,")).count();
    let life = json("solve apec-40b --metric payback_years --target 11");
    let jumps = rows(&life["alone"]).iter().filter_map(|alone| alone.get("jumps"));
    assert_eq!(jumps.map(|jumps| rows(jumps).len()).sum::<usize>(), leaps);
}

#[test]
fn negative_targets_and_percentages_are_numbers_too() {
    let spaced = text("solve --metric npv --target -2 --format csv");
    assert_eq!(spaced, text("solve --metric npv --target=-2 --format csv"));
    assert_eq!(spaced, text("solve --metric npv --target −2 --format csv"));
    let share = text("solve --metric irr --target 10% --vary margin --format json");
    assert_eq!(share, text("solve --metric irr --target 0.1 --vary margin --format json"));
    let between = "solve --metric npv --target 0 --vary programme.sites.0.extra_delay";
    assert_eq!(
        keys(&json(&format!("{between} --between -12..6")))[..3],
        ["input", "roots", "jumps"]
    );
}

#[test]
fn a_table_of_capped_cases_is_clean_and_says_so_beside() {
    let low = "--set margin=0.85";
    for (command, capped) in [
        (format!("tornado apec-40b --metric npv {low}"), true),
        (
            format!(
                "grid apec-40b --x attach=0..1/2 --y utilization=0.5..0.6/2 --metric npv {low}"
            ),
            true,
        ),
        (format!("solve apec-40b --metric npv --target 0 {low}"), true),
        (format!("solve apec-40b --metric npv --target 0 --vary attach {low}"), true),
        (format!("attribute apec-40b --metric npv --from bear --to base {low}"), true),
        (format!("compare apec-40b apec-40b {low}"), true),
        (format!("paybacks apec-40b {low}"), true),
        ("paybacks apec-40b".to_owned(), false),
        ("solve apec-40b --metric npv --target 0 --vary attach".to_owned(), false),
    ] {
        let output = run(&format!("{command} --format csv"));
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(said, if capped { CAPPED } else { "" }, "{command}");
        let table = String::from_utf8(output.stdout).expect("text");
        assert!(table.lines().count() >= 1 && !table.contains("capped"), "{command}: {table}");
    }
}

#[test]
fn what_is_said_fits_eighty_columns_whatever_varies() {
    for arguments in [
        "tornado apec-40b --metric npv --pm 10%",
        "tornado apec-40b --metric payback_years --pm 10%",
        "attribute apec-40b --metric revenue --from base --to bull",
        "solve apec-40b --metric npv --target 1e300 --vary attach",
    ] {
        for line in text(arguments).lines() {
            assert!(line.chars().count() <= 80, "{arguments}: {line}");
        }
    }
    let beyond = text("solve --metric npv --target 1e300 --vary attach");
    assert!(beyond.contains("for >$1 trillion bn"), "{beyond}");
}

#[test]
fn wrong_options_are_explained() {
    for (arguments, said) in [
        ("tornado --metric npv --pm -10%", "−10 % is no share to vary by: valid is above 0 %"),
        ("solve --metric npv --target 0 --vary attach --between ..", "‘..’ is not a range"),
        ("solve --metric npv --target 0 --vary attach --between 0.2..", "‘0.2..’ is not a range"),
        ("grid --metric npv --x attach=0..0.9/2000 --y utilization=0..1/2000", "1,000,000 cells"),
        ("eval apec-40b --set programme.sites.1.pledge=3", "there is no such site"),
    ] {
        let error = refusal(arguments);
        assert!(error.contains(said), "{arguments}: {error}");
    }
}

#[test]
fn a_spiders_text_says_how_many_curves_it_leaves_out() {
    let asked = "tornado apec-40b --metric npv --pm 10% --spider";
    let answer = json(asked);
    let moves = |row: &&Value| row["swing"].as_f64() != Some(0.0);
    let said = format!(
        "{} more inputs matter less",
        rows(&answer["rows"]).iter().filter(moves).count() - 8
    );
    let text = text(asked);
    assert!(text.contains(&said), "no ‘{said}’ in\n{text}");
}

#[test]
fn the_joint_move_is_signed_as_the_input_moves() {
    let asked = "solve apec-40b --metric npv --target 0";
    let (text, json) = (text(asked), json(asked));
    let (_, table) = text.split_once("The smallest joint move").expect("a joint move");
    let preset = bundled("apec-40b");
    let mut signs = 0;
    for (id, to) in json["joint"]["moves"].as_object().expect("moves") {
        let input = Input::from_id(id).unwrap();
        let by = to.as_f64().unwrap() - preset.inputs.get(input, Scenario::Base).unwrap();
        let label = input.spec().label;
        let line = table.lines().find(|line| line.trim_start().starts_with(label)).unwrap();
        if by.abs() > 0.01 {
            assert!(line.contains(if by > 0.0 { " +" } else { " −" }), "{by}: {line}");
            signs += 1;
        }
    }
    assert!(signs > 0, "{text}");
}

#[test]
fn the_joint_move_gets_there_as_it_is_printed() {
    for (preset, scenario, metric, target) in [
        ("apec-40b", "base", "payback_years", 15.0),
        ("export-controls", "base", "payback_years", 14.0),
        ("export-controls", "base", "payback_years", 7.0),
        ("apec-40b", "bear", "lasting_payback_years", 8.0),
    ] {
        let asked =
            format!("solve {preset} --scenario {scenario} --metric {metric} --target {target}");
        let text = text(&asked);
        let (_, table) = text.split_once("The smallest joint move").expect("a joint move");
        let mut moved = format!("eval {preset}");
        for driver in ["utilization", "margin", "power_delay", "attach"] {
            let label = Input::from_id(driver).unwrap().spec().label;
            let line = table.lines().find(|line| line.trim_start().starts_with(label)).unwrap();
            let cells: Vec<&str> =
                line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
            let to = cells[2].replace('−', "-").replace(" mo", "").replace(' ', "");
            moved += &format!(" --set {scenario}.{driver}={to}");
        }
        let at = |asked: &str| json(asked)["scenarios"][scenario]["metrics"][metric].as_f64();
        // In years, never is later than every number.
        let is_later = |years: Option<f64>| years.is_none_or(|years| years >= target);
        let (now, then) = (at(&format!("eval {preset}")), at(&moved));
        assert_ne!(is_later(now), is_later(then), "{now:?}, {then:?}: {moved}\n{table}");
    }
}

#[test]
fn years_that_are_not_taken_apart_say_where_one_is() {
    let tree = text("explain apec-40b --metric payback_years");
    assert!(tree.contains("derived as for "), "{tree}");
}

#[test]
fn attribution_adds_up() {
    let value = json("attribute apec-40b --metric npv --from bear --to base");
    assert_eq!(keys(&value), ["from", "to", "rows"]);
    assert_eq!((&value["from"], &value["to"]), (&"bear".into(), &"base".into()));
    let preset = bundled("apec-40b");
    let ours = attribute(&preset.inputs, Metric::Npv, Scenario::Bear, Scenario::Base).unwrap();
    let mut sum = 0.0;
    for (row, ours) in rows(&value["rows"]).iter().zip(&ours.rows) {
        assert_eq!(keys(row), ["driver", "effect"]);
        assert_eq!(row["driver"], ours.driver.id());
        assert!(is(&row["effect"], Some(ours.effect)), "{row}");
        sum += ours.effect;
    }
    assert!((sum - (ours.at_to - ours.at_from)).abs() < 1e-9);
}

#[test]
fn explanations_go_down_to_inputs_and_their_sources() {
    fn walk(value: &Value, seen: &mut Vec<String>) {
        assert_eq!(keys(value), ["label", "formula", "value", "unit", "parts"]);
        seen.push(value["formula"].as_str().expect("text").to_owned());
        for part in rows(&value["parts"]) {
            walk(part, seen);
        }
    }
    let value = json("explain apec-40b --metric operating_income");
    let mut formulas = Vec::new();
    walk(&value, &mut formulas);
    let preset = bundled("apec-40b");
    let ours = explain(Question::new(&preset.inputs, Scenario::Base, Metric::OperatingIncome));
    assert!(is(&value["value"], ours.root.value));
    let starts = |start: &str| formulas.iter().any(|formula| formula.starts_with(start));
    assert!(starts("programme.sites.0.pledge: 'we've invested and committed to"));
    // A changed value isn't given the source of the value that it replaces.
    let changed = text("explain --metric operating_income --set utilization=0.7");
    assert!(changed.contains("utilization: for 65 %; now 70 %"), "{changed}");
}

#[test]
fn comparison_and_paybacks_are_the_librarys() {
    let value = json("compare apec-40b apec-plus-korea");
    assert_eq!(keys(&value), ["inputs", "metrics"]);
    let (a, b) = (bundled("apec-40b"), bundled("apec-plus-korea"));
    let ours = compare(&a.inputs, &b.inputs);
    assert_eq!(rows(&value["inputs"]).len(), ours.inputs.len());
    assert_eq!(keys(&value["inputs"][0]), ["input", "a", "b"]);
    assert_eq!(value["inputs"][0]["input"], "programme.sites.1.first");
    assert_eq!(value["inputs"][0]["b"], "2026-01");
    assert_eq!(rows(&value["metrics"]).len(), 3 * Metric::COUNT);
    assert_eq!(keys(&value["metrics"][0]), ["scenario", "metric", "a", "b"]);
    let weights = json("compare apec-40b apec-40b --set weight=0.123");
    let names: Vec<&Value> = rows(&weights["inputs"]).iter().map(|row| &row["input"]).collect();
    assert_eq!(names, ["bear.weight", "base.weight", "bull.weight"]);
    let same = json("compare apec-40b apec-40b --set utilization=0.7");
    assert_eq!(rows(&same["inputs"]).len(), 3);

    let value = json("paybacks apec-40b");
    assert_eq!(keys(&value), ["preset", "scenarios"]);
    assert_eq!(keys(&value["scenarios"]), ["bear", "base", "bull"]);
    let ours = paybacks(&a.inputs, Scenario::Base);
    let base = &value["scenarios"]["base"];
    assert_eq!(keys(base), ["paybacks", "disagreements"]);
    assert!(is(&base["paybacks"][0]["years"], ours.rows[0].years));
    assert_eq!(rows(&base["disagreements"]).len(), ours.disagreements.len());
}

/// The years of the base that the side-by-side gives for a metric.
fn base_years(arguments: &str, metric: &str) -> Value {
    let value = json(&format!("paybacks {arguments}"));
    let paybacks = rows(&value["scenarios"]["base"]["paybacks"]);
    let row = paybacks.iter().find(|row| row["metric"] == metric).expect("a row");
    row["years"].clone()
}

#[test]
fn finding_1_the_usual_payback_does_not_follow() {
    assert!(near(&base_years("apec-40b", "payback_years"), 11.3, 0.05));
    assert!(near(&base_years("apec-40b", "cash_multiple_years"), 5.6, 0.05));
    assert!(near(&base_years("apec-40b", "income_multiple_years"), 12.9, 0.05));
    let value = json("solve apec-40b --metric payback_years --target 5");
    for driver in rows(&value["alone"]) {
        assert_eq!(driver["roots"], serde_json::json!([]), "{driver}");
    }
}

#[test]
fn finding_2_what_must_be_true_and_the_cliff() {
    let value = json("compare apec-40b apec-40b-reconciled");
    let inputs: Vec<&Value> = rows(&value["inputs"]).iter().map(|row| &row["input"]).collect();
    assert_eq!(inputs, ["programme.growth_share", "programme.revenue_yield"]);
    let b = |metric: &str| {
        let found = |row: &&Value| row["scenario"] == "base" && row["metric"] == metric;
        rows(&value["metrics"]).iter().find(found).expect("a row")["b"].clone()
    };
    assert!(near(&b("cash_multiple_years"), 4.3, 0.05));
    assert!(near(&b("payback_years"), 6.7, 0.05));
    assert!(near(&b("ebitda_margin"), 0.56, 0.005));
    // The same revenue from a share of 56 %.
    let beyond = "apec-40b-reconciled --set programme.growth_share=0.56 --set programme.revenue_yield=0.580357";
    assert!(near(&base_years(beyond, "payback_years"), 9.5, 0.05));
    // A point less utilization leaps there.
    let less = "apec-40b-reconciled --set base.utilization=0.64";
    assert!(near(&base_years(less, "payback_years"), 9.5, 0.05));
    let share = json(
        "solve apec-40b-reconciled --metric operating_income --target 2.754 \
         --vary programme.growth_share",
    );
    assert!(near(&share["roots"][0], 0.55, 0.002), "{share}");
}

#[test]
fn finding_3_the_bull_recipe_is_not_enough() {
    let value = json("attribute article-bull --metric operating_income --from base --to bull");
    let sum: f64 = rows(&value["rows"]).iter().filter_map(|row| row["effect"].as_f64()).sum();
    let effect = |index: usize| value["rows"][index]["effect"].as_f64().expect("a number");
    assert!((sum - (effect(2) + effect(3))).abs() < 1e-9, "power and attach make all of it");
    let with = |set: &str| {
        let value = json(&format!("eval article-bull {set}"));
        value["scenarios"]["bull"]["metrics"]["operating_income"].clone()
    };
    assert!(near(&with(""), 3.4, 0.05));
    assert!(near(&with("--set bull.attach=0.9"), 4.75, 0.01));
    let value = json(
        "solve article-bull --scenario bull --metric operating_income --target 5 --vary utilization",
    );
    assert!(near(&value["roots"][0], 0.767, 0.002), "{value}");
}

#[test]
fn finding_4_the_bear_never_pays_back() {
    let value = json("paybacks apec-40b");
    assert_eq!(value["scenarios"]["bear"]["paybacks"][0]["years"], Value::Null);
    let idle = json("tornado apec-40b --scenario bear --metric peak_idle_capital");
    assert!(near(&idle["at"], 22.5, 0.05));
}

#[test]
fn finding_5_the_multiplier_that_the_gdp_claim_needs() {
    let value = json(
        "solve apec-40b --metric gdp_contribution --target 45 --vary programme.gdp.multiplier",
    );
    assert!(near(&value["roots"][0], 2.6, 0.05), "{value}");
}

#[test]
fn bad_input_is_refused_with_what_would_be_valid() {
    let grid = "grid --metric npv --y power_delay=0..36/10 --x";
    let solve = "solve --metric npv --target";
    for (arguments, said) in [
        ("tornado --metric paybak".to_owned(), "did you mean ‘payback_years’?"),
        ("tornado --metric npv --scenario bul".to_owned(), "did you mean ‘bull’?"),
        ("tornado --metric npv --pm 0".to_owned(), "above 0 % and below 100 %"),
        ("tornado --metric npv --pm 10".to_owned(), "1000 % is no share"),
        ("tornado --metric npv --pm -5%".to_owned(), "−5 % is no share"),
        (format!("{grid} utilisation=0.4..0.9/5"), "did you mean utilization?"),
        (format!("{grid} utilization=0.9..0.4/5"), "the first end must be below the second"),
        (format!("{grid} utilization=0.4..0.4/5"), "is no interval"),
        (format!("{grid} utilization=0.4..1.9/5"), "utilization can't be 1.9: valid is 0..1"),
        (format!("{grid} utilization=0.4..0.9/100000000"), "more than 1,000,000 cells"),
        (format!("{grid} utilization=0.4..0.9/1"), "at least 2"),
        (format!("{grid} utilization=0.4..0.9/x"), "valid: 2 or more"),
        (format!("{grid} utilization=0.4..0.9"), "how many points?"),
        (format!("{grid} utilization=0.4-0.9/5"), "write A..B"),
        (format!("{grid} utilization"), "write INPUT=A..B/N"),
        (format!("{grid} power_delay=0..12/5"), "two different inputs"),
        (format!("{grid} ppa_coverage=0..1/5"), "can't be varied together"),
        (format!("{grid} attach=0..1/5 --target NaN"), "no finite number"),
        (format!("{solve} NaN"), "no finite number"),
        (format!("{solve} inf"), "no finite number"),
        (format!("{solve} plenty"), "is not a number"),
        (format!("{solve} 10%"), "leave the % out"),
        (format!("{solve} 0 --vary ramp_month"), "did you mean programme.ramp_months?"),
        (format!("{solve} 0 --vary bull.attach"), "--scenario bull"),
        (format!("{solve} 0 --vary programme.horizon"), "can be --set, but not varied"),
        (format!("{solve} 0 --vary attach --between 0.5..0.5"), "is no interval"),
        (format!("{solve} 0 --between 0.1..0.5"), "--vary"),
        ("attribute --metric npv --from base --to base".to_owned(), "two different ones"),
        ("attribute --metric npv --from base --to moon".to_owned(), "valid: bear, base, bull"),
        (
            "attribute --metric payback_years --from base --to bear".to_owned(),
            "no value with utilization of bear",
        ),
        ("explain --metric nvp".to_owned(), "did you mean ‘npv’?"),
        ("compare apec-40b apec-40x".to_owned(), "did you mean ‘apec-40b’?"),
        ("paybacks --set utilisation=1".to_owned(), "did you mean utilization?"),
    ] {
        let error = refusal(&arguments);
        assert!(error.contains(said), "{arguments}: {error}");
        let began = error
            .lines()
            .filter(|line| line.starts_with("payback: ") || line.starts_with("error: "));
        assert_eq!(began.count(), 1, "{arguments}: {error}");
    }
}

#[test]
fn texts_read_well() {
    insta::assert_snapshot!("tornado", text("tornado apec-40b --metric payback_years"));
    insta::assert_snapshot!(
        "grid",
        text(
            "grid apec-40b --x utilization=0.4..0.9/51 --y power_delay=0..36/37 \
             --metric payback_years --target 10"
        )
    );
    insta::assert_snapshot!("solve", text("solve apec-40b --metric operating_income --target 5"));
    insta::assert_snapshot!(
        "solve_one_input",
        text(
            "solve article-bull --scenario bull --metric operating_income --target 5 --vary utilization"
        )
    );
    insta::assert_snapshot!(
        "attribute",
        text("attribute apec-40b --metric operating_income --from base --to bull")
    );
    insta::assert_snapshot!(
        "explain",
        text("explain apec-40b --metric cash_multiple_years --depth 2")
    );
    insta::assert_snapshot!("compare", text("compare apec-40b apec-40b-reconciled"));
    insta::assert_snapshot!("paybacks", text("paybacks apec-40b"));
}

/// Leaps are said in words, in JSON and in the table, for a driver alone and for the joint move.
#[test]
fn a_leap_over_the_target_is_said_in_every_form() {
    let asked = "solve export-controls --scenario bull --metric payback_years --target 8";
    let value = json(asked);
    assert_eq!(keys(&value["joint"]), ["moves", "distance", "leap"]);
    let leap = &rows(&value["joint"]["leap"])[..];
    let [before, after] = [0, 1].map(|side: usize| leap[side].as_f64().unwrap());
    assert!(before > 8.2 && after < 7.8, "{leap:?}");
    let words = text(asked);
    assert!(
        words.contains(&format!(
            "  Payback leaps from {before:.1} y to {after:.1} y there, past 8 y."
        )),
        "{words}"
    );
    let table = text(&format!("{asked} --format csv"));
    let distance = &value["joint"]["distance"];
    let row = format!("joint,,distance,{distance},,{},{}", leap[0], leap[1]);
    assert!(table.trim_end().ends_with(&format!(",{row}")), "{table}");
}

/// An announced value beyond its slider's end widens the range in which it is solved.
#[test]
fn a_present_value_beyond_its_slider_is_within_reach() {
    let asked = "solve apec-40b --set base.power_delay=48 --metric payback_years";
    let late = json(&format!("{asked} --target 15.5"));
    let delay = &late["alone"][2];
    assert_eq!(delay["input"], "power_delay");
    let now = json("eval apec-40b --set base.power_delay=48");
    assert_eq!(now["scenarios"]["base"]["metrics"]["payback_years"], Value::Null);
    let [at, before, after] = &rows(&delay["jumps"][0])[..] else { panic!("{delay}") };
    assert!(at.as_f64().is_some_and(|at| (36.0..48.0).contains(&at)), "{delay}");
    assert!(before.as_f64().is_some_and(|before| before < 15.5) && after.is_null(), "{delay}");
    let moved = late["joint"]["moves"]["power_delay"].as_f64().unwrap();
    assert!((36.0..48.0).contains(&moved), "{late}");
}
