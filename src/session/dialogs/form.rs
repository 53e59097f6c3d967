//! A form: fields in one dialog, typed into or chosen from; and what each form is about.

mod brief;
mod claim;
mod risk;
mod source;

use super::{Acts, Dialog, Fate};
use crate::model::{Input, Scenario};
use crate::preset::{Preset, Refusal, refusals};
use crate::session::command::TextEdit;
use crate::session::edit::{By, Edited};
use crate::session::text_field::in_a_line;
use crate::session::{Context, RiskSetting, Session, TextField, round_ends};

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormSubject {
    /// The preset's name and summary.
    About,
    /// The source of an input's value in a scenario.
    Source(Input, Scenario),
    /// The claim of that index, or a new one.
    Claim(Option<usize>),
    /// The name of the pin of that index, or of a new one.
    Pin(Option<usize>),
    /// A number of the Risk screen's settings, or else a target.
    Risk(Option<RiskSetting>),
    /// A new programme.
    Brief,
    /// The view at that place, or what is on screen as a new one.
    View(Option<usize>),
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    /// What stands before it.
    pub label: &'static str,
    /// What it is for, in a sentence.
    pub hint: String,
    /// What it holds.
    pub content: Content,
    /// What counts where nothing is typed.
    pub default: String,
    /// What that counts, where there is no sign behind it.
    pub unit: &'static str,
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
pub struct FormDialog {
    /// What it is about.
    pub subject: FormSubject,
    /// The fields, from the top.
    pub fields: Vec<FormField>,
    pub chosen: usize,
    /// What is wrong with the whole.
    pub error: Option<String>,
    /// Whether it was asked to be left once, with something typed that would be lost.
    pub leaving: bool,
}

impl FormField {
    fn is_changed(&self) -> bool {
        match &self.content {
            Content::Text(field) => field.text() != in_a_line(&self.given),
            Content::Choice { chosen, .. } => chosen.to_string() != self.given,
        }
    }

    /// Puts another text in, as if it had been given.
    fn give(&mut self, text: &str) {
        self.content = Content::Text(TextField::new(text));
        text.clone_into(&mut self.given);
    }
}

impl FormDialog {
    pub(super) const fn new(subject: FormSubject) -> Self {
        Self { subject, fields: Vec::new(), chosen: 0, error: None, leaving: false }
    }

    fn with(mut self, label: &'static str, content: Content, given: String, hint: &str) -> Self {
        let hint = hint.to_owned();
        self.fields.push(FormField {
            label,
            hint,
            content,
            default: String::new(),
            unit: "",
            error: None,
            used: true,
            given,
        });
        self
    }

    /// With a text field behind the others.
    pub(super) fn with_text(self, label: &'static str, text: &str, hint: &str) -> Self {
        self.with(label, Content::Text(TextField::new(text)), text.to_owned(), hint)
    }

    /// With a choice behind the others.
    fn with_choice<T: Into<String>>(
        self,
        label: &'static str,
        options: impl IntoIterator<Item = T>,
        chosen: usize,
        hint: &str,
    ) -> Self {
        let options = options.into_iter().map(Into::into).collect();
        self.with(label, Content::Choice { options, chosen }, chosen.to_string(), hint)
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
    fn choice(&self, index: usize) -> usize {
        match self.fields[index].content {
            Content::Choice { chosen, .. } => chosen,
            Content::Text(_) => 0,
        }
    }

    /// The text being typed.
    fn text_mut(&mut self) -> Option<&mut TextField> {
        match &mut self.fields[self.chosen].content {
            Content::Text(field) => Some(field),
            Content::Choice { .. } => None,
        }
    }

    /// Whether something was typed or chosen.
    fn is_changed(&self) -> bool {
        self.fields.iter().any(FormField::is_changed)
    }

    /// Takes another option of the chosen field, by the present one's index and all of them.
    fn turn(&mut self, to: impl FnOnce(usize, &[String]) -> usize) {
        if let Content::Choice { options, chosen } = &mut self.fields[self.chosen].content {
            *chosen = to(*chosen, options);
        }
        self.touched();
    }

    /// After a change of the chosen field: nothing is known to be wrong with it any more.
    fn touched(&mut self) {
        self.fields[self.chosen].error = None;
        self.error = None;
        self.leaving = false;
    }

    /// After another text was typed in the chosen field.
    fn retyped(&mut self) {
        self.touched();
        if self.subject == FormSubject::Brief {
            self.follow_brief();
        }
    }

    /// Before everything is looked at anew.
    fn forget_errors(&mut self) {
        self.error = None;
        for field in &mut self.fields {
            field.error = None;
        }
    }

    /// Says what is wrong with a field, and chooses the first with which something is.
    pub(super) fn refuse(&mut self, index: usize, why: impl Into<String>) -> Fate {
        if self.fields.iter().all(|field| field.error.is_none()) {
            self.chosen = index;
        }
        self.fields[index].error = Some(why.into());
        Fate::Stays
    }

    /// Says what is wrong, each sentence at the field whose name in the file it has; to the first
    /// such field.
    fn refuse_all(&mut self, refusals: Vec<Refusal>) {
        let mut first = None;
        for refusal in refusals {
            let label = label_of(&refusal.field);
            match self.fields.iter().position(|field| field.label == label && field.used) {
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
            FormSubject::Source(input, scenario) => self.follow_key(preset, input, scenario),
            FormSubject::Claim(_) => self.follow_bound(),
            FormSubject::Brief => self.follow_brief(),
            FormSubject::About
            | FormSubject::Pin(_)
            | FormSubject::View(_)
            | FormSubject::Risk(_) => {}
        }
    }
}

/// The label of a field by its name in the file.
fn label_of(name: &str) -> &str {
    match name {
        "as_of" => "as of",
        "measure" => "figure",
        "within" | "at_least" => "from",
        "at_most" => "to",
        name => name,
    }
}

impl Acts for FormDialog {
    fn context(&self) -> Context {
        Context::Form
    }

    fn question(&self) -> Option<usize> {
        self.leaving.then_some(0)
    }

    fn edit(&mut self, session: &mut Session, edit: TextEdit) {
        if let Some(field) = self.text_mut() {
            field.edit(edit);
            return self.retyped();
        }
        self.turn(|chosen, options| match edit {
            TextEdit::Cursor(by) => round_ends(chosen, by < 0, options.len()),
            TextEdit::Home => 0,
            TextEdit::End => options.len() - 1,
            TextEdit::EraseBefore
            | TextEdit::EraseBehind
            | TextEdit::EraseWord
            | TextEdit::EraseToStart => chosen,
        });
        self.follow(&session.preset);
    }

    /// On a choice, a letter goes to the next option with it.
    fn type_text(&mut self, session: &mut Session, text: &str) {
        if let Some(field) = self.text_mut() {
            field.insert(&in_a_line(text));
            return self.retyped();
        }
        let mut letters = text.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            self.turn(|chosen, options| {
                let begins = |option: &String| {
                    let first = option.chars().next();
                    first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
                };
                let mut others = (1..=options.len()).map(|by| (chosen + by) % options.len());
                others.find(|index| begins(&options[*index])).unwrap_or(chosen)
            });
            self.follow(&session.preset);
        }
    }

    /// To another field, round the ends; one that means nothing now is passed over.
    fn scroll(&mut self, _: &mut Session, by: isize) {
        if by != 0 {
            self.leaving = false;
            let step = |chosen: &usize| Some(round_ends(*chosen, by < 0, self.fields.len()));
            let mut others = std::iter::successors(step(&self.chosen), step);
            self.chosen = others.find(|index| self.fields[*index].used).unwrap_or(self.chosen);
        }
    }

    /// Chooses a field; on a chosen choice, takes the next option.
    fn click(&mut self, session: &mut Session, index: usize) -> Fate {
        if self.fields.get(index).is_some_and(|field| field.used) {
            if index == self.chosen {
                self.turn(|chosen, options| round_ends(chosen, false, options.len()));
            }
            self.chosen = index;
            self.follow(&session.preset);
        }
        Fate::Stays
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        self.forget_errors();
        match self.subject {
            FormSubject::About => {
                let [name, summary] = [0, 1].map(|index| self.text(index).to_owned());
                session.fill_in(self, |preset| {
                    preset.name = name;
                    preset.summary = summary;
                })
            }
            FormSubject::Source(input, scenario) => session.take_source(self, input, scenario),
            FormSubject::Claim(index) => session.take_claim(self, index),
            FormSubject::Pin(index) => session.take_pin_name(self, index),
            FormSubject::Risk(setting) => session.take_risk(self, setting),
            FormSubject::Brief => session.take_brief(self),
            FormSubject::View(place) => session.take_view(self, place),
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
    /// Opens the form of name and summary.
    pub(in crate::session) fn edit_texts(&mut self) {
        let form = FormDialog::new(FormSubject::About)
            .with_text("name", &self.preset.name, "what people call the preset")
            .with_text("summary", &self.preset.summary, "a sentence or two on what it assumes");
        self.dialog = Some(Dialog::Form(form));
    }

    /// Makes an edit of a form if a file may hold what comes of it; else the form says beside its
    /// fields what is wrong, and there is no edit.
    pub(super) fn fill_in(
        &mut self,
        form: &mut FormDialog,
        edit: impl FnOnce(&mut Preset),
    ) -> Fate {
        let mut edited = self.preset.clone();
        edit(&mut edited);
        let refused = refusals(&edited);
        if !refused.is_empty() {
            form.refuse_all(refused);
            return Fate::Stays;
        }
        if self.edit(By::Once, |preset| *preset = edited) == Edited::Same {
            self.say("nothing was changed");
        }
        Fate::Closes
    }
}
