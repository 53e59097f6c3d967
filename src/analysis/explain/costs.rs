//! What running costs: cash costs as the reference margin calibrates them, idle capital,
//! depreciation.

use super::derivation::{Derivation, Window};
use super::earnings::flow;
use super::node::{Node, Operation};
use crate::model::{Driver, ProgrammeNumber as Number, Series, Unit};

fn share(label: &str, operation: Operation, parts: Vec<Node>) -> Node {
    Node::of(label, Unit::Share, operation, parts)
}

impl Derivation<'_> {
    /// Cash costs: what stays, what moves with volume, and the platform's own.
    pub fn cash_cost(&self, window: &Window) -> Node {
        let name = &window.name;
        let remainder = self.remainder();
        let ramped = self.mean_capital(Series::Ramped, window).above();
        let load = Node::of(
            "Load against reference",
            Unit::Ratio,
            Operation::Ratio,
            vec![self.driver(Driver::Utilization), self.number(Number::ReferenceUtilization)],
        );
        let volume_cost = flow(
            format!("Cost of volume, {name}"),
            Operation::Product,
            vec![
                Self::years_of(window),
                Self::rest_of("Share that moves with volume", self.number(Number::FixedOpexShare)),
                remainder.above(),
                ramped.clone(),
                load,
            ],
        );
        let fixed_cost = flow(
            format!("Cost that stays, {name}"),
            Operation::Product,
            vec![
                Self::years_of(window),
                self.number(Number::FixedOpexShare),
                remainder,
                self.mean_capital(Series::Energised, window),
            ],
        );
        let platform_cost = flow(
            format!("Platform cost, {name}"),
            Operation::Product,
            vec![
                Self::years_of(window),
                self.platform_cost_share(),
                ramped,
                self.driver(Driver::Utilization),
                self.number(Number::RevenueYield),
                self.driver(Driver::Attach),
                self.number(Number::AttachUplift),
            ],
        );
        flow(
            format!("Cash cost, {name}"),
            Operation::SUM,
            vec![fixed_cost, volume_cost, platform_cost],
        )
        .valued(self.flow(Series::CashCost, window))
    }

    fn platform_cost_share(&self) -> Node {
        Self::rest_of("Platform's cash cost share", self.number(Number::AttachMargin))
    }

    /// The yearly cash cost of compute per dollar energised that the reference margin leaves.
    fn remainder(&self) -> Node {
        let per_year = |label: &str, operation, parts| {
            Node::of(label, Unit::DollarsPerYearPerDollar, operation, parts)
        };
        let compute = per_year(
            "Reference compute revenue",
            Operation::Product,
            vec![self.number(Number::RevenueYield), self.number(Number::ReferenceUtilization)],
        );
        let platform = per_year(
            "Reference platform revenue",
            Operation::Product,
            vec![
                compute.above(),
                self.number(Number::ReferenceAttach),
                self.number(Number::AttachUplift),
            ],
        );
        let platform_cost = per_year(
            "Reference platform cost",
            Operation::Product,
            vec![self.platform_cost_share(), platform.above()],
        );
        let costs = per_year(
            "Costs at the reference margin",
            Operation::Product,
            vec![
                Self::rest_of("Cost share", self.driver(Driver::Margin)),
                per_year("Reference revenue", Operation::SUM, vec![compute, platform]),
            ],
        );
        let worn = share(
            "Reference depreciation",
            Operation::SUM,
            vec![self.server_rate(), self.facility_rate()],
        );
        let left = vec![costs, worn, platform_cost];
        let left = per_year("Left for cash costs", Operation::Sum { subtracted: 2 }, left);
        let none = Node::given("none", 0.0, Unit::DollarsPerYearPerDollar);
        let remainder = per_year("Cash cost of compute", Operation::Maximum, vec![none, left]);
        if self.margin_capped() {
            remainder.noted(
                "held at none: depreciation and platform costs take more than the margin leaves",
            )
        } else {
            remainder.noted("calibrated so that a ramped-up site at reference load has the margin")
        }
    }

    /// Servers' share of capital over their life, per year.
    fn server_rate(&self) -> Node {
        share(
            "Servers' yearly depreciation",
            Operation::Ratio,
            vec![self.number(Number::ServerShare), self.number(Number::ServerLife)],
        )
    }

    fn facility_rate(&self) -> Node {
        share(
            "Facilities' yearly depreciation",
            Operation::Ratio,
            vec![self.facility_share(), self.number(Number::FacilityLife)],
        )
    }

    pub fn idle_cost(&self, window: &Window) -> Node {
        flow(
            format!("Idle cost, {}", window.name),
            Operation::Product,
            vec![
                Self::years_of(window),
                self.number(Number::IdleCostRate),
                self.mean_capital(Series::IdleCapital, window),
            ],
        )
        .valued(self.flow(Series::IdleCost, window))
    }

    /// Straight-line: first servers until they are renewed, renewed ones from then on, facilities.
    pub fn depreciation(&self, window: &Window) -> Node {
        let programme = self.programme();
        let energised = self.mean_capital(Series::Energised, window).above();
        let renewed = self.energised_before(window, programme.server_life, "servers");
        let worn_out = self.energised_before(window, programme.facility_life, "facilities");
        let charge = |label: &str, parts: Vec<Node>| {
            let mut all = vec![Self::years_of(window)];
            all.extend(parts);
            flow(format!("{label}, {}", window.name), Operation::Product, all)
        };
        let first = flow(
            "With first servers".to_owned(),
            Operation::DIFFERENCE,
            vec![energised.clone(), renewed.clone()],
        );
        let standing =
            flow("With facilities".to_owned(), Operation::DIFFERENCE, vec![energised, worn_out]);
        let parts = vec![
            charge("First servers", vec![self.server_rate(), first]),
            charge(
                "Renewed servers",
                vec![self.number(Number::RefreshCost), self.server_rate(), renewed],
            ),
            charge("Facilities", vec![self.facility_rate(), standing]),
        ];
        flow(format!("Depreciation, {}", window.name), Operation::SUM, parts)
            .valued(self.flow(Series::Depreciation, window))
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
