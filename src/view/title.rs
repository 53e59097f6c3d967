//! The title of a screen: which figure of which scenario it speaks of.

use super::canvas::{Canvas, cut, piece, width};
use super::format;
use super::regions::ClickTarget;
use crate::model::{Metric, Unit};
use crate::session::Command;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Draws `what  FIGURE of ● base  11.3 y`, and a note at the right where it fits.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, what: &str, note: &str) {
    let session = canvas.session;
    let value = canvas.metric(session.scenario, session.metric);
    draw_figure(canvas, area, what, (session.metric.spec().label, value), note);
}

/// The same of a figure by another name.
pub(super) fn draw_figure(
    canvas: &mut Canvas,
    area: Rect,
    what: &str,
    (label, value): (&str, String),
    note: &str,
) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    let left = [
        piece(what, theme.title),
        piece("  ", theme.text),
        piece(label, theme.text),
        piece(" of ", theme.text),
        piece(look.name(session.scenario), theme.scenario(session.scenario)),
        piece("  ", theme.text),
        piece(value, theme.accent),
        piece(owed(canvas), theme.text),
    ];
    // The figure comes before what is said of the screen.
    let fits = width(&left) + 1 + columns(note) <= usize::from(area.width);
    canvas.both(area, &left, &[piece(if fits { note } else { "" }, theme.dim)]);
    let (from, length) = (width(&left[..2]), columns(label));
    let [from, length] = [from, length].map(|cells| u16::try_from(cells).unwrap_or(u16::MAX));
    canvas.on_click(cut(area, from, length), ClickTarget::Command(Command::PickMetric));
}

/// What is still owed when equity is paid back, behind that figure: `, $20.1 bn still owed`.
fn owed(canvas: &Canvas) -> String {
    let session = canvas.session;
    let owed = canvas.outcome(session.scenario).owed_at_equity_payback;
    match owed.filter(|_| session.metric == Metric::EquityPaybackYears) {
        Some(owed) => {
            format!(", {} still owed", format::figure(canvas.shown(Unit::Billions), owed))
        }
        None => String::new(),
    }
}
