//! A question as a value, with everything that its answer depends on: to be worked out on another
//! thread, compared with the one before, cancelled.

use super::grid::Axis;
use super::risk::{RiskAnswer, RiskQuestion, Sampling, Staging, staged};
use super::{
    AnalysisError, Attribution, Claim, Fit, Grid, Question, RiskSettings, Solution, Solutions,
    Spread, Target, Tornado, VariedInput, attribute, calibrate, grid, solve, solve_drivers, spider,
};
use crate::model::{Input, Inputs, Metric, Scenario};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
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
    /// Where inputs go so that the Calibrated claims hold.
    Calibrate {
        /// What was said.
        claims: Vec<Claim>,
        /// What may move.
        varied: Vec<VariedInput>,
    },
    /// How likely it is.
    Risk {
        /// How the drivers vary.
        settings: RiskSettings,
        /// Bounds whose odds are wanted.
        targets: Vec<Target>,
    },
}

impl Query {
    /// Whether it asks for odds.
    pub const fn is_risk(&self) -> bool {
        matches!(self, Self::Risk { .. })
    }
}

/// A question with everything that its answer depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Inquiry {
    /// What is asked.
    pub query: Query,
    /// What is put into the model.
    pub inputs: Inputs,
    /// Whose figure.
    pub scenario: Scenario,
    /// Which figure.
    pub metric: Metric,
}

/// The way from one scenario to the next, or why it can't be told.
pub type AttributionResult = Result<Attribution, AnalysisError>;

/// An answer.
#[derive(Debug, Clone)]
pub enum InquiryAnswer {
    /// What drives the figure.
    Drivers(Arc<Tornado>),
    /// Base to bull, and bear to base; and what drives the figure, where that can be told.
    Attribution(Arc<[AttributionResult; 2]>, Option<Arc<Tornado>>),
    /// The figure over two inputs.
    Grid(Arc<Grid>),
    /// What must be true: drivers alone and together, and every other input alone.
    Solve(Arc<(Solutions, Vec<Solution>)>),
    /// Where the inputs go, and what becomes of the claims.
    Calibrated(Arc<Fit>),
    /// How likely it is, as far as that is known by now.
    Risk(Arc<RiskAnswer>),
    /// It can't be answered; the sentence says why.
    Refused(String),
}

impl Inquiry {
    /// Works the answer out; `None` as soon as it is cancelled. `part` gets what is known of it
    /// while it is still being refined.
    pub fn answer_in_parts(
        &self,
        staging: Staging,
        cancelled: &AtomicBool,
        part: &mut dyn FnMut(InquiryAnswer),
    ) -> Option<InquiryAnswer> {
        let question = Question::new(&self.inputs, self.scenario, self.metric);
        let answer = match &self.query {
            Query::Drivers(spread) => {
                spider(question, *spread).map(|tornado| InquiryAnswer::Drivers(Arc::new(tornado)))
            }
            Query::Attribution => {
                let way = |from, to| attribute(&self.inputs, self.metric, from, to);
                let ways =
                    [way(Scenario::Base, Scenario::Bull), way(Scenario::Bear, Scenario::Base)];
                let tornado = spider(question, Spread::Scenarios).ok();
                Ok(InquiryAnswer::Attribution(Arc::new(ways), tornado.map(Arc::new)))
            }
            Query::Grid { x, y, target } => match grid(question, *x, *y, *target, cancelled) {
                Err(_) if cancelled.load(Ordering::Relaxed) => return None,
                answer => answer.map(|grid| InquiryAnswer::Grid(Arc::new(grid))),
            },
            Query::Solve(target) => match solve_drivers(question, *target) {
                Ok(drivers) => {
                    let others = self.solve_others(*target, cancelled)?;
                    Ok(InquiryAnswer::Solve(Arc::new((drivers, others))))
                }
                Err(error) => Err(error),
            },
            Query::Calibrate { claims, varied } => {
                match calibrate(&self.inputs, claims, varied, cancelled) {
                    Err(AnalysisError::Cancelled) => return None,
                    fit => fit.map(|fit| InquiryAnswer::Calibrated(Arc::new(fit))),
                }
            }
            Query::Risk { settings, targets } => {
                let question = RiskQuestion {
                    inputs: &self.inputs,
                    settings,
                    metrics: &[self.metric],
                    targets,
                    seed: 1,
                    sampling: Sampling::Sobol,
                };
                let risk = |answer| InquiryAnswer::Risk(Arc::new(answer));
                match staged(&question, staging, cancelled, &mut |answer| part(risk(answer))) {
                    Ok(answer) => return answer.map(risk),
                    Err(why) => return Some(InquiryAnswer::Refused(why.to_string())),
                }
            }
        };
        Some(answer.unwrap_or_else(|error| InquiryAnswer::Refused(error.to_string())))
    }

    /// Works the answer out at once; `None` as soon as it is cancelled.
    pub fn answer(&self, cancelled: &AtomicBool) -> Option<InquiryAnswer> {
        self.answer_in_parts(Staging::AT_ONCE, cancelled, &mut |_| {})
    }

    /// What every input but the drivers would have to be, alone.
    fn solve_others(&self, target: f64, cancelled: &AtomicBool) -> Option<Vec<Solution>> {
        let question = Question::new(&self.inputs, self.scenario, self.metric);
        let mut solutions = Vec::new();
        for input in Input::all(self.inputs.programme.sites.len()) {
            if cancelled.load(Ordering::Relaxed) {
                return None;
            }
            let given = self.inputs.get(input, self.scenario).is_some();
            if !matches!(input, Input::Driver(_)) && given {
                solutions.extend(solve(question, target, input, None).ok());
            }
        }
        Some(solutions)
    }
}
