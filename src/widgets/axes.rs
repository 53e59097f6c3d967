//! The frame of a chart: its scale, ticks, labels and markers, and where a value falls in it.

use std::ops::Range;

use ratatui::style::Style;

use super::pen::{Pen, text_cells};

mod plot;
mod ticks;

pub use plot::Plot;
pub use ticks::nice_ticks;

/// The axes that a chart is drawn in.
#[derive(Debug, Clone, Copy)]
pub struct Axes<'a> {
    /// The lowest and the highest value: panels can share them, and they can hold still while values
    /// move.
    pub scale: (f64, f64),
    /// Labels under places between points, in rising order and the same distance apart; 2.5 is halfway
    /// from the third point to the fourth. They are thinned until none touches its neighbour and all are as far apart on the screen.
    pub x_labels: &'a [(f64, &'a str)],
    /// Labels of the value axis; without any, round values are labelled by `format`.
    pub y_labels: &'a [(f64, &'a str)],
    /// The words for a round value on the value axis.
    pub format: fn(f64) -> String,
    /// Places between bars to point out.
    pub markers: &'a [Marker<'a>],
}

/// A place between points to point out: a broken line through the plot with a label at its top.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marker<'a> {
    /// Among bars, 2.5 is halfway through point 2's own stretch; on lines, halfway from point 2 to 3.
    pub place: f64,
    /// What stands beside the line's top.
    pub label: &'a str,
    /// The style of line and label.
    pub style: Style,
}

impl Default for Axes<'_> {
    fn default() -> Self {
        Self {
            scale: (0.0, 0.0),
            x_labels: &[],
            y_labels: &[],
            format: |value| format!("{value}"),
            markers: &[],
        }
    }
}

impl Axes<'_> {
    /// Labelled values of a plot, from the lowest.
    fn ticks(&self, plot: &Plot) -> Vec<(f64, String)> {
        if self.y_labels.is_empty() {
            plot.ticks().into_iter().map(|value| (value, (self.format)(value))).collect()
        } else {
            self.y_labels.iter().map(|&(value, label)| (value, label.to_owned())).collect()
        }
    }

    /// Whether the scale may grow to put round values on rows: labels of the caller's stay put.
    pub(super) fn snaps(&self) -> bool {
        self.y_labels.is_empty()
    }

    /// Columns taken up at the left by the labels and the line; 0 where there is no room for them.
    pub(super) fn gutter(&self, plot: &Plot, width: u16) -> u16 {
        let labels = self.ticks(plot);
        let widest = labels.iter().map(|(_, label)| text_cells(label)).max();
        let gutter = widest.unwrap_or(0).saturating_add(1);
        if gutter <= width / 2 { gutter } else { 0 }
    }

    /// Rows taken up at the bottom by labels.
    pub(super) fn footer(&self, height: u16) -> u16 {
        u16::from(!self.x_labels.is_empty() && height >= 3)
    }

    /// Draws the zero line, the value axis and the labels; the pen's area is that of the whole
    /// chart, and `plot` lies in it.
    pub(super) fn draw(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let area = plot.area;
        let glyphs = pen.paint.glyphs;
        let zero_row = plot.zero_row();
        if let Some(row) = zero_row {
            let style = pen.paint.dim;
            pen.rule(area.x, area.y + row, area.width, glyphs.horizontal, style);
        }
        if area.x > 0 {
            let line = area.x - 1;
            for row in 0..area.height {
                pen.put(line, area.y + row, glyphs.vertical, pen.paint.dim);
            }
            let mut taken = vec![false; usize::from(area.height)];
            for (value, label) in self.ticks(plot) {
                let Some(row) = plot.row_of(value) else {
                    continue;
                };
                if std::mem::replace(&mut taken[usize::from(row)], true) {
                    continue;
                }
                let tick = if zero_row == Some(row) { glyphs.origin } else { glyphs.tick };
                pen.put(line, area.y + row, tick, pen.paint.dim);
                pen.text_before(line, area.y + row, line, &label, pen.paint.dim);
            }
        }
        self.draw_x_labels(pen, plot);
    }

    /// Columns from point to point of lines in so many columns: as many as there is room for that
    /// put labels whole columns apart. Half a label stays free at the right.
    pub(super) fn pitch(&self, points: usize, width: u16) -> f64 {
        let spans = points.saturating_sub(1) as f64;
        let labels = self.x_labels;
        let widest = labels.iter().map(|(_, label)| text_cells(label)).max().unwrap_or(0);
        let room = f64::from(width.saturating_sub(1 + widest / 2));
        let apart = match labels {
            [(first, _), (second, _), ..] => second - first,
            _ => spans,
        };
        let closest = |step: usize| {
            let step = step as f64 * apart;
            let columns = (room * step / spans + 1e-9).floor();
            let has_room = columns > f64::from(widest) && step <= spans;
            has_room.then_some(columns / step)
        };
        let pitches = || label_steps().filter_map(closest);
        let whole = room / spans;
        let best = pitches().find(|pitch| *pitch > 0.9 * whole);
        let pitch = best.or_else(|| pitches().max_by(f64::total_cmp)).unwrap_or(whole);
        if pitch.is_finite() { pitch } else { 0.0 }
    }

    /// Draws those labels under points that none of the others touches, at equal distances, and
    /// where they are numbers, such as years, multiples of as many as they leave out.
    fn draw_x_labels(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let row = plot.area.y + plot.area.height;
        let right = pen.width();
        let places: Vec<(u16, &str)> = self
            .x_labels
            .iter()
            .filter_map(|&(place, label)| Some((plot.area.x + plot.column_of_place(place)?, label)))
            .collect();
        let ends = [places.first(), places.last().filter(|_| places.len() > 1)];
        let kept = label_steps()
            .map(|step| every(&places, step))
            .find(|kept| kept.len() < 2 || are_apart(kept) && are_even(kept))
            .filter(|kept| kept.len() > 1);
        let kept = kept.unwrap_or_else(|| {
            let ends: Vec<_> = ends.into_iter().flatten().copied().collect();
            if are_apart(&ends) { ends } else { places.first().copied().into_iter().collect() }
        });
        for (centre, label) in kept {
            let start = centre.saturating_sub(text_cells(label) / 2);
            // A label beside its place would not be at an even distance.
            if start + text_cells(label) <= right {
                pen.text(start, row, right - start, label, pen.paint.dim);
            }
        }
    }

    /// Draws the markers: lines on blank cells alone, and labels that keep out of each other's way.
    /// Bars and lines have no holes: what would cover one stands beside it, or is left out.
    pub(super) fn draw_markers(&self, pen: &mut Pen<'_>, plot: &Plot) {
        let area = plot.area;
        let place = |marker: &Marker| plot.column_of_marker(marker.place);
        let placed: Vec<_> =
            self.markers.iter().filter_map(|marker| Some((marker, place(marker)?))).collect();
        for (marker, column) in &placed {
            let column = area.x + column;
            let marked = plot.zero_row().and_then(|zero| {
                let is_free = |row: &u16| {
                    let symbol = pen.symbol_at(column, area.y + row);
                    symbol == " " || *row == zero && symbol == pen.paint.glyphs.horizontal
                };
                // On a line the mark is the place where it crosses zero.
                if plot.is_of_lines() {
                    return Some(zero);
                }
                let beside = [Some(zero), Some(zero + 1), zero.checked_sub(1)];
                let inside = |row: &u16| *row < area.height;
                beside.into_iter().flatten().filter(inside).find(is_free)
            });
            for row in area.y..area.y + area.height {
                if pen.symbol_at(column, row) == " " {
                    pen.put(column, row, pen.paint.glyphs.broken, marker.style);
                }
            }
            if let Some(row) = marked {
                pen.put(column, area.y + row, pen.paint.glyphs.merged, marker.style);
            }
        }
        let mut taken: Vec<(u16, Range<u16>)> = Vec::new();
        for (marker, column) in placed {
            let spans = label_spans(column, area.width, text_cells(marker.label));
            let is_free = |(row, span): &(u16, &Range<u16>)| {
                let meets = |(other, cells): &(u16, Range<u16>)| {
                    other == row && cells.start <= span.end && span.start <= cells.end
                };
                let cell = |column| pen.symbol_at(area.x + column, area.y + row);
                Some(*row) != plot.zero_row()
                    && !taken.iter().any(meets)
                    && (*span).clone().all(|column| cell(column) == " ")
            };
            let rows = |span| (0..area.height).map(move |row| (row, span));
            if let Some((row, span)) = spans.iter().flat_map(rows).find(is_free) {
                let width = span.end - span.start;
                pen.text(area.x + span.start, area.y + row, width, marker.label, marker.style);
                taken.push((row, span.clone()));
            }
        }
    }
}

