//! The shades of a heat map's cells, and the double lines where they leap.

use super::area::MapArea;
use super::{HeatMap, Shade};
use crate::widgets::pen::Pen;
use crate::widgets::scale::cells;
use ratatui::style::{Color, Style};

/// Cells that each shade takes up on the bar.
const CELLS: u16 = 2;

impl HeatMap<'_> {
    fn value(&self, column: usize, row: usize) -> Option<f64> {
        self.values.get(row * self.columns + column).copied().flatten().filter(|v| v.is_finite())
    }

    /// Which shade a value has, counted from the lowest.
    fn band(&self, value: f64) -> usize {
        self.levels.partition_point(|(level, _)| *level <= value)
    }

    fn shade(&self, band: usize) -> Shade {
        let densities = self.paint.glyphs.densities;
        let plain = Shade { symbol: densities[band % densities.len()], style: Style::new() };
        self.shades.get(band).copied().unwrap_or(plain)
    }

    /// The shade of the value in whose cell a place of the screen lies; `None` without a value.
    pub(super) fn band_at(&self, grid: &MapArea, column: u16, row: u16) -> Option<usize> {
        let (column, row) = grid.index_at(column, row)?;
        self.value(column, row).map(|value| self.band(value))
    }

    /// The shades of a cell's upper and lower half: between the values of two rows, unless one is
    /// missing or they leap.
    fn halves_at(&self, grid: &MapArea, column: u16, row: u16) -> Option<[usize; 2]> {
        let own = self.band_at(grid, column, row)?;
        if !self.halves {
            return Some([own; 2]);
        }
        let (column, near) = grid.index_at(column, row)?;
        let between = |place: f64| {
            let far = if place > near as f64 { near.checked_add(1) } else { near.checked_sub(1) };
            let (here, there) = (self.value(column, near)?, self.value(column, far?)?);
            let is_leap = self.leaps((column, near), (column, far?));
            let part = (place - near as f64).abs();
            (!is_leap).then(|| self.band(here + (there - here) * part))
        };
        Some(grid.halves_of(row).map(|place| between(place).unwrap_or(own)))
    }

    pub(super) fn draw_values(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        for row in 0..grid.area.height {
            for column in 0..grid.area.width {
                let (symbol, style) = match self.halves_at(grid, column, row) {
                    // Densities are few: two shades beside each other may have the same one.
                    Some(_) if !self.halves && self.is_contour(grid, column, row) => {
                        (self.paint.glyphs.none, self.paint.text)
                    }
                    Some([upper, lower]) => self.ink(upper, lower),
                    None => (self.paint.glyphs.missing, self.paint.dim),
                };
                pen.put(grid.area.x + column, grid.area.y + row, symbol, style);
            }
        }
    }

    fn ink(&self, upper: usize, lower: usize) -> (&'static str, Style) {
        let (above, below) = (self.shade(upper), self.shade(lower));
        if !self.halves {
            (above.symbol, above.style)
        } else if upper == lower {
            (self.paint.glyphs.full(), above.style)
        } else {
            let paper = below.style.fg.unwrap_or(Color::Reset);
            (self.paint.glyphs.upper_half, above.style.bg(paper))
        }
    }

    /// Whether values leap on the way between two places, in one row or one column.
    fn leaps(&self, here: (usize, usize), there: (usize, usize)) -> bool {
        let (from, to) = (here.min(there), here.max(there));
        let is_none = |(column, row)| self.value(column, row).is_none();
        match (is_none(from), is_none(to)) {
            (true, true) => false,
            (false, false) => {
                let across = (from.0..to.0).map(|column| (column, from.1, 0));
                let up = (from.1..to.1).map(|row| (from.0, row, 1));
                across.chain(up).any(|(column, row, way)| {
                    self.leaps.get(row * self.columns + column).is_some_and(|leap| leap[way])
                })
            }
            _ => self.none_is_last,
        }
    }

    /// Whether a contour passes between a cell and its left or lower neighbour.
    fn is_contour(&self, grid: &MapArea, column: u16, row: u16) -> bool {
        let Some(here) = self.band_at(grid, column, row) else { return false };
        let left = column.checked_sub(1).and_then(|column| self.band_at(grid, column, row));
        let below = self.band_at(grid, column, row + 1);
        [left, below].into_iter().flatten().any(|there| there != here)
    }

    /// Draws the borders double on which the values leap. Beside hatching it takes the hatched
    /// cells, so that no value is hidden.
    pub(super) fn draw_leaps(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        let [across, upright] = self.paint.glyphs.double;
        let style = self.paint.text.bg(Color::Reset);
        let at = |column: Option<u16>, row: Option<u16>| grid.index_at(column?, row?);
        let has_value = |(column, row): (usize, usize)| self.value(column, row).is_some();
        for row in 0..grid.area.height {
            for column in 0..grid.area.width {
                let Some(here) = grid.index_at(column, row) else { continue };
                // A border between two values is drawn once; one beside hatching in the hatching.
                let borders = |there: Option<(usize, usize)>, is_before: bool| {
                    there.is_some_and(|there| {
                        let is_mine = if has_value(there) && has_value(here) {
                            is_before
                        } else {
                            !has_value(here)
                        };
                        is_mine && self.leaps(here, there)
                    })
                };
                let (left, right) = (column.checked_sub(1), column.checked_add(1));
                let (up, down) = (row.checked_sub(1), row.checked_add(1));
                let symbol =
                    if borders(at(right, Some(row)), true) || borders(at(left, Some(row)), false) {
                        upright
                    } else if borders(at(Some(column), up), true)
                        || borders(at(Some(column), down), false)
                    {
                        across
                    } else {
                        continue;
                    };
                pen.put(grid.area.x + column, grid.area.y + row, symbol, style);
            }
        }
    }

    fn has_leaps(&self) -> bool {
        let rows = self.values.len().checked_div(self.columns).unwrap_or(0);
        (0..rows).any(|row| {
            (0..self.columns).any(|column| {
                let here = (column, row);
                let is_last = column + 1 == self.columns;
                (!is_last && self.leaps(here, (column + 1, row)))
                    || (row + 1 < rows && self.leaps(here, (column, row + 1)))
            })
        })
    }

    /// The bar of shades with the values between them, and what the other signs mean.
    pub(super) fn draw_legend(&self, pen: &mut Pen<'_>, start: u16) {
        let (paint, legend, row) = (self.paint, self.legend, pen.height() - 1);
        let (glyphs, label) = (paint.glyphs, paint.dim);
        let mut column = start;
        if let Some((low, bounds)) = legend.bounds.split_first() {
            column += pen.text(column, row, u16::MAX, low, label) + 1;
            for (band, bound) in bounds.iter().enumerate() {
                let (symbol, style) = self.ink(band, band);
                pen.rule(column, row, CELLS, symbol, style);
                column = column.saturating_add(CELLS + 1);
                column = column.saturating_add(pen.text(column, row, u16::MAX, bound, label) + 1);
            }
            column = column.saturating_add(2);
        }
        let leaps = if self.has_leaps() { "leaps" } else { "" };
        for (symbol, style, words) in [
            (glyphs.contour, paint.warning, legend.contour),
            (glyphs.cliff, paint.warning, legend.cliff),
            (glyphs.missing, paint.dim, legend.none),
            (glyphs.double[1], paint.text, leaps),
        ] {
            // A sign whose words have no room would say nothing.
            let taken = cells(words.chars().count()).saturating_add(2);
            if !words.is_empty() && column.saturating_add(taken) <= pen.width() {
                pen.put(column, row, symbol, style);
                column += 2 + pen.text(column + 2, row, u16::MAX, words, label) + 3;
            }
        }
    }
}
