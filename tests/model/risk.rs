//! What must hold of a risk simulation whatever the threads, the steps and the shape.

use payback::analysis::risk::{
    BAND_PERCENTS, DEFAULT_METRICS, MetricRisk, PERCENTS, Relation, RiskQuestion, RiskResult,
    RiskSettings, Sampling, Shape, ShapleyEffect, Simulation, SobolIndices, SpreadShares, Target,
    spread,
};
use payback::model::{
    Assumptions, Driver, Drivers, Input, Inputs, Metric, Plan, Programme, Scenario, Scenarios,
    Unit, Workspace, evaluate,
};
use std::sync::atomic::AtomicBool;

const BEAR: Drivers = Drivers([0.45, 0.29, 18.0, 0.15, 0.25, 0.0, 0.0, 1.0]);
const BASE: Drivers = Drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0, 1.0]);
const BULL: Drivers = Drivers([0.80, 0.32, 0.0, 0.45, 0.0, 0.0, 0.0, 1.0]);

/// The default programme with these drivers.
fn inputs(drivers: [Drivers; 3]) -> Inputs {
    let scenarios = Scenarios(drivers.map(|drivers| Assumptions::new(drivers, 1.0)));
    Inputs { programme: Programme::default(), scenarios }
}

fn announced() -> Inputs {
    inputs([BEAR, BASE, BULL])
}

fn comoving(comovement: f64) -> RiskSettings {
    RiskSettings { comovement, ..RiskSettings::default() }
}

fn question<'a>(inputs: &'a Inputs, settings: &'a RiskSettings) -> RiskQuestion<'a> {
    RiskQuestion {
        inputs,
        settings,
        metrics: &DEFAULT_METRICS,
        targets: &[],
        seed: 1,
        sampling: Sampling::Sobol,
    }
}

fn run(question: &RiskQuestion, draws: usize) -> RiskResult {
    let mut simulation = Simulation::new(question).expect("settings that fit");
    assert!(simulation.advance(draws, 2, &AtomicBool::new(false)));
    simulation.result(2)
}

fn of(result: &RiskResult, metric: Metric) -> &MetricRisk {
    result.metric(metric).expect("asked for")
}

#[test]
fn the_result_is_the_same_on_any_number_of_threads_and_in_any_number_of_steps() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let target = Target { metric: Metric::PaybackYears, relation: Relation::AtMost, bound: 10.0 };
    let question = RiskQuestion { targets: &[target], ..question(&inputs, &settings) };
    let never = AtomicBool::new(false);
    let at_once = |threads: usize| {
        let mut simulation = Simulation::new(&question).expect("fits");
        simulation.advance(30_000, threads, &never);
        simulation.result(threads)
    };
    let one = at_once(1);
    for threads in [2, 3, 8] {
        assert_eq!(at_once(threads), one, "{threads} threads");
    }
    let mut stepwise = Simulation::new(&question).expect("fits");
    for until in [1, 100, 1025, 4096, 10_000, 30_000] {
        assert!(stepwise.advance(until, 2, &never));
        assert_eq!(stepwise.draws(), until);
    }
    let (stepwise, share) = (stepwise.result(1), |of: &RiskResult| of.targets[0].probability);
    assert_eq!(stepwise.draws, one.draws);
    assert_eq!(share(&stepwise).to_bits(), share(&one).to_bits());
    for (a, b) in stepwise.metrics.iter().zip(&one.metrics) {
        assert_eq!((a.percentiles, a.ranks, &a.histogram), (b.percentiles, b.ranks, &b.histogram));
    }
    let other = run(&RiskQuestion { seed: 2, ..question }, 30_000);
    assert_ne!(of(&other, Metric::Npv).mean, of(&one, Metric::Npv).mean);
}

#[test]
fn a_cancelled_simulation_has_what_it_had_done() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let question = question(&inputs, &settings);
    let mut simulation = Simulation::new(&question).expect("fits");
    let cancelled = AtomicBool::new(false);
    assert!(simulation.advance(20_000, 2, &cancelled));
    cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(!simulation.advance(1_000_000, 2, &cancelled));
    let (done, result) = (simulation.draws(), simulation.result(1));
    assert_eq!((done, result.draws), (20_000, 20_000));
    let straight = run(&question, 20_000);
    assert_eq!(of(&result, Metric::Npv).percentiles, of(&straight, Metric::Npv).percentiles);
}

