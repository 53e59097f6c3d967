//! Dialogs over the screen: exact entry, saving, opening, leaving, help.

use super::action::Effect;
use super::managing::Asking;
use super::opening::OpenList;
use super::overwriting::{Overwrite, Why};
use super::pins::PinList;
use super::recovering::RecoverList;
use super::saving::SaveAs;
use super::{Context, Form, TextField};
use crate::model::{Input, Metric, Scenario, Unit};
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
    /// A preset to open, or to compare with.
    Open(Box<OpenList>),
    /// A metric or an input to choose.
    Pick(PickList),
    /// Something to copy: the chosen line of the list.
    Copy(usize),
    /// Fields to fill in.
    Form(Box<Form>),
    /// The edits, with the chosen place among them: how many are done there.
    History(usize),
    Pins(PinList),
    /// A file is in the way of saving, or the one that should be there isn't: save all the same?
    Overwrite(Overwrite),
    /// There are unsaved changes: what about them?
    Unsaved(Leave),
    /// There are pins, which end with the program: quit all the same?
    Pinned,
    /// Earlier runs left something unsaved: what about it?
    Recover(RecoverList),
}

impl Dialog {
    /// The keys that act while it is open.
    pub const fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
            Self::Exact(ExactEntry { question: Some(_), .. }) => Context::Question,
            Self::Exact(_) => Context::Text,
            Self::SaveAs(_) => Context::Place,
            Self::Copy(_) => Context::Copy,
            Self::Open(list) => list.context(),
            Self::Pick(_) | Self::History(_) => Context::List,
            Self::Form(_) => Context::Form,
            Self::Pins(_) => Context::Pins,
            Self::Overwrite(Overwrite { why: Why::Vanished, .. }) => Context::Vanished,
            Self::Overwrite(Overwrite { why: Why::Busy, .. }) => Context::InPlace,
            Self::Overwrite(_) => Context::Replace,
            Self::Unsaved(_) => Context::Unsaved,
            Self::Pinned => Context::Pinned,
            Self::Recover(_) => Context::Recover,
        }
    }

    /// The text being typed in it.
    pub(super) fn field(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Exact(entry) => Some(&mut entry.field),
            Self::SaveAs(entry) => Some(&mut entry.field),
            Self::Open(list) => match &mut list.asking {
                Some(Asking::Rename(field) | Asking::Duplicate(field)) => Some(field),
                Some(Asking::Delete) => None,
                None => Some(&mut list.field),
            },
            Self::Form(form) => form.text_mut(),
            _ => None,
        }
    }

    /// Says what is wrong with what was typed, or nothing.
    pub(super) fn set_error(&mut self, message: Option<String>) {
        match self {
            Self::Exact(entry) => entry.error = message,
            Self::SaveAs(entry) => {
                entry.error = message;
                entry.found.clear();
            }
            Self::Open(list) => list.said = message.map(|message| (message, true)),
            _ => {}
        }
    }
}

/// What was about to be done when unsaved changes came in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    Quit,
    /// Open another preset.
    Open(Origin),
}

impl Leave {
    /// What it asks of the app.
    pub(super) fn effect(self) -> Effect {
        match self {
            Self::Quit => Effect::Quit,
            Self::Open(origin) => Effect::Load(origin),
        }
    }
}

/// What a typed value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exacted {
    /// An input of a scenario.
    Input(Input, Scenario),
    /// The target that a figure is to reach.
    SolveTarget(Metric),
    /// The target that the grid's contour stands for.
    GridTarget(Metric),
}

impl Exacted {
    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Input(input, _) => input.spec().unit,
            Self::SolveTarget(metric) | Self::GridTarget(metric) => metric.spec().unit,
        }
    }
}

/// A value being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct ExactEntry {
    /// What it is for.
    pub exacted: Exacted,
    /// What is typed.
    pub field: TextField,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The two ways to read it, as a fraction and as a percentage.
    pub question: Option<(f64, f64)>,
}

/// What is chosen from a list.
#[derive(Debug, Clone, PartialEq)]
pub enum PickList {
    /// The metric that the screens speak of.
    Metric {
        /// The chosen one, among all metrics.
        selected: usize,
    },
    /// An input for an axis of the grid.
    Axis {
        /// Whether for the one across, else for the one upwards.
        across: bool,
        /// All inputs that can be varied.
        inputs: Vec<Input>,
        /// The chosen one.
        selected: usize,
    },
}

impl PickList {
    pub(super) const fn selected_mut(&mut self) -> &mut usize {
        match self {
            Self::Metric { selected } | Self::Axis { selected, .. } => selected,
        }
    }

    /// How many lines it has.
    pub const fn len(&self) -> usize {
        match self {
            Self::Metric { .. } => Metric::COUNT,
            Self::Axis { inputs, .. } => inputs.len(),
        }
    }

    /// Whether there is nothing to choose.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The chosen line.
    pub const fn selected(&self) -> usize {
        match self {
            Self::Metric { selected } | Self::Axis { selected, .. } => *selected,
        }
    }
}
