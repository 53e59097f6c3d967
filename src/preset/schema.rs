//! What a preset's file may hold: every field with its unit, what is valid, its default and its
//! meaning. The fields are those of the table that files are read by (`structure`), the numbers
//! those of the tables that inputs are checked by.

use super::FORMAT;
use super::structure::{Form, Holds, PRESET, Record};
use crate::analysis::risk::{COMOVEMENT, CORRELATION};
use crate::analysis::{ClaimKind, RiskSettings};
use crate::model::inputs::WEIGHT;
use crate::model::programme::{HORIZON_MONTHS, SITES};
use crate::model::{
    Driver, Indicator, InputSpec, Metric, Programme, ProgrammeNumber, Range, Site, SiteNumber,
};

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaField {
    /// Where it stands: `programme.sites[].pledge`, `scenarios.bear.power_delay.Months`.
    /// `[]` is an entry of a list, `{}` one of a map.
    pub path: String,
    /// What it holds: `number`, `whole number`, `text`, `month`, `group`, `list`, `map`, `word`.
    pub kind: &'static str,
    /// What a number counts, as in the tables of inputs.
    pub unit: Option<&'static str>,
    /// The valid range of a number that has one.
    pub range: Option<Range>,
    /// The words that a field of kind `word` may be.
    pub words: Vec<&'static str>,
    /// Whether a file must have it.
    pub required: bool,
    /// What holds where a file doesn't have it, as a file would write it.
    pub default: Option<String>,
    /// What it is, in a sentence.
    pub meaning: String,
}

impl SchemaField {
    /// What is valid, in words.
    pub fn valid(&self) -> String {
        match (&self.range, self.words.as_slice()) {
            (Some(range), _) if range.max <= range.min => range.min.to_string(),
            (Some(range), _) => range.to_string(),
            (None, []) => match self.kind {
                "month" => "YYYY-MM".to_owned(),
                _ => String::new(),
            },
            (None, words) => words.join(", "),
        }
    }
}

/// Every field of a preset's file, in the order of files.
pub fn schema() -> Vec<SchemaField> {
    let mut fields = Vec::new();
    if let Form::Record(record) = PRESET {
        walk(&mut fields, "", record);
    }
    fields
}

fn walk(fields: &mut Vec<SchemaField>, within: &str, record: &Record) {
    for field in record.fields {
        let dot = if within.is_empty() { "" } else { "." };
        let path = format!("{within}{dot}{}", field.name);
        note(fields, &path, field.form, field.required);
    }
}

fn note(fields: &mut Vec<SchemaField>, path: &str, form: Form, required: bool) {
    let spec = spec_of(path);
    let (unit, range, default) = match spec {
        Some(spec) => {
            let written = |value| if spec.valid.whole { format!("{value}") } else { number(value) };
            (Some(spec.unit.id()), Some(spec.valid), spec.default.map(written))
        }
        None => bare(path),
    };
    let kind = match form {
        Form::Number | Form::Maybe(Form::Number) => "number",
        Form::Whole => "whole number",
        Form::Text => "text",
        Form::Month => "month",
        Form::Choice(_) => "word",
        Form::List(_) => "list",
        Form::Map(_) => "map",
        Form::Record(_) | Form::Tuple(..) | Form::Maybe(_) => "group",
    };
    let words = match form {
        Form::Choice(variants) => variants.iter().map(|variant| variant.name).collect(),
        _ => Vec::new(),
    };
    let meaning = match spec {
        Some(spec) => spec.meaning.to_owned(),
        None => meaning(path),
    };
    fields.push(SchemaField {
        path: path.to_owned(),
        kind,
        unit,
        range,
        words,
        required,
        default: default.filter(|_| !required),
        meaning,
    });
    inside(fields, path, form);
}

/// The fields that a value's form holds.
fn inside(fields: &mut Vec<SchemaField>, path: &str, form: Form) {
    match form {
        Form::Record(record) => walk(fields, path, record),
        Form::List(entry) => inside(fields, &format!("{path}[]"), *entry),
        Form::Map(entry) => inside(fields, &format!("{path}{{}}"), *entry),
        Form::Maybe(form) => inside(fields, path, *form),
        Form::Tuple(forms, _) => {
            for (index, form) in forms.iter().enumerate() {
                note(fields, &format!("{path}.{index}"), *form, true);
            }
        }
        Form::Choice(variants) => {
            for variant in variants {
                let path = format!("{path}.{}", variant.name);
                match variant.holds {
                    Holds::Nothing => {}
                    Holds::One(form) => note(fields, &path, form, false),
                    Holds::Fields(record) => walk(fields, &path, record),
                }
            }
        }
        Form::Number | Form::Whole | Form::Text | Form::Month => {}
    }
}

/// The table's entry for a path.
fn spec_of(path: &str) -> Option<&'static InputSpec> {
    if let Some(number) = path.strip_prefix("programme.sites[].") {
        return SiteNumber::from_id(number).map(SiteNumber::spec);
    }
    if let Some(number) = path.strip_prefix("programme.") {
        return ProgrammeNumber::from_id(number).map(ProgrammeNumber::spec);
    }
    let (_, name) = path.strip_prefix("scenarios.")?.split_once('.')?;
    match name.strip_prefix("power_delay.") {
        Some("Months") => Some(Driver::PowerDelay.spec()),
        Some(rest) => Indicator::from_id(rest.strip_prefix("Indicators.")?).map(Indicator::spec),
        None if name == Driver::PowerDelay.id() => None,
        None => Driver::from_id(name).map(Driver::spec),
    }
}

