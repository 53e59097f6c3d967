//! The figures weighted across the scenarios, on Claims and on Programme.

use super::format;
use crate::model::Metric;
use crate::session::Session;
use crate::widgets::text::columns;

/// The weighted figures, as many as there is room for.
pub(super) fn weighted_figures(session: &Session, room: usize) -> String {
    let outcomes = session.outcomes();
    let figure = |metric: Metric| {
        session.preset.inputs.weighted(metric, &outcomes).map_or_else(
            || "n/a".to_owned(),
            |value| format::figure(session.preset.shown(metric.spec().unit), value),
        )
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
