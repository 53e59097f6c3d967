//! Where a metric leaps between neighbouring cells of a grid: by much on next to no way. Few figures
//! leap in earnest; where renewals take back what a month earns, payback falls by years within half a
//! point of utilization, and on a map that is a leap.

use super::super::crossing::Probe;
use super::super::question::Evaluator;
use super::Grid;
use super::edges::AxisSlice;
use crate::model::Input;

/// The least leap, as a share of the metric's span on the grid, and the way on which it has to happen,
/// as a share of the axis. A grid that is finer has less of it between two cells.
const LEAST: f64 = 0.1;
const WITHIN: f64 = 0.03;

/// How many times as much a leap has to be as what changes on as long a way before it and behind it:
/// a curve that rises ever more steeply leaps nowhere.
const CONTRAST: f64 = 2.5;

/// Into how many parts that way is divided.
const PARTS: usize = 4;

/// The way from a cell to its neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub row: usize,
    pub column: usize,
    /// To the next cell up; else to the next one across.
    pub is_up: bool,
}

impl Step {
    /// Those across by row, then those up by column: in this order the held input changes least.
    const fn along_axes(&self) -> (bool, usize, usize) {
        let Self { row, column, is_up } = *self;
        if is_up { (is_up, column, row) } else { (is_up, row, column) }
    }
}

/// The search for leaps on a grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeapSearch<'a> {
    grid: &'a Grid,
    least: f64,
}

