//! The Grid screen: any two inputs against the figure, with the line on which it meets a target
//! and the cliffs where it leaps over it.
//!
//! ```text
//! Grid  FIGURE of ● base  11.3 y                        contour at 10.0 y
//! Power delay upwards, Utilization across              65 %, 6 mo: 11.3 y
//! 18 mo┤░░▒▒▓▓██
//!      │  (map with scenarios, contour, cliffs and cursor)
//!       20 %        60 %        95 %
//!       6.2 ░▒▓█ 13.3 y   ╱ no payback   • 10.0 y       ▼ bear  ● base  ▲ bull
//! ```

use super::canvas::{Canvas, below, foot, piece, row};
use super::charts::indexed;
use super::regions::ClickTarget;
use super::vocabulary::names;
use super::words::input_label;
use super::{format, title};
use crate::analysis::{AxisValues, Grid};
use crate::model::{Input, Scenario};
use crate::widgets::text::columns;
use crate::widgets::{GridMark, HeatMap, Legend};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// Columns left of the grid, and rows above and below it, that titles, labels and legend take.
const GUTTER: u16 = 10;
const AROUND: u16 = 8;
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
    let axes = piece(format!("{y} upwards, {x} across{capped}"), theme.dim);
    let cursor = piece(cursor_words(canvas), theme.accent);
    canvas.both(row(area, 1), &[axes], &[cursor]);
    match (&session.answers.refused, &session.answers.grid) {
        (Some(why), _) => canvas.centred(below(area, 2), why, theme.dim),
        (None, Some(answer)) => {
            draw_map(canvas, answer, below(area, 2));
            draw_names(canvas, foot(area, 1).1);
        }
        (None, None) => {}
    }
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

/// The values under the cursor, and the figure there.
fn cursor_words(canvas: &Canvas) -> String {
    let session = canvas.session;
    let (column, line) = session.grid_cell();
    let here = match session.screens.grid.cursor {
        // At the scenario itself, which need not lie on a cell: its own figure.
        None => canvas.outcome(session.scenario).metrics[session.metric],
        Some(_) => {
            session.answers.grid.as_ref().and_then(|answer| *answer.cells.get(line)?.get(column)?)
        }
    };
    let figure = here.map_or_else(
        || format!("no {}", names(session.metric).in_sentence()),
        |value| format::figure(canvas.shown(session.metric.spec().unit), value),
    );
    let (x, y) = session.grid_place();
    let setting =
        |input: Input, value| format::short_setting(canvas.shown(input.spec().unit), value);
    format!(
        "{}, {}: {figure}",
        setting(session.screens.grid.x, x),
        setting(session.screens.grid.y, y)
    )
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

/// The values along an axis in words.
fn axis_words(canvas: &Canvas, axis: &AxisValues) -> Vec<String> {
    let unit = canvas.shown(axis.input.spec().unit);
    axis.values.iter().map(|value| format::short_setting(unit, *value)).collect()
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
        style: if chosen { hue.add_modifier(Modifier::REVERSED) } else { hue },
    })
}

fn draw_map(canvas: &mut Canvas, answer: &Grid, area: Rect) {
    let look = canvas.look;
    let unit = canvas.shown(answer.metric.spec().unit);
    let values: Vec<Option<f64>> = answer.cells.iter().flatten().copied().collect();
    let present = || values.iter().flatten().copied();
    let low = present().reduce(f64::min).unwrap_or(0.0);
    let high = present().reduce(f64::max).unwrap_or(1.0);
    let (x_words, y_words) = (axis_words(canvas, &answer.x), axis_words(canvas, &answer.y));
    let (contours, cliffs) = (on_map(answer, &answer.contour), on_map(answer, &answer.cliffs));
    let marks: Vec<GridMark> =
        Scenario::ALL.into_iter().filter_map(|scenario| mark(canvas, answer, scenario)).collect();
    let (low_text, high_text) = (format::bare_figure(unit, low), format::figure(unit, high));
    let none = format!("no {}", names(answer.metric).in_sentence());
    let target = answer.target.map_or_else(String::new, |target| format::figure(unit, target));
    let cliff = format!("passes {target}");
    let said_if = |said: bool, words| if said { words } else { "" };
    let map = HeatMap {
        values: &values,
        columns: answer.x.values.len(),
        scale: (low, high),
        shades: look.theme.shades,
        contours: &contours,
        cliffs: &cliffs,
        marks: &marks,
        cursor: Some(canvas.session.grid_cell()),
        x_labels: &indexed(&x_words),
        y_labels: &indexed(&y_words),
        legend: Legend {
            low: &low_text,
            high: &high_text,
            none: said_if(values.contains(&None), &none),
            contour: said_if(!contours.is_empty(), &target),
            cliff: said_if(!cliffs.is_empty(), &cliff),
        },
        paint: look.paint(),
    };
    let grid = map.grid(area);
    canvas.on_click(grid.area, ClickTarget::Map(grid));
    canvas.render(map, area);
}

/// The scenarios' marks and names at the end of the legend's row, where there is room.
fn draw_names(canvas: &mut Canvas, area: Rect) {
    let names = Scenario::ALL.map(|scenario| canvas.look.name(scenario)).join("  ");
    let width = u16::try_from(columns(&names) + 3).unwrap_or(u16::MAX).min(area.width);
    let end = Rect { x: area.right() - width, width, ..area };
    let is_free = end.positions().all(|place| canvas.buffer[place].symbol() == " ");
    if area.width >= 80 && is_free {
        let names = Scenario::ALL.map(|each| {
            let apart = if each == Scenario::Bear { "" } else { "  " };
            piece(format!("{apart}{}", canvas.look.name(each)), canvas.look.theme.scenario(each))
        });
        canvas.right(area, &names);
    }
}
