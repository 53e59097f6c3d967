//! What is read off a series of months: its sum, its extremes, and where it returns to zero.
//!
//! Several months are looked at side by side, since a sum of one month after another waits for each
//! addition. The order of additions is always the same, so that sums are too.

/// How many neighbouring months are worked out at once.
const LANES: usize = 8;

/// The sum of some months.
#[inline(always)]
pub(super) fn sum(months: &[f64]) -> f64 {
    let chunks = months.chunks_exact(LANES);
    let rest = chunks.remainder();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value;
        }
    }
    rest.iter().fold(lanes.iter().sum(), |sum, value| sum + value)
}

/// The sum of the products of two series.
#[inline(always)]
pub(super) fn sum_of_products(one: &[f64], other: &[f64]) -> f64 {
    let (ones, others) = (one.chunks_exact(LANES), other.chunks_exact(LANES));
    let rest = ones.remainder().iter().zip(others.remainder());
    let mut lanes = [0.0; LANES];
    for (one, other) in ones.zip(others) {
        for (lane, (one, other)) in lanes.iter_mut().zip(one.iter().zip(other)) {
            *lane += one * other;
        }
    }
    rest.fold(lanes.iter().sum(), |sum, (one, other)| sum + one * other)
}

/// The lowest or highest of a series and zero.
#[inline(always)]
pub(super) fn extreme(series: &[f64], choose: impl Fn(f64, f64) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let chunks = series.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = choose(*lane, *value);
        }
    }
    lanes.iter().chain(rest).copied().fold(0.0, choose)
}

/// The lowest, or zero.
#[inline(always)]
pub(super) fn lowest(series: &[f64]) -> f64 {
    extreme(series, |a, b| if b < a { b } else { a })
}

/// The highest, or zero.
#[inline(always)]
pub(super) fn highest(series: &[f64]) -> f64 {
    extreme(series, |a, b| if b > a { b } else { a })
}

/// The largest absolute value.
#[inline(always)]
pub(super) fn largest(series: &[f64]) -> f64 {
    extreme(series, |a, b| if b.abs() > a { b.abs() } else { a })
}

/// The first month that ends at or above zero after one that ends below it.
#[inline(always)]
pub(super) fn first_return(balances: &[f64], zero: f64) -> Option<usize> {
    let (before, after) = (balances.get(..balances.len().wrapping_sub(1))?, &balances[1..]);
    let mut from = 0;
    for (left, right) in before.chunks_exact(LANES).zip(after.chunks_exact(LANES)) {
        // Numbers in place of truth values: no branch, so the lanes are compared side by side.
        let mut any = 0;
        for lane in 0..LANES {
            any |= u64::from(left[lane] < zero) & u64::from(right[lane] >= zero);
        }
        if any != 0 {
            break;
        }
        from += LANES;
    }
    let found = (from..before.len()).find(|t| before[*t] < zero && after[*t] >= zero);
    found.map(|month| month + 1)
}

/// The last one, if no month after it ends below zero.
#[inline(always)]
pub(super) fn last_return(balances: &[f64], zero: f64) -> Option<usize> {
    if balances.last().is_none_or(|last| *last < zero) {
        return None;
    }
    (1..balances.len()).rev().find(|t| balances[t - 1] < zero && balances[*t] >= zero)
}

/// Whether a month ends below zero.
#[inline(always)]
pub(super) fn is_drawn(balances: &[f64], zero: f64) -> bool {
    balances.iter().any(|balance| *balance < zero)
}

/// When the balance is zero in the month of a return, that month's flow spread evenly over it: at
/// most the month's end.
#[inline(always)]
pub(super) fn crossing(balances: &[f64], month: usize) -> f64 {
    let (before, after) = (balances[month - 1], balances[month]);
    month as f64 + (before / (before - after)).min(1.0)
}
