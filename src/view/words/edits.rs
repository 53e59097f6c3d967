//! Edits of texts, sources and claims in words.

use super::bounds::bound_words;
use crate::analysis::Claim;
use crate::preset::Source;
use crate::widgets::text::{harmless, truncate};

/// The columns that a foreign text may take in a sentence.
const ROOM: usize = 32;

fn quoted(text: &str) -> String {
    format!("‘{}’", truncate(&harmless(text), ROOM, "…"))
}

/// An edit of name and summary.
pub(super) fn texts_words(from: &str, to: &str, summary: bool) -> String {
    match (from == to, summary) {
        (true, _) => "Summary edited".to_owned(),
        (false, false) => format!("Name: {} → {}", quoted(from), quoted(to)),
        (false, true) => format!("Name: {} → {}; summary edited", quoted(from), quoted(to)),
    }
}

/// An edit of a source.
pub(super) fn source_words(key: &str, from: Option<&Source>, to: Option<&Source>) -> String {
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
pub(super) fn claim_words(from: Option<&Claim>, to: Option<&Claim>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => {
            let mut parts = Vec::new();
            if from.id != to.id {
                parts.push(format!("now {}", quoted(&to.id)));
            }
            if from.measure != to.measure || from.scenario != to.scenario {
                let of =
                    |claim: &Claim| format!("{} of {}", claim.measure.label(), claim.scenario.id());
                parts.push(format!("{} → {}", of(from), of(to)));
            }
            if from.bound != to.bound {
                let bound = |claim: &Claim| bound_words(claim.bound, claim.measure.unit());
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
        (None, Some(claim)) => format!("Claim {} added", quoted(&claim.id)),
        (Some(claim), None) => format!("Claim {} deleted", quoted(&claim.id)),
        (None, None) => String::new(),
    }
}
