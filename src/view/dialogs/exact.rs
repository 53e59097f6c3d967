//! A value typed in: of an input, or of a target.
//!
//! ```text
//! ┌─ Utilization of base ────────────────────────────────────┐
//! │ value 65                                                 │
//! │       what is wrong with it                              │
//! │ now 65 %; valid 0 % to 100 %                             │
//! │ what it is                                               │
//! │ the claim on it, or on another figure instead            │
//! └─ Enter accept  Esc cancel ───────────────────────────────┘
//! ```

use super::popup::{Popup, input};
use crate::analysis::{Claim, Measure};
use crate::model::Unit;
use crate::session::{Context, ExactEntry, Exacted};
use crate::view::canvas::Canvas;
use crate::view::format;
use crate::view::words::{bound_with_unit, claim_about_words, input_label, valid_words};
use ratatui::layout::Rect;

const WIDTH: u16 = 60;

pub(super) fn draw(canvas: &mut Canvas, entry: &ExactEntry, area: Rect) {
    let title = title(canvas, entry.exacted);
    if let Some((fraction, percentage)) = entry.question {
        let [fraction, percentage] = [fraction, percentage]
            .map(|value| format::setting(canvas.shown(entry.exacted.unit()), value));
        let body = format!("‘{}’: did you mean {fraction} or {percentage}?", entry.field.text());
        Popup::new(Context::Question, &title, WIDTH).around(&[&body]).draw(canvas, area);
        return;
    }
    let (prompt, now, meaning) = words(canvas, entry.exacted);
    let claim = entry.claim(canvas.session);
    let context = if claim.is_some() { Context::Target } else { Context::Text };
    let claimed = claim.map(|claim| claim_words(canvas, claim, entry.exacted));
    let lines: Vec<&str> = ["", "", &now, meaning].into_iter().chain(claimed.as_deref()).collect();
    let place = Popup::new(context, &title, WIDTH).around(&lines).draw(canvas, area);
    input(canvas, prompt, &entry.field, entry.error.as_deref(), place);
}

fn title(canvas: &Canvas, exacted: Exacted) -> String {
    match exacted {
        Exacted::Input(input, scenario) if input.is_per_scenario() => {
            format!("{} of {}", input_label(canvas.money(), input), scenario.id())
        }
        Exacted::Input(input, _) => input_label(canvas.money(), input),
        Exacted::SolveTarget(metric) => {
            let (label, of) = (metric.spec().label, canvas.session.scenario.id());
            format!("{label} of {of}: what must be true?")
        }
        Exacted::GridTarget(metric) => format!("{}: draw the contour of", metric.spec().label),
    }
}

/// The claim whose target can be had instead.
fn claim_words(canvas: &Canvas, claim: &Claim, exacted: Exacted) -> String {
    let session = canvas.session;
    let is_on_it = |metric| claim.measure == Measure::Metric(metric);
    let about = match exacted {
        Exacted::SolveTarget(metric) if is_on_it(metric) && claim.scenario == session.scenario => {
            format!("claimed: {}", bound_with_unit(claim.bound, canvas.shown(exacted.unit())))
        }
        Exacted::SolveTarget(_) | Exacted::Input(..) | Exacted::GridTarget(_) => {
            claim_about_words(session, claim)
        }
    };
    format!("{about}; Tab asks what must be true for it")
}

/// The prompt, the value now and what is valid, what it means.
fn words(canvas: &Canvas, exacted: Exacted) -> (&'static str, String, &'static str) {
    let (session, unit) = (canvas.session, canvas.shown(exacted.unit()));
    match exacted {
        Exacted::Input(input, scenario) => {
            let spec = input.spec();
            let now = format::setting(unit, session.value(input, scenario));
            let valid = valid_words(canvas.money(), spec, format::setting);
            let in_unit = if spec.valid.max.is_finite() {
                String::new()
            } else {
                format!(" {}", unit.name())
            };
            ("value ", format!("now {now}; {valid}{in_unit}"), spec.meaning)
        }
        Exacted::SolveTarget(metric) | Exacted::GridTarget(metric) => {
            let now = canvas.metric(session.scenario, metric);
            let typed = match unit.unit {
                Unit::PerYear => "% a year".into(),
                _ => format::axis_unit(unit),
            };
            ("target ", format!("now {now}; in {typed}"), metric.spec().meaning)
        }
    }
}
