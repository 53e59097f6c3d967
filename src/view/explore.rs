//! The Explore screen.
//!
//! ```text
//!                    ▼ bear[● base]▲ bull                                      cases
//! ▸ Utilization        45 %   65 %   80 % ──────▼─────●───▲────────            sliders
//!   payback if moved here                 ···▇▇▆▆▅▅▄▄▄▃▃▂▂
//!                                         20 %         95 %
//!   …
//! ─ ▼ BEAR ──────────── ● BASE ───────────── ▲ BULL ────────                   rule
//! Op. income 2029 …     …                    …                                 panels
//! …
//! ```
//!
//! On a wide screen of few rows the panels stand beside the sliders.

mod cases;
mod figures;
mod panels;
mod sliders;
mod stresses;
mod table;

use super::canvas::{Canvas, below, cut, row};
use ratatui::layout::Rect;

/// From this width on there is room for both side by side,
const WIDE: u16 = 150;
/// where below each other the panels would have fewer rows than this.
const FEW: u16 = 22;
/// The columns of the sliders beside the panels.
const SLIDERS: u16 = 84;

/// Where the sliders and the figures stand.
struct Parts {
    sliders: Rect,
    figures: Rect,
    /// Lines for the sliders, and whether those of a drawer have room beside the others.
    lines: u16,
    has_room: bool,
}

impl Parts {
    fn of(area: Rect) -> Self {
        let stacked = area.height.saturating_sub(1 + sliders::LINES);
        if area.width >= WIDE && stacked < FEW {
            let [sliders, figures] =
                [cut(area, 0, SLIDERS), cut(area, SLIDERS + 3, area.width - SLIDERS - 3)];
            return Self { sliders, figures, lines: area.height - 1, has_room: true };
        }
        // With room to spare a drawer opens below; what lies under it never moves.
        let has_room = stacked >= FEW + 8 + sliders::IN_DRAWER;
        let more = if has_room { sliders::IN_DRAWER } else { u16::from(stacked >= FEW) };
        let lines = sliders::LINES + more;
        let sliders = Rect { height: (1 + lines).min(area.height), ..area };
        Self { sliders, figures: below(area, 1 + lines), lines, has_room }
    }
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let parts = Parts::of(area);
    cases::draw(canvas, row(parts.sliders, 0));
    let lines = sliders::lines(canvas.session, parts.lines, parts.has_room);
    sliders::draw(canvas, &lines, below(parts.sliders, 1));
    if panels::fit(parts.figures.width) {
        panels::draw(canvas, parts.figures);
    } else {
        table::draw(canvas, parts.figures);
    }
}
