//! Choices: one of several words, with what must follow it.

use super::record::fields;
use super::{Holds, Variant, compare, start_of, subject};
use crate::preset::diagnostics::Findings;
use crate::preset::locate::{Kind, Node, Outline};
use crate::text::{did_you_mean, quoted};

/// Compares a value with the words that it may be.
pub fn choice(
    outline: &Outline<'_>,
    node: &Node,
    variants: &'static [Variant],
    found: &mut Findings<'_>,
) {
    let names: Vec<&str> = variants.iter().map(|variant| variant.name).collect();
    let word = match (node.kind, node.tag) {
        (Kind::Word, _) => Some(node.span),
        (Kind::Record, tag) => tag,
        _ => None,
    };
    let Some(word) = word else {
        let text = outline.text(node.span).trim_matches('"');
        let help = match node.kind {
            Kind::Text if names.contains(&text) => format!("leave out the quotation marks: {text}"),
            _ => variants.iter().map(written).collect::<Vec<_>>().join(" or "),
        };
        let reason = format!("{} can't be {}.", subject(outline, node), node.kind);
        found.add(start_of(node), reason, Some(help));
        return;
    };
    let name = outline.text(word);
    let Some(variant) = variants.iter().find(|variant| variant.name == name) else {
        let reason = format!("{} can't be {}.", subject(outline, node), quoted(name));
        found.add(word, reason, Some(did_you_mean(name, &names)));
        return;
    };
    let children: Vec<&Node> = outline.children(node).collect();
    match (variant.holds, node.kind) {
        (Holds::Nothing, Kind::Word) => {}
        (Holds::One(form), Kind::Record) if children.len() == 1 && children[0].key.is_none() => {
            compare(outline, children[0], form, found);
        }
        (Holds::Fields(record), Kind::Record) => fields(outline, node, record, found),
        _ => found.add(
            word,
            format!("‘{name}’ is written differently."),
            Some(format!("write {}", written(variant))),
        ),
    }
}

fn written(variant: &Variant) -> String {
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
