//! The figures as one table of three columns, where there is no room for panels.

use super::figures::figure;
use crate::analysis::Measure;
use crate::model::{Metric, Scenario};
use crate::session::Session;
use crate::view::line::{cut, piece, put_left, put_right, row};
use crate::view::look::Look;
use crate::view::regions::{Regions, Target};
use crate::widgets::text::columns;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The rows, the most asked for first.
const ROWS: [(Metric, &str); 9] = [
    (Metric::OperatingIncome, "Op. income"),
    (Metric::OperatingMargin, "margin"),
    (Metric::PaybackYears, "Payback"),
    (Metric::CashMultipleYears, "steady state"),
    (Metric::Npv, "NPV"),
    (Metric::Irr, "IRR"),
    (Metric::PeakDraw, "Peak draw"),
    (Metric::PeakIdleCapital, "Peak idle"),
    (Metric::EbitdaMargin, "ebitda margin"),
];

/// Where the columns begin.
const LABEL: u16 = 15;

/// Draws the table.
pub(super) fn draw(
    session: &Session,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &look.theme;
    let width = area.width.saturating_sub(LABEL) / 3;
    let column = |scenario: Scenario| cut(area, LABEL + width * scenario as u16, width);
    for scenario in Scenario::ALL {
        let style = if scenario == session.scenario { theme.accent } else { theme.title };
        let name = format!("{} {}", look.mark(scenario), scenario.id().to_uppercase());
        put_right(buffer, row(column(scenario), 0), &[piece(name, style)]);
        regions.add(column(scenario), Target::Scenario(scenario));
    }
    let year = session.preset.inputs.programme.headline_year;
    for (line, (metric, label)) in (1..).zip(ROWS) {
        let label = match metric {
            Metric::OperatingIncome => format!("{label} {year}"),
            _ => label.to_owned(),
        };
        put_left(buffer, row(cut(area, 0, LABEL), line), &[piece(&label, theme.text)]);
        for scenario in Scenario::ALL {
            let figure = figure(session, look, scenario, Measure::Metric(metric), &label);
            let (value, style) = figure.value_piece(look);
            let bare = &figure.change;
            let room = usize::from(width).saturating_sub(columns(&value) + 2);
            let mut pieces = Vec::new();
            if !bare.is_empty() && columns(bare) <= room {
                pieces.push(piece(format!("{bare} "), theme.change));
            }
            pieces.push((value, style));
            put_right(buffer, row(column(scenario), line), &pieces);
        }
    }
}
