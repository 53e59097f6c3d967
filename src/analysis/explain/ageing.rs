//! What servers earn as they age: each month's capital by when it got power.

use super::capital::Lot;
use super::derivation::Derivation;
use super::node::{Node, Operation};
use crate::model::{ProgrammeNumber as Number, SiteNumber, Unit};

impl Derivation<'_> {
    /// What a month's capital earns as it ages: of each site, what was energised in each month
    /// times what that still earns; the last month's taken apart.
    pub(super) fn aged(&self, month: usize) -> Node {
        let sites = (0..self.programme().sites.len()).map(|site| self.aged_at(site, month));
        let sites: Vec<Node> = sites.collect();
        match <[Node; 1]>::try_from(sites) {
            Ok([only]) if !only.operation.is_leaf() => only.floored("As servers have aged"),
            Ok(only) => Node::unnamed(Operation::SUM, only.into()),
            Err(sites) => Node::unnamed(Operation::SUM, sites).floored("As servers have aged"),
        }
    }

    fn aged_at(&self, site: usize, month: usize) -> Node {
        let lot = Lot { site: Some(site), ..Lot::ALL };
        let at = |knot: usize| self.energised_at(lot, knot as f64);
        let came: Vec<usize> =
            (0..=month).filter(|begun| at(begun + 1) - at(*begun) != 0.0).collect();
        let vintages = came.iter().map(|begun| {
            let name = self.month_name(*begun);
            let label = format!("Energised in {name}, as it has aged");
            let added = at(begun + 1) - at(*begun);
            if Some(begun) != came.last() {
                let earns = added * self.weight(lot, month - begun).value.unwrap_or_default();
                return Node::simulated(label, earns, Unit::Billions);
            }
            let [end, start] = [begun + 1, *begun].map(|knot| self.energised(lot, knot));
            let start = start.above().said("as at its end, a month earlier");
            let added = (end - start).named(format!("Energised in {name}"), Unit::Billions);
            (added * self.weight(lot, month - begun)).named(label, Unit::Billions)
        });
        let vintages: Vec<Node> = vintages.collect();
        let label = self.lot_name("As it has aged", lot);
        if vintages.is_empty() {
            return Node::given(label, 0.0, Unit::Billions);
        }
        let earns = Node::of(label.clone(), Unit::Billions, Operation::SUM, vintages);
        if self.has_own_yield(site) {
            let factor = self.site(site, SiteNumber::YieldFactor);
            return (factor * earns).named(format!("{label}, by yield"), Unit::Billions);
        }
        earns
    }

    /// What a dollar earns so many whole months after it is energised, relative to a new one that
    /// is ramped up.
    fn weight(&self, lot: Lot, age: usize) -> Node {
        let months = age as f64;
        let lot = if self.uses().ageing { lot } else { Lot::ALL };
        let first_life = self.first_life(lot);
        let ramped = Node::simulated("Ramped up", self.ramped_dollar(age), Unit::Share);
        let ended = dollar(months - first_life);
        let alive = if ended == 0.0 {
            ramped
        } else {
            let ended = Node::simulated("At the end of their life", ended, Unit::Share);
            (ramped - ended).named("Ramped up, in their life", Unit::Share)
        };
        let first = (alive * self.kept_by_age(months)).named("First servers", Unit::Share);
        let mut parts = vec![first];
        let next = 12.0 * self.programme().server_life;
        for (generation, begins) in self.ages(lot, age + 1) {
            let alive = dollar(months - begins) - dollar(months - begins - next);
            if alive == 0.0 {
                continue;
            }
            let alive = Node::simulated("In their life", alive, Unit::Share);
            let mut earns = alive * self.kept_by_age((months - begins).max(0.0));
            if self.uses().retirement {
                earns = earns * self.bought_again(generation);
            }
            parts.push(earns.named(format!("Generation {generation} after them"), Unit::Share));
        }
        let label = "What it earns, of a new one";
        let earns = match <[Node; 1]>::try_from(parts) {
            Ok([first]) => first.renamed(label),
            Err(parts) => Node::of(label, Unit::Share, Operation::SUM, parts),
        };
        earns.noted("what servers earn fades from when they get power; a renewal starts afresh")
    }

    /// `(1 − generation_fade)^(months/12)`
    fn kept_by_age(&self, months: f64) -> Node {
        let kept = self.number(Number::GenerationFade).rest("Earning kept in a year");
        let years = Node::given("Years old", months / 12.0, Unit::Years);
        Node::of("Earning kept", Unit::Share, Operation::Power, vec![kept, years])
    }

    /// How much of a dollar that is energised evenly during the first month is ramped up on
    /// average so many months later.
    fn ramped_dollar(&self, age: usize) -> f64 {
        let ramp = self.programme().ramp_months;
        if ramp == 0.0 {
            return dollar(age as f64);
        }
        // The dollar summed over time: half of one in its first month, one in each later month.
        let total = |at: f64| if at <= 1.0 { 0.5 * at.max(0.0) } else { at - 0.5 };
        let ramped = |at: f64| (total(at) - total(at - ramp)) / ramp;
        0.5 * (ramped(age as f64) + ramped(age as f64 + 1.0))
    }
}

/// A month's average of a dollar energised evenly during month 0, read at a time.
fn dollar(at: f64) -> f64 {
    (0.5 * (at + 1.0)).clamp(0.0, 1.0)
}
