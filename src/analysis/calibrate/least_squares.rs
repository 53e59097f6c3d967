//! Nonlinear least squares within bounds, for functions that may leap.
//!
//! Levenberg and Marquardt's method with Marquardt's scaling: a step `p` solves
//! `(JᵀJ + λ·diag(JᵀJ))·p = −Jᵀr`, is held to the bounds, and is taken where it lessens `Σr²`; `λ`
//! falls then, and rises where it doesn't. An unknown at a bound that the gradient pushes beyond it
//! is left out of a step. Derivatives are central differences. Source: Marquardt (1963); Nocedal and
//! Wright, Numerical Optimization, chapter 10.3.
//!
//! Where a function leaps its gradient leads nowhere: [`polish`] looks along each unknown by itself,
//! in steps that are halved (Hooke and Jeeves, 1961).

/// Most steps that are tried from one start.
const MOST_STEPS: usize = 200;

/// Part of an unknown's size by which it is varied for a derivative.
const DIFFERENCE: f64 = 1e-6;

/// The damping at the start, and where it ends.
const DAMPING: f64 = 1e-3;
const DAMPING_ENDS: [f64; 2] = [1e-12, 1e12];

/// A sum of squares that counts as none.
const NOTHING: f64 = 1e-24;

/// What an unknown may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub low: f64,
    pub high: f64,
    /// What counts as a small change of it.
    pub step: f64,
    /// Over how much it is looked for.
    pub span: f64,
    /// Whether only whole numbers count.
    pub whole: bool,
}

impl Bounds {
    /// The nearest value that it may have.
    pub(super) fn held(&self, value: f64) -> f64 {
        (if self.whole { value.round() } else { value }).clamp(self.low, self.high)
    }

    /// The values on either side of one, for a derivative.
    fn beside(&self, value: f64) -> [f64; 2] {
        let by = if self.whole { 1.0 } else { DIFFERENCE * value.abs().max(self.step) };
        [self.held(value - by), self.held(value + by)]
    }
}

/// A point and its sum of squares.
#[derive(Debug, Clone)]
pub(super) struct Least {
    pub at: Vec<f64>,
    pub sum: f64,
}

/// A function's residuals at a point; `None` once it is to end.
pub(super) trait Residuals: FnMut(&[f64]) -> Option<Vec<f64>> {}

impl<F: FnMut(&[f64]) -> Option<Vec<f64>>> Residuals for F {}

fn sum_of_squares(residuals: &[f64]) -> f64 {
    residuals.iter().map(|residual| residual * residual).sum()
}

/// The least sum of squares that is found from a start; `None` where not even that is evaluated.
pub(super) fn minimise(
    bounds: &[Bounds],
    start: &[f64],
    residuals: &mut impl Residuals,
) -> Option<Least> {
    let mut at: Vec<f64> = bounds.iter().zip(start).map(|(each, at)| each.held(*at)).collect();
    let mut values = residuals(&at)?;
    let mut least = Least { sum: sum_of_squares(&values), at: at.clone() };
    let mut damping = DAMPING;
    let mut slopes: Option<Normal> = None;
    for _ in 0..MOST_STEPS {
        if least.sum <= NOTHING || damping > DAMPING_ENDS[1] {
            break;
        }
        let normal = match slopes.take() {
            Some(normal) => normal,
            None => match Normal::new(bounds, &at, &values, residuals) {
                Some(normal) => normal,
                None => break,
            },
        };
        let Some(step) = normal.step(bounds, &at, damping) else {
            damping *= 4.0;
            slopes = Some(normal);
            continue;
        };
        let next: Vec<f64> =
            (0..at.len()).map(|index| bounds[index].held(at[index] + step[index])).collect();
        if next == at {
            break;
        }
        let Some(found) = residuals(&next) else { break };
        let sum = sum_of_squares(&found);
        if sum < least.sum {
            let gain = least.sum - sum;
            (at, values) = (next, found);
            least = Least { at: at.clone(), sum };
            damping = (damping / 10.0).max(DAMPING_ENDS[0]);
            if gain <= 1e-15 * sum {
                break;
            }
        } else {
            damping *= 4.0;
            slopes = Some(normal);
        }
    }
    Some(least)
}

/// The normal equations at a point: `JᵀJ` and `Jᵀr`.
struct Normal {
    squares: Vec<Vec<f64>>,
    gradient: Vec<f64>,
}

impl Normal {
    fn new(
        bounds: &[Bounds],
        at: &[f64],
        values: &[f64],
        residuals: &mut impl Residuals,
    ) -> Option<Self> {
        let mut slopes: Vec<Vec<f64>> = Vec::with_capacity(at.len());
        let mut beside = at.to_vec();
        for (index, each) in bounds.iter().enumerate() {
            let [low, high] = each.beside(at[index]);
            beside[index] = low;
            let below = residuals(&beside)?;
            beside[index] = high;
            let above = residuals(&beside)?;
            beside[index] = at[index];
            let width = if high > low { high - low } else { f64::INFINITY };
            slopes.push(below.iter().zip(&above).map(|(low, high)| (high - low) / width).collect());
        }
        let product = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
        let row = |slope: &Vec<f64>| slopes.iter().map(|other| product(slope, other)).collect();
        Some(Self {
            squares: slopes.iter().map(row).collect(),
            gradient: slopes.iter().map(|slope| product(slope, values)).collect(),
        })
    }

