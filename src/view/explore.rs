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
mod foot;
mod header;
mod panel;
mod sliders;
mod table;

pub(super) use sliders::{track_of, track_width};

use super::line::row;
use super::look::Look;
use super::regions::Regions;
use super::tier::Tier;
use crate::session::Session;
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
    let [top, slider_area, rule, panels, foot] = Layout::vertical([
        Constraint::Length(3),
        Constraint::Length(lines.height()),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(2),
    ])
    .areas(area);
    header::draw(session, look, row(top, 0), row(top, 1), buffer);
    cases::draw(session, look, row(top, 2), buffer, regions);
    lines.draw(session, look, slider_area, buffer, regions);
    let line = look.glyphs.horizontal.repeat(usize::from(rule.width));
    buffer.set_string(rule.x, rule.y, line, look.theme.dim);
    if tier == Tier::Table {
        table::draw(session, look, panels, buffer, regions);
    } else {
        panel::draw_all(session, look, tier, panels, buffer, regions);
    }
    foot::draw(session, look, foot, buffer);
}
