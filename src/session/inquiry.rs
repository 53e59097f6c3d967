//! What the screen asks of the model in the background, and what came back.

use super::{Effect, Screen, Session};
use crate::analysis::risk::RiskAnswer;
use crate::analysis::{
    AttributionResult, Grid, Inquiry, InquiryAnswer, Solution, Solutions, Tornado,
};
use crate::model::{Metric, Scenario};
use std::sync::Arc;

/// The latest answers; each stays until its successor comes.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// What drives the figure.
    pub drivers: Option<Arc<Tornado>>,
    /// Base to bull, and bear to base.
    pub attribution: Option<Arc<[AttributionResult; 2]>>,
    /// The figure over two inputs.
    pub grid: Option<Arc<Grid>>,
    /// What must be true.
    pub solve: Option<Arc<(Solutions, Vec<Solution>)>>,
    /// How likely it is.
    pub risk: Option<Arc<RiskAnswer>>,
    /// Why the last question has no answer.
    pub refused: Option<String>,
    /// The last question, and how many there were.
    last: Option<Box<Inquiry>>,
    pub(super) generation: u64,
    /// The question that the last answer was to.
    answered: u64,
}

impl Answers {
    /// Whether the last question has no answer yet: what stands here may be of an older one.
    pub const fn is_awaited(&self) -> bool {
        self.answered != self.generation
    }

    /// The next question is put even where it was the last one.
    pub(super) fn ask_anew(&mut self) {
        self.last = None;
    }
}

impl Session {
    /// Puts the screen's question, unless it was the last one.
    pub(super) fn inquire(&mut self) {
        if self.screen == Screen::Risk {
            self.set_default_targets();
        }
        let Some((query, scenario, metric)) = self.query() else { return self.leave_odds() };
        let inquiry = Inquiry { query, inputs: self.preset.inputs.clone(), scenario, metric };
        if self.answers.last.as_deref() == Some(&inquiry) {
            return;
        }
        self.answers.generation += 1;
        let boxed = Box::new(inquiry);
        self.answers.last = Some(boxed.clone());
        self.effects.push(Effect::Inquire(self.answers.generation, boxed));
    }

    /// What must be true for a figure to get to a target, once it is known.
    pub fn solved(
        &self,
        (scenario, metric, target): (Scenario, Metric, f64),
    ) -> Option<&(Solutions, Vec<Solution>)> {
        let answer = self.answers.solve.as_deref()?;
        let Solutions { scenario: of, metric: figure, target: to, .. } = answer.0;
        ((of, figure, to.to_bits()) == (scenario, metric, target.to_bits())).then_some(answer)
    }

    /// Nobody looks: odds that are still being refined are asked for anew when somebody does.
    fn leave_odds(&mut self) {
        let asked = self.answers.last.as_ref().is_some_and(|last| last.query.is_risk());
        let finished = self.answers.risk.as_ref().is_some_and(|answer| answer.finished);
        if asked && !finished {
            self.answers.last = None;
            self.answers.generation += 1;
            self.effects.push(Effect::Rest);
        }
    }

    /// Takes an answer in; one to an older question is dropped.
    pub(super) fn answered(&mut self, generation: u64, answer: InquiryAnswer) {
        if generation != self.answers.generation {
            return;
        }
        self.answers.refused = None;
        self.answers.answered = generation;
        match answer {
            InquiryAnswer::Drivers(tornado) => self.answers.drivers = Some(tornado),
            InquiryAnswer::Attribution(ways, tornado) => {
                self.answers.attribution = Some(ways);
                self.answers.drivers = tornado;
            }
            InquiryAnswer::Grid(grid) => self.answers.grid = Some(grid),
            InquiryAnswer::Risk(risk) => self.take_risk_answer(generation, risk),
            InquiryAnswer::Solve(solutions) => {
                self.screens.solve.consequences = self.consequences_of(&solutions);
                self.answers.solve = Some(solutions);
            }
            InquiryAnswer::Calibrated(fit) => self.calibrated(fit),
            InquiryAnswer::Refused(why) => {
                self.answers.refused = self.calibration_refused(why);
            }
        }
    }
}
