//! Currency and views: read with every mistake named at its place, written, and kept through edits
//! and saves.

use payback::preset::library::BUNDLED;
use payback::preset::{Preset, SetTo, read, rewritten, to_ron};

/// What a person might write behind the name of a preset, and at its end.
const CURRENCY: &str = "\n    currency: \"€\", // all of it";
const VIEWS: &str = r#"
    views: [
        // The first page
        (
            name: "what must be true", preset: None, screen: Solve, scenario: base,
            metric: "cash_multiple_years", targets: ["cash_multiple_years<=5"],
            axes: ("utilization", "power_delay"),
            set: { "base.utilization": 0.7, "programme.horizon": "2041-06", "bull.attach": "50%" },
            title: "{base.payback_years}, {{as said}}", note: "{bull.revenue@2031} in 2031",
            expect: ["base.payback_years > 10", "base.operating_margin@2040 <= 45%"],
        ),
        (name: "only a name"), // the second
        (name: "elsewhere", preset: "my-own", set: { "programme.sites.40.pledge": 3.0 }),
    ],
)
"#;

/// The announced preset with a currency and views.
fn text() -> String {
    let (_, text) = BUNDLED[0];
    let text = text.replacen("as announced\",", &format!("as announced\",{CURRENCY}"), 1);
    let end = text.trim_end().strip_suffix(')').expect("the last bracket");
    format!("{end}{VIEWS}")
}

fn preset(text: &str) -> Preset {
    read(text.as_bytes(), "own.ron").unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn views_and_currency_are_read_and_written_as_they_are() {
    let preset = preset(&text());
    assert_eq!(preset.currency, "€");
    let [first, second, third] = &preset.views[..] else { panic!("{:?}", preset.views) };
    assert_eq!((first.screen, second.screen), (Some("Solve"), None));
    assert_eq!(first.axes, Some(["utilization", "power_delay"].map(str::to_owned)));
    let set = [
        ("base.utilization", SetTo::Number(0.7)),
        ("programme.horizon", SetTo::Text("2041-06".to_owned())),
        ("bull.attach", SetTo::Text("50%".to_owned())),
    ];
    assert_eq!(first.set, set.map(|(key, value)| (key.to_owned(), value)));
    assert_eq!(first.expect.len(), 2);
    assert_eq!((&*second.name, second.title.as_str()), ("only a name", ""));
    assert_eq!(third.preset.as_deref(), Some("my-own"));
    let again = read(to_ron(&preset).as_bytes(), "saved.ron").expect("what is written is read");
    assert_eq!(again, preset);
}

#[test]
fn an_edit_leaves_views_and_currency_as_they_stand() {
    let text = text();
    let mut preset = preset(&text);
    preset.inputs.programme.tax_rate = 0.25;
    let saved = rewritten(text.as_bytes(), &preset);
    // The value's source says what it spoke of.
    let saved = saved.replacen("\n            of: [0.18],", "", 1);
    assert!(saved == text.replacen("tax_rate: 0.18", "tax_rate: 0.25", 1), "{saved}");
    // And changes of their own touch nothing else.
    preset.currency = "CHF".to_owned();
    preset.views[0].set.remove(1);
    preset.views[0].expect.clear();
    preset.views.remove(1);
    let changed = rewritten(text.as_bytes(), &preset);
    let again = read(changed.as_bytes(), "changed.ron").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again, preset);
    assert!(changed.contains("currency: \"CHF\", // all of it"), "{changed}");
    assert!(changed.contains("// The first page") && changed.contains("{{as said}}"), "{changed}");
    preset.currency = "$".to_owned();
    preset.views.clear();
    let bare = rewritten(text.as_bytes(), &preset);
    assert_eq!(read(bare.as_bytes(), "bare.ron").ok(), Some(preset));
    assert!(bare.contains("currency: \"$\", // all of it"), "{bare}");
    assert!(!bare.contains("what must be true"), "{bare}");
}

/// What is said of the text with a part replaced.
fn said(from: &str, to: &str) -> String {
    let text = text();
    assert!(text.contains(from), "no {from}");
    let spoilt = text.replacen(from, to, 1);
    read(spoilt.as_bytes(), "own.ron").expect_err(to).to_string()
}

