//! What a well-formed preset file means: its values checked against the model's tables and each
//! other. Everything that is wrong is found in one pass.

mod claims;
mod keys;
mod values;

pub use keys::source_keys;

use super::Preset;
use super::diagnostics::Findings;
use super::format::PresetFile;
use super::locate::{Outline, Span};
use crate::model::Inputs;

/// A file's text with its outline, and what was found wrong with it.
pub struct Reading<'o, 't> {
    outline: &'o Outline<'t>,
    found: &'o mut Findings<'t>,
}

impl Reading<'_, '_> {
    /// Notes a problem with the value that a path leads to.
    fn wrong(&mut self, path: &str, reason: impl Into<String>, help: Option<String>) {
        let node = self.outline.find(path);
        let opening = Span { start: node.span.start, end: node.span.start + 1 };
        let span = if node.children.is_empty() { node.span } else { opening };
        self.found.add(span, reason, help);
    }
}

/// The preset of a file; what is wrong with it is added to `found`.
pub fn preset<'t>(file: PresetFile, outline: &Outline<'t>, found: &mut Findings<'t>) -> Preset {
    let mut reading = Reading { outline, found };
    if file.name.trim().is_empty() {
        reading.wrong(
            "name",
            "The preset has no name.",
            Some("people choose it by its name".to_owned()),
        );
    }
    let mut inputs = Inputs { programme: file.programme, scenarios: (&file.scenarios).into() };
    reading.site_names(&mut inputs.programme);
    reading.inputs(&inputs);
    let risk = reading.risk(&file.risk);
    let claims = reading.claims(&file.claims);
    reading.sources(&file.sources, inputs.programme.sites.len());
    let sources = file.sources.into_iter().map(|(key, source)| (key, source.into())).collect();
    Preset { name: file.name, summary: file.summary, inputs, risk, claims, sources }
}
