//! The Cash screen: the J-curve with payback and renewals, built against energised capital, and
//! the yearly table of one scenario or of three side by side.

mod table;

use super::Canvas;
use super::explore::payback_place;
use super::format;
use super::line::{cut, piece, put_left, row};
use crate::model::{Metric, Series, Unit};
use crate::widgets::chart::Series as Line;
use crate::widgets::text::columns;
use crate::widgets::{Axes, AxisStyles, Chart, Drawing, Marker};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let view = if session.cash.side_by_side { "three side by side" } else { "one scenario" };
    super::title::draw(canvas, row(area, 0), "Cash by year, $bn", view);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let table = u16::try_from(session.results.years().len() + 1).unwrap_or(u16::MAX);
    let charts = below.height.saturating_sub(table).max(below.height / 2).min(24);
    let [charts, years] =
        Layout::vertical([Constraint::Length(charts), Constraint::Fill(1)]).areas(below);
    let [left, right] =
        Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(3).areas(charts);
    draw_curve(canvas, left);
    draw_capital(canvas, right);
    if session.cash.side_by_side {
        table::draw_three(canvas, years);
    } else {
        table::draw_one(canvas, years);
    }
}

/// The first of several captions that fits.
fn put_fitting(canvas: &mut Canvas, area: Rect, captions: &[String; 3]) {
    let room = usize::from(area.width);
    let [.., shortest] = captions;
    let fitting = captions.iter().find(|caption| columns(caption) <= room).unwrap_or(shortest);
    put_left(canvas.buffer, area, &[piece(fitting, canvas.look.theme.dim)]);
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

/// The years in which servers are renewed, behind their mark where they are marked:
/// `; r renewals 2032–35, 2038–40`.
fn renewal_words(canvas: &Canvas, marked: bool) -> String {
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
    let (session, theme) = (canvas.session, canvas.look.theme);
    let annual = &session.results.scenarios[session.scenario].annual;
    let renewals = renewal_words(canvas, marks_renewals(area));
    let words = ["cumulative cash", "total", "cash"];
    put_fitting(canvas, row(area, 0), &words.map(|words| format!("{words}{renewals}")));
    let chart = below(area, if marks_renewals(area) { 2 } else { 1 });
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
    let renewed = annual.years(Series::Refresh);
    let scale = (session.scales.cash.min, session.scales.cash.max);
    let curve = Chart {
        series: &[Line {
            name: "",
            values: now,
            ghost: if before.len() == now.len() && before != now { before } else { &[] },
            mark: session.scenario as usize,
            style: Style { add_modifier: theme.bar.add_modifier, ..theme.accent },
            negative: Some(theme.negative),
            ghost_style: theme.ghost,
            ..Line::default()
        }],
        drawing: Drawing::Bars,
        axes: axes(canvas, &labels, &markers, scale),
        legend: false,
        glyphs: canvas.look.glyphs,
    };
    let plot = curve.plot(chart);
    curve.render(chart, canvas.buffer);
    // An r above the bars stands at every year of renewals.
    if !marks_renewals(area) {
        return;
    }
    let line = row(area, 1);
    for (index, _) in renewed.iter().enumerate().filter(|(_, spent)| **spent > 0.0) {
        let place = cut(line, plot.area.x + plot.column_of_point(index), 1);
        put_left(canvas.buffer, place, &[piece("r", theme.change)]);
    }
}

/// Whether there is room for a row of marks above the curve; its heading names the years as well.
const fn marks_renewals(area: Rect) -> bool {
    area.height >= 8
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Energised capital, and on top of it what is built but idle.
fn draw_capital(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let annual = &session.results.scenarios[session.scenario].annual;
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let idle = outcome.metrics[Metric::PeakIdleCapital].unwrap_or_default();
    let idle = format::figure(Unit::Billions, idle);
    let words = [
        "energised capital, and built but idle, peak month ",
        "energised; built but idle, peak month ",
        "idle, peak month ",
    ];
    put_fitting(canvas, row(area, 0), &words.map(|words| format!("{words}{idle}")));
    let chart = below(area, 1);
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
    let (energised, idle) = (annual.years(Series::Energised), annual.years(Series::IdleCapital));
    let high = energised.iter().zip(idle).map(|(energised, idle)| energised + idle);
    let high = high.fold(0.0, f64::max);
    Chart {
        series: &[
            line("energised", Series::Energised, 0, theme.accent),
            line("idle", Series::IdleCapital, 1, theme.fails),
        ],
        drawing: Drawing::Stacked,
        axes: axes(canvas, &labels, &[], (0.0, high)),
        legend: true,
        glyphs: canvas.look.glyphs,
    }
    .render(chart, canvas.buffer);
}
