//! Where a function of one number meets a target: roots, leaps over it, stretches on it.

/// How near to the target, relative to it, a figure meets it.
pub const ACCEPTED: f64 = 1e-9;

/// How near, relative to the target, a figure doesn't differ from it but for rounding.
const ROUNDING: f64 = 1e-12;

/// Ratio of the golden section, by which the search for a turning point narrows.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// A place where the function leaps over the target, or where it begins or ceases to have a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jump {
    /// The first argument beyond the leap; of whole numbers the one above it, else exact to
    /// rounding.
    pub at: f64,
    /// The value just before; `None` where there is none.
    pub before: Option<f64>,
    /// The value at `at`; `None` where there is none.
    pub after: Option<f64>,
}

/// Where a function meets a target.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crossings {
    /// Arguments at which it meets the target, rising.
    pub roots: Vec<f64>,
    /// Where it leaps over the target, appears or vanishes, rising.
    pub jumps: Vec<Jump>,
    /// Stretches, from and to, on which it lies on the target, rising.
    pub stretches: Vec<(f64, f64)>,
    /// Its lowest and highest value at the points looked at; `None` when it has none at all.
    pub reach: Option<(f64, f64)>,
}

/// On which side of the target a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Below,
    On,
    Above,
}

/// The target, and what counts as meeting it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    value: f64,
    accepted: f64,
    rounding: f64,
}

impl Target {
    /// A target for a function whose largest value has that size: sums of such values can't come
    /// nearer to a target of 0 than their rounding.
    pub fn new(value: f64, largest: f64) -> Self {
        let size = value.abs();
        Self {
            value,
            accepted: (ACCEPTED * size).max(1e-3 * ACCEPTED * largest),
            rounding: (ROUNDING * size).max(1e-3 * ROUNDING * largest),
        }
    }

    /// The side on which a value lies.
    pub fn side(&self, value: f64) -> Side {
        if (value - self.value).abs() <= self.rounding {
            Side::On
        } else if value < self.value {
            Side::Below
        } else {
            Side::Above
        }
    }

    fn accepts(&self, value: f64) -> bool {
        (value - self.value).abs() <= self.accepted
    }
}

/// A point looked at: the argument and the function's value.
pub(super) type Probe = (f64, Option<f64>);

/// Where a function of a number meets a target, seen from points that rise. Between two of them,
/// crossings are refined to rounding, and turning points that come near the target are looked at.
pub fn crossings(
    points: &[f64],
    target: f64,
    mut function: impl FnMut(f64) -> Option<f64>,
) -> Crossings {
    let (probes, target, reach) = probe(points, target, &mut function);
    let mut search =
        Search { target, step: mean_step(points), function, found: Crossings::default() };
    search.rest_on_target(&probes);
    for pair in probes.windows(2) {
        search.between(pair[0], pair[1]);
    }
    for triple in probes.windows(3) {
        search.turning(triple[0], triple[1], triple[2]);
    }
    Crossings { reach, ..search.sorted() }
}

/// The same for arguments that are whole numbers: nothing lies between two of them, so a change of
/// side is a leap.
pub fn whole_crossings(
    points: &[f64],
    target: f64,
    mut function: impl FnMut(f64) -> Option<f64>,
) -> Crossings {
    let (probes, target, reach) = probe(points, target, &mut function);
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
        let leaps = match (pair[0].1, pair[1].1) {
            (Some(a), Some(b)) => {
                !meets(&pair[0]) && !meets(&pair[1]) && target.side(a) != target.side(b)
            }
            (before, after) => before.is_some() != after.is_some(),
        };
        if leaps {
            found.jumps.push(Jump { at: pair[1].0, before: pair[0].1, after: pair[1].1 });
        }
    }
    found
}

/// Every point's value, the target for values of their size, and their reach.
fn probe(
    points: &[f64],
    target: f64,
    mut function: impl FnMut(f64) -> Option<f64>,
) -> (Vec<Probe>, Target, Option<(f64, f64)>) {
    let probes: Vec<Probe> = points.iter().map(|point| (*point, function(*point))).collect();
    let values = || probes.iter().filter_map(|probe| probe.1);
    let reach = values().fold(None, |reach: Option<(f64, f64)>, value| {
        Some(reach.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
    });
    let largest = reach.map_or(0.0, |(low, high)| low.abs().max(high.abs()));
    let target = Target::new(target, largest);
    (probes, target, reach)
}

fn mean_step(points: &[f64]) -> f64 {
    match points {
        [first, .., last] => (last - first) / (points.len() - 1) as f64,
        _ => 0.0,
    }
}

/// A search under way.
pub(super) struct Search<F> {
    target: Target,
    /// Distance of the points; what lies on the target for less than a hundredth of it is a root.
    step: f64,
    function: F,
    found: Crossings,
}

impl<F: FnMut(f64) -> Option<f64>> Search<F> {
    /// A search between two points alone.
    pub fn within(a: Probe, b: Probe, target: Target, function: F) -> Crossings {
        let step = b.0 - a.0;
        let mut search = Self { target, step, function, found: Crossings::default() };
        search.between(a, b);
        search.sorted()
    }

    fn sorted(mut self) -> Crossings {
        self.found.roots.sort_by(f64::total_cmp);
        self.found.roots.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * self.step);
        self.found.jumps.sort_by(|a, b| a.at.total_cmp(&b.at));
        self.found.stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.found.stretches.dedup();
        self.found
    }

    fn is_on(&self, value: Option<f64>) -> bool {
        value.is_some_and(|value| self.target.side(value) == Side::On)
    }

    /// Records the points that lie on the target, alone or in a row.
    fn rest_on_target(&mut self, probes: &[Probe]) {
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
    fn between(&mut self, a: Probe, b: Probe) {
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
                        self.found.jumps.push(Jump { at: b.0, before, after });
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
            self.found.jumps.push(Jump { at: b.0, before: Some(a.1), after: Some(b.1) });
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
    fn turning(&mut self, a: Probe, b: Probe, c: Probe) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn points(from: f64, to: f64, steps: usize) -> Vec<f64> {
        (0..=steps).map(|index| from + (to - from) * index as f64 / steps as f64).collect()
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
    fn appearing_is_a_jump_and_the_root_right_behind_it_is_found() {
        let found = crossings(&points(0.0, 1.0, 10), 0.33, |x| (x > 0.32).then_some(x));
        near(&found.roots, &[0.33]);
        assert_eq!(found.jumps.len(), 1);
        assert_eq!(found.jumps[0].before, None);
        assert!((found.jumps[0].at - 0.32).abs() < 1e-12);
        let gap = crossings(&points(0.0, 1.0, 1), 0.5, |x| (!(0.4..0.6).contains(&x)).then_some(x));
        assert!(gap.roots.is_empty());
        assert_eq!(gap.jumps.len(), 2);
        assert_eq!(crossings(&points(0.0, 1.0, 4), 0.5, |_| None), Crossings::default());
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
        assert_eq!(found.jumps, [Jump { at: 3.0, before: Some(2.0), after: Some(3.0) }]);
        near(&whole_crossings(&months, 4.0, Some).roots, &[4.0]);
        let rest = whole_crossings(&months, 2.0, |x| Some(x.min(2.0)));
        assert_eq!((rest.roots.len(), rest.stretches.as_slice()), (0, &[(2.0, 6.0)][..]));
    }
}
