//! Every tool's answer is what its command prints.

use crate::assistant::{Assistant, Home, wait};
use serde_json::{Value, json};
use std::fs;

/// Questions to every tool, with many of its arguments.
fn questions() -> Vec<(&'static str, Value)> {
    let set = json!({ "base.utilization": 0.7, "programme.horizon": "2045-12" });
    vec![
        ("list", json!({})),
        ("evaluate", json!({})),
        ("evaluate", json!({ "preset": "my case", "set": set, "quarterly": true })),
        ("evaluate", json!({ "preset": "./file.ron", "set": ["margin=30%"], "monthly": true })),
        ("solve", json!({ "metric": "npv", "target": 0, "vary": "utilization" })),
        (
            "solve",
            json!({ "metric": "irr", "target": "12%", "vary": "margin", "between": "0.2..0.5",
                    "scenario": "bull" }),
        ),
        ("solve", json!({ "preset": "grid-freeze", "metric": "operating_income", "target": -1.5 })),
        ("tornado", json!({ "metric": "payback_years", "set": { "attach": "40%" } })),
        ("tornado", json!({ "metric": "npv", "pm": 0.1, "spider": true, "scenario": "bear" })),
        (
            "grid",
            json!({ "x": "utilization=0.4..0.9/7", "y": "power_delay=0..36/5",
                    "metric": "payback_years", "target": 10 }),
        ),
        ("risk", json!({ "draws": 2000, "seed": 7 })),
        (
            "risk",
            json!({ "preset": "oracle-oci", "draws": 1000, "metrics": ["irr", "npv"],
                    "targets": ["payback_years<=10", "npv>=0"], "spread": true }),
        ),
        ("check", json!({})),
        ("check", json!({ "presets": ["apec-40b-reconciled", "my case", "file.ron"] })),
        ("explain", json!({ "metric": "operating_income@2031", "scenario": "bull" })),
        ("explain", json!({ "metric": "cash_multiple_years", "set": { "margin": 0.3 } })),
        ("compare", json!({ "presets": ["apec-40b", "my case"] })),
        ("compare", json!({ "presets": ["apec-40b", "apec-40b"], "set": { "utilization": 0.7 } })),
        ("compare", json!({ "all": true, "scenario": "bull", "sort": "npv_per_capital" })),
        ("compare", json!({ "presets": ["file.ron", "my case"], "metrics": ["npv", "irr"] })),
        ("report", json!({ "preset": "apec-40b", "set": set, "risk": true })),
        ("report", json!({ "preset": "six-findings" })),
    ]
}

#[test]
fn an_answer_is_what_its_command_prints() {
    let home = Home::new();
    wait(async {
        let assistant = Assistant::start(&home, &[], &[]).await;
        let mut unasked: Vec<String> =
            assistant.tools().await.iter().map(|tool| tool.name.to_string()).collect();
        for (tool, arguments) in questions() {
            unasked.retain(|name| name != tool);
            let (command, mut answer) = assistant.answer(tool, arguments).await;
            let printed = home.typed(&command);
            if let Value::String(text) = &answer {
                assert_eq!(text, &printed, "{command}");
                continue;
            }
            let mut printed: Value = serde_json::from_str(&printed).unwrap();
            // The time that it took.
            for of in [&mut answer, &mut printed] {
                if let Some(seconds) = of.get_mut("elapsed_seconds") {
                    *seconds = Value::Null;
                }
            }
            assert_eq!(answer, printed, "{command}");
        }
        assert!(unasked.is_empty(), "nothing is asked of {unasked:?}");
    });
}

#[test]
fn a_report_says_the_command_that_makes_it() {
    let home = Home::new();
    wait(async {
        let assistant = Assistant::start(&home, &[], &[]).await;
        let (command, text) = assistant.answer("report", json!({ "preset": "my case" })).await;
        let text = text.as_str().unwrap();
        assert_eq!(command, "payback report 'my case' --format md");
        assert!(text.contains(&format!("\n    {command}\n")), "{text}");
        assert!(text.starts_with("# ") && !text.contains("]("), "no chart is missing: {text}");
    });
}

