//! Where a function of one number meets a target: roots, leaps over it, stretches on it.

mod search;
mod target;

pub(super) use search::{Probe, Search};
pub(super) use target::{Goal, Side};

/// How near to the target, relative to it, a figure meets it.
pub(super) const ACCEPTED: f64 = 1e-9;

/// Values nearer to the target than this, relative to the largest value's size, are worked out anew.
const NEAR: f64 = 1e-6;

/// A place where the function leaps: over the target, or to having a value or none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jump {
    /// The first argument beyond the leap as the search sees it, in rising order; of whole numbers
    /// the one above it, else exact to rounding. In a solution of a question it lies on the side
    /// that is wanted.
    pub at: f64,
    /// The neighbour of `at` on the other side of the leap.
    pub(super) beside: f64,
    /// The value below the leap; `None` where there is none.
    pub before: Option<f64>,
    /// The value above it; `None` where there is none.
    pub after: Option<f64>,
}

impl Jump {
    /// The value at `at`.
    pub fn there(&self) -> Option<f64> {
        if self.at >= self.beside { self.after } else { self.before }
    }
}

/// Where a function meets a target.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Crossings {
    /// Arguments at which it meets the target, rising.
    pub roots: Vec<f64>,
    /// Where it leaps over the target, rising: a value on either side of it.
    pub jumps: Vec<Jump>,
    /// Where it begins or ceases to have a value, rising: none on one side.
    pub edges: Vec<Jump>,
    /// Stretches, from and to, on which it lies on the target, rising.
    pub stretches: Vec<(f64, f64)>,
    /// Its lowest and highest value wherever it was looked at, close to leaps and crossings too;
    /// `None` when it has none at all.
    pub reach: Option<(f64, f64)>,
}

impl Crossings {
    /// Counts an absent value as beyond all others: where a value below the target begins or
    /// ceases, the function leaps over the target.
    pub(super) fn count_never_as_beyond(&mut self, target: f64) {
        let leaps = |edge: &mut Jump| edge.before.or(edge.after).is_some_and(|at| at < target);
        self.jumps.extend(self.edges.extract_if(.., leaps));
        self.jumps.sort_by(|a, b| a.at.total_cmp(&b.at));
    }
}

/// Where a function of a number meets a target, seen from points that rise. Between two of them,
/// crossings are refined to rounding, and turning points that come near the target are looked at.
/// The points' values need only be near: those that decide are looked at again.
pub(super) fn crossings(
    points: Vec<Probe>,
    target: f64,
    mut function: impl FnMut(f64) -> Option<f64>,
) -> Crossings {
    let mean_step = mean_step(&points);
    let (probes, target, mut reach) = decided(points, target, &mut function);
    let watched = |place: f64| {
        let value = function(place);
        reach = value.map_or(reach, |value| Some(extended(reach, value)));
        value
    };
    let mut search = Search::new(target, mean_step, watched);
    search.rest_on_target(&probes);
    for pair in probes.windows(2) {
        search.between(pair[0], pair[1]);
    }
    for triple in probes.windows(3) {
        search.turning(triple[0], triple[1], triple[2]);
    }
    let found = search.sorted();
    Crossings { reach, ..found }
}

/// The same for arguments that are whole numbers: nothing lies between two of them, so a change of
/// side is a leap.
pub(super) fn whole_crossings(
    points: Vec<Probe>,
    target: f64,
    mut function: impl FnMut(f64) -> Option<f64>,
) -> Crossings {
    let (probes, target, reach) = decided(points, target, &mut function);
    let mut found = Crossings { reach, ..Crossings::default() };
    let meets = |probe: &Probe| probe.1.is_some_and(|value| target.accepts(value));
    for run in probes.chunk_by(|a, b| meets(a) && meets(b)) {
        match run {
            [one] if meets(one) => found.roots.push(one.0),
            [first, .., last] => found.stretches.push((first.0, last.0)),
            _ => {}
        }
    }
    for pair in probes.windows(2) {
        let jump = Jump { at: pair[1].0, beside: pair[0].0, before: pair[0].1, after: pair[1].1 };
        match (jump.before, jump.after) {
            (Some(a), Some(b)) => {
                if !meets(&pair[0]) && !meets(&pair[1]) && target.side(a) != target.side(b) {
                    found.jumps.push(jump);
                }
            }
            (None, None) => {}
            _ => found.edges.push(jump),
        }
    }
    found
}

