//! An evaluation for reading, in parts that text and documents share: the scenarios side by side by
//! subject, a scenario's years, and what a reader of the figures should know.

use super::Evaluation;
use crate::model::{Driver, Metric, Scenario, Series, Unit, Uses};
use crate::report::answer::marked;
use crate::report::table::{Cell, Column, Table};
use crate::view::format;

/// Rows of one subject: a label, and a cell for each scenario.
pub struct Side {
    pub title: String,
    pub rows: Vec<(&'static str, [Cell; 3])>,
}

/// What figures over all scenarios are called.
pub const WEIGHTED: &str = "Weighted across scenarios";

/// Metrics that speak of one thing: its name, they, and whether a programme has it.
type Group = (&'static str, &'static [Metric], fn(Uses) -> bool);

const ALWAYS: fn(Uses) -> bool = |_| true;

/// The metrics by what they speak of, for reading.
const GROUPS: [Group; 7] = [
    (
        "Headline year",
        &[Metric::Revenue, Metric::OperatingIncome, Metric::OperatingMargin, Metric::EbitdaMargin],
        ALWAYS,
    ),
    (
        "Run rate, the year's last quarter × 4",
        &[
            Metric::RunRateRevenue,
            Metric::RunRateOperatingIncome,
            Metric::RunRateMargin,
            Metric::RevenueVsGroup,
        ],
        ALWAYS,
    ),
    (
        "Payback",
        &[
            Metric::PaybackYears,
            Metric::LastingPaybackYears,
            Metric::DiscountedPaybackYears,
            Metric::PaybackFromServiceYears,
            Metric::CashMultipleYears,
            Metric::EbitdaMultipleYears,
            Metric::IncomeMultipleYears,
        ],
        ALWAYS,
    ),
    (
        "Value",
        &[
            Metric::Npv,
            Metric::NpvPerCapital,
            Metric::BreakevenRevenueRatio,
            Metric::Irr,
            Metric::Roic,
        ],
        ALWAYS,
    ),
    (
        "Cash and size",
        &[
            Metric::Capital,
            Metric::PeakDraw,
            Metric::PeakIdleCapital,
            Metric::MinAnnualFcf,
            Metric::HorizonCash,
            Metric::SpendVsGroupCapex,
            Metric::GdpContribution,
            Metric::ItMwInService,
            Metric::RevenuePerMw,
        ],
        ALWAYS,
    ),
    ("Contracts", &[Metric::BacklogInService], |uses| uses.contracts),
    (
        "Debt",
        &[Metric::EquityIrr, Metric::PeakEquity, Metric::MinDscr, Metric::EquityPaybackYears],
        |uses| uses.debt,
    ),
];

/// The rows of the yearly tables for reading.
const YEARLY: [Series; 7] = [
    Series::Spend,
    Series::Refresh,
    Series::Energised,
    Series::Revenue,
    Series::OperatingIncome,
    Series::Fcf,
    Series::CumulativeFcf,
];

const YEARLY_HEADS: [&str; 8] =
    ["year", "spend", "renewals", "energised", "revenue", "income", "cash", "total cash"];

impl Evaluation<'_> {
    /// Drivers and metrics by subject, with a cell for each scenario.
    pub fn sides(&self) -> Vec<Side> {
        let currency = self.preset.money();
        let assumptions = self.assumptions().into_iter().map(|driver| {
            let unit = currency.of(driver.spec().unit);
            let cell = |scenario: Scenario| {
                let value = self.preset.inputs.scenarios[scenario].drivers()[driver];
                Cell::Figure { value, unit, shown: format::short_setting }
            };
            (driver.spec().label, Scenario::ALL.map(cell))
        });
        let assumptions = Side { title: "Assumptions".to_owned(), rows: assumptions.collect() };
        let used = GROUPS.into_iter().filter(|(_, _, is_used)| is_used(self.plan.uses()));
        let figures = used.map(|(title, metrics, _)| self.side(title, metrics));
        [assumptions].into_iter().chain(figures).collect()
    }

