//! A league table: presets with the same figures of each, in the order of one of them; as a report to
//! read, as JSON, as a table.

use super::answer::capped_note;
use super::json::{flagged, object};
use super::table::{Cell, Column, Readers, Table, text};
use crate::analysis::{LeagueEntry, LeagueOrder, Standing, is_ranked_apart, standings};
use crate::model::{Metric, Scenario};
use crate::preset::Currency;
use crate::view::vocabulary::{in_sentence, names};
use crate::widgets::text::harmless;
use serde_json::{Value, json};

/// What is shown of presets.
#[derive(Debug, Clone, Copy)]
pub struct League<'a> {
    pub entries: &'a [&'a LeagueEntry<Currency>],
    /// Presets that can't be read: the name that each would be opened by, and why.
    pub unread: &'a [(String, String)],
    /// The figures.
    pub metrics: &'a [Metric],
    /// Whose.
    pub scenarios: &'a [Scenario],
    /// What they are put in the order of; without it they stand as they were given.
    pub order: Option<LeagueOrder>,
}

impl League<'_> {
    /// The presets in their order, each with its rank.
    fn ranked(&self) -> Vec<(Option<usize>, &LeagueEntry<Currency>)> {
        let lines = match self.order {
            Some(order) => standings(self.entries, order),
            None => (0..self.entries.len()).map(|entry| Standing { entry, rank: None }).collect(),
        };
        lines.into_iter().map(|line| (line.rank, self.entries[line.entry])).collect()
    }

    /// Whether an evaluation met `margin_capped`.
    pub fn margin_capped(&self) -> bool {
        let is_capped = |entry: &&LeagueEntry<Currency>| {
            self.scenarios.iter().any(|of| entry.outcomes[*of].flags.margin_capped)
        };
        self.entries.iter().any(is_capped)
    }

    /// The report's text; where more figures could be shown, it says how.
    pub fn text(&self, is_part: bool) -> String {
        let ranked = self.ranked();
        let mut out = format!("{}\n", self.asked(ranked.len()));
        let rows = self.rows(|rank, entry| {
            let rank = match (self.order, rank) {
                (None, _) => String::new(),
                (Some(_), Some(rank)) => format!("{rank:>3}  "),
                (Some(_), None) => "  –  ".to_owned(),
            };
            vec![Cell::text(format!("{rank}{}", harmless(&entry.id)))]
        });
        let columns = [Column::new("id", "")].into_iter();
        let scenario = self.scenario_column();
        let table = Table::new("", columns.chain(scenario).chain(self.metric_columns(true)));
        out += &text::aligned(&[table.with_rows(rows)], 0, 0);
        if self.order.is_some_and(|order| is_ranked_apart(self.entries, order.metric)) {
            out += "\nAmounts in different currencies aren't ranked against each other: each currency \
                    has its\nown ranks.\n";
        }
        if is_part {
            let (shown, all) = (self.metrics.len(), Metric::COUNT);
            out += &format!(
                "\n{shown} of {all} figures; --metrics names others, JSON and CSV have all.\n"
            );
        }
        for (id, _) in self.unread {
            out += &format!("\n{} can't be read.\n", harmless(id));
        }
        out + capped_note(self.margin_capped())
    }

    /// What is shown, in a line: `16 presets by NPV of base, the greatest first`.
    fn asked(&self, count: usize) -> String {
        let presets = if count == 1 { "preset" } else { "presets" };
        let whose = match self.scenarios {
            [one] => format!(", figures of {}", one.id()),
            _ => String::new(),
        };
        match self.order {
            Some(order) => {
                let figure = in_sentence(names(order.metric).long);
                let way = if order.descending { "highest first" } else { "lowest first" };
                format!("{count} {presets} by {figure} of {}, {way}\n", order.scenario.id())
            }
            None => format!("{count} {presets}{whose}\n"),
        }
    }

    /// A row for each preset's scenario: first what the rank and the entry give, then the scenario
    /// where there are several, then the figures.
    fn rows(
        &self,
        first: impl Fn(Option<usize>, &LeagueEntry<Currency>) -> Vec<Cell>,
    ) -> Vec<Vec<Cell>> {
        let has_several = self.scenarios.len() > 1;
        let mut rows = Vec::new();
        for (rank, entry) in self.ranked() {
            for scenario in self.scenarios {
                let outcome = &entry.outcomes[*scenario];
                let figures = self.metrics.iter().map(|metric| {
                    let value = outcome.metrics[*metric];
                    let (flags, year) = (outcome.flags, entry.horizon_year);
                    Cell::value(entry.money, *metric, value, flags, year)
                });
                let whose = has_several.then(|| Cell::text(scenario.id()));
                rows.push(first(rank, entry).into_iter().chain(whose).chain(figures).collect());
            }
        }
        rows
    }

    fn scenario_column(&self) -> Option<Column> {
        (self.scenarios.len() > 1).then(|| Column::from("scenario"))
    }

    fn metric_columns(&self, is_short: bool) -> impl Iterator<Item = Column> {
        let column = move |metric: &Metric| {
            if is_short {
                Column::new(metric.id(), names(*metric).short)
            } else {
                Column::from(*metric)
            }
        };
        self.metrics.iter().map(column)
    }

    /// A row for each preset's scenario with its figures.
    pub fn table(&self) -> Table {
        let has_ranks = self.order.is_some();
        let rows = self.rows(|rank, entry| {
            let rank = has_ranks.then(|| Cell::or_blank(rank, |rank| Cell::count(rank as f64)));
            let own = [entry.name.clone(), entry.id.clone()].map(Cell::text);
            let money = Cell::text(entry.money.words("$"));
            own.into_iter().chain(rank).chain([money]).collect()
        });
        let columns = ["preset", "id"].map(Column::from).into_iter();
        let columns = columns.chain(has_ranks.then(|| Column::from("rank")));
        let columns = columns.chain([Column::from("currency")]);
        let columns = columns.chain(self.scenario_column()).chain(self.metric_columns(false));
        Table::new("", columns).read_by(Readers::Programs, &["id", "currency"]).with_rows(rows)
    }

    /// The command line's JSON.
    pub fn json(&self) -> Value {
        let mut rows = Vec::new();
        for (rank, entry) in self.ranked() {
            for scenario in self.scenarios {
                let outcome = &entry.outcomes[*scenario];
                let figures = self.metrics.iter().map(|of| (of.id(), json!(outcome.metrics[*of])));
                rows.push(json!({
                    "rank": rank,
                    "id": entry.id,
                    "name": entry.name,
                    "currency": entry.money.words("$"),
                    "scenario": scenario.id(),
                    "metrics": object(figures),
                    "flags": outcome.flags.ids(),
                }));
            }
        }
        let sort = self.order.map(|order| {
            let way = if order.descending { "desc" } else { "asc" };
            json!({ "metric": order.metric.id(), "scenario": order.scenario.id(), "order": way })
        });
        let unread = self.unread.iter().map(|(id, why)| json!({ "id": id, "error": why }));
        let unread: Vec<Value> = unread.collect();
        flagged(json!({ "sort": sort, "rows": rows, "unread": unread }), self.margin_capped())
    }
}
