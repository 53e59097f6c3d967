//! The structure that a file must have: which fields, how often, and what kind of value each of
//! them holds.

use crate::preset::diagnostics::Findings;
use crate::preset::form::{FieldForm, Holds, ValueForm, Variant};
use crate::preset::outline::{Extent, Outline, SyntaxKind, SyntaxNode, literal};
use crate::text::{did_you_mean, did_you_mean_in_file, nearest, quoted};
use std::collections::HashSet;

/// Compares a text with the form that it should have. What is wrong is added to `found`; what of
/// the text can't be used, or the beginning of a record that lacks a field, is returned.
pub fn structure<'t>(
    outline: &Outline<'t>,
    form: ValueForm,
    found: &mut Findings<'t>,
) -> Vec<Extent> {
    let mut comparison = StructureCheck { outline, found, left_out: Vec::new() };
    comparison.value(outline.root(), form);
    comparison.left_out
}

struct StructureCheck<'o, 't, 'f> {
    outline: &'o Outline<'t>,
    found: &'f mut Findings<'t>,
    left_out: Vec<Extent>,
}

impl<'o> StructureCheck<'o, '_, '_> {
    /// Notes that a value can't be used.
    fn refuse(&mut self, node: &SyntaxNode, place: Extent, reason: String, help: Option<String>) {
        self.found.add(place, reason, help);
        self.left_out.push(node.span);
    }

    /// Compares a value with what it should be. Recursion goes no deeper than the form does.
    fn value(&mut self, node: &'o SyntaxNode, form: ValueForm) {
        match form {
            ValueForm::Maybe(form) => {
                let is_left_out =
                    node.kind == SyntaxKind::Word && self.outline.text(node.span) == "None";
                if !is_left_out {
                    self.value(self.outline.unwrapped(node), *form);
                }
            }
            ValueForm::Number => self.number(node, false),
            ValueForm::Whole => self.number(node, true),
            ValueForm::Text => {
                if self.expect(node, SyntaxKind::Text, "text in quotation marks") {
                    self.escapes(node, node.span);
                }
            }
            ValueForm::NumberOrText => match node.kind {
                SyntaxKind::Number => self.number(node, false),
                SyntaxKind::Text => self.escapes(node, node.span),
                _ => {
                    let reason = self.must_be(node, "a number or a text");
                    self.refuse(node, node.beginning(), reason, None);
                }
            },
            ValueForm::Month => self.month(node),
            ValueForm::Record(record) => {
                self.record(node, record.name, record.fields);
            }
            ValueForm::Derived(table) => {
                self.record(node, table.name, &(table.fields)(table.group));
            }
            ValueForm::Choice(variants) => self.choice(node, variants),
            ValueForm::Tuple(forms, example) => self.tuple(node, forms, example),
            ValueForm::List(entry) => {
                if self.expect(node, SyntaxKind::List, "a list in [ ]") {
                    for child in self.outline.children(node) {
                        if let Some(key) = child.key {
                            self.found.add(key, "An entry of a list has no name.", None);
                        }
                        self.value(child, *entry);
                    }
                }
            }
            ValueForm::Map(value) => {
                if self.expect(node, SyntaxKind::Map, "a map in { }") {
                    self.twice(node, "key");
                    for child in self.outline.children(node) {
                        if let Some(key) = child.key {
                            self.escapes(child, key);
                        }
                        self.value(child, *value);
                    }
                }
            }
        }
    }

    /// Notes a value of the wrong kind; whether it is of the right one.
    fn expect(&mut self, node: &SyntaxNode, kind: SyntaxKind, wanted: &str) -> bool {
        if node.kind != kind {
            let reason = self.must_be(node, wanted);
            self.refuse(node, node.beginning(), reason, None);
            return false;
        }
        if let Some(tag) = node.tag {
            let word = quoted(self.outline.text(tag));
            let reason = format!("The word {word} doesn't belong before this bracket.");
            self.refuse(node, tag, reason, Some("leave it out".to_owned()));
            return false;
        }
        true
    }

