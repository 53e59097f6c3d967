//! Numbers turned into cells, without overflow at any value.

/// The nearest whole number between 0 and `most`; 0 for a value that isn't a number.
pub(super) fn rounded(value: f64, most: u16) -> u16 {
    floored(value.round(), most)
}

/// The whole part of `value`, kept between 0 and `most`; 0 for a value that isn't a number.
pub(super) fn floored(value: f64, most: u16) -> u16 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of u16, and a cast of NaN gives 0"
    )]
    let whole = value.clamp(0.0, f64::from(most)) as u16;
    whole
}

/// A count as cells; more than a terminal can have becomes the most it can have.
pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Where `value` lies between `low` (0) and `high` (1), clamped; 0 if they are the same.
pub(super) fn share(value: f64, low: f64, high: f64) -> f64 {
    // Halves, since the difference of two large numbers can overflow.
    let span = high / 2.0 - low / 2.0;
    let share = (value / 2.0 - low / 2.0) / span;
    if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
}

/// The lowest and highest finite value; `None` without one.
pub(super) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|value| value.is_finite()).fold(None, |extent, value| match extent {
        None => Some((value, value)),
        Some((low, high)) => Some((value.min(low), value.max(high))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_at_extremes() {
        assert_eq!(rounded(1e300, 9), 9);
        assert_eq!(rounded(-1e300, 9), 0);
        assert_eq!(rounded(f64::NAN, 9), 0);
        assert!((share(0.0, -1.7e308, 1.7e308) - 0.5).abs() < 1e-12);
        assert!(share(3.0, 5.0, 5.0).abs() < 1e-12);
    }

    #[test]
    fn the_extent_leaves_out_what_is_no_number() {
        assert_eq!(extent([f64::NAN, 2.0, -1.0, f64::INFINITY]), Some((-1.0, 2.0)));
        assert_eq!(extent([f64::NAN]), None);
    }
}
