//! A comparison of two presets: the inputs that differ, then the figures; as JSON, as tables.

use super::answer::capped_note;
use super::json::{flagged, of_setting};
use super::table::{Cell, Readers, Table, text};
use crate::analysis::{Comparison, InputDifference, InputValue, MetricDifference};
use crate::model::{Flags, Scenario, Unit};
use crate::preset::{Currency, Preset};
use crate::view::format;
use crate::widgets::text::harmless;
use serde_json::{Value, json};

/// What is known of each of the two.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    /// The year in which its modelled time ends.
    pub horizon: i32,
    pub currency: Currency,
}

impl Side {
    pub fn of(preset: &Preset) -> Self {
        Self { horizon: preset.inputs.programme.horizon.year(), currency: preset.money() }
    }
}

/// The report's text.
pub fn text(a: &Preset, b: &Preset, comparison: &Comparison) -> String {
    let mut out = format!("A  {}\nB  {}\n", harmless(&a.name), harmless(&b.name));
    let sides = [a, b].map(Side::of);
    let currencies = sides.map(|side| side.currency);
    let no_input = comparison.inputs.is_empty();
    if currencies[0] != currencies[1] {
        let inputs = if no_input { "No input differs, but " } else { "" };
        let [a, b] = currencies.map(|currency| currency.words("$"));
        out += &format!("\n{inputs}A is in {a} and B in {b}: amounts can't be compared.\n");
    } else if no_input {
        out += "\nNo input differs, and so no figure does.\n";
        return out + capped_note(comparison.margin_capped);
    }
    let differs = |row: &MetricDifference| format::differs(row, currencies);
    let tables = filtered(comparison, sides, "  ", differs);
    out += &text::aligned(&tables[usize::from(no_input)..], 26, 14);
    let same = comparison.metrics.iter().filter(|row| !differs(row)).count();
    let all = comparison.metrics.len();
    if same == all {
        out += "\nNo figure differs in the digits shown.\n";
    } else if same > 0 {
        out += &format!("\nThe same in both, in the digits shown: {same} of {all} figures.\n");
    }
    out + capped_note(comparison.margin_capped)
}

/// The figures that differ in the digits shown, for people; nothing where none does.
pub fn figures_text(comparison: &Comparison, sides: [Side; 2]) -> String {
    let currencies = sides.map(|side| side.currency);
    let differs = |row: &MetricDifference| format::differs(row, currencies);
    let tables = filtered(comparison, sides, "  ", differs);
    text::aligned(&tables[1..], 26, 14)
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
    sides: [Side; 2],
    indent: &str,
    is_shown: impl Fn(&MetricDifference) -> bool,
) -> Vec<Table> {
    let currencies = sides.map(|side| side.currency);
    let inputs = comparison.inputs.iter().map(|row| {
        let (a, b) = (setting_cell(row.a, currencies[0]), setting_cell(row.b, currencies[1]));
        let name = row.name();
        let label = format!("{indent}{}", format::label(currencies[1], &name));
        let name = Cell::named(&row.input, label);
        [Cell::text("input"), name, a, b, unit(row, currencies)]
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
            let value = |value, Side { horizon, currency }| {
                Cell::value(currency, row.metric, value, Flags::default(), horizon)
            };
            let unit = currencies[1].of(spec.unit);
            let change = |value| Cell::Figure { value, unit, shown: format::change };
            [
                Cell::text("metric"),
                Cell::named(id, format!("{indent}{}", spec.label)),
                value(row.a, sides[0]),
                value(row.b, sides[1]),
                unit_of_both(spec.unit, currencies),
                Cell::or_absent(format::difference(row, currencies), change),
            ]
        });
        tables.push(table(&format!("Figures of {}", scenario.id()), &columns).with_rows(rows));
    }
    tables
}

/// The inputs that differ, and every metric of each scenario.
pub fn tables(comparison: &Comparison, sides: [Side; 2]) -> Vec<Table> {
    filtered(comparison, sides, "", |_| true)
}

fn setting_cell(setting: Option<InputValue>, currency: Currency) -> Cell {
    match setting {
        Some(InputValue::Number(value, unit)) => Cell::setting(currency.of(unit), value),
        Some(InputValue::Month(month)) => Cell::named(month.to_string(), month.name()),
        Some(InputValue::Year(year)) => Cell::count(year.into()),
        None => Cell::Absent("–".to_owned()),
    }
}

fn unit(difference: &InputDifference, currencies: [Currency; 2]) -> Cell {
    match difference.a.or(difference.b) {
        Some(InputValue::Number(_, unit)) => unit_of_both(unit, currencies),
        Some(InputValue::Month(_)) => Cell::text("YYYY-MM"),
        _ => Cell::text("year"),
    }
}

/// The unit of figures of both.
fn unit_of_both(unit: Unit, [a, b]: [Currency; 2]) -> Cell {
    let shown = b.of(unit);
    if shown.is_same_in(a) {
        Cell::unit(shown)
    } else {
        Cell::named(unit.id(), format!("{}, {}", a.of(unit).name(), shown.name()))
    }
}
