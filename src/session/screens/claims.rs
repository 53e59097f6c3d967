//! Claims: what was said, against the model.

use crate::analysis::{Claim, JointMove, Measure, Measurements, Query, Solution, measurements};
use crate::model::{Input, Metric, Scenario, Unit};
use crate::session::{Screen, Session};
use std::collections::BTreeSet;

/// What the Claims screen remembers.
#[derive(Debug, Clone, Default)]
pub struct ClaimsState {
    /// The chosen claim.
    pub selected: usize,
    /// Those that are marked, by their ids.
    pub marked: BTreeSet<String>,
    /// Whether one was chosen, or the screen has been open.
    is_chosen: bool,
    /// The figures that the claims speak of, while the screen is open.
    measured: Option<Measurements>,
}

/// What must be true for a claim that doesn't hold.
#[derive(Debug, Clone)]
pub enum ClaimAnswer<'a> {
    /// It is about an assumption, which has to be this.
    Assumption(Input, f64),
    /// It is about this year, and that is asked of the headline year alone.
    OfYear(i32),
    /// It is being worked out.
    Awaited,
    /// Ways to its nearest bound.
    Ways {
        /// One input alone, drivers before others.
        alone: Vec<(Input, f64)>,
        /// All main drivers together; `None` when none of their moves gets there.
        together: Option<&'a JointMove>,
    },
}

impl ClaimsState {
    /// Chooses a claim, by its place.
    pub(in crate::session) const fn choose(&mut self, claim: usize) {
        self.selected = claim;
        self.is_chosen = true;
    }
}

impl Session {
    /// Marks the chosen claim or no longer, and goes on to the next.
    pub(in crate::session) fn mark_claim(&mut self) {
        let Some(claim) = self.preset.claims.get(self.screens.claims.selected) else { return };
        let (id, marked) = (claim.id.clone(), &mut self.screens.claims.marked);
        if !marked.remove(&id) {
            marked.insert(id);
        }
        self.choose(1);
    }

    /// Marks every claim that the filter leaves; where all of them are marked, none any more.
    pub(in crate::session) fn mark_all_claims(&mut self) {
        let shown = self.screen_lines(self.preset.claims.len());
        let ids = shown.into_iter().map(|place| self.preset.claims[place].id.clone());
        let ids: BTreeSet<String> = ids.collect();
        let marked = &mut self.screens.claims.marked;
        if ids.is_subset(marked) {
            marked.retain(|id| !ids.contains(id));
        } else {
            marked.extend(ids);
        }
    }

    /// The places of the marked claims; of the chosen one where none is marked.
    pub(in crate::session) fn taken_claims(&self) -> Vec<usize> {
        let state = &self.screens.claims;
        let claims = self.preset.claims.iter().enumerate();
        let marked = claims.filter(|(_, claim)| state.marked.contains(&claim.id));
        let marked: Vec<usize> = marked.map(|(place, _)| place).collect();
        if marked.is_empty() && state.selected < self.preset.claims.len() {
            return vec![state.selected];
        }
        marked
    }

    /// The first time that the screen is opened, the first claim that fails is chosen.
    pub(super) fn choose_failing_claim(&mut self) {
        if self.screens.claims.is_chosen {
            return;
        }
        self.refresh_claims();
        let fails = |claim: &Claim| !claim.holds(self.claim_value(claim));
        let failing = self.preset.claims.iter().position(fails);
        self.screens.claims.choose(failing.unwrap_or(0));
    }

    /// The figure that the claim on the headline one is about: that itself where it is claimed,
    /// else the first claimed payback, where it is one.
    pub fn claimed_headline(&self) -> Option<Metric> {
        let mut claimed = self.preset.claims.iter().filter_map(|claim| match claim.measure {
            Measure::Metric(metric) => Some(metric),
            Measure::Driver(_) | Measure::MetricIn(..) | Measure::SeriesIn(..) => None,
        });
        let is_payback = |metric: Metric| metric.spec().unit == Unit::Years;
        claimed
            .clone()
            .find(|metric| *metric == self.metric)
            .or_else(|| claimed.find(|metric| is_payback(self.metric) && is_payback(*metric)))
    }

    /// The claim on that, by its place: the chosen scenario's where it has one.
    pub(in crate::session) fn headline_claim(&self) -> Option<usize> {
        let metric = self.claimed_headline()?;
        let mut claims = self.preset.claims.iter();
        let is_on = |claim: &Claim| claim.measure == Measure::Metric(metric);
        let own = |claim: &Claim| is_on(claim) && claim.scenario == self.scenario;
        claims.clone().position(own).or_else(|| claims.position(is_on))
    }

    /// That claim, where it is on another figure than the headline one.
    pub fn claim_elsewhere(&self) -> Option<&Claim> {
        let claim = &self.preset.claims[self.headline_claim()?];
        (claim.measure != Measure::Metric(self.metric)).then_some(claim)
    }

    /// The figure that the chosen claim is about, and the year as of which it is meant, on the
    /// screens that are about claims.
    pub(super) fn claimed(&self) -> Option<(Scenario, Metric, Option<i32>)> {
        let chosen = match self.screen {
            Screen::Claims => Some(self.screens.claims.selected),
            Screen::Backtest => self.screens.backtest.chosen().and_then(|(_, row)| row.claim),
            _ => None,
        };
        let claim = self.preset.claims.get(chosen?)?;
        match claim.measure {
            Measure::Metric(metric) => Some((claim.scenario, metric, None)),
            Measure::MetricIn(metric, year) => Some((claim.scenario, metric, Some(year))),
            Measure::Driver(_) | Measure::SeriesIn(..) => None,
        }
    }

