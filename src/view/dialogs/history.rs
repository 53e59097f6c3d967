//! The list of edits: when, whether it is done, what it did, and of how many moves it is made.
//!
//! ```text
//! ┌─ History: go to ─────────────────────────────────────────┐
//! │           as opened                               saved  │
//! │ ▸ now     09:41  Utilization of base: 65 % → 70 %    ×3  │
//! └──────────────────────────────────────────────────────────┘
//! ```

use super::popup::{Popup, draw_list};
use crate::session::Context;
use crate::view::canvas::Canvas;
use crate::view::words::edit_words;
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::layout::Rect;
use std::cmp::Ordering;

/// The columns of the list where there is room.
const WIDTH: u16 = 84;

pub(super) fn draw(canvas: &mut Canvas, selected: usize, area: Rect) {
    let history = &canvas.session.history;
    let room = usize::from(WIDTH.min(area.width)).saturating_sub(4);
    let row = |index: usize, clock: &str, words: &str, moves: usize| {
        let state = match index.cmp(&history.place()) {
            // Nothing was done to what was opened.
            Ordering::Less if index == 0 => "",
            Ordering::Less => "done",
            Ordering::Equal => "now",
            Ordering::Greater => "undone",
        };
        let saved = if history.saved_place() == Some(index) { "saved  " } else { "" };
        let detail = match moves {
            0 | 1 if saved.is_empty() => String::new(),
            0 | 1 => format!("{saved}    "),
            _ => format!("{saved}{:>4}", format!("×{moves}")),
        };
        let text = format!("{state:<6}  {clock:5}  {words}");
        // What is at the right end stays; the words give way to it.
        let gap = if detail.is_empty() { 0 } else { 2 };
        let left = room.saturating_sub(columns(&detail) + gap + 3);
        (truncate(&harmless(&text), left, "…").into_owned(), detail)
    };
    let mut rows = vec![row(0, "", "as opened", 0)];
    rows.extend(history.steps().iter().enumerate().map(|(index, step)| {
        let (hour, minute) = step.clock;
        let clock = format!("{hour:02}:{minute:02}");
        row(index + 1, &clock, &edit_words(&step.edit), step.moves)
    }));
    let popup = Popup::new(Context::List, "History: go to", WIDTH);
    draw_list(canvas, popup, &rows, selected, area);
}
