//! Changing values: steps, drags, exact entry, link, reset, undo.

use super::action::{Moment, Phase};
use super::message::{Change, Message};
use super::results::Scales;
use super::{Row, Session};
use crate::model::{Input, Scenario, Scenarios};
use std::rc::Rc;
use std::time::Duration;

/// A change that a further step of the same kind continues.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Move {
    pub(super) input: Input,
    pub(super) scenario: Scenario,
    pub(super) linked: bool,
    /// When it last went on.
    pub(super) at: Duration,
    /// Whether the mouse holds the handle, so that it goes on however slowly.
    pub(super) held: bool,
    /// Whether a further step belongs to the same change: not once the handle was let go, or
    /// after the value came back to where it began.
    pub(super) open: bool,
}

impl Move {
    /// Whether a step belongs to the same change as this one.
    fn goes_on_to(&self, next: &Self) -> bool {
        let soon = next.at.saturating_sub(self.at) <= ONE_STEP;
        self.open && self.held == next.held && (next.held || soon)
    }
}

/// What moves a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Step,
    Mouse,
    Typing,
}

/// Steps that follow each other within this time are one step to undo: a held key repeats many
/// times a second, a person presses a few times.
const ONE_STEP: Duration = Duration::from_millis(600);

impl Session {
    /// Moves the chosen slider by so many of its steps.
    pub(super) fn step(&mut self, steps: i32, now: Moment) {
        let Some(input) = self.row.input() else {
            return self.say_what_opens();
        };
        let value = self.value(input, self.scenario);
        let slider = input.spec().slider;
        let target = if self.linked && input.is_per_scenario() {
            // What is beyond the track's ends still counts, so that distances come back.
            let virtual_value = self.linked_values(input)[self.scenario];
            slider.tidy(virtual_value + f64::from(steps) * slider.step)
        } else {
            slider.stepped(value, steps)
        };
        self.move_to(input, target, now, By::Step);
    }

    /// Moves the chosen slider to the left or the right end of its track.
    pub(super) fn step_to_end(&mut self, side: i32, now: Moment) {
        let Some(input) = self.row.input() else {
            return self.say_what_opens();
        };
        let slider = input.spec().slider;
        let target = if side < 0 { slider.min } else { slider.max };
        self.move_to(input, target, now, By::Step);
    }

    /// A mouse button on a track.
    pub(super) fn track(
        &mut self,
        row: Row,
        scenario: Scenario,
        position: f64,
        phase: Phase,
        now: Moment,
    ) {
        match phase {
            Phase::Grab | Phase::Down => {
                self.choose_row(row);
                self.choose_scenario(scenario);
                self.grabbed = Some((row, scenario));
                if phase == Phase::Grab {
                    return;
                }
            }
            Phase::Drag => {}
            Phase::Up => return self.let_go(),
        }
        let (Some((row, _)), true) = (self.grabbed, position.is_finite()) else { return };
        let Some(input) = row.input() else { return };
        let slider = input.spec().slider;
        let along = slider.min + position.clamp(0.0, 1.0) * (slider.max - slider.min);
        let steps = ((along - slider.min) / slider.step).round();
        let value = slider.tidy((slider.min + steps * slider.step).min(slider.max));
        self.move_to(input, value, now, By::Mouse);
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
        self.links.get(&input).filter(holds).copied().unwrap_or(present)
    }

    /// Lets go of the handle that the mouse holds.
    pub(super) fn let_go(&mut self) {
        if self.grabbed.take().is_some()
            && let Some(last) = &mut self.moving
        {
            last.open = false;
        }
    }

    /// Where the mouse holds a handle: the row and scenario.
    pub const fn grabbed(&self) -> Option<(Row, Scenario)> {
        self.grabbed
    }

    /// Puts an exact value in, for the chosen scenario; the others move along when linked.
    pub(super) fn set_exact(
        &mut self,
        input: Input,
        value: f64,
        now: Moment,
    ) -> Result<(), String> {
        let spec = input.spec();
        if !spec.valid.contains(value) {
            return Err("that is outside the valid range".to_owned());
        }
        self.settle();
        self.move_to(input, value, now, By::Typing);
        self.moving = None;
        self.scales = self.fitting_scales();
        Ok(())
    }

