//! Dialogs over the screen: exact entry, saving, opening, leaving, help.

use super::action::{Entry, SaveTarget};
use super::pins::PinList;
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
    Open(OpenList),
    /// A metric or an input to choose.
    Pick(PickList),
    /// Fields to fill in.
    Form(Box<Form>),
    /// The edits, with the chosen place among them: how many are done there.
    History(usize),
    /// The pins.
    Pins(PinList),
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
            Self::Open(_) | Self::Pick(_) | Self::History(_) => Context::List,
            Self::Form(_) => Context::Form,
            Self::Pins(_) => Context::Pins,
            Self::Replace(_) => Context::Replace,
            Self::Unsaved(_) => Context::Unsaved,
        }
    }

    /// The text being typed in it.
    pub(super) fn field(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Exact(entry) => Some(&mut entry.field),
            Self::SaveAs(entry) => Some(&mut entry.field),
            Self::Form(form) => form.text_mut(),
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
    /// Whether it is to be compared with rather than opened.
    pub to_compare: bool,
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
