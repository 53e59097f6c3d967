//! What a stretch of months spends and earns, taken apart to capital, drivers and rates.

use super::capital::{Left, Stage};
use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::{Driver, ProgrammeNumber as Number, Series, Unit};

const SUM: Operation = Operation::Sum { subtracted: 0 };
const DIFFERENCE: Operation = Operation::Sum { subtracted: 1 };

/// $bn over the window.
fn flow(label: String, operation: Operation, parts: Vec<Node>) -> Node {
    Node::of(label, Unit::Billions, operation, parts)
}

fn share(label: &str, operation: Operation, parts: Vec<Node>) -> Node {
    Node::of(label, Unit::Share, operation, parts)
}

impl Derivation<'_> {
    /// Operating income + depreciation − tax − spend − renewals.
    pub fn free_cash_flow(&self, window: &Window) -> Node {
        let income = self.operating_income(window);
        let depreciation = self.simulated_flow(Series::Depreciation, window);
        let depreciation = Node { formula: "as above".to_owned(), ..depreciation };
        let tax = self.tax(window, &income);
        let parts = vec![income, depreciation, tax, self.spend(window), self.refresh(window)];
        let label = format!("Free cash flow, {}", window.name);
        flow(label, Operation::Sum { subtracted: 3 }, parts).valued(self.flow(Series::Fcf, window))
    }

    /// A window's free cash flow taken apart by one level, as simulated.
    pub fn simulated_cash_flow(&self, window: &Window) -> Node {
        let parts = [
            Series::OperatingIncome,
            Series::Depreciation,
            Series::Tax,
            Series::Spend,
            Series::Refresh,
        ];
        let parts = parts.map(|series| self.simulated_flow(series, window)).to_vec();
        let label = format!("Free cash flow, {}", window.name);
        flow(label, Operation::Sum { subtracted: 3 }, parts).valued(self.flow(Series::Fcf, window))
    }

    fn tax(&self, window: &Window, income: &Node) -> Node {
        let parts = vec![self.number(Number::TaxRate), income.above()];
        flow(format!("Tax, {}", window.name), Operation::Product, parts)
            .noted("a loss shields the group from tax elsewhere, so the tax on it is negative")
    }

    /// Revenue − cash cost − idle cost − depreciation.
    pub fn operating_income(&self, window: &Window) -> Node {
        let parts = vec![
            self.revenue(window),
            self.cash_cost(window),
            self.idle_cost(window),
            self.depreciation(window),
        ];
        let label = format!("Operating income, {}", window.name);
        flow(label, Operation::Sum { subtracted: 3 }, parts)
            .valued(self.flow(Series::OperatingIncome, window))
    }

    /// Compute and platform revenue.
    pub fn revenue(&self, window: &Window) -> Node {
        let compute = flow(
            format!("Compute revenue, {}", window.name),
            Operation::Product,
            vec![
                Self::years_of(window),
                self.mean_capital(Series::Ramped, window),
                self.driver(Driver::Utilization),
                self.number(Number::RevenueYield),
                self.price(window),
            ],
        );
        let attach = flow(
            format!("Attach revenue, {}", window.name),
            Operation::Product,
            vec![compute.above(), self.driver(Driver::Attach), self.number(Number::AttachUplift)],
        );
        flow(format!("Revenue, {}", window.name), SUM, vec![compute, attach])
            .valued(self.flow(Series::Revenue, window))
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
            weighted.push(flow(
                format!("Ramped at its price, {name}"),
                Operation::Product,
                vec![ramped.clone(), self.price_at(month as f64 + 0.5)],
            ));
            capital.push(ramped);
        }
        Node::of(
            "Price, weighted mean",
            Unit::Ratio,
            Operation::Ratio,
            vec![
                flow("Ramped at its price".to_owned(), SUM, weighted),
                flow("Ramped".to_owned(), SUM, capital),
            ],
        )
    }

    /// `(1 − price_erosion)^(months/12)`.
    fn price_at(&self, months: f64) -> Node {
        let kept = Self::rest_of("Price kept in a year", self.driver(Driver::PriceErosion));
        let years = Node::given("Years since the first month", months / 12.0, Unit::Years);
        Node::of("Price", Unit::Ratio, Operation::Power, vec![kept, years]).noted(
            "price erosion is net of the fall of unit costs: cash costs follow volume, not price",
        )
    }

    /// Cash costs: what stays, what moves with volume, and the platform's own.
    fn cash_cost(&self, window: &Window) -> Node {
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
        flow(format!("Cash cost, {name}"), SUM, vec![fixed_cost, volume_cost, platform_cost])
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
                per_year("Reference revenue", SUM, vec![compute, platform]),
            ],
        );
        let worn =
            share("Reference depreciation", SUM, vec![self.server_rate(), self.facility_rate()]);
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

    fn idle_cost(&self, window: &Window) -> Node {
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
    fn depreciation(&self, window: &Window) -> Node {
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
            DIFFERENCE,
            vec![energised.clone(), renewed.clone()],
        );
        let standing = flow("With facilities".to_owned(), DIFFERENCE, vec![energised, worn_out]);
        let parts = vec![
            charge("First servers", vec![self.server_rate(), first]),
            charge(
                "Renewed servers",
                vec![self.number(Number::RefreshCost), self.server_rate(), renewed],
            ),
            charge("Facilities", vec![self.facility_rate(), standing]),
        ];
        flow(format!("Depreciation, {}", window.name), SUM, parts)
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

    /// Capital spent on new capacity: facilities as planned, servers as shipped, and those that
    /// wait for power when it comes.
    pub fn spend(&self, window: &Window) -> Node {
        let label = format!("Spend, {}", window.name);
        let deferral = self.programme().server_deferral;
        let spend = if deferral == 0.0 && self.drivers()[Driver::ExportBlock] == 0.0 {
            Node { label, ..self.between(Stage::Planned, Left::Kept, window) }
        } else {
            let facilities =
                vec![self.facility_share(), self.between(Stage::Planned, Left::Kept, window)];
            flow(
                label,
                SUM,
                vec![
                    flow("Facilities".to_owned(), Operation::Product, facilities),
                    self.server_spend(window),
                ],
            )
        };
        spend.valued(self.flow(Series::Spend, window))
    }

    /// The servers' part of spend.
    pub fn server_spend(&self, window: &Window) -> Node {
        let servers = |label: &str, share: Node, stage| {
            flow(
                format!("{label}, {}", window.name),
                Operation::Product,
                vec![
                    share,
                    self.number(Number::ServerShare),
                    self.between(stage, Left::Shipped, window),
                ],
            )
        };
        let deferral = self.number(Number::ServerDeferral);
        let at_once = Self::rest_of("Share bought at once", deferral.clone());
        let mut parts = vec![servers("Servers bought at once", at_once, Stage::Planned)];
        if self.programme().server_deferral > 0.0 {
            parts.push(servers("Servers that waited for power", deferral, Stage::Deferred));
        }
        flow(format!("Servers, {}", window.name), SUM, parts)
    }

    /// Money that comes to a stage within a window.
    fn between(&self, stage: Stage, left: Left, window: &Window) -> Node {
        let end = self.bought(stage, left, window.months.end);
        let begin = self.bought(stage, left, window.months.start);
        let begin = Node { formula: "as at its end, earlier".to_owned(), ..begin.above() };
        flow(format!("Within {}", window.name), DIFFERENCE, vec![end, begin])
    }

    /// Capital spent on renewing servers: what was energised a life, two lives, … before.
    pub fn refresh(&self, window: &Window) -> Node {
        let programme = self.programme();
        let life = 12.0 * programme.server_life;
        let mut ended = Vec::new();
        let mut generation = 1.0;
        while generation * life < window.months.end as f64 {
            let at = |month: usize| self.energised_at(month as f64 - generation * life);
            let came = at(window.months.end) - at(window.months.start);
            let label = format!("Energised {generation} server lives earlier");
            ended.push(Node::simulated(label, came, Unit::Billions));
            generation += 1.0;
        }
        if ended.is_empty() {
            ended.push(Node::given("none is a life old", 0.0, Unit::Billions));
        }
        let parts = vec![
            self.number(Number::RefreshCost),
            self.number(Number::ServerShare),
            flow("Capital whose servers end a life".to_owned(), SUM, ended),
        ];
        flow(format!("Renewals, {}", window.name), Operation::Product, parts)
            .valued(self.flow(Series::Refresh, window))
            .noted("every generation of servers is bought again when the one before has ended")
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
            self.bought(Stage::Energised, Left::Shipped, month).value.unwrap_or_default()
        };
        let part = at.fract();
        let before = energised(at.floor());
        if part == 0.0 { before } else { before + part * (energised(at.ceil()) - before) }
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