    /// The main drivers, and the stresses that any scenario has.
    fn assumptions(&self) -> Vec<Driver> {
        let drivers =
            Scenario::ALL.map(|scenario| self.preset.inputs.scenarios[scenario].drivers());
        let is_stressed = |driver: &Driver| {
            drivers.iter().any(|given| Some(given[*driver]) != driver.spec().default)
        };
        let is_shown = |driver: &Driver| Driver::MAIN.contains(driver) || is_stressed(driver);
        Driver::ALL.into_iter().filter(is_shown).collect()
    }

    fn side(&self, title: &str, metrics: &[Metric]) -> Side {
        let (currency, programme) = (self.preset.money(), &self.preset.inputs.programme);
        let rows = metrics.iter().map(|metric| {
            let cell = |scenario| {
                let outcome = &self.scenarios[scenario].0;
                let (value, horizon) = (outcome.metrics[*metric], programme.horizon.year());
                Cell::value(currency, *metric, value, outcome.flags, horizon)
            };
            (metric.spec().label, Scenario::ALL.map(cell))
        });
        let owed = Scenario::ALL.map(|scenario| {
            let owed = self.scenarios[scenario].0.owed_at_equity_payback;
            Cell::or_absent(owed, |owed| Cell::figure(currency.of(Unit::Billions), owed))
        });
        // What is owed then stands below equity's payback, which comes last.
        let is_equity = metrics.last() == Some(&Metric::EquityPaybackYears);
        let rows = rows.chain(is_equity.then_some(("  still owed then", owed)));
        let title = match title {
            "Headline year" => format!("{title} {}", programme.headline_year),
            _ => title.to_owned(),
        };
        Side { title, rows: rows.collect() }
    }

    /// Figures over all scenarios, by the scenarios' weights.
    pub fn weighted(&self) -> Vec<(Metric, f64)> {
        let outcomes = self.scenarios.map(|(outcome, _)| *outcome);
        let weighted = [Metric::OperatingIncome, Metric::Npv, Metric::PeakDraw];
        let weighted = weighted
            .into_iter()
            .filter_map(|metric| Some((metric, self.preset.inputs.weighted(metric, &outcomes)?)));
        weighted.collect()
    }

    /// The same with their labels, as cells.
    pub fn weighted_cells(&self) -> Vec<(&'static str, Cell)> {
        let cell = |(metric, value): (Metric, f64)| {
            let unit = self.preset.shown(metric.spec().unit);
            (metric.spec().label, Cell::figure(unit, value))
        };
        self.weighted().into_iter().map(cell).collect()
    }

    /// A scenario's years, the unit in the title; each year behind an indent.
    pub fn years_of(&self, scenario: Scenario, indent: &str) -> Table {
        let (_, timeline) = &self.scenarios[scenario];
        let unit = self.preset.shown(Unit::Billions);
        let title = format!("{} by year, {}", marked(scenario), unit.name());
        let columns = YEARLY.map(|series| timeline.annual(&self.plan, series));
        let rows = self.plan.years().iter().enumerate().map(|(index, year)| {
            let shown = |_, value| format::decimal(value, 1);
            let cell = move |value| Cell::Figure { value, unit, shown };
            let figures = columns.iter().map(move |of| cell(of[index]));
            [Cell::text(format!("{indent}{}", year.year))].into_iter().chain(figures)
        });
        let heads = YEARLY_HEADS.map(|head| {
            Column::new("", format!("{}{head}", if head == "year" { indent } else { "" }))
        });
        Table::new(title, heads).with_rows(rows)
    }

    /// What a reader of the figures should know.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (scenario, (outcome, _)) in self.scenarios.iter() {
            let flags = outcome.flags;
            let said = [
                (
                    flags.margin_capped,
                    "the reference margin is capped: depreciation and platform costs take more \
                     than it leaves, so the remaining cash cost is held at 0.",
                ),
                (
                    flags.irr_ambiguous,
                    "NPV changes sign at more than one rate, so there is no single IRR.",
                ),
                (
                    flags.equity_irr_ambiguous && self.plan.uses().debt,
                    "the value of equity changes sign at more than one rate, so there is no \
                     single equity IRR.",
                ),
            ];
            let met = said.into_iter().filter(|(is_met, _)| *is_met);
            notes.extend(met.map(|(_, words)| format!("Note: in {} {words}", scenario.id())));
        }
        notes
    }
}
