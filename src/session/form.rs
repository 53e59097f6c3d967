//! A form: fields in one dialog, typed into or chosen from; and what each form is about.

mod about;
mod claim;
mod source;

use super::dialog::Dialog;
use super::{RiskEntry, Scenario, TextField};
use crate::model::Input;

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
    pub(super) fn text_mut(&mut self) -> Option<&mut TextField> {
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
    pub(super) fn step(&mut self, by: isize) {
        let count = self.fields.len();
        let way = if by < 0 { count - 1 } else { 1 };
        for _ in 0..count {
            self.chosen = (self.chosen + way) % count;
            if self.fields[self.chosen].used {
                break;
            }
        }
    }

    /// A click on a field: chooses it; on a chosen choice, takes the next option.
    pub(super) fn click(&mut self, index: usize) {
        if self.fields.get(index).is_none_or(|field| !field.used) {
            return;
        }
        if index == self.chosen {
            self.turn(1);
        }
        self.chosen = index;
    }

    /// Takes another option of the chosen field, round the ends.
    pub(super) fn turn(&mut self, by: isize) {
        if let Content::Choice { options, chosen } = &mut self.fields[self.chosen].content {
            let count = options.len();
            let way = if by < 0 { count - 1 } else { 1 };
            *chosen = (*chosen + way) % count;
        }
        self.touched();
    }

    /// Takes the first or the last option of the chosen field.
    pub(super) fn turn_to_end(&mut self, last: bool) {
        if let Content::Choice { options, chosen } = &mut self.fields[self.chosen].content {
            *chosen = if last { options.len() - 1 } else { 0 };
        }
        self.touched();
    }

    /// Takes the next option whose name begins with a letter.
    pub(super) fn turn_to_letter(&mut self, letter: char) {
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
    pub(super) fn touched(&mut self) {
        self.fields[self.chosen].error = None;
        self.error = None;
        self.leaving = false;
    }

    /// What is left of the form when it is to be left: itself, once, while something was typed.
    pub(super) fn left(mut self: Box<Self>) -> Option<Dialog> {
        let asks = self.is_changed() && !self.leaving;
        self.leaving = true;
        asks.then_some(Dialog::Form(self))
    }

    /// Says what is wrong, each sentence at the field whose name in the file it has; to the first
    /// such field.
    pub(super) fn refuse(
        &mut self,
        refusals: Vec<crate::preset::Refusal>,
        field_of: impl Fn(&str) -> Option<usize>,
    ) {
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
}
