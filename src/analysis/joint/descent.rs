//! From rays to the nearest point: along tangent planes, and by small turns at random where those
//! mislead.

use super::super::crossing::{Probe, Side};
use super::JointMove;
use super::space::{Hit, MAIN, Move, Space, scaled, unit};

/// From how many of the nearest rays the search goes on.
const STARTS: usize = 6;

/// How many turns at random are tried at each size, and the smallest size.
const TURNS: usize = 12;
const LEAST_TURN: f64 = 1e-8;

/// By how much a driver is moved for a slope, in its units.
const SLOPE_STEP: f64 = 1e-5;

impl Space<'_> {
    /// The nearest point found.
    pub fn nearest(mut self) -> Option<JointMove> {
        if self.at_start.is_some_and(|value| self.target.side(value) == Side::On) {
            return self.joint_move(&[0.0; MAIN]);
        }
        let mut hits = self.hits();
        hits.sort_by(|a, b| a.distance.total_cmp(&b.distance));
        hits.truncate(STARTS);
        let best = hits
            .into_iter()
            .map(|hit| self.improved(hit))
            .min_by(|a, b| a.distance.total_cmp(&b.distance))?;
        self.joint_move(&best.point())
    }

    /// A nearer point of the surface in another direction, if the metric has crossed the target
    /// there by the distance of the best one.
    fn nearer(&mut self, towards: &Move, best: &Hit) -> Option<Hit> {
        let direction = unit(&self.held(towards))?;
        let distance = best.distance.min(self.exit(&direction));
        let far = (distance, self.value(&scaled(&direction, distance)));
        let crossed = |value: Option<f64>| value.map(|value| self.target.side(value));
        match crossed(far.1) {
            Some(side) if side == best.beyond || side == Side::On => {}
            _ => return None,
        }
        let mut near: Probe = (0.0, self.at_start);
        if crossed(near.1) == Some(best.beyond) {
            near = (0.9 * distance, self.value(&scaled(&direction, 0.9 * distance)));
        }
        let root = self.first_root(&direction, near, far)?;
        (root < best.distance * (1.0 - 1e-14)).then_some(Hit { direction, distance: root, ..*best })
    }

    /// The nearest point of the surface around a hit.
    fn improved(&mut self, start: Hit) -> Hit {
        let mut best = self.descended(start);
        let mut turn = 0.3;
        while turn > LEAST_TURN {
            let size = turn * best.distance;
            let found = (0..TURNS).find_map(|_| {
                let turned: Move =
                    best.point().map(|step| step + size * (2.0 * self.random.share() - 1.0));
                self.nearer(&turned, &best)
            });
            match found {
                Some(hit) => best = hit,
                None => turn *= 0.5,
            }
        }
        self.descended(best)
    }

    /// Goes to the nearest point of the tangent plane, or part of the way, while that is nearer.
    fn descended(&mut self, mut best: Hit) -> Hit {
        'descent: for _ in 0..60 {
            let point = best.point();
            let Some(nearest) = self.nearest_on_tangent(&point) else { break };
            for part in [1.0, 0.5, 0.25, 0.05] {
                let towards =
                    std::array::from_fn(|axis| point[axis] + part * (nearest[axis] - point[axis]));
                if let Some(hit) = self.nearer(&towards, &best) {
                    best = hit;
                    continue 'descent;
                }
            }
            break;
        }
        best
    }

    /// The nearest point, within bounds, of the plane on which the metric stays what it is at a
    /// point: along the slope, each driver held to its bounds, as far as the plane.
    fn nearest_on_tangent(&mut self, point: &Move) -> Option<Move> {
        let mut slope = [0.0; MAIN];
        for (axis, room) in self.rooms.into_iter().enumerate().filter(|(_, room)| room.unit > 0.0) {
            let mut ends = [*point; 2];
            ends[0][axis] = (point[axis] - SLOPE_STEP).max(room.low);
            ends[1][axis] = (point[axis] + SLOPE_STEP).min(room.high);
            let rise = self.value(&ends[1])? - self.value(&ends[0])?;
            slope[axis] = rise / (ends[1][axis] - ends[0][axis]);
        }
        let dot = |a: &Move| a.iter().zip(&slope).map(|(a, b)| a * b).sum::<f64>();
        let (level, steepness) = (dot(point), dot(&slope));
        if !(level.is_finite() && steepness.is_normal()) {
            return None;
        }
        // Drivers held at their bounds leave more of the way to the others, never less, so the
        // factor lies between none and what undoes the largest slope's hold; it is bracketed by
        // doubling and then halved.
        let along = |factor: f64| self.held(&scaled(&slope, factor));
        let short = |factor: f64| (dot(&along(factor)) - level) * level.signum() < 0.0;
        let (mut near, mut far) = (0.0, level / steepness);
        for _ in 0..60 {
            if !short(far) {
                break;
            }
            (near, far) = (far, 2.0 * far);
        }
        for _ in 0..100 {
            let middle = 0.5 * (near + far);
            if short(middle) { near = middle } else { far = middle }
        }
        Some(along(far))
    }
}
