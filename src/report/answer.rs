//! What the reports of all analyses share: their head, figures in words, notes, drawings, CSV.

use crate::model::{Flags, Input, Metric, Scenario};
use crate::preset::Preset;
use crate::view::format;
use crate::view::words::input_label;
use crate::widgets::text::{harmless, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use serde_json::{Map, Value};

/// Columns of a report.
pub(super) const WIDTH: u16 = 80;

/// The first lines: whose figures they are, then what was asked.
pub(super) fn head(preset: &Preset, asked: &str) -> String {
    format!("{}\n{}", harmless(&preset.name), paragraph(asked, ""))
}

/// A sentence on lines of the report's width, each behind an indent.
pub(super) fn paragraph(text: &str, indent: &str) -> String {
    let width = usize::from(WIDTH).saturating_sub(indent.len() + 2);
    let lines = wrap(&harmless(text), width);
    lines.into_iter().fold(String::new(), |mut out, line| {
        out.push_str(&format!("{indent}{line}\n"));
        out
    })
}

/// A metric's figure, or what stands where there is none.
pub(super) fn value(preset: &Preset, metric: Metric, value: Option<f64>) -> String {
    let horizon = preset.inputs.programme.horizon.year();
    value.map_or_else(
        || format::absent(metric, Flags::default(), horizon),
        |value| format::figure(metric.spec().unit, value),
    )
}

/// An input's value, shortened for reading.
pub(super) fn setting(input: Input, value: f64) -> String {
    format::short_setting(input.spec().unit, value)
}

/// An input's name for people; of one of several sites, the site's number with it.
pub(super) fn label(input: Input) -> String {
    harmless(&input_label(input)).into_owned()
}

/// A metric of a scenario in words: `Payback of base`.
pub(super) fn figure_of(metric: Metric, scenario: Scenario) -> String {
    format!("{} of {}", metric.spec().label, scenario.id())
}

/// The note under a report whose evaluations met `margin_capped`; nothing where none did.
pub(super) fn capped_note(margin_capped: bool) -> &'static str {
    if margin_capped {
        "\nNote: in some of these cases the reference margin is capped: depreciation and\n\
         platform costs take more than it leaves, so the remaining cash cost is held\n\
         at 0.\n"
    } else {
        ""
    }
}

/// Adds `margin_capped` to a JSON object, only where it was met.
pub(super) fn flag_capped(value: &mut Value, margin_capped: bool) {
    if let (Some(fields), true) = (value.as_object_mut(), margin_capped) {
        Map::insert(fields, "margin_capped".to_owned(), Value::Bool(true));
    }
}

/// A drawing part drawn in characters.
pub(super) fn drawn(part: impl Widget, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    part.render(area, &mut buffer);
    super::picture::text(&buffer)
}

/// A number in a CSV cell; one that is absent leaves it empty.
pub(super) fn cell(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A CSV table with a head.
///
/// # Errors
/// Never for rows as long as the head; the writer's errors are passed on.
pub(super) fn csv_table<'a>(
    head: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
