//! What is said at the foot of the screen, as data; the view puts it into words.

use super::Session;
use super::state::Edit;

/// What is said at the foot of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// An edit was made.
    Changed(Edit),
    /// An edit was undone.
    Undone(Edit),
    /// An edit was redone.
    Redone(Edit),
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
