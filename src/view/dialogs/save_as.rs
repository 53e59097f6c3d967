//! A name or a path to save under: where it leads, what is wrong with it, what continues it.
//!
//! ```text
//! ┌─ Save as ────────────────────────────────────────────────────────┐
//! │ name or path  slow                                               │
//! │                                                                  │
//! │ ~/.config/payback/presets/slow.ron                               │
//! │                                                                  │
//! │ slow-power                                                       │
//! └─ Enter save  Esc cancel ─────────────────────────────────────────┘
//! ```

use super::popup::{Popup, input};
use crate::session::{Context, SaveAs, SaveLocation};
use crate::view::canvas::{Canvas, below, row};
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::layout::Rect;

/// Most continuations that are shown.
const MOST: usize = 6;

pub(super) fn draw(canvas: &mut Canvas, entry: &SaveAs, area: Rect) {
    let theme = &canvas.look.theme;
    let popup = Popup::new(Context::Place, "Save as", 68);
    let width = popup.inside(area);
    let (words, style) = match (&entry.error, &entry.place) {
        (Some(error), _) => (error.as_str(), theme.error),
        (None, Some(Err(why))) => (why.as_str(), theme.dim),
        (None, Some(Ok(SaveLocation { path, .. }))) => (path.as_str(), theme.dim),
        (None, None) => ("", theme.dim),
    };
    let mut words = wrap(&harmless(words), width);
    if let (None, Some(Ok(SaveLocation { is_taken: true, .. }))) = (&entry.error, &entry.place) {
        words.push("already exists: you will be asked before it is overwritten".to_owned());
    }
    let found: Vec<String> =
        entry.found.iter().take(MOST).map(|path| end_of(path, width)).collect();
    let more = entry.found.len().saturating_sub(MOST);
    let rows = words.len().max(1) + found.len() + usize::from(more > 0) + 3;
    let place = popup.with_rows(rows, area).draw(canvas, area);
    input(canvas, "name or path ", &entry.field, None, place);
    let taken = canvas.lines(below(place, 2), &words, style);
    let rest = below(place, 2 + taken.max(1));
    let shown = canvas.lines(rest, &found, theme.text);
    if more > 0 {
        canvas.text(row(rest, shown), format!("and {more} more"), theme.dim);
    }
}

/// A path that is cut at its beginning: files of one folder differ at their ends.
fn end_of(path: &str, width: usize) -> String {
    let path = harmless(path);
    if columns(&path) <= width {
        return path.into_owned();
    }
    let ends = path.char_indices().map(|(at, _)| &path[at..]);
    let end = ends.skip(1).find(|end| columns(end) < width).unwrap_or_default();
    format!("…{end}")
}
