//! A figure of a scenario, how it changed, and the claim on it.

use crate::analysis::Measure;
use crate::model::{Input, Metric, Scenario};
use crate::view::canvas::{Canvas, Piece, piece};
use crate::view::format;
use crate::view::words::bound;

/// A figure of a scenario, as the parts of a line.
pub(super) struct Figure {
    /// By how much it changed since the pin or the move's begin; empty where it reads the same.
    pub(super) change: String,
    /// Its value, as people read it.
    pub(super) value: Piece,
    pub(super) claim: Option<Piece>,
}

pub(super) fn figure(canvas: &Canvas, scenario: Scenario, measure: Measure) -> Figure {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let outcome = canvas.outcome(scenario);
    let (value, change, negative) = match measure {
        Measure::Metric(metric) => (
            format::metric(outcome, metric, session.horizon_year()),
            change(canvas, scenario, metric),
            outcome.metrics[metric].is_some_and(|value| value < 0.0),
        ),
        Measure::Driver(driver) => {
            let value = session.value(Input::Driver(driver), scenario);
            (format::setting(driver.spec().unit, value), String::new(), false)
        }
    };
    let style = if negative { theme.figure.patch(theme.negative) } else { theme.figure };
    Figure { change, value: piece(value, style), claim: verdict(canvas, scenario, measure) }
}

/// By how much a metric differs from the reference: `+0.3`, in the figure's unit; `was 11.3 y`
/// where a value came or went.
fn change(canvas: &Canvas, scenario: Scenario, metric: Metric) -> String {
    let Some(reference) = canvas.session.reference() else { return String::new() };
    let unit = metric.spec().unit;
    let before = reference.scenarios[scenario].outcome.metrics[metric];
    match (before, canvas.outcome(scenario).metrics[metric]) {
        (Some(before), Some(now)) if !format::reads_same(unit, before, now) => {
            format::bare_change(unit, now - before)
        }
        (Some(before), None) => format!("was {}", format::figure(unit, before)),
        (None, Some(_)) => "was none".to_owned(),
        (Some(_), Some(_)) | (None, None) => String::new(),
    }
}

/// A claim's bound and whether the figure lies in it: `2.5–3.0 in`.
fn verdict(canvas: &Canvas, scenario: Scenario, measure: Measure) -> Option<Piece> {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let is_on_it =
        |claim: &&crate::analysis::Claim| claim.scenario == scenario && claim.measure == measure;
    let claim = session.preset.claims.iter().find(is_on_it)?;
    let assumptions = &session.preset.inputs.scenarios[scenario];
    let value = measure.value(assumptions, canvas.outcome(scenario));
    let (word, style) = if claim.holds(value) { ("in", theme.holds) } else { ("out", theme.fails) };
    Some(piece(format!("{} {word}", bound(claim.bound, measure.unit())), style))
}
