//! Points that differ in drivers alone: one figure at each of them, side by side where the model
//! can.

use crate::model::{Batch, Driver, Drivers, Scratch};

/// Below this share of the largest, values differ by rounding alone.
const ROUNDING: f64 = 1e-12;

/// Memory for evaluations, to be used again and again.
#[derive(Debug, Clone, Default)]
pub(super) struct PointScratch {
    batch: Scratch,
    figures: Vec<f64>,
}

impl PointScratch {
    /// Adds the one figure that a batch reads off each point to `values`, and says whether any
    /// point met `margin_capped`.
    pub(super) fn values(
        &mut self,
        batch: &Batch,
        points: &[Drivers],
        values: &mut Vec<Option<f64>>,
    ) -> bool {
        let mut capped = false;
        for points in points.chunks(batch.piece()) {
            self.figures.clear();
            self.figures.resize(points.len(), f64::NAN);
            capped |= batch.evaluate(points, &mut self.batch, &mut self.figures);
            let present = |figure: &f64| Some(*figure).filter(|figure| !figure.is_nan());
            values.extend(self.figures.iter().map(present));
        }
        capped
    }
}

/// Makes values one that differ by the rounding of sums: side by side, a figure that no driver moves
/// is a sum of parts all the same.
pub(super) fn level<'a>(values: impl Iterator<Item = &'a mut Option<f64>>) {
    let values: Vec<&mut f64> = values.flatten().collect();
    let Some(first) = values.first().map(|first| **first) else { return };
    let is_level = values
        .iter()
        .all(|value| (**value - first).abs() <= ROUNDING * value.abs().max(first.abs()));
    if is_level {
        for value in values {
            *value = first;
        }
    }
}

/// Between which values the drivers of some points lie.
pub(super) fn between(points: &[Drivers]) -> (Drivers, Drivers) {
    let ends = |choose: fn(f64, f64) -> f64| {
        let both = |a: Drivers, b: Drivers| Drivers(Driver::ALL.map(|of| choose(a[of], b[of])));
        points.iter().copied().reduce(both).unwrap_or_default()
    };
    (ends(f64::min), ends(f64::max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rounding_is_levelled() {
        let levelled = |mut values: [Option<f64>; 4]| {
            level(values.iter_mut());
            values
        };
        let rounded = [None, Some(0.3), Some(0.1 + 0.2), Some(0.3)];
        assert_eq!(levelled(rounded), [None, Some(0.3), Some(0.3), Some(0.3)]);
        let moved = [Some(0.3), Some(0.1 + 0.2), None, Some(0.3 + 1e-9)];
        assert_eq!(levelled(moved), moved);
    }
}
