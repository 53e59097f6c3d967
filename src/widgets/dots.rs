//! Lines as dots, two across and four down in each cell.
//!
//! What it does better than ratatui's canvas: a cell takes a whole style, not a colour alone, so
//! that faint, bold and reversed lines are told apart without colours; a line breaks off where
//! values are missing, can be dotted, and shows every point within half a dot; where two lines
//! share a cell, both keep their dots; and where there are no dots, they become a mark of each
//! line's own.

use ratatui::style::Style;
use ratatui::symbols::pixel::OCTANTS;

use super::glyphs::LineForm;
use super::pen::Pen;
use super::scale::rounded;

/// Dots across and down in a cell.
pub(super) const ACROSS: u16 = 2;
pub(super) const DOWN: u16 = 4;

/// The bit of each dot in a braille cell, by column and row.
const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// The cell of those dots in braille.
fn braille(bits: u8) -> char {
    char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ')
}

/// The cell of those dots in octants, which count them row by row.
fn octant(bits: u8) -> char {
    let columns = BITS.iter().enumerate();
    let dots = columns.flat_map(|(across, column)| {
        column.iter().enumerate().map(move |(down, bit)| (*bit, 2 * down + across))
    });
    let index = dots.filter(|(bit, _)| bits & bit != 0).map(|(_, place)| 1 << place).sum::<usize>();
    OCTANTS[index]
}

/// Places in a cell, counted from the left and from the top.
type Places = Vec<(u16, u16)>;

/// The dots of a braille cell; `None` of another symbol.
pub fn dots_of(symbol: char) -> Option<Places> {
    let bits = u8::try_from(u32::from(symbol).checked_sub(0x2800)?).ok()?;
    let all = (0..ACROSS).flat_map(|across| (0..DOWN).map(move |down| (across, down)));
    Some(
        all.filter(|(across, down)| bits & BITS[usize::from(*across)][usize::from(*down)] != 0)
            .collect(),
    )
}

/// The filled eighths of a cell of octants or of quadrants; `None` of another symbol.
pub fn octants_of(symbol: char) -> Option<Places> {
    let index = OCTANTS.iter().position(|octant| *octant == symbol)?;
    let all = (0..DOWN).flat_map(|down| (0..ACROSS).map(move |across| (across, down)));
    Some(all.filter(|(across, down)| index >> (ACROSS * down + across) & 1 != 0).collect())
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) style: Style,
    /// Every second dot alone.
    pub(super) dotted: bool,
    /// What stands in its cells where there is no braille.
    pub(super) symbol: &'static str,
}

#[derive(Debug, Clone, Copy)]
struct DotCell {
    bits: u8,
    style: Style,
    symbol: &'static str,
}

/// A line on its way.
struct Trace {
    stroke: Stroke,
    last: Option<(u16, u16)>,
    count: usize,
}

/// The dots of an area; columns and rows of dots count from its top left.
#[derive(Debug)]
pub(super) struct Dots {
    width: u16,
    height: u16,
    cells: Vec<DotCell>,
}

impl Dots {
    /// None yet, for an area of so many cells.
    pub(super) fn new(width: u16, height: u16) -> Self {
        let empty = DotCell { bits: 0, style: Style::new(), symbol: " " };
        Self { width, height, cells: vec![empty; usize::from(width) * usize::from(height)] }
    }

    /// A dot; the cell takes on the stroke's style.
    fn set(&mut self, (x, y): (u16, u16), stroke: Stroke) {
        let (column, row) = (x / ACROSS, y / DOWN);
        if column >= self.width || row >= self.height {
            return;
        }
        let cell =
            &mut self.cells[usize::from(row) * usize::from(self.width) + usize::from(column)];
        cell.bits |= BITS[usize::from(x % ACROSS)][usize::from(y % DOWN)];
        cell.style = stroke.style;
        cell.symbol = stroke.symbol;
    }

    /// A line through places in dots from the left to the right; `None` breaks it off. What is off
    /// the area is left out.
    pub(super) fn line(
        &mut self,
        places: impl Iterator<Item = Option<(f64, f64)>>,
        stroke: Stroke,
    ) {
        let mut last: Option<(f64, f64)> = None;
        let mut trace = Trace { stroke, last: None, count: 0 };
        for place in places {
            let Some(to) = place else {
                last = None;
                continue;
            };
            match last {
                Some(from) => self.stretch(from, to, &mut trace),
                None => self.dot(to, &mut trace),
            }
            last = Some(to);
        }
    }