#[test]
fn presets_that_cannot_be_read_are_named_beside_those_that_can() {
    let home = Home::new();
    fs::write(home.path().join("broken.ron"), "( format: 1,").unwrap();
    wait(async {
        let assistant = Assistant::start(&home, &[], &[]).await;
        let presets = json!({ "presets": ["apec-40b", "broken.ron", "nowhere"] });
        let result = assistant.asked("check", presets).await.unwrap();
        assert_eq!(result.is_error, Some(false));
        let object = result.structured_content.unwrap();
        assert_eq!(object["answer"].as_array().unwrap().len(), 1);
        let problems: Vec<&str> =
            object["problems"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(problems[0].contains("broken.ron") && problems[1].contains("nowhere"));
        let none = assistant.refusal("check", json!({ "presets": ["broken.ron"] })).await;
        assert!(none.contains("broken.ron"), "{none}");
    });
}

#[test]
fn what_cannot_be_answered_is_said_with_what_is_valid() {
    let home = Home::new();
    let grid = |x: &str, y: &str| json!({ "x": x, "y": y, "metric": "npv" });
    let cases = [
        ("evaluate", json!({ "preset": "apec-40" }), vec!["apec-40b"]),
        ("evaluate", json!({ "preset": 7 }), vec!["preset: ‘7’ is not valid"]),
        ("evaluate", json!({ "presets": "x" }), vec!["did you mean ‘preset’?"]),
        ("evaluate", json!({ "set": { "utilisation": 0.7 } }), vec!["utilisation", "utilization"]),
        ("evaluate", json!({ "set": { "utilization": 7 } }), vec!["utilization", "0..1"]),
        ("evaluate", json!({ "set": ["utilization"] }), vec!["KEY=VALUE"]),
        ("evaluate", json!({ "monthly": 1 }), vec!["monthly: ‘1’", "true or false"]),
        ("solve", json!({ "metric": "npvv", "target": 0 }), vec!["--metric npvv", "‘npv’"]),
        ("solve", json!({ "metric": "npv" }), vec!["target: is needed"]),
        ("solve", json!({ "metric": "npv", "target": "soon" }), vec!["--target soon"]),
        (
            "solve",
            json!({ "metric": "npv", "target": 0, "vary": "ramp_months" }),
            vec!["--vary ramp_months", "programme.ramp_months"],
        ),
        (
            "solve",
            json!({ "metric": "npv", "target": 0, "between": "0..1" }),
            vec!["--vary <INPUT>"],
        ),
        ("tornado", json!({ "metric": "npv", "scenario": "bul" }), vec!["did you mean ‘bull’?"]),
        ("tornado", json!({ "metric": "npv", "pm": -3 }), vec!["--pm -3"]),
        ("grid", grid("utilization", "attach=0..1/3"), vec!["--x utilization", "INPUT=A..B/N"]),
        ("grid", grid("utilization=0..1/2", "utilization=0..1/2"), vec!["utilization"]),
        ("grid", grid("utilization=0..1/2000", "attach=0..1/2000"), vec!["1,000,000"]),
        (
            "grid",
            grid("utilization=0..1/300", "attach=0..1/300"),
            vec!["1,000,000", "run the command: payback grid apec-40b"],
        ),
        ("risk", json!({ "draws": 100_000_000 }), vec!["draws: ", "from 1 to 1000000"]),
        ("risk", json!({ "seed": -1 }), vec!["seed: "]),
        ("risk", json!({ "metrics": ["npv", "cash"] }), vec!["--metrics npv,cash", "‘cash’"]),
        ("risk", json!({ "targets": ["npv=0"] }), vec!["--target npv=0"]),
        ("explain", json!({ "metric": "npv@2031" }), vec!["headline year"]),
        ("compare", json!({ "presets": ["apec-40b"] }), vec!["presets: name at least 2"]),
        ("compare", json!({ "all": true, "sort": "npvv" }), vec!["--sort npvv", "‘npv’"]),
        ("report", json!({ "preset": "six-findings", "risk": true }), vec!["--risk"]),
        ("report", json!({ "file": "memo.md" }), vec!["file: nothing can be written here"]),
    ];
    wait(async {
        let assistant = Assistant::start(&home, &[], &[]).await;
        for (tool, arguments, parts) in cases {
            let said = assistant.refusal(tool, arguments.clone()).await;
            for part in parts {
                assert!(said.contains(part), "{tool} {arguments}: no ‘{part}’ in {said}");
            }
            assert!(!said.contains("Usage") && !said.contains("error:"), "{tool}: {said}");
        }
        let unknown = assistant.asked("tornadoes", json!({})).await.unwrap_err().to_string();
        assert!(unknown.contains("did you mean ‘tornado’?"), "{unknown}");
        assistant.assert_well().await;
    });
}
