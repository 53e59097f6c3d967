//! Edits in words: what the states before and after differ in.

use super::bounds::bound_words;
use crate::analysis::{Claim, RiskSettings};
use crate::model::{Access, Driver, Input, Inputs, Programme, Scenario, Site};
use crate::preset::{Currency, Source};
use crate::session::{Edit, value_in};
use crate::view::format;
use crate::view::vocabulary::tiny_name;
use crate::widgets::text::{harmless, truncate};
use std::collections::BTreeSet;

/// The columns that a foreign text may take in a sentence.
const ROOM: usize = 32;

/// Most inputs that are told one by one.
const MOST_INPUTS: usize = 6;

/// What an edit changed, in words.
pub fn edit_words(edit: &Edit) -> String {
    let (from, to) = (&edit.before, &edit.after);
    let mut parts = Vec::new();
    if from.texts != to.texts {
        let ([name, summary, currency], [new_name, new_summary, new_currency]) =
            (&*from.texts, &*to.texts);
        if (name, summary) != (new_name, new_summary) {
            parts.push(texts_words(name, new_name, summary != new_summary));
        }
        if currency != new_currency {
            parts.push(format!("Currency: {} → {}", quoted(currency), quoted(new_currency)));
        }
    }
    let [_, _, currency] = &*to.texts;
    let currency = Currency::new(currency);
    let (mut inputs, new_inputs) = (from.inputs(), to.inputs());
    let (programme, new_programme) = (&mut inputs.programme, &new_inputs.programme);
    if let Some(words) = sites_words(&programme.sites, &new_programme.sites) {
        parts.push(words);
        // What other sites hold is no change of theirs.
        programme.sites.clone_from(&new_programme.sites);
    }
    parts.extend(fields_words(currency, &inputs.programme, new_programme));
    parts.extend(inputs_words(currency, &inputs, &new_inputs));
    parts.extend(risk_words(&from.risk, &to.risk));
    parts.extend(claims_words(currency, edit));
    let keys: BTreeSet<&String> = from.sources.keys().chain(to.sources.keys()).collect();
    for key in keys {
        let (from, to) = (from.sources.get(key), to.sources.get(key));
        if from != to {
            parts.push(source_words(key, from, to));
        }
    }
    if parts.is_empty() { "as it was before".to_owned() } else { parts.join("; ") }
}

/// Sites that were added, deleted, moved or renamed; nothing where all are as they were.
fn sites_words(from: &[Site], to: &[Site]) -> Option<String> {
    let names = |sites: &[Site]| sites.iter().map(|site| site.name.clone()).collect::<Vec<_>>();
    let (from, to) = (names(from), names(to));
    if from == to {
        return None;
    }
    let missing = |names: &[String], other: &[String]| {
        let mut rest = other.to_vec();
        let mut is_missing = |name: &&String| {
            rest.iter().position(|other| other == *name).map(|place| rest.remove(place)).is_none()
        };
        names.iter().filter(|name| is_missing(name)).map(|name| quoted(name)).collect::<Vec<_>>()
    };
    let (gone, new) = (missing(&from, &to), missing(&to, &from));
    Some(match (&gone[..], &new[..]) {
        ([], []) => format!("Sites in another order: {}", to.join(", ")),
        ([old], [new]) if from.len() == to.len() => format!("Site {old}: now {new}"),
        ([], new) => format!("Site {} added", new.join(", ")),
        (gone, []) => format!("Site {} deleted", gone.join(", ")),
        (gone, new) => format!("Site {} deleted, {} added", gone.join(", "), new.join(", ")),
    })
}

/// Dates and settings that differ; those of sites where both have as many.
fn fields_words(currency: Currency, from: &Programme, to: &Programme) -> Vec<String> {
    let mut parts: Vec<String> = Programme::FIELDS
        .iter()
        .filter_map(|field| change_words(currency, field.label, &field.access, (from, to)))
        .collect();
    for (from, to) in from.sites.iter().zip(&to.sites) {
        parts.extend(Site::FIELDS.iter().filter_map(|field| {
            let words = change_words(currency, field.label, &field.access, (from, to))?;
            Some(format!("{words} of {}", quoted(&to.name)))
        }));
    }
    parts
}

