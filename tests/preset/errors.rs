//! What a person reads when a preset file has something wrong with it: one snapshot for each kind
//! of mistake, as the whole report is printed.

use payback::preset::{read, read_file};

/// A small sound preset that the cases below spoil.
const SOUND: &str = r#"(
    format: 1,
    name: "Small",
    programme: (
        start: "2025-11",
        headline_year: 2029,
        sites: [(name: "Here", pledge: 40.0, first: "2026-01", months: 32)],
        gdp: (multiplier: 1.5),
        tax_rate: 0.18,
    ),
    scenarios: (
        bear: (utilization: 0.45, margin: 0.29, power_delay: Months(18.0), attach: 0.15),
        base: (utilization: 0.65, margin: 0.31, power_delay: Months(3.0), attach: 0.30),
        bull: (utilization: 0.80, margin: 0.32, power_delay: Indicators(ppa_coverage: 0.85, queue_months: 20.0, transformer_weeks: 128.0, ordered_ahead_months: 27.0), attach: 0.45),
    ),
    risk: (shape: Percentiles, comovement: 0.3, correlations: [("power_delay", "utilization", -0.3)]),
    claims: [
        (id: "income", says: "It earns.", kind: Tested, scenario: base, measure: "operating_income", within: (2.5, 3.0)),
    ],
    sources: {
        "utilization": (note: "a guess", cite: "here", as_of: "2025-10-29"),
    },
)
"#;

fn report(bytes: &[u8]) -> String {
    read(bytes, "my.ron").expect_err("the file should be refused").to_string()
}

/// The report on the sound preset with some of its text replaced.
fn spoilt(changes: &[(&str, &str)]) -> String {
    let mut text = SOUND.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    report(text.as_bytes())
}

/// What is wrong with the measure of a claim as of a year is said with what is valid.
#[test]
fn claims_as_of_a_year() {
    for (measure, reason, help) in [
        ("revenues@2030", "There is no metric or series ‘revenues’.", "did you mean ‘revenue’?"),
        ("@2030", "There is no metric or series ‘’.", "valid: revenue, operating_income"),
        ("revenue@", "‘’ is not a year.", "write revenue@YYYY"),
        ("revenue@soon", "‘soon’ is not a year.", "write revenue@YYYY"),
        ("revenue@2025", "2025 is not wholly inside the horizon.", "valid: 2026 to 2040"),
        ("revenue@2041", "2041 is not wholly inside the horizon.", "valid: 2026 to 2040"),
        ("fcf@2024", "2024 is not modelled.", "valid: 2025 to 2040"),
        ("fcf", "‘fcf’ is a series.", "name the year as well, such as fcf@2029"),
        ("npv@2030", "‘npv’ doesn't depend on the headline year.", "write npv alone"),
        ("margin@2030", "‘margin’ doesn't depend on the headline year.", "write margin alone"),
    ] {
        let report = spoilt(&[("\"operating_income\"", &format!("\"{measure}\""))]);
        for words in [reason, help] {
            assert!(report.contains(words), "{measure}: no ‘{words}’ in\n{report}");
        }
    }
    for measure in ["revenue@2026", "fcf@2025", "net_book_value@2040", "roic@2031"] {
        let text = SOUND.replace("\"operating_income\"", &format!("\"{measure}\""));
        assert!(read(text.as_bytes(), "my.ron").is_ok(), "{measure}");
    }
    // Where the dates are wrong, nothing is said of years.
    let report =
        spoilt(&[("\"operating_income\"", "\"revenue@2041\""), ("\"2025-11\"", "\"2025-13\"")]);
    assert!(!report.contains("2041"), "{report}");
}

macro_rules! cases {
    ($($name:ident: $($old:expr => $new:expr),+;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(spoilt(&[$(($old, $new)),+]));
        })+
    };
}

