//! A comparison of two presets: the inputs that differ, then the figures; as JSON, as tables.

use super::answer::capped_note;
use super::json::{flagged, of_setting};
use super::table::{Cell, Readers, Table, text};
use crate::analysis::{Comparison, InputDifference, InputValue, MetricDifference};
use crate::model::{Flags, Scenario};
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
    let horizons = [a, b].map(|preset| preset.inputs.programme.horizon.year());
    out += &text::aligned(&filtered(comparison, horizons, "  ", format::differs), 26, 14);
    let same = comparison.metrics.iter().filter(|row| !format::differs(row)).count();
    let all = comparison.metrics.len();
    if same == all {
        out += "\nNo figure differs in the digits shown.\n";
    } else if same > 0 {
        out += &format!("\nThe same in both, in the digits shown: {same} of {all} figures.\n");
    }
    out + capped_note(comparison.margin_capped)
}

/// The command line's JSON.
pub fn json(comparison: &Comparison) -> Value {
    let input = |row: &InputDifference| json!({ "input": row.input, "a": row.a.map(of_setting), "b": row.b.map(of_setting) });
    let metric = |row: &MetricDifference| json!({ "scenario": row.scenario.id(), "metric": row.metric.id(), "a": row.a, "b": row.b });
    let answer = json!({
        "inputs": comparison.inputs.iter().map(input).collect::<Vec<_>>(),
        "metrics": comparison.metrics.iter().map(metric).collect::<Vec<_>>(),
    });
    flagged(answer, comparison.margin_capped)
}

/// The inputs that differ; then the figures of each scenario that has any to show.
fn filtered(
    comparison: &Comparison,
    horizons: [i32; 2],
    indent: &str,
    is_shown: impl Fn(&MetricDifference) -> bool,
) -> Vec<Table> {
    let inputs = comparison.inputs.iter().map(|row| {
        let (a, b) = (setting_cell(row.a), setting_cell(row.b));
        let name = Cell::named(&row.input, format!("{indent}{}", row.name()));
        [Cell::text("input"), name, a, b, Cell::text(unit(row))]
    });
    let table = |title: &str, columns: &[&str]| {
        let table =
            Table::new(title, columns.iter().copied()).read_by(Readers::Programs, &["kind"]);
        table.read_by(Readers::People, &["B − A"]).called(&[("name", ""), ("a", "A"), ("b", "B")])
    };
    let columns = ["kind", "name", "a", "b", "unit", "B − A"];
    let mut tables = vec![table("Inputs that differ", &columns[..5]).with_rows(inputs)];
    for scenario in Scenario::ALL {
        let is_shown = |row: &&MetricDifference| row.scenario == scenario && is_shown(row);
        let mut rows = comparison.metrics.iter().filter(is_shown).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let rows = rows.map(|row| {
            let spec = row.metric.spec();
            let id = format!("{}.{}", scenario.id(), spec.id);
            let value = |value, horizon| Cell::value(row.metric, value, Flags::default(), horizon);
            let change = |value| Cell::Figure { value, unit: spec.unit, shown: format::change };
            [
                Cell::text("metric"),
                Cell::named(id, format!("{indent}{}", spec.label)),
                value(row.a, horizons[0]),
                value(row.b, horizons[1]),
                Cell::unit(spec.unit),
                Cell::or_absent(row.difference(), change),
            ]
        });
        tables.push(table(&format!("Figures of {}", scenario.id()), &columns).with_rows(rows));
    }
    tables
}

/// The inputs that differ, and every metric of each scenario; `horizons` are the years in which
/// the two presets end.
pub fn tables(comparison: &Comparison, horizons: [i32; 2]) -> Vec<Table> {
    filtered(comparison, horizons, "", |_| true)
}

fn setting_cell(setting: Option<InputValue>) -> Cell {
    match setting {
        Some(InputValue::Number(value, unit)) => Cell::setting(unit, value),
        Some(InputValue::Month(month)) => Cell::named(month.to_string(), month.name()),
        Some(InputValue::Year(year)) => Cell::count(year.into()),
        None => Cell::Absent("–".to_owned()),
    }
}

fn unit(difference: &InputDifference) -> &'static str {
    match difference.a.or(difference.b) {
        Some(InputValue::Number(_, unit)) => unit.id(),
        Some(InputValue::Month(_)) => "YYYY-MM",
        _ => "year",
    }
}
