//! What both ways of sharing a spread out are made of: figures at independent scores, a unit of
//! work at a time, on any number of threads.

use crate::analysis::risk::normal::quantiles;
use crate::analysis::risk::scores::{BLOCK, Block, Uniforms, blocks};
use crate::analysis::threads::on_threads;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

/// Draws evaluated at once: their figures fit into a core's cache.
pub(super) const PIECE: usize = 512;

/// Gives figures at scores: a slice of scores for each dimension, then room for one figure's values
/// after another's. A value that is missing is NaN.
pub(super) trait Function {
    fn evaluate(&mut self, scores: &[&[f64]], out: &mut [f64]);
}

impl<F: FnMut(&[&[f64]], &mut [f64])> Function for F {
    fn evaluate(&mut self, scores: &[&[f64]], out: &mut [f64]) {
        self(scores, out);
    }
}

/// How many draws are made of what, and on what.
pub(super) struct Sampler<'a> {
    /// Two sets of dimensions, of which the second makes pairs of draws.
    pub uniforms: &'a Uniforms,
    /// How many figures there are of each draw.
    pub figures: usize,
    /// How many units of work, and draws in each: whole pieces, or a part of one.
    pub units: usize,
    pub draws: usize,
    pub threads: usize,
    pub cancelled: &'a AtomicBool,
}

/// What a thread needs again and again.
pub(super) struct Bench<F> {
    pub function: F,
    /// The unit's scores in each of both sets' dimensions.
    scores: Vec<Block>,
}

/// Scores of a piece in each dimension, in two sets.
pub(super) type Pair<'a> = [Vec<&'a [f64]>; 2];

impl Sampler<'_> {
    /// How many dimensions a set has.
    pub(super) fn dimensions(&self) -> usize {
        self.uniforms.dimensions() / 2
    }

    /// What each unit comes to; `None` as soon as it is cancelled, or where there is no function.
    ///
    /// `block` names the block of uniforms that a unit's draws are the first of; `piece` is called
    /// for one piece after another with the function, the scores and what the unit comes to so far.
    pub(super) fn each_unit<F: Function + Send, T: Clone + Send + Sync>(
        &self,
        block: impl Fn(usize) -> usize + Sync,
        function: &(impl Fn() -> Option<F> + Sync),
        nothing: &T,
        piece: impl Fn(&mut F, &Pair, &mut T) + Sync,
    ) -> Option<Vec<T>> {
        let bench = || {
            let scores = blocks(2 * self.dimensions());
            function().map(|function| Bench { function, scores })
        };
        let unit = |bench: &mut Option<Bench<F>>, unit: usize| {
            let bench = bench.as_mut()?;
            self.set_scores(block(unit), &mut bench.scores);
            let mut sum = nothing.clone();
            for from in (0..self.draws).step_by(PIECE) {
                if self.cancelled.load(Ordering::Relaxed) {
                    return None;
                }
                let part = from..self.draws.min(from + PIECE);
                let (first, second) = bench.scores.split_at(self.dimensions());
                piece(&mut bench.function, &[first, second].map(|set| parts(set, &part)), &mut sum);
            }
            Some(sum)
        };
        let made = on_threads(self.units, self.threads, self.cancelled, bench, unit)?;
        made.into_iter().collect()
    }

    /// The mean of each figure of the first piece, where it has one: sums of squares around it lose
    /// few digits.
    pub(super) fn centres<F: Function>(&self, function: &mut F) -> Vec<f64> {
        let mut scores = blocks(self.dimensions());
        self.set_scores(0, &mut scores);
        let draws = PIECE.min(self.draws);
        let scores: Vec<&[f64]> = scores.iter().map(|scores| &scores[..draws]).collect();
        let mut figures = vec![0.0; self.figures * draws];
        function.evaluate(&scores, &mut figures);
        let centre = |figures: &[f64]| {
            let (count, sum) = figures
                .iter()
                .filter(|figure| !figure.is_nan())
                .fold((0.0, 0.0), |(count, sum), figure| (count + 1.0, sum + figure));
            if count > 0.0 { sum / count } else { 0.0 }
        };
        figures.chunks_exact(draws).map(centre).collect()
    }

    fn set_scores(&self, block: usize, scores: &mut [Block]) {
        for (dimension, scores) in scores.iter_mut().enumerate() {
            self.uniforms.fill(block, dimension, scores);
            quantiles(&mut scores[..self.draws.min(BLOCK)]);
        }
    }
}

/// The same part of the scores in each dimension.
fn parts<'a>(scores: &'a [Block], part: &Range<usize>) -> Vec<&'a [f64]> {
    scores.iter().map(|scores| &scores[part.clone()]).collect()
}

/// The variance of so many values with this sum and sum of squares; `None` where it is nothing but
/// rounding of values around a centre.
pub(super) fn variance([count, sum, squares]: [f64; 3], centre: f64) -> Option<f64> {
    let variance = squares / count - (sum / count).powi(2);
    let size = (squares / count).sqrt() + centre.abs();
    (variance.sqrt() > 1e-12 * size).then_some(variance)
}
