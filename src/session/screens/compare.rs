//! Compare: what differs from another state.

use crate::analysis::{Comparison, InputDifference, MetricDifference, compare};
use crate::model::{Input, Scenario, Scenarios};
use crate::preset::{Currency, Preset};
use crate::session::action::Effect;
use crate::session::filter::metric_text;
use crate::session::pins::{Against, Pin};
use crate::session::results::{Results, ScenarioResult};
use crate::session::{Screen, Session};
use std::rc::Rc;

/// What the Compare screen remembers.
#[derive(Debug, Clone, Default)]
pub struct CompareState {
    pub against: Against,
    /// The chosen line of what differs; where nothing does, of what there is to compare with.
    pub selected: usize,
    /// What differs.
    pub comparison: Option<Comparison>,
    /// The figures and series of what is compared with.
    pub before: Option<Scenarios<Rc<ScenarioResult>>>,
}

/// Something to compare with.
#[derive(Debug, Clone)]
pub enum CompareChoice {
    Saved,
    Pin(Rc<Pin>),
    /// One of the presets, which is asked for.
    Preset,
}

/// Something that differs.
#[derive(Debug, Clone, Copy)]
pub enum CompareLine<'a> {
    Input(&'a InputDifference),
    Figure(&'a MetricDifference),
}

/// Two figures that differ by no more than this part of themselves are one, rounded twice.
const ROUNDING: f64 = 1e-9;

impl Session {
    /// What there is to compare with; `None` while a comparison shows something.
    pub fn compare_choices(&self) -> Option<Vec<CompareChoice>> {
        let [there, now] = self.compared_currencies();
        let comparison = self.screens.compare.comparison.as_ref()?;
        let differs = !comparison.inputs.is_empty() || there != now;
        let pins = self.pins.all.iter().map(|pin| CompareChoice::Pin(Rc::clone(pin)));
        let choices = [CompareChoice::Saved].into_iter().chain(pins);
        (!differs).then(|| choices.chain([CompareChoice::Preset]).collect())
    }

    /// What differs: the headline figure, the inputs, every other figure.
    pub fn compare_lines(&self) -> Vec<CompareLine<'_>> {
        let Some(comparison) = &self.screens.compare.comparison else { return Vec::new() };
        let [there, now] = self.compared_currencies();
        let differs = |figure: &&MetricDifference| match (figure.a, figure.b) {
            (Some(a), Some(b)) => (b - a).abs() > ROUNDING * a.abs().max(b.abs()) || there != now,
            (a, b) => a != b,
        };
        let is_headline = |figure: &MetricDifference| figure.metric == self.metric;
        let figures = comparison.metrics.iter().filter(differs);
        let (first, rest): (Vec<_>, Vec<_>) = figures.partition(|figure| is_headline(figure));
        let first = first.into_iter().map(CompareLine::Figure);
        let inputs = comparison.inputs.iter().map(CompareLine::Input);
        first.chain(inputs).chain(rest.into_iter().map(CompareLine::Figure)).collect()
    }

    pub(super) fn compare_line_count(&self) -> usize {
        let choices = self.compare_choices();
        choices.map_or_else(|| self.compare_lines().len(), |choices| choices.len())
    }

    /// What the lines are found by.
    pub(super) fn compare_texts(&self) -> Vec<String> {
        if let Some(choices) = self.compare_choices() {
            let text = |choice: &CompareChoice| match choice {
                CompareChoice::Saved => "what was opened or saved last".to_owned(),
                CompareChoice::Pin(pin) => format!("pin {} {} {}", pin.name, pin.at, pin.preset),
                CompareChoice::Preset => "another preset".to_owned(),
            };
            return choices.iter().map(text).collect();
        }
        let text = |line: CompareLine| match line {
            CompareLine::Input(input) => format!("{} {}", input.name(), input.input),
            CompareLine::Figure(figure) => {
                format!("{} {}", metric_text(figure.metric), figure.scenario.id())
            }
        };
        self.compare_lines().into_iter().map(text).collect()
    }
}

