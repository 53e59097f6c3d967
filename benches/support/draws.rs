//! Drivers all over the ranges that the announced scenarios span.

use payback::model::Drivers;

/// Not a power of two, with which all figures of a draw compete for a few places in the cache.
pub const BATCH: usize = 820;

/// Between which values they lie.
pub const ENDS: (Drivers, Drivers) = (
    Drivers([0.4, 0.28, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]),
    Drivers([0.8, 0.33, 20.0, 1.0, 0.25, 0.0, 0.0, 1.0]),
);

/// Even steps in each direction, none of them a whole number of the others.
pub fn draws() -> Vec<Drivers> {
    let draw = |index: usize| {
        let part = |factor: f64| (index as f64 * factor).fract();
        let cut = (part(0.177) - 0.5).max(0.0) * 0.5;
        let (utilization, margin) = (0.4 + 0.4 * part(0.618), 0.28 + 0.05 * part(0.755));
        Drivers([utilization, margin, 20.0 * part(0.569), part(0.324), cut, 0.0, 0.0, 1.0])
    };
    (0..BATCH).map(draw).collect()
}
