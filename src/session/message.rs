//! What is said at the foot of the screen, as data; the view puts it into words.

use crate::model::{Input, Scenario};

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
