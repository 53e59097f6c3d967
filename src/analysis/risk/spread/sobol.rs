//! Sobol indices: the parts of a variance that independent dimensions are answerable for.

use super::sampler::{Function, Pair, Sampler, variance};

/// The parts of a variance that one dimension is answerable for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SobolIndices {
    /// First order: what would go if it were known, on average.
    pub first: f64,
    /// Total order: what would stay if all others were known, on average.
    pub total: f64,
}

/// Sums over the draws of one figure.
#[derive(Debug, Clone)]
struct Sums {
    /// Of both draws of each pair: how many, their values, their squares.
    values: [f64; 3],
    /// For each dimension: how many, what gives the first order, what gives the total one.
    shares: Vec<[f64; 3]>,
}

/// The indices of each dimension for each figure; none where a figure doesn't vary. `None` as soon
/// as it is cancelled, or where there is no function.
///
/// First order by Saltelli et al. (2010), `mean(f(B)·(f(AB_i) − f(A)))/V`; total order by Jansen
/// (1999), `mean((f(A) − f(AB_i))²)/2V`. `AB_i` is A with dimension i from B. Draws in which one of
/// the three is missing are left out.
pub(super) fn sobol_indices<F: Function + Send>(
    sampler: &Sampler,
    function: &(impl Fn() -> Option<F> + Sync),
) -> Option<Vec<Vec<SobolIndices>>> {
    let centres = sampler.centres(&mut function()?);
    let none = Sums { values: [0.0; 3], shares: vec![[0.0; 3]; sampler.dimensions()] };
    let nothing = vec![none; sampler.figures];
    let units = sampler.each_unit(
        |unit| unit,
        function,
        &nothing,
        |function, pair, sums| {
            add_piece(function, pair, &centres, sums);
        },
    )?;
    let mut total = nothing;
    for unit in &units {
        total.iter_mut().zip(unit).for_each(|(total, sums)| total.add(sums));
    }
    Some(total.iter().zip(centres).map(|(sums, centre)| sums.indices(centre)).collect())
}

fn add_piece(function: &mut impl Function, [a, b]: &Pair, centres: &[f64], sums: &mut [Sums]) {
    let draws = a.first().map_or(0, |scores| scores.len());
    let mut figures = [0; 3].map(|_| vec![0.0; centres.len() * draws]);
    let [at_a, at_b, at_mixed] = &mut figures;
    function.evaluate(a, at_a);
    function.evaluate(b, at_b);
    let of = |figure: usize| figure * draws..(figure + 1) * draws;
    for (figure, sums) in sums.iter_mut().enumerate() {
        for value in at_a[of(figure)].iter_mut().chain(&mut at_b[of(figure)]) {
            *value -= centres[figure];
            if !value.is_nan() {
                add(&mut sums.values, [1.0, *value, *value * *value]);
            }
        }
    }
    let mut mixed = a.clone();
    for dimension in 0..a.len() {
        mixed[dimension] = b[dimension];
        function.evaluate(&mixed, at_mixed);
        mixed[dimension] = a[dimension];
        for (figure, sums) in sums.iter_mut().enumerate() {
            let values = at_a[of(figure)].iter().zip(&at_b[of(figure)]).zip(&at_mixed[of(figure)]);
            for ((a, b), mixed) in values {
                let apart = mixed - centres[figure] - a;
                if !(apart + b).is_nan() {
                    add(&mut sums.shares[dimension], [1.0, b * apart, apart * apart]);
                }
            }
        }
    }
}

impl Sums {
    fn add(&mut self, other: &Self) {
        add(&mut self.values, other.values);
        for (share, other) in self.shares.iter_mut().zip(&other.shares) {
            add(share, *other);
        }
    }

    fn indices(&self, centre: f64) -> Vec<SobolIndices> {
        let Some(variance) = variance(self.values, centre) else { return Vec::new() };
        let share = |[count, first, total]: &[f64; 3]| SobolIndices {
            first: first / count / variance,
            total: total / (2.0 * count) / variance,
        };
        self.shares.iter().map(share).collect()
    }
}

fn add(sums: &mut [f64; 3], values: [f64; 3]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::risk::scores::{BLOCK, Sampling, Uniforms};
    use statrs::distribution::{ContinuousCDF, Normal};
    use std::f64::consts::PI;
    use std::sync::atomic::AtomicBool;

    fn indices_of(
        dimensions: u32,
        figures: usize,
        function: impl Fn(&[&[f64]], &mut [f64]) + Sync + Copy + Send,
    ) -> Vec<Vec<SobolIndices>> {
        let uniforms = Uniforms::new(Sampling::Sobol, 1, (0..2 * dimensions).collect());
        let sampler = Sampler {
            uniforms: &uniforms.expect("memory"),
            figures,
            units: 16,
            draws: BLOCK,
            threads: 2,
            cancelled: &AtomicBool::new(false),
        };
        sobol_indices(&sampler, &|| Some(function)).expect("not cancelled")
    }

    /// Ishigami and Homma (1990), a = 7, b = 0.1, whose indices have closed forms; beside it what
    /// doesn't vary, and what is missing where the first dimension is below its median.
    #[test]
    fn the_indices_of_ishigami_are_the_published_ones() {
        let normal = Normal::standard();
        let found = indices_of(3, 4, |scores, out| {
            let (ishigami, others) = out.split_at_mut(scores[0].len());
            let (constant, others) = others.split_at_mut(scores[0].len());
            let (missing, partial) = others.split_at_mut(scores[0].len());
            constant.fill(1e9);
            missing.fill(f64::NAN);
            for index in 0..ishigami.len() {
                let [x, y, z] = [0, 1, 2].map(|d| PI * (2.0 * normal.cdf(scores[d][index]) - 1.0));
                ishigami[index] = x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin();
                partial[index] = if x < 0.0 { f64::NAN } else { 5.0 + y };
            }
        });
        for (found, (first, total)) in
            found[0].iter().zip([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)])
        {
            assert!((found.first - first).abs() < 0.002, "{found:?} {first}");
            assert!((found.total - total).abs() < 0.002, "{found:?} {total}");
        }
        assert_eq!(found[1..3], [vec![], vec![]]);
        for (found, expected) in found[3].iter().zip([0.0, 1.0, 0.0]) {
            assert!((found.first - expected).abs() < 0.01, "{found:?} {expected}");
            assert!((found.total - expected).abs() < 0.01, "{found:?} {expected}");
        }
    }
}
