//! The smallest joint move against an independent search: random moves within 0.99 of its distance,
//! none of which may get there.
//!
//! `JOINT_CASES=2000 cargo test --test model joint` looks at so many random programmes, and
//! `JOINT_SEED=7` at others.

use crate::any::{any_drivers, any_programme};
use crate::support::preset;
use payback::analysis::{JointMove, Question, joint, solve_drivers};
use payback::model::{
    Assumptions, Batch, Better, Driver, Drivers, Input, Inputs, Metric, Plan, Request, Scenario,
    Scenarios, Scratch, Unit, Workspace, evaluate,
};
use payback::preset::library::BUNDLED;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const TRIALS: usize = 20_000;

/// What the joint move is to be held against: the question, and how the main drivers may move.
struct Case<'a> {
    inputs: &'a Inputs,
    plan: Plan,
    scenario: Scenario,
    metric: Metric,
    target: f64,
    start: Drivers,
    /// Of each main driver: the distance of its scenario values, the lowest and the highest value.
    ways: [(f64, f64, f64); 4],
    now: Option<f64>,
}

impl<'a> Case<'a> {
    fn new(inputs: &'a Inputs, scenario: Scenario, metric: Metric, target: f64) -> Self {
        let plan = Plan::new(&inputs.programme);
        let start = *inputs.scenarios[scenario].drivers();
        let ways = Driver::MAIN.map(|driver| {
            let values = Scenario::ALL.map(|of| inputs.scenarios[of].drivers()[driver]);
            let unit = values.into_iter().fold(f64::MIN, f64::max)
                - values.into_iter().fold(f64::MAX, f64::min);
            let (slider, now) = (driver.spec().slider, start[driver]);
            if unit > 0.0 {
                (unit, slider.min.min(now), slider.max.max(now))
            } else {
                (0.0, now, now)
            }
        });
        let now = evaluate(&plan, &start, &mut Workspace::new()).metrics[metric];
        Self { inputs, plan, scenario, metric, target, start, ways, now }
    }

    fn value(&self, drivers: &Drivers) -> Option<f64> {
        evaluate(&self.plan, drivers, &mut Workspace::new()).metrics[self.metric]
    }

    /// Whether a value is at the target or beyond it, short of it by no more than `short`.
    fn there(&self, value: Option<f64>, short: f64) -> bool {
        let years = self.metric.spec().unit == Unit::Years;
        let never = if years { f64::INFINITY } else { f64::NAN };
        let value = value.unwrap_or(never);
        let upward = match self.now {
            Some(now) => now < self.target,
            None => self.metric.spec().better != Better::Lower,
        };
        if upward { value >= self.target - short } else { value <= self.target + short }
    }

    fn size(&self) -> f64 {
        self.target.abs().max(self.now.map_or(0.0, |now| (now - self.target).abs()))
    }

    fn distance(&self, drivers: &Drivers) -> f64 {
        let steps = Driver::MAIN.iter().zip(self.ways).filter(|(_, way)| way.0 > 0.0);
        let squares =
            steps.map(|(driver, way)| ((drivers[*driver] - self.start[*driver]) / way.0).powi(2));
        squares.sum::<f64>().sqrt()
    }

