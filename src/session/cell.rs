//! The grid's cursor: at the chosen scenario until it is moved, and the scenario moved to it.

use super::Session;
use super::action::Moment;
use super::dialog::{Dialog, PickList};
use super::editing::{By, Edited};
use super::message::{Change, Message};
use crate::model::Input;

impl Session {
    /// Chooses an input for an axis of the grid.
    pub(super) fn pick_axis(&mut self, across: bool) {
        let inputs: Vec<Input> = Input::all(self.preset.inputs.programme.sites.len()).collect();
        let present = if across { self.grid.x } else { self.grid.y };
        let selected = inputs.iter().position(|input| *input == present).unwrap_or(0);
        self.dialog = Some(Dialog::Pick(PickList::Axis { across, inputs, selected }));
    }

    /// The grid's cell under the cursor: column and row, from the lowest values. Until it is moved
    /// it stands where the chosen scenario does.
    pub fn grid_cell(&self) -> (usize, usize) {
        let (x, y) = self.grid.axes();
        let here = |axis: crate::analysis::grid::Axis| {
            let value = self.value(axis.input, self.scenario);
            let distance = |index: &usize| (axis.values()[*index] - value).abs();
            (0..axis.count).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
        };
        self.grid.cursor.map_or_else(
            || (here(x), here(y)),
            |(column, row)| (column.min(x.count - 1), row.min(y.count - 1)),
        )
    }

    /// The values of the inputs across and upwards under the cursor: a cell's, or the scenario's own
    /// until it is moved.
    pub fn grid_place(&self) -> (f64, f64) {
        let (x, y) = self.grid.axes();
        if self.grid.cursor.is_none() {
            return (self.value(x.input, self.scenario), self.value(y.input, self.scenario));
        }
        let (column, row) = self.grid_cell();
        (x.values()[column], y.values()[row])
    }

    /// Moves the grid's cursor.
    pub(super) fn move_cursor(&mut self, across: i32, up: i32) {
        let (x, y) = self.grid.axes();
        let moved = |present: usize, by: i32, count: usize| {
            present.saturating_add_signed(isize::try_from(by).unwrap_or(0)).min(count - 1)
        };
        let (column, row) = self.grid_cell();
        self.grid.cursor = Some((moved(column, across, x.count), moved(row, up, y.count)));
        self.message = None;
    }

    /// Takes in how many columns and rows of values there is room for; the cursor stays over what
    /// it stood on.
    pub(super) fn make_room(&mut self, room: (usize, usize)) {
        if room == self.grid.room {
            return;
        }
        let (x, y) = self.grid.axes();
        self.grid.room = room;
        let (wider, higher) = self.grid.axes();
        if let Some((column, row)) = self.grid.cursor {
            let scaled = |index: usize, before: usize, now: usize| {
                let last = before.saturating_sub(1).max(1);
                (index * (now - 1) + last / 2) / last
            };
            self.grid.cursor =
                Some((scaled(column, x.count, wider.count), scaled(row, y.count, higher.count)));
        }
    }

    /// Moves the scenario to the grid's cursor.
    pub(super) fn move_there(&mut self, now: Moment) {
        let (x, y) = self.grid_place();
        self.set_several(vec![(self.grid.x, x), (self.grid.y, y)], now);
    }

    /// Puts several values of the chosen scenario in as one edit, rid of binary dust.
    pub(super) fn set_several(&mut self, values: Vec<(Input, f64)>, now: Moment) {
        let tidy = |(input, value): (Input, f64)| (input, input.spec().slider.tidy(value));
        self.set_exactly(values.into_iter().map(tidy).collect(), now);
    }

    /// Puts several values of the chosen scenario in, as one edit.
    pub(super) fn set_exactly(&mut self, values: Vec<(Input, f64)>, now: Moment) {
        let scenario = self.scenario;
        let change = Change::Values { scenario, values: values.clone() };
        let edited = self.edit(change, now, By::Once, |preset| {
            for (input, value) in values {
                preset.inputs.set(input, scenario, value);
            }
        });
        if edited == Edited::Same {
            self.message = Some(Message::Note("it is there already".to_owned()));
        }
    }
}
