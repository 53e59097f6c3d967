//! Dialogs over the screen: exact entry, saving, opening, leaving, help.

use super::action::{Entry, SaveTarget};
use super::{Context, TextField};
use crate::model::{Input, Scenario};
use crate::preset::Origin;

/// A dialog over the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// The keys, scrolled by so many lines.
    Help(usize),
    /// A value typed for the chosen slider.
    Exact(ExactEntry),
    /// A name to save under.
    SaveAs(SaveAs),
    /// A preset to open.
    Open(OpenList),
    /// Something of the name is there: replace it?
    Replace(SaveTarget),
    /// There are unsaved changes: what about them?
    Unsaved(Leave),
}

impl Dialog {
    /// The keys that act while it is open.
    pub const fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
            Self::Exact(ExactEntry { question: Some(_), .. }) => Context::Question,
            Self::Exact(_) | Self::SaveAs(_) => Context::Text,
            Self::Open(_) => Context::List,
            Self::Replace(_) => Context::Replace,
            Self::Unsaved(_) => Context::Unsaved,
        }
    }

    /// The text being typed in it.
    pub(super) const fn field(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Exact(entry) => Some(&mut entry.field),
            Self::SaveAs(entry) => Some(&mut entry.field),
            _ => None,
        }
    }

    /// Says what is wrong with what was typed, or nothing.
    pub(super) fn set_error(&mut self, message: Option<String>) {
        match self {
            Self::Exact(entry) => entry.error = message,
            Self::SaveAs(entry) => entry.error = message,
            _ => {}
        }
    }
}

/// What was about to be done when unsaved changes came in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// Quit.
    Quit,
    /// Open another preset.
    Open(Origin),
}

/// A value typed for the chosen slider.
#[derive(Debug, Clone, PartialEq)]
pub struct ExactEntry {
    /// Whose value.
    pub input: Input,
    /// Of which scenario.
    pub scenario: Scenario,
    /// What is typed.
    pub field: TextField,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The two ways to read it, as a fraction and as a percentage.
    pub question: Option<(f64, f64)>,
}

/// A name to save under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveAs {
    /// What is typed.
    pub field: TextField,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// The presets that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenList {
    /// All of them.
    pub entries: Vec<Entry>,
    /// The chosen one.
    pub selected: usize,
}
