//! Typing a value: of an input or of another field, a new site's name, or the target that a figure
//! is to reach.

use super::{Acts, Dialog, Fate};
use crate::analysis::Claim;
use crate::model::{Input, Metric, Scenario, Site, Unit};
use crate::preset::assignment::assign_field;
use crate::session::edit::By;
use crate::session::entry::{Typed, parse_entry};
use crate::session::field::{Field, FieldValue};
use crate::session::{Context, Session, TextField};

/// What a typed value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exacted {
    Input(Input, Scenario),
    Field(Field),
    /// The name of a new site.
    NewSite,
    /// The name of a copy of that site.
    SiteCopy(usize),
    /// The target that a figure is to reach.
    SolveTarget(Metric),
    /// The target that the grid's contour stands for.
    GridTarget(Metric),
}

impl Exacted {
    /// What it counts; `None` where it is no number.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Self::Input(input, _) => Some(input.spec().unit),
            Self::Field(field) => field.spec().map(|spec| spec.unit),
            Self::NewSite | Self::SiteCopy(_) => None,
            Self::SolveTarget(metric) | Self::GridTarget(metric) => Some(metric.spec().unit),
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
        let Some(unit) = self.exacted.unit() else { return self.take_text(session) };
        match parse_entry(self.field.text(), session.preset.shown(unit)) {
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

    /// What stands in the field at first: a text is changed; of anything else another is typed.
    fn given(&self, session: &Session) -> TextField {
        match self.exacted {
            Exacted::Field(field) => match field.value(&session.preset) {
                Some(FieldValue::Text(text)) => TextField::new(&text),
                Some(FieldValue::Month(_) | FieldValue::Year(_) | FieldValue::Number(..))
                | None => TextField::default(),
            },
            Exacted::SiteCopy(site) => {
                let copied = session.preset.inputs.programme.sites.get(site);
                let name = |site: &Site| TextField::new(&format!("{}, copy", site.name));
                copied.map(name).unwrap_or_default()
            }
            Exacted::Input(..)
            | Exacted::NewSite
            | Exacted::SolveTarget(_)
            | Exacted::GridTarget(_) => TextField::default(),
        }
    }

    /// Takes what is no number.
    fn take_text(&mut self, session: &mut Session) -> Fate {
        let text = self.field.text().trim().to_owned();
        let as_given = |session: &Session| self.given(session).text() == self.field.text();
        if matches!(self.exacted, Exacted::Field(field) if field.is_text()) && as_given(session) {
            session.say("it is already there");
            return Fate::Closes;
        }
        let taken = match self.exacted {
            Exacted::Field(field) => return self.assign(session, field, &text),
            Exacted::NewSite => session.add_site(None, &text),
            Exacted::SiteCopy(site) => session.add_site(Some(site), &text),
            Exacted::Input(..) | Exacted::SolveTarget(_) | Exacted::GridTarget(_) => Ok(()),
        };
        self.closes_if(taken)
    }

    /// Sets a field as its key does.
    fn assign(&mut self, session: &mut Session, field: Field, text: &str) -> Fate {
        let mut edited = session.preset.clone();
        let assigned = assign_field(&mut edited, &field.key(), text);
        self.closes_if(assigned.and_then(|()| session.take_edited(edited)))
    }

    fn closes_if(&mut self, taken: Result<(), String>) -> Fate {
        match taken {
            Ok(()) => Fate::Closes,
            Err(why) => {
                self.error = Some(why);
                Fate::Stays
            }
        }
    }

    fn take(&mut self, session: &mut Session, value: f64) -> Fate {
        self.question = None;
        match self.exacted {
            Exacted::Input(input, _) if !input.spec().valid.contains(value) => {
                self.error = Some("that is outside the valid range".to_owned());
                return Fate::Stays;
            }
            Exacted::Input(input, _) => session.move_to(input, value, By::Once),
            // As all digits of it are written.
            Exacted::Field(field) => return self.assign(session, field, &value.to_string()),
            Exacted::NewSite | Exacted::SiteCopy(_) => {}
            Exacted::SolveTarget(_) => session.solve_for(value),
            Exacted::GridTarget(_) => session.screens.grid.target = Some(value),
        }
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn ask_exactly(&mut self, exacted: Exacted) {
        let claim = match exacted {
            Exacted::SolveTarget(_) => self.headline_claim(),
            Exacted::Input(..)
            | Exacted::Field(_)
            | Exacted::NewSite
            | Exacted::SiteCopy(_)
            | Exacted::GridTarget(_) => None,
        };
        let field = TextField::default();
        let mut entry = ExactEntry { exacted, field, error: None, question: None, claim };
        entry.field = entry.given(self);
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
