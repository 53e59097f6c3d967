//! The form of the preset's name and summary.

use super::super::{Dialog, Fate};
use super::{Form, Subject, fate};
use crate::session::{Moment, Session};

impl Session {
    /// Opens the form of name and summary.
    pub(in crate::session) fn edit_texts(&mut self) {
        let form = Form::new(Subject::About)
            .with_text("name", &self.preset.name, "what people call the preset")
            .with_text("summary", &self.preset.summary, "a sentence or two on what it assumes");
        self.dialog = Some(Dialog::Form(form));
    }

    /// Takes name and summary.
    pub(super) fn take_texts(&mut self, form: &mut Form, now: Moment) -> Fate {
        let (name, summary) = (form.text(0).to_owned(), form.text(1).to_owned());
        let field_of = |field: &str| ["name", "summary"].iter().position(|name| *name == field);
        fate(self.fill_in(form, now, field_of, |preset| {
            preset.name = name;
            preset.summary = summary;
        }))
    }
}
