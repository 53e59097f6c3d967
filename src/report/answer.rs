//! What the reports of all analyses share: their head, figures in words, notes, drawings.

use super::table::Cell;
use crate::model::{Flags, Input, Metric, Scenario};
use crate::preset::{Preset, ShownUnit};
use crate::view::{Look, format};
use crate::widgets::text::{harmless, pad_left, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

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

/// A metric's figure as a cell.
pub(super) fn cell(preset: &Preset, metric: Metric, value: Option<f64>) -> Cell {
    let horizon = preset.inputs.programme.horizon.year();
    Cell::value(preset.money(), metric, value, Flags::default(), horizon)
}

/// A metric's figure, or what stands where there is none.
pub(super) fn value(preset: &Preset, metric: Metric, value: Option<f64>) -> String {
    cell(preset, metric, value).words()
}

/// An input's value, shortened for reading.
pub(super) fn setting(preset: &Preset, input: Input, value: f64) -> String {
    format::short_setting(preset.shown(input.spec().unit), value)
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

/// The scenarios as heads of columns: mark and name, behind an empty one.
pub(super) fn scenario_heads() -> [String; 4] {
    let [bear, base, bull] = Scenario::ALL.map(marked);
    [String::new(), bear, base, bull]
}

/// A scenario's mark and name.
pub(super) fn marked(scenario: Scenario) -> String {
    format!("{} {}", Look::new(false, true).mark(scenario), scenario.id())
}

/// An axis's ticks with their words, all at least `width` wide.
pub(super) fn axis_ticks(unit: ShownUnit, ticks: Vec<f64>, width: usize) -> Vec<(f64, String)> {
    let words = |tick: f64| (tick, pad_left(&format::short_setting(unit, tick), width));
    ticks.into_iter().map(words).collect()
}

/// Labels under a chart's points.
pub(super) fn indexed(labels: &[String]) -> Vec<(f64, &str)> {
    labels.iter().enumerate().map(|(index, label)| (index as f64, label.as_str())).collect()
}

/// A drawing part drawn in characters.
pub(super) fn drawn(part: impl Widget, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    part.render(area, &mut buffer);
    super::picture::text(&buffer)
}
