//! What the chosen line of a list of presets holds.

use super::differences;
use crate::session::Preview;
use crate::view::canvas::{Canvas, below, row};
use crate::widgets::text::{harmless, wrap};
use ratatui::layout::Rect;

/// What the chosen line holds, against what is open.
pub(super) fn draw_preview(canvas: &mut Canvas, preview: Option<&Preview>, area: Rect) {
    let theme = &canvas.look.theme;
    match preview {
        Some(Preview::Preset { name, differences: found, .. }) => {
            canvas.text(row(area, 0), name, theme.title);
            if found.is_empty() {
                canvas.text(row(area, 1), "same as the open preset", theme.dim);
                return;
            }
            let head = format!("{} from the open preset", differences::count(found.len()));
            canvas.text(row(area, 1), head, theme.dim);
            differences::draw(canvas, found, 0, below(area, 2));
        }
        Some(Preview::Wrong(lines)) => {
            let lines = lines.iter().flat_map(|line| wrap(&harmless(line), area.width.into()));
            let lines: Vec<String> = lines.collect();
            let (first, rest) = lines.split_at(lines.len().min(1));
            canvas.lines(area, first, theme.error);
            canvas.lines(below(area, 1), rest, theme.text);
        }
        Some(Preview::Reading) => {
            canvas.text(row(area, 0), "reading…", theme.dim);
        }
        None => {}
    }
}
