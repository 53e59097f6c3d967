//! The command line as its users meet it: the real binary, its output, its exit status.

use payback::model::{Metric, Series};
use serde_json::{Value, json};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A person's folders, empty at first.
pub struct Home(TempDir);

/// What a command said.
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_payback"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        Said {
            status: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }

    /// What a command that must succeed prints.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{arguments:?}: {}", said.out);
        said.out
    }

    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let out = self.done(arguments);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
    }

    /// A command that can't be carried out: status 2, a sentence on standard error with every
    /// part in it, nothing on standard output.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str], parts: &[&str]) {
        let said = self.run(arguments);
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{arguments:?}: {}", said.err);
        for part in parts {
            assert!(said.err.contains(part), "{arguments:?}: no ‘{part}’ in: {}", said.err);
        }
        assert!(!said.err.contains("panicked") && said.err.ends_with('\n'), "{}", said.err);
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// Every number of `theirs` is in `ours`, to 1e-9 relative (IRR, found by search, to 1e-7).
pub fn assert_same(what: &str, ours: &Value, theirs: &Value) {
    let (Some(ours), Some(theirs)) = (ours.as_f64(), theirs.as_f64()) else {
        return assert_eq!(ours, theirs, "{what}");
    };
    let relative = if what.ends_with("irr") { 1e-7 } else { 1e-9 };
    let near = relative * ours.abs().max(theirs.abs());
    assert!((ours - theirs).abs() <= near.max(1e-12), "{what}: {ours} is not {theirs}");
}

#[test]
fn eval_reproduces_the_announced_scenarios_of_the_separate_implementation() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../data/cases.json")).unwrap();
    let json = Home::new().json(&["eval", "apec-40b", "--format", "json", "--monthly"]);
    assert_eq!(json["preset"], "APEC $40bn, as announced");
    for (scenario, case) in ["bear", "base", "bull"].into_iter().zip(&cases) {
        assert_eq!(case["name"], format!("announced {scenario}"));
        let ours = &json["scenarios"][scenario];
        assert_eq!(ours["metrics"].as_object().unwrap().len(), Metric::ALL.len());
        for (id, value) in case["metrics"].as_object().unwrap() {
            assert_same(&format!("{scenario} {id}"), &ours["metrics"][id], value);
        }
        for (id, value) in case["drivers"].as_object().unwrap() {
            assert_same(&format!("{scenario} {id}"), &ours["drivers"][id], value);
        }
        assert_eq!(ours["flags"], case["flags"]);
        let rows = |value: &Value| value.as_array().unwrap().clone();
        assert_eq!(rows(&ours["annual"]).len(), rows(&case["annual"]).len());
        for (our_row, row) in rows(&ours["annual"]).iter().zip(&rows(&case["annual"])) {
            for (id, value) in row.as_object().unwrap() {
                assert_same(&format!("{scenario} {} {id}", row["year"]), &our_row[id], value);
            }
        }
        let months = rows(&ours["monthly"]);
        assert_eq!(months.len(), 182);
        assert_eq!(
            (&months[0]["month"], &months[181]["month"]),
            (&"2025-11".into(), &"2040-12".into())
        );
        for row in rows(&case["monthly"]) {
            let month = usize::try_from(row["month"].as_u64().unwrap()).unwrap();
            for id in Series::ALL.map(Series::id) {
                assert_same(&format!("{scenario} {month} {id}"), &months[month][id], &row[id]);
            }
        }
    }
}

#[test]
fn eval_sets_drivers_of_all_or_one_indicators_and_the_programme() {
    let home = Home::new();
    let eval = |settings: &[&str]| {
        let given = settings.iter().flat_map(|setting| ["--set", setting]);
        home.json(&["eval", "--format", "json"].into_iter().chain(given).collect::<Vec<_>>())
    };
    let drivers = |json: &Value, id: &str| {
        let of = |scenario: &str| json["scenarios"][scenario]["drivers"][id].clone();
        Value::from(["bear", "base", "bull"].map(of).to_vec())
    };
    let unset = eval(&[]);
    assert!(unset["scenarios"]["base"].get("monthly").is_none());
    assert_eq!(drivers(&unset, "utilization"), json!([0.45, 0.65, 0.80]));
    assert_eq!(drivers(&eval(&["utilization=0.7"]), "utilization"), json!([0.7, 0.7, 0.7]));
    assert_eq!(drivers(&eval(&["bull.attach=50%"]), "attach"), json!([0.15, 0.30, 0.50]));
    // The later one counts, given twice.
    let twice = eval(&["utilization=0.7", "base.utilization=0.6"]);
    assert_eq!(drivers(&twice, "utilization"), json!([0.7, 0.6, 0.7]));
    let by_indicators = eval(&[
        "base.ppa_coverage=0.5",
        "base.queue_months=36",
        "base.transformer_weeks=144",
        "base.ordered_ahead_months=24",
    ]);
    assert_eq!(drivers(&by_indicators, "power_delay")[1], 18.0);
    let smaller = eval(&["programme.sites.0.pledge=20", "programme.ramp_months=9"]);
    let capital = |json: &Value| json["scenarios"]["base"]["metrics"]["capital"].as_f64().unwrap();
    assert!((capital(&smaller) / capital(&unset) - 0.5).abs() < 1e-9);
    let later = eval(&["programme.headline_year=2030"]);
    let income = |json: &Value| json["scenarios"]["base"]["metrics"]["operating_income"].clone();
    let year_2030 = &unset["scenarios"]["base"]["annual"][5];
    assert_eq!(year_2030["year"], 2030);
    assert_same("2030", &income(&later), &year_2030["operating_income"]);
    // A 55 % share of growth capital at the same revenue, calibrated there, is the preset
    // ‘reconciled’.
    let reconciled = eval(&[
        "programme.growth_share=0.55",
        "programme.revenue_yield=0.590909",
        "programme.calibration.revenue_yield=0.590909",
    ]);
    let bundled = home.json(&["eval", "apec-40b-reconciled", "--format", "json"]);
    assert_eq!(reconciled["scenarios"], bundled["scenarios"]);
}

