//! The form of a value's source: for every scenario or for one, what it rests on, where that was
//! read, as of when.

use super::super::{Dialog, Fate};
use super::{Field, Form, Subject, fate};
use crate::model::{Input, Scenario};
use crate::preset::{Preset, Source, SourceValues, every_site};
use crate::session::{Moment, Session};

/// The fields' names in a file, behind the key.
const FIELDS: [&str; 3] = ["note", "cite", "as_of"];

/// The keys of an input's sources: for all scenarios or sites, and for the one.
fn keys(preset: &Preset, input: Input, scenario: Scenario) -> Vec<String> {
    if let Input::Site(_, number) = input {
        let every = every_site(number);
        let has_others = preset.inputs.programme.sites.len() > 1;
        let every = Some(every).filter(|key| has_others || preset.sources.contains_key(key));
        every.into_iter().chain([input.to_string()]).collect()
    } else {
        let own = input.is_per_scenario().then(|| format!("{}.{input}", scenario.id()));
        [input.to_string()].into_iter().chain(own).collect()
    }
}

const fn texts(source: &Source) -> [&String; 3] {
    [&source.note, &source.cite, &source.as_of]
}

impl Session {
    /// Opens the form of the chosen value's source.
    pub(in crate::session) fn edit_source(&mut self) {
        let Some(input) = self.row.input() else {
            return self.say("each stress has a source of its own: Enter opens them");
        };
        let scenario = self.scenario;
        let keys = keys(&self.preset, input, scenario);
        // The one that the screen shows; the general one where there is none yet.
        let shown = keys.iter().rposition(|key| self.preset.sources.contains_key(key));
        let is_site = matches!(input, Input::Site(..));
        let key = shown.unwrap_or(if is_site { keys.len() - 1 } else { 0 });
        let source = self.preset.sources.get(&keys[key]).cloned().unwrap_or_default();
        let names = keys.iter().enumerate().map(|(index, key)| match index {
            0 if keys.len() > 1 && is_site => format!("every site without its own: {key}"),
            0 if keys.len() > 1 => format!("every scenario: {key}"),
            0 => key.clone(),
            _ if is_site => format!("this site alone: {key}"),
            _ => format!("{} alone: {key}", scenario.id()),
        });
        let form = Form::new(Subject::Source(input, scenario))
            .with_choice(
                "for",
                names.collect(),
                key,
                if is_site {
                    "a source of its own goes before that of every site"
                } else {
                    "a source of its own goes before that of every scenario"
                },
            )
            .with_text(
                "note",
                &source.note,
                "what the value rests on; with all three empty there is no source",
            )
            .with_text("cite", &source.cite, "where that was read: title, page, address")
            .with_text("as of", &source.as_of, "its date, YYYY-MM-DD; may be left empty");
        let form = Form { chosen: 1, ..form };
        self.dialog = Some(Dialog::Form(form));
    }

    /// Takes a source.
    pub(super) fn take_source(
        &mut self,
        form: &mut Form,
        input: Input,
        scenario: Scenario,
        now: Moment,
    ) -> Fate {
        let keys = keys(&self.preset, input, scenario);
        let Some(key) = keys.get(form.choice(0)).cloned() else { return Fate::Closes };
        let [note, cite, as_of] = [1, 2, 3].map(|field| form.text(field).to_owned());
        let typed = Source { note, cite, as_of: as_of.trim().to_owned(), ..Source::default() };
        let from = self.preset.sources.get(&key).cloned();
        let source = match &from {
            // Nothing new is said of the present value.
            Some(from) if texts(from) == texts(&typed) => Some(from.clone()),
            _ if texts(&typed).into_iter().all(String::is_empty) => None,
            _ => {
                let is_given = from.as_ref().is_some_and(|from| from.of.is_given);
                let of = SourceValues { values: self.preset.present_values(&key), is_given };
                Some(Source { of, ..typed })
            }
        };
        let field_of =
            |field: &str| FIELDS.iter().position(|name| *name == field).map(|index| index + 1);
        fate(self.fill_in(form, now, field_of, |preset| match source {
            Some(source) => {
                preset.sources.insert(key, source);
            }
            None => {
                preset.sources.remove(&key);
            }
        }))
    }
}

impl Form {
    /// The key of the source that the form is about, where it is about one.
    pub fn source_key(&self, preset: &Preset) -> Option<String> {
        let Subject::Source(input, scenario) = self.subject else { return None };
        keys(preset, input, scenario).into_iter().nth(self.choice(0))
    }

    /// With another key, the texts of its source, unless something was typed.
    pub(super) fn follow_key(&mut self, preset: &Preset, input: Input, scenario: Scenario) {
        if self.fields[1..].iter().any(Field::is_changed) {
            return;
        }
        let key = keys(preset, input, scenario).swap_remove(self.choice(0));
        let source = preset.sources.get(&key).cloned().unwrap_or_default();
        for (index, text) in (1..).zip(texts(&source)) {
            self.give(index, text);
        }
    }
}
