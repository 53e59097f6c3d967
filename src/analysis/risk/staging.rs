//! Odds from coarse to fine: an answer after a few draws, a better one while more are made.

use super::spread::{NoSpread, SpreadResult, spread};
use super::{Relation, RiskError, RiskQuestion, RiskResult, Simulation, Target};
use crate::analysis::Bound;
use crate::model::Metric;
use std::sync::atomic::AtomicBool;

/// Draws after which there is an answer while it is refined.
const STAGES: [usize; 3] = [16_384, 131_072, 524_288];

/// Draws evaluated one by one take several times as long.
const ONE_BY_ONE: usize = 20;

/// Pairs of draws that the spread is shared out by.
const SPREAD_PAIRS: usize = 16_384;

/// How far an answer is worked out, and on how many threads.
#[derive(Debug, Clone, Copy)]
pub struct Staging {
    /// Draws at which refining ends.
    pub upto: usize,
    /// Threads that draw.
    pub threads: usize,
}

impl Staging {
    /// An answer that is wanted at once and whole: for pictures.
    pub const AT_ONCE: Self = Self { upto: 20_480, threads: 1 };

    /// As far as it is worth while.
    pub const fn refined(threads: usize) -> Self {
        Self { upto: 1_000_000, threads }
    }
}

/// How likely it is, as far as that is known by now.
#[derive(Debug, Clone)]
pub struct RiskAnswer {
    /// The figure that it is about.
    pub metric: Metric,
    /// What the draws say.
    pub result: RiskResult,
    /// Where the figure's spread comes from, once that is known.
    pub spread: Option<SpreadResult>,
    /// Whether no further draws follow.
    pub finished: bool,
}

/// Works a question about one metric out, stage by stage: `part` gets what is known while more
/// draws are made. `None` as soon as it is cancelled.
///
/// # Errors
/// When no draws can be made of the inputs and settings.
pub fn staged(
    question: &RiskQuestion,
    staging: Staging,
    cancelled: &AtomicBool,
    part: &mut dyn FnMut(RiskAnswer),
) -> Result<Option<RiskAnswer>, RiskError> {
    let Staging { upto, threads } = staging;
    let mut simulation = Simulation::new(question)?;
    let side_by_side = simulation.is_side_by_side();
    let slower = if side_by_side { 1 } else { ONE_BY_ONE };
    let upto = upto / slower;
    let mut spread = None;
    let coarse = STAGES.into_iter().map(|stage| stage / slower).filter(|stage| *stage < upto);
    for stage in coarse.chain([upto]) {
        if !simulation.advance(stage, threads, cancelled) {
            return Ok(None);
        }
        let finished = stage == upto;
        if finished && spread.is_none() && side_by_side {
            spread = spread_of(question, cancelled);
        }
        let Some(result) = simulation.result_unless(threads, cancelled) else { return Ok(None) };
        let metric = question.metrics[0];
        let answer = RiskAnswer { metric, result, spread: spread.clone(), finished };
        if finished {
            return Ok(Some(answer));
        }
        part(answer);
        if spread.is_none() && side_by_side {
            // Cheap enough to come second: the first answer is there already.
            spread = spread_of(question, cancelled);
        }
    }
    Ok(None)
}

/// Where the figure's spread comes from; `None` as soon as it is cancelled.
fn spread_of(question: &RiskQuestion, cancelled: &AtomicBool) -> Option<SpreadResult> {
    match spread(question, question.metrics[0], SPREAD_PAIRS, cancelled) {
        Err(NoSpread::Cancelled) => None,
        spread => Some(spread),
    }
}

impl RiskAnswer {
    /// The odds of a claim's bound on a metric, their standard error, and the share of draws that
    /// have a value.
    pub fn odds_within(&self, metric: Metric, bound: Bound) -> Option<(f64, f64, f64)> {
        let (mut odds, mut defined) = (0.0, 1.0);
        for (target, sign) in targets_of(metric, bound) {
            let of = self.result.odds(&target)?;
            odds += sign * of.probability;
            defined = of.defined;
        }
        let odds = odds.clamp(0.0, 1.0);
        let error = (odds * (1.0 - odds) / self.result.draws.max(1) as f64).sqrt();
        Some((odds, error, defined))
    }
}

/// The targets whose odds, added with these signs, are those of a bound.
pub fn targets_of(metric: Metric, bound: Bound) -> Vec<(Target, f64)> {
    use Relation::{Above, AtLeast, AtMost};
    let target = |relation, bound| Target { metric, relation, bound };
    match bound {
        Bound::AtLeast(low) => vec![(target(AtLeast, low), 1.0)],
        Bound::AtMost(high) => vec![(target(AtMost, high), 1.0)],
        Bound::Within(low, high) => {
            vec![(target(AtLeast, low), 1.0), (target(Above, high), -1.0)]
        }
    }
}
