//! Shapley effects: a variance shared out among dimensions that are correlated (Owen 2014; Song,
//! Nelson and Staum 2016).
//!
//! What a set u of dimensions is worth is the part of the variance that would go if they were
//! known, `Var(E[Y|X_u])/Var(Y)`: the correlation of two draws that share u and differ in all else,
//! each drawn from its distribution given u. A dimension's effect is its Shapley value; the effects
//! sum to 1.

use super::sampler::{Function, Pair, Sampler, variance};
use crate::analysis::risk::correlation::Matrix;
use crate::analysis::risk::scores::REPLICATE;
use crate::analysis::shapley::shapley_values;

/// The part of a variance that one dimension is answerable for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShapleyEffect {
    /// Its Shapley value.
    pub effect: f64,
    /// How far the estimate is off, as a standard error.
    pub standard_error: f64,
}

/// Sums over the pairs of one figure.
#[derive(Debug, Clone)]
struct Sums {
    /// Of the first draws: how many, their values, their squares.
    values: [f64; 3],
    /// For each set of dimensions: how many pairs, the sums of both values, of their squares, and
    /// of the squares of their difference. Those of none and of all stay empty.
    pairs: Vec<[f64; 4]>,
}

/// How the dimensions outside of a set follow from those in it.
struct Conditional {
    given: Vec<usize>,
    /// Each other dimension with what the given ones are multiplied by, and what normals of its own
    /// and of the others before it are.
    others: Vec<(usize, Vec<f64>, Vec<f64>)>,
}

/// The effects of each dimension on each figure; none where a figure doesn't vary. `None` as soon
/// as it is cancelled, or where there is no function.
///
/// A unit of work is a replicate: a Sobol sequence scrambled anew, which is what its estimate
/// differs by from those of others. The standard error is the jackknife's, each replicate left out
/// in turn. Pairs in which one of the two is missing are left out.
pub(super) fn shapley_effects<F: Function + Send>(
    sampler: &Sampler,
    correlations: &Matrix,
    function: &(impl Fn() -> Option<F> + Sync),
) -> Option<Vec<Vec<ShapleyEffect>>> {
    let sets = 1 << sampler.dimensions();
    let conditionals: Vec<Conditional> =
        (0..sets).map(|set| Conditional::new(correlations, set)).collect();
    let centres = sampler.centres(&mut function()?);
    let nothing = vec![Sums { values: [0.0; 3], pairs: vec![[0.0; 4]; sets] }; sampler.figures];
    let replicate = |unit: usize| unit * REPLICATE;
    let units = sampler.each_unit(replicate, function, &nothing, |function, pair, sums| {
        add_piece(function, pair, (&conditionals, &centres), sums);
    })?;
    let of = |figure: usize| {
        let of_figure: Vec<&Sums> = units.iter().map(|unit| &unit[figure]).collect();
        effects(&of_figure, sampler.dimensions(), centres[figure])
    };
    Some((0..sampler.figures).map(of).collect())
}

impl Conditional {
    fn new(correlations: &Matrix, set: usize) -> Self {
        let all = 0..correlations.len();
        let (given, others): (Vec<usize>, Vec<usize>) =
            all.partition(|dimension| set & 1 << dimension != 0);
        // The Cholesky factor of the given dimensions, then the others.
        let order: Vec<usize> = given.iter().chain(&others).copied().collect();
        let mut factor: Matrix = vec![vec![0.0; order.len()]; order.len()];
        for row in 0..order.len() {
            for column in 0..=row {
                let known: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
                let rest = correlations[order[row]][order[column]] - known;
                factor[row][column] = if row == column {
                    // What follows from the others almost wholly has next to nothing of its own.
                    rest.max(1e-14).sqrt()
                } else {
                    rest / factor[column][column]
                };
            }
        }
        let count = given.len();
        let others = others.into_iter().zip(&factor[count..]).enumerate();
        let others = others.map(|(place, (dimension, row))| {
            // The normals behind the given scores, which the row multiplies, are the scores times
            // the factor's inverse: solved from the last column on.
            let mut by_given = row[..count].to_vec();
            for column in (0..count).rev() {
                let later: f64 = (column + 1..count).map(|k| by_given[k] * factor[k][column]).sum();
                by_given[column] = (by_given[column] - later) / factor[column][column];
            }
            (dimension, by_given, row[count..=count + place].to_vec())
        });
        Self { others: others.collect(), given }
    }

