//! A grid: as a heat map drawn in characters, as JSON, as a table.

use super::answer::{WIDTH, capped_note, cell, drawn, figure_of, head, paragraph, setting, value};
use super::json::flagged;
use super::table::{Cell, Column, Readers, Table};
use crate::analysis::{AxisValues, Grid};
use crate::model::Scenario;
use crate::preset::Preset;
use crate::view::scales::{bounds_of_shades, levels, round_values, shades};
use crate::view::words::input_label;
use crate::view::{Look, format};
use crate::widgets::{Glyphs, GridMark, HeatMap, Legend};
use ratatui::style::Style;
use serde_json::{Value, json};

/// Most rows that the map itself takes.
const MAP_ROWS: usize = 22;

/// Most stretches between labels of each axis.
const STRETCHES: usize = 5;

/// How many lines of a contour are spelt out.
const LINES: usize = 4;

/// The report's text.
pub fn text(preset: &Preset, grid: &Grid) -> String {
    let Grid { metric, scenario, x, y, .. } = grid;
    let mut out = head(
        preset,
        &format!(
            "{}: {} across, {} upwards; all else stays as it is there.",
            figure_of(*metric, *scenario),
            input_label(preset.money(), x.input),
            input_label(preset.money(), y.input)
        ),
    );
    out.push('\n');
    out += &map(preset, grid);
    out.push('\n');
    out += &extremes(preset, grid);
    out += &contours(preset, grid);
    out += &marks_line(preset, grid);
    out + capped_note(grid.margin_capped)
}

/// Cells that have a value, with their column and row.
fn figures(grid: &Grid) -> impl Iterator<Item = (f64, usize, usize)> {
    grid.cells.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().filter_map(move |(column, figure)| Some(((*figure)?, column, row)))
    })
}

/// The cells with the lowest and with the highest figure.
fn extreme_cells(grid: &Grid) -> Option<[(f64, usize, usize); 2]> {
    let lowest = figures(grid).min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some([lowest, figures(grid).max_by(|a, b| a.0.total_cmp(&b.0))?])
}

fn map(preset: &Preset, grid: &Grid) -> String {
    let Some([(low, ..), (high, ..)]) = extreme_cells(grid) else {
        return format!("{} everywhere.\n", value(preset, grid.metric, None));
    };
    let unit = preset.shown(grid.metric.spec().unit);
    let values: Vec<Option<f64>> = grid.cells.iter().flatten().copied().collect();
    let (contours, cliffs) = (on_map(grid, &grid.contour), on_map(grid, &grid.cliffs));
    let look = Look::new(false, true).for_plain_text();
    let levels = levels(&look, unit, (low, high));
    let bounds = bounds_of_shades(unit, (low, high), &levels);
    let bounds: Vec<&str> = bounds.iter().map(String::as_str).collect();
    let shades = shades(&look, levels.len() + 1, grid.metric.spec().better);
    let ticks = [&grid.x, &grid.y].map(|axis| axis_ticks(preset, axis));
    let [levels, x_labels, y_labels] = [&levels, &ticks[0], &ticks[1]]
        .map(|labels| labels.iter().map(|(at, words)| (*at, words.as_str())).collect::<Vec<_>>());
    let marks = scenario_places(preset, grid);
    let marks: Vec<GridMark> = marks
        .iter()
        .map(|(_, symbol, column, row)| GridMark {
            symbol,
            column: *column,
            row: *row,
            style: Style::new(),
        })
        .collect();
    let none =
        if values.contains(&None) { value(preset, grid.metric, None) } else { String::new() };
    let target = grid.target.map_or_else(String::new, |at| format::short_setting(unit, at));
    let contour = if contours.is_empty() { "" } else { &target };
    let cliff = if cliffs.is_empty() { String::new() } else { format!("passes {target}") };
    let leaps: Vec<[bool; 2]> = grid.leaps.iter().flatten().copied().collect();
    let map = HeatMap {
        values: &values,
        leaps: &leaps,
        columns: grid.x.values.len(),
        levels: &levels,
        shades: &shades,
        none_is_last: grid.metric.absent_is_latest(),
        contours: &contours,
        cliffs: &cliffs,
        marks: &marks,
        x_labels: &x_labels,
        y_labels: &y_labels,
        legend: Legend { bounds: &bounds, none: &none, contour, cliff: &cliff },
        paint: (&Glyphs::PICTURE).into(),
        ..HeatMap::default()
    };
    // A row more for the labels, and one for the legend.
    let rows = grid.y.values.len().clamp(8, MAP_ROWS) + 2;
    drawn(map, WIDTH, u16::try_from(rows).unwrap_or(WIDTH))
}

