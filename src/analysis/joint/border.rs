//! From a move that gets there to the border of those that do, and along the border to the nearest
//! one. Only whether a move gets there is asked, never by how much: the border may be a leap, and
//! may have edges.

use super::sequence::LowDiscrepancy;
use super::space::{Displacement, MAIN, Space, length, scaled};

/// How many turns are tried at each size, and how many where evaluations are slow.
const TURNS: usize = 48;
const SLOW_TURNS: usize = 24;

/// What a turn begins with, as a share of the distance.
const FIRST_TURN: f64 = 0.3;

/// What counts as nearer, as a share of the distance.
const LEAST_GAIN: f64 = 1e-10;

/// At which shares of the way a ray is looked at, beside even ones.
const RAY_STEPS: usize = 16;
const RAY_HALVINGS: i32 = 40;

fn even() -> impl Iterator<Item = f64> {
    (1..RAY_STEPS).map(|step| step as f64 / RAY_STEPS as f64)
}

fn close() -> impl Iterator<Item = f64> {
    (5..RAY_HALVINGS).rev().step_by(5).map(|halvings| 0.5_f64.powi(halvings))
}

impl Space<'_> {
    /// The nearest move that gets there on the way to one that does: the first of some stretches
    /// along the way, narrowed to its border.
    pub(super) fn border(&mut self, there: Displacement) -> Displacement {
        let stretch = if self.wanted.from_nothing {
            self.passing(&there).unwrap_or((1.0, 1.0))
        } else {
            self.first_there(&there)
        };
        self.narrowed(&there, stretch, LEAST_GAIN * 1e-2, Self::is_beyond)
    }

    /// Whether a move gets there.
    pub(super) fn gets_there(&mut self, by: &Displacement) -> bool {
        self.is_beyond(by) && (!self.wanted.from_nothing || self.passing(by).is_some())
    }

    /// The shares of the way to a move that gets there between which it first does.
    fn first_there(&mut self, there: &Displacement) -> (f64, f64) {
        let shares: Vec<f64> = close().chain(even()).collect();
        let ray: Vec<Displacement> = shares.iter().map(|share| scaled(there, *share)).collect();
        let misses = self.misses(&ray);
        let mut short = 0.0;
        for ((share, by), miss) in shares.iter().zip(&ray).zip(misses) {
            if self.wanted.may_be_met(miss) && self.is_beyond(by) {
                return (short, *share);
            }
            short = *share;
        }
        (short, 1.0)
    }

    /// The shares of the way to a move between which the metric first passes the target: from a
    /// value on this side of it to one that isn't.
    fn passing(&mut self, by: &Displacement) -> Option<(f64, f64)> {
        let late = close().map(|share| 1.0 - share).collect::<Vec<f64>>().into_iter().rev();
        let mut before = (0.0, None);
        for share in close().chain(even()).chain(late).chain([1.0]) {
            let value = self.value(&scaled(by, share));
            let is_short = before.1.is_some() && !self.wanted.is_met(before.1);
            if is_short && self.wanted.is_met(value) {
                return Some((before.0, share));
            }
            before = (share, value);
        }
        None
    }

    /// The border between a share of a move that doesn't get there and one that does, to a relative
    /// width, or to adjacent numbers.
    fn narrowed(
        &mut self,
        there: &Displacement,
        (mut short, mut far): (f64, f64),
        width: f64,
        is_there: fn(&mut Self, &Displacement) -> bool,
    ) -> Displacement {
        while far - short > width * far {
            let middle = f64::midpoint(short, far);
            if middle <= short || middle >= far {
                break;
            }
            if is_there(self, &scaled(there, middle)) { far = middle } else { short = middle }
        }
        scaled(there, far)
    }

    /// The border on the way to a move, to adjacent numbers, and the metric just before it. What
    /// only rounding keeps from the target is moved on past it.
    pub(super) fn exact(&mut self, there: &Displacement) -> (Displacement, Option<f64>) {
        let past = [0.0, 1e-13, 1e-12, 1e-11, 1e-10].map(|by| self.held(&scaled(there, 1.0 + by)));
        let reached = past.into_iter().find(|by| self.reaches(by));
        let (there, is_there) = match reached {
            Some(by) => (by, Self::reaches as fn(&mut Self, &Displacement) -> bool),
            None => (*there, Self::gets_there as fn(&mut Self, &Displacement) -> bool),
        };
        let mut short = 1.0 - 1e-9;
        if is_there(self, &scaled(&there, short)) {
            short = 0.0;
        }
        let on = self.narrowed(&there, (short, 1.0), 0.0, is_there);
        // The number before may be the same drivers; those that differ are a few numbers away.
        let mut before = self.value(&on);
        let mut step = f64::EPSILON;
        while self.wanted.is_met(before) && step < 1.0 {
            before = self.value(&scaled(&on, 1.0 - step));
            step *= 2.0;
        }
        (on, before)
    }

    /// The nearest border around a move that gets there, found by turns that grow smaller down to a
    /// share of the distance.
    pub(super) fn descended(
        &mut self,
        there: Displacement,
        least_turn: f64,
        sequence: &mut LowDiscrepancy,
    ) -> Displacement {
        let mut best = self.border(there);
        let mut turn = FIRST_TURN;
        let mut last = None;
        while turn > least_turn && length(&best) > 0.0 {
            let turned = self.turned(&best, turn, last, sequence);
            match self.nearest_turned(&turned, &best, turn) {
                Some(nearer) => {
                    last = Some(std::array::from_fn(|axis| nearer[axis] - best[axis]));
                    best = nearer;
                    turn = (1.5 * turn).min(FIRST_TURN);
                }
                None => turn *= 0.4,
            }
        }
        best
    }

    /// Moves about as far as the best one, turned away from it by up to a share of its distance:
    /// anywhere, along each driver, back to where a driver stays, and on as in the last step.
    fn turned(
        &self,
        best: &Displacement,
        turn: f64,
        last: Option<Displacement>,
        sequence: &mut LowDiscrepancy,
    ) -> Vec<Displacement> {
        let size = turn * length(best);
        let turns = if self.is_fast() { TURNS } else { SLOW_TURNS };
        let mut moves: Vec<Displacement> = (0..turns)
            .map(|_| {
                let step = sequence.step();
                std::array::from_fn(|axis| best[axis] + size * step[axis])
            })
            .collect();
        for axis in 0..MAIN {
            for to in [best[axis] - size, best[axis] + size, 0.0] {
                let mut by = *best;
                by[axis] = to;
                moves.push(by);
            }
        }
        if let Some(last) = last {
            moves.extend(
                [1.0, 3.0].map(|times| std::array::from_fn(|axis| best[axis] + times * last[axis])),
            );
        }
        moves.iter().map(|by| self.held(by)).collect()
    }

    /// The nearest border in the direction of one of some moves, if it is nearer than the best.
    fn nearest_turned(
        &mut self,
        turned: &[Displacement],
        best: &Displacement,
        turn: f64,
    ) -> Option<Displacement> {
        let distance = length(best);
        let mut turned = self.there_at(turned, distance * (1.0 - LEAST_GAIN));
        // Of all that are nearer, those that still get there closer in.
        let mut gain = turn;
        while turned.len() > 1 && gain > LEAST_GAIN {
            let closer = self.there_at(&turned, distance * (1.0 - gain));
            if closer.is_empty() {
                gain *= 0.25;
                continue;
            }
            turned = closer;
            break;
        }
        turned.into_iter().take(3).find_map(|by| {
            let confirmed = self.gets_there(&by);
            let nearer = confirmed.then(|| self.border(by))?;
            (length(&nearer) < distance * (1.0 - 0.5 * LEAST_GAIN)).then_some(nearer)
        })
    }

    /// The directions that may get there by a distance.
    fn there_at(&mut self, directions: &[Displacement], distance: f64) -> Vec<Displacement> {
        let moves: Vec<Displacement> =
            directions.iter().map(|by| self.towards(by, distance)).collect();
        let misses = self.misses(&moves);
        let wanted = self.wanted;
        let there = |(by, miss): (Displacement, f64)| wanted.may_be_met(miss).then_some(by);
        moves.into_iter().zip(misses).filter_map(there).collect()
    }
}
