//! The Risk screen: the odds, live.
//!
//! ```text
//! Risk  NPV                                                   1,000,000 draws
//! P50 −$3.7 bn  P5 −21.6  P25 −11.3  P75 3.3  P95 13.2  mean −3.9  sd 10.6
//! ▼ bear P7 −$19.9 bn   ● base P56 −$2.0 bn   ▲ bull P95 $13.3 bn
//! cumulative cash, P5–P95, P25–P75, median │ NPV: how often
//!   (fan with the three scenarios over it) │ (histogram with their marks)
//! Odds  (v: spread, settings)
//!   (targets and claims with their odds; or shares of the spread; or settings)
//! ```
//!
//! From 120 columns on, odds and the other view stand side by side.

mod charts;
mod figures;
mod lists;
mod settings;

use super::canvas::{Canvas, piece, row};
use super::format;
use crate::analysis::risk::RiskAnswer;
use crate::session::RiskView;
use ratatui::layout::{Constraint, Layout, Rect};

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let refused = session.answers.refused.as_ref();
    let answer = session.answers.risk.as_deref().filter(|risk| risk.metric == session.metric);
    let known = answer.filter(|_| refused.is_none());
    draw_title(canvas, known, row(area, 0));
    // Title, figures and scenarios take a row each.
    let [_, below] = Layout::vertical([Constraint::Length(3), Constraint::Fill(1)]).areas(area);
    // The charts take the greater part, but leave room for a list.
    let charts = (below.height * 5 / 9).max(7);
    let [charts, lists] =
        Layout::vertical([Constraint::Length(charts), Constraint::Fill(1)]).areas(below);
    match (refused, answer) {
        (Some(why), _) => canvas.centred(charts, why, canvas.look.theme.fails),
        (None, None) => canvas.centred(charts, "simulating…", canvas.look.theme.dim),
        (None, Some(answer)) => {
            figures::draw_percentiles(canvas, answer, row(area, 1));
            figures::draw_scenarios(canvas, answer, row(area, 2));
            charts::draw(canvas, answer, charts);
        }
    }
    draw_lists(canvas, known, lists);
}

/// What it is about, and how many draws it rests on.
fn draw_title(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let theme = &canvas.look.theme;
    let left = [
        piece("Risk", theme.title),
        piece("  ", theme.text),
        piece(canvas.session.metric.spec().label, theme.accent),
    ];
    let right = answer.map_or_else(String::new, |answer| {
        let capped = if answer.result.margin_capped { "margin capped in places; " } else { "" };
        let draws = format::decimal(answer.result.draws as f64, 0);
        let going_on = match answer {
            RiskAnswer { finished: false, .. } => ", refining",
            RiskAnswer { result, .. } if result.short_of_memory => " (limited by memory)",
            RiskAnswer { .. } => "",
        };
        format!("{capped}{draws} draws{going_on}")
    });
    canvas.both(area, &left, &[piece(right, theme.dim)]);
}

/// From this width on odds and spread stand side by side.
const TWO_LISTS: u16 = 110;

fn draw_lists(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let view = canvas.session.screens.risk.view;
    if area.width >= TWO_LISTS {
        let [left, _, right] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Length(3), Constraint::Fill(1)])
                .areas(area);
        let beside = if view == RiskView::Settings { view } else { RiskView::Spread };
        draw_list(canvas, RiskView::Odds, answer, left);
        draw_list(canvas, beside, answer, right);
    } else {
        draw_list(canvas, view, answer, area);
    }
}

fn draw_list(canvas: &mut Canvas, view: RiskView, answer: Option<&RiskAnswer>, area: Rect) {
    match view {
        RiskView::Odds => lists::draw_odds(canvas, answer, area),
        RiskView::Spread => lists::draw_spread(canvas, answer, area),
        RiskView::Settings => settings::draw(canvas, area),
    }
}
