//! Choosing a row and a scenario, and opening what is behind a row.

use super::action::Moment;
use super::message::Message;
use super::{Row, Screen, Session};
use crate::model::Scenario;
use std::time::Duration;

/// A wheel that turns on within this time goes on with what it began, wherever the pointer is.
const ONE_TURN: Duration = Duration::from_secs(1);

/// A turn of the wheel that moved a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scrolling {
    /// The cell under the pointer.
    at: (u16, u16),
    /// When it last went on.
    since_start: Duration,
}

impl Session {
    pub(super) fn choose_row(&mut self, row: Row) {
        if row != self.row {
            self.anchor = None;
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

    /// Chooses a row under the pointer; the list of Numbers holds still, so that a second press
    /// finds the same row there.
    pub(super) fn point_at_row(&mut self, row: Row) {
        let anchor = self.anchor.or(self.row.is_number().then_some(self.row));
        self.scrolling = None;
        self.choose_row(row);
        self.anchor = anchor;
    }

    /// The row that the list of Numbers is scrolled to.
    pub fn anchor(&self) -> Row {
        self.anchor.unwrap_or(self.row)
    }

    /// The wheel: it moves the chosen slider where it turns over its track, and scrolls the
    /// screen's list anywhere else. What was scrolled under the pointer it does not change: while
    /// the pointer rests where it scrolled, or soon after, it scrolls on.
    pub(super) fn wheel(&mut self, at: (u16, u16), track: Option<Row>, steps: i32, now: Moment) {
        let goes_on = |last: Scrolling| {
            last.at == at || now.since_start.saturating_sub(last.since_start) < ONE_TURN
        };
        let scrolls_on = self.scrolling.is_some_and(goes_on);
        if track == Some(self.row) && self.is_in_sight(self.row) && !scrolls_on {
            self.step(steps, now);
            return;
        }
        match self.screen {
            Screen::Explore | Screen::Grid | Screen::Paybacks => return,
            Screen::Numbers => self.move_row(-steps),
            _ => self.choose(-steps),
        }
        self.scrolling = Some(Scrolling { at, since_start: now.since_start });
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
