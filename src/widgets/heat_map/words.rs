//! Words on a heat map: the contours' labels, what hatching means, numbers in wide cells.

use super::HeatMap;
use super::area::MapArea;
use crate::widgets::pen::{Pen, text_cells};
use ratatui::layout::Rect;
use ratatui::style::Color;

/// Cells of hatching that stay on either side of what it means.
const AROUND: u16 = 2;

impl HeatMap<'_> {
    pub(super) fn draw_words(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        if !self.numbers.is_empty() {
            return self.draw_numbers(pen, grid);
        }
        let mut taken: Vec<Rect> = self.marked_cells(grid).collect();
        taken.extend(self.draw_hatching_words(pen, grid, &taken));
        let levels = self.levels.len().max(1);
        let named = self.levels.iter().enumerate().filter(|(_, (_, words))| !words.is_empty());
        for (index, (_, words)) in named {
            // Each contour is labelled at a height of its own, so that labels stand apart.
            let height = usize::from(grid.area.height);
            let wanted = (2 * index + 1) * height / (2 * levels);
            let places = self.label_places(grid, index, words, wanted);
            let free = places
                .into_iter()
                .find(|place| !taken.iter().any(|other| other.intersects(*place)));
            if let Some(place) = free {
                self.put_words(pen, grid, place, words);
                taken.push(place);
            }
        }
    }

    /// Where marks and the cursor stand.
    fn marked_cells(&self, grid: &MapArea) -> impl Iterator<Item = Rect> {
        let marks = self.marks.iter().map(|mark| (mark.column, mark.row));
        let cursor = self.cursor.map(|(column, row)| (column as f64, row as f64));
        marks.chain(cursor).filter_map(|(column, row)| {
            let (x, y) = grid.cell_of(column, row)?;
            Some(Rect { x, y, width: 1, height: 1 })
        })
    }

    /// Words between blanks, on the terminal's own background.
    fn put_words(&self, pen: &mut Pen<'_>, grid: &MapArea, place: Rect, words: &str) {
        let style = self.paint.text.bg(Color::Reset);
        let (column, row) = (grid.area.x + place.x, grid.area.y + place.y);
        pen.text(column, row, place.width, &format!(" {words} "), style);
    }

    /// Where a contour's label may stand, centred on a crossing: the nearest to the wanted row first.
    fn label_places(&self, grid: &MapArea, level: usize, words: &str, wanted: usize) -> Vec<Rect> {
        let width = text_cells(words) + 2;
        let (columns, rows) = (grid.area.width, grid.area.height);
        let is_above = |column: u16, row: u16| Some(self.band_at(grid, column, row)? > level);
        let mut places = Vec::new();
        for row in 0..rows {
            for column in 1..columns {
                let (before, here) = (is_above(column - 1, row), is_above(column, row));
                let crosses =
                    matches!((before, here), (Some(before), Some(here)) if before != here);
                let start = column.saturating_sub(width / 2);
                if crosses && start + width <= columns {
                    places.push(Rect { x: start, y: row, width, height: 1 });
                }
            }
        }
        places.sort_by_key(|place| usize::from(place.y).abs_diff(wanted));
        places
    }

    /// Says in the hatching what it means, in the middle of where it is widest.
    fn draw_hatching_words(
        &self,
        pen: &mut Pen<'_>,
        grid: &MapArea,
        taken: &[Rect],
    ) -> Option<Rect> {
        let words = self.legend.none;
        let width = text_cells(words) + 2;
        let mut runs = Vec::new();
        for row in 0..grid.area.height {
            let mut start = None;
            for column in 0..=grid.area.width {
                let is_hatched =
                    column < grid.area.width && self.band_at(grid, column, row).is_none();
                match (is_hatched, start) {
                    (true, None) => start = Some(column),
                    (false, Some(from)) => {
                        runs.push(Rect { x: from, y: row, width: column - from, height: 1 });
                        start = None;
                    }
                    _ => {}
                }
            }
        }
        let places = runs.iter().filter(|run| run.width >= width + 2 * AROUND).map(|run| Rect {
            x: run.x + (run.width - width) / 2,
            width,
            ..*run
        });
        let free: Vec<Rect> =
            places.filter(|place| !taken.iter().any(|other| other.intersects(*place))).collect();
        let place = *free.get(free.len() / 2).filter(|_| !words.is_empty())?;
        self.put_words(pen, grid, place, words);
        Some(place)
    }

    /// Where a cell's number stands between blanks; `None` where it has no room or there is none.
    fn number_place(&self, grid: &MapArea, (column, row): (usize, usize)) -> Option<(Rect, &str)> {
        let words = self.numbers.get(row * self.columns + column)?;
        let (middle, y) = grid.cell_of(column as f64, row as f64)?;
        let width = text_cells(words) + 2;
        let x = middle.saturating_sub(width / 2);
        (x + width <= grid.area.width).then_some((Rect { x, y, width, height: 1 }, words))
    }

    /// What a place between columns and rows is shown in: the number of its cell, else the cell.
    pub(super) fn shown_in(&self, grid: &MapArea, column: f64, row: f64) -> Option<Rect> {
        let (x, y) = grid.cell_of(column, row)?;
        let number = grid.index_at(x, y).and_then(|cell| self.number_place(grid, cell));
        Some(number.map_or(Rect { x, y, width: 1, height: 1 }, |(place, _)| place))
    }

    fn draw_numbers(&self, pen: &mut Pen<'_>, grid: &MapArea) {
        let columns = self.columns.max(1);
        for index in 0..self.numbers.len() {
            if let Some((place, words)) =
                self.number_place(grid, (index % columns, index / columns))
            {
                self.put_words(pen, grid, place, words);
            }
        }
    }
}
