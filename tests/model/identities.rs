//! What of the model must come out the same: a part that isn't in use changes nothing, one that is
//! adds up, and stresses leave what the reference margin was calibrated at.

use crate::any::{any_drivers, any_programme, cases};
use payback::model::{
    Driver, Drivers, Metric, Outcome, Plan, Programme, ProgrammeNumber, Series, Timeline,
    Workspace, evaluate,
};
use proptest::prelude::*;

fn run(programme: &Programme, drivers: &Drivers) -> (Outcome, Timeline) {
    let mut workspace = Workspace::new();
    let outcome = evaluate(&Plan::new(programme), drivers, &mut workspace);
    (outcome, workspace.timeline)
}

/// Whether two figures are the same but for the rounding of sums of that size.
fn close(a: f64, b: f64, size: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1e-3 + size)
}

/// The series in which two programmes differ, with the month and both values.
fn differing(series: &[Series], one: &Timeline, other: &Timeline) -> Vec<String> {
    let mut found = Vec::new();
    let largest =
        |months: &[f64]| months.iter().fold(0.0, |size: f64, value| size.max(value.abs()));
    let capital = largest(one.months(Series::Built));
    for series in series {
        let (one, other) = (one.months(*series), other.months(*series));
        let size = capital.max(largest(one)).max(largest(other));
        let differs = |(_, (a, b)): &(usize, (&f64, &f64))| !close(**a, **b, size);
        if let Some((month, (a, b))) = one.iter().zip(other).enumerate().find(differs) {
            found.push(format!("{}, month {month}: {a} is not {b}", series.id()));
        }
    }
    found
}

/// What a change of the programme changes.
fn changed(programme: &Programme, drivers: &Drivers, set: impl Fn(&mut Programme)) -> Vec<String> {
    let mut other = programme.clone();
    set(&mut other);
    differing(&Series::ALL, &run(programme, drivers).1, &run(&other, drivers).1)
}

