//! Grid: the figure over two inputs. Its cursor stands at the chosen scenario until it is moved, and
//! the scenario can be moved to it.

use crate::analysis::{Axis, Query};
use crate::model::{Driver, Input, Scenario};
use crate::session::Session;

/// What the Grid screen remembers.
#[derive(Debug, Clone)]
pub struct GridState {
    /// The input across.
    pub x: Input,
    /// The input upwards.
    pub y: Input,
    /// The figure that the contour stands for.
    pub target: Option<f64>,
    /// The cell under the cursor: column and row, from the lowest values; `None` until it is
    /// moved, while it stands at the chosen scenario.
    pub cursor: Option<(usize, usize)>,
    /// Columns and rows that there is room for.
    pub room: (usize, usize),
    /// Whether cells are as wide as their figures.
    pub numbers: bool,
}

/// Columns and rows of the screen that a cell with its figure takes up.
const NUMBERED: (usize, usize) = (9, 2);

impl Default for GridState {
    fn default() -> Self {
        Self {
            x: Input::Driver(Driver::Utilization),
            y: Input::Driver(Driver::PowerDelay),
            target: None,
            cursor: None,
            room: (40, 12),
            numbers: false,
        }
    }
}

impl Session {
    /// The grid's axes: each over its input's slider, and as far as the scenarios' own values lie
    /// beyond it, with as many values as there is room for.
    pub fn grid_axes(&self) -> (Axis, Axis) {
        let GridState { x, y, room, numbers, .. } = self.screens.grid;
        let room = if numbers { (room.0 / NUMBERED.0, room.1 / NUMBERED.1) } else { room };
        let axis = |input: Input, room: usize| {
            let spec = input.spec();
            let values = Scenario::ALL.map(|scenario| self.value(input, scenario));
            let from = values.into_iter().fold(spec.slider.min, f64::min);
            let to = values.into_iter().fold(spec.slider.max, f64::max);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a slider's reach is small"
            )]
            let whole = if spec.valid.whole { (to - from) as usize + 1 } else { usize::MAX };
            Axis { input, from, to, count: room.clamp(2, whole) }
        };
        (axis(x, room.0), axis(y, room.1))
    }

    pub(super) fn grid_query(&self) -> Query {
        let (x, y) = self.grid_axes();
        Query::Grid { x, y, target: self.screens.grid.target }
    }

    /// The grid's cell under the cursor: column and row, from the lowest values. Until it is moved
    /// it stands where the chosen scenario does.
    pub fn grid_cell(&self) -> (usize, usize) {
        let (x, y) = self.grid_axes();
        let here = |axis: Axis| {
            let value = self.value(axis.input, self.scenario);
            let distance = |index: &usize| (axis.values()[*index] - value).abs();
            (0..axis.count).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
        };
        self.screens.grid.cursor.map_or_else(
            || (here(x), here(y)),
            |(column, row)| (column.min(x.count - 1), row.min(y.count - 1)),
        )
    }

    /// The values of the inputs across and upwards under the cursor: a cell's, or the scenario's own
    /// until it is moved.
    pub fn grid_place(&self) -> (f64, f64) {
        let (x, y) = self.grid_axes();
        if self.screens.grid.cursor.is_none() {
            return (self.value(x.input, self.scenario), self.value(y.input, self.scenario));
        }
        let (column, row) = self.grid_cell();
        (x.values()[column], y.values()[row])
    }

    /// Moves the grid's cursor.
    pub(in crate::session) fn move_cursor(&mut self, across: i32, up: i32) {
        let (x, y) = self.grid_axes();
        let moved = |present: usize, by: i32, count: usize| {
            present.saturating_add_signed(isize::try_from(by).unwrap_or(0)).min(count - 1)
        };
        let (column, row) = self.grid_cell();
        self.screens.grid.cursor = Some((moved(column, across, x.count), moved(row, up, y.count)));
        self.message = None;
    }

    /// Takes in how many columns and rows of values there is room for.
    pub(in crate::session) fn make_room(&mut self, room: (usize, usize)) {
        if room == self.screens.grid.room {
            return;
        }
        self.resize_grid(|grid| grid.room = room);
    }

    /// Shows a map, or figures in wide cells.
    pub(in crate::session) fn toggle_grid_numbers(&mut self) {
        self.resize_grid(|grid| grid.numbers = !grid.numbers);
    }

    /// Takes in other numbers of columns and rows; the cursor stays over what it stood on.
    fn resize_grid(&mut self, resize: impl FnOnce(&mut GridState)) {
        let (x, y) = self.grid_axes();
        resize(&mut self.screens.grid);
        let (wider, higher) = self.grid_axes();
        if let Some((column, row)) = self.screens.grid.cursor {
            let scaled = |index: usize, before: usize, now: usize| {
                let last = before.saturating_sub(1).max(1);
                (index * (now - 1) + last / 2) / last
            };
            self.screens.grid.cursor =
                Some((scaled(column, x.count, wider.count), scaled(row, y.count, higher.count)));
        }
    }

    /// Moves the scenario to the grid's cursor.
    pub(in crate::session) fn move_there(&mut self) {
        let (x, y) = self.grid_place();
        let values = [(self.screens.grid.x, x), (self.screens.grid.y, y)];
        // Rid of binary dust.
        self.set_exactly(values.map(|(input, value)| (input, input.spec().slider.tidy(value))));
    }

    /// Puts an input on an axis; where it is on the other one, they change places.
    pub(in crate::session) fn set_axis(&mut self, across: bool, input: Input) {
        let grid = &mut self.screens.grid;
        let (axis, other) =
            if across { (&mut grid.x, &mut grid.y) } else { (&mut grid.y, &mut grid.x) };
        if input == *other {
            *other = *axis;
        }
        *axis = input;
        grid.cursor = None;
    }

    /// A click on a cell.
    pub(in crate::session) fn choose_cell(&mut self, column: usize, row: usize) {
        self.screens.grid.cursor = Some((column, row));
        self.move_cursor(0, 0);
    }
}
