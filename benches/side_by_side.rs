//! How many times as long one by one takes as side by side, and many sites as one: ratios of medians
//! of runs in turns, which hold whatever else the machine is doing.
#![allow(missing_docs)]

#[path = "support/announced.rs"]
mod announced;

use announced::announced;
use payback::analysis::risk::{DEFAULT_METRICS, RiskQuestion, RiskSettings, Sampling, Simulation};
use payback::analysis::{Axis, Evaluator, Question, grid};
use payback::model::{Driver, Input, Inputs, Metric, Scenario};
use std::hint::black_box;
use std::num::NonZero;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

const RUNS: usize = 5;

const UTILIZATION: Input = Input::Driver(Driver::Utilization);
const DELAY: Input = Input::Driver(Driver::PowerDelay);

/// The announced programme, its pledge shared out among so many sites of which each has power so
/// many months after the one before.
fn shared_out(sites: u32, apart: f64) -> Inputs {
    let mut inputs = announced();
    let whole = inputs.programme.sites[0].clone();
    inputs.programme.sites = (0..sites)
        .map(|site| {
            let mut part = whole.clone();
            part.pledge /= f64::from(sites);
            part.extra_delay = apart * f64::from(site);
            part
        })
        .collect();
    inputs
}

/// Prints how many times as long the first takes as the second.
fn compare(name: &str, mut first: impl FnMut(), mut second: impl FnMut()) {
    let timed = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    // Both have their memory before they are measured.
    first();
    second();
    let runs: Vec<[Duration; 2]> =
        (0..RUNS).map(|_| [timed(&mut first), timed(&mut second)]).collect();
    let [first, second] = [0, 1].map(|of| {
        let mut times: Vec<Duration> = runs.iter().map(|run| run[of]).collect();
        times.sort();
        times[RUNS / 2].as_secs_f64()
    });
    println!("{name}: {:.1} ({:.2} ms to {:.2})", first / second, first * 1e3, second * 1e3);
}

/// Every cell of a grid by an evaluation of its own, on all threads.
fn one_by_one(question: Question, x: Axis, y: Axis) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let (xs, ys) = (x.values(), y.values());
    thread::scope(|scope| {
        for rows in ys.chunks(ys.len().div_ceil(threads)) {
            let xs = &xs;
            scope.spawn(move || {
                let mut evaluator = Evaluator::new(question);
                for at_y in rows {
                    for at_x in xs {
                        black_box(evaluator.value_with(&[(x.input, *at_x), (y.input, *at_y)]));
                    }
                }
            });
        }
    });
}

fn main() {
    let inputs = announced();
    let never = AtomicBool::new(false);
    println!("one by one to side by side");
    for metric in [Metric::Npv, Metric::PaybackYears] {
        let question = Question::new(&inputs, Scenario::Base, metric);
        for (columns, rows) in [(80, 40), (500, 500)] {
            let x = Axis { input: UTILIZATION, from: 0.4, to: 0.9, count: columns };
            let y = Axis { input: DELAY, from: 0.0, to: 36.0, count: rows };
            compare(
                &format!("  {}, grid of {columns} × {rows} and its leaps", metric.id()),
                || one_by_one(question, x, y),
                || {
                    black_box(grid(question, x, y, None, &never).expect("a grid"));
                },
            );
        }
        for (input, to) in [(UTILIZATION, 0.9), (DELAY, 36.0)] {
            for count in [40, 513] {
                let places = Axis { input, from: 0.0, to, count }.values();
                let points: Vec<_> = places.into_iter().map(|place| [(input, place)]).collect();
                compare(
                    &format!("  {}, {count} places of {input}", metric.id()),
                    || {
                        let mut evaluator = Evaluator::new(question);
                        for point in &points {
                            black_box(evaluator.value_with(point));
                        }
                    },
                    || {
                        black_box(Evaluator::new(question).values_with(&points));
                    },
                );
            }
        }
    }
    println!("risk, 100,000 draws: many sites to one");
    let settings = RiskSettings { comovement: 0.3, ..RiskSettings::default() };
    let run = |inputs: &Inputs, draws: usize| {
        let question = RiskQuestion {
            inputs,
            settings: &settings,
            metrics: &DEFAULT_METRICS,
            targets: &[],
            seed: 1,
            sampling: Sampling::Sobol,
        };
        let mut simulation = Simulation::new(&question).expect("settings that fit");
        if draws > 0 {
            simulation.advance(draws, 2, &never);
            black_box(simulation.result(2));
        }
    };
    for (sites, apart) in [(64, 0.0), (64, 1.0), (8, 0.37), (64, 0.25), (64, 0.37)] {
        let many = shared_out(sites, apart);
        let name = format!("  {sites} sites {apart} months apart");
        compare(&name, || run(&many, 100_000), || run(&inputs, 100_000));
        compare(&format!("{name}, set up"), || run(&many, 0), || run(&inputs, 0));
    }
}
