//! Names given on the command line: metrics, inputs, scenarios, and what was probably meant.

use crate::analysis::{Measure, VariedInput};
use crate::model::inputs::WEIGHT;
use crate::model::{Access, Driver, FieldSpec, Input, Inputs, Metric, Programme, Scenario, Site};
use crate::preset::sites::no_such_site;
use crate::session::Screen;
use crate::text::{did_you_mean, nearest, quoted};

/// Letters at their start that a name and what was meant have in common, at least.
const SHARED_START: usize = 4;

pub(super) fn metric(name: &str) -> Result<Metric, String> {
    Metric::from_id(name).ok_or_else(|| {
        let ids = Metric::ALL.map(Metric::id);
        let help = did_you_mean(name, &ids);
        // A name that was broken off or misspelt at its end still has its start.
        let meant = match meant(name, &ids) {
            Some(meant) if !help.starts_with("did") => format!("did you mean ‘{meant}’?\n"),
            _ => String::new(),
        };
        format!("there is no metric {}; {meant}{help}", quoted(name))
    })
}

/// The metric of that name, and the year behind an @ as of which it is meant.
pub(super) fn metric_of_year(
    name: &str,
    programme: &Programme,
) -> Result<(Metric, Option<i32>), String> {
    let Some((of, year)) = name.split_once('@') else {
        return metric(name).map(|metric| (metric, None));
    };
    let metric = metric(of)?;
    if !metric.spec().is_of_headline_year {
        let of = metric.id();
        return Err(format!("{of} doesn't depend on the headline year; write {of} alone"));
    }
    let measure = Measure::parse(name)
        .map_err(|_| format!("{} is not a year; write {of}@YYYY", quoted(year)))?;
    measure.check_year(programme).map_err(|error| {
        let (first, last) = (error.valid.start(), error.valid.end());
        format!("{error}; valid: {first} to {last}")
    })?;
    Ok((metric, measure.year()))
}

/// The name that was probably meant: the nearest one, else that of which the last part is nearest,
/// else the one with the longest start in common.
fn meant<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let last_part = |known: &&'a str| known.rsplit('.').next() == Some(name);
    let by_last_part = || {
        let part = nearest(name, names.iter().filter_map(|known| known.rsplit('.').next()))?;
        names.iter().copied().find(|known| known.rsplit('.').next() == Some(part))
    };
    let shared = |known: &str| name.chars().zip(known.chars()).take_while(|(a, b)| a == b).count();
    let by_start = || {
        let found = names.iter().copied().rev().max_by_key(|known| shared(known))?;
        (shared(found) >= SHARED_START).then_some(found)
    };
    names
        .iter()
        .copied()
        .find(|known| last_part(known))
        .or_else(|| nearest(name, names.iter().copied()))
        .or_else(by_last_part)
        .or_else(by_start)
}

pub(super) fn scenario(name: &str) -> Result<Scenario, String> {
    Scenario::from_id(name).ok_or_else(|| {
        let help = did_you_mean(name, &Scenario::ALL.map(Scenario::id));
        format!("there is no scenario {}; {help}", quoted(name))
    })
}

pub(super) fn screen(name: &str) -> Result<Screen, String> {
    Screen::from_id(name).ok_or_else(|| {
        let help = did_you_mean(name, &Screen::ALL.map(Screen::id));
        format!("there is no screen {}; {help}", quoted(name))
    })
}

/// The input of that name, for an analysis to vary.
pub(super) fn input(name: &str, inputs: &Inputs) -> Result<Input, String> {
    let sites = inputs.programme.sites.len();
    match Input::from_id(name) {
        Some(Input::Site(site, _)) if site >= sites => {
            Err(format!("{name}: {}", no_such_site(sites)))
        }
        Some(input) => Ok(input),
        None => Err(no_such_input(name, sites)),
    }
}

/// The inputs of that name for a calibration: a scenario's, a driver's of all three, the programme's.
/// An indicator's are those of the scenarios whose delay follows from it.
pub(super) fn varied(name: &str, inputs: &Inputs) -> Result<Vec<VariedInput>, String> {
    let (scenario, id) = match name.split_once('.') {
        Some((id, rest)) => Scenario::from_id(id).map_or((None, name), |of| (Some(of), rest)),
        None => (None, name),
    };
    let input = input(id, inputs)?;
    match scenario {
        Some(_) if !input.is_per_scenario() => Err(format!(
            "{id} is a number of the programme, the same in every scenario; write {id}"
        )),
        Some(scenario) => Ok(vec![VariedInput::new(input, scenario)]),
        None => {
            let all = VariedInput::of_every_scenario(input);
            let used: Vec<VariedInput> =
                all.iter().copied().filter(|each| each.get(inputs).is_some()).collect();
            Ok(if used.is_empty() { all } else { used })
        }
    }
}

fn no_such_input(name: &str, sites: usize) -> String {
    if let Some((id, rest)) = name.split_once('.')
        && let (Some(scenario), Some(_)) = (Scenario::from_id(id), Input::from_id(rest))
    {
        let scenario = scenario.id();
        return format!(
            "{} names a scenario; write {rest} and choose it by --scenario {scenario}",
            quoted(name)
        );
    }
    let within = name.strip_prefix("programme.").unwrap_or(name);
    if let Some(kind) = set_only(within) {
        return format!("{} is a {kind}: it can be --set, but not varied", quoted(name));
    }
    if name == "weight" {
        return format!(
            "weight is no input of an analysis: it only weights figures across scenarios ({WEIGHT})"
        );
    }
    let names: Vec<String> = Input::all(sites).map(|input| input.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // A number of the programme is most often named without what stands before it.
    let meant =
        meant(name, &names).map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
    format!(
        "there is no input {}{meant}\nvalid: a driver ({}),\nan indicator of power such as \
         ppa_coverage, or a number of the programme\nsuch as programme.ramp_months or \
         programme.sites.0.pledge",
        quoted(name),
        Driver::ALL.map(Driver::id).join(", ")
    )
}

/// Whether it is a field that can be set but not varied, and what: a date or a setting.
fn set_only(id: &str) -> Option<&'static str> {
    fn kind<R>(field: &FieldSpec<R>) -> Option<&'static str> {
        let kind = if matches!(field.access, Access::Setting(..)) { "setting" } else { "date" };
        field.access.is_set_only().then_some(kind)
    }
    let of_site = id.strip_prefix("sites.").and_then(|rest| Some(rest.split_once('.')?.1));
    Programme::field(id)
        .and_then(kind)
        .or_else(|| Site::field(of_site.unwrap_or(id)).and_then(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Library;

    #[test]
    fn misspelt_names_are_told_what_was_meant() {
        assert!(metric("payback").unwrap_err().contains("did you mean ‘payback_years’?"));
        let (preset, _) = Library::bundled_only().find("apec-40b").expect("bundled");
        let input = |name| input(name, &preset.inputs);
        for (name, said) in [
            ("ramp_months", "did you mean programme.ramp_months?"),
            ("multiplier", "did you mean programme.gdp.multiplier?"),
            ("programme.growth_shar", "did you mean programme.growth_share?"),
            ("programme.sites.0.first", "is a date"),
            ("programme.year_ends", "is a setting"),
            ("programme.calibration.server_life", "is a setting"),
            ("programme.sites.4.pledge", "numbered from 0 to 0"),
            ("weight", "no input of an analysis"),
            ("weather", "valid: a driver"),
            ("\u{1b}[31m", "no input ‘\\u{1b}[31m’"),
        ] {
            let error = input(name).unwrap_err();
            assert!(error.contains(said), "{name}: {error}");
        }
    }
}
