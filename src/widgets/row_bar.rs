//! A bar along a row, to the right of zero or to the left of it, to half a cell.

use super::paint::Paint;
use super::pen::Pen;
use super::scale::{floored, rounded, share};
use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

/// A bar of one value on a scale that all bars below each other share.
#[derive(Debug, Clone, Copy)]
pub struct RowBar {
    pub value: f64,
    /// The lowest and the highest value; zero is held to lie within.
    pub scale: (f64, f64),
    pub style: Style,
    pub paint: Paint,
}

impl RowBar {
    /// The cells left of zero, of so many.
    fn zero(&self, width: u16) -> u16 {
        let (low, high) = (self.scale.0.min(0.0), self.scale.1.max(0.0));
        let zero = rounded(share(0.0, low, high) * f64::from(width), width);
        // A side that there is has a cell at least, where there are two.
        let sides = [low < 0.0, high > 0.0].map(|is_there| u16::from(is_there && width > 1));
        zero.clamp(sides[0], width - sides[1])
    }

    /// The bar's length in half cells; at least one for what isn't zero.
    fn halves(&self, room: u16) -> u16 {
        let (low, high) = (self.scale.0.min(0.0), self.scale.1.max(0.0));
        let end = if self.value < 0.0 { -low } else { high };
        let length = share(self.value.abs(), 0.0, end) * f64::from(room) * 2.0;
        rounded(length, 2 * room).max(u16::from(self.value != 0.0).min(2 * room))
    }
}

impl Widget for RowBar {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let (width, glyphs) = (pen.width(), self.paint.glyphs);
        if width == 0 || pen.height() == 0 || !self.value.is_finite() {
            return;
        }
        let zero = self.zero(width);
        let is_below = self.value < 0.0;
        let room = if is_below { zero } else { width - zero };
        let halves = self.halves(room);
        let whole = floored(f64::from(halves) / 2.0, room);
        let is_ascii = glyphs.half_left == glyphs.bodies[0];
        let body = glyphs.bodies[usize::from(is_below && is_ascii)];
        // Where there are no halves, what is begun is whole.
        let has_half = halves % 2 == 1;
        if is_below {
            pen.rule(zero - whole, 0, whole, body, self.style);
            if has_half && whole < room {
                let half = if is_ascii { body } else { glyphs.half_right };
                pen.put(zero - whole - 1, 0, half, self.style);
            }
        } else {
            pen.rule(zero, 0, whole, body, self.style);
            if has_half && whole < room {
                pen.put(zero + whole, 0, glyphs.half_left, self.style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::Glyphs;
    use crate::widgets::picture::picture;

    fn drawn(value: f64, scale: (f64, f64), glyphs: &'static Glyphs, width: u16) -> String {
        let bar = RowBar { value, scale, style: Style::new(), paint: glyphs.into() };
        picture(bar, width, 1).trim_end().to_owned()
    }

    #[test]
    fn bars_lie_on_their_side_of_zero_and_none_vanishes() {
        for (value, unicode, ascii) in [
            (2.0, "|    ████████|", "|    ########|"),
            (-1.0, "|████        |", "|====        |"),
            (0.6, "|    ██▌     |", "|    ###     |"),
            (-0.4, "|  ▐█        |", "|  ==        |"),
            (1e-9, "|    ▌       |", "|    #       |"),
            (-1e-9, "|   ▐        |", "|   =        |"),
            (0.0, "|            |", "|            |"),
            (f64::NAN, "|            |", "|            |"),
        ] {
            assert_eq!(drawn(value, (-1.0, 2.0), &Glyphs::UNICODE, 12), unicode, "{value}");
            assert_eq!(drawn(value, (-1.0, 2.0), &Glyphs::ASCII, 12), ascii, "{value}");
        }
    }

    #[test]
    fn every_size_and_scale_is_drawn() {
        for width in 0..6 {
            for scale in [(0.0, 0.0), (-1e300, 1e300), (f64::NAN, 1.0), (3.0, 9.0), (-9.0, -3.0)] {
                for value in [-1e308, -1.0, 0.0, 1.0, 1e308] {
                    drawn(value, scale, &Glyphs::UNICODE, width);
                }
            }
        }
    }
}