    /// The nearest of many random moves within a distance that gets there.
    fn attacked(&self, within: f64, trials: usize, random: &mut Random) -> Option<(f64, Drivers)> {
        let mut draws = Vec::with_capacity(trials);
        let (mut lowest, mut highest) = (self.start, self.start);
        for (driver, way) in Driver::MAIN.into_iter().zip(self.ways) {
            (lowest[driver], highest[driver]) = (way.1, way.2);
        }
        for index in 0..trials {
            let mut drivers = self.start;
            for (driver, (unit, low, high)) in Driver::MAIN.into_iter().zip(self.ways) {
                let low = low.max(self.start[driver] - within * unit);
                let high = high.min(self.start[driver] + within * unit);
                drivers[driver] = low + (high - low) * random.share();
            }
            // Beyond the distance, back to anywhere on the way.
            let distance = self.distance(&drivers);
            let most = if index % 2 == 0 { random.share() } else { 1.0 };
            let kept = (within * most / distance).min(1.0);
            for driver in Driver::MAIN {
                let start = self.start[driver];
                let (low, high) = (lowest[driver], highest[driver]);
                drivers[driver] = (start + kept * (drivers[driver] - start)).clamp(low, high);
            }
            draws.push(drivers);
        }
        let request = Request { metrics: vec![self.metric], by_year: false };
        let batch = Batch::new(&self.plan, (lowest, highest), request);
        let mut values = vec![f64::NAN; trials];
        batch.evaluate(&draws, &mut Scratch::default(), &mut values);
        let looks = |value: f64| self.there(Some(value).filter(|value| !value.is_nan()), 0.0);
        let there = draws.into_iter().zip(values).filter(|(_, value)| looks(*value));
        there
            .filter(|(drivers, _)| self.there(self.value(drivers), 0.0))
            .map(|(drivers, _)| (self.distance(&drivers), drivers))
            .min_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// What is wrong with the answer.
    fn refuted(&self, random: &mut Random) -> Result<(), String> {
        let question = Question::new(self.inputs, self.scenario, self.metric);
        let solutions = solve_drivers(question, self.target).map_err(|error| error.to_string())?;
        let Some(joint) = solutions.joint else {
            let found = self.attacked(1e9, TRIALS, random);
            return found.map_or(Ok(()), |found| Err(format!("none, but {found:?}")));
        };
        self.checked(&joint)?;
        for solution in &solutions.alone {
            let Input::Driver(driver) = solution.input else { continue };
            let Some(way) = self.ways.get(driver as usize).filter(|way| way.0 > 0.0) else {
                continue;
            };
            let roots = solution.roots.iter().copied();
            let jumps = solution.jumps.iter().map(|jump| jump.at);
            for at in roots.chain(jumps) {
                let distance = (at - self.start[driver]).abs() / way.0;
                if distance < joint.distance * (1.0 - 1e-9) - 1e-12 {
                    return Err(format!("{} alone at {at}: {distance} {joint:?}", driver.id()));
                }
            }
        }
        match self.attacked(0.99 * joint.distance, TRIALS, random) {
            Some(found) if joint.distance > 1e-9 => Err(format!("{found:?} against {joint:?}")),
            _ => Ok(()),
        }
    }

    /// Whether the move is possible, gets there, is as far as it says, and leaps where it says so.
    fn checked(&self, joint: &JointMove) -> Result<(), String> {
        let mut drivers = self.start;
        for (driver, to) in &joint.moves {
            let (unit, low, high) = self.ways[*driver as usize];
            if unit <= 0.0 || *to < low || *to > high {
                return Err(format!("{} can't move to {to}", driver.id()));
            }
            drivers[*driver] = *to;
        }
        let value = self.value(&drivers);
        let met = value.is_some_and(|value| (value - self.target).abs() <= 1e-9 * self.size());
        let right = value == joint.value
            && self.there(value, 2e-12 * self.size())
            && (self.distance(&drivers) - joint.distance).abs() <= 1e-12 * joint.distance
            && met == joint.leap.is_none()
            && joint.leap.is_none_or(|leap| leap[1] == value && !self.there(leap[0], 0.0));
        if right { Ok(()) } else { Err(format!("{value:?} after {joint:?}")) }
    }
}

/// Numbers that look random and are the same every time (xorshift; Marsaglia, 2003).
struct Random(u64);

impl Random {
    const fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    fn share(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next()).unwrap_or_default() % count
    }
}

fn setting(name: &str, or: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(or)
}

