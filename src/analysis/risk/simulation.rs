//! The simulation: draws in blocks, on any number of threads, as far as one likes.

use super::correlation::{Matrix, factor};
use super::error::RiskError;
use super::figures::{Figures, KEPT, PLACED};
use super::marginal::{Marginal, marginals};
use super::moments::Moments;
use super::percentiles::percentiles;
use super::scores::{BLOCK, Block, Sampling, ScoreScratch, Uniforms};
use super::settings::{MOST_DRAWS, RiskSettings};
use super::summary::{RiskResult, Summed, summarize};
use super::tally::{DrawCounts, Watch};
use super::target::Target;
use crate::analysis::question::outcomes;
use crate::analysis::threads::until_cancelled;
use crate::model::{Batch, Driver, Drivers, Inputs, Metric, Plan, Request, Scenario, Scratch};
use crate::pages::{Pages, can_have};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Draws from which the ends of the histograms are taken.
const PILOT: usize = 2048;

/// Scores beyond which a delay has no table of its own: one draw in 150,000.
const TABLED_SCORES: f64 = 4.5;

/// Threads whose memory is counted with a simulation's.
const THREADS: usize = 4;

/// What is asked of a simulation.
#[derive(Debug, Clone, Copy)]
pub struct RiskQuestion<'a> {
    /// What is put into the model; the scenarios say how the drivers vary.
    pub inputs: &'a Inputs,
    /// The shapes of their distributions, and how they are correlated.
    pub settings: &'a RiskSettings,
    /// The figures to sum up.
    pub metrics: &'a [Metric],
    /// Bounds whose odds are wanted.
    pub targets: &'a [Target],
    /// The same seed makes the same draws.
    pub seed: u64,
    /// Where draws come from.
    pub sampling: Sampling,
}

/// How the drivers are drawn.
#[derive(Debug)]
pub(super) struct DrawMaker {
    pub marginals: Vec<Marginal>,
    factor: Matrix,
    pub uniforms: Uniforms,
    /// What doesn't vary.
    pub base: Drivers,
}

impl DrawMaker {
    /// With so many sets of uniforms for each driver that varies.
    pub(super) fn new(question: &RiskQuestion, sets: u32) -> Result<Self, RiskError> {
        let marginals = marginals(question.inputs, question.settings.shape);
        let varying: Vec<Driver> = marginals.iter().map(|marginal| marginal.driver).collect();
        let factor = factor(question.inputs, question.settings, &varying)?;
        // Every driver has dimensions of its own: one that begins to vary leaves the others' draws.
        let drivers = Driver::ALL.iter().map(|_| 1).sum::<u32>();
        let of = (0..sets)
            .flat_map(|set| varying.iter().map(move |driver| set * drivers + *driver as u32));
        let uniforms = Uniforms::new(question.sampling, question.seed, of.collect());
        let uniforms = uniforms.ok_or(RiskError::NoMemory)?;
        let base = *question.inputs.scenarios[Scenario::Base].drivers();
        Ok(Self { marginals, factor, uniforms, base })
    }

    /// Between which values the drivers lie, but for a few draws.
    pub(super) fn ranges(&self) -> (Drivers, Drivers) {
        let (mut low, mut high) = (self.base, self.base);
        for marginal in &self.marginals {
            low[marginal.driver] = marginal.at(-TABLED_SCORES);
            high[marginal.driver] = marginal.at(TABLED_SCORES);
        }
        (low, high)
    }

    /// Whether no two drivers are correlated.
    pub(super) fn is_independent(&self) -> bool {
        let below = self.factor.iter().enumerate().flat_map(|(row, weights)| &weights[..row]);
        below.into_iter().all(|weight| *weight == 0.0)
    }

