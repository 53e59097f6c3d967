//! Reports of a preset whose money is in another currency: people read of that one alone, programs
//! the ids that they know.

use crate::evaluation::Home;
use crate::support::preset_in;
use payback::model::Metric;
use payback::preset::to_ron;
use serde_json::Value;

/// A folder with the preset in a file.
fn home(currency: &str) -> Home {
    let home = Home::new();
    home.write("own.ron", &to_ron(&preset_in(currency, "apec-40b")));
    home
}

const WITH_ALL: &str = "--set programme.debt.share=0.6 --set programme.contracts.share=0.4 \
                        --set programme.power_price_rise=10 --set bear.capacity_cost=1.2";

const REPORTS: &[&str] = &[
    "eval FILE ALL",
    "check FILE",
    "tornado FILE --metric npv --pm 10% ALL",
    "tornado FILE --metric npv --spider ALL",
    "grid FILE --x programme.mw_per_bn=20..30/6 --y programme.power_price_rise=0..20/4 \
     --metric npv --target 1 ALL",
    "solve FILE --metric npv --target 1 ALL",
    "solve FILE --metric npv --target 1 --vary programme.power_price_rise ALL",
    "attribute FILE --metric npv --from bear --to base",
    "risk FILE --draws 500 --metrics npv,capital,revenue_per_mw --target npv>=0",
    "paybacks FILE",
    "compare FILE FILE --set programme.sites.0.pledge=41 --set programme.mw_per_bn=30",
    "presets diff FILE ./other.ron",
];

fn run(home: &Home, command: &str, rest: &str) -> String {
    let command = command.replace("ALL", WITH_ALL).replace("FILE", "./own.ron") + rest;
    home.run(&command.split_whitespace().collect::<Vec<_>>()).out
}

#[test]
fn no_report_for_people_speaks_of_dollars() {
    let home = home("¤");
    let mut other = preset_in("¤", "price-war");
    other.inputs.programme.sites[0].pledge = 41.0;
    home.write("other.ron", &to_ron(&other));
    for command in REPORTS {
        let printed = run(&home, command, "");
        assert!(printed.contains('¤') || command.contains("paybacks"), "{command}\n{printed}");
        let line = printed.lines().find(|line| line.contains('$'));
        assert_eq!(line, None, "{command}\n{printed}");
    }
    for metric in Metric::ALL {
        let printed =
            run(&home, &format!("explain FILE --metric {} --depth 30 ALL", metric.id()), "");
        assert!(!printed.is_empty());
        let line = printed.lines().find(|line| line.contains('$'));
        assert_eq!(line, None, "{}\n{printed}", metric.id());
    }
    // What is wrong with a value of it.
    for command in [
        "eval FILE --set programme.sites.0.pledge=5%",
        "solve FILE --metric npv --target 5%",
        "grid FILE --x programme.power_price_rise=1%..2%/3 --y utilization=0.4..0.9/3 --metric npv",
        "risk FILE --draws 10 --target npv>=5%",
    ] {
        let command = command.replace("FILE", "./own.ron");
        let said = home.run(&command.split_whitespace().collect::<Vec<_>>()).err;
        assert!(said.contains('¤') && !said.contains('$'), "{command}: {said}");
    }
}

#[test]
fn programs_read_the_same_ids_whatever_the_currency_is() {
    let (dollars, euros) = (home("$"), home("EUR"));
    for command in [
        "eval FILE --rows metrics --format csv",
        "tornado FILE --metric npv --format csv",
        "explain FILE --metric npv --format json",
    ] {
        let [one, other] = [&dollars, &euros].map(|home| run(home, command, ""));
        assert!(one.contains("$bn"), "{one}");
        assert_eq!(one, other, "{command}");
    }
    let tree: Value =
        serde_json::from_str(&run(&euros, "explain FILE --metric npv --format json", "")).unwrap();
    assert_eq!(tree["unit"], "$bn");
}

#[test]
fn columns_fit_a_currency_of_letters() {
    let home = home("EUR");
    for command in ["eval FILE", "tornado FILE --metric npv", "risk FILE --draws 500"] {
        let printed = run(&home, command, "");
        assert!(printed.contains("EUR "), "{printed}");
        // Each amount stands apart from what is before it.
        for line in printed.lines() {
            for (at, _) in line.match_indices("EUR ") {
                let before = line[..at].chars().next_back().unwrap_or(' ');
                assert!(!before.is_alphanumeric(), "{command}: {line}");
            }
        }
    }
}
