//! Views by their names: `views.+=NAME`, `views.NAME.screen=Risk`,
//! `views.NAME.set.base.utilization=0.7`, `views.NAME=none`.

use super::inputs;
use super::keys::{entry, no_such_field_of};
use super::values::{NONE, list, named, optional, text, word};
use crate::analysis::Expectation;
use crate::analysis::risk::Target;
use crate::model::{Inputs, Metric, Scenario};
use crate::preset::view::VIEW_SCREENS;
use crate::preset::{Preset, PresetView, SetTo};
use crate::text::{nearest, quoted};
use std::fmt::Display;
use std::str::FromStr;

/// Where the fields of a view stand in the schema.
const FIELDS: &str = "views[].";

pub(super) fn assign(preset: &mut Preset, rest: &str, value: &str) -> Result<(), String> {
    if rest == "+" {
        let name = free(preset, value)?;
        preset.views.push(PresetView { name, ..PresetView::default() });
        return Ok(());
    }
    match entry(rest, preset.views.iter().map(|view| view.name.as_str())) {
        Some((place, "")) if value == NONE => {
            preset.views.remove(place);
            Ok(())
        }
        Some((_, "")) => Err("a view as a whole is only none, to remove it".to_owned()),
        Some((place, "name")) if value == preset.views[place].name => Ok(()),
        Some((place, "name")) => {
            preset.views[place].name = free(preset, value)?;
            Ok(())
        }
        Some((place, field)) => assign_field(&mut preset.views[place], field, value),
        None => {
            let meant = nearest(rest, preset.views.iter().map(|view| view.name.as_str()))
                .map_or_else(String::new, |meant| format!("; did you mean {}?", quoted(meant)));
            Err(format!("there is no view {}{meant}; views.+=NAME adds one", quoted(rest)))
        }
    }
}

impl PresetView {
    /// The inputs of a preset with what this view sets.
    ///
    /// # Errors
    /// When one of them can't be set so, with its key, or they don't fit together.
    pub fn inputs_on(&self, preset: &Preset) -> Result<Inputs, String> {
        let mut inputs = preset.inputs.clone();
        for (key, value) in &self.set {
            let text = match value {
                SetTo::Number(number) => number.to_string(),
                SetTo::Text(text) => text.clone(),
            };
            inputs::assign(&mut inputs, preset.money(), key, &text)
                .map_err(|why| format!("the view {} sets {key}: {why}", quoted(&self.name)))?;
        }
        match inputs.violations().into_iter().next() {
            Some(violation) => Err(format!("the view {}: {violation}", quoted(&self.name))),
            None => Ok(inputs),
        }
    }
}

/// A name that no view has.
fn free(preset: &Preset, name: &str) -> Result<String, String> {
    let name = named(name)?;
    if preset.views.iter().any(|view| view.name == name) {
        return Err(format!("there is a view {} already", quoted(&name)));
    }
    Ok(name)
}

fn assign_field(view: &mut PresetView, field: &str, value: &str) -> Result<(), String> {
    match field {
        "preset" => view.preset = given(value, named)?,
        "screen" => view.screen = given(value, |value| word(value, &VIEW_SCREENS, |id| id))?,
        "scenario" => {
            view.scenario = given(value, |value| word(value, &Scenario::ALL, Scenario::id))?;
        }
        "metric" => view.metric = given(value, |value| word(value, &Metric::ALL, Metric::id))?,
        "targets" => view.targets = list_of::<Target>(value)?,
        "axes" => view.axes = given(value, axes)?,
        "title" => view.title = optional(value)?,
        "note" => view.note = optional(value)?,
        "expect" => view.expect = list_of::<Expectation>(value)?,
        "set" if value == NONE => view.set.clear(),
        "set" => return Err("an input is set as views.NAME.set.utilization=0.7".to_owned()),
        _ => match field.strip_prefix("set.") {
            Some(key) => set(view, key, value)?,
            None => return Err(no_such_field_of("a view", field, FIELDS)),
        },
    }
    Ok(())
}

/// What a value says, unless it is none.
fn given<T>(value: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if value == NONE { Ok(None) } else { read(value).map(Some) }
}

/// Texts that are each to be read as something.
fn list_of<T: FromStr<Err: Display>>(value: &str) -> Result<Vec<String>, String> {
    let texts = list(value)?;
    for text in &texts {
        text.parse::<T>().map_err(|error| format!("{}: {error}", quoted(text)))?;
    }
    Ok(texts)
}

fn axes(value: &str) -> Result<[String; 2], String> {
    let wrong = |_| "name two inputs, across and upwards: utilization,power_delay".to_owned();
    list(value)?.try_into().map_err(wrong)
}

/// Sets or takes away what the view sets an input to.
fn set(view: &mut PresetView, key: &str, value: &str) -> Result<(), String> {
    let place = view.set.iter().position(|(known, _)| known == key);
    if value == NONE {
        let place = place.ok_or_else(|| format!("the view doesn't set {}", quoted(key)))?;
        view.set.remove(place);
        return Ok(());
    }
    let number = value.parse().ok().filter(|number: &f64| number.is_finite());
    let to = match number {
        Some(number) => SetTo::Number(number),
        None => SetTo::Text(text(value)?),
    };
    match place {
        Some(place) => view.set[place].1 = to,
        None => view.set.push((text(key)?, to)),
    }
    Ok(())
}
