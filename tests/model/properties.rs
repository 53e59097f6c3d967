//! What must hold of the model whatever is put in.

use crate::any::{any_drivers, any_programme, cases};
use payback::model::{
    Driver, Drivers, Metric, Outcome, Plan, Programme, Scenario, Series, Timeline, Unit, Workspace,
    evaluate,
};
use proptest::prelude::*;

fn run(programme: &Programme, drivers: &Drivers) -> (Outcome, Timeline) {
    let mut workspace = Workspace::new();
    let outcome = evaluate(&Plan::new(programme), drivers, &mut workspace);
    (outcome, workspace.timeline)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

/// Both absent, or both there and close.
fn alike(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => close(a, b),
        (None, None) => true,
        _ => false,
    }
}

fn announced(scenario: Scenario) -> Drivers {
    match scenario {
        Scenario::Bear => Drivers([0.45, 0.29, 18.0, 0.15, 0.25, 0.0, 0.0, 1.0]),
        Scenario::Base => Drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0, 1.0]),
        Scenario::Bull => Drivers([0.80, 0.32, 0.0, 0.45, 0.0, 0.0, 0.0, 1.0]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(200), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_accounts_add_up(programme in any_programme(), drivers in any_drivers()) {
        let (outcome, timeline) = run(&programme, &drivers);
        let at = |series, t: usize| timeline.months(series)[t];
        let (mut cash, mut book) = (0.0, 0.0);
        for t in 0..programme.months() {
            let income = at(Series::Revenue, t) - at(Series::CashCost, t)
                - at(Series::IdleCost, t) - at(Series::Depreciation, t);
            prop_assert!(close(income, at(Series::OperatingIncome, t)));
            cash += at(Series::Fcf, t);
            prop_assert!(close(cash, at(Series::CumulativeFcf, t)));
            book += at(Series::Spend, t) + at(Series::Refresh, t) - at(Series::Depreciation, t);
            prop_assert!(close(book, at(Series::NetBookValue, t)));
            prop_assert!(book > -1e-9 * (1.0 + outcome.metrics[Metric::Capital].unwrap_or(0.0)), "book value {book} in month {t}");
            prop_assert!(at(Series::Energised, t) <= at(Series::Built, t) + 1e-9);
        }
        for metric in Metric::ALL {
            prop_assert!(outcome.metrics[metric].is_none_or(f64::is_finite), "{}", metric.id());
        }
    }

    #[test]
    fn splitting_a_site_in_two_changes_nothing(
        programme in any_programme(), drivers in any_drivers(), share in 0.05..0.95,
    ) {
        let mut split = programme.clone();
        let mut half = split.sites[0].clone();
        half.pledge *= 1.0 - share;
        split.sites[0].pledge *= share;
        split.sites.push(half);
        let (whole, halves) = (run(&programme, &drivers), run(&split, &drivers));
        for series in Series::ALL {
            for (a, b) in whole.1.months(series).iter().zip(halves.1.months(series)) {
                prop_assert!(close(*a, *b), "{}: {a} {b}", series.id());
            }
        }
    }

    #[test]
    fn scaling_all_money_scales_money_and_no_ratio(drivers in any_drivers(), factor in 0.1..10.0) {
        let programme = Programme::default();
        let mut scaled = programme.clone();
        for site in &mut scaled.sites {
            site.pledge *= factor;
        }
        scaled.group_revenue *= factor;
        scaled.group_capex *= factor;
        let (before, after) = (run(&programme, &drivers).0, run(&scaled, &drivers).0);
        prop_assert_eq!(before.flags.margin_capped, after.flags.margin_capped);
        // Where NPV barely touches zero, rounding decides on the rate; it is compared elsewhere.
        for metric in Metric::ALL.into_iter().filter(|metric| metric.spec().unit != Unit::PerYear) {
            let money = matches!(
                metric.spec().unit,
                Unit::Billions | Unit::BillionsPerYear | Unit::Megawatts
            );
            let by = if money { factor } else { 1.0 };
            let expected = before.metrics[metric].map(|value| value * by);
            prop_assert!(alike(after.metrics[metric], expected), "{}: {:?} {:?}", metric.id(), after.metrics[metric], expected);
        }
    }

    #[test]
    fn more_delay_never_helps_the_announced_programme(
        scenario in prop::sample::select(&Scenario::ALL), delay in 0.0..60.0, more in 0.0..24.0,
    ) {
        let late = |delay: f64| {
            let mut drivers = announced(scenario);
            drivers[Driver::PowerDelay] = delay;
            run(&Programme::default(), &drivers).0.metrics
        };
        let (sooner, later) = (late(delay), late(delay + more));
        prop_assert!(later[Metric::Npv] <= sooner[Metric::Npv].map(|npv| npv + 1e-12));
        match (sooner[Metric::PaybackYears], later[Metric::PaybackYears]) {
            (Some(sooner), Some(later)) => prop_assert!(later >= sooner - 1e-9),
            (None, later) => prop_assert!(later.is_none()),
            (Some(_), None) => {}
        }
    }

    #[test]
    fn a_workspace_carries_nothing_over(
        programme in any_programme(), other in any_programme(), drivers in any_drivers(),
    ) {
        let mut workspace = Workspace::new();
        evaluate(&Plan::new(&other), &drivers, &mut workspace);
        let reused = evaluate(&Plan::new(&programme), &drivers, &mut workspace);
        prop_assert_eq!(reused, run(&programme, &drivers).0);
    }
}
