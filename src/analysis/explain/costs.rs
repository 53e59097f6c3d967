//! What running costs: cash costs as the reference margin calibrates them, and idle capital.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use super::stocks::Stock;
use crate::model::{Access, Driver, Programme, ProgrammeNumber as Number, Series, Unit};

impl Derivation<'_> {
    /// Cash costs: what stays, what moves with volume, power beyond the price at calibration, and
    /// the platform's own. The stocks shown are those whose means stand above.
    pub(super) fn cash_cost(&self, window: &Window, shown: &[Stock]) -> Node {
        let cost = |label: &str, made: Node| {
            made.named(format!("{label}, {}", window.name), Unit::Billions)
        };
        let remainder = self.at_capacity_cost("Cash cost of compute", self.remainder());
        let in_use = self.mean_after(shown, Stock::InUse, window);
        let (utilization, fixed) =
            (self.driver(Driver::Utilization), self.number(Number::FixedOpexShare));
        let load = (utilization.clone() / self.number(Number::ReferenceUtilization))
            .named("Load against reference", Unit::Ratio);
        let years = Self::years_of(window);
        let moving = fixed.clone().rest("Share that moves with volume");
        let fixed_cost = years.clone() * fixed * remainder.clone();
        let fixed_cost = fixed_cost * self.mean(Stock::InService, window);
        let fixed_cost = self.inflated(fixed_cost, Stock::InService, window);
        let volume_cost = years.clone() * moving * remainder.above() * in_use.clone() * load;
        let volume_cost = self.inflated(volume_cost, Stock::InUse, window);
        let mut cash_cost =
            cost("Fixed cash cost", fixed_cost) + cost("Variable cash cost", volume_cost);
        if self.programme().power_price_rise != 0.0 {
            let power = years.clone() * self.power_cost() * in_use.above() * utilization.clone();
            let power = self.inflated(power, Stock::InUse, window);
            cash_cost = cash_cost + cost("Power beyond its price at calibration", power);
        }
        let shown = [shown, &[Stock::InUse]].concat();
        let platform_cost = years
            * Self::platform_cost_share(self.number(Number::AttachMargin))
            * self.mean_after(&shown, Stock::Sellable, window)
            * utilization
            * self.revenue_yield()
            * self.driver(Driver::Attach)
            * self.number(Number::AttachUplift);
        let platform_cost = self.inflated(platform_cost, Stock::Sellable, window);
        let cash_cost = cash_cost + cost("Platform cost", platform_cost);
        self.flow_of(Series::CashCost, cash_cost, window)
    }

    /// Times what costs have risen to, where they rise.
    fn inflated(&self, cost: Node, stock: Stock, window: &Window) -> Node {
        if !self.uses().inflation {
            return cost;
        }
        cost * self.cost_level(self.stock(stock), window)
    }

    /// What costs have risen to, 1 in the first month: of a longer window the mean weighted by
    /// capital.
    fn cost_level(&self, stock: (&str, &[f64]), window: &Window) -> Node {
        self.weighted(stock, window, ("Cost level", "its cost level"), &|months| {
            let one = Node::given("one", 1.0, Unit::Ratio);
            let growth = (one + self.number(Number::CostInflation))
                .named("Growth of costs in a year", Unit::Ratio);
            let years = Node::given("Years since the first month", months / 12.0, Unit::Years);
            Node::of("Cost level", Unit::Ratio, Operation::Power, vec![growth, years])
        })
    }

    fn platform_cost_share(margin: Node) -> Node {
        margin.rest("Platform's cash cost share")
    }

    /// What a dollar's power costs in a year at full load beyond the price that the reference
    /// margin has in it.
    fn power_cost(&self) -> Node {
        let facility = (self.it_power_per_bn() * self.number(Number::Pue))
            .named("Facility power per $bn", Unit::MegawattsPerBillion);
        let hours = Node::given("Hours in a year", 8766.0, Unit::Ratio);
        let rise = self.number(Number::PowerPriceRise);
        let of_billion = (facility * hours * rise).named("Dollars a year per $bn", Unit::Ratio);
        let billion = Node::given("a billion", 1e9, Unit::Ratio);
        let label = "Power beyond its price at calibration";
        (of_billion / billion).named(label, Unit::DollarsPerYearPerDollar)
    }

    /// Per dollar at what capacity costs, where that isn't as planned.
    fn at_capacity_cost(&self, label: &str, planned: Node) -> Node {
        if self.drivers()[Driver::CapacityCost].to_bits() == 1.0_f64.to_bits() {
            return planned;
        }
        let unit = planned.unit;
        (planned / self.driver(Driver::CapacityCost))
            .named(format!("{label} at what capacity costs"), unit)
    }

    /// What a dollar of capital earns in a year at full load.
    pub(super) fn revenue_yield(&self) -> Node {
        self.at_capacity_cost("Revenue yield", self.number(Number::RevenueYield))
    }

    /// IT power that a billion dollars of capital buys.
    pub(super) fn it_power_per_bn(&self) -> Node {
        self.at_capacity_cost("Power per $bn", self.number(Number::MwPerBn))
    }

    /// A number as it was when the margin was read off; the input itself where it hasn't moved.
    fn as_calibrated(&self, number: Number) -> Node {
        let programme = self.programme();
        let calibrated = Programme::calibrated()
            .find(|calibrated| calibrated.number == number && calibrated.has_moved(programme))
            .and_then(|calibrated| Programme::field(calibrated.id));
        match calibrated.map(|field| (field, &field.access)) {
            Some((field, Access::Setting(spec, lens))) => {
                Node::given(field.label, (lens.get)(programme), spec.unit)
                    .said(&format!("programme.{}", field.id))
            }
            _ => self.number(number),
        }
    }

    /// The yearly cash cost of compute per dollar energised that the reference margin leaves.
    fn remainder(&self) -> Node {
        let per_year = |label: &str, made: Node| made.named(label, Unit::DollarsPerYearPerDollar);
        let calibrated = |number| self.as_calibrated(number);
        let compute = calibrated(Number::RevenueYield) * self.number(Number::ReferenceUtilization);
        let compute = per_year("Reference compute revenue", compute);
        let platform = compute.above()
            * self.number(Number::ReferenceAttach)
            * calibrated(Number::AttachUplift);
        let platform = per_year("Reference platform revenue", platform);
        let platform_cost =
            Self::platform_cost_share(calibrated(Number::AttachMargin)) * platform.above();
        let platform_cost = per_year("Reference platform cost", platform_cost);
        let revenue = per_year("Reference revenue", compute + platform);
        let costs = self.driver(Driver::Margin).rest("Cost share") * revenue;
        let costs = per_year("Costs at the reference margin", costs);
        let servers = calibrated(Number::ServerShare);
        let facilities = servers.clone().rest("Facility share") / calibrated(Number::FacilityLife);
        let facilities = facilities.named("Facilities' yearly depreciation", Unit::Share);
        let servers = (servers / calibrated(Number::ServerLife))
            .named("Servers' yearly depreciation", Unit::Share);
        let worn = (servers + facilities).named("Reference depreciation", Unit::Share);
        let left = per_year("Left for cash costs", costs - worn - platform_cost);
        per_year("Cash cost of compute", left.or_none()).noted(if self.margin_capped() {
            "held at none: depreciation and platform costs take more than the margin leaves"
        } else {
            "calibrated so that a ramped-up site at reference load has the margin"
        })
    }

    /// What is built but idle costs, and so do the empty halls of retired servers.
    pub(super) fn idle_cost(&self, window: &Window) -> Node {
        let rate = Self::years_of(window) * self.number(Number::IdleCostRate);
        let idle = self.mean(Stock::Idle, window);
        let empty = 1.0 - self.programme().server_share;
        let (name, mut months) = {
            let (name, months) = self.stock(Stock::Idle);
            (name, months.to_vec())
        };
        let (name, idle) = if self.uses().retirement {
            for (idle, retired) in months.iter_mut().zip(self.months(Series::Retired)) {
                *idle += empty * retired;
            }
            let halls = self.facility_share() * self.mean(Stock::Retired, window);
            let halls = halls.named("Empty halls of retired servers", Unit::Billions);
            let both = (idle + halls).named("Idle capital and empty halls", Unit::Billions);
            ("Idle capital and empty halls", both)
        } else {
            (name, idle)
        };
        let mut cost = rate * idle;
        if self.uses().inflation {
            cost = cost * self.cost_level((name, &months), window);
        }
        self.flow_of(Series::IdleCost, cost, window)
    }
}
