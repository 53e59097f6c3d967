//! The line that sums the stresses up: what is stressed, in which scenario.

use crate::model::{Driver, Input, Scenario};
use crate::session::{Drawer, Row, Session};
use crate::view::canvas::{Canvas, cut, piece};
use crate::view::format;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// The stresses: their names in tight places, and when they act.
const STRESSES: [(Driver, &str, Acts); 4] = [
    (Driver::CapexCut, "capex", Acts::FromAMonth),
    (Driver::ExportBlock, "servers", Acts::FromAMonth),
    (Driver::PriceErosion, "price", Acts::EveryYear),
    (Driver::CapacityCost, "capacity cost", Acts::Throughout),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Acts {
    FromAMonth,
    EveryYear,
    Throughout,
}

/// By how much a stress changes what it acts on, in percent; 0 where it is neutral.
fn change(driver: Driver, value: f64) -> f64 {
    100.0 * if driver == Driver::CapacityCost { value - 1.0 } else { -value }
}

/// A change with its sign: `−25 %`, `+10 %`.
fn signed(change: f64) -> String {
    let plus = if change > 0.0 { "+" } else { "" };
    format!("{plus}{}", format::trimmed(change, 1))
}

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
        let parts = STRESSES.into_iter().filter_map(|(driver, name, acts)| {
            let change = change(driver, session.value(Input::Driver(driver), scenario));
            let when = match acts {
                Acts::FromAMonth => format!(" from {from}"),
                Acts::EveryYear => " a year".to_owned(),
                Acts::Throughout => String::new(),
            };
            (change != 0.0).then(|| format!("{name} {} %{when}", signed(change)))
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
        let of = |at| change(driver, session.value(Input::Driver(driver), at));
        let changes = Scenario::ALL.map(of);
        let is_stressed = changes.iter().any(|change| *change != 0.0);
        is_stressed.then(|| format!("{name} {} %", changes.map(signed).join("/")))
    });
    words.collect::<Vec<_>>().join(", ")
}
