//! `--set KEY=VALUE`: inputs changed from the command line.

use super::names::no_such_site;
use super::number::number;
use super::{CommandError, CommandResult};
use crate::model::{
    Access, Driver, FieldSpec, Indicator, Input, InputError, InputSpec, Inputs, Month, Programme,
    Scenario, Site,
};
use crate::text::{nearest, quoted, shortened};

/// Puts every `KEY=VALUE` in, in order, then checks the whole, so that two values that need each
/// other can be given in any order. What is said of one begins with the option that gave it, if
/// any did.
pub(super) fn set_all(
    inputs: &mut Inputs,
    settings: &[String],
    option: Option<&str>,
) -> CommandResult<()> {
    for setting in settings {
        let set = match setting.split_once('=') {
            Some((key, value)) => set(inputs, key.trim(), value.trim()),
            None => Err("write KEY=VALUE, such as utilization=0.7".to_owned()),
        };
        let option = option.map_or_else(String::new, |option| format!("{option} "));
        set.map_err(|why| CommandError(format!("{option}{}: {why}", shortened(setting))))?;
    }
    match inputs.violations().into_iter().next() {
        Some(error) if !settings.is_empty() => {
            let option = option.map_or_else(String::new, |option| format!("{option}: "));
            Err(CommandError(format!("{option}{error}")))
        }
        _ => Ok(()),
    }
}

fn set(inputs: &mut Inputs, key: &str, value: &str) -> Result<(), String> {
    let (scenarios, name) = scenarios_of(key);
    let input = if name == "weight" { Some(Input::Weight) } else { Input::from_id(name) };
    let sites = inputs.programme.sites.len();
    match input.filter(|input| input.is_per_scenario() || name == key) {
        Some(Input::Site(site, _)) if site >= sites => Err(no_such_site(sites)),
        Some(input) => {
            let value = checked_number(value, input.spec(), key)?;
            for scenario in scenarios {
                inputs.set(input, scenario, value);
            }
            Ok(())
        }
        None => set_field(&mut inputs.programme, key, value)
            .unwrap_or_else(|| Err(unknown(key, inputs))),
    }
}

/// Sets a field of the programme or of a site that analyses can't vary; `None` where there is none
/// of that key.
fn set_field(programme: &mut Programme, key: &str, value: &str) -> Option<Result<(), String>> {
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
    (key, text): (&str, &str),
) -> Option<Result<(), String>> {
    Some(match &field.access {
        Access::Month(lens) => month(text).map(|month| (lens.set)(record, month)),
        Access::Year(lens) => year(text).map(|year| (lens.set)(record, year)),
        Access::Setting(spec, lens) => {
            checked_number(text, spec, key).map(|number| (lens.set)(record, number))
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
    shortened(value).parse().map_err(|error: crate::model::month::MonthError| error.to_string())
}

fn year(value: &str) -> Result<i32, String> {
    value.parse().map_err(|_| format!("{} is not a year, such as 2029", quoted(value)))
}

fn checked_number(text: &str, spec: &InputSpec, key: &str) -> Result<f64, String> {
    let value = number(text, spec.unit)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Library;

    fn after(settings: &[&str]) -> Result<Inputs, String> {
        let (preset, _) = Library::at("nowhere").find("apec-40b").expect("bundled");
        let mut inputs = preset.inputs;
        let settings: Vec<String> = settings.iter().map(|setting| (*setting).to_owned()).collect();
        set_all(&mut inputs, &settings, Some("--set")).map(|()| inputs).map_err(|error| error.0)
    }

    #[test]
    fn dates_that_need_each_other_come_in_any_order() {
        assert!(after(&["programme.start=2026-01", "programme.sites.0.first=2026-02"]).is_ok());
        assert!(after(&["programme.sites.0.first=2026-02", "programme.start=2026-01"]).is_ok());
        let alone = after(&["programme.start=2026-01"]).unwrap_err();
        assert!(alone.contains("programme.sites.0.first"), "{alone}");
        let inputs = after(&["programme.gdp.by=2030-06", "bear.weight=0"]).unwrap();
        assert_eq!(inputs.get(Input::Weight, Scenario::Bear), Some(0.0));
    }

    #[test]
    fn foreign_text_is_disarmed_in_what_is_said_of_it() {
        let long = format!("{}=1", "x".repeat(500));
        for setting in [
            "\u{1b}[31mred=1",
            "utilization=\u{1b}[2J",
            "a\u{202e}b",
            "programme.start=\u{1b}]0;x\u{7}",
            "programme.headline_year=\u{202e}",
            "programme.sites.0.first=\u{1b}",
            &long,
        ] {
            let error = after(&[setting]).unwrap_err();
            assert!(!error.chars().any(crate::text::is_disruptive), "{error:?}");
            assert!(error.chars().count() < 500, "{error}");
        }
        let error = after(&["weather=1"]).unwrap_err();
        assert!(error.contains("‘weather’. A key is"), "{error}");
    }

    #[test]
    fn what_cannot_be_set_is_explained() {
        for (setting, said) in [
            ("utilization=NaN", "not valid"),
            ("utilization=x", "not a number"),
            ("programme.sites.3.first=2027-01", "numbered from 0 to 0"),
            ("base.programme.ramp_months=1", "no input"),
            ("programme.start=2026", "YYYY-MM"),
            ("programme.sites.0.months=1.5", "whole numbers 1..240"),
        ] {
            let error = after(&[setting]).unwrap_err();
            assert!(error.contains(said), "{setting}: {error}");
        }
    }
}
