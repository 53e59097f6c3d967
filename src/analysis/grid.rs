//! Grid: a metric at every pair of two inputs' values, the line on which it meets a target, and the
//! cliffs along which it leaps over it.

mod edges;
mod leaps;

use super::contour::{CutEdges, LevelLines, Point};
use super::error::{AnalysisError, MOST_CELLS};
use super::question::{Evaluator, Question, even_values};
use super::side_by_side::{between, level};
use super::threads::{all_threads, until_cancelled};
use crate::model::{Batch, Driver, Input, Metric, Scenario};
use edges::{AxisSlice, Edges, Level};
use leaps::{LeapSearch, Step};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How near to the target, relative to the larger of its size and the metric's span on the grid, a
/// figure meets it.
const TOLERANCE: f64 = 1e-6;

/// Cells of a line that a thread works out at once.
const PIECE: usize = 820;

/// Steps to neighbouring cells that a thread looks at at once.
const STEPS: usize = 64;

/// An axis that is asked for: an input at even distances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// What varies.
    pub input: Input,
    /// First value; valid for the input.
    pub from: f64,
    /// Last value; valid and above the first.
    pub to: f64,
    /// How many values, the ends included; 2 or more. Of a whole-number input there are no more
    /// than whole numbers.
    pub count: usize,
}

impl Axis {
    /// The values along it, rising. Those of a whole-number input are the nearest whole numbers,
    /// each of them once.
    pub fn values(&self) -> Vec<f64> {
        let Self { input, from, to, .. } = *self;
        let count = self.len();
        if !input.spec().valid.whole {
            return even_values(input, from, to, count);
        }
        let last = count.saturating_sub(1).max(1) as f64;
        (0..count).map(|index| from + (index as f64 * (to - from) / last).round()).collect()
    }

    /// How many values there are along it.
    fn len(&self) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the ends are valid for a whole-number input"
        )]
        if self.input.spec().valid.whole {
            self.count.min((self.to - self.from) as usize + 1)
        } else {
            self.count
        }
    }

    fn check(&self, question: Question) -> Result<(), AnalysisError> {
        let Self { input, from, to, count } = *self;
        question.check_interval(input, (from, to))?;
        if count < 2 {
            return Err(AnalysisError::TooFewPoints { input, count });
        }
        Ok(())
    }
}

/// An axis as evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct AxisValues {
    /// What varies.
    pub input: Input,
    /// Its values, rising.
    pub values: Vec<f64>,
}

/// A metric at every pair of two inputs' values.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The figure in the cells, which are in its unit.
    pub metric: Metric,
    /// The scenario at which other inputs are held.
    pub scenario: Scenario,
    /// The input across, with a value for each column.
    pub x: AxisValues,
    /// The input down the rows, with a value for each.
    pub y: AxisValues,
    /// The metric: a row for each y, in it a cell for each x.
    pub cells: Vec<Vec<Option<f64>>>,
    /// The figure that the contour stands for.
    pub target: Option<f64>,
    /// Lines of (x, y) on which the target is met, as evaluations found; empty without a target. A
    /// line that closes has its first point again as its last; one between cliffs on either side
    /// may be a single point. Where the figure's lowest or highest cells are the target, and no
    /// cell lies on its other side, the lines go around them.
    pub contour: Vec<Vec<Point>>,
    /// Lines of the same kind along which the metric leaps over the target: nowhere on the edge
    /// between the two cells it is met. In years the border of 'never' is one.
    pub cliffs: Vec<Vec<Point>>,
    /// Beside each cell whether the metric leaps on the way to the next one across, and to the next
    /// one up: by a tenth of its span on the grid or more within three hundredths of the axis. A
    /// cell without a value leaps nowhere, nor does the metric between whole numbers.
    pub leaps: Vec<Vec<[bool; 2]>>,
    /// Whether any evaluation met `margin_capped`.
    pub margin_capped: bool,
}

