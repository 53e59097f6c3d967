//! The line of scenarios above the sliders, and the figures weighted across them.

use super::sliders::VALUE_COLUMNS;
use crate::model::{Metric, Scenario};
use crate::session::{Row, Session};
use crate::view::format;
use crate::view::line::{cut, piece, put_right};
use crate::view::look::Look;
use crate::view::regions::{Regions, Target};
use crate::widgets::text::columns;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the scenarios' names over their columns, the chosen one in brackets.
pub(super) fn draw(
    session: &Session,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &look.theme;
    for scenario in Scenario::ALL {
        let (from, width) = VALUE_COLUMNS[scenario as usize];
        let name = format!("{} {}", look.mark(scenario), scenario.id());
        let place = cut(area, from, width);
        if scenario == session.scenario {
            // The brackets stand in the gaps beside the column.
            let around = cut(area, from.saturating_sub(1), width + 2);
            put_right(buffer, around, &[piece(format!("[{name}]"), theme.accent)]);
        } else {
            put_right(buffer, place, &[piece(name, theme.text)]);
        }
        regions.add(place, Target::Scenario(scenario));
    }
    let rest = cut(area, 42, area.width);
    let words = weighted(session, usize::from(rest.width));
    let taken = u16::try_from(columns(&words)).unwrap_or(rest.width).min(rest.width);
    put_right(buffer, rest, &[piece(words, theme.dim)]);
    // They lead to the weights.
    regions.add(cut(rest, rest.width - taken, taken), Target::Row(Row::Weight));
}

/// The weighted figures, as many as there is room for.
pub(in crate::view) fn weighted(session: &Session, room: usize) -> String {
    let outcomes = session.outcomes();
    let figure = |metric: Metric| {
        session
            .preset
            .inputs
            .weighted(metric, &outcomes)
            .map_or_else(|| "n/a".to_owned(), |value| format::figure(metric.spec().unit, value))
    };
    let income = figure(Metric::OperatingIncome);
    let one = format!("weighted income {income}");
    let two = format!("{one} · NPV {}", figure(Metric::Npv));
    let three = format!("{two} · draw {}", figure(Metric::PeakDraw));
    [three, two, one, format!("wtd income {income}")]
        .into_iter()
        .find(|words| columns(words) <= room)
        .unwrap_or_default()
}
