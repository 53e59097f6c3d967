//! The line of scenarios above the sliders, and the figures weighted across them.

use crate::model::Input;
use crate::model::Scenario;
use crate::session::Row;
use crate::view::canvas::{Canvas, cut};
use crate::view::regions::ClickTarget;
use crate::view::slider::{TRACK, VALUE_COLUMNS};
use crate::view::weighted::weighted_figures;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Draws the scenarios' names over their columns, the chosen one in brackets.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    for (scenario, (from, width)) in Scenario::ALL.into_iter().zip(VALUE_COLUMNS) {
        let name = look.name(scenario);
        if scenario == session.scenario {
            // The brackets stand in the gaps beside the column.
            let around = cut(area, from.saturating_sub(1), width + 2);
            canvas.text_right(around, format!("[{name}]"), canvas.style_of(scenario));
        } else {
            canvas.text_right(cut(area, from, width), name, canvas.style_of(scenario));
        }
        canvas.on_click(cut(area, from, width), ClickTarget::Scenario(scenario));
    }
    let rest = cut(area, TRACK + 2, area.width);
    let words = weighted_figures(session, usize::from(rest.width));
    let taken = u16::try_from(columns(&words)).unwrap_or(rest.width).min(rest.width);
    let place = cut(rest, rest.width - taken, taken);
    canvas.text(place, words, look.theme.dim);
    // They lead to the weights.
    canvas.on_click(place, ClickTarget::Row(Row::Slider(Input::Weight)));
}
