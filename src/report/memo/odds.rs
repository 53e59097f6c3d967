//! The odds, where they are asked for: in words, as a fan of cash, a histogram and tables.

use super::charts::Charts;
use super::sections::{Part, Section};
use crate::analysis::risk::{
    DEFAULT_METRICS, RiskError, RiskQuestion, RiskResult, Sampling, Simulation, Target,
};
use crate::model::Metric;
use crate::preset::Preset;
use crate::report::chart::Subject;
use crate::report::risk::figures;
use crate::view::format;
use crate::view::words::odds::odds_sentences;
use std::sync::atomic::AtomicBool;

/// The draws of a memo.
const DRAWS: usize = 100_000;

/// The headline figure first, then those that `payback risk` has by default.
fn headed(metric: Metric) -> Vec<Metric> {
    let others = DEFAULT_METRICS.into_iter().filter(|other| *other != metric);
    [metric].into_iter().chain(others).collect()
}

/// Many draws of a preset, of a figure before all others; `None` where it was interrupted.
///
/// # Errors
/// When its risk settings don't fit its drivers, or memory is short.
pub fn simulated(
    preset: &Preset,
    (metric, targets): (Metric, &[Target]),
    threads: usize,
    interrupted: &AtomicBool,
) -> Result<Option<RiskResult>, RiskError> {
    let metrics = headed(metric);
    let question = RiskQuestion {
        inputs: &preset.inputs,
        settings: &preset.risk,
        metrics: &metrics,
        targets,
        seed: 1,
        sampling: Sampling::Sobol,
    };
    let mut simulation = Simulation::new(&question)?;
    let is_whole = simulation.advance(DRAWS, threads, interrupted) || simulation.is_at_its_end();
    let result = is_whole.then(|| simulation.result(threads));
    if result.as_ref().is_some_and(|result| result.draws == 0) {
        return Err(RiskError::NoMemory);
    }
    Ok(result)
}

pub(super) fn section(preset: &Preset, risk: &RiskResult, charts: &mut Charts) -> Section {
    let mut parts = said(preset, risk, charts, "histogram");
    parts.insert(
        2,
        charts.draw(preset, Subject::Fan(risk), ("fan", "Cumulative cash of many draws")),
    );
    Section::new("odds", "Odds when the drivers vary together", parts)
}

/// The odds of the first figure in words, its histogram, and the figures of all.
pub(super) fn said(
    preset: &Preset,
    risk: &RiskResult,
    charts: &mut Charts,
    name: &str,
) -> Vec<Part> {
    let Some(first) = risk.metrics.first() else { return Vec::new() };
    let year = preset.inputs.programme.horizon.year();
    let draws = format::decimal(risk.draws as f64, 0);
    let label = first.metric.spec().label;
    let odds = odds_sentences(preset.money(), year, first).into_iter().next().unwrap_or_default();
    let shows = format!("{label} of many draws");
    let tables = figures(preset, risk).into_iter().filter(|table| !table.is_empty());
    let words = Part::words(format!("{label}: {odds} ({draws} draws, seed {}).", risk.seed));
    let drawn = charts.draw(preset, Subject::Histogram(risk), (name, shows));
    [words, drawn].into_iter().chain(tables.map(Part::Table)).collect()
}
