//! Typing a value: of an input, or the target that a figure is to reach.

use super::{Acts, Dialog, Fate};
use crate::model::{Input, Metric, Scenario, Unit};
use crate::session::command::Reading;
use crate::session::entry::{Typed, parse_entry};
use crate::session::{Context, Moment, Session, TextField};

/// What a typed value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exacted {
    /// An input of a scenario.
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
    /// What it is for.
    pub exacted: Exacted,
    /// What is typed.
    pub field: TextField,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The two ways to read it, as a fraction and as a percentage.
    pub question: Option<(f64, f64)>,
}

impl Acts for ExactEntry {
    fn context(&self) -> Context {
        if self.question.is_some() { Context::Question } else { Context::Text }
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

    fn accept(&mut self, session: &mut Session, now: Moment) -> Fate {
        if let Some((fraction, _)) = self.question {
            return self.take(session, fraction, now);
        }
        match parse_entry(self.field.text(), self.exacted.unit()) {
            Ok(Typed::Value(value)) => return self.take(session, value, now),
            Ok(Typed::Either { fraction, percentage }) => {
                self.error = None;
                self.question = Some((fraction, percentage));
            }
            Err(error) => self.error = Some(error.to_string()),
        }
        Fate::Stays
    }

    fn cancel(&mut self, _: &mut Session) -> Fate {
        self.error = None;
        if self.question.take().is_some() { Fate::Stays } else { Fate::Closes }
    }
}

impl ExactEntry {
    fn take(&mut self, session: &mut Session, value: f64, now: Moment) -> Fate {
        self.question = None;
        match self.exacted {
            Exacted::Input(input, _) => match session.set_exact(input, value, now) {
                Ok(()) => {}
                Err(why) => {
                    self.error = Some(why);
                    return Fate::Stays;
                }
            },
            Exacted::SolveTarget(_) => session.solve_for(value),
            Exacted::GridTarget(_) => session.screens.grid.target = Some(value),
        }
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn ask_exactly(&mut self, exacted: Exacted) {
        let field = TextField::default();
        self.dialog =
            Some(Dialog::Exact(ExactEntry { exacted, field, error: None, question: None }));
    }

    /// How the typed number is to be read.
    pub(super) fn answer_reading(&mut self, reading: Reading, now: Moment) {
        let Some(Dialog::Exact(mut entry)) = self.dialog.take() else { return };
        let Some((fraction, percentage)) = entry.question else { return };
        let value = match reading {
            Reading::Fraction => fraction,
            Reading::Percentage => percentage,
        };
        if entry.take(self, value, now) == Fate::Stays {
            self.dialog = Some(Dialog::Exact(entry));
        }
    }
}