/// Drivers near the sliders, as programmes have them.
fn usual_drivers(random: &mut Random) -> Drivers {
    let mut drivers = Drivers::default();
    for driver in Driver::ALL {
        let slider = driver.spec().slider;
        drivers[driver] = match random.below(8) {
            0 => slider.min,
            1 => slider.max,
            _ => slider.min + (slider.max - slider.min) * random.share().powi(2),
        };
    }
    drivers[Driver::CapexCut] *= random.share();
    drivers[Driver::PowerDelay] = drivers[Driver::PowerDelay].round();
    drivers
}

/// A bundled preset as it is or somewhat changed, or any programme at all.
fn any_inputs(random: &mut Random, runner: &mut TestRunner) -> Inputs {
    let bundled = BUNDLED[random.below(BUNDLED.len())].0;
    let mut inputs = preset(bundled).inputs;
    match random.below(4) {
        0 => {}
        1 => {
            inputs.scenarios = Scenarios::from_fn(|_| Assumptions::new(usual_drivers(random), 1.0));
        }
        kind => {
            inputs.programme = any_programme().new_tree(runner).expect("a programme").current();
            inputs.scenarios = Scenarios::from_fn(|_| {
                let any = any_drivers().new_tree(runner).expect("drivers").current();
                let drivers = if kind == 2 { usual_drivers(random) } else { any };
                Assumptions::new(drivers, 1.0)
            });
        }
    }
    inputs
}

/// A target that some move reaches, lies next to the present value, or is anything.
fn any_target(case: &Case, random: &mut Random) -> Option<f64> {
    let mut drivers = case.start;
    let reach = random.share();
    for (driver, (unit, low, high)) in Driver::MAIN.into_iter().zip(case.ways) {
        if unit > 0.0 {
            let to = low + (high - low) * random.share();
            drivers[driver] += reach * (to - drivers[driver]);
        }
    }
    let there = case.value(&drivers);
    match (random.below(5), case.now) {
        (0, Some(now)) => Some(now + (random.share() - 0.5) * 0.1 * now.abs().max(1.0)),
        (1, _) if case.metric.spec().unit == Unit::Years => Some((20.0 * random.share()).round()),
        _ => there,
    }
}

#[test]
fn no_random_move_is_smaller_than_the_smallest() {
    let (cases, seed) = (setting("JOINT_CASES", 30), setting("JOINT_SEED", 1));
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (seed << 32));
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[u8::try_from(seed % 251).unwrap(); 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (mut asked, mut wrong) = (0, Vec::new());
    while asked < cases {
        let inputs = any_inputs(&mut random, &mut runner);
        let scenario = Scenario::ALL[random.below(3)];
        let metric = Metric::ALL[random.below(Metric::COUNT)];
        let mut case = Case::new(&inputs, scenario, metric, 0.0);
        let Some(target) = any_target(&case, &mut random) else { continue };
        case.target = target;
        asked += 1;
        if let Err(why) = case.refuted(&mut random) {
            let Case { start, now, .. } = case;
            wrong.push(format!(
                "case {asked}: {} {now:?} to {target} of {} from {start:?}: {why}",
                metric.id(),
                scenario.id(),
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Cases in which payback leaps over the target, with moves that were found by hand.
#[test]
fn where_payback_leaps_the_smallest_move_is_found() {
    for (name, scenario, metric, target, distance) in [
        ("apec-40b", Scenario::Bear, Metric::LastingPaybackYears, 8.0, 1.321),
        ("export-controls", Scenario::Base, Metric::PaybackYears, 7.0, 0.807),
        ("export-controls", Scenario::Bull, Metric::PaybackYears, 8.0, 0.042),
    ] {
        let inputs = preset(name).inputs;
        let case = Case::new(&inputs, scenario, metric, target);
        let joint = joint(Question::new(&inputs, scenario, metric), target).unwrap().expect(name);
        assert!(joint.distance <= distance, "{name}: {joint:?}");
        case.refuted(&mut Random(1)).unwrap();
        let [before, after] = joint.leap.expect(name);
        assert!(before.is_none_or(|before| before > target), "{name}: {joint:?}");
        assert!(after.is_some_and(|after| after < target), "{name}: {joint:?}");
    }
}