/// Every figure by the model itself, from plain arithmetic on the same distributions.
#[test]
fn one_varying_driver_and_a_linear_metric_have_the_closed_form() {
    let narrow = |delay: f64, utilization: f64| {
        let mut drivers = BASE;
        drivers[Driver::Utilization] = utilization;
        drivers[Driver::PowerDelay] = delay;
        drivers
    };
    let inputs = inputs([narrow(3.0, 0.6), narrow(3.0, 0.65), narrow(3.0, 0.7)]);
    let plan = Plan::new(&inputs.programme);
    let income = |utilization: f64| {
        let outcome = evaluate(&plan, &narrow(3.0, utilization), &mut Workspace::new());
        outcome.metrics[Metric::OperatingIncome].expect("a figure")
    };
    let slope = (income(0.7) - income(0.6)) / 0.1;
    let deviation = 0.05 / 1.281_551_565_544_600_4 * slope;
    let draws = 1_000_000;
    let settings = RiskSettings::default();
    let base_question =
        RiskQuestion { metrics: &[Metric::OperatingIncome], ..question(&inputs, &settings) };
    for sampling in [Sampling::Sobol, Sampling::Plain] {
        let result = run(&RiskQuestion { sampling, ..base_question }, draws);
        let risk = of(&result, Metric::OperatingIncome);
        let root = (draws as f64).sqrt();
        let mean = risk.mean.expect("a mean");
        assert!((mean - income(0.65)).abs() < 3.0 * deviation / root, "{sampling:?} {mean}");
        let found = risk.deviation.expect("a deviation");
        assert!((found / deviation - 1.0).abs() < 3.0 / (2.0_f64.sqrt() * root), "{found}");
        // A percentile's standard error is √(p(1−p)/n) over the density there.
        let scores = [1.644_853_626_951_472_2, 1.281_551_565_544_600_4, 0.674_489_750_196_081_7];
        let percentiles = risk.percentiles.map(|found| found.expect("a percentile"));
        for (index, (share, score)) in [0.05, 0.1, 0.25].into_iter().zip(scores).enumerate() {
            let height = f64::exp(-0.5 * score * score) / std::f64::consts::TAU.sqrt();
            let density = height / deviation;
            let error = (share * (1.0_f64 - share)).sqrt() / root / density;
            for (place, sign) in [(index, -1.0), (6 - index, 1.0)] {
                let expected = income(0.65) + sign * score * deviation;
                assert!(
                    (percentiles[place] - expected).abs() < 3.0 * error,
                    "{sampling:?} {place}"
                );
            }
        }
    }
}

#[test]
fn draws_reach_the_correlations_that_were_asked_for() {
    // Revenue is a product of utilization and a linear function of attach, so its variance tells
    // how the two move together.
    let vary = |utilization: f64, attach: f64| {
        let mut drivers = BASE;
        drivers[Driver::Utilization] = utilization;
        drivers[Driver::Attach] = attach;
        drivers
    };
    let inputs = inputs([vary(0.6, 0.4), vary(0.65, 0.3), vary(0.7, 0.2)]);
    for (settings, expected) in [
        (comoving(0.0), 0.0),
        // Bull has more utilization and less attach: they move against each other.
        (comoving(0.6), -0.6),
        (
            RiskSettings {
                correlations: vec![(Driver::Attach, Driver::Utilization, 0.8)],
                ..comoving(0.6)
            },
            0.8,
        ),
    ] {
        let question = RiskQuestion {
            metrics: &[Metric::Revenue, Metric::RevenueVsGroup],
            ..question(&inputs, &settings)
        };
        let result = run(&question, 200_000);
        let revenue = of(&result, Metric::Revenue);
        let (mean, deviation) = (revenue.mean.expect("mean"), revenue.deviation.expect("sd"));
        let sd = |half: f64| half / 1.281_551_565_544_600_4;
        let (u, a) = (sd(0.05) / 0.65, sd(0.1) * 0.6 / (1.0 + 0.3 * 0.6));
        // Of a product of two correlated factors with means 1: (1+u)(1+a), to fourth order.
        let rho = expected;
        let product_mean = 1.0 + rho * u * a;
        let product_variance =
            u * u + a * a + 2.0 * rho * u * a + u * u * a * a * (1.0 + rho * rho);
        let found = deviation / mean;
        let wanted = product_variance.sqrt() / product_mean;
        assert!((found / wanted - 1.0).abs() < 0.003, "{expected}: {found} against {wanted}");
    }
}