    /// How the drivers' scores are correlated.
    pub(super) fn correlations(&self) -> Matrix {
        let product = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).map(|(a, b)| a * b).sum();
        let row = |a| self.factor.iter().map(|b| product(a, b)).collect();
        self.factor.iter().map(row).collect()
    }

    /// The scores of a block.
    fn scores<'a>(&self, block: usize, scratch: &'a mut ScoreScratch) -> &'a [Block] {
        scratch.fill(&self.uniforms, &self.factor, block)
    }

    /// The draws of a part of a block with these scores.
    fn draw(&self, scores: &[Block], part: Range<usize>, out: &mut Vec<Drivers>) {
        out.clear();
        out.resize(part.len(), self.base);
        for (marginal, scores) in self.marginals.iter().zip(scores) {
            for (drivers, score) in out.iter_mut().zip(&scores[part.clone()]) {
                drivers[marginal.driver] = marginal.at(*score);
            }
        }
    }
}

/// A simulation under way.
#[derive(Debug)]
pub struct Simulation {
    seed: u64,
    drawing: DrawMaker,
    batch: Arc<Batch>,
    watch: Watch,
    done: usize,
    tally: DrawCounts,
    figures: Figures,
    /// Draws for which there is memory.
    most: usize,
}

/// What a thread needs again and again.
struct Bench {
    scores: ScoreScratch,
    draws: Vec<Drivers>,
    scratch: Scratch,
    figures: Pages<f64>,
    /// What it counts of each output while figures aren't kept.
    counts: Pages<u32>,
}

/// A block's figures that are kept, and what was counted of it.
type Made = (Pages<f64>, DrawCounts);

impl Simulation {
    /// Sets a simulation up: its draws, the compiled programme, the ends of its histograms. It has
    /// no draws yet.
    ///
    /// # Errors
    /// When the settings don't fit the inputs.
    pub fn new(question: &RiskQuestion) -> Result<Self, RiskError> {
        Self::after(None, question)
    }

    /// The same after another one, whose compiled programme goes on serving where it is the same.
    pub(super) fn after(
        earlier: Option<Arc<Batch>>,
        question: &RiskQuestion,
    ) -> Result<Self, RiskError> {
        let drawing = DrawMaker::new(question, 1)?;
        let mut metrics: Vec<Metric> = Vec::new();
        let mut asked = 0;
        let of_targets = question.targets.iter().map(|target| &target.metric);
        for (index, metric) in question.metrics.iter().chain(of_targets).enumerate() {
            if !metrics.contains(metric) {
                metrics.push(*metric);
            }
            if index < question.metrics.len() {
                asked = metrics.len();
            }
        }
        let plan = Plan::new(&question.inputs.programme);
        let request = Request { metrics: metrics.clone(), by_year: true };
        let batch = Batch::reusing(earlier, &plan, drawing.ranges(), request);
        let outcomes = outcomes(question.inputs);
        let own = |metric: &Metric| outcomes.map(|outcome| outcome.metrics[*metric]);
        let place = |target: &Target| {
            metrics.iter().position(|metric| *metric == target.metric).unwrap_or_default()
        };
        let watch = Watch {
            asked,
            ends: vec![(0.0, 1.0); metrics.len()],
            own: metrics.iter().map(own).collect(),
            targets: question.targets.iter().map(|target| (place(target), *target)).collect(),
            years: plan.years().iter().map(|year| year.year).collect(),
            metrics,
        };
        let figures = Figures::new(asked, watch.metrics.len()..batch.outputs());
        let mut simulation = Self {
            seed: question.seed,
            drawing,
            tally: DrawCounts::new(&watch, batch.outputs()),
            batch,
            watch,
            done: 0,
            figures,
            most: 0,
        };
        simulation.most = simulation.affordable().ok_or(RiskError::NoMemory)?;
        simulation.set_ends().ok_or(RiskError::NoMemory)?;
        Ok(simulation)
    }

    /// For how many draws there is memory.
    fn affordable(&self) -> Option<usize> {
        let bench = size_of::<f64>()
            * (self.outputs() * self.batch.piece() + BLOCK * self.drawing.uniforms.dimensions());
        let counting = Figures::counting_bytes(self.outputs());
        let whole = self.figures.keeping_bytes() + counting;
        if can_have(whole + THREADS * (bench + counting)) {
            return Some(MOST_DRAWS);
        }
        // So few are kept whole, and made on one thread.
        let mut few = (0..=4).map(|halvings| BLOCK >> halvings);
        few.find(|draws| {
            can_have(bench + counting + size_of::<f64>() * self.outputs() * draws.max(&PILOT))
        })
    }

