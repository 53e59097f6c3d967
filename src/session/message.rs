//! What is said at the foot of the screen, as data; the view puts it into words.

use super::Session;
use super::copied::Copied;
use super::exchange::CopyResult;
use super::history::Edit;
use crate::key::Key;

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
    /// Something that stands only until the next key.
    Passing(String),
    /// Something that did not.
    Error(String),
}

/// What is said of work that was given up.
pub(super) const DISCARDED: &str = "changes discarded; press o, then Ctrl-T, to restore them";

impl Session {
    /// Says of a key that it has no meaning, and where those stand that have one.
    pub(super) fn say_unbound(&mut self, key: Key) {
        let help = if self.dialog.is_some() {
            "its keys are in the lower border"
        } else {
            "? lists the keys"
        };
        self.message = Some(Message::Passing(format!("‘{key}’ does nothing here; {help}")));
    }

    pub(super) fn say(&mut self, note: impl Into<String>) {
        self.message = Some(Message::Note(note.into()));
    }

    pub(super) fn refuse(&mut self, why: impl Into<String>) {
        self.message = Some(Message::Error(why.into()));
    }

    pub(super) fn copied(&mut self, what: Copied, beside: Option<&str>, result: CopyResult) {
        let noun = what.noun();
        let beside = beside.map_or_else(String::new, |file| format!("; it opens {file}"));
        match result {
            CopyResult::Sent { through } => {
                let through =
                    through.map_or(String::new(), |through| format!(" through {through}"));
                self.say(format!("{noun}: sent to the terminal's clipboard{through}{beside}"));
            }
            CopyResult::Filed { file, why } => {
                let why = if why.is_empty() { why } else { format!("{why}; ") };
                self.say(format!("{why}{noun} is in {file}{beside}"));
            }
            CopyResult::Failed(why) => self.refuse(format!("{noun} was not copied: {why}")),
        }
    }

    pub(super) fn mouse_set(&mut self, on: bool) {
        self.say(if on {
            "mouse on: it moves handles; Shift-drag selects text; M switches it off"
        } else {
            "mouse off: the terminal selects text with it; M switches it on"
        });
    }

    /// What was unsaved and given up is kept, or couldn't be.
    pub(super) fn set_aside(&mut self, result: Result<(), String>) {
        if matches!(self.message, Some(Message::Error(_))) {
            return;
        }
        match result {
            Ok(()) => self.say(DISCARDED),
            Err(why) => self.refuse(format!("the discarded changes could not be kept: {why}")),
        }
    }

    /// Unsaved changes can't be kept for a crash.
    pub(super) fn journal_failed(&mut self, why: &str) {
        self.say(format!("unsaved changes aren’t kept in case of a crash: {why}"));
    }
}
