//! A value typed in: of an input or another field, of a target, or a site's name.
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
use crate::model::{Input, Site, Unit};
use crate::session::{Context, ExactEntry, Exacted, Field};
use crate::view::canvas::{Canvas, below, cut};
use crate::view::format;
use crate::view::words::{
    bound_with_unit, claim_about_words, field_valid_words, field_words, input_label, valid_words,
};
use crate::widgets::text::{columns, harmless, truncate, wrap};
use ratatui::layout::Rect;

const WIDTH: u16 = 60;

/// The same where a text is typed.
const WIDE: u16 = 76;

pub(super) fn draw(canvas: &mut Canvas, entry: &ExactEntry, area: Rect) {
    let title = title(canvas, entry.exacted);
    if let Some((fraction, percentage)) = entry.question {
        let unit = canvas.shown(entry.exacted.unit().unwrap_or(Unit::Share));
        let [fraction, percentage] =
            [fraction, percentage].map(|value| format::setting(unit, value));
        let body = format!("‘{}’: did you mean {fraction} or {percentage}?", entry.field.text());
        Popup::new(Context::Question, &title, WIDTH).around(&[&body]).draw(canvas, area);
        return;
    }
    let (prompt, now, meaning) = words(canvas, entry.exacted);
    let claim = entry.claim(canvas.session);
    let context = if claim.is_some() { Context::Target } else { Context::Text };
    let claimed = claim.map(|claim| claim_words(canvas, claim, entry.exacted));
    let is_text = entry.exacted.unit().is_none();
    let popup = Popup::new(context, &title, if is_text { WIDE } else { WIDTH });
    // Beneath the field as much as there is to say about what is wrong.
    let indent = u16::try_from(columns(prompt)).unwrap_or(0);
    let room = popup.inside(area).saturating_sub(usize::from(indent));
    let wrong = wrap(&harmless(entry.error.as_deref().unwrap_or_default()), room);
    let blank = std::iter::repeat_n("", 1 + wrong.len().max(1));
    let lines: Vec<&str> = blank.chain([now.as_str(), meaning]).chain(claimed.as_deref()).collect();
    let place = popup.around(&lines).draw(canvas, area);
    input(canvas, prompt, &entry.field, None, place);
    canvas.lines(cut(below(place, 1), indent, place.width), &wrong, canvas.look.theme.error);
}

fn title(canvas: &Canvas, exacted: Exacted) -> String {
    match exacted {
        Exacted::Input(input, scenario) if input.is_per_scenario() => {
            format!("{} of {}", input_label(canvas.money(), input), scenario.id())
        }
        Exacted::Input(input @ Input::Site(site, number), _) => {
            of_site(canvas, site, number.spec().label, input.label())
        }
        Exacted::Input(input, _) => input_label(canvas.money(), input),
        Exacted::Field(field @ Field::Site(site, _)) => {
            of_site(canvas, site, field.label(), field.label().to_owned())
        }
        Exacted::Field(field) => field.long_label().to_owned(),
        Exacted::NewSite => "New site, a copy of the last".to_owned(),
        Exacted::SiteCopy(site) => of_site(canvas, site, "Copy", "Copy of a site".to_owned()),
        Exacted::SolveTarget(metric) => {
            let (label, of) = (metric.spec().label, canvas.session.scenario.id());
            format!("{label} of {of}: what must be true?")
        }
        Exacted::GridTarget(metric) => format!("{}: draw the contour of", metric.spec().label),
    }
}

/// Something of a site, by the site's name where it has one.
fn of_site(canvas: &Canvas, site: usize, what: &str, otherwise: String) -> String {
    let sites = &canvas.session.preset.inputs.programme.sites;
    let of = |site: &Site| format!("{what} of {}", truncate(&harmless(&site.name), 30, "…"));
    sites.get(site).map_or(otherwise, of)
}

/// The claim whose target can be had instead.
fn claim_words(canvas: &Canvas, claim: &Claim, exacted: Exacted) -> String {
    let session = canvas.session;
    let is_on_it = |metric| claim.measure == Measure::Metric(metric);
    let about = match exacted {
        Exacted::SolveTarget(metric) if is_on_it(metric) && claim.scenario == session.scenario => {
            let unit = canvas.shown(metric.spec().unit);
            format!("claimed: {}", bound_with_unit(claim.bound, unit))
        }
        Exacted::SolveTarget(_)
        | Exacted::Input(..)
        | Exacted::Field(_)
        | Exacted::NewSite
        | Exacted::SiteCopy(_)
        | Exacted::GridTarget(_) => claim_about_words(session, claim),
    };
    format!("{about}; Tab asks what must be true for it")
}

/// The prompt, the value now and what is valid, what it means.
fn words(canvas: &Canvas, exacted: Exacted) -> (&'static str, String, &'static str) {
    let session = canvas.session;
    match exacted {
        Exacted::Input(input, scenario) => {
            let (spec, unit) = (input.spec(), canvas.shown(input.spec().unit));
            let now = format::setting(unit, session.value(input, scenario));
            let valid = valid_words(canvas.money(), spec, format::setting);
            let in_unit = if spec.valid.max.is_finite() {
                String::new()
            } else {
                format!(" {}", unit.name())
            };
            ("value ", format!("now {now}; {valid}{in_unit}"), spec.meaning)
        }
        Exacted::Field(field) => {
            let now = field_words(session, field).unwrap_or_default();
            let valid = field_valid_words(canvas.money(), field);
            let now = if field.is_text() { valid } else { format!("now {now}; {valid}") };
            ("value ", now, field.meaning())
        }
        Exacted::NewSite => (
            "name ",
            "what people call it; it stands behind the last".to_owned(),
            "its numbers and dates are the last one's until they are changed",
        ),
        Exacted::SiteCopy(_) => (
            "name ",
            "what people call it; it stands behind the site".to_owned(),
            "its numbers and dates are the site's until they are changed",
        ),
        Exacted::SolveTarget(metric) | Exacted::GridTarget(metric) => {
            let unit = canvas.shown(metric.spec().unit);
            let now = canvas.metric(session.scenario, metric);
            let typed = match unit.unit {
                Unit::PerYear => "% a year".into(),
                _ => format::axis_unit(unit),
            };
            ("target ", format!("now {now}; in {typed}"), metric.spec().meaning)
        }
    }
}
