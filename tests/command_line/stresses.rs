//! Stresses of the announced base, as they are published: each row and each figure of the debt
//! comes out of the command line as it stands there.

use crate::evaluation::Home;
use serde_json::Value;

/// A stress: what is set, whose figures they are; operating income and NPV in $bn, payback in
/// years, as they are printed; `None` for never.
type Row =
    (&'static [&'static str], &'static str, &'static str, &'static str, Option<&'static str>);

const ROWS: [Row; 16] = [
    (&[], "base", "2.70", "-2.0", Some("11.3")),
    (&["programme.server_life=5"], "base", "1.91", "-6.3", Some("14.4")),
    (&["programme.server_life=4"], "base", "0.72", "-12.6", None),
    (&["programme.revenue_yield=0.2925"], "base", "1.81", "-6.9", Some("12.4")),
    (&["capacity_cost=1.1"], "base", "2.04", "-5.7", Some("12.1")),
    (&["capacity_cost=1.2"], "base", "1.48", "-8.7", None),
    (&["programme.generation_fade=5%"], "base", "1.93", "-8.6", None),
    (&["programme.generation_fade=10%"], "base", "1.21", "-14.4", None),
    (&["programme.renewal_share=0"], "base", "2.70", "-8.3", Some("8.7")),
    (&["programme.idle_ageing=1"], "base", "2.53", "-2.6", Some("11.3")),
    (&["programme.idle_ageing=1"], "bear", "-1.89", "-22.9", None),
    (&["programme.cost_inflation=2.5%"], "base", "2.49", "-4.5", Some("11.8")),
    (&["programme.power_price_rise=30"], "base", "2.50", "-3.1", Some("11.5")),
    (
        &[
            "programme.contracts.share=60%",
            "programme.contracts.years=5",
            "programme.contracts.load=65%",
        ],
        "bear",
        "-0.23",
        "-16.4",
        None,
    ),
    (&["programme.stress_from=2026-11", "bear.capex_cut=1"], "bear", "-0.04", "-8.5", None),
    // A stress of a calibrated number that is undone is none.
    (&["programme.server_life=4", "programme.server_life=6"], "base", "2.70", "-2.0", Some("11.3")),
];

/// The metrics of a scenario of the announced preset with something set.
fn metrics(home: &Home, set: &[&str], scenario: &str) -> Value {
    let mut arguments = vec!["eval", "apec-40b", "--format", "json"];
    for input in set {
        arguments.extend(["--set", *input]);
    }
    let printed: Value = serde_json::from_str(&home.done(&arguments)).expect("JSON");
    printed["scenarios"][scenario]["metrics"].clone()
}

/// A figure with so many decimals; a share as a percentage.
fn rounded(metrics: &Value, id: &str, decimals: usize) -> Option<String> {
    Some(format!("{:.decimals$}", metrics[id].as_f64()?))
}

#[test]
fn every_published_stress_comes_out_as_it_is_printed() {
    let home = Home::new();
    let mut wrong = Vec::new();
    for (set, scenario, income, npv, payback) in ROWS {
        let metrics = metrics(&home, set, scenario);
        let found = [
            rounded(&metrics, "operating_income", 2),
            rounded(&metrics, "npv", 1),
            rounded(&metrics, "payback_years", 1),
        ];
        let printed = [Some(income), Some(npv), payback].map(|text| text.map(str::to_owned));
        if found != printed {
            wrong.push(format!("{set:?}, {scenario}: {found:?} is not {printed:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_same_programme_borrowed_two_ways() {
    let home = Home::new();
    let at = |rate: &str, years: &str| {
        let rate = format!("programme.debt.rate={rate}");
        let years = format!("programme.debt.years={years}");
        metrics(&home, &["programme.debt.share=70%", &rate, &years], "base")
    };
    let percent =
        |metrics: &Value, id: &str| format!("{:.1}", 100.0 * metrics[id].as_f64().unwrap());
    let gpu_backed = at("9%", "5");
    assert_eq!(percent(&gpu_backed, "equity_irr"), "8.3");
    assert_eq!(rounded(&gpu_backed, "min_dscr", 2).as_deref(), Some("1.01"));
    let lease_backed = at("6.5%", "15");
    assert_eq!(percent(&lease_backed, "equity_irr"), "15.0");
    assert_eq!(rounded(&lease_backed, "equity_payback_years", 1).as_deref(), Some("6.1"));
    assert_eq!(rounded(&lease_backed, "min_dscr", 2).as_deref(), Some("0.89"));
    // The programme's own return doesn't know of it.
    for metrics in [gpu_backed, lease_backed] {
        assert_eq!(percent(&metrics, "irr"), "8.0");
    }
}

#[test]
fn no_renewal_comes_back_sooner_and_is_worth_less() {
    let home = Home::new();
    let of = |set: &[&str], id: &str| metrics(&home, set, "base")[id].as_f64().unwrap();
    let without = ["programme.renewal_share=0"];
    assert!(of(&without, "payback_years") < of(&[], "payback_years"));
    let lost = of(&[], "npv") - of(&without, "npv");
    assert_eq!(format!("{lost:.0}"), "6");
}
