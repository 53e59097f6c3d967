//! Which sliders are in sight, the response strip under the chosen one, and what decides a power
//! delay.

use super::stresses::draw_stresses;
use crate::session::{Drawer, Row, Session};
use crate::view::canvas::{Canvas, below};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::slider::{self, SliderColumns};
use ratatui::layout::Rect;

/// A line of the slider area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SliderLine {
    Slider(Row),
    /// The response strip, in so many rows.
    Strip(u16),
    Ends,
    Stresses,
    /// What decides a delay that follows from indicators.
    Decides,
}

/// The lines while no drawer is open: the rows, and two under the chosen one.
pub(super) const LINES: u16 = 7;

/// Further lines for an open drawer: its sliders, and what decides.
pub(super) const IN_DRAWER: u16 = 5;

/// The most rows of the response strip, which takes what no drawer needs.
const MOST_STRIP: u16 = 4;

/// The lines for a session: every row, or where there is little room only the drawer that the
/// chosen row is in. The response strip takes what is left.
pub(super) fn lines(session: &Session, room: u16, has_room: bool) -> Vec<SliderLine> {
    let rows = match session.screens.explore.drawer {
        Some(drawer) if !has_room && session.row.drawer() == Some(drawer) => {
            std::iter::once(drawer.face()).chain(drawer.rows()).collect()
        }
        Some(_) | None if !has_room => Row::all(None),
        drawer => Row::all(drawer),
    };
    let mut lines = Vec::new();
    for shown in session.shown_rows(rows) {
        lines.push(if shown == Row::Stresses {
            SliderLine::Stresses
        } else {
            SliderLine::Slider(shown)
        });
        if shown == session.row && shown != Row::Stresses {
            lines.extend([SliderLine::Strip(1), SliderLine::Ends]);
        }
        if room > LINES && Drawer::Power.rows().last() == Some(&shown) {
            lines.push(SliderLine::Decides);
        }
    }
    let spare = usize::from(room).saturating_sub(lines.len());
    for line in &mut lines {
        if let SliderLine::Strip(rows) = line {
            *rows += u16::try_from(spare).unwrap_or(0).min(MOST_STRIP - 1);
        }
    }
    lines
}

pub(super) fn draw(canvas: &mut Canvas, lines: &[SliderLine], area: Rect) {
    let mut rest = area;
    for line in lines {
        let height = if let SliderLine::Strip(rows) = line { *rows } else { 1 };
        let place = Rect { height: height.min(rest.height), ..rest };
        rest = below(rest, height);
        match line {
            SliderLine::Slider(slider) => slider::draw(canvas, *slider, place),
            SliderLine::Strip(_) => {
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
        }
    }
}

/// A click puts the chosen slider's handle there, the wheel turns it.
fn belongs_to_chosen(canvas: &mut Canvas, area: Rect) {
    let chosen = canvas.session.row;
    let columns = SliderColumns::of(area.width);
    canvas.on_click(columns.before_track(area), ClickTarget::Row(chosen));
    canvas.on_click(columns.track(area), ClickTarget::Track(chosen));
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
