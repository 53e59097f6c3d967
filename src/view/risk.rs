//! The Risk screen: the odds, live.
//!
//! ```text
//! Risk  NPV                                                   1,000,000 draws
//! mean −$3.9 bn, sd 10.6   P5 −21.6  P25 −11.3  P50 −3.7  P75 3.3  P95 13.2
//! ▼ bear P7 −$19.9 bn   ● base P56 −$2.0 bn   ▲ bull P95 $13.3 bn
//! cumulative cash, P5–P95, P25–P75, median │ NPV: how often
//!   (fan with the three scenarios over it) │ (histogram with their marks)
//! Odds  (v: spread, settings)
//!   (targets and claims with their odds; or shares of the spread; or settings)
//! ```
//!
//! From 120 columns on, odds and the other view stand side by side.

mod charts;
mod lists;

use super::Canvas;
use super::format;
use super::line::{Piece, piece, put_both, put_centred, put_left, row};
use super::tier::Tier;
use crate::analysis::risk::RiskAnswer;
use crate::model::{Metric, Scenario, Unit};
use crate::session::{RiskEntry, RiskSetting, RiskView};
use crate::widgets::text::columns;
use ratatui::layout::{Constraint, Layout, Rect};

/// Rows above the charts: title, figures, scenarios.
const ABOVE: u16 = 3;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let answer = session.answers.risk.as_ref().filter(|risk| risk.metric == session.metric);
    draw_title(canvas, answer.map(AsRef::as_ref), row(area, 0));
    let [_, below] = Layout::vertical([Constraint::Length(ABOVE), Constraint::Fill(1)]).areas(area);
    // The charts take the greater part, but leave room for a list.
    let charts = (below.height * 5 / 9).max(7);
    let [charts, lists] =
        Layout::vertical([Constraint::Length(charts), Constraint::Fill(1)]).areas(below);
    match (&session.answers.refused, answer) {
        (Some(why), _) => put_centred(canvas.buffer, charts, why, canvas.look.theme.fails),
        (None, None) => put_centred(canvas.buffer, charts, "drawing…", canvas.look.theme.dim),
        (None, Some(answer)) => {
            draw_figures(canvas, answer, row(area, 1));
            draw_scenarios(canvas, answer, row(area, 2));
            charts::draw(canvas, answer, charts);
        }
    }
    let answer = answer.filter(|_| session.answers.refused.is_none()).map(AsRef::as_ref);
    draw_lists(canvas, answer, lists);
}

/// What it is about, and how many draws it rests on.
fn draw_title(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let theme = canvas.look.theme;
    let left = [
        piece("Risk", theme.title),
        piece("  ", theme.text),
        piece(canvas.session.metric.spec().label, theme.accent),
    ];
    let known = canvas.session.answers.refused.is_none();
    let right = answer.filter(|_| known).map_or_else(String::new, |answer| {
        let capped = if answer.result.margin_capped { "margin capped in part; " } else { "" };
        let draws = format::decimal(answer.result.draws as f64, 0);
        let going_on = if answer.finished { "" } else { ", refining" };
        format!("{capped}{draws} draws{going_on}")
    });
    put_both(canvas.buffer, area, &left, &[piece(right, theme.dim)]);
}

