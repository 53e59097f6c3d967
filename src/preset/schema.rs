//! What a preset's file may hold: every field with its unit, what is valid, its default and its
//! meaning. The fields are those of the table that files are read by (`fields`), the numbers
//! those of the tables that inputs are checked by.

use super::DOLLAR;
use super::fields::{FORMAT, PRESET};
use super::form::{FieldForm, Holds, ValueForm};
use crate::analysis::risk::{COMOVEMENT, CORRELATION};
use crate::analysis::{ClaimKind, RiskSettings};
use crate::model::inputs::WEIGHT;
use crate::model::programme::GROUPS;
use crate::model::{Access, Driver, FieldSpec, Input, InputSpec, Metric, Programme, Range, Site};

/// A field that a preset's file may have. Each entry of a tuple and each variant that holds something
/// is one of its own.
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
    inside(&mut fields, "", PRESET);
    fields
}

fn walk(fields: &mut Vec<SchemaField>, within: &str, of: &[FieldForm]) {
    for field in of {
        let dot = if within.is_empty() { "" } else { "." };
        let path = format!("{within}{dot}{}", field.name);
        note(fields, &path, field.form, field.required);
    }
}

fn note(fields: &mut Vec<SchemaField>, path: &str, form: ValueForm, required: bool) {
    let Known { unit, range, default, meaning } = known(path);
    let given = match form {
        ValueForm::Maybe(form) => *form,
        form => form,
    };
    let words = match given {
        ValueForm::Choice(variants) => variants.iter().map(|variant| variant.name).collect(),
        _ => Vec::new(),
    };
    fields.push(SchemaField {
        path: path.to_owned(),
        kind: kind_of(form),
        unit,
        range,
        words,
        required,
        default: default.filter(|_| !required),
        meaning,
    });
    inside(fields, path, form);
}

const fn kind_of(form: ValueForm) -> &'static str {
    match form {
        ValueForm::Number => "number",
        ValueForm::Whole => "whole number",
        ValueForm::Text => "text",
        ValueForm::NumberOrText => "number or text",
        ValueForm::Month => "month",
        ValueForm::Choice(_) => "word",
        ValueForm::List(_) => "list",
        ValueForm::Map(_) => "map",
        ValueForm::Record(_) | ValueForm::Derived(_) | ValueForm::Tuple(..) => "group",
        ValueForm::Maybe(form) => kind_of(*form),
    }
}

/// The fields that a value's form holds.
fn inside(fields: &mut Vec<SchemaField>, path: &str, form: ValueForm) {
    match form {
        ValueForm::Record(record) => walk(fields, path, record.fields),
        ValueForm::Derived(table) => walk(fields, path, &(table.fields)(table.group)),
        ValueForm::List(entry) => inside(fields, &format!("{path}[]"), *entry),
        ValueForm::Map(entry) => inside(fields, &format!("{path}{{}}"), *entry),
        ValueForm::Maybe(form) => inside(fields, path, *form),
        ValueForm::Tuple(forms, _) => {
            for (index, form) in forms.iter().enumerate() {
                note(fields, &format!("{path}.{index}"), *form, true);
            }
        }
        ValueForm::Choice(variants) => {
            for variant in variants {
                let path = format!("{path}.{}", variant.name);
                match variant.holds {
                    Holds::Nothing => {}
                    Holds::One(form) => note(fields, &path, form, false),
                    Holds::Fields(record) => walk(fields, &path, record.fields),
                }
            }
        }
        ValueForm::Number
        | ValueForm::Whole
        | ValueForm::Text
        | ValueForm::NumberOrText
        | ValueForm::Month => {}
    }
}

/// What is known of a field beside its form.
#[derive(Default)]
struct Known {
    unit: Option<&'static str>,
    range: Option<Range>,
    default: Option<String>,
    meaning: String,
}

impl Known {
    /// A field without unit, range and default.
    fn meaning(meaning: &str) -> Self {
        Self { meaning: meaning.to_owned(), ..Self::default() }
    }

    fn or(self, default: impl Into<String>) -> Self {
        Self { default: Some(default.into()), ..self }
    }

