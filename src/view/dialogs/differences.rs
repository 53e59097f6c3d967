//! What two presets differ in, a line for each part: in previews and behind a question.

use crate::preset::Difference;
use crate::view::canvas::{Canvas, piece, row};
use crate::view::difference::{DifferenceRow, currencies, difference_rows};
use crate::widgets::text::{harmless, truncate};
use ratatui::layout::Rect;

/// Draws the lines from `scroll` on; the last row says how many there are still.
pub(super) fn draw(canvas: &mut Canvas, list: &[Difference], scroll: usize, area: Rect) {
    let dim = canvas.look.theme.dim;
    if list.is_empty() {
        canvas.text(row(area, 0), "no changes", dim);
        return;
    }
    let first = scroll.min(list.len() - 1);
    let currencies = currencies(list, canvas.money());
    let rows = difference_rows(&list[first..], currencies);
    for (line, found) in (0..area.height).zip(rows) {
        let below = list.len() - first - usize::from(line);
        if line + 1 == area.height && below > 1 {
            canvas.text(row(area, line), format!("and {below} more"), dim);
            return;
        }
        draw_row(canvas, &found, row(area, line));
    }
}

fn draw_row(canvas: &mut Canvas, found: &DifferenceRow, area: Rect) {
    let theme = &canvas.look.theme;
    let label = match found.part {
        "Claims" => format!("claim {}", found.label),
        "Sources" => format!("source of {}", found.label),
        _ => found.label.clone(),
    };
    // The label has at least a third.
    let third = usize::from(area.width / 3);
    let [before, after] =
        [&found.a, &found.b].map(|text| truncate(&harmless(text), third, "…").into_owned());
    let right = [piece(format!("{before} → "), theme.dim), piece(after, theme.text)];
    canvas.led(area, &[piece(label, theme.text)], &right);
}

/// How many things differ: `1 difference`, `12 differences`.
pub(in crate::view) fn count(count: usize) -> String {
    match count {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        count => format!("{count} differences"),
    }
}
