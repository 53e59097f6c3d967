//! An evaluation as a report to read, 80 columns wide for an ordinary horizon.

use super::Evaluation;
use super::sides::{Side, WEIGHTED};
use crate::model::{Scenario, Series, Unit};
use crate::report::answer::{drawn, paragraph, scenario_heads};
use crate::report::claims::CheckedPreset;
use crate::report::table::{Cell, text};
use crate::view::format;
use crate::view::words::verdicts::counts_words;
use crate::widgets::text::{harmless, wrap};
use crate::widgets::{Glyphs, Sparkline};

impl Evaluation<'_> {
    /// The report's text, 80 columns wide for an ordinary horizon.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", harmless(&self.preset.name));
        for line in wrap(&harmless(&self.preset.summary), 78) {
            out.push_str(&format!("{line}\n"));
        }
        out.push('\n');
        out.push_str(&self.figures());
        out.push_str(&self.warnings());
        out.push_str(&self.charts());
        for scenario in Scenario::ALL {
            out.push_str(&self.yearly(scenario));
        }
        out.push_str(&self.claims());
        out
    }

    /// Drivers and metrics, a column for each scenario.
    fn figures(&self) -> String {
        let mut tables = vec![text::words("", scenario_heads(), [[""; 0]; 0])];
        let rows_of = |rows: Vec<(&'static str, [Cell; 3])>| {
            rows.into_iter().map(|(label, cells)| {
                let figures = cells.map(|cell| cell.words());
                [format!("  {label}")].into_iter().chain(figures)
            })
        };
        for Side { title, rows } in self.sides() {
            tables.push(text::words(&title, [""; 4], rows_of(rows)));
        }
        let weighted = self.weighted_cells().into_iter();
        let weighted = weighted.map(|(label, cell)| (label, [cell, Cell::Blank, Cell::Blank]));
        tables.push(text::words(WEIGHTED, [""; 4], rows_of(weighted.collect())));
        text::aligned(&tables, 26, 14)
    }

    /// What a reader of the figures should know.
    fn warnings(&self) -> String {
        let notes = self.notes().into_iter();
        notes.fold(String::new(), |out, note| out + "\n" + &paragraph(&note, ""))
    }

    /// Operating income and cumulative cash by year, drawn on a common scale.
    fn charts(&self) -> String {
        let mut out = String::new();
        let unit = self.preset.shown(Unit::Billions);
        for (series, title, rows) in [
            (Series::OperatingIncome, "Operating income by year", 3_u16),
            (Series::CumulativeFcf, "Cumulative cash by year", 4),
        ] {
            let annual = self.scenarios.map(|(_, timeline)| timeline.annual(&self.plan, series));
            let all = || annual.0.iter().flatten().copied();
            let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
            let years = self.plan.years();
            let (first, last) = (years[0].year, years[years.len() - 1].year);
            out.push_str(&format!(
                "\n{title}, {} to {}\n",
                format::figure(unit, low),
                format::figure(unit, high)
            ));
            let width = if years.len() <= 20 { years.len() * 3 } else { years.len() };
            let width = u16::try_from(width).unwrap_or(66).min(66);
            for (scenario, values) in annual.iter() {
                let drawn = sparkline(values, (low, high), width, rows);
                for (index, line) in drawn.lines().enumerate() {
                    let label = if index == 0 { scenario.id() } else { "" };
                    out.push_str(format!("  {label:<5} {line}").trim_end());
                    out.push('\n');
                }
            }
            let gap = usize::from(width).saturating_sub(8);
            out.push_str(&format!("        {first}{}{last}\n", " ".repeat(gap)));
        }
        out
    }

    /// A scenario's yearly table.
    fn yearly(&self, scenario: Scenario) -> String {
        text::aligned(&[self.years_of(scenario, "  ")], 6, 7)
    }

    /// How many claims of each kind hold.
    fn claims(&self) -> String {
        let counts = CheckedPreset::new(self.preset).counts();
        if counts.is_empty() {
            return String::new();
        }
        let words = counts_words(&counts);
        let said = format!("Claims: {words}. ‘payback check’ shows each of them.");
        format!("\n{}", paragraph(&said, ""))
    }
}

/// A signed chart drawn in characters.
fn sparkline(values: &[f64], scale: (f64, f64), width: u16, rows: u16) -> String {
    let chart =
        Sparkline { values, scale, paint: (&Glyphs::PICTURE).into(), ..Sparkline::default() };
    drawn(chart, width, rows)
}