/// The metric at every pair of the two axes' values, worked out by all threads that the machine
/// offers. `cancelled` is looked at before each piece of a line.
///
/// # Errors
/// When an axis is empty, reversed, not valid for its input or has fewer than two points; when both
/// vary the same input, or one would take the other's effect away; when there are more than
/// [`MOST_CELLS`] cells; when the target is not finite; and [`AnalysisError::Cancelled`] as soon as
/// `cancelled` is set.
pub fn grid(
    question: Question,
    x: Axis,
    y: Axis,
    target: Option<f64>,
    cancelled: &AtomicBool,
) -> Result<Grid, AnalysisError> {
    counted_grid(question, x, y, target, cancelled, &AtomicUsize::new(0))
}

/// The same; `done` counts the cells that are worked out, a piece of a line at a time.
///
/// # Errors
/// As for [`grid`].
pub fn counted_grid(
    question: Question,
    x: Axis,
    y: Axis,
    target: Option<f64>,
    cancelled: &AtomicBool,
    done: &AtomicUsize,
) -> Result<Grid, AnalysisError> {
    check(question, &x, &y, target)?;
    let (xs, ys) = (x.values(), y.values());
    let ends = [(xs[0], ys[0]), (xs[0], y.to), (x.to, ys[0]), (x.to, y.to)];
    let evaluator = Evaluator::new(question);
    let at_ends =
        ends.map(|(at_x, at_y)| evaluator.drivers_with(&[(x.input, at_x), (y.input, at_y)]));
    let is_of_drivers = x.input.is_per_scenario() && y.input.is_per_scenario();
    let batch = is_of_drivers
        .then(|| evaluator.made_ready(between(&at_ends), xs.len() * ys.len()))
        .flatten();
    let plane = Plane { question, batch: batch.as_ref(), cancelled };
    let (cells, margin_capped) = plane.cells((x.input, &xs), (y.input, &ys), done)?;
    let mut grid = Grid {
        metric: question.metric,
        scenario: question.scenario,
        x: AxisValues { input: x.input, values: xs },
        y: AxisValues { input: y.input, values: ys },
        cells,
        target,
        contour: Vec::new(),
        cliffs: Vec::new(),
        leaps: vec![vec![[false; 2]; x.len()]; y.len()],
        margin_capped,
    };
    if let Some(level) = grid.level() {
        let (lines, capped) = plane.level_lines(&grid, level)?;
        grid.margin_capped |= capped;
        (grid.contour, grid.cliffs) = (lines.contour, lines.cliffs);
    }
    let search = LeapSearch::new(&grid);
    let steps = search.steps();
    let stretches: Vec<&[Step]> = steps.chunks(STEPS).collect();
    let leaps = |evaluator: &mut Evaluator, index: usize| search.leaps(evaluator, stretches[index]);
    let (found, _) = plane.evaluated(stretches.len(), leaps)?;
    let found = found.concat();
    grid.leaps = search.beside(&found);
    Ok(grid)
}

impl Grid {
    /// Whether a figure on it meets the target; `false` for all without one.
    pub fn meets_target(&self) -> impl Fn(f64) -> bool {
        let level = self.level();
        move |figure| level.is_some_and(|level| level.is_met(Some(figure)))
    }

    fn level(&self) -> Option<Level> {
        let target = self.target?;
        let figures = self.cells.iter().flatten().flatten();
        let (low, high) = figures
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| {
                (low.min(*figure), high.max(*figure))
            });
        let tolerance = TOLERANCE * target.abs().max(high - low);
        Some(Level { target, tolerance, never: self.metric.absent_is_latest() })
    }
}

/// What evaluates a grid, on all threads that the machine offers.
struct Plane<'a> {
    question: Question<'a>,
    /// The programme made ready for every cell, where neither axis changes it.
    batch: Option<&'a Batch>,
    cancelled: &'a AtomicBool,
}

