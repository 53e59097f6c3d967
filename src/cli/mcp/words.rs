//! An assistant's arguments as the words of a command.

use super::tools::{Field, Kind, Tool};
use crate::text::{did_you_mean, quoted, shell_word};
use serde_json::{Map, Value};

/// The words behind `payback`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words that a tool's arguments come to; what is wrong with them is said of the first that
    /// won't do. The names of files are none of a command's words yet.
    pub(super) fn of(
        tool: Tool,
        given: &Map<String, Value>,
        may_write: bool,
    ) -> Result<Self, String> {
        let fields: Vec<Field> = tool.fields(may_write).collect();
        if let Some(unknown) = given.keys().find(|name| fields.iter().all(|of| of.name != **name)) {
            return Err(no_such_field(tool, unknown, &fields, may_write));
        }
        let subcommand = tool.subcommand();
        let mut alone = Vec::new();
        let mut options = Vec::new();
        for field in &fields {
            let said = |why: String| format!("{}: {why}", field.name);
            match given.get(field.name).filter(|value| !value.is_null()) {
                None if field.is_needed(&subcommand) => {
                    let help = field.argument(&subcommand).and_then(clap::Arg::get_help);
                    let help = help.map(ToString::to_string).unwrap_or_default();
                    return Err(said(format!("is needed and isn't given. {help}")));
                }
                None => {
                    let default = field.argument(&subcommand).map(clap::Arg::get_default_values);
                    let default = default.unwrap_or_default().iter().filter(|_| is_alone(field));
                    alone.extend(default.map(|value| value.to_string_lossy().into_owned()));
                }
                Some(value) if is_alone(field) => {
                    alone.extend(texts(field.kind, value).map_err(said)?);
                }
                Some(value) => options.extend(option(field, value).map_err(said)?),
            }
            if let Kind::Presets(least, all) = field.kind
                && alone.len() < least
                && !all.is_some_and(|all| given.get(all) == Some(&Value::Bool(true)))
            {
                let all = all.map_or_else(String::new, |all| format!(", or give ‘{all}’"));
                return Err(format!("{}: name at least {least}{all}", field.name));
            }
        }
        let begun = tool.spec().words.iter().map(|word| (*word).to_owned());
        // What begins as an option does stands behind dashes.
        let words: Vec<String> = if alone.iter().any(|word| word.starts_with('-')) {
            begun.chain(options).chain(["--".to_owned()]).chain(alone).collect()
        } else {
            begun.chain(alone).chain(options).collect()
        };
        match words.iter().find(|word| word.contains('\0')) {
            Some(word) => Err(format!("{} holds a null, which no command can", quoted(word))),
            None => Ok(Self(words)),
        }
    }

    /// With an option more.
    #[must_use]
    pub(super) fn with(mut self, option: &str, value: &str) -> Self {
        let dashes = self.0.iter().position(|word| word == "--").unwrap_or(self.0.len());
        self.0.splice(dashes..dashes, [option.to_owned(), value.to_owned()]);
        self
    }

    /// Those behind the first ones, which name the subcommand.
    pub(super) fn arguments(&self, tool: Tool) -> &[String] {
        &self.0[tool.spec().words.len()..]
    }

    /// The command as it is typed into a shell.
    pub(super) fn command(&self) -> String {
        let words = self.0.iter().map(|word| shell_word(word));
        ["payback".to_owned()].into_iter().chain(words).collect::<Vec<_>>().join(" ")
    }
}

fn no_such_field(tool: Tool, name: &str, fields: &[Field], may_write: bool) -> String {
    let tool_name = tool.spec().name;
    if !may_write && tool.fields(true).any(|field| field.name == name) {
        return format!(
            "{name}: nothing can be written here, unless the server is started as ‘payback mcp \
             --write DIR’; leave it out"
        );
    }
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    if names.is_empty() {
        return format!("{}: {tool_name} takes no arguments", quoted(name));
    }
    format!("{tool_name} has no argument {}; {}", quoted(name), did_you_mean(name, &names))
}

/// Whether it stands in a command without an option's name before it.
const fn is_alone(field: &Field) -> bool {
    matches!(field.kind, Kind::Preset | Kind::Presets(..))
}

