//! Choosing a row and a scenario, and opening what is behind a row.

use super::message::Message;
use super::{Row, Screen, Session};
use crate::model::Scenario;

impl Session {
    pub(super) fn choose_row(&mut self, row: Row) {
        if row != self.row {
            self.let_go();
            self.settle();
            self.message = None;
            self.row = row;
            if row.is_number() {
                self.number_row = Some(row);
            } else {
                self.explore_row = row;
            }
            self.refresh_strip();
        }
    }

    /// Whether the screen is the one that a row's slider is on.
    pub(super) fn is_in_sight(&self, row: Row) -> bool {
        row.is_number() == (self.screen == Screen::Numbers)
    }

    pub(super) fn choose_scenario(&mut self, scenario: Scenario) {
        if scenario != self.scenario {
            self.let_go();
            self.settle();
            self.message = None;
            self.scenario = scenario;
            self.refresh_strip();
        }
    }

    pub(super) fn move_row(&mut self, by: i32) {
        let rows = match self.screen {
            Screen::Numbers => Row::numbers(self.preset.inputs.programme.sites.len()),
            _ => Row::all(self.drawer),
        };
        let present = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        let by = isize::try_from(by).unwrap_or(0);
        let next = present.saturating_add_signed(by).min(rows.len() - 1);
        self.choose_row(rows[next]);
    }

    pub(super) fn toggle_drawer(&mut self) {
        let Some(drawer) = self.row.drawer() else {
            self.message = Some(Message::Note("nothing is behind this slider".to_owned()));
            return;
        };
        self.settle();
        if self.drawer == Some(drawer) {
            self.drawer = None;
            self.choose_row(drawer.face());
        } else {
            self.drawer = Some(drawer);
            if let (Row::Stresses, Some(first)) = (self.row, drawer.rows().first()) {
                self.choose_row(*first);
            }
        }
    }
}
