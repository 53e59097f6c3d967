//! Typing a value: of an input, or the target that a figure is to reach.

use super::{Acts, Dialog, Fate};
use crate::analysis::Claim;
use crate::model::{Input, Metric, Scenario, Unit};
use crate::session::edit::By;
use crate::session::entry::{Typed, parse_entry};
use crate::session::{Context, Session, TextField};

/// What a typed value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exacted {
    Input(Input, Scenario),
    /// The target that a figure is to reach.
    SolveTarget(Metric),
    /// The target that the grid's contour stands for.
    GridTarget(Metric),
}

impl Exacted {
    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Input(input, _) => input.spec().unit,
            Self::SolveTarget(metric) | Self::GridTarget(metric) => metric.spec().unit,
        }
    }
}

/// A value being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct ExactEntry {
    pub exacted: Exacted,
    /// What is typed.
    pub field: TextField,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The two ways to read it, as a fraction and as a percentage.
    pub question: Option<(f64, f64)>,
    /// The claim whose target can be had instead, by its place.
    claim: Option<usize>,
}

impl Acts for ExactEntry {
    fn context(&self) -> Context {
        match (self.question, self.claim) {
            (Some(_), _) => Context::Question,
            (None, Some(_)) => Context::Target,
            (None, None) => Context::Text,
        }
    }

    fn question(&self) -> Option<usize> {
        self.question.map(|_| 0)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.question.is_none().then_some(&mut self.field)
    }

    fn typed(&mut self, _: &mut Session) {
        self.error = None;
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        if let Some((fraction, _)) = self.question {
            return self.take(session, fraction);
        }
        match parse_entry(self.field.text(), session.preset.shown(self.exacted.unit())) {
            Ok(Typed::Value(value)) => return self.take(session, value),
            Ok(Typed::Either { fraction, percentage }) => {
                self.error = None;
                self.question = Some((fraction, percentage));
            }
            Err(error) => self.error = Some(error),
        }
        Fate::Stays
    }

    fn cancel(&mut self, _: &mut Session) -> Fate {
        self.error = None;
        if self.question.take().is_some() { Fate::Stays } else { Fate::Closes }
    }
}

impl ExactEntry {
    /// The claim whose target can be had instead.
    pub fn claim<'a>(&self, session: &'a Session) -> Option<&'a Claim> {
        session.preset.claims.get(self.claim?)
    }

    fn take(&mut self, session: &mut Session, value: f64) -> Fate {
        self.question = None;
        match self.exacted {
            Exacted::Input(input, _) if !input.spec().valid.contains(value) => {
                self.error = Some("that is outside the valid range".to_owned());
                return Fate::Stays;
            }
            Exacted::Input(input, _) => session.move_to(input, value, By::Once),
            Exacted::SolveTarget(_) => session.solve_for(value),
            Exacted::GridTarget(_) => session.screens.grid.target = Some(value),
        }
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn ask_exactly(&mut self, exacted: Exacted) {
        let field = TextField::default();
        let claim = match exacted {
            Exacted::SolveTarget(_) => self.headline_claim(),
            Exacted::Input(..) | Exacted::GridTarget(_) => None,
        };
        let entry = ExactEntry { exacted, field, error: None, question: None, claim };
        self.dialog = Some(Dialog::Exact(entry));
    }

    /// Takes the target of the claim that was told of.
    pub(super) fn solve_claim_asked_about(&mut self) {
        let Some(Dialog::Exact(ExactEntry { claim: Some(claim), .. })) = self.dialog.take() else {
            return;
        };
        self.solve_claim_at(claim);
    }

    /// Takes the number that was asked about as a percentage.
    pub(super) fn take_as_percentage(&mut self) {
        let Some(Dialog::Exact(mut entry)) = self.dialog.take() else { return };
        let Some((_, value)) = entry.question else { return };
        if entry.take(self, value) == Fate::Stays {
            self.dialog = Some(Dialog::Exact(entry));
        }
    }
}
