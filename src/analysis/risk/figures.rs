//! The draws' figures: all of the first ones, of later ones what is counted of them.

use super::moments::Moments;
use super::percentiles::percentiles;
use super::sketch::{COUNTS, Sketch};
use super::summary::{BAND_PERCENTS, shares};
use crate::analysis::threads::on_threads;
use crate::pages::Pages;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

/// Up to as many draws metrics are kept, and their percentiles are exact.
pub(super) const KEPT: usize = 102_400;

/// Up to as many draws bands are kept; later ones are counted between the percentiles of these. To
/// keep more would cost more, in memory that has to be had, than to count them.
pub(super) const PLACED: usize = 8192;

/// The figures of each output.
#[derive(Debug)]
pub(super) struct Figures {
    /// The outputs whose figures are kept, in order; those of metrics come first.
    kept: Vec<usize>,
    metrics: usize,
    /// Their figures in pieces, each output's after another's.
    pieces: Vec<Pages<f64>>,
    /// Where the others' figures are counted; none for one that had no figure when counting began.
    sketches: Vec<Option<Sketch>>,
    /// The counts, one output's after another's; empty until something is counted.
    counts: Pages<u32>,
}

impl Figures {
    /// Of so many outputs, of which percentiles are wanted of the first few metrics and of those
    /// that are bands.
    pub(super) fn new(metrics: usize, bands: Range<usize>) -> Self {
        let sketches = (0..bands.end).map(|_| None).collect();
        let kept = (0..metrics).chain(bands).collect();
        Self { kept, metrics, pieces: Vec::new(), sketches, counts: Pages::none() }
    }

    /// Memory that counting takes.
    pub(super) const fn counting_bytes(outputs: usize) -> usize {
        outputs * Sketch::BYTES
    }

    /// Memory that keeping figures takes until they are counted.
    pub(super) fn keeping_bytes(&self) -> usize {
        // What is kept for longer is packed anew.
        size_of::<f64>() * (self.kept.len() * PLACED + 2 * self.metrics * KEPT)
    }

    /// Counts of nothing.
    pub(super) fn no_counts(&self) -> Option<Pages<u32>> {
        Pages::zeros(self.counts.len())
    }

    pub(super) fn add_counts(&mut self, counts: &[u32]) {
        for (count, other) in self.counts.iter_mut().zip(counts) {
            *count += other;
        }
    }

    /// Room for those of so many draws' figures that are kept; `None` without memory.
    pub(super) fn room(&self, draws: usize) -> Option<Pages<f64>> {
        Pages::zeros(self.kept.len() * draws)
    }

    /// Takes a piece of draws' figures, one output's after another's, into the room at this place
    /// and into counts.
    pub(super) fn take(
        &self,
        figures: &[f64],
        place: Range<usize>,
        room: &mut [f64],
        counts: &mut [u32],
    ) {
        let column = |output: usize| &figures[output * place.len()..(output + 1) * place.len()];
        if !self.kept.is_empty() {
            let draws = room.len() / self.kept.len();
            for (output, room) in self.kept.iter().zip(room.chunks_exact_mut(draws)) {
                room[place.clone()].copy_from_slice(column(*output));
            }
        }
        let counted = self.sketches.iter().zip(counts.chunks_exact_mut(COUNTS));
        for (output, (sketch, counts)) in counted.enumerate() {
            if let Some(sketch) = sketch {
                sketch.count(column(output), counts);
            }
        }
    }

    /// Adds the piece that comes next.
    pub(super) fn keep(&mut self, piece: Pages<f64>) {
        if !piece.is_empty() {
            self.pieces.push(piece);
        }
    }

    /// Turns figures that are kept, but for those of so many outputs, into counts. Whether there
    /// was memory for it.
    pub(super) fn count_kept(&mut self, but: usize, threads: usize) -> bool {
        let from = self.kept.partition_point(|output| *output < but);
        if from == self.kept.len() {
            return true;
        }
        self.counted_from(from, threads).is_some()
    }

    fn counted_from(&mut self, from: usize, threads: usize) -> Option<()> {
        if self.counts.is_empty() {
            self.counts = Pages::zeros(self.sketches.len() * COUNTS)?;
        }
        let never = AtomicBool::new(false);
        let of_bands = shares(BAND_PERCENTS);
        let place = |(): &mut (), index: usize| {
            let column = || self.column(from + index);
            let is_band = self.kept[from + index] >= self.metrics;
            // Which of a metric's figures is a percentile depends on how many later draws have none.
            let sketch = Sketch::new(column, is_band.then_some(&of_bands))?;
            let mut counts = vec![0; COUNTS];
            column().for_each(|figures| sketch.count(figures, &mut counts));
            Some((sketch, counts))
        };
        let placed = on_threads(self.kept.len() - from, threads, &never, || (), place)?;
        let packed = self.packed(from)?;
        for (output, placed) in self.kept.drain(from..).zip(placed) {
            let Some((sketch, counts)) = placed else { continue };
            self.counts[output * COUNTS..(output + 1) * COUNTS].copy_from_slice(&counts);
            self.sketches[output] = Some(sketch);
        }
        self.pieces.clear();
        self.keep(packed);
        Some(())
    }

    /// The pieces of the first few outputs that are kept, as one.
    fn packed(&self, outputs: usize) -> Option<Pages<f64>> {
        let draws: usize = self.column(0).map(<[f64]>::len).sum();
        let mut packed = Pages::zeros(outputs * draws)?;
        for (place, room) in packed.chunks_exact_mut(draws).enumerate() {
            let mut room = room;
            for figures in self.column(place) {
                let (here, rest) = room.split_at_mut(figures.len());
                here.copy_from_slice(figures);
                room = rest;
            }
        }
        Some(packed)
    }

    /// Figures of one of the outputs that are kept.
    fn column(&self, place: usize) -> impl Iterator<Item = &[f64]> {
        self.pieces.iter().map(move |piece| {
            let draws = piece.len() / self.kept.len();
            &piece[place * draws..(place + 1) * draws]
        })
    }

    /// Percentiles of an output at shares in rising order.
    pub(super) fn percentiles(
        &self,
        output: usize,
        moments: &Moments,
        ranked: u64,
        shares: &[f64],
    ) -> Vec<Option<f64>> {
        if let Ok(place) = self.kept.binary_search(&output) {
            return percentiles(|| self.column(place), moments, ranked, shares);
        }
        self.sketches[output].as_ref().map_or_else(
            || vec![None; shares.len()],
            |sketch| {
                let counts = &self.counts[output * COUNTS..(output + 1) * COUNTS];
                sketch.percentiles(counts, moments, ranked, shares)
            },
        )
    }
}