cases! {
    unknown_field: "tax_rate" => "tax_rat";
    field_of_another_record: "tax_rate: 0.18," => "tax_rate: 0.18, utilization: 0.5,";
    several_fields_at_once: "multiplier" => "multiplyer", "margin: 0.31" => "marge: 0.31", "Percentiles" => "Percentile", "kind: Tested" => "kind: tested";
    structure_and_values_at_once: "kind: Tested" => "kid: Tested", "0.31" => "7.0", "2029" => "2077", "40.0" => "NaN", "-0.3)]" => "-3.0)]";
    values_beside_what_is_left_out: "start: \"2025-11\"" => "stat: \"2025-11\"", "2029" => "2077", "0.31" => "7.0", "Months(18.0)" => "Weeks(900.0)", "within:" => "witin:", "\"utilization\": (note" => "\"utilisation\": (note";
    missing_fields: "margin: 0.31, " => "", "attach: 0.15" => "";
    missing_scenario_fields_all: "(utilization: 0.45, margin: 0.29, power_delay: Months(18.0), attach: 0.15)" => "()";
    text_for_a_number: "0.18" => "\"0.18\"";
    number_for_text: "\"Small\"" => "7";
    number_for_a_record: "(multiplier: 1.5)" => "1.5";
    list_for_a_record: "(multiplier: 1.5)" => "[1.5]";
    month_without_quotes: "\"2025-11\"" => "2025-11";
    whole_year: "2029" => "2029.5";
    not_a_number_at_all: "0.18" => "0.1.8";
    decimal_comma: "0.18" => "0,18";
    percent: "0.18" => "18%";
    delay_without_its_word: "Months(3.0)" => "3.0";
    delay_of_a_wrong_kind: "Months(3.0)" => "Weeks(12.0)";
    delay_of_two_numbers: "Months(3.0)" => "Months(3.0, 4.0)";
    delay_lacks_an_indicator: "queue_months: 20.0, " => "";
    word_before_a_record: "programme: (" => "programme: Programme(";
    quoted_choice: "kind: Tested" => "kind: \"Tested\"";
    nan_and_infinities: "0.18" => "NaN", "0.45" => "inf", "0.31" => "-inf", "40.0" => "1e999";
    out_of_range: "0.45" => "1.45", "0.31" => "-0.75", "Months(3.0)" => "Months(121.0)", "ppa_coverage: 0.85" => "ppa_coverage: 85.0", "multiplier: 1.5" => "multiplier: -1.5", "months: 32" => "months: 31.5";
    contradictions: "\"2026-01\"" => "\"2024-01\"", "2029" => "2041";
    horizon_before_start: "start: \"2025-11\"" => "start: \"2025-11\", horizon: \"2024-01\"";
    no_sites: "[(name: \"Here\", pledge: 40.0, first: \"2026-01\", months: 32)]" => "[]";
    nothing_pledged: "pledge: 40.0" => "pledge: 0.0";
    weights_all_zero: "bear: (" => "bear: (weight: 0.0, ", "base: (" => "base: (weight: 0.0, ", "bull: (" => "bull: (weight: 0.0, ";
    bad_months: "\"2025-11\"" => "\"Nov 2025\"", "\"2026-01\"" => "\"2026-13\"";
    claim_without_a_bound: ", within: (2.5, 3.0)" => "";
    claim_with_two_bounds: "within: (2.5, 3.0)" => "within: (2.5, 3.0), at_least: 2.0";
    claim_with_two_bounds_out_of_order: "within: (2.5, 3.0)" => "at_most: 2.0, within: None, at_least: Some(1.0)";
    claim_reversed: "(2.5, 3.0)" => "(3.0, 2.5)";
    claim_bound_not_finite: "(2.5, 3.0)" => "(2.5, inf)";
    claim_bound_of_one_number: "(2.5, 3.0)" => "2.5";
    claim_of_an_unknown_measure: "operating_income" => "operating_incme";
    claim_of_an_unknown_scenario: "scenario: base" => "scenario: basis";
    claim_id_twice: "    ],\n    sources" => "        (id: \"income\", says: \"Again.\", kind: Input, scenario: bear, measure: \"utilization\", at_most: 0.5),\n    ],\n    sources";
    field_twice: "tax_rate: 0.18" => "tax_rate: 0.18, tax_rate: 0.2";
    key_twice: "    },\n)" => "        \"utilization\": (note: \"another\"),\n    },\n)";
    unknown_source_key: "\"utilization\": (" => "\"utilisation\": (";
    source_key_without_programme: "\"utilization\": (" => "\"server_life\": (";
    source_key_of_a_missing_site: "\"utilization\": (" => "\"programme.sites.1.pledge\": (";
    as_of_not_a_date: "2025-10-29" => "29 Oct 2025";
    source_of_too_few_values: "as_of: \"2025-10-29\"" => "of: [0.45, 0.65]";
    source_of_a_date_with_a_value: "\"utilization\": (" => "\"programme.start\": (of: [2025.0], ";
    source_of_more_scenarios_than_use_it: "\"utilization\": (" => "\"queue_months\": (of: [20.0, 20.0, 20.0], ";
    source_of_an_indicator_that_is_not_used: "\"utilization\": (" => "\"base.queue_months\": (of: [20.0], ";
    source_of_no_number: "as_of: \"2025-10-29\"" => "of: [0.45, inf, NaN]";
    source_of_a_bare_number: "as_of: \"2025-10-29\"" => "of: 0.45";
    source_of_a_star_in_an_unknown_field: "\"utilization\": (" => "\"programme.sites.*.pledges\": (";
    source_of_sites_that_differ_with_two_values: "months: 32)" => "months: 32), (name: \"Other\", pledge: 5.0, first: \"2026-01\", months: 32)", "\"utilization\": (" => "\"programme.sites.*.pledge\": (of: [40.0, 5.0], ";
    correlation_of_an_unknown_driver: "(\"power_delay\", \"utilization\"" => "(\"power\", \"npv\"";
    correlation_with_itself: "(\"power_delay\", \"utilization\"" => "(\"margin\", \"margin\"";
    correlation_twice: "-0.3)]" => "-0.3), (\"utilization\", \"power_delay\", 0.1)]";
    correlation_out_of_range: "-0.3)]" => "-1.3)]";
    comovement_out_of_range: "0.3, corr" => "1.3, corr";
    empty_name: "\"Small\"" => "\"  \"";
    newer_format: "format: 1" => "format: 2";
    older_than_the_first_format: "format: 1" => "format: 0";
    format_missing: "format: 1,\n" => "";
    missing_comma: "0.18,\n" => "0.18\n", "    ),\n    scenarios" => "    )\n    scenarios";
    unclosed_bracket: "(multiplier: 1.5)," => "(multiplier: 1.5,";
    wrong_bracket: "months: 32)]" => "months: 32]]";
    unclosed_text: "\"Small\"," => "\"Small,";
    unclosed_text_before_a_dollar: "name: \"Small\"," => "name: \"Small,\n    summary: \"$40bn of it\",";
    no_outer_bracket: "(\n    format" => "\n    format";
    unclosed_comment: "tax_rate" => "/* tax_rate";
    curly_quotation_marks: "\"Small\"" => "“Small”";
    bad_escape: "\"Small\"" => "\"C:\\Small\"";
    something_after_the_end: "},\n)" => "},\n))";
    equals_sign: "tax_rate: 0.18" => "tax_rate = 0.18";
    foreign_attribute: "(\n    format" => "#![enable(time_travel)]\n(\n    format";
    hostile_text: "tax_rate" => "\"\u{202e}\u{1b}[2J\u{7}evil\": 1, tax_rate";
    hostile_value: "\"Small\"" => "\"Small\", /* \u{202e}\u{1b}]0;owned\u{7} */ nam: 3";
}

