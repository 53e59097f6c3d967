//! The Risk screen's state: what it shows, targets typed in, and the settings that it edits.

use super::action::Moment;
use super::dialog::Dialog;
use super::editing::By;
use super::message::{Change, Message};
use super::{Form, Session, Subject};
use crate::analysis::risk::{
    CORRELATION, RiskAnswer, check_settings, pair_correlation, targets_of, varying_drivers,
};
use crate::analysis::{Measure, Query, RiskSettings, Shape, Target};
use crate::model::{Driver, Metric, Series};
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
    /// The chosen line.
    pub selected: usize,
    /// The ends of the axis of cash by year, $bn, and of the figure's; they hold still while a
    /// slider moves and while an answer is refined.
    pub axes: Option<[(f64, f64); 2]>,
    /// The question that the axes were set for, and its figure.
    axes_of: Option<(u64, Metric)>,
}

/// A setting that can be adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskSetting {
    /// The drivers' distributions.
    Shape,
    /// How much all of them move together.
    Comovement,
    /// The correlation of two.
    Pair(Driver, Driver),
}

/// What is typed on the Risk screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskEntry {
    Target,
    /// A setting's number.
    Setting(RiskSetting),
}

/// A line of the list of odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OddsLine {
    /// The target of that index, typed in.
    Target(usize),
    /// The claim of that index.
    Claim(usize),
}

impl Session {
    pub(super) fn query_risk(&self) -> Query {
        let mut targets = self.risk.targets.clone();
        for claim in &self.preset.claims {
            if let Measure::Metric(metric) = claim.measure {
                targets.extend(targets_of(metric, claim.bound).into_iter().map(|(of, _)| of));
            }
        }
        Query::Risk { settings: self.preset.risk.clone(), targets }
    }

    /// Takes an answer, refined or not; axes hold still while it is refined and while a slider
    /// moves, but grow where something would lie beyond them.
    pub(super) fn take_risk_answer(&mut self, generation: u64, answer: Arc<RiskAnswer>) {
        let Some(fitting) = self.fitting_risk_axes(&answer) else {
            self.answers.risk = Some(answer);
            return;
        };
        let of = (generation, answer.metric);
        let held = self.risk.axes.filter(|_| {
            self.risk.axes_of.is_some_and(|(held, metric)| {
                metric == answer.metric && (held == generation || self.moving.is_some())
            })
        });
        self.risk.axes = Some(match held {
            None => fitting,
            Some([cash, figure]) if self.moving.is_some() => {
                [grown(cash, fitting[0]), grown(figure, fitting[1])]
            }
            Some(held) => held,
        });
        self.risk.axes_of = Some(of);
        self.answers.risk = Some(answer);
    }

    fn fitting_risk_axes(&self, answer: &RiskAnswer) -> Option<[(f64, f64); 2]> {
        let bands = answer.result.cumulative_fcf.iter().flat_map(|band| band.percentiles);
        let scenarios = self.results.scenarios.0.iter();
        let own = scenarios.flat_map(|result| result.annual.years(Series::CumulativeFcf));
        let (low, high) = bands
            .chain(own.copied())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let histogram = &answer.result.metric(answer.metric)?.histogram;
        Some([(low, high), (histogram.low, histogram.high)])
    }

    /// The lines of the list of odds: targets typed in, then claims about results.
    pub fn odds_lines(&self) -> Vec<OddsLine> {
        let targets = (0..self.risk.targets.len()).map(OddsLine::Target);
        let claims = self.preset.claims.iter().enumerate();
        let about_results = claims
            .filter(|(_, claim)| matches!(claim.measure, Measure::Metric(_)))
            .map(|(index, _)| OddsLine::Claim(index));
        targets.chain(about_results).collect()
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
        let own = own_correlation(risk, a, b).is_some();
        (pair_correlation(&self.preset.inputs, risk, a, b), own)
    }

    pub(super) fn risk_lines(&self) -> usize {
        match self.risk.view {
            RiskView::Odds => self.odds_lines().len(),
            RiskView::Settings => self.risk_settings().len(),
            RiskView::Spread => 0,
        }
    }

