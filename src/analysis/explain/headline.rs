//! The headline year, its run rate, and the multiples and ratios made of them.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::{Metric, ProgrammeNumber as Number, Series, Unit};

const NO_REVENUE: &str = "there is no revenue to take it of";
const OF_A_LOSS: &str = "a multiple of a loss is no multiple";
const OF_NEXT_TO_NOTHING: &str =
    "beyond 100 years it is a multiple of next to nothing, which says nothing";
const NO_CAPITAL: &str = "there is no capital to put it over";
const LAST_QUARTER: &str = "the run rate is the headline year's last quarter times four";

impl Derivation<'_> {
    pub(super) fn operating_margin(&self) -> Node {
        let year = self.headline();
        let margin = self.operating_income(&year) / self.simulated_flow(Series::Revenue, &year);
        self.read(Metric::OperatingMargin, margin, NO_REVENUE)
    }

    pub(super) fn ebitda_margin(&self) -> Node {
        let year = self.headline();
        let depreciation = self.simulated_flow(Series::Depreciation, &year);
        let before = (self.operating_income(&year) + depreciation)
            .named("Income before depreciation", Unit::Billions);
        let margin = before / self.simulated_flow(Series::Revenue, &year);
        self.read(Metric::EbitdaMargin, margin, NO_REVENUE)
    }

    pub(super) fn run_rate_revenue(&self) -> Node {
        Self::run_rate(Metric::RunRateRevenue.spec().label, self.revenue(&self.quarter()))
    }

    pub(super) fn run_rate_income(&self) -> Node {
        let income = self.operating_income(&self.quarter());
        Self::run_rate(Metric::RunRateOperatingIncome.spec().label, income)
    }

    fn run_rate_depreciation(&self) -> Node {
        let depreciation = self.simulated_flow(Series::Depreciation, &self.quarter());
        Self::run_rate("Run-rate depreciation", depreciation)
    }

    fn run_rate(label: &str, quarter: Node) -> Node {
        let quarters = Node::given("Quarters in a year", 4.0, Unit::Ratio);
        (quarters * quarter).named(label, Unit::BillionsPerYear).noted(LAST_QUARTER)
    }

    pub(super) fn run_rate_margin(&self) -> Node {
        let margin = self.run_rate_income() / self.run_rate_revenue().above();
        self.read(Metric::RunRateMargin, margin, NO_REVENUE)
    }

    pub(super) fn income_multiple(&self) -> Node {
        self.multiple(Metric::IncomeMultipleYears, self.run_rate_income())
    }

    pub(super) fn ebitda_multiple(&self) -> Node {
        let cash = (self.run_rate_income() + self.run_rate_depreciation())
            .named("Income before depreciation", Unit::BillionsPerYear);
        self.multiple(Metric::EbitdaMultipleYears, cash)
    }

    pub(super) fn cash_multiple(&self) -> Node {
        let taxed = (self.run_rate_income() * self.kept_after_tax())
            .named("Income after tax", Unit::BillionsPerYear);
        let cash = (taxed + self.run_rate_depreciation())
            .named("A year's cash", Unit::BillionsPerYear)
            .noted("no renewals of servers, which the payback from first spend does count");
        self.multiple(Metric::CashMultipleYears, cash)
    }

    /// Capital over a year's earnings.
    fn multiple(&self, metric: Metric, earned: Node) -> Node {
        let is_gain = earned.value.is_some_and(|earned| earned > 0.0);
        let lacking = if is_gain { OF_NEXT_TO_NOTHING } else { OF_A_LOSS };
        self.read(metric, self.capital() / earned, lacking)
    }

    pub(super) fn npv_per_capital(&self) -> Node {
        self.read(Metric::NpvPerCapital, self.npv() / self.capital(), NO_CAPITAL)
    }

    fn kept_after_tax(&self) -> Node {
        self.number(Number::TaxRate).rest("After-tax share")
    }

    /// All spend on new capacity.
    pub(super) fn capital(&self) -> Node {
        self.spend(&self.whole())
            .renamed("Capital")
            .noted("spend on new capacity alone: renewals of servers are not in it")
    }

    pub(super) fn roic(&self) -> Node {
        let year = self.headline();
        let taxed = (self.operating_income(&year) * self.kept_after_tax())
            .named("Income after tax", Unit::Billions);
        let ends = year
            .months
            .clone()
            .map(|month| {
                if month == year.last() {
                    self.net_book_value(month)
                } else {
                    let label = format!("Net book value, {}", self.month_name(month));
                    Node::simulated(label, self.months(Series::NetBookValue)[month], Unit::Billions)
                }
            })
            .collect();
        let book = Node::of("Mean net book value", Unit::Billions, Operation::Mean, ends);
        let none = "there is no book value to earn a return on";
        self.read(Metric::Roic, taxed / book, none)
    }

    /// What is bought and not yet worn, at a month's end.
    pub(super) fn net_book_value(&self, month: usize) -> Node {
        let name = self.month_name(month);
        let to_date = Window { name: format!("to {name}"), months: 0..month + 1 };
        let flow = |series| self.simulated_flow(series, &to_date);
        (flow(Series::Spend) + flow(Series::Refresh) - flow(Series::Depreciation))
            .named(format!("Net book value, {name}"), Unit::Billions)
            .valued(self.months(Series::NetBookValue)[month])
    }

    pub(super) fn revenue_vs_group(&self) -> Node {
        let share = self.run_rate_revenue() / self.number(Number::GroupRevenue);
        self.read(Metric::RevenueVsGroup, share, "")
    }

    pub(super) fn spend_vs_group(&self) -> Node {
        let label = "Highest year's spend";
        let highest = self.extreme_year(label, Series::Spend, Operation::Maximum);
        self.read(Metric::SpendVsGroupCapex, highest / self.number(Number::GroupCapex), "")
    }

    /// What operators have made as a metric; where it has no value, why.
    pub fn read(&self, metric: Metric, made: Node, lacking: &'static str) -> Node {
        let node = made.of_metric(metric);
        match self.outcome.metrics[metric] {
            Some(value) => node.valued(value),
            None => node.without_value(lacking),
        }
    }
}
