//! The figures as one table of three columns, where there is no room for panels.

use super::figures::{PanelMeasure, figure};
use crate::model::{Metric, Scenario};
use crate::view::canvas::{Canvas, cut, piece, row};
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::{dated_name, names};
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// The rows, the most asked for first.
const ROWS: [Metric; 9] = [
    Metric::OperatingIncome,
    Metric::OperatingMargin,
    Metric::PaybackYears,
    Metric::CashMultipleYears,
    Metric::Npv,
    Metric::Irr,
    Metric::PeakDraw,
    Metric::PeakIdleCapital,
    Metric::EbitdaMargin,
];

/// Where the columns begin.
const LABEL: u16 = 15;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    let width = area.width.saturating_sub(LABEL) / 3;
    let column = |scenario: Scenario| cut(area, LABEL + width * scenario as u16, width);
    for scenario in Scenario::ALL {
        let style = canvas.style_of(scenario);
        let name = format!("{} {}", look.mark(scenario), scenario.id().to_uppercase());
        canvas.text_right(row(column(scenario), 0), name, style);
        canvas.on_click(column(scenario), ClickTarget::Scenario(scenario));
    }
    for (line, metric) in (1..).zip(ROWS) {
        let full = dated_name(metric, &session.preset.inputs.programme);
        let fits = columns(&full) <= usize::from(LABEL);
        let label = if fits { full.as_str() } else { names(metric).tiny };
        canvas.text(row(cut(area, 0, LABEL), line), label, theme.text);
        for scenario in Scenario::ALL {
            let figure = figure(canvas, scenario, PanelMeasure::Metric(metric));
            let room = usize::from(width).saturating_sub(columns(&figure.value.0) + 2);
            let change = Some(figure.change).filter(|change| !change.is_empty());
            let change = change
                .filter(|change| columns(change) <= room)
                .map(|change| piece(format!("{change} "), figure.trend));
            let pieces: Vec<_> = change.into_iter().chain([figure.value]).collect();
            canvas.right(row(column(scenario), line), &pieces);
        }
    }
}
