//! A reused workspace allocates nothing after its first use.
#![allow(missing_docs)]

use allocation_counter::measure;
use payback::model::{Driver, Drivers, Plan, Programme, Workspace, evaluate};
use std::hint::black_box;

#[test]
fn evaluating_again_allocates_nothing() {
    let plan = Plan::new(&Programme::default());
    let mut workspace = Workspace::new();
    let mut drivers = Drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0]);
    let first = measure(|| {
        black_box(evaluate(&plan, &drivers, &mut workspace));
    });
    assert!(first.count_total > 0, "the first use makes room, or nothing is counted");
    drivers[Driver::PowerDelay] = 17.5;
    drivers[Driver::PriceErosion] = 0.05;
    let second = measure(|| {
        black_box(evaluate(&plan, &drivers, &mut workspace));
    });
    assert_eq!(second.count_total, 0);
}
