//! The paybacks of the chosen scenario as a ladder: a bar for each, as long as its years.

use super::figures::Figures;
use crate::analysis::paybacks;
use crate::model::Metric;
use crate::view::canvas::{Canvas, cut, row};
use crate::view::format;
use crate::view::vocabulary::names;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Lines from one bar to the next at most, and columns between name and bar.
const FARTHEST: u16 = 4;
const GAP: u16 = 2;

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let rows = paybacks(&session.preset.inputs, session.scenario).rows;
    let years = || rows.iter().filter_map(|row| row.years);
    let (shortest, longest) = (years().fold(f64::INFINITY, f64::min), years().fold(0.0, f64::max));
    let unit = canvas.shown(Metric::PaybackYears.spec().unit);
    let label = rows.iter().map(|row| columns(names(row.metric).long)).max().unwrap_or(0);
    let label = u16::try_from(label).unwrap_or(u16::MAX).saturating_add(GAP);
    let count = u16::try_from(rows.len()).unwrap_or(u16::MAX).max(1);
    let each = (area.height / count).clamp(1, FARTHEST);
    let words = |years: f64| format::figure(unit, years);
    let widest = u16::try_from(columns(&words(longest))).unwrap_or(u16::MAX).max(5) + 1;
    let room = area.width.saturating_sub(label + widest);
    for (index, payback) in (0..count).zip(&rows) {
        let place = row(area, index * each);
        let is_chosen = payback.metric == session.metric;
        let style = if is_chosen { look.theme.accent } else { look.theme.text };
        canvas.text(cut(place, 0, label), names(payback.metric).long, style);
        let Some(years) = payback.years else {
            canvas.text(cut(place, label, room), "never", look.theme.fails);
            continue;
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most a row"
        )]
        let cells = (years / longest * f64::from(room)).round().max(1.0) as u16;
        let bar = look.glyphs.full().repeat(usize::from(cells));
        let thick = each.saturating_sub(1).max(1);
        let hue = look.theme.scenario(session.scenario);
        for line in 0..thick {
            canvas.text(cut(row(area, index * each + line), label, room), &bar, hue);
        }
        // The ends say how far they are apart.
        let is_end = years <= shortest || years >= longest || is_chosen;
        if is_end && figures.allow(&words(years)) {
            canvas.text(cut(place, label + cells + 1, widest), words(years), look.theme.figure);
        }
    }
}
