//! Many scenarios at once give what each of them gives on its own.

use crate::any::{any_drivers, any_programme, cases};
use payback::analysis::{Evaluator, Question};
use payback::model::{
    Assumptions, Batch, Driver, Drivers, Indicator, Input, Inputs, Metric, Plan, Programme,
    ProgrammeNumber, Request, Scenario, Scenarios, Scratch, Series, Workspace, evaluate,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::iter::once;

/// Whether two figures are the same to 1e-9, or to what rounding leaves of the sums of money, up to
/// `money` each, that they are made from.
fn close(name: &str, a: f64, b: f64, (money, capital): (f64, f64), revenue: f64) -> bool {
    if name == "npv_per_capital" {
        return (a.is_nan() && b.is_nan()) || near(a * capital, b * capital, money);
    }
    // A multiple is told by the income that it is a multiple of; a loss has none, nor has rounding.
    if name.ends_with("_multiple_years") {
        let income = |multiple: f64| if multiple.is_nan() { 0.0 } else { money / multiple };
        return near(income(a), income(b), money);
    }
    // What is divided by little debt service or little power is as large as that is little, and as
    // inexact.
    if matches!(name, "min_dscr" | "revenue_per_mw") && !a.is_nan() {
        return near(a, b, money * a.abs().max(1.0) * (a.abs() / 1000.0).max(1.0));
    }
    // What is divided by little revenue is as exact as that leaves it.
    let share = name.ends_with("_margin") || name.ends_with("_ratio");
    let scale = if share && revenue > 0.0 { money / revenue } else { money };
    (a.is_nan() && b.is_nan()) || near(a, b, scale)
}

fn near(a: f64, b: f64, money: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) + 1e-11 * money
}

/// Every figure of every scenario, by the batch and one by one.
fn compare(
    plan: &Plan,
    batch: &Batch,
    metrics: &[Metric],
    draws: &[Drivers],
) -> Result<(), String> {
    let mut out = vec![f64::NAN; batch.outputs() * draws.len()];
    let capped = batch.evaluate(draws, &mut Scratch::default(), &mut out);
    let mut workspace = Workspace::new();
    let mut any_capped = false;
    for (index, drivers) in draws.iter().enumerate() {
        let outcome = evaluate(plan, drivers, &mut workspace);
        any_capped |= outcome.flags.margin_capped;
        let mut expected: Vec<(String, f64)> = metrics
            .iter()
            .map(|metric| (metric.id().to_owned(), outcome.metrics[*metric].unwrap_or(f64::NAN)))
            .collect();
        for series in [Series::OperatingIncome, Series::CumulativeFcf] {
            let annual = workspace.timeline.annual(plan, series);
            expected.extend(annual.into_iter().map(|value| (series.id().to_owned(), value)));
        }
        // Sums of money are as exact as the largest sum that they are made from.
        let capital = outcome.metrics[Metric::Capital].unwrap_or_default();
        let revenue = |metric: Metric| outcome.metrics[metric].unwrap_or_default();
        let revenue = revenue(Metric::Revenue).min(revenue(Metric::RunRateRevenue));
        for (place, (name, expected)) in expected.into_iter().enumerate() {
            let value = out[place * draws.len() + index];
            if !close(&name, value, expected, (1.0 + capital, capital), revenue) {
                return Err(format!("{name} is {value}, not {expected}, with {drivers:?}"));
            }
        }
    }
    if capped == any_capped { Ok(()) } else { Err(format!("capped: {capped}")) }
}

