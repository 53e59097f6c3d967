//! The simulation: draws in blocks, on any number of threads, as far as one likes.

use super::correlation::{Matrix, factor};
use super::error::RiskError;
use super::marginal::{Marginal, marginals};
use super::moments::Moments;
use super::percentiles::percentiles;
use super::scores::{BLOCK, Sampling, ScoreScratch, Uniforms};
use super::settings::{MOST_DRAWS, RiskSettings};
use super::sketch::{Counts, Sketch};
use super::summary::{RiskResult, Summed, summarize};
use super::tally::{DrawCounts, Watch};
use super::target::Target;
use crate::analysis::question::outcomes;
use crate::analysis::threads::{on_threads, until_cancelled};
use crate::model::{Batch, Driver, Drivers, Inputs, Metric, Plan, Request, Scenario, Scratch};
use std::ops::Range;
use std::sync::atomic::AtomicBool;

/// Up to as many draws are kept, and their percentiles are exact.
const KEPT: usize = 1_000_000;

/// Draws evaluated at once: a fifth of a block, whose figures fit into a core's cache. With a power
/// of two all figures of one draw would compete for the same few places there.
const PIECE: usize = 820;

/// Pieces that place the edges between which further draws are counted: 130,000 draws, some 64
/// between two edges, so that all stretches are about as full.
const PLACING: usize = 160;

/// Draws from which the ends of the histograms are taken.
const PILOT: usize = 2048;

/// Scores beyond which a delay has no table of its own: one draw in 150,000.
const TABLED_SCORES: f64 = 4.5;

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
#[derive(Debug, Clone)]
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

    /// The draws of a part of a block.
    fn draw(
        &self,
        block: usize,
        part: Range<usize>,
        scratch: &mut ScoreScratch,
        out: &mut Vec<Drivers>,
    ) {
        out.clear();
        out.resize(part.len(), self.base);
        let scores = scratch.fill(&self.uniforms, &self.factor, block);
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
    batch: Batch,
    watch: Watch,
    done: usize,
    tally: DrawCounts,
    figures: Figures,
}

/// Every draw's figures, or what is counted of them.
#[derive(Debug)]
enum Figures {
    /// In pieces, each one output's after another's.
    Kept(Vec<Vec<f64>>),
    /// Of each output; `None` for one that had no figure yet when counting began.
    Counted(Vec<Option<Sketch>>),
}

/// What a thread needs again and again.
struct Bench {
    scores: ScoreScratch,
    draws: Vec<Drivers>,
    scratch: Scratch,
    /// What it counts of each output while figures aren't kept.
    counts: Vec<Option<Counts>>,
}

impl Simulation {
    /// Sets a simulation up: its draws, the compiled programme, the ends of its histograms. It has
    /// no draws yet.
    ///
    /// # Errors
    /// When the settings don't fit the inputs.
    pub fn new(question: &RiskQuestion) -> Result<Self, RiskError> {
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
        let batch = Batch::new(&plan, drawing.ranges(), request);
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
        let mut simulation = Self {
            seed: question.seed,
            drawing,
            tally: DrawCounts::new(&watch, batch.outputs()),
            batch,
            watch,
            done: 0,
            figures: Figures::Kept(Vec::new()),
        };
        simulation.set_ends();
        Ok(simulation)
    }

    /// How many draws it rests on so far.
    pub const fn draws(&self) -> usize {
        self.done
    }

    /// Whether draws are evaluated side by side; one by one they take several times as long.
    pub const fn is_side_by_side(&self) -> bool {
        self.batch.is_side_by_side()
    }

    /// Goes on until there are so many draws, or it is cancelled; says whether there are.
    ///
    /// However often it stops, and however many threads it has, the draws are the same.
    pub fn advance(&mut self, until: usize, threads: usize, cancelled: &AtomicBool) -> bool {
        let until = until.min(MOST_DRAWS);
        if self.done < KEPT && !self.advance_within(until.min(KEPT), threads, cancelled) {
            return false;
        }
        if until > KEPT {
            self.count_kept(threads);
            return self.advance_within(until, threads, cancelled);
        }
        self.done >= until
    }

    /// Sums up what there is.
    pub fn result(&self, threads: usize) -> RiskResult {
        let never = AtomicBool::new(false);
        // What is never cancelled always has a result.
        self.result_unless(threads, &never).unwrap_or_default()
    }

    /// Sums up what there is; `None` as soon as it is cancelled.
    pub fn result_unless(&self, threads: usize, cancelled: &AtomicBool) -> Option<RiskResult> {
        let summed =
            Summed { draws: self.done, seed: self.seed, watch: &self.watch, tally: &self.tally };
        summarize(&summed, threads, cancelled, |output, ranked, shares| {
            let moments = &self.tally.moments[output];
            match &self.figures {
                Figures::Kept(pieces) => {
                    let pieces = || column(pieces, self.outputs(), output);
                    percentiles(pieces, moments, ranked, shares)
                }
                Figures::Counted(sketches) => sketches[output].as_ref().map_or_else(
                    || vec![None; shares.len()],
                    |sketch| sketch.percentiles(moments, ranked, shares),
                ),
            }
        })
    }