#[test]
fn a_small_step_of_a_slider_moves_the_odds_smoothly() {
    let settings = comoving(0.3);
    let mut before: Option<[f64; 3]> = None;
    let mut steps = Vec::new();
    for step in 0..=40 {
        let mut inputs = announced();
        let value = 0.65 + f64::from(step) * 0.001;
        inputs.set(Input::Driver(Driver::Utilization), Scenario::Base, value);
        let target = Target { metric: Metric::Npv, relation: Relation::AtLeast, bound: 0.0 };
        let question = RiskQuestion { targets: &[target], ..question(&inputs, &settings) };
        let result = run(&question, 10_000);
        let npv = of(&result, Metric::Npv);
        let now = [
            npv.mean.expect("a mean"),
            npv.percentiles[3].expect("a median"),
            result.targets[0].probability,
        ];
        if let Some(before) = before {
            steps.push([now[0] - before[0], now[1] - before[1], now[2] - before[2]]);
        }
        before = Some(now);
    }
    // With draws of their own, steps of the mean would scatter by √2 of its standard error, about
    // 0.09 at 10,000 draws; here all are alike, and none goes backwards.
    let means: Vec<f64> = steps.iter().map(|step| step[0]).collect();
    let (least, most) = (min(&means), max(&means));
    assert!(least > 0.0 && most < 1.1 * least, "{least} to {most}");
    assert!(steps.iter().all(|step| step[1] > -1e-9 && step[2] >= 0.0), "{steps:?}");
}

/// A driver that begins to vary as a slider leaves the others' value takes no other driver's draws.
#[test]
fn a_driver_that_begins_to_vary_leaves_the_others_draws_alone() {
    let settings = comoving(0.3);
    let mean = |margin: f64| {
        let at = |drivers: Drivers, margin: f64| {
            let mut drivers = drivers;
            drivers[Driver::Margin] = margin;
            drivers
        };
        let inputs = inputs([at(BEAR, 0.31), at(BASE, margin), at(BULL, 0.31)]);
        let result = run(&question(&inputs, &settings), 1000);
        of(&result, Metric::Npv).mean.expect("a mean")
    };
    let step = mean(0.31 + 1e-9) - mean(0.31);
    assert!(step.abs() < 1e-5, "the mean jumps by {step}");
}

fn min(figures: &[f64]) -> f64 {
    figures.iter().copied().fold(f64::INFINITY, f64::min)
}

fn max(figures: &[f64]) -> f64 {
    figures.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// The root of the mean squared error over seeds, against a run of a million.
#[test]
fn the_sequence_errs_less_than_plain_sampling() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let target = Target { metric: Metric::PaybackYears, relation: Relation::AtMost, bound: 10.0 };
    let question = RiskQuestion {
        targets: &[target],
        metrics: &[Metric::Npv],
        ..question(&inputs, &settings)
    };
    let figures = |sampling: Sampling, seed: u64, draws: usize| {
        let result = run(&RiskQuestion { sampling, seed, ..question }, draws);
        let npv = of(&result, Metric::Npv);
        let median = npv.percentiles[3].expect("a median");
        [npv.mean.expect("a mean"), median, result.targets[0].probability]
    };
    let truth = figures(Sampling::Sobol, 99, 1_000_000);
    let errors = |sampling: Sampling| {
        let mut sums = [0.0; 3];
        for seed in 0..24 {
            let found = figures(sampling, seed, 10_000);
            for (sum, (found, truth)) in sums.iter_mut().zip(found.iter().zip(truth)) {
                *sum += (found - truth).powi(2) / 24.0;
            }
        }
        sums.map(f64::sqrt)
    };
    let (sobol, plain) = (errors(Sampling::Sobol), errors(Sampling::Plain));
    println!("10,000 draws, RMSE of mean NPV, median NPV, odds of payback within 10 years:");
    println!("  scrambled Sobol {sobol:?}\n  pseudo-random   {plain:?}");
    for (sobol, (plain, factor)) in sobol.iter().zip(plain.iter().zip([20.0, 2.0, 2.0])) {
        assert!(sobol * factor < *plain, "{sobol} is not below {plain}/{factor}");
    }
    // And the stated standard error is honest for both: never less than what is found.
    let stated = (truth[2] * (1.0 - truth[2]) / 10_000.0).sqrt();
    assert!((plain[2] / stated - 1.0).abs() < 0.4 && sobol[2] < stated);
}

