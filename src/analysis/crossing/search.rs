//! The search between points: brackets narrowed to roots and leaps, edges of stretches, turning
//! points.

use super::{Crossings, Goal, Jump, Side};

/// Ratio of the golden section, by which the search for a turning point narrows.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// A point looked at: the argument and the function's value.
pub(in super::super) type Probe = (f64, Option<f64>);

/// A search under way.
pub(in super::super) struct Search<F> {
    target: Goal,
    /// Distance of the points; what lies on the target for less than a hundredth of it is a root.
    step: f64,
    function: F,
    found: Crossings,
}

impl<F: FnMut(f64) -> Option<f64>> Search<F> {
    /// A search that has found nothing yet, between points at that distance.
    pub fn new(target: Goal, step: f64, function: F) -> Self {
        Self { target, step, function, found: Crossings::default() }
    }

    /// What was found, in order.
    pub(super) fn sorted(mut self) -> Crossings {
        self.found.roots.sort_by(f64::total_cmp);
        self.found.roots.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * self.step);
        self.found.jumps.sort_by(|a, b| a.at.total_cmp(&b.at));
        self.found.edges.sort_by(|a, b| a.at.total_cmp(&b.at));
        self.found.stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.found.stretches.dedup();
        self.found
    }

    fn is_on(&self, value: Option<f64>) -> bool {
        value.is_some_and(|value| self.target.side(value) == Side::On)
    }

    /// Records the points that lie on the target, alone or in a row.
    pub(super) fn rest_on_target(&mut self, probes: &[Probe]) {
        let mut start = 0;
        while start < probes.len() {
            let run = probes[start..].iter().take_while(|probe| self.is_on(probe.1)).count();
            if run == 0 {
                start += 1;
                continue;
            }
            let (first, last) = (probes[start].0, probes[start + run - 1].0);
            let left = start.checked_sub(1).map_or(first, |index| probes[index].0);
            let right = probes.get(start + run).map_or(last, |probe| probe.0);
            let stretch = (self.edge(first, left), self.edge(last, right));
            self.meet(first, stretch);
            start += run;
        }
    }

    /// The last argument on the target on the way from one that is to one that isn't.
    fn edge(&mut self, mut on: f64, mut off: f64) -> f64 {
        while let Some(middle) = between(on, off) {
            let value = (self.function)(middle);
            if self.is_on(value) { on = middle } else { off = middle }
        }
        on
    }

    /// Records a root, or the stretch around it where there is one.
    fn meet(&mut self, root: f64, (from, to): (f64, f64)) {
        if to - from > 0.01 * self.step {
            self.found.stretches.push((from, to));
        } else {
            self.found.roots.push(root);
        }
    }

    /// Records what lies between two points that aren't on the same side: roots, leaps, and
    /// where the function appears or vanishes.
    pub(super) fn between(&mut self, a: Probe, b: Probe) {
        let mut open = vec![(a, b)];
        while let Some((a, b)) = open.pop() {
            match (a.1, b.1) {
                (None, None) => {}
                (Some(at_a), Some(at_b)) => {
                    let (side_a, side_b) = (self.target.side(at_a), self.target.side(at_b));
                    if side_a != side_b && side_a != Side::On && side_b != Side::On {
                        open.extend(self.refine((a.0, at_a), (b.0, at_b)));
                    }
                }
                (before, after) => {
                    let Some(middle) = between(a.0, b.0) else {
                        self.found.edges.push(Jump { at: b.0, beside: a.0, before, after });
                        continue;
                    };
                    let middle = (middle, (self.function)(middle));
                    if self.is_on(middle.1) {
                        let stretch = (self.edge(middle.0, a.0), self.edge(middle.0, b.0));
                        self.meet(middle.0, stretch);
                    }
                    open.extend([(a, middle), (middle, b)]);
                }
            }
        }
    }

    /// Narrows a bracket, by bisection and the secant in turn, to a root or a leap. Where the
    /// function has no value inside it, both halves are handed back to be looked at.
    fn refine(&mut self, mut a: (f64, f64), mut b: (f64, f64)) -> Vec<(Probe, Probe)> {
        let ends = (a.0, b.0);
        let side_a = self.target.side(a.1);
        let mut bisect = false;
        while let Some(middle) = between(a.0, b.0) {
            let secant = a.0 + (self.target.value - a.1) / (b.1 - a.1) * (b.0 - a.0);
            let inside = secant > a.0 && secant < b.0;
            let next = if bisect || !inside { middle } else { secant };
            bisect = !bisect;
            let Some(value) = (self.function)(next) else {
                let ends = [(a.0, Some(a.1)), (next, None), (b.0, Some(b.1))];
                return vec![(ends[0], ends[1]), (ends[1], ends[2])];
            };
            match self.target.side(value) {
                Side::On => {
                    let stretch = self.around(next, ends);
                    self.meet(next, stretch);
                    return Vec::new();
                }
                side if side == side_a => a = (next, value),
                _ => b = (next, value),
            }
        }
        let nearest = if self.miss(a.1) <= self.miss(b.1) { a } else { b };
        if self.target.accepts(nearest.1) {
            self.found.roots.push(nearest.0);
        } else {
            let (before, after) = (Some(a.1), Some(b.1));
            self.found.jumps.push(Jump { at: b.0, beside: a.0, before, after });
        }
        Vec::new()
    }

    fn miss(&self, value: f64) -> f64 {
        (value - self.target.value).abs()
    }

    /// The stretch on the target around a root, looked for only where its surroundings are on the
    /// target as well.
    fn around(&mut self, root: f64, (left, right): (f64, f64)) -> (f64, f64) {
        let near = 0.01 * self.step;
        let sides = [(root - near).max(left), (root + near).min(right)].map(|x| (self.function)(x));
        let [left, right] = [(sides[0], left), (sides[1], right)]
            .map(|(value, end)| if self.is_on(value) { self.edge(root, end) } else { root });
        (left, right)
    }

    /// Looks for the turning point of three points on one side of which the middle one is nearest
    /// to the target: it may touch the target there, or cross it and come back.
    pub(super) fn turning(&mut self, a: Probe, b: Probe, c: Probe) {
        let (Some(at_a), Some(at_b), Some(at_c)) = (a.1, b.1, c.1) else { return };
        let side = self.target.side(at_b);
        let (rise_a, rise_c) =
            (self.miss(at_a) - self.miss(at_b), self.miss(at_c) - self.miss(at_b));
        // A flat function has no turning point; and even one with a kink comes no nearer to the
        // target between the points than the lines through its neighbours.
        let nearest = rise_a > self.target.rounding && rise_c >= 0.0;
        let in_sight = self.miss(at_b) <= 2.0 * rise_a.max(rise_c);
        let together = self.target.side(at_a) == side && self.target.side(at_c) == side;
        if side == Side::On || !nearest || !in_sight || !together {
            return;
        }
        let (mut left, mut right) = (a.0, c.0);
        let mut best = (b.0, at_b);
        while (right - left) > 1e-9 * (c.0 - a.0) {
            let inner = right - GOLDEN * (right - left);
            let outer = left + GOLDEN * (right - left);
            let (Some(at_inner), Some(at_outer)) = ((self.function)(inner), (self.function)(outer))
            else {
                return;
            };
            for probe in [(inner, at_inner), (outer, at_outer)] {
                if self.miss(probe.1) < self.miss(best.1) {
                    best = probe;
                }
                if self.target.side(probe.1) != side && self.target.side(probe.1) != Side::On {
                    let turn = (probe.0, Some(probe.1));
                    self.between(a, turn);
                    self.between(turn, c);
                    return;
                }
            }
            if self.miss(at_inner) < self.miss(at_outer) { right = outer } else { left = inner }
        }
        if self.target.accepts(best.1) {
            let stretch = self.around(best.0, (a.0, c.0));
            self.meet(best.0, stretch);
        }
    }
}

/// The number halfway; `None` when two numbers have none between them.
fn between(a: f64, b: f64) -> Option<f64> {
    let middle = a + 0.5 * (b - a);
    (middle > a.min(b) && middle < a.max(b)).then_some(middle)
}
