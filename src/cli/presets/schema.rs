//! `payback presets schema`: every field of a preset's file.

use crate::preset::schema::{SchemaField, schema};
use crate::widgets::text::{columns, fit, wrap};
use serde_json::{Value, json};

/// Columns of the printed table.
const WIDTH: usize = 80;

/// The scenarios have the same fields; one of them is printed for all.
const SHOWN: &str = "scenarios.bear";
const SAME: [&str; 2] = ["scenarios.base", "scenarios.bull"];

/// The fields with a line each, and what they mean under them.
pub(super) fn text() -> String {
    let fields = schema();
    let mut out = String::from(
        "A preset is a RON file: ( field: value, … ). A field without a default must be there.\n",
    );
    let shown: Vec<&SchemaField> = fields
        .iter()
        .filter(|field| !SAME.iter().any(|same| field.path.starts_with(same)))
        .collect();
    let rows: Vec<[String; 4]> = shown
        .iter()
        .map(|field| {
            let kind = field.unit.unwrap_or(field.kind).to_owned();
            let default = match &field.default {
                Some(default) => default.clone(),
                None if field.required => "required".to_owned(),
                None => String::new(),
            };
            [name(field), kind, field.valid(), default]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| columns(&row[column])).max().unwrap_or(0);
    let widths = [width(0), width(1), 20];
    let head = ["field", "holds", "valid", "default"].map(str::to_owned);
    for (index, row) in std::iter::once(&head).chain(&rows).enumerate() {
        let mut line = String::new();
        for (cell, width) in row[..3].iter().zip(widths) {
            line += &fit(cell, width.max(columns(cell)), "");
            line += "  ";
        }
        out += &format!("\n{}", (line + &row[3]).trim_end());
        if let Some(field) = index.checked_sub(1).and_then(|index| shown.get(index)) {
            let indent = row[0].len() - row[0].trim_start().len() + 4;
            for line in wrap(meaning(field), WIDTH - indent) {
                out += &format!("\n{}{line}", " ".repeat(indent));
            }
        }
    }
    out + "\n"
}

/// A field's last name, indented by what it stands in.
fn name(field: &SchemaField) -> String {
    // The word that holds the indicators is no field of its own.
    let path = field.path.replace("Indicators.", "Indicators:");
    let mut parts = path.split('.');
    let last = parts.next_back().unwrap_or_default();
    let last = match last {
        _ if field.path == SHOWN => "bear, base, bull",
        "0" => "1st",
        "1" => "2nd",
        "2" => "3rd",
        _ => last,
    };
    format!("{}{last}", "  ".repeat(parts.count())).replace("Indicators:", "Indicators.")
}

/// What a field means; of the scenario that stands for all of them, what all of them mean.
fn meaning(field: &SchemaField) -> &str {
    if field.path == SHOWN { "the assumptions of each scenario" } else { &field.meaning }
}

/// The fields as a list of objects; a range that has no upper end has none here either.
pub(super) fn json() -> Value {
    schema()
        .iter()
        .map(|field| {
            let mut value = json!({
                "path": field.path,
                "kind": field.kind,
                "unit": field.unit,
                "required": field.required,
                "default": field.default,
                "meaning": field.meaning,
            });
            if let Some(range) = field.range {
                value["range"] = json!({
                    "min": range.min,
                    "max": Some(range.max).filter(|max| max.is_finite()),
                    "above_min": range.above_min,
                    "whole": range.whole,
                });
            }
            if !field.words.is_empty() {
                value["words"] = json!(field.words);
            }
            value
        })
        .collect()
}
