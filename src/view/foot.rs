//! The foot: what was just said or where the chosen value comes from, and the keys.

use crate::analysis::Measure;
use crate::model::Metric;
use crate::session::{BINDINGS, Context, Message, Screen, Session};
use crate::view::line::{Piece, piece, put_left, row};
use crate::view::look::Look;
use crate::view::words::{sentence, source_note};
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

/// Most lines that a message takes; the longest that the program makes itself needs no more.
const MOST_LINES: usize = 4;

/// Draws the foot.
pub(super) fn draw(session: &Session, look: &Look, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    match &session.message {
        Some(message) => {
            let (words, error) = sentence(message);
            let style = if error { theme.error } else { theme.text };
            // A change is seen where it was made; what to do about an error is said at its end.
            let whole = matches!(message, Message::Error(_) | Message::Note(_));
            if whole && session.dialog.is_none() {
                say(buffer, row(area, 0), &words, style);
            } else {
                put_left(buffer, row(area, 0), &[piece(words, style)]);
            }
        }
        None => put_left(buffer, row(area, 0), &[piece(standing(session), theme.dim)]),
    }
    // A dialog shows its keys itself.
    if session.dialog.is_none() {
        put_left(buffer, row(area, 1), &hints(session.context(), look, area.width));
    }
}

/// Says something on a row, and on those above it as far as there is no room on one: over what is
/// drawn there, for as long as it stands.
fn say(buffer: &mut Buffer, last: Rect, words: &str, style: Style) {
    let mut lines = wrap(&harmless(words), usize::from(last.width));
    if let Some(rest) = lines.get(MOST_LINES - 1..).filter(|rest| rest.len() > 1) {
        let rest = rest.join(" ");
        lines.truncate(MOST_LINES - 1);
        lines.push(rest);
    }
    for (line, above) in lines.into_iter().rev().zip(0..=last.y) {
        let row = Rect { y: last.y - above, ..last };
        Clear.render(row, buffer);
        put_left(buffer, row, &[piece(line, style)]);
    }
}

/// What stands there while nothing is to be said: where the chosen value comes from, on other
/// screens what the figure is that they speak of.
fn standing(session: &Session) -> String {
    if session.screen == Screen::Explore {
        return source_note(session, session.row, session.scenario).unwrap_or_default();
    }
    let claim = session.preset.claims.get(session.claim);
    match claim.filter(|_| session.screen == Screen::Claims).map(|claim| claim.measure) {
        Some(Measure::Driver(driver)) => {
            format!("{}: {}", driver.spec().label, driver.spec().meaning)
        }
        Some(Measure::Metric(metric)) => meaning(metric),
        None => meaning(session.metric),
    }
}

fn meaning(metric: Metric) -> String {
    format!("{}: {}", metric.spec().label, metric.spec().meaning)
}

/// The hint bar: every binding with a hint that there is room for; `help` always has room.
fn hints(context: Context, look: &Look, width: u16) -> Vec<Piece> {
    let hinted: Vec<_> = BINDINGS
        .iter()
        .filter(|binding| context.lookups().any(|acting| acting == binding.context))
        .filter(|binding| !binding.hint.is_empty())
        .map(|binding| (binding.shown(), binding.hint))
        .collect();
    let length = |(keys, word): &(String, &str)| columns(keys) + 1 + word.len();
    let last = hinted.last().map_or(0, length);
    let mut pieces = Vec::new();
    let mut used = 0;
    for (index, hint) in hinted.iter().enumerate() {
        let gap = if index > 0 { 2 } else { 0 };
        let reserved = if index + 1 < hinted.len() { last + 2 } else { 0 };
        if used + gap + length(hint) + reserved > usize::from(width) {
            continue;
        }
        used += gap + length(hint);
        pieces.push(piece(" ".repeat(gap), look.theme.dim));
        pieces.push(piece(hint.0.clone(), look.theme.key));
        pieces.push(piece(format!(" {}", hint.1), look.theme.dim));
    }
    pieces
}
