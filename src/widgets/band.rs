//! The fan chart: how far values spread around a median.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    axes::{Axes, Plot, point_count, scale_for},
    chart::Series,
    curve::{draw_ghost, draw_line, draw_marks, interpolate},
    paint::Paint,
    pen::Pen,
};

/// An outer and an inner band around a median, with curves on top, in axes.
#[derive(Debug, Clone, Copy, Default)]
pub struct BandChart<'a> {
    /// The wider band, lightly shaded.
    pub outer: Band<'a>,
    /// The narrower band, shaded more densely.
    pub inner: Band<'a>,
    /// The line through the middle.
    pub median: &'a [f64],
    /// Curves above the bands, each with its mark.
    pub lines: &'a [Series<'a>],
    /// Scale, labels and markers.
    pub axes: Axes<'a>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// The lower and the upper end of a band, point for point.
#[derive(Debug, Clone, Copy, Default)]
pub struct Band<'a> {
    /// The lower end.
    pub low: &'a [f64],
    /// The upper end.
    pub high: &'a [f64],
}

impl BandChart<'_> {
    /// Where values and points fall, for a chart drawn in an area of this size.
    pub fn plot(&self, area: Rect) -> Plot {
        let height = area.height - self.axes.footer(area.height);
        let rows = || {
            let lines = self.lines.iter().map(|line| line.values);
            self.band_rows().into_iter().chain(lines)
        };
        let scale = scale_for(&self.axes, rows().flatten().copied(), false, height);
        let points = point_count(rows().map(<[f64]>::len));
        let snap = self.axes.snaps();
        let plot = Plot::new(Rect::new(0, 0, 0, height), points, false, snap, scale);
        let gutter = self.axes.gutter(&plot, area.width);
        plot.beside(gutter, area.width, false)
    }

    fn band_rows(&self) -> [&[f64]; 5] {
        [self.outer.low, self.outer.high, self.inner.low, self.inner.high, self.median]
    }
}

impl Band<'_> {
    fn draw(self, pen: &mut Pen<'_>, plot: &Plot, symbol: &str, style: Style) {
        for column in 0..plot.area.width {
            let Some(place) = plot.place_at(column) else {
                continue;
            };
            let ends = interpolate(self.low, place).zip(interpolate(self.high, place));
            let Some((low, high)) = ends.map(|(a, b)| (a.min(b), a.max(b))) else {
                continue;
            };
            let (bottom, top) = plot.scale();
            if high < bottom || low > top {
                continue;
            }
            let (Some(first), Some(last)) = (plot.nearest_row(high), plot.nearest_row(low)) else {
                continue;
            };
            for row in first..=last {
                pen.put(plot.area.x + column, plot.area.y + row, symbol, style);
            }
        }
    }
}

