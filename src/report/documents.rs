//! Tables for documents, in Markdown, made from the tables that the program runs on.

use crate::model::spec::Plain;
use crate::model::{Driver, Indicator, InputSpec, Metric};
use crate::session::{BINDINGS, Context};

/// A table of every key of the explorer.
pub fn keys() -> String {
    let mut out = String::from("| where | keys | what they do |\n|---|---|---|\n");
    for context in Context::ALL {
        for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
            let keys: Vec<String> =
                binding.all_keys().split(' ').map(|key| format!("`{key}`")).collect();
            out.push_str(&format!(
                "| {} | {} | {} |\n",
                context.title(),
                keys.join(" "),
                binding.help
            ));
        }
    }
    out
}

/// A table of drivers and indicators.
pub fn inputs() -> String {
    let mut out = String::from("| id | unit | valid | meaning |\n|---|---|---|---|\n");
    let drivers = Driver::ALL.into_iter().map(Driver::spec);
    let indicators = Indicator::ALL.into_iter().map(Indicator::spec);
    for InputSpec { id, unit, valid, meaning, .. } in drivers.chain(indicators) {
        let unit = unit.id();
        let (min, max) = (Plain(valid.min), Plain(valid.max));
        out.push_str(&format!("| `{id}` | {unit} | {min}..{max} | {meaning} |\n"));
    }
    out
}

/// A table of the metrics.
pub fn metrics() -> String {
    let mut out = String::from("| id | unit | meaning |\n|---|---|---|\n");
    for spec in Metric::ALL.into_iter().map(Metric::spec) {
        out.push_str(&format!("| `{}` | {} | {} |\n", spec.id, spec.unit.id(), spec.meaning));
    }
    out
}
