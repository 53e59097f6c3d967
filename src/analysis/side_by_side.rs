//! Points that differ in drivers alone: one figure at each of them, side by side where the model
//! can.

use crate::model::{Batch, Driver, Drivers, Scratch};

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

/// Between which values the drivers of some points lie.
pub(super) fn between(points: &[Drivers]) -> (Drivers, Drivers) {
    let ends = |choose: fn(f64, f64) -> f64| {
        let both = |a: Drivers, b: Drivers| Drivers(Driver::ALL.map(|of| choose(a[of], b[of])));
        points.iter().copied().reduce(both).unwrap_or_default()
    };
    (ends(f64::min), ends(f64::max))
}
