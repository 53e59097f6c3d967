//! Whether a claim holds, as a mark.

use super::canvas::{Canvas, Piece, piece};
use super::words::verdicts::verdict_words;
use crate::analysis::Claim;
use crate::model::Unit;

/// `✓`, or `✗ low` or `✗ high` for a figure on that side of the claim's bound; a figure that is
/// absent is on neither, but no payback is later than any.
pub(super) fn claim_mark(canvas: &Canvas, claim: &Claim, value: Option<f64>) -> Piece {
    let (theme, [holds, fails]) = (&canvas.look.theme, canvas.look.glyphs.verdicts);
    if claim.holds(value) {
        return piece(holds, theme.holds);
    }
    let is_high = match value {
        Some(value) => Some(claim.bound.miss(value) > 0.0),
        None => (claim.measure.unit() == Unit::Years).then_some(true),
    };
    let side = match is_high {
        Some(true) => " high",
        Some(false) => " low",
        None => "",
    };
    piece(format!("{fails}{side}"), theme.fails)
}

/// The same with by how much it misses, where that can be said: `✗ 0.2 y too long`.
pub(super) fn claim_mark_and_miss(canvas: &Canvas, claim: &Claim, value: Option<f64>) -> Piece {
    let mark = claim_mark(canvas, claim, value);
    let fails = canvas.look.glyphs.verdicts[1];
    match verdict_words(canvas.money(), claim, value).too {
        Some(too) => piece(format!("{fails} {too}"), mark.1),
        None => mark,
    }
}
