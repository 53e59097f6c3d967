//! Sources by the input that they speak of: `sources.bull.margin.note=…`, `sources.margin=none`.

use super::keys::{fields_behind, no_such_field_of};
use super::values::{NONE, finite, list, optional, text};
use crate::model::Unit;
use crate::preset::sources::{is_date, is_of_every_site, source_keys, unit_of};
use crate::preset::{Preset, SourceValues};
use crate::text::{nearest, quoted};

/// Where the fields of a source stand in the schema.
const FIELDS: &str = "sources{}.";

/// Sets a text of a source, which then speaks of the present values; or what it speaks of. A source
/// that isn't there yet is added with its first text.
pub(super) fn assign(preset: &mut Preset, rest: &str, value: &str) -> Result<(), String> {
    let is_field = |(_, last): &(&str, &str)| fields_behind(FIELDS).iter().any(|name| name == last);
    let (key, field) = rest.rsplit_once('.').filter(is_field).unwrap_or((rest, ""));
    let valid = source_keys(preset.inputs.programme.sites.len());
    if !valid.iter().any(|known| known == key) {
        return Err(no_such_key(key, &valid));
    }
    if field.is_empty() && value == NONE {
        return match preset.sources.remove(key) {
            Some(_) => Ok(()),
            None => Err(format!("{key} has no source")),
        };
    }
    let before = preset.sources.get(key);
    let mut source = before.cloned().unwrap_or_default();
    match field {
        "note" => source.note = text(value)?,
        "cite" => source.cite = optional(value)?,
        "as_of" => source.as_of = day(value)?,
        "of" if before.is_none() => {
            return Err(format!("{key} has no source yet; write sources.{key}.note first"));
        }
        "of" => {}
        _ => return Err(format!("write sources.{key}.note=TEXT, or none to remove the source")),
    }
    source.of = match field {
        "of" if value != NONE => values(preset, key, value)?,
        _ => {
            let is_given = field != "of" && source.of.is_given;
            SourceValues { values: preset.present_values(key), is_given }
        }
    };
    preset.sources.insert(key.to_owned(), source);
    Ok(())
}

fn no_such_key(key: &str, valid: &[String]) -> String {
    // A misspelt field of a known key.
    if let Some((of, field)) = key.rsplit_once('.')
        && valid.iter().any(|known| known == of)
    {
        return no_such_field_of("a source", field, FIELDS);
    }
    let meant = nearest(key, valid.iter().map(String::as_str))
        .map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
    format!("there is no input {} for a source to speak of{meant}", quoted(key))
}

fn day(value: &str) -> Result<String, String> {
    let day = optional(value)?;
    if day.is_empty() || is_date(&day) {
        return Ok(day);
    }
    Err(format!("{} is not a date: write YYYY-MM-DD, such as 2025-10-29", quoted(value)))
}

/// The values that a source is to speak of, in the places where there can be one.
fn values(preset: &Preset, key: &str, value: &str) -> Result<SourceValues, String> {
    let shown = preset.shown(unit_of(key).unwrap_or(Unit::Ratio));
    let given: Result<Vec<f64>, String> =
        list(value)?.iter().map(|number| finite(number, shown)).collect();
    let given = given?;
    let mut values =
        if is_of_every_site(key) { vec![Some(0.0)] } else { preset.present_values(key) };
    let places = values.iter().flatten().count();
    if given.len() != places {
        return Err(match places {
            0 => format!("{key} has no value for a source to speak of"),
            1 => format!("{key} has one value, such as 0.3"),
            _ => format!("{key} has {places} values, with commas between them"),
        });
    }
    let mut given = given.into_iter();
    for value in values.iter_mut().flatten() {
        *value = given.next().unwrap_or(*value);
    }
    Ok(SourceValues { values, is_given: true })
}
