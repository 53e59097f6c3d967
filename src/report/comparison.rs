//! A comparison of two presets: the inputs that differ, then the figures; as JSON, as CSV.

use super::answer::{capped_note, cell, csv_table, flag_capped, value};
use super::json::number;
use super::table::Table;
use crate::analysis::{Comparison, InputDifference, MetricDifference, Setting};
use crate::model::Scenario;
use crate::preset::Preset;
use crate::view::format;
use crate::widgets::text::harmless;
use serde_json::{Value, json};

/// The report's text.
pub fn text(a: &Preset, b: &Preset, comparison: &Comparison) -> String {
    let mut out = format!("A  {}\nB  {}\n", harmless(&a.name), harmless(&b.name));
    if comparison.inputs.is_empty() {
        out += "\nNo input differs, and so no figure does.\n";
        return out + capped_note(comparison.margin_capped);
    }
    let mut table = Table::new();
    table.title("Inputs that differ");
    table.row(["", "A", "B"]);
    for difference in &comparison.inputs {
        let [a, b] = [difference.a, difference.b].map(setting_words);
        table.row([format!("  {}", difference.name()), a, b]);
    }
    let mut same = 0;
    for scenario in Scenario::ALL {
        let of_scenario = comparison.metrics.iter().filter(|row| row.scenario == scenario);
        let (differing, equal): (Vec<&MetricDifference>, Vec<_>) =
            of_scenario.partition(|row| differs(row));
        same += equal.len();
        if differing.is_empty() {
            continue;
        }
        table.title(&format!("Figures of {}", scenario.id()));
        table.row(["", "A", "B", "B − A"]);
        for row in differing {
            let unit = row.metric.spec().unit;
            let change = row.difference().map(|difference| format::change(unit, difference));
            table.row([
                format!("  {}", row.metric.spec().label),
                value(a, row.metric, row.a),
                value(b, row.metric, row.b),
                change.unwrap_or_else(|| "n/a".to_owned()),
            ]);
        }
    }
    out += &table.text(26, 14);
    let all = comparison.metrics.len();
    if same == all {
        out += "\nNo figure differs in the digits shown.\n";
    } else if same > 0 {
        out += &format!("\nThe same in both, in the digits shown: {same} of {all} figures.\n");
    }
    out + capped_note(comparison.margin_capped)
}

fn setting_words(setting: Option<Setting>) -> String {
    match setting {
        Some(Setting::Number(value, unit)) => format::setting(unit, value),
        Some(Setting::Month(month)) => month.name(),
        Some(Setting::Year(year)) => year.to_string(),
        None => "–".to_owned(),
    }
}

/// Whether a figure differs in the digits that are shown.
fn differs(row: &MetricDifference) -> bool {
    match row.difference() {
        Some(difference) => {
            let shown = format::bare_change(row.metric.spec().unit, difference);
            shown.chars().any(|c| matches!(c, '1'..='9'))
        }
        None => row.a.is_some() != row.b.is_some(),
    }
}

fn setting_json(setting: Option<Setting>) -> Value {
    match setting {
        Some(Setting::Number(value, _)) => number(Some(value)),
        Some(Setting::Month(month)) => json!(month.to_string()),
        Some(Setting::Year(year)) => json!(year),
        None => Value::Null,
    }
}

/// The command line's JSON.
pub fn json(comparison: &Comparison) -> Value {
    let inputs: Vec<Value> = comparison
        .inputs
        .iter()
        .map(|difference| {
            json!({
                "input": difference.input,
                "a": setting_json(difference.a),
                "b": setting_json(difference.b),
            })
        })
        .collect();
    let metrics: Vec<Value> = comparison
        .metrics
        .iter()
        .map(|row| {
            json!({
                "scenario": row.scenario.id(),
                "metric": row.metric.id(),
                "a": number(row.a),
                "b": number(row.b),
            })
        })
        .collect();
    let mut value = json!({ "inputs": inputs, "metrics": metrics });
    flag_capped(&mut value, comparison.margin_capped);
    value
}

/// A row for each input that differs, then one for each metric of each scenario.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(comparison: &Comparison) -> Result<String, csv::Error> {
    let setting = |setting: Option<Setting>| match setting {
        Some(Setting::Number(value, _)) => value.to_string(),
        Some(Setting::Month(month)) => month.to_string(),
        Some(Setting::Year(year)) => year.to_string(),
        None => String::new(),
    };
    let unit = |difference: &InputDifference| match difference.a.or(difference.b) {
        Some(Setting::Number(_, unit)) => unit.id(),
        Some(Setting::Month(_)) => "YYYY-MM",
        _ => "year",
    };
    let inputs = comparison.inputs.iter().map(|difference| {
        vec![
            "input".to_owned(),
            difference.input.clone(),
            setting(difference.a),
            setting(difference.b),
            unit(difference).to_owned(),
        ]
    });
    let metrics = comparison.metrics.iter().map(|row| {
        vec![
            "metric".to_owned(),
            format!("{}.{}", row.scenario.id(), row.metric.id()),
            cell(row.a),
            cell(row.b),
            row.metric.spec().unit.id().to_owned(),
        ]
    });
    csv_table(["kind", "name", "a", "b", "unit"], inputs.chain(metrics))
}
