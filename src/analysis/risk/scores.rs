//! The draws' scores: standard normal, correlated, the same for the same seed.

use super::correlation::Matrix;
use super::normal::quantiles;
use crate::pages::Pages;
use pulp::{Arch, Simd, WithSimd};
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use rand_xoshiro::{SplitMix64, Xoshiro256PlusPlus};
use sobol_burley::parts::{owen_scramble_rev, sobol_rev};

/// Draws of one block: what is worked out at once, and what a thread takes at a time.
pub(super) const BLOCK: usize = 4096;

/// Points of the Sobol sequence before it is scrambled anew.
const POINTS: usize = 1 << 16;

/// Blocks that share a scrambled sequence.
const BLOCKS: usize = POINTS / BLOCK;

/// From a block to this many further on, or a multiple of it, the sequence is the same and scrambled
/// anew: a replicate.
pub(super) const REPLICATE: usize = BLOCKS;

/// Where the draws come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sampling {
    /// A Sobol sequence, Owen-scrambled by the seed, and after each 65,536 points again: every
    /// draw on its own is as random as a pseudo-random one, and together they leave no gaps.
    #[default]
    Sobol,
    /// Independent pseudo-random numbers.
    Plain,
}

/// Uniforms between 0 and 1 in so many dimensions, a block at a time.
#[derive(Debug)]
pub(super) struct Uniforms {
    sampling: Sampling,
    seed: u64,
    /// Which of the sequence's dimensions these are.
    of: Vec<u32>,
    /// The sequence in each of them, one's after another's, bits reversed.
    points: Pages<u32>,
}

impl Uniforms {
    /// Uniforms in these dimensions; those of one dimension don't depend on which others there are.
    /// `None` where there is no memory for them.
    pub(super) fn new(sampling: Sampling, seed: u64, of: Vec<u32>) -> Option<Self> {
        let tabled = if sampling == Sampling::Sobol { of.len() * POINTS } else { 0 };
        let mut points = Pages::zeros(tabled)?;
        for (points, dimension) in points.chunks_exact_mut(POINTS).zip(&of) {
            set_sequence(*dimension, points);
        }
        Some(Self { sampling, seed, of, points })
    }

    pub(super) fn dimensions(&self) -> usize {
        self.of.len()
    }

    /// A block's uniforms in one dimension, each strictly between 0 and 1, in multiples of 2^−33.
    pub(super) fn fill(&self, block: usize, dimension: usize, out: &mut [f64; BLOCK]) {
        let of = self.of[dimension];
        match self.sampling {
            Sampling::Sobol => {
                let scramble = (hash(self.seed, block / BLOCKS, of) >> 32) as u32;
                let from = dimension * POINTS + block % BLOCKS * BLOCK;
                let points = &self.points[from..from + BLOCK];
                Arch::new().dispatch(Scrambling { points, scramble, out });
            }
            Sampling::Plain => {
                let seed = hash(self.seed, block, of);
                let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
                for out in out {
                    *out = share((random.next_u64() >> 32) as u32);
                }
            }
        }
    }
}

/// The middle of one of 2^32 equal parts of what lies between 0 and 1.
#[inline(always)]
fn share(part: u32) -> f64 {
    (f64::from(part) + 0.5) / 4_294_967_296.0
}

/// What is compiled for several kinds of processor.
struct Scrambling<'a> {
    points: &'a [u32],
    scramble: u32,
    out: &'a mut [f64; BLOCK],
}

impl WithSimd for Scrambling<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (out, point) in self.out.iter_mut().zip(self.points) {
            *out = share(owen_scramble_rev(*point, self.scramble).reverse_bits());
        }
    }
}

/// The Sobol sequence in one dimension. Each point is the exclusive or of the vectors of its
/// index's bits, so each power of two doubles what is there.
fn set_sequence(dimension: u32, points: &mut [u32]) {
    points[0] = 0;
    let mut index = 1_u32;
    let mut size = 1;
    while size < points.len() {
        let vector = sobol_rev(index.reverse_bits(), dimension);
        let (before, after) = points.split_at_mut(size);
        for (point, before) in after.iter_mut().zip(before) {
            *point = *before ^ vector;
        }
        index <<= 1;
        size *= 2;
    }
}

/// A number that looks random, from the seed, a block and a dimension.
fn hash(seed: u64, block: usize, dimension: u32) -> u64 {
    [block as u64, u64::from(dimension)]
        .into_iter()
        .fold(SplitMix64::seed_from_u64(seed).next_u64(), |hash, number| {
            SplitMix64::seed_from_u64(hash ^ number).next_u64()
        })
}

/// A number for each draw of a block.
pub(super) type Block = Box<[f64; BLOCK]>;

/// So many blocks of zeros.
pub(super) fn blocks(count: usize) -> Vec<Block> {
    (0..count).filter_map(|_| vec![0.0; BLOCK].into_boxed_slice().try_into().ok()).collect()
}

/// Room for a block's scores.
#[derive(Debug, Clone)]
pub(super) struct ScoreScratch {
    /// Independent, then correlated scores of each dimension.
    scores: Vec<Block>,
}

impl ScoreScratch {
    pub(super) fn new(dimensions: usize) -> Self {
        Self { scores: blocks(dimensions) }
    }

    /// The correlated scores of a block, by dimension.
    pub(super) fn fill(&mut self, uniforms: &Uniforms, factor: &Matrix, block: usize) -> &[Block] {
        for (dimension, scores) in self.scores.iter_mut().enumerate() {
            uniforms.fill(block, dimension, scores);
            quantiles(&mut scores[..]);
        }
        // From the last row up, each needs only those before it, as they were.
        for row in (0..self.scores.len()).rev() {
            let (before, rest) = self.scores.split_at_mut(row);
            let own = factor[row][row];
            for score in rest[0].iter_mut() {
                *score *= own;
            }
            for (scores, weight) in before.iter().zip(&factor[row]) {
                if *weight != 0.0 {
                    for (score, other) in rest[0].iter_mut().zip(scores.iter()) {
                        *score += weight * other;
                    }
                }
            }
        }
        &self.scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_the_sequence_leaves_no_gaps() {
        for block in [0, 5, 17] {
            let uniforms = Uniforms::new(Sampling::Sobol, 7, vec![0, 1, 2]).expect("memory");
            for dimension in 0..3 {
                let mut out = blocks(1).remove(0);
                uniforms.fill(block, dimension, &mut out);
                let mut filled = [false; BLOCK];
                for share in *out {
                    assert!(share > 0.0 && share < 1.0);
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                    let place = (share * BLOCK as f64) as usize;
                    assert!(!std::mem::replace(&mut filled[place], true), "two in one stretch");
                }
            }
        }
    }

    #[test]
    fn seeds_blocks_and_dimensions_differ() {
        for sampling in [Sampling::Sobol, Sampling::Plain] {
            let first = |seed: u64, block: usize, dimension: usize| {
                let mut out = blocks(1).remove(0);
                let uniforms = Uniforms::new(sampling, seed, vec![0, 1]).expect("memory");
                uniforms.fill(block, dimension, &mut out);
                out[1].to_bits()
            };
            let all = [first(1, 0, 0), first(2, 0, 0), first(1, 16, 0), first(1, 0, 1)];
            for (index, one) in all.iter().enumerate() {
                assert!(!all[..index].contains(one), "{sampling:?}");
            }
        }
    }
}
