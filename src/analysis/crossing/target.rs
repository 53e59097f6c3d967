//! The target, and what counts as meeting it.

use super::ACCEPTED;

/// How near, relative to the target, a figure doesn't differ from it but for rounding.
const ROUNDING: f64 = 1e-12;

/// On which side of the target a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Side {
    Below,
    On,
    Above,
}

/// The target, and what counts as meeting it.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Goal {
    pub(super) value: f64,
    accepted: f64,
    pub(super) rounding: f64,
}

impl Goal {
    /// A target for a function whose largest value has that size: sums of such values can't come
    /// nearer to a target of 0 than their rounding.
    pub fn new(value: f64, largest: f64) -> Self {
        let size = value.abs();
        Self {
            value,
            accepted: (ACCEPTED * size).max(1e-4 * ACCEPTED * largest),
            rounding: (ROUNDING * size).max(1e-3 * ROUNDING * largest),
        }
    }

    /// The side on which a value lies.
    pub fn side(&self, value: f64) -> Side {
        if (value - self.value).abs() <= self.rounding {
            Side::On
        } else if value < self.value {
            Side::Below
        } else {
            Side::Above
        }
    }

    /// Whether a value meets the target as near as is asked for.
    pub(super) fn accepts(&self, value: f64) -> bool {
        (value - self.value).abs() <= self.accepted
    }
}
