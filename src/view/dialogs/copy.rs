//! The list of what can be copied.

use super::popup;
use crate::session::{Context, Copied, Session};
use crate::view::format;
use crate::view::look::Look;
use crate::view::regions::{Regions, Target};
use crate::widgets::{List, ListStyles};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

pub(super) fn draw_copy(
    session: &Session,
    look: &Look,
    selected: usize,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &look.theme;
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let value = format::metric(outcome, session.metric, session.horizon_year());
    let figure = format!("{} of {}, {value}", session.metric.spec().label, session.scenario.id());
    let detail = |what: Copied| match what {
        Copied::Figure => figure.as_str(),
        Copied::Table | Copied::Markdown | Copied::Screen => session.screen.label(),
    };
    let rows = Copied::ALL.map(|what| (what.label(), detail(what)));
    let mut popup = popup(look, Context::Copy, "Copy", &[], 64);
    popup.height = 6;
    let place = popup.render(area, buffer);
    for (line, index) in (0..place.height).zip(0..rows.len()) {
        regions.add(Rect { y: place.y + line, height: 1, ..place }, Target::Entry(index));
    }
    List {
        rows: &rows,
        selected: Some(selected),
        styles: ListStyles {
            text: theme.text,
            detail: theme.dim,
            selected: theme.selected,
            more: theme.dim,
        },
        glyphs: look.glyphs,
    }
    .render(place, buffer);
}
