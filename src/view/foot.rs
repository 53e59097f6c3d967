//! The foot: what was just said or where the chosen value comes from, and the keys.

use super::canvas::{Canvas, Piece, piece, row};
use super::hints::hints;
use super::look::Look;
use super::words::{sentence, source_note};
use crate::session::{Context, Message, Screen, Session};
use crate::widgets::text::{harmless, wrap};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

/// Most lines that a message takes; the longest that the program makes itself needs no more.
const MOST_LINES: usize = 4;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    match &session.message {
        Some(message) => {
            let (words, error) = sentence(message);
            let style = if error { theme.error } else { theme.text };
            // A change is seen where it was made; what to do about an error is said at its end.
            let whole = matches!(message, Message::Error(_) | Message::Note(_));
            if whole && session.dialog.is_none() {
                say(canvas, row(area, 0), &words, style);
            } else {
                canvas.text(row(area, 0), words, style);
            }
        }
        None => {
            canvas.text(row(area, 0), standing(session), theme.dim);
        }
    }
    // A dialog shows its keys itself.
    if session.dialog.is_none() {
        canvas.left(row(area, 1), &hint_pieces(session.context(), look, area.width));
    }
}

/// Says something on a row, and on those above it as far as there is no room on one: over what is
/// drawn there, for as long as it stands.
fn say(canvas: &mut Canvas, last: Rect, words: &str, style: Style) {
    let mut lines = wrap(&harmless(words), usize::from(last.width));
    if let Some(rest) = lines.get(MOST_LINES - 1..).filter(|rest| rest.len() > 1) {
        let rest = rest.join(" ");
        lines.truncate(MOST_LINES - 1);
        lines.push(rest);
    }
    for (line, above) in lines.into_iter().rev().zip(0..=last.y) {
        let row = Rect { y: last.y - above, ..last };
        canvas.render(Clear, row);
        canvas.text(row, line, style);
    }
}

/// What stands there while nothing is to be said: where the chosen value comes from, on other
/// screens what the figure is that they speak of.
fn standing(session: &Session) -> String {
    if session.screen == Screen::Explore {
        return source_note(session, session.row, session.scenario).unwrap_or_default();
    }
    let claim = session.preset.claims.get(session.screens.claims.selected);
    let claim = claim.filter(|_| session.screen == Screen::Claims);
    let (label, meaning) = match claim.map(|claim| claim.measure) {
        Some(measure) => (measure.label(), measure.meaning()),
        None => (session.metric.spec().label.into(), session.metric.spec().meaning),
    };
    format!("{label}: {meaning}")
}

/// The hint bar.
fn hint_pieces(context: Context, look: &Look, width: u16) -> Vec<Piece> {
    let bindings = context.lookups().flat_map(Context::bindings);
    let hints = hints(bindings, |binding| binding.hint, usize::from(width));
    let mut pieces = Vec::new();
    for (index, (keys, word)) in hints.into_iter().enumerate() {
        pieces.push(piece(if index > 0 { "  " } else { "" }, look.theme.dim));
        pieces.push(piece(keys, look.theme.key));
        pieces.push(piece(format!(" {word}"), look.theme.dim));
    }
    pieces
}
