//! Risk: how likely the programme's figures are when the drivers vary, and together.
//!
//! Each driver that differs between the scenarios is drawn from the distribution that its three
//! values stand for (`marginal`), correlated with the others through normal scores
//! (`correlation`), from a scrambled Sobol sequence or pseudo-random numbers (`scores`). A
//! [`Simulation`] evaluates draws in blocks, on any number of threads with the same result, and
//! can go on from where it stopped; it keeps the figures of the first draws and counts those of
//! later ones (`figures`). A [`RiskResult`] sums up what it has (`summary`): of metrics exact
//! percentiles up to 100,000 draws (`percentiles`), close ones beyond and of bands (`sketch`).
//! [`spread`] says where the spread comes from (`spread`). [`staged`] answers from coarse
//! to fine (`staging`).
//!
//! ```
//! use payback::analysis::risk::{RiskQuestion, Sampling, Simulation, Target};
//! use payback::model::Metric;
//! use payback::preset::Library;
//! use std::sync::atomic::AtomicBool;
//!
//! let (preset, _) = Library::bundled_only().find("apec-40b")?;
//! let target: Target = "payback_years<=10".parse()?;
//! let question = RiskQuestion {
//!     inputs: &preset.inputs,
//!     settings: &preset.risk,
//!     metrics: &[Metric::PaybackYears],
//!     targets: &[target],
//!     seed: 1,
//!     sampling: Sampling::default(),
//! };
//! let mut simulation = Simulation::new(&question)?;
//! simulation.advance(10_000, 1, &AtomicBool::new(false));
//! let result = simulation.result(1);
//! let odds = result.odds(&target).expect("it was asked for");
//! assert!(odds.probability > 0.0 && odds.probability < 1.0);
//! assert!(odds.standard_error < 0.01);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod correlation;
mod error;
mod figures;
mod marginal;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod moments;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod normal;
mod percentiles;
mod remedy;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod scores;
mod settings;
mod simulation;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod sketch;
mod spread;
mod staging;
mod summary;
mod tally;
mod target;

pub use correlation::{check_settings, pair_correlation, varying_drivers};
pub use error::RiskError;
pub use remedy::Remedy;
pub use scores::Sampling;
pub use settings::{COMOVEMENT, CORRELATION, MOST_DRAWS, RiskSettings, Shape};
pub use simulation::{RiskQuestion, Simulation};
pub use spread::{MetricSpread, ShapleyEffect, SobolIndices, SpreadShares, spread};
pub use staging::{Reused, RiskAnswer, Staging, Threads, Turn, staged, targets_of};
pub use summary::{
    BAND_PERCENTS, Histogram, MetricRisk, PERCENTS, RiskResult, TargetRisk, YearBand, percent_id,
};
pub(super) use target::absent as absent_counts_as;
pub use target::{Relation, Target, TargetError, default_targets};

use crate::model::Metric;

/// The metrics that are simulated where nothing else is asked for.
pub const DEFAULT_METRICS: [Metric; 6] = [
    Metric::OperatingIncome,
    Metric::RunRateOperatingIncome,
    Metric::PaybackYears,
    Metric::CashMultipleYears,
    Metric::Npv,
    Metric::PeakDraw,
];
