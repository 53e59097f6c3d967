//! `payback risk` as it is run: its JSON key by key, the same on any number of threads, what it
//! says to bad input, what Ctrl-C leaves, and the finding that it was made to show.

use serde_json::Value;
use std::io::Read;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A command of these words; what stands between apostrophes is one of them.
fn command(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payback"));
    command.arg("risk").env("XDG_DATA_HOME", "/nowhere").stdin(Stdio::null());
    for (index, part) in arguments.split('\'').enumerate() {
        if index % 2 == 1 {
            command.arg(part);
        } else {
            command.args(part.split_whitespace());
        }
    }
    command
}

fn run(arguments: &str) -> Output {
    command(arguments).output().expect("the binary")
}

fn text(arguments: &str) -> String {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{arguments}: {said}");
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

fn refusal(arguments: &str) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments}");
    assert!(output.stdout.is_empty(), "{arguments} prints something");
    String::from_utf8(output.stderr).expect("text")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn figure(value: &Value, path: &str) -> f64 {
    value.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no figure at {path}"))
}

/// With the announced values as P10 and P90 and mild comovement, the base is not the middle.
#[test]
fn the_base_is_not_the_middle_of_the_odds() {
    let value = json("apec-40b --target payback_years<=10");
    assert_eq!(value["draws"], 100_000);
    let (income, at) = ("/metrics/operating_income", |path: &str| figure(&value, path));
    let median = at(&format!("{income}/p50"));
    assert!((median - 2.0).abs() < 0.1, "the median is {median}");
    let own = |scenario: &str| at(&format!("{income}/scenarios/{scenario}"));
    assert!((own("bear") - 8.0).abs() < 1.5, "the bear lies at {}", own("bear"));
    assert!((own("bull") - 96.0).abs() < 1.5, "the bull lies at {}", own("bull"));
    assert!(own("base") > 58.0, "the base lies at {}", own("base"));
    let odds = at("/targets/0/probability");
    assert!((odds - 0.2).abs() < 0.02, "payback within 10 years has odds of {odds}");
}

