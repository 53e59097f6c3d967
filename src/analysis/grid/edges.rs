//! Where on the edge between two cells a metric meets the target, or leaps over it.

use super::super::contour::{Cut, Edge, Point};
use super::super::crossing::Probe;
use super::super::question::Evaluator;
use crate::model::Input;

/// Places between the ends of an edge that are looked at before it is said to have a leap only.
const LOOKS: usize = 16;

/// Steps in which a bracket is narrowed by the secant and by halves in turn, before by halves alone.
const SECANTS: usize = 12;

/// Figures at which the target is met, and what their absence counts as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Level {
    /// The target.
    pub target: f64,
    /// How near to it a figure meets it.
    pub tolerance: f64,
    /// Whether a figure's absence lies above all figures.
    pub never: bool,
}

impl Level {
    /// How far a figure lies above the target; `None` where that can't be said.
    pub(super) fn height(&self, figure: Option<f64>) -> Option<f64> {
        match figure {
            Some(figure) => Some(figure - self.target),
            None => self.never.then_some(f64::INFINITY),
        }
    }

    /// Whether a figure meets the target.
    pub(super) fn is_met(&self, figure: Option<f64>) -> bool {
        figure.is_some_and(|figure| (figure - self.target).abs() <= self.tolerance)
    }
}

/// An axis as the search sees it.
pub(super) type AxisSlice<'a> = (Input, &'a [f64]);

/// The search along edges of a grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges<'a> {
    pub x: AxisSlice<'a>,
    pub y: AxisSlice<'a>,
    pub cells: &'a [Vec<Option<f64>>],
    pub level: Level,
}

impl Edges<'_> {
    /// What lies on an edge whose ends are on different sides of the target.
    pub(super) fn cut(&self, evaluator: &mut Evaluator, edge: Edge) -> Cut {
        match edge {
            Edge::AlongX { row, column } => {
                let held = (self.y.0, self.y.1[row]);
                let end = |column: usize| (self.x.1[column], self.cells[row][column]);
                let at = |x: f64| (x, held.1);
                self.search(evaluator, (self.x.0, held), [end(column), end(column + 1)], at)
            }
            Edge::AlongY { row, column } => {
                let held = (self.x.0, self.x.1[column]);
                let end = |row: usize| (self.y.1[row], self.cells[row][column]);
                let at = |y: f64| (held.1, y);
                self.search(evaluator, (self.y.0, held), [end(row), end(row + 1)], at)
            }
        }
    }

    fn search(
        &self,
        evaluator: &mut Evaluator,
        (input, held): (Input, (Input, f64)),
        ends: [Probe; 2],
        point: impl Fn(f64) -> Point,
    ) -> Cut {
        let mut along = Along {
            level: self.level,
            whole: input.spec().valid.whole,
            figure: |value: f64| evaluator.value_with(&[held, (input, value)]),
        };
        match along.find(ends) {
            Ok(met) => Cut::Met(point(met)),
            Err(leap) => Cut::Leap(point(leap)),
        }
    }
}

/// A metric along one edge.
struct Along<F> {
    level: Level,
    /// Whether there is nothing between whole numbers.
    whole: bool,
    figure: F,
}

impl<F: FnMut(f64) -> Option<f64>> Along<F> {
    /// A place at which the target is met, or else the one at which the metric leaps over it.
    fn find(&mut self, [a, b]: [Probe; 2]) -> Result<f64, f64> {
        match (self.level.is_met(a.1), self.level.is_met(b.1)) {
            (true, false) => return Ok(self.last_met(a.0, b.0)),
            (false, true) => return Ok(self.last_met(b.0, a.0)),
            (true, true) => return Ok(a.0),
            (false, false) => {}
        }
        self.narrow(a, b).or_else(|leap| self.look(a, b).ok_or(leap))
    }

    fn probe(&mut self, value: f64) -> Probe {
        (value, (self.figure)(value))
    }

    /// The last place on the target on the way from one that is to one that isn't.
    fn last_met(&mut self, mut met: f64, mut missed: f64) -> f64 {
        while let Some(middle) = self.between(met, missed) {
            let figure = (self.figure)(middle);
            if self.level.is_met(figure) { met = middle } else { missed = middle }
        }
        met
    }

    /// Narrows the way between two places on different sides to one on the target, or to a leap.
    fn narrow(&mut self, a: Probe, b: Probe) -> Result<f64, f64> {
        let leap = match self.narrow_with(a, b, true) {
            Err((leap, true)) => leap,
            met => return met.map_err(|(leap, _)| leap),
        };
        // It ended at a gap, whose other side hasn't been looked at.
        self.narrow_with(a, b, false).map_err(|_| leap)
    }

    /// The same, with what can't be placed taken for the upper or the lower side; a leap comes
    /// with whether it is one to or from such a place.
    fn narrow_with(&mut self, a: Probe, b: Probe, upper: bool) -> Result<f64, (f64, bool)> {
        let gap = if upper { f64::INFINITY } else { f64::NEG_INFINITY };
        let placed = |along: &mut Self, (value, figure): Probe| {
            (value, along.level.height(figure).unwrap_or(gap), figure.is_none())
        };
        let (mut low, mut high) = (placed(self, a), placed(self, b));
        if low.1 >= 0.0 {
            std::mem::swap(&mut low, &mut high);
        }
        let mut steps = 0;
        while let Some(middle) = self.between(low.0, high.0) {
            let part = low.1 / (low.1 - high.1);
            let secant = low.0 + part * (high.0 - low.0);
            let inside = secant > low.0.min(high.0) && secant < low.0.max(high.0);
            let by_secant = !self.whole && inside && steps < SECANTS && steps % 2 == 0;
            steps += 1;
            let probe = self.probe(if by_secant { secant } else { middle });
            if self.level.is_met(probe.1) {
                return Ok(probe.0);
            }
            let next = placed(self, probe);
            if next.1 < 0.0 { low = next } else { high = next }
        }
        let unplaced = !self.level.never && (low.2 || high.2);
        Err((low.0 + 0.5 * (high.0 - low.0), unplaced))
    }