/// An option and its values.
fn option(field: &Field, value: &Value) -> Result<Vec<String>, String> {
    let name = format!("--{}", field.option);
    let texts = texts(field.kind, value)?;
    Ok(match field.kind {
        // Its file is none of the command's before the folder is known.
        Kind::File => Vec::new(),
        Kind::Switch => texts.into_iter().map(|_| name.clone()).collect(),
        Kind::Metrics => given(&name, texts.join(",")),
        Kind::Changes
        | Kind::Metric
        | Kind::MetricOfYear
        | Kind::Scenario
        | Kind::Input
        | Kind::Value
        | Kind::Text
        | Kind::Texts
        | Kind::Count(..)
        | Kind::Preset
        | Kind::Presets(..) => texts.into_iter().flat_map(|text| given(&name, text)).collect(),
    })
}

/// An option with its value, which may begin as an option does.
fn given(name: &str, value: String) -> Vec<String> {
    if value.starts_with('-') {
        vec![format!("{name}={value}")]
    } else {
        vec![name.to_owned(), value]
    }
}

/// What an argument holds, as texts of a command.
fn texts(kind: Kind, value: &Value) -> Result<Vec<String>, String> {
    let one = |valid: &str, text: Option<String>| match text {
        Some(text) => Ok(vec![text]),
        None => Err(not_valid(value, valid)),
    };
    let text = || value.as_str().map(str::to_owned);
    match kind {
        Kind::Preset => one("a preset's name, or a file", text()),
        Kind::Metric | Kind::MetricOfYear => one("a metric's name, such as npv", text()),
        Kind::Scenario => one("bear, base or bull", text()),
        Kind::Input => one("an input's name, such as utilization", text()),
        Kind::Text => one("a text", text()),
        Kind::File => one("a file's name, such as memo.html or memo.md", text()),
        Kind::Value => one("a number, or a text such as \"12%\"", scalar(value)),
        Kind::Presets(..) => several(value, "a list of presets, by name or file"),
        Kind::Metrics => several(value, "a list of metrics, such as [\"npv\", \"irr\"]"),
        Kind::Texts => several(value, "a list of texts, such as [\"payback_years<=10\"]"),
        Kind::Changes => changes(value),
        Kind::Count(least, most) => {
            let valid = format!("a whole number from {least} to {most}");
            let number = scalar(value).and_then(|text| whole(&text));
            let number = number.filter(|number| (least..=most).contains(number));
            one(&valid, number.map(|number| number.to_string()))
        }
        Kind::Switch => match value.as_bool() {
            Some(on) => Ok(vec![String::new(); usize::from(on)]),
            None => Err(not_valid(value, "true or false")),
        },
    }
}

fn not_valid(value: &Value, valid: &str) -> String {
    format!("{} is not valid; valid is {valid}", quoted(&value.to_string()))
}

/// A number or a text as a text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A whole number; `1000.0` is one.
fn whole(text: &str) -> Option<u64> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.parse().ok()
}

/// Texts in a list; a single one may stand by itself.
fn several(value: &Value, valid: &str) -> Result<Vec<String>, String> {
    let texts: Option<Vec<String>> = match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(items) if !items.is_empty() => {
            items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        }
        _ => None,
    };
    texts.ok_or_else(|| not_valid(value, valid))
}

