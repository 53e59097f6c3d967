//! What two presets differ in, as lines for reading and as JSON.

use super::json::{of_bound, of_setting};
use crate::preset::Currency;
use crate::preset::difference::{Difference, Held};
use crate::view::difference::{DifferenceRow, difference_rows};
use crate::widgets::text::{columns, fit, harmless, pad_left};
use serde_json::{Value, json};

/// What stands before each line of a text that differs.
const A: &str = "    A  ";
const B: &str = "    B  ";

/// The report's text: the presets by what they were called, then a heading for each part, values
/// in columns and texts in lines of their own. Nothing but one sentence where nothing differs.
pub fn text(a: &str, b: &str, differences: &[Difference], currencies: [Currency; 2]) -> String {
    let mut out = format!("A  {}\nB  {}\n", harmless(a), harmless(b));
    if differences.is_empty() {
        return out + "\nNothing differs.\n";
    }
    let rows = difference_rows(differences, currencies);
    let width = |column: fn(&DifferenceRow) -> &String| {
        let values = rows.iter().filter(|row| !row.is_text);
        values.map(|row| columns(&harmless(column(row)))).max().unwrap_or(0)
    };
    let label = width(|row| &row.label);
    let (first, second) = (width(|row| &row.a), width(|row| &row.b));
    let mut part = "";
    for row in &rows {
        if row.part != part {
            part = row.part;
            out += &format!("\n{part}\n");
        }
        if row.is_text {
            let lines = [(A, &row.a), (B, &row.b)].map(|(mark, text)| {
                // A text's own lines stay lines, each behind the mark.
                let lines = text.split('\n').map(|line| format!("{mark}{}\n", harmless(line)));
                lines.collect::<String>()
            });
            out += &format!("  {}\n{}", harmless(&row.label), lines.concat());
        } else {
            let [a, b] = [(&row.a, first), (&row.b, second)]
                .map(|(value, width)| pad_left(&harmless(value), width));
            out += &format!("  {}  {a}  →  {b}\n", fit(&harmless(&row.label), label, ""));
        }
    }
    out
}

/// The command line's JSON: a list with the part, the path, and what each of the two holds.
pub fn json(differences: &[Difference]) -> Value {
    differences
        .iter()
        .map(|difference| {
            json!({
                "part": difference.part.id(),
                "path": difference.path,
                "a": held(difference.a.as_ref()),
                "b": held(difference.b.as_ref()),
            })
        })
        .collect()
}

fn held(held: Option<&Held>) -> Value {
    match held {
        None => Value::Null,
        Some(Held::Setting(setting)) => of_setting(*setting),
        Some(Held::Bound(bound, _)) => of_bound(*bound),
        Some(Held::Number(value)) => json!(value),
        Some(Held::Word(word)) => json!(word),
        Some(Held::Text(text)) => json!(text),
        Some(Held::Names(names)) => json!(names),
        Some(Held::Values(values, _)) => json!(values),
    }
}
