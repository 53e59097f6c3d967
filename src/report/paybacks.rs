//! The paybacks of the three scenarios side by side: as a report to read, as JSON, as CSV.

use super::answer::{
    WIDTH, capped_note, cell, csv_table, drawn, flag_capped, head, paragraph, value,
};
use super::json::{number, object};
use super::table::Table;
use crate::analysis::{Disagreement, Paybacks, paybacks};
use crate::model::Scenarios;
use crate::preset::Preset;
use crate::view::Look;
use crate::widgets::{Glyphs, Waterfall, WaterfallStep};
use serde_json::{Value, json};

/// How many disagreements of a scenario are spelt out, from the widest.
const SPELT_OUT: usize = 3;

/// The paybacks of a preset's scenarios.
pub struct SideBySide<'a> {
    preset: &'a Preset,
    scenarios: Scenarios<Paybacks>,
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
        let look = Look::new(false, true);
        let mut table = Table::new();
        let names = self
            .scenarios
            .iter()
            .map(|(scenario, _)| format!("{} {}", look.mark(scenario), scenario.id()));
        table.title("");
        table.row([String::new()].into_iter().chain(names));
        for (index, row) in self.scenarios.0[0].rows.iter().enumerate() {
            let years = self
                .scenarios
                .0
                .iter()
                .map(|paybacks| value(self.preset, row.metric, paybacks.rows[index].years));
            table.row([row.metric.spec().label.to_owned()].into_iter().chain(years));
        }
        out += &table.text(24, 14).replacen("\n\n", "\n", 1);
        out += "\nWhat each counts\n";
        for index in 0..self.scenarios.0[0].rows.len() {
            out.push('\n');
            out += &self.counted(index, &look);
        }
        for (scenario, paybacks) in self.scenarios.iter() {
            out += &disagreements(scenario.id(), &paybacks.disagreements);
        }
        out + capped_note(self.margin_capped())
    }

    /// What one payback counts, over a bar for each scenario; all bars are on one scale.
    fn counted(&self, index: usize, look: &Look) -> String {
        let row = &self.scenarios.0[0].rows[index];
        let mut out = paragraph(&format!("{}: {}.", row.metric.spec().label, row.counts), "");
        let longest = self.scenarios.0.iter().flat_map(|paybacks| &paybacks.rows);
        let longest = longest.filter_map(|row| row.years).fold(0.0, f64::max);
        let rows = self.scenarios.iter().map(|(scenario, paybacks)| {
            let years = paybacks.rows[index].years;
            let name = format!("  {} {}", look.mark(scenario), scenario.id());
            (name, years, format!("{:>14}", value(self.preset, row.metric, years)))
        });
        let rows: Vec<_> = rows.collect();
        let steps: Vec<WaterfallStep> = rows
            .iter()
            .map(|(label, years, text)| WaterfallStep {
                label,
                value: years.unwrap_or_default(),
                total: true,
                text,
            })
            .collect();
        out += &drawn(
            Waterfall {
                steps: &steps,
                scale: Some((0.0, longest)),
                selected: None,
                paint: Glyphs::PICTURE.into(),
            },
            WIDTH,
            3,
        );
        out
    }

    /// The command line's JSON.
    pub fn json(&self) -> Value {
        let scenario = |paybacks: &Paybacks| {
            let rows: Vec<Value> = paybacks
                .rows
                .iter()
                .map(|row| {
                    json!({
                        "metric": row.metric.id(),
                        "years": number(row.years),
                        "counts": row.counts,
                    })
                })
                .collect();
            let disagreements: Vec<Value> = paybacks
                .disagreements
                .iter()
                .map(|row| {
                    json!({
                        "shorter": row.shorter.id(),
                        "longer": row.longer.id(),
                        "years": number(row.years()),
                        "says": row.sentence(),
                    })
                })
                .collect();
            let mut value = json!({ "paybacks": rows, "disagreements": disagreements });
            flag_capped(&mut value, paybacks.margin_capped);
            value
        };
        let scenarios =
            self.scenarios.iter().map(|(name, paybacks)| (name.id(), scenario(paybacks)));
        json!({ "preset": self.preset.name, "scenarios": object(scenarios) })
    }

    /// A row for each scenario and payback.
    ///
    /// # Errors
    /// Never for tables of ours; the writer's errors are passed on.
    pub fn csv(&self) -> Result<String, csv::Error> {
        let rows = self.scenarios.iter().flat_map(|(scenario, paybacks)| {
            paybacks.rows.iter().map(move |row| {
                vec![
                    scenario.id().to_owned(),
                    row.metric.id().to_owned(),
                    cell(row.years),
                    row.counts.to_owned(),
                ]
            })
        });
        csv_table(["scenario", "metric", "years", "counts"], rows)
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
