//! The scenarios' names over the sliders' values.

use crate::model::Scenario;
use crate::view::canvas::{Canvas, cut};
use crate::view::regions::ClickTarget;
use crate::view::slider::SliderColumns;
use ratatui::layout::Rect;

/// Draws the scenarios' names over their columns, the chosen one in brackets.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let columns = SliderColumns::of(area.width);
    for scenario in Scenario::ALL {
        let name = look.name(scenario);
        let place = columns.value(area, scenario);
        if scenario == session.scenario {
            // The brackets stand in the gaps beside the column.
            let around = cut(area, place.x - area.x - 1, place.width + 2);
            canvas.text_right(around, format!("[{name}]"), canvas.style_of(scenario));
        } else {
            canvas.text_right(place, name, canvas.style_of(scenario));
        }
        canvas.on_click(place, ClickTarget::Scenario(scenario));
    }
}
