//! Records: the fields that must be there, may be there, or don't exist.

use super::{Record, compare, start_of};
use crate::preset::diagnostics::Findings;
use crate::preset::locate::{Kind, Node, Outline};
use crate::text::{did_you_mean, nearest, quoted};
use std::collections::HashSet;

/// Compares a record's fields with those that it should have.
pub fn fields(outline: &Outline<'_>, node: &Node, record: &Record, found: &mut Findings<'_>) {
    let names: Vec<&str> = record.fields.iter().map(|field| field.name).collect();
    twice(outline, node, "field", found);
    let mut numbers_before = false;
    let mut meant = Vec::new();
    for child in outline.children(node) {
        let Some(key) = child.key else {
            let help = if numbers_before && child.kind == Kind::Number {
                "a decimal point is a point: 0.65".to_owned()
            } else {
                format!("write field: value; {}", did_you_mean("", &names))
            };
            found.add(
                start_of(child),
                format!("This value has no name in {}.", record.name),
                Some(help),
            );
            continue;
        };
        numbers_before = child.kind == Kind::Number;
        let name = outline.key(child);
        if let Some(field) = record.fields.iter().find(|field| field.name == name) {
            compare(outline, child, field.form, found);
        } else {
            meant.extend(nearest(name, names.iter().copied()));
            let reason = format!("There is no field {} in {}.", quoted(name), record.name);
            found.add(key, reason, Some(did_you_mean(name, &names)));
        }
    }
    let missing: Vec<&str> = record
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.name)
        .filter(|name| outline.children(node).all(|child| outline.key(child) != *name))
        .filter(|name| !meant.contains(name))
        .collect();
    if let [first, rest @ ..] = missing.as_slice() {
        let one = rest.is_empty();
        let all =
            rest.iter().fold(format!("‘{first}’"), |all, name| format!("{all}, ‘{name}’"));
        let (fields, are) = if one { ("field", "is") } else { ("fields", "are") };
        let place = match (node.key, record.name.strip_prefix("a ")) {
            (None, Some(name)) => format!("this {name}"),
            (None, None) => record.name.to_owned(),
            (Some(_), _) => quoted(outline.key(node)),
        };
        let reason = format!("The {fields} {all} {are} missing in {place}.");
        found.add(start_of(node), reason, None);
    }
}

/// Notes names and keys that are given more than once.
pub fn twice(outline: &Outline<'_>, node: &Node, what: &str, found: &mut Findings<'_>) {
    let mut seen: HashSet<String> = HashSet::new();
    for child in outline.children(node) {
        let Some(place) = child.key else { continue };
        let raw = outline.text(place);
        // Two keys may be spelt apart and still be one text: "a" and "\u{61}".
        let name = ron::from_str::<String>(raw).unwrap_or_else(|_| outline.key(child).to_owned());
        if seen.contains(&name) {
            let reason = format!("The {what} {} is given twice.", quoted(&name));
            found.add(place, reason, Some("keep one of them".to_owned()));
        }
        seen.insert(name);
    }
}
