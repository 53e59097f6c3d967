//! Going about: from screen to screen, along rows, cells and lines, and back to a slider.

use super::action::{Effect, Moment};
use super::dialog::Exacted;
use super::message::Message;
use super::risk::RiskView;
use super::screens::{Against, DriversView};
use super::{Row, Screen, Session};
use crate::analysis::{Measure, Question, compare, explain};
use crate::model::{Driver, Input, Scenario, SiteNumber};

impl Session {
    /// Goes to a screen.
    pub(super) fn go(&mut self, screen: Screen) {
        if screen == self.screen && screen != Screen::Solve {
            return;
        }
        self.settle();
        self.message = None;
        match screen {
            Screen::Explore if self.row.is_number() => self.choose_row(self.explore_row),
            Screen::Numbers if !self.row.is_number() => {
                // The first number of the programme: weights are chosen less often.
                let first = Row::Site(0, SiteNumber::Pledge);
                self.choose_row(self.number_row.unwrap_or(first));
            }
            Screen::Solve => {
                let entering = self.screen == Screen::Solve || self.solve.target.is_none();
                self.solve.selected = 0;
                if entering {
                    self.ask_target(Exacted::SolveTarget(self.metric));
                    return;
                }
            }
            Screen::Explain => {
                self.choose_claimed();
                self.explain.selected = 0;
            }
            _ => {}
        }
        self.enter(screen);
    }

    /// Puts a screen above the present one; one that is open below already, in its place.
    pub(super) fn enter(&mut self, screen: Screen) {
        let place = self.before.iter().position(|below| *below == screen);
        if screen.has_tab() {
            self.before.clear();
        } else if let Some(place) = place {
            self.before.truncate(place);
        } else if screen != self.screen {
            self.before.push(self.screen);
        }
        self.screen = screen;
    }

    /// On Claims the figure in question is the chosen claim's.
    fn choose_claimed(&mut self) {
        let claim = self.preset.claims.get(self.claim).filter(|_| self.screen == Screen::Claims);
        if let Some((scenario, Measure::Metric(metric))) =
            claim.map(|claim| (claim.scenario, claim.measure))
        {
            self.choose_scenario(scenario);
            self.set_metric(metric);
        }
    }

    /// Back to the screen that this one was opened from.
    pub(super) fn back(&mut self) {
        self.settle();
        self.message = None;
        self.screen = self.before.pop().unwrap_or(Screen::Explore);
    }

    /// Chooses another line of the screen.
    pub(super) fn choose(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        let last = self.lines().saturating_sub(1);
        let line = match self.screen {
            Screen::Drivers => &mut self.drivers.selected,
            Screen::Claims => &mut self.claim,
            Screen::Solve => &mut self.solve.selected,
            Screen::Explain => &mut self.explain.selected,
            Screen::Risk => &mut self.risk.selected,
            Screen::Cash => &mut self.cash.scroll,
            Screen::Compare => &mut self.compare.scroll,
            _ => return,
        };
        *line = line.saturating_add_signed(by).min(last);
        self.message = None;
    }

    /// Chooses the line that was clicked on.
    pub(super) fn choose_line(&mut self, line: usize) {
        let present = match self.screen {
            Screen::Drivers => self.drivers.selected,
            Screen::Claims => self.claim,
            Screen::Solve => self.solve.selected,
            Screen::Explain => self.explain.selected,
            Screen::Risk => self.risk.selected,
            _ => return,
        };
        let difference = i32::try_from(line).unwrap_or(0) - i32::try_from(present).unwrap_or(0);
        self.choose(difference);
    }

    /// How many lines the screen's list has.
    fn lines(&self) -> usize {
        match self.screen {
            Screen::Drivers => match self.drivers.view {
                DriversView::Attribution => self.attributed_drivers().len(),
                _ => self.answers.drivers.as_ref().map_or(0, |tornado| tornado.rows.len()),
            },
            Screen::Claims => self.preset.claims.len(),
            Screen::Solve => self.solutions().len(),
            Screen::Explain => self.explain.lines().len(),
            Screen::Cash => self.results.years().len(),
            Screen::Risk => self.risk_lines(),
            Screen::Compare => self
                .compare
                .comparison
                .as_ref()
                .map_or(0, |comparison| comparison.inputs.len() + comparison.metrics.len()),
            _ => 0,
        }
    }

    /// The drivers that have a part in a difference between the scenarios.
    pub fn attributed_drivers(&self) -> Vec<Driver> {
        let Some(ways) = &self.answers.attribution else { return Vec::new() };
        let has_part = |driver: &Driver| {
            let mut rows = ways.iter().flatten().flat_map(|way| &way.rows);
            rows.any(|row| row.driver == *driver && row.effect != 0.0)
        };
        Driver::ALL.into_iter().filter(has_part).collect()
    }

