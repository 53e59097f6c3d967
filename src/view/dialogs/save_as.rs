//! A name or a path to save under: where it leads, what is wrong with it, what continues it.

use super::{below, input, popup};
use crate::session::{Context, Place, SaveAs};
use crate::view::line::{piece, put_left, row};
use crate::view::look::Look;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Most continuations that are shown.
const MOST: usize = 6;

/// Draws the dialog.
pub(super) fn draw(look: &Look, entry: &SaveAs, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let mut popup = popup(look, Context::Place, "Save as", &[], 68);
    let width = usize::from(popup.dialog().area(area).width.saturating_sub(4));
    let (words, style) = match (&entry.error, &entry.place) {
        (Some(error), _) => (error.clone(), theme.error),
        (None, Some(Err(why))) => (why.clone(), theme.dim),
        (None, Some(Ok(Place { path, .. }))) => (path.clone(), theme.dim),
        (None, None) => (String::new(), theme.dim),
    };
    let mut words = wrap(&harmless(&words), width);
    if let (None, Some(Ok(Place { is_taken: true, .. }))) = (&entry.error, &entry.place) {
        words.push("is there already: you are asked before it is replaced".to_owned());
    }
    let found: Vec<&String> = entry.found.iter().take(MOST).collect();
    let lines = words.len().max(1) + found.len() + usize::from(entry.found.len() > MOST);
    popup.height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(5).min(area.height);
    let place = popup.render(area, buffer);
    input(look, "name or path ", &entry.field, None, place, buffer);
    let mut line = 2;
    for words in words {
        put_left(buffer, row(place, line), &[piece(words, style)]);
        line += 1;
    }
    let rest = below(place, line.max(3));
    for (index, path) in (0..).zip(&found) {
        put_left(buffer, row(rest, index), &[piece(end_of(path, width), theme.text)]);
    }
    if entry.found.len() > MOST {
        let more = format!("and {} more", entry.found.len() - MOST);
        let last = u16::try_from(MOST).unwrap_or(u16::MAX);
        put_left(buffer, row(rest, last), &[piece(more, theme.dim)]);
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