fn ranges(draws: &[Drivers]) -> (Drivers, Drivers) {
    let fold = |choose: fn(f64, f64) -> f64| {
        let folded = draws
            .iter()
            .copied()
            .reduce(|a, b| Drivers(Driver::ALL.map(|driver| choose(a[driver], b[driver]))));
        folded.expect("draws")
    };
    (fold(f64::min), fold(f64::max))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(250), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_batch_gives_what_one_by_one_gives(
        programme in any_programme(),
        mut draws in prop::collection::vec(any_drivers(), 1..30),
        varying in prop::array::uniform8(any::<bool>()),
        beyond in any_drivers(),
    ) {
        let first = draws[0];
        for drivers in &mut draws {
            for driver in Driver::ALL {
                if !varying[driver as usize] {
                    drivers[driver] = first[driver];
                }
            }
        }
        let plan = Plan::new(&programme);
        // Where a value barely touches zero, rounding decides on a rate; those are compared elsewhere.
        let metrics: Vec<Metric> =
            Metric::ALL.into_iter().filter(|metric| !metric.is_rate_of_return()).collect();
        let request = Request { metrics: metrics.clone(), by_year: true };
        let batch = Batch::new(&plan, ranges(&draws), request);
        // Programmes with more knots than there is room for are left to the simulation: none whose
        // delay stays.
        let is_fixed = [Driver::PowerDelay, Driver::CapexCut, Driver::ExportBlock]
            .into_iter()
            .all(|driver| !varying[driver as usize]);
        prop_assert!(batch.is_side_by_side() || !is_fixed);
        prop_assume!(batch.is_side_by_side());
        if varying[Driver::PowerDelay as usize] {
            // One that waits longer or shorter than was announced is evaluated all the same.
            let mut late = first;
            late[Driver::PowerDelay] = beyond[Driver::PowerDelay];
            draws.push(late);
        }
        let compared = compare(&plan, &batch, &metrics, &draws);
        prop_assert!(compared.is_ok(), "{compared:?}");
    }
}

/// Two inputs at even places of their sliders: many of the first for each of the second.
type Plane = [(Index, f64, f64, usize); 2];

fn any_plane() -> impl Strategy<Value = Plane> {
    let axis = |count| (any::<Index>(), 0.0..1.0, 0.0..1.0, count);
    (axis(2..60_usize), axis(1..9_usize)).prop_map(<[_; 2]>::from)
}

