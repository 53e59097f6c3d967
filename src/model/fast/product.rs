//! The product of factors with a table: where almost all arithmetic of many scenarios is done.
//!
//! Written in the processor's own vectors, so that its speed doesn't hang on what an optimiser makes
//! of a loop. Products are rounded before they are added, and each sum is made in the order of the
//! rows: every processor finds the same figures to the last bit.

use pulp::Simd;

/// Scenarios that are multiplied with the table together.
pub(super) const TOGETHER: usize = 4;

/// `products[scenario][offset + column] = Σ_row factor[row][scenario]·rows[row][column]`, where a
/// scenario's products are a `stride` long and `width` is a multiple of [`super::columns::LANES`].
#[inline(always)]
pub(super) fn product<S: Simd>(
    simd: S,
    (rows, width): (&[f64], usize),
    factors: &[[f64; TOGETHER]],
    products: &mut [f64],
    (offset, stride): (usize, usize),
) {
    if width == 0 {
        return;
    }
    let (rows, _) = S::as_simd_f64s(rows);
    let table = (rows, width / S::F64_LANES);
    let mut done = 0;
    // As many vectors at once as there are registers for sums; AVX2 has half as many.
    if S::F64_LANES != 4 {
        done = columns::<S, 4>(simd, table, factors, products, (offset, stride), done);
    }
    done = columns::<S, 2>(simd, table, factors, products, (offset, stride), done);
    columns::<S, 1>(simd, table, factors, products, (offset, stride), done);
}

/// Sums up as many columns as whole steps of so many vectors have; returns where it stops.
#[inline(always)]
fn columns<S: Simd, const VECTORS: usize>(
    simd: S,
    (rows, width): (&[S::f64s], usize),
    factors: &[[f64; TOGETHER]],
    products: &mut [f64],
    (offset, stride): (usize, usize),
    mut from: usize,
) -> usize {
    while from + VECTORS <= width {
        let mut sums = [[simd.splat_f64s(0.0); VECTORS]; TOGETHER];
        for (row, factors) in rows.chunks_exact(width).zip(factors) {
            let row = &row[from..from + VECTORS];
            for scenario in 0..TOGETHER {
                let factor = simd.splat_f64s(factors[scenario]);
                for vector in 0..VECTORS {
                    let product = simd.mul_f64s(factor, row[vector]);
                    sums[scenario][vector] = simd.add_f64s(sums[scenario][vector], product);
                }
            }
        }
        for (scenario, sums) in sums.iter().enumerate() {
            let at = scenario * stride + offset + from * S::F64_LANES;
            let place = &mut products[at..at + VECTORS * S::F64_LANES];
            for (place, sum) in S::as_mut_simd_f64s(place).0.iter_mut().zip(sums) {
                *place = *sum;
            }
        }
        from += VECTORS;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fast::processors;
    use pulp::{Arch, WithSimd};
    use std::time::{Duration, Instant};

    struct Work<'a> {
        rows: (&'a [f64], usize),
        factors: &'a [[f64; TOGETHER]],
        products: &'a mut [f64],
        place: (usize, usize),
    }

    impl WithSimd for Work<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            product(simd, self.rows, self.factors, self.products, self.place);
        }
    }

    /// Rows, factors and room for the products of a table as large as the announced programme's.
    fn table(rows: usize, width: usize) -> (Vec<f64>, Vec<[f64; TOGETHER]>, Vec<f64>) {
        let wave = |n: usize| (n as f64 * 0.618).fract() - 0.3;
        let factors = (0..rows).map(|row| [0, 1, 2, 3].map(|lane| wave(7 * row + lane)));
        ((0..rows * width).map(wave).collect(), factors.collect(), vec![9.0; TOGETHER * width])
    }

    fn plain(rows: (&[f64], usize), factors: &[[f64; TOGETHER]], products: &mut [f64]) {
        let (rows, width) = rows;
        products.fill(0.0);
        for (row, factors) in rows.chunks_exact(width).zip(factors) {
            for (products, factor) in products.chunks_exact_mut(width).zip(factors) {
                for (product, value) in products.iter_mut().zip(row) {
                    *product += factor * value;
                }
            }
        }
    }

    #[test]
    fn it_is_the_sum_of_products_on_every_processor() {
        for (count, width) in [(1, 8), (3, 24), (12, 208), (5, 56)] {
            let (rows, factors, mut expected) = table(count, width);
            plain((&rows, width), &factors, &mut expected);
            for arch in processors() {
                let (offset, stride) = (8, width + 24);
                let mut products = vec![9.0; TOGETHER * stride];
                let place = (offset, stride);
                let rows = (&rows[..], width);
                arch.dispatch(Work { rows, factors: &factors, products: &mut products, place });
                for (scenario, products) in products.chunks_exact(stride).enumerate() {
                    let own = &expected[scenario * width..(scenario + 1) * width];
                    assert_eq!(&products[offset..offset + width], own, "{arch:?}, {width} columns");
                    let rest = products[..offset].iter().chain(&products[offset + width..]);
                    assert!(
                        rest.copied().all(|untouched| untouched.to_bits() == 9.0_f64.to_bits())
                    );
                }
            }
        }
    }

    /// With a call for each number the product would take ten times as long, and nothing would say
    /// so. In a build for tests it takes from a fifth of a plain loop's time to half as long again,
    /// depending on how much is inlined.
    #[test]
    fn it_takes_no_three_times_as_long_as_a_plain_loop() {
        let (rows, factors, mut products) = table(12, 208);
        let rows = (&rows[..], 208);
        let timed = |work: &mut dyn FnMut()| {
            let begun = Instant::now();
            (0..50).for_each(|_| work());
            begun.elapsed()
        };
        let (mut ours, mut loops) = (Duration::MAX, Duration::MAX);
        for _ in 0..40 {
            loops = loops.min(timed(&mut || plain(rows, &factors, &mut products)));
            ours = ours.min(timed(&mut || {
                let place = (0, 208);
                let products = &mut products;
                Arch::new().dispatch(Work { rows, factors: &factors, products, place });
            }));
        }
        assert!(ours < 3 * loops, "{ours:?} for the product, {loops:?} for a plain loop");
    }
}
