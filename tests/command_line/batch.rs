//! Many cases at once: the figures of each are those of the model, whatever the rows look like.

use crate::evaluation::Home;
use payback::model::{Driver, Metric, Plan, Scenario, Workspace, evaluate};
use payback::preset::assignment::assign_field;
use payback::preset::{Library, Preset};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::io::Write;
use std::process::Stdio;

/// The figures of a preset with fields set.
fn evaluated(preset: &Preset, fields: &[(&str, String)], metric: Metric) -> Option<f64> {
    let mut preset = preset.clone();
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        assign_field(&mut preset, key, value).unwrap_or_else(|why| panic!("{key}={value}: {why}"));
    }
    let plan = Plan::new(&preset.inputs.programme);
    let drivers = preset.inputs.scenarios[Scenario::Base].drivers();
    evaluate(&plan, drivers, &mut Workspace::new()).metrics[metric]
}

const METRICS: [Metric; 4] =
    [Metric::OperatingIncome, Metric::PaybackYears, Metric::Npv, Metric::Irr];

/// Puts cases through the program and holds every figure against the model.
fn check(head: &[&str], cases: &[Vec<String>], json: bool) {
    let home = Home::new();
    let mut text = head.join(",") + "\n";
    for case in cases {
        text += &(case.join(",") + "\n");
    }
    let path = home.write("cases.csv", &text);
    let ids = METRICS.map(Metric::id).join(",");
    let format = if json { "jsonl" } else { "csv" };
    let arguments = ["batch", "apec-40b", "--inputs", &path, "--metrics", &ids, "--format", format];
    let said = home.done(&arguments);
    let mut lines = said.lines();
    if !json {
        assert_eq!(lines.next().unwrap(), format!("line,{ids}"));
    }
    let (preset, _) = Library::bundled_only().find("apec-40b").unwrap();
    for (number, case) in (2..).zip(cases) {
        let line = lines.next().unwrap_or_else(|| panic!("no line {number}: {text}"));
        let figures: Vec<Option<f64>> = if json {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(row["line"], number);
            METRICS.iter().map(|metric| row[metric.id()].as_f64()).collect()
        } else {
            let mut cells = line.split(',');
            assert_eq!(cells.next().unwrap(), number.to_string());
            cells.map(|cell| (!cell.is_empty()).then(|| cell.parse().unwrap())).collect()
        };
        let fields: Vec<(&str, String)> = head.iter().copied().zip(case.iter().cloned()).collect();
        for (metric, found) in METRICS.iter().zip(figures) {
            let expected = evaluated(&preset, &fields, *metric);
            assert_eq!(found.is_some(), expected.is_some(), "{metric:?} {fields:?}");
            if let (Some(found), Some(expected)) = (found, expected) {
                let slack = 1e-9 * expected.abs().max(1.0);
                assert!(
                    (found - expected).abs() <= slack,
                    "{metric:?} {fields:?}: {found} {expected}"
                );
            }
        }
    }
    assert_eq!(lines.next(), None);
}

/// A driver's value anywhere in its valid range, or far along its slider, sometimes left out.
fn value(driver: Driver) -> impl Strategy<Value = String> {
    let slider = driver.spec().slider;
    prop_oneof![
        4 => (0.0..=1.0_f64).prop_map(move |share| {
            (slider.min + share * (slider.max - slider.min)).to_string()
        }),
        1 => Just(String::new()),
        1 => (0_u32..=100).prop_map(move |percent| match driver {
            Driver::PowerDelay => (percent / 4).to_string(),
            _ => format!("{}%", (f64::from(percent) / 100.0).clamp(slider.min, slider.max) * 100.0),
        }),
    ]
}

