//! `payback presets set` takes every field that a preset's file may hold.

use payback::preset::{differences, read};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder with a preset that has something in every list and map.
fn folder() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let settings = [
        "programme.sites.+=Second",
        "risk.correlations.margin.attach=0.5",
        "claims.new=base.operating_margin=10%..20%",
        "sources.margin.note=of all three",
        "views.+=start",
        "views.start.axes=utilization,margin",
    ];
    done(home.path(), &["presets", "copy", "apec-40b", "./mine.ron"]);
    done(home.path(), &[&["presets", "set", "mine.ron"][..], &settings].concat());
    home
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_payback"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let [out, error] =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code().unwrap(), out, error)
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let (status, out, error) = run(folder, arguments);
    assert_eq!((status, error.as_str()), (0, ""), "{arguments:?}");
    out
}

/// The key of a field of the schema in that preset.
fn key_of(path: &str) -> String {
    [
        ("programme.sites[]", "programme.sites.1"),
        ("claims[]", "claims.new"),
        ("sources{}", "sources.margin"),
        ("views[].set", "views.start.set.base.utilization"),
        ("views[]", "views.start"),
    ]
    .into_iter()
    .fold(path.to_owned(), |key, (path, name)| key.replace(path, name))
}

/// Another value for a field, valid beside all others of that preset.
fn value_for(path: &str, field: &Value) -> String {
    let fixed = match path {
        "currency" => "€",
        "programme.start" => "2025-10",
        "programme.horizon" => "2041-06",
        "programme.headline_year" => "2030",
        "claims[].measure" => "revenue@2028",
        "claims[].within" => "15%..25%",
        "sources{}.as_of" => "2026-02-03",
        "sources{}.of" => "0.1,20%,0.3",
        "views[].metric" => "irr",
        "views[].targets" => "npv>=0,irr>=10%",
        "views[].axes" => "utilization,power_delay",
        "views[].set" => "0.7",
        "views[].expect" => "base.npv > 0",
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    if let Some(words) = field["words"].as_array() {
        return words.last().unwrap().as_str().unwrap().to_owned();
    }
    match (field["kind"].as_str().unwrap(), &field["range"]) {
        ("text", _) => "Other words".to_owned(),
        ("month", _) => "2027-03".to_owned(),
        ("number", range) => {
            let low = range["min"].as_f64().unwrap_or(0.0);
            let high = range["max"].as_f64().unwrap_or(low + 100.0);
            let value = low + (high - low) * 0.37;
            let whole = range["whole"].as_bool() == Some(true);
            if whole { value.round().to_string() } else { value.to_string() }
        }
        (kind, _) => panic!("{path} is a {kind}: which value is one?"),
    }
}

/// The paths of the schema that hold a value. The places of a tuple are set with it.
fn holding_values(schema: &Value) -> Vec<(String, Value)> {
    let fields = schema.as_array().unwrap().iter();
    let fields: Vec<(String, Value)> =
        fields.map(|field| (field["path"].as_str().unwrap().to_owned(), field.clone())).collect();
    let is_place = |path: &str| path.ends_with(|last: char| last.is_ascii_digit());
    let holds_others = |path: &str| {
        let mut others = fields.iter().filter(|(other, _)| !is_place(other));
        others.any(|(other, _)| {
            other.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[', '{']))
        })
    };
    let with_value = |(path, _): &&(String, Value)| !is_place(path) && !holds_others(path);
    fields.iter().filter(with_value).cloned().collect()
}

#[test]
fn every_field_of_the_schema_is_set_and_reads_back_and_comments_stay() {
    let home = folder();
    let file = home.path().join("mine.ron");
    let text = fs::read_to_string(&file).unwrap();
    let before = read(text.as_bytes(), "").unwrap();
    let comments = |text: &str| text.lines().filter(|line| line.contains("//")).count();
    let schema = done(home.path(), &["presets", "schema", "--format", "json"]);
    let fields = holding_values(&serde_json::from_str(&schema).unwrap());
    assert!(fields.len() > 120, "{}", fields.len());
    for (path, field) in fields.iter().filter(|(path, _)| path != "format") {
        let (key, value) = match path.as_str() {
            "risk.correlations" => (format!("{path}.margin.attach"), "-0.3".to_owned()),
            _ => (key_of(path), value_for(path, field)),
        };
        let setting = format!("{key}={value}");
        let said = done(home.path(), &["presets", "set", "mine.ron", &setting]);
        assert!(said.starts_with("changed "), "{setting}: {said}");
        let after_text = fs::read_to_string(&file).unwrap();
        let after = read(after_text.as_bytes(), "").unwrap();
        // Nothing else is another than it was, and no comment is lost.
        let found = differences(&before, &after);
        let last = key.rsplit('.').next().unwrap();
        let is_of_field = |path: &str| {
            path.ends_with(&format!(".{last}"))
                || path == last
                || key.starts_with(path)
                || (last == "name" && path.starts_with("programme.sites."))
                || ["claims", "views", "risk.correlations"]
                    .iter()
                    .any(|part| key.starts_with(part) && path.starts_with(part))
        };
        assert!(!found.is_empty(), "{setting}");
        for difference in &found {
            let delay = key.contains("power_delay") && difference.path.starts_with('b');
            assert!(delay || is_of_field(&difference.path), "{setting}: {}", difference.path);
        }
        assert!(comments(&after_text) >= comments(&text), "{setting}");
        // It reads back as it was typed; what is called otherwise now has another key.
        if !["claims[].id", "views[].name"].contains(&path.as_str()) {
            let again = done(home.path(), &["presets", "set", "mine.ron", &setting]);
            assert!(again.starts_with("nothing to change"), "{setting}: {again}");
        }
        fs::write(&file, &text).unwrap();
    }
}

#[test]
fn sites_come_go_and_move_with_their_words() {
    let home = folder();
    let file = home.path().join("mine.ron");
    let text = || fs::read_to_string(&file).unwrap();
    let set = |settings: &[&str]| {
        done(home.path(), &[&["presets", "set", "mine.ron"][..], settings].concat())
    };
    set(&["programme.sites.1.pledge=10", "sources.programme.sites.1.pledge.note=announced"]);
    let noted = text()
        .replace("(name: \"Second\"", "( // in the north\n                name: \"Second\"")
        .replace("note: \"announced\"", "// in the press\n            note: \"announced\"");
    fs::write(&file, noted).unwrap();
    let before = read(text().as_bytes(), "").unwrap();

    let said = set(&["programme.sites.1=up"]);
    assert!(said.contains("14 APEC economies, Second → Second, 14 APEC economies"), "{said}");
    let after = text();
    let moved = read(after.as_bytes(), "").unwrap();
    assert_eq!(moved.inputs.programme.sites[0].name, "Second");
    assert!(after.find("// in the north") < after.find("name: \"14 APEC economies"), "{after}");
    let source =
        "\"programme.sites.0.pledge\": (\n            // in the press\n            note: \"ann";
    assert!(after.contains(source), "{after}");
    set(&["programme.sites.0=down"]);
    assert_eq!(read(text().as_bytes(), "").unwrap(), before);
    assert!(text().contains("// in the north") && text().contains("// in the press"), "{}", text());

    let said = set(&["programme.sites.1=none", "name=Without the second"]);
    assert!(said.contains("Second") && said.contains("Without the second"), "{said}");
    assert!(!text().contains("in the press") && !text().contains("in the north"), "{}", text());

    // All or nothing, and the last site stays.
    let before = text();
    for (settings, part) in [
        (
            &["summary=x", "programme.sites.0=none"][..],
            "programme.sites.0=none: it is the programme's only site",
        ),
        (&["programme.sites.+=x", "programme.sites.1.first=2020-01"], "programme.sites.1.first"),
        (
            &["views.start.targets=npv>>1"],
            "views.start.targets=npv>>1: ‘npv>>1’: the bound is not a number",
        ),
        (&["views.start.title={base.npw}"], "npw"),
        (&["claims.new.measure=revenue@2090"], "2090"),
        (&["programme.pledge=1"], "there is no field ‘programme.pledge’"),
    ] {
        let (status, out, error) =
            run(home.path(), &[&["presets", "set", "mine.ron"][..], settings].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{settings:?}");
        assert!(error.contains(part), "{settings:?}: {error}");
        assert_eq!(text(), before, "{settings:?}");
    }
}

#[test]
fn analyses_take_the_same_keys() {
    let home = folder();
    let risk = |settings: &[&str]| {
        let question = ["risk", "mine.ron", "--draws", "2000", "--metrics", "npv"];
        done(home.path(), &[&question[..], settings].concat())
    };
    assert_ne!(risk(&["--set", "risk.shape=Uniform"]), risk(&[]));
    assert_ne!(risk(&["--set", "programme.sites.1=none"]), risk(&[]));
    let report =
        done(home.path(), &["eval", "mine.ron", "--set", "name=Another", "--set", "currency=€"]);
    assert!(report.contains("Another") && report.contains('€'), "{report}");
    let (status, _, error) = run(home.path(), &["eval", "mine.ron", "--set", "views.gone=none"]);
    assert_eq!(status, 2);
    assert!(error.contains("--set views.gone=none: there is no view ‘gone’"), "{error}");
}
