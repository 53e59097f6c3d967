//! Where a chart's values and points fall on its cells.

use ratatui::layout::Rect;

use super::ticks::{nice_ticks, snapped, tick_target};
use crate::widgets::{
    columns::Signed,
    points::cells_of_point,
    scale::{rounded, share},
};

/// The inner part of a chart: where a value has its row and a point its columns.
///
/// Rows and columns count from the plot's own corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plot {
    /// The plot, counted from the corner of the chart's area.
    pub area: Rect,
    pub(in crate::widgets) points: usize,
    /// Points have stretches of their own, as bars need; otherwise they reach from edge to edge.
    stretches: bool,
    /// The values of the plot's lower and upper end.
    pub(in crate::widgets) scale: (f64, f64),
    /// Rows from tick to tick, where every tick is on a row.
    apart: Option<u16>,
    pub(in crate::widgets) signed: Option<Signed>,
}

impl Plot {
    /// A plot of this scale, as high as `area`; `from_zero` if bars grow from a zero line in it.
    /// With `snap` the scale grows a little where that puts round values on rows.
    pub(in crate::widgets) fn new(
        area: Rect,
        points: usize,
        from_zero: bool,
        snap: bool,
        scale: (f64, f64),
    ) -> Self {
        let (low, high) = (scale.0.min(scale.1), scale.1.max(scale.0));
        let around_zero = (low <= 0.0 && high >= 0.0) || from_zero;
        let mut plot = Self {
            area,
            points,
            stretches: from_zero,
            scale: (low, high),
            apart: None,
            signed: around_zero
                .then(|| Signed::new(area.height, 1, low, high).starting_in_the_middle()),
        };
        if let Some(signed) = &mut plot.signed
            && snap
            && signed.zero_row.is_some()
            && let Some((per_cell, apart)) =
                snapped(signed.per_cell, area.height, signed.above.max(signed.below))
        {
            signed.per_cell = per_cell;
            plot.apart = Some(apart);
            let reach = |rows: u16| f64::from(rows) * per_cell;
            plot.scale = (0.0 - reach(signed.below), reach(signed.above));
        }
        plot
    }

    /// The round values that the value axis names, at most one for each row.
    pub(in crate::widgets) fn ticks(&self) -> Vec<f64> {
        let (low, high) = self.scale;
        match (self.signed, self.apart) {
            (Some(signed), Some(apart)) => {
                let step = signed.per_cell * f64::from(apart);
                let below = (1..=signed.below / apart).rev().map(|n| -step * f64::from(n));
                let above = (0..=signed.above / apart).map(|n| step * f64::from(n));
                below.chain(above).collect()
            }
            _ => nice_ticks(low, high, tick_target(self.area.height)),
        }
    }

    /// The row of the zero line, if there is one.
    pub fn zero_row(&self) -> Option<u16> {
        self.signed.and_then(|signed| signed.zero_row)
    }

    /// The row of a value; `None` off the scale.
    pub fn row_of(&self, value: f64) -> Option<u16> {
        let (low, high) = self.scale;
        // Ends computed from a round step may miss a value that is on them by a rounding error.
        let slack = (high / 2.0 - low / 2.0).abs() * 1e-9;
        ((low - slack)..=(high + slack)).contains(&value).then(|| self.nearest_row(value)).flatten()
    }

    /// The row of a value; off the scale, the row at the end that it is beyond.
    pub fn nearest_row(&self, value: f64) -> Option<u16> {
        let last = self.area.height.checked_sub(1)?;
        if value.is_nan() {
            return None;
        }
        let row = match self.signed {
            Some(signed) if signed.zero_row.is_some() && signed.per_cell > 0.0 => {
                f64::from(signed.above) - (value / signed.per_cell).round()
            }
            _ => (1.0 - share(value, self.scale.0, self.scale.1)) * f64::from(last),
        };
        Some(rounded(row, last))
    }

    /// The column at the middle of a point.
    pub fn column_of_point(&self, index: usize) -> u16 {
        let width = self.area.width;
        if self.stretches {
            let stretch = cells_of_point(index, self.points, width);
            return stretch.start + (stretch.end - stretch.start).saturating_sub(1) / 2;
        }
        let last = width.saturating_sub(1);
        match self.points {
            0 | 1 => last / 2,
            points => rounded(index as f64 / (points - 1) as f64 * f64::from(last), last),
        }
    }

    /// The place between points, in points, at a column of curves; `None` where none runs.
    pub(in crate::widgets) fn place_at(&self, column: u16) -> Option<f64> {
        let last = self.points.checked_sub(1)?;
        if last == 0 {
            return (column == self.column_of_point(0)).then_some(0.0);
        }
        Some(f64::from(column) / f64::from(self.area.width.max(2) - 1) * last as f64)
    }
}
