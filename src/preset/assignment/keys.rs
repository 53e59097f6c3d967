//! The keys that can be set, from the schema, and what is said of one that can't.

use crate::model::{Driver, Scenario};
use crate::preset::Preset;
use crate::preset::schema::schema;
use crate::text::{did_you_mean, nearest, quoted};

/// What begins the schema's path of an input.
const INPUTS: [&str; 2] = ["programme.", "scenarios."];

/// Of the entry that a key names within a list or map by one of the names, its place and the field,
/// which is empty where the key names the whole of it. The longest name goes first.
pub(super) fn entry<'k, 'n>(
    key: &'k str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<(usize, &'k str)> {
    let field = |(place, name): (usize, &str)| {
        let rest = key.strip_prefix(name)?;
        let field = if rest.is_empty() { "" } else { rest.strip_prefix('.')? };
        Some((place, field))
    };
    // Of two with one name the first.
    names.into_iter().enumerate().filter_map(field).min_by_key(|(_, field)| field.len())
}

/// The names of the fields that entries of a list or map have: those behind `claims[].`.
pub(super) fn fields_behind(start: &str) -> Vec<String> {
    let paths = settable().into_iter();
    paths.filter_map(|path| Some(path.strip_prefix(start)?.to_owned())).collect()
}

/// That an entry has no field of that name, with those that it has.
pub(super) fn no_such_field_of(what: &str, field: &str, start: &str) -> String {
    let names = fields_behind(start);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let help = did_you_mean(field, &names);
    format!("{what} has no field {}; {help}", quoted(field))
}

/// Every key that can be set in a preset, of the entries that its lists and maps have.
pub(super) fn all(preset: &Preset) -> Vec<String> {
    let names = |list: &str| -> Vec<String> {
        match list {
            "claims" => preset.claims.iter().map(|claim| claim.id.clone()).collect(),
            "sources" => preset.sources.keys().cloned().collect(),
            "views" => preset.views.iter().map(|view| view.name.clone()).collect(),
            _ => sites(preset.inputs.programme.sites.len()),
        }
    };
    settable().iter().flat_map(|path| keys_of(path, names)).collect()
}

/// That there is no field of that key in a preset.
pub(super) fn no_such_field(key: &str, preset: &Preset) -> String {
    let path = "the path of a field in ‘payback presets schema’, such as programme.ramp_months";
    unknown("field", key, &all(preset), path)
}

/// That there is no input of that key, with so many sites.
pub(super) fn no_such_input(key: &str, count: usize) -> String {
    let mut paths = settable();
    paths.retain(|path| INPUTS.iter().any(|start| path.starts_with(start)));
    let keys: Vec<String> = paths.iter().flat_map(|path| keys_of(path, |_| sites(count))).collect();
    unknown("input", key, &keys, "a number of the programme, such as programme.ramp_months")
}

fn unknown(what: &str, key: &str, keys: &[String], or: &str) -> String {
    let meant = nearest(key, keys.iter().map(String::as_str))
        .map_or_else(|| ".".to_owned(), |meant| format!("; did you mean {meant}?"));
    format!(
        "there is no {what} {}{meant} A key is a driver ({}), an indicator, weight, one of \
         them after bear., base. or bull., or {or}",
        quoted(key),
        Driver::ALL.map(Driver::id).join(", ")
    )
}

fn sites(count: usize) -> Vec<String> {
    (0..count).map(|site| site.to_string()).collect()
}

/// The paths of the schema that hold a value: no groups of other fields. The places of a tuple are
/// set with it.
fn settable() -> Vec<String> {
    let mut paths: Vec<String> = schema().into_iter().map(|field| field.path).collect();
    let is_place =
        |path: &str| path.rsplit('.').next().is_some_and(|last| last.parse::<usize>().is_ok());
    paths.retain(|path| !is_place(path));
    let starts = |path: &str| ['.', '[', '{'].map(|behind| format!("{path}{behind}"));
    let is_group = |path: &String| {
        let starts = starts(path);
        paths.iter().any(|other| starts.iter().any(|start| other.starts_with(start)))
    };
    paths.iter().filter(|path| !is_group(path)).cloned().collect()
}

/// The keys that a path of the schema stands for: those of each entry of a list, those of a
/// scenario's input for one scenario and for all.
fn keys_of(path: &str, names: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    if let Some((list, entry)) = path.split_once(['[', '{']) {
        let field = entry.get(1..).unwrap_or_default();
        return names(list).into_iter().map(|name| format!("{list}.{name}{field}")).collect();
    }
    let key = short(path);
    let of_every = key
        .split_once('.')
        .and_then(|(scenario, id)| Scenario::from_id(scenario).map(|_| id.to_owned()));
    [Some(key), of_every].into_iter().flatten().collect()
}

/// The key of an input by the shortest of its names: `bear.ppa_coverage` for
/// `scenarios.bear.power_delay.Indicators.ppa_coverage`.
pub(super) fn short(key: &str) -> String {
    let Some(key) = key.strip_prefix("scenarios.") else { return key.to_owned() };
    let delay = Driver::PowerDelay.id();
    key.replace(&format!(".{delay}.Months"), &format!(".{delay}"))
        .replace(&format!(".{delay}.Indicators."), ".")
}
