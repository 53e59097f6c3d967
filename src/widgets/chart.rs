//! A signed chart with axes: bars or lines of one or several series.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    axes::{Axes, Plot},
    bands::{Band, draw_bands},
    bold::Bold,
    columns::Ink,
    curve::{Course, draw_line, draw_marks},
    dots::{Dots, Stroke},
    glyphs::Glyphs,
    paint::Paint,
    pen::{Pen, text_cells},
    points::{cells_of_point, resample},
    scale::floored,
};

/// Bars or curves in axes. Several series are told apart by their marks, and bars by their bodies.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chart<'a> {
    /// What is drawn; where curves meet, a later series lies above an earlier one.
    pub series: &'a [ChartSeries<'a>],
    /// Shaded bands behind curves, the wider one first.
    pub bands: [Band<'a>; 2],
    /// Bars or curves.
    pub drawing: Drawing,
    /// Scale, labels and markers.
    pub axes: Axes<'a>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// One row of values.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChartSeries<'a> {
    /// What the legend calls it; there is one where more than one series has a name.
    pub name: &'a str,
    /// The values; one that isn't finite is left out.
    pub values: &'a [f64],
    /// The place of the first value among the points of lines: those of flows stand in the middle
    /// of their year, at 0.5, 1.5 and so on.
    pub from: f64,
    /// The values before a change: a second, dotted line; bars have none.
    pub ghost: &'a [f64],
    /// Which of the three marks and bodies it has, see [`Glyphs::mark`].
    pub mark: usize,
    /// Whether its line goes without marks.
    pub bare: bool,
    /// Whether its line is dotted.
    pub dotted: bool,
    /// Its curve or its bars.
    pub style: Style,
}

/// How a [`Chart`] draws its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawing {
    /// A bar from zero for each value of one series.
    #[default]
    Bars,
    /// The series' values on top of each other, the first at the bottom; none is below zero.
    Stacked,
    /// A line through the values.
    Curves,
    /// The same two cells wide; what was before stays a thin one.
    BoldCurves,
}

impl Chart<'_> {
    /// Where values and points fall, for a chart drawn in an area of this size.
    pub fn plot(&self, area: Rect) -> Plot {
        let top = u16::from(self.has_legend(area));
        let height = area.height - top - self.axes.footer(area.height - top);
        let points =
            self.series.iter().map(|series| series.from.ceil() + series.values.len() as f64);
        let points = usize::from(floored(points.fold(0.0, f64::max), u16::MAX));
        let (rows, axes) = (Rect::new(0, top, 0, height), &self.axes);
        let plot = match self.drawing {
            Drawing::Bars | Drawing::Stacked => Plot::bars(rows, points, axes.snaps(), axes.scale),
            Drawing::Curves | Drawing::BoldCurves => {
                Plot::lines(rows, points, axes.y_labels, axes.scale)
            }
        };
        let gutter = axes.gutter(&plot, area.width);
        let width = area.width - gutter;
        plot.across(gutter, width, axes.pitch(points, width))
    }

    fn has_legend(&self, area: Rect) -> bool {
        let named = self.series.iter().filter(|series| !series.name.is_empty());
        named.count() > 1 && area.height >= 5
    }

    fn draw_legend(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let mut column = plot.area.x;
        for series in self.series {
            let sign = match self.drawing {
                Drawing::Curves | Drawing::BoldCurves => series.sign(pen.paint.glyphs),
                Drawing::Bars | Drawing::Stacked => pen.paint.glyphs.bodies[series.mark % 3],
            };
            let room = pen.width().saturating_sub(column);
            // A name of which nothing could be read is better left out.
            if room < text_cells(series.name).min(3) + 2 {
                break;
            }
            pen.put(column, 0, sign, series.style);
            column += 2 + pen.text(column + 2, 0, room - 2, series.name, series.style) + 2;
        }
    }

    fn draw_bars(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let Some(signed) = plot.signed else { return };
        let width = plot.area.width;
        let points = plot.points.min(usize::from(width.max(1)));
        let mut pen = pen.part(plot.area);
        let rows: Vec<_> =
            self.series.iter().map(|series| (series, resample(series.values, width))).collect();
        for index in 0..points {
            let stretch = cells_of_point(index, points, width);
            // A cell stays free between bars where there is one.
            let wide = stretch.end - stretch.start;
            let bar = (stretch.start, wide - u16::from(wide > 1));
            let here =
                rows.iter().filter_map(|(series, values)| Some((*series, *values.get(index)?)));
            if self.drawing == Drawing::Stacked {
                let segments: Vec<(f64, Ink)> = here
                    .filter(|(_, value)| *value > 0.0)
                    .map(|(series, value)| {
                        (value, Ink { style: series.style, body: series.mark % 3 })
                    })
                    .collect();
                signed.draw_stack(&mut pen, bar, &segments);
                continue;
            }
            for (series, value) in here {
                signed.draw(&mut pen, bar, value, Ink { style: series.style, body: 0 });
            }
        }
    }

    fn draw_curves(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let mut pen = pen.part(plot.area);
        let glyphs = self.paint.glyphs;
        let mut dots = Dots::new(plot.area.width, plot.area.height);
        for series in self.series.iter().filter(|series| !series.ghost.is_empty()) {
            let symbol = glyphs.level;
            let ghost = Stroke { style: self.paint.ghost, dotted: true, symbol };
            draw_line(&mut dots, plot, series.course(series.ghost), ghost);
        }
        let is_bold = self.drawing == Drawing::BoldCurves;
        for series in self.series.iter().filter(|_| !is_bold) {
            let ChartSeries { style, dotted, .. } = *series;
            draw_line(
                &mut dots,
                plot,
                series.course(series.values),
                Stroke { style, dotted, symbol: series.sign(glyphs) },
            );
        }
        dots.draw(&mut pen);
        if is_bold {
            let mut bold = Bold::new(plot.area.width, plot.area.height, glyphs.has_blocks());
            for series in self.series {
                bold.line(plot, series.course(series.values), (series.mark, series.style));
            }
            bold.draw(&mut pen);
        }
        for series in self.series.iter().filter(|series| !(series.bare || is_bold)) {
            let course = series.course(series.values);
            draw_marks(&mut pen, plot, course, series.mark, series.style);
        }
        draw_bands(&mut pen, plot, &self.bands);
    }
}

impl<'a> ChartSeries<'a> {
    fn course(&self, values: &'a [f64]) -> Course<'a> {
        Course { values, from: self.from }
    }

    /// What its line is called by in a legend, and drawn with where there is no braille.
    fn sign(&self, glyphs: &Glyphs) -> &'static str {
        match (self.bare, self.dotted) {
            (false, _) => glyphs.mark(self.mark),
            (true, false) => glyphs.strokes[0],
            (true, true) => glyphs.strokes[1],
        }
    }
}

impl Widget for Chart<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let area = Rect::new(0, 0, pen.width(), pen.height());
        if area.is_empty() {
            return;
        }
        let plot = self.plot(area);
        self.axes.draw(&mut pen, &plot);
        match self.drawing {
            Drawing::Curves | Drawing::BoldCurves => self.draw_curves(&mut pen, &plot),
            Drawing::Bars | Drawing::Stacked => self.draw_bars(&mut pen, &plot),
        }
        self.axes.draw_markers(&mut pen, &plot);
        if self.has_legend(area) {
            self.draw_legend(&mut pen, &plot);
        }
    }
}

#[cfg(test)]
mod tests;
