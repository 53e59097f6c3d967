//! Risk: how likely it is, targets typed in, and the settings of how the drivers vary.

use super::turned;
use crate::analysis::risk::{
    CORRELATION, RiskAnswer, check_settings, default_targets, pair_correlation, targets_of,
    varying_drivers,
};
use crate::analysis::{Measure, Query, RiskSettings, Shape, Target};
use crate::model::{Driver, Inputs, Metric, Scenario, Series};
use crate::session::edit::{By, Moved};
use crate::session::filter::metric_text;
use crate::session::{RiskSetting, Session};
use std::sync::Arc;

/// What a key press adds to a comovement or correlation.
const STEP: f64 = 0.05;

/// What the lower part of the Risk screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RiskView {
    /// The odds of claims and targets.
    #[default]
    Odds,
    /// Where the spread comes from.
    Spread,
    /// How the drivers vary.
    Settings,
}

impl RiskView {
    /// All three, in the order of the key that goes round.
    pub const ALL: [Self; 3] = [Self::Odds, Self::Spread, Self::Settings];
}

/// What the Risk screen remembers.
#[derive(Debug, Clone, Default)]
pub struct RiskState {
    /// What its lower part shows.
    pub view: RiskView,
    /// The targets typed in.
    pub targets: Vec<Target>,
    /// The headline metric's own, near what the scenarios made of it when the preset was opened or
    /// saved: they stay put while sliders move.
    defaults: Vec<(Scenario, Target)>,
    /// What those are of.
    defaults_of: Option<(Metric, Inputs)>,
    /// Those of them that were deleted.
    deleted: Vec<Target>,
    /// The chosen line.
    pub selected: usize,
    /// The ends of the axis of cash by year, $bn, and of the figure's; they hold still while a
    /// slider moves and while an answer is refined.
    pub axes: Option<[(f64, f64); 2]>,
    /// The question that the axes were set for, and its figure.
    axes_of: Option<(u64, Metric)>,
}

/// A line of the list of odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OddsLine {
    /// The target of that index, typed in.
    Target(usize),
    /// A target of the headline metric near what this scenario made of it.
    Near(Scenario, Target),
    /// The claim of that index.
    Claim(usize),
}

impl Session {
    pub(super) fn risk_query(&self) -> Query {
        let mut targets = self.screens.risk.targets.clone();
        targets.extend(self.shown_defaults().map(|(_, target)| target));
        for claim in &self.preset.claims {
            if let Measure::Metric(metric) = claim.measure {
                targets.extend(targets_of(metric, claim.bound).into_iter().map(|(of, _)| of));
            }
        }
        Query::Risk { settings: self.preset.risk.clone(), targets }
    }

    /// Sets the headline metric's own targets, where it or what was saved has changed.
    pub(in crate::session) fn set_default_targets(&mut self) {
        let (metric, saved) = (self.metric, &self.file.saved.inputs);
        let of = &self.screens.risk.defaults_of;
        if of.as_ref().is_none_or(|(known, inputs)| *known != metric || inputs != saved) {
            self.screens.risk.defaults = default_targets(saved, metric);
            self.screens.risk.defaults_of = Some((metric, saved.clone()));
        }
    }

    /// The headline metric's own targets, but for those that were deleted, typed in or claimed.
    fn shown_defaults(&self) -> impl Iterator<Item = (Scenario, Target)> {
        let risk = &self.screens.risk;
        let is_claimed = |target: &Target| {
            self.preset.claims.iter().any(|claim| {
                let alone = [(*target, 1.0)];
                claim.measure == Measure::Metric(target.metric)
                    && targets_of(target.metric, claim.bound) == alone
            })
        };
        let is_shown = move |target: &Target| {
            !risk.deleted.contains(target) && !risk.targets.contains(target) && !is_claimed(target)
        };
        risk.defaults.iter().copied().filter(move |(_, target)| is_shown(target))
    }

    /// Takes an answer, refined or not; axes hold still while it is refined and while a slider
    /// moves, but grow where something would lie beyond them.
    pub(in crate::session) fn take_risk_answer(
        &mut self,
        generation: u64,
        answer: Arc<RiskAnswer>,
    ) {
        if let Some(fitting) = self.fitting_risk_axes(&answer) {
            let (risk, moves) = (&mut self.screens.risk, self.moves.going.is_some());
            let holds = risk
                .axes_of
                .is_some_and(|(of, metric)| metric == answer.metric && (of == generation || moves));
            risk.axes = Some(match risk.axes.filter(|_| holds) {
                Some([cash, figure]) if moves => {
                    [grown(cash, fitting[0]), grown(figure, fitting[1])]
                }
                held => held.unwrap_or(fitting),
            });
            risk.axes_of = Some((generation, answer.metric));
        }
        self.answers.risk = Some(answer);
    }

