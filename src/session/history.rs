//! Undo and redo: every edit of the open preset, as the states before and after it.

use crate::analysis::{Claim, RiskSettings};
use crate::model::{Assumptions, Inputs, Programme, Scenarios};
use crate::preset::{Preset, PresetView, Source};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A state of the preset. What it has in common with the state before, the two share.
#[derive(Debug, Clone)]
pub struct State {
    /// Name, summary and currency.
    pub texts: Rc<[String; 3]>,
    programme: Rc<Programme>,
    scenarios: Rc<Scenarios<Assumptions>>,
    /// How the drivers vary.
    pub risk: Rc<RiskSettings>,
    /// What was said of its figures.
    pub claims: Rc<[Rc<Claim>]>,
    /// Where its numbers come from.
    pub sources: Rc<BTreeMap<String, Source>>,
    /// What a person wants to come back to.
    views: Rc<Vec<PresetView>>,
}

/// What two states share is not looked at: a slider's step would compare all of a preset otherwise.
impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        fn same<T: PartialEq + ?Sized>(one: &Rc<T>, other: &Rc<T>) -> bool {
            Rc::ptr_eq(one, other) || one == other
        }
        same(&self.scenarios, &other.scenarios)
            && same(&self.programme, &other.programme)
            && same(&self.texts, &other.texts)
            && same(&self.risk, &other.risk)
            && same(&self.claims, &other.claims)
            && same(&self.sources, &other.sources)
            && same(&self.views, &other.views)
    }
}

impl State {
    /// A preset's state, which shares with the state before whatever is equal.
    pub(super) fn of(preset: &Preset, before: Option<&Self>) -> Self {
        let Preset { name, summary, inputs, risk, claims, currency, sources, views } = preset;
        let of_preset = [name, summary, currency];
        let texts = before.map(|before| &before.texts).filter(|is| is.iter().eq(of_preset));
        let all_claims = before.map(|before| &before.claims);
        let same_claims = all_claims.filter(|is| is.iter().map(|claim| &**claim).eq(claims));
        let claim = |claim: &Claim| {
            let known = all_claims.and_then(|known| known.iter().find(|known| ***known == *claim));
            known.map_or_else(|| Rc::new(claim.clone()), Rc::clone)
        };
        Self {
            texts: texts.map_or_else(|| Rc::new(of_preset.map(String::clone)), Rc::clone),
            programme: shared(&inputs.programme, before.map(|before| &before.programme)),
            scenarios: shared(&inputs.scenarios, before.map(|before| &before.scenarios)),
            risk: shared(risk, before.map(|before| &before.risk)),
            claims: same_claims.map_or_else(|| claims.iter().map(claim).collect(), Rc::clone),
            sources: shared(sources, before.map(|before| &before.sources)),
            views: shared(views, before.map(|before| &before.views)),
        }
    }

    /// Whether this state is one that it was made from by [`State::of`]: then they share it all.
    pub(super) fn is(&self, before: &Self) -> bool {
        self.has_inputs_of(before)
            && Rc::ptr_eq(&self.texts, &before.texts)
            && Rc::ptr_eq(&self.risk, &before.risk)
            && Rc::ptr_eq(&self.claims, &before.claims)
            && Rc::ptr_eq(&self.sources, &before.sources)
            && Rc::ptr_eq(&self.views, &before.views)
    }

    /// The same for its inputs.
    pub(super) fn has_inputs_of(&self, before: &Self) -> bool {
        Rc::ptr_eq(&self.programme, &before.programme)
            && Rc::ptr_eq(&self.scenarios, &before.scenarios)
    }

    /// What is put into the model.
    pub fn inputs(&self) -> Inputs {
        let (programme, scenarios) = ((*self.programme).clone(), *self.scenarios);
        Inputs { programme, scenarios }
    }

