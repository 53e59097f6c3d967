//! `KEY=VALUE`: an input changed by its key, as `--set` and views do.

use crate::model::month::MonthError;
use crate::model::{
    Access, Driver, FieldSpec, Indicator, Input, InputError, InputSpec, Inputs, Month, Programme,
    Scenario, Site, Unit,
};
use crate::preset::currency::{Currency, ShownUnit};
use crate::preset::sites::no_such_site;
use crate::text::{nearest, quoted, shortened};

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
    let (scenarios, name) = scenarios_of(key);
    let input = if name == "weight" { Some(Input::Weight) } else { Input::from_id(name) };
    let sites = inputs.programme.sites.len();
    match input.filter(|input| input.is_per_scenario() || name == key) {
        Some(Input::Site(site, _)) if site >= sites => Err(no_such_site(sites)),
        Some(input) => {
            let value = checked_number((currency, value), input.spec(), key)?;
            for scenario in scenarios {
                inputs.set(input, scenario, value);
            }
            Ok(())
        }
        None => set_field(&mut inputs.programme, key, (currency, value))
            .unwrap_or_else(|| Err(unknown(key, inputs))),
    }
}

/// Sets a field of the programme or of a site that analyses can't vary; `None` where there is none
/// of that key.
fn set_field(
    programme: &mut Programme,
    key: &str,
    value: (Currency, &str),
) -> Option<Result<(), String>> {
    let id = key.strip_prefix("programme.")?;
    let Some(id) = id.strip_prefix("sites.") else {
        return put_field(programme, Programme::field(id)?, (key, value));
    };
    let (site, id) = id.split_once('.')?;
    let (site, field) = (site.parse::<usize>().ok()?, Site::field(id)?);
    let count = programme.sites.len();
    match programme.sites.get_mut(site) {
        Some(site) => put_field(site, field, (key, value)),
        None => Some(Err(no_such_site(count))),
    }
}

fn put_field<R>(
    record: &mut R,
    field: &FieldSpec<R>,
    (key, (currency, text)): (&str, (Currency, &str)),
) -> Option<Result<(), String>> {
    Some(match &field.access {
        Access::Month(lens) => month(text).map(|month| (lens.set)(record, month)),
        Access::Year(lens) => year(text).map(|year| (lens.set)(record, year)),
        Access::Setting(spec, lens) => {
            checked_number((currency, text), spec, key).map(|number| (lens.set)(record, number))
        }
        Access::Number(..) | Access::Text(_) | Access::Sites => return None,
    })
}

/// The scenarios that a key is about, and the rest of it: `bull.attach` is the bull's `attach`.
fn scenarios_of(key: &str) -> (Vec<Scenario>, &str) {
    key.split_once('.')
        .and_then(|(id, rest)| Some((vec![Scenario::from_id(id)?], rest)))
        .unwrap_or_else(|| (Scenario::ALL.to_vec(), key))
}

fn month(value: &str) -> Result<Month, String> {
    shortened(value).parse().map_err(|error: MonthError| error.to_string())
}

fn year(value: &str) -> Result<i32, String> {
    value.parse().map_err(|_| format!("{} is not a year, such as 2029", quoted(value)))
}

fn checked_number(
    (currency, text): (Currency, &str),
    spec: &InputSpec,
    key: &str,
) -> Result<f64, String> {
    let value = number(text, currency.of(spec.unit))?;
    if spec.valid.contains(value) {
        return Ok(value);
    }
    Err(InputError::OutOfRange { field: key.to_owned(), value, valid: spec.valid }.to_string())
}

fn unknown(key: &str, inputs: &Inputs) -> String {
    let names = keys(inputs);
    let meant = nearest(key, names.iter().map(String::as_str))
        .map_or_else(|| ".".to_owned(), |meant| format!("; did you mean {meant}?"));
    format!(
        "there is no input {}{meant} A key is a driver ({}), an indicator, weight, one of \
         them after bear., base. or bull., or a number of the programme, such as \
         programme.ramp_months",
        quoted(key),
        Driver::ALL.map(Driver::id).join(", ")
    )
}

/// Every key that can be set.
fn keys(inputs: &Inputs) -> Vec<String> {
    let own: Vec<&str> = Driver::ALL
        .map(Driver::id)
        .into_iter()
        .chain(Indicator::ALL.map(Indicator::id))
        .chain(["weight"])
        .collect();
    let mut keys: Vec<String> = own.iter().map(|id| (*id).to_owned()).collect();
    for scenario in Scenario::ALL {
        keys.extend(own.iter().map(|id| format!("{}.{id}", scenario.id())));
    }
    keys.extend(settable(Programme::FIELDS).map(|id| format!("programme.{id}")));
    for site in 0..inputs.programme.sites.len() {
        keys.extend(settable(Site::FIELDS).map(|id| format!("programme.sites.{site}.{id}")));
    }
    keys
}

/// The keys of the fields that can be set.
fn settable<R>(fields: &[FieldSpec<R>]) -> impl Iterator<Item = &str> {
    let is_settable =
        |field: &&FieldSpec<R>| !matches!(field.access, Access::Text(_) | Access::Sites);
    fields.iter().filter(is_settable).map(|field| field.id)
}

/// A number in the unit's own terms: a share as a fraction or with a percent sign.
///
/// # Errors
/// When it is no number, or has a percent sign where the unit is no share.
pub(crate) fn number(text: &str, shown: ShownUnit) -> Result<f64, String> {
    let is_share = matches!(shown.unit, Unit::Share | Unit::PerYear | Unit::Ratio);
    let (digits, percent) = match text.trim().strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (text.trim(), false),
    };
    let value: f64 = digits.replace('−', "-").parse().map_err(|_| {
        let example = if is_share { "0.7 or 70%" } else { "12" };
        format!("{} is not a number, such as {example}", quoted(text))
    })?;
    match (percent, is_share) {
        (true, true) => Ok(value / 100.0),
        (true, false) => Err(format!(
            "{} is a percentage, where {} are counted: leave the % out",
            quoted(text),
            shown.name()
        )),
        (false, _) => Ok(value),
    }
}
