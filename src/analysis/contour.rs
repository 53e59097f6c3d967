//! The line on which a grid of figures meets a target: marching squares.
//!
//! Each square of four neighbouring points is cut where its sides cross the target, found by
//! linear interpolation; the cuts of neighbouring squares join into lines (Lorensen and Cline,
//! *Marching Cubes*, 1987, in two dimensions; a saddle is resolved by the mean of its corners).

use std::collections::BTreeMap;

/// A point of the plane: x and y.
pub type Point = (f64, f64);

/// A side of a square, named by the grid point at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// From a point to the next one in x.
    AlongX { row: usize, column: usize },
    /// From a point to the next one in y.
    AlongY { row: usize, column: usize },
}

/// The lines on which figures on a grid meet the target.
///
/// `rows[j][i]` is the figure at (`xs[i]`, `ys[j]`). A square with a corner that has no figure is
/// left out, and lines end there. A line that closes has its first point again as its last.
pub fn contour(xs: &[f64], ys: &[f64], rows: &[Vec<Option<f64>>], target: f64) -> Vec<Vec<Point>> {
    let mut cuts = Cuts { xs, ys, points: BTreeMap::new(), neighbours: BTreeMap::new() };
    for (row, pair) in rows.windows(2).enumerate() {
        let (lower, upper) = (pair[0].windows(2), pair[1].windows(2));
        for (column, (lower, upper)) in lower.zip(upper).enumerate() {
            if let (&[Some(a), Some(b)], &[Some(d), Some(c)]) = (lower, upper) {
                cuts.cut_square(row, column, [a, b, c, d].map(|corner| corner - target));
            }
        }
    }
    cuts.join()
}

/// Where sides are cut, and which cuts a square joins.
struct Cuts<'a> {
    xs: &'a [f64],
    ys: &'a [f64],
    points: BTreeMap<Side, Point>,
    neighbours: BTreeMap<Side, Vec<Side>>,
}

