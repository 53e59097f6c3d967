//! What symbols look like that are drawn, not written: blocks, lines and dots meet whatever the font.
//!
//! Places are whole eighths of the drawing's unit, so that what touches is seen to touch.

use crate::widgets::{dots_of, octants_of};

/// Of which a unit of the drawing has so many.
pub(super) const EIGHTHS: u32 = 8;

/// A cell's width and height.
pub(super) const CELL: (u32, u32) = (9 * EIGHTHS, 19 * EIGHTHS);

/// A rectangle: its left, top, right and bottom edge.
pub(super) type Area = [u32; 4];

/// The whole cell.
pub(super) const WHOLE: Area = [0, 0, CELL.0, CELL.1];

/// How a symbol is drawn, in a cell from its top left.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// A letter, a sign or a blank.
    Text,
    /// Filled from one edge of the cell on, and what is left of it.
    Block { filled: Area, rest: Option<Area> },
    /// The whole cell, in ink of this many hundredths.
    Shade(u32),
    /// Lines, and parts of them without gaps.
    Lines(Vec<Area>),
    /// Dots, each by itself.
    Dots(Vec<Area>),
    /// From the bottom left to the top right.
    Slope,
}

impl Form {
    pub(super) fn of(symbol: &str) -> Self {
        let mut letters = symbol.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return Self::Text };
        if letter.is_ascii() {
            return Self::Text;
        }
        let found = shade(letter)
            .or_else(|| row_of(&BLOCKS, letter).map(|edges| block(*edges)))
            .or_else(|| row_of(LINES, letter).map(|lines| Self::Lines(lines.to_vec())))
            .or_else(|| dots_of(letter).map(|dots| Self::Dots(dots.into_iter().map(dot).collect())))
            .or_else(|| {
                octants_of(letter).map(|parts| Self::Lines(parts.into_iter().map(octant).collect()))
            });
        found.unwrap_or(Self::Text)
    }
}

fn row_of<T>(table: &[(char, T)], symbol: char) -> Option<&T> {
    table.iter().find(|(of, _)| *of == symbol).map(|(_, row)| row)
}

fn shade(symbol: char) -> Option<Form> {
    match symbol {
        '░' => Some(Form::Shade(25)),
        '▒' => Some(Form::Shade(50)),
        '▓' => Some(Form::Shade(75)),
        '╱' => Some(Form::Slope),
        _ => None,
    }
}

/// The edges of blocks in eighths of a cell: left, top, right, bottom.
const BLOCKS: [(char, Area); 12] = [
    ('▁', [0, 7, 8, 8]),
    ('▂', [0, 6, 8, 8]),
    ('▃', [0, 5, 8, 8]),
    ('▄', [0, 4, 8, 8]),
    ('▅', [0, 3, 8, 8]),
    ('▆', [0, 2, 8, 8]),
    ('▇', [0, 1, 8, 8]),
    ('█', [0, 0, 8, 8]),
    ('▀', [0, 0, 8, 4]),
    ('▔', [0, 0, 8, 1]),
    ('▌', [0, 0, 4, 8]),
    ('▐', [4, 0, 8, 8]),
];

fn block(edges: Area) -> Form {
    let placed = |[left, top, right, bottom]: Area| {
        let (width, height) = (CELL.0 / 8, CELL.1 / 8);
        [left * width, top * height, right * width, bottom * height]
    };
    let rest = match edges {
        [0, 0, 8, 8] => None,
        [0, 0, 8, bottom] => Some([0, bottom, 8, 8]),
        [0, 0, right, _] => Some([right, 0, 8, 8]),
        [0, top, ..] => Some([0, 0, 8, top]),
        [left, ..] => Some([0, 0, left, 8]),
    };
    Form::Block { filled: placed(edges), rest: rest.map(placed) }
}

// Where lines run, each one unit wide: through the middle, or on both sides of it.
const ACROSS: Area = [0, 72, 72, 80];
const UPRIGHT: Area = [32, 0, 40, 152];
const TO_LEFT: Area = [0, 72, 40, 80];
const TO_RIGHT: Area = [32, 72, 72, 80];
const TO_TOP: Area = [32, 0, 40, 80];
const TO_BOTTOM: Area = [32, 72, 40, 152];

/// What lines are made of.
const LINES: &[(char, &[Area])] = &[
    ('─', &[ACROSS]),
    ('│', &[UPRIGHT]),
    ('╌', &[[6, 72, 30, 80], [42, 72, 66, 80]]),
    ('┆', &[[32, 8, 40, 40], [32, 60, 40, 92], [32, 112, 40, 144]]),
    ('┌', &[TO_RIGHT, TO_BOTTOM]),
    ('┐', &[TO_LEFT, TO_BOTTOM]),
    ('└', &[TO_RIGHT, TO_TOP]),
    ('┘', &[TO_LEFT, TO_TOP]),
    ('├', &[UPRIGHT, TO_RIGHT]),
    ('┤', &[UPRIGHT, TO_LEFT]),
    ('┼', &[ACROSS, UPRIGHT]),
    ('═', &[[0, 64, 72, 72], [0, 80, 72, 88]]),
    ('║', &[[24, 0, 32, 152], [40, 0, 48, 152]]),
    (
        '╬',
        &[
            [0, 64, 32, 72],
            [40, 64, 72, 72],
            [0, 80, 32, 88],
            [40, 80, 72, 88],
            [24, 0, 32, 72],
            [40, 0, 48, 72],
            [24, 80, 32, 152],
            [40, 80, 48, 152],
        ],
    ),
];

/// A braille cell's dot, more than half as wide as what it has of the cell.
fn dot((across, down): (u16, u16)) -> Area {
    const HALF: u32 = 10;
    let x = CELL.0 / 4 * (2 * u32::from(across) + 1);
    let y = CELL.1 / 8 * (2 * u32::from(down) + 1);
    [x - HALF, y - HALF, x + HALF, y + HALF]
}

fn octant((across, down): (u16, u16)) -> Area {
    let (width, height) = (CELL.0 / 2, CELL.1 / 4);
    let (left, top) = (width * u32::from(across), height * u32::from(down));
    [left, top, left + width, top + height]
}
