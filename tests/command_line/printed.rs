//! What the subcommands print, byte by byte: every CSV table, and the texts.

use crate::evaluation::Home;

/// Prints each command and compares it with what it printed before.
#[track_caller]
fn assert_prints(commands: &[(&str, &str)]) {
    let home = Home::new();
    for (name, command) in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let printed = home.run(&arguments).out;
        // A snapshot says nothing of these.
        assert!(printed.ends_with('\n') && !printed.ends_with("\n\n"), "{command}");
        assert!(!printed.contains('\r'), "{command}");
        insta::assert_snapshot!(*name, printed, command);
    }
}

#[test]
fn every_csv_table_keeps_its_bytes() {
    assert_prints(&[
        ("csv_years", "eval price-war --format csv"),
        (
            "csv_months",
            "eval --set programme.headline_year=2026 --set programme.horizon=2026-12 --monthly --format csv",
        ),
        ("csv_metrics", "eval price-war --rows metrics --format csv"),
        ("csv_claims", "check apec-40b grid-freeze --format csv"),
        ("csv_tornado", "tornado --metric payback_years --format csv"),
        ("csv_tornado_pm", "tornado --metric npv --scenario bull --pm 10% --format csv"),
        ("csv_spider", "tornado --metric payback_years --spider --format csv"),
        (
            "csv_grid",
            "grid --x utilization=0.4..0.9/6 --y power_delay=0..36/4 --metric payback_years \
             --target 10 --format csv",
        ),
        ("csv_solve", "solve --metric payback_years --target 10 --format csv"),
        ("csv_solve_capital", "solve --metric capital --target 40 --format csv"),
        (
            "csv_solve_one",
            "solve --metric payback_years --target 11 --vary programme.server_life --format csv",
        ),
        ("csv_attribution", "attribute --metric npv --from bear --to base --format csv"),
        ("csv_risk", "risk --draws 2000 --target payback_years<=10 --target npv>=0 --format csv"),
        ("csv_risk_bands", "risk --draws 2000 --rows bands --digits 4 --format csv"),
        (
            "csv_risk_spread",
            "risk --draws 2000 --metrics npv --spread --rows spread --digits 3 --format csv",
        ),
        (
            "csv_grid_wide",
            "grid --x utilization=0.4..0.9/6 --y power_delay=0..36/4 --metric payback_years \
             --wide --digits 4 --format csv",
        ),
        (
            "csv_grid_lines",
            "grid --x utilization=0.4..0.9/6 --y power_delay=0..36/4 --metric payback_years \
             --target 14 --rows lines --digits 6 --format csv",
        ),
        ("csv_comparison", "compare apec-40b apec-plus-korea --format csv"),
        ("csv_paybacks", "paybacks --format csv"),
    ]);
}

#[test]
fn texts_stay_as_they_are() {
    assert_prints(&[
        ("text_eval", "eval"),
        ("text_eval_stressed", "eval price-war --set utilization=0.3"),
        ("text_check", "check apec-40b grid-freeze"),
        ("text_spider", "tornado --metric payback_years --spider"),
        ("text_tornado_pm", "tornado --metric irr --pm 10%"),
        ("text_grid", "grid --x utilization=0.4..0.9/6 --y power_delay=0..36/4 --metric npv"),
        ("text_solve", "solve --metric payback_years --target 10"),
        ("text_solve_one", "solve --metric payback_years --target 11 --vary programme.server_life"),
        ("text_attribution", "attribute --metric npv --from bear --to base"),
        ("text_explain", "explain --set utilization=0.2 --metric payback_years --depth 1"),
        ("text_comparison", "compare apec-40b apec-plus-korea"),
        ("text_paybacks", "paybacks grid-freeze"),
        ("text_diff", "presets diff apec-40b apec-plus-korea"),
    ]);
}
