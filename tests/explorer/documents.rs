//! Tables for documents, in Markdown, made from the tables that the program runs on.

use payback::model::spec::Plain;
use payback::model::timeline::Tally;
use payback::model::{
    Driver, Indicator, Input, InputSpec, Metric, ProgrammeNumber, Series, SiteNumber,
};
use payback::session::Context;
use payback::view::theme::ROLES;

/// A table of every key of the explorer.
pub fn keys() -> String {
    let mut out = String::from("| where | keys | what they do |\n|---|---|---|\n");
    for context in Context::ALL {
        for binding in context.bindings() {
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

/// A table of inputs, each after a prefix of its key.
fn input_table(specs: impl Iterator<Item = (&'static str, &'static InputSpec)>) -> String {
    let mut out = String::from(
        "| id | on screen | unit | valid | default | meaning |\n|---|---|---|---|---|---|\n",
    );
    for (prefix, InputSpec { id, label, unit, valid, default, meaning, .. }) in specs {
        let default = default.map_or_else(String::new, |value| Plain(value).to_string());
        let unit = unit.id();
        out.push_str(&format!(
            "| `{prefix}{id}` | {label} | {unit} | {valid} | {default} | {meaning} |\n"
        ));
    }
    out
}

/// A table of the settings.
pub fn settings() -> String {
    let mut out = String::from("| setting | valid | default | meaning |\n|---|---|---|---|\n");
    for setting in &payback::settings::SETTINGS {
        let (id, default) = (setting.id, setting.default());
        let valid = setting.valid();
        out.push_str(&format!("| `{id}` | {valid} | `{default}` | {} |\n", setting.meaning));
    }
    out
}

/// A table of a theme's roles.
pub fn roles() -> String {
    let roles = ROLES.iter().map(|role| (role.id, role.meaning));
    let shades = ("shades", "up to three colours of the heat map, from the lowest value");
    roles
        .chain([shades])
        .fold(String::from("| role | the style of |\n|---|---|\n"), |out, (id, meaning)| {
            out + &format!("| `{id}` | {meaning} |\n")
        })
}

/// A table of drivers, indicators and the weight.
pub fn inputs() -> String {
    let drivers = Driver::ALL.into_iter().map(Driver::spec);
    let indicators = Indicator::ALL.into_iter().map(Indicator::spec);
    let specs = drivers.chain(indicators).chain([Input::Weight.spec()]);
    input_table(specs.map(|spec| ("", spec)))
}

/// A table of the programme's numbers and of a site's.
pub fn numbers() -> String {
    let sites = SiteNumber::ALL.into_iter().map(|number| ("sites.N.", number.spec()));
    let numbers = ProgrammeNumber::ALL.iter().map(|number| ("", number.spec()));
    input_table(sites.chain(numbers))
}

/// A table of the metrics.
pub fn metrics() -> String {
    let mut out = String::from("| id | on screen | unit | meaning |\n|---|---|---|---|\n");
    for spec in Metric::ALL.into_iter().map(Metric::spec) {
        let (id, label, unit) = (spec.id, spec.label, spec.unit.id());
        out.push_str(&format!("| `{id}` | {label} | {unit} | {} |\n", spec.meaning));
    }
    out
}

/// A table of the series.
pub fn series() -> String {
    let mut out = String::from("| id | on screen | over a year | meaning |\n|---|---|---|---|\n");
    for series in Series::ALL {
        let tally = match series.tally() {
            Tally::Sum => "sum",
            Tally::Last => "last month's",
        };
        let (id, label, meaning) = (series.id(), series.label(), series.meaning());
        out.push_str(&format!("| `{id}` | {label} | {tally} | {meaning} |\n"));
    }
    out
}
