//! What the model shows that the announcement and its analysts don't say, on the bundled presets.
//! Every figure is printed in the documents with these digits; the tolerance is half of the last.

use crate::support::{metric, outcomes, preset};
use payback::model::{Driver, Input, Metric, ProgrammeNumber, Scenario};
use payback::preset::Preset;
use payback::report::claims::{self, CheckedPreset};

/// Whether a figure prints as the expected one does, whose last digit is worth `digit`.
#[track_caller]
fn assert_prints(what: &str, value: f64, expected: f64, digit: f64) {
    assert!((value - expected).abs() <= digit / 2.0 + 1e-12, "{what} is {value}, not {expected}");
}

#[track_caller]
fn assert_base(preset: &Preset, of: Metric, expected: f64, digit: f64) {
    assert_prints(of.id(), metric(preset, Scenario::Base, of), expected, digit);
}

fn with(mut preset: Preset, input: Input, scenario: Scenario, value: f64) -> Preset {
    preset.inputs.set(input, scenario, value);
    preset
}

fn programme(number: ProgrammeNumber) -> Input {
    Input::Programme(number)
}

#[test]
fn read_literally_the_payback_claim_does_not_follow() {
    let announced = preset("apec-40b");
    assert_base(&announced, Metric::PaybackYears, 11.3, 0.1);
    assert_base(&announced, Metric::Npv, -2.0, 0.1);
    assert_base(&announced, Metric::Irr, 0.080, 0.001);
    assert_base(&announced, Metric::CashMultipleYears, 5.6, 0.1);
    assert_base(&announced, Metric::IncomeMultipleYears, 12.9, 0.1);
    assert_base(&announced, Metric::EbitdaMargin, 0.77, 0.01);
    assert_base(&announced, Metric::OperatingIncome, 2.7, 0.1);
}

#[test]
fn about_half_of_the_pledge_as_growth_capital_would_make_it_true() {
    let reconciled = preset("apec-40b-reconciled");
    assert_base(&reconciled, Metric::CashMultipleYears, 4.3, 0.1);
    assert_base(&reconciled, Metric::PaybackYears, 6.7, 0.1);
    assert_base(&reconciled, Metric::EbitdaMargin, 0.56, 0.01);
    // The same revenue as announced.
    let announced = metric(&preset("apec-40b"), Scenario::Base, Metric::RunRateRevenue);
    assert_base(&reconciled, Metric::RunRateRevenue, announced, 1e-4);
    // A percent more of growth capital at the same revenue, and a renewal falls before the
    // crossing; a point less utilization, and payback leaps there: a cliff.
    let share = programme(ProgrammeNumber::GrowthShare);
    let yielded = programme(ProgrammeNumber::RevenueYield);
    let less_used =
        with(reconciled.clone(), Input::Driver(Driver::Utilization), Scenario::Base, 0.64);
    assert_base(&less_used, Metric::PaybackYears, 9.5, 0.1);
    let same_revenue = with(reconciled, share, Scenario::Base, 0.56);
    let same_revenue = with(same_revenue, yielded, Scenario::Base, 0.325 / 0.56);
    assert_base(&same_revenue, Metric::PaybackYears, 9.5, 0.1);
}

#[test]
fn power_and_attach_alone_do_not_make_the_bull() {
    let recipe = preset("article-bull");
    let income = Metric::OperatingIncome;
    assert_prints("the recipe's income", metric(&recipe, Scenario::Bull, income), 3.4, 0.1);
    let attached = with(recipe.clone(), Input::Driver(Driver::Attach), Scenario::Bull, 0.90);
    assert_prints("at 90 % attach", metric(&attached, Scenario::Bull, income), 4.75, 0.01);
    let [base, bull] = [Scenario::Base, Scenario::Bull]
        .map(|scenario| *recipe.inputs.scenarios[scenario].drivers());
    assert_eq!(base[Driver::Utilization].to_bits(), bull[Driver::Utilization].to_bits());
    assert_eq!(base[Driver::Margin].to_bits(), bull[Driver::Margin].to_bits());
    // With utilization the announced bull gets there, at a margin that AWS never had.
    let announced = preset("apec-40b");
    assert_prints("the bull's income", metric(&announced, Scenario::Bull, income), 5.6, 0.1);
    let margin = metric(&announced, Scenario::Bull, Metric::OperatingMargin);
    assert_prints("the bull's margin", margin, 0.43, 0.01);
    assert!(margin > 0.395, "{margin} is above AWS's highest quarter");
}

