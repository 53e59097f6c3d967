//! The parts of a preset in which two states of it differ: all that a step has to keep.

use crate::analysis::{Claim, RiskSettings};
use crate::model::{Assumptions, Programme, Scenarios};
use crate::preset::{Preset, Source};
use std::collections::BTreeMap;
use std::mem;

/// The parts of a preset that another state of it has otherwise.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Parts {
    name: Option<String>,
    summary: Option<String>,
    programme: Option<Box<Programme>>,
    scenarios: Option<Box<Scenarios<Assumptions>>>,
    risk: Option<Box<RiskSettings>>,
    claims: Option<Stretch<Claim>>,
    /// Each source that differs; `None` where there is none.
    sources: BTreeMap<String, Option<Source>>,
}

impl Parts {
    /// What `this` has otherwise than `other`.
    pub(super) fn of(this: &Preset, other: &Preset) -> Self {
        // Looked up one by one only where some differ, which few edits bring about.
        let differ = this.sources != other.sources;
        let keys = this.sources.keys().chain(other.sources.keys()).filter(|_| differ);
        let differing = keys.filter(|key| this.sources.get(*key) != other.sources.get(*key));
        Self {
            name: differs(&this.name, &other.name),
            summary: differs(&this.summary, &other.summary),
            programme: differs(&this.inputs.programme, &other.inputs.programme).map(Box::new),
            scenarios: differs(&this.inputs.scenarios, &other.inputs.scenarios).map(Box::new),
            risk: differs(&this.risk, &other.risk).map(Box::new),
            claims: Stretch::of(&this.claims, &other.claims),
            sources: differing.map(|key| (key.clone(), this.sources.get(key).cloned())).collect(),
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Exchanges them for the preset's own, so that a second exchange undoes the first.
    pub(super) fn exchange(&mut self, preset: &mut Preset) {
        let swap_text = |part: &mut Option<String>, own: &mut String| {
            if let Some(part) = part {
                mem::swap(part, own);
            }
        };
        swap_text(&mut self.name, &mut preset.name);
        swap_text(&mut self.summary, &mut preset.summary);
        if let Some(programme) = &mut self.programme {
            mem::swap(&mut **programme, &mut preset.inputs.programme);
        }
        if let Some(scenarios) = &mut self.scenarios {
            mem::swap(&mut **scenarios, &mut preset.inputs.scenarios);
        }
        if let Some(risk) = &mut self.risk {
            mem::swap(&mut **risk, &mut preset.risk);
        }
        if let Some(claims) = &mut self.claims {
            claims.exchange(&mut preset.claims);
        }
        for (key, source) in &mut self.sources {
            let own = match source.take() {
                Some(source) => preset.sources.insert(key.clone(), source),
                None => preset.sources.remove(key),
            };
            *source = own;
        }
    }
}

fn differs<T: Clone + PartialEq>(this: &T, other: &T) -> Option<T> {
    (this != other).then(|| this.clone())
}

/// The one stretch in which two lists differ.
#[derive(Debug, Clone, PartialEq)]
struct Stretch<T> {
    /// How many entries before it are the same.
    before: usize,
    /// How many behind it are.
    behind: usize,
    entries: Vec<T>,
}

impl<T: Clone + PartialEq> Stretch<T> {
    fn of(this: &[T], other: &[T]) -> Option<Self> {
        let same = |(one, two): &(&T, &T)| one == two;
        let before = this.iter().zip(other).take_while(same).count();
        let (this, other) = (&this[before..], &other[before..]);
        if this.is_empty() && other.is_empty() {
            return None;
        }
        let behind = this.iter().rev().zip(other.iter().rev()).take_while(same).count();
        Some(Self { before, behind, entries: this[..this.len() - behind].to_vec() })
    }

    fn exchange(&mut self, list: &mut Vec<T>) {
        let end = list.len() - self.behind;
        let entries = mem::take(&mut self.entries);
        self.entries = list.splice(self.before..end, entries).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_where_two_lists_differ() {
        for (this, other, kept) in [
            (vec![1, 2, 3], vec![1, 9, 3], 1),
            (vec![1, 2, 3], vec![1, 3], 1),
            (vec![1, 3], vec![1, 2, 3], 0),
            (vec![1, 1], vec![1, 1, 1], 0),
            (vec![], vec![4, 5], 0),
            (vec![6], vec![], 1),
        ] {
            let mut stretch = Stretch::of(&this, &other).expect("a difference");
            assert_eq!(stretch.entries.len(), kept);
            let mut list = other.clone();
            stretch.exchange(&mut list);
            assert_eq!(list, this);
            stretch.exchange(&mut list);
            assert_eq!(list, other);
        }
        assert_eq!(Stretch::of(&[1, 2], &[1, 2]), None);
    }
}
