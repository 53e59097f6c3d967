//! What `--set` has to say to get from one preset to another.

use crate::model::{Driver, Input, Scenario};
use crate::preset::assignment::assign_field;
use crate::preset::{Preset, SetTo};
use crate::session::set_between;

/// A key and its value.
type Setting = (String, String);

/// Each as `KEY=VALUE`: none where they are equal; nothing where they can't be said so that the same
/// comes of them, bit for bit.
pub(super) fn between(from: &Preset, to: &Preset) -> Option<Vec<String>> {
    let texts = texts(from, to);
    let inputs = set_between(&after(from, &texts)?, to).ok()?;
    let inputs: Vec<Setting> =
        inputs.into_iter().map(|(key, value)| (key, written(&value))).collect();
    let risk = risk(from, to);
    let ways = [shortened(&inputs, to), inputs].map(|inputs| [&texts[..], &inputs, &risk].concat());
    let said = ways.into_iter().find(|settings| after(from, settings).as_ref() == Some(to))?;
    Some(said.into_iter().map(|(key, value)| format!("{key}={value}")).collect())
}

/// The preset with these set, as the command line does it.
fn after(from: &Preset, settings: &[Setting]) -> Option<Preset> {
    let mut preset = from.clone();
    for (key, value) in settings {
        assign_field(&mut preset, key, value.trim()).ok()?;
    }
    Some(preset)
}

/// The shortest text that reads as the same.
fn written(value: &SetTo) -> String {
    match value {
        SetTo::Number(number) => {
            let (plain, scientific) = (number.to_string(), format!("{number:e}"));
            if scientific.len() < plain.len() { scientific } else { plain }
        }
        SetTo::Text(text) => text.clone(),
    }
}

/// The texts that differ, the sites' names among them.
fn texts(from: &Preset, to: &Preset) -> Vec<Setting> {
    let [before, now] = [from, to].map(|preset| {
        let Preset { name, summary, currency, .. } = preset;
        let own = [("name", name), ("summary", summary), ("currency", currency)];
        let own = own.map(|(key, text)| (key.to_owned(), text.clone()));
        let sites = preset.inputs.programme.sites.iter().enumerate();
        let sites =
            sites.map(|(place, site)| (format!("programme.sites.{place}.name"), site.name.clone()));
        own.into_iter().chain(sites).collect::<Vec<Setting>>()
    });
    let none = |(key, text): Setting| (key, if text.is_empty() { "none".into() } else { text });
    now.into_iter().filter(|setting| !before.contains(setting)).map(none).collect()
}

/// One setting in place of those of several scenarios that come to the same in all three.
fn shortened(settings: &[Setting], to: &Preset) -> Vec<Setting> {
    let of = |key: &str| -> Option<Input> {
        let (scenario, id) = key.split_once('.')?;
        Scenario::from_id(scenario)?;
        if id == Input::Weight.spec().id { Some(Input::Weight) } else { Input::from_id(id) }
    };
    let is_shared = |input: Input| {
        let [bear, others @ ..] = Scenario::ALL.map(|scenario| to.inputs.get(input, scenario));
        let set = settings.iter().filter(|(key, _)| of(key) == Some(input));
        others == [bear; 2] && set.count() > 1
    };
    let mut short: Vec<Setting> = Vec::new();
    for (key, value) in settings {
        let shared = of(key).filter(|input| is_shared(*input));
        let setting =
            (shared.map_or_else(|| key.clone(), |input| input.to_string()), value.clone());
        if !short.contains(&setting) {
            short.push(setting);
        }
    }
    short
}

/// What differs in how the drivers vary.
fn risk(from: &Preset, to: &Preset) -> Vec<Setting> {
    let (before, now) = (&from.risk, &to.risk);
    let number = |number: f64| written(&SetTo::Number(number));
    let own = |of: &crate::analysis::RiskSettings| {
        [("shape", of.shape.id().to_owned()), ("comovement", number(of.comovement))]
    };
    let own = own(now).into_iter().zip(own(before)).filter(|(now, before)| now != before);
    let own = own.map(|((key, value), _)| (format!("risk.{key}"), value));
    let key = |one: Driver, other: Driver| format!("risk.correlations.{}.{}", one.id(), other.id());
    let stays = |pair: (Driver, Driver)| {
        now.correlations.iter().any(|(one, other, _)| (*one, *other) == pair)
    };
    let gone = before.correlations.iter().filter(|(one, other, _)| !stays((*one, *other)));
    let gone = gone.map(|(one, other, _)| (key(*one, *other), "none".to_owned()));
    let set = now.correlations.iter().filter(|pair| !before.correlations.contains(pair));
    let set = set.map(|(one, other, value)| (key(*one, *other), number(*value)));
    own.chain(gone).chain(set).collect()
}
