//! The chosen claim at the foot: what it says, what must be true for it where it doesn't hold, what its
//! holding means, who said it, the same bar on an axis that is named, and the years of its figure.

use super::line::bar;
use crate::analysis::{Claim, Measure};
use crate::view::canvas::{Canvas, below, cut, foot, row};
use crate::view::charts::{LEAST_ROWS, draw_headed, years_of, years_of_series};
use crate::view::format;
use crate::view::words::verdicts::kind_word;
use crate::view::words::{capital, claim_answer_words};
use crate::widgets::nice_ticks;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::layout::Rect;

/// Rows from which on the bar is shown on its axis.
const WITH_AXIS: u16 = 9;
/// Rows of bar, axis and the blank one before them.
const AXIS: u16 = 3;
/// Beyond this a line isn't read easily.
const LONGEST_LINE: u16 = 140;

/// The claim in words and its source, each in two lines at most, what must be true for it in four;
/// where there is room, its axis.
pub(super) fn draw(canvas: &mut Canvas, claim: &Claim, area: Rect) {
    let theme = &canvas.look.theme;
    let area = cut(area, 0, LONGEST_LINE);
    let kind = format!("{}: {}", capital(kind_word(claim.kind)), claim.kind.meaning());
    let with_axis = area.height >= WITH_AXIS;
    let mut rest = if with_axis { foot(area, AXIS).0 } else { area };
    let whole = area;
    let must = claim_answer_words(canvas.session, claim).unwrap_or_default();
    for (text, most, style) in [
        (&claim.says, 2, theme.text),
        (&must, 4, theme.accent),
        (&kind, 2, theme.dim),
        (&claim.source, 2, theme.dim),
    ] {
        if text.is_empty() {
            continue;
        }
        let mut lines = wrap(&harmless(text), usize::from(area.width));
        if lines.len() > most {
            // As long as it is, the last line is cut where it has no room.
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(rest);
        }
        rest = below(rest, canvas.lines(rest, &lines, style));
    }
    if with_axis {
        let rows = area.height - rest.height - AXIS;
        draw_axis(canvas, claim, below(area, rows + 1));
        draw_years(canvas, claim, below(whole, rows + 1 + AXIS));
    }
}

/// The years of the claim's figure, where there is room for them.
fn draw_years(canvas: &mut Canvas, claim: &Claim, area: Rect) {
    let charted = match claim.measure {
        Measure::Metric(metric) | Measure::MetricIn(metric, _) => Some(years_of(metric)),
        Measure::SeriesIn(series, _) => years_of_series(series),
        Measure::Driver(_) => None,
    };
    let charted = charted.filter(|charted| charted.is_there(canvas, claim.scenario));
    if let Some(charted) = charted.filter(|_| area.height >= LEAST_ROWS) {
        draw_headed(canvas, claim.scenario, charted, area);
    }
}

/// The bar across the screen, round values beneath it and their unit behind them.
fn draw_axis(canvas: &mut Canvas, claim: &Claim, area: Rect) {
    let (dim, unit) = (canvas.look.theme.dim, canvas.shown(claim.measure.unit()));
    let caption = format::axis_unit(unit);
    let wide = |text: &str| u16::try_from(columns(text)).unwrap_or(0);
    let (axis, beside) = (area.width.saturating_sub(wide(&caption) + 2), row(area, 1));
    let area = cut(area, 0, axis);
    canvas.text(cut(beside, axis + 2, wide(&caption)), caption, dim);
    let bar = bar(canvas, claim, canvas.session.claim_value(claim));
    canvas.render(bar, row(area, 0));
    let mut free = 0;
    for tick in nice_ticks(bar.scale.0, bar.scale.1, 8) {
        let words = format::on_axis(unit.unit, tick, 3);
        let wide = wide(&words);
        let middle = bar.column_of(tick, area.width);
        let from = middle.saturating_sub(wide / 2).min(area.width.saturating_sub(wide));
        if from >= free {
            canvas.text(cut(row(area, 1), from, wide), words, dim);
            free = from + wide + 2;
        }
    }
}
