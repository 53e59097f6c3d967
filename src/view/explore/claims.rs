//! A claim's bound beside the figure that it speaks of: in or out.

use crate::analysis::{Claim, Measure};
use crate::model::Scenario;
use crate::session::Session;
use crate::view::line::{Piece, piece};
use crate::view::look::Look;
use crate::view::words::bound;

/// The claim on a figure of a scenario, if there is one.
pub(super) fn claim_on(session: &Session, scenario: Scenario, measure: Measure) -> Option<&Claim> {
    session
        .preset
        .claims
        .iter()
        .find(|claim| claim.scenario == scenario && claim.measure == measure)
}

/// A claim's bound and whether the figure lies in it: `2.5–3.0 in`.
pub(super) fn verdict(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    measure: Measure,
) -> Option<Piece> {
    let claim = claim_on(session, scenario, measure)?;
    let assumptions = &session.preset.inputs.scenarios[scenario];
    let value = measure.value(assumptions, &session.results.scenarios[scenario].outcome);
    let (word, style) =
        if claim.holds(value) { ("in", look.theme.holds) } else { ("out", look.theme.fails) };
    Some(piece(format!("{} {word}", bound(claim.bound, measure.unit())), style))
}
