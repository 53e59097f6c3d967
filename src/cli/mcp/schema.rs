//! Tools as an assistant is told of them: what their arguments hold, from the program's own tables.

use super::tools::{Field, Kind, Tool};
use crate::model::{Input, Metric, Scenario};
use crate::report::json::object;
use clap::{Arg, Command};
use serde_json::{Map, Value, json};

/// What a tool is for.
pub(super) fn description(tool: Tool) -> String {
    let about = tool.subcommand().get_about().map(ToString::to_string).unwrap_or_default();
    format!("{}. {}", about.trim_end_matches('.'), tool.spec().answer)
}

/// What a tool takes, as a JSON Schema.
pub(super) fn input(tool: Tool, may_write: bool) -> Map<String, Value> {
    let subcommand = tool.subcommand();
    let fields: Vec<Field> = tool.fields(may_write).collect();
    let needed = fields.iter().filter(|field| field.is_needed(&subcommand));
    let needed: Vec<&str> = needed.map(|field| field.name).collect();
    let properties = fields.iter().map(|field| (field.name, property(*field, &subcommand)));
    let schema = [
        ("type", json!("object")),
        ("properties", object(properties)),
        ("required", json!(needed)),
        ("additionalProperties", json!(false)),
    ];
    schema.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What a tool gives: the answer, and the command that makes it.
pub(super) fn output(tool: Tool) -> Map<String, Value> {
    let answer = match tool {
        Tool::List | Tool::Check => json!({ "type": "array" }),
        Tool::Report => json!({ "type": "string" }),
        Tool::Evaluate
        | Tool::Solve
        | Tool::Tornado
        | Tool::Grid
        | Tool::Risk
        | Tool::Explain
        | Tool::Compare => json!({ "type": "object" }),
    };
    let properties = json!({
        "command": { "type": "string", "description": "The command that makes this answer." },
        "answer": answer,
        "problems": {
            "type": "array",
            "items": { "type": "string" },
            "description": "What is missing from the answer, and why.",
        },
    });
    let schema = [
        ("type", json!("object")),
        ("properties", properties),
        ("required", json!(["command", "answer"])),
    ];
    schema.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn property(field: Field, subcommand: &Command) -> Value {
    let argument = field.argument(subcommand);
    let mut property = held(field.kind);
    let help = argument.and_then(Arg::get_help).map(ToString::to_string).unwrap_or_default();
    property["description"] = json!(help);
    if let Some(default) = default(field.kind, argument) {
        property["default"] = default;
    }
    property
}

/// What the command line takes where nothing is given.
fn default(kind: Kind, argument: Option<&Arg>) -> Option<Value> {
    if kind == Kind::Switch {
        return Some(json!(false));
    }
    let value = argument?.get_default_values().first()?.to_str()?;
    Some(match kind {
        Kind::Count(..) => json!(value.parse::<u64>().ok()?),
        Kind::Presets(..) | Kind::Metrics | Kind::Texts => json!([value]),
        Kind::Preset
        | Kind::Changes
        | Kind::Metric
        | Kind::MetricOfYear
        | Kind::Scenario
        | Kind::Input
        | Kind::Value
        | Kind::Text
        | Kind::Switch
        | Kind::File => json!(value),
    })
}

fn held(kind: Kind) -> Value {
    match kind {
        Kind::Preset | Kind::Text => json!({ "type": "string" }),
        Kind::Presets(..) | Kind::Texts => {
            json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })
        }
        Kind::Changes => changes(),
        Kind::Metric => metric(),
        Kind::MetricOfYear => json!({
            "type": "string",
            "anyOf": [metric(), { "type": "string", "pattern": of_year() }],
        }),
        Kind::Metrics => json!({ "type": "array", "items": metric(), "minItems": 1 }),
        Kind::Scenario => one_of(Scenario::ALL.map(Scenario::id)),
        Kind::Input => {
            json!({ "type": "string", "anyOf": [one_of(inputs()), { "pattern": of_site() }] })
        }
        Kind::Value => json!({ "type": ["number", "string"] }),
        Kind::Count(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::File => {
            json!({ "type": "string", "pattern": r"^[A-Za-z0-9_][A-Za-z0-9 _.-]*\.(html|md)$" })
        }
    }
}

fn one_of<T: Into<Value>>(words: impl IntoIterator<Item = T>) -> Value {
    json!({ "type": "string", "enum": words.into_iter().map(Into::into).collect::<Vec<Value>>() })
}

fn metric() -> Value {
    one_of(Metric::ALL.map(Metric::id))
}

/// A metric that depends on the headline year, as of another one.
fn of_year() -> String {
    let of_year = Metric::ALL.into_iter().filter(|metric| metric.spec().is_of_headline_year);
    format!("^({})@[0-9]{{4}}$", of_year.map(Metric::id).collect::<Vec<_>>().join("|"))
}

/// The inputs that analyses vary, but for those of sites.
fn inputs() -> impl Iterator<Item = String> {
    Input::all(0).map(|input| input.to_string())
}

/// The inputs of a site that analyses vary.
fn of_site() -> String {
    let of_site = Input::all(1).filter(|input| matches!(input, Input::Site(..)));
    let names = of_site.map(|input| input.spec().id).collect::<Vec<_>>().join("|");
    format!(r"^programme\.sites\.[0-9]+\.({names})$")
}

/// Fields and values, as an object or as the command line has them.
fn changes() -> Value {
    json!({
        "anyOf": [
            { "type": "object", "additionalProperties": { "type": ["number", "string"] } },
            { "type": "array", "items": { "type": "string", "pattern": "^[^=]+=" } },
        ],
        "examples": [
            { "base.utilization": 0.7, "programme.ramp_months": 9 },
            ["utilization=70%", "programme.horizon=2045-12"],
        ],
    })
}
