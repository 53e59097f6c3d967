//! The moves that are possible in units of the drivers' distances, and the rays along which they
//! meet the target first.

use super::super::crossing::{Probe, Search, Side, Target};
use super::super::question::{Evaluator, Question, differing_drivers};
use super::JointMove;
use super::random::Random;
use crate::model::{Driver, Drivers};

/// How many drivers move together.
pub(super) const MAIN: usize = Driver::MAIN.len();

/// A move of the main drivers, each in units of its distance between the scenarios.
pub(super) type Move = [f64; MAIN];

/// Into how many steps a ray is divided.
const RAY_STEPS: usize = 48;

/// A driver that may move: its unit, and its bounds in that unit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room {
    pub unit: f64,
    pub low: f64,
    pub high: f64,
}

/// A point of the surface: the direction from the start, how far, and on which side of the target
/// the metric lies beyond it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub direction: Move,
    pub distance: f64,
    pub beyond: Side,
}

impl Hit {
    pub fn point(&self) -> Move {
        scaled(&self.direction, self.distance)
    }
}

/// The moves that are possible, and the metric over them.
pub(super) struct Space<'a> {
    evaluator: Evaluator<'a>,
    pub start: Drivers,
    pub rooms: [Room; MAIN],
    pub target: Target,
    pub at_start: Option<f64>,
    pub random: Random,
}

impl<'a> Space<'a> {
    pub fn new(question: Question<'a>, target: f64) -> Self {
        let mut evaluator = Evaluator::new(question);
        let start = *evaluator.drivers();
        let mut rooms = [Room::default(); MAIN];
        for (driver, lowest, highest) in differing_drivers(question.inputs) {
            if let Some(room) = rooms.get_mut(driver as usize) {
                let (slider, unit) = (driver.spec().slider, highest - lowest);
                *room = Room {
                    unit,
                    low: (slider.min - start[driver]).min(0.0) / unit,
                    high: (slider.max - start[driver]).max(0.0) / unit,
                };
            }
        }
        let at_start = evaluator.value_with(&[]);
        let target = Target::new(target, at_start.unwrap_or_default().abs());
        Self {
            evaluator,
            start,
            rooms,
            target,
            at_start,
            random: Random::new(0x9E37_79B9_7F4A_7C15),
        }
    }

    pub fn joint_move(&mut self, by: &Move) -> Option<JointMove> {
        let value = self.value(by)?;
        let drivers = self.moved(by);
        let moves = Driver::MAIN
            .into_iter()
            .zip(self.rooms)
            .filter(|(_, room)| room.unit > 0.0)
            .map(|(driver, _)| (driver, drivers[driver]))
            .collect();
        let margin_capped = self.evaluator.take_margin_capped();
        Some(JointMove { moves, distance: length(by), value, margin_capped })
    }

    fn moved(&self, by: &Move) -> Drivers {
        let mut drivers = self.start;
        for ((driver, room), by) in Driver::MAIN.into_iter().zip(self.rooms).zip(by) {
            let slider = driver.spec().slider;
            let from = self.start[driver];
            // Rounding of the units must not carry a value over its slider's end.
            drivers[driver] =
                (from + by * room.unit).clamp(slider.min.min(from), slider.max.max(from));
        }
        drivers
    }

    pub fn value(&mut self, by: &Move) -> Option<f64> {
        let drivers = self.moved(by);
        self.evaluator.value_for(&drivers)
    }

    pub fn held(&self, by: &Move) -> Move {
        std::array::from_fn(|axis| by[axis].clamp(self.rooms[axis].low, self.rooms[axis].high))
    }

    /// How far a direction stays within bounds.
    pub fn exit(&self, direction: &Move) -> f64 {
        let exits = direction.iter().zip(&self.rooms).map(|(step, room)| match *step {
            step if step > 0.0 => room.high / step,
            step if step < 0.0 => room.low / step,
            _ => f64::INFINITY,
        });
        exits.fold(f64::INFINITY, f64::min)
    }

    /// Where rays meet the surface first: along each pattern of up, down and staying, in units
    /// and towards the corners, edges and faces of what is possible.
    pub fn hits(&mut self) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut nearest = f64::INFINITY;
        let digit = [1, 3, 9, 27];
        for pattern in 0..81 {
            let signs = digit.map(|digit: usize| pattern / digit % 3);
            for reach_of in [unit_reach, Room::reach] {
                let towards = std::array::from_fn(|axis| {
                    let room = self.rooms[axis];
                    if room.unit > 0.0 { reach_of(room, signs[axis]) } else { 0.0 }
                });
                // Starts well beyond the nearest hit are not worth following.
                if let Some(hit) = self.first_hit(&towards, 1.5 * nearest) {
                    nearest = nearest.min(hit.distance);
                    hits.push(hit);
                }
            }
        }
        hits
    }

    /// The first point at which a ray meets the target.
    fn first_hit(&mut self, towards: &Move, limit: f64) -> Option<Hit> {
        let direction = unit(towards)?;
        let exit = self.exit(&direction);
        if !exit.is_finite() || exit <= 0.0 {
            return None;
        }
        let mut before: Probe = (0.0, self.at_start);
        for step in 1..=RAY_STEPS {
            let distance = exit * step as f64 / RAY_STEPS as f64;
            let after = (distance, self.value(&scaled(&direction, distance)));
            if let Some(root) = self.first_root(&direction, before, after) {
                let beyond = self.beyond(before.1, after.1);
                return Some(Hit { direction, distance: root, beyond });
            }
            if distance > limit {
                return None;
            }
            before = after;
        }
        None
    }

    /// The side on which the metric lies once the target is crossed.
    fn beyond(&self, before: Option<f64>, after: Option<f64>) -> Side {
        let side = |value: Option<f64>| value.map(|value| self.target.side(value));
        match (side(before), side(after)) {
            (_, Some(side @ (Side::Below | Side::Above))) => side,
            (Some(Side::Below), _) => Side::Above,
            (Some(Side::Above), _) => Side::Below,
            _ => Side::On,
        }
    }

    /// The first root along a direction between two points of it.
    pub fn first_root(&mut self, direction: &Move, a: Probe, b: Probe) -> Option<f64> {
        let target = self.target;
        if b.1.is_some_and(|value| target.side(value) == Side::On) {
            return Some(b.0);
        }
        let found =
            Search::within(a, b, target, |distance| self.value(&scaled(direction, distance)));
        let stretch = found.stretches.first().map(|stretch| stretch.0);
        found.roots.first().copied().into_iter().chain(stretch).reduce(f64::min)
    }
}

/// Up, down or not at all by one unit.
const fn unit_reach(_: Room, sign: usize) -> f64 {
    [0.0, 1.0, -1.0][sign]
}

impl Room {
    /// Up to the upper bound, down to the lower, or not at all.
    const fn reach(self, sign: usize) -> f64 {
        [0.0, self.high, self.low][sign]
    }
}

pub(super) fn length(by: &Move) -> f64 {
    by.iter().map(|step| step * step).sum::<f64>().sqrt()
}

pub(super) fn scaled(by: &Move, factor: f64) -> Move {
    by.map(|step| step * factor)
}

/// The direction of a move; `None` of one that goes nowhere.
pub(super) fn unit(by: &Move) -> Option<Move> {
    let length = length(by);
    (length > 0.0).then(|| by.map(|step| step / length))
}
