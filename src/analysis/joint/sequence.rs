//! Points that fill a space evenly and are the same every time.

use super::space::{Displacement, MAIN};

/// How many shares a point has: one for each driver, and one more.
const SHARES: usize = MAIN + 1;

/// Points of the unit cube, each as far from those before as there is room: the additive recurrence
/// of the generalised golden ratio, the root of `x^(d+1) = x + 1` (Roberts, 2018).
pub(super) struct LowDiscrepancy {
    steps: [f64; SHARES],
    index: f64,
}

impl LowDiscrepancy {
    pub fn new() -> Self {
        let mut ratio = 1.5_f64;
        for _ in 0..64 {
            ratio = (1.0 + ratio).powf(1.0 / (SHARES as f64 + 1.0));
        }
        let mut step = 1.0;
        let steps = [(); SHARES].map(|()| {
            step /= ratio;
            step
        });
        Self { steps, index: 0.0 }
    }

    /// The next point, from 0 to 1 along each axis.
    pub(super) fn point(&mut self) -> [f64; SHARES] {
        self.index += 1.0;
        self.steps.map(|step| (0.5 + self.index * step).fract())
    }

    /// The next point as a step, from −1 to 1 along each driver.
    pub(super) fn step(&mut self) -> Displacement {
        let point = self.point();
        std::array::from_fn(|axis| 2.0 * point[axis] - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_cube_gets_its_points() {
        let mut sequence = LowDiscrepancy::new();
        let mut counts = [0; 1 << SHARES];
        for _ in 0..3200 {
            let halves = sequence.point().map(|share| usize::from(share >= 0.5));
            counts[halves.into_iter().fold(0, |cell, half| 2 * cell + half)] += 1;
        }
        assert!(counts.iter().all(|count| (80..=120).contains(count)), "{counts:?}");
    }
}
