//! The Grid screen: any two inputs against the figure, with the line on which it meets a target
//! and the cliffs where it leaps over it.
//!
//! ```text
//! Grid  FIGURE of ● base  11.3 y                        contour at 10.0 y
//! Power delay (mo) upwards, Utilization (%) across     65 %, 6 mo: 11.3 y
//! 36┤╱╱ never by 2040 ╱╱║░░░░░ 12 y ▒▒▒▒
//!   │  (map with scenarios, contours, cliffs and cursor)
//!    20          40          60          80
//!    6.2 y ██ 8 y ▓▓ 12 y ░░ 15.1 y   ╱ never by 2040   ▼ bear  ● base  ▲ bull
//! ```

use super::canvas::{Canvas, Piece, below, cut, foot, piece, row, width};
use super::regions::ClickTarget;
use super::scales::{
    bounds_of_shades, is_in_halves, levels, round_values, shades, stretches_across,
};
use super::vocabulary::{in_sentence, names};
use super::words::input_label;
use super::{format, title};
use crate::analysis::{AxisValues, Grid};
use crate::model::{Flags, Input, Scenario};
use crate::preset::ShownUnit;
use crate::widgets::text::columns;
use crate::widgets::{GridMark, HeatMap, Legend};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// Columns left of the grid, and rows above and below it, that titles, labels and legend take.
const GUTTER: u16 = 10;
const AROUND: u16 = 8;
/// Columns below which no cell has room for its figure.
const LEAST_ROOM: usize = 4;
/// The most cells that are worked out.
const MOST: (u16, u16) = (120, 50);

/// How many columns and rows of values a screen of that size has room for.
pub(super) fn room(columns: u16, rows: u16) -> (usize, usize) {
    let across = columns.saturating_sub(GUTTER).clamp(2, MOST.0);
    let up = rows.saturating_sub(AROUND).clamp(2, MOST.1);
    (usize::from(across), usize::from(up))
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let note = match session.screens.grid.target {
        Some(target) => target_words(canvas, target),
        None => "= draws a contour".to_owned(),
    };
    title::draw(canvas, row(area, 0), "Grid", &note);
    let capped = session.answers.grid.as_ref().is_some_and(|answer| answer.margin_capped);
    let capped = if capped { "; margin capped in places" } else { "" };
    let [x, y] = [session.screens.grid.x, session.screens.grid.y]
        .map(|input| input_label(canvas.money(), input));
    let [x_unit, y_unit] = [session.screens.grid.x, session.screens.grid.y]
        .map(|input| format::axis_unit(canvas.shown(input.spec().unit)).into_owned());
    let axes = format!("{y} ({y_unit}) upwards, {x} ({x_unit}) across{capped}");
    let axes = piece(axes, theme.dim);
    let cursor = piece(cursor_words(canvas, below(area, 2)), theme.accent);
    // Beside the axes' names, which say what its settings are of.
    let beside = u16::try_from(width(&[axes.clone(), cursor.clone()]) + 3).unwrap_or(u16::MAX);
    canvas.both(cut(row(area, 1), 0, beside), &[axes], &[cursor]);
    match (&session.answers.refused, &session.answers.grid) {
        (Some(why), _) => canvas.centred(below(area, 2), why, theme.dim),
        (None, Some(answer)) => {
            draw_map(canvas, answer, Words::All, below(area, 2));
            draw_names(canvas, foot(area, 1).1);
        }
        (None, None) => {}
    }
}

/// Draws the map alone, without a figure: its axes, what is better, and the scenarios' marks.
pub(super) fn draw_bare(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let [x, y] = [session.screens.grid.x, session.screens.grid.y]
        .map(|input| in_sentence(&input_label(canvas.money(), input)));
    let shade = if is_in_halves(canvas.look) { "brighter" } else { "denser" };
    let lines = [
        format!("{y} upwards, {x} across; the {shade}, the better"),
        format!("{y} upwards, {x} across"),
    ];
    canvas.first_fitting(row(area, 0), &lines, canvas.look.theme.text);
    let (map, names) = foot(below(area, 1), 1);
    if let Some(answer) = &session.answers.grid {
        draw_map(canvas, answer, Words::None, map);
        draw_names(canvas, names);
    }
}

/// Whether a map has words: figures at its axes and levels, and a legend.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    All,
    None,
}

/// Where on the grid the target lies, as far as the legend doesn't say it.
fn target_words(canvas: &Canvas, target: f64) -> String {
    let target = format::figure(canvas.shown(canvas.session.metric.spec().unit), target);
    match &canvas.session.answers.grid {
        Some(answer) if answer.contour.is_empty() => {
            let mut figures = answer.cells.iter().flatten().flatten().copied();
            if figures.any(answer.meets_target()) {
                format!("{target} is met wherever there is a figure")
            } else if answer.cliffs.is_empty() {
                format!("{target} is met nowhere here")
            } else {
                format!("{target} is leapt over, never met")
            }
        }
        _ => format!("contour at {target}"),
    }
}