    /// How many draws it rests on so far.
    pub const fn draws(&self) -> usize {
        self.done
    }

    /// The programme made ready, the first metric that was asked for its first figure.
    pub(super) const fn batch(&self) -> &Arc<Batch> {
        &self.batch
    }

    /// Whether draws are evaluated side by side; one by one they take several times as long.
    pub fn is_side_by_side(&self) -> bool {
        self.batch.is_side_by_side()
    }

    /// Whether there are fewer draws than were wanted, or they take longer, since memory is short.
    pub fn is_short_of_memory(&self) -> bool {
        self.is_at_its_end() || self.batch.is_short_of_memory()
    }

    /// Whether memory is too short for further draws.
    pub const fn is_at_its_end(&self) -> bool {
        self.most < MOST_DRAWS && self.done >= self.most
    }

    /// Goes on until there are so many draws, memory is short or it is cancelled; says whether
    /// there are. What was begun when it is cancelled is finished.
    ///
    /// However often it stops, and however many threads it has, the draws are the same.
    pub fn advance(&mut self, until: usize, threads: usize, cancelled: &AtomicBool) -> bool {
        self.advance_in_stretches(until, threads, cancelled, &AtomicBool::new(false))
    }

    /// The same for a simulation that is no longer needed when it is cancelled: it stops at once.
    pub(super) fn advance_or_drop(
        &mut self,
        until: usize,
        threads: usize,
        cancelled: &AtomicBool,
    ) -> bool {
        self.advance_in_stretches(until, threads, cancelled, cancelled)
    }

    fn advance_in_stretches(
        &mut self,
        wanted: usize,
        threads: usize,
        cancelled: &AtomicBool,
        dropped: &AtomicBool,
    ) -> bool {
        let until = wanted.min(self.most);
        for (end, metrics) in [(PLACED, self.watch.asked), (KEPT, 0)] {
            if !self.advance_within(until.min(end), threads, cancelled, dropped) {
                return false;
            }
            if until > end && !self.figures.count_kept(metrics, threads) {
                self.most = self.done;
                return false;
            }
        }
        self.advance_within(until, threads, cancelled, dropped) && self.done >= wanted
    }

    /// Sums up what there is.
    pub fn result(&self, threads: usize) -> RiskResult {
        let never = AtomicBool::new(false);
        // What is never cancelled always has a result.
        self.result_unless(threads, &never).unwrap_or_default()
    }

    /// Sums up what there is; `None` as soon as it is cancelled.
    pub fn result_unless(&self, threads: usize, cancelled: &AtomicBool) -> Option<RiskResult> {
        let summed = Summed {
            draws: self.done,
            seed: self.seed,
            watch: &self.watch,
            tally: &self.tally,
            short_of_memory: self.is_short_of_memory(),
        };
        summarize(&summed, threads, cancelled, |output, ranked, shares| {
            self.figures.percentiles(output, &self.tally.moments[output], ranked, shares)
        })
    }

    fn outputs(&self) -> usize {
        self.batch.outputs()
    }

    /// `None` where there is no memory for it.
    fn bench(&self) -> Option<Bench> {
        Some(Bench {
            scores: ScoreScratch::new(self.drawing.uniforms.dimensions()),
            draws: Vec::new(),
            scratch: Scratch::default(),
            figures: Pages::zeros(self.outputs() * self.batch.piece())?,
            counts: self.figures.no_counts()?,
        })
    }

