//! The cost of opening a preset: reading and validating its text, and what a save does to it.
#![allow(missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use payback::preset::library::BUNDLED;
use payback::preset::{Library, Stamp, differences, read, to_ron};
use std::hint::black_box;

fn preset(criterion: &mut Criterion) {
    let (id, text) = BUNDLED[0];
    let preset = read(text.as_bytes(), id).expect("bundled presets are sound");
    let written = to_ron(&preset);
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path());
    library.save_as("mine", &preset).expect("saved");
    let misspelt = text.replace("tax_rate", "tax_rat").replace("0.31", "7.0");
    let mut other = preset.clone();
    other.inputs.programme.tax_rate = 0.2;

    let mut group = criterion.benchmark_group("preset");
    group.bench_function("read and validate the bundled text", |bencher| {
        bencher.iter(|| read(black_box(text.as_bytes()), id));
    });
    group.bench_function("open a saved one", |bencher| {
        bencher.iter(|| library.open(black_box("mine")));
    });
    group.bench_function("refuse one with two mistakes, report drawn", |bencher| {
        bencher.iter(|| read(black_box(misspelt.as_bytes()), id).map_err(|e| e.to_string()));
    });
    group.bench_function("write", |bencher| bencher.iter(|| to_ron(black_box(&preset))));
    group.bench_function("stamp", |bencher| {
        bencher.iter(|| Stamp::of(black_box(written.as_bytes())));
    });
    group.bench_function("compare", |bencher| {
        bencher.iter(|| differences(black_box(&preset), &other));
    });
    group.finish();
}

criterion_group!(benches, preset);
criterion_main!(benches);