/// Of the draws that never pay back, three in ten, payback is later than of all others.
#[test]
fn never_is_the_latest_payback() {
    let value = json("apec-40b --metrics payback_years");
    let payback = &value["metrics"]["payback_years"];
    for (name, is_never) in
        [("p5", false), ("p25", false), ("p50", false), ("p75", true), ("p90", true), ("p95", true)]
    {
        assert_eq!(payback[name] == Value::Null, is_never, "{name}: {}", payback[name]);
    }
    let [half, base] = ["/p50", "/scenarios/base"].map(|path| figure(payback, path));
    assert!((half - 11.7).abs() < 0.05, "half of the draws pay back within {half}");
    assert!((base - 43.0).abs() < 1.0, "the base lies at P{base}");
    let defined = figure(payback, "/defined");
    assert!((defined - 0.695).abs() < 0.005, "{defined} pay back");

    let said = text("apec-40b --metrics payback_years --target payback_years<=10");
    let row = said.lines().find(|line| line.starts_with("Payback, years")).expect("a row");
    let cells: Vec<&str> = row.split_whitespace().skip(2).collect();
    assert_eq!(cells[5..], ["never", "never"], "{row}");
    assert!(said.contains("Mean and sd are of those that have one"), "{said}");
    assert!(said.contains(" P43 11.3 y"), "{said}");
    assert!(said.contains(" never in 30."), "the target says how many never pay back: {said}");

    let table = text("apec-40b --metrics payback_years --format csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let row = reader.records().next().expect("a row").expect("a row");
    let cell = |name: &str| &row[head.iter().position(|column| column == name).expect(name)];
    assert!(cell("p75").is_empty() && cell("p95").is_empty());
    assert!((cell("p50").parse::<f64>().expect("a figure") - half).abs() < 1e-12);
    for (name, path) in [("mean", "/mean"), ("sd", "/sd"), ("bear", "/scenarios/bear")] {
        let found = cell(name).parse::<f64>().expect("a figure");
        assert!((found - figure(payback, path)).abs() < 1e-9, "{name}");
    }
}

/// The odds of a bound and of its opposite add up to the draws that have a value.
#[test]
fn odds_name_the_share_of_draws_without_a_value() {
    let asked = "apec-40b --set programme.residual_share=0 --metrics irr \
                 --target irr<0 --target irr>=0 --target npv>=0";
    let value = json(asked);
    let [below, above, npv] = [0, 1, 2].map(|index| &value["targets"][index]);
    let [p, q] = [below, above].map(|target| figure(target, "/probability"));
    let defined = figure(below, "/defined");
    assert!((p + q - defined).abs() < 1e-9 && defined < 0.6, "{p} and {q} of {defined}");
    assert_eq!(figure(npv, "/defined").to_bits(), 1.0_f64.to_bits());
    let said = text(asked);
    let line = |start: &str| said.lines().find(|line| line.starts_with(start)).expect("a line");
    assert!(line("IRR < 0 %").contains("no value in 4"), "{said}");
    assert!(line("IRR ≥ 0 %").contains("no value in 4"), "{said}");
    assert!(!line("NPV ≥").contains("no value"), "{said}");
    let table = text(&format!("{asked} --format csv"));
    let row = table.lines().find(|line| line.contains(",target,irr<0,")).expect("a row");
    assert!(row.contains(&format!(",{defined},")), "{row}");
}

#[test]
fn a_mean_of_what_leaps_is_left_out_of_the_text() {
    let metrics = "apec-40b --metrics cash_multiple_years,npv";
    let said = text(metrics);
    let cells = |label: &str| -> Vec<String> {
        let row = said.lines().find(|line| line.starts_with(label)).expect("a row");
        row[label.len()..].split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(cells("Steady-state payback, years")[..2], ["–", "–"]);
    let value = json(metrics);
    let npv = |name: &str| {
        format!("{:.1}", figure(&value, &format!("/metrics/npv/{name}"))).replace('-', "−")
    };
    assert_eq!(cells("NPV, $bn")[..2], [npv("mean"), npv("sd")]);
    assert!(figure(&value, "/metrics/cash_multiple_years/sd") > 0.0, "it stays in JSON");
}

#[test]
fn json_has_the_keys_that_programs_rely_on() {
    let value = json("apec-40b --draws 3000 --seed 7 --target npv>=0 --target irr<12%");
    assert_eq!(keys(&value), ["draws", "seed", "metrics", "targets", "bands", "elapsed_seconds"]);
    assert_eq!((&value["draws"], &value["seed"]), (&Value::from(3000), &Value::from(7)));
    assert_eq!(
        keys(&value["metrics"]),
        [
            "operating_income",
            "run_rate_operating_income",
            "payback_years",
            "cash_multiple_years",
            "npv",
            "peak_draw"
        ]
    );
    let npv = &value["metrics"]["npv"];
    let percentiles = ["p5", "p10", "p25", "p50", "p75", "p90", "p95"];
    let all: Vec<&str> =
        ["mean", "sd"].into_iter().chain(percentiles).chain(["defined", "scenarios"]).collect();
    assert_eq!(keys(npv), all);
    assert_eq!(keys(&npv["scenarios"]), ["bear", "base", "bull"]);
    let rising = percentiles.map(|name| npv[name].as_f64().expect("a figure"));
    assert!(rising.is_sorted(), "{rising:?}");
    // The bear never pays back: it lies above every draw that does.
    let payback = &value["metrics"]["payback_years"];
    assert_eq!(
        figure(payback, "/scenarios/bear").to_bits(),
        (100.0 * figure(payback, "/defined")).to_bits()
    );
    for (target, name) in
        value["targets"].as_array().expect("a list").iter().zip(["npv>=0", "irr<0.12"])
    {
        assert_eq!(keys(target), ["target", "probability", "standard_error", "defined"]);
        assert_eq!(target["target"], name);
        let p = target["probability"].as_f64().expect("a figure");
        let error = target["standard_error"].as_f64().expect("a figure");
        assert!((error - (p * (1.0 - p) / 3000.0).sqrt()).abs() < 1e-12);
    }
    assert_eq!(keys(&value["bands"]), ["operating_income", "cumulative_fcf"]);
    for series in ["operating_income", "cumulative_fcf"] {
        let years = value["bands"][series].as_array().expect("a list");
        assert_eq!(years.len(), 16);
        assert_eq!(keys(&years[0]), ["year", "p5", "p25", "p50", "p75", "p95"]);
        assert_eq!((&years[0]["year"], &years[15]["year"]), (&2025.into(), &2040.into()));
    }
}

#[test]
fn the_same_seed_says_the_same_on_any_number_of_threads() {
    let on = |threads: usize, seed: u64| {
        let asked = format!("grid-freeze --draws 20000 --seed {seed} --threads {threads}");
        let mut value = json(&format!("{asked} --target payback_years<=12"));
        value.as_object_mut().expect("an object").remove("elapsed_seconds");
        value.to_string()
    };
    let one = on(1, 1);
    assert_eq!(on(2, 1), one);
    assert_eq!(on(5, 1), one);
    assert_ne!(on(1, 2), one);
}

#[test]
fn metrics_targets_and_changes_are_taken() {
    let value = json("apec-40b --draws 2000 --metrics irr,npv,irr --set base.utilization=0.7");
    assert_eq!(keys(&value["metrics"]), ["irr", "npv"]);
    let as_announced = json("apec-40b --draws 2000 --metrics npv");
    assert!(figure(&value, "/metrics/npv/p50") > figure(&as_announced, "/metrics/npv/p50") + 1.0);
    let plain = json("apec-40b --draws 2000 --metrics npv --plain");
    assert_ne!(plain["metrics"]["npv"]["mean"], as_announced["metrics"]["npv"]["mean"]);
    let capped = json("apec-40b --draws 500 --set bull.margin=0.6");
    assert_eq!(capped["flags"], Value::from(vec!["margin_capped"]));
}

/// The shares of a spread by driver, under this name.
fn shares<'a>(spread: &'a Value, name: &str) -> Vec<(&'a str, f64)> {
    let rows = spread["rows"].as_array().expect("rows");
    rows.iter()
        .map(|row| (row["driver"].as_str().expect("a name"), figure(row, &format!("/{name}"))))
        .collect()
}

const DRAWN: [&str; 5] = ["utilization", "margin", "power_delay", "attach", "capex_cut"];

#[test]
fn the_spread_of_correlated_drivers_is_shared_out_by_shapley_effects() {
    let asked = "apec-40b --draws 1000 --metrics npv,payback_years,capital,npv --spread";
    let value = json(asked);
    assert_eq!(keys(&value["spread"]), ["npv", "payback_years", "capital"]);
    for (metric, spread) in value["spread"].as_object().expect("an object") {
        assert_eq!(keys(spread), ["method", "rows"]);
        assert_eq!(spread["method"], "shapley");
        assert_eq!(keys(&spread["rows"][0]), ["driver", "effect", "standard_error"]);
        let effects = shares(spread, "effect");
        let drivers: Vec<&str> = effects.iter().map(|(driver, _)| *driver).collect();
        assert_eq!(drivers, DRAWN);
        let sum: f64 = effects.iter().map(|(_, effect)| effect).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{metric}: {sum}");
        for (driver, error) in shares(spread, "standard_error") {
            assert!((0.0..0.05).contains(&error), "{metric} {driver}: {error}");
        }
    }
    // Only the capex cut changes what is spent; the others go along with it, all alike.
    let of_capital = shares(&value["spread"]["capital"], "effect");
    assert!(of_capital[4].1 > 0.5, "{of_capital:?}");
    for (driver, effect) in &of_capital[..4] {
        assert!((effect - of_capital[0].1).abs() < 0.05, "{driver}: {effect}");
    }
    assert_eq!(json(&format!("{asked} --threads 1"))["spread"], value["spread"]);
    assert_ne!(json(&format!("{asked} --seed 2"))["spread"], value["spread"]);
    let words = text("apec-40b --draws 1000 --metrics npv --spread");
    let (_, spread) =
        words.split_once("Where the spread of NPV comes from, by Shapley effect\n").expect(&words);
    insta::assert_snapshot!("risk_spread", spread);
}

#[test]
fn the_spread_of_independent_drivers_is_shared_out_by_sobol_indices() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("independent.ron");
    let shown = Command::new(env!("CARGO_BIN_EXE_payback"))
        .args(["presets", "show", "apec-40b"])
        .output()
        .expect("the binary");
    let announced = String::from_utf8(shown.stdout).expect("text");
    let write = |risk: &str| {
        let from = announced.find("risk:").expect("settings");
        let to = from + announced[from..].find("claims:").expect("claims");
        let text = format!("{}risk: {risk},\n    {}", &announced[..from], &announced[to..]);
        std::fs::write(&path, text).expect("written");
    };
    let at = |options: &str| format!("'{}' {options}", path.display());
    write("( shape: Pert, comovement: 0.0 )");
    let value = json(&at("--draws 1000 --metrics npv,payback_years --spread"));
    assert_eq!(value["spread"]["npv"]["method"], "sobol");
    for metric in ["npv", "payback_years"] {
        let spread = &value["spread"][metric];
        assert_eq!(keys(&spread["rows"][0]), ["driver", "first", "total"]);
        let [first, total] = ["first", "total"].map(|name| shares(spread, name));
        assert_eq!(first.iter().map(|(driver, _)| *driver).collect::<Vec<_>>(), DRAWN);
        let sum = |shares: &[(&str, f64)]| shares.iter().map(|(_, share)| share).sum::<f64>();
        assert!(sum(&first) > 0.75 && sum(&first) < 1.01 && sum(&total) > 0.99, "{spread}");
    }
    let words = text(&at("--draws 1000 --metrics npv --spread"));
    assert!(words.contains("Where the spread of NPV comes from, by Sobol index\n"), "{words}");
    assert!(words.contains("alone  with others"), "{words}");
    let same = "--draws 1000 --metrics npv --spread --set capex_cut=0 --set utilization=0.6 --set \
                margin=0.3 --set power_delay=3 --set attach=0.3";
    assert_eq!(json(&at(same))["spread"]["npv"]["rows"], Value::Array(Vec::new()));
    assert!(text(&at(same)).contains("NPV is the same in every draw."));
    // Settings that can't be: said with the file's pair and what to change.
    write(
        "( comovement: 0.3, correlations: [ ( \"utilization\", \"power_delay\", 0.95 ), \
         ( \"utilization\", \"attach\", 0.95 ), ( \"power_delay\", \"attach\", -0.9 ) ] )",
    );
    let refused = refusal(&at(""));
    assert!(
        refused.contains(
            "utilization–power_delay can be at most −0.73 with all else as it is, not 0.95"
        ) && refused.contains("not positive definite"),
        "{refused}"
    );
    write("( correlations: [ ( \"utilization\", \"price_erosion\", 0.5 ) ] )");
    assert!(refusal(&at("")).contains("price_erosion is 0 in all three scenarios"));
}

