//! What a terminal must show after a frame, and chance to make frames with.

#![allow(dead_code, missing_docs, reason = "each test file uses its own part of it")]

use payback::terminal::ColorDepth;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier},
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use vt100::Parser;

pub const DEPTHS: [ColorDepth; 4] =
    [ColorDepth::None, ColorDepth::Sixteen, ColorDepth::Indexed, ColorDepth::True];

/// How many random sessions there are: so many, or as many as `SESSION_SEEDS` says.
pub fn seeds(usual: u64) -> u64 {
    let asked = std::env::var("SESSION_SEEDS").ok();
    asked.map_or(usual, |text| text.parse().expect("a number"))
}

/// A small generator of its own, so that a failure comes back; every other
/// one picks no wide symbols.
pub struct Random(u64, pub bool);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, seed.is_multiple_of(2))
    }

    pub fn below(&mut self, limit: u16) -> u16 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u16::try_from((self.0 >> 11) % u64::from(limit)).unwrap()
    }

    pub fn one_in(&mut self, chances: u16) -> bool {
        self.below(chances) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::from(self.below(u16::try_from(from.len()).unwrap()))]
    }

    pub fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

/// What the terminal should show for a symbol with `room` columns left.
fn expected_symbol(symbol: &str, room: u16) -> (String, u16) {
    let width = u16::try_from(symbol.width()).unwrap();
    let begins_with_mark = symbol.chars().next().and_then(UnicodeWidthChar::width) == Some(0);
    if begins_with_mark || symbol.chars().any(|c| c.is_control() || c == '\u{202e}') {
        ("?".into(), 1)
    } else if symbol.is_empty() || width > room {
        (" ".into(), 1)
    } else {
        (symbol.into(), width)
    }
}

fn expected_color(color: Color, depth: ColorDepth) -> vt100::Color {
    let named = |number| vt100::Color::Idx(number);
    match depth.reduce(color) {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(index) => named(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
    }
}

pub fn assert_shows(parser: &Parser, picture: &Buffer, depth: ColorDepth, when: &str) {
    let Rect { width, height, .. } = picture.area;
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let cell = &picture[(x, y)];
            let seen = parser.screen().cell(y, x).unwrap();
            // Written only for a failure: there are thousands of cells in a frame.
            let at = || format!("{when}, column {x}, row {y}: {cell:?}, seen {seen:?}");
            let (symbol, columns) = expected_symbol(cell.symbol(), width - x);
            let contents = if seen.has_contents() { seen.contents() } else { " " };
            assert_eq!(contents, symbol, "{}", at());
            assert_eq!(seen.bgcolor(), expected_color(cell.bg, depth), "{}", at());
            let has = |modifier| cell.modifier.contains(modifier);
            assert_eq!(seen.inverse(), has(Modifier::REVERSED), "{}", at());
            assert_eq!(seen.underline(), has(Modifier::UNDERLINED), "{}", at());
            let foreground_shows = symbol != " "
                || cell.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED);
            if foreground_shows {
                assert_eq!(seen.fgcolor(), expected_color(cell.fg, depth), "{}", at());
                assert_eq!(seen.italic(), has(Modifier::ITALIC), "{}", at());
                // vt100 knows one intensity, the last that was set.
                if !cell.modifier.contains(Modifier::BOLD | Modifier::DIM) {
                    assert_eq!(seen.bold(), has(Modifier::BOLD), "{}", at());
                    assert_eq!(seen.dim(), has(Modifier::DIM), "{}", at());
                }
            }
            x += columns;
        }
    }
}
