//! `compare` of many presets: a row each, every figure that of `eval`, ranked by one of them.

use crate::evaluation::Home;
use payback::analysis::LEAGUE_METRICS;
use payback::model::{Metric, Scenario};
use payback::preset::library::BUNDLED;
use serde_json::{Value, json};
use std::fs;

/// A home with a preset in euros, and one that can't be read.
fn home_with_own() -> Home {
    let home = Home::new();
    let text = home.done(&["presets", "show", "price-war"]);
    let folder = home.path().join("data/payback/presets");
    fs::create_dir_all(&folder).unwrap();
    let euros = text.replacen("format: 1,", "format: 1,\n    currency: \"€\",", 1);
    fs::write(folder.join("euros.ron"), euros).unwrap();
    fs::write(folder.join("torn.ron"), &text[..text.len() / 2]).unwrap();
    // A deck is no preset, and none that can't be read.
    let deck = r#"(format: 1, preset: "apec-40b", views: [(name: "a", screen: League)])"#;
    fs::write(folder.join("deck.ron"), deck).unwrap();
    home
}

/// The rows of an answer whose figures have an order: id, rank, figure.
fn ranked(answer: &Value, metric: &str) -> Vec<(String, Option<u64>, Option<f64>)> {
    let rows = answer["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| {
            let id = row["id"].as_str().unwrap().to_owned();
            (id, row["rank"].as_u64(), row["metrics"][metric].as_f64())
        })
        .collect()
}

#[test]
fn a_deck_is_listed_apart_from_presets() {
    let home = home_with_own();
    let listed = home.json(&["presets", "list", "--format", "json"]);
    let ids: Vec<_> = listed.as_array().unwrap().iter().map(|entry| &entry["id"]).collect();
    assert_eq!(ids[BUNDLED.len()..], ["euros", "torn"]);
    let text = home.done(&["presets", "list"]);
    assert!(text.contains("Decks, which ‘payback present’ shows:\ndeck\n"), "{text}");
    home.refused(&["eval", "deck"], &["is a deck, not a preset", "‘payback present’ shows it"]);
}