#[test]
fn empty_file() {
    insta::assert_snapshot!(report(b""));
}

#[test]
fn not_utf8() {
    let mut bytes = SOUND.as_bytes().to_vec();
    let at = SOUND.find("Small").unwrap();
    bytes[at + 1] = 0xe4;
    insta::assert_snapshot!(report(&bytes));
}

#[test]
fn utf16() {
    insta::assert_snapshot!(report(b"\xff\xfe(\0"));
}

#[test]
fn utf16_without_a_mark() {
    let little: Vec<u8> = SOUND.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = SOUND.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        let report = report(&bytes);
        assert!(report.contains("The file is not UTF-8 text: the byte 0x00"), "{report}");
        assert!(report.contains("it looks like UTF-16; save it as UTF-8"), "{report}");
    }
}

#[test]
fn no_preset_at_all() {
    insta::assert_snapshot!(report(b"root:x:0:0:root:/root:/bin/bash\nbin:x:1:1::/:/bin/false\n"));
}

#[test]
fn lines_that_end_in_carriage_returns() {
    let text = format!("// A comment.\n{}", SOUND.replace("0.31", "7.0"));
    let expected = report(text.as_bytes());
    assert!(expected.contains("my.ron:14:"), "{expected}");
    for end in ["\r", "\r\n"] {
        assert_eq!(report(text.replace('\n', end).as_bytes()), expected);
    }
    assert!(read(SOUND.replace('\n', "\r").as_bytes(), "my.ron").is_ok());
}

