//! The Cash screen: the J-curve with payback and renewals, built against energised capital, and
//! the yearly table of one scenario or of three side by side.

use super::Canvas;
use super::explore::payback_place;
use super::format;
use super::line::{piece, put_left, row};
use super::tier::Tier;
use crate::model::{Metric, Scenario, Series, Unit};
use crate::widgets::chart::Series as Line;
use crate::widgets::text::{fit, pad_left};
use crate::widgets::{Axes, AxisStyles, Chart, Drawing, Marker};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// The columns of one scenario's table, the first ones first where there is little room.
const COLUMNS: [(Series, &str); 9] = [
    (Series::Spend, "spend"),
    (Series::Refresh, "renewals"),
    (Series::Revenue, "revenue"),
    (Series::OperatingIncome, "income"),
    (Series::Fcf, "cash"),
    (Series::CumulativeFcf, "total"),
    (Series::Energised, "energised"),
    (Series::IdleCapital, "idle"),
    (Series::NetBookValue, "book"),
];

/// The columns of each scenario where three stand side by side.
const SIDE_BY_SIDE: [(Series, &str); 3] =
    [(Series::OperatingIncome, "income"), (Series::Fcf, "cash"), (Series::CumulativeFcf, "total")];

const YEAR: usize = 6;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let view = if session.cash.side_by_side { "three side by side" } else { "one scenario" };
    super::title::draw(canvas, row(area, 0), "Cash by year, $bn", view);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let table = u16::try_from(session.results.years().len() + 1).unwrap_or(u16::MAX);
    let charts = below.height.saturating_sub(table).max(below.height / 2).min(24);
    let [charts, table] =
        Layout::vertical([Constraint::Length(charts), Constraint::Fill(1)]).areas(below);
    let [left, right] =
        Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(3).areas(charts);
    draw_curve(canvas, left);
    draw_capital(canvas, right);
    if session.cash.side_by_side {
        draw_three(canvas, table);
    } else {
        draw_one(canvas, table);
    }
}

/// Calendar years as labels by index.
fn year_labels(canvas: &Canvas) -> Vec<String> {
    canvas.session.results.years().map(|year| year.to_string()).collect()
}

fn axes<'a>(
    canvas: &Canvas,
    years: &'a [(usize, &'a str)],
    markers: &'a [Marker<'a>],
    scale: (f64, f64),
) -> Axes<'a> {
    let dim = canvas.look.theme.dim;
    Axes {
        scale: Some(scale),
        x_labels: years,
        format: |value| format::trimmed(value, 1),
        markers,
        styles: AxisStyles { line: dim, label: dim, zero: dim },
        ..Axes::default()
    }
}

/// The years in which servers are renewed: `; renewals 2032–2035, 2038–2040`.
fn renewal_words(canvas: &Canvas) -> String {
    let session = canvas.session;
    let spent = session.results.scenarios[session.scenario].annual.years(Series::Refresh);
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
        .map(|(first, last)| format!("{first}–{:02}", last.rem_euclid(100)))
        .collect();
    format!("; renewals {}", words.join(", "))
}

/// Cumulative cash: the J-curve, payback and the years of renewals marked.
fn draw_curve(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let annual = &session.results.scenarios[session.scenario].annual;
    let caption = format!("cumulative cash{}", renewal_words(canvas));
    put_left(canvas.buffer, row(area, 0), &[piece(caption, theme.dim)]);
    let chart = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let years = year_labels(canvas);
    let labels: Vec<(usize, &str)> = years.iter().map(String::as_str).enumerate().collect();
    let markers: Vec<Marker> = payback_place(session, session.scenario)
        .into_iter()
        .map(|place| Marker { place, label: "payback", style: theme.accent })
        .collect();
    let before = session.reference().map_or(&[][..], |reference| {
        reference.scenarios[session.scenario].annual.years(Series::CumulativeFcf)
    });
    let now = annual.years(Series::CumulativeFcf);
    let scale = (session.scales.cash.min, session.scales.cash.max);
    Chart {
        series: &[Line {
            name: "",
            values: now,
            ghost: if before.len() == now.len() && before != now { before } else { &[] },
            mark: session.scenario as usize,
            style: Style { add_modifier: theme.bar.add_modifier, ..theme.accent },
            negative: Some(theme.negative),
            ghost_style: theme.ghost,
        }],
        drawing: Drawing::Bars,
        axes: axes(canvas, &labels, &markers, scale),
        legend: false,
        glyphs: canvas.look.glyphs,
    }
    .render(chart, canvas.buffer);
}

