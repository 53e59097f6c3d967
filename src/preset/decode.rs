//! A preset from the outline of its file. What is missing or can't be used has its default: that it
//! is wrong is said elsewhere (`validate`).

use super::outline::{At, SyntaxKind};
use super::sources::{is_of_every_site, present};
use super::view::VIEW_SCREENS;
use super::{DOLLAR, Preset, PresetView, SetTo, Source, SourceValues};
use crate::analysis::{Bound, Claim, ClaimKind, Measure, RiskSettings, Shape};
use crate::model::{
    Access, Assumptions, Driver, Drivers, FieldSpec, Indicator, Indicators, Inputs, Lens, Metric,
    Programme, Scenario, Scenarios, Site,
};
use std::collections::BTreeMap;

/// The preset of an outline.
pub fn decode(root: At<'_, '_>) -> Preset {
    let scenarios = root.at("scenarios");
    let inputs = Inputs {
        programme: programme(root.at("programme")),
        scenarios: Scenarios::from_fn(|scenario| assumptions(scenarios.at(scenario.id()))),
    };
    let risk = risk(root.at("risk"));
    Preset {
        name: root.at("name").text().unwrap_or_default(),
        summary: root.at("summary").text().unwrap_or_default(),
        sources: sources(root.at("sources"), &inputs, &risk),
        claims: root.at("claims").entries().filter_map(claim).collect(),
        currency: root.at("currency").text().unwrap_or_else(|| DOLLAR.to_owned()),
        views: root.at("views").entries().map(decode_view).collect(),
        inputs,
        risk,
    }
}

fn programme(at: At<'_, '_>) -> Programme {
    let mut programme = Programme::default();
    fill(&mut programme, Programme::FIELDS, at);
    // What a file doesn't say is calibrated at its own numbers.
    for calibrated in Programme::calibrated() {
        if at.at(calibrated.id).number().is_none() {
            calibrated.calibrate(&mut programme);
        }
    }
    if at.at("sites").is(SyntaxKind::List) {
        programme.sites = at.at("sites").entries().enumerate().map(site).collect();
    }
    programme
}

fn site((index, at): (usize, At<'_, '_>)) -> Site {
    let mut site = Site { name: site_name(index), ..Site::default() };
    fill(&mut site, Site::FIELDS, at);
    site
}

/// Takes over every field that is there; the sites apart, which are records themselves.
fn fill<R>(record: &mut R, fields: &[FieldSpec<R>], at: At<'_, '_>) {
    for field in fields {
        let at = at.at(field.id);
        match &field.access {
            Access::Number(_, lens) | Access::Setting(_, lens) => put(record, lens, at.number()),
            Access::Month(lens) => put(record, lens, at.text().and_then(|text| text.parse().ok())),
            Access::Year(lens) => put(record, lens, at.whole()),
            Access::Text(lens) => put(record, lens, at.text()),
            Access::Sites => {}
        }
    }
}

fn put<R, T>(record: &mut R, lens: &Lens<R, T>, value: Option<T>) {
    if let Some(value) = value {
        (lens.set)(record, value);
    }
}

/// The name of a site whose name is left out, counted from 0.
pub(super) fn site_name(index: usize) -> String {
    format!("Site {}", index + 1)
}

fn assumptions(at: At<'_, '_>) -> Assumptions {
    let mut drivers = Drivers::default();
    for driver in Driver::ALL {
        let value = at.at(driver.id()).number().or(driver.spec().default);
        drivers[driver] = value.unwrap_or_default();
    }
    let mut assumptions = Assumptions::new(drivers, at.at("weight").number().unwrap_or(1.0));
    let delay = at.at(Driver::PowerDelay.id());
    if delay.word() == Some("Indicators") {
        let value = |indicator: Indicator| delay.at(indicator.id()).number().unwrap_or_default();
        assumptions.set_indicators(Indicators(Indicator::ALL.map(value)));
    } else {
        assumptions.set_driver(Driver::PowerDelay, delay.at("0").number().unwrap_or_default());
    }
    assumptions
}

