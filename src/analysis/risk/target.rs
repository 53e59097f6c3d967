//! Targets: a bound that a figure is to keep, such as `payback_years<=10`.

use crate::analysis::question::outcomes;
use crate::model::{Better, Inputs, Metric, Scenario, Scenarios, Unit};
use std::fmt;
use std::str::FromStr;

/// Figures nearer to a bound than this share of it are on it: rounding isn't a miss.
const ON_IT: f64 = 1e-12;

/// A multiple beyond so many years is absent.
const LONGEST_MULTIPLE: f64 = 100.0;

/// How a figure is to stand to a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
}

impl Relation {
    /// All four; those of two characters first, so that they are found first.
    pub const ALL: [Self; 4] = [Self::AtMost, Self::AtLeast, Self::Below, Self::Above];

    /// How it is written.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::Above => ">",
        }
    }

    /// A text with relations as they are written in place of the signs that people read.
    pub fn plain(text: &str) -> String {
        text.replace('≤', "<=").replace('≥', ">=")
    }

    /// The first relation of a text, with what stands before and behind it.
    pub fn part(text: &str) -> Option<(&str, Self, &str)> {
        Self::ALL.into_iter().find_map(|relation| {
            text.split_once(relation.sign()).map(|(before, behind)| (before, relation, behind))
        })
    }

    /// How it is shown.
    pub const fn shown(self) -> &'static str {
        match self {
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
            Self::Below => "<",
            Self::Above => ">",
        }
    }
}

/// A bound that a metric is to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The metric whose value is tested.
    pub metric: Metric,
    /// On which side of the bound.
    pub relation: Relation,
    /// The bound, in the metric's unit; finite.
    pub bound: f64,
}

impl Target {
    /// A bound as it is written, `10` or for a share `12%`.
    ///
    /// # Errors
    /// When it is no number, or a percentage where no share is counted.
    pub fn new(metric: Metric, relation: Relation, bound: &str) -> Result<Self, TargetError> {
        let (digits, percent) = match bound.trim().strip_suffix('%') {
            Some(digits) => (digits.trim_end(), true),
            None => (bound.trim(), false),
        };
        let unit = metric.spec().unit;
        if percent && !matches!(unit, Unit::Share | Unit::PerYear) {
            return Err(TargetError::Percentage(unit.id()));
        }
        let number: Option<f64> = digits.replace('−', "-").parse().ok();
        let number = number.filter(|number| number.is_finite());
        let number = number.ok_or_else(|| TargetError::Bound(bound.trim().to_owned()))?;
        Ok(Self { metric, relation, bound: if percent { number / 100.0 } else { number } })
    }

    /// Whether a figure keeps it. NaN, no value, doesn't, except that never is more than any number
    /// of years.
    #[inline]
    pub fn holds(&self, value: f64) -> bool {
        let is_never = value.is_nan() && self.metric.absent_is_latest();
        let value = if is_never { f64::INFINITY } else { value };
        let slack = ON_IT * self.bound.abs();
        match self.relation {
            Relation::AtMost => value <= self.bound + slack,
            Relation::AtLeast => value >= self.bound - slack,
            Relation::Below => value < self.bound - slack,
            Relation::Above => value > self.bound + slack,
        }
    }
}

/// Round targets for a metric beside what the scenarios make of it, each with the scenario that it
/// is near, in their order, and each bound once.
///
/// A bound is the scenario's figure rounded to a multiple of a round step (1, 2 or 5 with zeros),
/// the greatest that fits five times between the lowest and the highest figure, or where they are
/// alike into one of them. A payback that never comes stands for the horizon, rounded down: will it
/// be paid back at all? More is asked for where more is better, and of figures that merely measure
/// size.
pub fn default_targets(inputs: &Inputs, metric: Metric) -> Vec<(Scenario, Target)> {
    let own = outcomes(inputs).map(|outcome| outcome.metrics[metric]);
    round_targets(metric, own, inputs.programme.months() as f64 / 12.0)
}

