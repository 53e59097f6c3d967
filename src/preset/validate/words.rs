//! How a value of the wrong kind is spoken of.

use crate::preset::form::{Holds, Variant};
use crate::preset::outline::{Node, Outline};
use crate::text::quoted;

/// That a value must be something else.
pub(super) fn must_be(outline: &Outline<'_>, node: &Node, wanted: &str) -> String {
    format!("{} must be {wanted}, not {}.", subject(outline, node), node.kind)
}

/// A value by its name.
pub(super) fn subject(outline: &Outline<'_>, node: &Node) -> String {
    if node.key.is_some() { quoted(outline.key(node)) } else { "This".to_owned() }
}

/// How a variant is written.
pub(super) fn written(variant: &Variant) -> String {
    match variant.holds {
        Holds::Nothing => variant.name.to_owned(),
        Holds::One(_) => format!("{}(3.0)", variant.name),
        Holds::Fields(record) => {
            let fields: Vec<String> =
                record.fields.iter().map(|field| format!("{}: …", field.name)).collect();
            format!("{}({})", variant.name, fields.join(", "))
        }
    }
}

/// That a record lacks fields; `None` where it lacks none.
pub(super) fn missing(
    outline: &Outline<'_>,
    node: &Node,
    record: &str,
    names: &[&str],
) -> Option<String> {
    let (fields, are) = match names.len() {
        0 => return None,
        1 => ("field", "is"),
        _ => ("fields", "are"),
    };
    let all: Vec<String> = names.iter().map(|name| format!("‘{name}’")).collect();
    let place = match (node.key, record.strip_prefix("a ")) {
        (None, Some(name)) => format!("this {name}"),
        (None, None) => record.to_owned(),
        (Some(_), _) => quoted(outline.key(node)),
    };
    Some(format!("The {fields} {} {are} missing in {place}.", all.join(", ")))
}
