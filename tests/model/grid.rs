//! The lines of a grid: what is met is met, what leaps leaps, and together they part the cells.

use crate::any::{any_drivers, any_programme};
use payback::analysis::{Axis, Grid, Question, grid};
use payback::model::{Assumptions, Input, Inputs, Metric, Scenario, Scenarios, Unit};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use std::sync::atomic::AtomicBool;

const IN_YEARS: [Metric; 3] =
    [Metric::PaybackYears, Metric::LastingPaybackYears, Metric::CashMultipleYears];

/// What is asked, not yet fitted to the inputs.
#[derive(Debug)]
struct Asked {
    inputs: Inputs,
    metric: Metric,
    axes: [(Index, f64, f64, usize); 2],
    target: (Index, Index, u8),
}

fn any_asked() -> impl Strategy<Value = Asked> {
    let axis = || (any::<Index>(), 0.0..0.6, 0.2..1.0, 2..7_usize);
    let metric = prop_oneof![
        1 => prop::sample::select(&IN_YEARS[..]),
        1 => prop::sample::select(&Metric::ALL[..]),
    ];
    let target = (any::<Index>(), any::<Index>(), 0..4_u8);
    let scenario = || any_drivers().prop_map(|drivers| Assumptions::new(drivers, 1.0));
    (any_programme(), scenario(), metric, axis(), axis(), target).prop_map(
        |(programme, assumptions, metric, x, y, target)| Asked {
            inputs: Inputs { programme, scenarios: Scenarios([assumptions; 3]) },
            metric,
            axes: [x, y],
            target,
        },
    )
}

/// A part of an input's slider as an axis.
fn axis(inputs: &[Input], (index, from, part, count): (Index, f64, f64, usize)) -> Axis {
    let input = *index.get(inputs);
    let slider = input.spec().slider;
    let whole = input.spec().valid.whole;
    let at = |part: f64| {
        let value = slider.min + (slider.max - slider.min) * part.min(1.0);
        if whole { value.round() } else { value }
    };
    Axis { input, from: at(from), to: at(from + part), count }
}

/// The metric with two inputs set, by a way of its own.
fn figure(asked: &Asked, grid: &Grid, (x, y): (f64, f64)) -> Option<f64> {
    let mut inputs = asked.inputs.clone();
    for (axis, value) in [(&grid.x, x), (&grid.y, y)] {
        let value = if axis.input.spec().valid.whole { value.round() } else { value };
        inputs.set(axis.input, Scenario::Base, value);
    }
    let funded = inputs.programme.sites.iter().any(|site| site.pledge > 0.0);
    funded.then(|| Question::new(&inputs, Scenario::Base, asked.metric).value()).flatten()
}

/// Whether a figure lies at or above the target; `None` where that can't be said.
fn side(grid: &Grid, target: f64, figure: Option<f64>) -> Option<bool> {
    let never = (grid.metric.spec().unit == Unit::Years).then_some(true);
    figure.map_or(never, |figure| Some(figure >= target))
}

/// The edges of the grid as (row, column) of both ends.
fn edges(grid: &Grid) -> Vec<[(usize, usize); 2]> {
    let (rows, columns) = (grid.y.values.len(), grid.x.values.len());
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    cells
        .flat_map(|(row, column)| {
            let right = (column + 1 < columns).then_some([(row, column), (row, column + 1)]);
            let up = (row + 1 < rows).then_some([(row, column), (row + 1, column)]);
            [right, up].into_iter().flatten()
        })
        .collect()
}

fn place(grid: &Grid, (row, column): (usize, usize)) -> (f64, f64) {
    (grid.x.values[column], grid.y.values[row])
}

fn lies_on(grid: &Grid, edge: [(usize, usize); 2], (x, y): (f64, f64)) -> bool {
    let [(x0, y0), (x1, y1)] = edge.map(|end| place(grid, end));
    (x0..=x1).contains(&x) && (y0..=y1).contains(&y)
}