#[test]
fn never_is_later_than_every_number_of_years() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let targets = [
        Target { metric: Metric::PaybackYears, relation: Relation::AtMost, bound: 1000.0 },
        Target { metric: Metric::PaybackYears, relation: Relation::Above, bound: 1000.0 },
        Target { metric: Metric::Capital, relation: Relation::AtMost, bound: 40.0 },
        Target { metric: Metric::Capital, relation: Relation::Below, bound: 40.0 },
    ];
    let question = RiskQuestion { targets: &targets, ..question(&inputs, &settings) };
    let result = run(&question, 50_000);
    let payback = of(&result, Metric::PaybackYears);
    assert!(payback.defined > 0.3 && payback.defined < 0.9, "{}", payback.defined);
    // A draw that never pays back meets no year, and takes more than any.
    let [within, beyond] = [0, 1].map(|index| &result.targets[index]);
    assert_eq!(within.probability.to_bits(), payback.defined.to_bits());
    assert!((beyond.probability - (1.0 - payback.defined)).abs() < 1e-12);
    assert_eq!(within.defined.to_bits(), payback.defined.to_bits());
    // Half of the draws cut nothing, and spend exactly what was pledged.
    assert_eq!(result.targets[2].probability.to_bits(), 1.0_f64.to_bits());
    assert!((result.targets[3].probability - 0.5).abs() < 0.01);
    // The bear never pays back: it lies above all draws that do.
    assert_eq!(payback.own[Scenario::Bear], None);
    assert_eq!(payback.ranks[Scenario::Bear], Some(100.0 * payback.defined));
    // Seven of ten draws pay back, so three quarters of the way through all of them is never.
    assert_eq!(
        payback.percentiles.map(|years| years.is_some()),
        [true, true, true, true, false, false, false]
    );
    let income = of(&result, Metric::OperatingIncome);
    let [bear, base, bull] = income.ranks.0.map(|rank| rank.expect("a figure"));
    assert!(bear < base && base < bull && bear > 0.0 && bull < 100.0);
    assert!(result.metric(Metric::Capital).is_none(), "a target's metric isn't asked for");
}