/// How many labels to go on by: every second, fifth or tenth reads more easily than every third or
/// seventh.
fn label_steps() -> impl Iterator<Item = usize> {
    (0..4).flat_map(|power| [1, 2, 5].map(|step| step * 10_usize.pow(power)))
}

/// Every so many of the labels, from the first that is a multiple of as many, if there is one.
fn every<'a>(places: &[(u16, &'a str)], step: usize) -> Vec<(u16, &'a str)> {
    let is_round = |(_, label): &(u16, &str)| {
        let number = label.parse::<i64>();
        number.is_ok_and(|number| i64::try_from(step).is_ok_and(|step| number % step == 0))
    };
    let first = places.iter().take(step).position(is_round).unwrap_or(0);
    places.iter().skip(first).step_by(step).copied().collect()
}

/// Whether a column stays free between labels centred under their places.
fn are_apart(labels: &[(u16, &str)]) -> bool {
    labels.windows(2).all(|pair| {
        let [(one, text), (other, next)] = [pair[0], pair[1]];
        let (width, before) = (text_cells(text), text_cells(next) / 2);
        one.saturating_sub(width / 2) + width < other.saturating_sub(before)
    })
}

fn are_even(labels: &[(u16, &str)]) -> bool {
    let mut gaps = labels.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0));
    let first = gaps.next();
    gaps.all(|gap| Some(gap) == first)
}

/// Right of the marker's column and left of it, where there is room; cut where neither has any.
fn label_spans(column: u16, plot_width: u16, width: u16) -> Vec<Range<u16>> {
    let right = column + 1;
    let mut spans = Vec::new();
    if width == 0 {
        return spans;
    }
    if right + width <= plot_width {
        spans.push(right..right + width);
    }
    if width <= column {
        spans.push(column - width..column);
    }
    if spans.is_empty() {
        let is_right = plot_width - right.min(plot_width) >= column;
        spans.push(if is_right { right..plot_width } else { 0..column });
        spans.retain(|span| !span.is_empty());
    }
    spans
}
