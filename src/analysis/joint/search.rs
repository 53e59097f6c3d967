//! The search everywhere: within the distance of the best move so far, until nothing there is
//! nearer.

use super::sequence::LowDiscrepancy;
use super::space::{Displacement, MAIN, Space, length, scaled};

/// How many moves are looked at before a distance counts as the smallest, and how many where
/// evaluations are slow.
const LOOKED_AT: usize = 24_000;
const SLOW_LOOKED_AT: usize = 5_000;

/// How many are looked at together.
const TOGETHER: usize = 512;

/// How many of those that come nearest to the target are followed.
const FOLLOWED: usize = 8;

/// How many steps are tried at each size on the way to the target, and the smallest size.
const STEPS: usize = 24;
const LEAST_STEP: f64 = 2e-3;

/// How much nearer a move has to be for another search, as a share of the distance.
const WORTHWHILE: f64 = 2e-3;

/// How small a turn ends a descent while the search goes on, and the last one.
const COARSE_TURN: f64 = 1e-2;
const FINE_TURN: f64 = 1e-7;

/// How often a nearer move may begin the search again.
const MOST_SEARCHES: usize = 100;

/// A move and by how much it misses the target.
type Miss = (f64, Displacement);

impl Space<'_> {
    /// The smallest move that gets there, beginning with some that do.
    pub(super) fn smallest(&mut self, known: &[Displacement]) -> Option<Displacement> {
        if self.bounds.iter().all(|bounds| bounds.low >= bounds.high) {
            return None;
        }
        let mut sequence = LowDiscrepancy::new();
        let mut best: Option<Displacement> = None;
        for by in known {
            if self.gets_there(by) {
                let on = self.border(*by);
                best = best.filter(|best| length(best) <= length(&on)).or(Some(on));
            }
        }
        best = best.map(|best| self.descended(best, COARSE_TURN, &mut sequence));
        for _ in 0..MOST_SEARCHES {
            let within = best.map_or(f64::INFINITY, |best| length(&best) * (1.0 - WORTHWHILE));
            let Some(found) = self.found_within(within, &mut sequence) else { break };
            best = Some(self.descended(found, COARSE_TURN, &mut sequence));
        }
        best.map(|best| self.descended(best, FINE_TURN, &mut sequence))
    }

    /// A move within a distance that gets there: one of many everywhere, or one on the way from
    /// those that come nearest to the target.
    fn found_within(
        &mut self,
        distance: f64,
        sequence: &mut LowDiscrepancy,
    ) -> Option<Displacement> {
        let mut near: Vec<Miss> = Vec::new();
        let looked_at = if self.is_fast() { LOOKED_AT } else { SLOW_LOOKED_AT };
        let mut moves = self.corners(distance);
        for _ in 0..looked_at / TOGETHER {
            while moves.len() < TOGETHER {
                moves.push(self.anywhere(moves.len(), distance, sequence));
            }
            let misses = self.misses(&moves);
            let mut looked: Vec<Miss> = misses.into_iter().zip(moves.drain(..)).collect();
            if let Some(found) = self.nearest_there(&looked) {
                return Some(found);
            }
            looked.sort_by(|a, b| a.0.total_cmp(&b.0));
            near.extend(looked.into_iter().take(2));
        }
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.truncate(FOLLOWED);
        near.into_iter().find_map(|miss| self.followed(miss, distance, sequence))
    }

    /// The nearest of some moves that gets there.
    fn nearest_there(&mut self, looked: &[Miss]) -> Option<Displacement> {
        let wanted = self.wanted;
        let mut there: Vec<&Displacement> = looked
            .iter()
            .filter(|(miss, by)| wanted.may_be_met(*miss) && length(by) > 0.0)
            .map(|(_, by)| by)
            .collect();
        there.sort_by(|a, b| length(a).total_cmp(&length(b)));
        there.into_iter().take(FOLLOWED).find(|by| self.gets_there(by)).copied()
    }

    /// Where every driver stays, goes to its lowest or to its highest value, within a distance.
    fn corners(&self, distance: f64) -> Vec<Displacement> {
        let mut corners = vec![[0.0; MAIN]];
        for axis in 0..MAIN {
            for index in 0..corners.len() {
                for end in [self.bounds[axis].low, self.bounds[axis].high] {
                    let mut corner = corners[index];
                    corner[axis] = end;
                    corners.push(corner);
                }
            }
        }
        corners.iter().map(|corner| self.towards_within(corner, distance)).collect()
    }

    /// A move within a distance, by turns at the far end of a direction, anywhere on the way there,
    /// and where some drivers go as far as they may.
    fn anywhere(&self, index: usize, distance: f64, sequence: &mut LowDiscrepancy) -> Displacement {
        let point = sequence.point();
        let share = point[MAIN];
        let spread = |beyond: f64| {
            std::array::from_fn(|axis| {
                let bounds = self.bounds[axis];
                let (low, high) = (bounds.low.max(-distance), bounds.high.min(distance));
                low + (high - low) * ((point[axis] - 0.5) * beyond + 0.5)
            })
        };
        match index % 4 {
            0 => {
                let by = std::array::from_fn(|axis| point[axis] - 0.5);
                self.towards(&self.inwards(&by), distance)
            }
            1 => self.towards(&spread(1.0), distance),
            2 => {
                let far = self.towards_within(&spread(1.0), distance);
                scaled(&far, share.sqrt())
            }
            _ => self.towards_within(&self.held(&spread(1.6)), distance),
        }
    }

    /// A direction, turned round for each driver that is at its end already.
    fn inwards(&self, by: &Displacement) -> Displacement {
        std::array::from_fn(|axis| {
            let (bounds, step) = (self.bounds[axis], by[axis]);
            let stuck = (step > 0.0 && bounds.high <= 0.0) || (step < 0.0 && bounds.low >= 0.0);
            match stuck {
                false => step,
                true if bounds.low < bounds.high => -step,
                true => 0.0,
            }
        })
    }

    /// A move, or as much of it as a distance allows.
    fn towards_within(&self, by: &Displacement, distance: f64) -> Displacement {
        if length(by) > distance { self.towards(by, distance) } else { *by }
    }

    /// Goes from a move that misses the target to those around it that miss it by less.
    fn followed(
        &mut self,
        start: Miss,
        distance: f64,
        sequence: &mut LowDiscrepancy,
    ) -> Option<Displacement> {
        let (mut miss, mut at) = start;
        let mut size = 0.3;
        while size > LEAST_STEP && miss.is_finite() {
            let moves: Vec<Displacement> = (0..STEPS)
                .map(|_| {
                    let step = sequence.step();
                    let by = std::array::from_fn(|axis| {
                        let bounds = self.bounds[axis];
                        let width = bounds.high.min(distance) - bounds.low.max(-distance);
                        at[axis] + size * width * step[axis]
                    });
                    self.towards_within(&self.held(&by), distance)
                })
                .collect();
            let misses = self.misses(&moves);
            let looked: Vec<Miss> = misses.into_iter().zip(moves).collect();
            if let Some(found) = self.nearest_there(&looked) {
                return Some(found);
            }
            match looked.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)) {
                Some(best) if best.0 < miss => (miss, at) = best,
                _ => size *= 0.5,
            }
        }
        None
    }
}
