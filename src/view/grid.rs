//! The Grid screen: any two inputs against the figure, with the line on which it meets a target
//! and the cliffs where it leaps over it.

use super::Canvas;
use super::format;
use super::line::{piece, put_both, put_centred, put_right, row};
use super::regions::Target;
use super::words::{input_label, short_label};
use crate::analysis::Grid as Answer;
use crate::analysis::grid::AxisValues;
use crate::model::{Input, Scenario};
use crate::widgets::text::columns;
use crate::widgets::{GridMark, HeatMap, HeatStyles, Legend};
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

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

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let (x, y) = (session.grid.x, session.grid.y);
    let note = match session.grid.target {
        Some(target) => target_words(canvas, target),
        None => "= draws a contour".to_owned(),
    };
    super::title::draw(canvas, row(area, 0), "Grid", &note);
    let capped = session.answers.grid.as_ref().is_some_and(|answer| answer.margin_capped);
    let capped = if capped { "; margin capped in part" } else { "" };
    let axes = format!("{} upwards, {} across{capped}", input_label(y), input_label(x));
    put_both(
        canvas.buffer,
        row(area, 1),
        &[piece(axes, theme.dim)],
        &[piece(cursor_words(canvas), theme.accent)],
    );
    let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    match (&session.answers.refused, &session.answers.grid) {
        (Some(why), _) => put_centred(canvas.buffer, below, why, theme.dim),
        (None, Some(answer)) => draw_map(canvas, answer, below),
        (None, None) => {}
    }
}

/// Where on the grid the target lies, as far as the legend doesn't say it.
fn target_words(canvas: &Canvas, target: f64) -> String {
    let target = format::figure(canvas.session.metric.spec().unit, target);
    match &canvas.session.answers.grid {
        Some(answer) if answer.contour.is_empty() => {
            let mut figures = answer.cells.iter().flatten().flatten().copied();
            if figures.any(answer.meets_target()) {
                format!("{target} wherever there is a figure")
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
    let (x, y) = session.grid_place();
    let setting = |input: Input, value| format::short_setting(input.spec().unit, value);
    let (column, line) = session.grid_cell();
    let here = match session.grid.cursor {
        // At the scenario itself, which need not lie on a cell: its own figure.
        None => session.results.scenarios[session.scenario].outcome.metrics[session.metric],
        Some(_) => {
            session.answers.grid.as_ref().and_then(|answer| *answer.cells.get(line)?.get(column)?)
        }
    };
    let figure = here.map_or_else(
        || format!("no {}", short_label(session.metric)),
        |value| format::figure(session.metric.spec().unit, value),
    );
    format!("{}, {}: {figure}", setting(session.grid.x, x), setting(session.grid.y, y))
}

/// A place on an axis, in steps from its first value.
fn place(values: &[f64], value: f64) -> Option<f64> {
    let (first, last) = (*values.first()?, *values.last()?);
    let steps = (value - first) / (last - first) * (values.len().saturating_sub(1)) as f64;
    (-0.5..=values.len() as f64 - 0.5).contains(&steps).then_some(steps)
}

/// Lines in steps along the axes.
fn on_map(answer: &Answer, lines: &[Vec<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    let point =
        |(x, y): &(f64, f64)| Some((place(&answer.x.values, *x)?, place(&answer.y.values, *y)?));
    lines.iter().map(|line| line.iter().filter_map(point).collect()).collect()
}

fn draw_map(canvas: &mut Canvas, answer: &Answer, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = look.theme;
    let unit = answer.metric.spec().unit;
    let values: Vec<Option<f64>> = answer.cells.iter().flatten().copied().collect();
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.iter().flatten() {
        low = low.min(*value);
        high = high.max(*value);
    }
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    let labels = |input: Input, values: &[f64]| -> Vec<String> {
        values.iter().map(|value| format::short_setting(input.spec().unit, *value)).collect()
    };
    let (x_texts, y_texts) =
        (labels(answer.x.input, &answer.x.values), labels(answer.y.input, &answer.y.values));
    let x_labels: Vec<(usize, &str)> = x_texts.iter().map(String::as_str).enumerate().collect();
    let y_labels: Vec<(usize, &str)> = y_texts.iter().map(String::as_str).enumerate().collect();
    let (contours, cliffs) = (on_map(answer, &answer.contour), on_map(answer, &answer.cliffs));
    let contours: Vec<&[(f64, f64)]> = contours.iter().map(Vec::as_slice).collect();
    let cliffs: Vec<&[(f64, f64)]> = cliffs.iter().map(Vec::as_slice).collect();
    let marks: Vec<GridMark> = Scenario::ALL
        .into_iter()
        .filter_map(|scenario| {
            let chosen = scenario == session.scenario;
            let style = theme.title;
            let style = if chosen { style.add_modifier(Modifier::REVERSED) } else { style };
            let at = |axis: &AxisValues| {
                place(&axis.values, session.value(axis.input, scenario)).map(f64::round)
            };
            Some(GridMark {
                symbol: look.mark(scenario),
                column: at(&answer.x)?,
                row: at(&answer.y)?,
                style,
            })
        })
        .collect();
    let (low_text, high_text) = (format::bare_figure(unit, low), format::figure(unit, high));
    let none = format!("no {}", short_label(answer.metric));
    let target = answer.target.map_or_else(String::new, |target| format::figure(unit, target));
    let (contour, cliff) = (target.clone(), format!("passes {target}"));
    let all_there = values.iter().all(Option::is_some);
    let map = HeatMap {
        values: &values,
        columns: answer.x.values.len(),
        scale: (low, high),
        shades: &theme.shades.styles(),
        contours: &contours,
        cliffs: &cliffs,
        marks: &marks,
        cursor: Some(session.grid_cell()),
        x_labels: &x_labels,
        y_labels: &y_labels,
        legend: Some(Legend {
            low: &low_text,
            high: &high_text,
            none: if all_there { "" } else { &none },
            contour: if contours.is_empty() { "" } else { &contour },
            cliff: if cliffs.is_empty() { "" } else { &cliff },
        }),
        styles: HeatStyles {
            none: theme.dim,
            contour: theme.fails,
            cliff: theme.fails,
            cursor: theme.selected,
            label: theme.dim,
            line: theme.dim,
        },
        glyphs: look.glyphs,
    };
    canvas.regions.add(map.grid(area).area, Target::Map(map.grid(area)));
    map.render(area, canvas.buffer);
    let names: Vec<String> =
        Scenario::ALL.iter().map(|each| format!("{} {}", look.mark(*each), each.id())).collect();
    let last = row(area, area.height.saturating_sub(1));
    let names = names.join("  ");
    let width = u16::try_from(columns(&names) + 3).unwrap_or(u16::MAX).min(last.width);
    let end = Rect { x: last.right() - width, width, ..last };
    let is_free = end.positions().all(|place| canvas.buffer[place].symbol() == " ");
    if area.width >= 80 && is_free {
        put_right(canvas.buffer, last, &[piece(names, theme.dim)]);
    }
}
