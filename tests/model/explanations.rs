//! Derivations: every level recomputes from its parts, whatever of the model is in use, and the top
//! is the metric.

use crate::any::{any_drivers, any_programme, cases};
use crate::reference;
use payback::analysis::{Node, Operation, Question, explain};
use payback::model::{
    Assumptions, Driver, Drivers, Indicators, Inputs, Metric, Month, Programme, Scenario,
    Scenarios, Site,
};
use proptest::prelude::*;

/// Equal but for rounding, which leaves some 1e-12 of tens of billions where nothing is left.
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-2)
}

/// What in a node doesn't recompute, or isn't said.
fn faults(node: &Node, path: &str, found: &mut Vec<String>) {
    let path = format!("{path} / {}", node.label);
    if node.label.is_empty() || node.formula.is_empty() {
        found.push(format!("{path}: without words"));
    }
    if node.parts.is_empty() != node.operation.is_leaf() {
        found.push(format!("{path}: parts"));
    }
    let size = |node: &Node| {
        node.parts.iter().filter_map(|part| part.value).map(f64::abs).fold(0.0, f64::max)
    };
    match node.value {
        Some(_) if node.operation == Operation::Zero => {
            let worth = &node.parts[0];
            if worth.value.unwrap().abs() >= 1e-8 * size(worth) * worth.parts.len() as f64 {
                found.push(format!("{path}: {:?} is not zero", worth.value));
            }
        }
        Some(value) => match node.recomputed() {
            Some(recomputed)
                if close(value, recomputed) || (value - recomputed).abs() < 1e-11 * size(node) => {}
            recomputed => {
                found.push(format!("{path}: {value} is not {recomputed:?}: {}", node.formula));
            }
        },
        None => {}
    }
    for part in &node.parts {
        faults(part, &path, found);
    }
}

/// Every metric of a scenario, taken apart.
fn check(name: &str, inputs: &Inputs, scenario: Scenario) -> Vec<String> {
    let mut found = Vec::new();
    for metric in Metric::ALL {
        let question = Question::new(inputs, scenario, metric);
        let root = explain(question).root;
        let name = format!("{name}, {}, {}", scenario.id(), metric.id());
        faults(&root, &name, &mut found);
        match (root.value, question.value()) {
            (Some(a), Some(b)) if close(a, b) => {}
            (None, None) => {}
            (a, b) => found.push(format!("{name}: {a:?} is not {b:?}")),
        }
        if root.value.is_none() && root.note.is_none() {
            found.push(format!("{name}: nothing says why there is no value"));
        }
    }
    found
}

fn assert_none(found: &[String]) {
    let shown = found.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(found.is_empty(), "{} faults:\n{shown}", found.len());
}

/// The announced programme's scenarios.
fn announced(programme: Programme) -> Inputs {
    let drivers = |drivers| Assumptions::new(Drivers(drivers), 1.0);
    Inputs {
        programme,
        scenarios: Scenarios([
            drivers([0.45, 0.29, 18.0, 0.15, 0.25, 0.0, 0.0, 1.0]),
            drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0, 1.0]),
            drivers([0.80, 0.32, 0.0, 0.45, 0.0, 0.0, 0.0, 1.0]),
        ]),
    }
}

/// Inputs that take every branch of the rest: indicators, stresses, erosion, several sites,
/// deferral.
fn stressed() -> Inputs {
    let mut inputs = announced(Programme::default());
    let programme = &mut inputs.programme;
    programme.server_deferral = 0.4;
    programme.server_life = 5.3;
    programme.ramp_months = 7.5;
    programme.facility_life = 9.0;
    programme.refresh_cost = 0.8;
    programme.calibrate();
    programme.stress_from = Month::new(2027, 1);
    programme.horizon = Month::new(2039, 7);
    programme.sites.push(Site {
        name: "Korea (Seoul area)".to_owned(),
        pledge: 5.0,
        first: Month::new(2026, 1),
        months: 66.0,
        extra_delay: 6.0,
        yield_factor: 1.0,
    });
    for scenario in Scenario::ALL {
        let assumptions = &mut inputs.scenarios[scenario];
        assumptions.set_indicators(Indicators([0.5, 36.0, 144.0, 24.0]));
        assumptions.set_driver(Driver::ExportBlock, 0.3);
        assumptions.set_driver(Driver::PriceErosion, 0.04);
    }
    inputs
}

