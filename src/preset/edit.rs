//! Changing a file's text where its values have changed, and nowhere else: comments, order,
//! spacing and the spelling of all other values stay as they are.

mod alignment;
mod lines;

use super::decode::site_name;
use super::outline::{Extent, Outline, SyntaxKind, SyntaxNode, literal};
use super::value::{Group, RonValue};
use crate::text::line_end;
use alignment::align;
use lines::Lines;

/// The text with other values. `old` are those that it has, what it leaves out included.
pub fn edited(text: &str, outline: &Outline<'_>, old: &RonValue, new: &RonValue) -> String {
    let mut editor =
        Editor { lines: Lines::of(outline, line_end(text)), outline, edits: Vec::new() };
    editor.value(outline.root(), old, new);
    editor.edits.sort_by_key(|(span, _)| *span);
    let (mut edited, mut copied) = (String::with_capacity(text.len()), 0);
    for (span, replacement) in editor.edits {
        // Two that go on one line both take the blank between them.
        edited += &text[copied..span.start.max(copied)];
        edited += &replacement;
        copied = copied.max(span.end);
    }
    edited + &text[copied..]
}

struct Editor<'o, 't> {
    outline: &'o Outline<'t>,
    lines: Lines<'o, 't>,
    /// What takes which place, none within another.
    edits: Vec<(Extent, String)>,
}

