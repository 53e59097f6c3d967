//! What a stretch of months spends and earns, taken apart to capital, drivers and rates.

use super::capital::{Left, Progress};
use super::cash::Cash;
use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use super::stocks::Stock;
use crate::model::{Driver, ProgrammeNumber as Number, Series, Unit};

impl Derivation<'_> {
    /// Operating income + depreciation − tax − spend − renewals.
    pub(super) fn free_cash_flow(&self, window: &Window) -> Node {
        let income = self.operating_income(window);
        let depreciation = self.simulated_flow(Series::Depreciation, window).said("as above");
        let tax = self.tax(window, &income);
        let cash = income + depreciation - tax - self.spend(window) - self.refresh(window);
        self.flow_of(Series::Fcf, cash, window)
    }

    /// A window's cash flow.
    pub(super) fn cash_flow(&self, cash: Cash, window: &Window) -> Node {
        match cash {
            Cash::Free => self.free_cash_flow(window),
            Cash::Equity => self.equity_flow(window),
        }
    }

    /// A window's cash flow taken apart by one level, as simulated.
    pub(super) fn simulated_cash_flow(&self, cash: Cash, window: &Window) -> Node {
        if cash == Cash::Equity {
            return self.simulated_equity_flow(window);
        }
        let flow = |series| self.simulated_flow(series, window);
        let cash = flow(Series::OperatingIncome) + flow(Series::Depreciation)
            - flow(Series::Tax)
            - flow(Series::Spend)
            - flow(Series::Refresh);
        self.flow_of(Series::Fcf, cash, window)
    }

    /// What operators have made of parts as a series' flow over a window.
    pub(super) fn flow_of(&self, series: Series, made: Node, window: &Window) -> Node {
        let label = format!("{}, {}", series.label(), window.name);
        made.named(label, Unit::Billions).valued(self.flow(series, window))
    }

    pub(super) fn tax(&self, window: &Window, income: &Node) -> Node {
        (self.number(Number::TaxRate) * income.above())
            .named(format!("Tax, {}", window.name), Unit::Billions)
            .noted("a loss shields the group from tax elsewhere, so the tax on it is negative")
    }

    /// Revenue − cash cost − idle cost − depreciation.
    pub(super) fn operating_income(&self, window: &Window) -> Node {
        let shown: &[Stock] = if self.uses().contracts {
            &[Stock::Free, Stock::Contracted, Stock::Aged]
        } else {
            &[Stock::Free]
        };
        let in_service = [Stock::InService];
        let energised = self.mean_after(&in_service, Stock::Energised, window);
        let income = self.revenue(window)
            - self.cash_cost(window, shown)
            - self.idle_cost(window)
            - self.depreciation(window, &energised);
        self.flow_of(Series::OperatingIncome, income, window)
    }

    /// Compute and platform revenue.
    pub(super) fn revenue(&self, window: &Window) -> Node {
        let capital = Self::years_of(window) * self.mean(Stock::Free, window);
        let volume = capital * self.driver(Driver::Utilization) * self.revenue_yield();
        let market = volume * self.price(Stock::Free, window);
        let compute = format!("Compute revenue, {}", window.name);
        let (compute, sold) = if self.uses().contracts {
            let market = market.named(format!("Market revenue, {}", window.name), Unit::Billions);
            let compute = market + self.contract_revenue(window);
            let aged = Self::years_of(window) * self.mean(Stock::Aged, window);
            let sold = aged * self.driver(Driver::Utilization) * self.revenue_yield();
            let sold = (sold * self.price(Stock::Aged, window))
                .named("All of it at the market's price", Unit::Billions);
            (self.flow_of(Series::ComputeRevenue, compute, window), sold)
        } else {
            let compute = market.named(compute, Unit::Billions);
            let sold = compute.above();
            (compute, sold)
        };
        let attach = sold * self.driver(Driver::Attach) * self.number(Number::AttachUplift);
        let attach = attach.named(format!("Attach revenue, {}", window.name), Unit::Billions);
        self.flow_of(Series::Revenue, compute + attach, window)
    }

    /// What contracts pay: a fixed price, and at least their load.
    fn contract_revenue(&self, window: &Window) -> Node {
        let capital = Self::years_of(window) * self.mean(Stock::Contracted, window);
        let revenue = capital * self.contracted_load() * self.revenue_yield();
        self.flow_of(Series::ContractRevenue, revenue, window)
            .noted("take or pay, at the price of the first month")
    }

    /// The load that contracts pay for.
    pub(super) fn contracted_load(&self) -> Node {
        let parts = vec![self.driver(Driver::Utilization), self.number(Number::ContractsLoad)];
        Node::of("Load that is paid for", Unit::Share, Operation::Maximum, parts)
    }

    /// The price of a unit of compute, 1 in the first month: of a longer window the mean weighted
    /// by what is sold.
    fn price(&self, stock: Stock, window: &Window) -> Node {
        let middle = 0.5 * (window.months.start + window.months.end) as f64;
        if self.drivers()[Driver::PriceErosion] == 0.0 {
            return self.price_at(middle);
        }
        let names = ("Price", "its price");
        self.weighted(self.stock(stock), window, names, &|months| self.price_at(months))
    }

    /// What compounds from the first month on, in a month's middle: of a longer window the mean
    /// weighted by capital. Its names: its own, and what capital is said to be `at`.
    pub(super) fn weighted(
        &self,
        (stock, weights): (&str, &[f64]),
        window: &Window,
        (name, at): (&str, &str),
        level: &dyn Fn(f64) -> Node,
    ) -> Node {
        let total: f64 = weights[window.months.clone()].iter().sum();
        if window.months.len() == 1 || total == 0.0 {
            return level(0.5 * (window.months.start + window.months.end) as f64);
        }
        let (mut weighted, mut capital) = (Vec::new(), Vec::new());
        for month in window.months.clone() {
            let when = self.month_name(month);
            let weight =
                Node::simulated(format!("{stock}, {when}"), weights[month], Unit::Billions);
            let part = weight.clone() * level(month as f64 + 0.5);
            weighted.push(part.named(format!("{stock} at {at}, {when}"), Unit::Billions));
            capital.push(weight);
        }
        let sum = |label, parts| Node::of(label, Unit::Billions, Operation::SUM, parts);
        (sum(format!("{stock} at {at}"), weighted) / sum(stock.to_owned(), capital))
            .named(format!("{name}, weighted mean"), Unit::Ratio)
    }

    /// `(1 − price_erosion)^(months/12)`.
    fn price_at(&self, months: f64) -> Node {
        let kept = self.driver(Driver::PriceErosion).rest("Price kept in a year");
        let years = Node::given("Years since the first month", months / 12.0, Unit::Years);
        Node::of("Price", Unit::Ratio, Operation::Power, vec![kept, years]).noted(
            "price erosion is net of the fall of unit costs: cash costs follow volume, not price",
        )
    }

    /// Capital spent on new capacity: facilities as planned, servers as shipped, and those that
    /// wait for power when it comes.
    pub(super) fn spend(&self, window: &Window) -> Node {
        let planned = self.between(Progress::Planned, Left::Kept, window);
        let deferral = self.programme().server_deferral;
        if deferral == 0.0 && self.drivers()[Driver::ExportBlock] == 0.0 {
            return self.flow_of(Series::Spend, planned, window);
        }
        let facilities = (self.facility_share() * planned).named("Facilities", Unit::Billions);
        self.flow_of(Series::Spend, facilities + self.server_spend(window), window)
    }

    /// The servers' part of spend.
    pub(super) fn server_spend(&self, window: &Window) -> Node {
        let servers = |label: &str, share: Node, stage| {
            let bought = self.between(stage, Left::Shipped, window);
            (share * self.number(Number::ServerShare) * bought)
                .named(format!("{label}, {}", window.name), Unit::Billions)
        };
        let deferral = self.number(Number::ServerDeferral);
        let at_once = deferral.clone().rest("Share bought at once");
        let mut parts = vec![servers("Servers bought at once", at_once, Progress::Planned)];
        if self.programme().server_deferral > 0.0 {
            parts.push(servers("Servers that waited for power", deferral, Progress::Deferred));
        }
        Node::of(format!("Servers, {}", window.name), Unit::Billions, Operation::SUM, parts)
    }

    /// Money that comes to a stage within a window.
    fn between(&self, stage: Progress, left: Left, window: &Window) -> Node {
        let end = self.bought(stage, left, window.months.end);
        let begin = self.bought(stage, left, window.months.start);
        let begin = begin.above().said("as at its end, earlier");
        (end - begin).named(format!("Within {}", window.name), Unit::Billions)
    }
}
