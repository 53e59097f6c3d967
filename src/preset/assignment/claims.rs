//! Claims by their ids: `claims.base-income.within=2.5..3`, `claims.ID=none`, and a new one as
//! `claims.ID=base.operating_income>=2.5`.

use super::keys::{entry, fields_behind, no_such_field_of};
use super::values::{NONE, finite, named, optional, text, word};
use crate::analysis::risk::Relation;
use crate::analysis::{Bound, Claim, ClaimKind, Measure, MeasureError};
use crate::model::Scenario;
use crate::preset::Preset;
use crate::preset::currency::{Currency, ShownUnit};
use crate::text::{did_you_mean, nearest, quoted};

/// Where the fields of a claim stand in the schema.
const FIELDS: &str = "claims[].";

pub(super) fn assign(preset: &mut Preset, rest: &str, value: &str) -> Result<(), String> {
    let currency = preset.money();
    match entry(rest, preset.claims.iter().map(|claim| claim.id.as_str())) {
        Some((place, "")) if value == NONE => {
            preset.claims.remove(place);
            Ok(())
        }
        Some((place, "")) => {
            let (scenario, measure, bound) = assertion(value, currency)?;
            let before = preset.claims[place].clone();
            preset.claims[place] = Claim { scenario, measure, bound, ..before };
            Ok(())
        }
        Some((place, "id")) => {
            let id = named(value)?;
            if preset.claims.iter().any(|claim| claim.id == id && id != preset.claims[place].id) {
                return Err(format!("there is a claim {} already", quoted(&id)));
            }
            preset.claims[place].id = id;
            Ok(())
        }
        Some((place, field)) => assign_field(&mut preset.claims[place], field, currency, value),
        None => add(preset, rest, value),
    }
}

fn assign_field(
    claim: &mut Claim,
    field: &str,
    currency: Currency,
    value: &str,
) -> Result<(), String> {
    let shown = currency.of(claim.measure.unit());
    match field {
        "says" => claim.says = text(value)?,
        "kind" => claim.kind = word(value, &ClaimKind::ALL, ClaimKind::id)?,
        "scenario" => claim.scenario = word(value, &Scenario::ALL, Scenario::id)?,
        "measure" => claim.measure = measure(value)?,
        "within" => claim.bound = within(value, shown)?,
        "at_least" => claim.bound = Bound::AtLeast(finite(value, shown)?),
        "at_most" => claim.bound = Bound::AtMost(finite(value, shown)?),
        "source" => claim.source = optional(value)?,
        _ => return Err(no_such_field_of("a claim", field, FIELDS)),
    }
    Ok(())
}

/// Adds a claim with that id behind the others.
fn add(preset: &mut Preset, id: &str, value: &str) -> Result<(), String> {
    let is_field = |(_, last): (&str, &str)| fields_behind(FIELDS).iter().any(|name| name == last);
    let of = id.rsplit_once('.').filter(|parts| is_field(*parts)).map(|(of, _)| of);
    if of.is_some() || value == NONE {
        let id = of.unwrap_or(id);
        let meant = nearest(id, preset.claims.iter().map(|claim| claim.id.as_str()))
            .map_or_else(String::new, |meant| format!("; did you mean {}?", quoted(meant)));
        return Err(format!("there is no claim {}{meant}", quoted(id)));
    }
    let (scenario, measure, bound) = assertion(value, preset.money())?;
    preset.claims.push(Claim {
        id: named(id)?,
        says: text(value)?,
        kind: ClaimKind::Tested,
        scenario,
        measure,
        bound,
        source: String::new(),
    });
    Ok(())
}

/// What a claim asserts: a figure of a scenario, and where it lies.
fn assertion(value: &str, currency: Currency) -> Result<(Scenario, Measure, Bound), String> {
    let plain = Relation::plain(value);
    let wrong = || {
        format!(
            "{} is not a claim: write SCENARIO.MEASURE>=LOW, SCENARIO.MEASURE<=HIGH or \
             SCENARIO.MEASURE=LOW..HIGH, such as base.operating_income>=2.5",
            quoted(value)
        )
    };
    let (figure, relation, ends) = match Relation::part(&plain) {
        Some((figure, relation, end)) => (figure, Some(relation), end),
        None => {
            plain.split_once('=').map(|(figure, ends)| (figure, None, ends)).ok_or_else(wrong)?
        }
    };
    let (scenario, id) = figure.trim().split_once('.').ok_or_else(wrong)?;
    let scenario = word(scenario, &Scenario::ALL, Scenario::id)?;
    let measure = measure(id.trim())?;
    let shown = currency.of(measure.unit());
    let bound = match relation {
        None => within(ends, shown)?,
        Some(Relation::AtLeast) => Bound::AtLeast(finite(ends, shown)?),
        Some(Relation::AtMost) => Bound::AtMost(finite(ends, shown)?),
        Some(Relation::Above) => return Err("the bound itself holds too: write >=".to_owned()),
        Some(Relation::Below) => return Err("the bound itself holds too: write <=".to_owned()),
    };
    Ok((scenario, measure, bound))
}

fn measure(id: &str) -> Result<Measure, String> {
    Measure::parse(id).map_err(|error| {
        let names: Vec<&str> = match error {
            MeasureError::Unknown(_) => Measure::without_year().map(Measure::name).collect(),
            MeasureError::UnknownByYear(_) => Measure::of_year(0).map(Measure::name).collect(),
            MeasureError::NoYear(_)
            | MeasureError::NotAYear(_)
            | MeasureError::SameInEveryYear(_) => return error.to_string(),
        };
        let name = id.split('@').next().unwrap_or_default();
        format!("there is no figure {}; {}", quoted(id), did_you_mean(name, &names))
    })
}

fn within(text: &str, shown: ShownUnit) -> Result<Bound, String> {
    let (low, high) = text
        .split_once("..")
        .ok_or_else(|| format!("{} is not LOW..HIGH, such as 2.5..3", quoted(text)))?;
    let (low, high) = (finite(low, shown)?, finite(high, shown)?);
    if low > high {
        return Err("the lower end is above the upper one".to_owned());
    }
    Ok(Bound::Within(low, high))
}
