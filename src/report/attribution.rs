//! Attribution: as a waterfall from one scenario to the other, as JSON, as CSV.

use super::answer::{WIDTH, capped_note, csv_table, drawn, flag_capped, head, paragraph};
use super::json::number;
use crate::analysis::Attribution;
use crate::model::Driver;
use crate::preset::Preset;
use crate::view::format;
use crate::widgets::{Glyphs, Waterfall, WaterfallStep};
use serde_json::{Value, json};

/// The report's text.
pub fn text(preset: &Preset, attribution: &Attribution) -> String {
    let Attribution { metric, from, to, at_from, at_to, .. } = *attribution;
    let unit = metric.spec().unit;
    let difference = at_to - at_from;
    let mut out = head(
        preset,
        &format!(
            "{} from {} to {}: {}. Each driver's part is the mean over all orders in which the \
             drivers can move.",
            metric.spec().label,
            from.id(),
            to.id(),
            format::change(unit, difference)
        ),
    );
    out.push('\n');
    out += &waterfall(preset, attribution);
    let still = still(preset, attribution);
    if !still.is_empty() {
        let names: Vec<&str> = still.iter().map(|driver| driver.spec().label).collect();
        let same = format!("The same in {} and {}: {}.", from.id(), to.id(), names.join(", "));
        out.push('\n');
        out += &paragraph(&same, "");
    }
    out + capped_note(attribution.margin_capped)
}

/// Drivers that don't move between the scenarios.
fn still(preset: &Preset, attribution: &Attribution) -> Vec<Driver> {
    let value = |scenario, driver| preset.inputs.scenarios[scenario].drivers()[driver];
    Driver::ALL
        .into_iter()
        .filter(|driver| value(attribution.from, *driver) - value(attribution.to, *driver) == 0.0)
        .collect()
}

fn waterfall(preset: &Preset, attribution: &Attribution) -> String {
    let Attribution { metric, from, to, at_from, at_to, .. } = *attribution;
    let unit = metric.spec().unit;
    let still = still(preset, attribution);
    let difference = at_to - at_from;
    let mut rows = vec![(from.id().to_owned(), at_from, true, format::figure(unit, at_from))];
    for row in attribution.rows.iter().filter(|row| !still.contains(&row.driver)) {
        let [now, then] = [from, to].map(|scenario| {
            let value = preset.inputs.scenarios[scenario].drivers()[row.driver];
            format::short_setting(row.driver.spec().unit, value)
        });
        // A share of next to nothing says nothing.
        let share = if format::reads_same(unit, at_from, at_to) {
            String::new()
        } else {
            format!("  {:>5}", format!("{} %", format::decimal(100.0 * row.effect / difference, 0)))
        };
        let label = format!("  {} {now} → {then}", row.driver.spec().label);
        rows.push((label, row.effect, false, format::change(unit, row.effect) + &share));
    }
    let padding = if format::reads_same(unit, at_from, at_to) { "" } else { "       " };
    rows.push((to.id().to_owned(), at_to, true, format::figure(unit, at_to) + padding));
    rows[0].3 += padding;
    let steps: Vec<WaterfallStep> = rows
        .iter()
        .map(|(label, value, total, text)| WaterfallStep {
            label,
            value: *value,
            total: *total,
            text,
        })
        .collect();
    let part =
        Waterfall { steps: &steps, scale: None, selected: None, paint: Glyphs::PICTURE.into() };
    drawn(part, WIDTH, u16::try_from(steps.len()).unwrap_or(WIDTH))
}

/// The command line's JSON.
pub fn json(attribution: &Attribution) -> Value {
    let rows: Vec<Value> = attribution
        .rows
        .iter()
        .map(|row| json!({ "driver": row.driver.id(), "effect": number(Some(row.effect)) }))
        .collect();
    let mut value = json!({
        "from": attribution.from.id(),
        "to": attribution.to.id(),
        "rows": rows,
    });
    flag_capped(&mut value, attribution.margin_capped);
    value
}

/// A row for each driver.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(attribution: &Attribution) -> Result<String, csv::Error> {
    let unit = attribution.metric.spec().unit.id();
    let rows = attribution
        .rows
        .iter()
        .map(|row| vec![row.driver.id().to_owned(), row.effect.to_string(), unit.to_owned()]);
    csv_table(["driver", "effect", "unit"], rows)
}
