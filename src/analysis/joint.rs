//! The smallest joint move: how little the four main drivers have to move together for a metric to
//! meet a target.
//!
//! In units of each driver's distance between its lowest and highest scenario value, the move is
//! the point of the surface 'metric = target' nearest to where the scenario stands. That is the
//! design point of structural reliability (Hasofer and Lind, 1974; Rackwitz and Fiessler, 1978),
//! and it is found as there: go along rays to the surface, then again and again to the nearest
//! point of the tangent plane. Payback has kinks and leaps where tangents mislead, so that is done
//! from many rays, and every best point is tried against small turns at random as well.

use super::crossing::{Probe, Search, Side, Target};
use super::error::AnalysisError;
use super::question::{Evaluator, Question, differing_drivers};
use super::solve::check_target;
use crate::model::{Driver, Drivers};

/// How many drivers move together.
const MAIN: usize = Driver::MAIN.len();

/// A move of the main drivers, each in units of its distance between the scenarios.
type Move = [f64; MAIN];

/// Into how many steps a ray is divided.
const RAY_STEPS: usize = 48;

/// From how many of the nearest rays the search goes on.
const STARTS: usize = 6;

/// How many turns at random are tried at each size, and the smallest size.
const TURNS: usize = 12;
const LEAST_TURN: f64 = 1e-8;

/// By how much a driver is moved for a slope, in its units.
const SLOPE_STEP: f64 = 1e-5;

/// The smallest move of the main drivers together that meets a target.
#[derive(Debug, Clone, PartialEq)]
pub struct JointMove {
    /// Where each main driver goes, in their order. A driver that has the same value in all
    /// scenarios stays, and isn't listed.
    pub moves: Vec<(Driver, f64)>,
    /// How far that is: the root of the summed squares of the moves, each in units of the
    /// driver's distance between its lowest and highest scenario value.
    pub distance: f64,
    /// The metric there, within 1e-9 relative of the target.
    pub value: f64,
    /// Whether an evaluation of the search met `margin_capped`.
    pub margin_capped: bool,
}

/// The smallest joint move of the four main drivers that makes the metric meet the target, within
/// their sliders' ranges; a value that lies beyond its slider's end may stay or come nearer.
/// `None` when no such move meets it.
///
/// # Errors
/// When the target is not finite.
pub fn joint(question: Question, target: f64) -> Result<Option<JointMove>, AnalysisError> {
    check_target(target)?;
    Ok(Space::new(question, target).nearest())
}

/// A driver that may move: its unit, and its bounds in that unit.
#[derive(Debug, Clone, Copy, Default)]
struct Room {
    unit: f64,
    low: f64,
    high: f64,
}

/// A point of the surface: the direction from the start, how far, and on which side of the target
/// the metric lies beyond it.
#[derive(Debug, Clone, Copy)]
struct Hit {
    direction: Move,
    distance: f64,
    beyond: Side,
}

impl Hit {
    fn point(&self) -> Move {
        scaled(&self.direction, self.distance)
    }
}

/// The moves that are possible, and the metric over them.
struct Space<'a> {
    evaluator: Evaluator<'a>,
    start: Drivers,
    rooms: [Room; MAIN],
    target: Target,
    at_start: Option<f64>,
    random: Random,
}

impl<'a> Space<'a> {
    fn new(question: Question<'a>, target: f64) -> Self {
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
        Self { evaluator, start, rooms, target, at_start, random: Random(0x9E37_79B9_7F4A_7C15) }
    }