impl Widget for BandChart<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let area = Rect::new(0, 0, pen.width(), pen.height());
        if area.is_empty() {
            return;
        }
        let plot = self.plot(area);
        let [outer, inner] = self.paint.glyphs.bands;
        self.axes.draw(&mut pen, &plot);
        self.outer.draw(&mut pen, &plot, outer, self.paint.dim);
        self.inner.draw(&mut pen, &plot, inner, self.paint.dim);
        draw_line(&mut pen, &plot, self.median, self.paint.text);
        for line in self.lines {
            draw_line(&mut pen, &plot, line.values, line.style);
        }
        for line in self.lines {
            let mark = self.paint.glyphs.mark(line.mark);
            draw_marks(&mut pen, &plot, line.values, mark, line.style);
            draw_ghost(&mut pen, &plot, line.ghost);
        }
        self.axes.draw_markers(&mut pen, &plot, false);
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::widgets::{glyphs::Glyphs, picture::picture};

    const MEDIAN: [f64; 16] = [
        -3.0, -9.0, -18.0, -29.0, -36.0, -38.0, -35.0, -29.0, -22.0, -14.0, -6.0, 2.0, 10.0, 18.0,
        26.0, 34.0,
    ];

    fn spread(by: f64) -> Vec<f64> {
        MEDIAN.iter().enumerate().map(|(year, value)| value + by * year as f64).collect()
    }

    #[test]
    fn shading_reads_without_colour() {
        let [low, inner_low, inner_high, high] = [-2.0, -0.8, 0.9, 2.4].map(spread);
        let lines = [Series { values: &low, mark: 0, ..Series::default() }];
        let chart = BandChart {
            outer: Band { low: &low, high: &high },
            inner: Band { low: &inner_low, high: &inner_high },
            median: &MEDIAN,
            axes: Axes {
                x_labels: &[(0, "2025"), (5, "2030"), (10, "2035"), (15, "2040")],
                ..Axes::default()
            },
            ..BandChart::default()
        };
        assert_snapshot!(picture(chart, 64, 15), @r"
        | 80┤                                                            |
        |   │                                                          ░░|
        | 60┤                                                      ░░░░░░|
        |   │                                                  ░░░░░░░░▒▒|
        | 40┤                                              ░░░░░░░░▒▒▒▒▒▒|
        |   │                                          ░░░░░░░░▒▒▒▒╭─────|
        | 20┤                                       ░░░░░░▒▒▒▒╭────╯▒▒▒▒▒|
        |   │                                   ░░░░░░▒▒▒╭────╯▒▒▒▒▒▒░░░░|
        |  0┼─╮░────────────────────────────░░░░░▒▒▒╭────╯▒▒▒▒▒░░░░░░░░░░|
        |   │ ╰────╮▒░                  ░░░░░▒▒╭────╯▒▒▒▒▒░░░░░░░░░      |
        |-20┤      ╰───╮▒░░░      ░░░░░░▒▒╭────╯▒▒▒▒░░░░░░░░             |
        |   │         ░╰────╮▒▒▒▒▒▒▒╭─────╯▒▒▒▒░░░░░░                    |
        |-40┤            ░░▒╰───────╯▒▒▒▒░░░░░░                          |
        |   │                 ░░░░░░░░░                                  |
        |    2025              2030               2035               2040|
        ");
        let ascii = BandChart { paint: Glyphs::ASCII.into(), lines: &lines, ..chart };
        assert_snapshot!(picture(ascii, 50, 12), @r"
        |   |                                             .|
        |   |                                          ....|
        | 50+                                      ......::|
        |   |                                  ......:::.--|
        |   |                               .....:::.---'::|
        |   |                           .....::.----'::::..|
        |  0+v..--------------------....::.----'::::.--v---|
        |   | '---...           ....::.---':::.--v--'      |
        |   |     'v-..::.....::.-----':.--v--'            |
        |   |        '--.-------'.---v--'                  |
        |-50+           'v-----v-'                         |
        |    2025         2030           2035          2040|
        ");
        assert_snapshot!(picture(chart, 30, 6), @r"
        |  │                        ░░░|
        |50┤                  ░░░▒╭────|
        | 0┼───╮░───────░░╭───────╯▒▒░░|
        |  │   ╰──────────╯▒▒░░░       |
        |  │                           |
        |   2025   2030    2035    2040|
        ");
    }

    #[test]
    fn tiny_fans() {
        let ends = [1.0, 2.0];
        let fan = |count: usize| BandChart {
            outer: Band { low: &ends[..count], high: &MEDIAN[..count] },
            median: &ends[..count],
            ..BandChart::default()
        };
        assert_snapshot!(picture(fan(0), 8, 2), @r"
        |1┤      |
        |0┼──────|
        ");
        assert_snapshot!(picture(fan(1), 8, 2), @r"
        | 0┤  ─  |
        |-2┤  ░  |
        ");
        assert_snapshot!(picture(fan(2), 8, 3), @r"
        | 10┤    |
        |  0┼────|
        |-10┤ ░░░|
        ");
        assert_snapshot!(picture(fan(2), 1, 1), @"|─|");
        assert_snapshot!(picture(fan(2), 0, 0), @"");
    }
}
