//! Value: discounted cash, the internal rate of return, and the claim on gross domestic product.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::finance::IRR_RATES;
use crate::model::{Metric, ProgrammeNumber as Number, Series, Unit};

/// Why there is no IRR; the rates are those of [`IRR_RATES`].
const NO_RATE: &str = "NPV doesn't change sign at any rate from −50 % to 200 % a year";
const SEVERAL_RATES: &str =
    "NPV changes sign at more than one rate from −50 % to 200 % a year, so none is the return";

const AT_BOOK: &str = "the last net book value is credited as if sold at book, times its share";

/// Years from the first month to the middle of a month, in which its flow is taken to fall.
fn years_to(month: usize) -> f64 {
    (month as f64 + 0.5) / 12.0
}

impl Derivation<'_> {
    /// `(1 + discount_rate)^−((t+½)/12)`.
    pub(super) fn discount(&self, month: usize) -> f64 {
        (1.0 + self.programme().discount_rate).powf(-years_to(month))
    }

    /// The same at the rate of a node.
    fn discount_factor(rate: &Node, month: usize) -> Node {
        let one = Node::given("one", 1.0, Unit::Ratio);
        let growth = (one + rate.clone()).named("Growth of money in a year", Unit::Ratio);
        let years = Node::given("Years back to the first month", -years_to(month), Unit::Years);
        Node::of("Discount factor", Unit::Ratio, Operation::Power, vec![growth, years])
            .noted("a month's flow falls in its middle")
    }

    /// A month's free cash flow, taken apart, at its value in the first month.
    pub(super) fn discounted_flow(&self, month: usize) -> Node {
        self.flow_at(&self.number(Number::DiscountRate), month)
    }

    fn flow_at(&self, rate: &Node, month: usize) -> Node {
        let flow = self.free_cash_flow(&self.single_month(month));
        let label = format!("Discounted cash, {}", self.month_name(month));
        (flow * Self::discount_factor(rate, month)).named(label, Unit::Billions)
    }

    pub(super) fn npv(&self) -> Node {
        let parts = self.discounted(&self.number(Number::DiscountRate));
        self.read(Metric::Npv, Node::unnamed(Operation::SUM, parts), "")
    }

    /// Every year's flows and the residual at a rate; the last year taken apart.
    fn discounted(&self, rate: &Node) -> Vec<Node> {
        let mut parts = self.discounted_years(rate.value.unwrap_or_default());
        if let Some(year) = self.years_before(self.plan.months()).pop() {
            parts.pop();
            parts.push(self.discounted_year(rate, &year));
        }
        let last = self.plan.months() - 1;
        let residual = self.number(Number::ResidualShare)
            * self.net_book_value(last)
            * Self::discount_factor(rate, last);
        parts.push(residual.named("Residual", Unit::Billions).noted(AT_BOOK));
        parts
    }

    /// Each calendar year's flows discounted at a rate.
    fn discounted_years(&self, rate: f64) -> Vec<Node> {
        let flows = self.months(Series::Fcf);
        let discounted = |month: usize| flows[month] * (1.0 + rate).powf(-years_to(month));
        self.years_before(self.plan.months())
            .into_iter()
            .map(|year| {
                let value = year.months.map(discounted).sum();
                Node::simulated(format!("Discounted cash, {}", year.name), value, Unit::Billions)
            })
            .collect()
    }

    /// A year's discounted flows by month, the last month taken apart.
    fn discounted_year(&self, rate: &Node, year: &Window) -> Node {
        let months = year
            .months
            .clone()
            .map(|month| {
                if month == year.last() {
                    return self.flow_at(rate, month);
                }
                let label = format!("Discounted cash, {}", self.month_name(month));
                let flow = self.simulated_flow(Series::Fcf, &self.single_month(month));
                (flow * Self::discount_factor(rate, month).above()).named(label, Unit::Billions)
            })
            .collect();
        Node::of(format!("Discounted cash, {}", year.name), Unit::Billions, Operation::SUM, months)
    }

    pub(super) fn irr(&self) -> Node {
        let found = self.outcome.metrics[Metric::Irr];
        let parts = match found {
            Some(rate) => vec![self.npv_at(rate)],
            None => vec![self.npv_at(IRR_RATES.0), self.npv_at(IRR_RATES.1)],
        };
        let node = Node::unnamed(Operation::Zero, parts).of_metric(Metric::Irr);
        match found {
            Some(rate) => node.valued(rate).noted(AT_BOOK),
            None if self.outcome.flags.irr_ambiguous => node.without_value(SEVERAL_RATES),
            None => node.without_value(NO_RATE),
        }
    }

    /// NPV at another rate than the discount rate.
    fn npv_at(&self, rate: f64) -> Node {
        let percent = format!("{:.2}", 100.0 * rate).replace('-', "−");
        let label = format!("NPV at {percent} % a year");
        let rate = Node::given("Rate", rate, Unit::PerYear);
        Node::of(label, Unit::Billions, Operation::SUM, self.discounted(&rate))
    }

    pub(super) fn gdp_contribution(&self) -> Node {
        let programme = self.programme();
        let by = programme.gdp_by;
        let counted = usize::try_from(programme.index(by.plus(1))).unwrap_or(0);
        let months = 0..counted.min(self.plan.months());
        let window = Window { name: format!("to {}", by.name()), months };
        let content =
            |label: &str, share, of| (self.number(share) * of).named(label, Unit::Billions);
        let (servers, revenue) = (self.server_spend(&window), self.revenue_by_year(&window));
        let content = content("Equipment made at home", Number::GdpHardwareShare, servers)
            + content("Services from home", Number::GdpServiceShare, revenue)
            + content("Work at home", Number::GdpDomesticShare, self.spend(&window));
        let content = content.named("Content from home", Unit::Billions);
        self.read(Metric::GdpContribution, self.number(Number::GdpMultiplier) * content, "")
            .noted("cumulative to the claim's date, in gross content times a multiplier")
    }

    /// Revenue of the first months by calendar year, the last year taken apart.
    fn revenue_by_year(&self, window: &Window) -> Node {
        let mut years = self.years_before(window.months.end);
        let last = years.pop();
        let mut parts: Vec<Node> =
            years.iter().map(|year| self.simulated_flow(Series::Revenue, year)).collect();
        parts.extend(last.map(|year| self.revenue(&year)));
        let label = format!("Revenue, {}", window.name);
        if parts.is_empty() {
            return Node::given(label, 0.0, Unit::Billions);
        }
        Node::of(label, Unit::Billions, Operation::SUM, parts)
    }
}
