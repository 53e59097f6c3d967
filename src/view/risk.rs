//! The Risk screen: the odds, live.
//!
//! ```text
//! Payback  69.5 % of draws pay back by 2040; half by 11.7 y      20,480 draws
//! P5 6.4 y · P25 10.4 y · P50 11.7 y · P75 never · P95 never      never in 30.5 %
//! ▼ bear P69 never by 2040   ● base P43 11.3 y   ▲ bull P4 6.4 y
//! cumulative cash, $bn   ⠒ median  ▒ P25–P75  ░ P5–P95
//!   (fan with the three scenarios over it)
//! Odds  (v: spread, settings)
//!   (targets and claims with their odds; or shares of the spread; or settings)
//! ```
//!
//! From 110 columns on, fan and histogram stand side by side, as do odds and the other view; below
//! that the fan goes with the odds and the histogram with the others, or both above each other
//! where that leaves each large enough to be read.

pub(super) mod charts;
mod figures;
mod lists;
mod settings;

use super::canvas::{Canvas, row};
use crate::analysis::risk::RiskAnswer;
use crate::session::{RiskView, Session};
use ratatui::layout::{Constraint, Layout, Rect};

/// Rows of what is said in figures: odds in words, percentiles, scenarios.
const FIGURES: u16 = 3;

/// The fewest rows of charts, and of charts above each other.
const CHARTS: u16 = 7;
const TWO_CHARTS: u16 = 24;

/// From this width on two charts, and odds and spread, stand side by side.
const SIDE_BY_SIDE: u16 = 110;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let refused = session.answers.refused.as_ref();
    let answer = session.answers.risk.as_deref().filter(|risk| risk.metric == session.metric);
    let known = answer.filter(|_| refused.is_none());
    figures::draw_odds_in_words(canvas, known, row(area, 0));
    let [_, below] =
        Layout::vertical([Constraint::Length(FIGURES), Constraint::Fill(1)]).areas(area);
    // Charts take what lists don't need, and the greater part in any case.
    let most = below.height * 3 / 8;
    let needed = lists::height(session, known, area.width >= SIDE_BY_SIDE);
    let lists = needed.min(most).min(below.height.saturating_sub(CHARTS));
    let [charts, lists] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(lists)]).areas(below);
    match (refused, answer) {
        (Some(why), _) => canvas.centred(charts, why, canvas.look.theme.fails),
        (None, None) => canvas.centred(charts, "simulating…", canvas.look.theme.dim),
        (None, Some(answer)) => {
            figures::draw_percentiles(canvas, answer, row(area, 1));
            figures::draw_scenarios(canvas, answer, row(area, 2));
            draw_charts(canvas, answer, charts);
        }
    }
    draw_lists(canvas, known, lists);
}

fn draw_charts(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let Some([cash, figure]) = canvas.session.screens.risk.axes else { return };
    let both = [Constraint::Fill(1), Constraint::Fill(1)];
    if area.width >= SIDE_BY_SIDE {
        let [left, right] = Layout::horizontal(both).spacing(3).areas(area);
        charts::draw_fan(canvas, answer, cash, left);
        charts::draw_histogram(canvas, answer, figure, right);
    } else if area.height >= TWO_CHARTS {
        let [top, bottom] = Layout::vertical(both).areas(area);
        charts::draw_fan(canvas, answer, cash, top);
        charts::draw_histogram(canvas, answer, figure, bottom);
    } else if canvas.session.screens.risk.view == RiskView::Odds {
        charts::draw_fan(canvas, answer, cash, area);
    } else {
        charts::draw_histogram(canvas, answer, figure, area);
    }
}

/// The view beside the odds.
fn beside(session: &Session) -> RiskView {
    match session.screens.risk.view {
        RiskView::Odds | RiskView::Spread => RiskView::Spread,
        RiskView::Settings => RiskView::Settings,
    }
}

fn draw_lists(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    if area.width >= SIDE_BY_SIDE {
        let [left, right] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(3).areas(area);
        draw_list(canvas, RiskView::Odds, answer, left);
        draw_list(canvas, beside(canvas.session), answer, right);
    } else {
        draw_list(canvas, canvas.session.screens.risk.view, answer, area);
    }
}

fn draw_list(canvas: &mut Canvas, view: RiskView, answer: Option<&RiskAnswer>, area: Rect) {
    match view {
        RiskView::Odds => lists::draw_odds(canvas, answer, area),
        RiskView::Spread => lists::draw_spread(canvas, answer, area),
        RiskView::Settings => settings::draw(canvas, area),
    }
}
