//! Filling a form in: what the keys do in it, and where what was typed goes.

use super::action::{Command, Moment};
use super::dialog::Dialog;
use super::editing::{By, Edited};
use super::message::{Change, Message};
use super::text_field::in_a_line;
use super::{Content, Form, Session, Subject};
use crate::preset::{Preset, refusals};

impl Session {
    /// What a key does in a form, if one is open and the key is the form's.
    pub(super) fn in_form(&mut self, command: Command) -> bool {
        let Some(Dialog::Form(form)) = &mut self.dialog else { return false };
        let is_choice = matches!(form.fields[form.chosen].content, Content::Choice { .. });
        match command {
            Command::Field(by) => {
                form.leaving = false;
                form.step(isize::try_from(by).unwrap_or(0));
                return true;
            }
            Command::Cursor(by) if is_choice => form.turn(by),
            Command::CursorHome if is_choice => form.turn_to_end(false),
            Command::CursorEnd if is_choice => form.turn_to_end(true),
            _ => {
                form.touched();
                return false;
            }
        }
        self.choice_changed();
        true
    }

    /// A text typed or pasted into a form; on a choice, a letter goes to the next option with it.
    pub(super) fn type_in_form(&mut self, text: &str) {
        let Some(Dialog::Form(form)) = &mut self.dialog else { return };
        if let Some(field) = form.text_mut() {
            field.insert(&in_a_line(text));
            return form.touched();
        }
        let mut letters = text.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            form.turn_to_letter(letter);
            self.choice_changed();
        }
    }

    /// What follows in the other fields from another option of the chosen one.
    pub(super) fn choice_changed(&mut self) {
        let Some(Dialog::Form(form)) = &mut self.dialog else { return };
        match form.subject {
            Subject::Source(input, scenario) => {
                form.follow_key(&self.preset, input, scenario);
            }
            Subject::Claim(_) => form.follow_bound(),
            Subject::About | Subject::Pin(_) | Subject::Risk(_) => {}
        }
    }

    /// Takes what was filled in.
    pub(super) fn accept_form(&mut self, form: Form, now: Moment) {
        match form.subject {
            Subject::About => self.take_texts(form, now),
            Subject::Source(input, scenario) => self.take_source(form, input, scenario, now),
            Subject::Claim(index) => self.take_claim(form, index, now),
            Subject::Risk(entry) => self.take_risk(entry, form, now),
            Subject::Pin(index) => self.take_pin_name(index, form, now),
        }
    }

    /// Makes an edit of a form if a file may hold what comes of it; else the form stays, with what
    /// is wrong beside the fields. Whether it was made.
    pub(super) fn fill_in(
        &mut self,
        mut form: Form,
        change: Change,
        now: Moment,
        field_of: impl Fn(&str) -> Option<usize>,
        edit: impl FnOnce(&mut Preset),
    ) -> bool {
        let mut edited = self.preset.clone();
        edit(&mut edited);
        let refused = refusals(&edited);
        if !refused.is_empty() {
            form.refuse(refused, field_of);
            self.dialog = Some(Dialog::Form(Box::new(form)));
            return false;
        }
        self.dialog = None;
        let made = self.edit(change, now, By::Once, |preset| *preset = edited);
        if made == Edited::Same {
            self.message = Some(Message::Note("nothing was changed".to_owned()));
        }
        made == Edited::Changed
    }
}
