//! The Claims screen: what was said, by whom, against the model, live.
//!
//! ```text
//! Fitted 5/5   Inputs 1/1   TESTED 2/5   Plausible 0/2
//! ▸ tested     ● Steady-state payback 3–5              5.6 y  ✗ high by 0.6 y
//!   …
//!
//! what the chosen claim says
//! tested: what its holding means
//! its source
//! ```

use super::canvas::{Canvas, below, cut, foot, piece, row};
use super::claim_mark::claim_mark_and_miss;
use super::regions::ClickTarget;
use super::weighted::weighted_figures;
use super::words::bound_with_unit;
use super::words::verdicts::{kind_word, verdict_words};
use crate::analysis::{Claim, ClaimKind, count_by_kind};
use crate::model::Input;
use crate::session::Row;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::layout::Rect;

/// Rows at the foot for the chosen claim.
const DETAIL: u16 = 6;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (claims, theme) = (&canvas.session.preset.claims, &canvas.look.theme);
    draw_title(canvas, row(area, 0));
    if claims.is_empty() {
        canvas.text(row(area, 2), "this preset has no claims", theme.dim);
        return;
    }
    let (list, detail) = foot(below(area, 1), DETAIL);
    let selected = canvas.session.screens.claims.selected.min(claims.len() - 1);
    canvas.list(list, (claims.len(), selected), |canvas, index, row| {
        draw_claim(canvas, &claims[index], index == selected, row);
    });
    draw_detail(canvas, &claims[selected], below(detail, 1));
}

/// How many claims hold; where there is room, the figures weighted across the scenarios, which lead
/// to the weights.
fn draw_title(canvas: &mut Canvas, area: Rect) {
    let theme = &canvas.look.theme;
    let taken = canvas.text(area, title(canvas), theme.title);
    let rest = cut(area, taken + 3, area.width);
    let words = weighted_figures(canvas.session, usize::from(rest.width));
    let taken = u16::try_from(columns(&words)).unwrap_or(rest.width);
    let place = cut(rest, rest.width.saturating_sub(taken), taken);
    canvas.text(place, words, theme.dim);
    canvas.on_click(place, ClickTarget::Row(Row::Slider(Input::Weight)));
}

/// How many claims of each kind hold; what was put to the test stands out.
fn title(canvas: &Canvas) -> String {
    let claims = canvas.session.preset.claims.iter();
    let holds = |claim| Claim::holds(claim, canvas.session.claim_value(claim));
    let counts = count_by_kind(claims.map(|claim| (claim, holds(claim))));
    if counts.is_empty() {
        return "Claims".to_owned();
    }
    let words = counts.iter().map(|count| {
        let word = match count.kind {
            ClaimKind::Tested => kind_word(count.kind).to_uppercase(),
            ClaimKind::Calibrated | ClaimKind::Input | ClaimKind::Plausibility => {
                let (first, rest) = kind_word(count.kind).split_at(1);
                first.to_uppercase() + rest
            }
        };
        format!("{word} {}/{}", count.holding, count.all)
    });
    words.collect::<Vec<_>>().join("   ")
}

/// A claim in a line: kind, what it is about, its bound, the model's figure.
fn draw_claim(canvas: &mut Canvas, claim: &Claim, chosen: bool, area: Rect) {
    let look = canvas.look;
    let theme = &look.theme;
    let value = canvas.session.claim_value(claim);
    let words = verdict_words(canvas.money(), claim, value);
    let (mark, style) = canvas.mark(chosen);
    let kind = match claim.kind {
        ClaimKind::Plausibility => "plausible",
        ClaimKind::Calibrated | ClaimKind::Input | ClaimKind::Tested => claim.kind.id(),
    };
    // The kind gives way where there is little room; the chosen claim's is told at the foot.
    let kind = if area.width < 80 { String::new() } else { format!("{:<11}", kind.to_lowercase()) };
    let left = [
        piece(format!("{mark} {kind}"), theme.dim),
        piece(format!("{} ", look.mark(claim.scenario)), theme.scenario(claim.scenario)),
        piece(format!("{} ", claim.measure.label()), style),
        piece(bound_with_unit(claim.bound, canvas.shown(claim.measure.unit())), theme.dim),
    ];
    let (word, style) = claim_mark_and_miss(canvas, claim, value);
    let figure = piece(format!("{}  ", words.figure), theme.figure);
    let right = [figure, piece(format!("{word:<16}"), style)];
    canvas.led(area, &left, &right);
}

/// The chosen claim in words, and its source, each in two lines at most.
fn draw_detail(canvas: &mut Canvas, claim: &Claim, area: Rect) {
    let theme = &canvas.look.theme;
    let kind = format!("{}: {}", claim.kind.id(), claim.kind.meaning());
    let mut rest = area;
    for (text, style) in [(&claim.says, theme.text), (&kind, theme.dim), (&claim.source, theme.dim)]
    {
        let mut lines = wrap(&harmless(text), usize::from(area.width));
        lines.truncate(2);
        rest = below(rest, canvas.lines(rest, &lines, style));
    }
}
