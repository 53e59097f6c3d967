//! The list of what can be copied.

use super::popup::{Popup, draw_list};
use crate::session::{Context, Copied};
use crate::view::canvas::Canvas;
use ratatui::layout::Rect;

pub(super) fn draw(canvas: &mut Canvas, selected: usize, area: Rect) {
    let (session, metric) = (canvas.session, canvas.session.metric);
    let value = canvas.metric(session.scenario, metric);
    let figure = format!("{} of {}, {value}", metric.spec().label, session.scenario.id());
    let rows = Copied::ALL.map(|what| match what {
        Copied::Figure => (what.label(), figure.as_str()),
        Copied::Table | Copied::Markdown | Copied::Screen => (what.label(), session.screen.label()),
    });
    draw_list(canvas, Popup::new(Context::Copy, "Copy", 64), &rows, selected, area);
}
