//! Calibrating: the inputs that may move, then where they would go and what becomes of the claims.
//!
//! ```text
//! ┌─ Calibrate: 2 inputs may move ───────────────────────────────────┐
//! │ Which inputs may move so that the 5 fitted claims hold?          │
//! │                                                                  │
//! │ ▸ [x] Revenue yield ································ $0.325/yr/$ │
//! │   [x] base: Margin at reference ··························· 31 % │
//! └─ Enter work it out  Space mark  Esc cancel ──────────────────────┘
//! ```

use super::popup::{Popup, draw_rows};
use crate::analysis::{ClaimKind, ClaimMove, Fit, InputMove, VariedInput};
use crate::session::{CalibrateDialog, CalibrateStage, Context};
use crate::view::canvas::{Canvas, below, cut, piece, row};
use crate::view::format;
use crate::view::vocabulary::measure_names;
use crate::view::words::verdicts::{kind_word, verdict_words};
use crate::view::words::{bound_with_unit, varied_label};
use crate::widgets::text::{columns, truncate, wrap};
use ratatui::layout::Rect;

/// The dialog's width where there is room for it, and the rows that it takes at most.
const WIDTH: u16 = 96;
const MOST_ROWS: u16 = 26;

pub(super) fn draw(canvas: &mut Canvas, dialog: &CalibrateDialog, area: Rect) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let most = area.height.saturating_sub(4).clamp(4, MOST_ROWS);
    match &dialog.stage {
        CalibrateStage::Choosing | CalibrateStage::Working => {
            let count = dialog.varied().len();
            let title =
                format!("Calibrate: {count} input{} may move", if count == 1 { "" } else { "s" });
            let popup = Popup::new(Context::Calibrate, &title, width);
            let place = popup.with_rows(most.into(), area).draw(canvas, area);
            draw_inputs(canvas, dialog, place);
        }
        CalibrateStage::Found(fit) => {
            let popup = Popup::new(Context::Calibrated, "Calibrate: before → after", width);
            let said = wrap(&said(fit), popup.inside(area)).len();
            let lines = said + fit.moves.len() + fit.claims.len() + usize::from(fit.margin_capped);
            let rows = (lines + 2).min(most.into());
            let place = popup.with_rows(rows, area).draw(canvas, area);
            draw_found(canvas, fit, dialog.selected, place);
        }
    }
}

fn draw_inputs(canvas: &mut Canvas, dialog: &CalibrateDialog, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let fitted =
        session.preset.claims.iter().filter(|claim| claim.kind == ClaimKind::Calibrated).count();
    let asked = format!(
        "Which inputs may move so that the {} hold{}?",
        if fitted == 1 { "fitted claim".to_owned() } else { format!("{fitted} fitted claims") },
        if fitted == 1 { "s" } else { "" }
    );
    let (said, style) = match (&dialog.refused, &dialog.stage) {
        (Some(why), _) => (why.as_str(), theme.error),
        (None, CalibrateStage::Working) => ("working it out …", theme.dim),
        (None, _) => (asked.as_str(), theme.text),
    };
    let taken = canvas.wrapped(area, said, style).max(1);
    let line = |(input, marked): (&VariedInput, &bool)| {
        let unit = canvas.shown(input.input.spec().unit);
        let value = input.get(&session.preset.inputs).unwrap_or_default();
        let mark = if *marked { "[x]" } else { "[ ]" };
        let text = format!("{mark} {}", varied_label(canvas.money(), *input));
        (text, format::short_setting(unit, value))
    };
    let rows: Vec<(String, String)> = dialog.inputs.iter().zip(&dialog.marked).map(line).collect();
    draw_rows(canvas, &rows, Some(dialog.selected), below(area, taken + 1), |index| index);
}

