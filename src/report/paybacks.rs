//! The paybacks of the three scenarios side by side: as a report to read, as JSON, as tables.

use super::answer::{
    WIDTH, capped_note, cell, drawn, head, marked, paragraph, scenario_heads, value,
};
use super::json::{flagged, object};
use super::table::{Cell, Table, text};
use crate::analysis::{Disagreement, PaybackComparison, PaybackRow, paybacks};
use crate::model::Scenarios;
use crate::preset::Preset;
use crate::widgets::{Glyphs, Waterfall, WaterfallStep};
use serde_json::{Value, json};

/// How many disagreements of a scenario are spelt out, from the widest.
const SPELT_OUT: usize = 3;

/// The paybacks of a preset's scenarios.
pub struct SideBySide<'a> {
    preset: &'a Preset,
    scenarios: Scenarios<PaybackComparison>,
}

impl<'a> SideBySide<'a> {
    /// Evaluates the three scenarios.
    pub fn new(preset: &'a Preset) -> Self {
        let scenarios = Scenarios::from_fn(|scenario| paybacks(&preset.inputs, scenario));
        Self { preset, scenarios }
    }

    /// Whether an evaluation of any scenario met `margin_capped`.
    pub fn margin_capped(&self) -> bool {
        self.scenarios.iter().any(|(_, paybacks)| paybacks.margin_capped)
    }

    /// The report's text.
    pub fn text(&self) -> String {
        let mut out =
            head(self.preset, "Paybacks side by side: how many years depends on what is counted.");
        let rows = self.wide_rows().map(|row| row.map(|cell| cell.words()));
        out += "\n";
        out += &text::aligned(&[text::words("", scenario_heads(), rows)], 24, 14);
        out += "\nWhat each counts\n";
        for index in 0..self.scenarios.0[0].rows.len() {
            out.push('\n');
            out += &self.counted(index);
        }
        for (scenario, paybacks) in self.scenarios.iter() {
            out += &disagreements(scenario.id(), &paybacks.disagreements);
        }
        out + capped_note(self.margin_capped())
    }

    /// What one payback counts, over a bar for each scenario; all bars are on one scale.
    fn counted(&self, index: usize) -> String {
        let row = &self.scenarios.0[0].rows[index];
        let out = paragraph(&format!("{}: {}.", row.metric.spec().label, row.counts), "");
        let longest = self.scenarios.0.iter().flat_map(|paybacks| &paybacks.rows);
        let longest = longest.filter_map(|row| row.years).fold(0.0, f64::max);
        let steps = self.scenarios.iter().map(|(scenario, paybacks)| {
            let years = paybacks.rows[index].years;
            WaterfallStep {
                label: format!("  {}", marked(scenario)).into(),
                value: years.unwrap_or_default(),
                total: true,
                text: format!("{:>14}", value(self.preset, row.metric, years)).into(),
                ..WaterfallStep::default()
            }
        });
        let steps: Vec<WaterfallStep> = steps.collect();
        let (scale, paint) = (Some((0.0, longest)), (&Glyphs::PICTURE).into());
        out + &drawn(Waterfall { steps: &steps, scale, selected: None, paint }, WIDTH, 3)
    }

    /// The command line's JSON.
    pub fn json(&self) -> Value {
        let payback = |row: &PaybackRow| json!({ "metric": row.metric.id(), "years": row.years, "counts": row.counts });
        let disagreement = |row: &Disagreement| {
            json!({
                "shorter": row.shorter.id(),
                "longer": row.longer.id(),
                "years": row.years(),
                "says": row.sentence(),
            })
        };
        let scenario = |paybacks: &PaybackComparison| {
            let answer = json!({
                "paybacks": paybacks.rows.iter().map(payback).collect::<Vec<_>>(),
                "disagreements": paybacks.disagreements.iter().map(disagreement).collect::<Vec<_>>(),
            });
            flagged(answer, paybacks.margin_capped)
        };
        let scenarios =
            self.scenarios.iter().map(|(name, paybacks)| (name.id(), scenario(paybacks)));
        json!({ "preset": self.preset.name, "scenarios": object(scenarios) })
    }

    /// A payback and its years in each scenario.
    fn wide_rows(&self) -> impl Iterator<Item = [Cell; 4]> {
        (0..self.scenarios.0[0].rows.len()).map(|index| {
            let [bear, base, bull] = self.scenarios.0.each_ref().map(|paybacks| {
                let row = &paybacks.rows[index];
                cell(self.preset, row.metric, row.years)
            });
            [Cell::metric(self.scenarios.0[0].rows[index].metric), bear, base, bull]
        })
    }

    /// A row for each payback, a column for each scenario, and what it counts.
    pub fn wide_table(&self) -> Table {
        let counts = self.scenarios.0[0].rows.iter().map(|row| Cell::text(row.counts));
        let rows =
            self.wide_rows().zip(counts).map(|(row, counts)| row.into_iter().chain([counts]));
        let table = Table::new("", ["metric", "bear", "base", "bull", "counts"]);
        table.called(&[("metric", "")]).with_rows(rows)
    }

    /// A row for each scenario and payback.
    pub fn table(&self) -> Table {
        let rows = self.scenarios.iter().flat_map(|(scenario, paybacks)| {
            paybacks.rows.iter().map(move |row| {
                [
                    Cell::text(scenario.id()),
                    Cell::metric(row.metric),
                    cell(self.preset, row.metric, row.years),
                    Cell::text(row.counts),
                ]
            })
        });
        Table::new("", ["scenario", "metric", "years", "counts"]).with_rows(rows)
    }
}

fn disagreements(scenario: &str, rows: &[Disagreement]) -> String {
    if rows.is_empty() {
        return format!("\nIn {scenario} no two are more than two years apart.\n");
    }
    let mut out = format!("\nWhere they disagree in {scenario}\n");
    for row in rows.iter().take(SPELT_OUT) {
        out += &paragraph(&row.sentence(), "  ");
    }
    if rows.len() > SPELT_OUT {
        out += &format!(
            "  {} pairs more are over two years apart; --format json has them.\n",
            rows.len() - SPELT_OUT
        );
    }
    out
}
