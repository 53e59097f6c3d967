//! Published examples, as programmes of one site without build, ramp, delay, tax or idle cost:
//! there the model gives the figures that textbooks and other programs print.

use crate::any::{any_drivers, any_programme};
use crate::support::preset;
use payback::analysis::risk::{
    RiskQuestion, RiskSettings, Sampling, Shape, SobolIndices, SpreadShares, spread,
};
use payback::model::{
    Assumptions, Batch, Driver, Drivers, Inputs, Metric, Month, Outcome, Plan, Programme, Request,
    Scenario, Scenarios, Scratch, Series, Site, Workspace, evaluate,
};
use payback::preset::library::BUNDLED;
use proptest::prelude::*;
use std::sync::atomic::AtomicBool;

/// Fully used, and so profitable that no cash cost is left.
const FULL: Drivers = Drivers([1.0, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);

/// A programme that spends `outlay` in its first month and earns `payment` in each of so many
/// after it. Capital is energised evenly during the first month, which earns half a payment:
/// so much more is pledged.
fn annuity(outlay: f64, payment: f64, payments: u32) -> Programme {
    let start = Month::new(2026, 1);
    let pledge = outlay + payment / 2.0;
    Programme {
        start,
        horizon: start.plus(i32::try_from(payments).expect("few")),
        headline_year: 2026,
        sites: vec![Site {
            name: "site".to_owned(),
            pledge,
            first: start,
            months: 1.0,
            extra_delay: 0.0,
            yield_factor: 1.0,
        }],
        build_months: 0.0,
        ramp_months: 0.0,
        revenue_yield: 12.0 * payment / pledge,
        idle_cost_rate: 0.0,
        server_life: 20.0,
        facility_life: 60.0,
        refresh_cost: 0.0,
        tax_rate: 0.0,
        residual_share: 0.0,
        ..Programme::default()
    }
}

fn run(programme: &Programme) -> (Outcome, Workspace) {
    let mut workspace = Workspace::new();
    let outcome = evaluate(&Plan::new(programme), &FULL, &mut workspace);
    (outcome, workspace)
}

/// Metrics that `Batch` gives for the same scenario.
fn side_by_side(programme: &Programme, drivers: &Drivers, metrics: &[Metric]) -> Vec<Option<f64>> {
    let request = Request { metrics: metrics.to_vec(), by_year: false };
    let batch = Batch::new(&Plan::new(programme), (*drivers, *drivers), request);
    assert!(batch.is_side_by_side());
    let mut out = vec![0.0; metrics.len()];
    batch.evaluate(&[*drivers], &mut Scratch::default(), &mut out);
    out.into_iter().map(|figure| Some(figure).filter(|figure| !figure.is_nan())).collect()
}

#[track_caller]
fn assert_near(found: Option<f64>, expected: f64, within: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() <= within, "{found} is not {expected}");
}

#[test]
fn the_rate_of_a_loan_is_that_of_a_spreadsheet() {
    // RATE(48, −200, 8000) of Excel's manual is 0.77 % a month.
    let loan = run(&annuity(8.0, 0.2, 48)).0;
    assert_near(loan.metrics[Metric::Irr], 0.096_434_564_589_753_3, 1e-12);
    // An annuity over forty years (pyxirr, issue 24).
    let annuity = run(&annuity(1.725_458_481_228_07, 7.877_352_325_179_99e-3, 480)).0;
    assert_near(annuity.metrics[Metric::Irr], 0.047_067_086_9, 5e-11);
}

#[test]
fn rates_are_found_up_to_twice_the_money_in_a_year() {
    for rate in [0.99_f64, 1.01, 1.5, 1.99] {
        let monthly = (1.0 + rate).powf(1.0 / 12.0) - 1.0;
        let payment = monthly / (1.0 - (1.0 + monthly).powi(-36));
        assert_near(run(&annuity(1.0, payment, 36)).0.metrics[Metric::Irr], rate, 1e-9);
    }
    let monthly = 3.05_f64.powf(1.0 / 12.0) - 1.0;
    let payment = monthly / (1.0 - (1.0 + monthly).powi(-36));
    assert_eq!(run(&annuity(1.0, payment, 36)).0.metrics[Metric::Irr], None);
}

