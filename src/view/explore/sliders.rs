//! Which sliders are in sight, the response strip under the chosen one, and what decides a power
//! delay.

use super::stresses::draw_stresses;
use crate::session::{Drawer, Row, Session};
use crate::view::canvas::{Canvas, cut, row};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::slider::{self, TRACK};
use crate::view::tier::Tier;
use ratatui::layout::Rect;

/// A line of the slider area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SliderLine {
    Slider(Row),
    Strip,
    Ends,
    Stresses,
    Blank,
    /// What decides a delay that follows from indicators.
    Decides,
}

/// The lines for a session: every row, or where there is little room only the drawer that the
/// chosen row is in.
pub(super) fn lines(session: &Session, tier: Tier) -> Vec<SliderLine> {
    let has_room = tier >= Tier::Roomy;
    let rows = match session.screens.explore.drawer {
        Some(drawer) if !has_room && session.row.drawer() == Some(drawer) => {
            std::iter::once(drawer.face()).chain(drawer.rows()).collect()
        }
        None if !has_room => Row::all(None),
        _ => Row::all(session.screens.explore.drawer),
    };
    let mut lines = Vec::new();
    for shown in session.shown_rows(rows) {
        lines.push(if shown == Row::Stresses {
            SliderLine::Stresses
        } else {
            SliderLine::Slider(shown)
        });
        if shown == session.row && shown != Row::Stresses {
            lines.extend([SliderLine::Strip, SliderLine::Ends]);
        }
        if has_room && Drawer::Power.rows().last() == Some(&shown) {
            lines.push(SliderLine::Decides);
        }
    }
    // As many lines whatever is chosen, so that nothing below moves.
    let least = Row::all(session.screens.explore.drawer.filter(|_| has_room)).len() + 2;
    lines.resize(lines.len().max(least), SliderLine::Blank);
    lines
}

pub(super) fn draw(canvas: &mut Canvas, lines: &[SliderLine], area: Rect) {
    for (index, line) in (0..).zip(lines) {
        let place = row(area, index);
        match line {
            SliderLine::Slider(slider) => slider::draw(canvas, *slider, place),
            SliderLine::Strip => {
                slider::draw_strip(canvas, place);
                belongs_to_chosen(canvas, place);
            }
            SliderLine::Ends => {
                slider::draw_ends(canvas, place);
                belongs_to_chosen(canvas, place);
            }
            SliderLine::Stresses => {
                draw_stresses(canvas, place);
                canvas.on_click(place, ClickTarget::Row(Row::Stresses));
            }
            SliderLine::Decides => draw_decides(canvas, place),
            SliderLine::Blank => {}
        }
    }
}

/// A click puts the chosen slider's handle there, the wheel turns it.
fn belongs_to_chosen(canvas: &mut Canvas, area: Rect) {
    let chosen = canvas.session.row;
    canvas.on_click(cut(area, 0, TRACK), ClickTarget::Row(chosen));
    canvas.on_click(cut(area, TRACK, area.width), ClickTarget::Track(chosen));
}

/// Which of grid and equipment comes later.
fn draw_decides(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let words = match session.preset.inputs.scenarios[session.scenario].indicators() {
        Some(indicators) => {
            let (grid, equipment) = (indicators.grid_months(), indicators.equipment_months());
            let later = if grid >= equipment { "set by the grid" } else { "set by equipment" };
            let months = |value: f64| format!("{} mo", format::trimmed(value, 1));
            format!("  {later}: grid {}, equipment {}", months(grid), months(equipment.max(0.0)))
        }
        None => "  set in months; move an indicator to derive the delay from all four".to_owned(),
    };
    canvas.text(area, words, canvas.look.theme.dim);
}
