//! A figure with its label, how it changed, and the claim on it.

use super::claims::verdict;
use crate::analysis::Measure;
use crate::model::{Input, Metric, Scenario};
use crate::session::Session;
use crate::view::format;
use crate::view::line::{Piece, piece};
use crate::view::look::Look;

/// A figure of a scenario, as the parts of a line.
pub(super) struct Figure {
    /// What it is.
    pub label: String,
    /// By how much it changed since the pin or the move's begin; empty where it reads the same.
    pub change: String,
    /// Its value, as people read it.
    pub value: String,
    /// The claim on it.
    pub claim: Option<Piece>,
    /// Whether it is a loss.
    pub negative: bool,
}

/// A metric or driver of a scenario.
pub(super) fn figure(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    measure: Measure,
    label: &str,
) -> Figure {
    let claim = verdict(session, look, scenario, measure);
    let (value, change, negative) = match measure {
        Measure::Metric(metric) => {
            let outcome = &session.results.scenarios[scenario].outcome;
            (
                format::metric(outcome, metric, session.horizon_year()),
                change(session, scenario, metric),
                outcome.metrics[metric].is_some_and(|value| value < 0.0),
            )
        }
        Measure::Driver(driver) => {
            let value = session.value(Input::Driver(driver), scenario);
            (format::setting(driver.spec().unit, value), String::new(), false)
        }
    };
    Figure { label: label.to_owned(), change, value, claim, negative }
}

/// By how much a metric differs from the reference: `+0.3`, in the figure's unit; `was 11.3 y` where a value came
/// or went.
fn change(session: &Session, scenario: Scenario, metric: Metric) -> String {
    let Some(reference) = session.reference() else { return String::new() };
    let unit = metric.spec().unit;
    let before = reference.scenarios[scenario].outcome.metrics[metric];
    let now = session.results.scenarios[scenario].outcome.metrics[metric];
    match (before, now) {
        (Some(before), Some(now)) if !format::reads_same(unit, before, now) => {
            format::bare_change(unit, now - before)
        }
        (Some(before), None) => format!("was {}", format::figure(unit, before)),
        (None, Some(_)) => "was none".to_owned(),
        _ => String::new(),
    }
}

impl Figure {
    /// The figure's own piece.
    pub(super) fn value_piece(&self, look: &Look) -> Piece {
        let style = if self.negative {
            look.theme.figure.patch(look.theme.negative)
        } else {
            look.theme.figure
        };
        piece(self.value.clone(), style)
    }
}
