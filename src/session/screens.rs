//! The screens, a file each: what it remembers, its lines and its keys. Here: what all of them
//! share, and the ways between them.

pub(super) mod backtest;
pub(super) mod cash;
pub(super) mod claims;
pub(super) mod compare;
pub(super) mod drivers;
pub(super) mod explain;
pub(super) mod explore;
pub(super) mod grid;
pub(super) mod league;
pub(super) mod paybacks;
pub(super) mod programme;
pub(super) mod risk;
pub(super) mod sliders;
pub(super) mod solve;

use super::filter::{input_text, metric_text, moved};
use super::{Context, Filter, Row, Screen, Section, Session, WayThere, lookup, round_ends};
use crate::analysis::{Claim, Query, payback_metrics};
use crate::key::{Key, KeyCode};
use crate::model::{Metric, Scenario};
use std::time::Duration;

/// What the screens remember.
#[derive(Debug, Clone, Default)]
pub struct Screens {
    /// Explore and Programme.
    pub explore: explore::ExploreState,
    pub drivers: drivers::DriversState,
    pub grid: grid::GridState,
    pub risk: risk::RiskState,
    pub cash: cash::CashState,
    pub claims: claims::ClaimsState,
    pub backtest: backtest::BacktestState,
    pub league: league::LeagueState,
    pub solve: solve::SolveState,
    pub compare: compare::CompareState,
    pub explain: explain::ExplainState,
    pub paybacks: paybacks::PaybacksState,
    /// The screens that the present one was opened from, the main one first.
    before: Vec<Screen>,
    /// The headline figure that comes back once the screens above this one are left.
    pub(super) headline: Option<Headline>,
    /// The list that the wheel scrolled last, until something else is done.
    scrolling: Option<Scrolling>,
    /// What was clicked on last, and when.
    clicked: Option<(Clicked, Duration)>,
}

/// A headline figure that gave way to another one, which a screen was opened about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headline {
    pub(super) metric: Metric,
    /// The targets that were set for it.
    solve: Option<f64>,
    contour: Option<f64>,
    /// The screen on which it comes back, as it does on every main one.
    on: Screen,
}

/// A wheel that turns on within this time goes on with what it began, wherever the pointer is.
const ONE_TURN: Duration = Duration::from_secs(1);

/// Two clicks within this time are a double one.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);