/// Series that no price, load or cost changes.
const EARNINGS: [Series; 6] = [
    Series::ComputeRevenue,
    Series::AttachRevenue,
    Series::Revenue,
    Series::OperatingIncome,
    Series::Fcf,
    Series::CumulativeFcf,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(100), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_debt_the_owners_cash_is_the_programmes(
        mut programme in any_programme(), drivers in any_drivers(),
    ) {
        programme.debt_share = 0.0;
        let (Outcome { metrics, flags, .. }, timeline) = run(&programme, &drivers);
        for month in 0..programme.months() {
            let at = |series| timeline.months(series)[month];
            prop_assert_eq!(at(Series::EquityFcf).to_bits(), at(Series::Fcf).to_bits());
            prop_assert_eq!(
                at(Series::CumulativeEquityFcf).to_bits(), at(Series::CumulativeFcf).to_bits()
            );
            let debts = [Series::DebtDraw, Series::Repayment, Series::Interest, Series::DebtBalance];
            for series in debts {
                prop_assert_eq!(at(series).to_bits(), 0.0_f64.to_bits(), "{}", series.id());
            }
        }
        prop_assert_eq!(metrics[Metric::EquityIrr], metrics[Metric::Irr]);
        prop_assert_eq!(metrics[Metric::EquityPaybackYears], metrics[Metric::PaybackYears]);
        prop_assert_eq!(metrics[Metric::PeakEquity], metrics[Metric::PeakDraw]);
        prop_assert_eq!(metrics[Metric::MinDscr], None);
        prop_assert_eq!(flags.equity_irr_ambiguous, flags.irr_ambiguous);
    }

    #[test]
    fn debt_is_drawn_on_spending_and_repaid_after_its_years(
        mut programme in any_programme(), drivers in any_drivers(),
        (share, parts, more, grace) in (0.05..0.95, 13..96_u32, -0.49..0.49, 0..24_u32),
    ) {
        programme.debt_share = share;
        // Years are rounded to whole months.
        programme.debt_years = (f64::from(parts) + more) / 12.0;
        programme.debt_grace_months = f64::from(grace);
        let (_, timeline) = run(&programme, &drivers);
        let at = |series, month: usize| timeline.months(series)[month];
        let size: f64 = timeline.months(Series::DebtDraw).iter().sum();
        let term = (grace + parts) as usize;
        let (mut owed, mut repaid) = (0.0, 0.0);
        for month in 0..programme.months() {
            let spent = at(Series::Spend, month) + at(Series::Refresh, month);
            prop_assert!(close(at(Series::DebtDraw, month), share * spent, size));
            prop_assert!(close(at(Series::Interest, month), programme.debt_rate / 12.0 * owed, size));
            owed += at(Series::DebtDraw, month) - at(Series::Repayment, month);
            prop_assert!(close(at(Series::DebtBalance, month), owed, size));
            prop_assert!(owed > -1e-9 * (1.0 + size));
            repaid += at(Series::Repayment, month);
            let equity = at(Series::Fcf, month) + at(Series::DebtDraw, month)
                - at(Series::Repayment, month)
                - (1.0 - programme.tax_rate) * at(Series::Interest, month);
            prop_assert!(close(at(Series::EquityFcf, month), equity, 1.0 + size));
            // What was drawn before the term is repaid, and nothing of what the grace covers.
            let drawn = |months: std::ops::Range<usize>| {
                timeline.months(Series::DebtDraw)[months].iter().sum::<f64>()
            };
            let due = drawn(0..(month + 1).saturating_sub(term));
            prop_assert!(repaid > due - 1e-9 * (1.0 + size), "month {}: {} of {}", month, repaid, due);
            let begun = drawn(0..month.saturating_sub(grace as usize));
            prop_assert!(repaid < begun + 1e-9 * (1.0 + size));
        }
    }

    #[test]
    fn what_is_not_contracted_has_no_terms(
        mut programme in any_programme(), drivers in any_drivers(),
        (years, load) in (1.0..20.0, 0.0..1.0),
    ) {
        programme.contracts_share = 0.0;
        prop_assert_eq!(run(&programme, &drivers).0.metrics[Metric::BacklogInService], Some(0.0));
        let found = changed(&programme, &drivers, |programme| {
            (programme.contracts_years, programme.contracts_load) = (years, load);
        });
        prop_assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn a_contract_on_the_markets_terms_earns_what_the_market_does(
        mut programme in any_programme(), mut drivers in any_drivers(), share in 0.1..1.0,
    ) {
        programme.generation_fade = 0.0;
        programme.contracts_share = 0.0;
        programme.contracts_load = 0.5 * drivers[Driver::Utilization];
        drivers[Driver::PriceErosion] = 0.0;
        let mut contracted = programme.clone();
        contracted.contracts_share = share;
        let (without, with) = (run(&programme, &drivers).1, run(&contracted, &drivers).1);
        let found = differing(&EARNINGS, &without, &with);
        prop_assert!(found.is_empty(), "{found:#?}");
        for (contract, compute) in
            with.months(Series::ContractRevenue).iter().zip(with.months(Series::ComputeRevenue))
        {
            prop_assert!(*contract >= 0.0 && *contract <= compute * (1.0 + 1e-9) + 1e-12);
        }
    }

    #[test]
    fn servers_that_hardly_fade_earn_what_those_do_that_never_do(
        mut programme in any_programme(), drivers in any_drivers(),
    ) {
        programme.generation_fade = 0.0;
        let found = changed(&programme, &drivers, |programme| programme.generation_fade = 1e-13);
        prop_assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn servers_that_do_not_wait_do_not_age(
        mut programme in any_programme(), mut drivers in any_drivers(), ageing in 0.1..1.0,
        are_deferred in any::<bool>(),
    ) {
        if are_deferred {
            programme.server_deferral = 1.0;
        } else {
            drivers[Driver::PowerDelay] = 0.0;
            for site in &mut programme.sites {
                site.extra_delay = -1.0;
            }
        }
        programme.idle_ageing = 0.0;
        let found = changed(&programme, &drivers, |programme| programme.idle_ageing = ageing);
        prop_assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn servers_that_are_all_bought_again_are_not_retired(
        mut programme in any_programme(), drivers in any_drivers(),
    ) {
        programme.renewal_share = 1.0;
        let (_, timeline) = run(&programme, &drivers);
        prop_assert!(timeline.months(Series::Retired).iter().all(|retired| retired.to_bits() == 0));
        // Next to all of them come to the same.
        let found = changed(&programme, &drivers, |programme| programme.renewal_share = 1.0 - 1e-13);
        prop_assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn a_yield_factor_of_every_site_is_the_programmes_yield(
        mut programme in any_programme(), drivers in any_drivers(), factor in 0.2..2.0,
    ) {
        for site in &mut programme.sites {
            site.yield_factor = 1.0;
        }
        programme.contracts_share = 0.0;
        let mut yielding = programme.clone();
        yielding.revenue_yield *= factor;
        for site in &mut programme.sites {
            site.yield_factor = factor;
        }
        let found = differing(&Series::ALL, &run(&programme, &drivers).1, &run(&yielding, &drivers).1);
        prop_assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn dearer_capacity_is_less_of_it_for_the_same_money(
        programme in any_programme(), mut drivers in any_drivers(), cost in 0.5..3.0,
    ) {
        drivers[Driver::CapacityCost] = 1.0;
        let (as_planned, planned) = run(&programme, &drivers);
        drivers[Driver::CapacityCost] = cost;
        let (dearer, timeline) = run(&programme, &drivers);
        let scaled = [
            Series::ComputeRevenue, Series::ContractRevenue, Series::AttachRevenue, Series::CashCost,
        ];
        for series in Series::ALL {
            let by = if scaled.contains(&series) { cost } else { 1.0 };
            let is_money_spent = matches!(series, Series::Spend | Series::Refresh
                | Series::Depreciation | Series::IdleCost | Series::NetBookValue | Series::Retired);
            if by.to_bits() == 1.0_f64.to_bits() && !is_money_spent {
                continue;
            }
            let months = planned.months(series);
            let size = months.iter().fold(0.0, |size: f64, value| size.max(value.abs()));
            for (a, b) in months.iter().zip(timeline.months(series)) {
                prop_assert!(close(*a, by * b, size), "{}: {a} is not {cost} times {b}", series.id());
            }
        }
        let power = |outcome: &Outcome| outcome.metrics[Metric::ItMwInService].unwrap();
        prop_assert!(close(power(&as_planned), cost * power(&dearer), power(&as_planned)));
    }

    #[test]
    fn scaling_the_pledges_scales_every_series(
        programme in any_programme(), drivers in any_drivers(), factor in 0.1..10.0,
    ) {
        let mut scaled = programme.clone();
        for site in &mut scaled.sites {
            site.pledge *= factor;
        }
        let (before, after) = (run(&programme, &drivers).1, run(&scaled, &drivers).1);
        for series in Series::ALL {
            let months = before.months(series);
            let size = months.iter().fold(0.0, |size: f64, value| size.max(value.abs()));
            for (a, b) in months.iter().zip(after.months(series)) {
                prop_assert!(close(a * factor, *b, factor * size), "{}: {a} {b}", series.id());
            }
        }
    }

    #[test]
    fn what_is_booked_is_the_backlog_in_service(
        mut programme in any_programme(), mut drivers in any_drivers(),
        (share, delay, month) in (0.1..1.0, 0.0..6.0, 1..=12_u32),
    ) {
        programme.contracts_share = share;
        programme.year_ends = f64::from(month);
        programme.horizon = programme.start.plus(299);
        programme.build_months = programme.build_months.min(12.0);
        drivers[Driver::PowerDelay] = delay;
        // Spent within three years, built and powered within two more, before a year that is whole.
        for site in &mut programme.sites {
            site.first = programme.start.plus(site.first.since(programme.start).rem_euclid(12));
            site.months = site.months.min(24.0);
            site.extra_delay = site.extra_delay.min(4.0);
        }
        programme.headline_year = programme.start.year() + 7;
        let plan = Plan::new(&programme);
        let year = plan.years().iter().find(|year| year.year == programme.headline_year);
        let end = year.expect("a whole year").months.end;
        let (outcome, timeline) = run(&programme, &drivers);
        let revenue = timeline.months(Series::ContractRevenue);
        let booked: f64 = revenue[end..].iter().sum();
        let size: f64 = revenue.iter().sum();
        let backlog = outcome.metrics[Metric::BacklogInService].expect("it always has a value");
        prop_assert!(close(booked, backlog, size), "{booked} is not {backlog}");
    }

    #[test]
    fn a_stress_leaves_the_costs_that_the_margin_was_read_off_at(
        mut programme in any_programme(), mut drivers in any_drivers(),
        which in 0..6_usize, part in 0.0..=1.0,
    ) {
        // Neither platform services nor what is retired or waits moves with the six.
        drivers[Driver::Attach] = 0.0;
        programme.renewal_share = 1.0;
        programme.calibrate();
        let number = Programme::calibrated().nth(which).expect("six of them").number;
        let slider = number.spec().slider;
        let stressed = slider.min + part * (slider.max - slider.min);
        let (_, before) = run(&programme, &drivers);
        let mut moved = programme.clone();
        number.set(&mut moved, stressed);
        let found = differing(&[Series::CashCost], &before, &run(&moved, &drivers).1);
        prop_assert!(found.is_empty(), "{}: {found:#?}", number.id());
    }
}

#[test]
fn costs_read_off_anew_are_others() {
    let drivers = Drivers([0.65, 0.31, 3.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    let (_, before) = run(&Programme::default(), &drivers);
    for calibrated in Programme::calibrated() {
        let mut programme = Programme::default();
        let number: ProgrammeNumber = calibrated.number;
        let lower = 0.8 * number.get(&programme);
        number.set(&mut programme, lower);
        programme.calibrate();
        let found = differing(&[Series::CashCost], &before, &run(&programme, &drivers).1);
        assert!(!found.is_empty(), "{}", number.id());
    }
}