impl<'a> LeapSearch<'a> {
    pub(super) fn new(grid: &'a Grid) -> Self {
        let figures = grid.cells.iter().flatten().flatten();
        let (low, high) = figures
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| {
                (low.min(*figure), high.max(*figure))
            });
        Self { grid, least: LEAST * (high - low) }
    }

    /// The steps that are wide enough for a leap. There is nothing between whole numbers, so that
    /// every step from one to the next would be one.
    pub(super) fn steps(&self) -> Vec<Step> {
        let Grid { x, y, cells, .. } = self.grid;
        let [across, up] = [x, y].map(|axis| !axis.input.spec().valid.whole);
        let cell = |row: usize, column: usize| cells.get(row)?.get(column).copied().flatten();
        let mut steps = Vec::new();
        for (row, line) in cells.iter().enumerate() {
            for (column, here) in line.iter().enumerate() {
                for (is_asked, is_up, there) in
                    [(across, false, cell(row, column + 1)), (up, true, cell(row + 1, column))]
                {
                    let step = Step { row, column, is_up };
                    let wide = || Self::change(*here, there) >= self.least(self.way(step));
                    if is_asked && there.is_some() && wide() {
                        steps.push(step);
                    }
                }
            }
        }
        steps.sort_by_key(Step::along_axes);
        steps
    }

    /// By how much a metric changes; none where it has no value.
    fn change(from: Option<f64>, to: Option<f64>) -> f64 {
        from.zip(to).map_or(0.0, |(from, to)| (from - to).abs())
    }

    /// The least leap on such a share of the axis.
    fn least(&self, way: f64) -> f64 {
        (self.least * (way / WITHIN).min(1.0)).max(f64::MIN_POSITIVE)
    }

    /// How much of its axis a step takes.
    fn way(&self, step: Step) -> f64 {
        let (axis, from) = self.axis(step);
        let (first, last) = (axis.1[0], axis.1[axis.1.len() - 1]);
        (axis.1[from + 1] - axis.1[from]) / (last - first)
    }

    /// The axis along which a step goes, and from which of its values.
    fn axis(&self, step: Step) -> (AxisSlice<'_>, usize) {
        let Grid { x, y, .. } = self.grid;
        if step.is_up {
            ((y.input, &y.values), step.row)
        } else {
            ((x.input, &x.values), step.column)
        }
    }

    fn ends(&self, step: Step) -> [Option<f64>; 2] {
        let Step { row, column, is_up } = step;
        let cells = &self.grid.cells;
        [cells[row][column], if is_up { cells[row + 1][column] } else { cells[row][column + 1] }]
    }

    /// The steps on which the metric leaps.
    pub(super) fn leaps(&self, evaluator: &mut Evaluator, steps: &[Step]) -> Vec<Step> {
        let mut ways: Vec<(Step, Vec<Probe>)> =
            steps.iter().map(|step| (*step, self.places(*step))).collect();
        let points = ways.iter().flat_map(|(step, places)| {
            let (held, varied) = self.changes(*step);
            let inside = places.iter().filter(|(value, _)| self.is_inside(*step, *value));
            inside.map(move |(value, _)| [held, (varied, *value)])
        });
        let points: Vec<_> = points.collect();
        let mut figures = evaluator.values_with(&points).into_iter();
        for (step, places) in &mut ways {
            for (value, figure) in places {
                if self.is_inside(*step, *value) {
                    *figure = figures.next().flatten();
                }
            }
        }
        let leaps = ways.into_iter().filter(|(step, places)| self.is_leap(*step, places));
        leaps.map(|(step, _)| step).collect()
    }

    /// What is held on a step, and what varies.
    fn changes(&self, step: Step) -> ((Input, f64), Input) {
        let Grid { x, y, .. } = self.grid;
        if step.is_up {
            ((x.input, x.values[step.column]), y.input)
        } else {
            ((y.input, y.values[step.row]), x.input)
        }
    }

    /// The places that are looked at, none of them yet. They begin before the step and end behind it,
    /// so that a leap at its very end is seen whole.
    fn places(&self, step: Step) -> Vec<Probe> {
        let ((_, values), from) = self.axis(step);
        let part = WITHIN * (values[values.len() - 1] - values[0]) / PARTS as f64;
        let before = 2.0 * PARTS as f64;
        let (start, end) = (values[from], values[from + 1]);
        let places = (0_u32..)
            .map(|place| start + (f64::from(place) - before) * part)
            .take_while(|value| *value <= end + before * part);
        places.map(|value| (value, None)).collect()
    }

    /// Whether a place lies on the axis along which a step goes.
    fn is_inside(&self, step: Step, place: f64) -> bool {
        let ((_, values), _) = self.axis(step);
        (values[0]..=values[values.len() - 1]).contains(&place)
    }

    /// Whether the metric leaps on the way.
    fn is_leap(&self, step: Step, places: &[Probe]) -> bool {
        let ((_, values), from) = self.axis(step);
        let (start, end) = (values[from], values[from + 1]);
        let change = |from: usize| {
            let ends = places.get(from).zip(places.get(from + PARTS));
            ends.map_or(0.0, |(near, far)| Self::change(near.1, far.1))
        };
        (PARTS..places.len()).any(|place| {
            let middle = places.get(place + PARTS / 2);
            let is_here = middle.is_some_and(|(value, _)| (start..=end).contains(value));
            let around = change(place - PARTS).max(change(place + PARTS));
            is_here && change(place) >= self.least.max(CONTRAST * around)
        })
    }

    /// The leaps beside each cell, to the next one across and up, of steps in their order. One that
    /// is spread over several steps is at the one on which the metric changes most.
    pub(super) fn beside(&self, found: &[Step]) -> Vec<Vec<[bool; 2]>> {
        let Grid { cells, .. } = self.grid;
        let mut leaps: Vec<Vec<[bool; 2]>> =
            cells.iter().map(|line| vec![[false; 2]; line.len()]).collect();
        let change = |step: Step| {
            let [near, far] = self.ends(step);
            Self::change(near, far)
        };
        let mut last: [Option<Step>; 2] = [None; 2];
        for step in found.iter().copied() {
            let way = usize::from(step.is_up);
            let ((_, values), at) = self.axis(step);
            let follows = |before: &Step| {
                let is_in_line =
                    if step.is_up { before.column == step.column } else { before.row == step.row };
                let from = self.axis(*before).1;
                let apart = values[at] - values[from.min(at)];
                let axis = values[values.len() - 1] - values[0];
                is_in_line && (at == from + 1 || apart <= WITHIN * axis)
            };
            if let Some(before) = last[way].filter(follows) {
                if change(before) >= change(step) {
                    continue;
                }
                leaps[before.row][before.column][way] = false;
            }
            leaps[step.row][step.column][way] = true;
            last[way] = Some(step);
        }
        leaps
    }
}
