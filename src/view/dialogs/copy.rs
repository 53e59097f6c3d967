//! The list of what can be copied.

use super::draw_list;
use crate::session::{Context, Copied, Session};
use crate::view::format;
use crate::view::look::Look;
use crate::view::regions::Regions;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(super) fn draw_copy(
    session: &Session,
    look: &Look,
    selected: usize,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let value = format::metric(outcome, session.metric, session.horizon_year());
    let figure = format!("{} of {}, {value}", session.metric.spec().label, session.scenario.id());
    let detail = |what: Copied| match what {
        Copied::Figure => figure.as_str(),
        Copied::Table | Copied::Markdown | Copied::Screen => session.screen.label(),
    };
    let rows = Copied::ALL.map(|what| (what.label(), detail(what)));
    draw_list(look, Context::Copy, "Copy", &rows, selected, 64, area, buffer, regions);
}
