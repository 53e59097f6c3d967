//! The chosen preset: what it calls itself, and as many figures of its three scenarios as there is room
//! for, those of the table first.

use super::{place, preset_name};
use crate::analysis::LeagueEntry;
use crate::model::{Metric, Scenario};
use crate::preset::Currency;
use crate::session::LeagueLine;
use crate::view::canvas::{Canvas, below, piece, row};
use crate::view::format;
use crate::view::vocabulary::names;
use crate::widgets::text::{columns, harmless};
use ratatui::layout::Rect;

const GAP: usize = 2;

/// The rows that it takes at best, a blank one before it.
pub(super) fn rows(canvas: &Canvas, line: &LeagueLine) -> u16 {
    let figures = line.entry().map_or(0, |_| metrics(canvas).len() + 1);
    u16::try_from(figures).unwrap_or(u16::MAX).saturating_add(2)
}

fn metrics(canvas: &Canvas) -> Vec<Metric> {
    let shown = &canvas.session.screens.league.metrics;
    let others = Metric::ALL.into_iter().filter(|metric| !shown.contains(metric));
    shown.iter().copied().chain(others).collect()
}

pub(super) fn draw(canvas: &mut Canvas, line: &LeagueLine, area: Rect) {
    let theme = &canvas.look.theme;
    if let Some(problem) = &canvas.session.screens.league.problem {
        canvas.text(row(area, 0), format!("Saved presets are missing: {problem}"), theme.fails);
        return;
    }
    let entry = match &line.found {
        Some(Ok(entry)) => entry,
        Some(Err(why)) => {
            let said =
                [piece(preset_name(line), theme.title), piece(format!("  {why}"), theme.text)];
            return canvas.left(row(area, 0), &said);
        }
        None => return canvas.left(row(area, 0), &[piece(preset_name(line), theme.title)]),
    };
    let name = harmless(&entry.name).into_owned();
    let money = match entry.money {
        Currency::DOLLAR => String::new(),
        money => format!(", in {}", money.words("$bn")),
    };
    canvas.left(
        row(area, 0),
        &[
            piece(name, theme.title),
            piece(format!("  to {}{money}", entry.horizon_year), theme.dim),
        ],
    );
    if area.height > 2 {
        draw_figures(canvas, entry, below(area, 1));
    }
}

/// A row for each figure, those of the table first, the scenarios side by side.
fn draw_figures(canvas: &mut Canvas, entry: &LeagueEntry<Currency>, area: Rect) {
    let session = canvas.session;
    let mut metrics = metrics(canvas);
    metrics.truncate(usize::from(area.height.saturating_sub(1)));
    let label = metrics.iter().map(|metric| columns(names(*metric).long)).max().unwrap_or(0);
    let words = |metric: Metric, scenario: Scenario| {
        let outcome = &entry.outcomes[scenario];
        format::metric(entry.money, outcome, metric, entry.horizon_year)
    };
    let ends = Scenario::ALL.map(|scenario| {
        let cells = metrics.iter().map(|metric| columns(&words(*metric, scenario)));
        cells.max().unwrap_or(0).max(columns(&canvas.look.name(scenario)))
    });
    let ends = [0, 1, 2]
        .map(|of| label + GAP + ends[..=of].iter().map(|width| width + GAP).sum::<usize>());
    for (scenario, end) in Scenario::ALL.into_iter().zip(ends) {
        let (name, style) = (canvas.look.name(scenario), canvas.style_of(scenario));
        canvas.text_right(place(row(area, 0), 0, end), name, style);
    }
    for (at, metric) in (1..area.height).zip(&metrics) {
        let theme = &canvas.look.theme;
        let is_ranked = *metric == session.metric;
        let style = if is_ranked { theme.accent } else { theme.dim };
        let line = row(area, at);
        let label = piece(names(*metric).long, style);
        for (scenario, end) in Scenario::ALL.into_iter().zip(ends) {
            let style = match entry.figure(scenario, *metric) {
                Some(value) if value < 0.0 => theme.negative,
                Some(_) => theme.text,
                None => theme.dim,
            };
            let figure = piece(words(*metric, scenario), style);
            // Dots lead from a short name to the first of its figures.
            if scenario == Scenario::ALL[0] {
                canvas.led(place(line, 0, end), std::slice::from_ref(&label), &[figure]);
            } else {
                canvas.right(place(line, 0, end), &[figure]);
            }
        }
    }
}