    /// Sets the other dimensions' scores from those of the given ones and from normals of their
    /// own.
    fn fill(&self, given: &[Vec<f64>], normals: &[&[f64]], out: &mut [Vec<f64>]) {
        for (dimension, by_given, by_normals) in &self.others {
            let out = &mut out[*dimension];
            out.fill(0.0);
            let from_given = by_given.iter().zip(&self.given).map(|(by, of)| (by, &given[*of][..]));
            let others = self.others.iter().map(|(dimension, ..)| normals[*dimension]);
            for (by, scores) in from_given.chain(by_normals.iter().zip(others)) {
                for (out, score) in out.iter_mut().zip(scores) {
                    *out += by * score;
                }
            }
        }
    }
}

fn add_piece(
    function: &mut impl Function,
    [a, b]: &Pair,
    (conditionals, centres): (&[Conditional], &[f64]),
    sums: &mut [Sums],
) {
    let draws = a.first().map_or(0, |scores| scores.len());
    let zeros = || vec![vec![0.0; draws]; a.len()];
    let (mut first, mut other) = (zeros(), zeros());
    let mut figures = [0; 2].map(|_| vec![0.0; centres.len() * draws]);
    let [at_first, at_second] = &mut figures;
    conditionals[0].fill(&[], a, &mut first);
    function.evaluate(&first.iter().map(|scores| &scores[..]).collect::<Vec<_>>(), at_first);
    let figures = at_first.chunks_exact_mut(draws).zip(centres).zip(sums.iter_mut());
    for ((values, centre), sums) in figures {
        for value in values {
            *value -= centre;
            let is_there = f64::from(u8::from(!value.is_nan()));
            let value = if value.is_nan() { 0.0 } else { *value };
            add(&mut sums.values, [is_there, value, value * value]);
        }
    }
    for (set, conditional) in conditionals.iter().enumerate().take(conditionals.len() - 1).skip(1) {
        conditional.fill(&first, b, &mut other);
        let mut second: Vec<&[f64]> = other.iter().map(|scores| &scores[..]).collect();
        for given in &conditional.given {
            second[*given] = &first[*given];
        }
        function.evaluate(&second, at_second);
        let figures = at_first.chunks_exact(draws).zip(at_second.chunks_exact(draws));
        for (((first, second), centre), sums) in figures.zip(centres).zip(sums.iter_mut()) {
            add(&mut sums.pairs[set], pair_sums(first, second, *centre));
        }
    }
}

/// The sums of one piece's pairs, of which the first values are less the centre already: side by
/// side, and without a branch.
fn pair_sums(first: &[f64], second: &[f64], centre: f64) -> [f64; 4] {
    const LANES: usize = 8;
    let mut lanes = [[0.0; LANES]; 4];
    for (first, second) in first.chunks(LANES).zip(second.chunks(LANES)) {
        for (lane, (first, second)) in first.iter().zip(second).enumerate() {
            let second = second - centre;
            let is_there = !(first + second).is_nan();
            let [one, a, b] = if is_there { [1.0, *first, second] } else { [0.0; 3] };
            lanes[0][lane] += one;
            lanes[1][lane] += a + b;
            lanes[2][lane] += a * a + b * b;
            lanes[3][lane] += (a - b) * (a - b);
        }
    }
    lanes.map(|lanes| lanes.iter().sum())
}

/// The effects that all replicates together come to, and their errors by leaving each out in turn.
fn effects(replicates: &[&Sums], dimensions: usize, centre: f64) -> Vec<ShapleyEffect> {
    let mut total = Sums { values: [0.0; 3], pairs: vec![[0.0; 4]; 1 << dimensions] };
    for replicate in replicates {
        total.add(replicate, 1.0);
    }
    let values = |sums: &Sums| shapley_values(dimensions, &sums.worth());
    if variance(total.values, centre).is_none() {
        return Vec::new();
    }
    let whole = values(&total);
    let without: Vec<Vec<f64>> = replicates
        .iter()
        .map(|replicate| {
            let mut rest = total.clone();
            rest.add(replicate, -1.0);
            values(&rest)
        })
        .collect();
    let count = replicates.len() as f64;
    let error = |dimension: usize| {
        let mean = without.iter().map(|values| values[dimension]).sum::<f64>() / count;
        let squares = without.iter().map(|values| (values[dimension] - mean).powi(2)).sum::<f64>();
        (squares * (count - 1.0) / count).sqrt()
    };
    let effects: Vec<ShapleyEffect> = (0..dimensions)
        .map(|dimension| ShapleyEffect {
            effect: whole[dimension],
            standard_error: error(dimension),
        })
        .collect();
    // Values that are there in too few draws to say anything.
    let is_known = effects.iter().all(|effect| effect.standard_error.is_finite());
    if is_known { effects } else { Vec::new() }
}

impl Sums {
    fn add(&mut self, other: &Self, sign: f64) {
        add(&mut self.values, other.values.map(|sum| sign * sum));
        for (pairs, other) in self.pairs.iter_mut().zip(&other.pairs) {
            add(pairs, other.map(|sum| sign * sum));
        }
    }

