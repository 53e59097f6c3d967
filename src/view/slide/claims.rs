//! Claims put to the test, a bar each: the bound, and where the model's figure lies.

use super::figures::Figures;
use crate::analysis::{Claim, ClaimKind};
use crate::session::Session;
use crate::view::canvas::{Canvas, Piece, below, cut, piece, row};
use crate::view::claims::line::bar;
use crate::view::vocabulary::measure_names;
use crate::view::words::verdicts::verdict_words;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// The claims that a slide is about: those that were tested; where none was, all.
pub(super) fn shown(session: &Session) -> Vec<&Claim> {
    let claims = &session.preset.claims;
    let tested: Vec<&Claim> =
        claims.iter().filter(|claim| claim.kind == ClaimKind::Tested).collect();
    if tested.is_empty() { claims.iter().collect() } else { tested }
}

/// Columns between name, bar and verdict.
const GAP: u16 = 2;
/// The most bars, and lines from one to the next.
const MOST: usize = 6;
const FARTHEST: u16 = 4;

/// A claim's name, the claim, and what the model gives.
type Named<'a> = (String, &'a Claim, Option<f64>);

/// Those that are named within the figures that may be shown: first those that fail, which matter
/// most, and all in the order of the file.
fn named<'a>(canvas: &Canvas<'a>, figures: &mut Figures) -> Vec<Named<'a>> {
    let session = canvas.session;
    let all = shown(session).into_iter().map(|claim| {
        let value = session.claim_value(claim);
        let name = &measure_names(claim.measure)[1];
        (format!("{} {name}", canvas.look.mark(claim.scenario)), claim, value)
    });
    let (failing, holding): (Vec<_>, Vec<_>) =
        all.enumerate().partition(|(_, (_, claim, value))| !claim.holds(*value));
    let mut kept: Vec<(usize, Named)> = failing
        .into_iter()
        .chain(holding)
        .filter(|(_, (name, ..))| figures.allow(name))
        .take(MOST)
        .collect();
    kept.sort_by_key(|(place, _)| *place);
    kept.into_iter().map(|(_, named)| named).collect()
}

/// Whether a claim holds, or by how much the figure misses it.
fn verdict(canvas: &Canvas, claim: &Claim, value: Option<f64>, figures: &mut Figures) -> Piece {
    let (theme, [holds, fails]) = (&canvas.look.theme, canvas.look.glyphs.verdicts);
    if claim.holds(value) {
        return piece(format!("{holds} holds"), theme.holds);
    }
    let words = verdict_words(canvas.money(), claim, value);
    // A figure that is absent has no distance from the bound.
    let too = words.too.unwrap_or(words.figure);
    let said = if figures.allow(&too) { too } else { "fails".to_owned() };
    piece(format!("{fails} {said}"), theme.fails)
}

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let claims = named(canvas, figures);
    let text = canvas.look.theme.text;
    if claims.is_empty() {
        return canvas.centred(area, "this preset has no claims", text);
    }
    let is_part = claims.len() < shown(canvas.session).len();
    if is_part {
        canvas.text(row(area, 0), "some of them:", text);
    }
    let area = below(area, 2 * u16::from(is_part));
    let verdicts: Vec<Piece> =
        claims.iter().map(|(_, claim, value)| verdict(canvas, claim, *value, figures)).collect();
    let widest = |widths: &mut dyn Iterator<Item = usize>| {
        u16::try_from(widths.max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let label = widest(&mut claims.iter().map(|(name, ..)| columns(name)));
    let said = widest(&mut verdicts.iter().map(|(words, _)| columns(words)));
    let count = u16::try_from(claims.len()).unwrap_or(u16::MAX);
    let each = (area.height / count).clamp(1, FARTHEST);
    let width = area.width.saturating_sub(label + said + 2 * GAP);
    for (index, ((name, claim, value), verdict)) in (0..count).zip(claims.iter().zip(verdicts)) {
        let place = row(area, index * each);
        canvas.text(cut(place, 0, label), name, canvas.look.theme.scenario(claim.scenario));
        canvas.render(bar(canvas, claim, *value), cut(place, label + GAP, width));
        canvas.left(cut(place, label + GAP + width + GAP, said), &[verdict]);
    }
}
