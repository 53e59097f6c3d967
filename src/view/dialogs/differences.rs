//! What two presets differ in, a line for each part: in previews and behind a question.

use crate::preset::Difference;
use crate::view::difference::{DifferenceRow, difference_rows};
use crate::view::line::{piece, put_both, put_left, row};
use crate::view::look::Look;
use crate::widgets::text::{harmless, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the lines from `scroll` on; the last row says how many there are still.
pub(super) fn draw(
    look: &Look,
    list: &[Difference],
    scroll: usize,
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = &look.theme;
    if list.is_empty() {
        return put_left(buffer, row(area, 0), &[piece("nothing differs", theme.dim)]);
    }
    let first = scroll.min(list.len() - 1);
    for (line, found) in (0..area.height).zip(difference_rows(&list[first..])) {
        let below = list.len() - first - usize::from(line);
        if line + 1 == area.height && below > 1 {
            let more = format!("and {below} more");
            put_left(buffer, row(area, line), &[piece(more, theme.dim)]);
            return;
        }
        draw_row(look, &found, row(area, line), buffer);
    }
}

fn draw_row(look: &Look, found: &DifferenceRow, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let label = match found.part {
        "Claims" => format!("claim {}", found.label),
        "Sources" => format!("source of {}", found.label),
        _ => found.label.clone(),
    };
    // The label has at least a third.
    let third = usize::from(area.width / 3);
    let (before, after) = (harmless(&found.a), harmless(&found.b));
    let (before, after) = (truncate(&before, third, "…"), truncate(&after, third, "…"));
    put_both(
        buffer,
        area,
        &[piece(label, theme.text)],
        &[piece(format!("{before} → "), theme.dim), piece(after, theme.text)],
    );
}

/// How many things differ: `1 difference`, `12 differences`.
pub(super) fn count(list: &[Difference]) -> String {
    match list.len() {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        count => format!("{count} differences"),
    }
}
