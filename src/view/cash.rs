//! The Cash screen: the J-curve with payback and renewals, built against energised capital, and
//! the yearly table of one scenario or of three side by side.
//!
//! ```text
//! Cash by year, $bn  FIGURE of ● base  11.3 y                   one scenario
//! cumulative cash; r renewals 2032–35      energised capital, and built but idle
//!   (a line, payback marked)                 (stacked bars)
//! year     spend  renewals  revenue  …
//! 2026       1.2  …
//! ```

use super::canvas::{Canvas, below, cut, row};
use super::charts::{CASH, Years, draw_lines, under_points, year_labels};
use super::format;
use super::{title, year_table};
use crate::model::{Metric, Scenario, Series, Unit};
use crate::widgets::{Axes, Chart, ChartSeries, Drawing};
use ratatui::layout::{Constraint, Layout, Rect};

/// Fewer rows than these carry one curve for each scenario.
const FEW: u16 = 8;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let view =
        if session.screens.cash.side_by_side { "three side by side" } else { "one scenario" };
    let by_quarter = session.screens.cash.by_quarter;
    let title = if by_quarter { "Cash by quarter, $bn" } else { "Cash by year, $bn" };
    title::draw(canvas, row(area, 0), &canvas.money().words(title), view);
    let area = below(area, 1);
    let rows = if by_quarter { usize::MAX } else { session.results.years().len() };
    let table = u16::try_from(rows.saturating_add(1)).unwrap_or(u16::MAX);
    let charts = area.height.saturating_sub(table).max(area.height / 2).min(24);
    let [charts, years] =
        Layout::vertical([Constraint::Length(charts), Constraint::Fill(1)]).areas(area);
    let [left, right] =
        Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(3).areas(charts);
    draw_curve(canvas, left);
    draw_capital(canvas, right);
    if session.screens.cash.side_by_side {
        year_table::draw_three(canvas, years);
    } else {
        year_table::draw_one(canvas, years);
    }
}

/// The years in which servers are renewed, behind their mark where they are marked:
/// `; r renewals 2032–35, 2038–40`.
fn renewal_words(canvas: &Canvas, marked: bool) -> String {
    let session = canvas.session;
    let spent = canvas.years(session.scenario, Series::Refresh);
    let mut stretches: Vec<(i32, i32)> = Vec::new();
    for (year, _) in session.results.years().zip(spent).filter(|(_, spent)| **spent > 0.0) {
        match stretches.last_mut() {
            Some((_, last)) if *last == year - 1 => *last = year,
            _ => stretches.push((year, year)),
        }
    }
    if stretches.is_empty() {
        return String::new();
    }
    let words: Vec<String> = stretches
        .iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            _ => format!("{first}–{:02}", last.rem_euclid(100)),
        })
        .collect();
    let mark = if marked { "r " } else { "" };
    format!("; {mark}renewals {}", words.join(", "))
}

/// Cumulative cash: the J-curve, payback and the years of renewals marked.
fn draw_curve(canvas: &mut Canvas, area: Rect) {
    let (scenario, theme) = (canvas.session.scenario, &canvas.look.theme);
    // Whether there is room for a row of marks above the curve; its heading names the years as well.
    let marked = area.height >= 8;
    let renewals = renewal_words(canvas, marked);
    let words = ["cumulative cash", "total", "cash"].map(|words| format!("{words}{renewals}"));
    canvas.first_fitting(row(area, 0), &words, theme.dim);
    let chart = below(area, if marked { 2 } else { 1 });
    let label = |value| format::trimmed(value, 1);
    let one = [scenario];
    // What few rows show of one scenario alone is less than what they show of three.
    let together = canvas.session.screens.cash.side_by_side || area.height < FEW;
    let of = if together { &Scenario::ALL[..] } else { &one };
    let plot = draw_lines(canvas, of, (CASH, Years::Shown), label, chart);
    if !marked {
        return;
    }
    let spent = canvas.years(scenario, Series::Refresh);
    for (index, _) in spent.iter().enumerate().filter(|(_, spent)| **spent > 0.0) {
        // They are bought all through their year.
        if let Some(column) = plot.column_of_place(index as f64 + 0.5) {
            canvas.text(cut(row(area, 1), plot.area.x + column, 1), "r", theme.change);
        }
    }
}

/// Energised capital, and on top of it what is built but idle.
fn draw_capital(canvas: &mut Canvas, area: Rect) {
    let (scenario, theme) = (canvas.session.scenario, &canvas.look.theme);
    let idle = canvas.outcome(scenario).metrics[Metric::PeakIdleCapital].unwrap_or_default();
    let idle = format::figure(canvas.shown(Unit::Billions), idle);
    let words = [
        "energised capital, and built but idle, peak month ",
        "energised; built but idle, peak month ",
        "idle, peak month ",
    ];
    let words = words.map(|words| format!("{words}{idle}"));
    canvas.first_fitting(row(area, 0), &words, theme.dim);
    let years = year_labels(canvas.session);
    let energised = canvas.years(scenario, Series::Energised);
    let idle = canvas.years(scenario, Series::IdleCapital);
    let line = |name, values, mark, style| ChartSeries {
        name,
        values,
        mark,
        style,
        ..ChartSeries::default()
    };
    let stacks = energised.iter().zip(idle).map(|(energised, idle)| energised + idle);
    let chart = Chart {
        series: &[
            line("energised", energised, 0, theme.scenario(scenario)),
            line("idle", idle, 1, theme.bar),
        ],
        drawing: Drawing::Stacked,
        axes: Axes {
            scale: (0.0, stacks.fold(0.0, f64::max)),
            x_labels: &under_points(&years),
            format: |value| format::trimmed(value, 1),
            ..Axes::default()
        },
        paint: canvas.look.paint(),
        ..Chart::default()
    };
    canvas.render(chart, below(area, 1));
}
