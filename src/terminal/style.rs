//! The look of a cell, and the shortest SGR sequence from one look to another.

use arrayvec::ArrayVec;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::color::ColorDepth;

/// Modifiers that show on a blank cell.
pub(super) const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// The parameter that turns each modifier on.
const ON: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The parameters that turn modifiers off; some turn off two at once.
const OFF: [(Modifier, u8); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

/// The colours and modifiers with which the terminal writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sgr {
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
}

impl Sgr {
    /// How the terminal writes after a reset.
    pub(super) const DEFAULT: Self =
        Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The look of a cell, with the colours nearest to its own that a terminal has.
    pub(super) fn of(cell: &Cell, depth: ColorDepth) -> Self {
        Self { fg: depth.reduce(cell.fg), bg: depth.reduce(cell.bg), modifier: cell.modifier }
    }

    /// The pen nearest to `current` with which a blank looks as with `self`.
    pub(super) fn for_blank(self, current: Option<Self>) -> Self {
        if self.modifier.intersects(VISIBLE_ON_BLANK) {
            return self;
        }
        let current = current.unwrap_or(Self::DEFAULT);
        Self {
            bg: self.bg,
            fg: current.fg,
            modifier: current.modifier.difference(VISIBLE_ON_BLANK),
        }
    }

    /// Appends what turns `current` (unknown: `None`) into `self`.
    pub(super) fn change(self, current: Option<Self>, out: &mut Vec<u8>) {
        if current != Some(self) {
            out.extend_from_slice(b"\x1b[");
            out.extend_from_slice(&self.shortest(current).0);
            out.push(b'm');
        }
    }

    /// The bytes that [`change`](Self::change) takes.
    pub(super) fn cost(self, current: Option<Self>) -> usize {
        if current == Some(self) { 0 } else { self.shortest(current).0.len() + 3 }
    }

    fn shortest(self, current: Option<Self>) -> Parameters {
        let Some(current) = current else {
            return self.afresh();
        };
        let mut step = Parameters::default();
        step.difference(current, self);
        if !current.has_more_than(self) {
            return step;
        }
        let afresh = self.afresh();
        if step.0.len() <= afresh.0.len() { step } else { afresh }
    }

    /// A reset, and what leads from there to `self`.
    fn afresh(self) -> Parameters {
        let mut afresh = Parameters::default();
        if self != Self::DEFAULT {
            afresh.push(0);
            afresh.difference(Self::DEFAULT, self);
        }
        afresh
    }

    /// Whether it has a colour or a modifier where the other has none: only then can a reset be
    /// the shorter way to the other.
    fn has_more_than(self, other: Self) -> bool {
        let loses = |from, to| from != Color::Reset && to == Color::Reset;
        !other.modifier.contains(self.modifier)
            || loses(self.fg, other.fg)
            || loses(self.bg, other.bg)
    }
}

/// SGR parameters with `;` between them: every modifier off and on, and two
/// colours of five numbers each, at most.
#[derive(Default)]
struct Parameters(ArrayVec<u8, 96>);

impl Parameters {
    fn push(&mut self, parameter: u8) {
        if !self.0.is_empty() {
            self.0.push(b';');
        }
        push_number(u16::from(parameter), |digit| self.0.push(digit));
    }

    fn difference(&mut self, from: Sgr, to: Sgr) {
        if from.modifier != to.modifier {
            self.modifiers(from.modifier, to.modifier);
        }
        if from.fg != to.fg {
            self.color(to.fg, 30);
        }
        if from.bg != to.bg {
            self.color(to.bg, 40);
        }
    }

    fn modifiers(&mut self, from: Modifier, to: Modifier) {
        let removed = from.difference(to);
        let mut left_on = from;
        for (modifiers, off) in OFF {
            if removed.intersects(modifiers) {
                self.push(off);
                left_on.remove(modifiers);
            }
        }
        let added = to.difference(left_on);
        for (modifier, on) in ON {
            if added.contains(modifier) {
                self.push(on);
            }
        }
    }

    /// `base` is 30 for the foreground, 40 for the background.
    fn color(&mut self, color: Color, base: u8) {
        let named = match color {
            Color::Reset => base + 9,
            Color::Black => base,
            Color::Red => base + 1,
            Color::Green => base + 2,
            Color::Yellow => base + 3,
            Color::Blue => base + 4,
            Color::Magenta => base + 5,
            Color::Cyan => base + 6,
            Color::Gray => base + 7,
            Color::DarkGray => base + 60,
            Color::LightRed => base + 61,
            Color::LightGreen => base + 62,
            Color::LightYellow => base + 63,
            Color::LightBlue => base + 64,
            Color::LightMagenta => base + 65,
            Color::LightCyan => base + 66,
            Color::White => base + 67,
            Color::Indexed(index) => {
                self.push(base + 8);
                self.push(5);
                index
            }
            Color::Rgb(red, green, blue) => {
                self.push(base + 8);
                self.push(2);
                self.push(red);
                self.push(green);
                blue
            }
        };
        self.push(named);
    }
}

/// Hands the digits of `number` in decimal to `push`.
pub(super) fn push_number(number: u16, mut push: impl FnMut(u8)) {
    let mut unit = 1;
    while number / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        push(b'0' + (number / unit % 10).to_le_bytes()[0]);
        unit /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, bg: Color, modifier: Modifier) -> Sgr {
        Sgr { fg, bg, modifier }
    }

    #[test]
    fn steps_are_the_shortest() {
        let none = Modifier::empty();
        let (bold, dim, reversed) = (Modifier::BOLD, Modifier::DIM, Modifier::REVERSED);
        let plain = Sgr::DEFAULT;
        let on = |fg, modifier| pen(fg, Color::Reset, modifier);
        let red = on(Color::Red, none);
        let rich = pen(Color::Indexed(200), Color::Rgb(1, 22, 255), bold);
        let table = [
            (Some(plain), plain, ""),
            (None, plain, "\x1b[m"),
            (Some(plain), red, "\x1b[31m"),
            (Some(red), plain, "\x1b[m"),
            (Some(pen(Color::Reset, Color::Blue, none)), plain, "\x1b[m"),
            (Some(on(Color::Reset, bold)), plain, "\x1b[m"),
            (None, red, "\x1b[0;31m"),
            (Some(red), pen(Color::Red, Color::LightBlue, none), "\x1b[104m"),
            (Some(pen(Color::Red, Color::Blue, none)), red, "\x1b[49m"),
            (Some(on(Color::Red, bold | dim)), on(Color::Red, bold), "\x1b[22;1m"),
            (Some(on(Color::Red, bold | dim)), on(Color::Red, dim), "\x1b[22;2m"),
            (Some(on(Color::Red, bold | dim)), red, "\x1b[22m"),
            (Some(on(Color::Rgb(1, 2, 3), reversed)), on(Color::Rgb(1, 2, 3), none), "\x1b[27m"),
            (Some(on(Color::Reset, bold | reversed)), on(Color::Reset, bold), "\x1b[27m"),
            (Some(plain), rich, "\x1b[1;38;5;200;48;2;1;22;255m"),
        ];
        for (from, to, expected) in table {
            let mut out = Vec::new();
            to.change(from, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{from:?} {to:?}");
        }
    }

    #[test]
    fn a_blank_keeps_what_it_does_not_show() {
        let current = pen(Color::Red, Color::Reset, Modifier::BOLD | Modifier::REVERSED);
        let blank = Sgr::DEFAULT.for_blank(Some(current));
        assert_eq!(blank, pen(Color::Red, Color::Reset, Modifier::BOLD));
    }
}
