//! Lines two cells wide and one high, made of halves of cells, for the back of a room.

use ratatui::style::Style;

use super::{
    axes::Plot,
    curve::Course,
    dots::{ACROSS, DOWN, held},
    pen::Pen,
    scale::floored,
};

/// Halves of cells of an area, which lines fill one after the other. In a cell the last line is seen
/// alone, so that a line in front is set off from those behind it.
#[derive(Debug)]
pub(super) struct Bold {
    width: u16,
    height: u16,
    cells: Vec<Option<Ink>>,
    /// Whether cells can be filled by halves; else a line has a mark of its own.
    is_by_halves: bool,
}

/// What fills a cell.
#[derive(Debug, Clone, Copy)]
struct Ink {
    line: usize,
    /// The upper half and the lower one.
    halves: [bool; 2],
    style: Style,
}

impl Bold {
    /// Empty, for an area of so many cells.
    pub(super) fn new(width: u16, height: u16, is_by_halves: bool) -> Self {
        let cells = vec![None; usize::from(width) * usize::from(height)];
        Self { width, height, cells, is_by_halves }
    }

    /// A line through a course; it breaks off where a value is missing.
    pub(super) fn line(&mut self, plot: &Plot, course: Course<'_>, (line, style): (usize, Style)) {
        let limits = (f64::from(self.width * ACROSS), f64::from(self.height * DOWN));
        let mut last = None;
        for (index, value) in course.values.iter().enumerate() {
            let place = plot.dot_of(course.from + index as f64, *value);
            if let Some((from, to)) = last.or(place).zip(place)
                && let Some((from, to)) = held((from, to), limits)
            {
                let (across, down) = (to.0 - from.0, to.1 - from.1);
                let steps = floored(across.abs().max(down.abs()).ceil().max(1.0), u16::MAX);
                for step in 0..=steps {
                    let part = f64::from(step) / f64::from(steps);
                    self.stamp((from.0 + across * part, from.1 + down * part), (line, style));
                }
            }
            last = place;
        }
    }

    /// Fills two cells across and two halves down around a place, which is given in dots.
    fn stamp(&mut self, (x, y): (f64, f64), ink: (usize, Style)) {
        // A dot's own middle is half a dot from where it begins.
        let left = ((x + 0.5) / f64::from(ACROSS)).round() - 1.0;
        let across = [left, left + 1.0];
        let half = (y + 0.5) / f64::from(DOWN / 2);
        let top = half.round() - 1.0;
        let down = [top, top + 1.0];
        // A whole cell is that in which the place lies.
        let whole = [(half / 2.0 - 1e-9).floor() * 2.0; 2];
        for column in across {
            for half in if self.is_by_halves { down } else { whole } {
                self.fill(column, half, ink);
            }
        }
    }

    fn fill(&mut self, column: f64, half: f64, (line, style): (usize, Style)) {
        let is_within = (0.0..f64::from(self.width)).contains(&column)
            && (0.0..f64::from(self.height) * 2.0).contains(&half);
        if !is_within {
            return;
        }
        let (column, half) = (floored(column, self.width), floored(half, 2 * self.height));
        let place = usize::from(half / 2) * usize::from(self.width) + usize::from(column);
        let before = self.cells[place].filter(|ink| ink.line == line);
        let mut halves = before.map_or([false; 2], |ink| ink.halves);
        halves[usize::from(half % 2)] = true;
        self.cells[place] = Some(Ink { line, halves, style });
    }

    /// Puts the lines on the pen's area.
    pub(super) fn draw(&self, pen: &mut Pen<'_>) {
        let glyphs = pen.paint.glyphs;
        let places =
            (0..self.height).flat_map(|row| (0..self.width).map(move |column| (column, row)));
        for ((column, row), ink) in places.zip(&self.cells) {
            let Some(ink) = ink else { continue };
            let symbol = match ink.halves {
                _ if !self.is_by_halves => glyphs.mark(ink.line),
                [true, true] => glyphs.full(),
                [true, false] => glyphs.upper_half,
                [false, _] => glyphs.lower_half,
            };
            pen.put(column, row, symbol, ink.style);
        }
    }
}
