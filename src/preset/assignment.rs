//! `KEY=VALUE`: a field of a preset changed by its key, as `payback presets set`, `--set`, views and
//! the Programme screen do.

mod claims;
mod inputs;
mod keys;
mod risk;
mod sources;
mod values;
mod views;

pub use inputs::assign;
pub(crate) use values::number;

use super::currency::{SIGN, is_sign};
use super::fields::FORMAT;
use super::{DOLLAR, Preset};
use crate::text::quoted;
use values::{NONE, named, optional};

/// Sets the field of that key: an input as [`assign`] does, or any other of the file, by its path in
/// the schema with a site's number, a claim's id, a view's name or a source's key in the brackets'
/// place: `summary`, `programme.sites.0.name`, `risk.correlations.margin.attach`,
/// `claims.base-income.within`, `sources.bull.margin.note`. `programme.sites.+` adds a site of
/// that name, `views.+` a view. The value `none` takes away what can be absent.
///
/// # Errors
/// When there is no such field, or the value is none of its valid ones, with what would be. The
/// preset is as it was then. Whether the value agrees with all others is for
/// [`refusals`](super::refusals) to find.
pub fn assign_field(preset: &mut Preset, key: &str, value: &str) -> Result<(), String> {
    let (part, rest) = key.split_once('.').unwrap_or((key, ""));
    if let Some(site) = rest.strip_prefix("sites.").filter(|_| part == "programme")
        && !site.contains('.')
    {
        return assign_site(preset, site, (key, value));
    }
    match (part, rest.is_empty()) {
        ("format", true) => format(value),
        ("name", true) => named(value).map(|name| preset.name = name),
        ("summary", true) => optional(value).map(|summary| preset.summary = summary),
        ("currency", true) => currency(value).map(|currency| preset.currency = currency),
        ("risk", false) => risk::assign(preset, rest, (key, value)),
        ("claims", false) => claims::assign(preset, rest, value),
        ("sources", false) => sources::assign(preset, rest, value),
        ("views", false) => views::assign(preset, rest, value),
        _ => {
            let currency = preset.money();
            inputs::put(&mut preset.inputs, currency, key, value)
                .unwrap_or_else(|| Err(keys::no_such_field(key, preset)))
        }
    }
}

/// Whether a key names a field of a preset that [`assign_field`] sets.
///
/// # Errors
/// That there is none of that name, with what was probably meant.
pub fn is_field(preset: &Preset, key: &str) -> Result<(), String> {
    let missing = keys::no_such_field(key, preset);
    match assign_field(&mut preset.clone(), key, NONE) {
        Err(why) if why == missing => Err(why),
        _ => Ok(()),
    }
}

fn format(value: &str) -> Result<(), String> {
    if value == FORMAT.to_string() {
        return Ok(());
    }
    Err(format!("the format of a file is {FORMAT}; another can't be set"))
}

fn currency(value: &str) -> Result<String, String> {
    match value {
        NONE => Ok(DOLLAR.to_owned()),
        _ if is_sign(value) => Ok(value.to_owned()),
        _ => Err(format!("{} can't stand for a currency; valid: {SIGN}", quoted(value))),
    }
}

/// What is done to a site as a whole.
fn assign_site(preset: &mut Preset, site: &str, (key, value): (&str, &str)) -> Result<(), String> {
    if site == "+" {
        let name = named(value)?;
        return preset.add_site(&name).map_err(|error| error.to_string());
    }
    let Ok(site) = site.parse::<usize>() else { return Err(keys::no_such_field(key, preset)) };
    let done = match value {
        NONE => preset.remove_site(site),
        "up" if site == 0 => return Err("it is the first site already".to_owned()),
        "up" => preset.move_site(site, site - 1),
        "down" if site + 1 == preset.inputs.programme.sites.len() => {
            return Err("it is the last site already".to_owned());
        }
        "down" => preset.move_site(site, site.saturating_add(1)),
        _ => {
            return Err(format!(
                "a site is none, to remove it, up or down, to move it; its fields are set as \
                 programme.sites.{site}.name"
            ));
        }
    };
    done.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
