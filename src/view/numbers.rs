//! The Numbers screen: every number of the programme as a slider, with unit, range, source and age.

use super::Canvas;
use super::explore::{draw_slider, draw_strip_and_ends};
use super::format;
use super::line::{cut, piece, put_both, put_left, row};
use super::words::source_note;
use crate::session::Row;
use crate::widgets::list::first_visible;
use ratatui::layout::Rect;

/// Rows at the foot: the response strip, its ends, meaning and source.
const DETAIL: u16 = 5;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    super::title::draw(canvas, row(area, 0), "Numbers", "shared by all scenarios");
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(DETAIL + 1), ..area };
    let rows = Row::numbers(session.preset.inputs.programme.sites.len());
    let chosen = rows.iter().position(|number| *number == session.row);
    let first = first_visible(chosen, rows.len(), list.height);
    for (line, number) in (0..list.height).zip(&rows[first.min(rows.len())..]) {
        draw_slider(canvas, *number, row(list, line));
    }
    let below =
        Rect { y: list.bottom(), height: area.bottom().saturating_sub(list.bottom()), ..area };
    draw_detail(canvas, below);
}

/// The chosen number: what it does to the figure, what it is, where it comes from.
fn draw_detail(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let Some(input) = session.row.input() else { return };
    draw_strip_and_ends(canvas, row(area, 1), row(area, 2));
    let spec = input.spec();
    let valid = if spec.valid.max.is_finite() {
        let low = format::short_setting(spec.unit, spec.valid.min);
        format!("valid {low} to {}", format::short_setting(spec.unit, spec.valid.max))
    } else {
        format!("valid {}", spec.valid)
    };
    put_both(
        canvas.buffer,
        row(area, 3),
        &[piece(spec.meaning, theme.text)],
        &[piece(valid, theme.dim)],
    );
    let note = source_note(session, session.row, session.scenario)
        .unwrap_or_else(|| "no source is given for it".to_owned());
    put_left(canvas.buffer, cut(row(area, 4), 0, area.width), &[piece(note, theme.dim)]);
}