    pub(super) fn next_view(&mut self) {
        match self.screen {
            Screen::Drivers => {
                let views = DriversView::ALL;
                self.drivers.view = views[(self.drivers.view as usize + 1) % views.len()];
                self.drivers.selected = 0;
            }
            Screen::Risk => {
                let views = RiskView::ALL;
                self.risk.view = views[(self.risk.view as usize + 1) % views.len()];
                self.risk.selected = 0;
                self.message = None;
            }
            Screen::Cash => {
                self.cash.side_by_side = !self.cash.side_by_side;
                self.cash.scroll = 0;
            }
            _ => {}
        }
    }

    /// The driver or input of the chosen row, if the screen has one.
    fn chosen_input(&self) -> Option<Input> {
        match self.screen {
            Screen::Drivers if self.drivers.view == DriversView::Attribution => {
                self.attributed_drivers().get(self.drivers.selected).copied().map(Input::Driver)
            }
            Screen::Drivers => {
                let tornado = self.answers.drivers.as_ref()?;
                tornado.rows.get(self.drivers.selected).map(|row| row.bar.input)
            }
            Screen::Explain => {
                self.explain.lines().get(self.explain.selected).and_then(|line| line.node.input)
            }
            _ => None,
        }
    }

    /// Goes to the chosen row's slider; on a figure of a derivation, opens or closes it.
    pub(super) fn go_to_slider(&mut self) {
        match self.chosen_input() {
            Some(input) => self.show_slider(input),
            None if self.screen == Screen::Explain => {
                let open =
                    self.explain.lines().get(self.explain.selected).is_some_and(|line| line.open);
                self.open_part(!open);
            }
            None => {}
        }
    }

    /// Shows an input's slider, on Explore or on Numbers.
    pub(super) fn show_slider(&mut self, input: Input) {
        let row = Row::of(input);
        if row.is_number() {
            self.number_row = Some(row);
            self.go(Screen::Numbers);
        } else {
            self.explore_row = row;
            self.drawer = row.drawer().filter(|drawer| drawer.face() != row).or(self.drawer);
            self.go(Screen::Explore);
        }
        self.choose_row(row);
    }

    /// Opens or closes the chosen figure's parts.
    pub(super) fn open_part(&mut self, open: bool) {
        let Some(place) =
            self.explain.places().get(self.explain.selected).map(|(_, place)| place.clone())
        else {
            return;
        };
        if open {
            self.explain.open.insert(place);
        } else if !self.explain.open.remove(&place) {
            // Nothing to close here: to the figure that this is a part of.
            let above = place.len().saturating_sub(1);
            let parent = place[..above].to_vec();
            let line = self.explain.places().iter().position(|(_, place)| *place == parent);
            self.explain.selected = line.unwrap_or(0);
        }
    }

    /// What depends on the state and is worked out at once: derivation and comparison.
    pub(super) fn refresh_screen(&mut self) {
        match self.screen {
            Screen::Explain => {
                let question = Question::new(&self.preset.inputs, self.scenario, self.metric);
                self.explain.explanation = Some(explain(question));
                let last = self.explain.lines().len().saturating_sub(1);
                self.explain.selected = self.explain.selected.min(last);
            }
            Screen::Compare => {
                let inputs = &self.preset.inputs;
                let against = match &self.compare.against {
                    Against::Preset(preset) => &preset.inputs,
                    Against::Pin(pin) => &pin.snapshot.inputs,
                    Against::Saved => &self.saved.inputs,
                };
                self.compare.comparison = Some(compare(against, inputs));
            }
            _ => {}
        }
    }

    /// A preset to compare with was read.
    pub(super) fn loaded_to_compare(&mut self, loaded: Result<crate::preset::Preset, String>) {
        self.dialog = None;
        match loaded {
            Ok(preset) => {
                self.compare.against = Against::Preset(Box::new(preset));
                self.compare.scroll = 0;
            }
            Err(why) => self.message = Some(Message::Error(why)),
        }
    }

    /// Asks for the list of presets, to compare with one.
    pub(super) fn compare_with_preset(&mut self) -> Vec<Effect> {
        self.listing_to_compare = true;
        vec![Effect::List]
    }

    /// Moves the slider chosen last on Explore or Numbers, from any screen.
    pub(super) fn step_last(&mut self, steps: i32, now: Moment) {
        if self.row.input().is_some() {
            self.step(steps, now);
        } else {
            self.message = Some(Message::Note("choose a slider on Explore first".to_owned()));
        }
    }

    /// The scenario that a Tab goes to.
    pub(super) fn turn_scenario(&mut self, by: usize) {
        let next = (self.scenario as usize + by) % Scenario::ALL.len();
        self.choose_scenario(Scenario::ALL[next]);
    }
}
