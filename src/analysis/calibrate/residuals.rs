//! How far Calibrated claims are from the middles of their ranges, for some values of the inputs.

use super::VariedInput;
use super::least_squares::Bounds;
use crate::analysis::claims::{Bound, Claim};
use crate::analysis::measure::{Measure, Measurements};
use crate::analysis::question::{Question, is_funded};
use crate::analysis::risk::absent_counts_as;
use crate::model::programme::Calibrated;
use crate::model::{Input, Inputs, Metric, Programme, Slider, Unit};
use std::sync::atomic::{AtomicBool, Ordering};

/// Most evaluations that one calibration may take.
const MOST_EVALUATIONS: usize = 20_000;

/// What a figure that is absent, and for which nothing stands, is off by.
const LOST: f64 = 1e4;

/// How far inside its bound a one-sided claim is aimed at, in its scale: what is met is met in every
/// digit.
const INSIDE: f64 = 1e-6;

/// How far inside its range a claim is held where it pulls outwards.
const HELD_INSIDE: f64 = 1e-3;

/// The claims that the model is fitted to, and the inputs that may move for them.
pub(super) struct Problem<'a> {
    inputs: &'a Inputs,
    varied: &'a [VariedInput],
    /// Each with what a miss of it is counted in.
    claims: Vec<(&'a Claim, f64)>,
    /// The calibrated values that follow.
    follow: Vec<Calibrated>,
    cancelled: &'a AtomicBool,
    evaluations: usize,
}

/// What the claims' figures come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// Whether every claim holds.
    pub all_hold: bool,
    /// The sum of squares of the claims' distances from their middles.
    pub sum: f64,
}

impl Standing {
    /// Whether it is better than another one by more than rounding.
    pub(super) fn beats(&self, other: &Self) -> bool {
        match (self.all_hold, other.all_hold) {
            (true, false) => true,
            (false, true) => false,
            _ => self.sum < other.sum * (1.0 - 1e-9),
        }
    }
}

