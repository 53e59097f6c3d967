//! Undo and redo: every edit, and the state before it.

use super::message::Change;

/// An edit: what it changed, and the state on its other side.
#[derive(Debug, Clone, PartialEq)]
struct Step<T> {
    change: Change,
    state: T,
}

/// Every edit that was made, without limit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History<T> {
    undone: Vec<Step<T>>,
    done: Vec<Step<T>>,
}

impl<T> History<T> {
    /// With nothing in it.
    pub const fn new() -> Self {
        Self { undone: Vec::new(), done: Vec::new() }
    }

    /// Notes an edit and the state before it; what had been undone is gone.
    pub fn record(&mut self, change: Change, before: T) {
        self.undone.clear();
        self.done.push(Step { change, state: before });
    }

    /// Notes that the last edit went on: only what it says changes.
    pub fn extend(&mut self, extended: impl FnOnce(&Change) -> Change) {
        if let Some(last) = self.done.last_mut() {
            last.change = extended(&last.change);
        }
    }

    /// The state before the last edit.
    pub fn last(&self) -> Option<&T> {
        self.done.last().map(|step| &step.state)
    }

    /// Takes the last edit away, if it turned out to change nothing.
    pub fn drop_last(&mut self) {
        self.done.pop();
    }

    /// The state before the last edit, in exchange for the present one.
    ///
    /// # Errors
    /// When there is nothing to undo; the present state comes back.
    pub fn undo(&mut self, present: T) -> Result<(Change, T), T> {
        Self::shift(&mut self.done, &mut self.undone, present)
    }

    /// The state after the last undone edit, in exchange for the present one.
    ///
    /// # Errors
    /// When there is nothing to redo; the present state comes back.
    pub fn redo(&mut self, present: T) -> Result<(Change, T), T> {
        Self::shift(&mut self.undone, &mut self.done, present)
    }

    fn shift(from: &mut Vec<Step<T>>, to: &mut Vec<Step<T>>, present: T) -> Result<(Change, T), T> {
        match from.pop() {
            Some(Step { change, state }) => {
                to.push(Step { change: change.clone(), state: present });
                Ok((change, state))
            }
            None => Err(present),
        }
    }
}
