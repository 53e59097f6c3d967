//! What is done in a dialog: typing, choosing, accepting, answering, leaving it.

use super::action::{Command, Effect, May, Moment, SaveTarget};
use super::dialog::{Dialog, ExactEntry, Exacted, Leave};
use super::entry::{Typed, parse_entry};
use super::message::Message;
use super::{Context, Copied, Session, TextField};

impl Session {
    pub(super) fn in_dialog(&mut self, command: Command, now: Moment) -> Vec<Effect> {
        match command {
            Command::Cancel if matches!(self.dialog, Some(Dialog::Recover(_))) => {
                return self.later();
            }
            Command::Cancel => return self.cancel(),
            Command::Accept => return self.accept(now),
            Command::Answer(answer) => return self.answer(answer, now),
            Command::Scroll(by) => {
                self.scroll(by);
                return self.look_at_chosen();
            }
            Command::Complete => return self.complete(true),
            Command::NewPin => self.name_pin(None),
            Command::RenamePin => self.rename_pin(),
            Command::DeletePin => self.delete_pin(),
            command if self.in_form(command) => {}
            _ => {
                if let Some(field) = self.dialog.as_mut().and_then(Dialog::field) {
                    match command {
                        Command::Cursor(by) => field.step(by),
                        Command::CursorHome => field.home(),
                        Command::CursorEnd => field.end(),
                        Command::EraseBefore => field.backspace(),
                        Command::EraseBehind => field.delete(),
                        _ => return Vec::new(),
                    }
                    if matches!(command, Command::EraseBefore | Command::EraseBehind) {
                        return self.typed();
                    }
                }
            }
        }
        Vec::new()
    }

    pub(super) fn type_text(&mut self, text: &str) -> Vec<Effect> {
        if self.context() == Context::Form {
            self.type_in_form(text);
            return Vec::new();
        }
        if !self.context().takes_text() {
            return Vec::new();
        }
        if let Some(dialog) = &mut self.dialog {
            dialog.set_error(None);
            if let Some(field) = dialog.field() {
                field.insert(text);
            }
        }
        self.typed()
    }