fn draw_found(canvas: &mut Canvas, fit: &Fit, selected: usize, area: Rect) {
    let theme = &canvas.look.theme;
    let style = if fit.all_hold() { theme.text } else { theme.error };
    let taken = canvas.wrapped(area, &said(fit), style);
    let mut rest = below(area, taken);
    if fit.margin_capped {
        canvas.text(
            row(rest, 0),
            "in some of these cases the reference margin is capped",
            theme.dim,
        );
        rest = below(rest, 1);
    }
    rest = below(rest, 1);
    // The claims have at least half of what is left.
    let claims = u16::try_from(fit.claims.len()).unwrap_or(u16::MAX).min(rest.height / 2);
    let moves = usize::from(rest.height.saturating_sub(claims + 1));
    let hidden = fit.moves.len().saturating_sub(moves);
    let shown = if hidden == 0 { fit.moves.len() } else { moves.saturating_sub(1) };
    let mut line = 0;
    for moved in &fit.moves[..shown] {
        draw_move(canvas, moved, row(rest, line));
        line += 1;
    }
    if hidden > 0 {
        canvas.text(row(rest, line), format!("and {} more", fit.moves.len() - shown), theme.dim);
        line += 1;
    }
    let list = below(rest, line + 1);
    let room = usize::from(list.width).saturating_sub(4);
    let rows = claim_rows(canvas, &fit.claims, room);
    draw_rows(canvas, &rows, Some(selected), list, |index| index);
}

/// What it comes to: how many of the fitted claims hold.
fn said(fit: &Fit) -> String {
    let count = |holds: fn(&&ClaimMove) -> bool| fit.fitted().filter(holds).count();
    let (all, before, after) =
        (fit.fitted().count(), count(|each| each.held), count(|each| each.holds));
    let nearest = if fit.all_hold() { "" } else { "; these inputs come no nearer to the others" };
    format!("Fitted claims that hold: {before} of {all} → {after} of {all}{nearest}")
}

fn draw_move(canvas: &mut Canvas, moved: &InputMove, area: Rect) {
    let theme = &canvas.look.theme;
    let unit = canvas.shown(moved.input.input.spec().unit);
    let from = format::short_setting(unit, moved.from);
    let figures = if moved.is_moved() {
        let to = format::found_setting(unit, moved.to);
        [piece(format!("{from} → "), theme.dim), piece(to, theme.figure)]
    } else {
        [piece(from, theme.dim), piece(", stays", theme.dim)]
    };
    let label = varied_label(canvas.money(), moved.input);
    canvas.led(cut(area, 2, area.width), &[piece(label, theme.text)], &figures);
}

/// Claims: whether each holds, what it is about and its range; its figure before and after, and by
/// how much that misses. All have the longest names with which all have room.
fn claim_rows(canvas: &Canvas, claims: &[ClaimMove], room: usize) -> Vec<(String, String)> {
    let rows = |length: usize| claims.iter().map(move |each| claim_row(canvas, each, length));
    let fits = |length: &usize| {
        rows(*length).all(|(text, figures)| columns(&text) + columns(&figures) + 2 <= room)
    };
    let length = (0..3).find(fits).unwrap_or(2);
    let cut = |(text, figures): (String, String)| {
        let left = room.saturating_sub(columns(&figures) + 2);
        (truncate(&text, left, "…").into_owned(), figures)
    };
    rows(length).map(cut).collect()
}

fn claim_row(canvas: &Canvas, each: &ClaimMove, length: usize) -> (String, String) {
    let claim = &each.claim;
    let look = canvas.look;
    let [holds, fails] = look.glyphs.verdicts;
    let verdict = if each.holds { holds } else { fails };
    let [before, after] =
        [each.before, each.after].map(|value| verdict_words(canvas.money(), claim, value));
    let too = after.too.map_or_else(String::new, |too| format!(", {too}"));
    let bound = bound_with_unit(claim.bound, canvas.shown(claim.measure.unit()));
    let name = &measure_names(claim.measure)[length];
    let kind = match claim.kind {
        ClaimKind::Calibrated => String::new(),
        kind => format!(" ({})", kind_word(kind)),
    };
    let text = format!("{verdict} {} {name}{kind}  {bound}", look.mark(claim.scenario));
    let figures = if before.figure == after.figure {
        after.figure
    } else {
        format!("{} → {}", before.figure, after.figure)
    };
    (text, figures + &too)
}
