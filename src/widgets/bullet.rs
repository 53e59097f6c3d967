//! A bullet bar: a range on an axis, and where a figure lies against it.
//!
//! ```text
//! ├──[▓▓▓]──●──┤    a range with both ends
//! ◂▓▓●▓▓▓▓]────┤    a range that is open to the left
//! ├────[▓▓▓]───▸    a figure beyond every number
//! ```
//!
//! Ours rather than ratatui's, whose gauges and bars start at the edge and have one length each.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    axes::nice_ticks,
    paint::Paint,
    pen::Pen,
    scale::{extent, rounded, share},
};

/// The fewest columns in which a range and a figure beside it can be told apart.
pub const LEAST_BULLET: u16 = 9;

/// A bar one row high.
#[derive(Debug, Clone, Copy, Default)]
pub struct BulletBar {
    /// The values of the axis's ends.
    pub scale: (f64, f64),
    /// The range; an infinite end is open, and drawn as an arrow at that edge.
    pub range: (f64, f64),
    /// The figure; an infinite one is an arrow at the edge, none at all isn't drawn.
    pub figure: Option<f64>,
    /// The figure's mark and style.
    pub mark: (&'static str, Style),
    /// The range's style.
    pub range_style: Style,
    pub paint: Paint,
}

impl BulletBar {
    /// The column of a value on a bar of this width; off the axis, that of the end it is beyond.
    pub fn column_of(&self, value: f64, width: u16) -> u16 {
        let last = width.saturating_sub(1);
        let inner = f64::from(width.saturating_sub(3));
        let (low, high) = self.scale;
        match value {
            f64::NEG_INFINITY => 0,
            f64::INFINITY => last,
            // The ends of the axis stand beside its first and last value.
            _ => 1 + rounded(share(value, low, high) * inner, last.saturating_sub(2)),
        }
    }

    fn draw_axis(&self, pen: &mut Pen<'_>) {
        let (width, glyphs) = (pen.width(), self.paint.glyphs);
        let last = width - 1;
        pen.rule(0, 0, width, glyphs.horizontal, self.paint.dim);
        let [left, right] = glyphs.ends;
        pen.put(0, 0, left, self.paint.dim);
        pen.put(last, 0, right, self.paint.dim);
    }

    fn draw_range(&self, pen: &mut Pen<'_>) {
        let (width, glyphs) = (pen.width(), self.paint.glyphs);
        let (low, high) = self.range;
        let [from, to] = [low, high].map(|end| self.column_of(end, width));
        pen.rule(from, 0, (to + 1).saturating_sub(from), glyphs.range, self.range_style);
        let [opens, closes] = glyphs.brackets;
        let ends = [(low, from, opens, glyphs.off_left), (high, to, closes, glyphs.off_right)];
        for (end, column, bracket, arrow) in ends {
            if end.is_infinite() {
                pen.put(column, 0, arrow, self.range_style);
            } else if from != to {
                pen.put(column, 0, bracket, self.range_style);
            }
        }
    }

    fn draw_figure(&self, pen: &mut Pen<'_>, figure: f64) {
        let glyphs = self.paint.glyphs;
        let (mark, style) = match (figure.is_infinite(), figure > 0.0) {
            (true, true) => (glyphs.off_right, self.mark.1),
            (true, false) => (glyphs.off_left, self.mark.1),
            (false, _) => self.mark,
        };
        pen.put(self.column_of(figure, pen.width()), 0, mark, style);
    }
}

impl Widget for BulletBar {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        if pen.width() < 3 || pen.height() == 0 {
            return;
        }
        self.draw_axis(&mut pen);
        if !(self.range.0.is_nan() || self.range.1.is_nan()) {
            self.draw_range(&mut pen);
        }
        if let Some(figure) = self.figure.filter(|figure| !figure.is_nan()) {
            self.draw_figure(&mut pen, figure);
        }
    }
}

