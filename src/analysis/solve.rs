//! Solve: what an input has to be for a metric to meet a target.

use super::crossing::{Jump, crossings, whole_crossings};
use super::error::AnalysisError;
use super::question::{Evaluator, Question, even_values};
use super::wanted::WantedSide;
use crate::model::{Driver, Input};

/// Into how many even steps an interval is divided before crossings are refined.
pub(super) const SCAN_STEPS: usize = 512;

/// An input's values at which a metric meets a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// What varies.
    pub input: Input,
    /// Between which values it was looked at.
    pub between: (f64, f64),
    /// The values at which the metric meets the target to within 1e-9 relative, rising; none is
    /// an answer.
    pub roots: Vec<f64>,
    /// Where the metric leaps over the target, rising: a value on either side of it, or in years
    /// one below it and none, 'never' being later than every number. Each is given at the value of
    /// the input next to the leap at which the metric lies beyond the target as seen from the
    /// present value.
    pub jumps: Vec<Jump>,
    /// Where the metric begins or ceases to have a value without leaping over the target, rising.
    pub edges: Vec<Jump>,
    /// Stretches, from and to, on which the metric lies on the target, rising.
    pub stretches: Vec<(f64, f64)>,
    /// The lowest and highest value of the metric wherever it was looked at: the scanned points,
    /// and close to roots, jumps and edges; `None` when it has none at all.
    pub reach: Option<(f64, f64)>,
    /// Whether an evaluation met `margin_capped`.
    pub margin_capped: bool,
}

impl Solution {
    /// The value nearest to the present one at which the metric meets the target.
    pub fn nearest(&self, now: f64) -> Option<f64> {
        let ends = self.stretches.iter().map(|(from, to)| now.clamp(*from, *to));
        nearest(self.roots.iter().copied().chain(ends), now)
    }

    /// The value nearest to the present one at which the metric has leapt over the target.
    pub fn nearest_leap(&self, now: f64) -> Option<f64> {
        nearest(self.jumps.iter().map(|jump| jump.at), now)
    }
}

fn nearest(values: impl Iterator<Item = f64>, now: f64) -> Option<f64> {
    values.min_by(|a, b| (a - now).abs().total_cmp(&(b - now).abs()))
}

/// The values of one input at which the metric meets the target.
///
/// They are looked for between `between`, or else over [`Question::interval`] (a lower end that is
/// not valid itself, or at which no site has a pledge, is left by a thousandth of a step): a scan of
/// 512 even steps, and every crossing refined. A whole-number input is looked at on whole numbers
/// alone, where a change of side is a jump. Varying an indicator makes the delay follow from the
/// indicators, varying `power_delay` replaces them.
///
/// # Errors
/// When the target is not finite, the site isn't there, or the interval is empty, reversed or not
/// valid for the input.
pub fn solve(
    question: Question,
    target: f64,
    input: Input,
    between: Option<(f64, f64)>,
) -> Result<Solution, AnalysisError> {
    check_target(target)?;
    question.check_input(input)?;
    if let Some(between) = between {
        question.check_interval(input, between)?;
    }
    Ok(solution(&mut Evaluator::new(question), target, input, between))
}

/// Each of some drivers alone.
pub(super) fn alone(question: Question, target: f64, drivers: &[Driver]) -> Vec<Solution> {
    let mut evaluator = Evaluator::new(question);
    let solve = |driver: &Driver| solution(&mut evaluator, target, Input::Driver(*driver), None);
    drivers.iter().map(solve).collect()
}

pub(super) const fn check_target(target: f64) -> Result<(), AnalysisError> {
    if target.is_finite() { Ok(()) } else { Err(AnalysisError::Target(target)) }
}

fn solution(
    evaluator: &mut Evaluator,
    target: f64,
    input: Input,
    between: Option<(f64, f64)>,
) -> Solution {
    let (from, to) = between.unwrap_or_else(|| evaluator.question().interval(input));
    let open = !input.spec().valid.contains(from) || !evaluator.funds(&[(input, from)]);
    let places = scanned(input, (from, to), open);
    let changes: Vec<_> = places.iter().map(|place| [(input, *place)]).collect();
    let points = places.into_iter().zip(evaluator.values_with(&changes)).collect();
    let metric = |value: f64| evaluator.value_with(&[(input, value)]);
    let mut found = if input.spec().valid.whole {
        whole_crossings(points, target, metric)
    } else {
        crossings(points, target, metric)
    };
    let margin_capped = evaluator.take_margin_capped();
    let figure = evaluator.question().metric;
    if figure.absent_is_latest() {
        found.count_never_as_beyond(target);
    }
    if !found.jumps.is_empty() {
        let wanted = WantedSide::new(figure, evaluator.value_with(&[]), target);
        evaluator.take_margin_capped();
        for jump in found.jumps.iter_mut().filter(|jump| wanted.is_met(jump.before)) {
            std::mem::swap(&mut jump.at, &mut jump.beside);
        }
    }
    Solution {
        input,
        between: (from, to),
        roots: found.roots,
        jumps: found.jumps,
        edges: found.edges,
        stretches: found.stretches,
        reach: found.reach,
        margin_capped,
    }
}

