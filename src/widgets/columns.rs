//! Upright bars around a zero line, measured in eighths of a cell.

use ratatui::style::Style;

use super::{
    pen::Pen,
    scale::{floored, rounded},
};

/// Rows above and below a zero line, and the value of one cell, the same on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Signed {
    /// Rows above the zero line.
    pub(super) above: u16,
    /// The row set apart for the zero line.
    pub(super) zero_row: Option<u16>,
    /// The first row below the zero line.
    pub(super) below_from: u16,
    /// Rows below the zero line.
    pub(super) below: u16,
    /// The value that fills one cell; 0 if the scale has no length.
    pub(super) per_cell: f64,
    /// Whether bars begin in the middle of the zero line's row, so that a value's height is that of
    /// the middle of the row which an axis labels with it.
    pub(super) from_middle: bool,
}

/// What part of a cell is no more than a rounding error of the arithmetic behind a value: the model
/// takes a billionth of the largest for zero.
const NOTHING: f64 = 1e-8;

/// The style and body that a bar is drawn in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) style: Style,
    /// Which of the bodies; the first has eighths, the others whole cells.
    pub(super) body: usize,
}

impl Signed {
    /// Splits `rows` between the two sides in proportion to the scale, at least one row for a side
    /// that exists. A single row serves both sides. `zero_rows` are set apart for the zero line.
    pub(super) fn new(rows: u16, zero_rows: u16, low: f64, high: f64) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        let both = low < 0.0 && high > 0.0;
        let needed = if both { 2 } else { 1 };
        let zero_rows = if rows >= zero_rows + needed { zero_rows } else { 0 };
        let rows = rows - zero_rows;
        let (above, below, below_from) = match (both, rows) {
            (true, 0 | 1) => (rows, rows, 0),
            (true, _) => {
                let part = high / 2.0 / (high / 2.0 - low / 2.0);
                let above = rounded(f64::from(rows) * part, rows - 1).max(1);
                (above, rows - above, above + zero_rows)
            }
            (false, _) if low < 0.0 => (0, rows, zero_rows),
            (false, _) => (rows, 0, rows + zero_rows),
        };
        let of = |value: f64, rows: u16| {
            if rows == 0 { 0.0 } else { value / f64::from(rows) }
        };
        Self {
            above,
            zero_row: (zero_rows > 0).then_some(above),
            below_from,
            below,
            per_cell: of(high, above).max(of(-low, below)),
            from_middle: false,
        }
    }

    /// The same with bars that begin in the middle of the zero line's row, where it has one.
    pub(super) fn starting_in_the_middle(self) -> Self {
        Self { from_middle: self.zero_row.is_some(), ..self }
    }

    /// A value's distance from zero in cells.
    fn cells(&self, value: f64) -> f64 {
        if self.per_cell > 0.0 { value.abs() / self.per_cell } else { 0.0 }
    }

    /// Whether the bar takes up its half of the zero line's row, which shows on which side even the
    /// smallest value lies.
    fn fills_zero_row(&self, value: f64) -> bool {
        self.from_middle && self.cells(value) > NOTHING
    }

    /// The rows above the zero line's that the top of each segment of a stack reaches, the lowest
    /// segment first; every value is above zero. They round so that they add up to the whole, and
    /// so that every segment has a row of its own; the lowest one has at least its half of the zero
    /// line's row.
    fn stack_rows(&self, values: &[f64]) -> Vec<u16> {
        let half = if self.from_middle { 0.5 } else { 0.0 };
        let rows = |level: f64| rounded(self.cells(level) - half, self.above);
        let count = u16::try_from(values.len()).unwrap_or(u16::MAX);
        let least = |segments: u16| (segments + u16::from(!self.from_middle)).saturating_sub(1);
        let whole = rows(values.iter().sum()).max(least(count)).min(self.above);
        let mut level = 0.0;
        (1..=count)
            .zip(values)
            .map(|(number, value)| {
                level += value;
                let most = whole.saturating_sub(count - number);
                rows(level).max(least(number)).min(most)
            })
            .collect()
    }

    /// The bar's length beyond the zero line's row in eighths of a cell; at least 1 for what isn't
    /// zero, unless bars begin in that row.
    pub(super) fn eighths(&self, value: f64) -> u16 {
        let most = 8 * self.side(value);
        if value == 0.0 || most == 0 || !value.is_finite() {
            return 0;
        }
        if self.from_middle {
            return rounded((self.cells(value) - 0.5).max(0.0) * 8.0, most);
        }
        rounded(value.abs() / self.per_cell * 8.0, most).max(1)
    }

    /// The row `distance` cells from the zero line, on the value's side.
    fn row(&self, value: f64, distance: u16) -> u16 {
        if value > 0.0 {
            self.above.saturating_sub(1 + distance)
        } else {
            self.below_from + distance
        }
    }

    fn side(&self, value: f64) -> u16 {
        if value > 0.0 { self.above } else { self.below }
    }

    /// Whether a bar would be longer than its side, by more than what rounding hides.
    fn is_beyond(&self, value: f64) -> bool {
        value.abs() / self.per_cell > f64::from(self.side(value)) + 1.0 / 16.0
    }

    /// Draws a stack of segments from a column on, so many cells wide, the lowest first.
    pub(super) fn draw_stack(
        &self,
        pen: &mut Pen<'_>,
        (column, width): (u16, u16),
        segments: &[(f64, Ink)],
    ) {
        let seen: Vec<(f64, Ink)> =
            segments.iter().copied().filter(|(value, _)| self.cells(*value) > NOTHING).collect();
        // Where a part of a cell would read as another body, there are whole cells alone.
        let is_whole = pen.paint.glyphs.rising.contains(&pen.paint.glyphs.bodies[1]);
        if let ([(value, ink)], false) = (&seen[..], is_whole) {
            return self.draw(pen, (column, width), *value, *ink);
        }
        let values: Vec<f64> = seen.iter().map(|(value, _)| *value).collect();
        let mut from = 0;
        for (index, (top, (_, ink))) in self.stack_rows(&values).into_iter().zip(&seen).enumerate()
        {
            let body = pen.paint.glyphs.bodies[ink.body % 3];
            if let Some(row) = self.zero_row.filter(|_| index == 0 && self.from_middle) {
                let half = ink.body == 0 && !is_whole;
                let symbol = if half { pen.paint.glyphs.upper_half } else { body };
                pen.rule(column, row, width, symbol, ink.style);
            }
            for distance in from..top {
                pen.rule(column, self.row(1.0, distance), width, body, ink.style);
            }
            from = top;
        }
        let whole: f64 = values.iter().sum();
        if self.is_beyond(whole) {
            pen.rule(column, 0, width, pen.paint.glyphs.more_above, seen[seen.len() - 1].1.style);
        }
    }

    /// Draws a bar from a column on, so many cells wide. One that is beyond the scale ends in a mark that says so.
    pub(super) fn draw(
        &self,
        pen: &mut Pen<'_>,
        (column, width): (u16, u16),
        value: f64,
        ink: Ink,
    ) {
        if value == 0.0 || !value.is_finite() {
            return;
        }
        if let Some(row) = self.zero_row.filter(|_| self.fills_zero_row(value)) {
            let glyphs = pen.paint.glyphs;
            let symbol = match (ink.body, value > 0.0) {
                (0, true) => glyphs.upper_half,
                (0, false) => glyphs.lower_half,
                (body, _) => glyphs.bodies[body % 3],
            };
            pen.rule(column, row, width, symbol, ink.style);
        }
        let eighths = self.eighths(value);
        let length = if ink.body == 0 {
            eighths.div_ceil(8)
        } else {
            floored((f64::from(eighths) / 8.0).round(), u16::MAX).max(u16::from(eighths > 0))
        };
        for distance in 0..length.min(self.side(value)) {
            let (symbol, reversed) = if ink.body > 0 {
                (pen.paint.glyphs.bodies[ink.body % 3], false)
            } else if value > 0.0 {
                (pen.paint.glyphs.rise((eighths - 8 * distance).min(8)), false)
            } else {
                pen.paint.glyphs.hang((eighths - 8 * distance).min(8))
            };
            let style = if reversed { ink.style.reversed() } else { ink.style };
            pen.rule(column, self.row(value, distance), width, symbol, style);
        }
        if self.is_beyond(value) {
            let (row, symbol) = if value > 0.0 {
                (0, pen.paint.glyphs.more_above)
            } else {
                (pen.height().saturating_sub(1), pen.paint.glyphs.more_below)
            };
            pen.rule(column, row, width, symbol, ink.style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uneven_sides_share_one_unit() {
        let signed = Signed::new(4, 0, -0.01, 9.0);
        assert_eq!((signed.above, signed.below), (3, 1));
        assert!((signed.per_cell - 3.0).abs() < 1e-12);
        assert_eq!(signed.eighths(3.0), signed.eighths(-3.0));
    }
}
