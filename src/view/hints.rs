//! Keys and what they do, in a line: as many as there is room for, the last one in any case.

use crate::session::{Binding, Command, Session};
use crate::widgets::text::{columns, harmless};

/// Some keys, each with its command, and a word for what they do.
pub(super) struct Hint {
    pub(super) keys: Vec<(String, Command)>,
    pub(super) word: &'static str,
}

/// The columns between two hints.
pub(super) const GAP: usize = 2;

impl Hint {
    pub(super) fn of(binding: &Binding, word: &'static str) -> Self {
        Self { keys: binding.shown(), word }
    }

    /// What a click on the word does: of two directions, onwards.
    pub(super) fn command(&self) -> Option<Command> {
        self.keys.last().map(|(_, command)| *command)
    }

    /// The columns that it takes.
    pub(super) fn columns(&self) -> usize {
        self.keys.iter().map(|(name, _)| columns(name)).sum::<usize>() + 1 + columns(self.word)
    }
}

/// The hints that fit into so many columns.
pub(super) fn hints(hinted: Vec<Hint>, room: usize) -> Vec<Hint> {
    let length = |hint: &Hint| hint.columns() + GAP;
    let (count, reserved) = (hinted.len(), hinted.last().map_or(0, length));
    // The gap after the last one needs no room.
    let mut left = room + GAP;
    hinted
        .into_iter()
        .enumerate()
        .filter(|(index, hint)| {
            let kept = if index + 1 < count { reserved } else { 0 };
            let fits = length(hint) + kept <= left;
            left -= if fits { length(hint) } else { 0 };
            fits
        })
        .map(|(_, hint)| hint)
        .collect()
}

/// What a list is filtered by.
pub(super) struct FilterWords {
    /// What is typed: `/power`.
    pub(super) typed: String,
    /// How many of the lines that leaves: `3 of 22`.
    pub(super) count: String,
    /// Whether no line has the words, so that all are shown.
    pub(super) finds_nothing: bool,
}

pub(super) fn filter_words(session: &Session) -> Option<FilterWords> {
    let filter = session.filter();
    let typed = filter.field.text();
    let found = session.filtered().filter(|_| !typed.trim().is_empty());
    let count = match found {
        Some((0, _)) => "nothing matches, all shown".to_owned(),
        Some((found, all)) => format!("{found} of {all}"),
        None => String::new(),
    };
    let finds_nothing = found.is_some_and(|(found, _)| found == 0);
    filter.is_on().then(|| FilterWords {
        typed: format!("/{}", harmless(typed)),
        count,
        finds_nothing,
    })
}