    pub(super) fn preset(&self) -> Preset {
        let [name, summary, currency] = (*self.texts).clone();
        Preset {
            name,
            summary,
            inputs: self.inputs(),
            risk: (*self.risk).clone(),
            claims: self.claims.iter().map(|claim| (**claim).clone()).collect(),
            currency,
            sources: (*self.sources).clone(),
            views: (*self.views).clone(),
        }
    }
}

fn shared<T: Clone + PartialEq>(now: &T, before: Option<&Rc<T>>) -> Rc<T> {
    let same = before.filter(|before| ***before == *now);
    same.map_or_else(|| Rc::new(now.clone()), Rc::clone)
}

/// An edit: what it changed is what its two states differ in.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    pub before: State,
    pub after: State,
}

impl Edit {
    /// The claims that are otherwise before it, and those after it.
    pub fn claims(&self) -> [Vec<&Claim>; 2] {
        [(&self.before, &self.after), (&self.after, &self.before)].map(|(of, other)| {
            let own = of.claims.iter().filter(|claim| !other.claims.contains(claim));
            own.map(|claim| &**claim).collect()
        })
    }
}

/// An edit, and how it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryStep {
    /// What it changed.
    pub edit: Edit,
    /// How many key presses or moves of the mouse it took.
    pub moves: usize,
    /// Local time of day at which it began: hour and minute.
    pub clock: (u8, u8),
}

/// Every edit that was made, without limit: states share what they have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    steps: Vec<HistoryStep>,
    /// How many of them are done.
    place: usize,
    /// How many steps were done when the preset was opened or last saved, if they still lead there.
    saved: Option<usize>,
}

impl History {
    /// With nothing in it, of a preset as it was opened.
    pub const fn new() -> Self {
        Self { steps: Vec::new(), place: 0, saved: Some(0) }
    }

    /// The state of a preset before an edit that is about to be noted.
    pub(super) fn state(&self, preset: &Preset) -> State {
        let done = self.steps[..self.place].last().map(|step| &step.edit.after);
        State::of(preset, done.or(self.steps.first().map(|step| &step.edit.before)))
    }

    /// Notes an edit; what had been undone is gone.
    pub(super) fn record(&mut self, edit: Edit, clock: (u8, u8)) {
        if self.saved.is_some_and(|saved| saved > self.place) {
            self.saved = None;
        }
        self.steps.truncate(self.place);
        self.steps.push(HistoryStep { edit, moves: 1, clock });
        self.place += 1;
    }

    /// Notes that the last edit went on, to another state of the preset. Whether it is still an
    /// edit: once everything is where it began, it is dropped.
    pub(super) fn extend(&mut self, after: &State) -> bool {
        self.steps.truncate(self.place);
        let Some(last) = self.steps.last_mut() else { return false };
        last.edit.after = after.clone();
        last.moves += 1;
        let remains = last.edit.before != last.edit.after;
        if !remains {
            self.steps.pop();
            self.place -= 1;
        }
        remains
    }

    /// Takes the last edit back, and says what it was; `None` when there is nothing to undo.
    pub fn undo(&mut self, preset: &mut Preset) -> Option<&Edit> {
        self.place = self.place.checked_sub(1)?;
        let edit = &self.steps[self.place].edit;
        *preset = edit.before.preset();
        Some(edit)
    }

    /// Makes the edit undone last once more, and says what it was; `None` when there is none.
    pub fn redo(&mut self, preset: &mut Preset) -> Option<&Edit> {
        let edit = &self.steps.get(self.place)?.edit;
        self.place += 1;
        *preset = edit.after.preset();
        Some(edit)
    }

    /// How many steps are done: the present place in the list of all.
    pub const fn place(&self) -> usize {
        self.place
    }

    /// Every step from the first to the last, those undone behind those done.
    pub fn steps(&self) -> &[HistoryStep] {
        &self.steps
    }

    /// Notes that the preset was saved as it stands.
    pub const fn note_saved(&mut self) {
        self.saved = Some(self.place);
    }

    /// How many steps lead to what was opened or last saved, if they do.
    pub const fn saved_place(&self) -> Option<usize> {
        self.saved
    }
}