impl<'a> Problem<'a> {
    pub(super) fn new(
        inputs: &'a Inputs,
        claims: &[&'a Claim],
        varied: &'a [VariedInput],
        cancelled: &'a AtomicBool,
    ) -> Self {
        let wanted = claims.iter().map(|claim| (claim.scenario, claim.measure));
        let before = Measurements::new(inputs, wanted);
        let claims = claims
            .iter()
            .map(|claim| (*claim, scale(claim.bound, before.value(claim.scenario, claim.measure))));
        let is_varied = |each: &Calibrated| {
            varied.iter().any(|varied| varied.input == Input::Programme(each.number))
        };
        Self {
            inputs,
            varied,
            claims: claims.collect(),
            follow: Programme::calibrated().filter(is_varied).collect(),
            cancelled,
            evaluations: 0,
        }
    }

    /// The inputs' present values.
    pub(super) fn present(&self) -> Vec<f64> {
        self.varied.iter().map(|varied| varied.value(self.inputs)).collect()
    }

    /// What each input may be.
    pub(super) fn bounds(&self) -> Vec<Bounds> {
        let bounds = |varied: &VariedInput| {
            let (low, high) = varied.valid(self.inputs);
            let slider = varied.input.spec().slider;
            let whole = varied.input.spec().valid.whole;
            Bounds { low, high, step: slider.step, span: slider.max - slider.min, whole }
        };
        self.varied.iter().map(bounds).collect()
    }

    /// The slider of one of them.
    pub(super) fn slider(&self, index: usize) -> Slider {
        self.varied[index].input.spec().slider
    }

    /// The inputs with other values, calibrated anew at those that calibration mirrors.
    pub(super) fn inputs_at(&self, at: &[f64]) -> Inputs {
        let mut inputs = self.inputs.clone();
        for (varied, value) in self.varied.iter().zip(at) {
            // A delay that follows from indicators goes on doing so where it isn't moved.
            if varied.value(self.inputs).to_bits() != value.to_bits() {
                inputs.set(varied.input, varied.scenario, *value);
            }
        }
        for each in &self.follow {
            each.calibrate(&mut inputs.programme);
        }
        inputs
    }

    /// Each claim's distance from the middle of its range, in half-widths; then, weighed by
    /// `firmness` where that is above 0, by how much it leaves the range. `None` once it is
    /// cancelled or has taken too long.
    pub(super) fn residuals(&mut self, at: &[f64], firmness: f64) -> Option<Vec<f64>> {
        if self.evaluations >= MOST_EVALUATIONS || self.cancelled.load(Ordering::Relaxed) {
            return None;
        }
        self.evaluations += 1;
        let inputs = self.inputs_at(at);
        let figures = self.figures(&inputs);
        let mut residuals: Vec<f64> = self
            .claims
            .iter()
            .zip(&figures)
            .map(|((claim, scale), figure)| distance(claim, *scale, *figure, &inputs.programme))
            .collect();
        if firmness > 0.0 {
            for index in 0..self.claims.len() {
                let reach = match self.claims[index].0.bound {
                    Bound::Within(..) => 1.0 - HELD_INSIDE,
                    Bound::AtLeast(_) | Bound::AtMost(_) => 0.0,
                };
                residuals.push(firmness * (residuals[index].abs() - reach).max(0.0));
            }
        }
        Some(residuals)
    }

    /// What inputs come to.
    pub(super) fn standing(&self, inputs: &Inputs) -> Standing {
        let figures = self.figures(inputs);
        let claims = || self.claims.iter().zip(&figures);
        let square = |((claim, scale), figure): (&(&Claim, f64), &Option<f64>)| {
            distance(claim, *scale, *figure, &inputs.programme).powi(2)
        };
        Standing {
            all_hold: claims().all(|((claim, _), figure)| is_met(claim, *figure)),
            sum: claims().map(square).sum(),
        }
    }

    fn figures(&self, inputs: &Inputs) -> Vec<Option<f64>> {
        if !is_funded(inputs) {
            return vec![None; self.claims.len()];
        }
        let claims = self.claims.iter().map(|(claim, _)| (claim.scenario, claim.measure));
        let measured = Measurements::new(inputs, claims.clone());
        let finite =
            |(scenario, measure)| measured.value(scenario, measure).filter(|v| v.is_finite());
        claims.map(finite).collect()
    }
}

/// Whether a claim holds; one of a single value also to within rounding.
fn is_met(claim: &Claim, figure: Option<f64>) -> bool {
    let rounding = match claim.bound {
        Bound::Within(low, high) if low >= high => 1e-9 * low.abs().max(1e-3),
        _ => 0.0,
    };
    let nearly = |figure| claim.bound.miss(figure).abs() <= rounding;
    claim.holds(figure) || figure.is_some_and(nearly)
}

/// What a miss is counted in: half the width of a range; a hundredth of a single value; of a range
/// with one end a tenth of that end, or of the figure where that is larger.
fn scale(bound: Bound, before: Option<f64>) -> f64 {
    let before = before.filter(|figure| figure.is_finite()).unwrap_or(0.0).abs();
    let scale = match bound {
        Bound::Within(low, high) if high > low => (high - low) / 2.0,
        Bound::Within(value, _) => value.abs() / 100.0,
        Bound::AtLeast(end) | Bound::AtMost(end) => end.abs().max(before) / 10.0,
    };
    if scale > 0.0 { scale } else { 1.0 }
}

/// A figure's distance from the middle of a claim's range, below it negative; from the end of a
/// range with one end, 0 within it. A payback that never comes counts as the horizon, an absent
/// multiple as 100 years, and both as later than the range.
fn distance(claim: &Claim, scale: f64, figure: Option<f64>, programme: &Programme) -> f64 {
    let of = |figure: f64| match claim.bound {
        Bound::Within(low, high) => (figure - f64::midpoint(low, high)) / scale,
        Bound::AtLeast(end) => ((figure - end) / scale - INSIDE).min(0.0),
        Bound::AtMost(end) => ((figure - end) / scale + INSIDE).max(0.0),
    };
    let (_, high) = claim.bound.ends();
    match (figure, claim.measure.unit()) {
        (Some(figure), _) => of(figure),
        (None, Unit::Years) if high.is_infinite() => 0.0,
        (None, Unit::Years) => of(latest(claim.measure, programme).max(high + scale)),
        (None, _) => LOST,
    }
}

/// What a figure in years counts as where it never comes.
fn latest(measure: Measure, programme: &Programme) -> f64 {
    let horizon = programme.months() as f64 / 12.0;
    match measure {
        Measure::Metric(metric) | Measure::MetricIn(metric, _) => absent_counts_as(metric, horizon),
        Measure::Driver(_) | Measure::SeriesIn(..) => horizon,
    }
}

impl VariedInput {
    /// Its value; of an indicator that isn't given, the one that it starts from.
    fn value(&self, inputs: &Inputs) -> f64 {
        Question::new(inputs, self.scenario, Metric::Npv).input(self.input)
    }

    /// The lowest and the highest valid value. An open end below is left by a thousandth of the
    /// present value, and where there is no end above, it is ten times that.
    fn valid(&self, inputs: &Inputs) -> (f64, f64) {
        let (valid, now) = (self.input.spec().valid, self.value(inputs));
        let low = if valid.above_min { valid.min + (now - valid.min) / 1000.0 } else { valid.min };
        (low, if valid.max.is_finite() { valid.max } else { 10.0 * now })
    }
}