    /// Looks for another place at which the target is met.
    fn look(&mut self, a: Probe, b: Probe) -> Option<f64> {
        let mut probes = vec![a];
        for look in 1..=LOOKS {
            let value = a.0 + (b.0 - a.0) * (look as f64 / (LOOKS + 1) as f64);
            let value = if self.whole { value.round() } else { value };
            if value > a.0 && value < b.0 {
                probes.push(self.probe(value));
            }
        }
        probes.push(b);
        if let Some(met) = probes.iter().find(|probe| self.level.is_met(probe.1)) {
            return Some(met.0);
        }
        let below = |probe: &Probe| self.level.height(probe.1).map(|height| height < 0.0);
        let sides: Vec<Option<bool>> = probes.iter().map(below).collect();
        (1..probes.len())
            .filter(|index| sides[index - 1] != sides[*index])
            .find_map(|index| self.narrow(probes[index - 1], probes[index]).ok())
    }

    /// The place halfway; `None` where there is none between two.
    fn between(&self, a: f64, b: f64) -> Option<f64> {
        let middle = a + 0.5 * (b - a);
        let middle = if self.whole { middle.floor() } else { middle };
        (middle > a.min(b) && middle < a.max(b)).then_some(middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(
        target: f64,
        never: bool,
        whole: bool,
        (a, b): (f64, f64),
        figure: impl Fn(f64) -> Option<f64>,
    ) -> Result<f64, f64> {
        let level = Level { target, tolerance: 1e-6, never };
        let ends = [(a, figure(a)), (b, figure(b))];
        let found = Along { level, whole, figure: &figure }.find(ends);
        if let Ok(met) = found {
            assert!(level.is_met(figure(met)), "{met}");
        }
        found
    }

    #[test]
    fn what_is_met_is_found_and_what_leaps_leaps() {
        let close = |found: f64, at: f64| (found - at).abs() < 1e-5;
        let curve = |x: f64| Some(x.powi(7));
        assert!(close(
            find(0.01, false, false, (0.0, 1.0), curve).unwrap(),
            0.01_f64.powf(1.0 / 7.0)
        ));
        let fall = |x: f64| Some(1.0 - x);
        assert!(close(find(0.25, false, false, (0.0, 1.0), fall).unwrap(), 0.75));
        let leap = |x: f64| Some(if x < 0.3 { x } else { x + 2.0 });
        assert!(close(find(1.0, false, false, (0.0, 1.0), leap).unwrap_err(), 0.3));
        // It leaps there, but falls and rises through the target as well.
        let both = |x: f64| Some(if x < 0.3 { 10.0 * x } else { 2.6 - x });
        assert!(close(find(2.0, false, false, (0.0, 0.5), both).unwrap(), 0.2));
        let hidden = |x: f64| {
            Some(if x < 0.2 {
                10.0 * x
            } else if x < 0.35 {
                0.0
            } else {
                3.0
            })
        };
        assert!(close(find(1.0, false, false, (0.0, 1.0), hidden).unwrap(), 0.1));
    }

    #[test]
    fn never_lies_above_and_a_gap_on_either_side() {
        let until = |x: f64| (x < 0.6).then_some(x);
        assert!((find(0.7, true, false, (0.0, 1.0), until).unwrap_err() - 0.6).abs() < 1e-9);
        assert!(find(0.5, true, false, (0.0, 1.0), until).is_ok());
        for met in [0.1, 0.8] {
            let gap = |x: f64| (!(0.3..0.7).contains(&x)).then_some(x);
            assert!((find(met, false, false, (0.0, 1.0), gap).unwrap() - met).abs() < 1e-5);
        }
        let gap = |x: f64| (!(0.3..0.7).contains(&x)).then_some(x);
        let leap = find(0.5, false, false, (0.0, 1.0), gap).unwrap_err();
        assert!((leap - 0.3).abs() < 1e-9 || (leap - 0.7).abs() < 1e-9, "{leap}");
    }

    #[test]
    fn a_plateau_is_met_up_to_its_border() {
        let plateau = |x: f64| Some(x.max(0.4));
        assert!((find(0.4, false, false, (0.0, 1.0), plateau).unwrap() - 0.4).abs() < 1e-5);
        let shelf = |x: f64| Some(if x < 0.4 { 1.0 } else { 2.0 });
        assert!((find(2.0, false, false, (0.0, 1.0), shelf).unwrap() - 0.4).abs() < 1e-9);
    }

    #[test]
    fn whole_numbers_have_nothing_between_them() {
        let figure = |x: f64| {
            assert!(x.fract() == 0.0, "{x}");
            Some(x)
        };
        assert_eq!(find(7.0, false, true, (2.0, 12.0), figure), Ok(7.0));
        assert_eq!(find(7.5, false, true, (2.0, 12.0), figure), Err(7.5));
        assert_eq!(find(7.5, false, true, (7.0, 8.0), figure), Err(7.5));
        assert_eq!(find(8.0, false, true, (7.0, 8.0), figure), Ok(8.0));
    }
}
