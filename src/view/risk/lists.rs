//! The lower part of the screen: the odds of targets and claims, and where the spread comes from.

use super::figures::lacking_share;
use crate::analysis::risk::{RiskAnswer, SpreadShares, varying_drivers};
use crate::analysis::{Measure, Target};
use crate::model::Metric;
use crate::session::{OddsLine, RiskView, Session};
use crate::view::canvas::{Canvas, below, piece, row, width};
use crate::view::format;
use crate::view::look::Look;
use crate::view::words::bound_with_unit;
use crate::view::words::spread::spread_words;
use crate::widgets::text::{columns, pad_right};
use ratatui::layout::Rect;

/// Columns of the figures of a share.
const SHARE_FIGURES: usize = 22;

/// Columns of a list from which on a line says at length whose claim it is about.
const ROOMY: u16 = 64;

/// Draws a view's heading, which stands out where arrows move in it, with a hint; gives the room
/// below.
pub(super) fn draw_head(canvas: &mut Canvas, view: RiskView, hint: &str, area: Rect) -> Rect {
    let theme = &canvas.look.theme;
    let name = match view {
        RiskView::Odds => "Odds of targets and claims",
        RiskView::Spread => "Where the spread comes from",
        RiskView::Settings => "How the drivers vary",
    };
    let style = if view == canvas.session.screens.risk.view { theme.title } else { theme.dim };
    canvas.both(row(area, 0), &[piece(name, style)], &[piece(hint, theme.dim)]);
    below(area, 1)
}

/// The rows that the lists in sight need, with their headings.
pub(super) fn height(session: &Session, answer: Option<&RiskAnswer>, side_by_side: bool) -> u16 {
    let odds = session.odds_lines().len();
    // Until it is known where the spread comes from, as many as there are drivers to vary.
    let known = answer.and_then(|answer| answer.spread.as_ref());
    let varying = || varying_drivers(&session.preset.inputs).len();
    let spread = known.map_or_else(varying, SpreadShares::len);
    let lines = match session.screens.risk.view {
        RiskView::Settings => session.risk_settings().len(),
        RiskView::Odds if !side_by_side => odds,
        RiskView::Odds | RiskView::Spread => spread,
    };
    let lines = if side_by_side { lines.max(odds) } else { lines };
    u16::try_from(lines.max(1) + 1).unwrap_or(u16::MAX)
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
    let list = draw_head(canvas, RiskView::Odds, "= adds a target", area);
    let session = canvas.session;
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
    let of_target = |target: Target, of: String| {
        let bound = format::setting(canvas.shown(target.metric.spec().unit), target.bound);
        let odds = answer.and_then(|answer| answer.result.odds(&target));
        OddsRow {
            metric: target.metric,
            bound: format!("{} {bound}", target.relation.shown()),
            of,
            odds: odds.map(|odds| (odds.probability, odds.standard_error, odds.defined)),
        }
    };
    Some(match *of {
        OddsLine::Target(index) => {
            of_target(session.screens.risk.targets[index], "target".to_owned())
        }
        OddsLine::Near(scenario, target) => of_target(target, format!("{} case", scenario.id())),
        OddsLine::Claim(index) => {
            let claim = &session.preset.claims[index];
            let Measure::Metric(metric) = claim.measure else { return None };
            let id = claim.scenario.id();
            OddsRow {
                metric,
                bound: bound_with_unit(claim.bound, canvas.shown(metric.spec().unit)),
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
    let about = about(look);
    let right = line.odds.map_or_else(Vec::new, |(odds, error, defined)| {
        vec![
            piece(lacking_share(line.metric, defined), theme.dim),
            piece(format!("{:>8}", format::odds(odds)), theme.figure),
            piece(format!(" {about}{} %", format::decimal(error * 100.0, 2)), theme.dim),
        ]
    });
    let of = [piece(format!("  {}", line.of), theme.dim)];
    let taken = width(&left) + width(&right) + width(&of);
    if taken < usize::from(area.width) {
        left.extend(of);
    }
    canvas.led(area, &left, &right);
}

pub(super) fn draw_spread(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let look = canvas.look;
    let theme = &look.theme;
    let Some(shares) = answer.and_then(|answer| answer.spread.as_ref()) else {
        let list = draw_head(canvas, RiskView::Spread, "", area);
        // Once no draws follow, it is memory that was missing.
        let is_over = answer.is_some_and(|answer| answer.finished);
        let words = if is_over { "there is no memory for it" } else { "being worked out…" };
        canvas.text(row(list, 0), words, theme.dim);
        return;
    };
    if shares.is_empty() {
        let list = draw_head(canvas, RiskView::Spread, "", area);
        let label = canvas.session.metric.spec().label;
        canvas.text(row(list, 0), format!("{label} is the same in every draw"), theme.text);
        return;
    }
    let words = spread_words(shares, about(look));
    let hint = format!("{}{:>13}", words.whole_head, words.heads[1]);
    let list = draw_head(canvas, RiskView::Spread, &hint, area);
    let labels = words.rows.iter().map(|(driver, ..)| columns(driver.spec().label));
    let widest = labels.max().unwrap_or(0);
    // The widest bar goes to where the figures begin.
    let room = usize::from(list.width).saturating_sub(widest + SHARE_FIGURES + 5);
    let most = words.rows.iter().map(|(_, share, _)| *share).fold(f64::MIN_POSITIVE, f64::max);
    for (place, (driver, share, [first, second])) in (0..list.height).zip(words.rows) {
        let left = [
            piece(format!("  {} ", pad_right(driver.spec().label, widest)), theme.text),
            piece(bar(look, share / most, room), theme.bar),
        ];
        let right = [
            piece(format!("{first:>9}"), theme.figure),
            piece(format!("{second:>13}"), theme.text),
        ];
        canvas.led(row(list, place), &left, &right);
    }
}

/// The sign before an error: one sign for another would leave a plus alone.
const fn about(look: &Look) -> &'static str {
    if look.unicode { "±" } else { "+-" }
}

/// A bar of a share of what the room stands for, to half a cell; none above zero vanishes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the room")]
fn bar(look: &Look, share: f64, room: usize) -> String {
    let halves = (share.clamp(0.0, 1.0) * 2.0 * room as f64).round() as usize;
    let halves = if share > 0.0 { halves.max(1) } else { halves };
    let half = if halves % 2 == 1 { look.glyphs.half_left } else { "" };
    format!("{}{half}", look.glyphs.bodies[0].repeat(halves / 2))
}