    /// A dot of a line, unless it is one that a dotted line leaves out.
    fn dot(&mut self, (x, y): (f64, f64), trace: &mut Trace) {
        let within = |place: f64, cells: u16, each: u16| {
            let last = cells.saturating_mul(each).checked_sub(1)?;
            (-0.5..=f64::from(last) + 0.5).contains(&place).then(|| rounded(place, last))
        };
        let (across, down) = (within(x, self.width, ACROSS), within(y, self.height, DOWN));
        let Some(place) = across.zip(down).filter(|place| trace.last != Some(*place)) else {
            return;
        };
        if !trace.stroke.dotted || trace.count.is_multiple_of(2) {
            self.set(place, trace.stroke);
        }
        trace.count += 1;
        trace.last = Some(place);
    }

    /// The dots from one place, which has its own already, to the next.
    fn stretch(&mut self, from: (f64, f64), to: (f64, f64), trace: &mut Trace) {
        let limits =
            (f64::from(self.width) * f64::from(ACROSS), f64::from(self.height) * f64::from(DOWN));
        let Some((from, to)) = held((from, to), limits) else { return };
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let steps = across.abs().max(down.abs()).ceil().max(1.0);
        let last = rounded(steps, u16::MAX);
        for step in 1..=last {
            let part = f64::from(step) / f64::from(last);
            self.dot((from.0 + across * part, from.1 + down * part), trace);
        }
    }

    /// Puts the dots on the pen's area, a mark for each cell that has any.
    pub(super) fn draw(&self, pen: &mut Pen<'_>) {
        let places =
            (0..self.height).flat_map(|row| (0..self.width).map(move |column| (column, row)));
        let form = pen.paint.glyphs.lines;
        for ((column, row), cell) in places.zip(&self.cells).filter(|(_, cell)| cell.bits > 0) {
            let symbol = match form {
                LineForm::Braille => braille(cell.bits),
                LineForm::Octants => octant(cell.bits),
                LineForm::Marks => {
                    pen.put(column, row, cell.symbol, cell.style);
                    continue;
                }
            };
            pen.put(column, row, symbol.encode_utf8(&mut [0; 4]), cell.style);
        }
    }
}

/// The part of a stretch that is on the area or a dot beside it, so that a step off any scale takes
/// no more dots than the area has; `None` where no part is.
pub(super) fn held(
    (from, to): ((f64, f64), (f64, f64)),
    (width, height): (f64, f64),
) -> Option<((f64, f64), (f64, f64))> {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (start, by, most) in [(from.0, across, width), (from.1, down, height)] {
        let (one, other) = ((-1.0 - start) / by, (most - start) / by);
        if by == 0.0 {
            if !(-1.0..=most).contains(&start) {
                return None;
            }
        } else {
            first = first.max(one.min(other));
            last = last.min(one.max(other));
        }
    }
    let at = |part: f64| (from.0 + across * part, from.1 + down * part);
    (first <= last).then(|| {
        (if first > 0.0 { at(first) } else { from }, if last < 1.0 { at(last) } else { to })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octants_are_the_dots_of_braille_without_gaps() {
        // Named by Unicode: octants count 1 2, 3 4, 5 6, 7 8 from the top.
        for (dots, expected) in [
            (&[(0, 0), (1, 0), (0, 1), (1, 1)][..], '▀'),
            (&[(0, 0), (0, 1), (0, 2), (0, 3)], '▌'),
            (&[(0, 1)], '\u{1cd00}'),
            (&[(1, 0), (0, 1)], '\u{1cd01}'),
            (&[(0, 3), (1, 3)], '▂'),
        ] {
            let bits = dots.iter().map(|&(across, down): &(usize, usize)| BITS[across][down]);
            let bits = bits.fold(0, |all, bit| all | bit);
            assert_eq!(octant(bits), expected, "{dots:?}");
            assert_eq!(braille(bits), char::from_u32(0x2800 + u32::from(bits)).unwrap());
        }
        let all: std::collections::HashSet<char> = (0..=255).map(octant).collect();
        assert_eq!(all.len(), 256, "no two cells look alike");
    }

    #[test]
    fn the_strokes_of_a_legend_are_of_the_form_that_its_lines_have() {
        let [whole, dotted] = super::super::Glyphs::OCTANTS.strokes;
        assert_eq!(whole, octant(BITS[0][1] | BITS[1][1]).to_string());
        assert_eq!(dotted, octant(BITS[0][1]).to_string());
    }
}