    /// Places each histogram over the figures of the first draws and the scenarios' own.
    fn set_ends(&mut self) -> Option<()> {
        let mut bench = self.bench()?;
        let mut figures = Pages::zeros(self.watch.metrics.len() * PILOT)?;
        let scores = self.drawing.scores(0, &mut bench.scores);
        for from in (0..PILOT).step_by(self.batch.piece()) {
            let part = from..PILOT.min(from + self.batch.piece());
            self.drawing.draw(scores, part.clone(), &mut bench.draws);
            let of_piece = &mut bench.figures[..self.outputs() * part.len()];
            self.batch.evaluate(&bench.draws, &mut bench.scratch, of_piece);
            let columns = figures.chunks_exact_mut(PILOT).zip(of_piece.chunks_exact(part.len()));
            columns.for_each(|(column, piece)| column[part.clone()].copy_from_slice(piece));
        }
        for (metric, place) in self.watch.ends.iter_mut().enumerate() {
            let figures = &figures[metric * PILOT..(metric + 1) * PILOT];
            let moments = Moments::of(figures);
            let ends = [0.002, 0.998];
            let found = percentiles(|| std::iter::once(figures), &moments, moments.count, &ends);
            let [Some(low), Some(high)] = found[..] else { continue };
            let own = self.watch.own[metric].0.into_iter().flatten();
            // A scenario far off isn't worth the room of all others.
            let near = (2.0 * low - high)..(2.0 * high - low);
            let shown = own.filter(|own| near.contains(own));
            let (mut low, mut high) =
                shown.fold((low, high), |(low, high), own: f64| (low.min(own), high.max(own)));
            // Figures that are all alike still have a bar.
            let least = 1e-6 * low.abs().max(high.abs()).max(1e-6);
            if high - low < least {
                (low, high) = (low - least, high + least);
            }
            *place = (low, high);
        }
        Some(())
    }

    /// Goes on to a number of draws up to which the same figures are kept.
    fn advance_within(
        &mut self,
        until: usize,
        threads: usize,
        cancelled: &AtomicBool,
        dropped: &AtomicBool,
    ) -> bool {
        if self.done >= until {
            return true;
        }
        // Units of work are blocks; the first and the last may be parts of one.
        let blocks = self.done / BLOCK..until.div_ceil(BLOCK);
        let unit = |bench: &mut Option<Bench>, index: usize| {
            let block = blocks.start + index;
            let from = self.done.max(block * BLOCK) - block * BLOCK;
            let part = from..until.min((block + 1) * BLOCK) - block * BLOCK;
            self.make(block, part, bench.as_mut()?, dropped)
        };
        let (made, benches) =
            until_cancelled(blocks.len(), threads, cancelled, || self.bench(), unit);
        let begun = made.len();
        let made: Vec<Made> = made.into_iter().flatten().collect();
        if made.len() < begun {
            // Some of what was counted belongs to no whole block: all of this is void.
            if !dropped.load(Ordering::Relaxed) {
                self.most = self.done;
            }
            return false;
        }
        if begun == blocks.len() {
            self.done = until;
        } else {
            self.done = self.done.max((blocks.start + begun) * BLOCK);
        }
        for (kept, tally) in made {
            self.tally.add(&tally);
            self.figures.keep(kept);
        }
        for bench in benches.iter().flatten() {
            self.figures.add_counts(&bench.counts);
        }
        self.done >= until
    }

    /// Draws and evaluates a part of a block; `None` where memory is short, or once it is dropped.
    fn make(
        &self,
        block: usize,
        part: Range<usize>,
        bench: &mut Bench,
        dropped: &AtomicBool,
    ) -> Option<Made> {
        let Bench { scores, draws, scratch, figures, counts } = bench;
        let scores = self.drawing.scores(block, scores);
        let mut tally = DrawCounts::new(&self.watch, self.outputs());
        let mut kept = self.figures.room(part.len())?;
        for from in part.clone().step_by(self.batch.piece()) {
            if dropped.load(Ordering::Relaxed) {
                return None;
            }
            let piece = from..part.end.min(from + self.batch.piece());
            self.drawing.draw(scores, piece.clone(), draws);
            let figures = &mut figures[..self.outputs() * draws.len()];
            let capped = self.batch.evaluate(draws, scratch, figures);
            tally.add(&DrawCounts::of(&self.watch, figures, draws.len(), capped));
            let within = piece.start - part.start..piece.end - part.start;
            self.figures.take(figures, within, &mut kept, counts);
        }
        Some((kept, tally))
    }
}
