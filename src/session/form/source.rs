//! The form of a value's source: for every scenario or for one, what it rests on, where that was
//! read, as of when.

use super::{Field, Form, Subject};
use crate::model::{Input, Scenario};
use crate::preset::{Preset, Source};
use crate::session::Session;
use crate::session::action::Moment;
use crate::session::dialog::Dialog;
use crate::session::message::{Change, Message};

/// The fields' names in a file, behind the key.
const FIELDS: [&str; 3] = ["note", "cite", "as_of"];

/// The keys of an input's sources: for all scenarios, and where each has its own value for one.
fn keys(input: Input, scenario: Scenario) -> Vec<String> {
    let own = input.is_per_scenario().then(|| format!("{}.{input}", scenario.id()));
    [input.to_string()].into_iter().chain(own).collect()
}

const fn texts(source: &Source) -> [&String; 3] {
    [&source.note, &source.cite, &source.as_of]
}

impl Session {
    /// Opens the form of the chosen value's source.
    pub(in crate::session) fn edit_source(&mut self) {
        let Some(input) = self.row.input() else {
            let said = "each stress has a source of its own: Enter opens them";
            self.message = Some(Message::Note(said.to_owned()));
            return;
        };
        let scenario = self.scenario;
        let keys = keys(input, scenario);
        // The one that the screen shows; the general one where there is none yet.
        let shown = keys.iter().rposition(|key| self.preset.sources.contains_key(key));
        let key = shown.unwrap_or(0);
        let source = self.preset.sources.get(&keys[key]).cloned().unwrap_or_default();
        let names = keys.iter().enumerate().map(|(index, key)| match index {
            0 if keys.len() > 1 => format!("every scenario: {key}"),
            0 => key.clone(),
            _ => format!("{} alone: {key}", scenario.id()),
        });
        let form = Form::new(Subject::Source(input, scenario))
            .with_choice(
                "for",
                names.collect(),
                key,
                "a source of its own goes before that of every scenario",
            )
            .with_text(
                "note",
                &source.note,
                "what the value rests on; with all three empty there is no source",
            )
            .with_text("cite", &source.cite, "where that was read: title, page, address")
            .with_text("as of", &source.as_of, "its date, YYYY-MM-DD; may be left empty");
        let form = Form { chosen: 1, ..form };
        self.dialog = Some(Dialog::Form(Box::new(form)));
    }

    /// Takes a source.
    pub(in crate::session) fn take_source(
        &mut self,
        form: Form,
        input: Input,
        scenario: Scenario,
        now: Moment,
    ) {
        let Some(key) = keys(input, scenario).get(form.choice(0)).cloned() else { return };
        let [note, cite, as_of] = [1, 2, 3].map(|field| form.text(field).to_owned());
        let source = Source { note, cite, as_of: as_of.trim().to_owned() };
        let source = Some(source).filter(|source| *source != Source::default());
        let from = self.preset.sources.get(&key).cloned();
        let change = Change::Source { key: key.clone(), from, to: source.clone() };
        let field_of =
            |field: &str| FIELDS.iter().position(|name| *name == field).map(|index| index + 1);
        self.fill_in(form, change, now, field_of, |preset| match source {
            Some(source) => {
                preset.sources.insert(key, source);
            }
            None => {
                preset.sources.remove(&key);
            }
        });
    }
}

impl Form {
    /// With another key, the texts of its source, unless something was typed.
    pub(in crate::session) fn follow_key(
        &mut self,
        preset: &Preset,
        input: Input,
        scenario: Scenario,
    ) {
        if self.fields[1..].iter().any(Field::is_changed) {
            return;
        }
        let key = keys(input, scenario).swap_remove(self.choice(0));
        let source = preset.sources.get(&key).cloned().unwrap_or_default();
        for (index, text) in (1..).zip(texts(&source)) {
            self.give(index, text);
        }
    }
}
