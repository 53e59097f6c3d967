//! Which question a person has seen: an answer counts only then. Text can come in faster than the
//! screen, such as a paste without brackets, and keys that were meant for something else.

use super::event_loop::{App, Shown};
use crate::session::Action;
use std::time::Instant;

impl App {
    /// Whether the frame that is about to be drawn is the first to show a question; the terminal is
    /// then asked whether it has got so far, unless it never replies.
    pub(super) fn shows_question(&self) -> bool {
        let asked = self.session.question();
        asked.is_some() && asked != self.shown.question
    }

    /// Notes that a frame with the session's question was drawn, and the number of the reply that
    /// will say so.
    pub(super) fn note_shown(&mut self, reply: Option<u64>) {
        self.shown = Shown { question: self.session.question(), reply };
    }

    /// Whether an action answers a question that nobody can have seen.
    pub(super) fn is_premature(&mut self, action: &Action) -> bool {
        if !self.session.answers(action) {
            return false;
        }
        let is_shown = self.session.question() == self.shown.question;
        let reply = self.shown.reply;
        !is_shown || reply.is_some_and(|reply| !self.pacing.is_settled(reply, Instant::now()))
    }

    /// Forgets a question that was answered or is asked no more, so that the next one must be seen
    /// first, even if it is the same.
    pub(super) fn forget_question(&mut self, was_answered: bool) {
        if was_answered || self.session.question() != self.shown.question {
            self.shown = Shown::default();
        }
    }
}
