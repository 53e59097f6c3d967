//! The sound parts of a file whose structure has errors, with stand-ins for the others, so that
//! its values can be judged in the same report.

use super::{Form, Holds, Record, Variant};
use crate::preset::locate::{Kind, Node, Outline, Span};

/// A text of the structure that a form asks for.
pub struct Sound {
    /// The text.
    pub text: String,
    /// What in the file is not part of it, or is missing: where the parts stand, or the record
    /// that lacks one.
    pub left_out: Vec<Span>,
}

/// The sound parts of an outline. Entries of lists keep their numbers.
pub fn sound(outline: &Outline<'_>, form: Form) -> Sound {
    let mut parts = Parts { outline, left_out: Vec::new() };
    let root = outline.root();
    let text = parts.value(root, form).unwrap_or_else(|| stand_in(form));
    Sound { text, left_out: parts.left_out }
}

struct Parts<'o, 't> {
    outline: &'o Outline<'t>,
    left_out: Vec<Span>,
}

impl Parts<'_, '_> {
    /// A value's text; `None`, and noted as left out, where it is not what it should be.
    fn value(&mut self, node: &Node, form: Form) -> Option<String> {
        let text = self.outline.text(node.span);
        let sound = match form {
            Form::Number => is_number(node, text, false).then(|| text.to_owned()),
            Form::Whole => is_number(node, text, true).then(|| text.to_owned()),
            Form::Text | Form::Month => (node.kind == Kind::Text).then(|| text.to_owned()),
            Form::Maybe(_) if text == "None" => Some(text.to_owned()),
            Form::Maybe(form) => return self.value(self.outline.unwrapped(node), *form),
            Form::Record(record) if node.kind == Kind::Record && node.tag.is_none() => {
                Some(self.fields(node, record))
            }
            Form::Choice(variants) => self.choice(node, variants),
            Form::List(entry) if node.kind == Kind::List => {
                let entries: Vec<String> = self
                    .children(node)
                    .iter()
                    .map(|child| self.or_stand_in(child, *entry))
                    .collect();
                Some(format!("[{}]", entries.join(", ")))
            }
            Form::Map(value) if node.kind == Kind::Map => {
                let mut entries = String::new();
                for child in self.children(node) {
                    let Some(key) = child.key else { continue };
                    if let Some(value) = self.value(&child, *value) {
                        entries += &format!("{}: {value}, ", self.outline.text(key));
                    }
                }
                Some(format!("{{{entries}}}"))
            }
            Form::Tuple(forms, _) if node.kind == Kind::Record && node.tag.is_none() => {
                let children = self.children(node);
                let fits = children.len() == forms.len()
                    && children.iter().all(|child| child.key.is_none());
                fits.then(|| {
                    let values: Vec<String> = children
                        .iter()
                        .zip(forms)
                        .map(|(child, form)| self.or_stand_in(child, *form))
                        .collect();
                    format!("({})", values.join(", "))
                })
            }
            _ => None,
        };
        if sound.is_none() {
            self.left_out.push(node.span);
        }
        sound
    }

    fn or_stand_in(&mut self, node: &Node, form: Form) -> String {
        self.value(node, form).unwrap_or_else(|| stand_in(form))
    }

    fn children(&self, node: &Node) -> Vec<Node> {
        self.outline.children(node).cloned().collect()
    }

    fn fields(&mut self, node: &Node, record: &Record) -> String {
        let children = self.children(node);
        let mut taken = vec![false; children.len()];
        let mut fields = String::new();
        for field in record.fields {
            let at = children
                .iter()
                .position(|child| child.key.is_some() && self.outline.key(child) == field.name);
            let value = if let Some(at) = at {
                taken[at] = true;
                self.value(&children[at], field.form)
            } else {
                if field.required {
                    let opening = Span { start: node.span.start, end: node.span.start + 1 };
                    self.left_out.push(opening);
                }
                None
            };
            match value {
                Some(value) => fields += &format!("{}: {value}, ", field.name),
                None if field.required => {
                    fields += &format!("{}: {}, ", field.name, stand_in(field.form));
                }
                None => {}
            }
        }
        let others = children.iter().zip(taken).filter(|(_, taken)| !taken);
        self.left_out.extend(others.map(|(child, _)| child.span));
        format!("({fields})")
    }

    fn choice(&mut self, node: &Node, variants: &[Variant]) -> Option<String> {
        let word = node.tag.or_else(|| (node.kind == Kind::Word).then_some(node.span))?;
        let name = self.outline.text(word);
        let variant = variants.iter().find(|variant| variant.name == name)?;
        match (variant.holds, node.kind, self.children(node).as_slice()) {
            (Holds::Nothing, Kind::Word, _) => Some(name.to_owned()),
            (Holds::One(form), Kind::Record, [only]) if only.key.is_none() => {
                Some(format!("{name}({})", self.or_stand_in(only, form)))
            }
            (Holds::Fields(record), Kind::Record, _) => {
                Some(format!("{name}{}", self.fields(node, record)))
            }
            _ => None,
        }
    }
}

fn is_number(node: &Node, text: &str, whole: bool) -> bool {
    let value = text.replace('_', "").parse::<f64>();
    node.kind == Kind::Number
        && value.is_ok_and(|value| {
            !whole || (value.fract() == 0.0 && value.abs() <= f64::from(i32::MAX))
        })
}

/// A text of a form. Its value may well be out of range.
fn stand_in(form: Form) -> String {
    match form {
        Form::Number | Form::Whole => "1".to_owned(),
        Form::Text => "\"\"".to_owned(),
        Form::Month => "\"2028-01\"".to_owned(),
        Form::Record(record) => stand_ins(record),
        Form::Choice(variants) => variants.first().map_or_else(String::new, |variant| {
            let holds = match variant.holds {
                Holds::Nothing => String::new(),
                Holds::One(form) => format!("({})", stand_in(form)),
                Holds::Fields(record) => stand_ins(record),
            };
            format!("{}{holds}", variant.name)
        }),
        Form::Tuple(forms, _) => {
            let values: Vec<String> = forms.iter().map(|form| stand_in(*form)).collect();
            format!("({})", values.join(", "))
        }
        Form::List(_) => "[]".to_owned(),
        Form::Maybe(_) => "None".to_owned(),
        Form::Map(_) => "{}".to_owned(),
    }
}

fn stand_ins(record: &Record) -> String {
    let fields: Vec<String> = record
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| format!("{}: {}", field.name, stand_in(field.form)))
        .collect();
    format!("({})", fields.join(", "))
}
