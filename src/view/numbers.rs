//! The Numbers screen: every number of the programme as a slider, with unit, range, source and age.

use super::Canvas;
use super::explore::{draw_slider, draw_strip_and_ends, weighted_figures};
use super::format;
use super::line::{piece, put_both, put_left, row};
use super::words::{source_age, source_words};
use crate::model::Input;
use crate::session::Row;
use crate::widgets::list::first_holding;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::layout::Rect;

/// Rows at the foot: the response strip, its ends, meaning and source.
const DETAIL: u16 = 6;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let weighted = weighted_figures(session, usize::from(area.width) / 2);
    let note = if session.row == Row::Weight { &weighted } else { "shared by all scenarios" };
    super::title::draw(canvas, row(area, 0), "Numbers", note);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(DETAIL + 1), ..area };
    let rows = Row::numbers(session.preset.inputs.programme.sites.len());
    let place = |row: Row| rows.iter().position(|number| *number == row);
    let first = first_holding(place(session.anchor()), place(session.row), rows.len(), list.height);
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
    let site = match input {
        Input::Site(site, _) => format!("{}: ", session.preset.inputs.programme.sites[site].name),
        _ => String::new(),
    };
    put_both(
        canvas.buffer,
        row(area, 3),
        &[piece(format!("{site}{}", spec.meaning), theme.text)],
        &[piece(valid, theme.dim)],
    );
    let note = source_words(session, session.row, session.scenario)
        .unwrap_or_else(|| "no source is given for it".to_owned());
    let age = source_age(session, session.row, session.scenario).unwrap_or_default();
    // Its age has a place of its own: a long note would push it off the screen.
    let place = row(area, 4);
    let lines = wrap(&harmless(&note), usize::from(area.width).saturating_sub(columns(&age) + 2));
    put_both(
        canvas.buffer,
        place,
        &[piece(lines.first().cloned().unwrap_or_default(), theme.dim)],
        &[piece(age, theme.change)],
    );
    let rest = lines.get(1..).unwrap_or_default().join(" ");
    put_left(canvas.buffer, row(area, 5), &[piece(rest, theme.dim)]);
}
