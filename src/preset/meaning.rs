//! What a well-formed preset file means: its values checked against the model's tables and each
//! other. Everything that is wrong is found in one pass.

mod claims;
mod keys;
mod values;

use super::Preset;
use super::diagnostics::Findings;
use super::format::PresetFile;
use super::locate::{Outline, Span};
use crate::model::Inputs;

/// A file's text with its outline, and what was found wrong with it.
pub struct Reading<'o, 't> {
    outline: &'o Outline<'t>,
    found: &'o mut Findings<'t>,
    /// What of the text the values don't come from: nothing is said about it, nor about what holds
    /// some of it.
    left_out: &'o [Span],
}

impl Reading<'_, '_> {
    fn preset(&mut self, file: PresetFile) -> Preset {
        if file.name.trim().is_empty() {
            self.wrong(
                "name",
                "The preset has no name.",
                Some("people choose it by its name".to_owned()),
            );
        }
        let mut inputs =
            Inputs { programme: (&file.programme).into(), scenarios: (&file.scenarios).into() };
        self.site_names(&mut inputs.programme);
        self.inputs(&inputs);
        let risk = self.risk(&file.risk);
        let claims = self.claims(&file.claims);
        // Which sites there are decides what a source can speak of.
        if !self.root_lacks() && !self.field_lacks("programme") && !self.field_lacks("sources") {
            self.sources(&file.sources, inputs.programme.sites.len());
            // And which form the delays have, how many values an indicator's speaks of.
            if !self.field_lacks("scenarios") {
                self.source_values(&file.sources, &inputs, &risk);
            }
        }
        let sources = keys::sourced(file.sources, &inputs, &risk);
        Preset { name: file.name, summary: file.summary, inputs, risk, claims, sources }
    }

    /// Notes a problem with the value that a path leads to.
    fn wrong(&mut self, path: &str, reason: impl Into<String>, help: Option<String>) {
        let node = self.outline.find(path);
        if self.lacks(node.span) {
            return;
        }
        let opening = Span { start: node.span.start, end: node.span.start + 1 };
        let span = if node.children.is_empty() { node.span } else { opening };
        self.found.add(span, reason, help);
    }

    /// Whether a part of the text is left out, or something in it or around it.
    fn lacks(&self, span: Span) -> bool {
        self.left_out.iter().any(|left| left.start < span.end && span.start < left.end)
    }

    /// Whether the outermost fields are not what they should be: one is missing, or something that
    /// is no field stands among them.
    fn root_lacks(&self) -> bool {
        let root = self.outline.root();
        self.left_out.iter().any(|left| left.start == root.span.start)
            || self.outline.children(root).any(|node| self.left_out.contains(&node.span))
    }

    /// Whether a field or something in it is left out.
    fn field_lacks(&self, name: &str) -> bool {
        self.outline.child(self.outline.root(), name).is_some_and(|node| self.lacks(node.span))
    }
}

/// The preset of a file; what is wrong with it is added to `found`.
pub fn preset<'t>(file: PresetFile, outline: &Outline<'t>, found: &mut Findings<'t>) -> Preset {
    Reading { outline, found, left_out: &[] }.preset(file)
}

/// Notes what is wrong with the values of a file of which some is left out.
pub fn of_sound_parts<'t>(
    file: PresetFile,
    outline: &Outline<'t>,
    found: &mut Findings<'t>,
    left_out: &[Span],
) {
    Reading { outline, found, left_out }.preset(file);
}
