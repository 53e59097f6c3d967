//! What a move costs elsewhere: the way to one figure's target may ruin the project.

use super::claims::{Claim, ClaimKind, check};
use super::question::outcomes;
use super::solve::Solution;
use crate::model::{Input, Inputs, Metric, Scenario};

/// What becomes of a scenario when inputs move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Consequence {
    /// NPV with nothing changed and after the move, $bn.
    pub npv: [Option<f64>; 2],
    /// How many claims that the model was fitted to hold with nothing changed.
    pub held: usize,
    /// How many of those the move breaks.
    pub broken: usize,
}

impl Consequence {
    /// Whether the move lowers NPV and leaves it below zero.
    pub fn ruins(&self) -> bool {
        matches!(self.npv, [Some(now), Some(then)] if then < 0.0 && then < now)
    }
}

/// The figures that moves are put against.
#[derive(Debug, Clone)]
pub struct Unmoved<'a> {
    inputs: &'a Inputs,
    scenario: Scenario,
    claims: &'a [Claim],
    holds: Vec<bool>,
    npv: Option<f64>,
}

impl<'a> Unmoved<'a> {
    /// Looks at a scenario with nothing changed.
    pub fn new(inputs: &'a Inputs, scenario: Scenario, claims: &'a [Claim]) -> Self {
        let fitted = |verdict: &super::claims::Verdict| {
            verdict.holds && verdict.claim.kind == ClaimKind::Calibrated
        };
        let holds = check(inputs, claims).iter().map(fitted).collect();
        Self {
            inputs,
            scenario,
            claims,
            holds,
            npv: outcomes(inputs)[scenario].metrics[Metric::Npv],
        }
    }

    /// What becomes of it when inputs move; their values are taken as they are, unchecked.
    pub fn after(&self, moves: impl IntoIterator<Item = (Input, f64)>) -> Consequence {
        let mut moved = self.inputs.clone();
        for (input, to) in moves {
            moved.set(input, self.scenario, to);
        }
        let then = check(&moved, self.claims);
        let broken = self.holds.iter().zip(&then).filter(|(held, then)| **held && !then.holds);
        Consequence {
            npv: [self.npv, outcomes(&moved)[self.scenario].metrics[Metric::Npv]],
            held: self.holds.iter().filter(|held| **held).count(),
            broken: broken.count(),
        }
    }

    /// What becomes of it when an input goes the nearest way to a target; `None` where there is no
    /// way.
    pub fn after_nearest(&self, solution: &Solution) -> Option<Consequence> {
        let now = self.inputs.get(solution.input, self.scenario)?;
        let to = solution.nearest(now).or_else(|| solution.nearest_leap(now))?;
        Some(self.after([(solution.input, to)]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::claims::Bound;
    use super::super::measure::Measure;
    use super::super::question::tests::announced;
    use super::*;
    use crate::model::{Driver, ProgrammeNumber};

    /// Servers that wear out sooner bring the steady-state payback down and the project with it.
    #[test]
    fn a_move_tells_what_it_does_to_npv_and_to_what_was_fitted() {
        let inputs = announced();
        let income = outcomes(&inputs)[Scenario::Base].metrics[Metric::OperatingIncome].unwrap();
        let claim = |kind, bound| Claim {
            id: String::new(),
            says: String::new(),
            kind,
            scenario: Scenario::Base,
            measure: Measure::Metric(Metric::OperatingIncome),
            bound,
            source: String::new(),
        };
        let claims = [
            claim(ClaimKind::Calibrated, Bound::AtLeast(income - 0.1)),
            claim(ClaimKind::Calibrated, Bound::AtLeast(0.0)),
            // Neither what doesn't hold now nor what wasn't fitted can be broken.
            claim(ClaimKind::Calibrated, Bound::AtLeast(income + 0.1)),
            claim(ClaimKind::Tested, Bound::AtLeast(income - 0.1)),
        ];
        let unmoved = Unmoved::new(&inputs, Scenario::Base, &claims);
        let shorter = unmoved.after([(Input::Programme(ProgrammeNumber::ServerLife), 5.0)]);
        assert_eq!((shorter.held, shorter.broken), (2, 1));
        assert!(shorter.ruins(), "{shorter:?}");
        let fuller = unmoved.after([(Input::Driver(Driver::Utilization), 0.9)]);
        assert_eq!((fuller.held, fuller.broken), (2, 0));
        assert!(!fuller.ruins(), "{fuller:?}");
        assert_eq!(fuller.npv[0], shorter.npv[0]);
    }
}