#[test]
fn payback_is_the_outlay_over_a_year_after_the_month_of_spending() {
    let programme = annuity(3.6, 0.7 / 12.0, 120);
    let expected = 3600.0 / 700.0 + 1.0 / 12.0;
    let metrics =
        [Metric::PaybackYears, Metric::LastingPaybackYears, Metric::PaybackFromServiceYears];
    let (outcome, _) = run(&programme);
    for (metric, batched) in metrics.into_iter().zip(side_by_side(&programme, &FULL, &metrics)) {
        assert_near(outcome.metrics[metric], expected, 1e-12);
        assert_near(batched, expected, 1e-12);
    }
}

/// Thirty-six tenths repay what was spent with the very last of them; sums of tenths fall a hair
/// short of it.
#[test]
fn a_payback_that_ties_at_the_horizon_is_there() {
    for (outlay, payment, payments) in [(3.6, 0.1, 36), (1.0, 0.1, 10 + 2), (2.1, 0.1 / 3.0, 63)] {
        let programme = annuity(outlay, payment, payments);
        let expected = (outlay / payment).round() / 12.0 + 1.0 / 12.0;
        let metrics = [Metric::PaybackYears, Metric::LastingPaybackYears];
        let (outcome, _) = run(&programme);
        for (metric, batched) in metrics.into_iter().zip(side_by_side(&programme, &FULL, &metrics))
        {
            assert_near(outcome.metrics[metric], expected, 1e-9);
            assert_near(batched, expected, 1e-9);
        }
    }
}

#[test]
fn at_a_rate_of_zero_value_is_cash_and_discounting_changes_no_payback() {
    for (id, _) in BUNDLED {
        let mut inputs = preset(id).inputs;
        inputs.programme.discount_rate = 0.0;
        inputs.programme.residual_share = 0.0;
        let plan = Plan::new(&inputs.programme);
        for scenario in Scenario::ALL {
            let drivers = inputs.scenarios[scenario].drivers();
            let metrics = evaluate(&plan, drivers, &mut Workspace::new()).metrics;
            let cash = metrics[Metric::HorizonCash].expect("a figure");
            assert_near(metrics[Metric::Npv], cash, 1e-9);
            assert_eq!(metrics[Metric::DiscountedPaybackYears], metrics[Metric::PaybackYears]);
        }
    }
}

/// What lasts four years is bought again after four and after eight, and not after twelve, when
/// the plant is closed (biosteam, issue 244).
#[test]
fn servers_are_renewed_at_the_end_of_each_life_within_the_horizon() {
    let programme = Programme { server_life: 4.0, refresh_cost: 1.0, ..annuity(10.0, 0.5, 143) };
    assert_eq!(programme.months(), 12 * 12);
    let (_, workspace) = run(&programme);
    let servers = programme.server_share * programme.sites[0].pledge;
    let refresh = workspace.timeline.months(Series::Refresh);
    for (month, refresh) in refresh.iter().enumerate() {
        let expected = if [48, 96].contains(&month) { servers } else { 0.0 };
        assert!((refresh - expected).abs() < 1e-12, "{refresh} in month {month}");
    }
}

/// Revenue is utilization times a linear function of attach, both even: the closed form of a
/// product's indices.
#[test]
fn the_indices_of_a_product_are_those_of_its_closed_form() {
    let at = |utilization: f64, attach: f64| {
        let mut drivers = FULL;
        drivers[Driver::Utilization] = utilization;
        drivers[Driver::Attach] = attach;
        Assumptions::new(drivers, 1.0)
    };
    let inputs = Inputs {
        programme: annuity(10.0, 0.2, 48),
        scenarios: Scenarios([at(0.3, 0.0), at(0.6, 0.45), at(0.9, 0.9)]),
    };
    let settings = RiskSettings { shape: Shape::Uniform, ..RiskSettings::default() };
    let question = RiskQuestion {
        inputs: &inputs,
        settings: &settings,
        metrics: &[Metric::Revenue],
        targets: &[],
        seed: 1,
        sampling: Sampling::Sobol,
    };
    let found = spread(&question, 1 << 21, 2, &AtomicBool::new(false));
    let shares = found.expect("settings that fit").expect("not cancelled").remove(0).shares;
    let SpreadShares::Sobol(found) = shares else { panic!("{shares:?}") };
    let expected = [
        (Driver::Utilization, SobolIndices { first: 0.836_22, total: 0.848_82 }),
        (Driver::Attach, SobolIndices { first: 0.151_18, total: 0.163_78 }),
    ];
    for ((driver, found), (expected_of, expected)) in found.iter().zip(expected) {
        assert_eq!(*driver, expected_of);
        assert!((found.first - expected.first).abs() < 5e-4, "{driver:?} {found:?}");
        assert!((found.total - expected.total).abs() < 5e-4, "{driver:?} {found:?}");
    }
}

