//! The list of what can be copied, and below it the chosen one as it would be copied:
//!
//! ```text
//! ┌─ Copy ───────────────────────────────────────────────────────────┐
//! │   the figure                              Payback of base, 11.3 y │
//! │ ▸ the table, for a spreadsheet                              Cash │
//! │ …                                                                │
//! │                                                                  │
//! │ year  spend, $bn  renewals, $bn                                  │
//! │ and 14 more lines                                                │
//! └─ Enter copy  f to a file  / filter  Esc cancel ──────────────────┘
//! ```

use super::popup::{Popup, draw_rows};
use crate::session::{Context, Copied};
use crate::view::canvas::{Canvas, below, row};
use crate::widgets::text::wrap;
use ratatui::layout::Rect;

/// The dialog's width where there is room for it, and the rows of the text that it shows at most.
const WIDTH: u16 = 96;
const MOST_LINES: u16 = 16;

pub(super) fn draw(canvas: &mut Canvas, selected: usize, preview: Option<&str>, area: Rect) {
    let (session, metric) = (canvas.session, canvas.session.metric);
    let value = canvas.metric(session.scenario, metric);
    let figure = format!("{} of {}, {value}", metric.spec().label, session.scenario.id());
    let copies = session.copies();
    let row_of = |what: &Copied| match what {
        Copied::Figure => (what.label(), figure.as_str()),
        Copied::Table
        | Copied::Markdown
        | Copied::Chart
        | Copied::Fan
        | Copied::Screen
        | Copied::Picture
        | Copied::Report
        | Copied::Command => (what.label(), session.screen.label()),
    };
    let rows: Vec<(&str, &str)> = copies.iter().map(row_of).collect();
    let listed = u16::try_from(rows.len()).unwrap_or(0);
    let around = Rect { height: area.height.saturating_sub(2), ..area };
    let popup = Popup::new(Context::Copy, "Copy", WIDTH.min(area.width.saturating_sub(2)))
        .with_rows(usize::from(listed + 1 + MOST_LINES), around);
    let place = popup.draw(canvas, area);
    draw_rows(
        canvas,
        &rows,
        Some(selected),
        Rect { height: listed.min(place.height), ..place },
        |index| index,
    );
    let place = below(place, listed + 1);
    let Rect { width, height, .. } = canvas.buffer.area;
    let screen = session.screen.label();
    let words = match copies[selected] {
        Copied::Screen => format!("{screen} as it is, {width} columns by {height} rows"),
        Copied::Picture => {
            format!("{screen} as it is, {width} columns by {height} rows, as a file")
        }
        Copied::Chart | Copied::Fan => "a drawing for documents, as a file".to_owned(),
        Copied::Command => {
            let lines = wrap(preview.unwrap_or_default(), usize::from(place.width));
            return draw_text(canvas, &lines.join("\n"), place);
        }
        Copied::Figure | Copied::Table | Copied::Markdown | Copied::Report => {
            return draw_text(canvas, preview.unwrap_or_default(), place);
        }
    };
    canvas.text(row(place, 0), words, canvas.look.theme.dim);
}

/// The first lines of a text; the last row says how many there are still.
fn draw_text(canvas: &mut Canvas, text: &str, area: Rect) {
    let theme = &canvas.look.theme;
    let (count, room) = (text.lines().count(), usize::from(area.height));
    let shown = if count > room { room.saturating_sub(1) } else { count };
    for (index, line) in (0..).zip(text.lines().take(shown)) {
        canvas.text(row(area, index), line.replace('\t', "  "), theme.text);
    }
    if count > room {
        let last = row(area, area.height.saturating_sub(1));
        canvas.text(last, format!("and {} more lines", count - shown), theme.dim);
    }
}
