//! The values of a preset's file, every field of it in the order of files.

use super::fields::FORMAT;
use super::outline::literal::whole;
use super::value::RonValue;
use super::{Preset, PresetView, SetTo, Source};
use crate::analysis::{Bound, Claim, RiskSettings};
use crate::model::{Access, Assumptions, Driver, Indicator, Programme, Scenario, Site};

/// The values of a preset's file. Of what the preset was calibrated at they hold what has moved
/// since, and what `is_given` says that the file has.
pub(super) fn encode(preset: &Preset, is_given: impl Fn(&str) -> bool) -> RonValue {
    let scenarios = &preset.inputs.scenarios;
    let scenario = |scenario: Scenario| (scenario.id(), assumptions(&scenarios[scenario]));
    let source = |(key, source): (&String, &Source)| {
        (key.clone(), encode_source(source, preset.written_values(key)))
    };
    RonValue::record(
        "",
        [
            ("format", RonValue::Whole(FORMAT.into())),
            ("name", text(&preset.name)),
            ("summary", text(&preset.summary)),
            ("currency", text(&preset.currency)),
            ("programme", programme(&preset.inputs.programme, is_given)),
            ("scenarios", RonValue::record("", Scenario::ALL.map(scenario))),
            ("risk", risk(&preset.risk)),
            ("claims", RonValue::list(true, preset.claims.iter().map(claim))),
            ("sources", RonValue::map(preset.sources.iter().map(source))),
            ("views", RonValue::list(true, preset.views.iter().map(view))),
        ],
    )
}

/// A view, with the fields that say something.
pub(super) fn view(view: &PresetView) -> RonValue {
    let texts = |texts: &[String]| {
        (!texts.is_empty()).then(|| RonValue::list(false, texts.iter().map(|of| text(of))))
    };
    let given = |of: &String| (!of.is_empty()).then(|| text(of));
    let set = |(key, value): &(String, SetTo)| {
        let value = match value {
            SetTo::Number(number) => RonValue::Number(*number),
            SetTo::Text(value) => text(value),
        };
        (key.clone(), value)
    };
    let fields = [
        ("name", Some(text(&view.name))),
        ("preset", view.preset.as_deref().map(text)),
        ("screen", view.screen.map(RonValue::Word)),
        ("scenario", view.scenario.map(|scenario| RonValue::Word(scenario.id()))),
        ("metric", view.metric.map(|metric| text(metric.id()))),
        ("targets", texts(&view.targets)),
        (
            "axes",
            view.axes.as_ref().map(|axes| RonValue::tuple("", axes.iter().map(|of| text(of)))),
        ),
        ("set", (!view.set.is_empty()).then(|| RonValue::map(view.set.iter().map(set)))),
        ("title", given(&view.title)),
        ("note", given(&view.note)),
        ("expect", texts(&view.expect)),
    ];
    RonValue::record("", fields.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

fn text(text: &str) -> RonValue {
    RonValue::Text(text.to_owned())
}

fn programme(programme: &Programme, is_given: impl Fn(&str) -> bool) -> RonValue {
    let mut value = RonValue::record("", []);
    let follows = |id: &str| {
        let mut calibrated = Programme::calibrated();
        calibrated.any(|calibrated| calibrated.id == id && !calibrated.has_moved(programme))
    };
    for field in Programme::FIELDS {
        if follows(field.id) && !is_given(&format!("programme.{}", field.id)) {
            continue;
        }
        value.put(
            field.id,
            input(programme, &field.access)
                .unwrap_or_else(|| RonValue::list(true, programme.sites.iter().map(site))),
        );
    }
    value
}

fn site(site: &Site) -> RonValue {
    let fields = Site::FIELDS.iter();
    RonValue::record("", fields.filter_map(|field| Some((field.id, input(site, &field.access)?))))
}

/// A field of the tables of inputs; `None` for the sites, which are records themselves.
fn input<R>(record: &R, access: &Access<R>) -> Option<RonValue> {
    Some(match access {
        Access::Number(spec, lens) | Access::Setting(spec, lens) => {
            let number = (lens.get)(record);
            let whole = whole(number).filter(|_| spec.valid.whole);
            whole.map_or(RonValue::Number(number), |whole| RonValue::Whole(whole.into()))
        }
        Access::Month(lens) => RonValue::Text((lens.get)(record).to_string()),
        Access::Year(lens) => RonValue::Whole((lens.get)(record).into()),
        Access::Text(lens) => RonValue::Text((lens.get)(record)),
        Access::Sites => return None,
    })
}

fn assumptions(assumptions: &Assumptions) -> RonValue {
    let mut fields = vec![("weight", RonValue::Number(assumptions.weight))];
    for driver in Driver::ALL {
        let value = RonValue::Number(assumptions.drivers()[driver]);
        let value = match (driver, assumptions.indicators()) {
            (Driver::PowerDelay, None) => RonValue::tuple("Months", [value]),
            (Driver::PowerDelay, Some(indicators)) => {
                let number = |indicator: Indicator| {
                    (indicator.id(), RonValue::Number(indicators.get(indicator)))
                };
                RonValue::record("Indicators", Indicator::ALL.map(number))
            }
            _ => value,
        };
        fields.push((driver.id(), value));
    }
    RonValue::record("", fields)
}

fn risk(risk: &RiskSettings) -> RonValue {
    let pair = |(one, other, value): &(Driver, Driver, f64)| {
        RonValue::tuple("", [text(one.id()), text(other.id()), RonValue::Number(*value)])
    };
    RonValue::record(
        "",
        [
            ("shape", RonValue::Word(risk.shape.id())),
            ("comovement", RonValue::Number(risk.comovement)),
            ("correlations", RonValue::list(true, risk.correlations.iter().map(pair))),
        ],
    )
}

fn claim(claim: &Claim) -> RonValue {
    let bound = match claim.bound {
        Bound::Within(low, high) => {
            ("within", RonValue::tuple("", [RonValue::Number(low), RonValue::Number(high)]))
        }
        Bound::AtLeast(low) => ("at_least", RonValue::Number(low)),
        Bound::AtMost(high) => ("at_most", RonValue::Number(high)),
    };
    RonValue::record(
        "",
        [
            ("id", text(&claim.id)),
            ("says", text(&claim.says)),
            ("kind", RonValue::Word(claim.kind.id())),
            ("scenario", RonValue::Word(claim.scenario.id())),
            ("measure", text(&claim.measure.to_string())),
            bound,
            ("source", text(&claim.source)),
        ],
    )
}

fn encode_source(source: &Source, of: Option<Vec<f64>>) -> RonValue {
    let mut fields = vec![("note", text(&source.note))];
    for (name, given) in [("cite", &source.cite), ("as_of", &source.as_of)] {
        if !given.is_empty() {
            fields.push((name, text(given)));
        }
    }
    if let Some(values) = of {
        fields.push(("of", RonValue::list(false, values.into_iter().map(RonValue::Number))));
    }
    RonValue::record("", fields)
}
