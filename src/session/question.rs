//! Questions whose answer can't be taken back by the next key: which one is open, and what answers
//! it. Whoever shows the session sees to it that nobody answers a question before it is shown.

use super::action::{Action, Command};
use super::dialog::Dialog;
use super::{Context, Session};

/// A question that is open; another one is another value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    context: Context,
    /// Which of several in the same context.
    which: usize,
}

impl Session {
    /// The question that is open.
    pub fn question(&self) -> Option<Question> {
        let context = self.context();
        let is_asked = match self.dialog.as_ref()? {
            Dialog::Recover(_) | Dialog::Overwrite(_) | Dialog::Unsaved(_) | Dialog::Pinned => true,
            Dialog::Open(_) => context == Context::Delete,
            Dialog::Pins(list) => list.deleting,
            Dialog::Form(form) => form.leaving,
            Dialog::Exact(entry) => entry.question.is_some(),
            _ => false,
        };
        if !is_asked {
            return None;
        }
        let which = match &self.dialog {
            Some(Dialog::Recover(list)) => list.places().count(),
            Some(Dialog::Open(list)) => list.selected,
            Some(Dialog::Pins(list)) => list.selected,
            _ => 0,
        };
        Some(Question { context, which })
    }

    /// Whether an action answers the question that is open, rather than looking closer or leaving
    /// everything as it was.
    pub fn answers(&self, action: &Action) -> bool {
        let answers = match action {
            Action::Do(Command::Answer(answer)) => *answer != 'v',
            // The second click on a line takes it.
            Action::Do(Command::Accept | Command::DeletePin) | Action::ChooseEntry(_) => true,
            // It gives up what was typed.
            Action::Do(Command::Cancel) => matches!(self.dialog, Some(Dialog::Form(_))),
            _ => false,
        };
        answers && self.question().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::parse_keys;
    use crate::preset::Library;
    use crate::session::Moment;

    fn after(keys: &str) -> Session {
        let (preset, origin) = Library::bundled_only().find("apec-40b").unwrap();
        let mut session = Session::new(preset, origin);
        for key in parse_keys(keys).unwrap() {
            let action = session.action_of(key).unwrap();
            session.apply(action, Moment::default());
        }
        session
    }

    #[test]
    fn what_cannot_be_taken_back_answers_a_question() {
        let answer = |letter| Action::Do(Command::Answer(letter));
        let cancel = Action::Do(Command::Cancel);
        let session = after("Right q");
        assert!(session.answers(&answer('d')) && session.answers(&answer('s')));
        assert!(!session.answers(&cancel));
        // Two readings of a number, a pin to be deleted, a form to be left.
        let session = after("= text:0.5 Enter");
        assert!(session.answers(&Action::Do(Command::Accept)));
        let session = after("p P D");
        assert!(session.answers(&Action::Do(Command::DeletePin)));
        let session = after("E text:x Esc");
        assert!(session.answers(&cancel));
        for keys in ["", "Right", "m", "o", "=", "p P", "E text:x"] {
            let session = after(keys);
            assert_eq!(session.question(), None, "{keys}");
            assert!(!session.answers(&Action::Do(Command::Accept)), "{keys}");
        }
        assert_ne!(after("Right q").question(), after("= text:0.5 Enter").question());
    }
}
