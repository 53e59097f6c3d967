//! What a stretch of months spends and earns, taken apart to capital, drivers and rates.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::{Driver, ProgrammeNumber as Number, Series, Unit};

/// $bn over the window.
pub(super) fn flow(label: String, operation: Operation, parts: Vec<Node>) -> Node {
    Node::of(label, Unit::Billions, operation, parts)
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
        flow(format!("Revenue, {}", window.name), Operation::SUM, vec![compute, attach])
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
                flow("Ramped at its price".to_owned(), Operation::SUM, weighted),
                flow("Ramped".to_owned(), Operation::SUM, capital),
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
}
