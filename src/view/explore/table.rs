//! The figures as one table of three columns where there is no room for panels, and under it the
//! charts as far as there is.

use super::figures::{PanelMeasure, figure};
use crate::model::{Metric, Scenario};
use crate::view::canvas::{Canvas, Piece, below, cut, piece, row};
use crate::view::charts;
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::{column_names, names, year_of};
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// The rows, the most asked for first.
const ROWS: [Metric; 12] = [
    Metric::OperatingIncome,
    Metric::PaybackYears,
    Metric::OperatingMargin,
    Metric::CashMultipleYears,
    Metric::Npv,
    Metric::Irr,
    Metric::PeakDraw,
    Metric::PeakIdleCapital,
    Metric::RunRateRevenue,
    Metric::RunRateOperatingIncome,
    Metric::RunRateMargin,
    Metric::EbitdaMargin,
];

/// Where the columns begin.
const LABEL: u16 = 16;

/// The rows that two charts need with their captions and years, and one free above them.
const CHARTS: u16 = 13;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let width = area.width.saturating_sub(LABEL) / 3;
    let column = |area: Rect, scenario: Scenario| cut(area, LABEL + width * scenario as u16, width);
    draw_names(canvas, row(area, 0), &column);
    let rows = u16::try_from(ROWS.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
    let named = ROWS.map(names);
    // The year stands behind a short name.
    let labels = column_names(&named, usize::from(LABEL) - 6);
    for ((line, metric), label) in (1..=rows).zip(ROWS).zip(labels) {
        let place = row(area, line);
        let year = year_of(metric, &canvas.session.preset.inputs.programme);
        let label = [piece(format!("{label} {year}").trim_end(), canvas.look.theme.text)];
        for scenario in Scenario::ALL {
            let figure = cell(canvas, scenario, metric, width);
            let area = column(place, scenario);
            if scenario == Scenario::Bear {
                canvas.led(cut(place, 0, LABEL + width), &label, &figure);
            } else {
                canvas.right(area, &figure);
            }
            canvas.on_click(area, ClickTarget::Figure(scenario, metric));
        }
    }
    let rest = below(area, 1 + rows);
    if rest.height >= CHARTS {
        charts::draw_shared(canvas, below(rest, 1));
    }
}

/// The scenarios' names over their columns, in a rule that parts them from the sliders.
fn draw_names(canvas: &mut Canvas, area: Rect, column: &impl Fn(Rect, Scenario) -> Rect) {
    let look = canvas.look;
    let rule = |width: usize| piece(look.glyphs.horizontal.repeat(width), look.theme.dim);
    canvas.left(cut(area, 0, LABEL), &[rule(usize::from(LABEL))]);
    for scenario in Scenario::ALL {
        let style = canvas.style_of(scenario);
        let name = format!(" {} {} ", look.mark(scenario), scenario.id().to_uppercase());
        let place = column(area, scenario);
        let before = rule(usize::from(place.width).saturating_sub(columns(&name)));
        canvas.left(place, &[before, piece(name, style)]);
        canvas.on_click(place, ClickTarget::Scenario(scenario));
    }
}

/// A figure, and its change where it has room.
fn cell(canvas: &Canvas, scenario: Scenario, metric: Metric, width: u16) -> Vec<Piece> {
    let figure = figure(canvas, scenario, PanelMeasure::Metric(metric));
    let room = usize::from(width).saturating_sub(columns(&figure.value.0) + 2);
    let mut pieces = Vec::new();
    if let Some(change) = figure.change.filter(|change| columns(&change.words) <= room) {
        pieces.extend([change.piece(canvas), piece(" ", canvas.look.theme.text)]);
    }
    pieces.push(figure.value);
    pieces
}
