//! The list of what was discarded or deleted:
//!
//! ```text
//! ┌─ Discarded and deleted ──────────────────────────────────────────┐
//! │ ▸ mine                           deleted by anna at 17:40 today  │
//! │   APEC $40bn, as announced       discarded by you at 17:20 today │
//! │                                                                  │
//! │ APEC $40bn, as announced                                         │
//! │ Utilization of base              65 % → 66 %                     │
//! └─ Enter restore  n new name  Esc back ────────────────────────────┘
//! ```

use super::popup::{Popup, draw_rows, input};
use super::preview::draw_preview;
use crate::session::KeptList;
use crate::view::canvas::{Canvas, below, row};
use ratatui::layout::Rect;

/// The dialog's width where there is room for it, and the rows that it takes at most, inside its
/// border.
const WIDTH: u16 = 84;
const MOST_ROWS: u16 = 24;

pub(super) fn draw(canvas: &mut Canvas, list: &KeptList, area: Rect) {
    let look = canvas.look;
    let title =
        if list.naming.is_some() { "Restore under a new name" } else { "Discarded and deleted" };
    let width = WIDTH.min(area.width.saturating_sub(2));
    let rows = area.height.saturating_sub(4).clamp(4, MOST_ROWS);
    let popup = Popup::new(canvas.session.context(), title, width);
    let place = popup.with_rows(rows.into(), area).draw(canvas, area);
    let mut rest = place;
    if let Some(field) = &list.naming {
        input(canvas, "name ", field, None, row(rest, 0));
        rest = below(rest, 1);
    }
    if let Some((said, is_error)) = &list.said {
        let style = if *is_error { look.theme.error } else { look.theme.text };
        let taken = canvas.wrapped(rest, said, style);
        rest = below(rest, taken + 1);
    }
    if list.entries.is_empty() {
        let words =
            if list.is_reading { "reading…" } else { "nothing has been discarded or deleted" };
        canvas.text(row(rest, 0), words, look.theme.dim);
        return;
    }
    let rows: Vec<(&str, &str)> =
        list.entries.iter().map(|kept| (kept.name.as_str(), kept.done.as_str())).collect();
    let listed = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(rest.height / 2);
    let at = Rect { height: listed, ..rest };
    draw_rows(canvas, &rows, Some(list.selected), at, |index| index);
    draw_preview(canvas, list.preview.as_ref(), below(rest, listed + 1));
}