fn round_targets(
    metric: Metric,
    own: Scenarios<Option<f64>>,
    horizon: f64,
) -> Vec<(Scenario, Target)> {
    let never = Some(absent(metric, horizon)).filter(|years| *years <= horizon);
    let known = || own.0.into_iter().filter_map(|figure| figure.or(never));
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| {
        (low.min(figure), high.max(figure))
    });
    let size = known().fold(0.0, |size: f64, figure| size.max(figure.abs()));
    let extent = if high - low > 1e-6 * size { high - low } else { size };
    if !(extent > 0.0 && extent.is_finite()) {
        return Vec::new();
    }
    let relation = match metric.spec().better {
        Better::Lower => Relation::AtMost,
        Better::Higher | Better::Neither => Relation::AtLeast,
    };
    let steps = Steps::within(extent / 5.0);
    let mut targets: Vec<(Scenario, Target)> = Vec::new();
    for (scenario, figure) in own.iter() {
        let rounded = figure.map(|figure| steps.rounded(figure, f64::round));
        let within = || never.map(|horizon| steps.rounded(horizon, f64::floor));
        let Some(bound) = rounded.or_else(within) else { continue };
        if targets.iter().all(|(_, known)| known.bound.total_cmp(&bound).is_ne()) {
            targets.push((scenario, Target { metric, relation, bound }));
        }
    }
    targets
}

/// Multiples of 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, Copy)]
struct Steps {
    of: f64,
    power: i32,
}

impl Steps {
    /// The greatest at most this.
    fn within(most: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a few hundred at most")]
        let power = (most * (1.0 + 1e-9)).log10().floor() as i32;
        let share = most / 10.0_f64.powi(power) * (1.0 + 1e-9);
        let of = [5.0, 2.0].into_iter().find(|of| *of <= share).unwrap_or(1.0);
        Self { of, power }
    }

    /// A multiple near a figure; never −0.
    fn rounded(self, figure: f64, round: impl Fn(f64) -> f64) -> f64 {
        let scale = 10.0_f64.powi(self.power.abs());
        // Divided by a whole power, 0.35 is what is written so.
        let scaled = if self.power < 0 { figure * scale } else { figure / scale };
        let whole = round(scaled / self.of) * self.of;
        (if self.power < 0 { whole / scale } else { whole * scale }) + 0.0
    }
}

/// What an absent figure counts as where one is needed, NaN where there is none: the horizon for a
/// payback that never comes, the longest that there is for a multiple.
pub(in crate::analysis) fn absent(metric: Metric, horizon: f64) -> f64 {
    match metric {
        Metric::IncomeMultipleYears | Metric::EbitdaMultipleYears | Metric::CashMultipleYears => {
            LONGEST_MULTIPLE
        }
        metric if metric.absent_is_latest() => horizon,
        _ => f64::NAN,
    }
}