    fn fitting_risk_axes(&self, answer: &RiskAnswer) -> Option<[(f64, f64); 2]> {
        let bands = answer.result.cumulative_fcf.iter().flat_map(|band| band.percentiles);
        let scenarios = self.results.scenarios.0.iter();
        let own = scenarios.flat_map(|result| result.annual.of(Series::CumulativeFcf));
        let (low, high) = bands
            .chain(own.copied())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let histogram = &answer.result.metric(answer.metric)?.histogram;
        Some([(low, high), (histogram.low, histogram.high)])
    }

    /// The lines of the list of odds: targets typed in, the headline metric's own, then claims about
    /// results.
    pub fn odds_lines(&self) -> Vec<OddsLine> {
        let targets = (0..self.screens.risk.targets.len()).map(OddsLine::Target);
        let claims = self.preset.claims.iter().enumerate();
        let about_results = claims
            .filter(|(_, claim)| matches!(claim.measure, Measure::Metric(_)))
            .map(|(index, _)| OddsLine::Claim(index));
        let near = self.shown_defaults().map(|(scenario, target)| OddsLine::Near(scenario, target));
        targets.chain(near).chain(about_results).collect()
    }

    /// The settings that can be adjusted: the shape, the comovement, every pair of drivers that
    /// vary, and those that are named all the same.
    pub fn risk_settings(&self) -> Vec<RiskSetting> {
        let varying = varying_drivers(&self.preset.inputs);
        let mut settings = vec![RiskSetting::Shape, RiskSetting::Comovement];
        for (index, a) in varying.iter().enumerate() {
            settings.extend(varying[index + 1..].iter().map(|b| RiskSetting::Pair(*a, *b)));
        }
        for (a, b, _) in &self.preset.risk.correlations {
            let pair = RiskSetting::Pair(*a.min(b), *a.max(b));
            if !settings.contains(&pair) {
                settings.push(pair);
            }
        }
        settings
    }

    /// The correlation that a pair has, and whether it has one of its own.
    pub fn correlation(&self, a: Driver, b: Driver) -> (f64, bool) {
        let risk = &self.preset.risk;
        (pair_correlation(&self.preset.inputs, risk, a, b), place_of(risk, a, b).is_some())
    }

    /// What the lines are found by; where the spread comes from is no list.
    pub(super) fn risk_texts(&self) -> Option<Vec<String>> {
        let odds = |line: &OddsLine| match line {
            OddsLine::Target(index) => {
                self.screens.risk.targets.get(*index).map(|target| metric_text(target.metric))
            }
            OddsLine::Near(scenario, target) => {
                Some(format!("{} {}", metric_text(target.metric), scenario.id()))
            }
            OddsLine::Claim(index) => self.preset.claims.get(*index).map(|claim| {
                format!("{} {} {}", claim.measure.label(), claim.id, claim.scenario.id())
            }),
        };
        let setting = |setting: &RiskSetting| match setting {
            RiskSetting::Shape => "shape".to_owned(),
            RiskSetting::Comovement => "comovement".to_owned(),
            RiskSetting::Pair(a, b) => format!("{} {}", a.spec().label, b.spec().label),
        };
        match self.screens.risk.view {
            RiskView::Odds => {
                let lines = self.odds_lines();
                Some(lines.iter().map(|line| odds(line).unwrap_or_default()).collect())
            }
            RiskView::Settings => Some(self.risk_settings().iter().map(setting).collect()),
            RiskView::Spread => None,
        }
    }

    pub(super) fn risk_lines(&self) -> usize {
        match self.screens.risk.view {
            RiskView::Odds => self.odds_lines().len(),
            RiskView::Settings => self.risk_settings().len(),
            RiskView::Spread => 0,
        }
    }

    pub(in crate::session) fn chosen_setting(&self) -> Option<RiskSetting> {
        let chosen = || self.risk_settings().get(self.screens.risk.selected).copied();
        (self.screens.risk.view == RiskView::Settings).then(chosen).flatten()
    }

    /// Adjusts the chosen setting by so many steps.
    pub(in crate::session) fn adjust_risk(&mut self, by: i32) {
        let stepped = |value: f64| {
            let steps = (value / STEP).round() + f64::from(by);
            (steps * STEP * 1e9).round() / 1e9
        };
        let Some(setting) = self.chosen_setting() else {
            return self.say("v shows how the drivers vary, to be adjusted there");
        };
        let mut to = self.preset.risk.clone();
        match setting {
            RiskSetting::Shape => to.shape = turned(&Shape::ALL, to.shape, by),
            RiskSetting::Comovement => {
                let from = to.comovement;
                to.comovement = stepped(from).clamp(0.0, 1.0);
                // The last step before 1, where nothing would vary on its own any more.
                if to.comovement >= 1.0 && from < 0.95 {
                    to.comovement = 0.95;
                }
            }
            RiskSetting::Pair(a, b) => {
                let value = stepped(self.correlation(a, b).0);
                let value = value.clamp(CORRELATION.min, CORRELATION.max);
                correlate(&mut to, (a, b), Some(value));
            }
        }
        if let Err(why) = self.set_risk(to, By::Step(Moved::Risk(setting))) {
            self.refuse(why);
        }
    }

