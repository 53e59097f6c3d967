//! The Claims screen: what was said, by whom, against the model, live.
//!
//! ```text
//! Fitted 5/5   Inputs 1/1   TESTED 2/5   Plausible 0/2
//! Tested: it follows from the rest of the model, or doesn't
//! ▸ ✗ ● Steady-state payback  3–5 y  ├──[▓▓▓]──●──┤  5.6 y  0.6 y too long
//!   …
//!
//! what the chosen claim says, what must be true for it, its source, the same bar on a named axis
//! ```

mod detail;
pub(super) mod line;

use super::canvas::{Canvas, below, cut, foot, row};
use super::regions::ClickTarget;
use super::weighted::weighted_figures;
use super::words::capital;
use super::words::verdicts::kind_word;
use crate::analysis::{Claim, ClaimKind, count_by_kind};
use crate::model::Input;
use crate::session::Row;
use crate::widgets::list::first_visible;
use crate::widgets::text::columns;
use line::{ClaimLine, Columns, MARKS};
use ratatui::layout::Rect;

/// Rows at the foot for the chosen claim: at least, and at best.
const DETAIL: u16 = 7;
const WHOLE_DETAIL: u16 = 12;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (claims, theme) = (&canvas.session.preset.claims, &canvas.look.theme);
    draw_title(canvas, row(area, 0));
    if claims.is_empty() {
        canvas.text(row(area, 2), "this preset has no claims", theme.dim);
        return;
    }
    let selected = canvas.session.screens.claims.selected.min(claims.len() - 1);
    let shown = canvas.session.screen_lines(claims.len());
    let room = area.height.saturating_sub(1);
    let spacing = Spacing::of(claims, &shown, room);
    let rows = spacing.rows(claims, &shown);
    let least = room.saturating_sub(DETAIL).min(rows);
    let (list, detail) = foot(below(area, 1), room.saturating_sub(rows.max(least)).max(DETAIL));
    draw_list(canvas, list, &shown, spacing);
    detail::draw(canvas, &claims[selected], below(detail, 1));
}

/// How far apart the lines stand.
#[derive(Debug, Clone, Copy, Default)]
struct Spacing {
    /// Whether each kind has a head.
    heads: bool,
    /// Blank rows before a head that isn't the first line.
    before_head: u16,
    /// Whether what a claim says stands below it.
    says: bool,
    /// Blank rows between claims.
    between: u16,
}

impl Spacing {
    /// The widest with which everything is seen.
    fn of(claims: &[Claim], shown: &[usize], room: u16) -> Self {
        let all = [
            (Self { heads: true, before_head: 1, says: true, between: 1 }, WHOLE_DETAIL),
            (Self { heads: true, before_head: 1, says: true, between: 0 }, DETAIL),
            (Self { heads: true, before_head: 1, says: false, between: 1 }, WHOLE_DETAIL),
            (Self { heads: true, before_head: 1, says: false, between: 0 }, DETAIL),
            (Self { heads: true, before_head: 0, says: false, between: 0 }, DETAIL),
        ];
        let fits = |(spacing, detail): &(Self, u16)| spacing.rows(claims, shown) + detail <= room;
        all.into_iter().find(fits).map_or_else(Self::default, |(spacing, _)| spacing)
    }

    /// The rows from the line before to this one's head, if it has one, and to itself.
    fn places(self, claims: &[Claim], shown: &[usize]) -> Vec<(Option<u16>, u16)> {
        let mut next = 0;
        let mut before: Option<&Claim> = None;
        let places = shown.iter().map(|index| {
            let claim = &claims[*index];
            let begins = self.heads && before.is_none_or(|before| before.kind != claim.kind);
            if before.is_some() {
                next += if begins { self.before_head } else { self.between };
            }
            before = Some(claim);
            let head = begins.then_some(next);
            next += u16::from(begins);
            let place = next;
            next += 1 + u16::from(self.says);
            (head, place)
        });
        places.collect()
    }

    fn rows(self, claims: &[Claim], shown: &[usize]) -> u16 {
        self.places(claims, shown).last().map_or(0, |(_, last)| last + 1 + u16::from(self.says))
    }
}

/// The claims that a filter leaves; where not all have room, those around the chosen one.
fn draw_list(canvas: &mut Canvas, area: Rect, shown: &[usize], spacing: Spacing) {
    let claims = &canvas.session.preset.claims;
    let selected = canvas.session.screens.claims.selected.min(claims.len() - 1);
    let lines: Vec<ClaimLine> = claims.iter().map(|claim| ClaimLine::of(canvas, claim)).collect();
    let chosen = shown.iter().position(|index| *index == selected);
    let first = if spacing.heads { 0 } else { first_visible(chosen, shown.len(), area.height) };
    let rows = if spacing.heads { spacing.rows(claims, shown).into() } else { shown.len() };
    let left = canvas.mark_more(area, first, rows);
    // Its words need every column, and few of them reach the last one.
    let area = Rect { width: area.width.min(left.width + 1), ..left };
    let widths = Columns::of(&lines, area.width);
    let places = spacing.places(claims, &shown[first..]);
    for (index, (head, place)) in shown[first..].iter().zip(places) {
        if let Some(head) = head {
            draw_head(canvas, claims[*index].kind, row(area, head));
        }
        let (line, place) = (place, row(area, place));
        let is_marked = canvas.session.screens.claims.marked.contains(&claims[*index].id);
        lines[*index].draw(canvas, (*index == selected, is_marked), widths, place);
        canvas.mark_screen_words(place);
        canvas.on_click(place, ClickTarget::Line(*index));
        if spacing.says {
            let said = cut(row(area, line + 1), MARKS + 2, area.width);
            canvas.text(said, &claims[*index].says, canvas.look.theme.dim);
        }
    }
}

/// A kind, and what it means for a claim of it to hold.
fn draw_head(canvas: &mut Canvas, kind: ClaimKind, area: Rect) {
    let theme = &canvas.look.theme;
    let taken = canvas.text(area, capital(kind_word(kind)), theme.title);
    let rest = cut(area, taken + 2, area.width);
    // Cut words say less than none.
    if columns(kind.meaning()) <= usize::from(rest.width) {
        canvas.text(rest, kind.meaning(), theme.dim);
    }
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
                capital(kind_word(count.kind))
            }
        };
        format!("{word} {}/{}", count.holding, count.all)
    });
    words.collect::<Vec<_>>().join("   ")
}
