//! Changing values: steps, drags, exact entry, link.

use crate::model::{Driver, Indicators, Input, Inputs, Scenario, Scenarios};
use crate::session::action::Phase;
use crate::session::dialogs::exact::Exacted;
use crate::session::edit::{By, Edited, Moved};
use crate::session::{Row, Session};

impl Session {
    /// Moves the chosen slider by so many of its steps.
    pub(in crate::session) fn step(&mut self, steps: i32) {
        if let Some(field) = self.row.field() {
            return self.step_field(field, steps);
        }
        let Some(input) = self.row.input() else {
            return self.say_what_opens();
        };
        let value = self.value(input, self.scenario);
        let slider = input.spec().slider;
        let target = if self.screens.explore.linked && input.is_per_scenario() {
            // What is beyond the track's ends still counts, so that distances come back.
            let virtual_value = self.linked_values(input)[self.scenario];
            slider.tidy(virtual_value + f64::from(steps) * slider.step)
        } else {
            slider.stepped(value, steps)
        };
        self.move_to(input, target, By::Step(Moved::Input(input, self.scenario)));
    }

    /// Moves the chosen slider to the left or the right end of its track.
    pub(in crate::session) fn step_to_end(&mut self, side: i32) {
        if let Some(field) = self.row.field() {
            return self.field_to_end(field, side);
        }
        let Some(input) = self.row.input() else {
            return self.say_what_opens();
        };
        let slider = input.spec().slider;
        let target = if side < 0 { slider.min } else { slider.max };
        self.move_to(input, target, By::Step(Moved::Input(input, self.scenario)));
    }

    /// A mouse button on a track.
    pub(in crate::session) fn track(
        &mut self,
        row: Row,
        scenario: Scenario,
        position: f64,
        phase: Phase,
    ) {
        match phase {
            Phase::Grab | Phase::Down => {
                self.point_at_row(row);
                self.choose_scenario(scenario);
                self.screens.explore.grabbed = Some((row, scenario));
                if phase == Phase::Grab {
                    return;
                }
            }
            Phase::Drag => {}
            Phase::Up => return self.let_go(),
        }
        let (Some((row, _)), true) = (self.screens.explore.grabbed, position.is_finite()) else {
            return;
        };
        let Some(input) = row.input() else { return };
        let slider = input.spec().slider;
        let along = slider.min + position.clamp(0.0, 1.0) * (slider.max - slider.min);
        let steps = ((along - slider.min) / slider.step).round();
        let value = slider.tidy((slider.min + steps * slider.step).min(slider.max));
        self.move_to(input, value, By::Mouse(Moved::Input(input, self.scenario)));
    }

    /// Where each scenario's value would be without the ends of its track: as remembered, if the
    /// values are still where that put them, else where they are.
    fn linked_values(&self, input: Input) -> Scenarios<f64> {
        let slider = input.spec().slider;
        let present = Scenarios::from_fn(|scenario| self.value(input, scenario));
        let holds = |link: &&Scenarios<f64>| {
            link.iter().all(|(scenario, value)| {
                let now = present[scenario];
                within_track(*value, slider.min, slider.max, now).to_bits() == now.to_bits()
            })
        };
        self.screens.explore.links.get(&input).filter(holds).copied().unwrap_or(present)
    }

    /// Lets go of the handle that the mouse holds.
    pub(in crate::session) fn let_go(&mut self) {
        if self.screens.explore.grabbed.take().is_some()
            && let Some(last) = &mut self.moves.going
        {
            last.open = false;
        }
    }

    /// Where the mouse holds a handle: the row and scenario.
    pub const fn grabbed(&self) -> Option<(Row, Scenario)> {
        self.screens.explore.grabbed
    }

