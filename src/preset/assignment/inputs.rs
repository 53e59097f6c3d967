//! Inputs: drivers, indicators, weights, and every field of the programme and its sites.

use super::keys::{no_such_input, short};
use super::values::{NONE, month, named, number_within, year};
use crate::model::{Access, FieldSpec, Input, Inputs, Programme, Scenario, Site};
use crate::preset::currency::Currency;
use crate::preset::sites::no_such_site;

/// Sets the input of that key, in every scenario that the key speaks of. Whether the value agrees
/// with all others isn't looked at.
///
/// # Errors
/// When there is no such input, or the value is none of its valid ones, with what would be.
pub fn assign(
    inputs: &mut Inputs,
    currency: Currency,
    key: &str,
    value: &str,
) -> Result<(), String> {
    put(inputs, currency, key, value)
        .unwrap_or_else(|| Err(no_such_input(key, inputs.programme.sites.len())))
}

/// The same; `None` where there is no such input.
pub(super) fn put(
    inputs: &mut Inputs,
    currency: Currency,
    key: &str,
    value: &str,
) -> Option<Result<(), String>> {
    let key = &short(key);
    let (scenarios, name) = scenarios_of(key);
    let input = if name == "weight" { Some(Input::Weight) } else { Input::from_id(name) };
    let sites = inputs.programme.sites.len();
    match input.filter(|input| input.is_per_scenario() || name == key) {
        Some(Input::Site(site, _)) if site >= sites => Some(Err(no_such_site(sites))),
        Some(input) => {
            let spec = input.spec();
            let value = number_within(value, currency.of(spec.unit), (key, spec.valid));
            Some(value.map(|value| {
                for scenario in scenarios {
                    inputs.set(input, scenario, value);
                }
            }))
        }
        None => put_field(&mut inputs.programme, key, (currency, value)),
    }
}

/// Sets a field of the programme or of a site that analyses can't vary.
fn put_field(
    programme: &mut Programme,
    key: &str,
    (currency, value): (Currency, &str),
) -> Option<Result<(), String>> {
    let id = key.strip_prefix("programme.")?;
    if let Some(calibrated) = Programme::calibrated().find(|one| one.id == id && value == NONE) {
        calibrated.calibrate(programme);
        return Some(Ok(()));
    }
    let Some(id) = id.strip_prefix("sites.") else {
        return put_value(programme, Programme::field(id)?, (key, currency, value));
    };
    let (site, id) = id.split_once('.')?;
    let (site, field) = (site.parse::<usize>().ok()?, Site::field(id)?);
    let count = programme.sites.len();
    match programme.sites.get_mut(site) {
        Some(site) => put_value(site, field, (key, currency, value)),
        None => Some(Err(no_such_site(count))),
    }
}

fn put_value<R>(
    record: &mut R,
    field: &FieldSpec<R>,
    (key, currency, text): (&str, Currency, &str),
) -> Option<Result<(), String>> {
    Some(match &field.access {
        Access::Month(lens) => month(text).map(|month| (lens.set)(record, month)),
        Access::Year(lens) => year(text).map(|year| (lens.set)(record, year)),
        Access::Number(spec, lens) | Access::Setting(spec, lens) => {
            let number = number_within(text, currency.of(spec.unit), (key, spec.valid));
            number.map(|number| (lens.set)(record, number))
        }
        Access::Text(lens) => named(text).map(|name| (lens.set)(record, name)),
        Access::Sites => return None,
    })
}

/// The scenarios that a key is about, and the rest of it: `bull.attach` is the bull's `attach`.
fn scenarios_of(key: &str) -> (Vec<Scenario>, &str) {
    key.split_once('.')
        .and_then(|(id, rest)| Some((vec![Scenario::from_id(id)?], rest)))
        .unwrap_or_else(|| (Scenario::ALL.to_vec(), key))
}