impl Cuts<'_> {
    /// Cuts one square; corners are heights above the target, around the square from the lower
    /// left: along x, up, back.
    fn cut_square(&mut self, row: usize, column: usize, [a, b, c, d]: [f64; 4]) {
        let (x0, x1) = (self.xs[column], self.xs[column + 1]);
        let (y0, y1) = (self.ys[row], self.ys[row + 1]);
        let sides = [
            (Side::AlongX { row, column }, (x0, y0, a), (x1, y0, b)),
            (Side::AlongY { row, column: column + 1 }, (x1, y0, b), (x1, y1, c)),
            (Side::AlongX { row: row + 1, column }, (x0, y1, d), (x1, y1, c)),
            (Side::AlongY { row, column }, (x0, y0, a), (x0, y1, d)),
        ];
        let mut cut = Vec::with_capacity(4);
        for (side, from, to) in sides {
            if (from.2 >= 0.0) != (to.2 >= 0.0) {
                let part = from.2 / (from.2 - to.2);
                let between = |from: f64, to: f64| from + part * (to - from);
                self.points.insert(side, (between(from.0, to.0), between(from.1, to.1)));
                cut.push(side);
            }
        }
        match *cut {
            [one, other] => self.connect(one, other),
            // A saddle: the centre decides which pair of corners is cut off. Sides follow each
            // other around the square, so (0, 1) and (2, 3) cut off b and d, (0, 3) and (1, 2)
            // cut off a and c.
            [bottom, right, top, left] => {
                let centre = a + b + c + d >= 0.0;
                if centre == (a >= 0.0) {
                    self.connect(bottom, right);
                    self.connect(top, left);
                } else {
                    self.connect(bottom, left);
                    self.connect(right, top);
                }
            }
            _ => {}
        }
    }

    fn connect(&mut self, one: Side, other: Side) {
        self.neighbours.entry(one).or_default().push(other);
        self.neighbours.entry(other).or_default().push(one);
    }

    /// Joins the cuts into lines: open ones from an end, then those that close.
    fn join(mut self) -> Vec<Vec<Point>> {
        let ends = self.neighbours.iter().filter(|(_, others)| others.len() == 1);
        let mut starts: Vec<Side> = ends.map(|(side, _)| *side).collect();
        starts.extend(self.neighbours.keys().copied());
        starts.into_iter().filter_map(|start| self.follow(start)).collect()
    }

    /// The line that starts at a cut; `None` when all of it is used up or it is a mere point.
    fn follow(&mut self, start: Side) -> Option<Vec<Point>> {
        let mut line: Vec<Point> = Vec::new();
        let mut at = start;
        loop {
            let point = *self.points.get(&at)?;
            if line.last() != Some(&point) {
                line.push(point);
            }
            let Some(next) = self.neighbours.get_mut(&at).and_then(Vec::pop) else { break };
            if let Some(back) = self.neighbours.get_mut(&next) {
                back.retain(|side| *side != at);
            }
            at = next;
        }
        (line.len() > 1).then_some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sampled(
        xs: &[f64],
        ys: &[f64],
        height: impl Fn(f64, f64) -> Option<f64>,
    ) -> Vec<Vec<Option<f64>>> {
        ys.iter().map(|y| xs.iter().map(|x| height(*x, *y)).collect()).collect()
    }

    fn axis(count: usize) -> Vec<f64> {
        (0..count).map(|index| index as f64 / (count - 1) as f64).collect()
    }

    #[test]
    fn a_plane_is_cut_in_one_straight_line() {
        let (xs, ys) = (axis(7), axis(5));
        let rows = sampled(&xs, &ys, |x, y| Some(2.0 * x + y));
        let lines = contour(&xs, &ys, &rows, 1.3);
        assert_eq!(lines.len(), 1);
        for (x, y) in &lines[0] {
            assert!((2.0 * x + y - 1.3).abs() < 1e-12);
        }
        let mut ends = [lines[0][0].1, lines[0][lines[0].len() - 1].1];
        ends.sort_by(f64::total_cmp);
        assert_eq!(ends.map(f64::to_bits), [0.0f64, 1.0].map(f64::to_bits), "from edge to edge");
    }

    #[test]
    fn a_hill_is_cut_in_a_ring_near_its_circle() {
        let (xs, ys) = (axis(41), axis(41));
        let square = |x: f64, y: f64| (x - 0.5).powi(2) + (y - 0.5).powi(2);
        let rows = sampled(&xs, &ys, |x, y| Some(1.0 - square(x, y)));
        let lines = contour(&xs, &ys, &rows, 1.0 - 0.09);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].iter().all(|(x, y)| (square(*x, *y).sqrt() - 0.3).abs() < 2e-3));
    }

    #[test]
    fn points_without_a_figure_break_the_line() {
        let (xs, ys) = (axis(11), axis(11));
        let rows = sampled(&xs, &ys, |x, y| ((x - 0.5).abs() > 0.05).then_some(y));
        let lines = contour(&xs, &ys, &rows, 0.55);
        assert_eq!(lines.len(), 2);
        assert!(contour(&xs, &ys, &sampled(&xs, &ys, |_, _| None), 0.5).is_empty());
    }

    #[test]
    fn a_saddle_is_cut_in_two_lines_that_do_not_cross() {
        let rows = vec![vec![Some(1.0), Some(-1.0)], vec![Some(-1.0), Some(1.5)]];
        let lines = contour(&[0.0, 1.0], &[0.0, 1.0], &rows, 0.0);
        assert_eq!(lines.len(), 2);
        // The centre is above the target, so the two low corners are cut off.
        assert!(lines.iter().all(|line| line.len() == 2));
        assert!(lines.iter().any(|line| line.iter().all(|(x, y)| *x >= 0.5 && *y <= 0.5)));
    }

    #[test]
    fn a_target_met_on_points_gives_each_of_them_once() {
        let (xs, ys) = (axis(3), axis(3));
        let lines = contour(&xs, &ys, &sampled(&xs, &ys, |x, _| Some(x)), 0.5);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].len(), 3);
        assert!(lines[0].iter().all(|(x, _)| (x - 0.5).abs() < 1e-12));
    }
}
