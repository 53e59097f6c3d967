//! The dialogs over the screen, a file each: what it holds, its keys and what accepting does.

pub(super) mod calibrate;
pub(super) mod exact;
pub(super) mod form;
pub(super) mod help;
pub(super) mod kept;
pub(super) mod list;
pub(super) mod open;
pub(super) mod overwrite;
pub(super) mod palette;
pub(super) mod pins;
pub(super) mod recover;
pub(super) mod reread;
pub(super) mod save_as;
pub(super) mod unsaved;
pub(super) mod views;

use super::action::{Action, Effect};
use super::command::{Command, DialogCommand, TextEdit};
use super::filter::moved;
use super::{Context, Session, TextField};
use crate::preset::Brief;
use open::Asking;

/// Declares the dialogs once: the variants, and the way from each to what it does.
macro_rules! dialogs {
    ($($(#[$doc:meta])* $name:ident($state:ty),)+) => {
        /// A dialog over the screen.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Dialog { $($(#[$doc])* $name($state)),+ }

        impl Dialog {
            fn acting(&self) -> &dyn Acts {
                match self { $(Self::$name(dialog) => dialog),+ }
            }

            fn acting_mut(&mut self) -> &mut dyn Acts {
                match self { $(Self::$name(dialog) => dialog),+ }
            }
        }
    };
}

dialogs! {
    /// A value typed for the chosen slider, or a target.
    Exact(exact::ExactEntry),
    /// A name to save under.
    SaveAs(save_as::SaveAs),
    /// A preset to open, or to compare with.
    Open(open::OpenList),
    /// What was discarded or deleted, to be brought back.
    Kept(kept::KeptList),
    /// The keys, words and marks.
    Help(help::Help),
    /// Everything that can be done or gone to.
    Palette(palette::Palette),
    /// A line to choose.
    List(list::ListDialog),
    /// Inputs that may move for the fitted claims, and where they would go.
    Calibrate(calibrate::CalibrateDialog),
    /// Fields to fill in.
    Form(form::FormDialog),
    Pins(pins::PinList),
    /// The preset's views.
    Views(views::ViewList),
    /// A file is in the way of saving, or the one that should be there isn't: save all the same?
    Overwrite(overwrite::Overwrite),
    /// Somebody else wrote to the open preset's file: take that up?
    Reread(reread::Reread),
    /// There are unsaved changes: what about them?
    Unsaved(unsaved::Leave),
    /// There are pins, which end with the program: quit all the same?
    Pinned(unsaved::Pinned),
    /// A deck is being presented: end that?
    EndPresentation(unsaved::EndPresentation),
    /// Earlier runs left something unsaved: what about it?
    Recover(recover::RecoverList),
}

/// What becomes of a dialog that has acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    /// It is closed, or another one is open in its place.
    Closes,
}

/// What a dialog does. While it acts it is out of the session.
trait Acts {
    /// The keys that act while it is open.
    fn context(&self) -> Context;

    /// The question that it asks, if it asks one whose answer can't be taken back by the next key:
    /// a number that tells it from others in the same context.
    fn question(&self) -> Option<usize> {
        None
    }

    /// The text being typed in it.
    fn field(&mut self) -> Option<&mut TextField> {
        None
    }

    /// After its text has changed.
    fn typed(&mut self, _: &mut Session) {}

    fn edit(&mut self, session: &mut Session, edit: TextEdit) {
        let Some(field) = self.field() else { return };
        if field.edit(edit) {
            self.typed(session);
        }
    }

    fn type_text(&mut self, session: &mut Session, text: &str) {
        if let Some(field) = self.field() {
            field.insert(text);
            self.typed(session);
        }
    }

    /// The text, where it can be completed, and what continues it.
    fn completing(&mut self) -> Option<(&mut TextField, &mut Vec<String>)> {
        None
    }

    /// The texts by which its lines are filtered; none where they aren't.
    fn texts(&self, _: &Session) -> Option<Vec<String>> {
        None
    }

    /// Its chosen line, and how many there are.
    fn list(&mut self, _: &Session) -> Option<(&mut usize, usize)> {
        None
    }

    /// After another line was chosen, or other lines came.
    fn chosen(&mut self, _: &mut Session) {}

    /// Goes on by so many lines; by none, it keeps to those that there are.
    fn scroll(&mut self, session: &mut Session, by: isize) {
        let Some((_, lines)) = self.list(session) else { return };
        let shown = session.filters.dialog.shown(lines, || self.texts(session).unwrap_or_default());
        let Some((chosen, _)) = self.list(session) else { return };
        let before = std::mem::replace(chosen, moved(&shown, *chosen, by));
        if by != 0 || *chosen != before {
            self.chosen(session);
        }
    }

    /// A click on a line: chooses it, and takes it when it was chosen already.
    fn click(&mut self, session: &mut Session, line: usize) -> Fate {
        let Some((chosen, lines)) = self.list(session) else { return Fate::Stays };
        if *chosen == line {
            return self.accept(session);
        }
        *chosen = line.min(lines.saturating_sub(1));
        self.chosen(session);
        Fate::Stays
    }

    /// Shows everything that differs, or no longer.
    fn toggle_differences(&mut self) {}

    /// Marks the chosen line, or no longer.
    fn mark(&mut self) {}

    fn accept(&mut self, _: &mut Session) -> Fate {
        Fate::Stays
    }

    fn cancel(&mut self, _: &mut Session) -> Fate {
        Fate::Closes
    }

    /// Gives up what it is about.
    fn discard(&mut self, _: &mut Session) -> Fate {
        Fate::Stays
    }
}

impl Dialog {
    /// The keys that act while it is open.
    pub fn context(&self) -> Context {
        self.acting().context()
    }

    pub(super) fn texts(&self, session: &Session) -> Option<Vec<String>> {
        self.acting().texts(session)
    }
}

impl Session {
    /// The chosen line of the open dialog's list.
    pub(super) fn dialog_line(&mut self) -> Option<usize> {
        let mut line = None;
        self.with_dialog(|dialog, session| {
            line = dialog.list(session).map(|(chosen, _)| *chosen);
            Fate::Stays
        });
        line
    }

    /// Chooses it, without a word to the dialog.
    pub(super) fn choose_dialog_line(&mut self, line: usize) {
        self.with_dialog(|dialog, session| {
            if let Some((chosen, _)) = dialog.list(session) {
                *chosen = line;
            }
            Fate::Stays
        });
    }

    /// Has the open dialog do what follows from its chosen line.
    pub(super) fn chosen_in_dialog(&mut self) {
        self.with_dialog(|dialog, session| {
            dialog.chosen(session);
            Fate::Stays
        });
    }

    /// Has the open dialog act.
    fn with_dialog(&mut self, act: impl FnOnce(&mut dyn Acts, &mut Self) -> Fate) {
        let Some(mut dialog) = self.dialog.take() else { return };
        if act(dialog.acting_mut(), self) == Fate::Stays {
            self.dialog = Some(dialog);
        }
    }

    /// Has the open dialog do something that it outlives.
    fn within_dialog(&mut self, act: impl FnOnce(&mut dyn Acts, &mut Self)) {
        self.with_dialog(|dialog, session| {
            act(dialog, session);
            Fate::Stays
        });
    }

    pub(super) fn in_dialog(&mut self, command: DialogCommand) {
        match command {
            DialogCommand::Accept => self.with_dialog(|dialog, all| dialog.accept(all)),
            DialogCommand::Cancel => self.with_dialog(|dialog, all| dialog.cancel(all)),
            DialogCommand::Discard => self.with_dialog(|dialog, all| dialog.discard(all)),
            DialogCommand::Edit(edit) if self.context().letters_filter() => self.edit_filter(edit),
            DialogCommand::Edit(edit) => self.within_dialog(|dialog, all| dialog.edit(all, edit)),
            DialogCommand::Complete => self.complete(),
            DialogCommand::Differences => {
                self.within_dialog(|dialog, _| dialog.toggle_differences());
            }
            DialogCommand::AsPercentage => self.take_as_percentage(),
            DialogCommand::SolveClaim => self.solve_claim_asked_about(),
            DialogCommand::CopyToFile => self.copy_to_file(),
            DialogCommand::OtherName => self.ask_name(),
            DialogCommand::RenamePreset => self.ask_about_preset(Asking::rename, true),
            DialogCommand::DuplicatePreset => self.ask_about_preset(Asking::duplicate, false),
            DialogCommand::DeletePreset => self.ask_about_preset(|_| Asking::Delete, true),
            DialogCommand::NewProgramme => self.begin_programme(&Brief::default()),
            DialogCommand::ListKept => self.list_kept(),
            DialogCommand::NameKept => self.name_kept(),
            DialogCommand::NextPage => self.turn_help(),
            DialogCommand::Mark => self.within_dialog(|dialog, _| dialog.mark()),
            DialogCommand::NewPin => self.name_pin(None),
            DialogCommand::RenamePin => self.rename_pin(),
            DialogCommand::DeletePin => self.delete_pin(),
            DialogCommand::NewView => self.add_view(),
            DialogCommand::EditView => self.edit_view(),
            DialogCommand::MoveView(by) => self.move_view(by),
            DialogCommand::DeleteView => self.delete_view(),
        }
    }

    /// Chooses another line of the open dialog, by so many.
    pub(super) fn scroll(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        self.within_dialog(|dialog, all| dialog.scroll(all, by));
    }

    /// The question that is open, whose answer the next key can't take back: where it is asked, and
    /// which of several there; another question is another pair. Whoever shows the session sees to
    /// it that nobody answers a question before it is shown.
    pub fn question(&self) -> Option<(Context, usize)> {
        let dialog = self.dialog.as_ref()?.acting();
        dialog.question().map(|which| (dialog.context(), which))
    }

    /// Whether an action answers the question that is open, rather than looking closer or leaving
    /// everything as it was.
    pub fn answers(&self, action: &Action) -> bool {
        let answers = match action {
            // It gives up what was typed.
            Action::Do(Command::Dialog(DialogCommand::Cancel)) => {
                matches!(self.dialog, Some(Dialog::Form(_)))
            }
            Action::Do(Command::Dialog(command)) => !matches!(
                command,
                DialogCommand::Edit(_)
                    | DialogCommand::Complete
                    | DialogCommand::Differences
                    | DialogCommand::NewPin
                    | DialogCommand::RenamePin
            ),
            // The second click on a line takes it.
            _ => matches!(action, Action::ClickEntry(_)),
        };
        answers && self.question().is_some()
    }

    /// Asks what continues the text being typed.
    fn complete(&mut self) {
        let Some(dialog) = &mut self.dialog else { return };
        if let Some((field, _)) = dialog.acting_mut().completing() {
            self.effects.push(Effect::Complete(field.text().to_owned(), true));
        }
    }

    /// What continues a typed text is known.
    pub(super) fn completed(&mut self, typed: &str, found: Vec<String>, extend: bool) {
        self.within_dialog(|dialog, session| {
            let completing = dialog.completing().filter(|(field, _)| field.text() == typed);
            let Some((field, places)) = completing else { return };
            let longer = common(&found).filter(|common| extend && common.len() > typed.len());
            if let Some(longer) = longer {
                *field = TextField::new(&longer);
                // What continues that, in turn; where a text of its own can't be, there is no end.
                if field.text() == longer {
                    session.effects.push(Effect::Complete(longer, false));
                    return;
                }
            }
            *places = found;
            dialog.scroll(session, 0);
            dialog.chosen(session);
        });
    }

    /// A text typed where one is taken.
    pub(super) fn type_text(&mut self, text: &str) {
        if self.filter().is_typing || self.context().letters_filter() {
            self.type_in_filter(text);
        } else if self.context().takes_text() {
            self.within_dialog(|dialog, all| dialog.type_text(all, text));
        }
    }

    /// Takes a pasted text where one is typed. It is never a row of commands.
    pub(super) fn paste(&mut self, text: &str) {
        if self.context().takes_text() {
            self.type_text(text);
        } else if !text.is_empty() {
            self.say("pasted text isn’t taken for keys; nothing was done");
        }
    }

    /// A click on a line of the open dialog.
    pub(super) fn click_entry(&mut self, line: usize) {
        self.with_dialog(|dialog, all| dialog.click(all, line));
    }
}

/// As much as all continuations of a text have in common.
fn common(found: &[String]) -> Option<String> {
    let mut found = found.iter();
    let mut common = found.next()?.clone();
    for other in found {
        let same = common.chars().zip(other.chars()).take_while(|(a, b)| a == b);
        let length = same.map(|(letter, _)| letter.len_utf8()).sum();
        common.truncate(length);
    }
    Some(common)
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
            let action = session.action_of(key);
            session.apply(action, Moment::default());
        }
        session
    }

    #[test]
    fn what_cannot_be_taken_back_answers_a_question() {
        use DialogCommand::{Accept, Cancel, DeletePin, Discard};
        let answers =
            |session: &Session, command| session.answers(&Action::Do(Command::Dialog(command)));
        for (keys, commands, not) in [
            ("Right q", &[Accept, Discard][..], Some(Cancel)),
            ("= text:0.5 Enter", &[Accept], None),
            ("p P D", &[DeletePin], None),
            ("E text:x Esc", &[Cancel], None),
            ("", &[], Some(Accept)),
            ("=", &[], Some(Accept)),
            ("p P", &[], Some(Accept)),
            ("E text:x", &[], Some(Accept)),
        ] {
            let session = after(keys);
            assert_eq!(session.question().is_some(), !commands.is_empty(), "{keys}");
            assert!(commands.iter().all(|command| answers(&session, *command)), "{keys}");
            assert!(!not.is_some_and(|command| answers(&session, command)), "{keys}");
        }
        assert_ne!(after("Right q").question(), after("= text:0.5 Enter").question());
    }
}
