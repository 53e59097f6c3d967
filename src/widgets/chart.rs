//! A signed chart with axes: bars or curves of one or several series.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    axes::{Axes, Plot, point_count, scale_for},
    columns::Ink,
    curve::{draw_ghost, draw_line, draw_marks},
    paint::Paint,
    pen::{Pen, text_cells},
    points::{cells_of_point, cells_per_point, resample},
};

/// Bars or curves in axes. Several series are told apart by their marks, and bars by their bodies.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chart<'a> {
    /// What is drawn; where curves meet, a later series lies above an earlier one.
    pub series: &'a [Series<'a>],
    /// Bars or curves.
    pub drawing: Drawing,
    /// Scale, labels and markers.
    pub axes: Axes<'a>,
    /// Whether a row at the top names the series.
    pub legend: bool,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// One row of values.
#[derive(Debug, Clone, Copy, Default)]
pub struct Series<'a> {
    /// What the legend calls it.
    pub name: &'a str,
    /// The values; one that isn't finite is left out.
    pub values: &'a [f64],
    /// The values before a change.
    pub ghost: &'a [f64],
    /// Which of the three marks and bodies it has, see [`Glyphs::mark`].
    pub mark: usize,
    /// Whether its curve is a line alone, without marks.
    pub bare: bool,
    /// Its curve, or its bars above zero.
    pub style: Style,
}

/// How a [`Chart`] draws its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawing {
    /// A bar from zero for each value, side by side. Where several series have less than a cell
    /// each, curves are drawn instead.
    #[default]
    Bars,
    /// The series' values on top of each other, the first at the bottom; none is below zero.
    Stacked,
    /// A line through the values.
    Curves,
}

impl Chart<'_> {
    /// Where values and points fall, for a chart drawn in an area of this size.
    pub fn plot(&self, area: Rect) -> Plot {
        let top = u16::from(self.has_legend(area));
        let height = area.height - top - self.axes.footer(area.height - top);
        let values =
            self.series.iter().flat_map(|series| series.values.iter().chain(series.ghost)).copied();
        let bars = self.drawing != Drawing::Curves;
        let points = point_count(self.series.iter().map(|series| series.values.len()));
        let is_stacked = self.drawing == Drawing::Stacked;
        let stacks = (0..points).filter(|_| is_stacked).map(|index| self.stack_at(index));
        let scale = scale_for(&self.axes, values.chain(stacks), bars, height);
        let rows = Rect::new(0, top, 0, height);
        let plot = Plot::new(rows, points, bars, self.axes.snaps(), scale);
        let gutter = self.axes.gutter(&plot, area.width);
        let stretches = bars && self.bars_fit(area.width - gutter, points);
        plot.beside(gutter, area.width, stretches)
    }

    fn has_legend(&self, area: Rect) -> bool {
        let named = self.series.iter().any(|series| !series.name.is_empty());
        self.legend && named && area.height >= 5
    }

    /// The height of the whole stack at a point.
    fn stack_at(&self, index: usize) -> f64 {
        let values = self.series.iter().filter_map(|series| series.values.get(index));
        values.filter(|value| **value > 0.0).sum()
    }

    /// How many bars stand beside each other at a point.
    fn side_by_side(&self) -> usize {
        if self.drawing == Drawing::Stacked { 1 } else { self.series.len() }
    }

    fn bars_fit(&self, width: u16, points: usize) -> bool {
        self.side_by_side() <= usize::from(cells_per_point(points, width).max(1))
    }

    fn draw_legend(&self, pen: &mut Pen<'_>, plot: &Plot, bars: bool) {
        let mut column = plot.area.x;
        for series in self.series {
            let sign = if bars {
                pen.paint.glyphs.bodies[series.mark % 3]
            } else {
                pen.paint.glyphs.mark(series.mark)
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

    fn draw_stacks(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let Some(signed) = plot.signed() else { return };
        let width = plot.area.width;
        let points = plot.points().min(usize::from(width.max(1)));
        let mut pen = pen.part(plot.area);
        let resampled: Vec<_> =
            self.series.iter().map(|series| resample(series.values, width)).collect();
        for index in 0..points {
            let stretch = cells_of_point(index, points, width);
            let (first, each) = bar_cells(stretch.end - stretch.start, 1);
            let segments: Vec<(f64, Ink)> = self
                .series
                .iter()
                .zip(&resampled)
                .filter_map(|(series, values)| {
                    let value = values.get(index).filter(|value| **value > 0.0)?;
                    Some((*value, Ink { style: series.style, body: series.mark % 3 }))
                })
                .collect();
            signed.draw_stack(&mut pen, stretch.start + first, each, &segments);
        }
    }

    fn draw_bars(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let Some(signed) = plot.signed() else { return };
        let width = plot.area.width;
        let points = plot.points().min(usize::from(width.max(1)));
        let mut pen = pen.part(plot.area);
        for (number, series) in (0..).zip(self.series) {
            let values = resample(series.values, width);
            let ghosts = resample(series.ghost, width);
            for (index, &value) in values.iter().enumerate() {
                let stretch = cells_of_point(index, points, width);
                let (first, each) = bar_cells(stretch.end - stretch.start, self.side_by_side());
                let column = stretch.start + first + number * each;
                let style = if value < 0.0 { self.paint.negative } else { series.style };
                let body = if self.series.len() > 1 { series.mark % 3 } else { 0 };
                signed.draw(&mut pen, column, each, value, Ink { style, body });
                if let Some(&before) = ghosts.get(index) {
                    signed.draw_level(&mut pen, (column, each), (before, value), style);
                }
            }
        }
    }

    fn draw_curves(&self, pen: &mut Pen<'_>, plot: &Plot) {
        for series in self.series {
            draw_line(pen, plot, series.values, series.style);
        }
        for series in self.series.iter().filter(|series| !series.bare) {
            let mark = pen.paint.glyphs.mark(series.mark);
            draw_marks(pen, plot, series.values, mark, series.style);
        }
        for series in self.series {
            draw_ghost(pen, plot, series.ghost);
        }
    }
}

/// The first cell of the first bar in a stretch of `width` cells, and the width of each bar: a cell
/// stays free between the groups where there is one.
fn bar_cells(width: u16, bars: usize) -> (u16, u16) {
    let bars = u16::try_from(bars).unwrap_or(u16::MAX).max(1);
    let gap = u16::from(width > bars);
    (0, ((width - gap) / bars).max(1))
}

impl Widget for Chart<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let area = Rect::new(0, 0, pen.width(), pen.height());
        if area.is_empty() {
            return;
        }
        let plot = self.plot(area);
        let bars = self.drawing != Drawing::Curves && self.bars_fit(plot.area.width, plot.points());
        self.axes.draw(&mut pen, &plot);
        match self.drawing {
            Drawing::Stacked => self.draw_stacks(&mut pen, &plot),
            Drawing::Bars if bars => self.draw_bars(&mut pen, &plot),
            Drawing::Bars | Drawing::Curves => self.draw_curves(&mut pen, &plot),
        }
        self.axes.draw_markers(&mut pen, &plot, bars);
        if self.has_legend(area) {
            self.draw_legend(&mut pen, &plot, bars);
        }
    }
}

#[cfg(test)]
mod tests;
