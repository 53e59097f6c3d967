//! Shaded bands behind curves.
//!
//! Where there are colours for them, a band is the ground of its cells, its edges an eighth of a
//! cell exact, and lines run over it. Elsewhere cells that no line needs carry a band's shade.

use ratatui::style::{Color, Modifier, Style};

use super::{
    axes::Plot,
    curve::interpolate,
    dots::{ACROSS, DOWN},
    pen::Pen,
};

/// The lower and the upper end of a band, point for point.
#[derive(Debug, Clone, Copy, Default)]
pub struct Band<'a> {
    /// The lower end.
    pub low: &'a [f64],
    /// The upper end.
    pub high: &'a [f64],
}

/// Stretches that a cell is cut into from its top.
const EIGHTHS: u16 = 8;

/// The eighths of a cell: for each the innermost band that covers it, or none.
type Cell = [Option<usize>; EIGHTHS as usize];

/// Shades the cells of a plot behind everything that is drawn in it already: the wider band first.
pub(super) fn draw_bands(pen: &mut Pen<'_>, plot: &Plot, bands: &[Band<'_>]) {
    for column in 0..plot.area.width {
        let spans: Vec<_> = bands.iter().map(|band| band.span(plot, column)).collect();
        for row in 0..plot.area.height {
            let cell: Cell = std::array::from_fn(|eighth| {
                let place = f64::from(EIGHTHS * row) + eighth as f64 + 0.5;
                spans.iter().rposition(|span| {
                    span.is_some_and(|(top, bottom)| (top..=bottom).contains(&place))
                })
            });
            draw_cell(pen, (column, row), cell);
        }
    }
}

fn draw_cell(pen: &mut Pen<'_>, (column, row): (u16, u16), cell: Cell) {
    let glyphs = pen.paint.glyphs;
    let symbol = pen.symbol_at(column, row);
    let is_free = symbol == " ";
    let Some(colours) = pen.paint.bands else {
        // A shade stands before the zero line, or it would be cut in two.
        let gives_way = is_free || symbol == glyphs.horizontal;
        if let Some(band) = prevailing(cell).filter(|_| gives_way) {
            pen.put(column, row, glyphs.bands[band], pen.paint.dim);
        }
        return;
    };
    let colour = |band: Option<usize>| band.map_or(Color::Reset, |band| colours[band]);
    if !is_free {
        let ground = colour(prevailing(cell));
        pen.restyle(column, row, Style::new().bg(ground));
        return;
    }
    let (upper, lower, rise) = edge(cell);
    let symbol = glyphs.rise(rise);
    if lower.is_none() && upper.is_some() {
        // The ground has no colour of its own that a block could be drawn in.
        let style = Style::new().fg(colour(upper)).add_modifier(Modifier::REVERSED);
        pen.put(column, row, symbol, style);
    } else if upper != lower {
        pen.put(column, row, symbol, Style::new().fg(colour(lower)).bg(colour(upper)));
    } else if upper.is_some() {
        pen.put(column, row, " ", Style::new().bg(colour(upper)));
    }
}

/// What covers most of a cell; of two that cover as much, the inner one.
fn prevailing(cell: Cell) -> Option<usize> {
    cell.into_iter()
        .max_by_key(|band| (cell.iter().filter(|other| *other == band).count(), *band))?
}

/// What covers the upper and the lower part of a cell, and how many eighths the lower one has: where
/// more than one edge runs through a cell, the one between its ends is kept.
fn edge(cell: Cell) -> (Option<usize>, Option<usize>, u16) {
    let (upper, lower) = (cell[0], cell[cell.len() - 1]);
    if upper == lower {
        let band = prevailing(cell);
        return (band, band, 0);
    }
    let rise = cell.iter().rev().take_while(|band| **band == lower).count();
    (upper, lower, u16::try_from(rise).unwrap_or(EIGHTHS))
}

impl Band<'_> {
    /// Where it begins and ends in the middle of a column, in eighths from the plot's top.
    fn span(&self, plot: &Plot, column: u16) -> Option<(f64, f64)> {
        // The middle of a column is between its dots; at the last point there is no dot behind.
        let dots = [ACROSS * column, ACROSS * column + 1];
        let ends = |x: u16| {
            let place = plot.place_of_dot(x)?;
            let end = |values: &[f64]| Some(plot.dot_of(place, interpolate(values, place)?)?.1);
            let (low, high) = (end(self.low)?, end(self.high)?);
            Some((low.min(high), low.max(high)))
        };
        let sides: Vec<(f64, f64)> = dots.into_iter().filter_map(ends).collect();
        let count = sides.len() as f64;
        let [top, bottom] = [0, 1].map(|end| {
            let ends = sides.iter().map(|side| if end == 0 { side.0 } else { side.1 });
            (ends.sum::<f64>() / count + 0.5) * f64::from(EIGHTHS / DOWN)
        });
        // A band as thin as a line is the line's.
        (count > 0.0 && bottom - top >= 1.0).then_some((top, bottom))
    }
}