/// Why a text is no target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Nothing between a figure and a bound.
    #[error("a target is a figure, one of <= >= < > and a bound, such as payback_years<=10")]
    NoRelation,
    /// No figure of that name.
    #[error("there is no metric of that name")]
    Metric(String),
    /// The bound is no number.
    #[error("the bound is not a number, such as 10, -2 or for a share 12%")]
    Bound(String),
    /// A percentage where no share is counted.
    #[error("the bound is a percentage, where {0} are counted: leave the % out")]
    Percentage(&'static str),
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let text = Relation::plain(text);
        let (metric, relation, bound) = Relation::part(&text).ok_or(TargetError::NoRelation)?;
        let name = metric.trim();
        let metric = Metric::from_id(name).ok_or_else(|| TargetError::Metric(name.to_owned()))?;
        Self::new(metric, relation, bound)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.metric.id(), self.relation.sign(), self.bound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(metric: Metric, own: [Option<f64>; 3], horizon: f64) -> Vec<String> {
        let targets = round_targets(metric, Scenarios(own), horizon);
        targets.iter().map(|(of, target)| format!("{} {target}", of.id())).collect()
    }

    #[test]
    fn round_targets_are_near_what_the_scenarios_make() {
        assert_eq!(
            round(Metric::PaybackYears, [None, Some(11.3), Some(6.4)], 182.0 / 12.0),
            ["bear payback_years<=15", "base payback_years<=11", "bull payback_years<=6"]
        );
        // A multiple that is absent has no bound: 100 years are none to aim at.
        assert_eq!(
            round(Metric::CashMultipleYears, [None, Some(5.62), Some(4.28)], 15.0),
            ["base cash_multiple_years<=5.6", "bull cash_multiple_years<=4.2"]
        );
        assert_eq!(
            round(Metric::Npv, [Some(-19.9), Some(-2.0), Some(13.3)], 15.0),
            ["bear npv>=-20", "base npv>=0", "bull npv>=15"]
        );
        assert_eq!(
            round(Metric::Irr, [None, Some(0.0803), Some(0.16)], 15.0),
            ["base irr>=0.08", "bull irr>=0.16"]
        );
        // Two that round to one, three that are alike, none at all.
        assert_eq!(
            round(Metric::Npv, [Some(0.0), Some(0.1), Some(10.0)], 15.0),
            ["bear npv>=0", "bull npv>=10"]
        );
        assert_eq!(round(Metric::Capital, [Some(40.0); 3], 15.0), ["bear capital>=40"]);
        assert!(round(Metric::Irr, [None; 3], 15.0).is_empty());
        assert!(round(Metric::Npv, [Some(0.0); 3], 15.0).is_empty());
        assert_eq!(round(Metric::PaybackYears, [None; 3], 15.0), ["bear payback_years<=14"]);
    }

    #[test]
    fn targets_are_read_as_they_are_written() {
        for (text, read) in [
            ("payback_years<=10", "payback_years<=10"),
            (" npv >= 0 ", "npv>=0"),
            ("npv≥−2.5", "npv>=-2.5"),
            ("irr>12%", "irr>0.12"),
            ("operating_margin < 40 %", "operating_margin<0.4"),
        ] {
            assert_eq!(
                text.parse::<Target>().map(|target| target.to_string()),
                Ok(read.to_owned())
            );
        }
        let error = |text: &str| text.parse::<Target>().unwrap_err();
        assert_eq!(error("payback_years"), TargetError::NoRelation);
        assert_eq!(error("payback<=10"), TargetError::Metric("payback".to_owned()));
        assert_eq!(error("npv<=ten"), TargetError::Bound("ten".to_owned()));
        assert_eq!(error("npv<=inf"), TargetError::Bound("inf".to_owned()));
        assert_eq!(error("npv>=5%"), TargetError::Percentage("$bn"));
    }

    #[test]
    fn a_figure_on_the_bound_by_rounding_is_on_it() {
        let target = |relation| Target { metric: Metric::Capital, relation, bound: 40.0 };
        let on = 40.0 + 1e-14;
        assert!(target(Relation::AtMost).holds(on) && target(Relation::AtLeast).holds(on));
        assert!(!target(Relation::Above).holds(on) && !target(Relation::Below).holds(on));
        assert!(!Relation::ALL.into_iter().any(|relation| target(relation).holds(f64::NAN)));
    }

    #[test]
    fn never_is_more_than_any_number_of_years() {
        for metric in [Metric::PaybackYears, Metric::CashMultipleYears] {
            let keeps = |relation| Target { metric, relation, bound: 1e9 }.holds(f64::NAN);
            let kept: Vec<_> = Relation::ALL.into_iter().filter(|of| keeps(*of)).collect();
            assert_eq!(kept, [Relation::AtLeast, Relation::Above], "{}", metric.id());
        }
    }
}
