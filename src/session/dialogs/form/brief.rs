//! The form of a new programme.

use super::{Dialog, Fate, FormDialog, FormSubject};
use crate::preset::{BRIEF_FIELDS, Brief, Origin};
use crate::session::Session;
use crate::session::action::Effect;
use crate::session::dialogs::unsaved::Leave;

impl Session {
    /// Opens the form of a new programme, with what is known of it already.
    pub fn begin_programme(&mut self, brief: &Brief) {
        let fields = BRIEF_FIELDS.iter().enumerate();
        let mut form = fields.fold(FormDialog::new(FormSubject::Brief), |form, (place, field)| {
            form.with_text(field.label, brief.text(place), field.meaning)
        });
        form.follow_brief();
        self.dialog = Some(Dialog::Form(form));
    }

    /// Has the programme saved, if it is one; the form stays until it is.
    pub(super) fn take_brief(&mut self, form: &mut FormDialog) -> Fate {
        match form.brief().begin() {
            Ok(begun) => self.effects.push(Effect::Begin(Box::new(begun))),
            Err(refused) => {
                for refusal in refused {
                    let place = BRIEF_FIELDS.iter().position(|field| field.id == refusal.field);
                    match place {
                        Some(place) => {
                            form.refuse(place, refusal.reason);
                        }
                        None => form.error = Some(refusal.reason),
                    }
                }
            }
        }
        Fate::Stays
    }

    /// Opens the programme that was saved; where it wasn't, the form says why.
    pub(in crate::session) fn begun(&mut self, saved: Result<Origin, String>) {
        let is_brief = |dialog: &mut Dialog| matches!(dialog, Dialog::Form(form) if form.subject == FormSubject::Brief);
        let Some(Dialog::Form(mut form)) = self.dialog.take_if(is_brief) else { return };
        match saved {
            Ok(origin) => self.leave(Leave::Open(origin)),
            Err(why) => {
                let name = BRIEF_FIELDS.iter().position(|field| field.id == "name");
                form.refuse(name.unwrap_or_default(), why);
                self.dialog = Some(Dialog::Form(form));
            }
        }
    }
}

impl FormDialog {
    /// What is typed.
    fn brief(&self) -> Brief {
        let mut brief = Brief::default();
        for place in 0..self.fields.len() {
            brief.set(place, self.text(place));
        }
        brief
    }

    /// What counts where nothing is typed, as what is typed elsewhere has it.
    pub(super) fn follow_brief(&mut self) {
        let brief = self.brief();
        for (place, field) in self.fields.iter_mut().enumerate() {
            field.default = brief.default_of(place);
            field.unit = BRIEF_FIELDS[place].unit;
        }
    }
}