    fn chosen_setting(&self) -> Option<RiskSetting> {
        let chosen = || self.risk_settings().get(self.risk.selected).copied();
        (self.risk.view == RiskView::Settings).then(chosen).flatten()
    }

    /// Adjusts the chosen setting by so many steps.
    pub(super) fn adjust_risk(&mut self, by: i32, now: Moment) {
        let risk = &self.preset.risk;
        let stepped = |value: f64| {
            let steps = (value / STEP).round() + f64::from(by);
            (steps * STEP * 1e9).round() / 1e9
        };
        match self.chosen_setting() {
            None => {
                let note = "v shows how the drivers vary, to be adjusted there";
                self.message = Some(Message::Note(note.to_owned()));
            }
            Some(RiskSetting::Shape) => {
                let count = i32::try_from(Shape::ALL.len()).unwrap_or(1);
                let present = i32::try_from(risk.shape as usize).unwrap_or(0);
                let next = (present + by.signum()).rem_euclid(count);
                let shape = Shape::ALL[usize::try_from(next).unwrap_or(0)];
                self.set_risk_shape(shape, now, By::Step);
            }
            Some(RiskSetting::Comovement) => {
                let to = stepped(risk.comovement).clamp(0.0, 1.0);
                // The last step before 1, where nothing would vary on its own any more.
                let to = if to >= 1.0 && risk.comovement < 0.95 { 0.95 } else { to };
                self.set_comovement(to, now, By::Step);
            }
            Some(RiskSetting::Pair(a, b)) => {
                let present = self.correlation(a, b).0;
                let to = stepped(present).clamp(CORRELATION.min, CORRELATION.max);
                self.set_correlation((a, b), Some(to), now, By::Step);
            }
        }
    }

    /// Takes the chosen setting back: a pair to the comovement, the others to what was saved.
    pub(super) fn reset_risk(&mut self, now: Moment) {
        let saved = self.saved.risk.clone();
        match self.chosen_setting() {
            None => {}
            Some(RiskSetting::Shape) => self.set_risk_shape(saved.shape, now, By::Once),
            Some(RiskSetting::Comovement) => self.set_comovement(saved.comovement, now, By::Once),
            Some(RiskSetting::Pair(a, b)) => self.set_correlation((a, b), None, now, By::Once),
        }
    }

    fn set_risk_shape(&mut self, to: Shape, now: Moment, by: By) {
        let change = Change::RiskShape { from: self.preset.risk.shape, to };
        self.edit(change, now, by, |preset| preset.risk.shape = to);
    }

    fn set_comovement(&mut self, to: f64, now: Moment, by: By) {
        let mut risk = self.preset.risk.clone();
        let change = Change::RiskComovement { from: risk.comovement, to };
        risk.comovement = to;
        if let Err(why) = self.fits(&risk) {
            self.message = Some(Message::Error(why));
            return;
        }
        self.edit(change, now, by, |preset| preset.risk = risk);
    }

    fn set_correlation(&mut self, pair: (Driver, Driver), to: Option<f64>, now: Moment, by: By) {
        let mut risk = self.preset.risk.clone();
        let from = own_correlation(&risk, pair.0, pair.1);
        let change = Change::RiskCorrelation { pair, from, to };
        let place = place_of(&risk, pair.0, pair.1);
        match (place, to) {
            (Some(place), Some(to)) => risk.correlations[place].2 = to,
            (Some(place), None) => {
                risk.correlations.remove(place);
            }
            (None, Some(to)) => risk.correlations.push((pair.0, pair.1, to)),
            (None, None) => return,
        }
        if let Err(why) = self.fits(&risk) {
            self.message = Some(Message::Error(why));
            return;
        }
        self.edit(change, now, by, |preset| preset.risk = risk);
    }

    /// Whether draws can be made with other settings; where they can't be made now, anything may
    /// be the way out.
    fn fits(&self, risk: &RiskSettings) -> Result<(), String> {
        let inputs = &self.preset.inputs;
        match check_settings(inputs, risk) {
            Err(why) if check_settings(inputs, &self.preset.risk).is_ok() => Err(why.to_string()),
            _ => Ok(()),
        }
    }

