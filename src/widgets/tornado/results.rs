//! The results at the ends of a tornado's bars.

use super::{Layout, Tornado, TornadoRow, first_word, halves};
use crate::widgets::pen::{Pen, text_cells};

impl Tornado<'_> {
    /// The lower result ends left of all bars, the higher one begins right of them.
    pub(super) fn draw_results(
        &self,
        pen: &mut Pen<'_>,
        layout: &Layout,
        line: u16,
        row: &TornadoRow<'_>,
    ) {
        let mut results: Vec<(f64, usize, &str)> =
            [(row.low, 1, row.low_text), (row.high, 0, row.high_text)]
                .into_iter()
                .filter_map(|(value, body, text)| Some((value? - self.centre, body, text)))
                .collect();
        results.sort_by(|a, b| a.0.total_cmp(&b.0));
        let reach = |left: bool| {
            let side = results.iter().filter(|(value, ..)| (*value > 0.0) != left);
            side.map(|(value, body, _)| halves(&layout.signed, *value, *body).div_ceil(2))
                .max()
                .unwrap_or(0)
        };
        let centre = layout.bars_from + layout.signed.below;
        let left_end = centre.saturating_sub(reach(true)).saturating_sub(1);
        let right_start = centre + reach(false) + 2;
        let style = self.paint.text;
        let left = |pen: &mut Pen<'_>, text| {
            pen.text_before(left_end, line, layout.value, text, style);
        };
        let right = |pen: &mut Pen<'_>, text| {
            pen.text(right_start, line, layout.value, text, style);
        };
        match results[..] {
            [(.., lower), (.., higher)] => {
                left(pen, lower);
                right(pen, higher);
            }
            [(value, _, text)] => {
                if value > 0.0 {
                    right(pen, text);
                } else {
                    left(pen, text);
                }
                let absent = if row.low.is_none() { row.low_text } else { row.high_text };
                self.draw_absent(pen, (centre, line), absent, value > 0.0);
            }
            _ => {}
        }
    }

    /// Says on the free side of the centre line that an end has no result.
    fn draw_absent(
        &self,
        pen: &mut Pen<'_>,
        (centre, line): (u16, u16),
        text: &str,
        at_left: bool,
    ) {
        let style = self.paint.dim;
        if at_left {
            let end = centre.saturating_sub(1);
            let room = (1..=text_cells(text)).take_while(|back| {
                end.checked_sub(*back).is_some_and(|column| pen.symbol_at(column, line) == " ")
            });
            let fits = room.count() == usize::from(text_cells(text));
            let text = if fits { text } else { first_word(text) };
            pen.text_before(end, line, u16::MAX, text, style);
        } else {
            let room = pen.width().saturating_sub(centre + 2);
            let text = if text_cells(text) <= room { text } else { first_word(text) };
            pen.text(centre + 2, line, u16::MAX, text, style);
        }
    }
}