    /// Notes an escape that doesn't exist in a text.
    fn escapes(&mut self, node: &SyntaxNode, place: Extent) {
        if let Err(escape) = literal::text(self.outline.text(place)) {
            let span = Extent { start: place.start + escape.start, end: place.start + escape.end };
            let help = "written with a backslash: \\\" \\\\ \\n \\t \\u{2026}; a path needs \\\\ for each \\";
            let reason = "This escape within a text doesn't exist.".to_owned();
            self.refuse(node, span, reason, Some(help.to_owned()));
        }
    }

    fn number(&mut self, node: &SyntaxNode, whole: bool) {
        let text = self.outline.text(node.span);
        if node.kind != SyntaxKind::Number {
            let bare = text.trim_matches('"');
            let help = (node.kind == SyntaxKind::Text && literal::number(bare).is_some())
                .then(|| format!("leave out the quotation marks: {bare}"));
            let reason = self.must_be(node, "a number");
            return self.refuse(node, node.beginning(), reason, help);
        }
        match literal::number(text) {
            None => {
                let help = "such as 40.0, 0.65 or -1.5".to_owned();
                let reason = format!("{} is not a number.", quoted(text));
                self.refuse(node, node.span, reason, Some(help));
            }
            Some(value) if whole && literal::whole(value).is_none() => {
                let subject = self.subject(node);
                let reason = format!("{subject} must be a whole number, not {text}.");
                self.refuse(node, node.span, reason, None);
            }
            Some(_) => {}
        }
    }

    fn month(&mut self, node: &SyntaxNode) {
        if node.kind == SyntaxKind::Text {
            return self.escapes(node, node.span);
        }
        let text = self.outline.text(node.span);
        let help = if node.kind == SyntaxKind::Number {
            let meant = if text.contains('-') { text } else { "2028-01" };
            format!("a month needs quotation marks: \"{meant}\"")
        } else {
            "write it as \"YYYY-MM\", such as \"2028-01\"".to_owned()
        };
        let reason = self.must_be(node, "a month");
        self.refuse(node, node.beginning(), reason, Some(help));
    }

    fn tuple(&mut self, node: &'o SyntaxNode, forms: &'static [ValueForm], example: &str) {
        let children: Vec<&SyntaxNode> = self.outline.children(node).collect();
        let fits = node.kind == SyntaxKind::Record
            && node.tag.is_none()
            && children.len() == forms.len()
            && children.iter().all(|child| child.key.is_none());
        if fits {
            for (child, form) in children.into_iter().zip(forms) {
                self.value(child, *form);
            }
        } else {
            let subject = self.subject(node);
            let reason = format!("{subject} must be {} values in ( ).", forms.len());
            self.refuse(node, node.beginning(), reason, Some(format!("such as {example}")));
        }
    }

    /// Compares a value with the words that it may be.
    fn choice(&mut self, node: &'o SyntaxNode, variants: &'static [Variant]) {
        let names: Vec<&str> = variants.iter().map(|variant| variant.name).collect();
        let word = match (node.kind, node.tag) {
            (SyntaxKind::Word, _) => Some(node.span),
            (SyntaxKind::Record, tag) => tag,
            _ => None,
        };
        let Some(word) = word else {
            let text = self.outline.text(node.span).trim_matches('"');
            let help = match node.kind {
                SyntaxKind::Text if names.contains(&text) => {
                    format!("leave out the quotation marks: {text}")
                }
                _ => variants.iter().map(written).collect::<Vec<_>>().join(" or "),
            };
            let reason = format!("{} can't be {}.", self.subject(node), node.kind);
            return self.refuse(node, node.beginning(), reason, Some(help));
        };
        let name = self.outline.text(word);
        let Some(variant) = variants.iter().find(|variant| variant.name == name) else {
            let reason = format!("{} can't be {}.", self.subject(node), quoted(name));
            return self.refuse(node, word, reason, Some(did_you_mean_in_file(name, &names)));
        };
        let children: Vec<&SyntaxNode> = self.outline.children(node).collect();
        match (variant.holds, node.kind, children.as_slice()) {
            (Holds::Nothing, SyntaxKind::Word, _) => {}
            (Holds::One(form), SyntaxKind::Record, [only]) if only.key.is_none() => {
                self.value(only, form);
            }
            (Holds::Fields(record), SyntaxKind::Record, _) => {
                self.fields(node, record.name, record.fields);
            }
            _ => {
                let help = format!("write {}", written(variant));
                let reason = format!("‘{name}’ is written differently.");
                self.refuse(node, word, reason, Some(help));
            }
        }
    }