#[cfg(test)]
mod tests {
    use super::super::dots::dots_of;
    use super::super::{Axes, Chart, ChartSeries, Drawing, Glyphs, Paint};
    use super::*;
    use ratatui::buffer::{Buffer, Cell};
    use ratatui::layout::Rect;
    use ratatui::widgets::Widget;

    const COLOURS: [Color; 2] = [Color::Rgb(1, 1, 1), Color::Rgb(2, 2, 2)];

    /// A fan that widens from a value on, with a line at that value or with none.
    fn drawn(from: f64, line: Option<f64>, bands: Option<[Color; 2]>) -> Buffer {
        let rows = [-4.0, -2.0, 2.0, 4.0].map(|end: f64| -> Vec<f64> {
            (0..=10).map(|point| from + end * f64::from(point) / 10.0).collect()
        });
        let [p5, p25, p75, p95] = &rows;
        let values = [line.unwrap_or(f64::NAN); 11];
        let series = [ChartSeries { values: &values, bare: true, ..ChartSeries::default() }];
        let chart = Chart {
            series: &series,
            bands: [Band { low: p5, high: p95 }, Band { low: p25, high: p75 }],
            drawing: Drawing::Curves,
            axes: Axes { scale: (from - 5.0, from + 5.0), ..Axes::default() },
            paint: Paint { bands, ..Paint::from(&Glyphs::UNICODE) },
        };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 16));
        chart.render(buffer.area, &mut buffer);
        buffer
    }

    /// The colours that a cell's eighths have, from its top.
    fn eighths(buffer: &Buffer, column: u16, row: u16) -> [Color; 8] {
        let cell = &buffer[(column, row)];
        let rise = Glyphs::UNICODE.rising.iter().position(|glyph| *glyph == cell.symbol());
        let is_turned = cell.modifier.contains(Modifier::REVERSED);
        let (ground, ink) = if is_turned { (cell.fg, cell.bg) } else { (cell.bg, cell.fg) };
        let rise = rise.unwrap_or(0);
        std::array::from_fn(|eighth| if 8 - eighth <= rise { ink } else { ground })
    }

    #[test]
    fn bands_are_whole_from_edge_to_edge_to_an_eighth_of_a_cell() {
        let buffer = drawn(20.0, None, Some(COLOURS));
        let [outer, inner] = COLOURS;
        for column in [20, 28, 36] {
            let all: Vec<Color> = (0..16).flat_map(|row| eighths(&buffer, column, row)).collect();
            let mut runs: Vec<(Color, usize)> = Vec::new();
            for colour in all {
                match runs.last_mut() {
                    Some((last, count)) if *last == colour => *count += 1,
                    _ => runs.push((colour, 1)),
                }
            }
            let order: Vec<Color> = runs.iter().map(|run| run.0).collect();
            assert_eq!(order, [Color::Reset, outer, inner, outer, Color::Reset], "{column}");
            let (above, below) = (runs[1].1, runs[3].1);
            assert!(
                above.abs_diff(below) <= 1 && runs[2].1.abs_diff(above + below) <= 2,
                "{runs:?}"
            );
        }
    }

    fn has_dots(symbol: &str) -> bool {
        symbol.chars().filter_map(dots_of).any(|dots| !dots.is_empty())
    }

    #[test]
    fn without_colours_bands_are_shades_of_whole_cells_and_leave_lines_alone() {
        let buffer = drawn(1.0, Some(2.0), None);
        let text: String = buffer.content.iter().map(Cell::symbol).collect();
        let shades = |symbol| text.matches(symbol).count();
        assert!(shades("░") > 20 && shades("▒") > 20, "{text}");
        assert!(buffer.content.iter().all(|cell| cell.bg == Color::Reset));
        let row = (0..16).find(|row| has_dots(buffer[(35, *row)].symbol())).unwrap();
        let line: String = (12..38).map(|column| buffer[(column, row)].symbol()).collect();
        assert!(line.chars().all(|dots| has_dots(&dots.to_string())), "{line}");
    }

    #[test]
    fn a_line_over_a_band_has_its_ground() {
        let buffer = drawn(20.0, Some(20.0), Some(COLOURS));
        let row = (0..16).find(|row| has_dots(buffer[(35, *row)].symbol())).unwrap();
        for column in 12..38 {
            assert_eq!(buffer[(column, row)].bg, COLOURS[1], "{column}");
        }
    }
}