#[test]
fn bad_input_is_told_what_is_valid() {
    for (arguments, said) in [
        ("--draws 0", "--draws 0: valid is a whole number from 1 to 1,000,000,000"),
        ("--draws 1.5", "valid is a whole number"),
        ("--draws -5", "--draws -5: valid is a whole number from 1 to 1,000,000,000"),
        ("--draws 1e12", "valid is a whole number"),
        ("--threads 0", "valid is 1..256"),
        ("--metrics npv,payback", "did you mean ‘payback_years’?"),
        ("--target payback<=3", "did you mean ‘payback_years’?"),
        ("--target npv=3", "such as payback_years<=10"),
        ("--target npv>=5%", "leave the % out"),
        ("--target npv>=NaN", "the bound is not a number"),
    ] {
        let refused = refusal(&format!("apec-40b {arguments}"));
        assert!(refused.contains(said), "{arguments}: {refused}");
    }
}

#[test]
fn the_text_is_drawn_and_keeps_to_its_width() {
    let text = text("apec-40b --draws 20000 --target payback_years<=10 --target npv>=0");
    insta::assert_snapshot!("risk_text", text);
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn csv_has_a_row_for_each_metric_and_target() {
    let text = text("apec-40b --draws 1000 --metrics npv --target npv>=0 --format csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("a head").len(), 19);
    let kinds: Vec<String> =
        reader.records().map(|row| row.expect("a row")[1].to_owned()).collect();
    assert_eq!(kinds, ["metric", "target"]);
}

#[test]
fn ctrl_c_ends_with_what_there_is() {
    let mut child = command("apec-40b --draws 1000000000 --format json --target npv>=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary");
    std::thread::sleep(Duration::from_millis(700));
    let signalled = Instant::now();
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("it runs");
    let mut text = String::new();
    child.stdout.take().expect("piped").read_to_string(&mut text).expect("text");
    assert!(child.wait().expect("it ends").success());
    assert!(signalled.elapsed() < Duration::from_secs(10), "{:?}", signalled.elapsed());
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let draws = value["draws"].as_u64().expect("a number");
    assert!(draws > 0 && draws < 1_000_000_000, "{draws}");
    assert_eq!(value["interrupted"], true);
    assert!(figure(&value, "/targets/0/probability") > 0.2);
}

#[test]
fn the_share_of_draws_without_a_value_is_named_with_the_odds() {
    let words = text("apec-40b --draws 2000 --metrics irr --set programme.residual_share=0");
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, _) = line.split_once(" of the draws have none and are left out").expect(&words);
    let (_, share) = before.rsplit_once("Of IRR, ").expect(&words);
    assert!(share.ends_with('%'), "{words}");
}

#[cfg(target_os = "linux")]
#[test]
fn where_memory_is_short_there_are_fewer_draws_and_the_json_says_so() {
    const ASKED: u64 = 20_000;
    let mut short = 0;
    for limit in (30_000..=120_000).rev().step_by(5_000) {
        let script = format!("ulimit -v {limit}; exec \"$0\" \"$@\"");
        let output = Command::new("/bin/sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_payback"), "risk", "apec-40b"])
            .args(["--draws", &ASKED.to_string(), "--format", "json", "--target", "npv>=0"])
            .env("XDG_DATA_HOME", "/nowhere")
            .stdin(Stdio::null())
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            // There is room for a simulation no more, or not even for the program itself.
            assert!(limit < 100_000, "{limit} kB: {said}");
            assert!(output.stdout.is_empty(), "{limit} kB");
            if said.contains("payback: ") {
                assert_eq!(output.status.code(), Some(2), "{limit} kB: {said}");
                assert!(said.contains("not enough memory"), "{limit} kB: {said}");
            }
            continue;
        }
        let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let draws = value["draws"].as_u64().expect("a number");
        let is_short = draws < ASKED;
        short += u32::from(is_short);
        assert!(draws > 0 && draws <= ASKED, "{limit} kB: {draws}");
        let flag = if is_short { Value::Bool(true) } else { Value::Null };
        assert_eq!(value["short_of_memory"], flag, "{limit} kB: {draws}");
        assert!(value["interrupted"].is_null(), "{limit} kB: nobody interrupted it");
        assert!((0.0..=1.0).contains(&figure(&value, "/targets/0/probability")));
    }
    assert!(short > 0, "memory was never short");
}
