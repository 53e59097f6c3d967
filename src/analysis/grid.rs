//! Grid: a metric at every pair of two inputs' values, and the line on which it meets a target.

use super::contour::{Point, contour};
use super::error::{AnalysisError, MOST_CELLS};
use super::question::{Evaluator, Question, even_values};
use crate::model::{Driver, Input, Metric, Scenario};
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// An axis that is asked for: an input at even distances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// What varies.
    pub input: Input,
    /// First value; valid for the input.
    pub from: f64,
    /// Last value; valid and above the first.
    pub to: f64,
    /// How many values, the ends included; 2 or more.
    pub count: usize,
}

impl Axis {
    /// The values along it. Those of a whole-number input are the nearest whole numbers.
    pub fn values(&self) -> Vec<f64> {
        even_values(self.input, self.from, self.to, self.count)
    }

    fn check(&self, question: Question) -> Result<(), AnalysisError> {
        let Self { input, from, to, count } = *self;
        question.check_interval(input, (from, to))?;
        if count < 2 {
            return Err(AnalysisError::TooFewPoints { input, count });
        }
        let whole = to - from + 1.0;
        if input.spec().valid.whole && count as f64 > whole {
            return Err(AnalysisError::TooManyWholePoints { input, from, to, whole, count });
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
    /// The figure.
    pub metric: Metric,
    /// The scenario at which other inputs are held.
    pub scenario: Scenario,
    /// Across.
    pub x: AxisValues,
    /// Down the rows.
    pub y: AxisValues,
    /// The metric: a row for each y, in it a cell for each x.
    pub cells: Vec<Vec<Option<f64>>>,
    /// The figure that the contour stands for.
    pub target: Option<f64>,
    /// Lines of (x, y) on which the target is met, by linear interpolation between cells; empty
    /// without a target. A line that closes has its first point again as its last.
    pub contour: Vec<Vec<Point>>,
    /// Whether any evaluation met `margin_capped`.
    pub margin_capped: bool,
}

/// The metric at every pair of the two axes' values, worked out by all threads that the machine
/// offers. `cancelled` is looked at before each cell.
///
/// # Errors
/// When an axis is empty, reversed, not valid for its input, has fewer than two points or more
/// than it has whole numbers for; when both vary the same input, or one would take the other's
/// effect away; when there are more than [`MOST_CELLS`] cells; when the target is not finite; and
/// [`AnalysisError::Cancelled`] as soon as `cancelled` is set.
pub fn grid(
    question: Question,
    x: Axis,
    y: Axis,
    target: Option<f64>,
    cancelled: &AtomicBool,
) -> Result<Grid, AnalysisError> {
    counted_grid(question, x, y, target, cancelled, &AtomicUsize::new(0))
}

/// The same; `done` counts the cells that are worked out, a line at a time.
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
    // A line along which the programme stays the same is worked out with one compiled plan.
    let by_column = !x.input.is_per_scenario() && y.input.is_per_scenario();
    let lines = if by_column {
        Lines { held: (x.input, &xs), varied: (y.input, &ys) }
    } else {
        Lines { held: (y.input, &ys), varied: (x.input, &xs) }
    };
    let (evaluated, margin_capped) = lines.evaluate(question, cancelled, done)?;
    let cells = if by_column { transposed(&evaluated, ys.len()) } else { evaluated };
    let contour = target.map(|target| contour(&xs, &ys, &cells, target)).unwrap_or_default();
    Ok(Grid {
        metric: question.metric,
        scenario: question.scenario,
        x: AxisValues { input: x.input, values: xs },
        y: AxisValues { input: y.input, values: ys },
        cells,
        target,
        contour,
        margin_capped,
    })
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
    match x.count.checked_mul(y.count) {
        Some(cells) if cells <= MOST_CELLS => Ok(()),
        _ => Err(AnalysisError::TooManyCells { x: x.count, y: y.count }),
    }
}

/// Cells in lines.
type Cells = Vec<Vec<Option<f64>>>;

/// A grid as lines of cells: along each, one input is held.
struct Lines<'a> {
    held: (Input, &'a [f64]),
    varied: (Input, &'a [f64]),
}

impl Lines<'_> {
    /// Every line, and whether any cell met `margin_capped`.
    fn evaluate(
        &self,
        question: Question,
        cancelled: &AtomicBool,
        done: &AtomicUsize,
    ) -> Result<(Cells, bool), AnalysisError> {
        let mut lines = vec![Vec::new(); self.held.1.len()];
        let capped = AtomicBool::new(false);
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let share = lines.len().div_ceil(threads);
        thread::scope(|scope| {
            for (lines, held) in lines.chunks_mut(share).zip(self.held.1.chunks(share)) {
                let capped = &capped;
                scope.spawn(move || {
                    let mut evaluator = Evaluator::new(question);
                    for (line, held) in lines.iter_mut().zip(held) {
                        *line = self.line(&mut evaluator, *held, cancelled);
                        done.fetch_add(line.len(), Ordering::Relaxed);
                    }
                    capped.fetch_or(evaluator.take_margin_capped(), Ordering::Relaxed);
                });
            }
        });
        if cancelled.load(Ordering::Relaxed) {
            return Err(AnalysisError::Cancelled);
        }
        Ok((lines, capped.into_inner()))
    }

    /// One line; cut short once cancelled.
    fn line(
        &self,
        evaluator: &mut Evaluator,
        held: f64,
        cancelled: &AtomicBool,
    ) -> Vec<Option<f64>> {
        self.varied
            .1
            .iter()
            .take_while(|_| !cancelled.load(Ordering::Relaxed))
            .map(|value| evaluator.value_with(&[(self.held.0, held), (self.varied.0, *value)]))
            .collect()
    }
}

fn transposed(columns: &[Vec<Option<f64>>], rows: usize) -> Cells {
    (0..rows)
        .map(|row| columns.iter().map(|column| column.get(row).copied().flatten()).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
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
                    assert_eq!(*cell, question.value(), "{} {at_x}, {} {at_y}", x.input, y.input);
                }
            }
        }
    }

    #[test]
    fn the_contour_lies_where_the_metric_meets_the_target() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let (x, y) = (axis(UTILIZATION, 0.5, 0.9, 81), axis(DELAY, 0.0, 24.0, 49));
        let grid = grid(question, x, y, Some(0.0), &AtomicBool::new(false)).unwrap();
        assert_eq!(grid.contour.len(), 1);
        let mut evaluator = Evaluator::new(question);
        for (at_x, at_y) in &grid.contour[0] {
            let npv = evaluator.value_with(&[(x.input, *at_x), (y.input, *at_y)]).unwrap();
            assert!(npv.abs() < 0.01, "{npv} at {at_x}, {at_y}");
        }
    }

    #[test]
    fn whole_numbers_stay_whole_and_must_suffice() {
        let months = Input::Site(0, SiteNumber::Months);
        assert_eq!(axis(months, 12.0, 22.0, 4).values(), [12.0, 15.0, 19.0, 22.0]);
        let utilization = axis(UTILIZATION, 0.5, 0.9, 2);
        assert!(ask(utilization, axis(months, 12.0, 15.0, 4), None).is_ok());
        let error = ask(utilization, axis(months, 12.0, 15.0, 5), None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "programme.sites.0.months takes whole numbers: 12 to 15 has 4 of them, so no room for 5 points"
        );
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