    fn within(self, range: Range) -> Self {
        Self { range: Some(range), ..self }
    }

    fn share(self, range: Range, default: f64) -> Self {
        Self { unit: Some("share"), ..self.within(range).or(number(default)) }
    }

    /// A number of the tables of inputs.
    fn number(spec: &InputSpec) -> Self {
        let written = |value| if spec.valid.whole { format!("{value}") } else { number(value) };
        Self {
            unit: Some(spec.unit.id()),
            range: Some(spec.valid),
            default: spec.default.map(written),
            meaning: spec.meaning.to_owned(),
        }
    }

    /// A field of a record of the tables of inputs.
    fn field<R: Default>(field: &FieldSpec<R>) -> Self {
        let (known, record) = (Self::meaning(field.meaning), R::default());
        match &field.access {
            Access::Number(spec, _) | Access::Setting(spec, _) => {
                Self { meaning: field.meaning.to_owned(), ..Self::number(spec) }
            }
            Access::Month(lens) => known.or(quoted(&(lens.get)(&record).to_string())),
            Access::Year(lens) => {
                Self { unit: Some("year"), ..known.or((lens.get)(&record).to_string()) }
            }
            Access::Text(lens) => known.or(quoted(&(lens.get)(&record))),
            Access::Sites => known,
        }
    }
}

fn known(path: &str) -> Known {
    if let Some(id) = path.strip_prefix("programme.sites[].") {
        let known = Site::field(id).map(Known::field).unwrap_or_default();
        // Sites without a name are numbered.
        return if id == "name" { known.or(quoted("Site N")) } else { known };
    }
    if let Some(id) = path.strip_prefix("programme.") {
        let group = || GROUPS.iter().find(|(group, ..)| *group == id);
        if Programme::calibrated().any(|calibrated| calibrated.id == id) {
            let known = Programme::field(id).map(Known::field).unwrap_or_default();
            let meaning = format!("{}; left out, the number's own value", known.meaning);
            return Known { meaning, default: None, ..known };
        }
        return Programme::field(id)
            .map(Known::field)
            .or_else(|| group().map(|(.., meaning)| Known::meaning(meaning)))
            .unwrap_or_default();
    }
    path.strip_prefix("scenarios.")
        .and_then(|path| path.split_once('.'))
        .map_or_else(|| other(path), |(_, path)| assumption(path))
}

/// A field of a scenario.
fn assumption(path: &str) -> Known {
    match path.rsplit('.').next().unwrap_or(path) {
        "weight" => Known::meaning(
            "share in figures weighted across scenarios; one of the three is above 0",
        )
        .share(WEIGHT, 1.0),
        "power_delay" => Known::meaning(
            "months between 'built' and 'energised': in months, or from the leading indicators",
        ),
        "Months" => Known::number(Driver::PowerDelay.spec()),
        id => Input::from_id(id).map(|input| Known::number(input.spec())).unwrap_or_default(),
    }
}

