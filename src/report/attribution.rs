//! Attribution: as a waterfall from one scenario to the other, as JSON, as a table.

use super::answer::{WIDTH, capped_note, drawn, head, paragraph};
use super::json::flagged;
use super::table::{Cell, Table};
use crate::analysis::{Attribution, AttributionRow};
use crate::model::{Driver, Input, Scenario};
use crate::preset::Preset;
use crate::view::format;
use crate::widgets::{Glyphs, Waterfall, WaterfallStep};
use serde_json::{Value, json};

/// The report's text.
pub fn text(preset: &Preset, attribution: &Attribution) -> String {
    let Attribution { metric, from, to, at_from, at_to, .. } = *attribution;
    let unit = preset.shown(metric.spec().unit);
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
    let unit = preset.shown(metric.spec().unit);
    let still = still(preset, attribution);
    let difference = at_to - at_from;
    let padding = if format::reads_same(unit, at_from, at_to) { "" } else { "       " };
    let total = |scenario: Scenario, value| WaterfallStep {
        label: scenario.id().into(),
        value,
        total: true,
        text: (format::figure(unit, value) + padding).into(),
        ..WaterfallStep::default()
    };
    let mut steps = vec![total(from, at_from)];
    for row in attribution.rows.iter().filter(|row| !still.contains(&row.driver)) {
        let [now, then] = [from, to].map(|scenario| {
            let value = preset.inputs.scenarios[scenario].drivers()[row.driver];
            format::short_setting(preset.shown(row.driver.spec().unit), value)
        });
        // A share of next to nothing says nothing.
        let share = if format::reads_same(unit, at_from, at_to) {
            String::new()
        } else {
            format!("  {:>5}", format!("{} %", format::decimal(100.0 * row.effect / difference, 0)))
        };
        steps.push(WaterfallStep {
            label: format!("  {} {now} → {then}", row.driver.spec().label).into(),
            value: row.effect,
            total: false,
            text: (format::change(unit, row.effect) + &share).into(),
            ..WaterfallStep::default()
        });
    }
    steps.push(total(to, at_to));
    let part =
        Waterfall { steps: &steps, scale: None, selected: None, paint: (&Glyphs::PICTURE).into() };
    drawn(part, WIDTH, u16::try_from(steps.len()).unwrap_or(WIDTH))
}

/// The command line's JSON.
pub fn json(attribution: &Attribution) -> Value {
    let row = |row: &AttributionRow| json!({ "driver": row.driver.id(), "effect": row.effect });
    let answer = json!({
        "from": attribution.from.id(),
        "to": attribution.to.id(),
        "rows": attribution.rows.iter().map(row).collect::<Vec<_>>(),
    });
    flagged(answer, attribution.margin_capped)
}

/// A row for each driver, over one or more ways from a scenario to another. Where there are more,
/// each row says which way it belongs to.
pub fn table<'a>(
    preset: &Preset,
    ways: impl IntoIterator<Item = &'a Attribution>,
    ends: bool,
) -> Table {
    let kept = if ends { 0 } else { 2 };
    let columns = ["from", "to", "driver", "effect", "unit"];
    let rows = ways.into_iter().flat_map(|way| {
        let unit = preset.shown(way.metric.spec().unit);
        way.rows.iter().map(move |row| {
            let effect = Cell::Figure { value: row.effect, unit, shown: format::change };
            let ends = [way.from, way.to].map(|end| Cell::text(end.id()));
            let cells =
                [Cell::input(unit.currency, Input::Driver(row.driver)), effect, Cell::unit(unit)];
            ends.into_iter().chain(cells).skip(kept)
        })
    });
    Table::new("", columns.into_iter().skip(kept)).with_rows(rows)
}
