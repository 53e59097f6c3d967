//! The Explore screen.
//!
//! ```text
//! payback  NAME   unsaved                               LINK off   pin 09:41   header
//! 1 Explore                                                                    tabs
//!                    ▼ bear[● base]▲ bull        weighted figures              cases
//! ▸ Utilization        45 %   65 %   80 % ──────▼─────●───▲────────            sliders
//!   payback if moved here                 ···▇▇▆▆▅▅▄▄▄▃▃▂▂
//!                                         20 %         95 %
//!   …
//! ──────────────────────────────────────────────────────────
//! ▼ BEAR              ● BASE              ▲ BULL                               panels
//! …
//! what changed, or where the chosen value comes from                           foot
//! ←→ step  …
//! ```

mod cases;
mod figures;
mod panels;
mod sliders;
mod stresses;
mod table;

use super::canvas::Canvas;
use super::tier::Tier;
use ratatui::layout::{Constraint, Layout, Rect};

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let lines = sliders::lines(canvas.session, canvas.tier);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let [top, sliders, rule, figures] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(height),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(area);
    cases::draw(canvas, top);
    sliders::draw(canvas, &lines, sliders);
    let look = canvas.look;
    canvas.text(rule, look.glyphs.horizontal.repeat(usize::from(rule.width)), look.theme.dim);
    match canvas.tier {
        Tier::Table => table::draw(canvas, figures),
        Tier::Compact | Tier::Roomy | Tier::Wide => panels::draw(canvas, figures),
    }
}