#[test]
fn csv_has_a_row_for_each_year_month_or_metric() {
    let home = Home::new();
    let table = |arguments: &[&str]| -> Vec<Vec<String>> {
        let out = home.done(&[&["eval", "--format", "csv"], arguments].concat());
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        std::iter::once(head).chain(rows).collect()
    };
    let series = Series::ALL.map(Series::id);
    let years = table(&[]);
    assert_eq!(years.len(), 1 + 3 * 16);
    let (head, last) = (&years[0], years[0].len() - 1);
    assert_eq!(head[..3], ["preset", "scenario", "year"]);
    assert_eq!((&head[3..last], &*head[last]), (&series.map(str::to_owned)[..], "unit"));
    assert_eq!(years[1][..3], ["APEC $40bn, as announced", "bear", "2025"]);
    let months = table(&["--monthly"]);
    assert_eq!(months.len(), 1 + 3 * 182);
    assert_eq!(months[1][1..3], ["bear", "2025-11"]);
    let metrics = table(&["--rows", "metrics"]);
    assert_eq!(metrics.len(), 1 + 3 * Metric::ALL.len());
    assert_eq!(metrics[0], ["preset", "scenario", "metric", "value", "unit"]);
    let payback = |scenario: &str| {
        let row = metrics.iter().find(|row| row[1] == scenario && row[2] == "payback_years");
        row.unwrap()[3].clone()
    };
    assert_eq!(payback("bear"), "", "no value is an empty cell");
    assert!(payback("base").starts_with("11.29"));
}

#[test]
fn the_report_says_what_the_figures_are() {
    let report = Home::new().done(&["eval"]);
    for part in [
        "APEC $40bn, as announced",
        "never by 2040",
        "11.3 y",
        "−$2.0 bn",
        "8.0 %",
        "−$1.1 bn",
        "2029",
    ] {
        assert!(report.contains(part), "no ‘{part}’ in\n{report}");
    }
    let widest = report.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 80, "{widest} columns\n{report}");
    assert!(!report.contains("NaN") && !report.contains("inf "), "{report}");
}

#[test]
fn check_exits_with_1_when_a_claim_does_not_hold_and_2_when_it_cannot_tell() {
    let home = Home::new();
    let said = home.run(&["check"]);
    assert_eq!((said.status, said.err.as_str()), (1, ""));
    let counted = "fitted 5 of 5, inputs 1 of 1, tested 2 of 5, plausible 0 of 2 hold";
    assert!(said.out.contains(counted), "{}", said.out);
    let said = home.run(&["check", "--format", "json", "apec-40b", "price-war"]);
    assert_eq!(said.status, 1);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    let claim = &json[0]["claims"][0];
    for field in ["id", "kind", "says", "scenario", "measure", "value", "bound", "holds"] {
        assert!(claim.get(field).is_some(), "{field} of {claim}");
    }
    let csv = home.run(&["check", "--format", "csv"]);
    assert_eq!((csv.status, csv.out.lines().count()), (1, 1 + 13));

    let bundled = home.done(&["presets", "show", "apec-40b"]);
    let without_claims = {
        let (before, rest) = bundled.split_once("    claims: [").unwrap();
        let (_, after) = rest.split_once("\n    ],\n").unwrap();
        format!("{before}{after}")
    };
    let unclaimed = home.write("unclaimed.ron", &without_claims);
    assert_eq!(home.run(&["check", &unclaimed]).status, 0);

    // What can be read is checked, whatever is wrong with another one.
    let said = home.run(&["check", &unclaimed, "no-such-preset"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("no-such-preset") && said.out.contains("no claims"), "{}", said.out);
    home.refused(&["check", "no-such-preset"], &["no-such-preset"]);
}

#[test]
fn a_preset_shown_and_read_again_is_the_same() {
    let home = Home::new();
    let list = home.json(&["presets", "list", "--json"]);
    let ids: Vec<&str> =
        list.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), payback::preset::library::BUNDLED.len());
    let table = home.done(&["presets", "list"]);
    for id in &ids {
        assert!(table.lines().any(|line| line.starts_with(id)), "{id} in\n{table}");
    }
    for id in ["apec-40b", "grid-freeze"] {
        let shown = home.done(&["presets", "show", id]);
        let file = home.write(&format!("{id}-mine.ron"), &shown);
        assert_eq!(
            home.json(&["eval", &file, "--format", "json"]),
            home.json(&["eval", id, "--format", "json"])
        );
        // A file of one's own is shown as the program writes it, and reads the same again.
        let rewritten = home.done(&["presets", "show", &file]);
        assert_eq!(
            home.done(&["presets", "show", &home.write("again.ron", &rewritten)]),
            rewritten
        );
    }
    assert!(!home.path().join("data").exists(), "reading leaves nothing behind");
}

