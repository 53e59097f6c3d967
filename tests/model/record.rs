//! Bundled presets against the record: what was fitted holds, what was put to the test holds or fails
//! as the documents say.

use crate::support::{metric, preset};
use payback::analysis::{Backtest, ClaimKind, KindCount, backtest, check, count_by_kind};
use payback::model::{Metric, Scenario};
use payback::preset::Preset;

/// The claims of a preset that don't hold.
fn failing(preset: &Preset) -> Vec<String> {
    let verdicts = check(&preset.inputs, &preset.claims);
    let failing = verdicts.into_iter().filter(|verdict| !verdict.holds);
    failing.map(|verdict| verdict.claim.id.clone()).collect()
}

/// How many claims of a kind hold, and how many there are.
fn count(preset: &Preset, kind: ClaimKind) -> (usize, usize) {
    let verdicts = check(&preset.inputs, &preset.claims);
    let counts = count_by_kind(verdicts.iter().map(|verdict| (verdict.claim, verdict.holds)));
    let of_kind = counts.into_iter().find(|count| count.kind == kind);
    of_kind.map_or((0, 0), |KindCount { holding, all, .. }| (holding, all))
}

/// The errors of a figure by year, in whole percent.
fn errors(backtest: &Backtest, measure: &str) -> Vec<(i32, f64)> {
    let line = backtest.lines.iter().find(|line| line.measure.name() == measure);
    let rows = &line.expect("a figure of the record").rows;
    rows.iter().map(|row| (row.year(), (row.error().unwrap() * 100.0).round() + 0.0)).collect()
}

#[test]
fn one_yield_for_every_year_fits_four_years_of_aws_and_fails_the_next_three() {
    let replayed = preset("aws-backtest");
    assert_eq!(count(&replayed, ClaimKind::Calibrated), (4, 4));
    assert_eq!(count(&replayed, ClaimKind::Tested), (6, 11));
    let expected =
        ["revenue-2023", "revenue-2024", "revenue-2025", "income-2023", "depreciation-2024"];
    assert_eq!(failing(&replayed), expected);
    let backtest = backtest(&replayed.inputs, &replayed.claims, &[], Scenario::Base);
    let of = |measure: &str, expected: &[(i32, f64)]| {
        for ((year, found), (of_year, expected)) in errors(&backtest, measure).iter().zip(expected)
        {
            // The documents' last digit.
            assert!(year == of_year && (found - expected).abs() < 1.5, "{measure} {year}: {found}");
        }
        assert_eq!(errors(&backtest, measure).len(), expected.len());
    };
    of(
        "revenue",
        &[
            (2019, -1.0),
            (2020, 3.0),
            (2021, -2.0),
            (2022, 0.0),
            (2023, 15.0),
            (2024, 20.0),
            (2025, 30.0),
        ],
    );
    of("operating_income", &[(2022, 0.0), (2023, 22.0), (2024, -5.0), (2025, 1.0)]);
    of("depreciation", &[(2022, 3.0), (2023, 6.0), (2024, 21.0), (2025, 0.0)]);
}

#[test]
fn a_yield_that_falls_by_vintage_fits_revenue_and_shows_what_became_of_cost() {
    let vintages = preset("aws-backtest-vintages");
    assert_eq!(count(&vintages, ClaimKind::Calibrated), (10, 10));
    assert_eq!(failing(&vintages), ["income-2025"]);
    let backtest = backtest(&vintages.inputs, &vintages.claims, &[], Scenario::Base);
    let expected = [-3.0, 3.0, 2.0, 3.0, 3.0, -6.0, -8.0, 1.0, 1.0, 3.0];
    for ((year, found), expected) in errors(&backtest, "revenue").into_iter().zip(expected) {
        assert!((found - expected).abs() < 1.5, "{year}: {found}");
    }
    assert_eq!(errors(&backtest, "operating_income"), [(2025, -37.0)]);
}

#[test]
fn variants_of_the_announcement_show_what_their_names_say() {
    let near = |preset: &Preset, scenario, of: Metric, expected: f64, digit: f64| {
        let found = metric(preset, scenario, of);
        assert!((found - expected).abs() <= digit / 2.0, "{}: {found}", of.id());
    };
    let stopped = preset("stop-option");
    near(&stopped, Scenario::Bear, Metric::OperatingIncome, -0.04, 0.01);
    near(&stopped, Scenario::Bear, Metric::Npv, -8.5, 0.1);
    near(&stopped, Scenario::Base, Metric::Npv, -2.0, 0.1);
    let levered = preset("apec-40b-levered");
    near(&levered, Scenario::Base, Metric::EquityIrr, 0.150, 0.001);
    near(&levered, Scenario::Base, Metric::EquityPaybackYears, 6.1, 0.1);
    near(&levered, Scenario::Base, Metric::MinDscr, 0.89, 0.01);
    near(&levered, Scenario::Base, Metric::Irr, 0.080, 0.001);
    // Servers that age while they wait are never worth more.
    let (ageing, frozen) = (preset("grid-freeze-ageing"), preset("grid-freeze"));
    for scenario in Scenario::ALL {
        let npv = |preset: &Preset| metric(preset, scenario, Metric::Npv);
        assert!(npv(&ageing) < npv(&frozen), "{}", scenario.id());
    }
}

#[test]
fn other_programmes_hold_what_was_fitted_to_their_record() {
    for (id, fitted, tested, plausible) in [
        ("coreweave-like", 2, (2, 2), (1, 1)),
        ("oracle-oci", 5, (2, 2), (2, 2)),
        ("stargate-abilene", 1, (2, 2), (1, 1)),
        ("microsoft-fy25", 0, (2, 2), (1, 1)),
    ] {
        let preset = preset(id);
        assert_eq!(count(&preset, ClaimKind::Calibrated), (fitted, fitted), "{id}");
        assert_eq!(count(&preset, ClaimKind::Tested), tested, "{id}");
        assert_eq!(count(&preset, ClaimKind::Plausibility), plausible, "{id}");
    }
}
