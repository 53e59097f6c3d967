//! Questions that a screen puts to the model in the background, and their answers.

use super::risk::{self, AT_ONCE, MOST_REFINED, RiskAnswer, Stages};
use super::{Screen, Session};
use crate::analysis::grid::Axis;
use crate::analysis::{
    AnalysisError, Attribution, Grid, Question, RiskSettings, Solution, Solutions, Spread, Target,
    Tornado, attribute, grid, solve, solve_drivers, spider,
};
use crate::model::{Input, Inputs, Metric, Scenario};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// What drives the figure.
    Drivers(Spread),
    /// How the scenarios' difference comes from the drivers.
    Attribution,
    /// The figure over two inputs.
    Grid {
        /// Across.
        x: Axis,
        /// Upwards.
        y: Axis,
        /// The figure that the contour stands for.
        target: Option<f64>,
    },
    /// What must be true for the figure to be this.
    Solve(f64),
    /// How likely it is.
    Risk {
        /// How the drivers vary.
        settings: RiskSettings,
        /// Bounds whose odds are wanted.
        targets: Vec<Target>,
    },
}

/// A question with everything that its answer depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Inquiry {
    /// What is asked.
    pub asked: Asked,
    /// What is put into the model.
    pub inputs: Inputs,
    /// Whose figure.
    pub scenario: Scenario,
    /// Which figure.
    pub metric: Metric,
}

/// The way from one scenario to the next, or why it can't be told.
pub type Way = Result<Attribution, AnalysisError>;

/// An answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// What drives the figure.
    Drivers(Arc<Tornado>),
    /// Base to bull, and bear to base.
    Attribution(Arc<[Way; 2]>),
    /// The figure over two inputs.
    Grid(Arc<Grid>),
    /// What must be true: drivers alone and together, and every other input alone.
    Solve(Arc<(Solutions, Vec<Solution>)>),
    /// How likely it is, as far as that is known by now.
    Risk(Arc<RiskAnswer>),
    /// It can't be answered; the sentence says why.
    Refused(String),
}

impl Inquiry {
    /// Works the answer out; `None` as soon as it is cancelled. `part` gets what is known of it
    /// while it is still being refined on so many threads.
    pub fn answer_in_parts(
        &self,
        threads: usize,
        cancelled: &AtomicBool,
        part: &mut dyn FnMut(Answer),
    ) -> Option<Answer> {
        match &self.asked {
            Asked::Risk { settings, targets } => {
                let stages = Stages { upto: MOST_REFINED, threads };
                risk::answer(self, settings, targets, stages, cancelled, part)
            }
            _ => self.answer(cancelled),
        }
    }

    /// Works the answer out at once; `None` as soon as it is cancelled.
    pub fn answer(&self, cancelled: &AtomicBool) -> Option<Answer> {
        let question = Question::new(&self.inputs, self.scenario, self.metric);
        let refused = |error: AnalysisError| Answer::Refused(error.to_string());
        Some(match &self.asked {
            Asked::Drivers(spread) => spider(question, *spread)
                .map_or_else(refused, |tornado| Answer::Drivers(Arc::new(tornado))),
            Asked::Risk { settings, targets } => {
                let stages = Stages { upto: AT_ONCE, threads: 1 };
                return risk::answer(self, settings, targets, stages, cancelled, &mut |_| {});
            }
            Asked::Attribution => {
                let way = |from, to| attribute(&self.inputs, self.metric, from, to);
                Answer::Attribution(Arc::new([
                    way(Scenario::Base, Scenario::Bull),
                    way(Scenario::Bear, Scenario::Base),
                ]))
            }
            Asked::Grid { x, y, target } => match grid(question, *x, *y, *target, cancelled) {
                Ok(grid) => Answer::Grid(Arc::new(grid)),
                Err(_) if cancelled.load(Ordering::Relaxed) => return None,
                Err(error) => refused(error),
            },
            Asked::Solve(target) => {
                let drivers = match solve_drivers(question, *target) {
                    Ok(drivers) => drivers,
                    Err(error) => return Some(refused(error)),
                };
                let mut others = Vec::new();
                for input in Input::all(self.inputs.programme.sites.len()) {
                    if cancelled.load(Ordering::Relaxed) {
                        return None;
                    }
                    let given = self.inputs.get(input, self.scenario).is_some();
                    if !matches!(input, Input::Driver(_)) && given {
                        others.extend(solve(question, *target, input, None).ok());
                    }
                }
                Answer::Solve(Arc::new((drivers, others)))
            }
        })
    }
}

/// The latest answers; each stays until its successor comes.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// What drives the figure.
    pub drivers: Option<Arc<Tornado>>,
    /// Base to bull, and bear to base.
    pub attribution: Option<Arc<[Way; 2]>>,
    /// The figure over two inputs.
    pub grid: Option<Arc<Grid>>,
    /// What must be true.
    pub solve: Option<Arc<(Solutions, Vec<Solution>)>>,
    /// How likely it is.
    pub risk: Option<Arc<RiskAnswer>>,
    /// Why the last question has no answer.
    pub refused: Option<String>,
}

impl Session {
    /// What the screen needs to know now.
    fn asked(&self) -> Option<Asked> {
        match self.screen {
            Screen::Drivers => Some(self.drivers.asked()),
            Screen::Grid => Some(self.grid.asked()),
            Screen::Solve => self.solve.target.map(Asked::Solve),
            Screen::Risk => Some(self.asked_risk()),
            _ => None,
        }
    }

    /// The question that has to be put anew, if there is one, with its generation.
    pub(super) fn next_inquiry(&mut self) -> Option<(u64, Box<Inquiry>)> {
        let asked = self.asked()?;
        let inquiry = Inquiry {
            asked,
            inputs: self.preset.inputs.clone(),
            // The odds are of all three together.
            scenario: if self.screen == Screen::Risk { Scenario::Base } else { self.scenario },
            metric: self.metric,
        };
        if self.last_inquiry.as_deref() == Some(&inquiry) {
            return None;
        }
        self.generation += 1;
        let boxed = Box::new(inquiry);
        self.last_inquiry = Some(boxed.clone());
        Some((self.generation, boxed))
    }

    /// Takes an answer in; one to an older question is dropped.
    pub(super) fn answered(&mut self, generation: u64, answer: Answer) {
        if generation != self.generation {
            return;
        }
        self.answers.refused = None;
        match answer {
            Answer::Drivers(tornado) => self.answers.drivers = Some(tornado),
            Answer::Attribution(ways) => self.answers.attribution = Some(ways),
            Answer::Grid(grid) => self.answers.grid = Some(grid),
            Answer::Risk(risk) => self.take_risk_answer(generation, risk),
            Answer::Solve(solutions) => self.answers.solve = Some(solutions),
            Answer::Refused(why) => self.answers.refused = Some(why),
        }
    }
}
