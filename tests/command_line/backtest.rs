//! `backtest`: modelled against reported, in every form, with claims and with a table of figures.

use crate::evaluation::Home;
use serde_json::Value;

/// The announced preset with claims as of years, in a file.
fn file(home: &Home) -> String {
    let bundled = home.done(&["presets", "show", "apec-40b"]);
    let claim = |id: &str, kind: &str, measure: &str, bound: &str| {
        format!(
            "(id: \"{id}\", says: \"{id}\", kind: {kind}, scenario: base, measure: \"{measure}\", {bound}),"
        )
    };
    let claims = [
        claim("r28", "Calibrated", "revenue@2028", "within: (6.0, 7.0)"),
        claim("r29", "Tested", "revenue@2029", "within: (7.2, 8.8)"),
        claim("book", "Tested", "net_book_value@2030", "at_most: 20.0"),
    ];
    let text = bundled.replacen("claims: [", &format!("claims: [{}", claims.concat()), 1);
    home.write("record.ron", &text)
}

/// The rows of the JSON that are of a measure.
fn of<'a>(json: &'a Value, measure: &str) -> Vec<&'a Value> {
    json["rows"].as_array().unwrap().iter().filter(|row| row["measure"] == measure).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn every_form_holds_the_claims_of_a_year_against_the_model() {
    let home = Home::new();
    let file = file(&home);
    let json = home.json(&["backtest", &file, "--format", "json"]);
    assert_eq!(json["rows"].as_array().unwrap().len(), 3, "claims without a year are left out");
    let revenue = of(&json, "revenue");
    for (row, year, kind, reported) in
        [(revenue[0], 2028, "Calibrated", 6.5), (revenue[1], 2029, "Tested", 8.0)]
    {
        assert_eq!((row["year"].as_i64(), row["kind"].as_str()), (Some(year), Some(kind)));
        assert_eq!((&row["scenario"], number(&row["reported"])), (&"base".into(), reported));
        let set = format!("programme.headline_year={year}");
        let eval = home.json(&["eval", &file, "--set", &set, "--format", "json"]);
        let modelled = &eval["scenarios"]["base"]["metrics"]["revenue"];
        assert_eq!(&row["modelled"], modelled);
        let error = number(modelled) / reported - 1.0;
        assert!((number(&row["error"]) - error).abs() < 1e-12, "{row}");
        let within = number(&row["low"])..=number(&row["high"]);
        assert_eq!(row["holds"], within.contains(&number(modelled)));
    }
    let book = of(&json, "net_book_value")[0];
    assert!(book["reported"].is_null() && book["error"].is_null() && book["low"].is_null());
    assert_eq!(book["high"].as_f64(), Some(20.0));

    let csv = home.done(&["backtest", &file, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let expected = "preset,year,measure,scenario,kind,modelled,reported,low,high,error,holds";
    assert_eq!(heads.join(","), expected);
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 3);
    let cell = |row: usize, name: &str| {
        records[row][heads.iter().position(|head| head == name).unwrap()].to_owned()
    };
    assert_eq!(cell(0, "measure"), "revenue");
    // Read by the same reader, which may round the last digit.
    let modelled = serde_json::from_str::<f64>(&cell(1, "modelled")).ok();
    assert_eq!(modelled, revenue[1]["modelled"].as_f64());

    let text = home.done(&["backtest", &file]);
    for words in [
        "Revenue of base",
        "2028",
        "✓ fitted",
        "$6.5 bn",
        "Mean error: fitted 2028",
        "modelled",
        "Net book value of base",
        "at most $20 bn",
    ] {
        assert!(text.contains(words), "no ‘{words}’ in\n{text}");
    }
    // A chart has both, with the years below.
    assert!(text.lines().any(|line| line.contains("modelled") && line.contains("reported")));
}

#[test]
fn a_table_of_figures_adds_to_the_record_and_replaces_it() {
    let home = Home::new();
    let file = file(&home);
    let table = "year,series,value\n2029,revenue,10.0\n2030,revenue,11\n2027,spend,12.5\n";
    let table = home.write("reported.csv", table);
    let json = |more: &[&str]| {
        let mut all = vec!["backtest", &*file, "--actuals", &*table, "--format", "json"];
        all.extend(more);
        home.json(&all)
    };
    let with = json(&[]);
    let revenue = of(&with, "revenue");
    let reported: Vec<f64> = revenue.iter().map(|row| number(&row["reported"])).collect();
    assert_eq!(reported, [6.5, 10.0, 11.0]);
    assert_eq!(revenue[1]["kind"], "Tested");
    assert!(revenue[1]["holds"].is_null() && revenue[1]["low"].is_null(), "{}", revenue[1]);
    assert!(revenue[2]["kind"].is_null() && revenue[2]["scenario"] == "base");
    assert_eq!(of(&with, "spend")[0]["reported"].as_f64(), Some(12.5));
    let bull = json(&["--scenario", "bull"]);
    assert!(of(&bull, "spend").iter().all(|row| row["scenario"] == "bull"));
    let text = home.done(&["backtest", &file, "--actuals", &table]);
    assert!(text.contains("added 2030"), "{text}");
    // A preset without claims by year has the table's record alone.
    let other = home.json(&["backtest", "apec-40b", "--actuals", &table, "--format", "json"]);
    assert_eq!(other["rows"].as_array().unwrap().len(), 3);
}

/// The explorer takes the same table: the figure of a year stands beside what the model gives.
#[test]
fn the_explorer_shows_a_table_of_figures() {
    let home = Home::new();
    let table = home.write("reported.csv", "year,series,value\n2027,revenue,7.5\n");
    let shown = |more: &[&str]| {
        let arguments = ["apec-40b", "--render", "120x40", "--format", "txt", "--keys", "8 Enter"];
        home.run(&[&arguments[..], more].concat())
    };
    let said = shown(&["--actuals", &table]);
    assert!(said.out.contains("Revenue of ● base"), "{}", said.out);
    assert!(said.out.contains("2027") && said.out.contains("$7.5 bn"), "{}", said.out);
    assert!(said.out.contains("the table of reported figures"), "{}", said.out);
    assert!(!shown(&[]).out.contains("$7.5 bn"));
    let said = shown(&["--actuals", "nowhere.csv"]);
    assert!(said.err.contains("nowhere.csv") && said.out.is_empty(), "{}", said.err);
}

#[test]
fn what_can_not_be_held_against_a_record_is_said() {
    let home = Home::new();
    let without = ["none of its claims is as of a year", "revenue@2029", "--actuals FILE.csv"];
    home.refused(&["backtest", "apec-40b"], &without);

    let table = home.write("bad.csv", "year,series,value\n2029,revenu,10\nsoon,revenue,1\n");
    let said = home.run(&["backtest", "apec-40b", "--actuals", &table]);
    for words in ["bad.csv:2:6", "did you mean ‘revenue’?", "bad.csv:3:1", "‘soon’ is not a year."]
    {
        assert!(said.err.contains(words), "no ‘{words}’ in\n{}", said.err);
    }
    assert_eq!(said.status, 2);
    let gone = home.path().join("gone.csv");
    let arguments = ["backtest", "apec-40b", "--actuals", gone.to_str().unwrap()];
    home.refused(&arguments, &["There is no file of figures"]);
    // In a folder of presets and nothing else, no other file is read.
    let folder = home.path().to_str().unwrap();
    let arguments = ["--restricted", folder, "backtest", "apec-40b", "--actuals", &table];
    home.refused(&arguments, &["leave it out"]);
}

/// What is said of AWS's record comes out of the command line: the years before the fit from a
/// table of what was reported then.
#[test]
fn the_record_of_aws_comes_out_as_it_is_told() {
    let home = Home::new();
    let table =
        "year,series,value\n2016,revenue,12.219\n2017,revenue,17.459\n2018,revenue,25.655\n";
    let table = home.write("before.csv", table);
    let json = home.json(&["backtest", "aws-backtest", "--actuals", &table, "--format", "json"]);
    let errors: Vec<f64> =
        of(&json, "revenue").iter().map(|row| (number(&row["error"]) * 100.0).round()).collect();
    let told = [-17.0, -9.0, -6.0, -1.0, 3.0, -2.0, 0.0, 15.0, 20.0, 30.0];
    assert_eq!(errors.len(), told.len());
    for (error, told) in errors.iter().zip(told) {
        assert!((error - told).abs() < 1.5, "{errors:?}");
    }
    let checked = home.run(&["check", "aws-backtest"]);
    assert!(checked.out.contains("fitted 4 of 4, tested 6 of 11 hold"), "{}", checked.out);
    assert_eq!(checked.status, 1);
    let vintages = home.json(&["backtest", "aws-backtest-vintages", "--format", "json"]);
    let income = of(&vintages, "operating_income")[0];
    assert!((number(&income["error"]) * 100.0 + 37.0).abs() < 0.5, "{income}");
    assert_eq!(income["holds"], false);
}
