//! What a stretch of months spends and earns, taken apart to capital, drivers and rates.

use super::capital::{Left, Progress};
use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::{Driver, Programme, ProgrammeNumber as Number, Series, Unit};

impl Derivation<'_> {
    /// Operating income + depreciation − tax − spend − renewals.
    pub(super) fn free_cash_flow(&self, window: &Window) -> Node {
        let income = self.operating_income(window);
        let depreciation = self.simulated_flow(Series::Depreciation, window).said("as above");
        let tax = self.tax(window, &income);
        let cash = income + depreciation - tax - self.spend(window) - self.refresh(window);
        self.flow_of(Series::Fcf, cash, window)
    }

    /// A window's free cash flow taken apart by one level, as simulated.
    pub(super) fn simulated_cash_flow(&self, window: &Window) -> Node {
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

    fn tax(&self, window: &Window, income: &Node) -> Node {
        (self.number(Number::TaxRate) * income.above())
            .named(format!("Tax, {}", window.name), Unit::Billions)
            .noted("a loss shields the group from tax elsewhere, so the tax on it is negative")
    }

    /// Revenue − cash cost − idle cost − depreciation.
    pub(super) fn operating_income(&self, window: &Window) -> Node {
        let income = self.revenue(window)
            - self.cash_cost(window)
            - self.idle_cost(window)
            - self.depreciation(window);
        self.flow_of(Series::OperatingIncome, income, window)
    }

    /// Compute and platform revenue.
    pub(super) fn revenue(&self, window: &Window) -> Node {
        let capital = Self::years_of(window) * self.mean_capital(Series::Ramped, window);
        let volume = capital * self.driver(Driver::Utilization) * self.number(Number::RevenueYield);
        let compute = (volume * self.price(window))
            .named(format!("Compute revenue, {}", window.name), Unit::Billions);
        let attach =
            compute.above() * self.driver(Driver::Attach) * self.number(Number::AttachUplift);
        let attach = attach.named(format!("Attach revenue, {}", window.name), Unit::Billions);
        self.flow_of(Series::Revenue, compute + attach, window)
    }

    /// The price of a unit of compute, 1 in the first month: of a longer window the mean weighted
    /// by ramped capital.
    fn price(&self, window: &Window) -> Node {
        let weights = self.months(Series::Ramped);
        let total: f64 = weights[window.months.clone()].iter().sum();
        let middle = 0.5 * (window.months.start + window.months.end) as f64;
        if window.months.len() == 1 || self.drivers()[Driver::PriceErosion] == 0.0 || total == 0.0 {
            return self.price_at(middle);
        }
        let (mut weighted, mut capital) = (Vec::new(), Vec::new());
        for month in window.months.clone() {
            let name = self.month_name(month);
            let ramped = Node::simulated(format!("Ramped, {name}"), weights[month], Unit::Billions);
            let at_price = ramped.clone() * self.price_at(month as f64 + 0.5);
            weighted.push(at_price.named(format!("Ramped at its price, {name}"), Unit::Billions));
            capital.push(ramped);
        }
        let sum = |label, parts| Node::of(label, Unit::Billions, Operation::SUM, parts);
        (sum("Ramped at its price", weighted) / sum("Ramped", capital))
            .named("Price, weighted mean", Unit::Ratio)
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

    /// Capital spent on renewals: of servers, and of facilities in full.
    pub(super) fn refresh(&self, window: &Window) -> Node {
        let Programme { server_life, facility_life, .. } = *self.programme();
        let servers = self.ended(server_life, "server", window);
        let cost = self.number(Number::RefreshCost) * self.number(Number::ServerShare);
        let renewed = cost * servers;
        let renewals = if 12.0 * facility_life < window.months.end as f64 {
            let facilities = self.facility_share() * self.ended(facility_life, "facility", window);
            renewed.named(format!("Servers renewed, {}", window.name), Unit::Billions)
                + facilities.named(format!("Facilities renewed, {}", window.name), Unit::Billions)
        } else {
            renewed
        };
        self.flow_of(Series::Refresh, renewals, window)
            .noted("every generation is bought again when the one before has ended")
    }

    /// Capital that ends a life within a window: what was energised a life, two lives, … before.
    fn ended(&self, life: f64, what: &str, window: &Window) -> Node {
        let life = 12.0 * life;
        let mut ended = Vec::new();
        let mut generation = 1.0;
        while generation * life < window.months.end as f64 {
            let at = |month: usize| self.energised_at(month as f64 - generation * life);
            let came = at(window.months.end) - at(window.months.start);
            let label = format!("Energised {generation} {what} lives earlier");
            ended.push(Node::simulated(label, came, Unit::Billions));
            generation += 1.0;
        }
        if ended.is_empty() {
            ended.push(Node::given("none is a life old", 0.0, Unit::Billions));
        }
        let label = format!("Capital that ends a {what} life");
        Node::of(label, Unit::Billions, Operation::SUM, ended)
    }

    /// Energised capital at a time, months from the first; between whole months on a line.
    fn energised_at(&self, at: f64) -> f64 {
        if at <= 0.0 {
            return 0.0;
        }
        let energised = |month: f64| {
            // Both ends of a line are whole months within the horizon.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "see above"
            )]
            let month = month as usize;
            self.bought(Progress::Energised, Left::Shipped, month).value.unwrap_or_default()
        };
        let part = at.fract();
        let before = energised(at.floor());
        if part == 0.0 { before } else { before + part * (energised(at.ceil()) - before) }
    }
}
