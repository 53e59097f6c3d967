//! Capital taken apart: what is bought, built, energised, ramped and idle, down to the sites'
//! pledges and the months that building and power take.

use super::derivation::Derivation;
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

/// Which energised capital is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lot {
    /// One site's alone.
    pub site: Option<usize>,
    /// Each site's times its yield factor.
    pub weighted: bool,
    /// Only what is energised by that month's beginning.
    pub by: Option<usize>,
}

impl Lot {
    /// All of it.
    pub(super) const ALL: Self = Self { site: None, weighted: false, by: None };

    /// The name of a stock of it.
    pub(super) fn name(self, of: &str) -> String {
        let yields = if self.weighted { ", by yield" } else { "" };
        let by = if self.by.is_some() { ", powered by then" } else { "" };
        format!("{of}{yields}{by}")
    }
}

impl Derivation<'_> {
    /// The name of a stock of some capital, with its site's.
    pub(super) fn lot_name(&self, of: &str, lot: Lot) -> String {
        match lot.site {
            Some(site) => lot.name(&format!("{of} at {}", self.programme().sites[site].name)),
            None => lot.name(of),
        }
    }

    /// Whether a site's dollar earns another sum than the programme's.
    pub(super) fn has_own_yield(&self, site: usize) -> bool {
        self.programme().sites[site].yield_factor.to_bits() != 1.0_f64.to_bits()
    }

    /// A month's energised capital.
    pub(super) fn energised_in_month(&self, lot: Lot, month: usize) -> Node {
        let ends = [month, month + 1].map(|at| self.energised(lot, at));
        self.mean_of_ends(&lot.name("Energised"), month, ends)
    }

    /// A month's ramped capital.
    pub(super) fn ramped_in_month(&self, lot: Lot, month: usize) -> Node {
        let ends = [month, month + 1].map(|at| self.ramped(lot, at));
        self.mean_of_ends(&lot.name("Ramped"), month, ends)
    }

    /// A month's idle capital.
    pub(super) fn idle_in_month(&self, month: usize) -> Node {
        let ends = [month, month + 1].map(|at| self.idle(at));
        self.mean_of_ends(Series::IdleCapital.label(), month, ends)
    }

    /// The mean of a month's two ends, the later one taken apart.
    fn mean_of_ends(&self, name: &str, month: usize, [begin, end]: [Node; 2]) -> Node {
        let label = format!("{name}, {}", self.month_name(month));
        let begin = begin.above().said("as at its end, a month earlier");
        Node::of(label, Unit::Billions, Operation::Mean, vec![begin, end])
    }

    /// Energised capital that is ramped up at a month's beginning: its mean over the ramp.
    fn ramped(&self, lot: Lot, at: usize) -> Node {
        let ramp = self.programme().ramp_months;
        if ramp == 0.0 {
            return self.energised(lot, at);
        }
        let from = (at as f64 - ramp).max(0.0);
        let mut months = Vec::new();
        for month in (0..at).filter(|month| *month as f64 + 1.0 > from) {
            let part = (month as f64 + 1.0 - from).min(1.0);
            let capital = if month + 1 == at {
                self.energised_in_month(lot, month)
            } else {
                let value = self.energised_mean(lot, month as f64);
                let label = format!("{}, {}", lot.name("Energised"), self.month_name(month));
                Node::simulated(label, value, Unit::Billions)
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
            return Node::given(lot.name("Ramped"), 0.0, Unit::Billions);
        }
        let label = lot.name("Energised over the ramp");
        let over = Node::of(label, Unit::Billions, Operation::SUM, months);
        (over / self.number(Number::RampMonths))
            .named(self.at(&lot.name("Ramped"), at), Unit::Billions)
            .noted("capital ramps up linearly from energising on")
    }

    /// Idle capital at a month's beginning: built and waiting for power, or for servers that can't
    /// be shipped.
    fn idle(&self, at: usize) -> Node {
        let built = self.bought(Progress::Built, Left::Shipped, at);
        let energised = self.energised(Lot::ALL, at);
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
        let sites = 0..self.programme().sites.len();
        let sites = sites.map(|site| self.bought_at(site, stage, left, at)).collect();
        Self::all_sites(self.at(stage.label(), at), sites)
    }

    /// Energised capital by a month's beginning.
    pub(super) fn energised(&self, lot: Lot, at: usize) -> Node {
        let at = lot.by.map_or(at, |by| at.min(by));
        let sites = 0..self.programme().sites.len();
        let sites = sites.filter(|site| lot.site.is_none_or(|only| only == *site)).map(|site| {
            let capital = self.bought_at(site, Progress::Energised, Left::Shipped, at);
            if lot.weighted && self.has_own_yield(site) {
                let label = format!("{}, by yield", capital.label);
                let factor = self.site(site, SiteNumber::YieldFactor);
                return (factor * capital).named(label, Unit::Billions);
            }
            capital
        });
        Self::all_sites(
            self.at(&self.lot_name(Progress::Energised.label(), lot), at),
            sites.collect(),
        )
    }

    fn all_sites(label: String, sites: Vec<Node>) -> Node {
        match <[Node; 1]>::try_from(sites) {
            Ok([only]) => only.renamed(label),
            Err(sites) if sites.is_empty() => Node::given(label, 0.0, Unit::Billions),
            Err(sites) => Node::of(label, Unit::Billions, Operation::SUM, sites),
        }
    }

    /// Energised capital at a time, months from the first; between whole months on a line.
    pub(super) fn energised_at(&self, lot: Lot, at: f64) -> f64 {
        let at = lot.by.map_or(at, |by| at.min(by as f64));
        if at <= 0.0 {
            return 0.0;
        }
        let sites = 0..self.programme().sites.len();
        let sites = sites.filter(|site| lot.site.is_none_or(|only| only == *site));
        let (before, part) = (at.floor(), at.fract());
        sites
            .map(|site| {
                let energised = |knot| self.energised_by(site, knot);
                let capital = if part == 0.0 {
                    energised(before)
                } else {
                    energised(before) + part * (energised(before + 1.0) - energised(before))
                };
                let factor = self.programme().sites[site].yield_factor;
                if lot.weighted { factor * capital } else { capital }
            })
            .sum()
    }

    /// A month's average of energised capital, read at a time.
    pub(super) fn energised_mean(&self, lot: Lot, at: f64) -> f64 {
        0.5 * (self.energised_at(lot, at) + self.energised_at(lot, at + 1.0))
    }

    /// A site's energised capital by a whole month's beginning: what [`bought`](Self::bought)
    /// takes apart.
    fn energised_by(&self, index: usize, knot: f64) -> f64 {
        let (programme, drivers) = (self.programme(), self.drivers());
        let site = &programme.sites[index];
        let wait = (drivers[Driver::PowerDelay] + site.extra_delay).max(0.0);
        let since = knot - f64::from(programme.index(site.first)) - programme.build_months - wait;
        let begun = since.clamp(0.0, site.months);
        let until = f64::from(programme.stress_from.since(site.first).max(0));
        let before = begun.min(until);
        let left = (1.0 - drivers[Driver::CapexCut]) * (1.0 - drivers[Driver::ExportBlock]);
        let planned = site.pledge * programme.growth_share / site.months;
        planned * (before + left * (begun - before))
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