#[test]
fn saved_presets_are_listed_and_broken_ones_do_not_hide_the_others() {
    let home = Home::new();
    let folder = home.path().join("data/payback/presets");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.ron"), home.done(&["presets", "show", "price-war"])).unwrap();
    fs::write(folder.join("torn.ron"), "(format: 1,").unwrap();
    let table = home.done(&["presets", "list"]);
    assert!(table.contains("mine") && table.contains("torn") && table.contains("can't be read"));
    assert_eq!(
        home.json(&["eval", "mine", "--format", "json"]),
        home.json(&["eval", "price-war", "--format", "json"])
    );
    home.refused(&["eval", "torn"], &["torn.ron"]);
    home.refused(&["eval", "mien"], &["did you mean ‘mine’?"]);
}

#[test]
fn what_cannot_be_done_is_said_on_standard_error_alone() {
    let home = Home::new();
    home.refused(&["eval", "apec-40"], &["did you mean ‘apec-40b’?", "price-war"]);
    home.refused(&["eval", "--set", "utilisation=0.7"], &["did you mean utilization?"]);
    home.refused(&["eval", "--set", "utilization=1.7"], &["utilization", "1.7", "0..1"]);
    home.refused(&["eval", "--set", "programme.sites.1.pledge=3"], &["no such site"]);
    home.refused(&["eval", "--set", "programme.horizon=2026-01"], &["programme."]);
    home.refused(&["eval", "--set", "utilization"], &["KEY=VALUE"]);
    home.refused(&["eval", "--format", "xml"], &["xml", "json"]);
    home.refused(&["evaluate"], &["evaluate"]);
    home.refused(&["eval", "gone.ron"], &["gone.ron", "no such file"]);

    let bundled = home.done(&["presets", "show", "apec-40b"]);
    let line = 1 + bundled.lines().position(|line| line.contains("growth_share:")).unwrap();
    let misspelt = home.write("misspelt.ron", &bundled.replace("growth_share:", "growth_shore:"));
    home.refused(
        &["eval", &misspelt],
        &["misspelt.ron", &format!(":{line}:"), "growth_shore", "growth_share"],
    );
    let torn = home.write("torn.ron", &bundled[..bundled.len() / 2]);
    home.refused(&["eval", &torn], &["torn.ron"]);
    home.refused(&["presets", "show", &torn], &["torn.ron"]);
    home.refused(&["check", &torn], &["torn.ron"]);
    let beyond = home.write("beyond.ron", &bundled.replace("tax_rate: 0.18", "tax_rate: 18"));
    home.refused(&["eval", &beyond], &["tax_rate", "18", "0..0.9"]);
    home.refused(&[&beyond], &["tax_rate"]);

    let folder = home.path().join("folder.ron");
    fs::create_dir(&folder).unwrap();
    home.refused(&["eval", folder.to_str().unwrap()], &["folder"]);
    home.refused(&["eval", "/dev/null"], &["/dev/null"]);
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let home = Home::new();
    home.refused(&[], &["terminal", "--render", "payback eval"]);
    home.refused(&["price-war"], &["terminal"]);
}