    /// What each set is worth: 1 less half the mean square of the pairs' difference over the
    /// variance of both their values (Janon et al. 2014).
    fn worth(&self) -> Vec<f64> {
        let mut worth: Vec<f64> = self
            .pairs
            .iter()
            .map(|[count, sum, squares, apart]| {
                let mean = sum / (2.0 * count);
                1.0 - apart / (2.0 * count) / (squares / (2.0 * count) - mean * mean)
            })
            .collect();
        let last = worth.len() - 1;
        (worth[0], worth[last]) = (0.0, 1.0);
        worth
    }
}

fn add<const N: usize>(sums: &mut [f64; N], values: [f64; N]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::risk::scores::{Sampling, Uniforms};
    use std::sync::atomic::AtomicBool;

    /// Effects of two figures: the linear one with these coefficients, and one with a leap.
    fn effects_of(
        correlations: &Matrix,
        coefficients: &[f64],
        (seed, draws, threads): (u64, usize, usize),
    ) -> [Vec<ShapleyEffect>; 2] {
        let dimensions = u32::try_from(coefficients.len()).expect("a few");
        let uniforms = Uniforms::new(Sampling::Sobol, seed, (0..2 * dimensions).collect());
        let sampler = Sampler {
            uniforms: &uniforms.expect("memory"),
            figures: 2,
            units: 16,
            draws,
            threads,
            cancelled: &AtomicBool::new(false),
        };
        let function = |scores: &[&[f64]], out: &mut [f64]| {
            let (linear, leaps) = out.split_at_mut(scores[0].len());
            linear.fill(3.0);
            for (scores, by) in scores.iter().zip(coefficients) {
                linear.iter_mut().zip(*scores).for_each(|(out, score)| *out += by * score);
            }
            for (out, linear) in leaps.iter_mut().zip(linear) {
                *out = if *linear > 3.5 { 1.0 } else { 0.0 };
            }
        };
        let found = shapley_effects(&sampler, correlations, &|| Some(function));
        found.expect("not cancelled").try_into().expect("two figures")
    }

    fn assert_close(found: &[ShapleyEffect], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            let apart = (found.effect - expected).abs();
            assert!(apart < 4.0 * found.standard_error + 1e-9, "{found:?} {expected}");
            assert!(found.standard_error < 0.002, "{found:?}");
        }
    }

    /// Owen and Prieur (2017), for unit variances.
    #[test]
    fn two_correlated_gaussians_have_the_effects_of_the_closed_form() {
        for (a, b, r) in
            [(1.0, 1.0, 0.5), (2.0, 1.0, -0.6), (1.0, 0.3, 0.9), (1.0, 0.0, 0.8), (0.0, -2.0, -0.3)]
        {
            let variance: f64 = a * a + 2.0 * r * a * b + b * b;
            let effect = |own: f64, other: f64| {
                let square = own * own * (1.0 - r * r / 2.0) + other * other * r * r / 2.0;
                (square + r * own * other) / variance
            };
            let correlations = vec![vec![1.0, r], vec![r, 1.0]];
            let [found, _] = effects_of(&correlations, &[a, b], (1, 4096, 1));
            assert_close(&found, &[effect(a, b), effect(b, a)]);
        }
    }

    /// What a set u is worth to a linear function of Gaussians: `cᵀ·Σ_uu⁻¹·c` over the variance,
    /// with c the covariances of those in u with it.
    fn explained(correlations: &Matrix, coefficients: &[f64], known: &[usize]) -> f64 {
        let covariance = |i: usize| -> f64 {
            correlations[i].iter().zip(coefficients).map(|(r, b)| r * b).sum()
        };
        // Gauss–Jordan elimination.
        let mut rows: Vec<Vec<f64>> = known
            .iter()
            .map(|i| known.iter().map(|j| correlations[*i][*j]).chain([covariance(*i)]).collect())
            .collect();
        for pivot in 0..rows.len() {
            let own: Vec<f64> = rows[pivot].iter().map(|x| x / rows[pivot][pivot]).collect();
            for (row, values) in rows.iter_mut().enumerate() {
                let times = values[pivot];
                for (value, own) in values.iter_mut().zip(&own) {
                    *value = if row == pivot { *own } else { *value - times * own };
                }
            }
        }
        let whole: f64 = (0..coefficients.len()).map(|i| coefficients[i] * covariance(i)).sum();
        let part = rows.iter().zip(known).map(|(row, i)| row[known.len()] * covariance(*i));
        part.sum::<f64>() / whole
    }

    /// The mean over every order of what each adds.
    fn over_all_orders(correlations: &Matrix, coefficients: &[f64]) -> Vec<f64> {
        fn visit(known: &mut Vec<usize>, add: &mut dyn FnMut(&[usize]), count: usize) {
            if known.len() == count {
                return add(known);
            }
            for next in 0..count {
                if !known.contains(&next) {
                    known.push(next);
                    visit(known, add, count);
                    known.pop();
                }
            }
        }
        let (mut sums, mut orders) = (vec![0.0; coefficients.len()], 0.0);
        let mut add = |order: &[usize]| {
            orders += 1.0;
            for place in 0..order.len() {
                let [before, after] = [place, place + 1]
                    .map(|known| explained(correlations, coefficients, &order[..known]));
                sums[order[place]] += after - before;
            }
        };
        visit(&mut Vec::new(), &mut add, coefficients.len());
        sums.iter().map(|sum| sum / orders).collect()
    }

    #[test]
    fn gaussians_have_the_effects_of_their_covariances() {
        let three = vec![vec![1.0, 0.7, -0.2], vec![0.7, 1.0, 0.4], vec![-0.2, 0.4, 1.0]];
        for coefficients in [[1.0, -0.5, 2.0], [1.0, 1.0, 0.0], [0.2, 3.0, -1.0]] {
            let [found, _] = effects_of(&three, &coefficients, (1, 4096, 2));
            assert_close(&found, &over_all_orders(&three, &coefficients));
        }
        let five: Matrix =
            (0..5).map(|i| (0..5).map(|j| if i == j { 1.0 } else { 0.3 }).collect()).collect();
        let coefficients = [1.0, 0.0, -0.4, 0.3, 0.05];
        let [found, _] = effects_of(&five, &coefficients, (1, 1024, 2));
        let expected = over_all_orders(&five, &coefficients);
        for (found, expected) in found.iter().zip(&expected) {
            let apart = (found.effect - expected).abs();
            assert!(apart < 4.0 * found.standard_error, "{found:?} {expected}");
        }
        // What doesn't matter itself goes along with what does.
        assert!(found[1].effect > 0.02);
    }

    #[test]
    fn standard_errors_are_what_estimates_differ_by() {
        let three = vec![vec![1.0, 0.5, 0.3], vec![0.5, 1.0, 0.1], vec![0.3, 0.1, 1.0]];
        let coefficients = [1.0, 0.6, -0.8];
        let runs: Vec<_> =
            (1..=40).map(|seed| effects_of(&three, &coefficients, (seed, 256, 2))).collect();
        let exact = over_all_orders(&three, &coefficients);
        for figure in 0..2 {
            for dimension in 0..3 {
                let of = |run: &[Vec<ShapleyEffect>; 2]| run[figure][dimension];
                let mean = match figure {
                    0 => exact[dimension],
                    _ => runs.iter().map(|run| of(run).effect).sum::<f64>() / 40.0,
                };
                let apart: f64 = runs.iter().map(|run| (of(run).effect - mean).powi(2)).sum();
                let said: f64 = runs.iter().map(|run| of(run).standard_error.powi(2)).sum();
                let ratio = (apart / said).sqrt();
                assert!((0.7..1.4).contains(&ratio), "{figure} {dimension}: {ratio}");
            }
        }
    }

    #[test]
    fn threads_change_nothing_and_seeds_something() {
        let two = vec![vec![1.0, 0.5], vec![0.5, 1.0]];
        let on = |seed: u64, threads: usize| effects_of(&two, &[1.0, 2.0], (seed, 512, threads));
        assert_eq!(on(1, 1), on(1, 3));
        assert_ne!(on(1, 1), on(2, 1));
    }

    #[test]
    fn pairs_with_a_missing_value_are_left_out_and_what_never_varies_has_no_effects() {
        let two = vec![vec![1.0, 0.5], vec![0.5, 1.0]];
        let uniforms = Uniforms::new(Sampling::Sobol, 1, (0..4).collect()).expect("memory");
        let sampler = Sampler {
            uniforms: &uniforms,
            figures: 3,
            units: 16,
            draws: 1024,
            threads: 1,
            cancelled: &AtomicBool::new(false),
        };
        let function = |scores: &[&[f64]], out: &mut [f64]| {
            let draws = scores[0].len();
            for (index, score) in scores[0].iter().enumerate() {
                out[index] = if *score < -1.0 { f64::NAN } else { *score };
            }
            out[draws..2 * draws].fill(-7.0);
            out[2 * draws..].fill(f64::NAN);
        };
        let found = shapley_effects(&sampler, &two, &|| Some(function)).expect("not cancelled");
        let sum: f64 = found[0].iter().map(|effect| effect.effect).sum();
        assert!((sum - 1.0).abs() < 1e-12 && found[0][0].effect > 0.8, "{found:?}");
        assert_eq!(found[1..], [vec![], vec![]]);
    }
}
