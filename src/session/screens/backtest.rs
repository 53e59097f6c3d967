//! Back-test: what the model gives by year, against what was reported.

use crate::analysis::{Actual, Backtest, BacktestLine, BacktestRow, backtest};
use crate::session::{Screen, Session};

/// What the Back-test screen remembers.
#[derive(Debug, Clone, Default)]
pub struct BacktestState {
    /// The chosen row, counted over all figures.
    pub selected: usize,
    /// What was reported, beside what claims say of it; it belongs to the open preset's file.
    pub reported: Vec<Actual>,
    /// The table that it was read from, as it was named.
    pub table: Option<String>,
    /// Every figure of a year that a claim is about, while the screen is open.
    pub answer: Option<Backtest>,
}

impl BacktestState {
    /// Its rows, each with the line that it is of.
    pub fn rows(&self) -> Vec<(&BacktestLine, &BacktestRow)> {
        let lines = self.answer.iter().flat_map(|answer| &answer.lines);
        lines.flat_map(|line| line.rows.iter().map(move |row| (line, row))).collect()
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<(&BacktestLine, &BacktestRow)> {
        self.rows().get(self.selected).copied()
    }

    /// The texts by which the rows are filtered.
    pub(super) fn texts(&self) -> Vec<String> {
        let text = |(line, row): &(&BacktestLine, &BacktestRow)| {
            let (name, figure) = (line.measure.name(), line.measure.label_without_year());
            let kind = row.kind.map_or("", |kind| kind.id());
            format!("{} {figure} {name} {} {kind}", row.year(), line.scenario.id())
        };
        self.rows().iter().map(text).collect()
    }
}

impl Session {
    /// Holds the model against what was reported.
    pub(super) fn refresh_backtest(&mut self) {
        self.refresh_claims();
        let state = &mut self.screens.backtest;
        let (preset, scenario) = (&self.preset, self.scenario);
        let answer = backtest(&preset.inputs, &preset.claims, &state.reported, scenario);
        state.answer = Some(answer);
        state.selected = state.selected.min(state.rows().len().saturating_sub(1));
    }

    /// Goes to the claim that says what was reported.
    pub(in crate::session) fn show_claim(&mut self) {
        let Some((_, row)) = self.screens.backtest.chosen() else {
            return self.say("nothing is reported: 6, then n makes a claim as of a year");
        };
        match row.claim {
            Some(claim) => {
                self.screens.claims.choose(claim);
                self.go(Screen::Claims);
            }
            None => self.say("no claim is about it: it comes from the table of reported figures"),
        }
    }
}