#[test]
fn what_draws_nothing_takes_no_time_to_pay_back() {
    // All of it cancelled.
    let programme = Programme { stress_from: Month::new(2026, 1), ..annuity(3.6, 0.1, 48) };
    let mut drivers = FULL;
    drivers[Driver::CapexCut] = 1.0;
    let paybacks =
        [Metric::PaybackYears, Metric::LastingPaybackYears, Metric::DiscountedPaybackYears];
    let (plan, service) = (Plan::new(&programme), Metric::PaybackFromServiceYears);
    let drawn = [Metric::PeakDraw, Metric::Capital, Metric::NpvPerCapital];
    let metrics = [&paybacks[..], &drawn, &[service]].concat();
    let one = evaluate(&plan, &drivers, &mut Workspace::new()).metrics;
    for (metric, batched) in metrics.iter().zip(side_by_side(&programme, &drivers, &metrics)) {
        let expected = match *metric {
            // Nothing is ever in service, and there is no capital to put value over.
            Metric::PaybackFromServiceYears | Metric::NpvPerCapital => None,
            _ => Some(0.0_f64.to_bits()),
        };
        assert_eq!(one[*metric].map(f64::to_bits), expected, "{}", metric.id());
        assert_eq!(batched.map(f64::to_bits), expected, "{} side by side", metric.id());
    }
}

/// Platform services earn more in the first month than is spent, a year after the programme began.
#[test]
fn payback_from_service_is_never_below_zero() {
    let mut programme =
        Programme { attach_uplift: 5.0, attach_margin: 1.0, ..annuity(1.0, 0.5, 60) };
    programme.sites[0].first = programme.start.plus(12);
    let mut drivers = FULL;
    drivers[Driver::Attach] = 1.0;
    let metrics = evaluate(&Plan::new(&programme), &drivers, &mut Workspace::new()).metrics;
    assert_eq!(metrics[Metric::PaybackYears], Some(0.0), "nothing is drawn");
    assert_eq!(metrics[Metric::PaybackFromServiceYears], Some(0.0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_figure_is_a_zero_below_zero_and_no_multiple_beyond_a_century(
        programme in any_programme(), drivers in any_drivers(),
    ) {
        let plan = Plan::new(&programme);
        let mut workspace = Workspace::new();
        let outcome = evaluate(&plan, &drivers, &mut workspace);
        let is_below = |figure: f64| figure == 0.0 && figure.is_sign_negative();
        for metric in Metric::ALL {
            prop_assert!(!outcome.metrics[metric].is_some_and(is_below), "{}", metric.id());
        }
        for series in Series::ALL {
            let annual = workspace.timeline.annual(&plan, series);
            let months = workspace.timeline.months(series).iter().copied();
            prop_assert!(!months.chain(annual).any(is_below), "{}", series.id());
        }
        let metrics = outcome.metrics;
        for multiple in
            [Metric::IncomeMultipleYears, Metric::EbitdaMultipleYears, Metric::CashMultipleYears]
        {
            prop_assert!(metrics[multiple].is_none_or(|years| (0.0..=100.0).contains(&years)));
        }
        let over = metrics[Metric::Npv].zip(metrics[Metric::Capital]).and_then(|(npv, capital)| {
            (capital > 1e-9).then_some(npv / capital)
        });
        prop_assert_eq!(metrics[Metric::NpvPerCapital], over);
        prop_assert!(metrics[Metric::PaybackFromServiceYears].is_none_or(|years| years >= 0.0));
        let everything = Metric::ALL.into_iter().filter(|metric| *metric != Metric::Irr);
        let everything: Vec<Metric> = everything.collect();
        for figure in side_by_side(&programme, &drivers, &everything).into_iter().flatten() {
            prop_assert!(!is_below(figure));
        }
    }
}
