//! What is said at the foot of the screen, as data; the view puts it into words.

use super::Session;
use crate::analysis::{Claim, Shape};
use crate::model::{Driver, Input, Scenario};
use crate::preset::Source;

/// What an edit changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// One input of one scenario, or the scenario's part in a move of all three.
    Value {
        /// Which input.
        input: Input,
        /// Whose value.
        scenario: Scenario,
        /// Whether the other scenarios moved along.
        linked: bool,
        /// Before.
        from: f64,
        /// After.
        to: f64,
    },
    /// Several inputs of one scenario at once.
    Values {
        /// Whose values.
        scenario: Scenario,
        /// Each input with its new value.
        values: Vec<(Input, f64)>,
    },
    /// An input's values in all three scenarios, back to the saved ones.
    RowReset {
        /// Which input.
        input: Input,
    },
    /// Everything that an earlier run had left unsaved.
    Resumed,
    /// The preset's name or summary.
    Texts {
        /// The name before.
        from: String,
        /// The name after.
        to: String,
        /// Whether the summary changed.
        summary: bool,
    },
    /// The source of a value.
    Source {
        /// Its key, as in a file.
        key: String,
        /// Before; `None` where there was none.
        from: Option<Source>,
        /// After; `None` where it was taken away.
        to: Option<Source>,
    },
    Claim {
        /// Before; `None` for a new one.
        from: Option<Box<Claim>>,
        /// After; `None` for one that was deleted.
        to: Option<Box<Claim>>,
    },
    /// The distribution that the drivers' scenario values stand for.
    RiskShape {
        /// Before.
        from: Shape,
        /// After.
        to: Shape,
    },
    /// How much every pair of drivers moves together.
    RiskComovement {
        /// Before.
        from: f64,
        /// After.
        to: f64,
    },
    /// The correlation of one pair of drivers; `None` where the comovement holds for it.
    RiskCorrelation {
        /// The two drivers.
        pair: (Driver, Driver),
        /// Before.
        from: Option<f64>,
        /// After.
        to: Option<f64>,
    },
}

impl Change {
    /// Whether another change is of the same thing, so that the two may be one step.
    pub(super) fn is_of_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Value { input, scenario, linked, .. },
                Self::Value { input: other, scenario: whose, linked: all, .. },
            ) => (input, scenario, linked) == (other, whose, all),
            (Self::RiskCorrelation { pair, .. }, Self::RiskCorrelation { pair: other, .. }) => {
                pair == other
            }
            (Self::RiskShape { .. }, Self::RiskShape { .. })
            | (Self::RiskComovement { .. }, Self::RiskComovement { .. }) => true,
            _ => false,
        }
    }

    /// This change and a further one of the same thing, as one.
    pub(super) fn continued(&self, mut further: Self) -> Self {
        match (self, &mut further) {
            (Self::Value { from: first, .. }, Self::Value { from, .. })
            | (Self::RiskComovement { from: first, .. }, Self::RiskComovement { from, .. }) => {
                *from = *first;
            }
            (Self::RiskShape { from: first, .. }, Self::RiskShape { from, .. }) => *from = *first,
            (Self::RiskCorrelation { from: first, .. }, Self::RiskCorrelation { from, .. }) => {
                *from = *first;
            }
            _ => {}
        }
        further
    }
}

/// What is said at the foot of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// An edit was made.
    Changed(Change),
    /// An edit was undone.
    Undone(Change),
    /// An edit was redone.
    Redone(Change),
    /// Something else that went well.
    Note(String),
    /// Something that did not.
    Error(String),
}

impl Session {
    pub(super) fn say(&mut self, note: impl Into<String>) {
        self.message = Some(Message::Note(note.into()));
    }

    pub(super) fn refuse(&mut self, why: impl Into<String>) {
        self.message = Some(Message::Error(why.into()));
    }
}
