//! The values of a file in their order, to be written: as people lay them out, one field a line.

use super::outline::SyntaxKind;
use super::outline::literal::{decimal, quote};
use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum RonValue {
    Number(f64),
    Whole(i64),
    Text(String),
    /// A bare word.
    Word(&'static str),
    Group(Group),
    /// What stands in a text already, word for word.
    Verbatim(String),
}

/// Values in brackets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    /// The word before the bracket; empty for none.
    pub tag: &'static str,
    /// Which brackets: those of a record, a list or a map.
    pub kind: SyntaxKind,
    /// Whether each entry has a line of its own.
    pub lines: bool,
    /// The values by their names or keys, which are empty in lists and tuples.
    pub entries: Vec<(Cow<'static, str>, RonValue)>,
}

impl RonValue {
    /// Named fields in parentheses, perhaps behind a word.
    pub(super) fn record(
        tag: &'static str,
        fields: impl IntoIterator<Item = (&'static str, Self)>,
    ) -> Self {
        let entries = fields.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Self::Group(Group { tag, kind: SyntaxKind::Record, lines: true, entries })
    }

    /// Values in parentheses, perhaps behind a word.
    pub fn tuple(tag: &'static str, values: impl IntoIterator<Item = Self>) -> Self {
        let entries = values.into_iter().map(|value| ("".into(), value)).collect();
        Self::Group(Group { tag, kind: SyntaxKind::Record, lines: false, entries })
    }

    /// Values in brackets, each on a line of its own or all on one.
    pub fn list(lines: bool, values: impl IntoIterator<Item = Self>) -> Self {
        let entries = values.into_iter().map(|value| ("".into(), value)).collect();
        Self::Group(Group { tag: "", kind: SyntaxKind::List, lines, entries })
    }

    pub fn map(entries: impl IntoIterator<Item = (String, Self)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
        Self::Group(Group { tag: "", kind: SyntaxKind::Map, lines: true, entries })
    }

    /// Adds the value that a path of names leads to, behind those that are there.
    pub fn put(&mut self, path: &'static str, value: Self) {
        let Self::Group(group) = self else { return };
        match path.split_once('.') {
            None => group.entries.push((path.into(), value)),
            Some((name, rest)) => {
                if group.get(name).is_none() {
                    group.entries.push((name.into(), Self::record("", [])));
                }
                if let Some((_, inner)) = group.entries.iter_mut().find(|(key, _)| key == name) {
                    inner.put(rest, value);
                }
            }
        }
    }
}

impl Group {
    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&RonValue> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// How values are laid out.
#[derive(Debug, Clone)]
pub(super) struct RonLayout<'a> {
    /// What a line ends in.
    pub newline: &'a str,
    /// What a line within a bracket has before it more than the bracket's.
    pub indent: &'a str,
}

impl RonLayout<'_> {
    /// A value that begins on a line with this before it; on that line alone, where `one_line`.
    pub fn write(&self, value: &RonValue, before: &str, one_line: bool) -> String {
        let mut text = String::new();
        self.add_value(&mut text, value, before, one_line);
        text
    }

    /// An entry of a group of that kind, with its name or key.
    pub(super) fn entry(
        &self,
        kind: SyntaxKind,
        key: &str,
        value: &RonValue,
        before: &str,
        one_line: bool,
    ) -> String {
        let mut text = String::new();
        add_key(&mut text, kind, key);
        self.add_value(&mut text, value, before, one_line);
        text
    }

    fn add_value(&self, text: &mut String, value: &RonValue, before: &str, one_line: bool) {
        match value {
            RonValue::Number(number) => *text += &decimal(*number),
            RonValue::Whole(number) => *text += &number.to_string(),
            RonValue::Text(value) => *text += &quote(value),
            RonValue::Word(word) => *text += word,
            RonValue::Verbatim(value) => *text += value,
            RonValue::Group(group) => self.add_group(text, group, before, one_line),
        }
    }

    fn add_group(&self, text: &mut String, group: &Group, before: &str, one_line: bool) {
        let one_line = one_line || !group.lines || group.entries.is_empty();
        let inner = format!("{before}{}", self.indent);
        let (opening, closing) = group.kind.brackets();
        *text += group.tag;
        text.push(opening);
        for (place, (key, value)) in group.entries.iter().enumerate() {
            match (one_line, place) {
                (true, 0) => {}
                (true, _) => *text += ", ",
                (false, _) => text.extend([self.newline, &inner]),
            }
            add_key(text, group.kind, key);
            self.add_value(text, value, &inner, one_line);
            if !one_line {
                text.push(',');
            }
        }
        if !one_line {
            text.extend([self.newline, before]);
        }
        text.push(closing);
    }
}

/// An entry's name or key, and what parts it from the value.
fn add_key(text: &mut String, kind: SyntaxKind, key: &str) {
    match kind {
        SyntaxKind::Map => *text += &(quote(key) + ": "),
        _ if key.is_empty() => {}
        _ => text.extend([key, ": "]),
    }
}
