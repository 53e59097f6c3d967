//! Cash and income by year of the chosen scenario, now and in what it is compared with.

use crate::view::canvas::{Canvas, below, row};
use crate::view::charts::{CASH, INCOME, draw_both};
use ratatui::layout::Rect;

/// Rows that a chart needs, and with its caption.
const LEAST_ROWS: u16 = 7;
const BOTH: u16 = 2 * (LEAST_ROWS + 1);

/// Draws cash, and income below it where there is room; what was is called by a word.
pub(super) fn draw(canvas: &mut Canvas, word: &str, area: Rect) {
    let Some(before) = &canvas.session.screens.compare.before else { return };
    let [there, now] = canvas.session.compared_currencies();
    let scenario = canvas.session.scenario;
    let before = &before[scenario];
    // A programme of another length or currency has no line that would lie beside it.
    if there != now || !CASH.lies_beside(canvas, before) || area.height <= LEAST_ROWS {
        return;
    }
    let (shown, height) = if area.height >= BOTH {
        (&[CASH, INCOME][..], area.height / 2)
    } else {
        (&[CASH][..], area.height)
    };
    let mut rest = area;
    for charted in shown {
        let place = Rect { height, ..rest };
        let caption = canvas.money().words(charted.caption);
        let caption = format!("{}: {caption}", canvas.look.name(scenario));
        canvas.text(row(place, 0), caption, canvas.look.theme.title);
        draw_both(canvas, scenario, *charted, (before, word), below(place, 1));
        rest = below(rest, height);
    }
}
