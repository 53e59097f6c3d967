//! What running costs: cash costs as the reference margin calibrates them, idle capital,
//! depreciation.

use super::derivation::{Derivation, Window};
use super::node::Node;
use crate::model::{Driver, ProgrammeNumber as Number, Series, Unit};

impl Derivation<'_> {
    /// Cash costs: what stays, what moves with volume, and the platform's own.
    pub(super) fn cash_cost(&self, window: &Window) -> Node {
        let cost = |label: &str, made: Node| {
            made.named(format!("{label}, {}", window.name), Unit::Billions)
        };
        let remainder = self.remainder();
        let ramped = self.mean_capital(Series::Ramped, window).above();
        let (utilization, fixed) =
            (self.driver(Driver::Utilization), self.number(Number::FixedOpexShare));
        let load = (utilization.clone() / self.number(Number::ReferenceUtilization))
            .named("Load against reference", Unit::Ratio);
        let years = Self::years_of(window);
        let moving = fixed.clone().rest("Share that moves with volume");
        let volume_cost = years.clone() * moving * remainder.above() * ramped.clone() * load;
        let energised = self.mean_capital(Series::Energised, window);
        let fixed_cost = years.clone() * fixed * remainder * energised;
        let platform_cost = years
            * self.platform_cost_share()
            * ramped
            * utilization
            * self.number(Number::RevenueYield)
            * self.driver(Driver::Attach)
            * self.number(Number::AttachUplift);
        let cash_cost = cost("Fixed cash cost", fixed_cost)
            + cost("Variable cash cost", volume_cost)
            + cost("Platform cost", platform_cost);
        self.flow_of(Series::CashCost, cash_cost, window)
    }

    fn platform_cost_share(&self) -> Node {
        self.number(Number::AttachMargin).rest("Platform's cash cost share")
    }

    /// The yearly cash cost of compute per dollar energised that the reference margin leaves.
    fn remainder(&self) -> Node {
        let per_year = |label: &str, made: Node| made.named(label, Unit::DollarsPerYearPerDollar);
        let compute = self.number(Number::RevenueYield) * self.number(Number::ReferenceUtilization);
        let compute = per_year("Reference compute revenue", compute);
        let platform = compute.above()
            * self.number(Number::ReferenceAttach)
            * self.number(Number::AttachUplift);
        let platform = per_year("Reference platform revenue", platform);
        let platform_cost = self.platform_cost_share() * platform.above();
        let platform_cost = per_year("Reference platform cost", platform_cost);
        let revenue = per_year("Reference revenue", compute + platform);
        let costs = self.driver(Driver::Margin).rest("Cost share") * revenue;
        let costs = per_year("Costs at the reference margin", costs);
        let worn = (self.server_rate() + self.facility_rate())
            .named("Reference depreciation", Unit::Share);
        let left = per_year("Left for cash costs", costs - worn - platform_cost);
        per_year("Cash cost of compute", left.or_none()).noted(if self.margin_capped() {
            "held at none: depreciation and platform costs take more than the margin leaves"
        } else {
            "calibrated so that a ramped-up site at reference load has the margin"
        })
    }

    /// Servers' share of capital over their life, per year.
    fn server_rate(&self) -> Node {
        (self.number(Number::ServerShare) / self.number(Number::ServerLife))
            .named("Servers' yearly depreciation", Unit::Share)
    }

    fn facility_rate(&self) -> Node {
        (self.facility_share() / self.number(Number::FacilityLife))
            .named("Facilities' yearly depreciation", Unit::Share)
    }

    pub(super) fn idle_cost(&self, window: &Window) -> Node {
        let rate = Self::years_of(window) * self.number(Number::IdleCostRate);
        let cost = rate * self.mean_capital(Series::IdleCapital, window);
        self.flow_of(Series::IdleCost, cost, window)
    }

    /// Straight-line: first servers until they are renewed, renewed ones from then on, facilities.
    pub(super) fn depreciation(&self, window: &Window) -> Node {
        let programme = self.programme();
        let energised = self.mean_capital(Series::Energised, window).above();
        let renewed = self.energised_before(window, programme.server_life, "servers");
        let charge = |label: &str, made: Node| {
            made.named(format!("{label}, {}", window.name), Unit::Billions)
        };
        let years = || Self::years_of(window);
        let first =
            (energised.clone() - renewed.clone()).named("With first servers", Unit::Billions);
        let first = years() * self.server_rate() * first;
        let renewed = years() * self.number(Number::RefreshCost) * self.server_rate() * renewed;
        let charges = charge("First servers", first)
            + charge("Renewed servers", renewed)
            + charge("Facilities", years() * self.facility_rate() * energised);
        self.flow_of(Series::Depreciation, charges, window)
            .noted("straight-line from energising on, not from the purchase")
    }

    /// Mean energised capital of a window that lies a life of so many years earlier.
    fn energised_before(&self, window: &Window, life: f64, what: &str) -> Node {
        let by = 12.0 * life;
        let energised = self.months(Series::Energised);
        let months = window.months.clone();
        let count = months.len() as f64;
        let mean = months.map(|month| read(energised, month as f64 - by)).sum::<f64>() / count;
        Node::simulated(format!("Energised a life of {what} earlier"), mean, Unit::Billions)
    }
}

/// A monthly series read at a time between its months; 0 before the first, to which it falls
/// within a month.
fn read(series: &[f64], at: f64) -> f64 {
    let value = |month: f64| {
        if month < 0.0 {
            return 0.0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a month within the series, or beyond its end where nothing is read"
        )]
        series.get(month as usize).copied().unwrap_or_default()
    };
    let part = at - at.floor();
    let before = value(at.floor());
    before + part * (value(at.floor() + 1.0) - before)
}
