//! What it is to get there: to be at the target, or beyond it as seen from the present value.

use super::crossing::{ACCEPTED, Goal, Side};
use crate::model::{Better, Metric};

/// The wanted side of a target.
#[derive(Debug, Clone, Copy)]
pub(super) struct WantedSide {
    value: f64,
    target: Goal,
    /// Whether the wanted values lie above the target.
    upward: bool,
    /// Whether an absent value gets there: of a number of years it lies beyond all others.
    absent: bool,
    /// Whether there is no present value from which a side could be told.
    pub from_nothing: bool,
    /// How far from the target a value may lie without having leapt over it.
    accepted: f64,
}

impl WantedSide {
    /// The side of the target that is wanted of a metric whose present value this is. An absent
    /// present value counts as the worst that there is; for years, 'never'. For other figures it
    /// lies on no side, so the target has to be passed on the way.
    pub fn new(metric: Metric, present: Option<f64>, value: f64) -> Self {
        let upward = present
            .map_or_else(|| metric.spec().better != Better::Lower, |present| present < value);
        let latest = metric.absent_is_latest();
        let span = present.map_or(0.0, |present| (present - value).abs());
        Self {
            value,
            target: Goal::new(value, present.unwrap_or_default().abs()),
            upward,
            absent: upward && present.is_some() && latest,
            from_nothing: present.is_none() && !latest,
            accepted: ACCEPTED * value.abs().max(span),
        }
    }

    /// Whether a value gets there, to within rounding.
    pub(super) fn is_met(&self, value: Option<f64>) -> bool {
        value.map_or(self.absent, |value| match self.target.side(value) {
            Side::On => true,
            Side::Below => !self.upward,
            Side::Above => self.upward,
        })
    }

    /// How much a value misses the target by, 0 or less where it gets there; infinite for an absent
    /// value that doesn't.
    pub(super) fn miss(&self, value: Option<f64>) -> f64 {
        match value {
            None if self.absent => f64::NEG_INFINITY,
            None => f64::INFINITY,
            Some(value) if self.upward => self.value - value,
            Some(value) => value - self.value,
        }
    }

    /// Whether a value that misses the target by so much may get there, given the rounding of
    /// evaluations side by side.
    pub(super) fn may_be_met(&self, miss: f64) -> bool {
        miss <= self.accepted
    }

    /// Whether a value is the target's own, not one beyond a leap.
    pub(super) fn meets(&self, value: Option<f64>) -> bool {
        value.is_some_and(|value| (value - self.value).abs() <= self.accepted)
    }
}