    fn record(&mut self, node: &'o SyntaxNode, name: &str, fields: &[FieldForm]) {
        if self.expect(node, SyntaxKind::Record, &format!("{name} in ( )")) {
            self.fields(node, name, fields);
        }
    }

    /// Compares a record's fields with those that it should have.
    fn fields(&mut self, node: &'o SyntaxNode, record: &str, fields: &[FieldForm]) {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        self.twice(node, "field");
        let mut numbers_before = false;
        let mut meant = Vec::new();
        for child in self.outline.children(node) {
            let Some(key) = child.key else {
                let help = if numbers_before && child.kind == SyntaxKind::Number {
                    "a decimal point is a point: 0.65".to_owned()
                } else {
                    format!("write field: value; {}", did_you_mean("", &names))
                };
                let reason = format!("This value has no name in {record}.");
                self.refuse(child, child.beginning(), reason, Some(help));
                continue;
            };
            numbers_before = child.kind == SyntaxKind::Number;
            let name = self.outline.key(child);
            if let Some(field) = fields.iter().find(|field| field.name == name) {
                self.value(child, field.form);
            } else {
                meant.extend(nearest(name, names.iter().copied()));
                let reason = format!("There is no field {} in {record}.", quoted(name));
                self.refuse(child, key, reason, Some(did_you_mean_in_file(name, &names)));
            }
        }
        let required = fields.iter().filter(|field| field.required).map(|field| field.name);
        let lacking: Vec<&str> = required
            .filter(|name| {
                self.outline.children(node).all(|child| self.outline.key(child) != *name)
            })
            .collect();
        if !lacking.is_empty() {
            self.left_out.push(node.beginning());
        }
        // What is there under a misspelt name isn't missing as well.
        let lacking: Vec<&str> = lacking.into_iter().filter(|name| !meant.contains(name)).collect();
        if let Some(reason) = self.missing(node, record, &lacking) {
            self.found.add(node.beginning(), reason, None);
        }
    }

    /// Notes names and keys that are given more than once.
    fn twice(&mut self, node: &SyntaxNode, what: &str) {
        let mut seen: HashSet<String> = HashSet::new();
        for child in self.outline.children(node) {
            let Some(place) = child.key else { continue };
            // Two keys may be spelt apart and still be one text: "a" and "\u{61}".
            let name = self.outline.name(child);
            let reason = format!("The {what} {} is given twice.", quoted(&name));
            if !seen.insert(name) {
                self.found.add(place, reason, Some("keep one of them".to_owned()));
            }
        }
    }
    /// That a value must be something else.
    fn must_be(&self, node: &SyntaxNode, wanted: &str) -> String {
        format!("{} must be {wanted}, not {}.", self.subject(node), node.kind)
    }

    /// A value by its name.
    fn subject(&self, node: &SyntaxNode) -> String {
        if node.key.is_some() { quoted(self.outline.key(node)) } else { "This".to_owned() }
    }

    /// That a record lacks fields; `None` where it lacks none.
    fn missing(&self, node: &SyntaxNode, record: &str, names: &[&str]) -> Option<String> {
        let (fields, are) = match names.len() {
            0 => return None,
            1 => ("field", "is"),
            _ => ("fields", "are"),
        };
        let all: Vec<String> = names.iter().map(|name| format!("‘{name}’")).collect();
        let place = match (node.key, record.strip_prefix("a ")) {
            (None, Some(name)) => format!("this {name}"),
            (None, None) => record.to_owned(),
            (Some(_), _) => quoted(self.outline.key(node)),
        };
        Some(format!("The {fields} {} {are} missing in {place}.", all.join(", ")))
    }
}

/// How a variant is written.
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
