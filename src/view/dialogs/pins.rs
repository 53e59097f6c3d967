//! The list of pins: whether figures are compared with one, its name, what it is of, its figure.

use super::popup::{Popup, draw_list};
use crate::session::{Context, Pin, PinList};
use crate::view::canvas::Canvas;
use crate::view::format;
use crate::view::vocabulary::names;
use crate::widgets::text::{columns, harmless, pad_right, truncate};
use ratatui::layout::Rect;
use std::rc::Rc;

/// The columns of the list where there is room.
const WIDTH: u16 = 84;

/// Most columns of a pin's name.
const NAME: usize = 18;

pub(super) fn draw(canvas: &mut Canvas, list: &PinList, area: Rect) {
    let session = canvas.session;
    if session.pins.all.is_empty() {
        let body =
            ["No pins yet. Press n to pin the current figures under a name, p for a quick pin."];
        Popup::new(Context::Pins, "Pins", 64).around(&body).draw(canvas, area);
        return;
    }
    let room = usize::from(WIDTH.min(area.width)).saturating_sub(10);
    let name = |pin: &Pin| {
        let name = if pin.name.is_empty() { "(quick)" } else { &pin.name };
        truncate(&harmless(name), NAME, "…").into_owned()
    };
    let longest = session.pins.all.iter().map(|pin| columns(&name(pin))).max().unwrap_or(0);
    let row = |pin: &Rc<Pin>| {
        let state = if session.is_compared(pin) { "compared" } else { "" };
        let name = pad_right(&name(pin), longest);
        // Its preset is named where it isn't the one that is open.
        let of = if pin.preset == session.preset.name { "" } else { &pin.preset };
        let text = format!("{state:<9} {name} {}  {}", pin.at, harmless(of));
        let figure = figure(canvas, pin);
        (truncate(&text, room.saturating_sub(columns(&figure)), "…").into_owned(), figure)
    };
    let rows: Vec<(String, String)> = session.pins.all.iter().map(row).collect();
    let title = if list.deleting { "Pins: press D again to delete" } else { "Pins" };
    draw_list(canvas, Popup::new(Context::Pins, title, WIDTH), &rows, list.selected, area);
}

fn figure(canvas: &Canvas, pin: &Pin) -> String {
    let (scenario, metric) = (canvas.session.scenario, canvas.session.metric);
    let year = pin.snapshot.inputs.programme.horizon.year();
    let outcome = &pin.snapshot.scenarios[scenario].outcome;
    let value = format::metric(pin.currency, outcome, metric, year);
    format!("{} of {} {value}", names(metric).in_sentence(), scenario.id())
}
