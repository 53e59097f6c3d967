//! The line that parts figures on a grid: marching squares.
//!
//! Each square of four neighbouring points is cut on those of its edges whose ends lie on different
//! sides; the cuts of neighbouring squares join into lines (Lorensen and Cline, *Marching Cubes*,
//! 1987, in two dimensions; a saddle is resolved by the mean of its corners). Where on its edge a
//! cut lies is for others to say, and whether the figure meets its target there or leaps over it.

use std::collections::BTreeMap;

/// A point of the plane: x and y.
pub type Point = (f64, f64);

/// An edge of a square, named by the grid point at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    /// From a point to the next one in x.
    AlongX { row: usize, column: usize },
    /// From a point to the next one in y.
    AlongY { row: usize, column: usize },
}

/// What lies on an edge that is cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cut {
    /// The figure meets the target there.
    Met(Point),
    /// The figure leaps over the target there.
    Leap(Point),
}

/// Lines of each kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct LevelLines {
    /// Those on which the target is met.
    pub contour: Vec<Vec<Point>>,
    /// Those along which the figure leaps over it.
    pub cliffs: Vec<Vec<Point>>,
}

/// Which edges are cut, and which of them a square joins.
#[derive(Debug, Default)]
pub(super) struct CutEdges(BTreeMap<Edge, Vec<Edge>>);

impl CutEdges {
    /// The outline of what lies at or above 0 on a grid.
    ///
    /// `height` is asked for a row and a column, each less than the number of them. A square with
    /// a corner that has no height is left out, and lines end there.
    pub fn new(
        (rows, columns): (usize, usize),
        height: impl Fn(usize, usize) -> Option<f64>,
    ) -> Self {
        let mut outline = Self::default();
        for row in 1..rows {
            for column in 1..columns {
                let corners = [
                    height(row - 1, column - 1),
                    height(row - 1, column),
                    height(row, column),
                    height(row, column - 1),
                ];
                if let [Some(a), Some(b), Some(c), Some(d)] = corners {
                    outline.cut_square(row - 1, column - 1, [a, b, c, d]);
                }
            }
        }
        outline
    }

    /// The edges that are cut.
    pub(super) fn edges(&self) -> Vec<Edge> {
        self.0.keys().copied().collect()
    }

