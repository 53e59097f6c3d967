//! What every chart has: its title and source, and axes with round values.

use super::svg::{Anchor, Area, Svg, TEXT, TITLE, TextLook, columns_in, width_of};
use crate::preset::ShownUnit;
use crate::view::format;
use crate::view::scales::round_values;
use crate::widgets::nice_ticks;
use crate::widgets::text::truncate;

const MARGIN: f64 = 16.0;

/// Space between round values, at the least.
const APART: f64 = 46.0;

/// A straight axis: its values' ends and where these lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub(super) values: (f64, f64),
    pub(super) places: (f64, f64),
}

impl Scale {
    pub(super) fn place(self, value: f64) -> f64 {
        let ((from, to), (start, end)) = (self.values, self.places);
        if to <= from {
            return f64::midpoint(start, end);
        }
        start + (value - from) / (to - from) * (end - start)
    }

    /// The same, held to the axis.
    pub(super) fn held(self, value: f64) -> f64 {
        self.place(value.clamp(self.values.0, self.values.1))
    }

    fn stretches(self) -> usize {
        let length = (self.places.1 - self.places.0).abs();
        (1..=12).rev().find(|count| *count as f64 * APART <= length).unwrap_or(1)
    }
}

/// Writes the title, what is drawn and the source; gives the room that is left between.
pub(super) fn framed(drawing: &mut Svg, title: &str, of: &str, source: &str) -> Area {
    drawing.name(title);
    let (ink, dim) = (drawing.hues.ink.clone(), drawing.hues.dim.clone());
    let (width, height) = (drawing.width, drawing.height);
    let room = |size| columns_in(width - 2.0 * MARGIN, size);
    let look = TextLook { size: TITLE, fill: &ink, anchor: Anchor::Start, is_bold: true };
    drawing.text((MARGIN, MARGIN + TITLE), &truncate(title, room(TITLE), "…"), look);
    let of = truncate(of, room(TEXT), "…");
    drawing.words((MARGIN, MARGIN + TITLE + 1.5 * TEXT), &of, Anchor::Start, &dim);
    let small = TextLook { size: 11.0, fill: &dim, anchor: Anchor::Start, is_bold: false };
    drawing.text((MARGIN, height - 10.0), &truncate(source, room(11.0), "…"), small);
    let top = MARGIN + TITLE + 2.4 * TEXT;
    Area {
        left: MARGIN,
        top,
        width: (width - 2.0 * MARGIN).max(1.0),
        height: (height - top - 32.0).max(1.0),
    }
}

/// The least scale that ends in round values and holds all of these.
pub(super) fn round_scale(values: impl IntoIterator<Item = f64>, places: (f64, f64)) -> Scale {
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for value in values.into_iter().filter(|value| value.is_finite()) {
        (low, high) = (low.min(value), high.max(value));
    }
    if high <= low {
        high = low + 1.0;
    }
    let rough = Scale { values: (low, high), places };
    let ticks = nice_ticks(low, high, rough.stretches());
    let step = match ticks[..] {
        [first, second, ..] => second - first,
        _ => high - low,
    };
    // A rounding error is no tick more.
    let (low, high) = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
    Scale { values: (low, high.max(low + step)), places }
}

/// The round values of an axis with their labels.
pub(super) fn ticks(scale: Scale, unit: ShownUnit) -> Vec<(f64, String)> {
    let values = round_values(unit.unit, scale.values, scale.stretches());
    values.into_iter().map(|value| (value, format::on_axis(unit.unit, value, 3))).collect()
}

/// Years, as far apart as their labels need.
pub(super) fn years(drawing: &mut Svg, plot: Area, scale: Scale) {
    let dim = drawing.hues.dim.clone();
    let (first, last) = scale.values;
    let step = [1.0, 2.0, 5.0, 10.0, 20.0]
        .into_iter()
        .find(|step| (last - first) / step * APART <= plot.width);
    let step = step.unwrap_or(50.0);
    let mut year = (first / step).ceil() * step;
    while year <= last + 1e-9 {
        let x = scale.place(year);
        drawing.words((x, plot.bottom() + 1.4 * TEXT), &format!("{year:.0}"), Anchor::Middle, &dim);
        year += step;
    }
}

/// A value axis at the left of a plot: rules across it, labels, a stronger rule at zero.
pub(super) fn upright(drawing: &mut Svg, plot: Area, scale: Scale, unit: ShownUnit) {
    let (rule, dim) = (drawing.hues.rule.clone(), drawing.hues.dim.clone());
    for (value, label) in ticks(scale, unit) {
        let y = scale.place(value);
        let stroke = if value == 0.0 { (&*dim, 1.2) } else { (&*rule, 1.0) };
        drawing.line(&[Some((plot.left, y)), Some((plot.right(), y))], stroke, "");
        drawing.words((plot.left - 6.0, y + 0.35 * TEXT), &label, Anchor::End, &dim);
    }
}

/// A value axis below a plot.
pub(super) fn across(drawing: &mut Svg, plot: Area, scale: Scale, unit: ShownUnit) {
    let (rule, dim) = (drawing.hues.rule.clone(), drawing.hues.dim.clone());
    for (value, label) in ticks(scale, unit) {
        let x = scale.place(value);
        drawing.line(&[Some((x, plot.top)), Some((x, plot.bottom()))], (&rule, 1.0), "");
        drawing.words((x, plot.bottom() + 1.4 * TEXT), &label, Anchor::Middle, &dim);
    }
}

/// What the axis below a plot counts.
pub(super) fn caption(drawing: &mut Svg, plot: Area, words: &str) {
    let dim = drawing.hues.dim.clone();
    let place = (plot.left + plot.width / 2.0, plot.bottom() + 2.8 * TEXT);
    drawing.words(place, words, Anchor::Middle, &dim);
}

/// The widest of some labels.
pub(super) fn widest<'a>(labels: impl IntoIterator<Item = &'a str>) -> f64 {
    labels.into_iter().map(|label| width_of(label, TEXT)).fold(0.0, f64::max)
}