/// Unit, range and default of what is in no table of inputs.
fn bare(path: &str) -> (Option<&'static str>, Option<Range>, Option<String>) {
    let programme = Programme::default();
    let text = |month: crate::model::Month| Some(format!("{:?}", month.to_string()));
    match path {
        "format" => {
            let format = f64::from(FORMAT);
            (None, Some(Range::whole(format, format)), None)
        }
        "programme.start" => (None, None, text(programme.start)),
        "programme.horizon" => (None, None, text(programme.horizon)),
        "programme.stress_from" => (None, None, text(programme.stress_from)),
        "programme.gdp.by" => (None, None, text(programme.gdp_by)),
        "programme.headline_year" => {
            (Some("year"), None, Some(programme.headline_year.to_string()))
        }
        "programme.sites[].first" => (None, None, text(Site::default().first)),
        "programme.sites[].name" => (None, None, Some("\"Site N\"".to_owned())),
        "risk.shape" => (None, None, Some(RiskSettings::default().shape.id().to_owned())),
        "risk.comovement" => {
            (Some("share"), Some(COMOVEMENT), Some(number(RiskSettings::default().comovement)))
        }
        "risk.correlations[].2" => (None, Some(CORRELATION), None),
        "summary" | "claims[].source" | "sources{}.cite" | "sources{}.as_of" => {
            (None, None, Some("\"\"".to_owned()))
        }
        "claims" | "risk.correlations" => (None, None, Some("[]".to_owned())),
        "sources" => (None, None, Some("{}".to_owned())),
        _ if path.ends_with(".weight") => (Some("share"), Some(WEIGHT), Some(number(1.0))),
        _ => (None, None, None),
    }
}

/// A number as a file writes it.
fn number(value: f64) -> String {
    format!("{value:?}")
}

/// What is in no table of inputs, in a sentence.
fn meaning(path: &str) -> String {
    let (least, most) = (HORIZON_MONTHS.start(), HORIZON_MONTHS.end());
    let fixed = match path {
        "format" => "the format of the file",
        "name" => "what people call the preset",
        "summary" => "what it assumes, in a sentence or two",
        "programme" => "what the scenarios share: dates, sites, numbers",
        "programme.start" => "the first month, which months are counted from",
        "programme.horizon" => {
            return format!("the last month; {least} to {most} months from the start are modelled");
        }
        "programme.headline_year" => {
            "the calendar year of the headline figures, wholly inside the horizon"
        }
        "programme.stress_from" => "the month from which capex cuts and export blocks apply",
        "programme.sites" => {
            return format!(
                "where and when money is spent; {} to {} sites, their pledges above 0 in sum",
                SITES.start(),
                SITES.end()
            );
        }
        "programme.sites[].name" => "what people call the site",
        "programme.sites[].first" => "the first month of spending, not before the start",
        "programme.gdp" => "what the claim on gross domestic product counts",
        "programme.gdp.by" => "the last month that it counts",
        "scenarios" => "the three scenarios, each with the same fields",
        "scenarios.bear" => "the assumptions of the bear case",
        "scenarios.base" => "the assumptions of the base case",
        "scenarios.bull" => "the assumptions of the bull case",
        "risk" => "how the drivers vary",
        "risk.shape" => "the distribution that a driver's three values stand for",
        "risk.comovement" => "how far all drivers go well or badly together",
        "risk.correlations" => "pairs of drivers that move together otherwise, each once",
        "risk.correlations[].0" | "risk.correlations[].1" => "a driver's name",
        "risk.correlations[].2" => "how they move together in the direction from bear to bull",
        "claims" => "what was said of the figures",
        "claims[].id" => "a short name of its own",
        "claims[].says" => "the claim in a sentence",
        "claims[].kind" => {
            return format!(
                "what its holding means: {}",
                ClaimKind::ALL.map(|kind| format!("{}, {}", kind.id(), kind.meaning())).join("; ")
            );
        }
        "claims[].scenario" => "the scenario that it speaks of",
        "claims[].measure" => {
            return format!(
                "a metric ({}, … {} in all) or a driver",
                Metric::ALL[..2].iter().map(|metric| metric.id()).collect::<Vec<_>>().join(", "),
                Metric::COUNT
            );
        }
        "claims[].within" => "the bound: from the first to the second, in the measure's unit",
        "claims[].within.0" => "the lower end, not above the upper one",
        "claims[].within.1" => "the upper end",
        "claims[].at_least" => "the bound: this or more. A claim has exactly one of the three",
        "claims[].at_most" => "the bound: this or less",
        "claims[].source" => "where that was said",
        "sources" => {
            "where numbers come from, by the name of the input: \"bull.margin\", or for every site \
             that has no source of its own \"programme.sites.*.pledge\""
        }
        "sources{}.note" => "what the number rests on",
        "sources{}.cite" => "where that was read",
        "sources{}.as_of" => "as of when, YYYY-MM-DD",
        "sources{}.of" => {
            "the values that it speaks of: one, or three (bear, base, bull) for a driver of every \
             scenario; left out: the file's own. Where the file's differ, the source is stale"
        }
        _ if path.ends_with(".weight") => {
            "share in figures weighted across scenarios; one of the three is above 0"
        }
        _ if path.ends_with(".power_delay") => {
            "months between 'built' and 'energised': in months, or from the leading indicators"
        }
        _ => "",
    };
    fixed.to_owned()
}

#[cfg(test)]
mod tests;
