//! Waterfall bars: how steps add up from one total to another.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    paint::Paint,
    pen::{Pen, text_cells},
    scale::{cells, extent, rounded, share},
};

/// Columns that bars keep where labels would take more than their share of the width.
const LEAST_BARS: u16 = 16;

/// Rows of bars, each step floating where the one before it ended.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waterfall<'a> {
    /// The rows, from the top: usually a total, changes, and a total.
    pub steps: &'a [WaterfallStep<'a>],
    /// The lowest and the highest value; `None` takes them from the steps. Zero always belongs to
    /// it.
    pub scale: Option<(f64, f64)>,
    /// The chosen row.
    pub selected: Option<usize>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// One row of a [`Waterfall`].
#[derive(Debug, Clone, Default)]
pub struct WaterfallStep<'a> {
    /// What the row is about.
    pub label: Cow<'a, str>,
    /// The total, or the change.
    pub value: f64,
    /// Whether `value` is a total, drawn from zero, rather than a change.
    pub total: bool,
    /// The value in words, at the right.
    pub text: Cow<'a, str>,
    /// The style of its bar.
    pub style: Style,
}

impl Waterfall<'_> {
    /// The values between which each row's bar lies, in the order of its direction.
    fn spans(&self) -> Vec<(f64, f64)> {
        let mut level = 0.0;
        self.steps
            .iter()
            .map(|step| {
                let from = if step.total { 0.0 } else { level };
                let change = if step.value.is_finite() { step.value } else { 0.0 };
                // Kept finite, so that a later step still has a place.
                level = (from + change).clamp(f64::MIN, f64::MAX);
                (from, level)
            })
            .collect()
    }

    fn draw_bar(
        &self,
        pen: &mut Pen<'_>,
        line: u16,
        step: &WaterfallStep<'_>,
        (from, to): (u16, u16),
    ) {
        let (first, last) = (from.min(to), from.max(to));
        let rises = step.value > 0.0;
        let style = step.style;
        let body = match (step.total, rises) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        // At the right edge a bar too short for a cell takes the last one.
        let first = first.min(pen.width().saturating_sub(1));
        let last = last.max(first + 1);
        let body =
            if step.value == 0.0 { self.paint.glyphs.none } else { self.paint.glyphs.bodies[body] };
        pen.rule(first, line, last - first, body, style);
        if step.total || step.value == 0.0 {
            return;
        }
        if rises {
            pen.put(last - 1, line, self.paint.glyphs.off_right, style);
        } else {
            pen.put(first, line, self.paint.glyphs.off_left, style);
        }
    }
}

impl Widget for Waterfall<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let width = pen.width();
        let mark = if self.selected.is_some() { 2 } else { 0 };
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(text_cells).max();
        let labels = widest(&mut self.steps.iter().map(|step| &*step.label)).unwrap_or(0);
        let values = widest(&mut self.steps.iter().map(|step| &*step.text)).unwrap_or(0);
        let values = values.min(width * 2 / 5);
        let room = width.saturating_sub(mark + values + 2 + LEAST_BARS);
        let labels = labels.min(room.max(width * 2 / 5));
        let bars_from = mark + labels + 1;
        let bars = width.saturating_sub(bars_from + values + 1);

        let spans = self.spans();
        let ends = spans.iter().flat_map(|&(from, to)| [from, to]);
        let given = self.scale.map(|(low, high)| [low, high, 0.0]);
        let (low, high) = match given {
            Some(given) => extent(given),
            None => extent(ends.chain([0.0])),
        }
        .unwrap_or((0.0, 0.0));
        let cell = |value: f64| rounded(share(value, low, high) * f64::from(bars), bars);

        for ((index, step), &(from, to)) in self.steps.iter().enumerate().zip(&spans) {
            let line = cells(index);
            let label = if self.selected == Some(index) {
                pen.put(0, line, self.paint.glyphs.selected, self.paint.selected);
                self.paint.text.patch(self.paint.selected)
            } else {
                self.paint.text
            };
            pen.text(mark, line, labels, &step.label, label);
            pen.text_before(width, line, values, &step.text, self.paint.text);
            let mut zone = pen.part(Rect::new(bars_from, line, bars, 1));
            if low < 0.0 && high > 0.0 {
                zone.put(cell(0.0), 0, self.paint.glyphs.vertical, self.paint.dim);
            }
            self.draw_bar(&mut zone, 0, step, (cell(from), cell(to)));
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::widgets::picture::picture;

    fn step<'a>(label: &'a str, value: f64, total: bool, text: &'a str) -> WaterfallStep<'a> {
        WaterfallStep { label: label.into(), value, total, text: text.into(), ..Default::default() }
    }

    fn steps() -> [WaterfallStep<'static>; 7] {
        [
            step("Base NPV", -2.0, true, "−2.0"),
            step("Utilization", 8.9, false, "+8.9"),
            step("Ref. margin", 3.1, false, "+3.1"),
            step("Power delay", -1.4, false, "−1.4"),
            step("Attach rate", 0.0, false, "0.0"),
            step("Rounding", 0.01, false, "+0.0"),
            step("Bull NPV", 8.61, true, "8.6"),
        ]
    }

    #[test]
    fn steps_lead_from_total_to_total() {
        let steps = steps();
        let waterfall = Waterfall { steps: &steps, selected: Some(1), ..Waterfall::default() };
        assert_snapshot!(picture(waterfall, 60, 7), @r"
        |  Base NPV    ███████│                                  −2.0|
        |▸ Utilization ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▸            +8.9|
        |  Ref. margin        │                      ▒▒▒▒▒▒▒▒▒▒▸ +3.1|
        |  Power delay        │                            ◂░░░░ −1.4|
        |  Attach rate        │                            ·      0.0|
        |  Rounding           │                            ▸     +0.0|
        |  Bull NPV           █████████████████████████████       8.6|
        ");
    }
}