#[test]
fn figures_are_those_of_eval_row_by_row() {
    let mut runner = TestRunner::new(Config { cases: 6, ..Config::default() });
    let row = (value(Driver::Utilization), value(Driver::PowerDelay), value(Driver::Attach));
    let rows = prop::collection::vec(row, 1..400);
    runner
        .run(&(rows, any::<bool>()), |(rows, json)| {
            let cases: Vec<Vec<String>> = rows.into_iter().map(|(a, b, c)| vec![a, b, c]).collect();
            check(&["base.utilization", "power_delay", "attach"], &cases, json);
            Ok(())
        })
        .unwrap();
    // Other fields are worked out one by one.
    let lives = [4.0, 5.0, 6.5];
    let cases: Vec<Vec<String>> = (0..60_u32)
        .map(|at| {
            let life = lives[at as usize % 3].to_string();
            vec![life, format!("{}%", 40 + at % 50), format!("20{}-06", 29 + at % 3)]
        })
        .collect();
    check(&["programme.server_life", "utilization", "programme.gdp.by"], &cases, false);
}

#[test]
fn whatever_a_file_looks_like_its_cases_are_found() {
    let home = Home::new();
    let figures = |text: &str| {
        let path = home.write("cases.csv", text);
        home.done(&["batch", "apec-40b", "--inputs", &path, "--metrics", "npv,npv"])
    };
    let plain = figures("utilization,attach\n0.7,0.3\n0.65,\n");
    for text in [
        "utilization,attach\r\n0.7,0.3\r\n0.65,\r\n",
        "utilization,attach\r\n0.7,0.3\n0.65,\r\n",
        "utilization,attach\r0.7,0.3\r0.65,\r",
        "\u{feff}utilization,attach\n0.7,0.3\n0.65,\n",
        "utilization,attach\n\"0.7\",\"0.3\"\n 0.65 ,\n",
        " utilization , attach \n70%,30%\n65%,\n",
        "utilization,attach\n0.7,0.3\n0.65,",
    ] {
        assert_eq!(figures(text), plain, "{text:?}");
    }
    // A line is that of the file, blank ones counted.
    for end in ["\n", "\r\n", "\r"] {
        let text = "utilization,attach\n0.7,0.3\n\n0.65,\n".replace('\n', end);
        assert_eq!(figures(&text).replace("\n4,", "\n3,"), plain, "{text:?}");
        let text = "\n\nutilization,attach\n\n0.7,0.3\n\n\n\"0.65\",".replace('\n', end);
        assert_eq!(
            figures(&text).replace("\n5,", "\n2,").replace("\n8,", "\n3,"),
            plain,
            "{text:?}"
        );
    }
    assert_eq!(figures("utilization\n"), "line,npv\n");
}