/// Whether a square beside the edge has figures that can be placed at all its corners.
fn is_cut(grid: &Grid, target: f64, [(row, column), (up, right)]: [(usize, usize); 2]) -> bool {
    let placed = |row: usize, column: usize| {
        let cell = grid.cells.get(row).and_then(|cells| cells.get(column));
        cell.is_some_and(|cell| side(grid, target, *cell).is_some())
    };
    let square = |row: usize, column: usize| {
        placed(row, column)
            && placed(row + 1, column)
            && placed(row, column + 1)
            && placed(row + 1, column + 1)
    };
    let before = if up == row { row.checked_sub(1).map(|row| (row, column)) } else { None };
    let left = if right == column { column.checked_sub(1).map(|left| (row, left)) } else { None };
    square(row, column) || before.or(left).is_some_and(|(row, column)| square(row, column))
}

fn check(asked: &Asked, seen: &[Cell<usize>; 3]) -> Result<(), TestCaseError> {
    let all: Vec<Input> = Input::all(asked.inputs.programme.sites.len())
        .filter(|input| !matches!(input, Input::Indicator(_)))
        .collect();
    let [x, y] = asked.axes.map(|given| axis(&all, given));
    let question = Question::new(&asked.inputs, Scenario::Base, asked.metric);
    let ask = |target| grid(question, x, y, target, &AtomicBool::new(false));
    let Ok(plain) = ask(None) else { return Ok(()) };
    let figures: Vec<f64> = plain.cells.iter().flatten().flatten().copied().collect();
    let (Some(low), Some(high)) = (
        figures.iter().copied().min_by(f64::total_cmp),
        figures.iter().copied().max_by(f64::total_cmp),
    ) else {
        return Ok(());
    };
    let (one, other, kind) = asked.target;
    let target = match kind {
        0 => low,
        1 => high,
        _ => 0.4 * one.get(&figures) + 0.6 * other.get(&figures),
    };
    let tolerance = 1e-6 * target.abs().max(high - low) * (1.0 + 1e-9);
    let met =
        |figure: Option<f64>| figure.is_some_and(|figure| (figure - target).abs() <= tolerance);
    let grid = ask(Some(target)).expect("as without a target");
    let (contour, cliffs): (Vec<_>, Vec<_>) = (grid.contour.concat(), grid.cliffs.concat());
    for (count, by) in seen.iter().zip([contour.len(), cliffs.len(), 1]) {
        count.set(count.get() + by);
    }
    for at in &contour {
        let figure = figure(asked, &grid, *at);
        prop_assert!(met(figure), "{:?} at {:?}, not {}", figure, at, target);
    }
    let edges = edges(&grid);
    let side_at = |(row, column): (usize, usize)| side(&grid, target, grid.cells[row][column]);
    let parts = |edge: &[(usize, usize); 2]| {
        let [a, b] = edge.map(side_at);
        a.zip(b).is_some_and(|(a, b)| a != b)
    };
    for at in &cliffs {
        let on = edges.iter().find(|edge| lies_on(&grid, **edge, *at) && parts(edge));
        prop_assert!(on.is_some(), "{:?} parts nothing", at);
        let [from, to] = on.expect("there is").map(|end| place(&grid, end));
        for step in 0..=40 {
            let along = |from: f64, to: f64| from + (to - from) * f64::from(step) / 40.0;
            let look = (along(from.0, to.0), along(from.1, to.1));
            prop_assert!(!met(figure(asked, &grid, look)), "{:?} is met at {:?}", target, look);
        }
    }
    for edge in edges.iter().filter(|edge| parts(edge) && is_cut(&grid, target, **edge)) {
        let mut points = contour.iter().chain(&cliffs);
        prop_assert!(points.any(|at| lies_on(&grid, *edge, *at)), "nothing parts {:?}", edge);
    }
    let meets = figures.iter().filter(|figure| met(Some(**figure))).count();
    if kind < 2 && meets < figures.len() && figures.len() == x.count * y.count {
        prop_assert!(!contour.is_empty(), "the extreme {} is met by cells", target);
    }
    Ok(())
}

#[test]
fn on_random_grids_contours_are_met_cliffs_leap_and_both_part_the_cells() {
    // Leaps are rare: of so many cases, chance leaves several times as many as are asked for.
    let seen = [Cell::new(0), Cell::new(0), Cell::new(0)];
    let config = Config { cases: 4000, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&any_asked(), |asked| check(&asked, &seen)).unwrap();
    let seen = seen.map(Cell::into_inner);
    assert!(seen[0] > 500 && seen[1] > 20 && seen[2] > 300, "too little was seen: {seen:?}");
}