    fn outputs(&self) -> usize {
        self.batch.outputs()
    }

    fn bench(&self) -> Bench {
        Bench {
            scores: ScoreScratch::new(self.drawing.uniforms.dimensions()),
            draws: Vec::new(),
            scratch: Scratch::default(),
            counts: match &self.figures {
                Figures::Kept(_) => Vec::new(),
                Figures::Counted(sketches) => {
                    sketches.iter().map(|sketch| Some(sketch.as_ref()?.empty())).collect()
                }
            },
        }
    }

    /// Places each histogram over the figures of the first draws and the scenarios' own.
    fn set_ends(&mut self) {
        let mut bench = self.bench();
        self.drawing.draw(0, 0..PILOT, &mut bench.scores, &mut bench.draws);
        let mut figures = vec![0.0; self.outputs() * PILOT];
        self.batch.evaluate(&bench.draws, &mut bench.scratch, &mut figures);
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
    }

    /// Goes on to a number of draws before or after which figures are no longer kept.
    fn advance_within(&mut self, until: usize, threads: usize, cancelled: &AtomicBool) -> bool {
        if self.done >= until {
            return true;
        }
        // Units of work are blocks; the first and the last may be parts of one.
        let blocks = self.done / BLOCK..until.div_ceil(BLOCK);
        let unit = |bench: &mut Bench, index: usize| {
            let block = blocks.start + index;
            let from = self.done.max(block * BLOCK) - block * BLOCK;
            let part = from..until.min((block + 1) * BLOCK) - block * BLOCK;
            self.make(block, part, bench)
        };
        let (made, benches) =
            until_cancelled(blocks.len(), threads, cancelled, || self.bench(), unit);
        let draws = if made.len() == blocks.len() {
            until
        } else {
            self.done.max((blocks.start + made.len()) * BLOCK)
        };
        for (made, tally) in made {
            self.tally.add(&tally);
            if let Figures::Kept(pieces) = &mut self.figures {
                pieces.extend(made);
            }
        }
        if let Figures::Counted(sketches) = &mut self.figures {
            for bench in benches {
                for (sketch, counts) in sketches.iter_mut().zip(bench.counts) {
                    if let (Some(sketch), Some(counts)) = (sketch, counts) {
                        sketch.add(&counts);
                    }
                }
            }
        }
        self.done = draws;
        draws >= until
    }

    /// Draws and evaluates a part of a block.
    fn make(
        &self,
        block: usize,
        part: Range<usize>,
        bench: &mut Bench,
    ) -> (Vec<Vec<f64>>, DrawCounts) {
        let Bench { scores, draws, scratch, counts } = bench;
        self.drawing.draw(block, part, scores, draws);
        let mut tally = DrawCounts::new(&self.watch, self.outputs());
        let mut pieces = Vec::new();
        let mut figures = Vec::new();
        for draws in draws.chunks(PIECE) {
            figures.resize(self.outputs() * draws.len(), 0.0);
            let capped = self.batch.evaluate(draws, scratch, &mut figures);
            tally.add(&DrawCounts::of(&self.watch, &figures, draws.len(), capped));
            match &self.figures {
                Figures::Kept(_) => pieces.push(std::mem::take(&mut figures)),
                Figures::Counted(sketches) => {
                    let columns = figures.chunks_exact(draws.len());
                    for ((sketch, counts), column) in sketches.iter().zip(&mut *counts).zip(columns)
                    {
                        if let (Some(sketch), Some(counts)) = (sketch, counts) {
                            sketch.count(column, counts);
                        }
                    }
                }
            }
        }
        (pieces, tally)
    }

    /// Turns the figures that are kept into counts.
    fn count_kept(&mut self, threads: usize) {
        let Figures::Kept(pieces) = &self.figures else { return };
        let outputs = self.outputs();
        let never = AtomicBool::new(false);
        let sketches = on_threads(
            outputs,
            threads,
            &never,
            || (),
            |(), output| {
                let of = || column(pieces, outputs, output);
                // Few figures place edges well only if they are all of them.
                let has_most = self.tally.moments[output].count > self.done as u64 / 2;
                let placing = if has_most { PLACING } else { pieces.len() };
                let mut sketch = Sketch::new(|| of().take(placing))?;
                let mut counts = sketch.empty();
                of().for_each(|figures| sketch.count(figures, &mut counts));
                sketch.add(&counts);
                Some(sketch)
            },
        );
        self.figures = Figures::Counted(sketches.unwrap_or_default());
    }
}

/// One output's figures.
fn column(pieces: &[Vec<f64>], outputs: usize, output: usize) -> impl Iterator<Item = &[f64]> {
    pieces.iter().map(move |piece| {
        let draws = piece.len() / outputs;
        &piece[output * draws..(output + 1) * draws]
    })
}