/// What makes use of one part of the model.
type Use = (&'static str, fn(&mut Inputs));

const USES: [Use; 15] = [
    ("capacity cost", |inputs| {
        for scenario in Scenario::ALL {
            inputs.scenarios[scenario].set_driver(Driver::CapacityCost, 1.15);
        }
    }),
    ("yield factors", |inputs| {
        for site in &mut inputs.programme.sites {
            site.yield_factor = 0.9;
        }
    }),
    ("no renewal", |inputs| inputs.programme.renewal_share = 0.0),
    ("retirement", |inputs| inputs.programme.renewal_share = 0.7),
    ("idle ageing", |inputs| inputs.programme.idle_ageing = 0.8),
    ("fading", |inputs| inputs.programme.generation_fade = 0.07),
    ("inflation", |inputs| inputs.programme.cost_inflation = 0.025),
    ("calibration", |inputs| {
        let programme = &mut inputs.programme;
        programme.calibrated_server_life = 6.5;
        programme.calibrated_facility_life = 30.0;
        programme.calibrated_server_share = 0.55;
        programme.calibrated_revenue_yield = 0.34;
        programme.calibrated_attach_uplift = 0.5;
        programme.calibrated_attach_margin = 0.7;
    }),
    ("dearer power", |inputs| {
        inputs.programme.power_price_rise = 30.0;
        inputs.programme.pue = 1.4;
    }),
    ("cheaper power", |inputs| inputs.programme.power_price_rise = -20.0),
    ("contracts", |inputs| {
        inputs.programme.contracts_share = 0.6;
        inputs.programme.contracts_years = 4.3;
    }),
    ("facilities bought again", |inputs| inputs.programme.facility_life = 3.7),
    ("debt", |inputs| {
        inputs.programme.debt_share = 0.7;
        inputs.programme.debt_years = 5.1;
        inputs.programme.debt_grace_months = 9.0;
    }),
    ("debt at once", |inputs| {
        inputs.programme.debt_share = 0.95;
        inputs.programme.debt_rate = 0.3;
        inputs.programme.debt_years = 1.0;
    }),
    ("a year that ends in June", |inputs| inputs.programme.year_ends = 6.0),
];

#[test]
fn every_level_of_every_metric_recomputes_and_ends_in_the_metric() {
    let mut found = Vec::new();
    for (name, start) in [("announced", announced(Programme::default())), ("stressed", stressed())]
    {
        for scenario in Scenario::ALL {
            found.extend(check(name, &start, scenario));
        }
        let mut all = start.clone();
        for (part, set) in USES {
            if name == "announced" {
                let mut inputs = start.clone();
                set(&mut inputs);
                found.extend(check(&format!("{name}, {part}"), &inputs, Scenario::Bear));
            }
            // Without renewals nothing of the others' would be seen.
            if part != "no renewal" {
                set(&mut all);
            }
        }
        for scenario in Scenario::ALL {
            found.extend(check(&format!("{name}, all together"), &all, scenario));
        }
    }
    assert_none(&found);
}

/// Every word of a derivation.
fn words(node: &Node, said: &mut Vec<String>) {
    said.push(format!("{} {}", node.label, node.note.unwrap_or_default()));
    for part in &node.parts {
        words(part, said);
    }
}

#[test]
fn what_is_not_in_use_is_not_spoken_of() {
    let of_uses = [
        "at what capacity costs",
        "by yield",
        "etired",
        "ought again of",
        "Life of the first servers",
        "aged",
        "Cost level",
        "Calibrated at",
        "Power beyond",
        "contract",
        "Facilities renewed",
        "orrowed",
        "Owed",
        "quity cash",
    ];
    let said = |inputs: &Inputs| {
        let mut said = Vec::new();
        for metric in Metric::ALL {
            let question = Question::new(inputs, Scenario::Base, metric);
            words(&explain(question).root, &mut said);
        }
        said.retain(|said| !said.starts_with("Backlog in service"));
        said
    };
    let finds = |said: &[String], word: &str| said.iter().any(|said| said.contains(word));
    let plain = said(&announced(Programme::default()));
    let mut all = announced(Programme::default());
    for (_, set) in USES.iter().filter(|(name, _)| *name != "no renewal") {
        set(&mut all);
    }
    let all = said(&all);
    for word in of_uses {
        assert!(!finds(&plain, word), "{word}");
        assert!(finds(&all, word), "{word}");
    }
}

#[test]
fn the_run_rate_names_the_months_of_its_quarter() {
    for (ends, name) in [
        (12.0, "Oct to Dec 2029"),
        (6.0, "Apr to Jun 2029"),
        (1.0, "Nov 2028 to Jan 2029"),
        (2.0, "Dec 2028 to Feb 2029"),
    ] {
        let inputs = announced(Programme { year_ends: ends, ..Programme::default() });
        let question = Question::new(&inputs, Scenario::Base, Metric::RunRateRevenue);
        assert_eq!(explain(question).root.parts[1].label, format!("Revenue, {name}"));
    }
}

#[test]
fn every_level_of_the_reference_cases_recomputes() {
    let mut found = Vec::new();
    for case in reference::cases() {
        let assumptions = Assumptions::new(reference::drivers(&case), 1.0);
        let inputs = Inputs {
            programme: reference::programme(&case),
            scenarios: Scenarios([assumptions; 3]),
        };
        let name = case["name"].as_str().expect("a name");
        found.extend(check(name, &inputs, Scenario::Base));
    }
    assert_none(&found);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(20), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_level_of_any_programme_recomputes(
        programme in any_programme(), drivers in any_drivers(),
    ) {
        let scenarios = Scenarios([Assumptions::new(drivers, 1.0); 3]);
        let found = check("any", &Inputs { programme, scenarios }, Scenario::Base);
        prop_assert!(found.is_empty(), "{} faults: {:#?}", found.len(), &found[..found.len().min(8)]);
    }
}
