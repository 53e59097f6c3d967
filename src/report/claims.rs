//! Claims put against the model: as a report to read, as JSON, as a table.

use super::json::{flagged, of_bound};
use super::table::{Cell, Readers, Table};
use crate::analysis::{KindCount, Verdict, check, count_by_kind};
use crate::preset::{Currency, Preset, StaleSource};
use crate::view::words::bound_words;
use crate::view::words::capital;
use crate::view::words::sources::stale_words;
use crate::view::words::verdicts::{counts_words, kind_word, verdict_words};
use crate::widgets::text::{harmless, wrap};
use serde_json::{Value, json};

/// A preset with the verdicts on its claims.
pub struct CheckedPreset<'a> {
    preset: &'a Preset,
    verdicts: Vec<Verdict<'a>>,
    stale: Vec<StaleSource>,
}

impl<'a> CheckedPreset<'a> {
    /// Puts a preset's claims against the model.
    pub fn new(preset: &'a Preset) -> Self {
        Self {
            preset,
            verdicts: check(&preset.inputs, &preset.claims),
            stale: preset.stale_sources(),
        }
    }

    /// How many claims of each kind hold.
    pub fn counts(&self) -> Vec<KindCount> {
        count_by_kind(self.verdicts.iter().map(|verdict| (verdict.claim, verdict.holds)))
    }

    /// What the model says to each claim.
    pub(super) fn verdicts(&self) -> &[Verdict<'a>] {
        &self.verdicts
    }

    /// The sources that speak of other values than the present ones.
    pub(super) fn stale(&self) -> &[StaleSource] {
        &self.stale
    }

    /// What is claimed of which figure, and what the model gives.
    pub(super) fn verdict_line(&self, verdict: &Verdict) -> String {
        let claim = verdict.claim;
        format!(
            "{} {}, {}; {}",
            claim.scenario.id(),
            claim.measure,
            bound_words(claim.bound, self.preset.shown(claim.measure.unit())),
            outcome_words(self.preset.money(), verdict),
        )
    }

    /// The claims of each kind that there are: what the kind's holding means and how many hold, over
    /// a row for each claim with what the model gives and its source.
    pub(super) fn by_kind(&self) -> Vec<Table> {
        let kinds = self.counts().into_iter();
        let of_kind = kinds.map(|KindCount { kind, holding, all }| {
            let title = format!(
                "{}: {}; {holding} of {all} hold",
                capital(kind_word(kind)),
                kind.meaning()
            );
            let own = self.verdicts.iter().filter(|verdict| verdict.claim.kind == kind);
            let rows = own.map(|verdict| {
                let claim = verdict.claim;
                let unit = self.preset.shown(claim.measure.unit());
                let words = verdict_words(unit.currency, claim, verdict.value);
                let mark = if verdict.holds { "✓" } else { "✗" };
                [
                    Cell::text(&claim.says),
                    Cell::text(claim.scenario.id()),
                    Cell::text(claim.measure.label()),
                    Cell::text(bound_words(claim.bound, unit)),
                    match verdict.value {
                        Some(value) => Cell::Worded { value, words: words.figure },
                        None => Cell::Absent(words.figure),
                    },
                    Cell::text(match words.too {
                        Some(too) => format!("{mark} {too}"),
                        None => mark.to_owned(),
                    }),
                    Cell::text(&claim.source),
                ]
            });
            let columns = ["claim", "scenario", "figure", "bound", "model", "holds", "source"];
            Table::new(title, columns).with_rows(rows)
        });
        of_kind.collect()
    }

    /// What a source speaks of, and what is so now.
    pub(super) fn stale_words(&self, source: &StaleSource) -> String {
        let unit = source.unit.map(|unit| self.preset.shown(unit));
        stale_words(unit, &source.of, &source.now)
    }

    /// Whether every claim holds.
    pub fn all_hold(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.holds)
    }
}

