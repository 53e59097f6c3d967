//! The line that sums the stresses up: what is stressed, in which scenario.

use crate::model::{Driver, Input, Scenario};
use crate::session::{Drawer, Row, Session};
use crate::view::canvas::{Canvas, cut, piece};
use crate::view::format;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// The stresses: their names in tight places, and whether they begin in a month.
const STRESSES: [(Driver, &str, bool); 3] = [
    (Driver::CapexCut, "capex", true),
    (Driver::ExportBlock, "servers", true),
    (Driver::PriceErosion, "price", false),
];

pub(super) fn draw_stresses(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let (mark, style) = canvas.mark(session.row == Row::Stresses);
    canvas.text(cut(area, 0, 19), format!("{mark} Stresses"), style);
    let open = session.screens.explore.drawer == Some(Drawer::Stresses);
    let hint = if open { "(Enter closes)" } else { "(Enter opens)" };
    let room = usize::from(area.width).saturating_sub(21 + hint.len() + 1);
    let brief = by_stress(session);
    let words = [by_scenario(session), format!("{brief} in bear/base/bull")]
        .into_iter()
        .find(|words| columns(words) <= room)
        .unwrap_or(brief);
    let rest = cut(area, 21, area.width);
    canvas.both(rest, &[piece(words, theme.text)], &[piece(hint, theme.dim)]);
}

/// `bear: servers −90 % from Jan 2027, price −10 % a year; …`
fn by_scenario(session: &Session) -> String {
    let from = session.preset.inputs.programme.stress_from.name();
    let words = Scenario::ALL.into_iter().filter_map(|scenario| {
        let parts = STRESSES.into_iter().filter_map(|(driver, name, begins)| {
            let value = session.value(Input::Driver(driver), scenario);
            let shown = format::short_setting(driver.spec().unit, -value);
            let when = if begins { format!("from {from}") } else { "a year".to_owned() };
            (value != 0.0).then(|| format!("{name} {shown} {when}"))
        });
        let parts: Vec<String> = parts.collect();
        (!parts.is_empty()).then(|| format!("{}: {}", scenario.id(), parts.join(", ")))
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "none".to_owned() } else { words.join("; ") }
}

/// Bear, base and bull in turn: `servers −90/−50/−25 %`.
fn by_stress(session: &Session) -> String {
    let words = STRESSES.into_iter().filter_map(|(driver, name, _)| {
        let values = Scenario::ALL.map(|at| session.value(Input::Driver(driver), at));
        let shown = values.map(|value| format::trimmed(-value * 100.0, 1)).join("/");
        values.iter().any(|value| *value != 0.0).then(|| format!("{name} {shown} %"))
    });
    words.collect::<Vec<_>>().join(", ")
}
