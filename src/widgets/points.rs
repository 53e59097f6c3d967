//! Which cells a point of a series takes up when the series is drawn over a given width.

use std::ops::Range;

use super::scale::{cells, floored};

/// Cells that each of `count` points gets in `width` cells; 0 when several points share a cell.
pub fn cells_per_point(count: usize, width: u16) -> u16 {
    match cells(count) {
        0 => 0,
        count => width / count,
    }
}

/// The first cell of point `index` of `count` in a series drawn over `width` cells.
///
/// Where there are as many cells as points or more, each point gets the same number of cells and
/// what is left over stays blank at the right. With fewer cells, neighbours share one.
pub fn cell_of_point(index: usize, count: usize, width: u16) -> u16 {
    if count == 0 || width == 0 {
        return 0;
    }
    let index = index.min(count - 1);
    match cells_per_point(count, width) {
        0 => cells(((index + 1) * usize::from(width)).div_ceil(count) - 1),
        each => cells(index) * each,
    }
}

/// All cells of point `index` of `count` in a series drawn over `width` cells.
pub fn cells_of_point(index: usize, count: usize, width: u16) -> Range<u16> {
    if count == 0 || width == 0 {
        return 0..0;
    }
    let first = cell_of_point(index, count, width);
    first..first + cells_per_point(count, width).max(1)
}

/// The cell of a place between points: point `i`'s own stretch runs from `i` to `i + 1`.
///
/// `None` for a place before the first point or behind the last one's stretch.
pub fn cell_of_place(place: f64, count: usize, width: u16) -> Option<u16> {
    let last = cells(count);
    if width == 0 || !(0.0..=f64::from(last)).contains(&place) || last == 0 {
        return None;
    }
    let drawn = match cells_per_point(count, width) {
        0 => width,
        each => each * last,
    };
    let cell = place / f64::from(last) * f64::from(drawn);
    Some(floored(cell, drawn - 1))
}

/// The series resampled to at most `width` values, one for each group of points that share a cell:
/// the value farthest from zero, so that a single bad year never vanishes in an average.
pub fn resample(values: &[f64], width: u16) -> Vec<f64> {
    let width = width.max(1);
    if values.len() <= usize::from(width) {
        return values.to_vec();
    }
    let mut buckets = vec![f64::NAN; usize::from(width)];
    for (index, &value) in values.iter().enumerate() {
        let bucket = &mut buckets[usize::from(cell_of_point(index, values.len(), width))];
        if bucket.is_nan() || value.abs() > bucket.abs() {
            *bucket = value;
        }
    }
    buckets
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_get_equal_cells() {
        assert_eq!(cells_of_point(3, 16, 52), 9..12);
        assert_eq!(cells_of_point(15, 16, 26), 15..16);
        assert_eq!(cell_of_point(15, 16, 8), 7);
        assert_eq!(cells_of_point(0, 0, 8), 0..0);
        assert_eq!(cells_of_point(0, 3, 0), 0..0);
    }

    #[test]
    fn a_place_lies_in_its_points_stretch() {
        assert_eq!(cell_of_place(11.3, 16, 16), Some(11));
        assert_eq!(cell_of_place(11.5, 16, 32), Some(23));
        assert_eq!(cell_of_place(16.0, 16, 16), Some(15));
        assert_eq!(cell_of_place(16.1, 16, 16), None);
        assert_eq!(cell_of_place(f64::NAN, 16, 16), None);
    }

    #[test]
    fn buckets_keep_the_extreme() {
        assert_eq!(resample(&[1.0, -9.0, 2.0, 3.0], 2), [-9.0, 3.0]);
        assert_eq!(resample(&[1.0], 5), [1.0]);
        assert!(resample(&[], 0).is_empty());
    }

    proptest! {
        #[test]
        fn every_point_has_a_cell_and_every_bucket_a_point(count in 1_usize..80, width in 1_u16..80) {
            for index in 0..count {
                prop_assert!(cells_of_point(index, count, width).end <= width);
            }
            let values = vec![1.0; count];
            prop_assert!(resample(&values, width).iter().all(|value| value.is_finite()));
        }
    }
}
