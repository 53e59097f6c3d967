//! What is done in a dialog: typing, choosing, accepting, answering, leaving it.

use super::action::{Command, Effect, Moment, SaveTarget};
use super::dialog::{Dialog, ExactEntry, Exacted, Leave, SaveAs};
use super::entry::{Typed, parse_entry};
use super::{Context, Copied, Session, TextField};

impl Session {
    pub(super) fn in_dialog(&mut self, command: Command, now: Moment) -> Vec<Effect> {
        match command {
            Command::Cancel if matches!(self.dialog, Some(Dialog::Recover(_))) => {
                return self.later();
            }
            Command::Cancel => self.cancel(),
            Command::Accept => return self.accept(now),
            Command::Answer(answer) => return self.answer(answer, now),
            Command::Scroll(by) => self.scroll(by),
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
                        _ => {}
                    }
                }
            }
        }
        Vec::new()
    }

    pub(super) fn type_text(&mut self, text: &str) {
        if self.context() == Context::Form {
            return self.type_in_form(text);
        }
        if self.context() != Context::Text {
            return;
        }
        if let Some(dialog) = &mut self.dialog {
            dialog.set_error(None);
            if let Some(field) = dialog.field() {
                field.insert(text);
            }
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

    pub(super) fn cancel(&mut self) {
        self.dialog = match self.dialog.take() {
            Some(Dialog::Exact(entry @ ExactEntry { question: Some(_), .. })) => {
                Some(Dialog::Exact(ExactEntry { error: None, question: None, ..entry }))
            }
            Some(Dialog::Form(form)) => form.left(),
            Some(Dialog::Replace(SaveTarget::Name(name))) => {
                Some(Dialog::SaveAs(SaveAs { field: TextField::new(&name), error: None }))
            }
            _ => None,
        };
        if self.dialog.is_none() {
            self.after_save = None;
        }
    }

    pub(super) fn accept(&mut self, now: Moment) -> Vec<Effect> {
        match self.dialog.clone() {
            Some(Dialog::Exact(entry)) => self.accept_exact(entry, now),
            Some(Dialog::SaveAs(entry)) => {
                let name = entry.field.text().trim().to_owned();
                return vec![self.save_effect(SaveTarget::Name(name), false)];
            }
            Some(Dialog::Recover(_)) => return self.resume(now),
            Some(Dialog::Pick(list)) => self.picked(&list),
            Some(Dialog::Copy(selected)) => return self.copy(selected, false),
            Some(Dialog::Form(form)) => self.accept_form(*form, now),
            Some(Dialog::History(place)) => self.go_to_step(place),
            Some(Dialog::Pins(list)) => self.compare_with_pin(list.selected),
            Some(Dialog::Open(list)) => {
                if let Some(entry) = list.entries.get(list.selected) {
                    let origin = entry.origin.clone();
                    if list.to_compare {
                        return vec![Effect::LoadToCompare(origin)];
                    }
                    return self.leave(Leave::Open(origin));
                }
            }
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
            (Some(Dialog::Replace(target)), 'r') => return vec![self.save_effect(target, true)],
            (Some(Dialog::Unsaved(leave)), 's') => {
                self.dialog = None;
                self.after_save = Some(leave);
                return self.save();
            }
            (Some(Dialog::Unsaved(leave)), 'd') => {
                self.dialog = None;
                return match leave {
                    Leave::Quit => vec![Effect::Quit],
                    Leave::Open(origin) => vec![Effect::Load(origin)],
                };
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
            Some(Dialog::Open(list)) => {
                let last = list.entries.len().saturating_sub(1);
                list.selected = list.selected.saturating_add_signed(by).min(last);
            }
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
            Some(Dialog::Recover(list)) => list.scroll(by),
            _ => {}
        }
    }

    /// A click on a line of a list: chooses it, and takes it when it was chosen already.
    pub(super) fn choose_entry(&mut self, index: usize, now: Moment) -> Vec<Effect> {
        let selected = match &mut self.dialog {
            Some(Dialog::Open(list)) => &mut list.selected,
            Some(Dialog::Pick(list)) => list.selected_mut(),
            Some(Dialog::Copy(selected)) => selected,
            Some(Dialog::History(place)) => place,
            Some(Dialog::Pins(list)) => &mut list.selected,
            Some(Dialog::Form(form)) => {
                form.click(index);
                self.choice_changed();
                return Vec::new();
            }
            Some(Dialog::Recover(list)) => &mut list.selected,
            _ => return Vec::new(),
        };
        if *selected == index {
            return self.accept(now);
        }
        *selected = index;
        self.scroll(0);
        Vec::new()
    }
}
