//! Explore and Programme: choosing a row, and opening what is behind one.

use super::Clicked;
use crate::model::{Input, Scenario, Scenarios, SiteNumber};
use crate::session::filter::moved;
use crate::session::rows::{Drawer, FIRST_ROW, Row};
use crate::session::{Screen, Session};
use std::collections::BTreeMap;

/// What Explore and Programme remember.
#[derive(Debug, Clone)]
pub struct ExploreState {
    /// Which rows' details are open.
    pub drawer: Option<Drawer>,
    /// Whether the three scenarios move together.
    pub linked: bool,
    /// Where each scenario's value would be without the ends of its track, by input: what linked
    /// scenarios remember of their distances.
    pub(in crate::session) links: BTreeMap<Input, Scenarios<f64>>,
    /// What the mouse holds.
    pub(in crate::session) grabbed: Option<(Row, Scenario)>,
    /// The row that the list of Programme stays at while rows are chosen with the mouse.
    anchor: Option<Row>,
    /// The rows chosen on Explore and on Programme.
    explore_row: Row,
    programme_row: Row,
}

impl Default for ExploreState {
    fn default() -> Self {
        Self {
            drawer: None,
            linked: false,
            links: BTreeMap::new(),
            grabbed: None,
            anchor: None,
            explore_row: FIRST_ROW,
            // The first number of the programme: weights are chosen less often.
            programme_row: Row::Slider(Input::Site(0, SiteNumber::Pledge)),
        }
    }
}

impl ExploreState {
    /// Has the rows follow the sites that they belong to.
    pub(in crate::session) fn follow(&mut self, follow: impl Fn(Row) -> Row) {
        self.anchor = None;
        self.grabbed = None;
        self.programme_row = follow(self.programme_row);
    }
}

impl Session {
    pub(in crate::session) fn choose_explore_row(&mut self) {
        if self.row.is_of_programme() {
            self.choose_row(self.screens.explore.explore_row);
        }
    }

    pub(in crate::session) fn choose_programme_row(&mut self) {
        if !self.row.is_of_programme() {
            self.choose_row(self.screens.explore.programme_row);
        }
    }

    pub(in crate::session) fn choose_row(&mut self, row: Row) {
        if row != self.row {
            self.screens.explore.anchor = None;
            self.let_go();
            self.settle();
            self.message = None;
            self.row = row;
            if row.is_of_programme() {
                self.screens.explore.programme_row = row;
            } else {
                self.screens.explore.explore_row = row;
            }
            self.refresh_strip();
        }
    }

    /// Chooses a row under the pointer; the list of Programme holds still, so that a second press
    /// finds the same row there.
    pub(in crate::session) fn point_at_row(&mut self, row: Row) {
        let anchor = self.screens.explore.anchor.or(self.row.is_of_programme().then_some(self.row));
        self.screens.scrolling = None;
        self.choose_row(row);
        self.screens.explore.anchor = anchor;
    }

    /// The row that the list of Programme is scrolled to.
    pub fn anchor(&self) -> Row {
        self.screens.explore.anchor.unwrap_or(self.row)
    }

    /// Whether the screen is the one that a row's slider is on.
    pub(in crate::session) fn is_in_sight(&self, row: Row) -> bool {
        row.is_of_programme() == (self.screen == Screen::Programme)
    }

    /// A click on a row: a double one opens what is behind it; of one on another screen, goes there.
    pub(in crate::session) fn click_row(&mut self, row: Row) {
        if !self.has_sliders() || !self.is_in_sight(row) {
            if let Some(input) = row.input() {
                self.show_slider(input);
            }
            return;
        }
        self.point_at_row(row);
        if row == Row::Stresses {
            self.toggle_drawer();
        } else {
            self.enter_on_double(Clicked::Row(row));
        }
    }

    /// Shows an input's slider, on Explore or on Programme.
    pub(in crate::session) fn show_slider(&mut self, input: Input) {
        let row = Row::Slider(input);
        if row.is_of_programme() {
            self.screens.explore.programme_row = row;
            self.go(Screen::Programme);
        } else {
            self.screens.explore.explore_row = row;
            self.screens.explore.drawer =
                row.drawer().filter(|drawer| drawer.face() != row).or(self.screens.explore.drawer);
            self.go(Screen::Explore);
        }
        self.choose_row(row);
    }

    /// Moves the slider chosen last on Explore or Programme, from any screen.
    pub(in crate::session) fn step_last(&mut self, steps: i32) {
        if self.row.input().is_some() {
            self.step(steps);
        } else {
            self.say("choose a slider on Explore first");
        }
    }

    pub(in crate::session) fn move_row(&mut self, by: isize) {
        let rows = self.slider_rows();
        let present = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        let shown = self.screen_lines(rows.len());
        self.choose_row(rows[moved(&shown, present, by)]);
    }

    /// The rows of the screen, those that a filter leaves out as well.
    pub(in crate::session) fn slider_rows(&self) -> Vec<Row> {
        if self.screen == Screen::Programme {
            self.sections().into_iter().flat_map(|section| section.rows).collect()
        } else {
            Row::all(self.screens.explore.drawer)
        }
    }

    pub(in crate::session) fn toggle_drawer(&mut self) {
        let Some(drawer) = self.row.drawer() else {
            self.say("this slider has no details");
            return;
        };
        self.settle();
        if self.screens.explore.drawer == Some(drawer) {
            self.screens.explore.drawer = None;
            self.choose_row(drawer.face());
        } else {
            self.screens.explore.drawer = Some(drawer);
            if let (Row::Stresses, Some(first)) = (self.row, drawer.rows().first()) {
                self.choose_row(*first);
            }
        }
    }
}
