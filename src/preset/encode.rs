//! The values of a preset's file, every field of it in the order of files.

use super::fields::FORMAT;
use super::outline::literal::whole;
use super::value::Value;
use super::{Preset, Source};
use crate::analysis::{Bound, Claim, RiskSettings};
use crate::model::{Access, Assumptions, Driver, Indicator, Programme, Scenario, Site};

/// The file's values.
pub fn encode(preset: &Preset) -> Value {
    let scenarios = &preset.inputs.scenarios;
    let scenario = |scenario: Scenario| (scenario.id(), assumptions(&scenarios[scenario]));
    let source = |(key, source): (&String, &Source)| {
        (key.clone(), encode_source(source, preset.written_values(key)))
    };
    Value::record(
        "",
        [
            ("format", Value::Whole(FORMAT.into())),
            ("name", text(&preset.name)),
            ("summary", text(&preset.summary)),
            ("programme", programme(&preset.inputs.programme)),
            ("scenarios", Value::record("", Scenario::ALL.map(scenario))),
            ("risk", risk(&preset.risk)),
            ("claims", Value::list(true, preset.claims.iter().map(claim))),
            ("sources", Value::map(preset.sources.iter().map(source))),
        ],
    )
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn programme(programme: &Programme) -> Value {
    let mut value = Value::record("", []);
    for field in Programme::FIELDS {
        value.put(
            field.id,
            input(programme, &field.access)
                .unwrap_or_else(|| Value::list(true, programme.sites.iter().map(site))),
        );
    }
    value
}

fn site(site: &Site) -> Value {
    let fields = Site::FIELDS.iter();
    Value::record("", fields.filter_map(|field| Some((field.id, input(site, &field.access)?))))
}

/// A field of the tables of inputs; `None` for the sites, which are records themselves.
fn input<R>(record: &R, access: &Access<R>) -> Option<Value> {
    Some(match access {
        Access::Number(spec, lens) => {
            let number = (lens.get)(record);
            let whole = whole(number).filter(|_| spec.valid.whole);
            whole.map_or(Value::Number(number), |whole| Value::Whole(whole.into()))
        }
        Access::Month(lens) => Value::Text((lens.get)(record).to_string()),
        Access::Year(lens) => Value::Whole((lens.get)(record).into()),
        Access::Text(lens) => Value::Text((lens.get)(record)),
        Access::Sites => return None,
    })
}

fn assumptions(assumptions: &Assumptions) -> Value {
    let mut fields = vec![("weight", Value::Number(assumptions.weight))];
    for driver in Driver::ALL {
        let value = Value::Number(assumptions.drivers()[driver]);
        let value = match (driver, assumptions.indicators()) {
            (Driver::PowerDelay, None) => Value::tuple("Months", [value]),
            (Driver::PowerDelay, Some(indicators)) => {
                let number = |indicator: Indicator| {
                    (indicator.id(), Value::Number(indicators.get(indicator)))
                };
                Value::record("Indicators", Indicator::ALL.map(number))
            }
            _ => value,
        };
        fields.push((driver.id(), value));
    }
    Value::record("", fields)
}

fn risk(risk: &RiskSettings) -> Value {
    let pair = |(one, other, value): &(Driver, Driver, f64)| {
        Value::tuple("", [text(one.id()), text(other.id()), Value::Number(*value)])
    };
    Value::record(
        "",
        [
            ("shape", Value::Word(risk.shape.id())),
            ("comovement", Value::Number(risk.comovement)),
            ("correlations", Value::list(true, risk.correlations.iter().map(pair))),
        ],
    )
}

fn claim(claim: &Claim) -> Value {
    let bound = match claim.bound {
        Bound::Within(low, high) => {
            ("within", Value::tuple("", [Value::Number(low), Value::Number(high)]))
        }
        Bound::AtLeast(low) => ("at_least", Value::Number(low)),
        Bound::AtMost(high) => ("at_most", Value::Number(high)),
    };
    Value::record(
        "",
        [
            ("id", text(&claim.id)),
            ("says", text(&claim.says)),
            ("kind", Value::Word(claim.kind.id())),
            ("scenario", Value::Word(claim.scenario.id())),
            ("measure", text(claim.measure.id())),
            bound,
            ("source", text(&claim.source)),
        ],
    )
}

fn encode_source(source: &Source, of: Option<Vec<f64>>) -> Value {
    let mut fields = vec![("note", text(&source.note))];
    for (name, given) in [("cite", &source.cite), ("as_of", &source.as_of)] {
        if !given.is_empty() {
            fields.push((name, text(given)));
        }
    }
    if let Some(values) = of {
        fields.push(("of", Value::list(false, values.into_iter().map(Value::Number))));
    }
    Value::record("", fields)
}
