//! The lower part of the screen: odds, where the spread comes from, how the drivers vary.

use super::lacking_share;
use crate::analysis::risk::RiskAnswer;
use crate::analysis::risk::VarianceShares;
use crate::analysis::{Measure, Shape};
use crate::model::Driver;
use crate::session::{OddsLine, RiskSetting, RiskView};
use crate::view::Canvas;
use crate::view::format;
use crate::view::line::{Piece, piece, put_both, put_left, row};
use crate::view::regions::Target;
use crate::view::tier::Tier;
use crate::view::words::bound_with_unit;
use crate::widgets::list::first_visible;
use crate::widgets::text::{columns, wrap};
use ratatui::layout::Rect;

/// Columns of a bar of a share.
const BAR: usize = 12;

/// Columns of a list from which on a line says at length whose claim it is about.
const ROOMY: u16 = 64;

/// Columns of a setting before what is said of it: mark, name, value.
const SETTING: usize = 2 + 29 + 13;

/// Draws one of the views, a heading above it.
pub(super) fn draw(canvas: &mut Canvas, view: RiskView, answer: Option<&RiskAnswer>, area: Rect) {
    let theme = canvas.look.theme;
    let chosen = canvas.session.risk.view;
    let name = |view: RiskView| match view {
        RiskView::Odds => "Odds of targets and claims",
        RiskView::Spread => "Where the spread comes from",
        RiskView::Settings => "How the drivers vary",
    };
    let style = if view == chosen { theme.title } else { theme.dim };
    let hint = match view {
        RiskView::Odds => "= adds a target",
        RiskView::Spread => "alone   with others",
        RiskView::Settings => "arrows adjust, = types, r resets",
    };
    put_both(canvas.buffer, row(area, 0), &[piece(name(view), style)], &[piece(hint, theme.dim)]);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    match view {
        RiskView::Odds => draw_odds(canvas, answer, list),
        RiskView::Spread => draw_spread(canvas, answer, list),
        RiskView::Settings => draw_settings(canvas, list),
    }
}

/// Draws lines with the chosen one in sight.
fn draw_lines(
    canvas: &mut Canvas,
    area: Rect,
    (count, is_chosen): (usize, bool),
    line: impl Fn(&Canvas, usize, bool) -> (Vec<Piece>, Vec<Piece>),
) {
    let selected = canvas.session.risk.selected.min(count.saturating_sub(1));
    let first = first_visible(is_chosen.then_some(selected), count, area.height);
    for (place, index) in (0..area.height).zip(first..count) {
        let chosen = is_chosen && index == selected;
        let (left, right) = line(canvas, index, chosen);
        put_both(canvas.buffer, row(area, place), &left, &right);
        if is_chosen {
            canvas.regions.add(row(area, place), Target::Line(index));
        }
    }
}

fn draw_odds(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let session = canvas.session;
    let lines = session.odds_lines();
    if lines.is_empty() {
        let words = "no claims here; = takes a target such as payback_years<=10";
        put_left(canvas.buffer, row(area, 0), &[piece(words, canvas.look.theme.dim)]);
        return;
    }
    let listed = (lines.len(), session.risk.view == RiskView::Odds);
    let is_wide = area.width >= ROOMY;
    draw_lines(canvas, area, listed, |canvas, index, chosen| {
        let theme = canvas.look.theme;
        let style = if chosen { theme.accent } else { theme.text };
        let mark = if chosen { canvas.look.glyphs.selected } else { " " };
        let (metric, words, of, odds) = match lines[index] {
            OddsLine::Target(index) => {
                let target = session.risk.targets[index];
                let odds = answer.and_then(|answer| answer.result.odds(&target));
                let unit = target.metric.spec().unit;
                let words =
                    format!("{}{}", target.relation.shown(), format::setting(unit, target.bound));
                let odds = odds.map(|odds| (odds.probability, odds.standard_error, odds.defined));
                (target.metric, words, "target".to_owned(), odds)
            }
            OddsLine::Claim(index) => {
                let claim = &session.preset.claims[index];
                let Measure::Metric(metric) = claim.measure else {
                    return (Vec::new(), Vec::new());
                };
                let odds = answer.and_then(|answer| answer.odds_within(metric, claim.bound));
                let id = claim.scenario.id();
                let of = if is_wide { format!("claim of {id}") } else { id.to_owned() };
                (metric, bound_with_unit(claim.bound, metric.spec().unit), of, odds)
            }
        };
        let mut left = vec![
            piece(format!("{mark} "), style),
            piece(format!("{} ", metric.spec().label), style),
            piece(words, theme.text),
        ];
        // One sign for another would leave a plus alone.
        let about = if canvas.look.unicode { "±" } else { "+-" };
        let right = odds.map_or_else(Vec::new, |(odds, error, defined)| {
            vec![
                piece(lacking_share(metric, defined), theme.dim),
                piece(format!("{:>8}", format::odds(odds)), theme.figure),
                piece(format!(" {about}{} %", format::decimal(error * 100.0, 2)), theme.dim),
            ]
        });
        let of = piece(format!("  {of}"), theme.dim);
        let pieces = left.iter().chain(&right).chain([&of]);
        let taken: usize = pieces.map(|(words, _)| columns(words)).sum();
        if canvas.tier > Tier::Table && taken < usize::from(area.width) {
            left.push(of);
        }
        (left, right)
    });
}

