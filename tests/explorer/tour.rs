//! The findings, each reached by a few key presses from the start; `docs/tour.md` lists them.

use crate::support::Desk;
use payback::key::parse_keys;
use std::fs;

/// A stop of the tour: its keys, what is to be read there, and what the page says it shows.
struct Stop {
    keys: &'static str,
    reads: &'static [&'static str],
    finding: &'static str,
}

const TOUR: &[Stop] = &[
    Stop {
        keys: "",
        reads: &["11.3 y", "Payback 2037", "NPV −$2.0 bn", "8.0 %", "5.6 y"],
        finding: "the base pays back after 11.3 years; NPV is −$2.0 bn, IRR 8.0 %",
    },
    Stop {
        keys: "b",
        reads: &["5.6 y", "12.9 y", "5.2 to 12.9 y, or never"],
        finding: "5.6 years in steady state, 12.9 by operating income alone: none is within 3–5 years",
    },
    Stop {
        keys: "o Down Enter b",
        reads: &["6.7 y", "4.3 y"],
        finding: "with 55 % of the pledge as growth capital: 6.7 years, 4.3 in steady state",
    },
    Stop {
        keys: "o Down Enter 6 End",
        reads: &[
            "✓ ● Ebitda margin     ≤ 62 %",
            "✓ ● Steady payback    3–5 y",
            "✓ ● NPV               ≥ $0 bn",
            "56 %",
        ],
        finding: "the payback and NPV claims hold there, and the EBITDA margin is 56 %",
    },
    Stop {
        keys: "o Down Enter Left",
        reads: &["[● BASE] 9.5 y ▲2.7"],
        finding: "a percentage point less utilization there: server renewals fall due before payback, which jumps to 9.5 years: a cliff",
    },
    Stop {
        keys: "o Down Down Enter",
        reads: &["✗ low $3.4 bn"],
        finding: "faster power and more attach alone give the bull $3.4 bn, not 5–6",
    },
    Stop {
        keys: "o Down Down Enter Tab PageDown Up End",
        reads: &["90 %", "$4.8 bn"],
        finding: "not even attach at 90 % gets there",
    },
    Stop {
        keys: "6 End",
        reads: &["43.4 %  3.9 pp too high", "highest quarter that AWS ever reported"],
        finding: "the announced bull needs a margin above AWS's best quarter",
    },
    Stop {
        keys: "5 BackTab",
        reads: &["never by 2040", "$22.5 bn"],
        finding: "the bear never pays back, with $22.5 bn of capital built but idle",
    },
    Stop {
        keys: "6 Down*2 Enter",
        reads: &["target $45.0 bn", "$25.8 bn", "2.6149×"],
        finding: "a $45 bn GDP contribution takes a multiplier of 2.6; at 1.5 the model gives $25.8 bn",
    },
    Stop {
        keys: "4 m Home Down Enter",
        reads: &["half of draws give $2.1 bn or more", "bear P7", "base P61 $2.7 bn", "bull P95"],
        finding: "the base isn't the middle: when the drivers vary, half of the draws earn less than $2.1 bn",
    },
];

/// Keys as the page writes them.
fn written(keys: &str) -> String {
    if keys.is_empty() {
        return "none".to_owned();
    }
    let shown = parse_keys(keys).unwrap().into_iter().map(|key| format!("`{key}`"));
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_finding_is_within_ten_keys() {
    for stop in TOUR {
        let mut desk = Desk::at("apec-40b");
        desk.keys(stop.keys);
        assert!(parse_keys(stop.keys).unwrap().len() <= 10, "{}", stop.keys);
        for part in stop.reads {
            desk.assert_shows(part);
        }
    }
}

#[test]
fn the_page_lists_the_tour() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.md");
    let text = fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- findings -->\n", "<!-- end of findings -->");
    let from = text.find(begin).unwrap() + begin.len();
    let to = text.find(end).unwrap();
    let mut table = "| from the start, press | and see |\n|---|---|\n".to_owned();
    for stop in TOUR {
        table.push_str(&format!("| {} | {} |\n", written(stop.keys), stop.finding));
    }
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(path, format!("{}{table}{}", &text[..from], &text[to..])).unwrap();
        return;
    }
    assert!(text[from..to] == table, "UPDATE_README=1 cargo test --test explorer tour");
}