#[test]
fn what_is_no_case_is_left_out_with_its_line_or_ends_it() {
    let home = Home::new();
    let path = home.write(
        "cases.csv",
        "utilization,attach\n0.7,0.3\n7,0.3\nmuch,0.3\n0.7\n0.7,0.3,1\nNaN,0.3\ninf,0.3\n0.6,0.2\n",
    );
    let said = home.run(&["batch", "apec-40b", "--inputs", &path, "--metrics", "npv"]);
    assert_eq!(said.status, 1);
    let lines: Vec<&str> = said.out.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(lines, ["line", "2", "9"]);
    for part in [
        "line 3 is left out: utilization",
        "line 4 ",
        "line 5 ",
        "has 2 columns, this one 1",
        "line 8 ",
    ] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    home.refused(
        &["batch", "apec-40b", "--inputs", &path, "--strict", "-o", "out.csv"],
        &["line 3: utilization", "nothing below it is worked out"],
    );
    let figures = std::fs::read_to_string(home.path().join("out.csv")).unwrap();
    assert_eq!(figures.lines().count(), 2, "{figures}");
    home.refused(
        &["batch", "apec-40b", "--inputs", &path, "-o", &path, "--force"],
        &["the file of the cases"],
    );
    // What is set holds for all cases that don't set it.
    let set = ["batch", "apec-40b", "--inputs", &path, "--set", "attach=0.2", "--metrics", "npv"];
    let both = home.run(&set).out;
    let last = |text: &str| text.lines().last().unwrap().to_owned();
    assert_eq!(last(&both), last(&said.out), "the last case sets it to 0.2 itself");
    let own = home.write("own.csv", "utilization\n0.6\n");
    let set = ["batch", "apec-40b", "--inputs", &own, "--set", "attach=0.2", "--metrics", "npv"];
    assert_eq!(home.run(&set).out.lines().last().unwrap(), last(&said.out).replace("9,", "2,"));
    // By whatever name it goes.
    let link = home.path().join("same.csv");
    std::fs::hard_link(&path, &link).unwrap();
    home.refused(
        &["batch", "apec-40b", "--inputs", &path, "-o", "same.csv", "--force"],
        &["the file of the cases"],
    );
    let arguments = ["batch", "apec-40b", "--inputs", "-", "-o", "same.csv", "--force"];
    let redirected = home.command(&arguments).stdin(std::fs::File::open(&path).unwrap()).output();
    assert_eq!(redirected.unwrap().status.code(), Some(2));
    assert!(std::fs::read_to_string(&path).unwrap().contains("much,0.3"));
    home.refused(&["batch", "apec-40b", "--inputs", &path, "-o", "."], &["it is a folder"]);
    home.refused(&["batch", "apec-40b", "--inputs", &path, "-o", "a.json"], &[".csv or .jsonl"]);
    let there = home.run(&["batch", "apec-40b", "--inputs", &path, "-o", "-"]);
    assert!(there.out.starts_with("line,"), "{}", there.out);
    // What a quotation mark takes in is read only so far.
    let endless = format!("utilization\n0.7\n\"0.6\n{}", "0.5\n".repeat(600_000));
    let endless = home.write("endless.csv", &endless);
    home.refused(
        &["batch", "apec-40b", "--inputs", &endless],
        &["below line 2: a case is larger than 1 MiB; a quotation mark may be left open"],
    );
    home.refused(
        &["batch", "apec-40b", "--inputs", &path, "-o", "out.csv"],
        &["there is out.csv already"],
    );
    for (text, said) in [
        ("", "the first line names fields"),
        ("utilisation\n0.7\n", "did you mean utilization?"),
        ("utilization,utilization\n0.7,0.7\n", "stands there twice"),
        ("utilization,\n0.7,1\n", "column 2 has no name"),
    ] {
        let path = home.write("wrong.csv", text);
        home.refused(&["batch", "apec-40b", "--inputs", &path], &[said]);
    }
    let utf16: Vec<u8> = "utilization\n0.7\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, said) in [
        (&[&[0xff, 0xfe], &utf16[..]].concat()[..], "in UTF-16; save it as CSV in UTF-8"),
        (&utf16, "in UTF-16; save it as CSV in UTF-8"),
        (b"ausl\xe4ndisch\n1\n", "line 1 is not UTF-8 text; save it as CSV in UTF-8"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        home.refused(&["batch", "apec-40b", "--inputs", &path], &[said]);
    }
    home.refused(&["batch", "apec-40b", "--inputs", "nowhere.csv"], &["nowhere.csv"]);
    home.refused(&["batch", "apec-40b", "--inputs", "."], &["it is a folder; name a CSV file"]);
}

/// The most memory that a run over so many cases took, in MiB.
#[cfg(target_os = "linux")]
fn memory(cases: usize) -> f64 {
    let home = Home::new();
    let arguments = ["batch", "apec-40b", "--inputs", "-", "--metrics", "npv", "-o", "out.csv"];
    let mut child = home.command(&arguments).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"utilization,power_delay\n").unwrap();
    let mut written = Vec::new();
    for case in 0..cases {
        written.extend_from_slice(format!("0.{:03},{}\n", 300 + case % 600, case % 24).as_bytes());
        if written.len() > 1 << 16 {
            input.write_all(&written).unwrap();
            written.clear();
        }
    }
    input.write_all(&written).unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    drop(input);
    assert!(child.wait().unwrap().success());
    let lines = std::fs::read_to_string(home.path().join("out.csv")).unwrap().lines().count();
    assert_eq!(lines, cases + 1);
    let peak = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    peak.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

#[test]
#[cfg(target_os = "linux")]
fn memory_stays_flat_however_many_cases_there_are() {
    let (few, many) = (memory(20_000), memory(400_000));
    assert!(many < few + 12.0, "{few} MiB, then {many} MiB");
}