/// What became of a date or a setting; nothing for what is told of otherwise.
fn change_words<R>(
    currency: Currency,
    label: &str,
    access: &Access<R>,
    (from, to): (&R, &R),
) -> Option<String> {
    let [from, to] = match access {
        Access::Month(lens) => [from, to].map(|of| (lens.get)(of).name()),
        Access::Year(lens) => [from, to].map(|of| (lens.get)(of).to_string()),
        Access::Setting(spec, lens) => {
            let unit = currency.of(spec.unit);
            [from, to].map(|of| format::setting(unit, (lens.get)(of)))
        }
        Access::Number(..) | Access::Text(_) | Access::Sites => return None,
    };
    (from != to).then(|| format!("{label}: {from} → {to}"))
}

/// The inputs that differ: one by one, or of one scenario, or how many.
fn inputs_words(currency: Currency, from: &Inputs, to: &Inputs) -> Option<String> {
    let value = |inputs: &Inputs, (input, scenario)| value_in(inputs, input, scenario);
    let differs = |&at: &(Input, Scenario)| {
        // An indicator that isn't used says what the delay corresponds to.
        to.get(at.0, at.1).is_some() && value(from, at).to_bits() != value(to, at).to_bits()
    };
    let mut differing: Vec<(Input, Scenario)> = Input::all(to.programme.sites.len())
        .chain([Input::Weight])
        .flat_map(|input| {
            let of = if input.is_per_scenario() { &Scenario::ALL[..] } else { &[Scenario::Base] };
            of.iter().map(move |scenario| (input, *scenario))
        })
        .filter(differs)
        .collect();
    if differing.iter().any(|(input, _)| matches!(input, Input::Indicator(_))) {
        // The delay follows from its indicators.
        let delay = Input::Driver(Driver::PowerDelay);
        differing.retain(|(input, _)| *input != delay);
    }
    let (first, scenario) = *differing.first()?;
    let change = |at: (Input, Scenario)| {
        let unit = currency.of(at.0.spec().unit);
        let [from, to] = [from, to].map(|inputs| format::setting(unit, value(inputs, at)));
        format!("{from} → {to}")
    };
    if differing.len() == 1 {
        let label = currency.words(first.spec().label);
        let whose =
            if first.is_per_scenario() { format!(" of {}", scenario.id()) } else { String::new() };
        return Some(format!("{label}{whose}: {}", change((first, scenario))));
    }
    if differing.iter().all(|(input, _)| *input == first) {
        let each = |at: &(Input, Scenario)| format!("{} {}", at.1.id(), change(*at));
        let all: Vec<String> = differing.iter().map(each).collect();
        return Some(format!("{}: {}", currency.words(first.spec().label), all.join(", ")));
    }
    let of_one = differing.iter().all(|(input, of)| *of == scenario && input.is_per_scenario());
    if !of_one || differing.len() > MOST_INPUTS {
        return Some(format!("{} values", differing.len()));
    }
    let each = |at: &(Input, Scenario)| {
        let unit = currency.of(at.0.spec().unit);
        let [before, after] =
            format::settings_apart([unit; 2], [from, to].map(|inputs| value(inputs, *at)));
        // What moves by less than any digit shows is no move to a reader.
        (before != after).then(|| format!("{} {after}", at.0.spec().label))
    };
    let all: Vec<String> = differing.iter().filter_map(each).collect();
    Some(format!("{} to {}", scenario.id(), all.join(", ")))
}

