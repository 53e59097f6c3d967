//! The lists of edits and of pins.

use super::{draw_list, popup};
use crate::session::{Context, PinList, Session};
use crate::view::format;
use crate::view::look::Look;
use crate::view::regions::Regions;
use crate::view::words::{change_words, short_label};
use crate::widgets::text::{columns, fit, harmless, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of the list of edits where there is room.
const HISTORY: u16 = 84;

/// Every edit: when, whether it is done, what it did, and of how many moves it is made.
pub(super) fn draw_history(
    session: &Session,
    look: &Look,
    selected: usize,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let (place, saved) = (session.history.place(), session.history.saved_place());
    let state = |index: usize| {
        let now = match index.cmp(&place) {
            // Nothing was done to what was opened.
            std::cmp::Ordering::Less if index == 0 => "",
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "undone",
        };
        fit(now, 6, "")
    };
    let detail = |index: usize, moves: usize| {
        let saved = if saved == Some(index) { "saved  " } else { "" };
        let moves = if moves > 1 { format!("×{moves}") } else { String::new() };
        format!("{saved}{moves:>4}")
    };
    let first = (format!("{}  {}  as it was opened", state(0), " ".repeat(5)), detail(0, 0));
    let steps = session.history.steps().enumerate().map(|(index, step)| {
        let (hour, minute) = step.clock;
        let words = change_words(&step.change);
        (
            format!("{}  {hour:02}:{minute:02}  {words}", state(index + 1)),
            detail(index + 1, step.moves),
        )
    });
    let room = usize::from(HISTORY.min(area.width)).saturating_sub(4);
    let rows: Vec<(String, String)> = std::iter::once(first)
        .chain(steps)
        .map(|(text, detail)| {
            // What is at the right end stays; the words give way to it.
            let text = truncate(&harmless(&text), room.saturating_sub(columns(&detail) + 5), "…")
                .into_owned();
            (text, detail)
        })
        .collect();
    let rows: Vec<(&str, &str)> =
        rows.iter().map(|(text, detail)| (text.as_str(), detail.as_str())).collect();
    draw_list(
        look,
        Context::List,
        "History: go to",
        &rows,
        selected,
        HISTORY,
        area,
        buffer,
        regions,
    );
}

/// The columns of the list of pins where there is room.
const PINS: u16 = 84;

/// Every pin: whether figures are compared with it, its name, what it is of, and its figure.
pub(super) fn draw_pins(
    session: &Session,
    look: &Look,
    list: &PinList,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    if session.pins.is_empty() {
        let body = ["There are no pins. n pins what stands now under a name; p does so quickly."];
        popup(look, Context::Pins, "Pins", &body, 64).render(area, buffer);
        return;
    }
    let (scenario, metric) = (session.scenario, session.metric);
    let figure = |pin: &crate::session::Pin| {
        let snapshot = &pin.snapshot;
        let year = snapshot.inputs.programme.horizon.year();
        let outcome = &snapshot.scenarios[scenario].outcome;
        let value = format::metric(outcome, metric, year);
        format!("{} of {} {value}", short_label(metric), scenario.id())
    };
    let room = usize::from(PINS.min(area.width)).saturating_sub(10);
    let rows: Vec<(String, String)> = session
        .pins
        .iter()
        .map(|pin| {
            let state = if session.is_compared(pin) { "compared" } else { "" };
            let name = if pin.name.is_empty() { "(quick)" } else { &pin.name };
            let figure = figure(pin);
            // Its preset is named where it isn't the one that is open.
            let of = if pin.preset == session.preset.name { "" } else { &pin.preset };
            let name = fit(&harmless(name), 18, "…");
            let text = format!("{state:<9} {name} {}  {}", pin.at, harmless(of));
            let text = truncate(&text, room.saturating_sub(columns(&figure)), "…").into_owned();
            (text, figure)
        })
        .collect();
    let rows: Vec<(&str, &str)> =
        rows.iter().map(|(text, figure)| (text.as_str(), figure.as_str())).collect();
    let title = if list.deleting { "Pins: D again deletes it" } else { "Pins" };
    draw_list(look, Context::Pins, title, &rows, list.selected, PINS, area, buffer, regions);
}
