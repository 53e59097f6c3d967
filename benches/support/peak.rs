//! What the processor can do at most: products and sums that need nothing but registers.

use pulp::{Arch, Simd, WithSimd};
use std::hint::black_box;

/// Sums that don't wait for each other: enough to keep two units for additions busy.
const SUMS: usize = 10;

struct Peak(usize);

impl WithSimd for Peak {
    type Output = f64;

    #[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let factor = simd.splat_f64s(black_box(0.5));
        let mut sums = [simd.splat_f64s(black_box(0.1)); SUMS];
        for _ in 0..self.0 / (SUMS * S::F64_LANES) {
            for sum in &mut sums {
                *sum = simd.add_f64s(simd.mul_f64s(*sum, factor), factor);
            }
        }
        let total = sums.into_iter().fold(simd.splat_f64s(0.0), |a, b| simd.add_f64s(a, b));
        simd.reduce_sum_f64s(total)
    }
}

/// So many products, each added to a sum, rounded as the model's are: not fused.
pub fn peak(multiply_adds: usize) -> f64 {
    Arch::new().dispatch(Peak(multiply_adds))
}
