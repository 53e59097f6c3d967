//! A league table: the figures of many programmes, put in the order of one of them.
//!
//! Money of two currencies is no one quantity: by a figure of money, programmes are ranked among those
//! of their own currency alone.

use super::question::outcomes_in;
use crate::model::{Better, Inputs, Metric, Outcome, Scenario, Scenarios, Workspace};
use std::cmp::{Ordering, Reverse};

/// The figures that a league table shows where no others are chosen.
pub const LEAGUE_METRICS: [Metric; 6] = [
    Metric::PaybackYears,
    Metric::NpvPerCapital,
    Metric::Irr,
    Metric::Npv,
    Metric::Capital,
    Metric::OperatingIncome,
];

/// A programme of a league table. `M` is what its money is counted in.
#[derive(Debug, Clone, PartialEq)]
pub struct LeagueEntry<M> {
    /// The name that a preset is opened by, or its file.
    pub id: String,
    /// What it calls itself.
    pub name: String,
    /// What its money is counted in.
    pub money: M,
    /// The year in which its modelled time ends.
    pub horizon_year: i32,
    /// What the model makes of it.
    pub outcomes: Scenarios<Outcome>,
}

impl<M> LeagueEntry<M> {
    /// A programme, evaluated in a workspace that many of them share.
    pub fn new(
        workspace: &mut Workspace,
        (id, name): (impl Into<String>, impl Into<String>),
        money: M,
        inputs: &Inputs,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            money,
            horizon_year: inputs.programme.horizon.year(),
            outcomes: outcomes_in(workspace, inputs),
        }
    }

    /// A figure of a scenario; `None` where it has no value.
    pub fn figure(&self, scenario: Scenario, metric: Metric) -> Option<f64> {
        self.outcomes[scenario].metrics[metric]
    }
}

/// What a league table is put in the order of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeagueOrder {
    /// The figure.
    pub metric: Metric,
    /// Whose figure.
    pub scenario: Scenario,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl LeagueOrder {
    /// The best first; where neither way is better, the greatest.
    pub fn best_first(metric: Metric, scenario: Scenario) -> Self {
        Self { metric, scenario, descending: is_best_greatest(metric) }
    }

    /// The same the other way round.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    /// Whether the best comes first.
    pub fn is_best_first(self) -> bool {
        self.descending == is_best_greatest(self.metric)
    }
}

fn is_best_greatest(metric: Metric) -> bool {
    metric.spec().better != Better::Lower
}

/// A line of a league table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The programme, by its place among those that were given.
    pub entry: usize,
    /// How many are better, and one, whichever way the table is ordered; those of one value share a
    /// rank. `None` where it has no figure.
    pub rank: Option<usize>,
}

/// Puts programmes in order; those without the figure have no rank, and come last either way.
///
/// Where the figure is one of money, programmes stand together by what that is counted in, those of
/// which there are most first, and are ranked among each other.
pub fn standings<M: PartialEq>(entries: &[&LeagueEntry<M>], order: LeagueOrder) -> Vec<Standing> {
    let figure = |at: usize| entries[at].figure(order.scenario, order.metric);
    let groups = groups(entries, order.metric);
    let best = |a: f64, b: f64| {
        if is_best_greatest(order.metric) { b.total_cmp(&a) } else { a.total_cmp(&b) }
    };
    let mut lines = Vec::with_capacity(entries.len());
    for group in groups {
        let (mut with, without): (Vec<usize>, Vec<usize>) =
            group.into_iter().partition(|at| figure(*at).is_some());
        let value = |at: usize| figure(at).unwrap_or(f64::NAN);
        with.sort_by(|a, b| best(value(*a), value(*b)));
        let mut ranked: Vec<(usize, usize)> = Vec::with_capacity(with.len());
        for (place, at) in with.into_iter().enumerate() {
            let before = ranked
                .last()
                .filter(|(_, before)| best(value(*before), value(at)) == Ordering::Equal);
            let rank = before.map_or(place + 1, |(rank, _)| *rank);
            ranked.push((rank, at));
        }
        if !order.is_best_first() {
            ranked.sort_by_key(|(rank, _)| Reverse(*rank));
        }
        lines.extend(ranked.into_iter().map(|(rank, entry)| Standing { entry, rank: Some(rank) }));
        lines.extend(without.into_iter().map(|entry| Standing { entry, rank: None }));
    }
    lines
}

