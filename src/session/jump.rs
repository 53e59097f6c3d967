//! The list of every edit, and the way to any of them.

use super::Session;
use super::dialog::Dialog;
use super::message::Message;

impl Session {
    /// Lists every edit, the present place chosen.
    pub(super) fn list_history(&mut self) {
        self.settle();
        self.dialog = Some(Dialog::History(self.history.place()));
    }

    /// Undoes or redoes as many edits as lead to a place among them: so many are done there.
    pub(super) fn go_to_step(&mut self, place: usize) {
        self.dialog = None;
        self.settle();
        let from = self.history.place();
        while self.history.place() > place && self.history.undo(&mut self.preset).is_some() {}
        while self.history.place() < place && self.history.redo(&mut self.preset).is_some() {}
        let now = self.history.place();
        let steps = |count: usize| format!("{count} step{}", if count == 1 { "" } else { "s" });
        let said = match from.cmp(&now) {
            std::cmp::Ordering::Less => Some(format!("{} redone", steps(now - from))),
            std::cmp::Ordering::Greater => Some(format!("{} undone", steps(from - now))),
            std::cmp::Ordering::Equal => None,
        };
        self.shifted(said.map(Message::Note), "you are there already");
    }
}
