//! The list of every edit, and the way to any of them.

use super::{Acts, Dialog, Fate};
use crate::session::{Context, Moment, Session};
use std::cmp::Ordering;

/// The edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryList {
    /// The chosen place among them: how many are done there.
    pub place: usize,
}

impl Acts for HistoryList {
    fn context(&self) -> Context {
        Context::List
    }

    fn list(&mut self, session: &Session) -> Option<(&mut usize, usize)> {
        Some((&mut self.place, session.history.steps().len() + 1))
    }

    fn accept(&mut self, session: &mut Session, _: Moment) -> Fate {
        session.go_to_step(self.place);
        Fate::Closes
    }
}

impl Session {
    /// Lists every edit, the present place chosen.
    pub(in crate::session) fn list_history(&mut self) {
        self.settle();
        self.dialog = Some(Dialog::History(HistoryList { place: self.history.place() }));
    }

    /// Undoes or redoes as many edits as lead to a place among them: so many are done there.
    fn go_to_step(&mut self, place: usize) {
        self.settle();
        let from = self.history.place();
        while self.history.place() > place && self.history.undo(&mut self.preset).is_some() {}
        while self.history.place() < place && self.history.redo(&mut self.preset).is_some() {}
        let now = self.history.place();
        let steps = |count: usize| format!("{count} step{}", if count == 1 { "" } else { "s" });
        if now != from {
            self.follow_history();
        }
        match from.cmp(&now) {
            Ordering::Less => self.say(format!("{} redone", steps(now - from))),
            Ordering::Greater => self.say(format!("{} undone", steps(from - now))),
            Ordering::Equal => self.say("you are there already"),
        }
    }
}