    /// The damped step; `None` where the equations are too near to singular.
    fn step(&self, bounds: &[Bounds], at: &[f64], damping: f64) -> Option<Vec<f64>> {
        let pushes_out = |index: &usize| {
            let Bounds { low, high, .. } = bounds[*index];
            let gradient = self.gradient[*index];
            (at[*index] <= low && gradient > 0.0) || (at[*index] >= high && gradient < 0.0)
        };
        // One without effect has nowhere to go.
        let moves = |index: &usize| self.squares[*index][*index] > 0.0 && !pushes_out(index);
        let free: Vec<usize> = (0..at.len()).filter(moves).collect();
        let row = |index: &usize| {
            let entry = |other: &usize| {
                let damped = if index == other { 1.0 + damping } else { 1.0 };
                self.squares[*index][*other] * damped
            };
            free.iter().map(entry).collect()
        };
        let wanted = free.iter().map(|index| -self.gradient[*index]).collect();
        let solved = solve(free.iter().map(row).collect(), wanted)?;
        let mut step = vec![0.0; at.len()];
        for (index, by) in free.iter().zip(solved) {
            step[*index] = by;
        }
        Some(step)
    }
}

/// Solves a symmetric positive definite system by Cholesky's decomposition.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for row in 0..size {
        for column in 0..=row {
            let done: f64 = (0..column).map(|k| matrix[row][k] * matrix[column][k]).sum();
            let rest = matrix[row][column] - done;
            matrix[row][column] = if row == column {
                if rest <= 0.0 || !rest.is_finite() {
                    return None;
                }
                rest.sqrt()
            } else {
                rest / matrix[column][column]
            };
        }
        let done: f64 = (0..row).map(|k| matrix[row][k] * right[k]).sum();
        right[row] = (right[row] - done) / matrix[row][row];
    }
    for row in (0..size).rev() {
        let done: f64 = (row + 1..size).map(|k| matrix[k][row] * right[k]).sum();
        right[row] = (right[row] - done) / matrix[row][row];
    }
    Some(right)
}

/// Looks along each unknown by itself for a lesser sum of squares, in steps from an eighth of its
/// span that are halved twenty times.
pub(super) fn polish(bounds: &[Bounds], from: Least, residuals: &mut impl Residuals) -> Least {
    let mut least = from;
    for halvings in 3..23 {
        let mut tries = 0;
        let mut index = 0;
        while index < 2 * bounds.len() {
            let each = &bounds[index / 2];
            let by = each.span / f64::from(1_u32 << halvings);
            let by = if each.whole { by.round().max(1.0) } else { by };
            let mut at = least.at.clone();
            at[index / 2] = each.held(at[index / 2] + if index % 2 == 0 { by } else { -by });
            let is_new = at != least.at;
            let Some(found) = is_new.then(|| residuals(&at)) else {
                index += 1;
                continue;
            };
            let Some(found) = found else { return least };
            let sum = sum_of_squares(&found);
            tries += 1;
            if sum < least.sum && tries < 50 * bounds.len() {
                least = Least { at, sum };
            } else {
                index += 1;
            }
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(low: f64, high: f64) -> Bounds {
        Bounds { low, high, step: 0.01, span: high - low, whole: false }
    }

    /// Rosenbrock's valley, the usual trial; then with the least point beyond a bound.
    #[test]
    fn the_least_point_is_found_within_bounds() {
        let mut valley = |at: &[f64]| Some(vec![10.0 * (at[1] - at[0] * at[0]), 1.0 - at[0]]);
        let found = minimise(&[bounds(-5.0, 5.0); 2], &[-1.2, 1.0], &mut valley).unwrap();
        assert!(found.at.iter().all(|at| (at - 1.0).abs() < 1e-9), "{found:?}");
        let held = [bounds(-5.0, 0.5), bounds(-5.0, 5.0)];
        let found = minimise(&held, &[-1.2, 1.0], &mut valley).unwrap();
        assert!((found.at[0] - 0.5).abs() < 1e-12 && (found.at[1] - 0.25).abs() < 1e-9);
    }

    #[test]
    fn an_unknown_without_effect_stays_and_a_whole_one_is_whole() {
        let mut line = |at: &[f64]| Some(vec![at[0] - 3.3, 0.0 * at[1]]);
        let whole = Bounds { whole: true, ..bounds(0.0, 10.0) };
        let found = minimise(&[whole, bounds(0.0, 1.0)], &[8.0, 0.25], &mut line).unwrap();
        assert_eq!(found.at, [3.0, 0.25]);
    }

    #[test]
    fn a_polish_finds_what_lies_past_a_leap() {
        let mut stairs = |at: &[f64]| Some(vec![if at[0] < 0.7 { 5.0 } else { at[0] - 0.71 }]);
        let from = minimise(&[bounds(0.0, 1.0)], &[0.6], &mut stairs).unwrap();
        assert!(from.sum > 24.0);
        let found = polish(&[bounds(0.0, 1.0)], from, &mut stairs);
        assert!((found.at[0] - 0.71).abs() < 1e-5, "{found:?}");
    }
}
