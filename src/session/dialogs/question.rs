//! Questions whose answer can't be taken back by the next key: which one is open, and what answers
//! it. Whoever shows the session sees to it that nobody answers a question before it is shown.

use super::Dialog;
use crate::session::action::Action;
use crate::session::command::{Answer, Command, DialogCommand, PinAnswer};
use crate::session::{Context, Session};

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
        let dialog = self.dialog.as_ref()?.acting();
        dialog.question().map(|which| Question { context: dialog.context(), which })
    }

    /// Whether an action answers the question that is open, rather than looking closer or leaving
    /// everything as it was.
    pub fn answers(&self, action: &Action) -> bool {
        let answers = if let Action::Do(Command::Dialog(command)) = action {
            self.is_answer(*command)
        } else {
            // The second click on a line takes it.
            matches!(action, Action::ClickEntry(_))
        };
        answers && self.question().is_some()
    }

    fn is_answer(&self, command: DialogCommand) -> bool {
        match command {
            DialogCommand::Accept => true,
            DialogCommand::Answer(answer) => {
                !matches!(answer, Answer::Pin(PinAnswer::New | PinAnswer::Rename))
            }
            // It gives up what was typed.
            DialogCommand::Cancel => matches!(self.dialog, Some(Dialog::Form(_))),
            DialogCommand::Scroll(_)
            | DialogCommand::Edit(_)
            | DialogCommand::Complete
            | DialogCommand::Field(_)
            | DialogCommand::Differences => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::parse_keys;
    use crate::preset::Library;
    use crate::session::{Moment, UnsavedAnswer};

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
        let does = |command| Action::Do(Command::Dialog(command));
        let cancel = does(DialogCommand::Cancel);
        let accept = does(DialogCommand::Accept);
        let session = after("Right q");
        for answer in [UnsavedAnswer::Save, UnsavedAnswer::Discard] {
            assert!(session.answers(&does(DialogCommand::Answer(Answer::Unsaved(answer)))));
        }
        assert!(!session.answers(&cancel));
        // Two readings of a number, a pin to be deleted, a form to be left.
        let session = after("= text:0.5 Enter");
        assert!(session.answers(&accept));
        let session = after("p P D");
        assert!(session.answers(&does(DialogCommand::Answer(Answer::Pin(PinAnswer::Delete)))));
        let session = after("E text:x Esc");
        assert!(session.answers(&cancel));
        for keys in ["", "Right", "m", "o", "=", "p P", "E text:x"] {
            let session = after(keys);
            assert_eq!(session.question(), None, "{keys}");
            assert!(!session.answers(&accept), "{keys}");
        }
        assert_ne!(after("Right q").question(), after("= text:0.5 Enter").question());
    }
}
