//! What two presets differ in, line by line: for the previews and questions of the dialogs.

use crate::analysis::{InputDifference, compare};
use crate::preset::Preset;

/// Something in which two presets differ.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// An input of the model.
    Input(InputDifference),
    /// Another part: its name, and what each has there, as a word or two.
    Part {
        /// What it is.
        label: String,
        /// In the first.
        a: String,
        /// In the second.
        b: String,
    },
}

/// Everything in which two presets differ, inputs first.
pub fn differences(a: &Preset, b: &Preset) -> Vec<Difference> {
    let mut found: Vec<Difference> =
        compare(&a.inputs, &b.inputs).inputs.into_iter().map(Difference::Input).collect();
    let mut part = |label: &str, a: &str, b: &str| {
        found.push(Difference::Part { label: label.to_owned(), a: a.to_owned(), b: b.to_owned() });
    };
    if a.name != b.name {
        part("Name", &a.name, &b.name);
    }
    if a.summary != b.summary {
        part("Summary", "", "another text");
    }
    if a.risk != b.risk {
        part("Risk settings", "", "others");
    }
    for claim in &a.claims {
        match b.claims.iter().find(|other| other.id == claim.id) {
            None => part(&format!("Claim {}", claim.id), "there", "gone"),
            Some(other) if other != claim => part(&format!("Claim {}", claim.id), "", "changed"),
            Some(_) => {}
        }
    }
    for claim in &b.claims {
        if !a.claims.iter().any(|other| other.id == claim.id) {
            part(&format!("Claim {}", claim.id), "–", "new");
        }
    }
    let keys = a.sources.keys().chain(b.sources.keys().filter(|key| !a.sources.contains_key(*key)));
    for key in keys {
        match (a.sources.get(key), b.sources.get(key)) {
            (Some(_), None) => part(&format!("Source of {key}"), "there", "gone"),
            (None, Some(_)) => part(&format!("Source of {key}"), "–", "new"),
            (a, b) if a != b => part(&format!("Source of {key}"), "", "changed"),
            _ => {}
        }
    }
    found
}
