//! An explanation: as an indented tree, as JSON.

use super::answer::{capped_note, figure_of, head};
use super::json::flagged;
use crate::analysis::{Explanation, Node};
use crate::model::{Input, Inputs, Scenario};
use crate::preset::Preset;
use crate::view::format;
use crate::view::words::sources::{Provenance, provenance};
use crate::widgets::text::{harmless, wrap};
use serde_json::{Value, json};

/// Columns of the tree's lines.
const WIDTH: usize = 100;

/// Columns that a line keeps however deep it stands.
const LEAST: usize = 40;

/// Where inputs come from: the preset's sources, but not of a value that has moved since.
pub struct Origins<'a> {
    /// As explained.
    pub preset: &'a Preset,
    /// As the preset has them.
    pub saved: &'a Inputs,
}

impl Origins<'_> {
    /// What an input's value rests on; `None` where nothing is said of it.
    fn of(&self, input: Input, scenario: Scenario) -> Option<String> {
        let saved = self.saved.get(input, scenario);
        match provenance(self.preset, saved, input, scenario)? {
            Provenance::Cited(source) => {
                let parts = [&source.note, &source.cite, &source.as_of];
                let said: Vec<&str> =
                    parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
                (!said.is_empty()).then(|| said.join(" · "))
            }
            Provenance::Moved(words) => Some(words),
        }
    }

    /// A node's formula, as it is written; behind an input's name, where its value comes from.
    fn formula(&self, node: &Node, written: &str, scenario: Scenario) -> String {
        match node.input.and_then(|input| self.of(input, scenario)) {
            Some(origin) => format!("{written}: {origin}"),
            None => written.to_owned(),
        }
    }
}

/// The report's text, `depth` levels under the figure.
pub fn text(origins: &Origins, explanation: &Explanation, depth: usize) -> String {
    let Explanation { metric, scenario, year, .. } = *explanation;
    let figure = match year {
        Some(_) => format!(
            "{} of {}",
            format::label(origins.preset.money(), &explanation.root.label),
            scenario.id()
        ),
        None => figure_of(metric, scenario),
    };
    let mut out = head(origins.preset, &format!("{figure}: {}.", metric.spec().meaning));
    out.push('\n');
    branch(&mut out, origins, explanation, &explanation.root, depth, ("", ""));
    out + capped_note(explanation.margin_capped)
}

/// A node and what is under it: `first` stands before its name, `rest` before all that follows.
fn branch(
    out: &mut String,
    origins: &Origins,
    explanation: &Explanation,
    node: &Node,
    depth: usize,
    (first, rest): (&str, &str),
) {
    let metric = explanation.metric;
    let is_root = std::ptr::eq(node, &raw const explanation.root);
    let figure = if is_root {
        super::answer::value(origins.preset, metric, node.value)
    } else {
        format::node(origins.preset.money(), node)
    };
    out.push_str(&format!(
        "{first}{}: {figure}\n",
        harmless(&format::label(origins.preset.money(), &node.label))
    ));
    let trunk = if node.parts.is_empty() { "    " } else { "│   " };
    let mut lines = vec![origins.formula(
        node,
        &format::label(origins.preset.money(), &node.formula),
        explanation.scenario,
    )];
    if node.operation.is_leaf() && node.input.is_none() {
        lines.retain(|line| line.starts_with("derived"));
    } else if node.input.is_none() {
        lines[0].insert_str(0, "= ");
    }
    lines.extend(node.note.map(|note| format!("({note})")));
    for line in lines {
        let width = WIDTH.saturating_sub(rest.chars().count() + 4).max(LEAST);
        for line in wrap(&harmless(&line), width) {
            out.push_str(&format!("{rest}{trunk}{line}\n"));
        }
    }
    if depth == 0 && !node.parts.is_empty() {
        out.push_str(&format!("{rest}└─ …\n"));
        return;
    }
    for (index, part) in node.parts.iter().enumerate() {
        let (knot, line) =
            if index + 1 == node.parts.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let (first, rest) = (format!("{rest}{knot}"), format!("{rest}{line}"));
        branch(out, origins, explanation, part, depth - 1, (&first, &rest));
    }
}

/// The command line's JSON: the tree, an input's source behind its name in `formula`.
pub fn json(origins: &Origins, explanation: &Explanation) -> Value {
    let tree = tree(origins, explanation.scenario, &explanation.root);
    flagged(tree, explanation.margin_capped)
}

fn tree(origins: &Origins, scenario: Scenario, node: &Node) -> Value {
    let parts: Vec<Value> = node.parts.iter().map(|part| tree(origins, scenario, part)).collect();
    json!({
        "label": node.label,
        "formula": origins.formula(node, &node.formula, scenario),
        "value": node.value,
        "unit": node.unit.id(),
        "parts": parts,
    })
}
