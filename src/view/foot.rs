//! The foot: what was just said or where the chosen value comes from, and the keys.

use crate::analysis::Measure;
use crate::model::Metric;
use crate::session::{BINDINGS, Context, Screen, Session};
use crate::view::line::{Piece, piece, put_left, row};
use crate::view::look::Look;
use crate::view::words::{sentence, source_note};
use crate::widgets::text::columns;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the foot.
pub(super) fn draw(session: &Session, look: &Look, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let said = match &session.message {
        Some(message) => {
            let (words, error) = sentence(message);
            piece(words, if error { theme.error } else { theme.text })
        }
        None => piece(standing(session), theme.dim),
    };
    put_left(buffer, row(area, 0), &[said]);
    // A dialog shows its keys itself.
    if session.dialog.is_none() {
        put_left(buffer, row(area, 1), &hints(session.context(), look, area.width));
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
