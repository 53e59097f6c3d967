//! The verdict: the headline figure of the three scenarios, and by how much it changed.
//!
//! ```text
//! PAYBACK                ▼ BEAR never by 2040   [● BASE] 10.7 y ▼0.6 better   ▲ BULL 6.4 y
//! Steady payback, claim 3–5 y   13.3 y         5.2 y ✗ 0.2 y too long     4.3 y
//! ```

use super::canvas::{Canvas, Piece, cut, piece, row, width};
use super::change::change;
use super::claim_mark::{claim_mark, claim_mark_and_miss};
use super::regions::ClickTarget;
use super::vocabulary::names;
use super::words::bound_with_unit;
use super::words::verdicts::verdict_words;
use crate::analysis::Measure;
use crate::model::{Metric, Scenario};
use crate::session::{Command, Screen, Session};
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Rows from which on there is a second line for what is claimed.
const TWO_ROWS: u16 = 30;

/// The columns of the figure's name and of each scenario.
struct Places {
    label: u16,
    cell: u16,
}

impl Places {
    const fn of(width: u16) -> Self {
        let label = match width {
            0..70 => 9,
            70..100 => 12,
            100..140 => 28,
            _ => 36,
        };
        Self { label, cell: width.saturating_sub(label) / 3 }
    }

    fn cell(&self, area: Rect, scenario: Scenario) -> Rect {
        cut(area, self.label + self.cell * scenario as u16, self.cell - 1)
    }
}

/// How many rows it takes on a screen of so many. Where a click on a column chooses the figure, what is
/// claimed of one moves no column.
pub(super) fn height(session: &Session, rows: u16) -> u16 {
    let has_claim = session.screen != Screen::League && session.claimed_headline().is_some();
    1 + u16::from(rows >= TWO_ROWS && has_claim)
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let places = Places::of(area.width);
    let (first, second) = (row(area, 0), row(area, 1));
    draw_label(canvas, cut(first, 0, places.label.saturating_sub(1)));
    for scenario in Scenario::ALL {
        draw_figure(canvas, scenario, places.cell(first, scenario));
    }
    if let Some(metric) = canvas.session.claimed_headline().filter(|_| !second.is_empty()) {
        draw_claimed(canvas, metric, &places, second);
    }
}

fn draw_label(canvas: &mut Canvas, area: Rect) {
    let names = names(canvas.session.metric);
    let room = usize::from(area.width);
    let shown =
        [names.long, names.short, names.tiny].into_iter().find(|name| columns(name) <= room);
    let style = canvas.look.theme.title;
    canvas.text(area, shown.unwrap_or(names.tiny).to_uppercase(), style);
    canvas.on_click(area, ClickTarget::Command(Command::PickMetric));
}

/// A scenario's headline figure; the chosen scenario's name stands in brackets.
fn draw_figure(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    let metric = session.metric;
    let value = canvas.outcome(scenario).metrics[metric];
    let figure = canvas.figure(scenario, metric);
    let style = match value {
        Some(value) if value < 0.0 => theme.figure.patch(theme.negative),
        _ => theme.figure,
    };
    let name_style = canvas.style_of(scenario);
    let brackets = |name: String| {
        if scenario == session.scenario { format!("[{name}] ") } else { format!(" {name} ") }
    };
    let mark = look.mark(scenario);
    let named = piece(brackets(format!("{mark} {}", scenario.id().to_uppercase())), name_style);
    let marked = piece(brackets(mark.to_owned()), name_style);
    let figure = piece(figure, style);
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    if let Some(change) = change(canvas, scenario, metric) {
        let (brief, full) = (change.piece(canvas), change.full_piece(canvas));
        let apart = piece(" ", theme.text);
        lines.push(vec![named.clone(), figure.clone(), apart.clone(), full]);
        lines.push(vec![named.clone(), figure.clone(), apart.clone(), brief.clone()]);
        lines.push(vec![marked.clone(), figure.clone(), apart, brief]);
    }
    lines.push(vec![named, figure.clone()]);
    lines.push(vec![marked.clone(), figure.clone()]);
    // On the smallest screens 'never by 2040' fills a cell.
    lines.push(vec![piece(marked.0.trim_end(), marked.1), figure]);
    let room = usize::from(area.width);
    if let Some(line) = lines.iter().find(|line| width(line) <= room).or(lines.last()) {
        canvas.left(area, line);
    }
    canvas.on_click(area, ClickTarget::Scenario(scenario));
}

/// What is claimed, and whether it holds.
fn draw_claimed(canvas: &mut Canvas, metric: Metric, places: &Places, area: Rect) {
    let theme = &canvas.look.theme;
    let measure = Measure::Metric(metric);
    let claims = Scenario::ALL.map(|scenario| canvas.claim_on(scenario, measure));
    let label = cut(area, 0, places.label.saturating_sub(1));
    let names = names(metric);
    let unit = canvas.shown(metric.spec().unit);
    // One bound is said once, before the figures, which are none of the claim's.
    let mut bounds: Vec<String> =
        claims.iter().flatten().map(|claim| bound_with_unit(claim.bound, unit)).collect();
    bounds.dedup();
    let with_bound = |name: &str| match &bounds[..] {
        [bound] => Some(format!("{name}, claim {bound}")),
        _ => None,
    };
    let fits = |words: &String| columns(words) <= usize::from(label.width);
    let with_bound = names.all().into_iter().filter_map(with_bound).find(fits);
    let is_said = with_bound.is_some();
    let alone = names.all().map(str::to_owned);
    let words: Vec<String> = with_bound.into_iter().chain(alone).collect();
    canvas.first_fitting(label, &words, theme.dim);
    for (scenario, claim) in Scenario::ALL.into_iter().zip(claims) {
        let value = canvas.outcome(scenario).metrics[metric];
        let place = places.cell(area, scenario);
        let mut pieces = vec![piece("   ", theme.text)];
        match claim {
            Some(claim) => {
                let figure = verdict_words(canvas.money(), claim, value).figure;
                let bound = bound_with_unit(claim.bound, unit);
                let room = usize::from(place.width).saturating_sub(4 + columns(&figure));
                let whole = claim_mark_and_miss(canvas, claim, value);
                let fits = columns(&whole.0) <= room;
                let (word, style) = if fits { whole } else { claim_mark(canvas, claim, value) };
                let verdict = [piece(figure, theme.text), piece(format!(" {word}"), style)];
                let bound = piece(format!("{bound}  "), theme.dim);
                let room = usize::from(place.width).saturating_sub(4 + width(&verdict));
                // The verdict comes before its bound.
                let bound = Some(bound).filter(|_| !is_said);
                pieces.extend(bound.filter(|bound| columns(&bound.0) <= room));
                pieces.extend(verdict);
            }
            None => pieces.push(piece(canvas.figure(scenario, metric), theme.dim)),
        }
        canvas.left(place, &pieces);
    }
}