fn draw_spread(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let theme = canvas.look.theme;
    let rows = match answer.and_then(|answer| answer.spread.as_ref()) {
        None => return,
        Some(Err(why)) => {
            let lines = wrap(&sentence(&why.to_string()), usize::from(area.width));
            for (place, words) in (0..area.height).zip(lines) {
                put_left(canvas.buffer, row(area, place), &[piece(words, theme.text)]);
            }
            return;
        }
        Some(Ok(rows)) => rows,
    };
    let mut rows: Vec<(Driver, VarianceShares)> = rows.clone();
    rows.sort_by(|a, b| b.1.total.total_cmp(&a.1.total));
    for (place, (driver, shares)) in (0..area.height).zip(rows) {
        let share = |share: f64| format!("{:>9}", format::odds(share.max(0.0)));
        let left = [
            piece(format!("  {:<16}", driver.spec().label), theme.text),
            piece(bar(canvas, shares.total), theme.accent),
        ];
        let right =
            [piece(share(shares.first), theme.figure), piece(share(shares.total), theme.text)];
        put_both(canvas.buffer, row(area, place), &left, &right);
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
fn bar(canvas: &Canvas, share: f64) -> String {
    let cells = (share.clamp(0.0, 1.0) * BAR as f64).round() as usize;
    canvas.look.glyphs.bodies[0].repeat(cells)
}

fn draw_settings(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let settings = session.risk_settings();
    // A track where there is room for one.
    let track = usize::from(area.width.saturating_sub(59)).min(32);
    draw_lines(canvas, area, (settings.len(), true), |canvas, index, chosen| {
        let theme = canvas.look.theme;
        let style = if chosen { theme.accent } else { theme.text };
        let mark = if chosen { canvas.look.glyphs.selected } else { " " };
        let risk = &session.preset.risk;
        let (label, value, note, place) = match settings[index] {
            RiskSetting::Shape => {
                let (means, short) = match risk.shape {
                    Shape::Percentiles => ("three values as P10, median, P90", "P10, P50, P90"),
                    Shape::Pert => ("beta between the extremes, mode at base", "beta"),
                    Shape::Triangular => ("triangle between the extremes", "triangle"),
                    Shape::Uniform => ("evenly between the extremes", "evenly spread"),
                };
                let fits = SETTING + means.chars().count() <= usize::from(area.width);
                let means = if fits { means } else { short };
                ("Shape".to_owned(), risk.shape.id().to_owned(), means, None)
            }
            RiskSetting::Comovement => {
                let value = format::trimmed(risk.comovement, 3);
                ("Comovement".to_owned(), value, "of every pair", Some(risk.comovement))
            }
            RiskSetting::Pair(a, b) => {
                let (value, own) = session.correlation(a, b);
                let label = format!("{} – {}", a.spec().label, b.spec().label);
                let note = if own { "on its own" } else { "by comovement" };
                (label, format::trimmed(value, 3), note, Some(f64::midpoint(value, 1.0)))
            }
        };
        let left = vec![
            piece(format!("{mark} {label:<29}"), style),
            piece(format!("{value:<13}"), theme.figure),
            piece(note, theme.dim),
        ];
        let right = place
            .filter(|_| track >= 8)
            .map_or_else(Vec::new, |place| vec![piece(track_words(canvas, place, track), style)]);
        (left, right)
    });
}

/// A place between 0 and 1 on a track.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..width")]
fn track_words(canvas: &Canvas, place: f64, width: usize) -> String {
    let glyphs = canvas.look.glyphs;
    let at = (place.clamp(0.0, 1.0) * (width - 1) as f64).round() as usize;
    let cells = (0..width).map(|cell| if cell == at { glyphs.handles[1] } else { glyphs.track });
    cells.collect()
}
