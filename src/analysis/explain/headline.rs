//! The headline year, its run rate, and the multiples and ratios made of them.

use super::derivation::Derivation;
use super::node::{Node, Operation};
use crate::model::{Metric, ProgrammeNumber as Number, Series, Unit};

const NO_REVENUE: &str = "there is no revenue to take it of";
const OF_A_LOSS: &str = "a multiple of a loss is no multiple";
const OF_NEXT_TO_NOTHING: &str =
    "beyond 100 years it is a multiple of next to nothing, which says nothing";
const NO_CAPITAL: &str = "there is no capital to put it over";
const LAST_QUARTER: &str = "the run rate is the headline year's last quarter times four";

impl Derivation<'_> {
    pub fn operating_margin(&self) -> Node {
        let year = self.headline();
        let parts = vec![self.operating_income(&year), self.simulated_flow(Series::Revenue, &year)];
        self.read(Metric::OperatingMargin, Operation::Ratio, parts, NO_REVENUE)
    }

    pub fn ebitda_margin(&self) -> Node {
        let year = self.headline();
        let depreciation = self.simulated_flow(Series::Depreciation, &year);
        let parts = vec![self.operating_income(&year), depreciation];
        let before = Node::of("Income before depreciation", Unit::Billions, Operation::SUM, parts);
        let parts = vec![before, self.simulated_flow(Series::Revenue, &year)];
        self.read(Metric::EbitdaMargin, Operation::Ratio, parts, NO_REVENUE)
    }

    pub fn run_rate_revenue(&self) -> Node {
        Self::run_rate(Metric::RunRateRevenue.spec().label, self.revenue(&self.quarter()))
    }

    pub fn run_rate_income(&self) -> Node {
        let income = self.operating_income(&self.quarter());
        Self::run_rate(Metric::RunRateOperatingIncome.spec().label, income)
    }

    fn run_rate_depreciation(&self) -> Node {
        let depreciation = self.simulated_flow(Series::Depreciation, &self.quarter());
        Self::run_rate("Run-rate depreciation", depreciation)
    }

    fn run_rate(label: &str, quarter: Node) -> Node {
        let quarters = Node::given("Quarters in a year", 4.0, Unit::Ratio);
        let unit = Unit::BillionsPerYear;
        Node::of(label, unit, Operation::Product, vec![quarters, quarter]).noted(LAST_QUARTER)
    }

    pub fn run_rate_margin(&self) -> Node {
        let parts = vec![self.run_rate_income(), self.run_rate_revenue().above()];
        self.read(Metric::RunRateMargin, Operation::Ratio, parts, NO_REVENUE)
    }

    pub fn income_multiple(&self) -> Node {
        let parts = vec![self.capital(), self.run_rate_income()];
        self.multiple(Metric::IncomeMultipleYears, parts)
    }

    pub fn ebitda_multiple(&self) -> Node {
        let cash = vec![self.run_rate_income(), self.run_rate_depreciation()];
        let cash =
            Node::of("Income before depreciation", Unit::BillionsPerYear, Operation::SUM, cash);
        let parts = vec![self.capital(), cash];
        self.multiple(Metric::EbitdaMultipleYears, parts)
    }

    pub fn cash_multiple(&self) -> Node {
        let taxed = vec![self.run_rate_income(), self.kept_after_tax()];
        let taxed = Node::of("Income after tax", Unit::BillionsPerYear, Operation::Product, taxed);
        let cash = vec![taxed, self.run_rate_depreciation()];
        let cash = Node::of("A year's cash", Unit::BillionsPerYear, Operation::SUM, cash)
            .noted("no renewals of servers, which the payback from first spend does count");
        let parts = vec![self.capital(), cash];
        self.multiple(Metric::CashMultipleYears, parts)
    }

    /// Capital over a year's earnings.
    fn multiple(&self, metric: Metric, parts: Vec<Node>) -> Node {
        let earned = parts.last().and_then(|earned| earned.value);
        let is_gain = earned.is_some_and(|earned| earned > 0.0);
        let lacking = if is_gain { OF_NEXT_TO_NOTHING } else { OF_A_LOSS };
        self.read(metric, Operation::Ratio, parts, lacking)
    }

    pub fn npv_per_capital(&self) -> Node {
        let parts = vec![self.npv(), self.capital()];
        self.read(Metric::NpvPerCapital, Operation::Ratio, parts, NO_CAPITAL)
    }

    fn kept_after_tax(&self) -> Node {
        Self::rest_of("Kept after tax", self.number(Number::TaxRate))
    }

    /// All spend on new capacity.
    pub fn capital(&self) -> Node {
        let spend = self.spend(&self.whole());
        Node { label: "Capital".to_owned(), ..spend }
            .noted("spend on new capacity alone: renewals of servers are not in it")
    }

    pub fn roic(&self) -> Node {
        let year = self.headline();
        let taxed = vec![self.operating_income(&year), self.kept_after_tax()];
        let taxed = Node::of("Income after tax", Unit::Billions, Operation::Product, taxed);
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
        self.read(Metric::Roic, Operation::Ratio, vec![taxed, book], none)
    }

    /// What is bought and not yet worn, at a month's end.
    pub fn net_book_value(&self, month: usize) -> Node {
        let to_date = super::derivation::Window {
            name: format!("to {}", self.month_name(month)),
            months: 0..month + 1,
        };
        let parts = [Series::Spend, Series::Refresh, Series::Depreciation];
        let parts = parts.map(|series| self.simulated_flow(series, &to_date)).to_vec();
        let label = format!("Net book value, {}", self.month_name(month));
        Node::of(label, Unit::Billions, Operation::DIFFERENCE, parts)
            .valued(self.months(Series::NetBookValue)[month])
    }

    pub fn revenue_vs_group(&self) -> Node {
        let parts = vec![self.run_rate_revenue(), self.number(Number::GroupRevenue)];
        self.read(Metric::RevenueVsGroup, Operation::Ratio, parts, "")
    }

    pub fn spend_vs_group(&self) -> Node {
        let label = "Highest year's spend";
        let highest = self.extreme_year(label, Series::Spend, Operation::Maximum);
        let parts = vec![highest, self.number(Number::GroupCapex)];
        self.read(Metric::SpendVsGroupCapex, Operation::Ratio, parts, "")
    }

    /// A metric made of parts; where it has no value, why.
    pub fn read(
        &self,
        metric: Metric,
        operation: Operation,
        parts: Vec<Node>,
        lacking: &'static str,
    ) -> Node {
        let spec = metric.spec();
        let node = Node::of(spec.label, spec.unit, operation, parts);
        match self.outcome.metrics[metric] {
            Some(value) => node.valued(value),
            None => node.without_value(lacking),
        }
    }
}