fn points(plane: Plane) -> Vec<[(Input, f64); 2]> {
    let inputs: Vec<Input> = Driver::ALL
        .into_iter()
        .map(Input::Driver)
        .chain(Indicator::ALL.map(Input::Indicator))
        .chain(once(Input::Programme(ProgrammeNumber::TaxRate)))
        .collect();
    let [across, up] = plane.map(|(index, from, to, count)| {
        let input = *index.get(&inputs);
        let slider = input.spec().slider;
        let at = move |place: usize| {
            let part = from + (to - from) * place as f64 / count as f64;
            (input, slider.min + (slider.max - slider.min) * part)
        };
        (0..count).map(at).collect::<Vec<_>>()
    });
    up.iter().flat_map(|up| across.iter().map(|across| [*up, *across])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(250), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_points_of_an_analysis_have_what_each_of_them_has(
        programme in any_programme(),
        drivers in any_drivers(),
        metric in select(&Metric::ALL[..]),
        plane in any_plane(),
    ) {
        let assumptions = Assumptions::new(drivers, 1.0);
        let inputs = Inputs { programme, scenarios: Scenarios([assumptions; 3]) };
        let points = points(plane);
        let mut evaluator = Evaluator::new(Question::new(&inputs, Scenario::Base, metric));
        let values = evaluator.values_with(&points);
        let (mut workspace, mut any_capped) = (Workspace::new(), false);
        for (point, value) in points.iter().zip(values) {
            let mut inputs = inputs.clone();
            for (input, value) in point {
                inputs.set(*input, Scenario::Base, *value);
            }
            let drivers = inputs.scenarios[Scenario::Base].drivers();
            let outcome = evaluate(&Plan::new(&inputs.programme), drivers, &mut workspace);
            any_capped |= outcome.flags.margin_capped;
            let of = |metric: Metric| outcome.metrics[metric];
            let [value, expected] = [value, of(metric)].map(|value| value.unwrap_or(f64::NAN));
            let [capital, revenue, run_rate] =
                [Metric::Capital, Metric::Revenue, Metric::RunRateRevenue]
                    .map(|metric| of(metric).unwrap_or_default());
            let money = (1.0 + capital, capital);
            let is_close = close(metric.id(), value, expected, money, revenue.min(run_rate));
            prop_assert!(is_close, "{} is {value}, not {expected}, at {point:?}", metric.id());
        }
        prop_assert_eq!(evaluator.take_margin_capped(), any_capped);
    }
}

/// The announced programme with some of what is optional.
fn programmes() -> Vec<(&'static str, Programme)> {
    let changed = |change: fn(&mut Programme)| {
        let mut programme = Programme::default();
        change(&mut programme);
        programme
    };
    vec![
        ("plain", Programme::default()),
        ("calibrated elsewhere", changed(|programme| programme.server_life = 5.0)),
        ("retired", changed(|programme| programme.renewal_share = 0.4)),
        ("fading", changed(|programme| programme.generation_fade = 0.05)),
        (
            "dearer",
            changed(|programme| {
                programme.cost_inflation = 0.025;
                programme.power_price_rise = 30.0;
            }),
        ),
        ("contracted", changed(|programme| programme.contracts_share = 0.6)),
        (
            "levered",
            changed(|programme| {
                programme.debt_share = 0.7;
                programme.debt_rate = 0.065;
                programme.debt_years = 15.0;
                programme.debt_grace_months = 6.0;
            }),
        ),
        (
            "many sites with delays of their own",
            changed(|programme| {
                let whole = programme.sites[0].clone();
                programme.build_months = 5.5;
                programme.sites = (0..64_u8)
                    .map(|site| {
                        let mut part = whole.clone();
                        part.pledge /= 64.0;
                        part.months = f64::from(6 + site);
                        part.extra_delay = 0.37 * f64::from(site) - 4.0;
                        part
                    })
                    .collect();
            }),
        ),
        (
            "all but fading",
            changed(|programme| {
                programme.year_ends = 6.0;
                programme.server_life = 5.0;
                programme.renewal_share = 0.5;
                programme.cost_inflation = 0.025;
                programme.power_price_rise = 30.0;
                programme.contracts_share = 0.6;
                programme.debt_share = 0.7;
                let mut second = programme.sites[0].clone();
                (second.yield_factor, second.extra_delay) = (0.8, 6.0);
                programme.sites.push(second);
            }),
        ),
    ]
}

#[test]
fn every_part_of_the_model_is_evaluated_side_by_side_rates_of_return_included() {
    let draws: Vec<Drivers> = (0..40)
        .map(|place| {
            let at = |low: f64, high: f64, step: usize| {
                low + (high - low) * f64::from(u32::try_from(place * step % 41).unwrap()) / 40.0
            };
            Drivers([
                at(0.45, 0.85, 7),
                at(0.29, 0.4, 11),
                at(0.0, 18.0, 3),
                at(0.15, 0.45, 5),
                at(0.0, 0.25, 13),
                at(0.0, 0.5, 17),
                at(0.0, 0.05, 19),
                at(0.9, 1.3, 23),
            ])
        })
        .collect();
    for (name, programme) in programmes() {
        let plan = Plan::new(&programme);
        let request = Request { metrics: Metric::ALL.to_vec(), by_year: true };
        let batch = Batch::new(&plan, ranges(&draws), request);
        assert!(batch.is_side_by_side(), "{name}");
        let compared = compare(&plan, &batch, &Metric::ALL, &draws);
        assert!(compared.is_ok(), "{name}: {compared:?}");
    }
}

/// What isn't a sum of curves that the drivers scale is left to the simulation: that of contracted
/// servers that fade has a quotient in it, and lives that follow from the delay a product.
#[test]
fn what_is_not_linear_is_left_to_the_simulation() {
    let mut late = Drivers([0.65, 0.31, 3.0, 0.3, 0.0, 0.0, 0.0, 1.0]);
    let early = late;
    late[Driver::PowerDelay] = 18.0;
    let draws = [early, late];
    for change in [
        (|programme: &mut Programme| {
            (programme.generation_fade, programme.contracts_share) = (0.05, 0.5);
        }) as fn(&mut Programme),
        |programme| programme.idle_ageing = 1.0,
        |programme| {
            (programme.ramp_months, programme.contracts_share, programme.contracts_years) =
                (24.0, 0.5, 1.0);
        },
        |programme| {
            (programme.renewal_share, programme.contracts_share, programme.contracts_years) =
                (0.5, 0.5, 12.0);
        },
    ] {
        let mut programme = Programme::default();
        change(&mut programme);
        let plan = Plan::new(&programme);
        let metrics = [Metric::Irr, Metric::Npv, Metric::BacklogInService];
        let request = Request { metrics: metrics.to_vec(), by_year: true };
        let batch = Batch::new(&plan, ranges(&draws), request.clone());
        assert!(!batch.is_side_by_side());
        compare(&plan, &batch, &metrics, &draws).expect("the same figures");
        // At one delay everything is worked out beforehand, whatever the stresses leave.
        for block in [0.0, 0.3] {
            let mut fixed = early;
            fixed[Driver::ExportBlock] = block;
            let batch = Batch::new(&plan, (fixed, fixed), request.clone());
            assert!(batch.is_side_by_side());
            compare(&plan, &batch, &metrics, &[fixed; 2]).expect("the same figures");
        }
    }
}
