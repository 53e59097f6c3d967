//! A form: fields in one dialog, typed into or chosen from; and what each form is about.

mod about;
mod claim;
mod pin;
pub(in crate::session) mod risk;
mod source;

use super::{Acts, Fate};
use crate::model::{Input, Scenario};
use crate::preset::{Preset, Refusal, refusals};
use crate::session::command::TextEdit;
use crate::session::edit::{By, Edited};
use crate::session::text_field::in_a_line;
use crate::session::{Context, Moment, Session, TextField};
use risk::RiskEntry;

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The preset's name and summary.
    About,
    /// The source of an input's value in a scenario.
    Source(Input, Scenario),
    /// The claim of that index, or a new one.
    Claim(Option<usize>),
    /// The name of the pin of that index, or of a new one.
    Pin(Option<usize>),
    /// A target of the Risk screen, or a number of its settings.
    Risk(RiskEntry),
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Text(TextField),
    /// One of several.
    Choice {
        /// What each is called.
        options: Vec<String>,
        chosen: usize,
    },
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What stands before it.
    pub label: &'static str,
    /// What it is for, in a sentence.
    pub hint: String,
    /// What it holds.
    pub content: Content,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Whether it means something as the other fields are.
    pub used: bool,
    /// What it held when the form was opened: a text as it was given, which the field may have made
    /// harmless; an option's index as a text.
    given: String,
}

/// Fields to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What it is about.
    pub subject: Subject,
    /// The fields, from the top.
    pub fields: Vec<Field>,
    pub chosen: usize,
    /// What is wrong with the whole.
    pub error: Option<String>,
    /// Whether it was asked to be left once, with something typed that would be lost.
    pub leaving: bool,
}

impl Field {
    fn is_changed(&self) -> bool {
        match &self.content {
            Content::Text(field) => field.text() != TextField::new(&self.given).text(),
            Content::Choice { chosen, .. } => chosen.to_string() != self.given,
        }
    }
}

impl Form {
    pub(super) const fn new(subject: Subject) -> Self {
        Self { subject, fields: Vec::new(), chosen: 0, error: None, leaving: false }
    }

    /// With a text field behind the others.
    pub(super) fn with_text(mut self, label: &'static str, text: &str, hint: &str) -> Self {
        self.fields.push(Field {
            label,
            hint: hint.to_owned(),
            content: Content::Text(TextField::new(text)),
            error: None,
            used: true,
            given: text.to_owned(),
        });
        self
    }

    /// With a choice behind the others.
    pub(super) fn with_choice(
        mut self,
        label: &'static str,
        options: Vec<String>,
        chosen: usize,
        hint: &str,
    ) -> Self {
        self.fields.push(Field {
            label,
            hint: hint.to_owned(),
            content: Content::Choice { options, chosen },
            error: None,
            used: true,
            given: chosen.to_string(),
        });
        self
    }

    /// A field's text: as it was given where nothing was typed.
    pub(super) fn text(&self, index: usize) -> &str {
        let field = &self.fields[index];
        match &field.content {
            Content::Text(text) if field.is_changed() => text.text(),
            Content::Text(_) => &field.given,
            Content::Choice { .. } => "",
        }
    }

    /// A choice's chosen option.
    pub(super) fn choice(&self, index: usize) -> usize {
        match self.fields[index].content {
            Content::Choice { chosen, .. } => chosen,
            Content::Text(_) => 0,
        }
    }

    /// Puts another text into a field, as if it had been given.
    fn give(&mut self, index: usize, text: &str) {
        let field = &mut self.fields[index];
        field.content = Content::Text(TextField::new(text));
        text.clone_into(&mut field.given);
    }

    /// The text being typed.
    fn text_mut(&mut self) -> Option<&mut TextField> {
        match &mut self.fields[self.chosen].content {
            Content::Text(field) => Some(field),
            Content::Choice { .. } => None,
        }
    }

    /// Whether something was typed or chosen.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// To another field, round the ends; one that means nothing now is passed over.
    fn step(&mut self, by: isize) {
        let count = self.fields.len();
        let way = if by < 0 { count - 1 } else { 1 };
        for _ in 0..count {
            self.chosen = (self.chosen + way) % count;
            if self.fields[self.chosen].used {
                break;
            }
        }
    }

    /// Takes another option of the chosen field, round the ends.
    fn turn(&mut self, by: isize) {
        if let Content::Choice { options, chosen } = &mut self.fields[self.chosen].content {
            let count = options.len();
            let way = if by < 0 { count - 1 } else { 1 };
            *chosen = (*chosen + way) % count;
        }
        self.touched();
    }

    /// Takes the first or the last option of the chosen field.
    fn turn_to_end(&mut self, last: bool) {
        if let Content::Choice { options, chosen } = &mut self.fields[self.chosen].content {
            *chosen = if last { options.len() - 1 } else { 0 };
        }
        self.touched();
    }

