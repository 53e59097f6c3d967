//! The structure that a preset file must have: which fields, how often, and what kind of value
//! each of them holds. Every deviation is found in one pass, each with its place.

mod choice;
mod fields;
mod record;
mod sound;

pub use fields::PRESET;
pub use sound::sound;

use super::diagnostics::Findings;
use super::locate::{Kind, Node, Outline, Span};
use crate::text::quoted;
use choice::choice;
use record::{fields, twice};

/// What a value may be.
#[derive(Clone, Copy)]
pub enum Form {
    /// A number.
    Number,
    /// A number without a fraction.
    Whole,
    /// Text.
    Text,
    /// A calendar month as text, `YYYY-MM`.
    Month,
    /// Named fields in parentheses.
    Record(&'static Record),
    /// One of several words, some with values behind them.
    Choice(&'static [Variant]),
    /// Values without names in parentheses; the example shows how they are written.
    Tuple(&'static [Form], &'static str),
    /// Any number of values in brackets.
    List(&'static Form),
    /// A value that may also be `None`, or stand in `Some( … )`.
    Maybe(&'static Form),
    /// Values by keys of the file's own choice.
    Map(&'static Form),
}

/// Named fields.
pub struct Record {
    /// What people call it, with its article.
    pub name: &'static str,
    /// Its fields in the order of files.
    pub fields: &'static [Field],
}

/// A field of a record.
pub struct Field {
    pub name: &'static str,
    pub form: Form,
    pub required: bool,
}

/// One of several words that a value may be.
pub struct Variant {
    pub name: &'static str,
    pub holds: Holds,
}

/// What follows a variant's word.
#[derive(Clone, Copy)]
pub enum Holds {
    /// Nothing.
    Nothing,
    /// One value in parentheses.
    One(Form),
    /// Named fields in parentheses.
    Fields(&'static Record),
}

/// Compares a value with what it should be. Recursion goes no deeper than the form does.
pub fn compare(outline: &Outline<'_>, node: &Node, form: Form, found: &mut Findings<'_>) {
    match form {
        Form::Maybe(form) => {
            let is_left_out = node.kind == Kind::Word && outline.text(node.span) == "None";
            if !is_left_out {
                compare(outline, outline.unwrapped(node), *form, found);
            }
        }
        Form::Number => number(outline, node, false, found),
        Form::Whole => number(outline, node, true, found),
        Form::Text => {
            expect(outline, node, Kind::Text, "text in quotation marks", found);
        }
        Form::Month => month(outline, node, found),
        Form::Record(record) => {
            if expect(outline, node, Kind::Record, &format!("{} in ( )", record.name), found) {
                fields(outline, node, record, found);
            }
        }
        Form::Choice(variants) => choice(outline, node, variants, found),
        Form::Tuple(forms, example) => tuple(outline, node, forms, example, found),
        Form::List(entry) => {
            if expect(outline, node, Kind::List, "a list in [ ]", found) {
                outline.children(node).for_each(|child| {
                    if let Some(key) = child.key {
                        found.add(key, "An entry of a list has no name.", None);
                    }
                    compare(outline, child, *entry, found);
                });
            }
        }
        Form::Map(value) => {
            if expect(outline, node, Kind::Map, "a map in { }", found) {
                twice(outline, node, "key", found);
                outline.children(node).for_each(|child| compare(outline, child, *value, found));
            }
        }
    }
}

/// Notes a value of the wrong kind; whether it is of the right one.
fn expect(
    outline: &Outline<'_>,
    node: &Node,
    kind: Kind,
    wanted: &str,
    found: &mut Findings<'_>,
) -> bool {
    if node.kind == kind && node.tag.is_none() {
        return true;
    }
    if let (true, Some(tag)) = (node.kind == kind, node.tag) {
        let reason =
            format!("The word {} doesn't belong before this bracket.", quoted(outline.text(tag)));
        found.add(tag, reason, Some("leave it out".to_owned()));
        return false;
    }
    found.add(start_of(node), must_be(outline, node, wanted), None);
    false
}

/// Where a message about a whole value points: to all of a scalar, to a group's beginning.
fn start_of(node: &Node) -> Span {
    match node.kind {
        Kind::Number | Kind::Text | Kind::Word => node.span,
        Kind::Record | Kind::List | Kind::Map => {
            Span { start: node.span.start, end: node.span.start + 1 }
        }
    }
}

fn must_be(outline: &Outline<'_>, node: &Node, wanted: &str) -> String {
    format!("{} must be {wanted}, not {}.", subject(outline, node), node.kind)
}

fn subject(outline: &Outline<'_>, node: &Node) -> String {
    if node.key.is_some() { quoted(outline.key(node)) } else { "This".to_owned() }
}

fn number(outline: &Outline<'_>, node: &Node, whole: bool, found: &mut Findings<'_>) {
    if node.kind != Kind::Number {
        let text = outline.text(node.span).trim_matches('"');
        let help = (node.kind == Kind::Text && text.parse::<f64>().is_ok())
            .then(|| format!("leave out the quotation marks: {text}"));
        found.add(start_of(node), must_be(outline, node, "a number"), help);
        return;
    }
    let text = outline.text(node.span);
    let value = text.replace('_', "").parse::<f64>();
    match value {
        Err(_) => found.add(
            node.span,
            format!("{} is not a number.", quoted(text)),
            Some("such as 40.0, 0.65 or -1.5".to_owned()),
        ),
        Ok(value) if whole && (value.fract() != 0.0 || value.abs() > f64::from(i32::MAX)) => {
            let reason = format!("{} must be a whole number, not {text}.", subject(outline, node));
            found.add(node.span, reason, None);
        }
        Ok(_) => {}
    }
}

fn month(outline: &Outline<'_>, node: &Node, found: &mut Findings<'_>) {
    if node.kind == Kind::Text {
        return;
    }
    let text = outline.text(node.span);
    let help = if node.kind == Kind::Number {
        format!(
            "a month needs quotation marks: \"{}\"",
            if text.contains('-') { text } else { "2028-01" }
        )
    } else {
        "write it as \"YYYY-MM\", such as \"2028-01\"".to_owned()
    };
    found.add(start_of(node), must_be(outline, node, "a month"), Some(help));
}

fn tuple(
    outline: &Outline<'_>,
    node: &Node,
    forms: &'static [Form],
    example: &str,
    found: &mut Findings<'_>,
) {
    let children: Vec<&Node> = outline.children(node).collect();
    let fits = node.kind == Kind::Record
        && node.tag.is_none()
        && children.len() == forms.len()
        && children.iter().all(|child| child.key.is_none());
    if fits {
        for (child, form) in children.into_iter().zip(forms) {
            compare(outline, child, *form, found);
        }
    } else {
        let reason = format!("{} must be {} values in ( ).", subject(outline, node), forms.len());
        found.add(start_of(node), reason, Some(format!("such as {example}")));
    }
}
