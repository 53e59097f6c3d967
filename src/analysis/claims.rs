//! Claims: what an announcement and its analysts said, put against the model's figures.

use super::measure::{Measure, Measurements};
use crate::model::spec::Unit;
use crate::model::{Inputs, Scenario};

/// What a claim's holding means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// The model was fitted to it.
    Calibrated,
    /// It follows from the model, or doesn't.
    Tested,
    /// A bound from outside, such as the highest margin ever reported.
    Plausibility,
    /// It restates an assumption.
    Input,
}

impl ClaimKind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Calibrated, Self::Tested, Self::Plausibility, Self::Input];

    /// The name in files and JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Calibrated => "Calibrated",
            Self::Tested => "Tested",
            Self::Plausibility => "Plausibility",
            Self::Input => "Input",
        }
    }

    /// One sentence on what its holding means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Calibrated => "the model was fitted to it",
            Self::Tested => "it follows from the model, or doesn't",
            Self::Plausibility => "a bound from outside",
            Self::Input => "it restates an assumption",
        }
    }
}

/// Where a claim says that a figure lies, ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// From the first to the second.
    Within(f64, f64),
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

impl Bound {
    /// By how much a value misses: 0 where it lies there, below 0 where it is too low, above 0
    /// where it is too high.
    pub fn miss(self, value: f64) -> f64 {
        let (low, high) = self.ends();
        if value < low {
            value - low
        } else if value > high {
            value - high
        } else {
            0.0
        }
    }

    /// The lowest and the highest value that hold; infinite where there is no bound.
    pub const fn ends(self) -> (f64, f64) {
        match self {
            Self::Within(low, high) => (low, high),
            Self::AtLeast(low) => (low, f64::INFINITY),
            Self::AtMost(high) => (f64::NEG_INFINITY, high),
        }
    }
}

/// What somebody said of one figure of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Short name, once in a preset.
    pub id: String,
    /// The claim in words.
    pub says: String,
    /// What its holding means.
    pub kind: ClaimKind,
    /// The scenario that it speaks of.
    pub scenario: Scenario,
    /// The figure that it speaks of.
    pub measure: Measure,
    /// Where it says that the figure lies.
    pub bound: Bound,
    /// Who said so, and where.
    pub source: String,
}

impl Claim {
    /// Whether a value of its measure lies where it says. An absent value doesn't, except that
    /// 'never' is more than any number of years.
    pub fn holds(&self, value: Option<f64>) -> bool {
        match value {
            Some(value) => self.bound.miss(value) == 0.0,
            None => self.measure.unit() == Unit::Years && matches!(self.bound, Bound::AtLeast(_)),
        }
    }
}

/// How many claims of a kind hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    /// The kind that is counted.
    pub kind: ClaimKind,
    /// How many of them hold.
    pub holding: usize,
    /// How many there are; at least one.
    pub all: usize,
}

/// Counts claims, each with whether it holds, kind by kind: a sum over all kinds would mix what
/// was fitted or put in with what was put to the test. Kinds without claims are left out.
pub fn count_by_kind<'a>(claims: impl Iterator<Item = (&'a Claim, bool)>) -> Vec<KindCount> {
    let order =
        [ClaimKind::Calibrated, ClaimKind::Input, ClaimKind::Tested, ClaimKind::Plausibility];
    let mut counts = order.map(|kind| KindCount { kind, holding: 0, all: 0 });
    for (claim, holds) in claims {
        for count in counts.iter_mut().filter(|count| count.kind == claim.kind) {
            count.all += 1;
            count.holding += usize::from(holds);
        }
    }
    counts.into_iter().filter(|count| count.all > 0).collect()
}

/// A claim put against the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict<'a> {
    /// What was said.
    pub claim: &'a Claim,
    /// What the model gives, in the measure's unit; `None` where the metric has no value.
    pub value: Option<f64>,
    /// Whether the claim holds, as [`Claim::holds`] says.
    pub holds: bool,
    /// Whether the claim's scenario meets `margin_capped`.
    pub margin_capped: bool,
}

/// The figures that claims speak of.
pub fn measurements(inputs: &Inputs, claims: &[Claim]) -> Measurements {
    Measurements::new(inputs, claims.iter().map(|claim| (claim.scenario, claim.measure)))
}

/// Puts every claim against what the model gives for these inputs, in the claims' order.
pub fn check<'a>(inputs: &Inputs, claims: &'a [Claim]) -> Vec<Verdict<'a>> {
    let measured = measurements(inputs, claims);
    claims
        .iter()
        .map(|claim| {
            let value = measured.value(claim.scenario, claim.measure);
            Verdict {
                claim,
                value,
                holds: claim.holds(value),
                margin_capped: measured.outcome(claim.scenario).flags.margin_capped,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(scenario: Scenario, measure: &str, bound: Bound) -> Claim {
        Claim {
            id: measure.to_owned(),
            says: String::new(),
            kind: ClaimKind::Tested,
            scenario,
            measure: Measure::parse(measure).unwrap(),
            bound,
            source: String::new(),
        }
    }

    #[test]
    fn bounds_include_their_ends() {
        let holds = |bound, value| claim(Scenario::Base, "npv", bound).holds(Some(value));
        let beside = |value: f64| [value.next_down(), value, value.next_up()];
        let all = |bound, value| beside(value).map(|value| holds(bound, value));
        assert_eq!(all(Bound::Within(2.5, 3.0), 2.5), [false, true, true]);
        assert_eq!(all(Bound::Within(2.5, 3.0), 3.0), [true, true, false]);
        // An exact bound: one value holds.
        assert_eq!(all(Bound::Within(3.0, 3.0), 3.0), [false, true, false]);
        assert_eq!(all(Bound::AtLeast(0.0), 0.0), [false, true, true]);
        assert_eq!(all(Bound::AtMost(0.5), 0.5), [true, true, false]);
        assert!((Bound::Within(2.5, 3.0).miss(2.0) + 0.5).abs() < 1e-12);
        assert!((Bound::AtMost(0.5).miss(0.75) - 0.25).abs() < 1e-12);
    }

    /// 'Never' is more than any number of years; any other absent value fails every bound.
    #[test]
    fn an_absent_value_holds_only_where_never_is_late_enough() {
        for (measure, never_holds) in
            [("payback_years", true), ("cash_multiple_years", true), ("irr", false)]
        {
            for (bound, may_hold) in [
                (Bound::AtLeast(0.0), true),
                (Bound::AtLeast(-1e300), true),
                (Bound::AtLeast(1e300), true),
                (Bound::AtMost(1e300), false),
                (Bound::Within(-1e300, 1e300), false),
            ] {
                let claim = claim(Scenario::Base, measure, bound);
                assert_eq!(claim.holds(None), never_holds && may_hold, "{measure} {bound:?}");
            }
        }
    }
}