/// Mean, deviation and percentiles.
fn draw_figures(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let theme = canvas.look.theme;
    let Some(risk) = answer.result.metric(answer.metric) else { return };
    let unit = answer.metric.spec().unit;
    let Some(mean) = risk.mean else {
        let none = format::absent(
            answer.metric,
            crate::model::Flags::default(),
            canvas.session.horizon_year(),
        );
        put_left(canvas.buffer, area, &[piece(format!("{none} in every draw"), theme.text)]);
        return;
    };
    let bare = |value: f64| format::bare_figure(unit, value);
    let missing = lacking_share(answer.metric, risk.defined);
    let absent = if answer.metric.absent_is_latest() { "never" } else { "–" };
    let shown = |index: usize, write: &dyn Fn(f64) -> String| {
        risk.percentiles[index].map_or_else(|| absent.to_owned(), write)
    };
    let percentiles = |others: &[(&str, usize)]| -> Vec<Piece> {
        let median = shown(3, &|value| format::figure(unit, value));
        let mut words = vec![piece("P50 ", theme.dim), piece(median, theme.figure)];
        for (label, index) in others {
            words.push(piece(format!("  {label} "), theme.dim));
            words.push(piece(shown(*index, &bare), theme.text));
        }
        words
    };
    let width = |words: &[Piece]| {
        words.iter().map(|(words, _)| columns(words)).sum::<usize>() + 2 + columns(&missing)
    };
    let all = percentiles(&[("P5", 0), ("P25", 2), ("P75", 4), ("P95", 6)]);
    // Where there is no room for all, the ends say more than the quarters.
    let mut words = if width(&all) <= usize::from(area.width) {
        all
    } else {
        percentiles(&[("P5", 0), ("P95", 6)])
    };
    // Both where there is room, or the mean alone; neither without saying whose they are.
    let whose = if risk.defined < 1.0 { " of those that have one" } else { "" };
    let mean = [piece("  mean ", theme.dim), piece(bare(mean), theme.text)];
    let deviation = risk.deviation.map_or_else(String::new, bare);
    let deviation = [piece("  sd ", theme.dim), piece(deviation, theme.text)];
    for moments in [[&mean[..], &deviation[..]].concat(), mean.to_vec()] {
        let longer = [&words[..], &moments[..], &[piece(whose, theme.dim)]].concat();
        if !risk.is_singular && width(&longer) <= usize::from(area.width) {
            words = longer;
            break;
        }
    }
    put_both(canvas.buffer, area, &words, &[piece(missing, theme.fails)]);
}

/// The share of draws without a value, where there are any.
fn lacking_share(metric: Metric, defined: f64) -> String {
    let word = if metric.absent_is_latest() { "never" } else { "none" };
    let share = 1.0 - defined;
    if share > 0.0 { format!("{word} in {}", format::odds(share)) } else { String::new() }
}

/// Where each scenario's own value lies.
fn draw_scenarios(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = look.theme;
    let Some(risk) = answer.result.metric(answer.metric) else { return };
    let unit = match answer.metric.spec().unit {
        // The year is in the figure's name already.
        Unit::BillionsPerYear => Unit::Billions,
        unit => unit,
    };
    let apart = if canvas.tier > Tier::Table { "   " } else { "  " };
    let mut words = Vec::new();
    for scenario in Scenario::ALL {
        let style = if scenario == session.scenario { theme.accent } else { theme.text };
        if !words.is_empty() {
            words.push(piece(apart, theme.text));
        }
        words.push(piece(format!("{} {} ", look.mark(scenario), scenario.id()), style));
        // The present figure: the draws may be those of a moment ago.
        let outcome = &session.results.scenarios[scenario].outcome;
        let own = outcome.metrics[answer.metric];
        let none = format::metric(outcome, answer.metric, session.horizon_year());
        let own = own.map_or(none, |own| format::figure(unit, own));
        if let Some(rank) = risk.ranks[scenario] {
            words.push(piece(format!("{} ", format::percentile(rank)), theme.figure));
        }
        words.push(piece(own, theme.text));
    }
    put_left(canvas.buffer, area, &words);
}

fn draw_lists(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let view = canvas.session.risk.view;
    if canvas.tier >= Tier::Roomy {
        let [left, _, right] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Length(3), Constraint::Fill(1)])
                .areas(area);
        let beside = if view == RiskView::Settings { view } else { RiskView::Spread };
        lists::draw(canvas, RiskView::Odds, answer, left);
        lists::draw(canvas, beside, answer, right);
    } else {
        lists::draw(canvas, view, answer, area);
    }
}

/// What a form of this screen is headed by.
pub(super) fn entry_title(entry: RiskEntry) -> String {
    match entry {
        RiskEntry::Target => "A target and its odds".to_owned(),
        RiskEntry::Setting(RiskSetting::Pair(a, b)) => {
            format!("Correlation of {} and {}", a.spec().label, b.spec().label)
        }
        RiskEntry::Setting(RiskSetting::Comovement | RiskSetting::Shape) => {
            "Comovement of all drivers".to_owned()
        }
    }
}
