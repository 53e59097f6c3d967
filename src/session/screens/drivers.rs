//! Drivers: what drives the figure.

use super::turned;
use crate::analysis::{Query, Spread};
use crate::model::{Driver, Input};
use crate::session::filter::input_text;
use crate::session::{Filter, Response, Session};

/// How the Drivers screen looks at a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DriversView {
    /// Each driver from its lowest to its highest scenario value.
    #[default]
    Tornado,
    /// The way between the ends, of all drivers.
    Spider,
    /// Every input by ±10 %.
    PlusMinus,
    /// How the scenarios' difference comes from the drivers.
    Attribution,
    /// The figure over the chosen driver's whole range, alone.
    Response,
}

impl DriversView {
    /// All five, in the order of the key that goes round.
    pub const ALL: [Self; 5] =
        [Self::Tornado, Self::Spider, Self::PlusMinus, Self::Attribution, Self::Response];
}

/// The share by which every input is moved.
const PLUS_MINUS: f64 = 0.1;

/// What the Drivers screen remembers.
#[derive(Debug, Clone, Default)]
pub struct DriversState {
    /// How it looks at the figure.
    pub view: DriversView,
    /// The chosen row.
    pub selected: usize,
    /// The response to the chosen row's input.
    pub response: Option<Response>,
}

impl DriversState {
    pub(super) const fn query(&self) -> Query {
        match self.view {
            DriversView::Tornado | DriversView::Response | DriversView::Spider => {
                Query::Drivers(Spread::Scenarios)
            }
            DriversView::PlusMinus => Query::Drivers(Spread::PlusMinus(PLUS_MINUS)),
            DriversView::Attribution => Query::Attribution,
        }
    }
}

impl Session {
    /// The drivers that have a part in a difference between the scenarios.
    pub fn attributed_drivers(&self) -> Vec<Driver> {
        let Some(ways) = &self.answers.attribution else { return Vec::new() };
        let has_part = |driver: &Driver| {
            let mut rows = ways.iter().flatten().flat_map(|way| &way.rows);
            rows.any(|row| row.driver == *driver && row.effect != 0.0)
        };
        Driver::ALL.into_iter().filter(has_part).collect()
    }

    pub(super) fn driver_lines(&self) -> usize {
        self.driver_inputs().len()
    }

    /// What the rows are found by; the attribution's add up, and all of them are shown.
    pub(super) fn driver_texts(&self) -> Option<Vec<String>> {
        let rows = self.answers.drivers.as_ref().map(|tornado| &tornado.rows);
        let rows = rows.filter(|_| self.screens.drivers.view != DriversView::Attribution)?;
        Some(rows.iter().map(|row| input_text(row.bar.input)).collect())
    }

    pub(in crate::session) fn next_drivers_view(&mut self) {
        let drivers = &mut self.screens.drivers;
        let before = drivers.query();
        drivers.view = turned(&DriversView::ALL, drivers.view, 1);
        // Other rows begin at the top.
        if drivers.query() != before {
            drivers.selected = 0;
        }
        self.filters.screen = Filter::default();
    }

    /// The input of the chosen row.
    pub fn chosen_input(&self) -> Option<Input> {
        self.driver_inputs().get(self.screens.drivers.selected).copied()
    }

    /// The row that stands for an input, where there is one.
    pub fn driver_row(&self, input: Input) -> Option<usize> {
        self.driver_inputs().iter().position(|row| *row == input)
    }

    /// The inputs that the rows stand for; the tornado's where nothing can be attributed.
    fn driver_inputs(&self) -> Vec<Input> {
        if self.screens.drivers.view == DriversView::Attribution {
            let attributed = self.attributed_drivers();
            if !attributed.is_empty() {
                return attributed.into_iter().map(Input::Driver).collect();
            }
        }
        let rows = self.answers.drivers.iter().flat_map(|tornado| &tornado.rows);
        rows.map(|row| row.bar.input).collect()
    }

    /// Goes to the slider of the chosen row.
    pub(in crate::session) fn show_driver(&mut self) {
        if let Some(input) = self.chosen_input() {
            self.show_slider(input);
        }
    }

    /// Works the chosen input's response out, unless that is known.
    pub(super) fn refresh_response(&mut self) {
        let (inputs, metric) = (&self.preset.inputs, self.metric);
        let Some(input) = self.chosen_input() else {
            self.screens.drivers.response = None;
            return;
        };
        let known = &self.screens.drivers.response;
        if !known.as_ref().is_some_and(|known| known.answers(inputs, input, metric)) {
            self.screens.drivers.response = Some(Response::new(inputs, input, metric));
        }
    }
}
