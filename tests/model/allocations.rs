//! A reused workspace allocates nothing after its first use; a step of history keeps little.

use crate::support::Desk;
use allocation_counter::measure;
use payback::model::{Driver, Drivers, Plan, Programme, Workspace, evaluate};
use std::hint::black_box;

#[test]
fn evaluating_again_allocates_nothing() {
    let plan = Plan::new(&Programme::default());
    let mut workspace = Workspace::new();
    let mut drivers = Drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0, 1.0]);
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

#[test]
fn a_step_of_history_keeps_only_what_it_changed() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right").pause();
    let claim = "6 e End text:x Enter 1";
    for (keys, least, most) in [("Left", 100, 1200), (claim, 100, 2500)] {
        const STEPS: i64 = 40;
        // The first one rids the open preset of what reading it left unused.
        desk.keys(keys).pause();
        let place = desk.session.history.place();
        let kept = measure(|| {
            for _ in 0..STEPS {
                desk.keys(keys).pause();
            }
        });
        assert_eq!(desk.session.history.place() - place, 40, "{keys}");
        let kept = kept.bytes_current / STEPS;
        assert!((least..most).contains(&kept), "{keys}: {kept} bytes a step");
    }
}