#[test]
fn every_figure_is_that_of_eval() {
    let home = home_with_own();
    let said = home.run(&["compare", "--all", "--format", "json"]);
    assert_eq!(said.status, 2, "one can't be read: {}", said.err);
    assert!(said.err.contains("torn.ron"), "{}", said.err);
    let answer: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(answer["unread"].as_array().unwrap().len(), 1);
    assert_eq!(answer["unread"][0]["id"], "torn");
    assert_eq!(answer["sort"], json!(null));
    let rows = answer["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3 * (BUNDLED.len() + 1));
    for of in rows.chunks(3) {
        let evaluated = home.json(&["eval", of[0]["id"].as_str().unwrap(), "--format", "json"]);
        for (row, scenario) in of.iter().zip(Scenario::ALL) {
            let own = &evaluated["scenarios"][scenario.id()];
            assert_eq!(row["name"], evaluated["preset"]);
            assert_eq!(row["scenario"], scenario.id());
            assert_eq!((&row["metrics"], &row["flags"]), (&own["metrics"], &own["flags"]));
            assert_eq!(row["metrics"].as_object().unwrap().len(), Metric::COUNT);
        }
    }
    // The table has the same figures in full.
    let csv = home.run(&["compare", "--all", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    assert_eq!(&heads.iter().collect::<Vec<_>>()[..4], ["preset", "id", "currency", "scenario"]);
    for (record, row) in reader.records().map(Result::unwrap).zip(rows) {
        for (head, cell) in heads.iter().zip(&record).skip(4) {
            let number = serde_json::from_str::<f64>(cell).ok();
            assert_eq!(number, row["metrics"][head].as_f64(), "{} {head}", row["id"]);
        }
        assert_eq!(
            [&record[1], &record[2]],
            [&row["id"], &row["currency"]].map(|of| of.as_str().unwrap())
        );
    }
}

#[test]
fn presets_are_ranked_by_a_figure_and_what_has_none_comes_last() {
    let home = Home::new();
    let by = |sort: &str| {
        let json = home.json(&[
            "compare",
            "--all",
            "--scenario",
            "base",
            "--sort",
            sort,
            "--format",
            "json",
        ]);
        ranked(&json, sort.split(':').next().unwrap())
    };
    for metric in Metric::ALL {
        let best = by(metric.id());
        let values: Vec<f64> = best.iter().filter_map(|(.., value)| *value).collect();
        let is_falling = metric.spec().better != payback::model::Better::Lower;
        let in_order =
            |pair: &[f64]| if is_falling { pair[0] >= pair[1] } else { pair[0] <= pair[1] };
        assert!(values.windows(2).all(in_order), "{}: {values:?}", metric.id());
        let (with, without) = best.split_at(values.len());
        assert!(without.iter().all(|(_, rank, value)| rank.is_none() && value.is_none()));
        for (_, rank, value) in with {
            let better = values.iter().filter(|other| {
                if is_falling { **other > value.unwrap() } else { **other < value.unwrap() }
            });
            assert_eq!(*rank, Some(1 + better.count() as u64), "{}", metric.id());
        }
    }
    let [best, rising, falling] =
        ["payback_years", "payback_years:asc", "payback_years:desc"].map(by);
    assert_eq!(best, rising);
    let last = |rows: &[(String, Option<u64>, Option<f64>)]| rows.last().unwrap().2;
    assert_eq!([last(&best), last(&falling)], [None, None], "never is last either way");
    assert!(falling[0].2 > falling[1].2 && falling[0].1 > falling[1].1);
    // The bull's figure puts all three scenarios of a preset in order.
    let rows = home.json(&[
        "compare",
        "apec-40b",
        "price-war",
        "grid-freeze",
        "--sort",
        "npv",
        "--format",
        "json",
    ]);
    let ids: Vec<String> = ranked(&rows, "npv").into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["apec-40b", "grid-freeze", "price-war"].map(|id| [id; 3]).concat());
}

#[test]
fn money_of_two_currencies_is_never_ranked_together() {
    let home = home_with_own();
    let of = |sort: &str, format: &str| {
        let arguments = [
            "compare",
            "euros",
            "price-war",
            "apec-40b",
            "--scenario",
            "base",
            "--sort",
            sort,
            "--format",
            format,
        ];
        home.done(&arguments)
    };
    let rows = |sort: &str| -> Vec<(String, Option<u64>)> {
        let json = serde_json::from_str(&of(sort, "json")).unwrap();
        ranked(&json, sort).into_iter().map(|(id, rank, _)| (id, rank)).collect()
    };
    let line = |id: &str, rank| (id.to_owned(), Some(rank));
    assert_eq!(rows("npv"), [line("apec-40b", 1), line("price-war", 2), line("euros", 1)]);
    assert_eq!(
        rows("npv_per_capital"),
        [line("apec-40b", 1), line("euros", 2), line("price-war", 2)]
    );
    let text = of("npv", "text");
    assert!(text.contains("€18.1 bn") && text.contains("$18.1 bn"), "{text}");
    assert!(text.contains("each currency has its\nown ranks"), "{text}");
    assert!(!of("irr", "text").contains("currency"));
}

#[test]
fn two_stay_as_they_were_unless_a_table_is_asked_for() {
    let home = Home::new();
    let json = home.json(&["compare", "apec-40b", "price-war", "--format", "json"]);
    let names: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(names, ["version", "inputs", "metrics"]);
    let text = home.done(&[
        "compare",
        "apec-40b",
        "price-war",
        "--metrics",
        "npv,irr",
        "--scenario",
        "bull",
    ]);
    assert!(text.starts_with("2 presets, figures of bull\n"), "{text}");
    assert!(text.contains("apec-40b   $13.3 bn  15.3 %"), "{text}");
    let text = home.done(&["compare", "apec-40b", "price-war", "grid-freeze"]);
    for metric in LEAGUE_METRICS {
        assert!(text.contains(payback::view::vocabulary::names(metric).short), "{text}");
    }
    // In a table all of them are changed alike.
    let set = [
        "compare",
        "apec-40b",
        "price-war",
        "grid-freeze",
        "--set",
        "base.utilization=0.8",
        "--format",
        "json",
    ];
    for row in home.json(&set)["rows"].as_array().unwrap() {
        let id = row["id"].as_str().unwrap();
        let own = home.json(&["eval", id, "--set", "base.utilization=0.8", "--format", "json"]);
        let scenario = row["scenario"].as_str().unwrap();
        assert_eq!(row["metrics"], own["scenarios"][scenario]["metrics"], "{id}");
    }
    home.refused(
        &["compare", "apec-40b", "price-war", "stop-option", "--set", "x=1"],
        &["apec-40b: --set x=1"],
    );
    home.refused(&["compare", "--all", "--sort", "npv:up"], &["--sort npv:up", "M:asc or M:desc"]);
    home.refused(&["compare", "--all", "--sort", "nvp"], &["did you mean ‘npv’"]);
    home.refused(
        &["compare", "--all", "--metrics", "npv,xyz"],
        &["--metrics npv,xyz", "no metric ‘xyz’"],
    );
    home.refused(&["compare", "--git", "a", "--sort", "npv"], &["--git"]);
    home.refused(&["compare", "a", "b", "c"], &["no preset ‘a’", "no preset ‘b’", "no preset ‘c’"]);
    let said = home.run(&["compare", "apec-40b", "nowhere", "price-war", "--metrics", "npv"]);
    assert_eq!(said.status, 2);
    assert!(
        said.err.contains("‘nowhere’") && said.out.contains("nowhere can't be read"),
        "{}",
        said.out
    );
}

/// In a restricted library all there is are its own presets and the bundled ones.
#[test]
fn a_restricted_library_is_a_league_of_its_own() {
    let home = home_with_own();
    let folder = home.path().join("only");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("mine.ron"), home.done(&["presets", "show", "apec-40b"])).unwrap();
    let restricted =
        ["--restricted", "only", "compare", "--all", "--sort", "npv", "--format", "json"];
    let rows = ranked(&home.json(&restricted), "npv");
    assert_eq!(rows.len(), 3 * (BUNDLED.len() + 1));
    assert!(rows.iter().any(|(id, ..)| id == "mine") && !rows.iter().any(|(id, ..)| id == "euros"));
}
