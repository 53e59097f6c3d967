//! The form of a value's source: for every scenario or for one, what it rests on, where that was
//! read, as of when.

use super::{Dialog, Fate, FormDialog, FormField, FormSubject};
use crate::model::{Input, Scenario};
use crate::preset::{Preset, Source, SourceValues, every_site};
use crate::session::edit::By;
use crate::session::{Row, Screen, Session};

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
    /// The input whose source is on screen: the chosen slider's, or that of a derivation's line; or
    /// why there is none.
    fn sourced_input(&self) -> Result<Input, &'static str> {
        if self.screen == Screen::Explain {
            let state = &self.screens.explain;
            let line = state.lines().get(state.selected).and_then(|line| line.node.input);
            return line.ok_or("a figure follows from its parts: choose an input among them");
        }
        match self.row {
            Row::Slider(input) => Ok(input),
            Row::Stresses => Err("each stress has a source of its own: Enter opens them"),
            Row::Field(_) => Err("only numbers have their sources edited here"),
        }
    }

    /// Takes note that the source of the chosen value holds for the present one as well.
    pub(in crate::session) fn confirm_source(&mut self) {
        let input = match self.sourced_input() {
            Ok(input) => input,
            Err(why) => return self.say(why),
        };
        let Some((key, source)) = self.preset.source_of(input, self.scenario) else {
            return self.say("there is no source to confirm: e adds one");
        };
        let is_stale = self.preset.stale_source(&key).is_some();
        let moved = self.preset.moved_value(input, self.scenario);
        let (key, values) = match moved {
            _ if is_stale => (key.clone(), self.preset.present_values(&key)),
            // A source of sites that differ holds for this one's value: it becomes its own.
            Some((_, now)) => (input.to_string(), vec![Some(now)]),
            None => return self.say("the source speaks of the present value already"),
        };
        let of = SourceValues { values, is_given: source.of.is_given };
        let confirmed = Source { of, ..source.clone() };
        let said = format!("confirmed: the source {key} holds for the present value");
        self.edit(By::Once, |preset| {
            preset.sources.insert(key, confirmed);
        });
        self.say(said);
    }

    /// Opens the form of the chosen value's source.
    pub(in crate::session) fn edit_source(&mut self) {
        let input = match self.sourced_input() {
            Ok(input) => input,
            Err(why) => return self.say(why),
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
        let every = if is_site { "site" } else { "scenario" };
        let hint = format!("a source of its own goes before that of every {every}");
        let form = FormDialog::new(FormSubject::Source(input, scenario))
            .with_choice("for", names, key, &hint)
            .with_text(
                "note",
                &source.note,
                "what the value rests on; with all three empty there is no source",
            )
            .with_text("cite", &source.cite, "where that was read: title, page, address")
            .with_text("as of", &source.as_of, "its date, YYYY-MM-DD; may be left empty");
        self.dialog = Some(Dialog::Form(FormDialog { chosen: 1, ..form }));
    }

    pub(super) fn take_source(
        &mut self,
        form: &mut FormDialog,
        input: Input,
        scenario: Scenario,
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
        self.fill_in(form, |preset| match source {
            Some(source) => {
                preset.sources.insert(key, source);
            }
            None => {
                preset.sources.remove(&key);
            }
        })
    }
}

impl FormDialog {
    /// The key of the source that the form is about, where it is about one.
    pub fn source_key(&self, preset: &Preset) -> Option<String> {
        let FormSubject::Source(input, scenario) = self.subject else { return None };
        keys(preset, input, scenario).into_iter().nth(self.choice(0))
    }

    /// With another key, the texts of its source, unless something was typed.
    pub(super) fn follow_key(&mut self, preset: &Preset, input: Input, scenario: Scenario) {
        if self.fields[1..].iter().any(FormField::is_changed) {
            return;
        }
        let key = keys(preset, input, scenario).swap_remove(self.choice(0));
        let source = preset.sources.get(&key).cloned().unwrap_or_default();
        for (field, text) in self.fields[1..].iter_mut().zip(texts(&source)) {
            field.give(text);
        }
    }
}