    /// Takes a pasted text where one is typed. It is never a row of commands.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if self.context().takes_text() {
            return self.type_text(text);
        }
        if !text.is_empty() {
            let said = "pasted text isn’t taken for keys; nothing was done";
            self.message = Some(Message::Note(said.to_owned()));
        }
        Vec::new()
    }

    /// What a changed text asks for: other lines, another place.
    fn typed(&mut self) -> Vec<Effect> {
        match &self.dialog {
            Some(Dialog::Open(list)) if list.asking.is_none() => self.filtered(),
            Some(Dialog::SaveAs(_)) => self.look_for_place(),
            _ => Vec::new(),
        }
    }

    /// Completes the text being typed as far as it can be.
    pub(super) fn complete(&self, extend: bool) -> Vec<Effect> {
        match &self.dialog {
            Some(Dialog::Open(list)) if list.asking.is_none() => {
                vec![Effect::Complete(list.field.text().to_owned(), extend)]
            }
            Some(Dialog::SaveAs(entry)) => {
                vec![Effect::Complete(entry.field.text().to_owned(), extend)]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn ask_exact(&mut self) {
        match self.row.input() {
            Some(input) => {
                self.dialog = Some(Dialog::Exact(ExactEntry {
                    exacted: Exacted::Input(input, self.scenario),
                    field: TextField::default(),
                    error: None,
                    question: None,
                }));
            }
            None => self.toggle_drawer(),
        }
    }

    pub(super) fn cancel(&mut self) -> Vec<Effect> {
        match &mut self.dialog {
            Some(Dialog::Open(list)) if list.asking.is_some() => {
                list.asking = None;
                list.said = None;
                return Vec::new();
            }
            Some(Dialog::Overwrite(_)) => return self.keep_file(),
            _ => {}
        }
        self.dialog = match self.dialog.take() {
            Some(Dialog::Exact(entry @ ExactEntry { question: Some(_), .. })) => {
                Some(Dialog::Exact(ExactEntry { error: None, question: None, ..entry }))
            }
            Some(Dialog::Form(form)) => form.left(),
            _ => None,
        };
        if self.dialog.is_none() {
            self.after_save = None;
        }
        Vec::new()
    }

    pub(super) fn accept(&mut self, now: Moment) -> Vec<Effect> {
        match self.dialog.clone() {
            Some(Dialog::Exact(entry)) => self.accept_exact(entry, now),
            Some(Dialog::SaveAs(entry)) => {
                let typed = entry.field.text().trim().to_owned();
                return vec![self.save_effect(SaveTarget::Typed(typed), May::Ask)];
            }
            Some(Dialog::Recover(_)) => return self.resume(now),
            Some(Dialog::Pick(list)) => self.picked(&list),
            Some(Dialog::Copy(selected)) => return self.copy(selected, false),
            Some(Dialog::Form(form)) => self.accept_form(*form, now),
            Some(Dialog::History(place)) => self.go_to_step(place),
            Some(Dialog::Pins(list)) => self.compare_with_pin(list.selected),
            Some(Dialog::Open(list)) if list.asking.is_some() => return Self::manage(&list),
            Some(Dialog::Open(_)) => return self.open_chosen(),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn accept_exact(&mut self, mut entry: ExactEntry, now: Moment) {
        if let Some((fraction, _)) = entry.question {
            return self.take_exact(entry, fraction, now);
        }
        match parse_entry(entry.field.text(), entry.exacted.unit()) {
            Ok(Typed::Value(value)) => return self.take_exact(entry, value, now),
            Ok(Typed::Either { fraction, percentage }) => {
                entry.error = None;
                entry.question = Some((fraction, percentage));
            }
            Err(error) => entry.error = Some(error.to_string()),
        }
        self.dialog = Some(Dialog::Exact(entry));
    }

    pub(super) fn take_exact(&mut self, mut entry: ExactEntry, value: f64, now: Moment) {
        entry.question = None;
        let Exacted::Input(input, _) = entry.exacted else {
            return self.take_target(entry.exacted, value);
        };
        match self.set_exact(input, value, now) {
            Ok(()) => self.dialog = None,
            Err(why) => {
                entry.error = Some(why);
                self.dialog = Some(Dialog::Exact(entry));
            }
        }
    }

    pub(super) fn answer(&mut self, answer: char, now: Moment) -> Vec<Effect> {
        match (self.dialog.clone(), answer) {
            (Some(Dialog::Exact(entry)), 'y') => self.accept_exact(entry, now),
            (Some(Dialog::Exact(entry)), _) => {
                if let Some((_, percentage)) = entry.question {
                    self.take_exact(entry, percentage, now);
                }
            }
            (Some(Dialog::Copy(selected)), 'f') => return self.copy(selected, true),
            (Some(Dialog::Overwrite(overwrite)), _) => return self.overwrite(&overwrite, answer),
            (Some(Dialog::Open(_)), _) => return self.ask_in_list(answer),
            (Some(Dialog::Unsaved(leave)), 's') => {
                self.dialog = None;
                self.after_save = Some(leave);
                return self.save();
            }
            (Some(Dialog::Unsaved(leave)), 'd') => {
                self.dialog = None;
                return vec![Effect::SetAside, leave.effect()];
            }
            (Some(Dialog::Pinned), _) => {
                self.dialog = None;
                return vec![Leave::Quit.effect()];
            }
            (Some(Dialog::Recover(_)), 'd') => return self.discard(),
            (Some(Dialog::Recover(_)), _) => self.toggle_differences(),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn scroll(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        match &mut self.dialog {
            Some(Dialog::Help(lines)) => {
                *lines = lines.saturating_add_signed(by).min(self.help_end);
            }
            Some(Dialog::Copy(selected)) => {
                *selected = selected.saturating_add_signed(by).min(Copied::ALL.len() - 1);
            }
            Some(Dialog::Pick(list)) => {
                let last = list.len().saturating_sub(1);
                let selected = list.selected_mut();
                *selected = selected.saturating_add_signed(by).min(last);
            }
            Some(Dialog::Open(list)) => list.scroll(by),
            Some(Dialog::Recover(list)) => list.scroll(by),
            Some(Dialog::Overwrite(overwrite)) => overwrite.scroll(by),
            Some(Dialog::History(place)) => {
                let last = self.history.steps().len();
                *place = place.saturating_add_signed(by).min(last);
            }
            Some(Dialog::Pins(list)) => {
                list.deleting &= by == 0;
                let last = self.pins.len().saturating_sub(1);
                list.selected = list.selected.saturating_add_signed(by).min(last);
            }
            Some(Dialog::Form(form)) if by != 0 => form.step(by),
            _ => {}
        }
    }

    /// A click on a line of a list: chooses it, and takes it when it was chosen already.
    pub(super) fn choose_entry(&mut self, index: usize, now: Moment) -> Vec<Effect> {
        let selected = match &mut self.dialog {
            Some(Dialog::Open(list)) if list.asking.is_none() => &mut list.selected,
            Some(Dialog::Pick(list)) => list.selected_mut(),
            Some(Dialog::Recover(list)) => &mut list.selected,
            Some(Dialog::Copy(selected)) => selected,
            Some(Dialog::History(place)) => place,
            Some(Dialog::Pins(list)) => &mut list.selected,
            Some(Dialog::Form(form)) => {
                form.click(index);
                self.choice_changed();
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        if *selected == index {
            return self.accept(now);
        }
        *selected = index;
        self.scroll(0);
        self.look_at_chosen()
    }
}