/// What is no input of the model.
fn other(path: &str) -> Known {
    let fixed = Known::meaning;
    match path {
        "format" => {
            let format = f64::from(FORMAT);
            fixed("the format of the file").within(Range::whole(format, format))
        }
        "name" => fixed("what people call the preset"),
        "summary" => fixed("what it assumes, in a sentence or two").or(quoted("")),
        "programme" => fixed("what the scenarios share: dates, sites, numbers"),
        "scenarios" => fixed("the three scenarios, each with the same fields"),
        "scenarios.bear" => fixed("the assumptions of the bear case"),
        "scenarios.base" => fixed("the assumptions of the base case"),
        "scenarios.bull" => fixed("the assumptions of the bull case"),
        "risk" => fixed("how the drivers vary"),
        "risk.shape" => fixed("the distribution that a driver's three values stand for")
            .or(RiskSettings::default().shape.id()),
        "risk.comovement" => fixed("how far all drivers go well or badly together")
            .share(COMOVEMENT, RiskSettings::default().comovement),
        "risk.correlations" => {
            fixed("pairs of drivers that move together otherwise, each once").or("[]")
        }
        "risk.correlations[].0" | "risk.correlations[].1" => fixed("a driver's name"),
        "risk.correlations[].2" => {
            fixed("how they move together in the direction from bear to bull").within(CORRELATION)
        }
        "claims" => fixed("what was said of the figures").or("[]"),
        "claims[].id" => fixed("a short name of its own"),
        "claims[].says" => fixed("the claim in a sentence"),
        "claims[].kind" => fixed(&format!(
            "what its holding means: {}",
            ClaimKind::ALL.map(|kind| format!("{}, {}", kind.id(), kind.meaning())).join("; ")
        )),
        "claims[].scenario" => fixed("the scenario that it speaks of"),
        "claims[].measure" => fixed(&format!(
            "a metric ({}, … {} in all) or a driver; as of a year METRIC@YEAR for a metric that \
             depends on the headline year, or SERIES@YEAR: revenue@2027, net_book_value@2027",
            Metric::ALL[..2].iter().map(|metric| metric.id()).collect::<Vec<_>>().join(", "),
            Metric::COUNT
        )),
        "claims[].within" => {
            fixed("the bound: from the first to the second, in the measure's unit")
        }
        "claims[].within.0" => fixed("the lower end, not above the upper one"),
        "claims[].within.1" => fixed("the upper end"),
        "claims[].at_least" => {
            fixed("the bound: this or more. A claim has exactly one of the three")
        }
        "claims[].at_most" => fixed("the bound: this or less"),
        "claims[].source" => fixed("where that was said").or(quoted("")),
        "sources" => fixed(
            "where numbers come from, by the name of the input: \"bull.margin\", or for every site \
             that has no source of its own \"programme.sites.*.pledge\"",
        )
        .or("{}"),
        "sources{}.note" => fixed("what the number rests on"),
        "sources{}.cite" => fixed("where that was read").or(quoted("")),
        "sources{}.as_of" => fixed("as of when, YYYY-MM-DD").or(quoted("")),
        "sources{}.of" => fixed(
            "the values that it speaks of: one, or three (bear, base, bull) for a driver of every \
             scenario; left out: the file's own. Where the file's differ, the source is stale",
        ),
        "currency" => {
            fixed("the currency of its money, one to three characters; the unit stays a billion")
                .or(quoted(DOLLAR))
        }
        "views" => fixed("what a person wants to come back to, or to present").or("[]"),
        path => path.strip_prefix("views[].").map(view).unwrap_or_default(),
    }
}

/// A field of a view.
fn view(path: &str) -> Known {
    let fixed = Known::meaning;
    match path {
        "name" => fixed("what people call the view"),
        "preset" => fixed("another preset that it stands on, by its name").or("None"),
        "screen" => fixed("the screen that it shows").or("None"),
        "scenario" => fixed("the scenario that is chosen").or("None"),
        "metric" => fixed("the figure that is chosen, by its name in JSON").or("None"),
        "targets" => fixed("bounds on figures, such as \"cash_multiple_years<=5\"").or("[]"),
        "axes" => fixed("the inputs of the grid, across and upwards").or("None"),
        "axes.0" | "axes.1" => fixed("an input's name"),
        "set" => fixed(
            "inputs that are changed, by the keys of --set, to numbers or, for dates, texts: \
             {\"base.utilization\": 0.7}",
        )
        .or("{}"),
        "title" => fixed(
            "what stands above it; figures in braces come from the model, {base.payback_years} or \
             {base.revenue@2030}, and {{ is a brace",
        )
        .or(quoted("")),
        "note" => fixed("what is said of it, with figures in braces likewise").or(quoted("")),
        "expect" => fixed(
            "what its figures are to be: SCENARIO.METRIC or SCENARIO.METRIC@YEAR, one of < <= > >=, \
             and a number in the metric's unit or a percentage: \"base.payback_years > 10\"",
        )
        .or("[]"),
        _ => Known::default(),
    }
}

/// A number as a file writes it.
fn number(value: f64) -> String {
    format!("{value:?}")
}

/// A text as a file writes it.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

#[cfg(test)]
mod tests;