/// Lines in points along the axes.
fn on_map(grid: &Grid, lines: &[Vec<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    let point = |(x, y): &(f64, f64)| (place(&grid.x, *x), place(&grid.y, *y));
    lines.iter().map(|line| line.iter().map(point).collect()).collect()
}

/// Round values along an axis at their places.
fn axis_ticks(preset: &Preset, axis: &AxisValues) -> Vec<(f64, String)> {
    let (Some(first), Some(last)) = (axis.values.first(), axis.values.last()) else {
        return Vec::new();
    };
    round_values(axis.input.spec().unit, (*first, *last), STRETCHES)
        .into_iter()
        .map(|value| (place(axis, value), setting(preset, axis.input, value)))
        .collect()
}

/// Where a value lies along an axis, in its points; beyond the last one outside.
fn place(axis: &AxisValues, value: f64) -> f64 {
    let next = axis.values.partition_point(|point| *point < value);
    let (Some(high), Some(low)) =
        (axis.values.get(next), next.checked_sub(1).map(|low| axis.values[low]))
    else {
        let at_first = axis.values.first().is_some_and(|first| first.to_bits() == value.to_bits());
        return if at_first { 0.0 } else { -1.0 };
    };
    (next - 1) as f64 + (value - low) / (high - low)
}

/// The scenarios that lie on the grid: name, mark, column and row.
fn scenario_places(preset: &Preset, grid: &Grid) -> Vec<(Scenario, &'static str, f64, f64)> {
    let look = Look::new(false, true);
    Scenario::ALL
        .into_iter()
        .filter_map(|scenario| {
            let at = |axis: &AxisValues| {
                let value = preset.inputs.get(axis.input, scenario)?;
                Some(place(axis, value)).filter(|place| *place >= 0.0)
            };
            Some((scenario, look.mark(scenario), at(&grid.x)?, at(&grid.y)?))
        })
        .collect()
}

fn marks_line(preset: &Preset, grid: &Grid) -> String {
    let places = scenario_places(preset, grid);
    if places.is_empty() {
        return "No scenario lies on this grid.\n".to_owned();
    }
    let marks: Vec<String> =
        places.iter().map(|(scenario, mark, ..)| format!("{mark} {}", scenario.id())).collect();
    paragraph(
        &format!(
            "{}: where they stand on both axes; in everything else the figures are {}’s.",
            marks.join(", "),
            grid.scenario.id()
        ),
        "",
    )
}

/// Where the lowest and the highest figures are.
fn extremes(preset: &Preset, grid: &Grid) -> String {
    let unit = preset.shown(grid.metric.spec().unit);
    let at = |column: usize, row: usize| {
        format!(
            "{} {}, {} {}",
            input_label(preset.money(), grid.x.input),
            setting(preset, grid.x.input, grid.x.values[column]),
            input_label(preset.money(), grid.y.input),
            setting(preset, grid.y.input, grid.y.values[row])
        )
    };
    let mut out = String::new();
    let found = extreme_cells(grid).into_iter().flatten();
    for (word, (figure, column, row)) in ["Lowest", "Highest"].into_iter().zip(found) {
        out += &format!("{word}: {} at {}.\n", format::figure(unit, figure), at(column, row));
    }
    let cells = grid.x.values.len() * grid.y.values.len();
    let without = cells - figures(grid).count();
    if without > 0 {
        let none = value(preset, grid.metric, None);
        out += &format!(
            "Without a value ({none}): {} of {} cells.\n",
            format::decimal(without as f64, 0),
            format::decimal(cells as f64, 0)
        );
    }
    out
}

/// Where the target is met, and where the figure leaps over it.
fn contours(preset: &Preset, grid: &Grid) -> String {
    let Some(target) = grid.target else { return String::new() };
    let target = format::short_setting(preset.shown(grid.metric.spec().unit), target);
    let mut out = String::new();
    if grid.contour.is_empty() {
        let meets = grid.meets_target();
        let met = figures(grid).filter(|(figure, ..)| meets(*figure)).count();
        let cells = grid.x.values.len() * grid.y.values.len();
        out += &match met {
            0 => format!("{target} is met nowhere on this grid.\n"),
            _ if met == cells => format!("{target} is met everywhere on this grid.\n"),
            _ => format!("{target} is met wherever there is a figure beside it.\n"),
        };
    } else {
        out += &format!("{target} is met along {}:\n", Glyphs::PICTURE.contour);
        out += &ends(preset, grid, &grid.contour);
    }
    if !grid.cliffs.is_empty() {
        let (label, sign) = (grid.metric.spec().label, Glyphs::PICTURE.cliff);
        out += &format!("{label} leaps and passes {target} along {sign}:\n");
        out += &ends(preset, grid, &grid.cliffs);
    }
    out
}

/// Lines from end to end, the longest first.
fn ends(preset: &Preset, grid: &Grid, lines: &[Vec<(f64, f64)>]) -> String {
    let mut lines: Vec<_> = lines.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
    let at = |(x, y): &(f64, f64)| {
        format!("({}, {})", setting(preset, grid.x.input, *x), setting(preset, grid.y.input, *y))
    };
    let mut out = String::new();
    for line in lines.iter().take(LINES) {
        out += &match line.as_slice() {
            [] => String::new(),
            [point] => format!("  at {}\n", at(point)),
            [first, .., last] if first == last => format!("  in a ring through {}\n", at(first)),
            [first, .., last] => format!("  from {} to {}\n", at(first), at(last)),
        };
    }
    let rest = lines.len().saturating_sub(LINES);
    if rest > 0 {
        let places: usize = lines[LINES..].iter().map(|line| line.len()).sum();
        out += &format!("  and {rest} more, shorter, with {places} places in all\n");
    }
    out
}

/// The command line's JSON.
pub fn json(grid: &Grid) -> Value {
    let axis =
        |axis: &AxisValues| json!({ "input": axis.input.to_string(), "values": axis.values });
    let answer = json!({
        "x": axis(&grid.x),
        "y": axis(&grid.y),
        "metric": grid.metric.id(),
        "cells": grid.cells,
        "contour": grid.contour,
        "cliffs": grid.cliffs,
    });
    flagged(answer, grid.margin_capped)
}

/// A row for each cell: x, y and the metric.
pub fn table(preset: &Preset, grid: &Grid) -> Table {
    let Grid { x, y, metric, .. } = grid;
    let rows = y.values.iter().zip(&grid.cells).flat_map(|(up, cells)| {
        x.values.iter().zip(cells).map(move |(across, figure)| {
            place_cells(preset, grid, (*across, *up)).into_iter().chain([
                cell(preset, *metric, *figure),
                Cell::unit(preset.shown(metric.spec().unit)),
            ])
        })
    });
    let columns = place_columns(preset, grid).into_iter();
    let columns = columns.chain([Column::from(*metric), Column::from("metric_unit")]);
    Table::new("", columns).read_by(Readers::Csv, &UNITS).with_rows(rows)
}

/// Columns of units, which heads name where people read.
const UNITS: [&str; 3] = ["x_unit", "y_unit", "metric_unit"];

fn place_columns(preset: &Preset, grid: &Grid) -> [Column; 4] {
    let [x, y] = [&grid.x, &grid.y].map(|axis| Column::input(preset.money(), axis.input));
    [x, "x_unit".into(), y, "y_unit".into()]
}

fn place_cells(preset: &Preset, grid: &Grid, (across, up): (f64, f64)) -> [Cell; 4] {
    let [x, y] = [&grid.x, &grid.y].map(|axis| preset.shown(axis.input.spec().unit));
    [Cell::setting(x, across), Cell::unit(x), Cell::setting(y, up), Cell::unit(y)]
}

/// The metric alone, a row for each value of y and a column for each value of x.
pub fn matrix(preset: &Preset, grid: &Grid) -> Table {
    let Grid { x, y, metric, .. } = grid;
    let unit = preset.shown(y.input.spec().unit);
    let rows = y.values.iter().zip(&grid.cells).map(|(up, cells)| {
        let figures = cells.iter().map(|figure| cell(preset, *metric, *figure));
        [Cell::setting(unit, *up)].into_iter().chain(figures)
    });
    let corner = format!("{}\\{}", y.input, x.input);
    let columns = x.values.iter().map(|across| Column::of_value(*across));
    let columns = [Column::new(corner.clone(), corner)].into_iter().chain(columns);
    Table::new("", columns).with_rows(rows)
}

/// A row for each point of the contours and of the cliffs, each line with its number.
pub fn lines(preset: &Preset, grid: &Grid) -> Table {
    let unit = preset.shown(grid.metric.spec().unit);
    let target = Cell::or_blank(grid.target, |target| Cell::setting(unit, target));
    let target = [target, Cell::unit(unit)];
    let lines = |kind: &'static str, lines: &[Vec<(f64, f64)>]| {
        let row = |index: usize, at: (f64, f64)| {
            let names = [Cell::text(kind), Cell::count((index + 1) as f64)];
            let place = place_cells(preset, grid, at);
            names.into_iter().chain(place).chain(target.clone()).collect::<Vec<_>>()
        };
        let points = lines.iter().enumerate();
        let points = points.flat_map(|(index, line)| line.iter().map(move |at| (index, *at)));
        points.map(|(index, at)| row(index, at)).collect::<Vec<_>>()
    };
    let columns = ["line", "number"].map(Column::from).into_iter();
    let columns = columns.chain(place_columns(preset, grid));
    Table::new("", columns.chain(["target", "metric_unit"].map(Column::from)))
        .read_by(Readers::Csv, &UNITS)
        .with_rows(lines("contour", &grid.contour))
        .with_rows(lines("cliff", &grid.cliffs))
}