/// The points, with the function's own value at those that decide: the lowest and the highest, those
/// near the target, and those next to one on its other side or without a value. With them the target
/// for values of their size, and their reach.
fn decided(
    mut points: Vec<Probe>,
    target: f64,
    mut function: impl FnMut(f64) -> Option<f64>,
) -> (Vec<Probe>, Goal, Option<(f64, f64)>) {
    let present = || points.iter().enumerate().filter_map(|(index, point)| Some((index, point.1?)));
    let lowest = present().min_by(|a, b| a.1.total_cmp(&b.1));
    let highest = present().max_by(|a, b| a.1.total_cmp(&b.1));
    let ends = [lowest, highest].map(|end| end.map(|(index, _)| index));
    let size = [lowest, highest]
        .into_iter()
        .flatten()
        .fold(target.abs(), |size, end| size.max(end.1.abs()));
    let side = |value: Option<f64>| value.map(|value| value < target);
    let is_near =
        |value: Option<f64>| value.is_some_and(|value| (value - target).abs() <= NEAR * size);
    let differs = |one: usize, other: usize| side(points[one].1) != side(points[other].1);
    let last = points.len().saturating_sub(1);
    let deciding: Vec<usize> = (0..points.len())
        .filter(|index| {
            let around = [index.saturating_sub(1), (index + 1).min(last)];
            ends.contains(&Some(*index))
                || is_near(points[*index].1)
                || around.into_iter().any(|other| differs(*index, other))
        })
        .collect();
    for index in deciding {
        points[index].1 = function(points[index].0);
    }
    let reach = ends.into_iter().flatten().filter_map(|end| points[end].1);
    let reach = reach.fold(None, |reach, value| Some(extended(reach, value)));
    let largest = reach.map_or(0.0, |(low, high)| low.abs().max(high.abs()));
    (points, Goal::new(target, largest), reach)
}

/// A reach that takes a value in.
fn extended(reach: Option<(f64, f64)>, value: f64) -> (f64, f64) {
    reach.map_or((value, value), |(low, high)| (low.min(value), high.max(value)))
}

