//! The list of the preset's views: the name of each, what it shows, what it sets.

use super::popup::{Popup, draw_list};
use crate::preset::{PresetView, SetTo};
use crate::session::{Context, ViewList};
use crate::view::canvas::Canvas;
use crate::widgets::text::{columns, harmless, pad_right, truncate};
use ratatui::layout::Rect;

/// The columns of the list where there is room.
const WIDTH: u16 = 96;

/// Most columns of a view's name.
const NAME: usize = 32;

pub(super) fn draw(canvas: &mut Canvas, list: &ViewList, area: Rect) {
    let views = &canvas.session.preset.views;
    if views.is_empty() {
        let body = ["No views yet. Press n to keep what is on screen under a name."];
        Popup::new(Context::Views, "Views", 64).around(&body).draw(canvas, area);
        return;
    }
    let room = usize::from(WIDTH.min(area.width)).saturating_sub(10);
    let name = |view: &PresetView| truncate(&harmless(&view.name), NAME, "…").into_owned();
    let longest = views.iter().map(|view| columns(&name(view))).max().unwrap_or(0);
    let row = |view: &PresetView| {
        let screen = view.screen.unwrap_or("Explore");
        let text = format!("{}  {}", pad_right(&name(view), longest), set_words(view));
        (
            truncate(&text, room.saturating_sub(columns(screen) + 2), "…").into_owned(),
            screen.to_owned(),
        )
    };
    let rows: Vec<(String, String)> = views.iter().map(row).collect();
    draw_list(canvas, Popup::new(Context::Views, "Views", WIDTH), &rows, list.selected, area);
}

/// What a view stands on and sets, as a file has it.
fn set_words(view: &PresetView) -> String {
    let of = view.preset.iter().map(|preset| format!("of {preset}"));
    let set = view.set.iter().map(|(key, value)| match value {
        SetTo::Number(number) => format!("{key}={number}"),
        SetTo::Text(text) => format!("{key}={text}"),
    });
    harmless(&of.chain(set).collect::<Vec<_>>().join("  ")).into_owned()
}