    /// Takes the chosen setting back: a pair to the comovement, the others to what was saved.
    pub(in crate::session) fn reset_risk(&mut self) {
        let (saved, mut to) = (&self.file.saved.risk, self.preset.risk.clone());
        match self.chosen_setting() {
            None => return,
            Some(RiskSetting::Shape) => to.shape = saved.shape,
            Some(RiskSetting::Comovement) => to.comovement = saved.comovement,
            Some(RiskSetting::Pair(a, b)) => correlate(&mut to, (a, b), None),
        }
        if let Err(why) = self.set_risk(to, By::Once) {
            self.refuse(why);
        }
    }

    /// Takes a number typed for a setting; none for a pair of drivers is what the comovement makes
    /// of it.
    pub(in crate::session) fn set_risk_number(
        &mut self,
        setting: RiskSetting,
        number: Option<f64>,
    ) -> Result<(), String> {
        let mut to = self.preset.risk.clone();
        match setting {
            RiskSetting::Shape => {}
            RiskSetting::Comovement => to.comovement = number.unwrap_or(to.comovement),
            RiskSetting::Pair(a, b) => correlate(&mut to, (a, b), number),
        }
        self.set_risk(to, By::Once)
    }

    /// Takes other settings, if draws can be made with them; where they can't be made now, anything
    /// may be the way out.
    fn set_risk(&mut self, risk: RiskSettings, by: By) -> Result<(), String> {
        let checked = check_settings(&self.preset.inputs, &risk);
        if checked.is_ok() || check_settings(&self.preset.inputs, &self.preset.risk).is_err() {
            self.edit(by, |preset| preset.risk = risk);
            return Ok(());
        }
        checked.map_err(|why| why.to_string())
    }

    pub(in crate::session) fn next_risk_view(&mut self) {
        let risk = &mut self.screens.risk;
        risk.view = turned(&RiskView::ALL, risk.view, 1);
        risk.selected = 0;
        self.message = None;
    }

    /// Adds a target, and chooses it.
    pub(in crate::session) fn add_target(&mut self, target: Target) {
        let risk = &mut self.screens.risk;
        risk.deleted.retain(|known| *known != target);
        let place = risk.targets.iter().position(|known| *known == target);
        risk.selected = place.unwrap_or(risk.targets.len());
        if place.is_none() {
            risk.targets.push(target);
        }
        risk.view = RiskView::Odds;
    }

    /// Deletes the chosen target.
    pub(in crate::session) fn delete_target(&mut self) {
        let chosen = self.odds_lines().get(self.screens.risk.selected).copied();
        let note = match chosen.filter(|_| self.screens.risk.view == RiskView::Odds) {
            Some(OddsLine::Target(index)) => {
                let target = self.screens.risk.targets.remove(index);
                // Or it would come back as one of those that are there anyway.
                self.screens.risk.deleted.push(target);
                format!("{target} is no longer a target")
            }
            Some(OddsLine::Near(_, target)) => {
                self.screens.risk.deleted.push(target);
                format!("{target} is no longer a target")
            }
            _ => "no target is chosen; claims are edited on their screen, 6".to_owned(),
        };
        self.say(note);
        self.screens.risk.selected =
            self.screens.risk.selected.min(self.risk_lines().saturating_sub(1));
    }
}

/// The wider of two axes on either side.
fn grown((low, high): (f64, f64), fitting: (f64, f64)) -> (f64, f64) {
    (low.min(fitting.0), high.max(fitting.1))
}

fn place_of(risk: &RiskSettings, a: Driver, b: Driver) -> Option<usize> {
    risk.correlations
        .iter()
        .position(|(one, other, _)| (*one, *other) == (a, b) || (*one, *other) == (b, a))
}

/// Gives a pair a correlation of its own, or takes it away.
fn correlate(risk: &mut RiskSettings, (a, b): (Driver, Driver), to: Option<f64>) {
    match (place_of(risk, a, b), to) {
        (Some(place), Some(to)) => risk.correlations[place].2 = to,
        (Some(place), None) => {
            risk.correlations.remove(place);
        }
        (None, Some(to)) => risk.correlations.push((a, b, to)),
        (None, None) => {}
    }
}
