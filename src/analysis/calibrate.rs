//! Calibrate: chosen inputs moved so that the claims that the model is fitted to hold.
//!
//! What is made least is `Σ d²` over the Calibrated claims. `d` is a figure's distance from the
//! middle of its claim's range in half-widths of the range (of a single value: in hundredths of it),
//! and for a claim with one end what is missing to that, in tenths of the end. Where all claims can
//! hold, it is the least among the points at which they do; where they can't, the least there is.
//! Inputs stay within their valid ranges.
//!
//! The search goes from the present values; where that leaves a claim unmet, also from points
//! spread evenly over the sliders, since paybacks leap. To calibrate is to read the reference margin
//! off anew: the programme's calibration takes the values of those chosen inputs that it mirrors.

mod least_squares;
mod residuals;
mod search;

use super::claims::{Claim, ClaimKind, check};
use super::error::AnalysisError;
use crate::model::{Assumptions, Driver, Input, Inputs, ProgrammeNumber, Scenario};
use residuals::Problem;
use search::Search;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// An input that may move: of one scenario, or of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VariedInput {
    /// The input.
    pub input: Input,
    /// Whose it is; base for a number of the programme.
    scenario: Scenario,
}

impl VariedInput {
    /// A scenario's input; the scenario doesn't matter for a number of the programme.
    pub fn new(input: Input, scenario: Scenario) -> Self {
        let scenario = if input.is_per_scenario() { scenario } else { Scenario::Base };
        Self { input, scenario }
    }

    /// An input of every scenario; a number of the programme once.
    pub fn of_every_scenario(input: Input) -> Vec<Self> {
        let mut all = Scenario::ALL.map(|scenario| Self::new(input, scenario)).to_vec();
        all.dedup();
        all
    }

    /// What the model is usually fitted by: the revenue yield, and the reference margin of each
    /// scenario that a Calibrated claim speaks of.
    pub fn usual(claims: &[Claim]) -> Vec<Self> {
        let fitted = |scenario: &Scenario| {
            let mut claims = claims.iter().filter(|claim| claim.kind == ClaimKind::Calibrated);
            claims.any(|claim| claim.scenario == *scenario)
        };
        let margin = |scenario| Self::new(Input::Driver(Driver::Margin), scenario);
        let revenue = Input::Programme(ProgrammeNumber::RevenueYield);
        std::iter::once(Self::new(revenue, Scenario::Base))
            .chain(Scenario::ALL.into_iter().filter(fitted).map(margin))
            .collect()
    }

    /// Whose it is; `None` for a number of the programme.
    pub fn scenario(&self) -> Option<Scenario> {
        self.input.is_per_scenario().then_some(self.scenario)
    }

    /// Its value; `None` for an indicator where the delay is given in months.
    pub fn get(&self, inputs: &Inputs) -> Option<f64> {
        inputs.get(self.input, self.scenario)
    }
}

impl fmt::Display for VariedInput {
    /// As in keys: `base.margin`, `programme.revenue_yield`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(scenario) = self.scenario() {
            write!(f, "{}.", scenario.id())?;
        }
        self.input.fmt(f)
    }
}

/// A chosen input, and where it went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputMove {
    /// The input.
    pub input: VariedInput,
    /// Its value before, in its unit.
    pub from: f64,
    /// Its value after; the same where it stays.
    pub to: f64,
}

impl InputMove {
    /// Whether it went anywhere.
    pub const fn is_moved(&self) -> bool {
        self.from.to_bits() != self.to.to_bits()
    }
}

/// A claim before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimMove {
    /// What was said.
    pub claim: Claim,
    /// The figure before, in the measure's unit; `None` where it has no value.
    pub before: Option<f64>,
    /// The figure after.
    pub after: Option<f64>,
    /// Whether it held before.
    pub held: bool,
    /// Whether it holds after.
    pub holds: bool,
}

