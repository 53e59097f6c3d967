//! The results: the scenarios side by side, the paybacks, year by year, what moves payback, where it
//! lies.

use super::charts::Charts;
use super::sections::{Part, Section};
use crate::analysis::{AnalysisError, Question, Spread, grid, tornado};
use crate::model::{Driver, Input, Metric, Scenario, Series};
use crate::preset::Preset;
use crate::report::answer::scenario_heads;
use crate::report::chart::{Subject, own_axis};
use crate::report::evaluation::{Evaluation, WEIGHTED};
use crate::report::paybacks::SideBySide;
use crate::report::table::{Cell, Column, Table};
use crate::report::tornado::bars;
use std::sync::atomic::AtomicBool;

/// Points of a map, across and upwards.
pub(super) const CELLS: (usize, usize) = (41, 25);

/// The figure that the memo is about where none is chosen.
const HEADLINE: Metric = Metric::PaybackYears;

/// Drivers and figures, a column for each scenario.
pub(super) fn scenarios(preset: &Preset) -> Section {
    let evaluation = Evaluation::new(preset);
    let scenarios = || scenario_heads().map(|head| Column::new("", head));
    let sides = evaluation.sides().into_iter().map(|side| {
        let rows = side.rows.into_iter();
        let rows = rows.map(|(label, cells)| [Cell::text(label.trim())].into_iter().chain(cells));
        Part::Table(Table::new(side.title, scenarios()).with_rows(rows))
    });
    let weighted = evaluation.weighted_cells().into_iter();
    let weighted = weighted.map(|(label, cell)| [Cell::text(label), cell]);
    let heads = ["", "weighted"].map(|head| Column::new("", head));
    let weighted = Table::new(WEIGHTED, heads).with_rows(weighted);
    let notes = evaluation.notes().into_iter().map(Part::Words);
    let parts = sides.chain([Part::Table(weighted)]).chain(notes).collect();
    Section::new("scenarios", "Scenarios side by side", parts)
}

/// Every way to count payback.
pub(super) fn paybacks(preset: &Preset, charts: &mut Charts) -> Section {
    let parts = vec![
        Part::words("How many years depends on what is counted."),
        charts.draw(
            preset,
            Subject::Paybacks,
            ("paybacks", "Years of payback, by what is counted"),
        ),
        Part::Table(SideBySide::new(preset).wide_table()),
    ];
    Section::new("paybacks", "Paybacks", parts)
}

/// Cash and income as charts, and the years of each scenario.
pub(super) fn years(preset: &Preset, charts: &mut Charts) -> Section {
    let evaluation = Evaluation::new(preset);
    let of = [(Series::CumulativeFcf, "cash"), (Series::OperatingIncome, "income")];
    let drawn = of
        .map(|(series, name)| charts.draw(preset, Subject::Years(series), (name, series.label())));
    let tables = Scenario::ALL.map(|scenario| Part::Table(evaluation.years_of(scenario, "")));
    Section::new("years", "Year by year", drawn.into_iter().chain(tables).collect())
}

/// Which driver alone moves the headline figure most.
pub(super) fn drivers(preset: &Preset, charts: &mut Charts) -> Result<Section, AnalysisError> {
    let (scenario, name) = (Scenario::Base, "tornado");
    let parts = moving(preset, (scenario, HEADLINE), charts, name)?;
    Ok(Section::new("drivers", "What moves payback", parts))
}

/// A tornado of a figure with its table.
pub(super) fn moving(
    preset: &Preset,
    (scenario, metric): (Scenario, Metric),
    charts: &mut Charts,
    name: &str,
) -> Result<Vec<Part>, AnalysisError> {
    let found = tornado(Question::new(&preset.inputs, scenario, metric), Spread::Scenarios)?;
    if found.rows.is_empty() {
        return Ok(vec![Part::words("No driver differs between the scenarios.")]);
    }
    let shows = format!("What moves {} of {}", metric.spec().label, scenario.id());
    Ok(vec![
        charts.draw(preset, Subject::Tornado(&found), (name, shows)),
        Part::Table(bars(preset, &found)),
    ])
}

/// The headline figure over utilization and power delay.
pub(super) fn map(preset: &Preset, charts: &mut Charts) -> Result<Section, AnalysisError> {
    let axes = [Driver::Utilization, Driver::PowerDelay].map(Input::Driver);
    let part = mapped(preset, (Scenario::Base, HEADLINE), axes, None, charts, "grid")?;
    Ok(Section::new("map", "Payback over utilization and power delay", vec![part]))
}

/// A map of a figure over two inputs, with the line on which it meets a target.
pub(super) fn mapped(
    preset: &Preset,
    (scenario, metric): (Scenario, Metric),
    [x, y]: [Input; 2],
    target: Option<f64>,
    charts: &mut Charts,
    name: &str,
) -> Result<Part, AnalysisError> {
    let question = Question::new(&preset.inputs, scenario, metric);
    let (x, y) = (own_axis(preset, scenario, x, CELLS.0), own_axis(preset, scenario, y, CELLS.1));
    let found = grid(question, x, y, target, &AtomicBool::new(false))?;
    let shows =
        format!("{} of {} over {} and {}", metric.spec().label, scenario.id(), x.input, y.input);
    Ok(charts.draw(preset, Subject::Grid(&found), (name, shows)))
}