    /// Takes an input to a value: one scenario, or all three by the same amount.
    pub(in crate::session) fn move_to(&mut self, input: Input, target: f64, by: By) {
        let from = self.value(input, self.scenario);
        let linked = self.screens.explore.linked && input.is_per_scenario();
        let mut inputs = self.preset.inputs.clone();
        if linked {
            let slider = input.spec().slider;
            let link = self.linked_values(input);
            let distance = target - link[self.scenario];
            let moved = link.map(|value| slider.tidy(value + distance));
            let mut any = false;
            for scenario in Scenario::ALL {
                let present = self.value(input, scenario);
                let value = if by == By::Once && scenario == self.scenario {
                    target
                } else {
                    within_track(moved[scenario], slider.min, slider.max, present)
                };
                if value.to_bits() != present.to_bits() {
                    any = true;
                    inputs.set(input, scenario, value);
                }
            }
            // At the end of the last one's track, the distances stop growing.
            if any {
                self.screens.explore.links.insert(input, moved);
            }
        } else if target.to_bits() != from.to_bits() {
            inputs.set(input, self.scenario, target);
        }
        self.edit(by, |preset| preset.inputs = inputs);
    }

    /// Asks for the chosen slider's value.
    pub(in crate::session) fn ask_exact(&mut self) {
        match self.row {
            Row::Slider(input) => self.ask_exactly(Exacted::Input(input, self.scenario)),
            Row::Field(field) => self.ask_exactly(Exacted::Field(field)),
            Row::Stresses => self.toggle_drawer(),
        }
    }

    /// Puts several values of the chosen scenario in, as one edit.
    pub(super) fn set_exactly(&mut self, values: impl IntoIterator<Item = (Input, f64)>) {
        let scenario = self.scenario;
        let edited = self.edit(By::Once, |preset| {
            for (input, value) in values {
                preset.inputs.set(input, scenario, value);
            }
        });
        if edited == Edited::Same {
            self.say("it is already there");
        }
    }

    /// Takes the chosen value, or the row's three, back to what was saved.
    pub(in crate::session) fn reset(&mut self, whole_row: bool) {
        if let Some(field) = self.row.field() {
            return self.reset_field(field);
        }
        let Some(input) = self.row.input() else {
            return self.say_what_opens();
        };
        let scenario = self.scenario;
        let mut inputs = self.preset.inputs.clone();
        if !input.is_per_scenario() {
            let Some(saved) = self.saved_value(input, scenario) else {
                return self.say("the site is new; no value of it was saved");
            };
            inputs.set(input, scenario, saved);
        }
        for each in Scenario::ALL {
            if whole_row || each == scenario {
                let saved = self.file.saved.inputs.scenarios[each];
                inputs.scenarios[each].take(input, &saved);
            }
        }
        let edited = self.edit(By::Once, |preset| preset.inputs = inputs);
        if edited == Edited::Same {
            self.say("this is the saved value");
        }
    }

    /// Links or unlinks the three scenarios.
    pub(in crate::session) fn toggle_link(&mut self) {
        self.settle();
        self.screens.explore.linked = !self.screens.explore.linked;
        self.screens.explore.links.clear();
        let said = if self.screens.explore.linked {
            "linked: all three scenarios move by the same amount"
        } else {
            "unlinked: only the chosen scenario moves"
        };
        self.say(said);
    }

    /// An input's value; an indicator that a scenario doesn't use reads as what its delay would
    /// correspond to.
    pub fn value(&self, input: Input, scenario: Scenario) -> f64 {
        value_in(&self.preset.inputs, input, scenario)
    }

    fn say_what_opens(&mut self) {
        self.say("Enter opens the stresses");
    }
}

/// A value held on its track; one that was already beyond an end may stay there.
fn within_track(value: f64, min: f64, max: f64, present: f64) -> f64 {
    value.clamp(min.min(present), max.max(present))
}

/// An input's value among others; an unused indicator's as its delay would have it.
pub fn value_in(inputs: &Inputs, input: Input, scenario: Scenario) -> f64 {
    inputs.get(input, scenario).unwrap_or_else(|| match input {
        Input::Indicator(indicator) => {
            let months = inputs.scenarios[scenario].drivers()[Driver::PowerDelay];
            Indicators::matching(months).get(indicator)
        }
        _ => f64::NAN,
    })
}