/// The values under the cursor, and the figure there. Until it is moved it is at the scenario
/// itself, which need not lie on a cell: where cells have figures, both are told apart.
fn cursor_words(canvas: &Canvas, area: Rect) -> String {
    let session = canvas.session;
    let unit = canvas.shown(session.metric.spec().unit);
    let answer = session.answers.grid.as_deref();
    let (column, line) = session.grid_cell();
    let in_cell = || answer.and_then(|answer| *answer.cells.get(line)?.get(column)?);
    let setting =
        |input: Input, value| format::short_setting(canvas.shown(input.spec().unit), value);
    let at = |(x, y): (f64, f64), figure: Option<f64>| {
        let figure = figure.map_or_else(
            || format::absent(session.metric, Flags::default(), session.horizon_year()),
            |value| format::figure(unit, value),
        );
        let grid = &session.screens.grid;
        format!("{}, {}: {figure}", setting(grid.x, x), setting(grid.y, y))
    };
    if session.screens.grid.cursor.is_some() {
        return at(session.grid_place(), in_cell());
    }
    let own = at(session.grid_place(), canvas.outcome(session.scenario).metrics[session.metric]);
    let Some(answer) = answer.filter(|answer| !numbers(answer, unit, area).is_empty()) else {
        return own;
    };
    let place = answer.x.values.get(column).zip(answer.y.values.get(line));
    let here = place.map_or_else(String::new, |(x, y)| at((*x, *y), in_cell()));
    if here == own { own } else { format!("cell {here}; {} {own}", session.scenario.id()) }
}

/// A place on an axis, in steps from its first value.
fn place(values: &[f64], value: f64) -> Option<f64> {
    let (first, last) = (*values.first()?, *values.last()?);
    let steps = (value - first) / (last - first) * (values.len().saturating_sub(1)) as f64;
    (-0.5..=values.len() as f64 - 0.5).contains(&steps).then_some(steps)
}

/// Lines in steps along the axes.
fn on_map(answer: &Grid, lines: &[Vec<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    let point =
        |(x, y): &(f64, f64)| Some((place(&answer.x.values, *x)?, place(&answer.y.values, *y)?));
    lines.iter().map(|line| line.iter().filter_map(point).collect()).collect()
}

/// Round values along an axis at their places, at most so many stretches apart.
fn ticks(canvas: &Canvas, axis: &AxisValues, stretches: usize) -> Vec<(f64, String)> {
    let unit = canvas.shown(axis.input.spec().unit);
    let (Some(first), Some(last)) = (axis.values.first(), axis.values.last()) else {
        return Vec::new();
    };
    round_values(unit.unit, (*first, *last), stretches)
        .into_iter()
        .filter_map(|value| {
            Some((place(&axis.values, value)?, format::on_axis(unit.unit, value, 6)))
        })
        .collect()
}

fn mark(canvas: &Canvas, answer: &Grid, scenario: Scenario) -> Option<GridMark<'static>> {
    let (session, hue) = (canvas.session, canvas.look.theme.scenario(scenario));
    let chosen = scenario == session.scenario;
    let at = |axis: &AxisValues| {
        place(&axis.values, session.value(axis.input, scenario)).map(f64::round)
    };
    Some(GridMark {
        symbol: canvas.look.mark(scenario),
        column: at(&answer.x)?,
        row: at(&answer.y)?,
        style: if chosen { hue.add_modifier(Modifier::REVERSED) } else { hue }.bg(Color::Reset),
    })
}

