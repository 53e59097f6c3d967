//! Capital taken apart: what is bought, built, energised, ramped and idle, down to the sites'
//! pledges and the months that building and power take.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::power::WEEKS_PER_MONTH;
use crate::model::{Driver, Indicator, Input, ProgrammeNumber as Number, Series, SiteNumber, Unit};

/// How far on its way money is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// Planned spend.
    Planned,
    /// Planned spend once power has come for it, where servers wait for that.
    Deferred,
    /// Built.
    Built,
    /// Energised.
    Energised,
}

impl Progress {
    const fn label(self) -> &'static str {
        match self {
            Self::Planned => "Planned",
            Self::Deferred => "Planned, once powered",
            Self::Built => "Built",
            Self::Energised => "Energised",
        }
    }
}

/// What of the later spend the stresses leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// What isn't cancelled.
    Kept,
    /// What isn't cancelled and can be shipped.
    Shipped,
}

impl Derivation<'_> {
    /// The mean of a capital series over a window; its last month taken apart.
    pub(super) fn mean_capital(&self, series: Series, window: &Window) -> Node {
        if window.months.len() == 1 {
            return self.capital_in_month(series, window.last());
        }
        let months = window
            .months
            .clone()
            .map(|month| {
                if month == window.last() {
                    self.capital_in_month(series, month)
                } else {
                    self.simulated_month(series, month)
                }
            })
            .collect();
        let label = format!("{}, mean of {}", series.label(), window.name);
        Node::of(label, Unit::Billions, Operation::Mean, months)
    }

    fn simulated_month(&self, series: Series, month: usize) -> Node {
        let label = format!("{}, {}", series.label(), self.month_name(month));
        Node::simulated(label, self.months(series)[month], Unit::Billions)
    }

    /// A month's capital: the mean of its two ends, the later one taken apart.
    fn capital_in_month(&self, series: Series, month: usize) -> Node {
        let ends = [month, month + 1].map(|at| match series {
            Series::Ramped => self.ramped(at),
            Series::IdleCapital => self.idle(at),
            _ => self.bought(Progress::Energised, Left::Shipped, at),
        });
        let [begin, end] = ends;
        let label = format!("{}, {}", series.label(), self.month_name(month));
        let begin = begin.above().said("as at its end, a month earlier");
        let value = self.months(series)[month];
        Node::of(label, Unit::Billions, Operation::Mean, vec![begin, end]).valued(value)
    }

    /// Energised capital that is ramped up at a month's beginning: its mean over the ramp.
    fn ramped(&self, at: usize) -> Node {
        let ramp = self.programme().ramp_months;
        if ramp == 0.0 {
            return self.bought(Progress::Energised, Left::Shipped, at);
        }
        let from = (at as f64 - ramp).max(0.0);
        let mut months = Vec::new();
        for month in (0..at).filter(|month| *month as f64 + 1.0 > from) {
            let part = (month as f64 + 1.0 - from).min(1.0);
            let capital = if month + 1 == at {
                self.capital_in_month(Series::Energised, month)
            } else {
                self.simulated_month(Series::Energised, month)
            };
            months.push(if part < 1.0 {
                let label = format!("{} in part", capital.label);
                let part = Node::given("part of the month", part, Unit::Share);
                (part * capital).named(label, Unit::Billions)
            } else {
                capital
            });
        }
        if months.is_empty() {
            return Node::given("Ramped", 0.0, Unit::Billions);
        }
        let over = Node::of("Energised over the ramp", Unit::Billions, Operation::SUM, months);
        (over / self.number(Number::RampMonths))
            .named(self.at("Ramped", at), Unit::Billions)
            .noted("capital ramps up linearly from energising on")
    }

    /// Idle capital at a month's beginning: built and waiting for power, or for servers that can't
    /// be shipped.
    fn idle(&self, at: usize) -> Node {
        let built = self.bought(Progress::Built, Left::Shipped, at);
        let energised = self.bought(Progress::Energised, Left::Shipped, at);
        let deferred = (self.number(Number::ServerDeferral) * self.number(Number::ServerShare))
            .named("Deferred share", Unit::Share);
        let unpowered =
            (built.clone() - energised).named("Built but not energised", Unit::Billions);
        let waiting = (deferred.rest("Share spent by then") * unpowered)
            .named("Waits for power", Unit::Billions);
        let mut parts = vec![waiting];
        if self.drivers()[Driver::ExportBlock] > 0.0 {
            let lacking = (self.bought(Progress::Built, Left::Kept, at) - built.above())
                .named("Built without servers", Unit::Billions);
            let lacking = self.facility_share() * lacking;
            parts.push(lacking.named("Waits for servers", Unit::Billions));
        }
        Node::of(self.at("Idle capital", at), Unit::Billions, Operation::SUM, parts)
    }

    pub(super) fn facility_share(&self) -> Node {
        self.number(Number::ServerShare).rest("Facility share")
    }

    /// Money of all sites that has come as far as a stage by a month's beginning.
    pub(super) fn bought(&self, stage: Progress, left: Left, at: usize) -> Node {
        let mut sites: Vec<Node> = (0..self.programme().sites.len())
            .map(|site| self.bought_at(site, stage, left, at))
            .collect();
        let label = self.at(stage.label(), at);
        match sites.pop() {
            Some(only) if sites.is_empty() => only.renamed(label),
            Some(last) => {
                sites.push(last);
                Node::of(label, Unit::Billions, Operation::SUM, sites)
            }
            None => Node::given(label, 0.0, Unit::Billions),
        }
    }

    /// A site's: its pledge's growth share, and how much of that is so far.
    fn bought_at(&self, site: usize, stage: Progress, left: Left, at: usize) -> Node {
        let label = format!("{} at {}", stage.label(), self.programme().sites[site].name);
        let planned = self.site(site, SiteNumber::Pledge) * self.number(Number::GrowthShare);
        (planned * self.share_reached(site, stage, left, at)).named(label, Unit::Billions)
    }

    /// The share of a site's money that is so far: months of its spending over all of them, less
    /// what stresses take of the later ones.
    fn share_reached(&self, site: usize, stage: Progress, left: Left, at: usize) -> Node {
        let elapsed = self.months_reached(site, stage, at);
        let over_months = |label: &str, months: Node| {
            (months / self.site(site, SiteNumber::Months)).named(label, Unit::Share)
        };
        let drivers = self.drivers();
        let blocked = left == Left::Shipped && drivers[Driver::ExportBlock] > 0.0;
        if drivers[Driver::CapexCut] == 0.0 && !blocked {
            return over_months("Share so far", elapsed);
        }
        let programme = self.programme();
        let until = programme.stress_from.since(programme.sites[site].first).max(0);
        let until =
            Node::given("Months of spending before stresses", f64::from(until), Unit::Months);
        let parts = vec![elapsed.clone(), until];
        let before = Node::of("Before stresses", Unit::Months, Operation::Minimum, parts);
        let after = (elapsed.above() - before.above()).named("Under stresses", Unit::Months);
        let mut later = vec![self.driver(Driver::CapexCut).rest("Not cancelled")];
        if left == Left::Shipped {
            later.push(self.driver(Driver::ExportBlock).rest("Shipped"));
        }
        later.push(over_months("Share planned under stresses", after));
        let later = Node::of("Share left by stresses", Unit::Share, Operation::Product, later);
        (over_months("Share before stresses", before) + later).named("Share so far", Unit::Share)
    }

    /// How many months of a site's spending have come so far by a month's beginning.
    fn months_reached(&self, site: usize, stage: Progress, at: usize) -> Node {
        let programme = self.programme();
        let since = at as f64 - f64::from(programme.index(programme.sites[site].first));
        let since = Node::given("Months since the first spend", since, Unit::Months);
        let mut parts = vec![since];
        if matches!(stage, Progress::Built | Progress::Energised) {
            parts.push(self.number(Number::BuildMonths));
        }
        if matches!(stage, Progress::Deferred | Progress::Energised) {
            parts.push(self.delay(site));
        }
        let subtracted = parts.len() - 1;
        let reached = Node::of("Months so far", Unit::Months, Operation::Sum { subtracted }, parts);
        let begun = reached.or_none().named("Months so far, or none", Unit::Months);
        let parts = vec![self.site(site, SiteNumber::Months), begun];
        Node::of("Months of spending so far", Unit::Months, Operation::Minimum, parts)
    }

    /// A site's delay: the scenario's and its own, never below zero.
    pub(super) fn delay(&self, site: usize) -> Node {
        let power = self.power_delay();
        if self.programme().sites[site].extra_delay == 0.0 {
            return power;
        }
        let both = (power + self.site(site, SiteNumber::ExtraDelay))
            .named("Power delay at the site", Unit::Months);
        both.or_none().named("Delay", Unit::Months)
    }

    /// The power delay: an input, or the later of grid and equipment.
    fn power_delay(&self) -> Node {
        if !self.follows_from_indicators() {
            return self.driver(Driver::PowerDelay);
        }
        let indicator = |indicator| self.input(Input::Indicator(indicator));
        let uncovered = indicator(Indicator::PpaCoverage).rest("Not covered by PPAs");
        let grid = (uncovered * indicator(Indicator::QueueMonths)).named("Grid", Unit::Months);
        let weeks = Node::given("Weeks in a month", WEEKS_PER_MONTH, Unit::Weeks);
        let lead = (indicator(Indicator::TransformerWeeks) / weeks)
            .named("Transformers' lead time", Unit::Months);
        let equipment =
            (lead - indicator(Indicator::OrderedAheadMonths)).named("Equipment", Unit::Months);
        let none = Node::given("none", 0.0, Unit::Months);
        Node::of("Power delay", Unit::Months, Operation::Maximum, vec![none, grid, equipment])
            .noted("power comes when the later of grid and equipment does")
    }

    /// A name with the month at whose beginning it holds.
    fn at(&self, name: &str, month: usize) -> String {
        format!("{name}, start of {}", self.month_name(month))
    }
}