/// Built against energised capital: what lies between is idle.
fn draw_capital(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let annual = &session.results.scenarios[session.scenario].annual;
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let idle = outcome.metrics[Metric::PeakIdleCapital].unwrap_or_default();
    let caption =
        format!("built and energised; idle up to {}", format::figure(Unit::Billions, idle));
    put_left(canvas.buffer, row(area, 0), &[piece(caption, theme.dim)]);
    let chart = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let years = year_labels(canvas);
    let labels: Vec<(usize, &str)> = years.iter().map(String::as_str).enumerate().collect();
    let line = |name, series, mark, style| Line {
        name,
        values: annual.years(series),
        mark,
        style,
        ghost_style: theme.ghost,
        ..Line::default()
    };
    let high = annual.years(Series::Built).iter().copied().fold(0.0, f64::max);
    Chart {
        series: &[
            line("built", Series::Built, 0, theme.dim),
            line("energised", Series::Energised, 1, theme.accent),
        ],
        drawing: Drawing::Curves,
        axes: axes(canvas, &labels, &[], (0.0, high)),
        legend: true,
        glyphs: canvas.look.glyphs,
    }
    .render(chart, canvas.buffer);
}

fn cell(canvas: &Canvas, value: f64, width: usize) -> super::line::Piece {
    let text = format::decimal(value, 1);
    let theme = canvas.look.theme;
    let style = if text.starts_with('−') { theme.negative } else { theme.text };
    piece(pad_left(&text, width), style)
}

/// The first year that is shown, so that the last one is reached and no room is wasted.
fn first_year(canvas: &Canvas, rows: u16) -> usize {
    let years = canvas.session.results.years().len();
    canvas.session.cash.scroll.min(years.saturating_sub(usize::from(rows)))
}

fn draw_one(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let width = if canvas.tier >= Tier::Roomy { 11 } else { 10 };
    let fitting = usize::from(area.width).saturating_sub(YEAR) / width;
    let columns = &COLUMNS[..fitting.min(COLUMNS.len())];
    let mut head = fit("year", YEAR, "");
    for (_, label) in columns {
        head.push_str(&pad_left(label, width));
    }
    put_left(canvas.buffer, row(area, 0), &[piece(head, theme.dim)]);
    let years: Vec<i32> = session.results.years().collect();
    let first = first_year(canvas, area.height.saturating_sub(1));
    for (line, index) in (1..area.height).zip(first..years.len()) {
        let mut pieces = vec![piece(fit(&years[index].to_string(), YEAR, ""), theme.dim)];
        let annual = &session.results.scenarios[session.scenario].annual;
        for (series, _) in columns {
            pieces.push(cell(canvas, annual.years(*series)[index], width));
        }
        put_left(canvas.buffer, row(area, line), &pieces);
    }
}

fn draw_three(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let width = if canvas.tier >= Tier::Roomy { 11 } else { 8 };
    let mut names = vec![piece(" ".repeat(YEAR), theme.dim)];
    let mut heads = vec![piece(fit("year", YEAR, ""), theme.dim)];
    for scenario in Scenario::ALL {
        let style = if scenario == session.scenario { theme.accent } else { theme.title };
        let name = format!("{} {}", canvas.look.mark(scenario), scenario.id());
        names.push(piece(pad_left(&name, width * SIDE_BY_SIDE.len()), style));
        for (_, label) in SIDE_BY_SIDE {
            heads.push(piece(pad_left(label, width), theme.dim));
        }
    }
    put_left(canvas.buffer, row(area, 0), &names);
    put_left(canvas.buffer, row(area, 1), &heads);
    let years: Vec<i32> = session.results.years().collect();
    let first = first_year(canvas, area.height.saturating_sub(2));
    for (line, index) in (2..area.height).zip(first..years.len()) {
        let mut pieces = vec![piece(fit(&years[index].to_string(), YEAR, ""), theme.dim)];
        for scenario in Scenario::ALL {
            let annual = &session.results.scenarios[scenario].annual;
            for (series, _) in SIDE_BY_SIDE {
                pieces.push(cell(canvas, annual.years(series)[index], width));
            }
        }
        put_left(canvas.buffer, row(area, line), &pieces);
    }
}