/// A claim's figure in words, and by how much it misses.
fn outcome_words(currency: Currency, verdict: &Verdict) -> String {
    let words = verdict_words(currency, verdict.claim, verdict.value);
    let word = match (verdict.holds, words.miss) {
        (true, _) => "holds".to_owned(),
        (false, Some(miss)) => format!("does not hold, by {miss}"),
        (false, None) => "does not hold".to_owned(),
    };
    let capped = if verdict.margin_capped { "; the margin is capped" } else { "" };
    format!("{}: {word}{capped}", words.figure)
}

/// The report's text.
pub fn text(checked: &[CheckedPreset]) -> String {
    let mut out = String::new();
    for preset in checked {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!(
            "{}\n{}\n",
            harmless(&preset.preset.name),
            counts_words(&preset.counts())
        ));
        for verdict in &preset.verdicts {
            let claim = verdict.claim;
            let mark = if verdict.holds { "✓" } else { "✗" };
            for (index, line) in wrap(&harmless(&claim.says), 74).iter().enumerate() {
                out.push_str(&format!("\n{} {line}", if index == 0 { mark } else { " " }));
            }
            out.push_str(&format!(
                "\n    {}\n    {}: {}\n",
                preset.verdict_line(verdict),
                claim.kind.id(),
                claim.kind.meaning(),
            ));
        }
        out.push_str(&stale_text(preset));
    }
    out
}

/// The sources that speak of other values than the present ones.
fn stale_text(checked: &CheckedPreset) -> String {
    if checked.stale.is_empty() {
        return String::new();
    }
    let line = |source| checked.stale_words(source);
    let lines =
        checked.stale.iter().map(|source| format!("    {}: {}\n", source.key, line(source)));
    format!("\nStale sources: these values have moved since.\n{}", lines.collect::<String>())
}

/// The command line's JSON.
pub fn json(checked: &[CheckedPreset]) -> Value {
    checked
        .iter()
        .map(|preset| {
            let claims: Vec<Value> = preset
                .verdicts
                .iter()
                .map(|verdict| {
                    let claim = verdict.claim;
                    let answer = json!({
                        "id": claim.id,
                        "kind": claim.kind.id(),
                        "says": claim.says,
                        "scenario": claim.scenario.id(),
                        "measure": claim.measure.to_string(),
                        "value": verdict.value,
                        "bound": of_bound(claim.bound),
                        "holds": verdict.holds,
                    });
                    flagged(answer, verdict.margin_capped)
                })
                .collect();
            let stale = preset
                .stale
                .iter()
                .map(|source| json!({ "source": source.key, "of": source.of, "now": source.now }));
            json!({
                "preset": preset.preset.name,
                "claims": claims,
                "stale": stale.collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// A row for each claim: figures and bounds for programs, and in words for people.
pub fn table(checked: &[CheckedPreset]) -> Table {
    let rows = checked.iter().flat_map(|preset| {
        preset.verdicts.iter().map(|verdict| {
            let claim = verdict.claim;
            let unit = preset.preset.shown(claim.measure.unit());
            let (low, high) = claim.bound.ends();
            let figure = |value| Cell::figure(unit, value);
            let end = |end: f64| Cell::or_blank(Some(end).filter(|end| end.is_finite()), figure);
            let words = verdict_words(unit.currency, claim, verdict.value);
            let holds = if verdict.holds { "yes" } else { "no" };
            [
                Cell::text(&preset.preset.name),
                Cell::text(&claim.id),
                Cell::text(claim.kind.id()),
                Cell::text(claim.scenario.id()),
                Cell::named(claim.measure.to_string(), claim.measure.label()),
                Cell::text(bound_words(claim.bound, unit)),
                Cell::text(words.figure),
                Cell::or_blank(verdict.value, figure),
                end(low),
                end(high),
                Cell::named(verdict.holds.to_string(), holds),
                Cell::or_blank(words.miss, Cell::Text),
                Cell::text(&claim.says),
            ]
        })
    });
    let columns = [
        "preset", "id", "kind", "scenario", "measure", "claim", "model", "value", "low", "high",
        "holds", "miss", "says",
    ];
    let table = Table::new("", columns).read_by(Readers::People, &["claim", "model", "miss"]);
    table.read_by(Readers::Programs, &["preset", "id", "value", "low", "high"]).with_rows(rows)
}