/// The announced programme: percentiles, places and odds from its draws sorted by hand, an absent
/// figure in years last, any other left out.
#[test]
fn percentiles_and_places_are_those_of_the_draws_in_order() {
    const DRAWS: usize = 20_000;
    let metrics = [Metric::PaybackYears, Metric::CashMultipleYears, Metric::Irr, Metric::Npv];
    let mut inputs = announced();
    // Without it half of the draws have a return.
    inputs.programme.residual_share = 0.0;
    let settings = comoving(0.3);
    let question = RiskQuestion { metrics: &metrics, ..question(&inputs, &settings) };
    let result = run(&question, DRAWS);
    // The odds of every value tell the draws' order without looking into the simulation.
    let values = |risk: &MetricRisk| -> Vec<f64> {
        risk.percentiles.into_iter().chain(risk.own.0).flatten().collect()
    };
    let targets: Vec<Target> = (result.metrics.iter())
        .flat_map(|risk| values(risk).into_iter().map(|bound| (risk.metric, bound)))
        .flat_map(|(metric, bound)| {
            [Relation::Below, Relation::AtMost].map(|relation| Target { metric, relation, bound })
        })
        .collect();
    let asked = run(&RiskQuestion { targets: &targets, ..question }, DRAWS);
    for metric in metrics {
        let risk = of(&result, metric);
        let odds = |relation, bound| {
            asked.odds(&Target { metric, relation, bound }).expect("it was asked for").clone()
        };
        let latest = metric.spec().unit == Unit::Years;
        let share_of = if latest { 1.0 } else { risk.defined };
        assert!(risk.defined > 0.2 && (risk.defined < 1.0 || metric == Metric::Npv), "{risk:?}");
        for (percent, found) in PERCENTS.into_iter().zip(risk.percentiles) {
            let share = f64::from(percent) / 100.0;
            match found {
                Some(value) => {
                    let below = odds(Relation::Below, value).probability / share_of;
                    let up_to = odds(Relation::AtMost, value).probability / share_of;
                    let near = below - 1e-4 <= share && share <= up_to + 1e-4;
                    assert!(near, "{metric:?} P{percent}: {below} to {up_to}");
                }
                None => assert!(latest && share > risk.defined - 1e-4, "{metric:?} P{percent}"),
            }
        }
        for scenario in Scenario::ALL {
            let expected = match risk.own[scenario] {
                Some(own) => {
                    let below = odds(Relation::Below, own).probability;
                    let up_to = odds(Relation::AtMost, own).probability;
                    Some(50.0 * (below + up_to) / share_of)
                }
                None => latest.then_some(100.0 * risk.defined),
            };
            let found = risk.ranks[scenario];
            assert_eq!(found.is_some(), expected.is_some(), "{metric:?} {scenario:?}");
            let apart = found.unwrap_or_default() - expected.unwrap_or_default();
            assert!(apart.abs() < 0.01, "{metric:?} {scenario:?}: {found:?} {expected:?}");
        }
    }
}

/// Half of the draws cut nothing: they spend what the base does, and it lies in their middle.
#[test]
fn ties_count_half_in_a_scenarios_place() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let question = RiskQuestion { metrics: &[Metric::Capital], ..question(&inputs, &settings) };
    let capital = run(&question, 100_000);
    let place = of(&capital, Metric::Capital).ranks[Scenario::Base].expect("a place");
    assert!((place - 75.0).abs() < 0.1, "half lie below and half on it: {place}");
}

#[test]
fn means_of_ratios_with_a_denominator_near_zero_are_told_apart() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let metrics = [
        Metric::CashMultipleYears,
        Metric::IncomeMultipleYears,
        // Some draws use next to nothing, and a margin is taken of next to no revenue.
        Metric::RunRateMargin,
        Metric::PaybackYears,
        Metric::NpvPerCapital,
        Metric::Npv,
    ];
    let question = RiskQuestion { metrics: &metrics, ..question(&inputs, &settings) };
    let result = run(&question, 20_000);
    let singular = metrics.map(|metric| of(&result, metric).is_singular);
    assert_eq!(singular, [true, true, true, false, false, false]);
    assert!(metrics.iter().all(|metric| of(&result, *metric).mean.is_some()));
    // Well used throughout and in time, it is as steady as any other figure.
    let used = Inputs {
        scenarios: inputs.scenarios.map(|of| {
            let mut drivers = *of.drivers();
            drivers[Driver::Utilization] = 0.65;
            drivers[Driver::PowerDelay] = 3.0;
            Assumptions::new(drivers, 1.0)
        }),
        ..inputs.clone()
    };
    let result = run(&RiskQuestion { inputs: &used, ..question }, 20_000);
    assert!(!of(&result, Metric::RunRateMargin).is_singular);
}