    /// The nearest point found.
    fn nearest(mut self) -> Option<JointMove> {
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

    fn joint_move(&mut self, by: &Move) -> Option<JointMove> {
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

    fn value(&mut self, by: &Move) -> Option<f64> {
        let drivers = self.moved(by);
        self.evaluator.value_for(&drivers)
    }

    fn held(&self, by: &Move) -> Move {
        std::array::from_fn(|axis| by[axis].clamp(self.rooms[axis].low, self.rooms[axis].high))
    }

    /// How far a direction stays within bounds.
    fn exit(&self, direction: &Move) -> f64 {
        let exits = direction.iter().zip(&self.rooms).map(|(step, room)| match *step {
            step if step > 0.0 => room.high / step,
            step if step < 0.0 => room.low / step,
            _ => f64::INFINITY,
        });
        exits.fold(f64::INFINITY, f64::min)
    }

    /// Where rays meet the surface first: along each pattern of up, down and staying, in units
    /// and towards the corners, edges and faces of what is possible.
    fn hits(&mut self) -> Vec<Hit> {
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
    fn first_root(&mut self, direction: &Move, a: Probe, b: Probe) -> Option<f64> {
        let target = self.target;
        if b.1.is_some_and(|value| target.side(value) == Side::On) {
            return Some(b.0);
        }
        let found =
            Search::within(a, b, target, |distance| self.value(&scaled(direction, distance)));
        let stretch = found.stretches.first().map(|stretch| stretch.0);
        found.roots.first().copied().into_iter().chain(stretch).reduce(f64::min)
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

fn length(by: &Move) -> f64 {
    by.iter().map(|step| step * step).sum::<f64>().sqrt()
}

fn scaled(by: &Move, factor: f64) -> Move {
    by.map(|step| step * factor)
}

/// The direction of a move; `None` of one that goes nowhere.
fn unit(by: &Move) -> Option<Move> {
    let length = length(by);
    (length > 0.0).then(|| by.map(|step| step / length))
}

/// Numbers that look random and are the same every time (`SplitMix64`; Steele, Lea and Flood,
/// 2014).
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;
    use crate::model::{Metric, Scenario};

    const CASES: [(Metric, Scenario, f64); 8] = [
        (Metric::OperatingIncome, Scenario::Base, 5.0),
        (Metric::CashMultipleYears, Scenario::Base, 5.0),
        (Metric::CashMultipleYears, Scenario::Bear, 6.0),
        (Metric::Npv, Scenario::Base, 0.0),
        (Metric::PaybackYears, Scenario::Base, 8.0),
        (Metric::PaybackYears, Scenario::Bear, 12.0),
        (Metric::Irr, Scenario::Bull, 0.10),
        (Metric::PeakIdleCapital, Scenario::Bear, 10.0),
    ];

    #[test]
    fn the_joint_move_meets_the_target_within_the_sliders() {
        let inputs = announced();
        for (metric, scenario, target) in CASES {
            let question = Question::new(&inputs, scenario, metric);
            let found = joint(question, target).unwrap().unwrap();
            let mut drivers = *inputs.scenarios[scenario].drivers();
            let mut squares = 0.0;
            for (driver, value) in &found.moves {
                let slider = driver.spec().slider;
                assert!((slider.min..=slider.max).contains(value), "{found:?}");
                let (_, low, high) =
                    differing_drivers(&inputs).find(|row| row.0 == *driver).unwrap();
                squares += ((value - drivers[*driver]) / (high - low)).powi(2);
                drivers[*driver] = *value;
            }
            let value = Evaluator::new(question).value_for(&drivers).unwrap();
            assert!((value - target).abs() <= (1e-9 * target.abs()).max(1e-10), "{value}");
            assert!((squares.sqrt() - found.distance).abs() < 1e-9);
        }
    }

    /// No point of many random directions, nor of many close to the one found, is nearer.
    #[test]
    fn no_direction_meets_the_target_sooner() {
        let inputs = announced();
        for (metric, scenario, target) in CASES {
            let question = Question::new(&inputs, scenario, metric);
            let found = joint(question, target).unwrap().unwrap();
            let mut space = Space::new(question, target);
            let best: Move = std::array::from_fn(|axis| {
                let (driver, value) = found.moves[axis];
                (value - space.start[driver]) / space.rooms[axis].unit
            });
            let sooner = found.distance * (1.0 - 1e-6);
            for index in 0..450 {
                let spread = [2.0, 0.3, 0.03][index % 3] * found.distance;
                let centre = if index % 3 == 0 { [0.0; MAIN] } else { best };
                let towards: Move = std::array::from_fn(|axis| {
                    centre[axis] + spread * (2.0 * space.random.share() - 1.0)
                });
                let Some(direction) = unit(&space.held(&towards)) else { continue };
                let end = sooner.min(space.exit(&direction));
                let mut before = (0.0, space.at_start);
                for step in 1..=16 {
                    let distance = end * f64::from(step) / 16.0;
                    let after = (distance, space.value(&scaled(&direction, distance)));
                    let root = space.first_root(&direction, before, after);
                    assert_eq!(root, None, "{}: {direction:?}, {found:?}", metric.id());
                    before = after;
                }
            }
        }
    }

    #[test]
    fn no_move_is_needed_at_the_target_and_none_reaches_too_far() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let here = joint(question, question.value().unwrap()).unwrap().unwrap();
        assert_eq!(here.distance.to_bits(), 0.0f64.to_bits());
        assert_eq!(joint(question, 1e6).unwrap(), None);
    }

    #[test]
    fn drivers_that_are_equal_in_all_scenarios_stay() {
        let mut inputs = announced();
        for scenario in Scenario::ALL {
            inputs.scenarios[scenario].set_driver(Driver::Margin, 0.31);
        }
        let question = Question::new(&inputs, Scenario::Base, Metric::OperatingIncome);
        let found = joint(question, 4.0).unwrap().unwrap();
        assert!(found.moves.iter().all(|(driver, _)| *driver != Driver::Margin));
        assert_eq!(found.moves.len(), 3);
    }
}
