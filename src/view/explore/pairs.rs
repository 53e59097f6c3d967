//! Lines of a panel that hold two figures.

use super::figures::figure;
use crate::analysis::Measure;
use crate::model::{Metric, Scenario};
use crate::view::canvas::{Canvas, Piece, piece, width};
use crate::view::format;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Capital as a multiple of income and of ebitda.
pub(super) fn draw_multiples(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let text = canvas.look.theme.text;
    let multiple = |metric| figure(canvas, scenario, Measure::Metric(metric)).value;
    let left = [piece("multiple: income ", text), multiple(Metric::IncomeMultipleYears)];
    let right = [piece("ebitda ", text), multiple(Metric::EbitdaMultipleYears)];
    canvas.both(area, &left, &right);
}

/// Achieved margin at the left, the claim on operating income at the right.
pub(super) fn draw_margin(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let margin = figure(canvas, scenario, Measure::Metric(Metric::OperatingMargin));
    let income = figure(canvas, scenario, Measure::Metric(Metric::OperatingIncome));
    let mut left = vec![piece("margin ", theme.text), margin.value];
    let claim: Vec<Piece> = income.claim.into_iter().collect();
    let taken = width(&left) + width(&claim) + columns(&margin.change) + 2;
    if !margin.change.is_empty() && taken <= usize::from(area.width) {
        left.push(piece(format!(" {}", margin.change), theme.change));
    }
    canvas.both(area, &left, &claim);
}

/// NPV and IRR, with their changes and the claim on NPV where they fit.
pub(super) fn draw_value_and_return(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let npv = figure(canvas, scenario, Measure::Metric(Metric::Npv));
    let irr = figure(canvas, scenario, Measure::Metric(Metric::Irr));
    let mut left = vec![
        piece("NPV ", theme.text),
        piece(bare(canvas, scenario, Metric::Npv, ""), npv.value.1),
    ];
    let mut right = vec![piece("IRR ", theme.text), irr.value];
    let room = usize::from(area.width);
    let mut taken = width(&left) + width(&right);
    let mut add = |words: &str, style| {
        let fits = taken + columns(words) + 2 <= room;
        if fits {
            taken += columns(words) + 1;
            left.push(piece(format!(" {words}"), style));
        }
        fits
    };
    if !npv.change.is_empty() {
        add(&npv.change, theme.change);
    }
    if let Some((words, style)) = npv.claim {
        // Where the bound has no room, whether it is kept has: the last word.
        let verdict = words.rsplit(' ').next().unwrap_or_default();
        let _ = add(&words, style) || add(verdict, style);
    }
    if !irr.change.is_empty() && taken + columns(&irr.change) + 3 <= room {
        right.insert(1, piece(format!("{} ", irr.change), theme.change));
    }
    canvas.both(area, &left, &right);
}

/// Peak draw and idle capital, with their changes where they fit.
pub(super) fn draw_draw_and_idle(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let part = |name: &str, metric: Metric, unit: &str| {
        let value = format!("{}{unit}", bare(canvas, scenario, metric, "$"));
        let change = figure(canvas, scenario, Measure::Metric(metric)).change;
        (change, vec![piece(format!("{name} "), theme.text), piece(value, theme.figure)])
    };
    let (draw_change, mut left) = part("Draw", Metric::PeakDraw, "");
    let (idle_change, mut right) = part("idle", Metric::PeakIdleCapital, " bn");
    let mut room = usize::from(area.width).saturating_sub(width(&left) + width(&right) + 2);
    for (change, pieces) in [(draw_change, &mut left), (idle_change, &mut right)] {
        if !change.is_empty() && columns(&change) < room {
            room -= columns(&change) + 1;
            pieces.insert(1, piece(format!("{change} "), theme.change));
        }
    }
    canvas.left(area, &left);
    canvas.right(area, &right);
}

/// A figure's digits alone behind a sign.
fn bare(canvas: &Canvas, scenario: Scenario, metric: Metric, sign: &str) -> String {
    canvas.outcome(scenario).metrics[metric].map_or_else(
        || "n/a".to_owned(),
        |value| format!("{sign}{}", format::bare_figure(metric.spec().unit, value)),
    )
}