    /// Asks for the chosen setting's number, or for a target.
    pub(super) fn enter_risk(&mut self) {
        let (entry, label, hint) = match self.chosen_setting() {
            Some(setting @ RiskSetting::Comovement) => (
                RiskEntry::Setting(setting),
                "value",
                "how much all drivers move together, from 0 to below 1, such as 0.3".to_owned(),
            ),
            Some(setting @ RiskSetting::Pair(..)) => (
                RiskEntry::Setting(setting),
                "value",
                "between −1 and 1; empty for what the comovement makes of it".to_owned(),
            ),
            Some(RiskSetting::Shape) => {
                let note = "the arrows choose the shape";
                self.message = Some(Message::Note(note.to_owned()));
                return;
            }
            None => {
                let metric = self.metric.id();
                let hint = format!("a bound such as <=10 for {metric}, or of another: npv>=0");
                (RiskEntry::Target, "target", hint)
            }
        };
        let form = Form::new(Subject::Risk(entry)).with_text(label, "", &hint);
        self.dialog = Some(Dialog::Form(Box::new(form)));
    }

    /// Takes what was typed on the Risk screen.
    pub(super) fn take_risk(&mut self, entry: RiskEntry, mut form: Form, now: Moment) {
        let text = form.text(0).trim().to_owned();
        let taken = match entry {
            RiskEntry::Target => self.take_risk_target(&text),
            RiskEntry::Setting(setting) => self.take_risk_number(setting, &text, now),
        };
        match taken {
            Ok(()) => self.dialog = None,
            Err(why) => {
                form.fields[0].error = Some(why);
                self.dialog = Some(Dialog::Form(Box::new(form)));
            }
        }
    }

    fn take_risk_target(&mut self, text: &str) -> Result<(), String> {
        // A bound alone is of the figure that the screens speak of.
        let bare = text.starts_with(['<', '>', '≤', '≥']);
        let whole = if bare { format!("{}{text}", self.metric.id()) } else { text.to_owned() };
        let target = whole.parse::<Target>().map_err(|why| why.to_string())?;
        let place = self.risk.targets.iter().position(|known| *known == target);
        self.risk.selected = place.unwrap_or(self.risk.targets.len());
        if place.is_none() {
            self.risk.targets.push(target);
        }
        self.risk.view = RiskView::Odds;
        Ok(())
    }

    fn take_risk_number(
        &mut self,
        setting: RiskSetting,
        text: &str,
        now: Moment,
    ) -> Result<(), String> {
        let number = || {
            let number = text.replace('−', "-").parse::<f64>().ok();
            number.filter(|number| number.is_finite()).ok_or("that is not a number, such as 0.3")
        };
        self.message = None;
        match setting {
            RiskSetting::Shape => {}
            RiskSetting::Comovement => self.set_comovement(number()?, now, By::Once),
            RiskSetting::Pair(a, b) => {
                let to = if text.is_empty() { None } else { Some(number()?) };
                self.set_correlation((a, b), to, now, By::Once);
            }
        }
        match self.message.take() {
            Some(Message::Error(why)) => Err(why),
            message => {
                self.message = message;
                Ok(())
            }
        }
    }

    /// Deletes the chosen target.
    pub(super) fn delete_risk_target(&mut self) {
        let lines = self.odds_lines();
        let chosen = lines.get(self.risk.selected).filter(|_| self.risk.view == RiskView::Odds);
        let note = if let Some(OddsLine::Target(index)) = chosen {
            format!("{} is no target any more", self.risk.targets.remove(*index))
        } else {
            "no target is chosen; claims are edited on their screen, 6".to_owned()
        };
        self.message = Some(Message::Note(note));
        self.risk.selected = self.risk.selected.min(self.risk_lines().saturating_sub(1));
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

fn own_correlation(risk: &RiskSettings, a: Driver, b: Driver) -> Option<f64> {
    place_of(risk, a, b).map(|place| risk.correlations[place].2)
}