    /// Cuts one square; corners go around it from the lower left: along x, up, back.
    fn cut_square(&mut self, row: usize, column: usize, [a, b, c, d]: [f64; 4]) {
        let edges = [
            (Edge::AlongX { row, column }, a, b),
            (Edge::AlongY { row, column: column + 1 }, b, c),
            (Edge::AlongX { row: row + 1, column }, d, c),
            (Edge::AlongY { row, column }, a, d),
        ];
        let cut = edges.iter().filter(|(_, from, to)| (*from >= 0.0) != (*to >= 0.0));
        let cut: Vec<Edge> = cut.map(|(edge, ..)| *edge).collect();
        match *cut {
            [one, other] => self.connect(one, other),
            // A saddle: the centre decides which pair of corners is cut off. Edges follow each
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

    fn connect(&mut self, one: Edge, other: Edge) {
        self.0.entry(one).or_default().push(other);
        self.0.entry(other).or_default().push(one);
    }

    /// Joins what lies on the edges into lines of one kind each: open ones from an end, then those
    /// that close, which have their first point again as their last. A single place between two of
    /// the other kind is a line of one point.
    pub(super) fn lines(mut self, cuts: &BTreeMap<Edge, Cut>) -> LevelLines {
        let ends = self.0.iter().filter(|(_, others)| others.len() == 1);
        let mut starts: Vec<Edge> = ends.map(|(edge, _)| *edge).collect();
        starts.extend(self.0.keys().copied());
        let mut lines = LevelLines::default();
        for start in starts {
            let chain = self.follow(start);
            let chain: Vec<Cut> = chain.iter().filter_map(|edge| cuts.get(edge)).copied().collect();
            lines.add(chain);
        }
        lines
    }

    /// The edges that follow each other from one on; none when it is used up.
    fn follow(&mut self, start: Edge) -> Vec<Edge> {
        let mut chain = Vec::new();
        let mut at = start;
        while let Some(next) = self.0.get_mut(&at).and_then(Vec::pop) {
            if chain.is_empty() {
                chain.push(at);
            }
            chain.push(next);
            if let Some(back) = self.0.get_mut(&next) {
                back.retain(|edge| *edge != at);
            }
            at = next;
        }
        chain
    }
}

impl LevelLines {
    /// Takes a chain apart into lines of one kind.
    fn add(&mut self, mut chain: Vec<Cut>) {
        let is_met = |cut: &Cut| matches!(cut, Cut::Met(_));
        let change = chain.windows(2).position(|pair| is_met(&pair[0]) != is_met(&pair[1]));
        if let (true, Some(change)) = (chain.first() == chain.last(), change) {
            // A ring of both kinds is opened where they meet.
            chain.pop();
            chain.rotate_left(change + 1);
        }
        for run in chain.chunk_by(|a, b| is_met(a) == is_met(b)) {
            let mut line: Vec<Point> =
                run.iter().map(|(Cut::Met(at) | Cut::Leap(at))| *at).collect();
            line.dedup();
            if is_met(&run[0]) { self.contour.push(line) } else { self.cliffs.push(line) }
        }
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

    /// The lines of figures whose cuts all lie where linear interpolation puts them.
    fn contour(xs: &[f64], ys: &[f64], rows: &[Vec<Option<f64>>], target: f64) -> Vec<Vec<Point>> {
        let lines = lines(xs, ys, rows, target, |_| true);
        assert!(lines.cliffs.is_empty());
        lines.contour
    }

    /// The lines of figures, of which those points are met that are said to be.
    fn lines(
        xs: &[f64],
        ys: &[f64],
        rows: &[Vec<Option<f64>>],
        target: f64,
        is_met: impl Fn(Point) -> bool,
    ) -> LevelLines {
        let height = |row: usize, column: usize| rows[row][column].map(|value| value - target);
        let outline = CutEdges::new((ys.len(), xs.len()), height);
        let cut = |edge: Edge| {
            let ((row, column), (up, right)) = match edge {
                Edge::AlongX { row, column } => ((row, column), (row, column + 1)),
                Edge::AlongY { row, column } => ((row, column), (row + 1, column)),
            };
            let (a, b) = (height(row, column).unwrap(), height(up, right).unwrap());
            let part = a / (a - b);
            let between = |from: f64, to: f64| from + part * (to - from);
            let at = (between(xs[column], xs[right]), between(ys[row], ys[up]));
            (edge, if is_met(at) { Cut::Met(at) } else { Cut::Leap(at) })
        };
        let cuts = outline.edges().into_iter().map(cut).collect();
        outline.lines(&cuts)
    }

    fn axis(count: usize) -> Vec<f64> {
        (0..count).map(|index| index as f64 / (count - 1) as f64).collect()
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
    fn lines_are_of_one_kind_and_share_no_point() {
        let (xs, ys) = (axis(41), axis(41));
        let rows = sampled(&xs, &ys, |x, y| Some(0.09 - (x - 0.51).powi(2) - (y - 0.52).powi(2)));
        let ring = &contour(&xs, &ys, &rows, 0.0)[0];
        let halves = lines(&xs, &ys, &rows, 0.0, |(x, _)| x < 0.51);
        assert_eq!((halves.contour.len(), halves.cliffs.len()), (1, 1), "a ring in two arcs");
        let (met, leapt) = (&halves.contour[0], &halves.cliffs[0]);
        assert!(met.iter().all(|(x, _)| *x < 0.51) && leapt.iter().all(|(x, _)| *x >= 0.51));
        assert_eq!(met.len() + leapt.len(), ring.len() - 1, "all of it, its first point once");
        let one = lines(&xs, &ys, &rows, 0.0, |at| at != ring[7]);
        assert_eq!(one.cliffs, [vec![ring[7]]]);
        assert_eq!(one.contour.len(), 1);
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
}
