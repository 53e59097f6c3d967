//! Where a chart's values and points fall on its cells and dots.

use ratatui::layout::Rect;

use super::ticks::{RowScale, nice_ticks, snapped, tick_target};
use crate::widgets::{
    columns::Signed,
    dots::{ACROSS, DOWN},
    points::{cell_of_place, cells_of_point},
    scale::{floored, rounded, share},
};

/// The inner part of a chart: where a value has its row and a point its columns.
///
/// Rows and columns count from the plot's own corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plot {
    /// The plot, counted from the corner of the chart's area.
    pub area: Rect,
    pub(in crate::widgets) points: usize,
    /// Columns from point to point of lines; bars have stretches of their own.
    pitch: Option<f64>,
    /// The values of the plot's lower and upper end.
    pub(in crate::widgets) scale: (f64, f64),
    /// Rows from tick to tick, where every tick is on a row.
    apart: Option<u16>,
    pub(in crate::widgets) signed: Option<Signed>,
    /// The rows of lines, where every tick is on a row.
    rows: Option<RowScale>,
}

impl Plot {
    /// A plot of bars on this scale, as high as `area`. With `snap` the scale grows a little where
    /// that puts round values on rows.
    pub(in crate::widgets) fn bars(
        area: Rect,
        points: usize,
        snap: bool,
        scale: (f64, f64),
    ) -> Self {
        let (low, high) = (scale.0.min(scale.1), scale.1.max(scale.0));
        let mut signed = Signed::new(area.height, 1, low, high).starting_in_the_middle();
        let mut plot = Self {
            area,
            points,
            pitch: None,
            scale: (low, high),
            apart: None,
            signed: None,
            rows: None,
        };
        if snap
            && signed.zero_row.is_some()
            && let Some((per_cell, apart)) =
                snapped(signed.per_cell, area.height, signed.above.max(signed.below))
        {
            signed.per_cell = per_cell;
            plot.apart = Some(apart);
            let reach = |rows: u16| f64::from(rows) * per_cell;
            plot.scale = (0.0 - reach(signed.below), reach(signed.above));
        }
        Self { signed: Some(signed), ..plot }
    }

    /// A plot of lines, whose scale grows as far as it takes for every tick to be on a row, and no
    /// two of them nearer than others. Ticks are round, or the caller's.
    pub(in crate::widgets) fn lines(
        area: Rect,
        points: usize,
        ticks: &[(f64, &str)],
        scale: (f64, f64),
    ) -> Self {
        let (low, high) = (scale.0.min(scale.1), scale.1.max(scale.0));
        let step = match ticks {
            [(first, _), (second, _), ..] => Some((*first, second - first)),
            _ => None,
        };
        let rows = RowScale::fitting((low, high), area.height, step);
        let scale = rows.map_or((low, high), |rows| rows.ends(area.height));
        let (pitch, apart) = (Some(0.0), rows.map(|rows| rows.apart));
        Self { area, points, pitch, scale, apart, signed: None, rows }
    }

    /// The same with the columns that its points take.
    pub(in crate::widgets) fn across(self, x: u16, width: u16, pitch: f64) -> Self {
        if self.pitch.is_none() {
            return Self { area: Rect { x, width, ..self.area }, ..self };
        }
        let last = (pitch * self.points.saturating_sub(1) as f64 * f64::from(ACROSS)).round();
        let width = width.min(floored(last / f64::from(ACROSS), u16::MAX - 1) + 1);
        Self { area: Rect { x, width, ..self.area }, pitch: Some(pitch), ..self }
    }

    /// The round values that the value axis names, at most one for each row.
    pub(in crate::widgets) fn ticks(&self) -> Vec<f64> {
        let (low, high) = self.scale;
        match (self.signed, self.rows, self.apart) {
            (Some(signed), _, Some(apart)) => {
                let step = signed.per_cell * f64::from(apart);
                let below = (1..=signed.below / apart).rev().map(|n| -step * f64::from(n));
                let above = (0..=signed.above / apart).map(|n| step * f64::from(n));
                below.chain(above).collect()
            }
            (_, Some(rows), _) => rows.ticks(self.area.height),
            _ => nice_ticks(low, high, tick_target(self.area.height)),
        }
    }

