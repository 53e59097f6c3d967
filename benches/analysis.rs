//! The cost of the analyses of the announced programme.
#![allow(missing_docs)]

#[path = "support/announced.rs"]
mod announced;

use announced::announced;
use criterion::{Criterion, criterion_group, criterion_main};
use payback::analysis::{
    Axis, Question, Spread, attribute, explain, grid, joint, solve_drivers, tornado,
};
use payback::model::{Driver, Input, Metric, ProgrammeNumber, Scenario};
use std::hint::black_box;
use std::sync::atomic::AtomicBool;

fn analysis(criterion: &mut Criterion) {
    let inputs = announced();
    let ask = |metric| Question::new(black_box(&inputs), Scenario::Base, metric);
    let mut group = criterion.benchmark_group("analysis");
    group.bench_function("tornado of payback", |bencher| {
        bencher.iter(|| tornado(ask(Metric::PaybackYears), Spread::Scenarios));
    });
    group.bench_function("tornado of payback, every input ±10 %", |bencher| {
        bencher.iter(|| tornado(ask(Metric::PaybackYears), Spread::PlusMinus(0.1)));
    });
    let x = Axis { input: Input::Driver(Driver::Utilization), from: 0.4, to: 0.9, count: 80 };
    let delay = Axis { input: Input::Driver(Driver::PowerDelay), from: 0.0, to: 36.0, count: 40 };
    let ramp = Input::Programme(ProgrammeNumber::RampMonths);
    let ramp = Axis { input: ramp, from: 0.0, to: 24.0, count: 40 };
    let capital = Input::Programme(ProgrammeNumber::RevenueYield);
    let capital = Axis { input: capital, from: 0.2, to: 0.6, count: 80 };
    let never = AtomicBool::new(false);
    for (name, x, y) in [
        ("grid of 80 × 40, drivers", x, delay),
        ("grid of 80 × 40, a driver and a programme number", x, ramp),
        ("grid of 80 × 40, two programme numbers", capital, ramp),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| grid(ask(Metric::PaybackYears), x, y, Some(8.0), &never));
        });
    }
    group.bench_function("solve, every driver alone and joint", |bencher| {
        bencher.iter(|| solve_drivers(ask(Metric::CashMultipleYears), 5.0));
    });
    for (metric, target) in [(Metric::CashMultipleYears, 5.0), (Metric::PaybackYears, 8.0)] {
        group.bench_function(format!("joint move, {}", metric.id()), |bencher| {
            bencher.iter(|| joint(ask(metric), target));
        });
    }
    group.bench_function("attribution", |bencher| {
        bencher
            .iter(|| attribute(&inputs, Metric::OperatingIncome, Scenario::Base, Scenario::Bull));
    });
    group.bench_function("explanation of payback", |bencher| {
        bencher.iter(|| explain(ask(Metric::PaybackYears)));
    });
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