#[test]
fn the_bear_never_pays_back_and_builds_what_stands_idle() {
    let announced = preset("apec-40b");
    let bear = &outcomes(&announced)[Scenario::Bear];
    assert_eq!(bear.metrics[Metric::PaybackYears], None);
    assert_eq!(bear.metrics[Metric::LastingPaybackYears], None);
    let idle = bear.metrics[Metric::PeakIdleCapital].unwrap();
    assert!((22.0..23.0).contains(&idle), "{idle}");
    assert!(bear.metrics[Metric::HorizonCash].unwrap() < 0.0);
}

#[test]
fn the_gdp_claim_needs_a_high_multiplier() {
    let announced = preset("apec-40b");
    assert_base(&announced, Metric::GdpContribution, 26.0, 1.0);
    let by_multiplier = metric(&announced, Scenario::Base, Metric::GdpContribution) / 1.5;
    assert_prints("the multiplier for $45bn", 45.0 / by_multiplier, 2.6, 0.1);
    let generous = with(announced, programme(ProgrammeNumber::GdpMultiplier), Scenario::Base, 2.6);
    let gdp = metric(&generous, Scenario::Base, Metric::GdpContribution);
    assert!((gdp - 45.0).abs() < 1.0, "{gdp}");
}

#[test]
fn the_base_is_not_the_middle_of_bear_and_bull() {
    let announced = outcomes(&preset("apec-40b"));
    let income = announced.map(|outcome| outcome.metrics[Metric::OperatingIncome].unwrap());
    let middle = f64::midpoint(income[Scenario::Bear], income[Scenario::Bull]);
    assert!(middle < income[Scenario::Base] - 0.3, "{middle} against {income:?}");
}

#[test]
fn every_claim_of_the_announcement_has_the_verdict_that_the_evidence_states() {
    let announced = preset("apec-40b");
    let checked = claims::json(&[CheckedPreset::new(&announced)]);
    let claims = checked[0]["claims"].as_array().unwrap();
    let verdicts: Vec<_> = claims
        .iter()
        .map(|claim| {
            let word = |field: &str| claim[field].as_str().unwrap();
            (word("scenario"), word("measure"), word("kind"), claim["holds"].as_bool().unwrap())
        })
        .collect();
    let mut expected = [
        ("base", "run_rate_revenue", "Calibrated", true),
        ("base", "run_rate_margin", "Calibrated", true),
        ("base", "run_rate_operating_income", "Calibrated", true),
        ("base", "operating_income", "Calibrated", true),
        ("bull", "operating_income", "Calibrated", true),
        ("bear", "utilization", "Input", true),
        ("bear", "horizon_cash", "Tested", true),
        ("base", "revenue_vs_group", "Tested", true),
        ("base", "cash_multiple_years", "Tested", false),
        ("base", "npv", "Tested", false),
        ("base", "gdp_contribution", "Tested", false),
        ("base", "ebitda_margin", "Plausibility", false),
        ("bull", "run_rate_margin", "Plausibility", false),
    ];
    let mut sorted = verdicts;
    sorted.sort_unstable();
    expected.sort_unstable();
    assert_eq!(sorted, expected);
}

#[test]
fn every_bundled_preset_stresses_what_its_name_says() {
    let announced = preset("apec-40b");
    let drivers = |preset: &Preset, driver: Driver| {
        Scenario::ALL.map(|scenario| preset.inputs.scenarios[scenario].drivers()[driver])
    };
    let npv = |preset: &Preset| outcomes(preset).map(|outcome| outcome.metrics[Metric::Npv]).0;

    let korea = preset("apec-plus-korea");
    let site = &korea.inputs.programme.sites[1];
    assert_eq!(
        (site.name.as_str(), site.pledge, site.extra_delay),
        ("Korea (Seoul area)", 5.0, 6.0)
    );
    assert!(metric(&korea, Scenario::Base, Metric::Capital) > 44.9);

    // The grid decides in bear and base, a share of its queue; in the bull it is the later of
    // the queue's 15 % and of transformers ordered 27 months ahead.
    let delays = drivers(&preset("grid-freeze"), Driver::PowerDelay);
    let expected = [0.8 * 48.0, 0.5 * 36.0, (0.15_f64 * 20.0).max(128.0 / 4.348_125 - 27.0)];
    for (given, expected) in [
        (delays, expected),
        (drivers(&preset("export-controls"), Driver::ExportBlock), [0.9, 0.5, 0.25]),
        (drivers(&preset("price-war"), Driver::PriceErosion), [0.10, 0.05, 0.02]),
    ] {
        let near = given.iter().zip(expected).all(|(given, value)| (given - value).abs() < 1e-9);
        assert!(near, "{given:?} is not {expected:?}");
    }

    for stressed in ["grid-freeze", "price-war"] {
        for (worse, announced) in npv(&preset(stressed)).into_iter().zip(npv(&announced)) {
            assert!(worse < announced, "{stressed}: {worse:?} against {announced:?}");
        }
    }
}
