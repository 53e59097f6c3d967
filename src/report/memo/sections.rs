//! A memo as it is gathered, before it takes a form.

use crate::report::table::Table;

/// The last words of every memo.
pub const ADVICE: &str = "A model, not investment advice.";

/// A memo.
#[derive(Debug, Clone)]
pub struct Memo {
    pub title: String,
    pub summary: String,
    /// What it comes to, in a sentence made from figures.
    pub verdict: String,
    /// The day that it is of, in words.
    pub date: String,
    pub sections: Vec<Section>,
}

/// What stands under a heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its name in links; no two sections have the same.
    pub id: String,
    pub title: String,
    pub parts: Vec<Part>,
}

impl Section {
    pub(super) fn new(id: impl Into<String>, title: impl Into<String>, parts: Vec<Part>) -> Self {
        Self { id: id.into(), title: title.into(), parts }
    }
}

/// A part of a section.
#[derive(Debug, Clone)]
pub enum Part {
    Words(String),
    Table(Table),
    /// A drawing: what its file is called, what it shows, and the SVG.
    Chart {
        name: String,
        shows: String,
        svg: String,
    },
    /// What is typed into a terminal.
    Command(String),
}

impl Part {
    pub(super) fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    pub(super) fn command(command: impl Into<String>) -> Self {
        Self::Command(command.into())
    }
}
