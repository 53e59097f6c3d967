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
    pub(super) fn of(preset: &Preset, before: Option<&Self>) -> Self {
        let texts = [preset.name.clone(), preset.summary.clone()];
        let claims: Rc<[_]> = preset
            .claims
            .iter()
            .map(|claim| {
                let known =
                    before.and_then(|before| before.claims.iter().find(|is| ***is == *claim));
                known.map_or_else(|| Rc::new(claim.clone()), Rc::clone)
            })
            .collect();
        Self {
            texts: shared(&texts, before.map(|before| &before.texts)),
            programme: shared(&preset.inputs.programme, before.map(|before| &before.programme)),
            scenarios: shared(&preset.inputs.scenarios, before.map(|before| &before.scenarios)),
            risk: shared(&preset.risk, before.map(|before| &before.risk)),
            claims: match before {
                Some(before) if before.claims == claims => Rc::clone(&before.claims),
                Some(_) | None => claims,
            },
            sources: shared(&preset.sources, before.map(|before| &before.sources)),
        }
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
