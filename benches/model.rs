//! The cost of one evaluation of the announced programme, and of what a slider step needs.
#![allow(missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use payback::model::{
    Driver, Drivers, Plan, Programme, Scenario, Scenarios, Workspace, evaluate,
    evaluate_without_irr,
};
use std::hint::black_box;

/// The announced scenarios: bear, base, bull.
const ANNOUNCED: Scenarios<Drivers> = Scenarios([
    Drivers([0.45, 0.29, 18.0, 0.15, 0.25, 0.0, 0.0, 1.0]),
    Drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0, 1.0]),
    Drivers([0.80, 0.32, 0.0, 0.45, 0.0, 0.0, 0.0, 1.0]),
]);

fn model(criterion: &mut Criterion) {
    let programme = Programme::default();
    let plan = Plan::new(&programme);
    let mut workspace = Workspace::new();
    let mut group = criterion.benchmark_group("announced");
    for (scenario, drivers) in ANNOUNCED.iter() {
        group.bench_function(format!("{} without irr", scenario.id()), |bencher| {
            bencher.iter(|| evaluate_without_irr(&plan, black_box(drivers), &mut workspace));
        });
        group.bench_function(format!("{} with irr", scenario.id()), |bencher| {
            bencher.iter(|| evaluate(&plan, black_box(drivers), &mut workspace));
        });
    }
    let mut eroded = ANNOUNCED[Scenario::Base];
    eroded[Driver::PriceErosion] = 0.05;
    group.bench_function("base with price erosion, without irr", |bencher| {
        bencher.iter(|| evaluate_without_irr(&plan, black_box(&eroded), &mut workspace));
    });
    group.bench_function("plan", |bencher| {
        bencher.iter(|| Plan::new(black_box(&programme)));
    });
    group.bench_function("three scenarios, plan included", |bencher| {
        bencher.iter(|| {
            let plan = Plan::new(black_box(&programme));
            ANNOUNCED.map(|drivers| evaluate(&plan, drivers, &mut workspace))
        });
    });
    group.finish();
}

criterion_group!(benches, model);
criterion_main!(benches);
