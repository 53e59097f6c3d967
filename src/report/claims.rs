//! Claims put against the model: as a report to read, as JSON, as CSV.

use super::json::number;
use crate::analysis::{Bound, Claim};
use crate::model::{Outcome, Plan, Scenarios, Workspace, evaluate};
use crate::preset::Preset;
use crate::view::format;
use crate::view::words::bound_words;
use crate::widgets::text::{harmless, wrap};
use serde_json::{Value, json};

/// A preset with what the model makes of it.
pub struct CheckedPreset {
    preset: Preset,
    outcomes: Scenarios<Outcome>,
}

impl CheckedPreset {
    /// Evaluates a preset.
    pub fn new(preset: Preset) -> Self {
        let plan = Plan::new(&preset.inputs.programme);
        let mut workspace = Workspace::new();
        let outcomes = preset
            .inputs
            .scenarios
            .map(|assumptions| evaluate(&plan, assumptions.drivers(), &mut workspace));
        Self { preset, outcomes }
    }

    fn value(&self, claim: &Claim) -> Option<f64> {
        let assumptions = &self.preset.inputs.scenarios[claim.scenario];
        claim.measure.value(assumptions, &self.outcomes[claim.scenario])
    }

    fn holds(&self, claim: &Claim) -> bool {
        claim.bound.holds(self.value(claim))
    }

    /// How many claims hold, of how many.
    pub fn count(&self) -> (usize, usize) {
        let claims = &self.preset.claims;
        (claims.iter().filter(|claim| self.holds(claim)).count(), claims.len())
    }

    /// Whether every claim holds.
    pub fn all_hold(&self) -> bool {
        let (holding, all) = self.count();
        holding == all
    }

    /// A claim's figure in words, and by how much it misses.
    fn verdict(&self, claim: &Claim) -> String {
        let unit = claim.measure.unit();
        let value = self.value(claim);
        let shown =
            value.map_or_else(|| "no value".to_owned(), |value| format::figure(unit, value));
        let verdict = match claim.bound.miss(value) {
            Some(0.0) => "holds".to_owned(),
            Some(miss) => format!("does not hold, by {}", format::change(unit, miss)),
            None => "does not hold".to_owned(),
        };
        format!("{shown}: {verdict}")
    }
}

/// The report's text.
pub fn text(checked: &[CheckedPreset]) -> String {
    let mut out = String::new();
    for preset in checked {
        if !out.is_empty() {
            out.push('\n');
        }
        let (holding, all) = preset.count();
        out.push_str(&format!(
            "{}: {holding} of {all} claims hold\n",
            harmless(&preset.preset.name)
        ));
        for claim in &preset.preset.claims {
            let mark = if preset.holds(claim) { "✓" } else { "✗" };
            for (index, line) in wrap(&harmless(&claim.says), 74).iter().enumerate() {
                out.push_str(&format!("\n{} {line}", if index == 0 { mark } else { " " }));
            }
            out.push_str(&format!(
                "\n    {} {}, {}; {}\n    {}: {}\n",
                claim.scenario.id(),
                claim.measure.id(),
                bound_words(claim.bound, claim.measure.unit()),
                preset.verdict(claim),
                claim.kind.id(),
                claim.kind.meaning(),
            ));
        }
    }
    out
}

fn bound_json(bound: Bound) -> Value {
    match bound {
        Bound::Within(low, high) => json!({ "within": [low, high] }),
        Bound::AtLeast(low) => json!({ "at_least": low }),
        Bound::AtMost(high) => json!({ "at_most": high }),
    }
}

/// The command line's JSON.
pub fn json(checked: &[CheckedPreset]) -> Value {
    checked
        .iter()
        .map(|preset| {
            let claims: Vec<Value> = preset
                .preset
                .claims
                .iter()
                .map(|claim| {
                    json!({
                        "id": claim.id,
                        "kind": claim.kind.id(),
                        "says": claim.says,
                        "scenario": claim.scenario.id(),
                        "measure": claim.measure.id(),
                        "value": number(preset.value(claim)),
                        "bound": bound_json(claim.bound),
                        "holds": preset.holds(claim),
                    })
                })
                .collect();
            json!({ "preset": preset.preset.name, "claims": claims })
        })
        .collect()
}

/// A CSV table with a head.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(checked: &[CheckedPreset]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "preset", "id", "kind", "scenario", "measure", "value", "low", "high", "holds", "says",
    ])?;
    for preset in checked {
        for claim in &preset.preset.claims {
            let (low, high) = claim.bound.ends();
            let end =
                |value: f64| if value.is_finite() { value.to_string() } else { String::new() };
            writer.write_record([
                preset.preset.name.as_str(),
                &claim.id,
                claim.kind.id(),
                claim.scenario.id(),
                claim.measure.id(),
                &preset.value(claim).map_or_else(String::new, |value| value.to_string()),
                &end(low),
                &end(high),
                if preset.holds(claim) { "true" } else { "false" },
                &claim.says,
            ])?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