/// What is replaced by what, what is said of that, and what is said to be valid.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("\"€\"", "\"\"", "‘’ can't stand for a currency.", "valid: one to three characters"),
    ("\"€\"", "\"EURO\"", "‘EURO’ can't stand for a currency.", "one to three"),
    ("\"€\"", "\"\\n\"", "can't stand for a currency.", "one to three"),
    ("\"€\"", "3", "‘currency’ must be text in quotation marks", ""),
    ("title:", "titel:", "There is no field ‘titel’ in a view.", "did you mean ‘title’?"),
    ("name: \"only a name\"", "", "The field ‘name’ is missing in this view.", ""),
    ("\"only a name\"", "\" \"", "The view has no name.", "people choose it"),
    ("screen: Solve", "screen: Sovle", "‘screen’ can't be ‘Sovle’.", "did you mean ‘Solve’?"),
    ("screen: Solve", "screen: \"Solve\"", "‘screen’ can't be text.", "leave out the quotation"),
    (
        "scenario: base,\n            metric",
        "scenario: best,\n            metric",
        "‘scenario’ can't be ‘best’.",
        "base",
    ),
    (
        "\"cash_multiple_years\", targets",
        "\"cash_multiple\", targets",
        "There is no metric ‘cash_multiple’.",
        "did you mean ‘cash_multiple_years’?",
    ),
    (
        "years<=5",
        "years=5",
        "A target is a figure, one of <= >= < > and a bound",
        "payback_years<=10",
    ),
    (
        "\"cash_multiple_years<=5\"",
        "\"npw<=5\"",
        "There is no metric of that name.",
        "did you mean ‘npv’?",
    ),
    (
        "\"power_delay\")",
        "\"power_delays\")",
        "There is no input ‘power_delays’.",
        "did you mean ‘power_delay’?",
    ),
    (
        "\"power_delay\")",
        "\"utilization\")",
        "Both axes are the same input.",
        "two different inputs",
    ),
    (
        "axes: (\"utilization\", \"power_delay\")",
        "axes: (\"utilization\")",
        "‘axes’ must be 2 values",
        "(\"utilization\", \"power_delay\")",
    ),
    (
        "\"base.utilization\": 0.7",
        "\"base.utilisation\": 0.7",
        "There is no input ‘base.utilisation’; did you mean base.utilization?",
        "",
    ),
    (
        "\"base.utilization\": 0.7",
        "\"base.utilization\": 1.7",
        "base.utilization is 1.7, which is not valid: 0..1",
        "--set",
    ),
    (
        "\"base.utilization\": 0.7",
        "\"base.utilization\": NaN",
        "is NaN, which is not valid",
        "--set",
    ),
    (
        "\"base.utilization\": 0.7",
        "\"base.utilization\": [0.7]",
        "must be a number or a text, not a list",
        "",
    ),
    ("\"2041-06\"", "\"2041\"", "YYYY-MM", "--set"),
    (
        "\"2041-06\"",
        "\"2027-06\"",
        "headline_year: 2029 is not wholly inside the horizon",
        "set what fits the rest",
    ),
    (
        "{base.payback_years}, {{as said}}",
        "{base.payback_years",
        "The brace { has no other one.",
        "{{ is a brace",
    ),
    ("{{as said}}", "{{as said}", "The brace } has no other one.", "{{ is a brace"),
    (
        "{base.payback_years}",
        "{base.payback}",
        "‘base.payback’ can't be read: there is no metric or driver ‘payback’.",
        "did you mean ‘payback_years’?",
    ),
    (
        "{base.payback_years}",
        "{base.utilization}",
        "‘utilization’ is not a metric",
        "SCENARIO.METRIC",
    ),
    (
        "{bull.revenue@2031}",
        "{bull.revenue@2025}",
        "In ‘bull.revenue@2025’, 2025 is not wholly inside the horizon.",
        "valid: 2026 to 2040",
    ),
    (
        "base.payback_years > 10",
        "best.payback_years > 10",
        "there is no scenario ‘best’.",
        "bear, base, bull",
    ),
    (
        "base.payback_years > 10",
        "base.payback_years = 10",
        "an expectation is a figure, one of",
        "SCENARIO.METRIC",
    ),
    (
        "base.payback_years > 10",
        "base.payback_years > 10%",
        "the bound is a percentage, where years are counted",
        "",
    ),
    (
        "operating_margin@2040",
        "operating_margin@2042",
        "2042 is not wholly inside the horizon.",
        "valid: 2026 to 2040",
    ),
    (
        "operating_margin@2040",
        "npv@2039",
        "‘npv’ doesn't depend on the headline year.",
        "SCENARIO.METRIC",
    ),
    (
        "\"programme.sites.40.pledge\"",
        "\"programme.sites.64.pledge\"",
        "numbered from 0 to 63",
        "--set",
    ),
];

#[test]
fn what_is_wrong_with_a_view_is_said_with_what_is_valid() {
    let mut wrong = Vec::new();
    for (from, to, reason, help) in MISTAKES {
        let report = said(from, to);
        for words in [reason, help] {
            if !report.contains(words) {
                wrong.push(format!("{to}: no ‘{words}’ in\n{report}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
