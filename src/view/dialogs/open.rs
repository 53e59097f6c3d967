//! The list of presets that can be opened:
//!
//! ```text
//! ╭─ Open a preset ──────────────────────────────────────────────────╮
//! │ find  pri                                                        │
//! │                                                                  │
//! │ ▸ price-war            bundled │ Falling prices of compute        │
//! │                                │ Price erosion        0 % → 15 %  │
//! ╰─ Enter open  Esc close  Tab complete … ──────────────────────────╯
//! ```
//!
//! Where it is too narrow for that, what the chosen one holds stands below the list.

use super::{below, differences, draw_rows, input, popup};
use crate::preset::Origin;
use crate::session::{Asking, Line, OpenList, Preview};
use crate::view::line::{cut, piece, put_left, row};
use crate::view::look::Look;
use crate::view::regions::Regions;
use crate::widgets::text::{harmless, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The dialog's width where there is room for it, and from which on list and preview stand side
/// by side.
const WIDTH: u16 = 108;
const SIDE_BY_SIDE: u16 = 64;

/// Rows that it takes at most.
const MOST_ROWS: u16 = 30;

/// Draws the dialog.
pub(super) fn draw(
    look: &Look,
    list: &OpenList,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let title = match list.asking {
        Some(Asking::Delete) => "Delete a preset",
        Some(Asking::Rename(_)) => "Rename a preset",
        Some(Asking::Duplicate(_)) => "Copy a preset",
        None if list.to_compare => "Compare with",
        None => "Open a preset",
    };
    let mut popup =
        popup(look, list.context(), title, &[], WIDTH.min(area.width.saturating_sub(2)));
    popup.height = area.height.saturating_sub(2).clamp(area.height.min(6), MOST_ROWS);
    let place = popup.render(area, buffer);
    let said = said(list, place.width.into());
    let above = 1 + u16::try_from(said.len()).unwrap_or(u16::MAX).max(1);
    draw_field(look, list, Rect { height: place.height.min(1), ..place }, buffer);
    let style = if list.said.as_ref().is_some_and(|(_, is_error)| *is_error) {
        look.theme.error
    } else {
        look.theme.text
    };
    for (line, words) in (1..above.min(place.height)).zip(said) {
        put_left(buffer, row(place, line), &[piece(words, style)]);
    }
    let rest = below(place, above);
    let (listed, preview) = if rest.width >= SIDE_BY_SIDE {
        let width = rest.width * 9 / 20;
        let right = cut(rest, width + 1, rest.width);
        for line in 0..right.height {
            put_left(buffer, row(right, line), &[piece(look.glyphs.vertical, look.theme.dim)]);
        }
        (cut(rest, 0, width), cut(right, 2, right.width))
    } else {
        let height = rest.height / 2;
        (Rect { height, ..rest }, below(rest, height + 1))
    };
    draw_list(look, list, listed, buffer, regions);
    draw_preview(look, list, preview, buffer);
}

/// What was done, or is wrong.
fn said(list: &OpenList, width: usize) -> Vec<String> {
    list.said.as_ref().map_or_else(Vec::new, |(said, _)| wrap(&harmless(said), width))
}

/// What is typed, or asked.
fn draw_field(look: &Look, list: &OpenList, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let chosen = list.chosen().map_or("", |entry| entry.id.as_str());
    match &list.asking {
        Some(Asking::Delete) => {
            let text = format!("Move ‘{chosen}’ to the trash?");
            put_left(buffer, row(area, 0), &[piece(text, theme.text)]);
        }
        Some(Asking::Rename(field)) => input(look, "new name ", field, None, area, buffer),
        Some(Asking::Duplicate(field)) => input(look, "copy to ", field, None, area, buffer),
        None => input(look, "find ", &list.field, None, area, buffer),
    }
}

fn draw_list(look: &Look, list: &OpenList, area: Rect, buffer: &mut Buffer, regions: &mut Regions) {
    let lines = list.lines();
    if lines.is_empty() {
        let said = if list.field.text().is_empty() { "" } else { "nothing fits" };
        return put_left(buffer, row(area, 0), &[piece(said, look.theme.dim)]);
    }
    // What all of them begin with stands in the field already.
    let folder = list.field.text().rfind('/').map_or(0, |slash| slash + 1);
    let rows: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| match line {
            Line::Entry(entry) => (entry.id.as_str(), kind(&entry.origin)),
            Line::Path(path) => (
                path.get(folder..).unwrap_or(path),
                if path.ends_with('/') { "folder" } else { "" },
            ),
        })
        .collect();
    draw_rows(look, &rows, list.selected, area, buffer, regions);
}

const fn kind(origin: &Origin) -> &'static str {
    match origin {
        Origin::Bundled(_) => "bundled",
        Origin::Saved { .. } => "saved",
        Origin::File(_) => "file",
    }
}

/// What the chosen line holds, against what is open.
fn draw_preview(look: &Look, list: &OpenList, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    match &list.preview {
        Some(Preview::Preset { name, differences: found, .. }) => {
            put_left(buffer, row(area, 0), &[piece(name.clone(), theme.title)]);
            if found.is_empty() {
                let said = "the same as what is open";
                return put_left(buffer, row(area, 1), &[piece(said, theme.dim)]);
            }
            let head = format!("{} from what is open", differences::count(found));
            put_left(buffer, row(area, 1), &[piece(head, theme.dim)]);
            differences::draw(look, found, 0, below(area, 2), buffer);
        }
        Some(Preview::Wrong(lines)) => {
            let lines = lines.iter().flat_map(|line| wrap(&harmless(line), area.width.into()));
            for (index, line) in (0..area.height).zip(lines) {
                let style = if index == 0 { theme.error } else { theme.text };
                put_left(buffer, row(area, index), &[piece(line, style)]);
            }
        }
        None => {}
    }
}