fn draw_map(canvas: &mut Canvas, answer: &Grid, words: Words, area: Rect) {
    let look = canvas.look;
    let (unit, better) = (answer.metric.spec().unit, answer.metric.spec().better);
    let shown = canvas.shown(unit);
    let values: Vec<Option<f64>> = answer.cells.iter().flatten().copied().collect();
    let Some((low, high)) = extremes(&values) else {
        let absent = format!("no {} anywhere here", names(answer.metric).in_sentence());
        return canvas.centred(area, &absent, look.theme.text);
    };
    if low.to_bits() == high.to_bits() && !values.contains(&None) {
        let said = format!(
            "{} doesn’t depend on these two: {} everywhere",
            names(answer.metric).long,
            format::figure(shown, low)
        );
        return canvas.centred(area, &said, look.theme.text);
    }
    let has_words = words == Words::All;
    let levels = levels(look, shown, (low, high));
    let shades = shades(look, levels.len() + 1, better);
    let mut x_ticks = ticks(canvas, &answer.x, stretches_across(area.width));
    let mut y_ticks = ticks(canvas, &answer.y, usize::from(area.height / 3).clamp(2, 8) - 1);
    let (contours, cliffs) = (on_map(answer, &answer.contour), on_map(answer, &answer.cliffs));
    let marks: Vec<GridMark> =
        Scenario::ALL.into_iter().filter_map(|scenario| mark(canvas, answer, scenario)).collect();
    let bounds = bounds_of_shades(shown, (low, high), &levels);
    let bounds: Vec<&str> = bounds.iter().map(String::as_str).collect();
    let none = canvas.none_words(answer.metric);
    let none = if has_words { &*none } else { format::absent_word(answer.metric) };
    let target = answer.target.map_or_else(String::new, |target| format::figure(shown, target));
    let cliff = format!("passes {target}");
    let leaps: Vec<[bool; 2]> = answer.leaps.iter().flatten().copied().collect();
    let said_if = |said: bool, words| if said && has_words { words } else { "" };
    let mut named_levels = named(&levels);
    let mut numbers = numbers(answer, shown, area);
    if !has_words {
        (x_ticks, y_ticks, numbers) = (Vec::new(), Vec::new(), Vec::new());
        for (_, name) in &mut named_levels {
            *name = "";
        }
    }
    let map = HeatMap {
        values: &values,
        leaps: &leaps,
        columns: answer.x.values.len(),
        levels: &named_levels,
        shades: &shades,
        halves: is_in_halves(look),
        none_is_last: answer.metric.absent_is_latest(),
        numbers: &numbers,
        contours: &contours,
        cliffs: &cliffs,
        marks: &marks,
        cursor: Some(canvas.session.grid_cell()),
        x_labels: &named(&x_ticks),
        y_labels: &named(&y_ticks),
        legend: Legend {
            bounds: if has_words { &bounds } else { &[] },
            none: if values.contains(&None) { none } else { "" },
            contour: said_if(!contours.is_empty(), &target),
            cliff: said_if(!cliffs.is_empty(), &cliff),
        },
        paint: look.paint(),
    };
    let grid = map.grid(area);
    canvas.on_click(grid.area, ClickTarget::Map(grid));
    canvas.render(map, area);
}

/// The lowest and the highest figure; `None` without any.
fn extremes(values: &[Option<f64>]) -> Option<(f64, f64)> {
    let present = || values.iter().flatten().copied();
    Some((present().reduce(f64::min)?, present().reduce(f64::max)?))
}

fn named(labels: &[(f64, String)]) -> Vec<(f64, &str)> {
    labels.iter().map(|(place, words)| (*place, words.as_str())).collect()
}

/// The cells' figures where all have room, without their unit; else none.
fn numbers(answer: &Grid, unit: ShownUnit, area: Rect) -> Vec<String> {
    let figure = |value: &Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| format::bare_figure(unit.unit, value))
    };
    let room = usize::from(area.width.saturating_sub(GUTTER)) / answer.x.values.len().max(1);
    if room < LEAST_ROOM || answer.y.values.len() > usize::from(area.height) {
        return Vec::new();
    }
    let figures: Vec<String> = answer.cells.iter().flatten().map(figure).collect();
    let widest = figures.iter().map(|figure| columns(figure)).max().unwrap_or_default();
    if widest + 3 <= room { figures } else { Vec::new() }
}

/// The scenarios' marks and names at the end of the legend's row, where there is room: they stand at
/// their own values of the two inputs, on the map of the chosen one, which holds all others.
fn draw_names(canvas: &mut Canvas, area: Rect) {
    let mut names: Vec<Piece> = Scenario::ALL
        .into_iter()
        .map(|each| {
            let apart = if each == Scenario::Bear { "" } else { "  " };
            piece(format!("{apart}{}", canvas.look.name(each)), canvas.look.theme.scenario(each))
        })
        .collect();
    let is_free = |canvas: &Canvas, names: &[Piece]| {
        let width = u16::try_from(width(names) + 2).unwrap_or(u16::MAX).min(area.width);
        let end = Rect { x: area.right() - width, width, ..area };
        end.positions().all(|place| canvas.buffer[place].symbol() == " ")
    };
    let otherwise = format!("  (all else as {})", canvas.session.scenario.id());
    names.push(piece(otherwise, canvas.look.theme.dim));
    if !is_free(canvas, &names) {
        names.pop();
    }
    if area.width >= 80 && is_free(canvas, &names) {
        canvas.right(area, &names);
    }
}
