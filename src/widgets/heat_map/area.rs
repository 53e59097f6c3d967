//! Which cells of a rectangle a grid's columns and rows fall on.

use ratatui::layout::Rect;

use crate::widgets::scale::{cells, floored};

/// A grid laid over a rectangle; its row 0 is at the bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapArea {
    /// The rectangle that the grid fills.
    pub area: Rect,
    /// Columns of the grid.
    pub columns: usize,
    /// Rows of the grid.
    pub rows: usize,
}

impl MapArea {
    /// The grid's (column, row) at a place on the screen, for a mouse; `None` outside the grid.
    pub fn hit(&self, x: u16, y: u16) -> Option<(usize, usize)> {
        self.index_at(x.checked_sub(self.area.x)?, y.checked_sub(self.area.y)?)
    }

    /// The grid's (column, row) at a cell counted from the rectangle's corner.
    pub(super) fn index_at(&self, column: u16, row: u16) -> Option<(usize, usize)> {
        let up = self.area.height.checked_sub(row)?.checked_sub(1)?;
        Some((
            index_at(column, self.area.width, self.columns)?,
            index_at(up, self.area.height, self.rows)?,
        ))
    }

    /// The cell, counted from the rectangle's corner, of a place between the grid's columns and
    /// rows; `None` outside the grid.
    pub(super) fn cell_of(&self, column: f64, row: f64) -> Option<(u16, u16)> {
        let x = cell_of(column, self.area.width, self.columns)?;
        let up = cell_of(row, self.area.height, self.rows)?;
        Some((x, self.area.height - 1 - up))
    }

    /// The places between rows that the upper and the lower half of a row of cells stand for.
    pub(super) fn halves_of(&self, row: u16) -> [f64; 2] {
        let (height, rows) = (f64::from(self.area.height), f64::from(cells(self.rows)));
        let up = height - f64::from(row);
        [0.25, 0.75].map(|down| (up - down) / height * rows - 0.5)
    }

    pub(super) fn holds(&self, column: usize, row: usize) -> bool {
        column < self.columns && row < self.rows
    }

    /// The cells on the straight line between two places, both ends included; none of them is
    /// missed where the line is steep. The part outside the grid is left out.
    pub(super) fn cells_between(
        &self,
        from: (f64, f64),
        to: (f64, f64),
    ) -> impl Iterator<Item = (u16, u16)> {
        let steps = self.area.width.max(self.area.height).max(1);
        (0..=steps).filter_map(move |step| {
            let part = f64::from(step) / f64::from(steps);
            let at = |from: f64, to: f64| from * (1.0 - part) + to * part;
            self.cell_of(at(from.0, to.0), at(from.1, to.1))
        })
    }
}

/// The index whose stretch of cells holds this cell's middle.
fn index_at(cell: u16, width: u16, count: usize) -> Option<usize> {
    if cell >= width || count == 0 {
        return None;
    }
    Some((2 * usize::from(cell) + 1) * count / (2 * usize::from(width)))
}

/// The cell of an index, or of a place between two.
fn cell_of(place: f64, width: u16, count: usize) -> Option<u16> {
    let count = f64::from(cells(count));
    if width == 0 || !(-0.5..count).contains(&place) || place > count - 0.5 {
        return None;
    }
    Some(floored((place + 0.5) / count * f64::from(width), width - 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn row_zero_is_at_the_bottom() {
        let grid = MapArea { area: Rect::new(10, 5, 8, 4), columns: 4, rows: 2 };
        assert_eq!(grid.hit(10, 8), Some((0, 0)));
        assert_eq!(grid.hit(17, 5), Some((3, 1)));
        assert_eq!(grid.hit(18, 5), None);
        assert_eq!(grid.hit(9, 5), None);
    }

    proptest! {
        #[test]
        fn a_cell_leads_back_to_its_index(width in 1_u16..90, count in 1_usize..90) {
            for index in 0..count.min(usize::from(width)) {
                if count <= usize::from(width) {
                    let cell = cell_of(index as f64, width, count).unwrap();
                    prop_assert_eq!(index_at(cell, width, count), Some(index));
                }
            }
            prop_assert!(index_at(width - 1, width, count).unwrap() < count);
        }
    }
}