/// The programmes, apart as far as a figure of one can't be held against another's; the largest
/// group first.
fn groups<M: PartialEq>(entries: &[&LeagueEntry<M>], metric: Metric) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Option<&M>, Vec<usize>)> = Vec::new();
    let is_money = metric.spec().unit.counts_currency();
    for (at, entry) in entries.iter().enumerate() {
        let money = is_money.then_some(&entry.money);
        match groups.iter_mut().find(|(of, _)| *of == money) {
            Some((_, group)) => group.push(at),
            None => groups.push((money, vec![at])),
        }
    }
    groups.sort_by_key(|(_, group)| Reverse(group.len()));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Whether programmes are ranked apart by a figure, because their money isn't counted in the same.
pub fn is_ranked_apart<M: PartialEq>(entries: &[&LeagueEntry<M>], metric: Metric) -> bool {
    groups(entries, metric).len() > 1
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;

    /// Programmes that differ in nothing but one figure of the base.
    fn entries(
        metric: Metric,
        of: &[(Option<f64>, &'static str)],
    ) -> Vec<LeagueEntry<&'static str>> {
        let entry = LeagueEntry::new(&mut Workspace::new(), ("", ""), "$", &announced());
        of.iter()
            .map(|(value, money)| {
                let mut entry = LeagueEntry { money: *money, ..entry.clone() };
                entry.outcomes[Scenario::Base].metrics[metric] = *value;
                entry
            })
            .collect()
    }

    fn lines(
        metric: Metric,
        reversed: bool,
        of: &[(Option<f64>, &'static str)],
    ) -> Vec<(usize, Option<usize>)> {
        let entries = entries(metric, of);
        let known: Vec<_> = entries.iter().collect();
        let order = LeagueOrder::best_first(metric, Scenario::Base);
        let order = if reversed { order.reversed() } else { order };
        let standings = standings(&known, order);
        standings.into_iter().map(|Standing { entry, rank }| (entry, rank)).collect()
    }

    #[test]
    fn the_best_comes_first_and_what_is_missing_last_either_way() {
        let of = [(Some(2.0), "$"), (None, "$"), (Some(1.0), "$"), (Some(2.0), "$")];
        let missing = [(1, None)];
        let with = |ranked: [(usize, Option<usize>); 3]| [&ranked[..], &missing[..]].concat();
        let (least, most) = (
            [(2, Some(1)), (0, Some(2)), (3, Some(2))],
            [(0, Some(1)), (3, Some(1)), (2, Some(3))],
        );
        // A payback is the better the sooner it comes, a ratio the greater it is; of capital the
        // greatest is first.
        assert_eq!(lines(Metric::PaybackYears, false, &of), with(least));
        assert_eq!(lines(Metric::NpvPerCapital, false, &of), with(most));
        assert_eq!(lines(Metric::Capital, false, &of), with(most));
        // A rank says how many are better, whatever the order.
        assert_eq!(
            lines(Metric::PaybackYears, true, &of),
            with([(0, Some(2)), (3, Some(2)), (2, Some(1))])
        );
    }

    #[test]
    fn money_is_ranked_within_its_currency_and_nothing_else_is() {
        let of = [(Some(1.0), "€"), (Some(3.0), "$"), (Some(9.0), "$"), (Some(5.0), "$")];
        assert_eq!(
            lines(Metric::Npv, false, &of),
            [(2, Some(1)), (3, Some(2)), (1, Some(3)), (0, Some(1))]
        );
        assert_eq!(
            lines(Metric::NpvPerCapital, false, &of),
            [(2, Some(1)), (3, Some(2)), (1, Some(3)), (0, Some(4))]
        );
        for (metric, apart) in
            [(Metric::RevenuePerMw, true), (Metric::Npv, true), (Metric::ItMwInService, false)]
        {
            let entries = entries(metric, &of);
            let known: Vec<_> = entries.iter().collect();
            assert_eq!(is_ranked_apart(&known, metric), apart, "{metric:?}");
            assert!(!is_ranked_apart(&known[1..], metric));
        }
    }
}
