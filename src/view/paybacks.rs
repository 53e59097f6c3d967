//! The Paybacks screen: every way to count payback on one axis of years, and how the chosen one comes
//! about. Where there is room each scenario has a rung of its own, with the month it reaches; else all
//! share one.
//!
//! ```text
//! Paybacks of ● base: 5.2 to 12.9 y, or never, by what is counted
//!                          0   2   4   6   8   10  12  14 y never   ▼ bear  ● base  ▲ bull
//! ▸ Payback                ────────────▲─────────●────────  ▸ ▼      never  11.3 y   6.4 y
//!     first spend until cash is back at zero …
//!
//! Payback = years before − cash before ÷ cash of the year = … = 11.3 y
//! ```

mod ladder;

use super::canvas::{Canvas, below, piece, row};
use super::claim_mark::claim_mark_and_miss;
use super::format;
use super::regions::ClickTarget;
use super::vocabulary::{column_names, names};
use super::words::bound_with_unit;
use crate::analysis::{Measure, PaybackRow, Question, explain, paybacks};
use crate::model::Metric;
use crate::widgets::list::first_visible;
use ladder::Ladder;
use ratatui::layout::Rect;

/// Rows of a payback at best: all scenarios on one axis and what it counts, or a rung for each, each
/// with a blank row.
const SHARED: u16 = 3;
const RUNGS: u16 = 4;
/// Blank rows that rungs have at most beyond that.
const LOOSE: u16 = 2;
/// Rows of what is said of the chosen one, a blank one before it, where rungs can be looser.
const DETAIL: u16 = 6;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let rows = paybacks(&session.preset.inputs, session.scenario).rows;
    canvas.text(row(area, 0), title(canvas, &rows), canvas.look.theme.title);
    let metrics: Vec<Metric> = rows.iter().map(|row| row.metric).collect();
    let rest = below(area, 1);
    let count = u16::try_from(rows.len()).unwrap_or(1).max(1);
    // As far apart as all have room for.
    let room = rest.height.saturating_sub(1);
    let has_rungs = Ladder::has_room_for_rungs(area.width) && room > RUNGS * count;
    let each = if has_rungs {
        (room.saturating_sub(DETAIL) / count).clamp(RUNGS, RUNGS + LOOSE)
    } else {
        ((room + 1) / count).clamp(1, SHARED)
    };
    let ladder = Ladder::of(canvas, &metrics, area.width, has_rungs);
    let gap = u16::from(room > each * count);
    ladder.draw_head(canvas, row(rest, gap));
    let rest = below(rest, gap + 1);
    let all: Vec<_> = metrics.iter().map(|metric| names(*metric)).collect();
    let labels = column_names(&all, ladder.room_for_label());
    let shown = session.screen_lines(rows.len());
    let selected = session.screens.paybacks.selected;
    let in_sight = rest.height.div_ceil(each);
    let chosen = shown.iter().position(|at| *at == selected);
    let first = first_visible(chosen, shown.len(), in_sight);
    let mut left = rest;
    for at in shown.iter().skip(first).take(in_sight.into()) {
        let Some((payback, label)) = rows.get(*at).zip(labels.get(*at)) else { continue };
        let place = Rect { height: left.height.min(each), ..left };
        canvas.on_click(place, ClickTarget::Line(*at));
        ladder.draw_payback(canvas, payback, (label, *at == selected), place);
        left = below(left, each);
    }
    if let Some(payback) = rows.get(selected) {
        // Where paybacks have a blank row each, the last one's is there already.
        let blank = u16::from(each < SHARED);
        draw_detail(canvas, payback.metric, below(left, blank));
    }
}

/// How far the chosen scenario's paybacks are apart.
fn title(canvas: &Canvas, rows: &[PaybackRow]) -> String {
    let name = canvas.look.name(canvas.session.scenario);
    let unit = canvas.shown(Metric::PaybackYears.spec().unit);
    let years = rows.iter().filter_map(|row| row.years);
    let (low, high) = years
        .clone()
        .fold((f64::INFINITY, 0.0_f64), |(low, high), years| (low.min(years), high.max(years)));
    if low.is_infinite() {
        return format!("Paybacks of {name}: never, whatever is counted");
    }
    let low = format::bare_figure(unit, low);
    let never = if years.count() < rows.len() { ", or never" } else { "" };
    format!(
        "Paybacks of {name}: {low} to {}{never}, by what is counted",
        format::figure(unit, high)
    )
}

/// How the chosen payback comes about, and what is claimed of it.
fn draw_detail(canvas: &mut Canvas, metric: Metric, area: Rect) {
    let session = canvas.session;
    let theme = &canvas.look.theme;
    let root = explain(Question::new(&session.preset.inputs, session.scenario, metric)).root;
    let (label, value) = (metric.spec().label, canvas.metric(session.scenario, metric));
    let formula = format::label(canvas.money(), &root.formula).into_owned();
    let name = canvas.look.name(session.scenario);
    let derived = format!("{label} = {formula} = {value} in {name}");
    let mut rest = below(area, canvas.wrapped(area, &derived, theme.text));
    let note = root.note.map(|note| format!("note: {note}"));
    let claims = session.preset.claims.iter();
    for claim in claims.filter(|claim| claim.measure == Measure::Metric(metric)) {
        let value = canvas.outcome(claim.scenario).metrics[metric];
        let bound = bound_with_unit(claim.bound, canvas.shown(metric.spec().unit));
        let said = [
            piece(format!("claim {}, ", claim.id), theme.dim),
            piece(canvas.look.name(claim.scenario), theme.scenario(claim.scenario)),
            piece(format!(" {bound}  "), theme.text),
            claim_mark_and_miss(canvas, claim, value),
        ];
        canvas.left(row(rest, 0), &said);
        rest = below(rest, 1);
    }
    if let Some(note) = note {
        canvas.wrapped(rest, &note, theme.dim);
    }
}