impl Session {
    pub(super) fn refresh_comparison(&mut self) {
        let (inputs, before) = match &self.screens.compare.against {
            Against::Preset(preset) => (&preset.inputs, None),
            Against::Pin(pin) => (&pin.snapshot.inputs, Some(&pin.snapshot.scenarios)),
            Against::Saved => (&self.file.saved.inputs, None),
        };
        let before =
            before.map_or_else(|| Results::new(inputs).scenarios, |kept| kept.map(Rc::clone));
        self.screens.compare.comparison = Some(compare(inputs, &self.preset.inputs));
        self.screens.compare.before = Some(before);
        let last = self.compare_line_count().saturating_sub(1);
        let compare = &mut self.screens.compare;
        compare.selected = compare.selected.min(last);
    }

    /// The currencies of what is compared with, and of what is open.
    pub fn compared_currencies(&self) -> [Currency; 2] {
        let there = match &self.screens.compare.against {
            Against::Preset(preset) => preset.money(),
            Against::Pin(pin) => pin.currency,
            Against::Saved => self.file.saved.money(),
        };
        [there, self.preset.money()]
    }

    /// Goes from what is chosen to the input's slider or the figure's derivation; where nothing
    /// differs, compares with it.
    pub(in crate::session) fn open_compared(&mut self) {
        let chosen = self.screens.compare.selected;
        if let Some(choices) = self.compare_choices() {
            return match choices.into_iter().nth(chosen) {
                Some(CompareChoice::Saved) => self.compare_against(Against::Saved),
                Some(CompareChoice::Pin(pin)) => self.compare_against(Against::Pin(pin)),
                Some(CompareChoice::Preset) => self.compare_with_preset(),
                None => {}
            };
        }
        match self.compare_lines().get(chosen) {
            Some(CompareLine::Input(input)) => match self.slider_of(input) {
                Some((scenario, input)) => {
                    self.choose_scenario(scenario);
                    self.show_slider(input);
                }
                None => self.say("no slider sets that: it is in the preset's file"),
            },
            Some(CompareLine::Figure(figure)) => {
                let (scenario, metric) = (figure.scenario, figure.metric);
                self.choose_scenario(scenario);
                self.set_metric(metric);
                self.go(Screen::Explain);
            }
            None => {}
        }
    }

    /// The slider of an input that differs, and whose it is; a site's is found by the site's name.
    fn slider_of(&self, difference: &InputDifference) -> Option<(Scenario, Input)> {
        let (whose, id) = difference.input.split_once('.')?;
        let input = match (Scenario::from_id(whose), &difference.site) {
            (Some(_), _) if id == "weight" => Input::Weight,
            (Some(_), _) => Input::from_id(id)?,
            (None, None) => Input::from_id(&difference.input)?,
            (None, Some(site)) => {
                let sites = &self.preset.inputs.programme.sites;
                let place = sites.iter().position(|each| each.name == *site)?;
                let (_, number) = id.rsplit_once('.')?;
                Input::from_id(&format!("programme.sites.{place}.{number}"))?
            }
        };
        let scenario = Scenario::from_id(whose).unwrap_or(self.scenario);
        self.preset.inputs.get(input, scenario).map(|_| (scenario, input))
    }

    /// Compares with something else; where that doesn't differ either, it stays chosen.
    fn compare_against(&mut self, against: Against) {
        self.screens.compare.against = against;
        self.refresh_comparison();
        if self.compare_choices().is_none() {
            self.screens.compare.selected = 0;
        } else {
            self.say("nothing differs from that either");
        }
    }

    /// Asks for the list of presets, to compare with one.
    pub(in crate::session) fn compare_with_preset(&mut self) {
        self.effects.push(Effect::List { to_compare: true });
    }

    /// A preset to compare with was read.
    pub(in crate::session) fn loaded_to_compare(&mut self, loaded: Result<Preset, String>) {
        self.dialog = None;
        match loaded {
            Ok(preset) => {
                self.screens.compare.against = Against::Preset(Box::new(preset));
                self.screens.compare.selected = 0;
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Compares with what was saved, then with each pin in turn.
    pub(in crate::session) fn next_against(&mut self) {
        let next = match &self.screens.compare.against {
            Against::Saved => Some(0),
            Against::Pin(pin) => {
                self.pins.all.iter().position(|each| Rc::ptr_eq(each, pin)).map(|index| index + 1)
            }
            Against::Preset(_) => None,
        };
        self.screens.compare.against = match next.and_then(|index| self.pins.all.get(index)) {
            Some(pin) => Against::Pin(Rc::clone(pin)),
            None => Against::Saved,
        };
        if self.pins.all.is_empty() {
            self.say("there is no pin: p sets one");
        }
        self.screens.compare.selected = 0;
    }
}