#[test]
fn too_large() {
    insta::assert_snapshot!(report(&vec![b' '; 1024 * 1024 + 1]));
}

#[test]
fn nested_too_deeply() {
    let nested = format!("(format: 1, name: {}", "(".repeat(100_000));
    insta::assert_snapshot!(report(nested.as_bytes()));
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let shown = |name: &str| {
        let error = read_file(&folder.path().join(name)).expect_err("there is no such preset");
        error.to_string().replace(&*folder.path().to_string_lossy(), "DIR")
    };
    std::fs::write(folder.path().join("large.ron"), vec![b' '; 2 * 1024 * 1024]).unwrap();
    assert!(shown("large.ron").contains("The file is larger than 1 MiB"));
    let reports = [shown("gone.ron"), shown(".")].join("\n");
    // The folder's own name may be long enough to be shortened.
    assert!(reports.contains("error: There is no such file: "), "{reports}");
    assert!(reports.contains("gone.ron. Check the path"), "{reports}");
    assert!(reports.contains(" is a folder, not a preset. Name a file in it"), "{reports}");
    // Nothing was read, so that nothing has a place.
    assert!(reports.lines().count() == 2 && !reports.contains(":1"), "{reports}");
    let error = read_file(&folder.path().join("gone.ron")).unwrap_err();
    assert_eq!(format!("error: {}", error.first_line()), error.to_string());
}

#[test]
fn what_looks_odd_but_is_sound_just_works() {
    let with_bom = format!("\u{feff}{SOUND}");
    let odd = SOUND
        .replace("2029", "2029.0")
        .replace("format: 1", "format: 1.0")
        .replace("within: (2.5, 3.0)", "within: Some((2.5, 3)), at_most: None")
        .replace("\"Small\"", "r#\"Small\"#")
        .replace('\n', "\r\n");
    let plain = read(SOUND.as_bytes(), "a").unwrap();
    for text in [with_bom, odd, format!("{}{}{SOUND}", "/*".repeat(50_000), "*/".repeat(50_000))] {
        match read(text.as_bytes(), "b") {
            Ok(preset) => assert_eq!(preset, plain),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn what_is_left_out_has_its_default() {
    let bare = r#"(format: 1, name: "Bare", scenarios: (
        bear: (utilization: 0.45, margin: 0.29, power_delay: Months(18), attach: 0.15),
        base: (utilization: 0.65, margin: 0.31, power_delay: Months(3), attach: 0.30),
        bull: (utilization: 0.80, margin: 0.32, power_delay: Months(0), attach: 0.45)))"#;
    let preset = read(bare.as_bytes(), "bare").unwrap();
    assert_eq!(preset.inputs.programme, payback::model::Programme::default());
    let sites = bare.replace(
        "scenarios:",
        "programme: (sites: [(), (name: \"There\"), (pledge: 2)]), scenarios:",
    );
    let names: Vec<String> = read(sites.as_bytes(), "sites")
        .unwrap()
        .inputs
        .programme
        .sites
        .into_iter()
        .map(|site| site.name)
        .collect();
    assert_eq!(names, ["Site 1", "There", "Site 3"]);
}

#[test]
fn the_headline_year_may_be_the_last_and_must_lie_wholly_inside() {
    let ending = |month: &str, year: &str| {
        let horizon = format!("headline_year: {year},\n        horizon: \"{month}\"");
        let text = SOUND.replace("headline_year: 2029", &horizon);
        read(text.as_bytes(), "my.ron")
    };
    let preset = ending("2040-12", "2040").expect("the last year, and a whole one");
    assert_eq!(preset.inputs.programme.headline_year, 2040);
    assert!(ending("2041-11", "2040").is_ok());
    // Both ends: the first year begins in November, the last lacks its December.
    for (month, year) in [("2040-11", "2040"), ("2040-12", "2041"), ("2040-12", "2025")] {
        let refused = ending(month, year).expect_err(year).to_string();
        assert!(refused.contains("headline_year"), "{refused}");
    }
}
