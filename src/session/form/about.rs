//! The form of the preset's name and summary.

use super::{Form, Subject};
use crate::session::Session;
use crate::session::action::Moment;
use crate::session::dialog::Dialog;
use crate::session::message::Change;

impl Session {
    /// Opens the form of name and summary.
    pub(in crate::session) fn edit_texts(&mut self) {
        let form = Form::new(Subject::About)
            .with_text("name", &self.preset.name, "what people call the preset")
            .with_text("summary", &self.preset.summary, "a sentence or two on what it assumes");
        self.dialog = Some(Dialog::Form(Box::new(form)));
    }

    /// Takes name and summary.
    pub(in crate::session) fn take_texts(&mut self, form: Form, now: Moment) {
        let (name, summary) = (form.text(0).to_owned(), form.text(1).to_owned());
        let change = Change::Texts {
            from: self.preset.name.clone(),
            to: name.clone(),
            summary: summary != self.preset.summary,
        };
        let field_of = |field: &str| ["name", "summary"].iter().position(|name| *name == field);
        self.fill_in(form, change, now, field_of, |preset| {
            preset.name = name;
            preset.summary = summary;
        });
    }
}