    /// Takes the next option whose name begins with a letter.
    fn turn_to_letter(&mut self, letter: char) {
        let begins = |option: &String| {
            option
                .chars()
                .next()
                .is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
        };
        if let Content::Choice { options, chosen } = &mut self.fields[self.chosen].content {
            let count = options.len();
            let next = (1..=count).map(|by| (*chosen + by) % count);
            *chosen = next.into_iter().find(|index| begins(&options[*index])).unwrap_or(*chosen);
        }
        self.touched();
    }

    /// After a change of the chosen field: nothing is known to be wrong with it any more.
    fn touched(&mut self) {
        self.fields[self.chosen].error = None;
        self.error = None;
        self.leaving = false;
    }

    /// Says what is wrong, each sentence at the field whose name in the file it has; to the first
    /// such field.
    fn refuse(&mut self, refusals: Vec<Refusal>, field_of: impl Fn(&str) -> Option<usize>) {
        let mut first = None;
        for refusal in refusals {
            match field_of(&refusal.field) {
                Some(index) => {
                    first = first.or(Some(index));
                    self.fields[index].error.get_or_insert(refusal.reason);
                }
                None => {
                    self.error.get_or_insert(refusal.reason);
                }
            }
        }
        self.chosen = first.unwrap_or(self.chosen);
    }

    /// What follows in the other fields from another option of the chosen one.
    fn follow(&mut self, preset: &Preset) {
        match self.subject {
            Subject::Source(input, scenario) => self.follow_key(preset, input, scenario),
            Subject::Claim(_) => self.follow_bound(),
            Subject::About | Subject::Pin(_) | Subject::Risk(_) => {}
        }
    }
}

impl Acts for Form {
    fn context(&self) -> Context {
        Context::Form
    }

    fn question(&self) -> Option<usize> {
        self.leaving.then_some(0)
    }

    fn edit(&mut self, session: &mut Session, edit: TextEdit) {
        if let Some(field) = self.text_mut() {
            field.edit(edit);
            return self.touched();
        }
        match edit {
            TextEdit::Cursor(by) => self.turn(by),
            TextEdit::Home => self.turn_to_end(false),
            TextEdit::End => self.turn_to_end(true),
            TextEdit::EraseBefore | TextEdit::EraseBehind => return self.touched(),
        }
        self.follow(&session.preset);
    }

    /// On a choice, a letter goes to the next option with it.
    fn type_text(&mut self, session: &mut Session, text: &str) {
        if let Some(field) = self.text_mut() {
            field.insert(&in_a_line(text));
            return self.touched();
        }
        let mut letters = text.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            self.turn_to_letter(letter);
            self.follow(&session.preset);
        }
    }

    fn scroll(&mut self, _: &mut Session, by: isize) {
        if by != 0 {
            self.step(by);
        }
    }

    fn step_field(&mut self, by: isize) {
        self.leaving = false;
        self.step(by);
    }

    /// Chooses a field; on a chosen choice, takes the next option.
    fn click(&mut self, session: &mut Session, index: usize, _: Moment) -> Fate {
        if self.fields.get(index).is_some_and(|field| field.used) {
            if index == self.chosen {
                self.turn(1);
            }
            self.chosen = index;
            self.follow(&session.preset);
        }
        Fate::Stays
    }

    fn accept(&mut self, session: &mut Session, now: Moment) -> Fate {
        match self.subject {
            Subject::About => session.take_texts(self, now),
            Subject::Source(input, scenario) => session.take_source(self, input, scenario, now),
            Subject::Claim(index) => session.take_claim(self, index, now),
            Subject::Pin(index) => session.take_pin_name(self, index, now),
            Subject::Risk(entry) => session.take_risk(self, entry, now),
        }
    }

    /// Asks once while something was typed.
    fn cancel(&mut self, _: &mut Session) -> Fate {
        if self.leaving || !self.is_changed() {
            return Fate::Closes;
        }
        self.leaving = true;
        Fate::Stays
    }
}

impl Session {
    /// Makes an edit of a form if a file may hold what comes of it; else the form says beside its
    /// fields what is wrong, and there is no edit.
    fn fill_in(
        &mut self,
        form: &mut Form,
        now: Moment,
        field_of: impl Fn(&str) -> Option<usize>,
        edit: impl FnOnce(&mut Preset),
    ) -> Option<Edited> {
        let mut edited = self.preset.clone();
        edit(&mut edited);
        let refused = refusals(&edited);
        if !refused.is_empty() {
            form.refuse(refused, field_of);
            return None;
        }
        let made = self.edit(By::Once, now, |preset| *preset = edited);
        if made == Edited::Same {
            self.say("nothing was changed");
        }
        Some(made)
    }
}

/// A form stays until what was filled in is an edit.
fn fate(made: Option<Edited>) -> Fate {
    if made.is_some() { Fate::Closes } else { Fate::Stays }
}
