//! States of the preset, and an edit as two of them.

use crate::analysis::{Claim, RiskSettings};
use crate::model::{Assumptions, Inputs, Programme, Scenarios};
use crate::preset::{Preset, Source};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A state of the preset. What it has in common with the state before, the two share.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Name and summary.
    pub texts: Rc<[String; 2]>,
    programme: Rc<Programme>,
    scenarios: Rc<Scenarios<Assumptions>>,
    /// How the drivers vary.
    pub risk: Rc<RiskSettings>,
    /// What was said of its figures.
    pub claims: Rc<[Rc<Claim>]>,
    /// Where its numbers come from.
    pub sources: Rc<BTreeMap<String, Source>>,
}

impl State {
    /// A preset's state, which shares with the state before whatever is equal.
    pub(super) fn of(preset: &Preset, before: Option<&Self>) -> Self {
        let Preset { name, summary, inputs, risk, claims, sources } = preset;
        let texts =
            before.map(|before| &before.texts).filter(|is| is[0] == *name && is[1] == *summary);
        let all_claims = before.map(|before| &before.claims);
        let same_claims = all_claims.filter(|is| is.iter().map(|claim| &**claim).eq(claims));
        let claim = |claim: &Claim| {
            let known = all_claims.and_then(|known| known.iter().find(|known| ***known == *claim));
            known.map_or_else(|| Rc::new(claim.clone()), Rc::clone)
        };
        Self {
            texts: texts.map_or_else(|| Rc::new([name.clone(), summary.clone()]), Rc::clone),
            programme: shared(&inputs.programme, before.map(|before| &before.programme)),
            scenarios: shared(&inputs.scenarios, before.map(|before| &before.scenarios)),
            risk: shared(risk, before.map(|before| &before.risk)),
            claims: same_claims.map_or_else(|| claims.iter().map(claim).collect(), Rc::clone),
            sources: shared(sources, before.map(|before| &before.sources)),
        }
    }

    /// Whether this state is one that it was made from by [`State::of`]: then they share it all.
    pub(super) fn is(&self, before: &Self) -> bool {
        self.has_inputs_of(before)
            && Rc::ptr_eq(&self.texts, &before.texts)
            && Rc::ptr_eq(&self.risk, &before.risk)
            && Rc::ptr_eq(&self.claims, &before.claims)
            && Rc::ptr_eq(&self.sources, &before.sources)
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
        let [name, summary] = (*self.texts).clone();
        Preset {
            name,
            summary,
            inputs: self.inputs(),
            risk: (*self.risk).clone(),
            claims: self.claims.iter().map(|claim| (**claim).clone()).collect(),
            sources: (*self.sources).clone(),
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
    /// Before it.
    pub before: State,
    /// After it.
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