    /// Measures what the claims speak of.
    pub(super) fn refresh_claims(&mut self) {
        self.screens.claims.measured = Some(measurements(&self.preset.inputs, &self.preset.claims));
    }

    /// What the model gives for a claim, on the Claims screen.
    pub fn claim_value(&self, claim: &Claim) -> Option<f64> {
        self.screens.claims.measured.as_ref()?.value(claim.scenario, claim.measure)
    }

    /// What must be true for a claim; nothing where it holds.
    pub fn what_must_be_true(&self, claim: &Claim) -> Option<ClaimAnswer<'_>> {
        if claim.holds(self.claim_value(claim)) {
            return None;
        }
        Some(match claim.measure {
            Measure::Driver(driver) => {
                ClaimAnswer::Assumption(Input::Driver(driver), self.claim_target(claim))
            }
            Measure::MetricIn(_, year) | Measure::SeriesIn(_, year) => ClaimAnswer::OfYear(year),
            Measure::Metric(metric) => {
                match self.solved((claim.scenario, metric, self.claim_target(claim))) {
                    Some((drivers, others)) => ClaimAnswer::Ways {
                        alone: [&drivers.alone, others]
                            .into_iter()
                            .flat_map(|solutions| self.single_moves(claim, solutions))
                            .collect(),
                        together: drivers.joint.as_ref(),
                    },
                    None => ClaimAnswer::Awaited,
                }
            }
        })
    }

    /// What has to be asked for that.
    pub(super) fn claim_query(&self) -> Option<(Query, Scenario, Metric)> {
        let claim = self.preset.claims.get(self.screens.claims.selected)?;
        let Measure::Metric(metric) = claim.measure else { return None };
        let holds = claim.holds(self.claim_value(claim));
        (!holds).then(|| (Query::Solve(self.claim_target(claim)), claim.scenario, metric))
    }

    /// The end of its bound that a claim's figure misses, or that lies nearest.
    fn claim_target(&self, claim: &Claim) -> f64 {
        let (low, high) = claim.bound.ends();
        match (low.is_finite(), high.is_finite()) {
            (true, false) => low,
            (false, _) => high,
            (true, true) => {
                let value = self.claim_value(claim).unwrap_or(high);
                if (value - low).abs() <= (value - high).abs() { low } else { high }
            }
        }
    }

    /// Where single inputs make a claim true, those first that change least for what they are; those
    /// that ruin the project last.
    fn single_moves(&self, claim: &Claim, solutions: &[Solution]) -> Vec<(Input, f64)> {
        let inputs = &self.preset.inputs;
        let there = |solution: &Solution| {
            let leaps = || {
                let mut jumps = solution.jumps.iter();
                jumps.find(|jump| claim.holds(jump.there())).map(|jump| jump.at)
            };
            let now = inputs.get(solution.input, claim.scenario)?;
            let to = solution.nearest(now).or_else(leaps)?;
            Some((solution.input, to))
        };
        let mut moves: Vec<(Input, f64)> = solutions.iter().filter_map(there).collect();
        let change = |(input, to): &(Input, f64)| {
            let now = inputs.get(*input, claim.scenario).unwrap_or(0.0);
            ((to - now) / now).abs()
        };
        let ruins = |(input, _): &(Input, f64)| {
            self.screens.solve.consequences.alone(*input).is_some_and(|then| then.ruins())
        };
        let order = |way: &(Input, f64)| (ruins(way), change(way));
        moves.sort_by(|a, b| {
            let ((a_ruins, a), (b_ruins, b)) = (order(a), order(b));
            a_ruins.cmp(&b_ruins).then(a.total_cmp(&b))
        });
        moves
    }

    /// What must be true for the chosen claim; above a main screen, for that on the headline figure.
    pub(in crate::session) fn solve_claim(&mut self) {
        if self.screen == Screen::Claims {
            return self.solve_claim_at(self.screens.claims.selected);
        }
        match self.headline_claim() {
            Some(claim) => self.solve_claim_at(claim),
            None => self.say("no claim is about this figure"),
        }
    }

    /// What must be true for a claim, by its place: its nearest bound is the target.
    pub(in crate::session) fn solve_claim_at(&mut self, claim: usize) {
        self.refresh_claims();
        let Some(claim) = self.preset.claims.get(claim) else { return };
        let (scenario, target) = (claim.scenario, self.claim_target(claim));
        match claim.measure {
            Measure::Driver(driver) => {
                self.choose_scenario(scenario);
                self.show_slider(Input::Driver(driver));
                self.say("the claim is about an assumption: this slider");
            }
            Measure::MetricIn(_, year) | Measure::SeriesIn(_, year) => self.say(format!(
                "the claim is about {year}: what must be true is asked of the headline year alone"
            )),
            Measure::Metric(metric) => {
                self.choose_scenario(scenario);
                self.lend_metric(metric);
                self.solve_for(target);
            }
        }
    }
}
