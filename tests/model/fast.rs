//! Many scenarios at once give what each of them gives on its own.

use crate::any::{any_drivers, any_programme, cases};
use payback::model::{
    Batch, Driver, Drivers, Metric, Plan, Programme, Request, Scratch, Series, Workspace, evaluate,
};
use proptest::prelude::*;

/// Whether two figures are the same to 1e-9, or to what rounding leaves of the sums of money, up to
/// `money` each, that they are made from.
fn close(name: &str, a: f64, b: f64, money: f64, revenue: f64) -> bool {
    // A multiple is told by the income that it is a multiple of; a loss has none, nor has rounding.
    if name.ends_with("_multiple_years") {
        let income = |multiple: f64| if multiple.is_nan() { 0.0 } else { money / multiple };
        return near(income(a), income(b), money);
    }
    // What is divided by little revenue is as exact as that leaves it.
    let share = name.ends_with("_margin") && revenue > 0.0;
    (a.is_nan() && b.is_nan()) || near(a, b, if share { money / revenue } else { money })
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
            if !close(&name, value, expected, 1.0 + capital, revenue) {
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
        varying in prop::array::uniform7(any::<bool>()),
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
        let metrics: Vec<Metric> =
            Metric::ALL.into_iter().filter(|metric| *metric != Metric::Irr).collect();
        let request = Request { metrics: metrics.clone(), by_year: true };
        let batch = Batch::new(&plan, ranges(&draws), request);
        // Programmes with more knots than there is room for are left to the simulation: none whose
        // delay stays.
        prop_assert!(batch.is_side_by_side() || varying[Driver::PowerDelay as usize]);
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

#[test]
fn the_internal_rate_of_return_is_left_to_the_simulation() {
    let plan = Plan::new(&Programme::default());
    let draws = [Drivers([0.65, 0.31, 3.0, 0.3, 0.0, 0.0, 0.0]); 3];
    let metrics = [Metric::Irr, Metric::Npv];
    let request = Request { metrics: metrics.to_vec(), by_year: true };
    let batch = Batch::new(&plan, ranges(&draws), request);
    assert!(!batch.is_side_by_side());
    compare(&plan, &batch, &metrics, &draws).expect("the same figures");
}