fn risk_words(from: &RiskSettings, to: &RiskSettings) -> Vec<String> {
    let mut parts = Vec::new();
    if from.shape != to.shape {
        parts.push(format!("Risk shape: {} → {}", from.shape.id(), to.shape.id()));
    }
    if from.comovement.to_bits() != to.comovement.to_bits() {
        let [from, to] = [from, to].map(|risk| format::trimmed(risk.comovement, 6));
        parts.push(format!("Comovement: {from} → {to}"));
    }
    let of = |risk: &RiskSettings, pair| {
        let mut own = risk.correlations.iter().filter(|(a, b, _)| (*a, *b) == pair);
        own.next().map(|(.., value)| *value)
    };
    let mut pairs: Vec<_> =
        from.correlations.iter().chain(&to.correlations).map(|(a, b, _)| (*a, *b)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs.into_iter().filter(|pair| of(from, *pair) != of(to, *pair)) {
        let [from, to] = [from, to].map(|risk| {
            let own = of(risk, pair).map(|value| format::trimmed(value, 6));
            own.unwrap_or_else(|| "by comovement".to_owned())
        });
        let (one, other) = (tiny_name(pair.0), tiny_name(pair.1));
        parts.push(format!("{one} – {other}: {from} → {to}"));
    }
    parts
}

fn claims_words(currency: Currency, edit: &Edit) -> Vec<String> {
    let [from, to] = edit.claims();
    if let ([from], [to]) = (&*from, &*to) {
        return vec![changed_claim_words(currency, from, to)];
    }
    let is_in = |list: &[&Claim], claim: &Claim| list.iter().any(|other| other.id == claim.id);
    let word = |claim: &Claim, word| format!("Claim {} {word}", quoted(&claim.id));
    let deleted =
        from.iter().filter(|claim| !is_in(&to, claim)).map(|claim| word(claim, "deleted"));
    let rest = to.iter().map(|claim| match from.iter().find(|from| from.id == claim.id) {
        Some(from) => changed_claim_words(currency, from, claim),
        None => word(claim, "added"),
    });
    deleted.chain(rest).collect()
}

fn quoted(text: &str) -> String {
    format!("‘{}’", truncate(&harmless(text), ROOM, "…"))
}

/// An edit of name and summary.
fn texts_words(from: &str, to: &str, summary: bool) -> String {
    match (from == to, summary) {
        (true, _) => "Summary edited".to_owned(),
        (false, false) => format!("Name: {} → {}", quoted(from), quoted(to)),
        (false, true) => format!("Name: {} → {}; summary edited", quoted(from), quoted(to)),
    }
}

/// An edit of a source.
fn source_words(key: &str, from: Option<&Source>, to: Option<&Source>) -> String {
    match (from, to) {
        (None, Some(_)) => format!("Source of {key}: added"),
        (_, None) => format!("Source of {key}: removed"),
        (Some(from), Some(to)) => {
            let parts = [
                ("note", from.note != to.note),
                ("cite", from.cite != to.cite),
                ("date", from.as_of != to.as_of),
            ];
            let edited: Vec<&str> =
                parts.iter().filter(|(_, changed)| *changed).map(|(name, _)| *name).collect();
            format!("Source of {key}: {} edited", edited.join(", "))
        }
    }
}

/// An edit of a claim.
fn changed_claim_words(currency: Currency, from: &Claim, to: &Claim) -> String {
    let mut parts = Vec::new();
    if from.id != to.id {
        parts.push(format!("now {}", quoted(&to.id)));
    }
    if from.measure != to.measure || from.scenario != to.scenario {
        let of = |claim: &Claim| format!("{} of {}", claim.measure.label(), claim.scenario.id());
        parts.push(format!("{} → {}", of(from), of(to)));
    }
    if from.bound != to.bound {
        let bound = |claim: &Claim| bound_words(claim.bound, currency.of(claim.measure.unit()));
        parts.push(format!("{} → {}", bound(from), bound(to)));
    }
    if from.kind != to.kind {
        parts.push(format!("{} → {}", from.kind.id(), to.kind.id()));
    }
    if from.says != to.says || from.source != to.source {
        parts.push("words edited".to_owned());
    }
    format!("Claim {}: {}", quoted(&from.id), parts.join(", "))
}