/// Rows of cells, and whether any evaluation met `margin_capped`.
type Cells = (Vec<Vec<Option<f64>>>, bool);

impl Plane<'_> {
    /// The metric in every cell, a row for each y.
    fn cells(
        &self,
        x: AxisSlice,
        y: AxisSlice,
        done: &AtomicUsize,
    ) -> Result<Cells, AnalysisError> {
        // A line along which the programme stays the same is worked out with one compiled plan.
        let by_column = !x.0.is_per_scenario() && y.0.is_per_scenario();
        let (held, varied) = if by_column { (x, y) } else { (y, x) };
        let (lines, length) = (held.1.len(), varied.1.len());
        let pieces = length.div_ceil(PIECE);
        let piece = |evaluator: &mut Evaluator, index: usize| -> Vec<Option<f64>> {
            let (line, from) = (index / pieces, index % pieces * PIECE);
            let values = &varied.1[from..length.min(from + PIECE)];
            let pair = |value: &f64| [(held.0, held.1[line]), (varied.0, *value)];
            let points: Vec<_> = values.iter().map(pair).collect();
            let piece = evaluator.values_with(&points);
            done.fetch_add(piece.len(), Ordering::Relaxed);
            piece
        };
        let (made, capped) = self.evaluated(lines * pieces, piece)?;
        let mut lines: Vec<Vec<Option<f64>>> = made.chunks(pieces).map(<[_]>::concat).collect();
        level(lines.iter_mut().flatten());
        Ok((if by_column { transposed(&lines, y.1.len()) } else { lines }, capped))
    }

    /// The lines of a target, and whether any evaluation on the way met `margin_capped`.
    fn level_lines(&self, grid: &Grid, level: Level) -> Result<(LevelLines, bool), AnalysisError> {
        let size = (grid.y.values.len(), grid.x.values.len());
        let figure = |row: usize, column: usize| grid.cells[row][column];
        let sides = CutEdges::new(size, |row, column| level.height(figure(row, column)));
        let edges = Edges {
            x: (grid.x.input, &grid.x.values),
            y: (grid.y.input, &grid.y.values),
            cells: &grid.cells,
            level,
        };
        let (mut lines, mut capped) = self.cut(edges, sides)?;
        let met = |row: usize, column: usize| level.is_met(figure(row, column));
        if lines.contour.is_empty() {
            // Cells on the target that nothing on its other side touches are outlined themselves.
            let around = CutEdges::new(size, |row, column| {
                level.height(figure(row, column))?;
                Some(if met(row, column) { 0.0 } else { -1.0 })
            });
            let (around, also) = self.cut(edges, around)?;
            lines.contour = around.contour;
            capped |= also;
        }
        Ok((lines, capped))
    }

    /// An outline's lines, each of its edges looked at.
    fn cut(&self, edges: Edges, outline: CutEdges) -> Result<(LevelLines, bool), AnalysisError> {
        let all = outline.edges();
        let cut = |evaluator: &mut Evaluator, index: usize| edges.cut(evaluator, all[index]);
        let (cuts, capped) = self.evaluated(all.len(), cut)?;
        Ok((outline.lines(&all.into_iter().zip(cuts).collect()), capped))
    }

    /// Each of so many answers, and whether an evaluation met `margin_capped`.
    fn evaluated<T: Send>(
        &self,
        count: usize,
        answer: impl Fn(&mut Evaluator, usize) -> T + Sync,
    ) -> Result<(Vec<T>, bool), AnalysisError> {
        let evaluator = || Evaluator::new(self.question).with_batch(self.batch);
        let (answers, mut evaluators) =
            until_cancelled(count, all_threads(), self.cancelled, evaluator, answer);
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(AnalysisError::Cancelled);
        }
        Ok((answers, evaluators.iter_mut().any(Evaluator::take_margin_capped)))
    }
}