fn mean_step(points: &[Probe]) -> f64 {
    match points {
        [first, .., last] => (last.0 - first.0) / (points.len() - 1) as f64,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(from: f64, to: f64, steps: usize) -> Vec<f64> {
        (0..=steps).map(|index| from + (to - from) * index as f64 / steps as f64).collect()
    }

    fn scanned(points: &[f64], function: impl Fn(f64) -> Option<f64>) -> Vec<Probe> {
        points.iter().map(|point| (*point, function(*point))).collect()
    }

    /// Crossings seen from points whose values are exact; the same from points that rounding has
    /// touched.
    fn crossings(points: &[f64], target: f64, function: impl Fn(f64) -> Option<f64>) -> Crossings {
        let rounded = |x: f64| function(x).map(|value| value * (1.0 + 1e-11 * (1e4 * x).sin()));
        let from = |points| super::crossings(points, target, &function);
        let found = from(scanned(points, &function));
        assert_eq!(from(scanned(points, rounded)), found);
        found
    }

    fn whole_crossings(
        points: &[f64],
        target: f64,
        function: impl Fn(f64) -> Option<f64>,
    ) -> Crossings {
        super::whole_crossings(scanned(points, &function), target, function)
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len(), "{found:?} is not {expected:?}");
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-9, "{found:?} is not {expected:?}");
        }
    }

    #[test]
    fn roots_are_found_to_rounding() {
        let found = crossings(&points(0.0, 3.0, 512), 2.0, |x| Some(x * x));
        near(&found.roots, &[2.0_f64.sqrt()]);
        assert!((found.roots[0].powi(2) / 2.0 - 1.0).abs() < 2e-12);
        assert!(found.jumps.is_empty() && found.stretches.is_empty());
        assert_eq!(found.reach, Some((0.0, 9.0)));
        let waves = crossings(&points(0.1, 20.0, 512), 0.0, |x: f64| Some(x.sin()));
        let expected: Vec<f64> = (1..=6).map(|n| f64::from(n) * std::f64::consts::PI).collect();
        near(&waves.roots, &expected);
    }

    #[test]
    fn a_root_on_a_point_is_found_once() {
        near(&crossings(&points(0.0, 4.0, 8), 1.0, Some).roots, &[1.0]);
        near(&crossings(&points(0.0, 4.0, 8), 0.0, Some).roots, &[0.0]);
        near(&crossings(&points(0.0, 4.0, 8), 4.0, Some).roots, &[4.0]);
    }

    #[test]
    fn a_leap_over_the_target_is_no_root() {
        let leap = |x: f64| Some(if x < 1.0 / 3.0 { 1.0 } else { 3.0 });
        let found = crossings(&points(0.0, 1.0, 512), 2.0, leap);
        assert!(found.roots.is_empty());
        assert_eq!(found.jumps.len(), 1);
        let jump = found.jumps[0];
        assert!((jump.at - 1.0 / 3.0).abs() < 1e-15);
        assert_eq!((jump.before, jump.after), (Some(1.0), Some(3.0)));
        assert!(crossings(&points(0.0, 1.0, 512), 4.0, leap).jumps.is_empty());
    }

    #[test]
    fn appearing_is_an_edge_and_the_root_right_behind_it_is_found() {
        let found = crossings(&points(0.0, 1.0, 10), 0.33, |x| (x > 0.32).then_some(x));
        near(&found.roots, &[0.33]);
        assert_eq!((found.jumps.len(), found.edges.len()), (0, 1));
        assert_eq!(found.edges[0].before, None);
        assert!((found.edges[0].at - 0.32).abs() < 1e-12);
        let gap = crossings(&points(0.0, 1.0, 1), 0.5, |x| (!(0.4..0.6).contains(&x)).then_some(x));
        assert!(gap.roots.is_empty());
        assert_eq!((gap.jumps.len(), gap.edges.len()), (0, 2));
        assert_eq!(crossings(&points(0.0, 1.0, 4), 0.5, |_| None), Crossings::default());
    }

    #[test]
    fn the_reach_takes_in_what_lies_close_to_leaps_and_edges() {
        // A peak just before it falls over the target.
        let found =
            crossings(&points(0.0, 1.0, 10), 0.45, |x| Some(if x < 0.55 { x } else { 0.0 }));
        let (low, high) = found.reach.unwrap();
        assert!(low == 0.0 && (high - 0.55).abs() < 1e-12, "{found:?}");
        assert_eq!(found.jumps.len(), 1);
        assert!(found.jumps[0].before.unwrap() <= high);
        let until = crossings(&points(0.0, 1.0, 10), 2.0, |x| (x < 0.55).then_some(x));
        assert!((until.reach.unwrap().1 - 0.55).abs() < 1e-12, "{until:?}");
        let whole = whole_crossings(&points(1.0, 6.0, 5), 9.0, |x| (x < 4.0).then_some(x));
        assert_eq!((whole.jumps.len(), whole.edges.len()), (0, 1));
        assert_eq!(whole.edges[0], Jump { at: 4.0, beside: 3.0, before: Some(3.0), after: None });
    }

    #[test]
    fn a_stretch_on_the_target_is_given_with_its_ends() {
        let plateau = |x: f64| Some(x.clamp(0.2345, 0.6543));
        let found = crossings(&points(0.0, 1.0, 512), 0.2345, plateau);
        assert!(found.roots.is_empty());
        assert_eq!(found.stretches.len(), 1);
        let (from, to) = found.stretches[0];
        assert!((from - 0.0).abs() < 1e-9 && (to - 0.2345).abs() < 1e-9);
        let step = |x: f64| {
            Some(
                (x - 0.5007).clamp(-0.3, 0.3).max(-0.3).signum()
                    * ((x - 0.5007).abs() - 5e-4).max(0.0),
            )
        };
        let narrow = crossings(&points(0.0, 1.0, 512), 0.0, step);
        assert_eq!((narrow.roots.len(), narrow.stretches.len()), (0, 1), "{narrow:?}");
        assert!((narrow.stretches[0].1 - narrow.stretches[0].0 - 1e-3).abs() < 1e-9);
        let always = crossings(&points(0.0, 1.0, 512), 5.0, |_| Some(5.0));
        assert_eq!(always.stretches, [(0.0, 1.0)]);
    }

    #[test]
    fn a_turning_point_between_two_points_touches_or_crosses_twice() {
        let valley = |depth: f64| move |x: f64| Some(1.0 + (x - 0.501).powi(2) - depth);
        let touching = crossings(&points(0.0, 1.0, 10), 1.0, valley(0.0));
        assert_eq!(touching.roots.len(), 1, "{touching:?}");
        assert!((touching.roots[0] - 0.501).abs() < 1e-4);
        let twice = crossings(&points(0.0, 1.0, 10), 1.0, valley(1e-4));
        near(&twice.roots, &[0.491, 0.511]);
        assert!(crossings(&points(0.0, 1.0, 10), 1.0, valley(-1e-4)).roots.is_empty());
    }

    #[test]
    fn whole_numbers_have_nothing_between_them() {
        let months = points(1.0, 6.0, 5);
        let found = whole_crossings(&months, 2.5, Some);
        assert!(found.roots.is_empty());
        assert_eq!(
            found.jumps,
            [Jump { at: 3.0, beside: 2.0, before: Some(2.0), after: Some(3.0) }]
        );
        near(&whole_crossings(&months, 4.0, Some).roots, &[4.0]);
        let rest = whole_crossings(&months, 2.0, |x| Some(x.min(2.0)));
        assert_eq!((rest.roots.len(), rest.stretches.as_slice()), (0, &[(2.0, 6.0)][..]));
    }
}