/// The points of the scan, all of them valid; an open lower end is left.
fn scanned(input: Input, (from, to): (f64, f64), open: bool) -> Vec<f64> {
    let mut points = even_values(input, from, to, SCAN_STEPS + 1);
    points.dedup_by(|a, b| a.to_bits() == b.to_bits());
    if open && let Some(first) = points.first_mut() {
        *first += (to - from) / (SCAN_STEPS as f64 * 1000.0);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::{announced, close};
    use super::*;
    use crate::model::{Indicator, Metric, ProgrammeNumber, Scenario, SiteNumber};

    const UTILIZATION: Input = Input::Driver(Driver::Utilization);

    #[test]
    fn every_root_meets_the_target() {
        let inputs = announced();
        for (metric, target) in [
            (Metric::CashMultipleYears, 5.0),
            (Metric::OperatingIncome, 5.0),
            (Metric::Npv, 0.0),
            (Metric::Irr, 0.1),
            (Metric::PaybackYears, 10.0),
        ] {
            let question = Question::new(&inputs, Scenario::Base, metric);
            let mut evaluator = Evaluator::new(question);
            let mut roots = 0;
            let programme = ProgrammeNumber::ALL.iter().map(|number| Input::Programme(*number));
            for input in Driver::ALL.map(Input::Driver).into_iter().chain(programme) {
                let solution = solve(question, target, input, None).unwrap();
                for root in &solution.roots {
                    let value = evaluator.value_with(&[(input, *root)]).unwrap();
                    let meets = (value - target).abs() <= (1e-9 * target.abs()).max(1e-10);
                    assert!(meets, "{} of {input} {root}: {value}", metric.id());
                    roots += 1;
                }
            }
            assert!(roots >= 3, "{}: {roots} roots", metric.id());
        }
    }

    /// Where servers live long enough, cash comes back just before a year of renewals instead of
    /// years after it: payback leaps over ten years without ever being ten years.
    #[test]
    fn a_leap_past_renewals_is_a_jump_and_no_root() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::PaybackYears);
        let input = Input::Programme(ProgrammeNumber::ServerLife);
        let solution = solve(question, 11.0, input, Some((6.0, 12.0))).unwrap();
        assert!(solution.roots.is_empty(), "{solution:?}");
        let [leap] = solution.jumps[..] else { panic!("{:?}", solution.jumps) };
        assert!((leap.at - 7.312).abs() < 1e-3, "{leap:?}");
        assert!(leap.before.unwrap() > 11.4 && leap.after.unwrap() < 8.1, "{leap:?}");
        let at = |life: f64| Evaluator::new(question).value_with(&[(input, life)]);
        assert_eq!(at(leap.at), leap.after);
        assert!((at(leap.at - 1e-12).unwrap() - leap.before.unwrap()).abs() < 1e-6);
    }

    /// Of a leap both ways: whichever side is wanted, the input's value there is given.
    #[test]
    fn a_jump_is_given_on_the_side_that_is_wanted() {
        let mut inputs = announced();
        let life = Input::Programme(ProgrammeNumber::ServerLife);
        let months = Input::Site(0, SiteNumber::Months);
        for (input, between, metric, target) in [
            (life, (6.0, 12.0), Metric::PaybackYears, 11.0),
            (months, (12.0, 60.0), Metric::SpendVsGroupCapex, 0.126),
        ] {
            for (now, lower) in [(between.0, true), (between.1, false)] {
                inputs.set(input, Scenario::Base, now);
                let question = Question::new(&inputs, Scenario::Base, metric);
                let present = question.value().unwrap();
                let solution = solve(question, target, input, Some(between)).unwrap();
                let [jump] = solution.jumps[..] else { panic!("{:?}", solution.jumps) };
                let there = Evaluator::new(question).value_with(&[(input, jump.at)]).unwrap();
                assert_eq!(there < target, present > target, "{input} from {now}: {jump:?}");
                assert_eq!(Some(there), if lower { jump.after } else { jump.before });
            }
        }
    }

    /// Where nothing is pledged there is nothing to evaluate, and no capital of 0.
    #[test]
    fn a_pledge_of_nothing_is_no_root() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Capital);
        let pledge = Input::Site(0, SiteNumber::Pledge);
        for between in [None, Some((0.0, 50.0))] {
            let solution = solve(question, 0.0, pledge, between).unwrap();
            assert!(solution.roots.is_empty() && solution.edges.is_empty(), "{solution:?}");
            assert!(solution.reach.unwrap().0 > 0.0);
        }
    }

    #[test]
    fn intervals_and_whole_numbers_are_kept_to() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::SpendVsGroupCapex);
        let months = Input::Site(0, SiteNumber::Months);
        let solution = solve(question, 0.125, months, Some((20.0, 40.0))).unwrap();
        assert_eq!(solution.roots, [32.0]);
        let between = solve(question, 0.126, months, None).unwrap();
        assert!(between.roots.is_empty());
        assert_eq!(between.jumps.len(), 1);
        let group = Input::Programme(ProgrammeNumber::GroupCapex);
        let group = solve(question, 0.5, group, None).unwrap();
        assert_eq!(group.between, (0.12, 1200.0));
        assert_eq!(group.roots.len(), 1);
        assert!(close(group.roots[0], 30.0, 1e-9));
        let queue = Input::Indicator(Indicator::QueueMonths);
        assert!(solve(question, 0.125, queue, Some((0.0, 60.0))).is_ok());
    }

    #[test]
    fn what_cannot_be_solved_is_refused() {
        let inputs = announced();
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let refused = |target, between| solve(question, target, UTILIZATION, between).unwrap_err();
        assert!(matches!(refused(f64::NAN, None), AnalysisError::Target(_)));
        assert!(matches!(refused(0.0, Some((0.8, 0.2))), AnalysisError::Reversed { .. }));
        assert!(matches!(refused(0.0, Some((0.8, 0.8))), AnalysisError::Reversed { .. }));
        assert!(matches!(refused(0.0, Some((0.8, 1.2))), AnalysisError::OutOfRange { .. }));
    }
}