fn risk(at: At<'_, '_>) -> RiskSettings {
    let default = RiskSettings::default();
    let shape = at.at("shape").word();
    let pair = |at: At<'_, '_>| {
        let driver = |place| Driver::from_id(&at.at(place).text()?);
        Some((driver("0")?, driver("1")?, at.at("2").number()?))
    };
    RiskSettings {
        shape: Shape::ALL.into_iter().find(|known| Some(known.id()) == shape).unwrap_or_default(),
        comovement: at.at("comovement").number().unwrap_or(default.comovement),
        correlations: at.at("correlations").entries().filter_map(pair).collect(),
    }
}

/// A claim; `None` for one that can't be used.
fn claim(at: At<'_, '_>) -> Option<Claim> {
    let [(_, bound)] = bounds(at)[..] else { return None };
    let (kind, scenario) = (at.at("kind").word()?, at.at("scenario").word()?);
    Some(Claim {
        id: at.at("id").text()?,
        says: at.at("says").text()?,
        kind: ClaimKind::ALL.into_iter().find(|known| known.id() == kind)?,
        scenario: Scenario::from_id(scenario)?,
        measure: Measure::parse(&at.at("measure").text()?).ok()?,
        bound,
        source: at.at("source").text().unwrap_or_default(),
    })
}

pub fn decode_view(at: At<'_, '_>) -> PresetView {
    let text = |field| at.at(field).text().unwrap_or_default();
    let texts = |field| at.at(field).entries().filter_map(At::text).collect();
    let set = |at: At<'_, '_>| {
        let value = at.number().map(SetTo::Number).or_else(|| at.text().map(SetTo::Text))?;
        Some((at.key(), value))
    };
    let screen = at.at("screen").word();
    PresetView {
        name: text("name"),
        preset: at.at("preset").text(),
        screen: VIEW_SCREENS.into_iter().find(|known| Some(*known) == screen),
        scenario: at.at("scenario").word().and_then(Scenario::from_id),
        metric: at.at("metric").text().and_then(|id| Metric::from_id(&id)),
        targets: texts("targets"),
        axes: at.at("axes.0").text().zip(at.at("axes.1").text()).map(|(x, y)| [x, y]),
        set: at.at("set").entries().filter_map(set).collect(),
        title: text("title"),
        note: text("note"),
        expect: texts("expect"),
    }
}

/// Every bound that a claim gives, by its field; a sound claim has one.
pub fn bounds(at: At<'_, '_>) -> Vec<(&'static str, Bound)> {
    let within = || {
        let ends = at.at("within");
        Some(Bound::Within(ends.at("0").number()?, ends.at("1").number()?))
    };
    let bounds = [
        ("within", within()),
        ("at_least", at.at("at_least").number().map(Bound::AtLeast)),
        ("at_most", at.at("at_most").number().map(Bound::AtMost)),
    ];
    bounds.into_iter().filter_map(|(field, bound)| Some((field, bound?))).collect()
}

/// The sources; those without values of their own speak of the file's.
fn sources(at: At<'_, '_>, inputs: &Inputs, risk: &RiskSettings) -> BTreeMap<String, Source> {
    let entries: BTreeMap<String, At<'_, '_>> =
        at.entries().map(|entry| (entry.key(), entry)).collect();
    let source = |(key, at): (&String, &At<'_, '_>)| {
        let text = |field| at.at(field).text().unwrap_or_default();
        let mut values = present(key, inputs, risk, |key| entries.contains_key(key));
        let is_given = at.at("of").is(SyntaxKind::List);
        if is_given {
            let mut given = at.at("of").entries().filter_map(At::number);
            for value in &mut values {
                if value.is_some() || is_of_every_site(key) {
                    *value = given.next();
                }
            }
        }
        let of = SourceValues { values, is_given };
        (key.clone(), Source { note: text("note"), cite: text("cite"), as_of: text("as_of"), of })
    };
    entries.iter().map(source).collect()
}
