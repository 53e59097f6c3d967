//! `--set KEY=VALUE`: inputs changed from the command line.

use super::CommandError;
use super::number::number;
use crate::model::inputs::WEIGHT;
use crate::model::{
    Driver, Indicator, Input, InputError, Inputs, Month, ProgrammeNumber, Range, Scenario,
    SiteNumber, Unit,
};
use crate::text::{nearest, quoted, shortened};

/// A date of the programme.
type DateField = fn(&mut Inputs) -> &mut Month;

const DATES: [(&str, DateField); 4] = [
    ("programme.start", |inputs| &mut inputs.programme.start),
    ("programme.horizon", |inputs| &mut inputs.programme.horizon),
    ("programme.stress_from", |inputs| &mut inputs.programme.stress_from),
    ("programme.gdp.by", |inputs| &mut inputs.programme.gdp_by),
];

/// Puts every `KEY=VALUE` in, in order, then checks the whole, so that two values that need each
/// other can be given in any order.
pub(super) fn set_all(inputs: &mut Inputs, settings: &[String]) -> Result<(), CommandError> {
    for setting in settings {
        let (key, value) = setting.split_once('=').ok_or_else(|| {
            CommandError(format!(
                "--set {}: write KEY=VALUE, such as utilization=0.7",
                shortened(setting)
            ))
        })?;
        set(inputs, key.trim(), value.trim())
            .map_err(|why| CommandError(format!("--set {}: {why}", shortened(setting))))?;
    }
    match inputs.violations().into_iter().next() {
        Some(error) if !settings.is_empty() => Err(CommandError(format!("--set: {error}"))),
        _ => Ok(()),
    }
}

fn set(inputs: &mut Inputs, key: &str, value: &str) -> Result<(), String> {
    if let Some((_, field)) = DATES.iter().find(|(name, _)| *name == key) {
        *field(inputs) = month(value)?;
        return Ok(());
    }
    if key == "programme.headline_year" {
        inputs.programme.headline_year =
            value.parse().map_err(|_| format!("{} is not a year, such as 2029", quoted(value)))?;
        return Ok(());
    }
    if let Some(first) =
        key.strip_prefix("programme.sites.").and_then(|rest| rest.strip_suffix(".first"))
    {
        let count = inputs.programme.sites.len();
        let site =
            first.parse().ok().and_then(|index: usize| inputs.programme.sites.get_mut(index));
        site.ok_or_else(|| no_such_site(count))?.first = month(value)?;
        return Ok(());
    }
    let (scenarios, name) = scenarios_of(key);
    if name == "weight" {
        for scenario in scenarios {
            inputs.scenarios[scenario].weight = checked(number(value, Unit::Share)?, &WEIGHT, key)?;
        }
        return Ok(());
    }
    let input = Input::from_id(name)
        .filter(|input| input.is_per_scenario() || name == key)
        .ok_or_else(|| unknown(key, inputs))?;
    if let Input::Site(site, _) = input
        && site >= inputs.programme.sites.len()
    {
        return Err(no_such_site(inputs.programme.sites.len()));
    }
    let value = checked(number(value, input.spec().unit)?, &input.spec().valid, key)?;
    for scenario in scenarios {
        inputs.set(input, scenario, value);
    }
    Ok(())
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

fn checked(value: f64, valid: &Range, key: &str) -> Result<f64, String> {
    if valid.contains(value) {
        Ok(value)
    } else {
        Err(InputError::OutOfRange { field: key.to_owned(), value, valid: *valid }.to_string())
    }
}

fn no_such_site(count: usize) -> String {
    format!("there is no such site; they are numbered from 0 to {}", count.saturating_sub(1))
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
    keys.extend(ProgrammeNumber::ALL.iter().map(|number| format!("programme.{}", number.id())));
    keys.extend(DATES.iter().map(|(name, _)| (*name).to_owned()));
    keys.push("programme.headline_year".to_owned());
    for site in 0..inputs.programme.sites.len() {
        let numbers = SiteNumber::ALL.map(SiteNumber::id).into_iter().chain(["first"]);
        keys.extend(numbers.map(|id| format!("programme.sites.{site}.{id}")));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Library;

    fn after(settings: &[&str]) -> Result<Inputs, String> {
        let (preset, _) = Library::at("nowhere").find("apec-40b").expect("bundled");
        let mut inputs = preset.inputs;
        let settings: Vec<String> = settings.iter().map(|setting| (*setting).to_owned()).collect();
        set_all(&mut inputs, &settings).map(|()| inputs).map_err(|error| error.to_string())
    }

    #[test]
    fn keys_reach_drivers_indicators_and_the_programme() {
        let inputs = after(&[
            "utilization=0.7",
            "bull.attach=50%",
            "base.ppa_coverage=0.9",
            "programme.ramp_months=9",
            "programme.sites.0.pledge=30",
            "programme.sites.0.first=2026-01",
            "programme.gdp.by=2030-06",
            "programme.headline_year=2030",
            "bear.weight=0",
        ])
        .unwrap();
        let value = |id, scenario| inputs.get(Input::from_id(id).unwrap(), scenario);
        assert_eq!(value("utilization", Scenario::Bear), Some(0.7));
        assert_eq!(value("attach", Scenario::Bull), Some(0.5));
        assert_eq!(value("attach", Scenario::Base), Some(0.3));
        assert_eq!(value("ppa_coverage", Scenario::Base), Some(0.9));
        assert_eq!(value("ppa_coverage", Scenario::Bear), None);
        assert_eq!(value("programme.ramp_months", Scenario::Bear), Some(9.0));
        assert_eq!(inputs.programme.sites[0].first, Month::new(2026, 1));
        assert_eq!(inputs.programme.headline_year, 2030);
    }

    #[test]
    fn dates_that_need_each_other_come_in_any_order() {
        assert!(after(&["programme.start=2026-01", "programme.sites.0.first=2026-02"]).is_ok());
        assert!(after(&["programme.sites.0.first=2026-02", "programme.start=2026-01"]).is_ok());
        let alone = after(&["programme.start=2026-01"]).unwrap_err();
        assert!(alone.contains("programme.sites.0.first"), "{alone}");
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
            ("utilisation=0.7", "did you mean utilization?"),
            ("utilization=1.7", "valid: 0..1"),
            ("utilization=NaN", "not valid"),
            ("utilization=x", "not a number"),
            ("utilization", "KEY=VALUE"),
            ("programme.sites.3.pledge=1", "numbered from 0 to 0"),
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
