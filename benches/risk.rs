//! Draws a second of the announced programme, against evaluating one by one and against the bare
//! arithmetic of as many products and sums.
#![allow(missing_docs)]

#[path = "support/announced.rs"]
mod announced;
#[path = "support/draws.rs"]
mod draws;
#[path = "support/peak.rs"]
mod peak;

use announced::announced;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use draws::{BATCH, ENDS, draws};
use payback::analysis::risk::{
    DEFAULT_METRICS, RiskQuestion, RiskSettings, Sampling, Simulation, spread,
};
use payback::model::{Batch, Plan, Programme, Request, Scratch, Workspace, evaluate_without_irr};
use peak::peak;
use std::hint::black_box;
use std::sync::atomic::AtomicBool;

const DRAWS: usize = 100_000;

fn simulations(criterion: &mut Criterion) {
    let inputs = announced();
    let comoving = RiskSettings { comovement: 0.3, ..RiskSettings::default() };
    let never = AtomicBool::new(false);
    let ask = |settings| RiskQuestion {
        inputs: &inputs,
        settings,
        metrics: &DEFAULT_METRICS,
        targets: &[],
        seed: 1,
        sampling: Sampling::Sobol,
    };
    let mut group = criterion.benchmark_group("risk");
    group.sample_size(20).throughput(Throughput::Elements(DRAWS as u64));
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::new("100,000 draws, summed up", threads), |bencher| {
            bencher.iter(|| {
                let mut simulation = Simulation::new(&ask(&comoving)).expect("settings that fit");
                simulation.advance(DRAWS, threads, &never);
                simulation.result(threads)
            });
        });
        group.bench_function(
            BenchmarkId::new("100,000 draws, not summed up", threads),
            |bencher| {
                bencher.iter(|| {
                    let mut simulation =
                        Simulation::new(&ask(&comoving)).expect("settings that fit");
                    simulation.advance(DRAWS, threads, &never)
                });
            },
        );
    }
    group.throughput(Throughput::Elements(1));
    group.bench_function("set up", |bencher| {
        bencher.iter(|| Simulation::new(&ask(&comoving)));
    });
    let independent = RiskSettings::default();
    for (name, settings) in [("independent", &independent), ("correlated", &comoving)] {
        let question = ask(settings);
        group.bench_function(format!("spread of six metrics, {name}"), |bencher| {
            bencher.iter(|| spread(&question, 1 << 21, 2, &never));
        });
    }
    group.finish();
}

/// The model alone, on drivers that are there already.
fn evaluations(criterion: &mut Criterion) {
    let (plan, draws) = (Plan::new(&Programme::default()), draws());
    let request = Request { metrics: DEFAULT_METRICS.to_vec(), by_year: true };
    let batch = Batch::new(&plan, ENDS, request);
    let mut out = vec![0.0; batch.outputs() * BATCH];
    let mut group = criterion.benchmark_group("risk, one draw");
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("side by side", |bencher| {
        let mut scratch = Scratch::default();
        bencher.iter(|| batch.evaluate(black_box(&draws), &mut scratch, &mut out));
    });
    group.bench_function("one by one", |bencher| {
        let mut workspace = Workspace::new();
        bencher.iter(|| {
            for drivers in black_box(&draws) {
                black_box(evaluate_without_irr(&plan, drivers, &mut workspace));
            }
        });
    });
    // As many products and sums, in registers and in the processor's own vectors: without loading,
    // sorting or reading anything.
    group.bench_function("bare arithmetic", |bencher| {
        bencher.iter(|| peak(black_box(BATCH * batch.multiply_adds())));
    });
    group.finish();
}

criterion_group!(benches, simulations, evaluations);
criterion_main!(benches);