#[test]
fn extremes_keep_every_figure_between_those_of_the_extremes() {
    let inputs = announced();
    let (bear, bull) = (
        Drivers([0.45, 0.29, 18.0, 0.15, 0.25, 0.0, 0.0, 1.0]),
        Drivers([0.8, 0.32, 0.0, 0.45, 0.0, 0.0, 0.0, 1.0]),
    );
    let plan = Plan::new(&inputs.programme);
    let npv = |drivers: &Drivers| {
        evaluate(&plan, drivers, &mut Workspace::new()).metrics[Metric::Npv].expect("a figure")
    };
    // Only a cut may help: the worst is the bear without one.
    let mut uncut = bear;
    uncut[Driver::CapexCut] = 0.0;
    let (worst, best) = (npv(&uncut).min(npv(&bear)), npv(&bull));
    let mut deviations = Vec::new();
    for shape in [Shape::Pert, Shape::Triangular, Shape::Uniform] {
        let settings = RiskSettings { shape, ..comoving(0.3) };
        let result = run(&question(&inputs, &settings), 20_000);
        let risk = of(&result, Metric::Npv);
        let histogram = &risk.histogram;
        assert!(histogram.low >= worst - 1e-9 && histogram.high <= best + 1e-9, "{shape:?}");
        deviations.push(risk.deviation.expect("sd"));
    }
    // PERT is the most peaked of the three, an even spread the least.
    assert!(deviations[0] < deviations[1] && deviations[1] < deviations[2], "{deviations:?}");
}

#[test]
fn beyond_a_hundred_thousand_draws_percentiles_stay_within_a_thousandth_of_rank() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let question = RiskQuestion { metrics: &[Metric::Npv], ..question(&inputs, &settings) };
    let exact = run(&question, 102_400);
    let beyond = run(&question, 400_000);
    assert_eq!(beyond.draws, 400_000);
    let [exact, beyond] = [&exact, &beyond].map(|result| of(result, Metric::Npv));
    let [mean, deviation] = [beyond.mean, beyond.deviation].map(|figure| figure.expect("a figure"));
    assert!((mean - exact.mean.expect("a mean")).abs() < 0.01 * deviation);
    let all = |risk: &MetricRisk| risk.percentiles.map(|found| found.expect("a percentile"));
    assert_ne!(all(exact).map(f64::to_bits), all(beyond).map(f64::to_bits));
    for (a, b) in all(exact).into_iter().zip(all(beyond)) {
        assert!((a - b).abs() < 0.0025 * deviation, "{a} {b}");
    }
    let counted: u64 = beyond.histogram.counts.iter().sum();
    assert_eq!(counted + beyond.histogram.beyond.0 + beyond.histogram.beyond.1, 400_000);
}

/// A band of the headline year is the metric's own percentiles, which are exact.
#[test]
fn bands_stay_within_a_thousandth_of_rank() {
    let (inputs, settings) = (announced(), comoving(0.3));
    let metrics = &[Metric::OperatingIncome];
    let question = RiskQuestion { metrics, ..question(&inputs, &settings) };
    for draws in [8000, 50_000, 100_000] {
        let result = run(&question, draws);
        let exact = of(&result, Metric::OperatingIncome);
        let year = inputs.programme.headline_year;
        let band = result.operating_income.iter().find(|band| band.year == year).expect("a band");
        let deviation = exact.deviation.expect("many");
        for (place, percent) in BAND_PERCENTS.into_iter().enumerate() {
            let same = PERCENTS.iter().position(|other| *other == percent).expect("one of them");
            let apart =
                (band.percentiles[place] - exact.percentiles[same].expect("it varies")).abs();
            // A thousandth of rank is a 400th of the deviation at the median, and more elsewhere.
            let most = if draws == 8000 { 1e-12 } else { 0.0025 };
            assert!(apart <= most * deviation, "P{percent} of {draws}: {apart} of {deviation}");
        }
    }
}

/// The shares of a metric's spread.
fn shares(comovement: f64, metric: Metric, (seed, threads): (u64, usize)) -> SpreadShares {
    let (inputs, settings) = (announced(), comoving(comovement));
    let question = RiskQuestion { metrics: &[metric], seed, ..question(&inputs, &settings) };
    let never = AtomicBool::new(false);
    let found = spread(&question, 1 << 17, threads, &never);
    found.expect("settings that fit").expect("not cancelled").remove(0).shares
}