/// What calibrating comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The inputs after it.
    pub inputs: Inputs,
    /// The chosen inputs, in the order given.
    pub moves: Vec<InputMove>,
    /// Every Calibrated claim, and those of other kinds that begin or cease to hold.
    pub claims: Vec<ClaimMove>,
    /// Whether a scenario that a Calibrated claim speaks of meets `margin_capped`, before or after.
    pub margin_capped: bool,
}

impl Fit {
    /// The claims that the model is fitted to.
    pub fn fitted(&self) -> impl Iterator<Item = &ClaimMove> {
        self.claims.iter().filter(|each| each.claim.kind == ClaimKind::Calibrated)
    }

    /// Whether all of them hold.
    pub fn all_hold(&self) -> bool {
        self.fitted().all(|each| each.holds)
    }
}

/// Moves the chosen inputs so that the Calibrated claims hold, as well as can be; whole-number
/// inputs are rounded. Never worse than the present values, and the same every time.
///
/// # Errors
/// When no claim is Calibrated or no input is chosen, when a site isn't there, when an indicator is
/// chosen whose scenario gives its delay in months, or beside the delay itself, and when it is
/// cancelled.
pub fn calibrate(
    inputs: &Inputs,
    claims: &[Claim],
    varied: &[VariedInput],
    cancelled: &AtomicBool,
) -> Result<Fit, AnalysisError> {
    let mut distinct: Vec<VariedInput> = Vec::new();
    for each in varied {
        if !distinct.contains(each) {
            distinct.push(*each);
        }
    }
    check_varied(inputs, &distinct)?;
    let fitted: Vec<&Claim> =
        claims.iter().filter(|claim| claim.kind == ClaimKind::Calibrated).collect();
    if fitted.is_empty() {
        return Err(AnalysisError::NothingFitted);
    }
    let problem = Problem::new(inputs, &fitted, &distinct, cancelled);
    let after = Search::new(problem, inputs).found();
    if cancelled.load(Ordering::Relaxed) {
        return Err(AnalysisError::Cancelled);
    }
    Ok(fit(inputs, after, claims, &distinct))
}

fn fit(inputs: &Inputs, after: Inputs, claims: &[Claim], varied: &[VariedInput]) -> Fit {
    let verdicts = check(inputs, claims).into_iter().zip(check(&after, claims));
    let mut margin_capped = false;
    let mut moved = Vec::new();
    for (before, now) in verdicts {
        let is_fitted = now.claim.kind == ClaimKind::Calibrated;
        margin_capped |= is_fitted && (before.margin_capped || now.margin_capped);
        if is_fitted || before.holds != now.holds {
            moved.push(ClaimMove {
                claim: now.claim.clone(),
                before: before.value,
                after: now.value,
                held: before.holds,
                holds: now.holds,
            });
        }
    }
    let value = |each: &VariedInput, inputs: &Inputs| each.get(inputs).unwrap_or_default();
    let moves = varied
        .iter()
        .map(|each| InputMove { input: *each, from: value(each, inputs), to: value(each, &after) })
        .collect();
    Fit { inputs: after, moves, claims: moved, margin_capped }
}

fn check_varied(inputs: &Inputs, varied: &[VariedInput]) -> Result<(), AnalysisError> {
    let sites = inputs.programme.sites.len();
    if varied.is_empty() {
        return Err(AnalysisError::NothingVaried);
    }
    for VariedInput { input, scenario } in varied {
        let delay = VariedInput::new(Input::Driver(Driver::PowerDelay), *scenario);
        let indicators = Assumptions::indicators(&inputs.scenarios[*scenario]);
        match *input {
            Input::Site(site, _) if site >= sites => {
                return Err(AnalysisError::NoSuchSite { input: *input, sites });
            }
            Input::Indicator(_) if indicators.is_none() => {
                return Err(AnalysisError::InMonths { input: *input, scenario: *scenario });
            }
            Input::Indicator(_) if varied.contains(&delay) => {
                return Err(AnalysisError::Replaced(*input));
            }
            _ => {}
        }
    }
    Ok(())
}