    /// The values at the plot's lower and upper end.
    pub fn ends(&self) -> (f64, f64) {
        self.scale
    }

    /// Whether it is one of lines; else it is one of bars.
    pub(in crate::widgets) const fn is_of_lines(&self) -> bool {
        self.pitch.is_some()
    }

    /// The row of the zero line, if there is one.
    pub fn zero_row(&self) -> Option<u16> {
        match self.pitch {
            None => self.signed.and_then(|signed| signed.zero_row),
            Some(_) => self.rows.and_then(|_| self.row_of(0.0)),
        }
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
        (!value.is_nan()).then(|| rounded(self.rows_below_top(value), last))
    }

    /// How far below the middle of the top row a value lies, in rows.
    fn rows_below_top(&self, value: f64) -> f64 {
        match (self.signed, self.rows) {
            (Some(signed), _) if signed.zero_row.is_some() && signed.per_cell > 0.0 => {
                f64::from(signed.above) - (value / signed.per_cell).round()
            }
            (_, Some(rows)) => rows.rows_below_top(value),
            _ => {
                let last = f64::from(self.area.height.saturating_sub(1));
                (1.0 - share(value, self.scale.0, self.scale.1)) * last
            }
        }
    }

    /// Where a value at a place between points has its dot; `None` for what is no number.
    pub fn dot_of(&self, place: f64, value: f64) -> Option<(f64, f64)> {
        let middle = f64::from(DOWN - 1) / 2.0;
        let across = place * self.pitch.unwrap_or(0.0) * f64::from(ACROSS);
        let down = self.rows_below_top(value) * f64::from(DOWN) + middle;
        (across.is_finite() && down.is_finite()).then_some((across, down))
    }

    /// The column at the middle of a point.
    pub fn column_of_point(&self, index: usize) -> u16 {
        let width = self.area.width;
        match self.pitch {
            Some(_) if self.points < 2 => width.saturating_sub(1) / 2,
            Some(pitch) => self.column_at(index as f64 * pitch),
            None => {
                let stretch = cells_of_point(index, self.points, width);
                stretch.start + (stretch.end - stretch.start).saturating_sub(1) / 2
            }
        }
    }

    /// The column in which the dot at so many columns lies.
    fn column_at(&self, columns: f64) -> u16 {
        let across = f64::from(ACROSS);
        floored((columns * across).round() / across, self.area.width.saturating_sub(1))
    }

    /// The column at a place between points; `None` for one that is on no point's side.
    pub fn column_of_place(&self, place: f64) -> Option<u16> {
        let last = self.points.checked_sub(1)?;
        let is_within = (-1e-9..=last as f64 + 1e-9).contains(&place);
        is_within.then(|| match self.pitch {
            Some(pitch) if last > 0 => self.column_at(place * pitch),
            _ => self.column_of_point(usize::from(floored(place, u16::MAX))),
        })
    }

    /// The column of a marker's place: bars have stretches, lines have points.
    pub(in crate::widgets) fn column_of_marker(&self, place: f64) -> Option<u16> {
        match self.pitch {
            Some(_) => self.column_of_place(place),
            None => cell_of_place(place, self.points, self.area.width),
        }
    }

    /// The place between points, in points, at a column of lines; `None` where none runs.
    pub(in crate::widgets) fn place_at(&self, column: u16) -> Option<f64> {
        self.place_of_dot(ACROSS * column)
    }

    /// The same at a column of dots.
    pub(in crate::widgets) fn place_of_dot(&self, x: u16) -> Option<f64> {
        let last = self.points.checked_sub(1)?;
        if last == 0 {
            return (x == ACROSS * self.column_of_point(0)).then_some(0.0);
        }
        let column = f64::from(x) / f64::from(ACROSS);
        let place = column / self.pitch.filter(|pitch| *pitch > 0.0)?;
        (place <= last as f64 + 1e-9).then(|| place.min(last as f64))
    }
}
