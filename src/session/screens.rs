//! The screens, a file each: what it remembers, its lines and its keys. Here: what all of them
//! share, and the ways between them.

pub(super) mod cash;
pub(super) mod claims;
pub(super) mod compare;
pub(super) mod drivers;
pub(super) mod explain;
pub(super) mod explore;
pub(super) mod grid;
pub(super) mod risk;
pub(super) mod sliders;
pub(super) mod solve;

use super::{Row, Screen, Session, round_ends};
use crate::analysis::Query;
use crate::model::{Metric, Scenario};
use std::time::Duration;

/// What the screens remember.
#[derive(Debug, Clone, Default)]
pub struct Screens {
    /// Explore and Numbers.
    pub explore: explore::ExploreState,
    pub drivers: drivers::DriversState,
    pub grid: grid::GridState,
    pub risk: risk::RiskState,
    pub cash: cash::CashState,
    pub claims: claims::ClaimsState,
    pub solve: solve::SolveState,
    pub compare: compare::CompareState,
    pub explain: explain::ExplainState,
    /// The screens that the present one was opened from, the main one first.
    before: Vec<Screen>,
    /// The list that the wheel scrolled last, until something else is done.
    scrolling: Option<Scrolling>,
}

/// A wheel that turns on within this time goes on with what it began, wherever the pointer is.
const ONE_TURN: Duration = Duration::from_secs(1);

/// A turn of the wheel that moved a list.
#[derive(Debug, Clone, Copy)]
struct Scrolling {
    /// The cell under the pointer.
    at: (u16, u16),
    /// When it last went on.
    since_start: Duration,
}

impl Session {
    /// Goes to a screen.
    pub(super) fn go(&mut self, screen: Screen) {
        if screen == self.screen && screen != Screen::Solve {
            return;
        }
        self.settle();
        self.message = None;
        match screen {
            Screen::Explore => self.choose_explore_row(),
            Screen::Numbers => self.choose_number_row(),
            Screen::Explain => self.explain_claimed(),
            Screen::Solve => return self.go_to_solve(),
            _ => {}
        }
        self.enter(screen);
    }

    /// Puts a screen above the present one; one that is open below already, in its place.
    fn enter(&mut self, screen: Screen) {
        let before = &mut self.screens.before;
        let place = before.iter().position(|below| *below == screen);
        if screen.has_tab() {
            before.clear();
        } else if let Some(place) = place {
            before.truncate(place);
        } else if screen != self.screen {
            before.push(self.screen);
        }
        self.screen = screen;
    }

    /// Back to the screen that this one was opened from.
    pub(super) fn back(&mut self) {
        self.settle();
        self.message = None;
        self.leave_screen();
    }

    fn leave_screen(&mut self) {
        self.screen = self.screens.before.pop().unwrap_or(Screen::Explore);
    }

    /// How many lines the screen's list has, and the chosen one or the first that is shown.
    fn list(&mut self) -> Option<(usize, &mut usize)> {
        Some(match self.screen {
            Screen::Drivers => (self.driver_lines(), &mut self.screens.drivers.selected),
            Screen::Claims => (self.preset.claims.len(), &mut self.screens.claims.selected),
            Screen::Solve => (self.solutions().len(), &mut self.screens.solve.selected),
            Screen::Explain => {
                (self.screens.explain.lines().len(), &mut self.screens.explain.selected)
            }
            Screen::Risk => (self.risk_lines(), &mut self.screens.risk.selected),
            Screen::Cash => (self.cash_rows(), &mut self.screens.cash.scroll),
            Screen::Compare => (self.screens.compare.lines(), &mut self.screens.compare.scroll),
            Screen::Explore | Screen::Grid | Screen::Numbers | Screen::Paybacks => return None,
        })
    }

    /// Chooses another line of the screen.
    pub(super) fn choose(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        if matches!(self.screen, Screen::Explore | Screen::Numbers) {
            self.move_row(by);
        } else if let Some((lines, line)) = self.list() {
            *line = line.saturating_add_signed(by).min(lines.saturating_sub(1));
            self.message = None;
        }
    }

    /// Chooses the line that was clicked on.
    pub(super) fn choose_line(&mut self, index: usize) {
        if let Some((lines, line)) = self.list() {
            *line = index.min(lines.saturating_sub(1));
            self.message = None;
        }
    }

    /// The wheel: it moves the chosen slider where it turns over its track, and scrolls the
    /// screen's list anywhere else. What was scrolled under the pointer it does not change: while
    /// the pointer rests where it scrolled, or soon after, it scrolls on.
    pub(super) fn wheel(&mut self, at: (u16, u16), track: Option<Row>, steps: i32) {
        let goes_on = |last: Scrolling| {
            last.at == at || self.now.since_start.saturating_sub(last.since_start) < ONE_TURN
        };
        let scrolls_on = self.screens.scrolling.is_some_and(goes_on);
        if track == Some(self.row) && self.is_in_sight(self.row) && !scrolls_on {
            return self.step(steps);
        }
        if self.screen != Screen::Numbers && self.list().is_none() {
            return;
        }
        self.choose(-steps);
        self.screens.scrolling = Some(Scrolling { at, since_start: self.now.since_start });
    }

    /// What the screen needs to know now.
    pub(super) fn query(&self) -> Option<Query> {
        match self.screen {
            Screen::Drivers => Some(self.screens.drivers.query()),
            Screen::Grid => Some(self.screens.grid.query()),
            Screen::Solve => self.screens.solve.target.map(Query::Solve),
            Screen::Risk => Some(self.risk_query()),
            _ => None,
        }
    }

    /// What depends on the state and is worked out at once.
    pub(super) fn refresh_screen(&mut self) {
        match self.screen {
            Screen::Explain => self.refresh_explanation(),
            Screen::Claims => self.refresh_claims(),
            Screen::Compare => self.refresh_comparison(),
            _ => {}
        }
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

    /// The scenario that a Tab goes to.
    pub(super) fn turn_scenario(&mut self, by: i32) {
        self.choose_scenario(turned(&Scenario::ALL, self.scenario, by));
    }

    /// Another figure: a target of the one before means nothing for it.
    pub(super) fn set_metric(&mut self, metric: Metric) {
        if metric != self.metric {
            self.metric = metric;
            self.screens.solve.target = None;
            self.screens.grid.target = None;
            self.screens.explain.close_all();
            if self.screen == Screen::Solve {
                self.leave_screen();
            }
            self.refresh_strip();
        }
    }
}

/// The next of several or the one before, round the ends.
fn turned<T: Copy + PartialEq>(all: &[T], present: T, by: i32) -> T {
    let place = all.iter().position(|each| *each == present).unwrap_or(0);
    all[round_ends(place, by < 0, all.len())]
}
