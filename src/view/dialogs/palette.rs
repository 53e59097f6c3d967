//! The palette:
//!
//! ```text
//! ┌─ Find ───────────────────────────────────────────────────────────┐
//! │ find  util                                                       │
//! │                                                                  │
//! │ ▸ input    Utilization                                      65 % │
//! │   input    IT power in service                                   │
//! └─ Enter do it  ↑↓ choose  Esc close ──────────────────────────────┘
//! ```

use super::popup::{Popup, draw_rows, input};
use crate::session::{Context, Palette, PaletteEntry};
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::format;
use crate::view::words::input_label;
use crate::widgets::list::first_visible;
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::layout::Rect;

/// The dialog's width where there is room for it, and the rows that it takes at most.
const WIDTH: u16 = 88;
const MOST_ROWS: u16 = 24;

/// The columns of what kind an entry is.
const KIND: usize = 7;

pub(super) fn draw(canvas: &mut Canvas, palette: &Palette, area: Rect) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let rows = area.height.saturating_sub(4).clamp(4, MOST_ROWS);
    let popup = Popup::new(Context::Palette, "Find anything", width);
    let place = popup.with_rows(rows.into(), area).draw(canvas, area);
    input(canvas, "find ", &palette.field, None, row(place, 0));
    let list = below(place, 2);
    let room = usize::from(list.width).saturating_sub(5);
    let rows: Vec<(String, String)> =
        palette.found().map(|entry| line(canvas, entry, room)).collect();
    if rows.is_empty() {
        canvas.text(row(list, 0), "nothing is called that", canvas.look.theme.dim);
        return;
    }
    draw_rows(canvas, &rows, Some(palette.selected), list, |index| index);
    let first = first_visible(Some(palette.selected), rows.len(), list.height);
    for (line, (text, detail)) in (0..list.height).zip(&rows[first..]) {
        mark(canvas, palette, (text, detail), row(list, line));
    }
}

/// Marks the letters by which a line was found: in its name, else in its key or file's name.
fn mark(canvas: &mut Canvas, palette: &Palette, (text, detail): (&str, &str), area: Rect) {
    let name: String = text.chars().skip(KIND + 1).collect();
    let letters = palette.letters(&name);
    if letters.is_empty() {
        let wide = u16::try_from(columns(detail)).unwrap_or(0) + 1;
        let place = cut(area, area.width.saturating_sub(wide), wide);
        canvas.mark_letters(place, &palette.letters(detail));
    } else {
        // Behind the list's own mark.
        let before = u16::try_from(2 + KIND + 1).unwrap_or(0);
        canvas.mark_letters(cut(area, before, area.width), &letters);
    }
}

/// An entry: what kind it is and what it is called; its key, its value or its file's name.
fn line(canvas: &Canvas, entry: &PaletteEntry, room: usize) -> (String, String) {
    let session = canvas.session;
    let (kind, name, detail) = match entry {
        PaletteEntry::Screen(screen) => {
            ("screen", screen.label().to_owned(), screen.key().to_owned())
        }
        PaletteEntry::Command { keys, help, .. } => ("do", (*help).to_owned(), keys.clone()),
        PaletteEntry::Input(input) => {
            let value = session.value(*input, session.scenario);
            let unit = canvas.shown(input.spec().unit);
            ("slider", input_label(canvas.money(), *input), format::short_setting(unit, value))
        }
        PaletteEntry::Metric(metric) => {
            let value = canvas.metric(session.scenario, *metric);
            ("figure", metric.spec().label.to_owned(), value)
        }
        PaletteEntry::View { name, .. } => ("view", name.clone(), String::new()),
        PaletteEntry::Preset(preset) => {
            let title = preset.title.as_deref().filter(|title| !title.is_empty());
            ("preset", title.unwrap_or(&preset.id).to_owned(), preset.id.clone())
        }
    };
    // The name gives way to its key or value.
    let detail = harmless(&detail).into_owned();
    let text = format!("{kind:<KIND$} {}", harmless(&name));
    (truncate(&text, room.saturating_sub(columns(&detail)), "…").into_owned(), detail)
}
