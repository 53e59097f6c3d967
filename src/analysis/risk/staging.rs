//! Odds from coarse to fine: an answer after a few draws, a better one while more are made.

use super::spread::{SpreadShares, spread_with};
use super::{Relation, RiskError, RiskQuestion, RiskResult, Simulation, Target};
use crate::analysis::Bound;
use crate::model::{Batch, Metric};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Draws after which there is an answer while it is refined; the first answer is there within a
/// frame.
const STAGES: [usize; 3] = [8_192, 131_072, 524_288];

/// Draws evaluated one by one take several times as long.
const ONE_BY_ONE: usize = 20;

/// Evaluations by which the spread is shared out when the first answer is there.
const COARSE_SPREAD: usize = 1 << 18;

/// When, where and on how many threads an answer is refined.
pub trait Turn: Sync {
    /// Has the work done, which takes a number of threads, once its turn has come; not at all where
    /// it is cancelled before.
    fn take(&self, cancelled: &AtomicBool, work: &mut (dyn FnMut(usize) + Send));
}

/// At once, on so many threads.
#[derive(Debug, Clone, Copy)]
pub struct Threads(pub usize);

impl Turn for Threads {
    fn take(&self, _: &AtomicBool, work: &mut (dyn FnMut(usize) + Send)) {
        work(self.0);
    }
}

/// How far an answer is worked out, and how.
#[derive(Clone, Copy)]
pub struct Staging<'a> {
    /// Draws at which refining ends.
    pub upto: usize,
    /// Evaluations by which the spread is shared out in the end.
    pub spread: usize,
    /// What comes after the first answer waits for its turn.
    pub turn: &'a dyn Turn,
    /// What an answer leaves for the next one.
    pub reused: Option<&'a Reused>,
}

/// Most numbers in tables that are kept while nothing is asked: 8 MiB, several times those of one site.
const MOST_REUSED: usize = 1 << 20;

/// The programme that the last answer compiled: the next one needs it again unless what it is made
/// of has changed, which a step of utilization or margin leaves as it is.
#[derive(Debug, Default)]
pub struct Reused(RefCell<Option<Arc<Batch>>>);

impl<'a> Staging<'a> {
    /// An answer that is wanted at once and whole: for pictures.
    pub const AT_ONCE: Staging<'static> =
        Staging { upto: 20_480, spread: 1 << 13, turn: &Threads(1), reused: None };

    /// As far as it is worth while.
    pub const fn refined(turn: &'a dyn Turn, reused: &'a Reused) -> Self {
        Self { upto: 1_000_000, spread: 1 << 20, turn, reused: Some(reused) }
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
    pub spread: Option<SpreadShares>,
    /// Whether no further draws follow.
    pub finished: bool,
}

/// Works a question about one metric out, stage by stage: `part` gets what is known while more
/// draws are made. The first answer never waits. `None` as soon as it is cancelled.
///
/// # Errors
/// When no draws can be made of the inputs and settings.
pub fn staged(
    question: &RiskQuestion,
    staging: Staging,
    cancelled: &AtomicBool,
    part: &mut dyn FnMut(RiskAnswer),
) -> Result<Option<RiskAnswer>, RiskError> {
    let earlier = staging.reused.and_then(|reused| reused.0.take());
    let simulation = Simulation::after(earlier, question)?;
    if let Some(reused) = staging.reused.filter(|_| simulation.batch().table_size() <= MOST_REUSED)
    {
        reused.0.replace(Some(Arc::clone(simulation.batch())));
    }
    let slower = if simulation.is_side_by_side() { 1 } else { ONE_BY_ONE };
    let upto = staging.upto / slower;
    let coarse = STAGES.into_iter().map(|stage| stage / slower).filter(|stage| *stage < upto);
    let mut stages = coarse.chain([upto]);
    let last_spread = staging.spread;
    let mut refining =
        Refining { question, simulation, spread: None, upto, last_spread, cancelled };
    let first = stages.next().unwrap_or(upto);
    let mut answer = refining.advance(first, 1);
    for stage in stages {
        match answer {
            Some(coarse) if !coarse.finished => part(coarse),
            _ => break,
        }
        answer = None;
        let mut work = |threads| answer = refining.refine(stage, threads);
        staging.turn.take(cancelled, &mut work);
    }
    Ok(answer)
}

/// An answer under way.
struct Refining<'a> {
    question: &'a RiskQuestion<'a>,
    simulation: Simulation,
    spread: Option<SpreadShares>,
    /// Draws at which it is finished.
    upto: usize,
    /// Evaluations by which the spread is shared out in the end.
    last_spread: usize,
    cancelled: &'a AtomicBool,
}

impl Refining<'_> {
    /// The answer after so many draws, and with where the spread comes from: roughly when the first
    /// answer is there already, closely when the last one is.
    fn refine(&mut self, draws: usize, threads: usize) -> Option<RiskAnswer> {
        if self.spread.is_none() {
            self.set_spread(COARSE_SPREAD, threads)?;
        }
        self.advance(draws, threads)
    }

    /// The answer after so many draws; `None` as soon as it is cancelled.
    fn advance(&mut self, draws: usize, threads: usize) -> Option<RiskAnswer> {
        let made = self.simulation.advance_or_drop(draws, threads, self.cancelled);
        if !made && !self.simulation.is_at_its_end() {
            return None;
        }
        let finished = !made || draws == self.upto;
        if finished {
            self.set_spread(self.last_spread, threads)?;
        }
        let result = self.simulation.result_unless(threads, self.cancelled)?;
        let (metric, spread) = (self.question.metrics[0], self.spread.clone());
        Some(RiskAnswer { metric, result, spread, finished })
    }

    /// Finds out where the figure's spread comes from, as far as there is memory; `None` as soon as
    /// it is cancelled.
    fn set_spread(&mut self, evaluations: usize, threads: usize) -> Option<()> {
        let batch = self.simulation.batch();
        let found = spread_with(self.question, batch, evaluations, threads, self.cancelled);
        if let Ok(spread) = found {
            self.spread = spread?.pop().map(|of_metric| of_metric.shares);
        }
        Some(())
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