    /// Takes an input to a value: one scenario, or all three by the same amount.
    fn move_to(&mut self, input: Input, target: f64, now: Moment, by: By) {
        let spec = input.spec();
        let before = self.preset.inputs.clone();
        let from = self.value(input, self.scenario);
        if self.linked && input.is_per_scenario() {
            let link = self.linked_values(input);
            let distance = target - link[self.scenario];
            let moved = link.map(|value| spec.slider.tidy(value + distance));
            let mut any = false;
            for scenario in Scenario::ALL {
                let present = self.value(input, scenario);
                let value = if by == By::Typing && scenario == self.scenario {
                    target
                } else {
                    within_track(moved[scenario], spec.slider.min, spec.slider.max, present)
                };
                any |= value.to_bits() != present.to_bits();
                if value.to_bits() != present.to_bits() {
                    self.preset.inputs.set(input, scenario, value);
                }
            }
            // At the end of the last one's track, the distances stop growing.
            if any {
                self.links.insert(input, moved);
            }
        } else if target.to_bits() != from.to_bits() {
            self.preset.inputs.set(input, self.scenario, target);
            // A slider's values are valid by themselves, but may contradict each other: no pledge
            // at all is none.
            if let Some(error) = self.preset.inputs.violations().into_iter().next() {
                self.preset.inputs = before;
                self.message = Some(Message::Error(error.to_string()));
                return;
            }
        }
        let present = Move {
            input,
            scenario: self.scenario,
            linked: self.linked && input.is_per_scenario(),
            at: now.since_start,
            held: by == By::Mouse,
            open: true,
        };
        self.changed(present, from, before);
    }

    /// Notes a change for undo, comparison and the foot of the screen.
    pub(super) fn changed(&mut self, mut present: Move, from: f64, before: crate::model::Inputs) {
        if self.preset.inputs == before {
            return;
        }
        let to = self.value(present.input, present.scenario);
        let same_slider = self.moving.filter(|last| {
            (last.input, last.scenario, last.linked)
                == (present.input, present.scenario, present.linked)
        });
        if same_slider.is_none() {
            self.begin_move();
        }
        let goes_on = same_slider.is_some_and(|last| last.goes_on_to(&present));
        let change = |from| Change::Value {
            input: present.input,
            scenario: present.scenario,
            linked: present.linked,
            from,
            to,
        };
        if goes_on {
            self.history.extend(|last| match last {
                Change::Value { from, .. } => change(*from),
                Change::Values { .. } | Change::RowReset { .. } => change(from),
            });
            if self.history.last() == Some(&self.preset.inputs) {
                self.history.drop_last();
                present.open = false;
            }
        } else {
            self.history.record(change(from), before);
        }
        self.moving = Some(present);
        self.message = Some(Message::Changed(change(
            from_of(self.moved_from.as_deref(), present).unwrap_or(from),
        )));
        self.recompute(true);
    }

    /// Remembers what stands now as what the coming move is compared with.
    pub(super) fn begin_move(&mut self) {
        self.settle();
        self.moved_from = Some(Rc::new(self.results.snapshot()));
    }

    /// Ends the move that is going on: figures are compared with it no longer, scales fit again.
    pub(super) fn settle(&mut self) {
        if self.moving.take().is_some() || self.moved_from.is_some() {
            self.moved_from = None;
            self.scales = self.fitting_scales();
        }
    }

    /// Works everything out anew for changed inputs.
    pub(super) fn recompute(&mut self, during_move: bool) {
        self.results.update(&self.preset.inputs);
        // Axes hold still under the eye; a bar beyond them ends in a mark until the move is over.
        if !during_move {
            self.scales = self.fitting_scales();
        }
        self.refresh_strip();
    }

    /// Scales that fit what stands now and what it is compared with.
    pub(super) fn fitting_scales(&self) -> Scales {
        let scales = Scales::of(&self.results.scenarios);
        match self.reference() {
            Some(reference) => scales.with(&reference.scenarios),
            None => scales,
        }
    }

    /// Links or unlinks the three scenarios.
    pub(super) fn toggle_link(&mut self) {
        self.settle();
        self.linked = !self.linked;
        self.links.clear();
        let said = if self.linked {
            "linked: all three scenarios move by the same amount"
        } else {
            "unlinked: only the chosen scenario moves"
        };
        self.message = Some(Message::Note(said.to_owned()));
    }

    /// An input's value; an indicator that a scenario doesn't use reads as what its delay would
    /// correspond to.
    pub fn value(&self, input: Input, scenario: Scenario) -> f64 {
        let inputs = &self.preset.inputs;
        inputs.get(input, scenario).unwrap_or_else(|| match input {
            Input::Indicator(indicator) => {
                let months = inputs.scenarios[scenario].drivers()[crate::model::Driver::PowerDelay];
                crate::model::Indicators::matching(months).get(indicator)
            }
            _ => f64::NAN,
        })
    }

    pub(super) fn say_what_opens(&mut self) {
        self.message = Some(Message::Note("Enter opens the three stresses".to_owned()));
    }
}

/// A value held on its track; one that was already beyond an end may stay there.
fn within_track(value: f64, min: f64, max: f64, present: f64) -> f64 {
    value.clamp(min.min(present), max.max(present))
}

/// The value before the move that is going on.
fn from_of(moved_from: Option<&super::Snapshot>, present: Move) -> Option<f64> {
    moved_from?.inputs.get(present.input, present.scenario)
}