impl<'o> Editor<'o, '_> {
    fn replace(&mut self, span: Extent, text: impl Into<String>) {
        self.edits.push((span, text.into()));
    }

    fn value(&mut self, node: &'o SyntaxNode, old: &RonValue, new: &RonValue) {
        if old == new {
            return;
        }
        let node = self.outline.unwrapped(node);
        match (old, new) {
            (RonValue::Group(old), RonValue::Group(new))
                if old.tag == new.tag && old.kind == new.kind =>
            {
                match new.kind {
                    SyntaxKind::List if new.lines => self.listed(node, old, new),
                    _ if new.lines => self.named(node, old, new),
                    _ => self.in_place(node, old, new),
                }
            }
            _ => self.overwrite(node, new),
        }
    }

    /// Puts a value in another one's place.
    fn overwrite(&mut self, node: &SyntaxNode, value: &RonValue) {
        let written = self.written(node, value);
        self.replace(node.span, written);
    }

    /// Values that have their places: a tuple's, or those of a list of numbers.
    fn in_place(&mut self, node: &'o SyntaxNode, old: &Group, new: &Group) {
        if old.entries.len() != new.entries.len() {
            return self.overwrite(node, &RonValue::Group(new.clone()));
        }
        let values = old.entries.iter().zip(&new.entries);
        for (child, ((_, old), (_, new))) in self.outline.children(node).zip(values) {
            self.value(child, old, new);
        }
    }

    /// A value in a node's place, laid out as that is; a whole number keeps without a point where
    /// the one before had none.
    fn written(&self, node: &SyntaxNode, value: &RonValue) -> String {
        let before = self.outline.text(node.span);
        match value {
            RonValue::Number(number)
                if node.kind == SyntaxKind::Number
                    && !before.contains(['.', 'e', 'E', 'N', 'n']) =>
            {
                match literal::whole(*number) {
                    Some(whole) => whole.to_string(),
                    None => literal::decimal(*number),
                }
            }
            _ => {
                let one_line = !self.lines.is_first(node);
                self.lines.layout().write(value, self.lines.indentation(node.span.start), one_line)
            }
        }
    }

    /// Fields by their names, or a map's values by their keys.
    fn named(&mut self, node: &'o SyntaxNode, old: &Group, new: &Group) {
        let outline = self.outline;
        let child = |name: &str| outline.children(node).find(|child| outline.name(child) == name);
        let gone = old.entries.iter().filter(|(name, _)| new.get(name).is_none());
        let mut gone = gone.filter_map(|(name, _)| child(name));
        // An entry of a map that has another key now keeps its words.
        let renamed = |name: &str, value: &RonValue| {
            let is_entry = new.kind == SyntaxKind::Map && matches!(value, RonValue::Group(_));
            let mut others = old.entries.iter().filter(|(other, _)| is_entry && other != name);
            let is_it = |other: &str, before| before == value && new.get(other) != Some(before);
            let (other, _) = others.find(|(other, before)| is_it(other, before))?;
            Some(RonValue::Verbatim(outline.text(child(other)?.span).to_owned()))
        };
        let (mut anchor, mut added) = (None, Vec::new());
        for (name, value) in &new.entries {
            match (child(name), old.get(name)) {
                (Some(child), before) => {
                    self.add(node, anchor, &std::mem::take(&mut added));
                    anchor = Some(child);
                    match before {
                        Some(before) => match renamed(name, value).filter(|_| before != value) {
                            Some(text) => self.overwrite(child, &text),
                            None => self.value(child, before, value),
                        },
                        // `None`, or what else counts for nothing.
                        None => self.overwrite(child, value),
                    }
                }
                (None, before) if before == Some(value) => {}
                (None, before) => {
                    // One bound in place of another.
                    let replaced = if new.kind == SyntaxKind::Record { gone.next() } else { None };
                    if let Some(other) = replaced {
                        let written = self.written(other, value);
                        self.replace(other.entry(), format!("{name}: {written}"));
                    } else {
                        let text = renamed(name, value);
                        added.push((&**name, text.unwrap_or_else(|| changed(before, value))));
                    }
                }
            }
        }
        self.add(node, anchor, &added);
        for child in gone {
            let span = self.lines.removal(child);
            self.replace(span, "");
        }
    }

    /// Values without names: the entries of a list, each followed to where it is now.
    fn listed(&mut self, node: &'o SyntaxNode, old: &Group, new: &Group) {
        let children: Vec<&SyntaxNode> = self.outline.children(node).collect();
        let pairs = align(&old.entries, &new.entries);
        let (mut anchor, mut added): (Option<&SyntaxNode>, Vec<(&str, RonValue)>) =
            (None, Vec::new());
        for (place, (_, value)) in new.entries.iter().enumerate() {
            if let Some(from) = pairs[place] {
                self.add(node, anchor, &std::mem::take(&mut added));
                anchor = Some(children[from]);
                let before = self.at_place(children[from], &old.entries[from].1, place);
                self.value(children[from], &before, value);
            } else {
                // One that was moved as it is keeps its words.
                let moved = children
                    .iter()
                    .zip(&old.entries)
                    .find(|(child, (_, before))| self.at_place(child, before, place) == *value);
                let text = moved.map(|(child, _)| self.outline.text(child.span).to_owned());
                added.push(("", text.map_or_else(|| value.clone(), RonValue::Verbatim)));
            }
        }
        self.add(node, anchor, &added);
        for (place, child) in children.into_iter().enumerate() {
            if !pairs.contains(&Some(place)) {
                let span = self.lines.removal(child);
                self.replace(span, "");
            }
        }
    }

    /// What an entry's text means at another place of its list: a site's name that is left out
    /// follows from that.
    fn at_place(&self, child: &SyntaxNode, before: &RonValue, place: usize) -> RonValue {
        let mut value = before.clone();
        if let RonValue::Group(site) = &mut value
            && self.outline.child(child, "name").is_none()
            && let Some((_, name)) = site.entries.iter_mut().find(|(key, _)| key == "name")
        {
            *name = RonValue::Text(site_name(place));
        }
        value
    }

    /// Puts entries behind another one of a group, or at its beginning.
    fn add(&mut self, group: &SyntaxNode, anchor: Option<&SyntaxNode>, added: &[(&str, RonValue)]) {
        if !added.is_empty() {
            self.edits.extend(self.lines.addition(group, anchor, added));
        }
    }
}

/// A group's values that differ from those that hold without it; any other value itself.
fn changed(old: Option<&RonValue>, new: &RonValue) -> RonValue {
    match (old, new) {
        (Some(RonValue::Group(old)), RonValue::Group(new))
            if new.kind == SyntaxKind::Record && new.lines =>
        {
            let entries = new.entries.iter().filter(|(name, value)| old.get(name) != Some(value));
            let entries =
                entries.map(|(name, value)| (name.clone(), changed(old.get(name), value)));
            RonValue::Group(Group { entries: entries.collect(), ..new.clone() })
        }
        _ => new.clone(),
    }
}
