//! The Explore screen.
//!
//! ```text
//! payback  NAME   unsaved                               LINK off   pin 09:41   header
//! 1 Explore                                                                    tabs
//!                    ▼ bear[● base]▲ bull        weighted figures              cases
//! ▸ Utilization        45 %   65 %   80 % ──────▼─────●───▲────────            sliders
//!   payback if moved here                 ···▇▇▆▆▅▅▄▄▃▃▂▂
//!                                         20 %         95 %
//!   …
//! ──────────────────────────────────────────────────────────
//! ▼ BEAR              ● BASE              ▲ BULL                               panels
//! …
//! what changed, or where the chosen value comes from                           foot
//! ←→ step  …
//! ```

mod cases;
mod cash_table;
mod charts;
mod claims;
mod figures;
mod panel;
mod sliders;
mod table;

pub(super) use charts::payback_place;
pub(super) use sliders::{track_of, track_width};

use super::Canvas;
use super::look::Look;
use super::regions::Regions;
use super::tier::Tier;
use crate::session::{Row, Session};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

/// Draws the screen.
pub(super) fn draw(
    session: &Session,
    look: &Look,
    tier: Tier,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let lines = sliders::lines(session, tier);
    let [top, slider_area, rule, panels] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(lines.height()),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(area);
    cases::draw(session, look, top, buffer, regions);
    lines.draw(session, look, slider_area, buffer, regions);
    let line = look.glyphs.horizontal.repeat(usize::from(rule.width));
    buffer.set_string(rule.x, rule.y, line, look.theme.dim);
    if tier == Tier::Table {
        table::draw(session, look, panels, buffer, regions);
    } else {
        panel::draw_all(session, look, tier, panels, buffer, regions);
    }
}

/// Draws a slider's row, for other screens.
pub(super) fn draw_slider(canvas: &mut Canvas, slider: Row, area: Rect) {
    sliders::draw_slider(canvas.session, canvas.look, slider, area, canvas.buffer, canvas.regions);
}

pub(super) use cases::weighted as weighted_figures;

/// Draws the response strip and the values at its ends, for other screens.
pub(super) fn draw_strip_and_ends(canvas: &mut Canvas, strip: Rect, ends: Rect) {
    sliders::draw_strip(canvas.session, canvas.look, strip, canvas.buffer);
    sliders::draw_ends(canvas.session, canvas.look, ends, canvas.buffer);
}