fn check(question: Question, x: &Axis, y: &Axis, target: Option<f64>) -> Result<(), AnalysisError> {
    if let Some(target) = target.filter(|target| !target.is_finite()) {
        return Err(AnalysisError::Target(target));
    }
    if x.input == y.input {
        return Err(AnalysisError::SameAxis(x.input));
    }
    x.check(question)?;
    y.check(question)?;
    let delay = Input::Driver(Driver::PowerDelay);
    match (x.input, y.input) {
        (power, indicator @ Input::Indicator(_)) | (indicator @ Input::Indicator(_), power)
            if power == delay =>
        {
            return Err(AnalysisError::Replaced(indicator));
        }
        _ => {}
    }
    match x.len().checked_mul(y.len()) {
        Some(cells) if cells <= MOST_CELLS => Ok(()),
        _ => Err(AnalysisError::TooManyCells { x: x.len(), y: y.len() }),
    }
}

fn transposed(columns: &[Vec<Option<f64>>], rows: usize) -> Vec<Vec<Option<f64>>> {
    (0..rows)
        .map(|row| columns.iter().map(|column| column.get(row).copied().flatten()).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::{announced, close};
    use super::*;
    use crate::model::{Indicator, ProgrammeNumber, SiteNumber};

    const UTILIZATION: Input = Input::Driver(Driver::Utilization);
    const DELAY: Input = Input::Driver(Driver::PowerDelay);
    const YIELD: Input = Input::Programme(ProgrammeNumber::RevenueYield);

    const fn axis(input: Input, from: f64, to: f64, count: usize) -> Axis {
        Axis { input, from, to, count }
    }

    fn ask(x: Axis, y: Axis, target: Option<f64>) -> Result<Grid, AnalysisError> {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::PaybackYears);
        grid(question, x, y, target, &AtomicBool::new(false))
    }

    #[test]
    fn every_cell_is_the_metric_at_its_pair_whichever_axis_compiles_the_programme() {
        let months = Input::Site(0, SiteNumber::Months);
        let utilization = axis(UTILIZATION, 0.5, 0.9, 5);
        for (x, y) in [
            (utilization, axis(DELAY, 0.0, 36.0, 4)),
            (axis(UTILIZATION, 0.5, 0.9, 40), axis(DELAY, 0.0, 36.0, 20)),
            (axis(UTILIZATION, 0.5, 0.9, 40), axis(YIELD, 0.2, 0.5, 3)),
            (utilization, axis(YIELD, 0.2, 0.5, 3)),
            (axis(YIELD, 0.2, 0.5, 3), utilization),
            (axis(months, 12.0, 48.0, 6), axis(YIELD, 0.3, 0.5, 2)),
        ] {
            let grid = ask(x, y, None).unwrap();
            assert_eq!((grid.cells.len(), grid.cells[0].len()), (y.count, x.count));
            for (row, at_y) in grid.cells.iter().zip(&grid.y.values) {
                for (cell, at_x) in row.iter().zip(&grid.x.values) {
                    let mut inputs = announced();
                    inputs.set(x.input, Scenario::Base, *at_x);
                    inputs.set(y.input, Scenario::Base, *at_y);
                    let question = Question::new(&inputs, Scenario::Base, Metric::PaybackYears);
                    let alone = question.value();
                    let is_same = cell.is_some() == alone.is_some()
                        && cell.zip(alone).is_none_or(|(cell, alone)| close(cell, alone, 1e-9));
                    assert!(is_same, "{} {at_x}, {} {at_y}: {cell:?}", x.input, y.input);
                }
            }
        }
    }

    /// Capital is the same wherever nothing is cut: the rounding of sums makes no figures of it.
    #[test]
    fn a_figure_that_neither_axis_moves_is_one_figure() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Capital);
        let (x, y) = (axis(UTILIZATION, 0.4, 0.9, 60), axis(DELAY, 0.0, 17.3, 40));
        let grid = grid(question, x, y, None, &AtomicBool::new(false)).unwrap();
        let first = grid.cells[0][0];
        assert!(first.is_some() && grid.cells.iter().flatten().all(|cell| *cell == first));
        assert!(grid.leaps.iter().flatten().all(|leap| *leap == [false; 2]));
    }

    #[test]
    fn each_whole_number_is_shown_once_however_many_points_are_asked_for() {
        let months = Input::Site(0, SiteNumber::Months);
        assert_eq!(axis(months, 12.0, 22.0, 4).values(), [12.0, 15.0, 19.0, 22.0]);
        for count in [4, 5, 300, usize::MAX] {
            assert_eq!(axis(months, 12.0, 15.0, count).values(), [12.0, 13.0, 14.0, 15.0]);
        }
        for count in 2..240 {
            let values = axis(months, 1.0, 240.0, count).values();
            assert!(values.len() == count && values.is_sorted_by(|a, b| a < b), "{count}");
        }
        let utilization = axis(UTILIZATION, 0.5, 0.9, 2);
        let grid = ask(utilization, axis(months, 12.0, 15.0, usize::MAX), None).unwrap();
        assert_eq!((grid.y.values.len(), grid.cells.len()), (4, 4));
        let whole = axis(months, 12.0, 120.0, 5);
        let lines = ask(axis(UTILIZATION, 0.4, 0.9, 11), whole, Some(11.0)).unwrap();
        assert!(!lines.contour.is_empty() && !lines.cliffs.is_empty());
        let month = |line: &[Point]| line.iter().all(|(_, month)| month.fract() == 0.0);
        assert!(lines.contour.iter().all(|line| month(line)), "nothing between whole numbers");
    }

    /// Payback falls by years where it comes just before a year of renewals, at about 83 % with little
    /// delay: that is a leap on every row and on every grid, whichever round years it passes.
    #[test]
    fn a_leap_is_found_along_its_whole_line() {
        let inputs = announced();
        let mut evaluator =
            Evaluator::new(Question::new(&inputs, Scenario::Base, Metric::PaybackYears));
        for count in [9, 30, 110] {
            let x = axis(UTILIZATION, 0.2, 0.95, count);
            let grid = ask(x, axis(DELAY, 0.0, 18.0, 7), None).unwrap();
            for (delay, leaps) in grid.y.values.iter().zip(&grid.leaps) {
                let scan: Vec<(f64, f64)> = (0..=2000)
                    .map(|part| 0.2 + 0.75 * f64::from(part) / 2000.0)
                    .map(|x| (x, evaluator.value_with(&[(UTILIZATION, x), (DELAY, *delay)])))
                    .filter_map(|(x, years)| Some((x, years?)))
                    .collect();
                let fall = |pair: &&[(f64, f64)]| pair[0].1 - pair[1].1;
                let steepest = scan.windows(2).max_by(|a, b| fall(a).total_cmp(&fall(b))).unwrap();
                let found = grid.x.values.iter().zip(leaps).filter(|(_, leap)| leap[0]);
                let found: Vec<f64> = found.map(|(x, _)| *x).collect();
                let [at] = found[..] else { panic!("{count}, {delay}: {found:?}") };
                let step = 0.75 / f64::from(u16::try_from(count - 1).unwrap());
                let from = steepest[0].0 - 1.5 * step;
                assert!((from..=steepest[1].0 + 0.5 * step).contains(&at), "{delay}: {at}");
            }
        }
        let (x, y) = (axis(UTILIZATION, 0.6, 0.95, 30), axis(DELAY, 0.0, 18.0, 7));
        let question = Question::new(&inputs, Scenario::Base, Metric::OperatingIncome);
        let smooth = grid(question, x, y, None, &AtomicBool::new(false)).unwrap();
        assert!(smooth.leaps.iter().flatten().all(|leap| *leap == [false; 2]));
    }

    /// The same fall grows gentler the longer power is late; where it is still two years on three
    /// hundredths of the axis, the line of leaps has no gap and no branch.
    #[test]
    fn a_line_of_leaps_is_unbroken_while_the_model_has_the_fall() {
        let inputs = announced();
        let mut evaluator =
            Evaluator::new(Question::new(&inputs, Scenario::Base, Metric::PaybackYears));
        for (count, rows) in [(30, 19), (55, 26), (110, 37)] {
            let (x, y) = (axis(UTILIZATION, 0.2, 0.95, count), axis(DELAY, 0.0, 36.0, rows));
            let grid = ask(x, y, None).unwrap();
            let step = 0.75 / (count - 1) as f64;
            for (delay, leaps) in grid.y.values.iter().zip(&grid.leaps) {
                let mut years = |x| evaluator.value_with(&[(UTILIZATION, x), (DELAY, *delay)]);
                let mut fall = |from: f64| Some(years(from)? - years(from + 0.03 * 0.75)?);
                let falls = (0..=290).map(|part| 0.2 + 0.0025 * f64::from(part));
                let falls = falls.filter_map(|from| Some((from, fall(from)?)));
                let (from, most) = falls.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
                assert!(most > 2.0, "{delay}: {most}");
                let found = grid.x.values.iter().zip(leaps).filter(|(_, leap)| leap[0]);
                let found: Vec<f64> = found.map(|(x, _)| *x).collect();
                let [at] = found[..] else { panic!("{count}, {delay}: {found:?}") };
                let near = from - 1.5 * step..=from + 0.03 * 0.75 + 0.5 * step;
                assert!(near.contains(&at), "{count}, {delay}: {at}, not in {near:?}");
            }
        }
    }

    #[test]
    fn what_is_no_grid_is_refused() {
        let good = axis(UTILIZATION, 0.5, 0.9, 3);
        let delay = axis(DELAY, 0.0, 36.0, 3);
        let refused = |x, y, target| ask(x, y, target).unwrap_err();
        assert_eq!(refused(good, good, None), AnalysisError::SameAxis(UTILIZATION));
        assert!(matches!(
            refused(good, axis(DELAY, 5.0, 5.0, 3), None),
            AnalysisError::Reversed { .. }
        ));
        for (from, to) in [(-1.0, 5.0), (0.0, 500.0), (f64::NAN, 5.0), (0.0, f64::INFINITY)] {
            let error = refused(good, axis(DELAY, from, to, 3), None);
            assert!(matches!(error, AnalysisError::OutOfRange { .. }), "{from}..{to}");
        }
        assert!(matches!(
            refused(good, axis(DELAY, 0.0, 5.0, 1), None),
            AnalysisError::TooFewPoints { .. }
        ));
        assert!(matches!(
            refused(axis(UTILIZATION, 0.0, 1.0, 1001), axis(DELAY, 0.0, 36.0, 1000), None),
            AnalysisError::TooManyCells { .. }
        ));
        assert!(matches!(
            refused(axis(UTILIZATION, 0.0, 1.0, usize::MAX), delay, None),
            AnalysisError::TooManyCells { .. }
        ));
        assert!(matches!(refused(good, delay, Some(f64::NAN)), AnalysisError::Target(_)));
        let queue = Input::Indicator(Indicator::QueueMonths);
        assert_eq!(refused(delay, axis(queue, 0.0, 40.0, 3), None), AnalysisError::Replaced(queue));
        let pledge = Input::Site(3, SiteNumber::Pledge);
        assert!(matches!(
            refused(good, axis(pledge, 1.0, 40.0, 3), None),
            AnalysisError::NoSuchSite { .. }
        ));
    }

    #[test]
    fn a_cancelled_grid_gives_nothing() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let (x, y) = (axis(UTILIZATION, 0.0, 1.0, 1000), axis(DELAY, 0.0, 36.0, 1000));
        let answer = grid(question, x, y, None, &AtomicBool::new(true));
        assert_eq!(answer, Err(AnalysisError::Cancelled));
    }
}