/// Something that a double click does more with than a single one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clicked {
    Line(usize),
    Row(Row),
}

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
            Screen::Programme => self.choose_programme_row(),
            Screen::Claims => self.choose_failing_claim(),
            Screen::Explain => self.explain_chosen(),
            Screen::Paybacks => self.choose_headline_payback(),
            Screen::League => self.enter_league(),
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
        self.show_screen(screen);
    }

    /// Back to the screen that this one was opened from.
    pub(super) fn back(&mut self) {
        self.settle();
        self.message = None;
        self.leave_screen();
    }

    fn leave_screen(&mut self) {
        let screen = self.screens.before.pop().unwrap_or(Screen::Explore);
        self.show_screen(screen);
    }

    fn show_screen(&mut self, screen: Screen) {
        if screen != self.screen {
            self.filters.screen = Filter::default();
        }
        self.screen = screen;
        self.reread_league();
        let back = |headline: &mut Headline| screen.has_tab() || screen == headline.on;
        if let Some(headline) = self.screens.headline.take_if(back) {
            self.set_metric(headline.metric);
            self.screens.solve.target = headline.solve;
            self.screens.grid.target = headline.contour;
        }
    }

    /// How many lines the screen's list has, and the chosen one or the first that is shown.
    pub(super) fn list(&mut self) -> Option<(usize, &mut usize)> {
        Some(match self.screen {
            Screen::Drivers => (self.driver_lines(), &mut self.screens.drivers.selected),
            Screen::Claims => (self.preset.claims.len(), &mut self.screens.claims.selected),
            Screen::Solve => (self.solutions().len(), &mut self.screens.solve.selected),
            Screen::Explain => {
                (self.screens.explain.lines().len(), &mut self.screens.explain.selected)
            }
            Screen::Backtest => {
                (self.screens.backtest.rows().len(), &mut self.screens.backtest.selected)
            }
            Screen::League => (self.screens.league.lines.len(), &mut self.screens.league.selected),
            Screen::Risk => (self.risk_lines(), &mut self.screens.risk.selected),
            Screen::Cash => (self.cash_rows(), &mut self.screens.cash.scroll),
            Screen::Compare => (self.compare_line_count(), &mut self.screens.compare.selected),
            Screen::Paybacks => (payback_metrics().count(), &mut self.screens.paybacks.selected),
            Screen::Explore | Screen::Grid | Screen::Programme => return None,
        })
    }

    /// Chooses another line of the screen.
    pub(super) fn choose(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        if self.has_sliders() {
            return self.move_row(by);
        }
        let Some((lines, _)) = self.list() else { return };
        let shown = self.screen_lines(lines);
        if let Some((_, line)) = self.list() {
            *line = moved(&shown, *line, by);
            self.message = None;
        }
    }

    /// Whether its rows are sliders.
    pub(super) const fn has_sliders(&self) -> bool {
        matches!(self.screen, Screen::Explore | Screen::Programme)
    }

    /// Chooses the nearest line that a filter leaves.
    pub(super) fn choose_shown(&mut self) {
        let message = self.message.take();
        self.choose(0);
        self.message = message;
    }

    /// The texts by which the screen's lines are filtered; none where it has no list of them.
    pub(super) fn screen_texts(&self) -> Option<Vec<String>> {
        Some(match self.screen {
            Screen::Explore => self.slider_rows().into_iter().map(row_text).collect(),
            Screen::Programme => {
                let sections = self.sections();
                let found = |section: &Section| {
                    let of = |row: &Row| format!("{} {}", section.title, row_text(*row));
                    section.rows.iter().map(of).collect::<Vec<_>>()
                };
                sections.iter().flat_map(found).collect()
            }
            Screen::Drivers => self.driver_texts()?,
            Screen::Claims => self.preset.claims.iter().map(claim_text).collect(),
            Screen::Backtest => self.screens.backtest.texts(),
            Screen::League => self.screens.league.texts(),
            Screen::Solve => self.solutions().iter().map(way_text).collect(),
            Screen::Explain => {
                let lines = self.screens.explain.lines();
                lines.iter().map(|line| line.node.label.clone()).collect()
            }
            Screen::Risk => self.risk_texts()?,
            Screen::Compare => self.compare_texts(),
            Screen::Cash => self.periods(),
            Screen::Paybacks => payback_metrics().map(metric_text).collect(),
            Screen::Grid => return None,
        })
    }

    /// Chooses the line that was clicked on; a double click does what Enter does.
    pub(super) fn choose_line(&mut self, index: usize) {
        if let Some((lines, line)) = self.list() {
            *line = index.min(lines.saturating_sub(1));
            self.message = None;
        }
        self.enter_on_double(Clicked::Line(index));
    }

    /// Makes the figure that was clicked on the headline one; where it stands in a list, a double
    /// click does what Enter does.
    pub(super) fn choose_figure(&mut self, scenario: Scenario, metric: Metric) {
        self.choose_scenario(scenario);
        self.set_metric(metric);
        if self.screen == Screen::Paybacks {
            self.choose_headline_payback();
            self.enter_on_double(Clicked::Line(self.screens.paybacks.selected));
        }
    }

    /// Does what Enter does on this screen, where the same was clicked on just before.
    fn enter_on_double(&mut self, clicked: Clicked) {
        let now = self.now.since_start;
        let last = self.screens.clicked.replace((clicked, now));
        let is_double = last
            .is_some_and(|(before, at)| before == clicked && now.saturating_sub(at) < DOUBLE_CLICK);
        if is_double {
            self.screens.clicked = None;
            let enter = lookup(Context::of(self.screen), Key::plain(KeyCode::Enter));
            if let Some(command) = enter {
                self.on_screen(command);
            }
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
        if self.screen != Screen::Programme && self.list().is_none() {
            return;
        }
        self.choose(-steps);
        self.screens.scrolling = Some(Scrolling { at, since_start: self.now.since_start });
    }

    /// One scenario, or three side by side.
    pub(super) const fn toggle_side_by_side(&mut self) {
        if matches!(self.screen, Screen::League) {
            self.toggle_league_scenarios();
        } else {
            self.toggle_cash_scenarios();
        }
    }

    /// What the screen needs to know now, of whose figure.
    pub(super) fn query(&self) -> Option<(Query, Scenario, Metric)> {
        let (scenario, metric) = (self.scenario, self.metric);
        if let Some(query) = self.calibration_query() {
            return Some((query, scenario, metric));
        }
        match self.screen {
            Screen::Drivers => Some((self.screens.drivers.query(), scenario, metric)),
            Screen::Grid => Some((self.grid_query(), scenario, metric)),
            Screen::Solve => {
                self.screens.solve.target.map(|target| (Query::Solve(target), scenario, metric))
            }
            // The odds are of all three together.
            Screen::Risk => Some((self.risk_query(), Scenario::Base, metric)),
            Screen::Claims => self.claim_query(),
            _ => None,
        }
    }

    /// What depends on the state and is worked out at once.
    pub(super) fn refresh_screen(&mut self) {
        match self.screen {
            Screen::Explain => self.refresh_explanation(),
            Screen::Claims => self.refresh_claims(),
            Screen::Backtest => self.refresh_backtest(),
            Screen::League => self.refresh_league(),
            Screen::Compare => self.refresh_comparison(),
            Screen::Drivers => self.refresh_response(),
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
        self.screens.headline = None;
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

    /// Another figure for the screen that is about to be opened: the present one comes back when
    /// that is left, unless another one is chosen meanwhile.
    pub(super) fn lend_metric(&mut self, metric: Metric) {
        let (before, lent) = (self.metric, self.screens.headline);
        let [solve, contour] = [self.screens.solve.target, self.screens.grid.target];
        self.set_metric(metric);
        let headline = Headline { metric: before, solve, contour, on: self.screen };
        self.screens.headline = lent.or(Some(headline)).filter(|of| of.metric != metric);
    }
}

fn row_text(row: Row) -> String {
    match row {
        Row::Slider(input) => input_text(input),
        Row::Stresses => "stresses".to_owned(),
        Row::Field(field) => format!("{} {}", field.label(), field.key()),
    }
}

fn claim_text(claim: &Claim) -> String {
    let Claim { id, says, source, .. } = claim;
    let (figure, scenario) = (claim.measure.label(), claim.scenario.id());
    format!("{id} {figure} {scenario} {} {says} {source}", claim.kind.id())
}

fn way_text(way: &WayThere) -> String {
    match way {
        WayThere::Together(_) => "all together".to_owned(),
        WayThere::Alone(solution) => input_text(solution.input),
    }
}

/// The next of several or the one before, round the ends.
fn turned<T: Copy + PartialEq>(all: &[T], present: T, by: i32) -> T {
    let place = all.iter().position(|each| *each == present).unwrap_or(0);
    all[round_ends(place, by < 0, all.len())]
}