/// An axis with round ends on which all of these values lie, with room beside them: infinite ones
/// are left out. It stays while values move a little.
pub fn round_axis(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let (low, high) = extent(values).unwrap_or((0.0, 1.0));
    let size = low.abs().max(high.abs());
    let span = (high - low).max(size * 0.2);
    let span = if span > 0.0 && span.is_finite() { span } else { 1.0 };
    let (low, high) = (low - span * 0.15, high + span * 0.15);
    let ticks = nice_ticks(low, high, 6);
    let (Some(first), Some(second)) = (ticks.first(), ticks.get(1)) else { return (low, high) };
    let step = second - first;
    ((low / step).floor() * step + 0.0, (high / step).ceil() * step + 0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::widgets::{Glyphs, picture::picture};

    fn bar(range: (f64, f64), figure: Option<f64>, glyphs: &'static Glyphs) -> BulletBar {
        let paint = Paint::from(glyphs);
        let mark = (glyphs.mark(1), Style::new());
        BulletBar { scale: (0.0, 10.0), range, figure, mark, paint, ..BulletBar::default() }
    }

    #[test]
    fn ranges_figures_and_what_is_beyond_them() {
        let open = (f64::NEG_INFINITY, 6.0);
        let late = (4.0, f64::INFINITY);
        for (range, figure, unicode, ascii) in [
            ((3.0, 5.0), Some(8.0), "├───[▓]──●──┤", "|---[=]--o--|"),
            ((3.0, 5.0), Some(4.0), "├───[●]─────┤", "|---[o]-----|"),
            ((3.0, 3.0), Some(8.0), "├───▓────●──┤", "|---=----o--|"),
            (open, Some(2.0), "◂▓▓●▓▓▓]────┤", "<==o===]----|"),
            (late, Some(2.0), "├──●─[▓▓▓▓▓▓▸", "|--o-[======>"),
            ((3.0, 5.0), Some(f64::INFINITY), "├───[▓]─────▸", "|---[=]----->"),
            ((3.0, 5.0), None, "├───[▓]─────┤", "|---[=]-----|"),
        ] {
            for (glyphs, expected) in [(&Glyphs::UNICODE, unicode), (&Glyphs::ASCII, ascii)] {
                let picture = picture(bar(range, figure, glyphs), 13, 1);
                assert_eq!(picture, format!("|{expected}|\n"), "{range:?} {figure:?}");
            }
        }
    }

    #[test]
    fn an_axis_is_round_and_holds_still_while_a_figure_moves_a_little() {
        assert_eq!(round_axis([3.0, 5.0, 5.6]), (2.0, 6.0));
        assert_eq!(round_axis([3.0, 5.0, 5.55]), (2.0, 6.0));
        assert_eq!(round_axis([f64::NEG_INFINITY, 10.0, 8.3]), (8.0, 10.5));
        assert_eq!(round_axis([0.0, -22.1, f64::INFINITY]), (-30.0, 5.0));
        assert_eq!(round_axis([]), (-0.5, 1.5));
    }

    proptest! {
        /// What is drawn, read back: range and figure lie within half a cell of what they are.
        #[test]
        fn range_and_figure_are_read_back_within_half_a_cell(
            ends in (-100.0..100.0_f64, -100.0..100.0_f64), open in 0..3,
            figure in -150.0..150.0_f64, width in 9_u16..90,
        ) {
            let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
            let scale = round_axis([low, high, figure]);
            prop_assert!(scale.0 <= low.min(figure) && scale.1 >= high.max(figure));
            let range = match open {
                0 => (low, high),
                1 => (f64::NEG_INFINITY, high),
                _ => (low, f64::INFINITY),
            };
            let cell = (scale.1 - scale.0) / f64::from(width - 3);
            let value_at = |column: usize| scale.0 + cell * (column as f64 - 1.0);
            let near = |column: usize, value: f64| {
                (value_at(column) - value).abs() <= cell * 0.5 + 1e-9
            };
            for glyphs in [&Glyphs::UNICODE, &Glyphs::ASCII] {
                let bar = BulletBar { scale, ..bar(range, Some(figure), glyphs) };
                let cells: Vec<String> =
                    picture(bar, width, 1).chars().skip(1).take(usize::from(width)).map(String::from).collect();
                let dot = cells.iter().position(|cell| cell == glyphs.mark(1)).expect("a figure");
                prop_assert!(near(dot, figure), "{cells:?}");
                // The figure stands above the range, whose end it may hide.
                let of_range = |cell: &String| {
                    let signs = [glyphs.range, glyphs.brackets[0], glyphs.brackets[1]];
                    signs.contains(&cell.as_str())
                };
                let end = |end: f64, seen: Option<usize>| {
                    end.is_infinite() || near(dot, end) || seen.is_some_and(|column| near(column, end))
                };
                prop_assert!(end(range.0, cells.iter().position(of_range)), "{cells:?}");
                prop_assert!(end(range.1, cells.iter().rposition(of_range)), "{cells:?}");
                let edges = (cells[0].as_str(), cells[cells.len() - 1].as_str());
                prop_assert_eq!(edges.0 == glyphs.off_left, range.0.is_infinite());
                prop_assert_eq!(edges.1 == glyphs.off_right, range.1.is_infinite());
            }
        }
    }
}
