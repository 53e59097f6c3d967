//! The list of presets that can be opened:
//!
//! ```text
//! ┌─ Open a preset ──────────────────────────────────────────────────┐
//! │ find  pri                                                        │
//! │                                                                  │
//! │ ▸ price-war            bundled │ Falling prices of compute       │
//! │                                │ Price erosion        0 % → 15 % │
//! └─ Enter open  Esc close  Tab complete … ──────────────────────────┘
//! ```
//!
//! Where it is too narrow for that, what the chosen one holds stands below the list.

use super::popup::{Popup, draw_rows, input};
use super::preview::draw_preview;
use crate::preset::Origin;
use crate::preset::library::CopyScope;
use crate::session::{Asking, OpenLine, OpenList};
use crate::view::canvas::{Canvas, below, cut, piece, row};
use ratatui::layout::Rect;

/// The dialog's width where there is room for it, and from which on list and preview stand side
/// by side.
const WIDTH: u16 = 108;
const SIDE_BY_SIDE: u16 = 64;

/// Rows that it takes at most, inside its border.
const MOST_ROWS: u16 = 28;

pub(super) fn draw(canvas: &mut Canvas, list: &OpenList, area: Rect) {
    let look = canvas.look;
    let title = match list.asking {
        Some(Asking::Delete) => "Delete a preset",
        Some(Asking::Rename(_)) => "Rename a preset",
        Some(Asking::Duplicate(_) | Asking::Scope(..)) => "Copy a preset",
        None if list.to_compare => "Compare with",
        None => "Open a preset",
    };
    let popup =
        Popup::new(canvas.session.context(), title, WIDTH.min(area.width.saturating_sub(2)));
    let popup = if list.to_compare { popup.to_compare() } else { popup };
    let rows = area.height.saturating_sub(4).clamp(4, MOST_ROWS);
    let place = popup.with_rows(rows.into(), area).draw(canvas, area);
    draw_field(canvas, list, row(place, 0));
    // What was done, or is wrong.
    let (said, is_error) =
        list.said.as_ref().map_or(("", false), |(said, is_error)| (said.as_str(), *is_error));
    let style = if is_error { look.theme.error } else { look.theme.text };
    let taken = canvas.wrapped(below(place, 1), said, style);
    let rest = below(place, 1 + taken.max(1));
    let (listed, preview) = if rest.width >= SIDE_BY_SIDE {
        let width = rest.width * 9 / 20;
        let right = cut(rest, width + 1, rest.width);
        for line in 0..right.height {
            canvas.text(row(right, line), look.glyphs.vertical, look.theme.dim);
        }
        (cut(rest, 0, width), cut(right, 2, right.width))
    } else {
        let height = rest.height / 2;
        (Rect { height, ..rest }, below(rest, height + 1))
    };
    draw_list(canvas, list, listed);
    draw_preview(canvas, list.preview.as_ref(), preview);
}

/// What is typed, or asked.
fn draw_field(canvas: &mut Canvas, list: &OpenList, area: Rect) {
    match &list.asking {
        Some(Asking::Delete) => {
            let chosen = list.chosen().map_or("", |entry| entry.id.as_str());
            let text = format!("Move ‘{chosen}’ to the trash?");
            canvas.text(area, text, canvas.look.theme.text);
        }
        Some(Asking::Rename(field)) => input(canvas, "new name ", field, None, area),
        Some(Asking::Duplicate(field)) => input(canvas, "copy to ", field, None, area),
        Some(Asking::Scope(_, chosen)) => draw_scope(canvas, *chosen, area),
        None => input(canvas, "find ", &list.field, None, area),
    }
}

/// What comes along with a copy: all choices, the chosen one in brackets.
fn draw_scope(canvas: &mut Canvas, chosen: usize, area: Rect) {
    let theme = &canvas.look.theme;
    let mut pieces = vec![piece("takes along ", theme.dim)];
    for (place, scope) in CopyScope::ALL.iter().enumerate() {
        let (words, style) = if place == chosen {
            (format!("[{}] ", scope.label()), theme.accent)
        } else {
            (format!(" {}  ", scope.label()), theme.text)
        };
        pieces.push(piece(words, style));
    }
    canvas.left(area, &pieces);
}

fn draw_list(canvas: &mut Canvas, list: &OpenList, area: Rect) {
    let lines = list.lines();
    if lines.is_empty() {
        let said = if list.field.text().is_empty() { "" } else { "nothing matches" };
        canvas.text(row(area, 0), said, canvas.look.theme.dim);
        return;
    }
    // What all of them begin with stands in the field already.
    let folder = list.field.text().rfind('/').map_or(0, |slash| slash + 1);
    let rows: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| match line {
            OpenLine::Preset(entry) => (entry.id.as_str(), kind(&entry.origin)),
            OpenLine::Path(path) => (
                path.get(folder..).unwrap_or(path),
                if path.ends_with('/') { "folder" } else { "" },
            ),
        })
        .collect();
    draw_rows(canvas, &rows, Some(list.selected), area, |index| index);
    if list.found.is_empty() {
        canvas.mark_words(area, list.field.text());
    }
}

const fn kind(origin: &Origin) -> &'static str {
    match origin {
        Origin::Bundled(_) => "bundled",
        Origin::Saved { .. } => "saved",
        Origin::File(_) => "file",
    }
}