/// Fields and values as `KEY=VALUE`.
fn changes(value: &Value) -> Result<Vec<String>, String> {
    const VALID: &str = "an object such as {\"base.utilization\": 0.7}, or a list such as \
                         [\"base.utilization=0.7\"]";
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| match scalar(value) {
                Some(_) if key.contains('=') => {
                    Err(format!("{} is no key: it holds an equals sign", quoted(key)))
                }
                Some(value) => Ok(format!("{key}={value}")),
                None => {
                    let why = not_valid(value, "a number or a text");
                    Err(format!("{}: {why}", crate::text::shortened(key)))
                }
            })
            .collect(),
        Value::Array(items) if items.is_empty() => Ok(Vec::new()),
        _ => several(value, VALID),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn words(tool: Tool, given: Value) -> Result<String, String> {
        let Value::Object(given) = given else { panic!("{given}") };
        Words::of(tool, &given, false).map(|words| words.command())
    }

    #[test]
    fn arguments_become_the_words_that_a_person_would_type() {
        for (tool, given, typed) in [
            (Tool::List, json!({}), "payback presets list"),
            (Tool::Evaluate, json!({}), "payback eval apec-40b"),
            (
                Tool::Evaluate,
                json!({ "preset": "my case", "set": { "base.margin": 0.3, "name": "it's" } }),
                r"payback eval 'my case' --set base.margin=0.3 --set 'name=it'\''s'",
            ),
            (
                Tool::Solve,
                json!({ "preset": "-x", "metric": "npv", "target": -1.5, "scenario": null }),
                "payback solve --metric npv --target=-1.5 -- -x",
            ),
            (
                Tool::Risk,
                json!({ "metrics": ["npv", "irr"], "draws": 1000.0, "targets": ["npv>=0"],
                        "spread": true, "set": ["utilization=70%"] }),
                "payback risk apec-40b --draws 1000 --metrics npv,irr --target 'npv>=0' --spread \
                 --set utilization=70%",
            ),
            (
                Tool::Compare,
                json!({ "presets": ["apec-40b", "grid-freeze"], "sort": "npv" }),
                "payback compare apec-40b grid-freeze --sort npv",
            ),
            (
                Tool::Compare,
                json!({ "all": true, "metrics": ["npv"] }),
                "payback compare --all --metrics npv",
            ),
        ] {
            assert_eq!(words(tool, given).as_deref(), Ok(typed));
        }
    }

    #[test]
    fn what_will_not_do_is_said_of_its_argument() {
        for (tool, given, said) in [
            (Tool::List, json!({ "all": true }), "list takes no arguments"),
            (Tool::Solve, json!({ "metric": "npv" }), "target: is needed"),
            (Tool::Compare, json!({ "presets": ["apec-40b"] }), "name at least 2, or give ‘all’"),
            (Tool::Tornado, json!({ "metrik": "npv" }), "did you mean ‘metric’?"),
            (Tool::Tornado, json!({ "metric": 7 }), "metric: ‘7’ is not valid"),
            (Tool::Risk, json!({ "draws": 0 }), "draws: ‘0’ is not valid; valid is a whole number"),
            (Tool::Risk, json!({ "draws": 2_000_000 }), "from 1 to 1000000"),
            (Tool::Risk, json!({ "draws": 10.5 }), "draws: ‘10.5’"),
            (Tool::Risk, json!({ "metrics": [] }), "metrics: ‘[]’"),
            (Tool::Risk, json!({ "spread": "yes" }), "true or false"),
            (Tool::Evaluate, json!({ "set": { "a": [1] } }), "set: a: ‘[1]’"),
            (Tool::Evaluate, json!({ "set": { "a=1;b": 1 } }), "equals sign"),
            (Tool::Evaluate, json!({ "set": 7 }), "set: ‘7’ is not valid; valid is an object"),
            (Tool::Evaluate, json!({ "preset": "a\0b" }), "holds a null"),
            (Tool::Report, json!({ "file": "memo.md" }), "--write DIR"),
        ] {
            let error = words(tool, given.clone()).unwrap_err();
            assert!(error.contains(said), "{given}: {error}");
        }
    }

    /// Nothing in a value becomes an option of its own.
    #[test]
    fn no_value_becomes_an_option() {
        for value in ["--restricted=/", "-o", "--", "--format"] {
            let given = json!({ "preset": value, "metric": value, "scenario": value });
            let Value::Object(given) = given else { unreachable!() };
            let words = Words::of(Tool::Tornado, &given, false).unwrap().0;
            let dashes = words.iter().position(|word| word == "--").unwrap();
            assert_eq!(words[dashes + 1..], [value]);
            let [metric, scenario] = ["metric", "scenario"].map(|of| format!("--{of}={value}"));
            assert_eq!(words[..dashes], ["tornado".to_owned(), metric, scenario]);
        }
    }
}
