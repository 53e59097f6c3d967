//! What two presets differ in, a line for each part: in previews and behind a question.

use crate::session::Difference;
use crate::view::compare::{input_words, setting};
use crate::view::line::{piece, put_both, put_left, row};
use crate::view::look::Look;
use crate::widgets::text::{harmless, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// From this width on there is room for a scenario's name beside its mark.
const WIDE: u16 = 50;

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
    for (line, difference) in (0..area.height).zip(&list[first..]) {
        let below = list.len() - first - usize::from(line);
        if line + 1 == area.height && below > 1 {
            let more = format!("and {below} more");
            put_left(buffer, row(area, line), &[piece(more, theme.dim)]);
            return;
        }
        let (label, before, after) = words(look, difference, area.width >= WIDE);
        let third = usize::from(area.width / 3);
        let (before, after) = (harmless(&before), harmless(&after));
        let (before, after) = (truncate(&before, third, "…"), truncate(&after, third, "…"));
        let arrow = if before.is_empty() { "" } else { " → " };
        put_both(
            buffer,
            row(area, line),
            &[piece(label, theme.text)],
            &[piece(format!("{before}{arrow}"), theme.dim), piece(after, theme.text)],
        );
    }
}

/// How many things differ: `1 difference`, `12 differences`.
pub(super) fn count(list: &[Difference]) -> String {
    match list.len() {
        1 => "1 difference".to_owned(),
        count => format!("{count} differences"),
    }
}

fn words(look: &Look, difference: &Difference, wide: bool) -> (String, String, String) {
    match difference {
        Difference::Input(input) => {
            (input_words(look, input, wide), setting(input.a), setting(input.b))
        }
        Difference::Part { label, a, b } => (label.clone(), a.clone(), b.clone()),
    }
}