fn indices(metric: Metric) -> Vec<(Driver, SobolIndices)> {
    match shares(0.0, metric, (1, 2)) {
        SpreadShares::Sobol(rows) => rows,
        shares @ SpreadShares::Shapley(_) => panic!("{shares:?}"),
    }
}

fn effects(comovement: f64, metric: Metric, seed: u64) -> Vec<(Driver, ShapleyEffect)> {
    match shares(comovement, metric, (seed, 2)) {
        SpreadShares::Shapley(rows) => rows,
        shares @ SpreadShares::Sobol(_) => panic!("{shares:?}"),
    }
}

#[test]
fn the_spread_is_shared_out_by_sobol_indices_while_drivers_are_independent() {
    let rows = indices(Metric::OperatingIncome);
    assert_eq!(rows.len(), 5);
    let sum: f64 = rows.iter().map(|(_, shares)| shares.first).sum();
    assert!(sum > 0.9 && sum < 1.01, "{sum}");
    for (driver, shares) in &rows {
        assert!(shares.total > shares.first - 0.01, "{driver:?} {shares:?}");
        assert!(shares.first > -0.01 && shares.total < 1.01);
    }
    let largest = rows.iter().max_by(|a, b| a.1.total.total_cmp(&b.1.total)).expect("rows");
    assert_eq!(largest.0, Driver::Utilization);
}

/// A payback that never comes counts as the horizon, so that there are no gaps.
#[test]
fn the_spread_of_a_payback_that_may_never_come_is_shared_out_too() {
    let alone: f64 = indices(Metric::PaybackYears).iter().map(|(_, shares)| shares.first).sum();
    assert!(alone > 0.7 && alone < 1.01, "{alone}");
    let rows = effects(0.3, Metric::PaybackYears, 1);
    let sum: f64 = rows.iter().map(|(_, share)| share.effect).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{rows:?}");
    assert_eq!(rows[0].0, Driver::Utilization);
    assert!(rows[0].1.effect > 0.5 && rows[0].1.standard_error < 0.02, "{rows:?}");
}

/// Where drivers hang together by next to nothing, a Shapley effect lies between the first-order
/// and the total index (Owen 2014).
#[test]
fn shapley_effects_of_independent_drivers_lie_between_their_sobol_indices() {
    for metric in [Metric::Npv, Metric::OperatingIncome, Metric::PaybackYears] {
        for ((driver, of), (_, share)) in indices(metric).iter().zip(effects(1e-9, metric, 1)) {
            let room = 4.0 * share.standard_error + 0.005;
            let between = of.first - room..of.total + room;
            assert!(between.contains(&share.effect), "{driver:?} {of:?} {share:?}");
        }
    }
}

#[test]
fn shapley_effects_depend_on_the_seed_by_no_more_than_their_errors_and_not_on_threads() {
    let npv = |seed: u64| effects(0.3, Metric::Npv, seed);
    for ((driver, one), (_, other)) in npv(1).into_iter().zip(npv(2)) {
        let apart = (one.effect - other.effect).abs();
        let error = one.standard_error.hypot(other.standard_error);
        assert!(apart > 0.0 && apart < 4.0 * error, "{driver:?} {one:?} {other:?}");
    }
    assert_eq!(shares(0.3, Metric::Npv, (1, 1)), shares(0.3, Metric::Npv, (1, 5)));
}

#[test]
fn what_does_not_vary_has_no_shares() {
    let alike = inputs([BASE, BASE, BASE]);
    let mut apart = inputs([BASE, BASE, BASE]);
    // Two drivers that spend has nothing to do with.
    let mut better = BASE;
    (better[Driver::Margin], better[Driver::Attach]) = (0.4, 0.5);
    apart.scenarios[Scenario::Bull] = Assumptions::new(better, 1.0);
    let settings = comoving(0.3);
    for inputs in [alike, apart] {
        let question = RiskQuestion { metrics: &[Metric::Capital], ..question(&inputs, &settings) };
        let found = spread(&question, 1 << 17, 1, &AtomicBool::new(false));
        let found = found.expect("settings that fit").expect("not cancelled");
        assert!(found[0].shares.is_empty(), "{found:?}");
    }
}
