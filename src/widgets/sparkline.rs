//! The signed sparkline: a bar for each year, up for a gain and down for a loss.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    columns::{Ink, Signed},
    paint::Paint,
    pen::Pen,
    points::{cells_of_point, resample},
};

/// Most rows that a sparkline fills; what the area has beyond them stays blank.
pub const MOST_ROWS: u16 = 8;

/// A bar for each point around a zero line, in 1 to 8 rows, on a scale that the caller gives so
/// that panels side by side can share it.
///
/// A value that isn't zero never vanishes. With fewer cells than points, each cell shows the value
/// farthest from zero among its points (see [`resample`]).
#[derive(Debug, Clone, Copy, Default)]
pub struct Sparkline<'a> {
    /// The values; one that isn't finite is left out.
    pub values: &'a [f64],
    /// The lowest and the highest value of the scale. Zero always belongs to it. A value beyond
    /// it ends in an arrow.
    pub scale: (f64, f64),
    /// The style of bars, above zero and below: on which side of it they lie is seen.
    pub style: Style,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

impl Widget for Sparkline<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        if area.is_empty() {
            return;
        }
        let area = Rect::new(0, 0, pen.width(), pen.height().min(MOST_ROWS));
        let mut pen = pen.part(area);
        let signed = Signed::new(area.height, 0, self.scale.0, self.scale.1);
        // The row just above the zero line; the top row if nothing of the scale is above zero.
        let zero_row = signed.above.saturating_sub(1);
        let values = resample(self.values, area.width);
        for (index, &value) in values.iter().enumerate() {
            let cells = cells_of_point(index, values.len(), area.width);
            let (cells, style) = ((cells.start, cells.end - cells.start), self.style);
            signed.draw(&mut pen, cells, value, Ink { style, body: 0 });
            if value == 0.0 {
                let (zero, style) = (self.paint.glyphs.none, self.paint.dim);
                pen.rule(cells.0, zero_row, cells.1, zero, style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::widgets::glyphs::Glyphs;
    use crate::widgets::picture::{modifiers, picture};

    const CUMULATIVE: [f64; 16] = [
        -3.0, -9.0, -18.0, -29.0, -36.0, -38.0, -35.0, -29.0, -22.0, -14.0, -6.0, 2.0, 10.0, 18.0,
        26.0, 34.0,
    ];

    fn sparkline(glyphs: &'static Glyphs) -> Sparkline<'static> {
        let paint = glyphs.into();
        Sparkline { values: &CUMULATIVE, scale: (-40.0, 40.0), paint, ..Sparkline::default() }
    }

    #[test]
    fn hanging_bars_have_eight_levels_in_reverse_video() {
        assert_snapshot!(picture(sparkline(&Glyphs::UNICODE), 16, 2), @r"
        |           ▁▂▄▅▇|
        |▇▆▄▂▁█▁▂▄▅▇     |
        ");
        assert_snapshot!(modifiers(sparkline(&Glyphs::UNICODE), 16, 2), @r"
        |................|
        |RRRRR.RRRRR.....|
        ");
    }

    #[test]
    fn fewer_cells_than_points_keep_the_extremes() {
        assert_snapshot!(picture(sparkline(&Glyphs::PICTURE), 5, 2), @r"
        |    ▇|
        |▀██▀ |
        ");
    }

    #[test]
    fn small_values_stay_zero_is_a_dot_and_beyond_is_an_arrow() {
        let values = [0.001, 0.0, -0.001, 90.0, -90.0];
        let odd = Sparkline { values: &values, ..sparkline(&Glyphs::UNICODE) };
        assert_snapshot!(picture(odd, 5, 2), @r"
        |▁· ▴ |
        |  ▇ ▾|
        ");
        assert_snapshot!(picture(odd, 5, 1), @"|▁·▇▴▾|");
        let one_sided = Sparkline { scale: (0.0, 40.0), ..odd };
        assert_snapshot!(picture(one_sided, 5, 2), @r"
        |   ▴ |
        |▁· █▾|
        ");
    }
}