#[test]
fn a_reader_that_goes_away_early_is_no_error() {
    let home = Home::new();
    let mut child = home
        .command(&["eval", "--format", "json", "--monthly"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 100]).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn render_prints_a_screen_as_text_in_colour_and_as_a_drawing() {
    let home = Home::new();
    let txt = home.done(&["--render", "80x24", "--format", "txt"]);
    assert_eq!(txt.lines().count(), 24);
    assert!(txt.starts_with("payback  APEC $40bn, as announced"), "{txt}");
    assert!(txt.contains("11.3 y") && !txt.contains('\x1b'), "{txt}");

    let ansi = home.done(&["--render", "80x24"]);
    assert_eq!(ansi.lines().count(), 24);
    assert!(ansi.contains("\x1b[0;"), "{ansi:?}");
    let plain = home.command(&["--render", "80x24"]).env("NO_COLOR", "1").output().unwrap();
    let plain = String::from_utf8(plain.stdout).unwrap();
    assert!(plain.contains("\x1b[0;1m") && !plain.contains(";36m"), "{plain:?}");

    let svg = home.done(&["price-war", "--render", "120x40", "--format", "svg"]);
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));

    let ascii = home.done(&["--render", "80x24", "--format", "txt", "--ascii"]);
    assert!(ascii.contains("11.3 y"), "{ascii}");
    let drawn: Vec<char> = ascii.chars().filter(|letter| !letter.is_ascii()).collect();
    assert!(drawn.is_empty(), "{drawn:?} in\n{ascii}");
}

#[test]
fn render_presses_keys_first() {
    let home = Home::new();
    let render = |keys: &str| home.done(&["--render", "80x24", "--format", "txt", "--keys", keys]);
    assert!(render("Right*5").contains("Utilization of base: 65 % → 70 %"));
    assert!(render("= text:0.72").contains("0.72"));
    assert!(render("= text:0.72 Enter y").contains("→ 72 %"));
    assert!(render("? End").contains("not investment advice"));
    assert!(render("o").contains("grid-freeze"));
    assert!(render("o Down Enter").contains("opened APEC $40bn, reconciled"));
    // Nothing is written for a picture.
    assert!(render("Right s Enter").contains("nothing is saved"));
    assert!(!home.path().join("data").exists());
}

#[test]
fn sizes_and_keys_that_are_none_are_refused() {
    let home = Home::new();
    for size in ["", "80", "0x24", "80x0", "80x24x2", "-1x5", "1001x10", "99999999x2", "axb"] {
        home.refused(&[&format!("--render={size}")], &["120x40"]);
    }
    for keys in ["Rihgt", "Right*99999999", "ctrl-", "Right*-1"] {
        home.refused(&["--render", "80x24", "--keys", keys], &["is no key"]);
    }
    home.refused(&["--keys", "Right"], &["--render"]);
    let tiny = home.done(&["--render", "1x1", "--format", "txt"]);
    assert_eq!(tiny.lines().count(), 1);
}

#[test]
fn quarters_add_up_to_years_and_follow_the_financial_year() {
    let home = Home::new();
    let june = ["eval", "apec-40b", "--set", "programme.year_ends=6", "--format"];
    let json = home.json(&[&june[..], &["json", "--quarterly"]].concat());
    let base = &json["scenarios"]["base"];
    let (years, quarters) =
        (base["annual"].as_array().unwrap(), base["quarterly"].as_array().unwrap());
    // From November: one quarter and four months are left of the first year.
    assert_eq!(years[0]["year"], 2026);
    assert_eq!(quarters[0]["quarter"], "2026-Q2");
    for year in years {
        let of_year =
            |row: &&Value| row["quarter"].as_str().unwrap().starts_with(&year["year"].to_string());
        let of_year: Vec<&Value> = quarters.iter().filter(of_year).collect();
        let spent: f64 = of_year.iter().map(|row| row["spend"].as_f64().unwrap()).sum();
        assert!((spent - year["spend"].as_f64().unwrap()).abs() < 1e-9, "{year}");
        assert_same("a stock", &of_year.last().unwrap()["net_book_value"], &year["net_book_value"]);
    }
    let csv = home.done(&[&june[..], &["csv", "--quarterly"]].concat());
    assert!(csv.starts_with("preset,scenario,quarter,spend"), "{csv}");
    assert_eq!(csv.lines().count(), 1 + 3 * quarters.len());
}

#[test]
fn a_levered_programme_says_what_is_owed_when_equity_is_paid_back() {
    let home = Home::new();
    let debt = |share: &str| {
        let share = format!("programme.debt.share={share}");
        home.done(&[
            "eval",
            "apec-40b",
            "--set",
            &share,
            "--set",
            "programme.debt.rate=0.065",
            "--set",
            "programme.debt.years=15",
        ])
    };
    let levered = debt("0.7");
    for words in ["Equity IRR", "15.0 %", "Equity payback", "6.1 y", "Lowest debt cover", "0.89×"]
    {
        assert!(levered.contains(words), "{words}: {levered}");
    }
    let owed = levered.lines().find(|line| line.contains("still owed then")).expect("a line");
    assert!(owed.contains("bn"), "{owed}");
    assert!(!debt("0").contains("owed"));
}
