//! What a preset comes to, in one sentence made from its figures.

use crate::analysis::outcomes;
use crate::model::{Metric, Outcome, Scenario, Scenarios};
use crate::preset::Preset;
use crate::report::claims::CheckedPreset;
use crate::view::format;
use crate::view::vocabulary::in_sentence;
use crate::view::words::verdicts::counts_words;

/// Payback and value of the scenarios, and how many claims hold.
pub(super) fn verdict(preset: &Preset) -> String {
    let outcomes = outcomes(&preset.inputs);
    let of = |metric| figures(preset, &outcomes, metric);
    let claims = match &CheckedPreset::new(preset).counts()[..] {
        [] => String::new(),
        counts => format!("; claims: {}", counts_words(counts)),
    };
    format!("{}; {}{claims}.", of(Metric::PaybackYears), of(Metric::Npv))
}

/// A figure of the three scenarios: `Payback is 11.3 y in base, 6.4 y in bull, never by 2040 in bear`.
fn figures(preset: &Preset, outcomes: &Scenarios<Outcome>, metric: Metric) -> String {
    let horizon = preset.inputs.programme.horizon.year();
    let of = |scenario: Scenario| {
        let figure = format::metric(preset.money(), &outcomes[scenario], metric, horizon);
        format!("{figure} in {}", scenario.id())
    };
    let [base, bull, bear] = [Scenario::Base, Scenario::Bull, Scenario::Bear].map(of);
    let label = in_sentence(metric.spec().label);
    let label = if metric == Metric::PaybackYears { metric.spec().label.to_owned() } else { label };
    format!("{label} is {base}, {bull} and {bear}")
}
