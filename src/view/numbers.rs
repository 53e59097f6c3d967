//! The Numbers screen: every number of the programme as a slider, with unit, range, source and age.
//!
//! ```text
//! Numbers  FIGURE of ● base  11.3 y                shared by all scenarios
//!   Weight               25 %   50 %   25 % ───▼───────●──────
//! ▸ Tax rate                            25 % ─────────●───────
//!   …
//!   payback if moved here      6.2–13.3 y ▁▁▂▂▃▃▅▅▆▆▇▇
//!                                         0 %          60 %
//! what it is                                      valid 0 to …
//! where it comes from                            as of 29 Oct 2025
//! ```

use super::canvas::{Canvas, below, foot, piece, row};
use super::weighted::weighted_figures;
use super::words::{source_words, valid_words};
use super::{format, slider, title};
use crate::model::Input;
use crate::session::Row;
use crate::widgets::list::first_holding;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::layout::Rect;

/// Rows at the foot: the response strip, its ends, meaning and source.
const DETAIL: u16 = 6;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let weighted = weighted_figures(session, usize::from(area.width) / 2);
    let note = if session.row.input() == Some(Input::Weight) {
        &weighted
    } else {
        "shared by all scenarios"
    };
    title::draw(canvas, row(area, 0), "Numbers", note);
    let (list, detail) = foot(below(area, 1), DETAIL);
    let rows = session.shown_rows(Row::numbers(session.preset.inputs.programme.sites.len()));
    let place = |row: Row| rows.iter().position(|number| *number == row);
    let first = first_holding(place(session.anchor()), place(session.row), rows.len(), list.height);
    for (line, number) in (0..list.height).zip(&rows[first.min(rows.len())..]) {
        slider::draw(canvas, *number, row(list, line));
    }
    draw_detail(canvas, detail);
}

/// The chosen number: what it does to the figure, what it is, where it comes from.
fn draw_detail(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let Some(input) = session.row.input() else { return };
    slider::draw_strip(canvas, row(area, 1));
    slider::draw_ends(canvas, row(area, 2));
    let site = match input {
        Input::Site(site, _) => format!("{}: ", session.preset.inputs.programme.sites[site].name),
        Input::Driver(_) | Input::Weight | Input::Programme(_) | Input::Indicator(_) => {
            String::new()
        }
    };
    let meaning = piece(format!("{site}{}", input.spec().meaning), theme.text);
    let valid = valid_words(canvas.money(), input.spec(), format::short_setting);
    canvas.both(row(area, 3), &[meaning], &[piece(valid, theme.dim)]);
    let (note, age) = source_words(session, session.row, session.scenario)
        .unwrap_or_else(|| ("no source given".to_owned(), String::new()));
    // Its age has a place of its own: a long note would push it off the screen.
    let room = usize::from(area.width).saturating_sub(columns(&age) + 2);
    let mut lines = wrap(&harmless(&note), room).into_iter();
    let first = piece(lines.next().unwrap_or_default(), theme.dim);
    canvas.both(row(area, 4), &[first], &[piece(age, theme.change)]);
    canvas.text(row(area, 5), lines.collect::<Vec<_>>().join(" "), theme.dim);
}
