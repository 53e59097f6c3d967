//! The lower part of the screen: the odds of targets and claims, and where the spread comes from.

use super::figures::lacking_share;
use crate::analysis::Measure;
use crate::analysis::risk::RiskAnswer;
use crate::model::Metric;
use crate::session::{OddsLine, RiskView};
use crate::view::canvas::{Canvas, below, piece, row, width};
use crate::view::format;
use crate::view::tier::Tier;
use crate::view::words::bound_with_unit;
use ratatui::layout::Rect;

/// Columns of a bar of a share.
const BAR: usize = 12;

/// Columns of a list from which on a line says at length whose claim it is about.
const ROOMY: u16 = 64;

/// Draws a view's heading, which stands out where arrows move in it; gives the room below.
pub(super) fn draw_head(canvas: &mut Canvas, view: RiskView, area: Rect) -> Rect {
    let theme = &canvas.look.theme;
    let (name, hint) = match view {
        RiskView::Odds => ("Odds of targets and claims", "= adds a target"),
        RiskView::Spread => ("Where the spread comes from", "alone   with others"),
        RiskView::Settings => ("How the drivers vary", "arrows adjust, = types, r resets"),
    };
    let style = if view == canvas.session.screens.risk.view { theme.title } else { theme.dim };
    canvas.both(row(area, 0), &[piece(name, style)], &[piece(hint, theme.dim)]);
    below(area, 1)
}

/// What odds are told of.
struct OddsRow {
    metric: Metric,
    bound: String,
    /// Whose bound it is.
    of: String,
    /// The odds, their standard error, and the share of draws that have a value.
    odds: Option<(f64, f64, f64)>,
}

pub(super) fn draw_odds(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let (session, list) = (canvas.session, draw_head(canvas, RiskView::Odds, area));
    let lines = session.odds_lines();
    if lines.is_empty() {
        let words = "no claims here; press = to add a target such as payback_years<=10";
        canvas.text(row(list, 0), words, canvas.look.theme.dim);
        return;
    }
    let lines: Vec<Option<OddsRow>> =
        lines.iter().map(|of| line(canvas, of, answer, area.width >= ROOMY)).collect();
    if session.screens.risk.view == RiskView::Odds {
        let selected = session.screens.risk.selected.min(lines.len() - 1);
        canvas.list(list, (lines.len(), selected), |canvas, index, row| {
            draw_line(canvas, lines[index].as_ref(), index == selected, row);
        });
    } else {
        for (place, line) in (0..list.height).zip(&lines) {
            draw_line(canvas, line.as_ref(), false, row(list, place));
        }
    }
}

fn line(
    canvas: &Canvas,
    of: &OddsLine,
    answer: Option<&RiskAnswer>,
    is_wide: bool,
) -> Option<OddsRow> {
    let session = canvas.session;
    Some(match *of {
        OddsLine::Target(index) => {
            let target = session.screens.risk.targets[index];
            let bound = format::setting(target.metric.spec().unit, target.bound);
            let odds = answer.and_then(|answer| answer.result.odds(&target));
            OddsRow {
                metric: target.metric,
                bound: format!("{}{bound}", target.relation.shown()),
                of: "target".to_owned(),
                odds: odds.map(|odds| (odds.probability, odds.standard_error, odds.defined)),
            }
        }
        OddsLine::Claim(index) => {
            let claim = &session.preset.claims[index];
            let Measure::Metric(metric) = claim.measure else { return None };
            let id = claim.scenario.id();
            OddsRow {
                metric,
                bound: bound_with_unit(claim.bound, metric.spec().unit),
                of: if is_wide { format!("claim of {id}") } else { id.to_owned() },
                odds: answer.and_then(|answer| answer.odds_within(metric, claim.bound)),
            }
        }
    })
}

fn draw_line(canvas: &mut Canvas, line: Option<&OddsRow>, chosen: bool, area: Rect) {
    let Some(line) = line else { return };
    let look = canvas.look;
    let theme = &look.theme;
    let (mark, style) = canvas.mark(chosen);
    let mut left = vec![
        piece(format!("{mark} "), style),
        piece(format!("{} ", line.metric.spec().label), style),
        piece(line.bound.as_str(), theme.text),
    ];
    // One sign for another would leave a plus alone.
    let about = if look.unicode { "±" } else { "+-" };
    let right = line.odds.map_or_else(Vec::new, |(odds, error, defined)| {
        vec![
            piece(lacking_share(line.metric, defined), theme.dim),
            piece(format!("{:>8}", format::odds(odds)), theme.figure),
            piece(format!(" {about}{} %", format::decimal(error * 100.0, 2)), theme.dim),
        ]
    });
    let of = [piece(format!("  {}", line.of), theme.dim)];
    let taken = width(&left) + width(&right) + width(&of);
    if canvas.tier > Tier::Table && taken < usize::from(area.width) {
        left.extend(of);
    }
    canvas.both(area, &left, &right);
}

pub(super) fn draw_spread(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let (look, list) = (canvas.look, draw_head(canvas, RiskView::Spread, area));
    let theme = &look.theme;
    let mut rows = match answer.and_then(|answer| answer.spread.as_ref()) {
        None => return,
        Some(Err(why)) => {
            canvas.wrapped(list, &sentence(&why.to_string()), theme.text);
            return;
        }
        Some(Ok(rows)) => rows.clone(),
    };
    rows.sort_by(|a, b| b.1.total.total_cmp(&a.1.total));
    let share = |share: f64| format!("{:>9}", format::odds(share.max(0.0)));
    for (place, (driver, shares)) in (0..list.height).zip(rows) {
        let left = [
            piece(format!("  {:<16}", driver.spec().label), theme.text),
            piece(bar(look.glyphs.bodies[0], shares.total), theme.accent),
        ];
        let right =
            [piece(share(shares.first), theme.figure), piece(share(shares.total), theme.text)];
        canvas.both(row(list, place), &left, &right);
    }
}

/// Words as a sentence of their own.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(char::to_uppercase);
    format!("{}{}.", first.into_iter().flatten().collect::<String>(), chars.as_str())
}

/// A bar of a share between 0 and 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=BAR")]
fn bar(body: &str, share: f64) -> String {
    body.repeat((share.clamp(0.0, 1.0) * BAR as f64).round() as usize)
}
