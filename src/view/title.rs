//! The title of a screen: which figure of which scenario it speaks of.

use super::Canvas;
use super::format;
use super::line::{piece, put_both};
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Draws `what: FIGURE of ● base, 11.3 y`, and a note at the right where it fits.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, what: &str, note: &str) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let value = format::metric(outcome, session.metric, session.horizon_year());
    let left = [
        piece(what, theme.title),
        piece("  ", theme.text),
        piece(session.metric.spec().label, theme.text),
        piece(
            format!(" of {} {}  ", look.mark(session.scenario), session.scenario.id()),
            theme.text,
        ),
        piece(value, theme.accent),
    ];
    // The figure comes before what is said of the screen.
    let taken: usize = left.iter().map(|(text, _)| columns(text)).sum();
    let fits = taken + 1 + columns(note) <= usize::from(area.width);
    let note = if fits { note } else { "" };
    put_both(canvas.buffer, area, &left, &[piece(note, theme.dim)]);
}
